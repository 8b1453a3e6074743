"""Rates of growth: the ratio of two cells, raised to one part of so many periods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.formula.constants import number_in
from verifier.formula.nodes import Address, Binary, Call, Node, walk
from verifier.model.use import Growth

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from verifier.formula.bounds import Sheets
    from verifier.model.address import CellRange

_COUNTS = frozenset({"ROWS", "COLUMNS", "COUNT", "COUNTA"})
_ARGUMENTS = {"POWER": 2, "RRI": 3}


def growths_of(root: Node, sheets: Sheets) -> tuple[Growth, ...]:
    """Returns the rates of growth in a formula: `(B13/B2)^(1/11)`, `RRI(11,B2,B13)`."""
    found = (_growth(node, sheets) for node in walk(root))
    return tuple(one for one in found if one is not None)


def steps_of(root: Node, sheets: Sheets) -> Iterator[int]:
    """Yields how many steps lie between the ends of each rate of growth.

    Where their headers are years, also how many years.
    """
    for growth in growths_of(root, sheets):
        yield growth.steps
        years = [sheets.header_year(cells) for cells in (growth.first, growth.last)]
        if years[0] is not None and years[1] is not None and years[1] > years[0]:
            yield years[1] - years[0]


def _growth(node: Node, sheets: Sheets) -> Growth | None:
    match node:
        case Binary(operator="^"):
            return _power(node.left, node.right, sheets)
        case Call(name="POWER") if len(node.arguments) == _ARGUMENTS["POWER"]:
            base, exponent = node.arguments
            return _power(base, exponent, sheets)
        case Call(name="RRI") if len(node.arguments) == _ARGUMENTS["RRI"]:
            periods, first, last = node.arguments
            return _between(first, last, _periods(periods, sheets), sheets)
        case _:
            return None


def _power(base: Node, exponent: Node, sheets: Sheets) -> Growth | None:
    match base, exponent:
        case Binary(operator="/"), Binary(operator="/"):
            if number_in(exponent.left) != 1:
                return None
            periods = _periods(exponent.right, sheets)
            return _between(base.right, base.left, periods, sheets)
        case _:
            return None


def _between(
    first: Node, last: Node, periods: Decimal | int | None, sheets: Sheets
) -> Growth | None:
    """Returns a growth between two cells of one column or row."""
    if not isinstance(first, Address) or not isinstance(last, Address):
        return None
    one, other = sheets.locate(first.reference), sheets.locate(last.reference)
    if one.sheet != other.sheet or max(one.rows, one.columns) > 1:
        return None
    if max(other.rows, other.columns) > 1:
        return None
    down = abs(one.first_row - other.first_row)
    across = abs(one.first_column - other.first_column)
    if bool(down) is bool(across):
        return None
    return Growth(one, other, down + across, None if periods is None else int(periods))


def _periods(node: Node, sheets: Sheets) -> Decimal | int | None:
    """Returns how many periods an exponent divides by, None where cells tell it."""
    match node:
        case Binary(operator="-"):
            whole, taken = _periods(node.left, sheets), number_in(node.right)
            return None if whole is None or taken is None else whole - taken
        case Call() if node.name in _COUNTS and len(node.arguments) == 1:
            (cells,) = node.arguments
            return _size(cells, sheets) if isinstance(cells, Address) else None
        case _:
            number = number_in(node)
            return number if number is not None and number.is_finite() else None


def _size(address: Address, sheets: Sheets) -> int:
    cells: CellRange = sheets.locate(address.reference)
    return max(cells.rows, cells.columns)
