"""Arithmetic on DOUBLE values as SQL, written as arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from sqlglot import exp

from verifier.formula.dialect import sql

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlglot.expressions import Expr


@dataclass(frozen=True, slots=True)
class Real:
    """A number as SQL; what is made of it is DOUBLE.

    Attributes:
        term: the SQL.
    """

    term: Expr

    def __add__(self, other: Operand) -> Real:
        """Returns the sum."""
        return Real(sql.add(self.term, real(other).term))

    def __radd__(self, other: Operand) -> Real:
        """Returns the sum."""
        return real(other) + self

    def __sub__(self, other: Operand) -> Real:
        """Returns the difference."""
        return Real(sql.subtract(self.term, real(other).term))

    def __rsub__(self, other: Operand) -> Real:
        """Returns the difference."""
        return real(other) - self

    def __mul__(self, other: Operand) -> Real:
        """Returns the product."""
        return Real(sql.multiply(self.term, real(other).term))

    def __rmul__(self, other: Operand) -> Real:
        """Returns the product."""
        return real(other) * self

    def __truediv__(self, other: Operand) -> Real:
        """Returns the quotient; the divisor must not be 0."""
        return Real(sql.divide(self.term, real(other).term))

    def __rtruediv__(self, other: Operand) -> Real:
        """Returns the quotient; the divisor must not be 0."""
        return real(other) / self

    def __pow__(self, other: Operand) -> Real:
        """Returns the power."""
        return of("power", self, other)

    def __neg__(self) -> Real:
        """Returns the number with the other sign."""
        return Real(sql.negate(self.term))

    def __lt__(self, other: Operand) -> Expr:
        """Returns the condition that it is less."""
        return sql.less(self.term, real(other).term)

    def __le__(self, other: Operand) -> Expr:
        """Returns the condition that it is not more."""
        return sql.at_most(self.term, real(other).term)

    def __gt__(self, other: Operand) -> Expr:
        """Returns the condition that it is more."""
        return sql.less(real(other).term, self.term)

    def __ge__(self, other: Operand) -> Expr:
        """Returns the condition that it is not less."""
        return sql.at_most(real(other).term, self.term)

    def equals(self, other: Operand) -> Expr:
        """Returns the condition that it is the same."""
        return sql.equal(self.term, real(other).term)

    def differs(self, other: Operand) -> Expr:
        """Returns the condition that it is another."""
        return sql.unequal(self.term, real(other).term)

    def or_null(self, other: Operand) -> Real:
        """Returns the number, NULL where it is another one."""
        return of("nullif", self, other)

    def within(self, low: Operand, high: Operand) -> Real:
        """Returns the number, cut to lie between two others."""
        return of("greatest", low, of("least", self, high))


Operand: TypeAlias = Real | int | float


def real(value: Operand) -> Real:
    """Returns a number as SQL; a constant is DOUBLE.

    Example:
        >>> from verifier.formula.dialect.write import written
        >>> written((real(2) - real(0.5) * 3).term)
        '2e0 - (5e-1 * 3e0)'
    """
    if isinstance(value, Real):
        return value
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    shown = f"{''.join(map(str, digits))}e{exponent}"
    literal = exp.Literal.number(shown)
    return Real(exp.Neg(this=literal) if sign else literal)


def of(name: str, *arguments: Operand) -> Real:
    """Returns a call of a DuckDB function of numbers."""
    return Real(sql.call(name, *(real(one).term for one in arguments)))


def where(condition: Expr, value: Operand, other: Operand | None = None) -> Real:
    """Returns a value where a condition holds, else another, NULL if none is given."""
    default = None if other is None else real(other).term
    return Real(sql.case((condition, real(value).term), default=default))


def chosen(*branches: tuple[Expr, Operand], other: Operand) -> Real:
    """Returns the value behind the first condition that holds, else another."""
    pairs = [(condition, real(value).term) for condition, value in branches]
    return Real(sql.case(*pairs, default=real(other).term))


def count_to(last: Operand, first: int = 1) -> Expr:
    """Returns the list of whole numbers up to the last one, which is included."""
    end = sql.cast((real(last) + 1).term, "BIGINT")
    return sql.call("range", sql.number(first), end)


def each(values: Expr, name: str, apply: Callable[[Real], Real]) -> Expr:
    """Returns a list made of another one, element by element.

    Args:
        values: a list.
        name: what an element is called in SQL; names inside of each other differ.
        apply: an element to what stands in its place.
    """
    made = apply(Real(_parameter(name)))
    function = exp.Lambda(this=made.term, expressions=[sql.identifier(name)])
    return sql.call("list_transform", values, function)


def sum_of(values: Expr) -> Real:
    """Returns the sum of a list of numbers, 0 of none."""
    return Real(sql.first_of(sql.call("list_sum", values), real(0).term))


def product_of(values: Expr) -> Real:
    """Returns the product of a list of numbers, 1 of none."""
    return Real(sql.first_of(sql.call("list_product", values), real(1).term))


def repeated(times: int, start: Real, apply: Callable[[Real], Real]) -> Real:
    """Returns a number after a step was taken some times.

    Args:
        times: how often.
        start: the number before.
        apply: one step.
    """
    list_of = each(
        sql.call("range", sql.ZERO, sql.number(times)), "turn", lambda _: real(0)
    )
    return folded(list_of, start, lambda so_far, _: apply(so_far))


def folded(values: Expr, start: Real, apply: Callable[[Real, Real], Real]) -> Real:
    """Returns what becomes of a number as it meets one element after the other.

    Args:
        values: a list of DOUBLE.
        start: the number before.
        apply: the number so far and an element to the next number.
    """
    made = apply(Real(_parameter("so_far")), Real(_parameter("next_one")))
    names = [sql.identifier("so_far"), sql.identifier("next_one")]
    function = exp.Lambda(this=made.term, expressions=names)
    return Real(sql.call("list_reduce", values, function, sql.double(start.term)))


def with_name(value: Real, name: str, apply: Callable[[Real], Real]) -> Real:
    """Returns an expression in which a value stands often but is computed once."""
    made = each(sql.elements([value.term]), name, apply)
    return Real(sql.item(made, sql.ONE))


def _parameter(name: str) -> Expr:
    return exp.Column(this=sql.identifier(name))
