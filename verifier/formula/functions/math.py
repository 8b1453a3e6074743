"""Arithmetic of single numbers: rounding, roots, logarithms."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.formula.coerce import double_of, on_numbers, value_of
from verifier.formula.dialect import sql
from verifier.formula.function import cell_function, function
from verifier.formula.operators import divide, power
from verifier.formula.values import Cell, Value, constant_cell, number_cell, text_cell

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft

Cells = tuple[Cell | None, ...]
_EXPONENT_LIMIT = sql.number(Decimal("709.78"))
_WIDE = "DECIMAL(38, 12)"
_WIDEST_EXACT = sql.number(10**24)


@cell_function("ABS", least=1)
def magnitude(draft: Draft, cells: Cells) -> Cell:
    """Returns the number without its sign.

    Source: ECMA-376 part 1, 18.17.7.1.

    Example:
        =ABS(-3) is 3
    """
    (one,), error = on_numbers(draft, cells)
    made = sql.call("abs", value_of(one))
    return replace(number_cell(made, one.scale), error=error, stored=one.stored)


@cell_function("SIGN", least=1)
def sign(draft: Draft, cells: Cells) -> Cell:
    """Returns -1, 0 or 1.

    Source: ECMA-376 part 1, 18.17.7.300.

    Example:
        =SIGN(-0.00001) is -1
    """
    (one,), error = on_numbers(draft, cells)
    return number_cell(sql.call("sign", value_of(one)), 0).failing(error)


@cell_function("SQRT", least=1)
def square_root(draft: Draft, cells: Cells) -> Cell:
    """Returns the square root; `#NUM!` of a negative number.

    Source: ECMA-376 part 1, 18.17.7.309.

    Example:
        =SQRT(2.25) is 1.5
    """
    return _guarded(draft, cells, "sqrt", lambda x: sql.less(x, sql.ZERO))


@cell_function("LN", least=1)
def natural_logarithm(draft: Draft, cells: Cells) -> Cell:
    """Returns the natural logarithm; `#NUM!` of 0 or less.

    Source: ECMA-376 part 1, 18.17.7.198.

    Example:
        =LN("10") is 2.302585092994046
    """
    return _guarded(draft, cells, "ln", lambda x: sql.at_most(x, sql.ZERO))


@cell_function("LOG10", least=1)
def decimal_logarithm(draft: Draft, cells: Cells) -> Cell:
    """Returns the logarithm to base 10; `#NUM!` of 0 or less.

    Source: ECMA-376 part 1, 18.17.7.200.

    Example:
        =LOG10(0.01) is -2
    """
    return _guarded(draft, cells, "log10", lambda x: sql.at_most(x, sql.ZERO))


@cell_function("LOG", least=1, most=2)
def logarithm(draft: Draft, cells: Cells) -> Cell:
    """Returns the logarithm to a base, 10 if none is given.

    Source: ECMA-376 part 1, 18.17.7.199.

    Example:
        =LOG(100) is 2
    """
    if len(cells) == 1:
        return (
            decimal_logarithm.of_cells(draft, cells)
            if decimal_logarithm.of_cells
            else constant_cell(0)
        )
    not_positive: Callable[[Expr], Expr] = lambda x: sql.at_most(x, sql.ZERO)  # noqa: E731 - used twice below
    return divide(
        draft,
        _guarded(draft, cells[:1], "ln", not_positive),
        draft.let(_guarded(draft, cells[1:], "ln", not_positive)),
    )


@cell_function("EXP", least=1)
def exponential(draft: Draft, cells: Cells) -> Cell:
    """Returns e to the power of the number; `#NUM!` where that is too large.

    Source: ECMA-376 part 1, 18.17.7.110.

    Example:
        =EXP(0) is 1
    """
    return _guarded(draft, cells, "exp", lambda x: sql.less(_EXPONENT_LIMIT, x))


@cell_function("POWER", least=2)
def raised(draft: Draft, cells: Cells) -> Cell:
    """Returns a power, as `^` does.

    Source: ECMA-376 part 1, 18.17.7.256.

    Example:
        =POWER(9,0.5) is 3
    """
    (base, exponent), _ = on_numbers(draft, cells)
    return power(draft, base, exponent)


@function("PI", least=0)
def pi(_draft: Draft, _arguments: tuple[Value, ...]) -> Cell:
    """Returns the circle's number.

    Source: ECMA-376 part 1, 18.17.7.252.

    Example:
        =PI() is 3.141592653589793
    """
    return number_cell(sql.call("pi"))


@cell_function("MOD", least=2)
def remainder(draft: Draft, cells: Cells) -> Cell:
    """Returns the remainder, which has the sign of the divisor.

    Source: ECMA-376 part 1, 18.17.7.217: n - d*INT(n/d).

    Example:
        =MOD(-7,-3) is -1
    """
    (one, two), error = on_numbers(draft, cells)
    one, two = draft.let(one), draft.let(two)
    safe = sql.call("nullif", value_of(two), sql.ZERO)
    floor = sql.call("floor", sql.divide(double_of(one), safe))
    made = sql.subtract(double_of(one), sql.multiply(double_of(two), floor))
    return number_cell(made).failing(error, _zero_divisor(two))


@cell_function("QUOTIENT", least=2)
def whole_quotient(draft: Draft, cells: Cells) -> Cell:
    """Returns the quotient without its fraction.

    Source: ECMA-376 part 1, 18.17.7.271.

    Example:
        =QUOTIENT(4.5,3.1) is 1
    """
    (one, two), error = on_numbers(draft, cells)
    two = draft.let(two)
    safe = sql.call("nullif", value_of(two), sql.ZERO)
    made = sql.call("trunc", sql.divide(double_of(one), safe))
    return number_cell(made).failing(error, _zero_divisor(two))


def _guarded(
    draft: Draft, cells: Cells, name: str, fails: Callable[[Expr], Expr]
) -> Cell:
    (one,), error = on_numbers(draft, cells)
    one = draft.let(one)
    number = double_of(one)
    wrong = fails(number)
    made = sql.case((sql.negation(wrong), sql.call(name, number)))
    return number_cell(made).failing(error, sql.case((wrong, sql.text("#NUM!"))))


def _zero_divisor(cell: Cell) -> Expr:
    return sql.case((sql.equal(value_of(cell), sql.ZERO), sql.text("#DIV/0!")))


def named(draft: Draft, expression: Expr) -> Expr:
    """Returns a short name for an expression."""
    return draft.let(text_cell(expression)).text or expression
