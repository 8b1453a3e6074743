"""Marks that stand for a missing value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.formula.dialect import sql
from verifier.languages import listed

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

MARKS = (
    *("", "-", "--", "---", "–", "—", ".", "..", "...", "…", "?", "*", "x"),
    *("[x]", "[z]"),  # of public statistics: not available, not applicable
    *listed("cells.missing"),
)
"""Folded texts."""


def is_missing_mark(text: Expr) -> Expr:
    """Returns the condition that a text is a mark for a missing value."""
    folded = sql.call("lower", sql.call("trim", text))
    return exp.In(this=folded, expressions=[sql.text(mark) for mark in MARKS])
