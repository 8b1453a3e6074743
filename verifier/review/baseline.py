"""A baseline: figures of old reports that are accepted until someone mends them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from verifier.model.pages.findings import STALE_BASELINE
from verifier.model.verdict import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from verifier.model.record import ReportVerification, Verification
    from verifier.model.verdict import Verdict

ACCEPTED = "baseline"


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A figure that did not pass when the baseline was written.

    It holds no line number, so it outlives edits elsewhere in the report; and it holds
    the figure as printed, so a changed figure is a new one.

    Attributes:
        report: path of the report as the baseline's folder sees it.
        claim: id of its claim, empty if uncited.
        figure: its text with white space folded.
        reason: the reason's word.
        occurrence: 1 for the first such figure in the report.
    """

    report: str
    claim: str
    figure: str
    reason: str
    occurrence: int


def record_baseline(
    verification: Verification, name_of: Callable[[str], str]
) -> tuple[Entry, ...]:
    """Returns an entry for every figure that does not pass.

    Args:
        verification: the run to record.
        name_of: gives a report's path as the baseline's folder sees it.
    """
    return tuple(
        sorted(
            entry
            for report in verification.reports
            for verdict, entry in _entries(report, name_of)
            if entry is not None and not verdict.passes
        )
    )


def accept_baselined(
    verification: Verification,
    entries: tuple[Entry, ...],
    name_of: Callable[[str], str],
) -> Verification:
    """Returns the verification with the figures of a baseline accepted.

    Entries of a checked report that no figure answers to any more are findings.
    """
    known = frozenset(entries)
    reports = tuple(_accept(r, known, name_of) for r in verification.reports)
    return replace(verification, reports=reports)


def _accept(
    report: ReportVerification, known: frozenset[Entry], name_of: Callable[[str], str]
) -> ReportVerification:
    found = list(_entries(report, name_of))
    verdicts = tuple(
        replace(verdict, accepted=ACCEPTED)
        if entry in known and not verdict.passes
        else verdict
        for verdict, entry in found
    )
    name = name_of(report.report.path)
    left = known - {entry for _, entry in found if entry is not None}
    stale = sorted(entry for entry in left if entry.report == name)
    findings = report.findings + tuple(map(_stale, stale))
    return replace(report, verdicts=verdicts, findings=findings)


def _entries(
    report: ReportVerification, name_of: Callable[[str], str]
) -> Iterator[tuple[Verdict, Entry | None]]:
    """Yields every verdict with its entry, None for a verified one."""
    name = name_of(report.report.path)
    seen: Counter[tuple[str, str, str]] = Counter()
    for verdict in report.verdicts:
        if verdict.reason is None:
            yield verdict, None
            continue
        figure = " ".join(verdict.figure.text.split())
        key = (verdict.claim or "", figure, verdict.reason.value)
        seen[key] += 1
        yield verdict, Entry(name, *key, seen[key])


def _stale(entry: Entry) -> Finding:
    return Finding(
        code=STALE_BASELINE.code,
        name=STALE_BASELINE.name,
        level=Level.NOTE,
        message=(
            f"the baseline accepts {entry.figure} for {entry.reason}, "
            "which is not found any more; write the baseline again"
        ),
        claim=entry.claim,
    )
