"""Values a few steps before or behind others: self-joins, lag() and lead()."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.query.folding import constant_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verifier.model.use import Criterion

_MONTHS = 12
_UNITS = frozenset({"year", "quarter", "month"})


def linked_keys(
    atoms: Iterable[exp.Expr], table: str
) -> Iterator[tuple[exp.Column, str]]:
    """Yields columns of a table that a join ties to a fixed number, with that number.

    Example: `b.month = a.month - 1` where `a.month = 10`.
    """
    equal = [atom for atom in atoms if isinstance(atom, exp.EQ)] if table else []
    fixed = {name: value for atom in equal for name, value in _fixed(atom)}
    for atom in equal:
        sides = (_stepped(atom.left), _stepped(atom.right))
        for own, other in (sides, sides[::-1]):
            if own is None or other is None:
                continue
            value = fixed.get(_name(other[0]))
            if _is_of(own[0], table) and not _is_of(other[0], table) and value:
                yield own[0], format(value + other[1] - own[1], "f")


def stepped_back(
    window: exp.Window, key: Criterion | None, criteria: tuple[Criterion, ...]
) -> tuple[Criterion, ...]:
    """Returns the criteria on the row that lag() or lead() looks at.

    Args:
        window: of lag() or lead().
        key: on what the rows are ordered by; None if that is not told.
        criteria: on the row that looks.

    Those on what rows are ordered by are moved, or left without a value where only
    running tells which row it is.
    """
    function, order = window.this, window.args.get("order")
    number = constant_of(function.args["offset"]) if function.args.get("offset") else 1
    if order is None or number is None:
        return tuple(replace(criterion, values=()) for criterion in criteria)
    is_back = isinstance(function, exp.Lag) is not bool(
        order.expressions[0].args.get("desc")
    )
    steps = -int(number) if is_back else int(number)
    return tuple(
        _moved(criterion, steps) if key is None or _is_on(criterion, key) else criterion
        for criterion in criteria
    )


def is_step(node: exp.Expr) -> bool:
    """Returns whether a node is lag() or lead() over a window."""
    return isinstance(node, exp.Window) and isinstance(node.this, (exp.Lag, exp.Lead))


def _is_on(criterion: Criterion, key: Criterion) -> bool:
    return criterion.cells == key.cells


def _moved(criterion: Criterion, steps: int) -> Criterion:
    """Returns a criterion some steps on; without a value where that is not known."""
    (value,) = criterion.values if len(criterion.values) == 1 else ("",)
    unknown = replace(criterion, values=())
    if criterion.operator != "=" or criterion.part not in _UNITS:
        return unknown
    if value.isdecimal():
        moved = int(value) + steps
        most = {"month": _MONTHS, "quarter": 4}.get(criterion.part, moved)
        return (
            replace(criterion, values=(str(moved),)) if 0 < moved <= most else unknown
        )
    parts = value.split("-")
    if criterion.part != "month" or not all(part.isdecimal() for part in parts[:2]):
        return unknown
    months = int(parts[0]) * _MONTHS + int(parts[1]) - 1 + steps
    day = f"{months // _MONTHS:04d}-{months % _MONTHS + 1:02d}-01"
    return replace(criterion, values=(day,))


def _fixed(atom: exp.EQ) -> Iterator[tuple[str, Decimal]]:
    for one, other in ((atom.left, atom.right), (atom.right, atom.left)):
        value = constant_of(other)
        if isinstance(one, exp.Column) and value is not None:
            yield _name(one), value


def _stepped(node: exp.Expr) -> tuple[exp.Column, Decimal] | None:
    """Returns a column and what is added to it, None for anything else."""
    while isinstance(node, exp.Paren):
        node = node.this
    if isinstance(node, exp.Column):
        return node, Decimal(0)
    if not isinstance(node, (exp.Add, exp.Sub)) or not isinstance(
        node.left, exp.Column
    ):
        return None
    number = constant_of(node.right)
    if number is None:
        return None
    return node.left, -number if isinstance(node, exp.Sub) else number


def _is_of(column: exp.Column, table: str) -> bool:
    return column.table.casefold() == table.casefold()


def _name(column: exp.Column) -> str:
    return f"{column.table}.{column.name}".casefold()
