"""Texts: parts, joining, and numbers as text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.errors import FormulaError
from verifier.formula.coerce import (
    as_number,
    as_text,
    as_truth,
    double_of,
    on_numbers,
    on_texts,
)
from verifier.formula.dialect import sql
from verifier.formula.formats import formatted
from verifier.formula.function import ANY, cell_function, function
from verifier.formula.pool import arm, gathered
from verifier.formula.values import (
    JUST_TEXT,
    Array,
    Cell,
    Pile,
    Value,
    constant_cell,
    number_cell,
    text_cell,
    truth_cell,
)

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft

Cells = tuple[Cell | None, ...]


@function("CONCAT", "CONCATENATE", least=1, most=ANY)
def joined(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the texts one after another.

    Source: ECMA-376 part 1, 18.17.7.48.
    """
    return _joined(draft, constant_cell(""), arguments, skip_empty=False)


@function("TEXTJOIN", least=3, most=ANY)
def joined_between(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the texts with a text between them; TRUE passes over empty ones.

    Source: Excel, TEXTJOIN.
    """
    skip = as_truth(draft, _cell(arguments[1])).constant
    between = as_text(draft, _cell(arguments[0]))
    return _joined(draft, between, arguments[2:], skip_empty=skip is not False)


@cell_function("EXACT", least=2)
def is_exactly(draft: Draft, cells: Cells) -> Cell:
    """Returns whether two texts are the same, case included.

    Source: ECMA-376 part 1, 18.17.7.109.
    """
    (one, two), error = on_texts(draft, cells)
    return replace(truth_cell(sql.equal(one, two)), error=error)


@cell_function("LEN", least=1)
def length(draft: Draft, cells: Cells) -> Cell:
    """Returns how many characters a text has.

    Source: ECMA-376 part 1, 18.17.7.196.
    """
    (one,), error = on_texts(draft, cells)
    return number_cell(sql.call("length", one), 0).failing(error)


@cell_function("LOWER", least=1)
def lower(draft: Draft, cells: Cells) -> Cell:
    """Returns a text in small letters.

    Source: ECMA-376 part 1, 18.17.7.204.
    """
    return _changed(draft, cells, "lower")


@cell_function("UPPER", least=1)
def upper(draft: Draft, cells: Cells) -> Cell:
    """Returns a text in capital letters.

    Source: ECMA-376 part 1, 18.17.7.349.
    """
    return _changed(draft, cells, "upper")


@cell_function("TRIM", least=1)
def trimmed(draft: Draft, cells: Cells) -> Cell:
    """Returns a text without blanks at its ends and with single ones inside.

    Source: ECMA-376 part 1, 18.17.7.343.
    """
    (one,), error = on_texts(draft, cells)
    single = sql.call(
        "regexp_replace", one, sql.text(" +"), sql.text(" "), sql.text("g")
    )
    return text_cell(sql.call("trim", single, sql.text(" "))).failing(error)


@cell_function("LEFT", least=1, most=2)
def left(draft: Draft, cells: Cells) -> Cell:
    """Returns the first characters of a text; `#VALUE!` for fewer than none.

    Source: ECMA-376 part 1, 18.17.7.195.
    """
    return _end(draft, cells, "left")


@cell_function("RIGHT", least=1, most=2)
def right(draft: Draft, cells: Cells) -> Cell:
    """Returns the last characters of a text.

    Source: ECMA-376 part 1, 18.17.7.281.
    """
    return _end(draft, cells, "right")


@cell_function("MID", least=3)
def middle(draft: Draft, cells: Cells) -> Cell:
    """Returns characters from a place on; `#VALUE!` for a place before the first.

    Source: ECMA-376 part 1, 18.17.7.213.
    """
    (one,), error = on_texts(draft, cells[:1])
    (start, size), wrong = on_numbers(draft, cells[1:])
    first, count = _whole(start), _whole(size)
    outside = sql.either(sql.less(first, sql.ONE), sql.less(count, sql.ZERO))
    odd = sql.case((outside or sql.FALSE, sql.text("#VALUE!")))
    safe = sql.call("greatest", first, sql.ONE)
    made = sql.call("substr", one, safe, sql.call("greatest", count, sql.ZERO))
    return text_cell(made).failing(error, wrong, odd)


@cell_function("FIND", least=2, most=3)
def place_of_text(draft: Draft, cells: Cells) -> Cell:
    """Returns where a text begins in another, case included; `#VALUE!` if nowhere.

    Source: ECMA-376 part 1, 18.17.7.124.

    Raises:
        FormulaError: for forms that are not recomputed here.
    """
    if len(cells) > 2:  # noqa: PLR2004 - the third argument
        raise FormulaError(
            "FIND from a place on", "FIND(text, within)", reason="unsupported-function"
        )
    (part, every), error = on_texts(draft, cells)
    place = sql.call("strpos", every, part)
    missing = sql.case((sql.equal(place, sql.ZERO), sql.text("#VALUE!")))
    return number_cell(place, 0).failing(error, missing)


@cell_function("SUBSTITUTE", least=3)
def substituted(draft: Draft, cells: Cells) -> Cell:
    """Returns a text with another text put in place of every occurrence of a third.

    Source: ECMA-376 part 1, 18.17.7.318.
    """
    (one, old, new), error = on_texts(draft, cells)
    made = sql.case(
        (sql.equal(old, sql.text("")), one), default=sql.call("replace", one, old, new)
    )
    return text_cell(made).failing(error)


@cell_function("VALUE", least=1)
def number_in_text(draft: Draft, cells: Cells) -> Cell:
    """Returns the number that a text writes; `#VALUE!` where it writes none.

    Source: ECMA-376 part 1, 18.17.7.350.
    """
    return as_number(draft, cells[0])


@cell_function("N", least=1)
def only_number(draft: Draft, cells: Cells) -> Cell:
    """Returns a number, 1 for TRUE, and 0 for a text.

    Source: ECMA-376 part 1, 18.17.7.221.
    """
    cell = cells[0] or constant_cell(0)
    if cell.kinds <= JUST_TEXT:
        return constant_cell(0).failing(cell.error)
    plain = replace(cell, kinds=cell.kinds - JUST_TEXT, text=None)
    return as_number(draft, plain)


@cell_function("TEXT", least=2)
def formatted_number(draft: Draft, cells: Cells) -> Cell:
    """Returns a number in a number format: 0.0%, #,##0.00, yyyy-mm, mmm.

    Source: ECMA-376 part 1, 18.8.30 and 18.17.7.336; other formats are refused.

    Raises:
        FormulaError: for forms that are not recomputed here.
    """
    written = (cells[1] or constant_cell("")).constant
    if not isinstance(written, str):
        written = "0" if written == 0 else None
    if written is None:
        raise FormulaError(
            "the format of TEXT is calculated",
            'a format in quotes, as in TEXT(A1,"0.0%")',
            reason="unsupported-function",
        )
    number = draft.let(as_number(draft, cells[0]))
    made = formatted(double_of(number), written)
    return text_cell(made).failing(number.error)


def _cell(value: Value) -> Cell | None:
    if isinstance(value, Array | Pile):
        raise FormulaError(
            "TEXTJOIN takes its first two arguments as values",
            'a text in quotes, as in TEXTJOIN(", ",TRUE,A1:A9)',
            reason="unsupported-function",
        )
    return value


def _joined(
    draft: Draft, between: Cell, arguments: tuple[Value, ...], *, skip_empty: bool
) -> Cell:
    arms = [
        arm(one.frame, _texts(draft, one, place))
        for place, argument in enumerate(arguments)
        for one in _arrays(argument)
    ]
    pool = gathered(draft, arms)
    shown, order = pool.part("t") or sql.NULL, pool.part("o") or sql.NULL
    filled = sql.unequal(shown, sql.text("")) if skip_empty else None
    pairs = sql.call("struct_pack", _named("o", order), _named("t", shown))
    listed = pool.aggregate("list", pairs, condition=filled)
    ordered = sql.call("list_sort", listed)
    texts = exp.Lambda(
        this=sql.call("struct_extract", exp.column("x"), sql.text("t")),
        expressions=[exp.to_identifier("x")],
    )
    made = sql.call("list_transform", ordered, texts)
    text = sql.call("array_to_string", made, between.text or sql.text(""))
    failed = pool.part("e")
    error = None if failed is None else pool.aggregate("any_value", failed)
    return text_cell(sql.first_of(text, sql.text(""))).failing(between.error, error)


def _named(name: str, value: Expr) -> Expr:
    return exp.PropertyEQ(this=exp.to_identifier(name), expression=value)


def _texts(draft: Draft, array: Array, place: int) -> dict[str, list[Expr]]:
    cells = [as_text(draft, cell) for row in array.grid for cell in row]
    row: Expr = sql.ZERO if array.frame is None else array.frame.row
    start = sql.add(
        sql.number(place * 10**12),
        sql.multiply(sql.cast(row, "BIGINT"), sql.number(10**4)),
    )
    return {
        "o": [sql.add(start, sql.number(n)) for n in range(len(cells))],
        "t": [cell.text or sql.text("") for cell in cells],
        "e": [cell.error or sql.cast(sql.NULL, "VARCHAR") for cell in cells],
    }


def _arrays(argument: Value) -> list[Array]:
    match argument:
        case Array():
            return [argument]
        case Pile():
            return list(argument.items)
        case _:
            return [Array(None, ((argument or constant_cell(""),),))]


def _changed(draft: Draft, cells: Cells, name: str) -> Cell:
    (one,), error = on_texts(draft, cells)
    return text_cell(sql.call(name, one)).failing(error)


def _end(draft: Draft, cells: Cells, name: str) -> Cell:
    (one,), error = on_texts(draft, cells[:1])
    size = as_number(draft, cells[1]) if len(cells) > 1 else constant_cell(1)
    count = _whole(size)
    negative = sql.case((sql.less(count, sql.ZERO), sql.text("#VALUE!")))
    made = sql.call(name, one, sql.call("greatest", count, sql.ZERO))
    return text_cell(made).failing(error, size.error, negative)


def _whole(cell: Cell) -> Expr:
    return sql.cast(sql.call("trunc", double_of(cell)), "BIGINT")
