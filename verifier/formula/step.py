"""Parts of a statement: rows to read, and SELECTs that have a name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlglot import exp

if TYPE_CHECKING:
    from sqlglot.expressions import Expr


@dataclass(frozen=True, slots=True)
class Relation:
    """Rows to aggregate: what stands behind FROM and WHERE.

    Attributes:
        source: a table or subquery with its alias.
        joins: further tables with the conditions that join them.
        condition: which rows, None for all.
    """

    source: Expr
    joins: tuple[tuple[Expr, Expr], ...] = ()
    condition: Expr | None = None


@dataclass(slots=True)
class Step:
    """A SELECT to which others refer by its name.

    Attributes:
        name: of the step.
        relation: what it reads; None for a step that only names expressions.
        columns: alias → expression.
        single: whether it has exactly one row.
        query: the whole SELECT, of a step with many rows.
    """

    name: str
    relation: Relation | None
    columns: dict[str, Expr] = field(default_factory=dict[str, exp.Expr])
    single: bool = True
    query: exp.Select | None = None
