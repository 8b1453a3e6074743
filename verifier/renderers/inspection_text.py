"""An inspection for people: a sheet after the other, its columns, what stands out."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from verifier.model.source import CellKind
from verifier.model.verdict import Level
from verifier.model.visible import one_line
from verifier.renderers._paint import Paint, painter
from verifier.renderers._visible import shorten, width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.inspection import InspectedColumn, InspectedSheet, Inspection
    from verifier.model.source import Source
    from verifier.model.verdict import Finding
    from verifier.renderers._renderer import RenderOptions

_LEVEL_STYLE = {Level.ERROR: "red", Level.WARNING: "yellow", Level.NOTE: "cyan"}
_KINDS = {
    CellKind.NUMBER: ("number", "numbers"),
    CellKind.TEXT: ("text", "texts"),
    CellKind.DATE: ("date", "dates"),
    CellKind.BOOLEAN: ("boolean", "booleans"),
    CellKind.ERROR: ("error", "errors"),
    CellKind.BLANK: ("blank", "blanks"),
}
_NARROW = 80  # columns of the terminal: below, a column is a paragraph
_LEAST = 24
_NAME, _CELL, _GAP = 24, 30, "  "
_MOST_CELLS = 5


def inspection_text(inspection: Inspection, options: RenderOptions) -> str:
    """Returns an inspection as lines, none wider than the terminal."""
    paint = painter(color=options.color)
    room = max(options.width, _LEAST)
    lines: list[str] = []
    for source in inspection.sources:
        lines += _of_source(source, paint, room)
        for sheet in inspection.sheets:
            if sheet.sheet.key.source == source.name:
                lines += _of_sheet(sheet, inspection, paint, room)
    lines += _told(inspection.findings, inspection, paint, room)
    lines += _ending(inspection, paint, room)
    return "\n".join(lines) + "\n"


def _of_source(source: Source, paint: Paint, room: int) -> Iterator[str]:
    yield paint(shorten(one_line(source.path), room), "bold")
    said = (
        f"{d.name.replace('_', ' ')} {one_line(d.value)}"
        + (" (declared)" if d.declared else "")
        for d in source.decisions
        if not d.sheet
    )
    yield from _wrapped("read with: ", "; ".join(said), room)


def _of_sheet(
    inspected: InspectedSheet, inspection: Inspection, paint: Paint, room: int
) -> Iterator[str]:
    sheet = inspected.sheet
    yield ""
    name = f"sheet {one_line(sheet.key.sheet)}: " if sheet.key.sheet else ""
    header = f"headers in row {sheet.header_row}" if sheet.header_row else "no headers"
    below = sheet.rows - sheet.header_row
    rows = f"{below:,} data row{'' if below == 1 else 's'}"
    columns = f"{sheet.columns} column{'' if sheet.columns == 1 else 's'}"
    size = f"{rows}, {columns}, {header}"
    yield from _wrapped("", f"{name}{size}", room)
    yield ""
    if room < _NARROW:
        for column in inspected.columns:
            yield from _paragraph(column, paint, room)
    else:
        yield from _grid(inspected.columns, paint, room)
        for column in inspected.columns:
            if column.meaning:
                name = f"{column.letter} {one_line(column.header)}: "
                yield from _wrapped(name, one_line(column.meaning), room)
    if inspected.findings:
        yield ""
    yield from _told(inspected.findings, inspection, paint, room)


def _grid(
    columns: tuple[InspectedColumn, ...], paint: Paint, room: int
) -> Iterator[str]:
    table = [("", "column", "holds", "from", "to", "for example")]
    table += [_row(column) for column in columns]
    cut = [
        tuple(
            shorten(one_line(text), _CELL if place > 1 else _NAME)
            for place, text in enumerate(row)
        )
        for row in table
    ]
    widths = [max(map(width, texts)) for texts in zip(*cut, strict=True)]
    for number, row in enumerate(cut):
        cells = (
            text + " " * (space - width(text))
            for text, space in zip(row, widths, strict=True)
        )
        line = shorten(_GAP.join(cells).rstrip(), room)
        yield line if number else paint(line, "dim")


def _row(column: InspectedColumn) -> tuple[str, ...]:
    profile = column.profile
    examples = ", ".join(text for _, text in profile.examples)
    holds = profile.problem or _holds(column)
    return (
        column.letter,
        column.header or "(no header)",
        holds,
        profile.low,
        profile.high,
        examples,
    )


def _holds(column: InspectedColumn) -> str:
    counts = sorted(column.profile.counts, key=lambda pair: -pair[1])
    words = (f"{n:,} {_KINDS[kind][n != 1]}" for kind, n in counts)
    return ", ".join(words) or "nothing"


def _paragraph(column: InspectedColumn, paint: Paint, room: int) -> Iterator[str]:
    letter, name, holds, low, high, examples = _row(column)
    yield paint(shorten(f"{letter}  {one_line(name)}", room), "bold")
    yield from _wrapped("   ", holds, room)
    if low or high:
        yield from _wrapped("   ", f"{one_line(low)} to {one_line(high)}", room)
    if examples:
        yield from _wrapped("   ", f"such as {one_line(examples)}", room)
    if column.meaning:
        yield from _wrapped("   ", one_line(column.meaning), room)


def _told(
    findings: tuple[Finding, ...], inspection: Inspection, paint: Paint, room: int
) -> Iterator[str]:
    remedies = dict(inspection.remedies)
    for finding in findings:
        head = f"{finding.level.value} {finding.code} {finding.name}"
        yield paint(shorten(head, room), _LEVEL_STYLE[finding.level])
        yield from _wrapped("  ", finding.message, room)
        cells = ", ".join(finding.cells[:_MOST_CELLS])
        yield from _wrapped("  cells  ", one_line(cells), room)
        yield from _wrapped("  do     ", remedies.get(finding.code, ""), room)


def _ending(inspection: Inspection, paint: Paint, room: int) -> Iterator[str]:
    found = inspection.every_finding
    counts = {level: sum(f.level is level for f in found) for level in Level}
    words = " · ".join(f"{level.value}s {count}" for level, count in counts.items())
    yield ""
    if inspection.brief:
        yield from _wrapped("brief  ", one_line(inspection.brief.path), room)
    sheets = f"sheets {len(inspection.sheets)} · {words}"
    yield paint(shorten(sheets, room), "bold")


def _wrapped(before: str, text: str, room: int) -> Iterator[str]:
    """Yields a text in lines, the first behind a word, the others below it."""
    if not text:
        return
    space = " " * len(before)
    inner = max(room - len(before), _LEAST // 2)
    for number, line in enumerate(wrap(one_line(text), inner)):
        yield f"{space if number else before}{line}"
