"""Rounding: to digits, to integers, to multiples."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.formula.coerce import double_of, on_numbers, value_of
from verifier.formula.dialect import sql
from verifier.formula.dialect.real import Real, of, where
from verifier.formula.function import cell_function
from verifier.formula.numeric import beyond, fifteen
from verifier.formula.values import Cell, constant_cell, number_cell

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft

Cells = tuple[Cell | None, ...]


@cell_function("INT", least=1)
def floor(draft: Draft, cells: Cells) -> Cell:
    """Returns the largest integer that is not above the number.

    Source: ECMA-376 part 1, 18.17.7.171.

    Example:
        =INT("7.9") is 7
    """
    (one,), error = on_numbers(draft, cells)
    made = sql.call("floor", _decimal_value(draft, one))
    return number_cell(made, _after_rounding(one)).failing(error)


@cell_function("ROUND", least=2)
def rounded(draft: Draft, cells: Cells) -> Cell:
    """Returns the number rounded half away from zero, as its decimal form reads.

    Source: ECMA-376 part 1, 18.17.7.285; ROUND(1.005,2) is 1.01.

    Example:
        =ROUND(2.675,2) is 2.68
    """
    return _to_digits(draft, cells, "round")


@cell_function("ROUNDDOWN", least=2)
def rounded_down(draft: Draft, cells: Cells) -> Cell:
    """Returns the number cut towards zero at a digit.

    Source: ECMA-376 part 1, 18.17.7.286.

    Example:
        =ROUNDDOWN(-0.55,1) is -0.5
    """
    return _to_digits(draft, cells, "trunc")


@cell_function("ROUNDUP", least=2)
def rounded_up(draft: Draft, cells: Cells) -> Cell:
    """Returns the number rounded away from zero at a digit.

    Source: ECMA-376 part 1, 18.17.7.287.

    Example:
        =ROUNDUP(2.3/0.1,0) is 23
    """
    return _to_digits(draft, cells, "up")


@cell_function("TRUNC", least=1, most=2)
def truncated(draft: Draft, cells: Cells) -> Cell:
    """Returns the number cut towards zero, at the decimal sign if no digit is given.

    Source: ECMA-376 part 1, 18.17.7.347.

    Example:
        =TRUNC(1234.567,-2) is 1200
    """
    digits = cells if len(cells) > 1 else (*cells, constant_cell(0))
    return _to_digits(draft, digits, "trunc")


@cell_function("MROUND", least=2)
def rounded_to_multiple(draft: Draft, cells: Cells) -> Cell:
    """Returns the nearest multiple; `#NUM!` where the signs differ.

    In the middle of two multiples that are no whole numbers the calculation fails
    where the last digits of floating-point numbers decide the direction.

    Source: ECMA-376 part 1, 18.17.7.219. Microsoft, MROUND: for a decimal multiple the
        direction of midpoints is undefined.

    Example:
        =MROUND(1.3,0.2) is 1.4
    """
    (one, two), error = on_numbers(draft, cells)
    one, two = draft.let(one), draft.let(two)
    opposite = sql.less(sql.multiply(double_of(one), double_of(two)), sql.ZERO)
    wrong = sql.case((opposite, sql.text("#NUM!")))
    made = _to_multiple(draft, one, two, "round")
    ratio = of("abs", Real(double_of(one)) / Real(double_of(two)).or_null(0))
    halves = [of("floor", each + 0.5) for each in (ratio, fifteen(ratio))]
    words = "MROUND in the middle of two multiples, where its direction is undefined"
    number = where(halves[0].differs(halves[1]), beyond(words), Real(value_of(made)))
    return replace(made, number=number.term).failing(error, wrong)


@cell_function("CEILING", least=2)
def ceiling(draft: Draft, cells: Cells) -> Cell:
    """Returns the number rounded up to a multiple; away from zero for both negative.

    Source: ECMA-376 part 1, 18.17.7.32; a positive number with a negative multiple
        gives `#NUM!`.

    Example:
        =CEILING(0.234,0.01) is 0.24
    """
    (one, two), error = on_numbers(draft, cells)
    one, two = draft.let(one), draft.let(two)
    return _to_multiple(draft, one, two, "ceil").failing(error, _wrong_sign(one, two))


@cell_function("FLOOR", least=2)
def floor_to_multiple(draft: Draft, cells: Cells) -> Cell:
    """Returns the number rounded down to a multiple; `#DIV/0!` for a multiple of 0.

    Source: ECMA-376 part 1, 18.17.7.130.

    Example:
        =FLOOR(0.234,0.01) is 0.23
    """
    (one, two), error = on_numbers(draft, cells)
    one, two = draft.let(one), draft.let(two)
    zero = sql.both(
        sql.equal(value_of(two), sql.ZERO), sql.unequal(value_of(one), sql.ZERO)
    )
    wrong = sql.case((zero or sql.FALSE, sql.text("#DIV/0!")))
    made = _to_multiple(draft, one, two, "floor")
    return made.failing(error, _wrong_sign(one, two), wrong)


@cell_function("CEILING.MATH", "CEILING.PRECISE", "ISO.CEILING", least=1, most=3)
def ceiling_math(draft: Draft, cells: Cells) -> Cell:
    """Returns the number rounded up to a multiple, whatever the multiple's sign.

    Source: Excel, CEILING.MATH; with a mode, negative numbers go away from zero.

    Example:
        =CEILING.PRECISE(-4.3,-2) is -4
    """
    return _math_multiple(draft, cells, "ceil", "floor")


@cell_function("FLOOR.MATH", "FLOOR.PRECISE", least=1, most=3)
def floor_math(draft: Draft, cells: Cells) -> Cell:
    """Returns the number rounded down to a multiple, whatever the multiple's sign.

    Source: Excel, FLOOR.MATH; with a mode, negative numbers go towards zero.

    Example:
        =FLOOR.PRECISE(-4.3,-2) is -6
    """
    return _math_multiple(draft, cells, "floor", "ceil")


@cell_function("EVEN", least=1)
def even(draft: Draft, cells: Cells) -> Cell:
    """Returns the next even integer away from zero.

    Source: ECMA-376 part 1, 18.17.7.108.

    Example:
        =EVEN(1.5) is 2
    """
    (one,), error = on_numbers(draft, cells)
    one = draft.let(one)
    half = sql.divide(sql.call("abs", double_of(one)), sql.number(2))
    size = sql.multiply(sql.call("ceil", half), sql.number(2))
    made = sql.multiply(sql.call("sign", double_of(one)), size)
    return number_cell(sql.double(made)).failing(error)


@cell_function("ODD", least=1)
def odd(draft: Draft, cells: Cells) -> Cell:
    """Returns the next odd integer away from zero; 1 for 0.

    Source: ECMA-376 part 1, 18.17.7.229.

    Example:
        =ODD(1.5) is 3
    """
    (one,), error = on_numbers(draft, cells)
    one = draft.let(one)
    above = sql.subtract(sql.call("abs", double_of(one)), sql.ONE)
    half = sql.call("ceil", sql.divide(above, sql.number(2)))
    size = sql.add(sql.multiply(half, sql.number(2)), sql.ONE)
    least = sql.call("greatest", sql.double(size), sql.double(sql.ONE))
    is_negative = sql.less(value_of(one), sql.ZERO)
    made = sql.case((is_negative, sql.negate(least)), default=least)
    return number_cell(made).failing(error)


def _decimal_value(draft: Draft, cell: Cell) -> Expr:
    """Returns the number as its 15 significant digits read, in DECIMAL if it fits."""
    if cell.scale is not None:
        return value_of(cell)
    named = draft.let(cell)
    fifteen = sql.call("printf", sql.text("%.15g"), value_of(named))
    return sql.first_of(sql.double(sql.try_cast(fifteen, "DOUBLE")), value_of(named))


def _after_rounding(cell: Cell) -> int | None:
    return None if cell.scale is None else 0


def _to_digits(draft: Draft, cells: Cells, way: str) -> Cell:
    (one, digits), error = on_numbers(draft, cells)
    constant = digits.constant
    places = int(constant) if isinstance(constant, Decimal) else None
    if one.scale is not None and places is not None and places >= one.scale:
        return replace(one, error=error)
    if one.scale is not None and way == "round" and places is not None and places >= 0:
        made = sql.call("round", value_of(one), sql.number(places))
        return number_cell(made, places).failing(error)
    one, digits = draft.let(one), draft.let(digits)
    made = _cut(draft, one, _power_of_ten(digits, places), way)
    return number_cell(made).failing(error)


def _power_of_ten(digits: Cell, places: int | None) -> Expr:
    if places is not None and 0 <= places <= 22:  # noqa: PLR2004 - exact in DOUBLE
        return sql.number(Decimal(10) ** places)
    cut = sql.call("trunc", double_of(digits))
    return sql.call("power", sql.number(10), cut)


def _cut(draft: Draft, one: Cell, factor: Expr, way: str) -> Expr:
    """Returns the number cut at a digit: scaled on 15 digits, cut, scaled back."""
    scaled = sql.multiply(sql.call("abs", double_of(one)), sql.double(factor))
    fifteen = sql.call("printf", sql.text("%.15g"), scaled)
    value = draft.let(number_cell(sql.cast(fifteen, "DOUBLE"))).number or sql.NULL
    match way:
        case "round":
            whole = sql.call("floor", sql.add(value, sql.number(Decimal("0.5"))))
        case "up":
            whole = sql.call("ceil", value)
        case _:
            whole = sql.call("floor", value)
    back = sql.divide(whole, sql.double(factor))
    return sql.multiply(sql.call("sign", double_of(one)), back)


def _to_multiple(draft: Draft, one: Cell, two: Cell, way: str) -> Cell:
    """Returns a number rounded to a multiple of another; 0 for a multiple of 0."""
    safe = sql.call("nullif", double_of(two), sql.ZERO)
    ratio = sql.call(
        "printf", sql.text("%.15g"), sql.double(sql.divide(double_of(one), safe))
    )
    whole = sql.call(way, sql.cast(ratio, "DOUBLE"))
    made = sql.multiply(whole, sql.double(double_of(two)))
    fifteen = sql.call("printf", sql.text("%.15g"), made)
    del draft
    return number_cell(sql.first_of(sql.cast(fifteen, "DOUBLE"), sql.ZERO))


def _math_multiple(draft: Draft, cells: Cells, way: str, other: str) -> Cell:
    filled = (*cells, None, None)[:3]
    numbers, error = on_numbers(draft, filled)
    one, multiple = draft.let(numbers[0]), numbers[1]
    if filled[1] is None:
        multiple = constant_cell(1)
    size = number_cell(sql.call("abs", double_of(multiple)), multiple.scale)
    size = draft.let(size)
    made = _to_multiple(draft, one, size, way)
    if filled[2] is None:
        return made.failing(error)
    outward = _to_multiple(draft, one, size, other)
    mirrored = sql.both(
        sql.unequal(value_of(numbers[2]), sql.ZERO),
        sql.less(value_of(one), sql.ZERO),
    )
    number = sql.case(
        (mirrored or sql.FALSE, value_of(outward)), default=value_of(made)
    )
    return number_cell(number).failing(error)


def _wrong_sign(one: Cell, two: Cell) -> Expr:
    differ = sql.both(
        sql.less(sql.ZERO, value_of(one)), sql.less(value_of(two), sql.ZERO)
    )
    return sql.case((differ or sql.FALSE, sql.text("#NUM!")))
