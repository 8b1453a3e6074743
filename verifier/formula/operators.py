"""The operators of formulas on cells."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.formula.coerce import (
    as_number,
    as_text,
    double_of,
    on_texts,
    value_of,
)
from verifier.formula.dialect import sql
from verifier.formula.values import (
    JUST_TEXT,
    NUMERIC,
    Cell,
    constant_cell,
    error_cell,
    number_cell,
    text_cell,
    truth_cell,
)
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft

SCALE_LIMIT = 18
_NEARLY = sql.number(Decimal("1e-15"))
_NEAR = sql.number(Decimal("1e-14"))
_COMPARING: dict[str, type[exp.Binary]] = {
    "=": exp.EQ,
    "<>": exp.NEQ,
    "<": exp.LT,
    "<=": exp.LTE,
    ">": exp.GT,
    ">=": exp.GTE,
}
_NUMERIC_OR_BLANK = NUMERIC | {CellKind.BLANK}
_TEXT_OR_BLANK = JUST_TEXT | {CellKind.BLANK}


def operate(draft: Draft, operator: str, left: Cell, right: Cell) -> Cell:
    """Returns the value of an operator between two cells."""
    if operator in _COMPARING:
        return compare(draft, operator, left, right)
    if operator == "&":
        return _join(draft, left, right)
    one, two = as_number(draft, left), as_number(draft, right)
    match operator:
        case "/":
            return divide(draft, one, two)
        case "^":
            return power(draft, one, two)
        case _:
            return calculate(operator, one, two)


def calculate(operator: str, left: Cell, right: Cell) -> Cell:
    """Returns the sum, difference or product of two numbers; exact where both are."""
    error = sql.coalesce(left.error, right.error)
    if isinstance(left.constant, Decimal) and isinstance(right.constant, Decimal):
        return _folded(operator, left.constant, right.constant)
    build = {"+": sql.add, "-": sql.subtract, "*": sql.multiply}[operator]
    scale = _scale(operator, left, right)
    if scale is None:
        number = build(double_of(left), double_of(right))
    else:
        number = build(value_of(left), value_of(right))
    return replace(number_cell(number, scale), error=error)


def divide(draft: Draft, left: Cell, right: Cell) -> Cell:
    """Returns a quotient; `#DIV/0!` where the divisor is 0."""
    error = sql.coalesce(left.error, right.error)
    if isinstance(right.constant, Decimal):
        return _divided_by_constant(left, right, right.constant)
    divisor = draft.let(right)
    by_zero = sql.equal(value_of(divisor), sql.ZERO)
    safe = sql.call("nullif", value_of(divisor), sql.ZERO)
    made = number_cell(sql.divide(value_of(left), safe))
    return made.failing(error, sql.case((by_zero, sql.text("#DIV/0!"))))


def _divided_by_constant(left: Cell, right: Cell, divisor: Decimal) -> Cell:
    if not divisor:
        return error_cell("#DIV/0!").failing(left.error)
    made = number_cell(sql.divide(value_of(left), value_of(right)))
    if isinstance(left.constant, Decimal):
        return replace(made, constant=left.constant / divisor)
    return replace(made, error=left.error)


def power(draft: Draft, left: Cell, right: Cell) -> Cell:
    """Returns a power; `#NUM!` where it is no number or too large.

    Source: 0^0 is `#NUM!`, 0^-1 is `#DIV/0!`, as Excel has it.
    """
    one, two = draft.let(left), draft.let(right)
    base, exponent = double_of(one), double_of(two)
    fraction = sql.unequal(exponent, sql.call("trunc", exponent))
    is_zero = sql.equal(base, sql.ZERO)
    size = sql.call("ln", sql.call("nullif", sql.call("abs", base), sql.ZERO))
    errors = (
        (
            sql.both(is_zero, sql.equal(exponent, sql.ZERO)) or is_zero,
            sql.text("#NUM!"),
        ),
        (
            sql.both(is_zero, sql.less(exponent, sql.ZERO)) or is_zero,
            sql.text("#DIV/0!"),
        ),
        (sql.both(sql.less(base, sql.ZERO), fraction) or fraction, sql.text("#NUM!")),
        (
            sql.less(sql.number(709), sql.multiply(exponent, size)),
            sql.text("#NUM!"),
        ),
    )
    error = draft.let(text_cell(sql.case(*errors))).text
    if isinstance(two.constant, Decimal) and two.constant in {2, 3}:
        error = None
    number = sql.call("power", base, exponent)
    if error is not None:
        number = sql.case((sql.is_null(error), number))
    return number_cell(number).failing(one.error, two.error, error)


def signed(draft: Draft, sign: str, cell: Cell) -> Cell:
    """Returns +cell, which changes nothing, or -cell."""
    if sign == "+":
        return cell
    number = as_number(draft, cell)
    if isinstance(number.constant, Decimal):
        return constant_cell(-number.constant)
    return replace(number, number=sql.negate(value_of(number)))


def percent(draft: Draft, cell: Cell) -> Cell:
    """Returns a hundredth."""
    number = as_number(draft, cell)
    if isinstance(number.constant, Decimal):
        return constant_cell(number.constant / 100)
    if number.scale is None:
        return _divided_by_constant(number, constant_cell(100), Decimal(100))
    return calculate("*", number, constant_cell(Decimal("0.01")))


def snapped(draft: Draft, cell: Cell, left: Cell, right: Cell) -> Cell:
    """Returns a difference or sum that is 0 where its terms nearly cancel.

    Source: spreadsheets set the result of a formula's last addition to 0 where it is
        below the 15th digit of its terms.
    """
    if cell.scale is not None or cell.number is None:
        return cell
    one, two = as_number(draft, left), as_number(draft, right)
    largest = sql.call(
        "greatest",
        sql.call("abs", double_of(one)),
        sql.call("abs", double_of(two)),
    )
    named = draft.let(cell)
    number = value_of(named)
    tiny = sql.at_most(sql.call("abs", number), sql.multiply(largest, _NEARLY))
    return replace(named, number=sql.case((tiny, sql.ZERO), default=number))


def compare(
    draft: Draft, operator: str, left: Cell, right: Cell, *, in_full: bool = False
) -> Cell:
    """Returns whether a comparison holds.

    Args:
        draft: the statement.
        operator: `=`, `<>`, `<`, `<=`, `>` or `>=`.
        left: of the operator.
        right: of the operator.
        in_full: whether numbers compare on all of their digits, as lookups do.

    Source: numbers are less than texts, texts less than booleans; texts compare
        without case, numbers on 15 digits; a blank equals 0, "" and FALSE.
    """
    error = sql.coalesce(left.error, right.error)
    build = _COMPARING[operator]
    if left.kinds <= _NUMERIC_OR_BLANK and right.kinds <= _NUMERIC_OR_BLANK:
        condition = _numbers(draft, build, left, right, in_full=in_full)
    elif left.kinds <= _TEXT_OR_BLANK and right.kinds <= _TEXT_OR_BLANK:
        condition = sql.binary(build, _lower(left), _lower(right))
    elif build in {exp.EQ, exp.NEQ} and right.kinds <= JUST_TEXT and right.constant:
        condition = _equals_text(build, left, right)
    else:
        condition = _by_rank(draft, build, left, right)
    return replace(truth_cell(condition), error=error)


def _equals_text(build: type[exp.Binary], left: Cell, right: Cell) -> Expr:
    if left.text is None:
        return sql.FALSE if build is exp.EQ else sql.TRUE
    same = sql.equal(sql.call("lower", left.text), _lower(right))
    equals = sql.both(left.is_kind(CellKind.TEXT), same) or same
    holds = sql.first_of(equals, sql.FALSE)
    return holds if build is exp.EQ else sql.negation(holds)


def _numbers(
    draft: Draft, build: type[exp.Binary], left: Cell, right: Cell, *, in_full: bool
) -> Expr:
    one, two = as_number(draft, left), as_number(draft, right)
    exact = one.scale is not None and two.scale is not None
    if exact or in_full:
        return sql.binary(build, value_of(one), value_of(two))
    one, two = draft.let(one), draft.let(two)
    a, b = double_of(one), double_of(two)
    same = _are_alike(a, b)
    match build:
        case exp.EQ:
            return same
        case exp.NEQ:
            return sql.negation(same)
        case exp.LTE | exp.GTE:
            return sql.either(sql.binary(build, a, b), same) or same
        case _:
            apart = sql.negation(same)
            return sql.both(sql.binary(build, a, b), apart) or apart


def _are_alike(one: Expr, other: Expr) -> Expr:
    """Returns whether numbers agree on 15 digits; these are written for near ones."""
    apart = sql.call("abs", sql.subtract(one, other))
    near = sql.at_most(apart, sql.multiply(sql.call("abs", one), _NEAR))
    return sql.case(
        (near, sql.equal(_fifteen(one), _fifteen(other))), default=sql.FALSE
    )


def _fifteen(number: Expr) -> Expr:
    return sql.call("printf", sql.text("%.14e"), sql.double(number))


def _by_rank(draft: Draft, build: type[exp.Binary], left: Cell, right: Cell) -> Expr:
    one, two = draft.let(left), draft.let(right)
    first, second = _rank(one), _rank(two)
    blank = sql.ZERO
    rank_one = sql.case((sql.equal(first, blank), second), default=first)
    rank_two = sql.case((sql.equal(second, blank), first), default=second)
    same_rank = sql.equal(rank_one, rank_two)
    texts = sql.binary(build, _lower(one), _lower(two))
    numbers = sql.binary(build, _plain_number(one), _plain_number(two))
    either_text = sql.equal(
        sql.call("greatest", rank_one, rank_two), sql.number(int(CellKind.TEXT))
    )
    return sql.case(
        (sql.negation(same_rank), sql.binary(build, rank_one, rank_two)),
        (either_text, texts),
        default=numbers,
    )


def _rank(cell: Cell) -> Expr:
    """Returns 0 for a blank, 1 for a number, 2 for a text, 3 for a boolean."""
    date = int(CellKind.DATE)
    if len(cell.kinds) == 1:
        (kind,) = cell.kinds
        return sql.number(1 if kind is CellKind.DATE else int(kind))
    kind = cell.kind or sql.ZERO
    if not cell.may_be(CellKind.DATE):
        return kind
    return sql.case((sql.equal(kind, sql.number(date)), sql.ONE), default=kind)


def _plain_number(cell: Cell) -> Expr:
    parts: list[Expr] = []
    if cell.number is not None:
        parts.append(cell.number if cell.scale is None else sql.double(cell.number))
    if cell.coerced is not None:
        parts.append(cell.coerced)
    return sql.first_of(*parts, sql.ZERO)


def _lower(cell: Cell) -> Expr:
    if isinstance(cell.constant, str):
        return sql.text(cell.constant.lower())
    if cell.text is None:
        return sql.text("")
    lower = sql.call("lower", cell.text)
    if cell.kinds <= JUST_TEXT:
        return lower
    return sql.first_of(lower, sql.text(""))


def _join(draft: Draft, left: Cell, right: Cell) -> Cell:
    one, two = as_text(draft, left), as_text(draft, right)
    if isinstance(one.constant, str) and isinstance(two.constant, str):
        return constant_cell(one.constant + two.constant)
    (first, second), error = on_texts(draft, (left, right))
    joined = exp.DPipe(this=sql.wrap(first), expression=sql.wrap(second))
    prefix = (one.constant, right) if isinstance(one.constant, str) else None
    return replace(text_cell(joined), error=error, joined=prefix)


def _scale(operator: str, left: Cell, right: Cell) -> int | None:
    if left.scale is None or right.scale is None:
        return None
    if operator != "*":
        return max(left.scale, right.scale)
    scale = left.scale + right.scale
    return scale if scale <= SCALE_LIMIT else None


def _folded(operator: str, left: Decimal, right: Decimal) -> Cell:
    match operator:
        case "+":
            value = left + right
        case "-":
            value = left - right
        case _:
            value = left * right
    return constant_cell(value)
