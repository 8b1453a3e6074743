"""Texts within texts: where they stand, and what stands around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.formula.arguments import (
    LONGEST_TEXT,
    Cells,
    at,
    number_at,
    whole_of,
    wrong_where,
)
from verifier.formula.choice import pick
from verifier.formula.coerce import on_texts
from verifier.formula.dialect import sql
from verifier.formula.function import cell_function
from verifier.formula.values import Cell, error_cell, number_cell, text_cell
from verifier.formula.wildcards import plain_pattern, wild_pattern

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft

_EMPTY = sql.text("")


@cell_function("FIND", least=2, most=3)
def place_of_text(draft: Draft, cells: Cells) -> Cell:
    """Returns where a text begins in another, case included; `#VALUE!` if nowhere.

    Source: ECMA-376 part 1, 18.17.7.124.

    Example:
        =FIND("b","abcb",3) is 4
    """
    (part, every), error = on_texts(draft, cells[:2])
    start = number_at(draft, cells, 2, 1)
    first, odd = _start(start, every)
    tail = sql.call("substr", every, first)
    place = draft.named(sql.call("strpos", tail, part))
    missing = wrong_where(sql.equal(place, sql.ZERO))
    made = sql.subtract(sql.add(place, first), sql.ONE)
    return number_cell(made, 0).failing(error, start.error, odd, missing)


@cell_function("SEARCH", least=2, most=3)
def place_of_pattern(draft: Draft, cells: Cells) -> Cell:
    """Returns where a text with wildcards begins in another, case aside.

    Source: ECMA-376 part 1, 18.17.7.292; `#VALUE!` if nowhere.

    Example:
        =SEARCH("s","Mississippi",5) is 6
    """
    (part, every), error = on_texts(draft, cells[:2])
    start = number_at(draft, cells, 2, 1)
    first, odd = _start(start, every)
    tail = draft.named(sql.call("substr", every, first))
    pattern = draft.named(wild_pattern(part))
    before = sql.call("concat", sql.text("^(.*?)(?:"), pattern, sql.text(")"))
    is_there = sql.call("regexp_matches", tail, pattern, sql.text("is"))
    missing = wrong_where(sql.negation(is_there))
    front = sql.call("regexp_extract", tail, before, sql.ONE, sql.text("is"))
    made = sql.add(sql.call("length", front), first)
    return number_cell(made, 0).failing(error, start.error, odd, missing)


@cell_function("SUBSTITUTE", least=3, most=4)
def substituted(draft: Draft, cells: Cells) -> Cell:
    """Returns a text with another in place of every occurrence of a third, or of one.

    Source: ECMA-376 part 1, 18.17.7.318; `#VALUE!` beyond 32 767 characters.

    Example:
        =SUBSTITUTE("aAa","a","b") is "bAb"
    """
    (one, old, new), error = on_texts(draft, cells[:3])
    one, old = draft.named(one), draft.named(old)
    if len(cells) > 3:  # noqa: PLR2004 - the fourth argument
        return _once_substituted(draft, (one, old, new), cells).failing(error)
    without = sql.call("length", sql.call("replace", one, old, _EMPTY))
    lost = sql.subtract(sql.call("length", one), without)
    width = sql.call("greatest", sql.call("length", old), sql.ONE)
    times = sql.divide(lost, width)
    size = sql.add(without, sql.multiply(times, sql.double(sql.call("length", new))))
    is_long = sql.less(sql.number(LONGEST_TEXT), size)
    bounded = sql.case((is_long, _EMPTY), default=new)
    made = sql.case(
        (sql.equal(old, _EMPTY), one), default=sql.call("replace", one, old, bounded)
    )
    return text_cell(made).failing(error, wrong_where(is_long))


@cell_function("TEXTBEFORE", least=2, most=6)
def text_before(draft: Draft, cells: Cells) -> Cell:
    """Returns what stands before a delimiter; `#N/A` where it does not occur.

    Source: Excel, TEXTBEFORE.

    Example:
        =TEXTBEFORE("a-b-c","-",2) is "a-b"
    """
    return _beside(draft, cells, is_before=True)


@cell_function("TEXTAFTER", least=2, most=6)
def text_after(draft: Draft, cells: Cells) -> Cell:
    """Returns what stands behind a delimiter; `#N/A` where it does not occur.

    Source: Excel, TEXTAFTER.

    Example:
        =TEXTAFTER("a-b-c","-",-1) is "c"
    """
    return _beside(draft, cells, is_before=False)


def _start(start: Cell, every: Expr) -> tuple[Expr, Expr]:
    """Returns where a search begins, and the error of a place outside of the text."""
    first = whole_of(start)
    end = sql.add(sql.call("length", every), sql.ONE)
    odd = wrong_where(sql.less(first, sql.ONE), sql.less(end, first))
    return sql.call("greatest", first, sql.ONE), odd


def _once_substituted(
    draft: Draft, texts: tuple[Expr, Expr, Expr], cells: Cells
) -> Cell:
    one, old, new = texts
    number = number_at(draft, cells, 3, 1)
    place = draft.named(whole_of(number))
    parts = draft.named(sql.call("string_split", one, old))
    is_there = sql.both(
        sql.less(place, sql.call("len", parts)), sql.unequal(old, _EMPTY)
    )
    front = sql.call("list_slice", parts, sql.ONE, place)
    back = sql.call(
        "list_slice", parts, sql.add(place, sql.ONE), sql.call("len", parts)
    )
    changed = sql.call(
        "concat",
        sql.put_together(front, old),
        new,
        sql.put_together(back, old),
    )
    made = sql.case((is_there or sql.FALSE, changed), default=one)
    odd = wrong_where(
        sql.less(place, sql.ONE),
        sql.less(sql.number(LONGEST_TEXT), sql.call("length", made)),
    )
    return text_cell(made).failing(number.error, odd)


def _beside(draft: Draft, cells: Cells, *, is_before: bool) -> Cell:
    """Returns the text on one side of an occurrence of a delimiter.

    The occurrences are counted from 1; where the ends of the text count as delimiters
    the start is number 0 and the end is the number behind the last.
    """
    (text, delimiter), error = on_texts(draft, cells[:2])
    text, delimiter = draft.named(text), draft.named(delimiter)
    given = cells if at(cells, 2) is not None else cells[:2]
    number = number_at(draft, given, 2, 1)
    ends = number_at(draft, cells, 4, 0)
    with_ends = sql.unequal(whole_of(ends), sql.ZERO)
    mode = number_at(draft, cells, 3, 0)
    parts = draft.named(_parts(text, delimiter, whole_of(mode)))
    wanted = draft.named(whole_of(number))
    count = sql.call("len", parts)
    place = draft.named(
        sql.case((sql.less(wanted, sql.ZERO), sql.add(count, wanted)), default=wanted)
    )
    size = sql.call("length", delimiter)
    front = _length_before(parts, place, size)
    at_start, at_end = sql.equal(place, sql.ZERO), sql.equal(place, count)
    if is_before:
        made = sql.case(
            (at_start, _EMPTY), (at_end, text), default=sql.call("left", text, front)
        )
    else:
        behind = sql.call("substr", text, sql.add(sql.add(front, size), sql.ONE))
        made = sql.case((at_start, text), (at_end, _EMPTY), default=behind)
    inner = sql.between(place, sql.ONE, sql.subtract(count, sql.ONE))
    at_ends = sql.both(with_ends, sql.between(place, sql.ZERO, count))
    outside = sql.negation(sql.either(inner, at_ends) or inner)
    odd = wrong_where(
        sql.negation(sql.between(whole_of(mode), sql.ZERO, sql.ONE)),
        sql.equal(wanted, sql.ZERO),
        sql.less(
            sql.call("greatest", sql.call("length", text), sql.ONE),
            sql.call("abs", wanted),
        ),
    )
    found = text_cell(made).failing(error, number.error, ends.error, mode.error, odd)
    default = at(cells, 5) or error_cell("#N/A")
    return pick(draft, [(outside, default.failing(error, odd))], found)


def _parts(text: Expr, delimiter: Expr, mode: Expr) -> Expr:
    """Returns the list of what stands between the occurrences of a delimiter."""
    pattern = sql.call("concat", sql.text("(?i)"), plain_pattern(delimiter))
    split = sql.case(
        (sql.equal(mode, sql.ONE), sql.call("string_split_regex", text, pattern)),
        default=sql.call("string_split", text, delimiter),
    )
    # an empty delimiter stands before the first and behind the last character
    ends = sql.elements([_EMPTY, text])
    return sql.case((sql.equal(delimiter, _EMPTY), ends), default=split)


def _length_before(parts: Expr, place: Expr, size: Expr) -> Expr:
    """Returns how many characters stand before an occurrence of the delimiter."""
    front = sql.call("list_slice", parts, sql.ONE, place)
    lengths = sql.call(
        "list_transform",
        front,
        sql.function_of("part", sql.call("length", sql.variable("part"))),
    )
    total = sql.first_of(sql.call("list_sum", lengths), sql.ZERO)
    gaps = sql.multiply(sql.subtract(place, sql.ONE), size)
    return sql.cast(sql.add(total, gaps), "BIGINT")
