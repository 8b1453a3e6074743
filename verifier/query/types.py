"""What kind of value an expression gives, said without running it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.query.relations import ValueKind, ValueType

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verifier.query.relations import Resolution

INTEGER = ValueType(ValueKind.INTEGER)
DOUBLE = ValueType(ValueKind.DOUBLE)
TEXT = ValueType(ValueKind.TEXT)
DATE = ValueType(ValueKind.DATE)
BOOLEAN = ValueType(ValueKind.BOOLEAN)
UNKNOWN = ValueType()

_CAST_TYPES = (
    (exp.DataType.INTEGER_TYPES, INTEGER),
    (("double", "float"), DOUBLE),
    (exp.DataType.TEXT_TYPES, TEXT),
    (("boolean",), BOOLEAN),
    (exp.DataType.TEMPORAL_TYPES, DATE),
)
_DEEPEST = 60
_SAME_AS_ARGUMENT = (
    exp.Sum, exp.Min, exp.Max, exp.Mode, exp.Neg, exp.Paren, exp.Abs, exp.Filter,
    exp.Window, exp.Distinct, exp.Nullif, exp.Alias, exp.Lag, exp.Lead,
    exp.FirstValue, exp.LastValue, exp.NthValue, exp.Floor, exp.Ceil, exp.Trunc,
    exp.PercentileDisc, exp.ArgMax, exp.ArgMin, exp.Try, exp.Order, exp.First,
    exp.Last, exp.AnyValue, exp.IgnoreNulls,
)  # fmt: skip
_INTEGERS = (
    exp.Count, exp.CountIf, exp.Length, exp.StrPosition, exp.Year, exp.Quarter,
    exp.Month, exp.Day, exp.DayOfMonth, exp.Week, exp.WeekOfYear, exp.DayOfWeek,
    exp.DayOfWeekIso, exp.DayOfYear, exp.Hour, exp.Minute, exp.Second, exp.Extract,
    exp.DateDiff, exp.RowNumber, exp.Rank, exp.DenseRank, exp.Ntile, exp.RegrCount,
)  # fmt: skip
_DOUBLES = (
    exp.Div, exp.Avg, exp.Median, exp.Stddev, exp.StddevSamp, exp.StddevPop,
    exp.Variance, exp.VariancePop, exp.Corr, exp.CovarSamp, exp.CovarPop, exp.Sqrt,
    exp.Exp, exp.Ln, exp.Log, exp.Pow, exp.PercentileCont, exp.Quantile, exp.RegrSlope,
    exp.RegrIntercept, exp.RegrR2, exp.Skewness, exp.Kurtosis, exp.PercentRank,
    exp.CumeDist, exp.Cbrt,
)  # fmt: skip
_TEXTS = (
    exp.Upper, exp.Lower, exp.Trim, exp.Substring, exp.Left, exp.Right, exp.Replace,
    exp.Concat, exp.ConcatWs, exp.DPipe, exp.SplitPart, exp.RegexpReplace,
    exp.RegexpExtract, exp.TimeToStr, exp.Format, exp.Monthname, exp.Dayname,
    exp.GroupConcat, exp.ArrayAgg,
)  # fmt: skip
_BOOLEANS = (
    exp.Predicate, exp.And, exp.Or, exp.Not, exp.Boolean, exp.LogicalAnd,
    exp.LogicalOr, exp.Contains, exp.StartsWith, exp.EndsWith,
)  # fmt: skip
_DOUBLE_NAMES = frozenset({
    "mean", "fsum", "kahan_sum", "sumkahan", "favg", "product", "geomean",
    "geometric_mean", "kurtosis_pop", "entropy", "sem", "mad",
})  # fmt: skip


def type_of(node: exp.Expr, resolution: Resolution, depth: int = 0) -> ValueType:
    """Returns what kind of value an expression gives, as far as can be said."""
    if depth > _DEEPEST:
        return UNKNOWN
    match node:
        case exp.Column():
            found = _of_column(node, resolution, depth)
        case exp.Literal():
            found = TEXT if node.is_string else literal_type(str(node.this))
        case exp.Cast():
            found = _of_cast(node)
        case exp.Subquery() | exp.Select():
            items = node.selects
            found = type_of(items[0], resolution, depth + 1) if items else UNKNOWN
        case exp.Case() | exp.If() | exp.Coalesce() | exp.Greatest() | exp.Least():
            found = unified(
                type_of(b, resolution, depth + 1) for b in branches_of(node)
            )
        case _:
            found = _of_operator(node, resolution, depth)
    return found


def literal_type(text: str) -> ValueType:
    """Returns the type of a number as written."""
    if "e" in text.lower():
        return DOUBLE
    _, point, digits = text.partition(".")
    return ValueType(ValueKind.DECIMAL, len(digits)) if point else INTEGER


def branches_of(node: exp.Expr) -> tuple[exp.Expr, ...]:
    """Returns the expressions of which a CASE, COALESCE, GREATEST … gives one."""
    match node:
        case exp.Case():
            ends = [branch.args["true"] for branch in node.args["ifs"]]
            default = node.args.get("default")
            return (*ends, default) if default is not None else tuple(ends)
        case exp.If():
            other = node.args.get("false")
            return (
                (node.args["true"], other)
                if other is not None
                else (node.args["true"],)
            )
        case exp.Coalesce() | exp.Greatest() | exp.Least():
            return (node.this, *node.expressions)
        case _:
            return ()


def unified(types: Iterable[ValueType]) -> ValueType:
    """Returns the type of a value that has one of several types."""
    found = [t for t in types if t.kind is not ValueKind.UNKNOWN]
    if not found or any(t.is_number != found[0].is_number for t in found):
        return UNKNOWN
    if not found[0].is_number:
        return found[0]
    kinds = {t.kind for t in found}
    if ValueKind.DOUBLE in kinds:
        return DOUBLE
    if ValueKind.DECIMAL in kinds:
        return ValueType(ValueKind.DECIMAL, max(t.scale for t in found))
    return INTEGER


def _of_column(node: exp.Column, resolution: Resolution, depth: int) -> ValueType:
    found = resolution.origins.get(id(node), ())
    if len(found) != 1:
        return UNKNOWN
    if found[0].column is not None:
        return found[0].column.type
    return unified(type_of(part, resolution, depth + 1) for part in found[0].parts)


def _of_cast(node: exp.Cast) -> ValueType:
    to = node.to
    if to.is_type("decimal"):
        return _decimal(to)
    for classes, found in _CAST_TYPES:
        if to.is_type(*classes):
            return found
    return UNKNOWN


def _decimal(to: exp.DataType) -> ValueType:
    """Returns the type of DECIMAL, DECIMAL(p) or DECIMAL(p, s).

    Source: duckdb.org/docs/sql/data_types/numeric: DECIMAL alone is DECIMAL(18, 3).
    """
    digits = [int(parameter.name) for parameter in to.expressions]
    scale = digits[1] if len(digits) > 1 else 0 if digits else 3
    return ValueType(ValueKind.DECIMAL, scale)


def _of_operator(node: exp.Expr, resolution: Resolution, depth: int) -> ValueType:
    match node:
        case _ if isinstance(node, _SAME_AS_ARGUMENT):
            return type_of(node.this, resolution, depth + 1) if node.this else UNKNOWN
        case exp.Round():
            inner = type_of(node.this, resolution, depth + 1)
            return DOUBLE if inner.kind is ValueKind.DECIMAL else inner
        case exp.Add() | exp.Sub() | exp.Mod() | exp.Mul():
            return _of_arithmetic(node, resolution, depth)
        case exp.Anonymous():
            return DOUBLE if str(node.this).lower() in _DOUBLE_NAMES else UNKNOWN
        case _:
            return _by_class(node)


def _of_arithmetic(node: exp.Binary, resolution: Resolution, depth: int) -> ValueType:
    left = type_of(node.left, resolution, depth + 1)
    right = type_of(node.right, resolution, depth + 1)
    if isinstance(node, exp.Mul) and ValueKind.DECIMAL in {left.kind, right.kind}:
        if ValueKind.DOUBLE in {left.kind, right.kind}:
            return DOUBLE
        return ValueType(ValueKind.DECIMAL, left.scale + right.scale)
    if left.kind is ValueKind.DATE or right.kind is ValueKind.DATE:
        both = left.kind is right.kind
        return INTEGER if both else DATE
    return unified((left, right))


def _by_class(node: exp.Expr) -> ValueType:
    for classes, value_type in (
        (_INTEGERS, INTEGER),
        (_DOUBLES, DOUBLE),
        (_TEXTS, TEXT),
        (_BOOLEANS, BOOLEAN),
    ):
        if isinstance(node, classes):
            return value_type
    return UNKNOWN
