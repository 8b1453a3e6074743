"""A section of a number format for dates and times, as SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.formula.dialect import sql
from verifier.formula.format_sections import Section, Token, refuse
from verifier.formula.numerals import epoch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlglot.expressions import Expr

_DAY_SECONDS = 86_400
_MOST_FRACTION = 3
_LONG_NAME = 4
_FALSE_LEAP_DAY = sql.number(60)
_DAYS = ("Saturday", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def date_text(value: Expr, section: Section, written: str) -> Expr:
    """Returns a serial number as a date or time.

    Seconds are rounded to the digits that are shown, so that 23:59:59.9 is midnight.

    Source: ECMA-376 part 1, 18.8.31; 29 February 1900 is a day there.

    Raises:
        FormulaError: for formats that are not recomputed here.
    """
    tokens, digits = _with_fractions(section.tokens, written)
    tokens = _with_minutes(tokens)
    scale = 10**digits
    ticks = sql.call(
        "round", sql.multiply(sql.double(value), sql.number(_DAY_SECONDS * scale))
    )
    whole = sql.cast(ticks, "BIGINT")

    def shown(every: Expr) -> Expr:
        parts = [_part(token, every, scale, tokens, written) for token in tokens]
        return sql.call("concat", *parts)

    return sql.once("ticks", whole, shown)


def _with_fractions(tokens: Sequence[Token], written: str) -> tuple[list[Token], int]:
    """Returns tokens with `.00` behind seconds as one, and how many digits it has."""
    made: list[Token] = []
    digits = 0
    for token in tokens:
        if token.kind == "digit" and made and made[-1].kind in {"point", "fraction"}:
            if token.text != "0":
                refuse(written)
            made[-1] = Token("fraction", made[-1].text + "0")
            digits = max(digits, len(made[-1].text) - 1)
        elif token.kind in {"literal", "date", "elapsed", "half", "point", "comma"}:
            made.append(token)
        else:
            refuse(written)
    if digits > _MOST_FRACTION:
        refuse(written)
    return made, digits


def _with_minutes(tokens: Sequence[Token]) -> list[Token]:
    """Returns tokens in which `m` behind hours or before seconds means minutes."""
    units = [n for n, token in enumerate(tokens) if token.kind in {"date", "elapsed"}]
    made = list(tokens)
    for number, place in enumerate(units):
        token = tokens[place]
        if token.kind != "date" or token.text not in {"m", "mm"}:
            continue
        before = tokens[units[number - 1]].text if number else ""
        later = units[number + 1 : number + 2]
        behind = tokens[later[0]].text if later else ""
        if before.startswith("h") or behind.startswith("s"):
            made[place] = Token("minute", token.text)
    return made


def _part(  # noqa: PLR0911 - one return for each kind
    token: Token, ticks: Expr, scale: int, tokens: Sequence[Token], written: str
) -> Expr:
    match token.kind:
        case "date":
            halves = any(one.kind == "half" for one in tokens)
            return _unit(token.text, ticks, scale, halves=halves, written=written)
        case "minute":
            minutes = _modulo(_over(ticks, scale * 60), 60)
            return _padded(minutes, len(token.text))
        case "elapsed":
            size = {"h": 3600, "m": 60, "s": 1}[token.text[0]]
            return _padded(_over(ticks, scale * size), len(token.text))
        case "half":
            return _half(token, ticks, scale)
        case "fraction":
            digits = len(token.text) - 1
            rest = _modulo(ticks, scale)
            shown = _padded(rest, len(str(scale)) - 1)
            return sql.call(
                "concat", sql.text("."), sql.call("left", shown, sql.number(digits))
            )
        case _:
            return sql.text(token.text)


def _unit(text: str, ticks: Expr, scale: int, *, halves: bool, written: str) -> Expr:
    seconds = _modulo(_over(ticks, scale), 60)
    hours = _modulo(_over(ticks, scale * 3600), 24)
    if halves:
        hours = sql.add(_modulo(sql.add(hours, sql.number(11)), 12), sql.ONE)
    if text[0] in {"s", "h"} and len(text) > 2:  # noqa: PLR2004 - ss and hh
        refuse(written)
    match text[0]:
        case "s":
            return _padded(seconds, len(text))
        case "h":
            return _padded(hours, len(text))
        case _:
            return _day_unit(text, _over(ticks, scale * _DAY_SECONDS))


def _day_unit(  # noqa: PLR0911 - one return for each unit
    text: str, day: Expr
) -> Expr:
    shifted = sql.case(
        (sql.less(day, _FALSE_LEAP_DAY), sql.add(day, sql.ONE)), default=day
    )
    date = sql.add(epoch(), sql.cast(shifted, "INTEGER"))
    is_false = sql.equal(day, _FALSE_LEAP_DAY)
    match text[0], len(text):
        case "y", 1 | 2:
            return _padded(_modulo(sql.call("year", date), 100), 2)
        case "y", _:
            return sql.cast(sql.call("year", date), "VARCHAR")
        case "d", 1 | 2:
            own = sql.call("day", date)
            number = sql.case(
                (is_false, sql.number(29)),
                (sql.equal(day, sql.ZERO), sql.ZERO),
                default=own,
            )
            return _padded(number, len(text))
        case "d", size:
            return _name_of_day(day, size)
        case _, 1 | 2:
            return _padded(_month(date, day), len(text))
        case _, size:
            name = _month_name(date, day)
            kept = {3: 3, 5: 1}.get(size)
            return name if kept is None else sql.call("left", name, sql.number(kept))


def _month(date: Expr, day: Expr) -> Expr:
    is_false = sql.equal(day, _FALSE_LEAP_DAY)
    is_zero = sql.equal(day, sql.ZERO)
    return sql.case(
        (is_false, sql.number(2)),
        (is_zero, sql.ONE),
        default=sql.call("month", date),
    )


def _month_name(date: Expr, day: Expr) -> Expr:
    is_false = sql.equal(day, _FALSE_LEAP_DAY)
    return sql.case(
        (is_false, sql.text("February")),
        (sql.equal(day, sql.ZERO), sql.text("January")),
        default=sql.call("monthname", date),
    )


def _name_of_day(day: Expr, size: int) -> Expr:
    names = _DAYS if size >= _LONG_NAME else tuple(name[:3] for name in _DAYS)
    listed = sql.elements(sql.text(name) for name in names)
    return sql.item(listed, sql.add(_modulo(day, 7), sql.ONE))


def _half(token: Token, ticks: Expr, scale: int) -> Expr:
    early, late = token.text.split("/")
    hours = _modulo(_over(ticks, scale * 3600), 24)
    is_early = sql.less(hours, sql.number(12))
    return sql.case((is_early, sql.text(early)), default=sql.text(late))


def _over(value: Expr, size: int) -> Expr:
    """Returns how often a size goes into a number that is not negative."""
    if size == 1:
        return value
    return sql.cast(
        sql.call("floor", sql.divide(sql.cast(value, "BIGINT"), sql.number(size))),
        "BIGINT",
    )


def _modulo(value: Expr, size: int) -> Expr:
    return sql.call("mod", value, sql.number(size))


def _padded(value: Expr, width: int) -> Expr:
    shown = sql.cast(value, "VARCHAR")
    if width <= 1:
        return shown
    size = sql.call("greatest", sql.call("length", shown), sql.number(width))
    return sql.call("lpad", shown, sql.cast(size, "INTEGER"), sql.text("0"))
