"""Ranges that end or begin where INDEX says: `F2:INDEX(F2:F412,G1)`."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.errors import AddressError, FormulaError
from verifier.formula.nodes import (
    Address,
    Binary,
    Call,
    ErrorValue,
    Missing,
    Node,
    Number,
)
from verifier.model.address import Area, Reference, parse_area

if TYPE_CHECKING:
    from verifier.formula.tokens import Token

_MOST_NUMBERS = 10_000  # that rows stand for


def until_place(prefixes: tuple[str, ...], first: Token, call: Call) -> Node:
    """Returns the first cells of a row or column, up to the place that INDEX finds.

    Args:
        prefixes: of the first cell.
        first: the first cell.
        call: of INDEX.

    Raises:
        FormulaError: where the cells of INDEX do not begin with the first cell.

    Example:
        >>> from verifier.formula.parse import parse
        >>> str(parse("=SUM(F2:INDEX(F2:F412,G1))"))
        '=SUM(TAKE(F2:F412,G1))'
        >>> str(parse("=SUM(B2:INDEX(B2:M2,6))"))
        '=SUM(TAKE(B2:M2,,6))'
    """
    cells, *places = call.arguments or (Missing(first.start),)
    area = cells.reference.area if isinstance(cells, Address) else Area()
    if isinstance(cells, Address) and len(places) == 1 and _begins(area, first):
        is_same = not prefixes or prefixes == cells.reference.prefixes
        if is_same and area.first_column == area.last_column:
            return Call("TAKE", (cells, places[0]), first.start)
        if is_same and area.first_row == area.last_row:
            missing = Missing(first.start)
            return Call("TAKE", (cells, missing, places[0]), first.start)
    raise FormulaError(
        f"{first.text}:{call} is a range that ends where INDEX says",
        "INDEX over one row or column that begins with the range's first cell, as in "
        "F2:INDEX(F2:F412,G1), or a range such as F2:F9",
        position=first.start,
        reason="unsupported-function",
    )


def between_places(first: Call, last: Call) -> Node:
    """Returns the cells of a row or column from one place to another.

    Raises:
        FormulaError: where they are places of two ranges, or of a block; or of a row,
            where only running tells them.

    Example:
        >>> from verifier.formula.parse import parse
        >>> str(parse("=SUM(INDEX(B2:M2,4):INDEX(B2:M2,6))"))
        '=SUM(E2:G2)'
        >>> str(parse("=SUM(INDEX(F:F,2):INDEX(F:F,G1))"))
        '=SUM(DROP(TAKE(F:F,G1),1))'
    """
    cells, *places = first.arguments or (Missing(first.start),)
    others = last.arguments[1:]
    if isinstance(cells, Address) and len(places) == len(others) == 1:
        area = cells.reference.area
        is_same = last.arguments[0] == cells
        is_row = area.first_row == area.last_row and area.first_row is not None
        fixed = _between(area, places[0], others[0], is_row=is_row)
        if is_same and isinstance(fixed, ErrorValue):
            return fixed
        if is_same and isinstance(fixed, Area):
            reference = Reference(cells.reference.prefixes, fixed)
            return Address(reference, first.start)
        if is_same and not is_row and area.first_column == area.last_column:
            taken = Call("TAKE", (cells, others[0]), first.start)
            return Call("DROP", (taken, _one_less(places[0])), first.start)
    raise FormulaError(
        f"{first}:{last} is a range between two places",
        "INDEX over one column, or places in one row that are written as numbers",
        position=first.start,
        reason="unsupported-function",
    )


def _between(
    area: Area, low: Node, high: Node, *, is_row: bool
) -> Area | ErrorValue | None:
    """Returns the part of a line between two places that are written as numbers."""
    start = area.first_column if is_row else area.first_row
    end = area.last_column if is_row else area.last_row
    is_line = is_row or area.first_column == area.last_column is not None
    if not isinstance(low, Number) or not isinstance(high, Number) or not is_line:
        return None
    if start is None or end is None:
        return None
    near, far = sorted((start + int(low.value) - 1, start + int(high.value) - 1))
    if not start <= near <= far <= end:
        return ErrorValue("#REF!", low.start)
    if is_row:
        return Area(near, area.first_row, far, area.last_row)
    return Area(area.first_column, near, area.last_column, far)


def _one_less(place: Node) -> Node:
    if isinstance(place, Number):
        return Number(place.value - 1, place.start)
    return Binary("-", place, Number(Decimal(1), place.start), place.start)


def numbered(call: Call) -> Call:
    """Returns a call; `ROW(1:10)`, the numbers from 1 to 10, as a sequence.

    It reads no cell, so that none needs to be cited.

    Example:
        >>> from verifier.formula.parse import parse
        >>> str(parse("=SUMPRODUCT(LARGE(B2:B9,ROW($1:$3)))"))
        '=SUMPRODUCT(LARGE(B2:B9,SEQUENCE(3,1,1)))'
    """
    cells = call.arguments[0] if len(call.arguments) == 1 else None
    if call.name != "ROW" or not isinstance(cells, Address):
        return call
    area = cells.reference.area
    first, last = area.first_row, area.last_row
    has_columns = area.first_column is not None or area.last_column is not None
    if cells.reference.prefixes or has_columns or first is None or last is None:
        return call
    if last - first >= _MOST_NUMBERS:
        return call
    sizes = (last - first + 1, 1, first)
    numbers = tuple(Number(Decimal(size), cells.start) for size in sizes)
    return Call("SEQUENCE", numbers, call.start)


def _begins(area: Area, first: Token) -> bool:
    """Returns whether a range begins with a cell."""
    try:
        cell = parse_area(first.text.replace("$", ""), first.text)
    except AddressError:
        return False
    own = (cell.first_column, cell.first_row)
    return own == (area.first_column, area.first_row) and None not in own
