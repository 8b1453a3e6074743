"""Stars of a SELECT, written out as columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.errors import QueryRefused
from verifier.query.tables import ROW

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from verifier.query.relations import Relation


def expand_stars(select: exp.Select, sources: Mapping[str, Relation]) -> None:
    """Writes out `*` and `t.*` among the outputs of a SELECT, in place.

    `_row` is no part of a star.

    Raises:
        QueryRefused: on a star that is part of an expression, or names no table.
    """
    items: list[exp.Expr] = []
    for item in select.expressions:
        if isinstance(item, exp.Star):
            items += _columns(select, sources, sources, _excluded(item))
        elif isinstance(item, exp.Column) and isinstance(item.this, exp.Star):
            own = {k: v for k, v in sources.items() if k == item.table.casefold()}
            if not own:
                raise QueryRefused(f"{item.table}.*", "a table of this SELECT")
            items += _columns(select, own, sources, _excluded(item.this))
        else:
            _refuse_inner_star(item)
            items.append(item)
    select.set("expressions", items)


def _refuse_inner_star(item: exp.Expr) -> None:
    for star in item.find_all(exp.Star):
        inside = star.find_ancestor(exp.Select, exp.Count)
        if isinstance(inside, exp.Count) or inside is not item.find_ancestor(
            exp.Select
        ):
            continue
        raise QueryRefused(f"{item.sql('duckdb')[:60]}", "columns, or * alone")


def _excluded(star: exp.Expr) -> frozenset[str]:
    return frozenset(item.name.casefold() for item in star.args.get("except_") or ())


def _columns(
    select: exp.Select,
    wanted: Mapping[str, Relation],
    sources: Mapping[str, Relation],
    excluded: frozenset[str],
) -> Iterator[exp.Expr]:
    merged = _merged_names(select)
    known = {
        o.name.casefold() for relation in wanted.values() for o in relation.outputs
    }
    if excluded - known:
        raise QueryRefused(
            f"EXCLUDE of {', '.join(sorted(excluded - known))}, which there is not",
            "columns of the table",
            reason="calculation-failed",
        )
    shown: set[str] = set()
    for alias, relation in wanted.items():
        for output in relation.outputs:
            folded = output.name.casefold()
            if folded in excluded or output.name == ROW or folded in shown & merged:
                continue
            shown.add(folded)
            qualifier = None if folded in merged or len(sources) == 1 else alias
            yield exp.column(
                exp.to_identifier(output.name, quoted=True),
                table=exp.to_identifier(qualifier, quoted=True) if qualifier else None,
            )


def _merged_names(select: exp.Select) -> frozenset[str]:
    """Returns the names that USING makes one column of."""
    return frozenset(
        name.name.casefold()
        for join in select.args.get("joins") or ()
        for name in join.args.get("using") or ()
    )
