"""Single characters and their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.formula.arguments import Cells, number_at, whole_of, wrong_where
from verifier.formula.coerce import on_texts
from verifier.formula.dialect import sql
from verifier.formula.function import cell_function
from verifier.formula.values import Cell, number_cell, text_cell

if TYPE_CHECKING:
    from verifier.formula.draft import Draft

# what the code page Windows-1252 has at 128 to 159; five places are controls
_WINDOWS = (
    "\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d"
    "\u017d\x8f\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a"
    "\u0153\x9d\u017e\u0178"
)
_FIRST, _LAST = sql.number(128), sql.number(159)
_LATIN_END = sql.number(255)
_UNICODE_END = sql.number(1_114_111)
_SURROGATES = sql.number(55_296), sql.number(57_343)
_QUESTION_MARK = sql.number(63)


@cell_function("CHAR", least=1)
def character(draft: Draft, cells: Cells) -> Cell:
    """Returns the character with a number of the code page Windows-1252.

    Source: ECMA-376 part 1, 18.17.7.33; `#VALUE!` outside of 1 to 255.

    Example:
        =CHAR(65.9) is "A"
    """
    number = number_at(draft, cells, 0, 0)
    code = draft.named(whole_of(number))
    odd = wrong_where(sql.less(code, sql.ONE), sql.less(_LATIN_END, code))
    safe = sql.call("greatest", sql.ONE, sql.call("least", code, _LATIN_END))
    place = sql.subtract(safe, sql.number(127))
    special = sql.call("substr", sql.text(_WINDOWS), place, sql.ONE)
    made = sql.case(
        (sql.between(safe, _FIRST, _LAST), special),
        default=sql.call("chr", sql.cast(safe, "INTEGER")),
    )
    return text_cell(made).failing(number.error, odd)


@cell_function("CODE", least=1)
def code(draft: Draft, cells: Cells) -> Cell:
    """Returns the number of a text's first character in the code page Windows-1252.

    Source: ECMA-376 part 1, 18.17.7.44; what the page does not have counts as `?`.

    Example:
        =CODE("Alphabet") is 65
    """
    (one,), error = on_texts(draft, cells)
    first = draft.named(sql.call("left", one, sql.ONE))
    number = sql.call("unicode", first)
    place = sql.call("strpos", sql.text(_WINDOWS), first)
    is_plain = sql.either(
        sql.less(number, _FIRST), sql.between(number, _LAST, _LATIN_END)
    )
    made = sql.case(
        (is_plain or sql.FALSE, number),
        (sql.less(sql.ZERO, place), sql.add(place, sql.number(127))),
        default=_QUESTION_MARK,
    )
    empty = wrong_where(sql.equal(first, sql.text("")))
    return number_cell(sql.cast(made, "BIGINT"), 0).failing(error, empty)


@cell_function("UNICHAR", least=1)
def unicode_character(draft: Draft, cells: Cells) -> Cell:
    """Returns the character with a number in Unicode; `#N/A` for half of a pair.

    Source: Excel, UNICHAR; `#VALUE!` outside of 1 to 1114111.

    Example:
        =UNICHAR(28450) is "漢"
    """
    number = number_at(draft, cells, 0, 0)
    code_point = draft.named(whole_of(number))
    odd = wrong_where(sql.less(code_point, sql.ONE), sql.less(_UNICODE_END, code_point))
    is_half = sql.between(code_point, *_SURROGATES)
    half = wrong_where(is_half, code="#N/A")
    safe = sql.case(
        (sql.either(is_half, sql.less(code_point, sql.ONE)) or sql.FALSE, sql.ONE),
        (sql.less(_UNICODE_END, code_point), sql.ONE),
        default=code_point,
    )
    made = sql.call("chr", sql.cast(safe, "INTEGER"))
    return text_cell(made).failing(number.error, odd, half)


@cell_function("UNICODE", least=1)
def unicode_number(draft: Draft, cells: Cells) -> Cell:
    """Returns the number of a text's first character in Unicode.

    Source: Excel, UNICODE; `#VALUE!` of an empty text.

    Example:
        =UNICODE(" ") is 32
    """
    (one,), error = on_texts(draft, cells)
    made = sql.call("unicode", one)
    empty = wrong_where(sql.equal(one, sql.text("")))
    return number_cell(made, 0).failing(error, empty)
