"""Finding cells by value in either direction: XLOOKUP and XMATCH."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.errors import FormulaError
from verifier.formula.broadcast import scalar
from verifier.formula.choice import pick
from verifier.formula.dialect import sql
from verifier.formula.function import function
from verifier.formula.places import (
    array_of,
    cell_at,
    column_of,
    for_each_cell,
    matrix_of,
    place_of,
)
from verifier.formula.pool import constant_number
from verifier.formula.values import (
    Array,
    Cell,
    Value,
    constant_cell,
    error_cell,
    grid_of,
)

if TYPE_CHECKING:
    from verifier.formula.draft import Draft

_ORDERS = {1: "", -1: "last ", 2: "rising ", -2: "falling "}  # by search mode


@function("XLOOKUP", least=3, most=6)
def look_anywhere(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the cells beside the one with a value, or the fourth argument.

    Source: Excel, XLOOKUP; match modes 0, -1, 1 and 2, search modes 1, -1, 2 and -2.
        In sorted cells a search by halves finds what the others find.

    Example:
        =XLOOKUP("b",{"a";"b"},{1;2}) is 2
    """
    filled = (*arguments, None, None, None)[:6]
    if isinstance(filled[2], Cell) and filled[2].error is not None:
        return filled[2]
    searched, given = array_of("XLOOKUP", filled[1]), array_of("XLOOKUP", filled[2])
    way = _way(draft, filled[4], filled[5])
    is_row = searched.rows == 1 and searched.columns > 1
    is_block = searched.columns > 1 and not is_row
    sizes = (searched.columns, given.columns) if is_row else (searched.rows, given.rows)
    if way is None or is_block or (None not in sizes and sizes[0] != sizes[1]):
        return error_cell("#VALUE!")
    lines = _lines(draft, given, is_row=is_row)

    def found(wanted: Cell, line: Array) -> Cell:
        place = draft.let(place_of(draft, wanted, searched, way))
        made = cell_at(draft, line, place, "#N/A")
        if filled[3] is None or place.error is None:
            return made
        missing = sql.equal(place.error, sql.text("#N/A"))
        default = scalar(draft, filled[3]) or constant_cell(0)
        return pick(draft, [(sql.first_of(missing, sql.FALSE), default)], made)

    if len(lines) == 1:
        return for_each_cell(draft, filled[0], lambda one: found(one, lines[0]))
    wanted = scalar(draft, filled[0]) or constant_cell(0)
    cells = [found(wanted, line) for line in lines]
    return grid_of([[cell] for cell in cells] if is_row else [cells])


@function("XMATCH", least=2, most=4)
def place_anywhere(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the place of a value; equal unless told otherwise.

    Source: Excel, XMATCH; match modes 0, -1, 1 and 2, search modes 1, -1, 2 and -2.

    Example:
        =XMATCH("b",{"a","b"}) is 2
    """
    filled = (*arguments, None, None)[:4]
    searched = array_of("XMATCH", filled[1])
    way = _way(draft, filled[2], filled[3])
    if way is None or (searched.columns > 1 and searched.rows != 1):
        return error_cell("#VALUE!")
    return for_each_cell(
        draft, filled[0], lambda one: place_of(draft, one, searched, way)
    )


def _way(draft: Draft, match: Value, search: Value) -> str | None:
    """Returns how a value is looked for, None for modes that there are not.

    Raises:
        FormulaError: where the modes stand in cells.
    """
    mode = constant_number(draft, match) if match is not None else 0
    order = constant_number(draft, search) if search is not None else 1
    if mode is None or order is None:
        raise FormulaError(
            "the match or search mode stands in a cell",
            "0, -1, 1 or 2, and 1, -1, 2 or -2",
            reason="unsupported-function",
        )
    ways = {0: "exact", 2: "wild", -1: "next below", 1: "next above"}
    is_binary = abs(order) == 2  # noqa: PLR2004 - a mode
    if mode not in ways or order not in {1, -1, 2, -2}:
        return None
    if is_binary and ways[mode] == "wild":
        return None
    return _ORDERS[order] + ways[mode]


def _lines(draft: Draft, given: Array, *, is_row: bool) -> list[Array]:
    """Returns the rows or columns in which the found cell stands."""
    if not is_row:
        return [column_of(given, number) for number in range(1, given.columns + 1)]
    if given.rows == 1:
        return [given]
    return [grid_of([row]) for row in matrix_of(draft, given).grid]
