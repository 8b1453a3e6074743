"""Ranges without an end where a sheet's blank cells below the data would count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.errors import FormulaError
from verifier.formula.nodes import Address, Boolean, Call, Number, Text, walk

if TYPE_CHECKING:
    from verifier.formula.nodes import Formula, Node

_BLANK = frozenset({"", "="})
_UNEQUAL = "<>"


def refuse_endless(formula: Formula) -> None:
    """Refuses counts of blank cells that go on to the end of a sheet.

    `COUNTBLANK(F:F)` and `COUNTIF(F:F,"<>won")` count each blank row of the sheet, over
    a million in one program and a thousand in another; a report means its data.

    Raises:
        FormulaError: for such a count.

    Example:
        >>> from verifier.formula.parse import parse
        >>> refuse_endless(parse('=COUNTIF(F:F,"won")+COUNTBLANK(F2:F9)'))
        >>> refuse_endless(parse("=COUNTBLANK(F2:F)"))
        Traceback (most recent call last):
        ...
        verifier.errors.FormulaError: formula, character 2: COUNTBLANK(F2:F) counts ...
    """
    for node in walk(formula.root):
        if isinstance(node, Call) and _is_endless(node):
            raise FormulaError(
                f"{node} counts the blank cells down to the end of the sheet",
                "a range that ends with the data, such as F2:F412",
                position=node.start,
                reason="unsupported-function",
            )


def _is_endless(call: Call) -> bool:
    given = call.arguments
    match call.name:
        case "ROWS" if given:
            return _has_no_last_row(given[0])
        case "COUNTBLANK" if given:
            return _has_no_end(given[0])
        case "COLUMNS" if given:
            return _has_no_last_column(given[0])
        case "COUNTIF" | "COUNTIFS" if len(given) > 1:
            pairs = zip(given[::2], given[1::2], strict=False)
            return all(_has_no_end(c) and _meets_blank(w) for c, w in pairs)
        case _:
            return False


def open_criteria(call: Call) -> tuple[int, ...]:
    """Returns the places of criteria that decide whether such blank cells count.

    They are those of a count whose ranges have no end, where none is written so that
    blank cells are left out; whether they are only running tells.

    Example:
        >>> from verifier.formula.parse import parse
        >>> open_criteria(parse("=COUNTIF(F:F,G2)").root)
        (1,)
        >>> open_criteria(parse('=COUNTIF(F:F,"won")').root)
        ()
    """
    given = call.arguments
    if call.name not in {"COUNTIF", "COUNTIFS"} or len(given) % 2:
        return ()
    pairs = zip(given[::2], given[1::2], strict=True)
    if all(_has_no_end(c) and _may_meet_blank(w) for c, w in pairs):
        return tuple(range(1, len(given), 2))
    return ()


def written_size(call: Call) -> int | None:
    """Returns what ROWS or COLUMNS counts, where the range itself is written.

    Columns beyond those of the data count as they would in a spreadsheet.

    Example:
        >>> from verifier.formula.parse import parse
        >>> written_size(parse("=COLUMNS(AB:AAA)").root)
        676
    """
    given = call.arguments[0] if len(call.arguments) == 1 else None
    area = given.reference.area if isinstance(given, Address) else None
    if area is None:
        return None
    first, last = {
        "ROWS": (area.first_row, area.last_row),
        "COLUMNS": (area.first_column, area.last_column),
    }.get(call.name, (None, None))
    return last - first + 1 if first and last else None


def _may_meet_blank(criterion: Node) -> bool:
    return not isinstance(criterion, Number | Text | Boolean) or _meets_blank(criterion)


def _has_no_last_row(node: Node) -> bool:
    area = node.reference.area if isinstance(node, Address) else None
    return area is not None and bool(area.first_column) and area.last_row is None


def _has_no_last_column(node: Node) -> bool:
    area = node.reference.area if isinstance(node, Address) else None
    return area is not None and bool(area.first_row) and area.last_column is None


def _has_no_end(node: Node) -> bool:
    return _has_no_last_row(node) or _has_no_last_column(node)


def _meets_blank(criterion: Node) -> bool:
    """Returns whether a blank cell meets a criterion, as far as it is written."""
    match criterion:
        case Text(value=written):
            is_other = written.startswith(_UNEQUAL) and written != _UNEQUAL
            return is_other or written in _BLANK
        case _:
            return False
