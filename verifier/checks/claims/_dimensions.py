"""In which unit a calculation gives its value, as the headers and factors make it.

Minutes of a column that are divided by 60 are hours; so are seconds times spots that
3 600 divides, and days between two dates that are taken 24 times.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from verifier.checks.claims._header_units import (
    PLAIN,
    SIZES,
    Measure,
    measure_of,
)
from verifier.checks.claims._mean_times import unit_of_word
from verifier.checks.units import TIME
from verifier.errors import VerifierError
from verifier.model.address import column_number
from verifier.model.plan import Trial
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject
    from verifier.model.case import Case

    _Way = Callable[["_Reader", exp.Expr, exp.Select, int], Measure | None]

_DEEPEST = 60  # steps from a value to its cells
_LONGEST = 20_000  # letters of SQL that are read
_POINT = Measure(frozenset({(TIME, 1)}), SIZES["day"], is_point=True)
_SECOND = Measure(frozenset({(TIME, 1)}))
_SAME = (
    *(exp.Sum, exp.Avg, exp.Max, exp.Min, exp.Median, exp.PercentileCont, exp.Cast),
    *(exp.TryCast, exp.Paren, exp.Neg, exp.Abs, exp.Round, exp.Floor, exp.Ceil),
    *(exp.Filter, exp.Window, exp.Alias, exp.Nullif, exp.First, exp.AnyValue),
    *(exp.ArgMax, exp.ArgMin, exp.Quantile, exp.WithinGroup, exp.Trunc),
)
_DAY = "day"
_COUNTS = (exp.Count, exp.CountIf, exp.ApproxDistinct)
_DATES = frozenset({CellKind.DATE, CellKind.BLANK})


def measure_given(case: Case, subject: Subject) -> Measure | None:
    """Returns what a calculation's value is of; None where that is not known."""
    text = case.compiled.sql(Trial.VALUE) if case.compiled else None
    if not text or len(text) > _LONGEST:
        return None
    try:
        tree = sqlglot.parse_one(text, dialect="duckdb")
    except SqlglotError:
        return None
    if not isinstance(tree, exp.Select):
        return None
    tables = {ground.sheet.table: ground for ground in subject.grounds.values()}
    return _Reader(subject, tables, _named(tree)).of_select(tree, 0)


def _named(tree: exp.Select) -> dict[str, exp.Expr]:
    return {cte.alias.casefold(): cte.this for cte in tree.find_all(exp.CTE)}


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the measure of an expression from the columns that it is made of."""

    subject: Subject
    tables: Mapping[str, Ground]
    queries: Mapping[str, exp.Expr]

    def of_select(self, select: exp.Expr, depth: int) -> Measure | None:
        """Returns the measure of the only value of a query."""
        inner = select.this if isinstance(select, exp.Subquery) else select
        if not isinstance(inner, exp.Select):
            return None
        items = inner.expressions
        named = [item for item in items if item.alias_or_name.casefold() == "number"]
        chosen = items[0] if len(items) == 1 else (named or [None])[0]
        return self.of(chosen, inner, depth + 1) if chosen is not None else None

    def of(self, node: exp.Expr, scope: exp.Select, depth: int) -> Measure | None:
        """Returns the measure of an expression of a query."""
        if depth > _DEEPEST:
            return None
        if isinstance(node, _SAME):
            return self.of(node.this, scope, depth + 1)
        read = next((way for kinds, way in _WAYS if isinstance(node, kinds)), None)
        return read(self, node, scope, depth + 1) if read is not None else None

    def of_product(
        self, node: exp.Expr, scope: exp.Select, step: int
    ) -> Measure | None:
        """Returns the measure of a product or a quotient."""
        one, two = (self.of(side, scope, step) for side in _sides(node))
        power = 1 if isinstance(node, exp.Mul) else -1
        return one.times(two, power) if one and two else None

    def of_epoch(self, node: exp.Expr, scope: exp.Select, step: int) -> Measure | None:
        """Returns the measure of the seconds of an interval: epoch(ended - began)."""
        if "epoch" not in node.name.casefold() or len(node.expressions) != 1:
            return None
        found = self.of(node.expressions[0], scope, step)
        return _SECOND if found is not None and found.is_span else None

    def of_sum(self, node: exp.Expr, scope: exp.Select, step: int) -> Measure | None:
        """Returns the measure of a sum or a difference: of two days it is a time."""
        if any(map(_is_date, _sides(node))):
            return _POINT  # a serial number behind the first day of all
        one, two = (self.of(side, scope, step) for side in _sides(node))
        if one is None or two is None:
            return None
        if one.is_point or two.is_point:
            return _of_days(one, two, is_difference=isinstance(node, exp.Sub))
        is_first, is_second = map(_is_number, _sides(node))
        if is_first or is_second:
            return two if is_first else one
        return _alike(one, two)

    def of_either(self, node: exp.Expr, scope: exp.Select, step: int) -> Measure | None:
        """Returns the measure that all branches have, numbers and nothing apart."""
        nodes = _branches(node)
        kept = [n for n in nodes if not isinstance(n, exp.Null) and not _is_number(n)]
        found = [self.of(one, scope, step) for one in kept] or [PLAIN]
        return reduce(lambda a, b: _alike(a, b) if a and b else None, found)

    def of_query(self, node: exp.Expr, _: exp.Select, step: int) -> Measure | None:
        """Returns the measure of the only value of a query in a query."""
        return self.of_select(node, step)

    def of_column(
        self, column: exp.Expr, scope: exp.Select, step: int
    ) -> Measure | None:
        """Returns the measure of a column: of cells, or of a query's value."""
        table = str(column.args["table"].name) if column.args.get("table") else ""
        for source in _sources(scope):
            name = source.alias_or_name.casefold()
            if table and table.casefold() != name:
                continue
            ground = self.tables.get(source.name)
            if ground is not None and isinstance(source, exp.Table):
                return self._of_cells(column.name, ground)
            inner = source.this if isinstance(source, exp.Subquery) else None
            query = inner or self.queries.get(source.name.casefold())
            if isinstance(query, exp.Select) and query is not scope:
                for item in query.expressions:
                    if item.alias_or_name.casefold() == column.name.casefold():
                        return self.of(item.unalias(), query, step)
        return None

    def _of_cells(self, name: str, ground: Ground) -> Measure | None:
        letters, _, facet = name.rpartition("_")
        try:
            layout = ground.columns.get(column_number(letters))
        except VerifierError:
            return None
        if layout is None or not facet:
            return None
        kinds = set(layout.kinds)
        if CellKind.DATE in kinds:
            return _POINT if kinds <= _DATES else None
        return measure_of(layout.header, self.subject.brief)


