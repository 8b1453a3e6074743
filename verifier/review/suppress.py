"""Comments in a report that accept verdicts and findings, with their reason."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.model.pages import page_of
from verifier.model.pages.findings import INEXACT_SUPPRESSION, UNUSED_SUPPRESSION
from verifier.model.reason import Reason, Status
from verifier.model.verdict import Finding, Level
from verifier.review.select import matches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.pages.page import Page
    from verifier.model.record import ReportVerification
    from verifier.model.report import Suppression
    from verifier.model.verdict import Verdict

# Explanations of one and the same difference: who accepts the first has seen it all.
_DIFFERENCES = frozenset(
    {
        Reason.SIGN,
        Reason.PERCENT,
        Reason.SCALE,
        Reason.TRUNCATED,
        Reason.ROUNDING,
        Reason.VALUE,
    }
)
_BY_PREFIX = frozenset({Status.SUSPECT, Status.UNCITED})


def accept_suppressed(verification: ReportVerification) -> ReportVerification:
    """Returns the verification with what the report's comments accept marked so.

    A comment speaks of its own line and the block below. It accepts a finding by its
    code, its name or a prefix of its code. It accepts a figure where it names each of
    the figure's reasons: of a suspect or uncited figure also by a prefix; of a
    hallucinated or undecided one by the full code or name alone, so that no comment
    accepts errors which nobody has seen. What accepts nothing is a finding itself.
    """
    suppressions = verification.report.suppressions
    if not suppressions:
        return verification
    verdicts = tuple(_accept_verdict(v, suppressions) for v in verification.verdicts)
    findings = tuple(_accept_finding(f, suppressions) for f in verification.findings)
    marked = replace(verification, verdicts=verdicts, findings=findings)
    remarks = tuple(r for s in suppressions for r in _remarks_on(s, verification))
    return replace(marked, findings=findings + remarks)


def reasons_to_accept(verdict: Verdict) -> tuple[Reason, ...]:
    """Returns the reasons that a person must name to accept a verdict.

    Further explanations of the same difference (scale, then value) need no naming.
    """
    if verdict.reason is None:
        return ()
    others = (
        reason
        for reason in verdict.also
        if not (verdict.reason in _DIFFERENCES and reason in _DIFFERENCES)
    )
    return (verdict.reason, *others)


def _accept_verdict(verdict: Verdict, suppressions: tuple[Suppression, ...]) -> Verdict:
    findings = tuple(_accept_finding(f, suppressions) for f in verdict.findings)
    verdict = replace(verdict, findings=findings)
    if verdict.passes:
        return verdict
    covering = [s for s in suppressions if _covers(s, verdict.figure.span.line)]
    named = {
        reason: [s for s in covering if _accepts(s, reason, verdict.status)]
        for reason in reasons_to_accept(verdict)
    }
    if not all(named.values()):
        return verdict
    why = dict.fromkeys(s.reason for found in named.values() for s in found)
    return replace(verdict, accepted="; ".join(why))


def _accept_finding(finding: Finding, suppressions: tuple[Suppression, ...]) -> Finding:
    if finding.accepted:
        return finding
    for suppression in suppressions:
        if _covers(suppression, finding.line) and any(
            matches(word, finding.code, finding.name) for word in suppression.codes
        ):
            return replace(finding, accepted=suppression.reason)
    return finding


def _accepts(suppression: Suppression, reason: Reason, status: Status) -> bool:
    page = page_of(reason)
    if status in _BY_PREFIX:
        return any(matches(word, page.code, page.name) for word in suppression.codes)
    return any(_is_exact(word, page) for word in suppression.codes)


def _is_exact(word: str, page: Page) -> bool:
    return word.strip().upper() == page.code or word.strip().lower() == page.name


def _covers(suppression: Suppression, line: int) -> bool:
    first, last = suppression.covers
    return bool(suppression.reason) and first <= line <= last


def _remarks_on(
    suppression: Suppression, verification: ReportVerification
) -> Iterator[Finding]:
    """Yields a finding for each code of a comment that accepts nothing."""
    if not suppression.reason:
        return
    verdicts = [
        v
        for v in verification.verdicts
        if v.reason and _covers(suppression, v.figure.span.line)
    ]
    of_verdicts = [f for v in verification.verdicts for f in v.findings]
    findings = [
        f
        for f in (*of_verdicts, *verification.findings)
        if _covers(suppression, f.line)
    ]
    for word in suppression.codes:
        page = _remark(word, verdicts, findings)
        if page:
            yield Finding(
                page.code,
                page.name,
                Level.WARNING,
                _wording(page, word, verdicts),
                suppression.line,
                1,
            )


def _remark(word: str, verdicts: list[Verdict], findings: list[Finding]) -> Page | None:
    if any(matches(word, f.code, f.name) for f in findings):
        return None
    speaks_of = [
        (v, page)
        for v in verdicts
        for page in map(page_of, reasons_to_accept(v))
        if matches(word, page.code, page.name)
    ]
    if not speaks_of:
        return UNUSED_SUPPRESSION
    if all(v.status not in _BY_PREFIX and not _is_exact(word, p) for v, p in speaks_of):
        return INEXACT_SUPPRESSION
    return None


def _wording(page: Page, word: str, verdicts: list[Verdict]) -> str:
    if page is UNUSED_SUPPRESSION:
        return f"ignore[{word}] accepts nothing here; remove it"
    named = [page_of(r).code for v in verdicts for r in reasons_to_accept(v)]
    codes = ", ".join(dict.fromkeys(named))
    return f"ignore[{word}] is a prefix; what stands here is accepted only as {codes}"
