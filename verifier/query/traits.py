"""What can be said of a SELECT without running it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.model.plan import Traits
from verifier.query.allowed import AGGREGATES, SCALARS, WINDOW_FUNCTIONS
from verifier.query.bounds import bounds_of
from verifier.query.change import change_of
from verifier.query.groups import groups_of
from verifier.query.growth import growths_of
from verifier.query.literals import literals_of
from verifier.query.paths import is_aggregate, output_of, value_parts
from verifier.query.picks import picks_of
from verifier.query.products import products_of
from verifier.query.relations import ValueKind
from verifier.query.spans import spans_of
from verifier.query.trials import outermost_abs, peel
from verifier.query.uses import uses_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verifier.query.relations import Resolution
    from verifier.query.tables import SheetTable

_UNMOVED = frozenset({ValueKind.TEXT, ValueKind.BOOLEAN})
_NAMED = AGGREGATES | WINDOW_FUNCTIONS | SCALARS


def traits_of(resolution: Resolution, tables: Iterable[SheetTable]) -> Traits:
    """Returns what can be said of a resolved statement without running it.

    Raises:
        QueryRefused: where a number is made of constant text.
    """
    peeled = peel(resolution)
    tables = tuple(tables)
    growths = growths_of(resolution, tables)
    return Traits(
        literals=literals_of(resolution) + spans_of(resolution),
        divisors=(*_divisors(resolution, tables), *(g.steps for g in growths)),
        change=change_of(peeled.inner, resolution),
        magnitude=outermost_abs(peeled.inner, resolution) is not None,
        counts=_only_counts(resolution),
        bounds=bounds_of(resolution),
        rounds=bool(peeled.edits),
        functions=functions_of(resolution.tree),
        picks=picks_of(resolution),
        uses=uses_of(resolution, tables),
        products=products_of(resolution),
        growths=growths,
        groups=groups_of(resolution),
    )


def functions_of(tree: exp.Query) -> tuple[str, ...]:
    """Returns the names of the functions of a statement, upper case, in order."""
    names: dict[str, None] = {}
    for node in tree.dfs():
        if isinstance(node, exp.Anonymous):
            names[str(node.this).upper()] = None
        elif isinstance(node, exp.Func) and type(node).__name__ in _NAMED:
            names[node.sql_name()] = None
    return tuple(names)


def _only_counts(resolution: Resolution) -> bool:
    """Returns whether the value is made by counting, so that numbers do not matter.

    Texts and booleans are not moved when numbers are; to use them is to count.
    """
    output = output_of(resolution.tree)
    if output is None:
        return False
    parts = tuple(value_parts(output, resolution))
    reads_cells = any(
        isinstance(part, exp.Column)
        and origin.column is not None
        and origin.column.type.kind not in _UNMOVED
        and origin.reads
        for part in parts
        for origin in resolution.origins.get(id(part), ())
    )
    counted = any(is_aggregate(part) for part in parts)
    return counted and not reads_cells


def _divisors(resolution: Resolution, tables: tuple[SheetTable, ...]) -> Iterator[int]:
    """Yields for every division the number of cells or terms in its numerator."""
    for node in resolution.tree.find_all(exp.Div):
        terms = _terms(node.left)
        if terms > 1:
            yield terms
        counts = {
            sum(last - first + 1 for first, last in table.cited.get(read.column, ()))
            for read in resolution.reads(node.left)
            for table in tables
            if table.name == resolution.scans[read.scan].table
        }
        yield from sorted(counts)


def _terms(node: exp.Expr) -> int:
    """Returns how many terms a sum has."""
    stack, terms = [node], 0
    while stack:
        part = stack.pop()
        if isinstance(part, (exp.Add, exp.Sub)):
            stack += [part.left, part.right]
        elif isinstance(part, exp.Paren):
            stack.append(part.this)
        else:
            terms += 1
    return terms
