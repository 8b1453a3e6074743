"""Builds SQL nodes with the parentheses that the syntax tree itself does not add."""

from __future__ import annotations

from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from sqlglot import exp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlglot.expressions import Expr

NULL = exp.Null()
ZERO = exp.Literal.number(0)
ONE = exp.Literal.number(1)
TRUE = exp.true()
FALSE = exp.false()

_LOOSE = (
    exp.Binary,
    exp.Not,
    exp.Neg,
    exp.Between,
    exp.In,
    exp.Case,
)
_LONGEST_PLAIN = 30
_LARGE = 10**18


@lru_cache(maxsize=4096)
def identifier(name: str) -> exp.Identifier:
    """Returns a name, quoted where it must be."""
    return exp.to_identifier(name)


@lru_cache(maxsize=4096)
def column(table: str, name: str) -> Expr:
    """Returns a column of a table or step."""
    return exp.Column(this=identifier(name), table=identifier(table))


def alias(value: Expr, name: str) -> Expr:
    """Returns value AS name."""
    return exp.Alias(this=value, alias=identifier(name))


def table(name: str, alias: str | None = None) -> Expr:
    """Returns a table or step, under another name if one is given."""
    if alias is None:
        return exp.Table(this=identifier(name))
    return exp.Table(
        this=identifier(name), alias=exp.TableAlias(this=identifier(alias))
    )


def step(name: str, query: exp.Query) -> exp.CTE:
    """Returns a query as a step of WITH."""
    return exp.CTE(this=query, alias=exp.TableAlias(this=identifier(name)))


def subquery(query: exp.Query, alias: str) -> Expr:
    """Returns a query to read from."""
    return exp.Subquery(this=query, alias=exp.TableAlias(this=identifier(alias)))


def number(value: Decimal | int) -> Expr:
    """Returns a number literal; in exponent form, so DOUBLE, where it is long."""
    if isinstance(value, int) and 0 <= value < _LARGE:
        return exp.Literal.number(value)
    plain = format(Decimal(value), "f")
    if len(plain) > _LONGEST_PLAIN:
        plain = format(Decimal(value), "E").lower()
    if plain.startswith("-"):
        return exp.Neg(this=exp.Literal.number(plain[1:]))
    return exp.Literal.number(plain)


def text(value: str) -> Expr:
    """Returns a text literal."""
    return exp.Literal.string(value)


def call(name: str, *arguments: Expr) -> Expr:
    """Returns a call of a DuckDB function, by its DuckDB name."""
    return exp.Anonymous(this=name, expressions=list(arguments))


def wrap(expression: Expr) -> Expr:
    """Returns the expression, in parentheses where it could come apart."""
    if isinstance(expression, _LOOSE) and not isinstance(expression, exp.Dot):
        return exp.Paren(this=expression)
    return expression


def binary(operator: type[exp.Binary], left: Expr, right: Expr) -> Expr:
    """Returns two expressions with an operator between them."""
    return operator(this=_left(operator, left), expression=wrap(right))


def add(left: Expr, right: Expr) -> Expr:
    """Returns left + right."""
    return binary(exp.Add, left, right)


def subtract(left: Expr, right: Expr) -> Expr:
    """Returns left - right."""
    return binary(exp.Sub, left, right)


def multiply(left: Expr, right: Expr) -> Expr:
    """Returns left * right."""
    return binary(exp.Mul, left, right)


def divide(left: Expr, right: Expr) -> Expr:
    """Returns left / right in DOUBLE; the right side must not be zero."""
    return exp.Div(this=wrap(left), expression=wrap(right), typed=False, safe=False)


def negate(value: Expr) -> Expr:
    """Returns -value."""
    return exp.Neg(this=wrap(value))


def equal(left: Expr, right: Expr) -> Expr:
    """Returns left = right."""
    return binary(exp.EQ, left, right)


def unequal(left: Expr, right: Expr) -> Expr:
    """Returns left <> right."""
    return binary(exp.NEQ, left, right)


def less(left: Expr, right: Expr) -> Expr:
    """Returns left < right."""
    return binary(exp.LT, left, right)


def at_most(left: Expr, right: Expr) -> Expr:
    """Returns left <= right."""
    return binary(exp.LTE, left, right)


def between(value: Expr, low: Expr, high: Expr) -> Expr:
    """Returns value BETWEEN low AND high."""
    return exp.Between(this=wrap(value), low=low, high=high)


def is_null(value: Expr) -> Expr:
    """Returns value IS NULL."""
    return exp.Is(this=wrap(value), expression=NULL)


def is_present(value: Expr) -> Expr:
    """Returns value IS NOT NULL."""
    return exp.Not(this=is_null(value))


def negation(condition: Expr) -> Expr:
    """Returns NOT condition."""
    return exp.Not(this=wrap(condition))


def both(*conditions: Expr | None) -> Expr | None:
    """Returns the conjunction of the conditions that are there, or None."""
    return _joined(exp.And, [c for c in conditions if c is not None])


def either(*conditions: Expr | None) -> Expr | None:
    """Returns the disjunction of the conditions that are there, or None."""
    return _joined(exp.Or, [c for c in conditions if c is not None])


