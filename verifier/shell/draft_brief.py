"""An inspection -> the draft of a brief, in TOML, for a person to finish."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from verifier.languages import alternatives, compiled
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.inspection import InspectedColumn, Inspection

_KINDS = {
    CellKind.NUMBER: "number",
    CellKind.TEXT: "text",
    CellKind.DATE: "date",
    CellKind.BOOLEAN: "boolean",
}
_IN_BRACKETS = re.compile(r"[(\[]\s*([^)\]]{1,12}?)\s*[)\]]\s*$|,\s*(\S{1,8})\s*$")
_UNITS = compiled(rf"(?:^|[ _])({alternatives('draft_brief.units')})$")
_SAME = {"pct": "%", "percent": "%", "day": "days", "hour": "hours", "hrs": "hours"}
_HEAD = """\
# What a person says of the data. Correct what is wrong, delete what you do not need.
about = ""     # what the data are, what a row is
success = ""   # what the analysis is for, and when it has succeeded
terms = []     # what holds for every figure, such as "2025"
"""
_TAIL = """
# [metrics."win rate"]
# formula = "won / (won + lost)"

# Further names of values: EMEA = ["Europe", "Европа"]
[aliases]
"""


def draft_brief(inspection: Inspection) -> str:
    """Returns a brief in TOML with what the data themselves tell.

    A header that several sheets have stands once. Units are guessed from headers, kinds
    from what most cells are; meanings are left to the person.
    """
    parts = [_HEAD]
    known: set[str] = set()
    unusable = {
        cell
        for f in inspection.every_finding
        if f.name == "repeated-keys"
        for cell in f.cells
    }
    repeated = {cell.rpartition("!")[0] for cell in unusable}
    for inspected in inspection.sheets:
        key = str(inspected.sheet.key)
        for column in inspected.columns:
            folded = column.header.strip().casefold()
            if not folded or folded in known:
                continue
            known.add(folded)
            is_key = column.is_key and key not in repeated
            parts.append("\n".join(_field(column, is_key=is_key)) + "\n")
    return "\n".join(parts) + _TAIL


def _field(column: InspectedColumn, *, is_key: bool) -> Iterator[str]:
    yield f"[fields.{_quoted(column.header.strip())}]"
    yield 'meaning = ""'
    unit = _unit_in(column.header)
    if unit:
        yield f"unit = {_quoted(unit)}"
    kind = "id" if is_key else _kind(column)
    if kind:
        yield f"kind = {_quoted(kind)}"
    if is_key:
        yield "key = true"
    if column.groups and kind == "text":
        yield f"values = [{', '.join(map(_quoted, column.groups))}]"


def _kind(column: InspectedColumn) -> str:
    counts = [pair for pair in column.profile.counts if pair[0] in _KINDS]
    return _KINDS[max(counts, key=lambda pair: pair[1])[0]] if counts else ""


def _unit_in(header: str) -> str:
    """Returns the unit that a header states, or nothing.

    Example:
        >>> _unit_in("Revenue (USD)"), _unit_in("cycle_days"), _unit_in("amount")
        ('USD', 'days', '')
    """
    found = _IN_BRACKETS.search(header)
    if found:
        return found[1] or found[2] or ""
    if header.strip().endswith("%"):
        return "%"
    named = _UNITS.search(header.strip())
    return _SAME.get(named[1].lower(), named[1]) if named else ""


def _quoted(text: str) -> str:
    """Returns a text as a basic string of TOML.

    Source: TOML 1.0: what JSON escapes may be escaped so; DEL must be, too.
    """
    safe = text.encode("utf-8", "replace").decode()
    return json.dumps(safe, ensure_ascii=False).replace("\x7f", "\\u007f")
