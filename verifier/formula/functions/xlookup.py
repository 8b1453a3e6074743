"""Finding cells by value in either direction: XLOOKUP and XMATCH."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.formula.broadcast import lift, scalar
from verifier.formula.choice import pick
from verifier.formula.crossing import column_at
from verifier.formula.dialect import sql
from verifier.formula.function import function
from verifier.formula.matching import beside_place, searches_rows
from verifier.formula.places import (
    array_of,
    cell_at,
    column_of,
    for_each_cell,
    matrix_of,
    place_of,
)
from verifier.formula.pool import constant_number, number_argument
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
    is_row = searched.rows == 1 and searched.columns > 1
    is_block = searched.columns > 1 and not is_row
    sizes = (searched.columns, given.columns) if is_row else (searched.rows, given.rows)
    if is_block or (None not in sizes and sizes[0] != sizes[1]):
        return error_cell("#VALUE!")
    if is_row and given.frame is not None and given.rows != 1:
        return _long_column(draft, filled, searched, given)
    lines = _lines(draft, given, is_row=is_row)
    if len(lines) == 1:
        return _in_line(draft, filled, searched, lines[0])
    place = _place(draft, filled, searched)
    cells = [_at_place(draft, line, place, filled[3]) for line in lines]
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
    way = _constant_way(draft, filled[2], filled[3])
    search = searches_rows(filled[0], searched, way)
    if search is not None:
        return search.places(draft)
    find = _search(draft, searched, filled[2], filled[3])
    is_row = searched.frame is None or searched.rows == 1
    over_rows = is_row and way in {"exact", "wild"}
    return for_each_cell(draft, filled[0], find, over_rows=over_rows)


def _long_column(
    draft: Draft, filled: tuple[Value, ...], searched: Array, given: Array
) -> Cell | Array:
    """Returns the column below the header that is looked up."""
    place = _place(draft, filled, searched)
    column = column_at(draft, given, place)
    return lift(
        draft,
        lambda cells: _or_default(draft, _there(cells[0]), place, filled[3]),
        (column,),
    )


def _in_line(
    draft: Draft, filled: tuple[Value, ...], searched: Array, line: Array
) -> Cell | Array:
    """Returns the cells of one row or column, for one value or for many."""
    way = _constant_way(draft, filled[4], filled[5])
    search = searches_rows(filled[0], searched, way)
    if search is not None:

        def known(cells: tuple[Cell | None, ...]) -> Cell:
            return _or_default(draft, beside_place(cells), _there(cells[0]), filled[3])

        return lift(draft, known, search.beside(draft, line))
    find = _search(draft, searched, filled[4], filled[5])

    def found(one: Cell) -> Cell:
        return _at_place(draft, line, draft.let(find(one)), filled[3])

    over_rows = searched.frame is None and way in {"exact", "wild"}
    return for_each_cell(draft, filled[0], found, over_rows=over_rows)


def _place(draft: Draft, filled: tuple[Value, ...], searched: Array) -> Cell:
    wanted = scalar(draft, filled[0]) or constant_cell(0)
    return draft.let(_search(draft, searched, filled[4], filled[5])(wanted))


def _at_place(draft: Draft, line: Array, place: Cell, default: Value) -> Cell:
    return _or_default(draft, cell_at(draft, line, place, "#N/A"), place, default)


def _or_default(draft: Draft, made: Cell, place: Cell, default: Value) -> Cell:
    """Returns what was found, or the default where nothing was."""
    if default is None or place.error is None:
        return made
    missing = sql.equal(place.error, sql.text("#N/A"))
    other = scalar(draft, default) or constant_cell(0)
    return pick(draft, [(sql.first_of(missing, sql.FALSE), other)], made)


def _there(cell: Cell | None) -> Cell:
    return cell or constant_cell(0)


def _constant_way(draft: Draft, match: Value, search: Value) -> str:
    """Returns how a value is looked for, empty text where that is not written."""
    mode = 0 if match is None else constant_number(draft, match)
    order = 1 if search is None else constant_number(draft, search)
    if mode is None or order is None or mode not in _WAYS or order not in {1, -1}:
        return ""
    return _ORDERS[order] + _WAYS[mode]


def _search(
    draft: Draft,
    searched: Array,
    match: Value,
    search: Value,
) -> Callable[[Cell], Cell]:
    """Returns a search by its modes; `#VALUE!` for modes that there are not."""
    mode = constant_cell(0) if match is None else number_argument(draft, match)
    order = constant_cell(1) if search is None else number_argument(draft, search)

    def in_order(wanted: Cell, begin: str) -> Cell:
        is_binary = begin in {"rising ", "falling "}
        ways = [
            (number, begin + way)
            for number, way in _WAYS.items()
            if not (is_binary and way == "wild")
        ]
        return one_of_ways(draft, mode, ways, found)(wanted)

    def found(wanted: Cell, way: str) -> Cell:
        return place_of(draft, wanted, searched, way)

    return one_of_ways(draft, order, list(_ORDERS.items()), in_order)


def _lines(draft: Draft, given: Array, *, is_row: bool) -> list[Array]:
    """Returns the rows or columns in which the found cell stands."""
    if not is_row:
        return [column_of(given, number) for number in range(1, given.columns + 1)]
    if given.rows == 1:
        return [given]
    return [grid_of([row]) for row in matrix_of(draft, given).grid]
