"""The groups of a statement that looks for the first of them, each with its value."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, cast

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from verifier.checks.question import Question, question
from verifier.checks.vocabulary import MOST_GROUPS
from verifier.formula.dialect import sql
from verifier.model.plan import Trial

if TYPE_CHECKING:
    from verifier.checks.rule import Subject
    from verifier.model.case import Case

_VALUE = "_value"
_LABEL = "_label"


@dataclass(frozen=True, slots=True)
class Grouped:
    """Groups that a statement ranks.

    Attributes:
        values: label → number.
        is_highest: whether the first is looked for; False for the last.
    """

    values: tuple[tuple[str, Decimal], ...]
    is_highest: bool

    @property
    def winners(self) -> tuple[str, ...]:
        """The labels that stand at the end that is looked for; several where level."""
        numbers = [number for _, number in self.values]
        end = max(numbers) if self.is_highest else min(numbers)
        return tuple(label for label, number in self.values if number == end)


def ask_grouped(case: Case) -> Question | None:
    """Returns the question which values the groups have, or None without groups."""
    found = _ranked(case)
    if found is None:
        return None
    tree, inner, value, _ = found
    labels = _keys(inner)
    if len(labels) != 1:
        return None
    groups = inner.copy()
    for part in ("order", "limit", "offset", "with_"):
        groups.set(part, None)
    label = sql.alias(sql.cast(labels[0].copy(), "VARCHAR"), _LABEL)
    groups = groups.select(label, sql.alias(value.copy(), _VALUE), append=False)
    groups = groups.group_by(labels[0].copy(), append=False)  # not by a number, or ALL
    number = sql.cast(exp.column(_VALUE), "VARCHAR")
    told = sql.cast(sql.call("json_array", exp.column(_LABEL), number), "VARCHAR")
    rows = exp.select(sql.alias(sql.ZERO, "_row"), sql.alias(told, "text"))
    rows = rows.from_(sql.subquery(groups, "groups"))
    rows = rows.where(sql.is_present(exp.column(_LABEL)))
    tables = tree.args.get("with_")
    if tables is not None:
        rows.set("with_", tables.copy())
    return question(_key(case), rows, MOST_GROUPS)


def grouped(case: Case, subject: Subject) -> Grouped | None:
    """Returns the groups that a figure's statement ranks, or None without any."""
    answer = subject.answers.get(_key(case))
    found = _ranked(case) if answer and not answer.problem else None
    if answer is None or found is None or not 1 < answer.count <= MOST_GROUPS:
        return None
    values: list[tuple[str, Decimal]] = []
    for text in answer.texts:
        label, number = cast("list[str | None]", json.loads(text))
        if label and number and number not in {"nan", "inf", "-inf"}:
            values.append((label, Decimal(number)))
    return Grouped(tuple(values), found[3]) if len(values) > 1 else None


def _ranked(
    case: Case,
) -> tuple[exp.Select, exp.Select, exp.Expr, bool] | None:
    """Returns the statement, its grouped SELECT, what is ranked, and from which end.

    `SELECT max(n) FROM (SELECT count(*) AS n … GROUP BY region)`, the same with WITH,
    and ORDER BY … LIMIT 1.
    """
    compiled = case.compiled
    text = compiled.sql(Trial.VALUE) if compiled and compiled.written else None
    if not text or "GROUP BY" not in text:
        return None
    try:
        tree = sqlglot.parse_one(text, dialect="duckdb")
    except SqlglotError:
        return None
    inner = [s for s in tree.find_all(exp.Select) if s.args.get("group")]
    if (
        not isinstance(tree, exp.Select)
        or len(inner) != 1
        or len(tree.expressions) != 1
    ):
        return None
    name, is_highest = _end_of(tree, is_grouped=inner[0] is tree)
    value = _projected(inner[0], name) if name else None
    return (tree, inner[0], value, is_highest) if value is not None else None


def _end_of(tree: exp.Select, *, is_grouped: bool) -> tuple[str, bool]:
    """Returns the column of which the end is looked for, or nothing; and which end."""
    ends = [] if is_grouped else [*tree.expressions[0].find_all(exp.Max, exp.Min)]
    if len(ends) == 1 and isinstance(ends[0].this, exp.Column):
        return ends[0].this.name, isinstance(ends[0], exp.Max)
    limit, order = tree.args.get("limit"), tree.args.get("order")
    if (
        limit is None
        or order is None
        or tree.args.get("offset")
        or limit.expression.name != "1"
    ):
        return "", False
    name = tree.expressions[0].alias_or_name
    first = order.expressions[0]
    is_own = first.this.name in {name, "1"}
    return (name, bool(first.args.get("desc"))) if is_own else ("", False)


def _projected(inner: exp.Select, name: str) -> exp.Expr | None:
    for projection in inner.expressions:
        if projection.alias_or_name.casefold() == name.casefold():
            return projection.unalias()
    return None


def _keys(inner: exp.Select) -> list[exp.Expr]:
    """Returns what a SELECT groups by: columns, numbers of columns, or ALL."""
    group = inner.args["group"]
    if group.args.get("all"):
        return [p.unalias() for p in inner.expressions if not p.find(exp.AggFunc)]
    found: list[exp.Expr] = []
    for key in group.expressions:
        if isinstance(key, exp.Literal) and key.is_int:
            found.append(inner.expressions[int(key.name) - 1].unalias())
        else:
            named = _projected(inner, key.name) if isinstance(key, exp.Column) else None
            found.append(named if named is not None else key)
    return found


def _key(case: Case) -> str:
    return f"grouped/{case.claim.id if case.claim else ''}"
