"""Whole numbers: divisors, choices and bits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.formula.coerce import as_number, value_of
from verifier.formula.dialect import sql
from verifier.formula.dialect.real import (
    Real,
    count_to,
    each,
    folded,
    of,
    product_of,
    real,
    sum_of,
    where,
)
from verifier.formula.function import ANY, cell_function, function
from verifier.formula.listing import listed
from verifier.formula.numeric import Numbers, cut, numbers_of, within, without_truths
from verifier.formula.values import Array, Cell, Value
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft

Cells = tuple["Cell | None", ...]
_MOST_FACTORIAL = 170
_LONGEST = 10_000  # factors of a product
_WHOLE_END = 2.0**53
_BIT_END = 2.0**48
_MOST_SHIFT = 53


@function("GCD", least=1, most=ANY)
def common_divisor(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the greatest number that divides all.

    Source: ECMA-376 part 1, 18.17.7.139.

    Example:
        =GCD(120,84,36) is 12
    """
    given, values = _whole_numbers(draft, arguments)
    return given.gives(folded(values, real(0), _divisor))


@function("LCM", least=1, most=ANY)
def common_multiple(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the least number that all divide.

    Source: ECMA-376 part 1, 18.17.7.195.

    Example:
        =LCM(12,18,30) is 180
    """
    given, values = _whole_numbers(draft, arguments)

    def multiple(so_far: Real, value: Real) -> Real:
        common = _divisor(so_far, value).or_null(0)
        return Real(sql.first_of((so_far / common * value).term, real(0).term))

    made = given.named(folded(values, real(1), multiple))
    return given.failing(made >= _WHOLE_END).gives(made)


@function("MULTINOMIAL", least=1, most=ANY)
def multinomial(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns in how many ways things fall into groups of these sizes.

    Source: ECMA-376 part 1, 18.17.7.221.

    Example:
        =MULTINOMIAL(2,3,4) is 1260
    """
    given, sizes = _whole_numbers(draft, arguments)
    every = within(given, sum_of(sizes), _MOST_FACTORIAL)
    below = each(sizes, "size", factorial)
    return given.gives(nearest(factorial(every) / product_of(below)))


@cell_function("FACT", least=1)
def factorial_of(draft: Draft, cells: Cells) -> Cell:
    """Returns the product of the whole numbers up to a number.

    Source: ECMA-376 part 1, 18.17.7.114.

    Example:
        =FACT(10.9) is 3628800
    """
    given = numbers_of(draft, cells, 1)
    (x,) = given.values
    given = given.failing(x < 0, cut(x) > _MOST_FACTORIAL)
    return given.gives(factorial(cut(given.values[0])))


@cell_function("FACTDOUBLE", least=1)
def double_factorial(draft: Draft, cells: Cells) -> Cell:
    """Returns the product of every second whole number down from a number.

    Source: ECMA-376 part 1, 18.17.7.115.

    Example:
        =FACTDOUBLE(15.7) is 2027025
    """
    given = numbers_of(draft, cells, 1)
    (x,) = given.values
    given = given.failing(x < -1, cut(x) > 300)  # noqa: PLR2004 - the largest in reach
    n = given.named(cut(given.values[0]))
    pairs = count_to(of("floor", (n - 1) / 2), 0)
    parts = each(pairs, "pair", lambda pair: n - 2 * pair)
    return given.gives(where(n >= 1, product_of(parts), where(n > -2, 1)))  # noqa: PLR2004 - the definition's


@cell_function("COMBIN", least=2)
def combinations(draft: Draft, cells: Cells) -> Cell:
    """Returns in how many ways some of a number of things are chosen.

    Source: ECMA-376 part 1, 18.17.7.40.

    Example:
        =COMBIN(10.9,3.9) is 120
    """
    given = _counts(numbers_of(draft, cells, 2))
    n, k = given.values
    given = given.failing(n < 0, k < 0, n < k)
    return given.gives(_chosen(given, *given.values))


@cell_function("COMBINA", least=2)
def combinations_again(draft: Draft, cells: Cells) -> Cell:
    """Returns in how many ways some things are chosen, each as often as one likes.

    Source: Excel, COMBINA.

    Example:
        =COMBINA(3.9,2.9) is 6
    """
    given = _counts(numbers_of(draft, cells, 2))
    n, k = given.values
    given = given.failing(n < 0, k < 0, sql.both(n.equals(0), k > 0) or sql.FALSE)
    n, k = given.values
    return given.gives(where(k.equals(0), 1, _chosen(given, n + k - 1, k)))


@cell_function("PERMUT", least=2)
def permutations(draft: Draft, cells: Cells) -> Cell:
    """Returns in how many orders some of a number of things are chosen.

    Source: ECMA-376 part 1, 18.17.7.250.

    Example:
        =PERMUT(10.9,3.9) is 720
    """
    given = _counts(numbers_of(draft, cells, 2))
    n, k = given.values
    given = given.failing(n <= 0, k < 0, n < k)
    n, k = given.values
    many = within(given, k, _LONGEST)
    parts = each(count_to(many - 1, 0), "less", lambda less: n - less)
    return given.gives(product_of(parts))


@cell_function("PERMUTATIONA", least=2)
def permutations_again(draft: Draft, cells: Cells) -> Cell:
    """Returns in how many orders some things are chosen, each as often as one likes.

    Source: Excel, PERMUTATIONA.

    Example:
        =PERMUTATIONA(3.9,2.9) is 9
    """
    given = _counts(numbers_of(draft, cells, 2))
    n, k = given.values
    given = given.failing(n < 0, k < 0)
    n, k = given.values
    return given.gives(n**k)


@cell_function("SQRTPI", least=1)
def root_of_circles(draft: Draft, cells: Cells) -> Cell:
    """Returns the square root of a number times pi.

    Source: ECMA-376 part 1, 18.17.7.308.

    Example:
        =SQRTPI(0.25) is 0.886226925452758
    """
    given = numbers_of(draft, cells, 1)
    given = given.failing(given.values[0] < 0)
    return given.gives(of("sqrt", given.values[0] * of("pi")))


@cell_function("DELTA", least=1, most=2)
def is_same(draft: Draft, cells: Cells) -> Cell:
    """Returns 1 where two numbers are equal, 0 where they are not.

    Source: ECMA-376 part 1, 18.17.7.82.

    Example:
        =DELTA(0.5,0.5) is 1
    """
    given = without_truths(numbers_of(draft, cells, 1, 0), cells)
    one, two = given.values
    return given.gives(where(one.equals(two), 1, 0))


@cell_function("GESTEP", least=1, most=2)
def is_beyond(draft: Draft, cells: Cells) -> Cell:
    """Returns 1 where a number is not below a step, 0 where it is.

    Source: ECMA-376 part 1, 18.17.7.141.

    Example:
        =GESTEP(5,4) is 1
    """
    given = without_truths(numbers_of(draft, cells, 1, 0), cells)
    one, step = given.values
    return given.gives(where(one >= step, 1, 0))


@cell_function("BITAND", least=2)
def bits_in_both(draft: Draft, cells: Cells) -> Cell:
    """Returns the bits that are set in both numbers.

    Source: Excel, BITAND.

    Example:
        =BITAND(1023,341) is 341
    """
    given = _bits(numbers_of(draft, cells, 2), 2)
    return given.gives(_joined(given, "&"))


@cell_function("BITOR", least=2)
def bits_in_either(draft: Draft, cells: Cells) -> Cell:
    """Returns the bits that are set in one of two numbers.

    Source: Excel, BITOR.

    Example:
        =BITOR(1023,341) is 1023
    """
    given = _bits(numbers_of(draft, cells, 2), 2)
    return given.gives(_joined(given, "|"))


@cell_function("BITXOR", least=2)
def bits_in_one(draft: Draft, cells: Cells) -> Cell:
    """Returns the bits that are set in just one of two numbers.

    Source: Excel, BITXOR.

    Example:
        =BITXOR(1023,341) is 682
    """
    given = _bits(numbers_of(draft, cells, 2), 2)
    return given.gives(_joined(given, "xor"))


@cell_function("BITLSHIFT", least=2)
def bits_left(draft: Draft, cells: Cells) -> Cell:
    """Returns a number with its bits moved to the left.

    Source: Excel, BITLSHIFT.

    Example:
        =BITLSHIFT(255,8) is 65280
    """
    given = _bits(numbers_of(draft, cells, 2), 1)
    given = given.failing(of("abs", given.values[1]) > _MOST_SHIFT)
    number, places = given.values
    made = given.named(of("floor", number * of("power", 2, cut(places))))
    return given.failing(made >= _BIT_END).gives(made)


@cell_function("BITRSHIFT", least=2)
def bits_right(draft: Draft, cells: Cells) -> Cell:
    """Returns a number with its bits moved to the right.

    Source: Excel, BITRSHIFT.

    Example:
        =BITRSHIFT(700,3) is 87
    """
    given = _bits(numbers_of(draft, cells, 2), 1)
    given = given.failing(of("abs", given.values[1]) > _MOST_SHIFT)
    number, places = given.values
    made = given.named(of("floor", number * of("power", 2, -cut(places))))
    return given.failing(made >= _BIT_END).gives(made)


def factorial(value: Real) -> Real:
    """Returns the product of the whole numbers up to one."""
    return product_of(each(count_to(value), "factor", lambda factor: factor * 1.0))


def nearest(value: Real) -> Real:
    """Returns the nearest whole number."""
    return of("floor", value + 0.5)


def _divisor(first: Real, second: Real) -> Real:
    """Returns the greatest number that divides two whole numbers."""
    numbers = (sql.cast(one.term, "BIGINT") for one in (first, second))
    return Real(sql.double(sql.call("gcd", *numbers)))


def _whole_numbers(draft: Draft, arguments: tuple[Value, ...]) -> tuple[Numbers, Expr]:
    values, error = listed(draft, [_read(draft, one) for one in arguments])
    whole = draft.named(each(values, "one", cut))
    low, high = (Real(sql.call(name, whole)) for name in ("list_min", "list_max"))
    given = Numbers(draft, (low,), error).failing(low < 0, high >= _WHOLE_END)
    (fine,) = given.values
    kept = where(sql.is_present(fine.term), Real(whole), Real(sql.elements([])))
    return given, draft.named(kept.term)


def _read(draft: Draft, value: Value) -> Value:
    """Returns cells in which texts are read as numbers; a boolean is `#VALUE!`."""

    def taken(cell: Cell) -> Cell:
        if not cell.may_be(CellKind.TEXT, CellKind.BOOLEAN):
            return cell
        number = as_number(draft, cell)
        truth = cell.is_kind(CellKind.BOOLEAN) or sql.TRUE
        wrong = None
        if cell.may_be(CellKind.BOOLEAN):
            wrong = sql.case((truth, sql.text("#VALUE!")))
        blank = cell.is_kind(CellKind.BLANK) or sql.FALSE
        kept = number.number
        if cell.may_be(CellKind.BLANK):
            kept = sql.case((sql.negation(blank), value_of(number)))
        return replace(number, number=kept).failing(wrong)

    if isinstance(value, Array):
        return replace(value, grid=tuple(tuple(map(taken, r)) for r in value.grid))
    if isinstance(value, Cell) and value.may_be(CellKind.BOOLEAN):
        return taken(value)
    return value


def _counts(given: Numbers) -> Numbers:
    return replace(given, values=tuple(given.named(cut(one)) for one in given.values))


def _chosen(given: Numbers, n: Real, k: Real) -> Real:
    """Returns n*(n-1)*…/(1*2*…), each division exact while numbers are small."""
    fewer = within(given, of("least", k, n - k), _LONGEST)
    start = given.named(n - fewer)
    steps = each(count_to(fewer), "factor", lambda factor: factor * 1.0)

    def more(so_far: Real, step: Real) -> Real:
        return so_far * (start + step) / step

    return _settled(folded(steps, real(1), more))


def _settled(value: Real) -> Real:
    """Returns a whole number without what divisions left behind it."""
    return where(value < _WHOLE_END, nearest(value), value)


def _bits(given: Numbers, many: int) -> Numbers:
    bad = [
        sql.either(one < 0, one >= _BIT_END, one.differs(of("trunc", one))) or sql.FALSE
        for one in given.values[:many]
    ]
    return given.failing(*bad)


def _joined(given: Numbers, sign: str) -> Real:
    first, second = (sql.cast(one.term, "BIGINT") for one in given.values)
    kinds = {"&": exp.BitwiseAnd, "|": exp.BitwiseOr}
    if sign in kinds:
        return Real(sql.double(sql.binary(kinds[sign], first, second)))
    return Real(sql.double(sql.call(sign, first, second)))
