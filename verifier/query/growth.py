"""Rates of growth in a SELECT: a ratio, raised to one part of so many periods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.model.address import CellRange
from verifier.model.use import Growth
from verifier.query.literals import number_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.query.relations import Resolution
    from verifier.query.tables import SheetTable


def growths_of(
    resolution: Resolution, tables: tuple[SheetTable, ...]
) -> tuple[Growth, ...]:
    """Returns the rates of growth of a statement, each over the cited cells it reads.

    Which of the rows a ratio takes only running tells: at the most they lie as far
    apart as the first cited one and the last.
    """
    found = [
        growth
        for node in resolution.tree.find_all(exp.Pow)
        for growth in _growth(node, resolution, tables)
    ]
    return tuple(dict.fromkeys(found))


def _growth(
    node: exp.Pow, resolution: Resolution, tables: tuple[SheetTable, ...]
) -> Iterator[Growth]:
    base, exponent = _bare(node.this), _bare(node.expression)
    if not isinstance(base, exp.Div) or not isinstance(exponent, exp.Div):
        return
    periods = number_of(_bare(exponent.right))
    if number_of(_bare(exponent.left)) != 1 or periods is None:
        return
    for read in resolution.reads(base):
        for table in tables:
            rows = table.cited.get(read.column, ())
            if table.name == resolution.scans[read.scan].table and len(rows) == 1:
                ((first, last),) = rows
                one, other = (
                    CellRange(table.sheet, read.column, row, read.column, row)
                    for row in (first, last)
                )
                yield Growth(one, other, last - first, int(periods))


def _bare(node: exp.Expr) -> exp.Expr:
    while isinstance(node, (exp.Paren, exp.Cast)):
        node = node.this
    return node