def _of_days(one: Measure, two: Measure, *, is_difference: bool) -> Measure | None:
    """Returns the time between two days, or a day that is so many days off."""
    if one.is_point and two.is_point:
        return replace(one, is_point=False, is_span=True) if is_difference else None
    return None if (two if one.is_point else one).powers else _POINT


def _of_number(
    _reader: _Reader, node: exp.Expr, _scope: exp.Select, _step: int
) -> Measure | None:
    if node.args.get("is_string"):
        return None
    value = Fraction(node.name)
    return Measure(size=1 / value) if value > 0 else PLAIN


def _of_count(
    _reader: _Reader, _node: exp.Expr, _scope: exp.Select, _step: int
) -> Measure | None:
    return PLAIN


def _of_time(
    _reader: _Reader, node: exp.Expr, _scope: exp.Select, _step: int
) -> Measure | None:
    unit = str(node.args.get("unit") or _DAY).strip("'")
    size = SIZES.get(unit_of_word(unit))
    return Measure(frozenset({(TIME, 1)}), size, is_span=True) if size else None


def _sides(node: exp.Expr) -> tuple[exp.Expr, exp.Expr]:
    return node.args["this"], node.args["expression"]


def _is_number(node: exp.Expr) -> bool:
    inner = node
    while isinstance(inner, exp.Paren | exp.Cast | exp.Neg):
        inner = inner.args["this"]
    return isinstance(inner, exp.Literal) and not inner.is_string


def _is_date(node: exp.Expr) -> bool:
    inner = node.args.get("this")
    is_text = isinstance(inner, exp.Literal) and inner.is_string
    return isinstance(node, exp.Cast) and is_text


def _alike(one: Measure, two: Measure) -> Measure | None:
    if one == two:
        return one
    is_same = one.powers == two.powers and one.size == two.size
    return replace(one, is_loose=True) if is_same and one.powers else None


def _branches(node: exp.Expr) -> list[exp.Expr]:
    """Returns what a CASE, an IF or a COALESCE may give."""
    parts = node.args
    if isinstance(node, exp.Case):
        ways = [one.args["true"] for one in parts["ifs"]]
        found = [*ways, parts.get("default")]
    elif isinstance(node, exp.If):
        found = [parts.get("true"), parts.get("false")]
    else:
        found = [parts["this"], *node.expressions]
    return [one for one in found if isinstance(one, exp.Expr)]


def _sources(scope: exp.Select) -> list[exp.Expr]:
    """Returns the tables and queries that a query reads."""
    first = scope.args.get("from_") or scope.args.get("from")
    read = [first, *(scope.args.get("joins") or ())]
    return [one.args["this"] for one in read if isinstance(one, exp.Expr)]


_WAYS: tuple[tuple[tuple[type[exp.Expr], ...], _Way], ...] = (
    ((exp.Literal,), _of_number),
    ((exp.Column,), _Reader.of_column),
    ((exp.Mul, exp.Div, exp.IntDiv), _Reader.of_product),
    ((exp.Add, exp.Sub), _Reader.of_sum),
    ((exp.Case, exp.If, exp.Coalesce, exp.Greatest, exp.Least), _Reader.of_either),
    ((exp.DateDiff,), _of_time),
    ((exp.Subquery, exp.Select), _Reader.of_query),
    (_COUNTS, _of_count),
    ((exp.Anonymous,), _Reader.of_epoch),
)
