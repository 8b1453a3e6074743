"""Where a SELECT takes equal rows, or rows of one key, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.query.folding import constant_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.query.relations import Resolution

_CLAUSES = ("where", "qualify")


def has_distinct_rows(select: exp.Select, resolution: Resolution) -> bool:
    """Returns whether a SELECT gives no row twice, or one row of each key alone."""
    return bool(select.args.get("distinct")) or keeps_first_rows(select, resolution)


def keeps_first_rows(select: exp.Select, resolution: Resolution) -> bool:
    """Returns whether a SELECT drops all rows of a key but the first one.

    Example: `QUALIFY row_number() OVER (PARTITION BY id ORDER BY closed DESC) = 1`, or
    `WHERE rn = 1` over a subquery that numbers the rows so.
    """
    clauses = (select.args.get(key) for key in _CLAUSES)
    return any(
        is_of_first_rows(clause.this, resolution) for clause in clauses if clause
    )


def is_of_first_rows(condition: exp.Expr, resolution: Resolution) -> bool:
    """Returns whether a condition holds for the first row of each key alone."""
    return any(
        _numbers_by_key(place, resolution)
        for part in _parts_of_and(condition)
        for place in _first_places(part, resolution)
    )


def _parts_of_and(node: exp.Expr) -> Iterator[exp.Expr]:
    if isinstance(node, (exp.And, exp.Paren)):
        for part in node.iter_expressions():
            yield from _parts_of_and(part)
    else:
        yield node


def _first_places(node: exp.Expr, resolution: Resolution) -> Iterator[exp.Expr]:
    """Yields what a comparison says to be the first place: `rn = 1`, `2 > rn`."""
    match node:
        case exp.EQ() | exp.LTE() if constant_of(node.right) == 1:
            yield node.left
        case exp.EQ() | exp.GTE() if constant_of(node.left) == 1:
            yield node.right
        case exp.LT() if constant_of(node.right) == 2:  # noqa: PLR2004 - places are whole
            yield node.left
        case exp.GT() if constant_of(node.left) == 2:  # noqa: PLR2004 - places are whole
            yield node.right
        case exp.Column():
            for part in _behind(node, resolution):
                yield from _first_places(part, resolution)
        case _:
            return


def _numbers_by_key(node: exp.Expr, resolution: Resolution) -> bool:
    """Returns whether a value is the number of a row among those of its key."""
    while isinstance(node, exp.Paren):
        node = node.this
    if isinstance(node, exp.Column):
        parts = _behind(node, resolution)
        return bool(parts) and all(_numbers_by_key(p, resolution) for p in parts)
    if not isinstance(node, exp.Window) or not isinstance(node.this, exp.RowNumber):
        return False
    return any(one.args.get("partition_by") for one in (node, *_named_window(node)))


def _behind(column: exp.Column, resolution: Resolution) -> list[exp.Expr]:
    origins = resolution.origins.get(id(column), ())
    return [part for output in origins for part in output.parts]


def _named_window(node: exp.Window) -> Iterator[exp.Expr]:
    """Yields the window of the WINDOW clause that is named after OVER."""
    select, name = node.find_ancestor(exp.Select), node.args.get("alias")
    if select is None or name is None:
        return
    for window in select.args.get("windows") or ():
        if window.name.casefold() == name.name.casefold():
            yield window
