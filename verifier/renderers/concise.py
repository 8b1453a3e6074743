"""One line for each figure that is not verified and for each finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.model.lookup import shown_cells
from verifier.model.pages import page_of
from verifier.model.visible import defused, one_line
from verifier.renderers._paint import STATUS_STYLE, painter
from verifier.renderers._renderer import Renderer, RenderOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.record import ReportVerification, Verification
    from verifier.model.report import Span
    from verifier.model.verdict import Finding, Verdict
    from verifier.renderers._paint import Paint

_MOST_CELLS = 8


def render_concise(verification: Verification, options: RenderOptions) -> str:
    """Returns `path:line:column: CODE reason message` lines, then coverage."""
    paint = painter(color=options.color)
    lines = [
        line
        for report in verification.reports
        for line in _report_lines(report, options, paint)
    ]
    return defused("".join(f"{line}\n" for line in lines))


def _report_lines(
    report: ReportVerification, options: RenderOptions, paint: Paint
) -> Iterator[str]:
    path = one_line(report.report.path)
    if not options.quiet:
        for verdict in report.verdicts:
            if verdict.reason is not None:
                yield verdict_line(path, verdict, paint)
            elif options.verbose:
                yield _verified_line(path, verdict, paint)
            yield from (finding_line(path, f, paint) for f in verdict.findings)
        yield from (finding_line(path, f, paint) for f in report.findings)
        if options.verbose:
            yield from not_figure_lines(report)
    yield coverage_line(path, report)


def verdict_line(path: str, verdict: Verdict, paint: Paint) -> str:
    """Returns the line of a figure that is not verified."""
    span = verdict.figure.span
    if verdict.reason is None:
        return _verified_line(path, verdict, paint)
    code = paint(page_of(verdict.reason).code, STATUS_STYLE[verdict.status])
    message = one_line(verdict.message) or one_line(verdict.figure.text)
    return (
        f"{place_of(path, span)}: {code} {verdict.reason.value} "
        f"{message}{_by_key(verdict)}{_accepted(verdict.accepted)}"
    )


def finding_line(path: str, finding: Finding, paint: Paint) -> str:
    """Returns the line of a finding, with its place if it has one."""
    place = place_of(path, finding) if finding.line else path
    code = paint(one_line(finding.code), "bold")
    claim = f" [{one_line(finding.claim)}]" if finding.claim else ""
    return (
        f"{place}: {code} {one_line(finding.name)} {finding.level.value}:{claim} "
        f"{one_line(finding.message)}{_accepted(finding.accepted)}"
    )


def not_figure_lines(report: ReportVerification) -> Iterator[str]:
    """Yields a line for each number that needs no citation, with its reason."""
    path = one_line(report.report.path)
    for item in report.not_figures:
        note = f": {one_line(item.note)}" if item.note else ""
        yield (
            f"{place_of(path, item.span)}: not a figure: "
            f"{one_line(item.text)} ({item.reason.value}{note})"
        )


def _verified_line(path: str, verdict: Verdict, paint: Paint) -> str:
    span = verdict.figure.span
    status = paint(verdict.status.value, STATUS_STYLE[verdict.status])
    calculation = one_line(verdict.calculation)
    notes = "".join(f" ({note})" for note in verdict.notes)
    return (
        f"{place_of(path, span)}: {status} "
        f"{one_line(verdict.figure.text)} [{one_line(verdict.claim or '')}] "
        f"{calculation}{notes}"
    ).rstrip() + _by_key(verdict)


def _by_key(verdict: Verdict) -> str:
    """Returns what the citations by key of a figure's claim mean."""
    found = shown_cells((), verdict.keyed, _MOST_CELLS)
    return f" [cells: {one_line('; '.join(found))}]" if found else ""


def _accepted(reason: str) -> str:
    return f" (accepted: {one_line(reason)})" if reason else ""


RENDERER = Renderer("concise", render_concise)


def place_of(path: str, place: Span | Finding) -> str:
    """Returns `path:line:column`, with the part before the line where there is one.

    Source: ruff writes `a.ipynb:cell 3:1:5`.
    """
    part = f"{one_line(place.part)}:" if place.part else ""
    return f"{path}:{part}{place.line}:{place.column}"


def coverage_line(path: str, report: ReportVerification) -> str:
    """Returns the coverage of a report, and that nothing was checked if it is so."""
    nothing = "" if report.verdicts else " (no figure was found: nothing was checked)"
    given = ", ".join(map(one_line, report.report.claims_from))
    claims = f" · claims from {given}" if given else ""
    return f"{path}: {report.coverage}{claims}{nothing}"
