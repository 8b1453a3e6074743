"""Finding cells by value in either direction: XLOOKUP and XMATCH."""

from __future__ import annotations

from decimal import Decimal
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
from verifier.formula.pool import number_argument
from verifier.formula.values import (
    Array,
    Cell,
    Value,
    constant_cell,
    error_cell,
    grid_of,
)
from verifier.formula.ways import one_of_ways

if TYPE_CHECKING:
    from collections.abc import Callable

    from verifier.formula.draft import Draft

_ORDERS = {1: "", -1: "last ", 2: "rising ", -2: "falling "}  # by search mode
_WAYS = {0: "exact", 2: "wild", -1: "next below", 1: "next above"}  # by match mode


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
    find = _search(draft, searched, filled[4], filled[5])
    is_row = searched.rows == 1 and searched.columns > 1
    is_block = searched.columns > 1 and not is_row
    sizes = (searched.columns, given.columns) if is_row else (searched.rows, given.rows)
    if is_block or (None not in sizes and sizes[0] != sizes[1]):
        return error_cell("#VALUE!")
    lines = _lines(draft, given, is_row=is_row)

    def found(wanted: Cell, line: Array) -> Cell:
        place = draft.let(find(wanted))
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
    if searched.columns > 1 and searched.rows != 1:
        return error_cell("#VALUE!")
    return for_each_cell(
        draft, filled[0], _search(draft, searched, filled[2], filled[3])
    )


def _search(
    draft: Draft,
    searched: Array,
    match: Value,
    search: Value,
) -> Callable[[Cell], Cell]:
    """Returns a search by its modes; `#VALUE!` for modes that there are not.

    Raises:
        FormulaError: where the search mode stands in a cell.
    """
    mode = constant_cell(0) if match is None else number_argument(draft, match)
    order = constant_cell(1) if search is None else number_argument(draft, search)
    if order.number == sql.NULL:
        return lambda _: order
    if not isinstance(order.constant, Decimal):
        raise FormulaError(
            "the search mode stands in a cell",
            "1, -1, 2 or -2",
            reason="unsupported-function",
        )
    begin = _ORDERS.get(int(order.constant))
    if begin is None:
        return lambda _: error_cell("#VALUE!")
    is_binary = begin in {"rising ", "falling "}
    ways = [
        (number, begin + way)
        for number, way in _WAYS.items()
        if not (is_binary and way == "wild")
    ]
    return one_of_ways(
        draft, mode, ways, lambda one, way: place_of(draft, one, searched, way)
    )


def _lines(draft: Draft, given: Array, *, is_row: bool) -> list[Array]:
    """Returns the rows or columns in which the found cell stands."""
    if not is_row:
        return [column_of(given, number) for number in range(1, given.columns + 1)]
    if given.rows == 1:
        return [given]
    return [grid_of([row]) for row in matrix_of(draft, given).grid]
