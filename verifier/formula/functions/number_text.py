"""Numbers as text, and numbers in texts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.errors import FormulaError
from verifier.formula.arguments import Cells, at, constant_at, is_set, wrong_where
from verifier.formula.choice import pick
from verifier.formula.coerce import as_number, as_text, double_of, on_texts
from verifier.formula.dialect import sql
from verifier.formula.format_number import fixed
from verifier.formula.formats import formatted, text_section
from verifier.formula.function import cell_function
from verifier.formula.guards import none_gives
from verifier.formula.values import (
    JUST_BOOLEAN,
    JUST_TEXT,
    Cell,
    constant_cell,
    error_cell,
    number_cell,
    text_cell,
)
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft

_MOST_DIGITS = 15
# that a cell may name; a format in quotes may be any
_FORMATS = (
    *("", "0", "0.0", "0.00", "0.000", "#,##0", "#,##0.0", "#,##0.00"),
    *("0%", "0.0%", "0.00%", "$#,##0", "$#,##0.00", "General", "@"),
    *("yyyy-mm-dd", "yyyy-mm", "yyyy", "mmm yyyy", "mmmm yyyy", "mmm", "mmmm"),
    *("dd.mm.yyyy", "dd/mm/yyyy", "mm/dd/yyyy", "m/d/yyyy", "d mmm yyyy", "h:mm"),
)
_PLAIN = r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]{1,3})?"


@cell_function("VALUE", least=1)
def number_in_text(draft: Draft, cells: Cells) -> Cell:
    """Returns the number that a text writes; `#VALUE!` where it writes none.

    Source: ECMA-376 part 1, 18.17.7.350; TRUE and FALSE are no numbers here.

    Example:
        =VALUE("2024-01-15") is 45306
    """
    cell = cells[0]
    if cell is None or not cell.may_be(CellKind.BOOLEAN):
        return as_number(draft, cell)
    if cell.kinds <= JUST_BOOLEAN:
        return error_cell("#VALUE!")
    cell = draft.let(cell)
    odd = wrong_where(cell.is_kind(CellKind.BOOLEAN))
    return as_number(draft, cell).failing(odd)


@cell_function("N", least=1)
def only_number(draft: Draft, cells: Cells) -> Cell:
    """Returns a number, 1 for TRUE, and 0 for a text.

    Source: ECMA-376 part 1, 18.17.7.221.

    Example:
        =N(TRUE) is 1
    """
    cell = cells[0] or constant_cell(0)
    if cell.kinds <= JUST_TEXT:
        return constant_cell(0).failing(cell.error)
    plain = replace(cell, kinds=cell.kinds - JUST_TEXT, text=None)
    return as_number(draft, plain)


@cell_function("TEXT", least=2)
def formatted_number(draft: Draft, cells: Cells) -> Cell:
    """Returns a value in a number format; a text that is no number stays itself.

    Source: ECMA-376 part 1, 18.8.31 and 18.17.7.336.

    Example:
        =TEXT(12345678,"##0.0E+0") is "12.3E+6"
    """
    form = cells[1] or constant_cell("")
    if form.constant is None:
        return _in_format_of_cell(draft, cells[0], form)
    return _in_format(draft, cells[0], str(form.constant))


def _in_format_of_cell(draft: Draft, value: Cell | None, form: Cell) -> Cell:
    """Returns a value in a format that only running tells, one of those in use."""
    shown = draft.let(as_text(draft, form))
    text = draft.named(sql.call("lower", shown.text or sql.text("")))
    branches = [
        (sql.equal(text, sql.text(one.lower())), _in_format(draft, value, one))
        for one in _FORMATS
    ]
    words = (
        "the format of TEXT stands in a cell and is none of the usual ones; "
        'expected a format in quotes, as in TEXT(A1,"0.0%")'
    )
    unknown = sql.cast(sql.call("error", sql.text(words)), "VARCHAR")
    known = sql.case((sql.is_null(shown.error), unknown)) if shown.error else unknown
    return pick(draft, branches, text_cell(known)).failing(shown.error)


def _in_format(draft: Draft, value: Cell | None, written: str) -> Cell:
    cell = draft.let(value or constant_cell(0))
    bare = replace(cell, error=None)
    number = draft.let(as_number(draft, bare))
    shown = formatted(double_of(number), written)
    made = text_cell(shown).failing(none_gives(shown, "#VALUE!"))
    branches: list[tuple[Expr, Cell]] = []
    if cell.may_be(CellKind.BOOLEAN):
        is_truth = cell.is_kind(CellKind.BOOLEAN) or sql.TRUE
        branches.append((is_truth, as_text(draft, bare)))
    if cell.may_be(CellKind.TEXT) and cell.text is not None:
        is_text = cell.is_kind(CellKind.TEXT)
        unread = number.error and sql.is_present(number.error)
        condition = sql.both(is_text, unread) or sql.TRUE
        if number.error is not None:
            branches.append((condition, text_cell(text_section(written, cell.text))))
    return (pick(draft, branches, made) if branches else made).failing(cell.error)


@cell_function("FIXED", least=1, most=3)
def fixed_number(draft: Draft, cells: Cells) -> Cell:
    """Returns a number as text with so many digits, thousands grouped unless TRUE.

    Source: ECMA-376 part 1, 18.17.7.127.

    Example:
        =FIXED(-1234.567,1,TRUE) is "-1234.6"
    """
    whole = "0" if is_set(cells, 2, default=False) else "#,##0"
    return _rounded_text(draft, cells, whole, "")


@cell_function("DOLLAR", least=1, most=2)
def dollars(draft: Draft, cells: Cells) -> Cell:
    """Returns a number as dollars; a negative amount stands in parentheses.

    Source: ECMA-376 part 1, 18.17.7.93.

    Example:
        =DOLLAR(1234.567,-2) is "$1,200"
    """
    return _rounded_text(draft, cells, "$#,##0", "($#,##0")


@cell_function("NUMBERVALUE", least=1, most=3)
def number_in_locale(draft: Draft, cells: Cells) -> Cell:
    """Returns the number that a text writes with given decimal and group signs.

    Source: Excel, NUMBERVALUE: blanks are passed over, each `%` divides by 100, an
        empty text is 0.

    Example:
        =NUMBERVALUE(" 1 2 3 ") is 123
    """
    (text,), error = on_texts(draft, cells[:1])
    point, group = _sign(at(cells, 1), "."), _sign(at(cells, 2), ",")
    if point == group:
        return error_cell("#VALUE!").failing(error)
    bare = sql.call(
        "regexp_replace", text, sql.text(r"\s"), sql.text(""), sql.text("g")
    )
    bare = draft.named(bare)
    signs = sql.call("regexp_extract", bare, sql.text("%*$"))
    digits = sql.call("rtrim", bare, sql.text("%"))
    whole = sql.call("split_part", digits, sql.text(point), sql.ONE)
    front = sql.call("replace", whole, sql.text(group), sql.text(""))
    rest = sql.call("substr", digits, sql.add(sql.call("length", whole), sql.ONE))
    rest = sql.call("replace", rest, sql.text(point), sql.text("."))
    plain = draft.named(sql.call("concat", front, rest))
    is_plain = sql.call("regexp_full_match", plain, sql.text(_PLAIN))
    read = sql.try_cast(plain, "DOUBLE")
    hundreds = sql.call("power", sql.number(100), sql.double(sql.call("length", signs)))
    made = sql.case(
        (sql.equal(bare, sql.text("")), sql.cast(sql.ZERO, "DOUBLE")),
        (is_plain, sql.divide(read, hundreds)),
    )
    made = draft.named(made)
    return number_cell(made).failing(error, none_gives(made, "#VALUE!"))


def _rounded_text(draft: Draft, cells: Cells, whole: str, negative: str) -> Cell:
    """Returns a number rounded to a count of digits, which may be below zero.

    Raises:
        FormulaError: for more digits than a number has.
    """
    digits = constant_at(draft, cells, 1, 2)
    if not -_MOST_DIGITS <= digits <= _MOST_DIGITS:
        raise FormulaError(
            f"a number with {digits} digits behind its sign",
            f"{-_MOST_DIGITS} to {_MOST_DIGITS}",
            reason="unsupported-function",
        )
    number = draft.let(as_number(draft, cells[0]))
    value = double_of(number)
    if digits < 0:
        tens = sql.cast(fixed(sql.call("abs", value), 0, digits), "DOUBLE")
        size = sql.multiply(tens, sql.double(sql.number(10**-digits)))
        value = sql.multiply(size, sql.call("sign", value))
    fraction = "." + "0" * digits if digits > 0 else ""
    written = whole + fraction
    if negative:
        written += f";{negative}{fraction})"
    return text_cell(formatted(value, written)).failing(number.error)


def _sign(cell: Cell | None, default: str) -> str:
    """Returns the first character of a sign argument.

    Raises:
        FormulaError: where it stands in a cell.
    """
    if cell is None:
        return default
    if not isinstance(cell.constant, str) or not cell.constant:
        raise FormulaError(
            "the decimal or group sign of NUMBERVALUE stands in a cell",
            'a sign in quotes, as in NUMBERVALUE(A1,",",".")',
            reason="unsupported-function",
        )
    return cell.constant[0]
