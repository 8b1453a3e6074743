"""What a person reads in a terminal: each figure with its line, cells and SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.model.lookup import shown_cells
from verifier.model.pages import page_of
from verifier.model.visible import defused, one_line, visible
from verifier.renderers._grid import grids
from verifier.renderers._numbers import allowed_text, grouped, in_unit
from verifier.renderers._paint import STATUS_STYLE, painter
from verifier.renderers._renderer import Renderer, RenderOptions
from verifier.renderers._snippet import snippet
from verifier.renderers.concise import (
    coverage_line,
    finding_line,
    not_figure_lines,
    place_of,
    verdict_line,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.reason import Reason
    from verifier.model.record import ReportVerification, Verification
    from verifier.model.source import Sheet, SheetKey, Source
    from verifier.model.verdict import Verdict
    from verifier.renderers._paint import Paint

_INDENT = "  "
_LABEL = 13
_GRIDS = 3
_CELLS = 8
_SQL_WIDTH = 90
_BREAKS = (
    ("(WITH ", "(\nWITH "),
    (" FROM (\n", "\nFROM (\n"),
    ("), step_", "),\nstep_"),
    (") SELECT ", ")\nSELECT "),
)
_SQL_LINES = 30


def render_full(verification: Verification, options: RenderOptions) -> str:
    """Returns a block for each figure that is not verified, findings and coverage."""
    paint = painter(color=options.color)
    sheets = {sheet.key: sheet for s in verification.sources for sheet in s.sheets}
    blocks = [
        block
        for report in verification.reports
        for block in _report_blocks(report, sheets, options, paint)
    ]
    if options.verbose and verification.sources:
        blocks.append(list(map(_source_line, verification.sources)))
    return defused(
        "\n".join("".join(f"{line}\n" for line in block) for block in blocks)
    )


def _source_line(source: Source) -> str:
    """Returns a source with how it was read, so that a wrong guess can be seen."""
    decisions = "; ".join(
        f"{f'{decision.sheet} ' if decision.sheet else ''}{decision.name} "
        f"{decision.value}{' (declared)' if decision.declared else ''}"
        for decision in source.decisions
    )
    name = (
        f"{source.name} = {source.path}" if source.name != source.path else source.name
    )
    return one_line(
        f"source {name} ({source.digest}), named by {source.declared_by.value}: "
        f"{source.problem or decisions}"
    )


def _report_blocks(
    report: ReportVerification,
    sheets: dict[SheetKey, Sheet],
    options: RenderOptions,
    paint: Paint,
) -> Iterator[list[str]]:
    path = one_line(report.report.path)
    if not options.quiet:
        yield from _verdict_blocks(report, sheets, options, paint)
        findings = [f for v in report.verdicts for f in v.findings]
        lines = [finding_line(path, f, paint) for f in (*findings, *report.findings)]
        if lines:
            yield lines
        numbers = list(not_figure_lines(report)) if options.verbose else []
        if numbers:
            yield numbers
    yield [paint(coverage_line(path, report), "bold")]


def _verdict_blocks(
    report: ReportVerification,
    sheets: dict[SheetKey, Sheet],
    options: RenderOptions,
    paint: Paint,
) -> Iterator[list[str]]:
    path = one_line(report.report.path)
    brief = [v for v in report.verdicts if v.passes]
    for verdict in report.verdicts:
        if not verdict.passes:
            head = [_headline(path, verdict, paint)]
            marked = snippet(
                report.report.text, verdict.figure.span, options.width, paint
            )
            yield [*head, *marked, *_facts(verdict, sheets, paint)]
    shown = [v for v in brief if v.accepted or options.verbose]
    if shown:
        yield [verdict_line(path, verdict, paint) for verdict in shown]


def _headline(path: str, verdict: Verdict, paint: Paint) -> str:
    span = verdict.figure.span
    status = paint(verdict.status.value.upper(), STATUS_STYLE[verdict.status])
    reason = f" {_coded(verdict.reason)}" if verdict.reason else ""
    material = ", material" if verdict.material else ""
    return f"{place_of(path, span)}: {status}{reason}{material}"


def _facts(
    verdict: Verdict, sheets: dict[SheetKey, Sheet], paint: Paint
) -> Iterator[str]:
    """Yields the labelled lines of a verdict; what is not there has none."""
    figure = verdict.figure
    yield from _fact("finds", verdict.message, paint)
    also = ", ".join(_coded(reason) for reason in verdict.also)
    yield from _fact("also", also, paint)
    allowed = allowed_text(verdict.allowed, figure) if verdict.allowed else ""
    yield from _fact("allows", allowed, paint)
    if figure.quantity is not None:
        yield from _fact("taken", figure.quantity.taken, paint)
    yield from _fact("recomputed", _recomputed(verdict), paint)
    yield from _fact("should read", verdict.suggested, paint)
    yield from _fact("diagnosis", verdict.diagnosis, paint)
    yield from _fact("claim", verdict.claim or "", paint)
    yield from _fact("calculation", verdict.calculation, paint)
    assumed = "\n".join(f"{a.text}: {a.origin}" for a in verdict.assumptions)
    yield from _fact("assumes", assumed, paint)
    named = shown_cells(verdict.cells, verdict.keyed, _CELLS)
    yield from _fact("cells", _cells(named), paint)
    for lines in grids(verdict.grid, sheets)[:_GRIDS]:
        yield from (f"{_INDENT}{' ' * _LABEL}{line}" for line in lines)
    yield from _fact("run", "\n".join(verdict.notes), paint)
    yield from _fact("sql", _cut(verdict.sql), paint)
    yield from _fact("tables", _tables(verdict.sql, sheets), paint)
    yield from _fact("do", verdict.advice or _usual_advice(verdict.reason), paint)


def _fact(label: str, text: str, paint: Paint) -> Iterator[str]:
    """Yields a labelled text; further lines of it stand below its first."""
    for place, line in enumerate(_lines_of(text)):
        shown = label if place == 0 else ""
        yield f"{_INDENT}{paint(shown.ljust(_LABEL), 'dim')}{_tabless(line)}".rstrip()


def _lines_of(text: str) -> list[str]:
    """Returns lines as an author ends them; no other sign parts a text unseen."""
    shown = text.replace("\r\n", "\n").strip(" \t\n")
    return shown.split("\n") if shown else []


def _tables(sql: str, sheets: dict[SheetKey, Sheet]) -> str:
    """Returns what the names of tables in SQL stand for."""
    words = set("".join(c if c.isalnum() or c == "_" else " " for c in sql).split())
    named = (sheet for sheet in sheets.values() if sheet.table in words)
    return ", ".join(f"{sheet.table} is {one_line(str(sheet.key))}" for sheet in named)


def _cut(sql: str) -> str:
    """Returns SQL of at most 30 lines; the JSON formats hold all of it."""
    lines = _lines_of(_laid_out(sql.strip()))
    left = len(lines) - _SQL_LINES
    if left <= 0:
        return "\n".join(lines)
    return "\n".join([*lines[:_SQL_LINES], f"… {left} more lines; see the JSON output"])


def _laid_out(sql: str) -> str:
    """Returns SQL of one line with breaks before its steps; texts stay as they are."""
    if "\n" in sql or len(sql) <= _SQL_WIDTH:
        return sql
    pieces = sql.split("'")
    for place in range(0, len(pieces), 2):  # every second piece is a text in quotes
        for mark, broken in _BREAKS:
            pieces[place] = pieces[place].replace(mark, broken)
    return "'".join(pieces)


def _tabless(line: str) -> str:
    return visible(line.replace("\t", _INDENT))


def _recomputed(verdict: Verdict) -> str:
    """Returns the value, and again in the figure's unit where that differs."""
    if verdict.recomputed is None:
        return ""
    value = grouped(verdict.recomputed)
    in_figures_unit = in_unit(verdict.recomputed, verdict.figure)
    return value if value == in_figures_unit else f"{value} ({in_figures_unit})"


def _cells(cells: tuple[str, ...]) -> str:
    shown = ", ".join(map(one_line, cells[:_CELLS]))
    left = len(cells) - _CELLS
    return f"{shown} and {left} more" if left > 0 else shown


def _coded(reason: Reason) -> str:
    return f"{reason.value} ({page_of(reason).code})"


def _usual_advice(reason: Reason | None) -> str:
    return page_of(reason).remedy if reason else ""


RENDERER = Renderer("full", render_full)
