"""Which of two parts of a calculation is newer, as years, lag() or lead() say it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.model.plan import ChangeForm
from verifier.query.paths import behind
from verifier.query.relations import ValueKind
from verifier.query.steps import is_step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.query.relations import Resolution

_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_YEARS = range(1900, 2101)
_MOST_PARTS = 5_000


def order_of(part: exp.Expr, base: exp.Expr, resolution: Resolution) -> ChangeForm:
    """Returns an increase where the first part is newer, a decrease where it is older.

    Each part has to speak of just one year, or one be lag() or lead() over days, else
    the form is none.
    """
    steps = _steps_of(base, resolution) - _steps_of(part, resolution)
    if steps:
        return ChangeForm.INCREASE if steps < 0 else ChangeForm.DECREASE
    newer, older = year_in(part, resolution), year_in(base, resolution)
    if newer is None or older is None or newer == older:
        return ChangeForm.NONE
    return ChangeForm.INCREASE if newer > older else ChangeForm.DECREASE


def _steps_of(node: exp.Expr, resolution: Resolution) -> int:
    """Returns -1 for a value of an earlier row, 1 for a later one, 0 where none tells.

    The rows have to be ordered by days, or by their year, quarter or month.
    """
    while isinstance(node, (exp.Paren, exp.Cast, exp.Nullif, exp.Mul)):
        node = node.this
    if isinstance(node, exp.Column):
        node = behind(node, resolution) or node
    order = node.args.get("order") if is_step(node) else None
    if order is None or len(order.expressions) != 1:
        return 0
    (key,) = order.expressions
    if not _is_time(key.this, resolution):
        return 0
    is_back = isinstance(node.this, exp.Lag) is not bool(key.args.get("desc"))
    return -1 if is_back else 1


def _is_time(node: exp.Expr, resolution: Resolution) -> bool:
    """Returns whether a node is made of one column of days and no other."""
    columns = [
        output.column
        for part in _parts(node, resolution)
        for output in resolution.origins.get(id(part), ())
        if output.column is not None
    ]
    kinds = {column.type.kind for column in columns}
    return kinds == {ValueKind.DATE} and len({c.number for c in columns}) == 1


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
