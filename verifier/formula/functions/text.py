"""Texts: their parts, their length, and their letters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.formula.arguments import (
    LONGEST_TEXT,
    Cells,
    number_at,
    too_long,
    whole_of,
    wrong_where,
)
from verifier.formula.coerce import as_text, on_texts
from verifier.formula.dialect import sql
from verifier.formula.function import cell_function
from verifier.formula.values import (
    JUST_TEXT,
    Cell,
    constant_cell,
    number_cell,
    text_cell,
    truth_cell,
)
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft


@cell_function("EXACT", least=2)
def is_exactly(draft: Draft, cells: Cells) -> Cell:
    """Returns whether two texts are the same, case included.

    Source: ECMA-376 part 1, 18.17.7.109.

    Example:
        =EXACT(TRUE,"TRUE") is TRUE
    """
    (one, two), error = on_texts(draft, cells)
    return replace(truth_cell(sql.equal(one, two)), error=error)


@cell_function("LEN", least=1)
def length(draft: Draft, cells: Cells) -> Cell:
    """Returns how many characters a text has.

    Source: ECMA-376 part 1, 18.17.7.196.

    Example:
        =LEN("abc") is 3
    """
    (one,), error = on_texts(draft, cells)
    return number_cell(sql.call("length", one), 0).failing(error)


@cell_function("LOWER", least=1)
def lower(draft: Draft, cells: Cells) -> Cell:
    """Returns a text in small letters.

    Source: ECMA-376 part 1, 18.17.7.204.

    Example:
        =LOWER("A1 B") is "a1 b"
    """
    return _changed(draft, cells, "lower")


@cell_function("UPPER", least=1)
def upper(draft: Draft, cells: Cells) -> Cell:
    """Returns a text in capital letters.

    Source: ECMA-376 part 1, 18.17.7.349.

    Example:
        =UPPER("a b") is "A B"
    """
    return _changed(draft, cells, "upper")


@cell_function("PROPER", least=1)
def capitalised(draft: Draft, cells: Cells) -> Cell:
    """Returns a text with a capital at the start of each run of letters.

    Source: ECMA-376 part 1, 18.17.7.257: `2-way STREET` is `2-Way Street`.

    Example:
        =PROPER("o'neill") is "O'Neill"
    """
    (one,), error = on_texts(draft, cells)
    runs = sql.call(
        "regexp_extract_all",
        sql.call("lower", one),
        sql.text(r"[\pL\pM]+|[^\pL\pM]+"),
    )
    run = sql.variable("run")
    first = sql.call("upper", sql.call("left", run, sql.ONE))
    rest = sql.call("substr", run, sql.number(2))
    changed = sql.function_of("run", sql.call("concat", first, rest))
    made = sql.call("list_transform", runs, changed)
    whole = sql.call("array_to_string", made, sql.text(""))
    return text_cell(sql.first_of(whole, sql.text(""))).failing(error)


@cell_function("TRIM", least=1)
def trimmed(draft: Draft, cells: Cells) -> Cell:
    """Returns a text without blanks at its ends and with single ones inside.

    Source: ECMA-376 part 1, 18.17.7.343.

    Example:
        =TRIM("  a   b ") is "a b"
    """
    (one,), error = on_texts(draft, cells)
    single = sql.call(
        "regexp_replace", one, sql.text(" +"), sql.text(" "), sql.text("g")
    )
    return text_cell(sql.call("trim", single, sql.text(" "))).failing(error)


@cell_function("CLEAN", least=1)
def cleaned(draft: Draft, cells: Cells) -> Cell:
    """Returns a text without the control characters 0 to 31.

    Source: ECMA-376 part 1, 18.17.7.40.

    Example:
        =CLEAN("plain") is "plain"
    """
    (one,), error = on_texts(draft, cells)
    pattern = sql.text(r"[\x00-\x1f]")
    made = sql.call("regexp_replace", one, pattern, sql.text(""), sql.text("g"))
    return text_cell(made).failing(error)


@cell_function("LEFT", least=1, most=2)
def left(draft: Draft, cells: Cells) -> Cell:
    """Returns the first characters of a text; `#VALUE!` for fewer than none.

    Source: ECMA-376 part 1, 18.17.7.195.

    Example:
        =LEFT("abc",1.9) is "a"
    """
    return _end(draft, cells, "left")


@cell_function("RIGHT", least=1, most=2)
def right(draft: Draft, cells: Cells) -> Cell:
    """Returns the last characters of a text.

    Source: ECMA-376 part 1, 18.17.7.281.

    Example:
        =RIGHT("abc",2) is "bc"
    """
    return _end(draft, cells, "right")


@cell_function("MID", least=3)
def middle(draft: Draft, cells: Cells) -> Cell:
    """Returns characters from a place on; `#VALUE!` for a place before the first.

    Source: ECMA-376 part 1, 18.17.7.213.

    Example:
        =MID("abcdef",2,3) is "bcd"
    """
    (one,), error = on_texts(draft, cells[:1])
    start, size = number_at(draft, cells, 1, 1), number_at(draft, cells, 2, 0)
    first, count = whole_of(start), whole_of(size)
    odd = wrong_where(sql.less(first, sql.ONE), sql.less(count, sql.ZERO))
    safe = sql.call("greatest", first, sql.ONE)
    made = sql.call("substr", one, safe, sql.call("greatest", count, sql.ZERO))
    return text_cell(made).failing(error, start.error, size.error, odd)


@cell_function("REPLACE", least=4)
def replaced(draft: Draft, cells: Cells) -> Cell:
    """Returns a text with another in place of some of its characters.

    Source: ECMA-376 part 1, 18.17.7.278.

    Example:
        =REPLACE("2009",3,2,"10") is "2010"
    """
    (one, new), error = on_texts(draft, (cells[0], cells[3]))
    start, size = number_at(draft, cells, 1, 1), number_at(draft, cells, 2, 0)
    first, count = whole_of(start), whole_of(size)
    odd = wrong_where(sql.less(first, sql.ONE), sql.less(count, sql.ZERO))
    safe = sql.call("greatest", first, sql.ONE)
    front = sql.call("left", one, sql.subtract(safe, sql.ONE))
    after = sql.add(safe, sql.call("greatest", count, sql.ZERO))
    made = sql.call("concat", front, new, sql.call("substr", one, after))
    long = too_long(sql.call("length", made))
    return text_cell(made).failing(error, start.error, size.error, odd, long)


@cell_function("REPT", least=2)
def repeated(draft: Draft, cells: Cells) -> Cell:
    """Returns a text several times over; `#VALUE!` beyond what a cell holds.

    Source: ECMA-376 part 1, 18.17.7.279; at most 32 767 characters.

    Example:
        =REPT("ab",2.9) is "abab"
    """
    (one,), error = on_texts(draft, cells[:1])
    times = number_at(draft, cells, 1, 0)
    count, size = whole_of(times), sql.call("length", one)
    every = sql.multiply(sql.call("greatest", count, sql.ZERO), sql.double(size))
    is_long = sql.less(sql.number(LONGEST_TEXT), every)
    odd = wrong_where(sql.less(count, sql.ZERO), is_long)
    bounded = sql.case(
        (sql.equal(size, sql.ZERO), sql.ZERO),
        (is_long, sql.ZERO),
        default=sql.call("greatest", count, sql.ZERO),
    )
    made = sql.call("repeat", one, sql.cast(bounded, "BIGINT"))
    return text_cell(made).failing(error, times.error, odd)


@cell_function("T", least=1)
def only_text(_draft: Draft, cells: Cells) -> Cell:
    """Returns a text, and the empty text for what is none.

    Source: ECMA-376 part 1, 18.17.7.327.

    Example:
        =T("x") is "x"
    """
    cell = cells[0] or constant_cell("")
    if cell.kinds <= JUST_TEXT:
        return cell
    empty = sql.text("")
    if not cell.may_be(CellKind.TEXT) or cell.text is None:
        return constant_cell("").failing(cell.error)
    is_text = cell.is_kind(CellKind.TEXT) or sql.TRUE
    made = sql.case((is_text, cell.text), default=empty)
    return text_cell(made).failing(cell.error)


@cell_function("VALUETOTEXT", least=1, most=2)
def shown_value(draft: Draft, cells: Cells) -> Cell:
    """Returns a value as text; with 1 a text stands in quotes, an error as its code.

    Source: Excel, VALUETOTEXT.

    Example:
        =VALUETOTEXT("a""b",1) is ""a""b""
    """
    strict = number_at(draft, cells, 1, 0)
    made = written_value(draft, cells[0], is_strict=strict.constant == 1)
    odd = wrong_where(sql.FALSE if strict.constant in {0, 1} else sql.TRUE)
    return text_cell(made).failing(strict.error, odd)


def written_value(draft: Draft, cell: Cell | None, *, is_strict: bool) -> Expr:
    """Returns a value as it is written, in quotes where that is asked for."""
    cell = draft.let(cell or constant_cell(""))
    bare = replace(cell, error=None)
    made = as_text(draft, bare).text or sql.text("")
    if is_strict and cell.may_be(CellKind.TEXT):
        doubled = sql.call("replace", made, sql.text('"'), sql.text('""'))
        quoted = sql.call("concat", sql.text('"'), doubled, sql.text('"'))
        is_text = cell.is_kind(CellKind.TEXT)
        made = quoted if is_text is None else sql.case((is_text, quoted), default=made)
    return made if cell.error is None else sql.first_of(cell.error, made)


def _changed(draft: Draft, cells: Cells, name: str) -> Cell:
    (one,), error = on_texts(draft, cells)
    return text_cell(sql.call(name, one)).failing(error)


def _end(draft: Draft, cells: Cells, name: str) -> Cell:
    (one,), error = on_texts(draft, cells[:1])
    size = number_at(draft, cells, 1, 1)
    count = whole_of(size)
    negative = wrong_where(sql.less(count, sql.ZERO))
    made = sql.call(name, one, sql.call("greatest", count, sql.ZERO))
    return text_cell(made).failing(error, size.error, negative)