def case(*branches: tuple[Expr, Expr], default: Expr | None = None) -> Expr:
    """Returns CASE WHEN … THEN … ELSE … END."""
    ifs = [exp.If(this=condition, true=value) for condition, value in branches]
    return exp.Case(ifs=ifs, default=default)


def coalesce(*values: Expr | None) -> Expr | None:
    """Returns the first value that is not NULL, of those that are there."""
    present = [value for value in values if value is not None]
    if len(present) < 2:  # noqa: PLR2004 - one value needs no COALESCE
        return present[0] if present else None
    return call("coalesce", *present)


def first_of(*values: Expr) -> Expr:
    """Returns COALESCE of values that are all there."""
    return call("coalesce", *values)


def double(value: Expr) -> Expr:
    """Returns the value as DOUBLE."""
    return cast(value, "DOUBLE")


def cast(value: Expr, name: str) -> Expr:
    """Returns the value as another type."""
    return exp.Cast(this=value, to=_type(name))


def try_cast(value: Expr, name: str) -> Expr:
    """Returns the value as another type, NULL where it cannot be."""
    return exp.TryCast(this=value, to=_type(name))


def count_where(condition: Expr) -> Expr:
    """Returns how often a condition holds; DuckDB's count_if of no rows is NULL."""
    return first_of(call("count_if", condition), ZERO)


def filtered(aggregate: Expr, condition: Expr | None) -> Expr:
    """Returns an aggregate over those rows that meet a condition."""
    if condition is None:
        return aggregate
    return exp.Filter(this=aggregate, expression=exp.Where(this=condition))


def in_order(value: Expr, place: Expr | None) -> Expr:
    """Returns the argument of an aggregate that takes its rows in an order."""
    if place is None:
        return value
    return exp.Order(this=value, expressions=[exp.Ordered(this=place)])


def elements(values: Iterable[Expr]) -> Expr:
    """Returns a list literal."""
    return exp.Array(expressions=list(values))


def item(values: Expr, place: Expr) -> Expr:
    """Returns an element of a list by its 1-based place."""
    return call("list_extract", values, place)


def variable(name: str) -> Expr:
    """Returns the variable of a lambda."""
    return exp.Column(this=identifier(name))


def function_of(names: str | tuple[str, ...], body: Expr) -> Expr:
    """Returns a lambda of one variable or several, for DuckDB's functions of lists."""
    named = (names,) if isinstance(names, str) else names
    return exp.Lambda(this=body, expressions=[identifier(name) for name in named])


def once(name: str, value: Expr, body: Callable[[Expr], Expr]) -> Expr:
    """Returns what is made of a value, which is calculated once for each row.

    Args:
        name: of the variable; within one body no name stands for two values.
        value: what is calculated.
        body: its use, which may stand in several places.
    """
    made = function_of(name, body(variable(name)))
    return item(call("list_transform", elements([value]), made), ONE)


def put_together(texts: Expr, between: Expr) -> Expr:
    """Returns a list of texts as one text, with a text between them."""
    behind = call("concat", between, variable("one"))
    parts = call("list_transform", texts, function_of("one", behind))
    joined = call("array_to_string", parts, text(""))
    whole = call("substr", joined, add(call("length", between), ONE))
    return call("coalesce", whole, text(""))


def tables_of(expression: Expr) -> frozenset[str]:
    """Returns the names of the tables and steps whose columns are used."""
    found: set[str] = set()
    waiting: list[object] = [expression]
    while waiting:
        node = waiting.pop()
        if isinstance(node, exp.Column):
            found.add(node.table)
        elif isinstance(node, list):
            waiting += node
        elif isinstance(node, exp.Expr):
            waiting += node.args.values()
    return frozenset(found - {""})


def is_heavy(expression: Expr, most: int) -> bool:
    """Returns whether an expression has more than so many nodes."""
    waiting: list[object] = [expression]
    count = 0
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, exp.Expr):
            count += 1
            if count > most:
                return True
            waiting += node.args.values()
    return False


@cache
def _type(name: str) -> exp.DataType:
    return exp.DataType.build(name, dialect="duckdb")


def _left(operator: type[exp.Binary], left: Expr) -> Expr:
    """Returns the left side, bare where the same operator binds to the left."""
    if operator in {exp.Add, exp.Sub} and isinstance(left, exp.Add | exp.Mul):
        return left
    if operator is exp.Mul and isinstance(left, exp.Mul):
        return left
    return wrap(left)


def _joined(operator: type[exp.And | exp.Or], conditions: list[Expr]) -> Expr | None:
    if not conditions:
        return None
    joined = conditions[0]
    for condition in conditions[1:]:
        joined = operator(this=_term(operator, joined), expression=wrap(condition))
    return joined


def _term(operator: type[exp.And | exp.Or], joined: Expr) -> Expr:
    return joined if isinstance(joined, operator) else wrap(joined)


def distinct(value: Expr) -> Expr:
    """Returns DISTINCT value, inside of an aggregate."""
    return exp.Distinct(expressions=[value])
