"""Lines of the whole report's text -> lines within its parts."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verifier.model.record import ReportVerification
    from verifier.model.report import Part, Span
    from verifier.model.verdict import Finding, NotFigure, Verdict

_Parts = tuple["Part", ...]


def within_parts(verification: ReportVerification) -> ReportVerification:
    """Returns a verification whose lines are counted within the parts of its report.

    Readers, rules and suppressions count the lines of the report's text; people count
    those of a cell or paragraph. Offsets into the text stay as they are.
    """
    parts = verification.report.parts
    if not parts:
        return verification
    return replace(
        verification,
        verdicts=tuple(_verdict(v, parts) for v in verification.verdicts),
        findings=tuple(_finding(f, parts) for f in verification.findings),
        not_figures=tuple(_not_figure(n, parts) for n in verification.not_figures),
    )


def place_in(parts: _Parts, line: int) -> tuple[str, int]:
    """Returns the part that a line of the text stands in, and its line there.

    Example:
        >>> from verifier.model.report import Part
        >>> place_in((Part("cell 1", 1), Part("cell 2", 4)), 5)
        ('cell 2', 2)
    """
    number = bisect_right(parts, line, key=lambda part: part.line)
    if not number:
        return "", line
    part = parts[number - 1]
    return part.name, line - part.line + 1


def spoken_place(parts: _Parts, line: int) -> str:
    """Returns a line of the text in words, for a message.

    Example:
        >>> from verifier.model.report import Part
        >>> spoken_place((), 5), spoken_place((Part("cell 2", 4),), 5)
        ('line 5', 'cell 2, line 2')
    """
    name, inside = place_in(parts, line)
    return f"{name}, line {inside}" if name else f"line {inside}"


def _verdict(verdict: Verdict, parts: _Parts) -> Verdict:
    return replace(
        verdict,
        figure=replace(verdict.figure, span=_span(verdict.figure.span, parts)),
        assumptions=tuple(
            replace(a, line=place_in(parts, a.line)[1]) if a.line else a
            for a in verdict.assumptions
        ),
        findings=tuple(_finding(f, parts) for f in verdict.findings),
    )


def _not_figure(item: NotFigure, parts: _Parts) -> NotFigure:
    return replace(item, span=_span(item.span, parts))


def _finding(finding: Finding, parts: _Parts) -> Finding:
    if not finding.line:
        return finding
    part, line = place_in(parts, finding.line)
    return replace(finding, part=part, line=line)


def _span(span: Span, parts: _Parts) -> Span:
    part, line = place_in(parts, span.line)
    end_line = line + span.end_line - span.line
    return replace(span, part=part, line=line, end_line=end_line)
