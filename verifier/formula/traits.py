"""What can be said of a formula without running it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.formula.bounds import Sheets, bounds_of
from verifier.formula.change import change_of, inside_of, year_in
from verifier.formula.growth import growths_of, steps_of
from verifier.formula.literals import literals_of
from verifier.formula.nodes import (
    COMPARISONS,
    Address,
    Binary,
    Call,
    Node,
    children,
    walk,
)
from verifier.formula.products import products_of
from verifier.formula.roles import names_of
from verifier.formula.trials import (
    without_outer_rounding,
)
from verifier.formula.uses import uses_of
from verifier.model.plan import Traits
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from verifier.model.address import CellRange, Reference
    from verifier.model.source import SheetKey, SheetLayout

_COUNTING = frozenset(
    [
        "COUNT",
        "COUNTA",
        "COUNTIF",
        "COUNTIFS",
        "COUNTBLANK",
        "COUNTUNIQUE",
        "DCOUNT",
        "DCOUNTA",
        "FREQUENCY",
        "ROWS",
        "COLUMNS",
        "ISBLANK",
        "ISNUMBER",
        "ISTEXT",
        "ISERROR",
        "ISNA",
        "ISERR",
        "ISLOGICAL",
        "ISNONTEXT",
        "ISREF",
        "TYPE",
        "ERROR.TYPE",
    ]
)
_PICKING = frozenset(
    [
        "LARGE",
        "SMALL",
        "INDEX",
        "MATCH",
        "XMATCH",
        "XLOOKUP",
        "SORT",
        "SORTBY",
        "TAKE",
        "UNIQUE",
        "BYROW",
        "MAP",
        "GROUPBY",
        "PIVOTBY",
    ]
)  # what they pick stands in no criterion


def traits_of(
    root: Node,
    locate: Callable[[Reference], CellRange],
    layouts: Mapping[SheetKey, SheetLayout],
) -> Traits:
    """Returns the traits of a formula."""
    sheets = Sheets(locate, layouts)
    functions = names_of(root)
    return Traits(
        literals=literals_of(root, sheets),
        divisors=tuple(
            dict.fromkeys([*_divisors(root, sheets), *steps_of(root, sheets)])
        ),
        change=change_of(root, lambda part: year_in(part, sheets)),
        magnitude=_hides_sign(root),
        counts=_only_counts(root, sheets),
        bounds=bounds_of(root, sheets),
        rounds=without_outer_rounding(root) != root,
        functions=functions,
        uses=uses_of(root, sheets),
        products=products_of(root),
        growths=growths_of(root, sheets),
        groups=() if _PICKING.isdisjoint(functions) else None,
    )


def _hides_sign(node: Node) -> bool:
    if isinstance(node, Call) and node.name == "ABS":
        return True
    inner = inside_of(node)
    return inner is not None and _hides_sign(inner)


def _only_counts(root: Node, sheets: Sheets) -> bool:
    """Returns whether a value is made by counting, so that numbers do not matter.

    Cells of TRUE and FALSE are not moved when numbers are; to add them up is to count.
    """
    addresses = list(_uncounted(root))
    counts = any(isinstance(n, Call) and n.name in _COUNTING for n in walk(root))
    compares = any(
        isinstance(n, Binary) and n.operator in COMPARISONS for n in walk(root)
    )
    if addresses:
        return all(_holds_truths(address, sheets) for address in addresses)
    return counts or compares


def _holds_truths(node: Address, sheets: Sheets) -> bool:
    """Returns whether nothing but TRUE, FALSE and blanks stands in cells."""
    columns = [
        sheets.layouts[sheet].columns.get(number)
        for sheet, number in sheets.columns(node)
    ]
    kinds = {kind for column in columns if column for kind in column.kinds}
    return CellKind.BOOLEAN in kinds and kinds <= {CellKind.BOOLEAN, CellKind.BLANK}


def _uncounted(node: Node) -> Iterator[Address]:
    """Yields the addresses whose numbers matter."""
    if isinstance(node, Address):
        yield node
    if isinstance(node, Call) and node.name in _COUNTING:
        return
    if isinstance(node, Binary) and node.operator in COMPARISONS:
        return
    for part in children(node):
        yield from _uncounted(part)


def _divisors(root: Node, sheets: Sheets) -> Iterator[int]:
    """Yields how many terms and cells stand above the line of each division."""
    for node in walk(root):
        if isinstance(node, Binary) and node.operator == "/":
            terms = _terms(node.left)
            if terms > 1:
                yield terms
            cells = _cells_in(node.left, sheets)
            if cells:
                yield cells
            for part in walk(node.left):
                if isinstance(part, Call):
                    yield from (_cells_in(a, sheets) for a in part.arguments[:1])
                    yield len(part.arguments)


def _terms(node: Node) -> int:
    if isinstance(node, Binary) and node.operator in {"+", "-"}:
        return _terms(node.left) + _terms(node.right)
    return 1


def _cells_in(node: Node, sheets: Sheets) -> int:
    total = 0
    for part in walk(node):
        if isinstance(part, Address):
            cells = sheets.locate(part.reference)
            total += cells.rows * cells.columns
    return total
