"""Numbers as fractions: the formats `# ?/?`, `# ??/??` and `# ?/8`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.formula.dialect import sql
from verifier.formula.dialect.real import Real, count_to, each, of, real, where

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

    from verifier.formula.format_sections import Section

_FORM = re.compile(r"(?:([#0?]) )?([#0?]{1,3})/(?:([#0?]{1,3})|([1-9][0-9]{0,2}))")


@dataclass(frozen=True, slots=True)
class Fractions:
    """A format of fractions.

    Attributes:
        whole: the sign of the whole number before the fraction; empty for none.
        above: the signs of the numerator.
        below: the signs of the denominator; empty where it is written.
        fixed: the denominator that is written, else 0.
    """

    whole: str
    above: str
    below: str
    fixed: int


def fractions_of(section: Section) -> Fractions | None:
    """Returns the format of fractions that a section is, None if it is none."""
    found = _FORM.fullmatch("".join(token.text for token in section.tokens))
    if found is None:
        return None
    return Fractions(
        found[1] or "", found[2], found[3] or "", int(found[4]) if found[4] else 0
    )


def fraction_text(value: Expr, layout: Fractions) -> Expr:
    """Returns a number that is not negative with the nearest fraction.

    Of fractions that are equally near the one with the smallest denominator is taken.

    Source: ECMA-376 part 1, 18.8.31: `?` keeps the room of a digit that is not there.
    """
    number = Real(sql.double(value))
    front = of("floor", number) if layout.whole else real(0)

    def shown(pair: Expr) -> Expr:
        below = Real(sql.item(pair, sql.number(2)))
        above = of("round", (number - front) * below)
        return _written(layout, front, above, below)

    def near(below: Real) -> Real:
        rest = number - front
        gap = of("abs", rest - of("round", rest * below) / below)
        rounded = sql.call("round", gap.term, sql.number(15))
        return Real(sql.elements([rounded, sql.double(below.term)]))

    if layout.fixed:
        return shown(sql.elements([real(0).term, real(layout.fixed).term]))
    pairs = each(count_to(10 ** len(layout.below) - 1), "below", near)
    return sql.once("pair", sql.call("list_min", pairs), shown)


def _written(layout: Fractions, front: Real, above: Real, below: Real) -> Expr:
    full = above.equals(below) if layout.whole else sql.FALSE
    whole = front + where(full, 1, 0)
    none = sql.either(full, above.equals(0)) or sql.FALSE
    width = len(layout.below) or len(str(layout.fixed))
    parts = [
        _padded(above, len(layout.above), layout.above, "lpad"),
        sql.text("/"),
        _padded(below, width, layout.below or "0", "rpad"),
    ]
    fraction: Expr = sql.call("concat", *parts)
    if not layout.whole:
        return fraction
    blank = sql.text(" " * (len(layout.above) + 1 + width))
    drawn = _digits(whole)
    if layout.whole != "0":
        gone = sql.both(whole.equals(0), sql.negation(none)) or sql.FALSE
        drawn = sql.case(
            (gone, sql.text(" " if layout.whole == "?" else "")), default=drawn
        )
    rest = sql.case((none, blank), default=fraction)
    return sql.call("concat", drawn, sql.text(" "), rest)


def _padded(number: Real, width: int, signs: str, name: str) -> Expr:
    """Returns a number with as much room as its signs keep."""
    drawn = _digits(number)
    if "#" in signs or not width:
        return drawn
    filled = sql.text("0" if "0" in signs and name == "lpad" else " ")
    longest = sql.call("greatest", sql.call("length", drawn), sql.number(width))
    return sql.call(name, drawn, sql.cast(longest, "INTEGER"), filled)


def _digits(number: Real) -> Expr:
    return sql.cast(sql.cast(number.term, "BIGINT"), "VARCHAR")
