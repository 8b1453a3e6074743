"""Statements that choose a group by its name and by its place in a ranking.

They give nothing where the two are not of one row, so that a value proves the place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.checks.sentences import sentence_round
from verifier.checks.superlatives import superlatives_in
from verifier.model.claim import CalculationKind
from verifier.query.parse import parse_query

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.case import Case

_RANKS = (exp.RowNumber, exp.Rank, exp.DenseRank)
_HIGHEST, _LOWEST = 1, -1  # as the ends of superlatives


def proves_its_rank(case: Case) -> bool:
    """Returns whether a calculation ranks as its sentence does, and names who is there.

    `North has the most` of `rank() OVER (ORDER BY sum(x) DESC)`, place 1, `North`.
    """
    claim = case.claim
    # what was refused is never parsed again: it may be nested too deep
    if claim is None or case.compiled is None or claim.kind is not CalculationKind.SQL:
        return False
    said = superlatives_in(sentence_round(case.sentence).text)
    return bool(said) and any(
        one.place == place and end in one.ends
        for place, end in _ranks_chosen(parse_query(claim.calculation).tree)
        for one in said
    )


def _ranks_chosen(tree: exp.Query) -> Iterator[tuple[int, int]]:
    """Yields the places that a statement chooses with a name, each with its end."""
    for select in tree.find_all(exp.Select):
        source = select.args.get("from_")
        inner = source.this.unnest() if source is not None else None
        where = select.args.get("where")
        if not isinstance(inner, exp.Select) or where is None:
            continue
        chosen = dict(_equal(where.this))
        made = {each.alias_or_name: each.unalias() for each in inner.expressions}
        is_named = any(
            value.is_string and isinstance(made.get(name), exp.Column)
            for name, value in chosen.items()
        )
        for name, value in chosen.items() if is_named else ():
            end = _end_of(made.get(name))
            if end and value.is_int:
                yield int(value.name), end


def _equal(condition: exp.Expr) -> Iterator[tuple[str, exp.Literal]]:
    """Yields the columns that have to equal a literal, with it."""
    is_list = isinstance(condition, exp.And)
    for part in condition.flatten() if is_list else (condition,):
        if not isinstance(part, exp.EQ) or not isinstance(part.left, exp.Column):
            continue
        if isinstance(part.right, exp.Literal):
            yield part.left.name, part.right


def _end_of(made: exp.Expr | None) -> int:
    """Returns which end comes first in a ranking of all rows; 0 where it is none."""
    if not isinstance(made, exp.Window) or not isinstance(made.this, _RANKS):
        return 0
    order = made.args.get("order")
    if order is None or made.args.get("partition_by"):
        return 0
    return _HIGHEST if order.expressions[0].args.get("desc") else _LOWEST
