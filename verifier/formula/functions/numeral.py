"""Numbers written in other ways: other bases, Roman numerals, other units."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.errors import FormulaError
from verifier.formula.coerce import as_text
from verifier.formula.dialect import sql
from verifier.formula.dialect.real import Real, each, folded, of, real, sum_of, where
from verifier.formula.function import cell_function
from verifier.formula.numeric import Numbers, cut, numbers_of
from verifier.formula.units import every_unit, unit_named
from verifier.formula.values import Cell, constant_cell, error_cell, text_cell

if TYPE_CHECKING:
    from fractions import Fraction

    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft

Cells = tuple[Cell | None, ...]
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WHOLE_END = 2.0**53
_LEAST_BASE, _MOST_BASE = 2, 36
_LONGEST = 255
_MOST_ROMAN = 3999
_LETTERS = "MDCLXVI"
_VALUES = (1000, 500, 100, 50, 10, 5, 1)
_MOST_CONCISE = 4


@cell_function("BASE", least=2, most=3)
def in_base(draft: Draft, cells: Cells) -> Cell:
    """Returns a whole number as a text in a base from 2 to 36.

    Source: Excel, BASE.

    Example:
        =BASE(255,16) is "FF"
    """
    given = numbers_of(draft, cells, 2, 0)
    x, base, size = given.values
    given = given.failing(
        x < 0,
        x >= _WHOLE_END,
        cut(base) < _LEAST_BASE,
        cut(base) > _MOST_BASE,
        size < 0,
        size > _LONGEST,
    )
    x, base, size = (sql.cast(cut(one).term, "BIGINT") for one in given.values)
    bare = draft.named(sql.call("to_base", x, sql.cast(base, "INTEGER")))
    wide = sql.call("greatest", size, sql.call("length", bare))
    made = sql.call("lpad", bare, sql.cast(wide, "INTEGER"), sql.text("0"))
    return text_cell(made).failing(given.error)


@cell_function("DECIMAL", least=2)
def from_base(draft: Draft, cells: Cells) -> Cell:
    """Returns the number that a text writes in a base from 2 to 36.

    Source: Excel, DECIMAL; `#NUM!` for a sign that the base does not have.

    Example:
        =DECIMAL("zap",36) is 45745
    """
    written = as_text(draft, cells[0])
    given = numbers_of(draft, cells[1:], 1)
    given = Numbers(draft, given.values, sql.coalesce(written.error, given.error))
    base = given.values[0]
    given = given.failing(cut(base) < _LEAST_BASE, cut(base) > _MOST_BASE)
    base = given.named(cut(given.values[0]))
    text = draft.named(sql.call("upper", sql.call("trim", written.text or sql.NULL)))
    signs = sql.call("string_split", text, sql.text(""))
    places = draft.named(each(signs, "sign", _digit))
    low, high = (Real(sql.call(name, places)) for name in ("list_min", "list_max"))
    is_empty = sql.equal(text, sql.text(""))
    long = Real(sql.call("length", text)) > _LONGEST
    wrong = sql.both(sql.negation(is_empty), sql.either(low < 0, high >= base))
    given = given.failing(wrong or sql.FALSE, long)
    value = folded(places, real(0), lambda so_far, digit: so_far * base + digit)
    return given.gives(where(is_empty, 0, value))


@cell_function("ROMAN", least=1, most=2)
def roman(draft: Draft, cells: Cells) -> Cell:
    """Returns a number up to 3999 in Roman numerals, more concise by its form.

    Source: ECMA-376 part 1, 18.17.7.283.

    Raises:
        FormulaError: for a concise form of a number that is calculated.

    Example:
        =ROMAN(499,1) is "LDVLIV"
    """
    form = _form(cells[1]) if len(cells) > 1 else 0
    given = numbers_of(draft, cells[:1], 1)
    if form is None:
        return error_cell("#VALUE!").failing(given.error)
    first = cells[0] if cells else None
    constant = first.constant if first else Decimal(0)
    if isinstance(constant, Decimal) and 0 <= constant <= _MOST_ROMAN:
        return constant_cell(_roman(int(constant), form))
    if form:
        raise FormulaError(
            "ROMAN in a concise form of a calculated number",
            "form 0, or the number itself",
            reason="unsupported-function",
        )
    (x,) = given.values
    given = given.failing(x < 0, cut(x) > _MOST_ROMAN, code="#VALUE!")
    number = given.named(cut(given.values[0]))
    parts: list[Expr] = []
    for size in (1000, 100, 10, 1):
        digit = of("floor", number / size) - 10 * of("floor", number / (size * 10))
        words = [sql.text(_roman(size * place, 0)) for place in range(10)]
        if size == 1000:  # noqa: PLR2004 - there is no numeral for 4000
            words = words[:4]
        place = sql.add(sql.cast(digit.term, "BIGINT"), sql.ONE)
        parts.append(sql.item(sql.elements(words), place))
    return text_cell(sql.call("concat", *parts)).failing(given.error)


@cell_function("ARABIC", least=1)
def arabic(draft: Draft, cells: Cells) -> Cell:
    """Returns the number of a Roman numeral; `#VALUE!` for other signs.

    Source: Excel, ARABIC.

    Example:
        =ARABIC("MCMXCIX") is 1999
    """
    written = as_text(draft, cells[0])
    text = draft.named(sql.call("upper", sql.call("trim", written.text or sql.NULL)))
    bare = draft.named(sql.call("ltrim", text, sql.text("-")))
    given = Numbers(draft, (), written.error)
    fine = sql.call("regexp_full_match", text, sql.text("-?[MDCLXVI]+|"))
    long = Real(sql.call("length", text)) > _LONGEST
    given = given.failing(sql.negation(fine), long, code="#VALUE!")
    signs = sql.call("string_split", bare, sql.text(""))
    values = draft.named(each(signs, "sign", _value_of_letter))
    count = sql.add(sql.call("len", values), sql.ONE)

    def counted(place: Real) -> Real:
        own = Real(sql.item(values, place.term))
        after = sql.item(values, sql.add(place.term, sql.ONE))
        return where(own < Real(sql.first_of(after, real(0).term)), -own, own)

    size = sum_of(each(sql.call("range", sql.ONE, count), "nth", counted))
    is_negative = sql.call("starts_with", text, sql.text("-"))
    return given.gives(where(is_negative, -size, size))


@cell_function("CONVERT", least=3)
def converted(draft: Draft, cells: Cells) -> Cell:
    """Returns a measure in another unit; `#N/A` for units that do not fit.

    Source: ECMA-376 part 1, 18.17.7.49.

    Example:
        =CONVERT(1,"cal","J") is 4.1868
    """
    given = numbers_of(draft, cells[:1], 1)
    names = [cell.constant if cell else "" for cell in cells[1:]]
    if any(name is None for name in names):
        return _between_units_in_cells(draft, given, cells[1:])
    first, second = (unit_named(str(name)) for name in names)
    if first is None or second is None or first.kind != second.kind:
        return error_cell("#N/A").failing(given.error)
    (x,) = given.values
    factor = first.size / second.size
    shift = first.shift * factor - second.shift
    made = _scaled(x, factor)
    return given.gives(made + float(shift) if shift else made)


def _between_units_in_cells(draft: Draft, given: Numbers, cells: Cells) -> Cell:
    """Returns a measure in another unit, of units that only running finds."""
    units = every_unit()
    kinds = tuple(dict.fromkeys(unit.kind for unit in units.values()))
    names = sql.elements(sql.text(name) for name in units)
    columns = (
        [real(kinds.index(unit.kind)).term for unit in units.values()],
        [real(float(unit.size)).term for unit in units.values()],
        [real(float(unit.shift)).term for unit in units.values()],
    )
    found: list[list[Real]] = []
    for cell in cells:
        written = as_text(draft, cell)
        place = draft.named(sql.call("list_position", names, written.text or sql.NULL))
        parts = [sql.item(sql.elements(column), place) for column in columns]
        found.append([Real(draft.named(part)) for part in parts])
        given = replace(given, error=sql.coalesce(given.error, written.error))
    (kind, size, shift), (into, other, lowered) = found
    differ = sql.first_of(sql.unequal(kind.term, into.term), sql.TRUE)
    given = given.failing(differ, code="#N/A")
    (x,) = given.values
    factor = size / other
    return given.gives(x * factor + (shift * factor - lowered))


def _scaled(value: Real, factor: Fraction) -> Real:
    """Returns a number times a factor; divided where that is the exact way."""
    if factor.numerator == 1:
        return value / float(factor.denominator)
    return value * float(factor)


def _digit(sign: Real) -> Real:
    place = sql.call("strpos", sql.text(_DIGITS), sign.term)
    return Real(sql.double(sql.subtract(place, sql.ONE)))


def _value_of_letter(sign: Real) -> Real:
    pairs = [
        (sql.equal(sign.term, sql.text(letter)), real(value).term)
        for letter, value in zip(_LETTERS, _VALUES, strict=True)
    ]
    return Real(sql.case(*pairs, default=real(0).term))


def _form(cell: Cell | None) -> int | None:
    """Returns how concise a Roman numeral is to be, None for no such form.

    Raises:
        FormulaError: for a form that is calculated.
    """
    if cell is None:
        return 0
    constant = cell.constant
    if isinstance(constant, bool):
        return 0 if constant else _MOST_CONCISE
    if constant is None:
        raise FormulaError(
            "ROMAN in a form that is calculated",
            "the form itself, 0 to 4",
            reason="unsupported-function",
        )
    if isinstance(constant, Decimal) and 0 <= constant < _MOST_CONCISE + 1:
        return int(constant)
    return None


def _roman(number: int, form: int) -> str:
    """Returns a Roman numeral; the form says how far a sign may stand before another.

    Example:
        >>> [_roman(499, form) for form in range(5)]
        ['CDXCIX', 'LDVLIV', 'XDIX', 'VDIV', 'ID']
    """
    written = ""
    for start in range(0, len(_LETTERS), 2):
        place, digit = start, number // _VALUES[start]
        if digit % 5 != 4:  # noqa: PLR2004 - a 4 or 9 stands before the next sign
            written += _LETTERS[start - 1] if digit > 4 else ""  # noqa: PLR2004 - from 5 on
            written += _LETTERS[start] * (digit % 5)
            number %= _VALUES[start]
            continue
        after = start - 1 if digit == 4 else start - 2  # noqa: PLR2004 - 4, not 9
        for _ in range(form):
            is_last = place + 1 >= len(_LETTERS)
            if is_last or _VALUES[after] - _VALUES[place + 1] > number:
                break
            place += 1
        written += _LETTERS[place] + _LETTERS[after]
        number += _VALUES[place] - _VALUES[after]
    return written
