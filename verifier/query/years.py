"""Which of two parts of a calculation is the newer one, as years say it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.model.plan import ChangeForm
from verifier.query.paths import behind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.query.relations import Resolution

_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_YEARS = range(1900, 2101)
_MOST_PARTS = 5_000


def order_of(part: exp.Expr, base: exp.Expr, resolution: Resolution) -> ChangeForm:
    """Returns an increase where the first part is newer, a decrease where it is older.

    Each part has to speak of just one year, else the form is none.
    """
    newer, older = year_in(part, resolution), year_in(base, resolution)
    if newer is None or older is None or newer == older:
        return ChangeForm.NONE
    return ChangeForm.INCREASE if newer > older else ChangeForm.DECREASE


def year_in(node: exp.Expr, resolution: Resolution) -> int | None:
    """Returns the only year of which a part speaks, or None.

    It stands in the name of a column, else in a text or number, as conditions have it.
    """
    parts = tuple(_parts(node, resolution))
    found = {year for part in parts for year in _named(part)}
    found = found or {year for part in parts for year in _written(part)}
    return found.pop() if len(found) == 1 else None


def _parts(start: exp.Expr, resolution: Resolution) -> Iterator[exp.Expr]:
    """Yields all parts of an expression, and of what its columns stand for."""
    waiting, seen = [start], set[int]()
    while waiting and len(seen) < _MOST_PARTS:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        waiting.extend(node.iter_expressions())
        source = behind(node, resolution) if isinstance(node, exp.Column) else None
        if source is not None:
            waiting += [source, *_conditions(source)]


def _conditions(source: exp.Expr) -> Iterator[exp.Expr]:
    """Yields the condition under which an output of a SELECT is read."""
    select = source.find_ancestor(exp.Select)
    where = select.args.get("where") if select is not None else None
    if where is not None:
        yield where


def _named(node: exp.Expr) -> Iterator[int]:
    if isinstance(node, exp.Column):
        yield from _years(node.name)


def _written(node: exp.Expr) -> Iterator[int]:
    if isinstance(node, exp.Literal):
        yield from _years(str(node.this))


def _years(text: str) -> Iterator[int]:
    yield from (year for year in map(int, _YEAR.findall(text)) if year in _YEARS)
