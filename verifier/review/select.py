"""Which findings are shown: by code, name or prefix of a code."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from verifier.errors import PolicyError
from verifier.model.pages import PAGES

if TYPE_CHECKING:
    from verifier.model.record import ReportVerification, Verification
    from verifier.model.verdict import Finding

ALL = "ALL"


@dataclass(frozen=True, slots=True)
class Selection:
    """Findings to show. Verdicts are always shown: nothing ignores them away.

    Attributes:
        select: codes, names, prefixes or `ALL`.
        ignore: likewise; the longer of two that match wins, `ignore` on a tie.
    """

    select: tuple[str, ...] = (ALL,)
    ignore: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for word in (*self.select, *self.ignore):
            _refuse_verdict(word)

    def shows(self, finding: Finding) -> bool:
        """Returns whether a finding is to be shown."""
        chosen = _strength(self.select, finding)
        return chosen > _strength(self.ignore, finding)


def select_findings(verification: Verification, selection: Selection) -> Verification:
    """Returns the verification with those findings that are selected.

    Verdicts keep their status: an ignored reason would turn a figure green.
    """
    reports = tuple(_select(report, selection) for report in verification.reports)
    return replace(verification, reports=reports)


def matches(word: str, code: str, name: str) -> bool:
    """Returns whether a word names a code: in full, by its name or by a prefix.

    Example:
        >>> matches("C0", "C002", "wide-citation")
        True
        >>> matches("wide", "C002", "wide-citation")
        False
    """
    word = word.strip()
    return bool(word) and (code.startswith(word.upper()) or word.lower() == name)


def _select(report: ReportVerification, selection: Selection) -> ReportVerification:
    verdicts = tuple(
        replace(v, findings=tuple(f for f in v.findings if selection.shows(f)))
        for v in report.verdicts
    )
    findings = tuple(f for f in report.findings if selection.shows(f))
    return replace(report, verdicts=verdicts, findings=findings)


def _strength(words: tuple[str, ...], finding: Finding) -> int:
    """Returns how closely the closest word names a finding, 0 where none does."""
    return max((_closeness(word, finding) for word in words), default=0)


def _closeness(word: str, finding: Finding) -> int:
    if word.upper() == ALL:
        return 1
    if not matches(word, finding.code, finding.name):
        return 0
    return 2 + (len(finding.code) if word.lower() == finding.name else len(word))


def _refuse_verdict(word: str) -> None:
    """Refuses a word that names a verdict's reason.

    Raises:
        PolicyError: for such a word.
    """
    for page in PAGES:
        if page.status and matches(word, page.code, page.name):
            raise PolicyError(
                f"select or ignore: {word}",
                f"{page.code} {page.name} is a verdict's reason",
                "codes of findings, which `verifier rule` lists",
                "Accept a figure in the report: "
                "<!-- verifier: ignore[CODE] reason -->.",
            )
