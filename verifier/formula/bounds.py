"""Bounds on the column that a formula sums, averages or ranks, and positions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.formula.criteria import criterion_of
from verifier.formula.nodes import (
    COMPARISONS,
    Address,
    Binary,
    Call,
    Constants,
    Node,
    Text,
    Unary,
    children,
    walk,
)
from verifier.formula.trials import is_literal, literal_value
from verifier.model.plan import Bound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from verifier.model.address import CellRange, Reference
    from verifier.model.source import SheetKey, SheetLayout

_WITH_PAIRS = frozenset({"SUMIFS", "AVERAGEIFS", "MAXIFS", "MINIFS"})
_WITH_ONE = frozenset({"SUMIF", "AVERAGEIF"})
_RANKING = frozenset({"LARGE", "SMALL"})
_CUTTING = frozenset({"TAKE", "DROP", "CHOOSEROWS"})
_AGGREGATING = frozenset(
    [
        "SUM",
        "AVERAGE",
        "MEDIAN",
        "MAX",
        "MIN",
        "SUMPRODUCT",
        "PRODUCT",
        "STDEV",
        "STDEV.S",
        "STDEV.P",
        "VAR",
        "VAR.S",
        "PERCENTILE",
        "PERCENTILE.INC",
        "QUARTILE",
        "QUARTILE.INC",
        "PERCENTILE.EXC",
        "QUARTILE.EXC",
        "VAR.P",
        "GEOMEAN",
        "HARMEAN",
        "TRIMMEAN",
        "AVEDEV",
        "DEVSQ",
        "SKEW",
        "SKEW.P",
        "KURT",
        "LARGE",
        "SMALL",
    ]
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}


@dataclass(frozen=True, slots=True)
class Sheets:
    """Where references lie, and what stands there.

    Attributes:
        locate: resolves a reference.
        layouts: the loaded columns.
    """

    locate: Callable[[Reference], CellRange]
    layouts: Mapping[SheetKey, SheetLayout]

    def columns(self, node: Node) -> frozenset[tuple[SheetKey, int]]:
        """Returns the columns of an address."""
        if not isinstance(node, Address):
            return frozenset()
        cells = self.locate(node.reference)
        every = range(cells.first_column, cells.last_column + 1)
        return frozenset((cells.sheet, number) for number in every)

    def header_year(self, cells: CellRange) -> int | None:
        """Returns the year that a column's header is, if it is one."""
        column = self.layouts[cells.sheet].columns.get(cells.first_column)
        header = column.header.strip() if column else ""
        return int(header) if _YEAR.fullmatch(header) else None

    def label(self, node: Node) -> str:
        """Returns the header of an address's column, else the address."""
        if not isinstance(node, Address):
            return str(node)
        cells = self.locate(node.reference)
        column = self.layouts[cells.sheet].columns.get(cells.first_column)
        return column.header if column and column.header else str(node)


def bounds_of(root: Node, sheets: Sheets) -> tuple[Bound, ...]:
    """Returns the bounds of a formula, in the order of writing."""
    found: list[Bound] = []
    for node in walk(root):
        if isinstance(node, Call):
            found += _positions(node)
            found += _criteria(node, sheets)
            if node.name in _AGGREGATING:
                found += _comparisons(node, sheets)
    return tuple(dict.fromkeys(found))


def _positions(call: Call) -> Iterator[Bound]:
    if len(call.arguments) < 2:  # noqa: PLR2004 - range and place
        return
    place = call.arguments[1]
    if call.name in _RANKING and isinstance(place, Constants):
        yield from _places(call.name, place)
    if not is_literal(place):
        return
    value = literal_value(place)
    if call.name in _RANKING and value > 1:
        yield Bound(f"{call.name} k = {value}", (value,))
    if call.name == "INDEX" and value > 0:
        yield Bound(f"INDEX row = {value}", (value,))
    if call.name in _CUTTING and abs(value) > 1:
        yield Bound(f"{call.name} rows = {value}", (value,))


def _places(name: str, places: Constants) -> Iterator[Bound]:
    """Yields the last of many places: the k of `LARGE(A1:A99,{1,2,3})`."""
    values = [literal_value(one) for one in children(places) if is_literal(one)]
    last = max(values, default=0)
    if last > 1 and sorted(values) == list(range(1, int(last) + 1)):
        yield Bound(f"{name} k = 1 to {last}", (Decimal(last),))


def _criteria(call: Call, sheets: Sheets) -> Iterator[Bound]:
    arguments = call.arguments
    if call.name in _WITH_PAIRS:
        values, rest = arguments[0], arguments[1:]
        pairs = list(zip(rest[::2], rest[1::2], strict=False))
    elif call.name in _WITH_ONE and len(arguments) > 1:
        values = arguments[-1] if len(arguments) > 2 else arguments[0]  # noqa: PLR2004 - the third argument
        pairs = [(arguments[0], arguments[1])]
    else:
        return
    for cells, criterion in pairs:
        if sheets.columns(cells) & sheets.columns(values):
            yield from _bound(cells, criterion, sheets)


def _bound(cells: Node, criterion: Node, sheets: Sheets) -> Iterator[Bound]:
    label = sheets.label(cells)
    if isinstance(criterion, Text):
        known = criterion_of(criterion.value)
        if known.operator in {"", "="} or isinstance(known.operand, str | bool):
            return
        shown = f"{label} {known.operator} {known.operand}"
        yield Bound(shown, (known.operand,), label)
    elif isinstance(criterion, Binary) and isinstance(criterion.left, Text):
        operator = criterion_of(criterion.left.value).operator
        if operator not in {"", "="}:
            numbers = _numbers(criterion.right)
            yield Bound(f"{label} {operator} {criterion.right}", numbers, label)


def _comparisons(call: Call, sheets: Sheets) -> Iterator[Bound]:
    """Yields comparisons of a range that is also aggregated, as in (A>5)*A."""
    aggregated = frozenset[tuple["SheetKey", int]]().union(
        *(sheets.columns(node) for node in _outside(call))
    )
    for node in walk(call):
        if not isinstance(node, Binary) or node.operator not in COMPARISONS[1:]:
            continue
        for side, other in ((node.left, node.right), (node.right, node.left)):
            if sheets.columns(side) & aggregated and not isinstance(other, Text):
                operator = node.operator
                if side is node.right:
                    operator = _MIRRORED.get(operator, operator)
                label = sheets.label(side)
                yield Bound(f"{label} {operator} {other}", _numbers(other), label)


def _outside(node: Node) -> Iterator[Node]:
    """Yields the addresses that stand in no comparison."""
    if isinstance(node, Address):
        yield node
    if isinstance(node, Binary) and node.operator in COMPARISONS:
        return
    for part in children(node):
        yield from _outside(part)


def _numbers(node: Node) -> tuple[Decimal, ...]:
    if is_literal(node):
        return (literal_value(node),)
    if isinstance(node, Unary):
        return _numbers(node.operand)
    return tuple(n for part in children(node) for n in _numbers(part))
