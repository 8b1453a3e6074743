"""Turns a cell into a number, a text or a condition, as spreadsheets do."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.formula.dialect import sql
from verifier.formula.numerals import number_from_text, number_of
from verifier.formula.values import (
    JUST_NUMBER,
    JUST_TEXT,
    NUMERIC,
    Cell,
    constant_cell,
    error_cell,
)
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft

_INTEGER_END = sql.number(10**15)
_SMALL = sql.number(Decimal("0.0001"))


def as_number(draft: Draft, cell: Cell | None) -> Cell:
    """Returns the number of a cell in arithmetic: a blank is 0, a text is read.

    Source: ECMA-376 part 1, 18.17.2.4; a text that is no number gives `#VALUE!`.
    """
    if cell is None:
        return constant_cell(0)
    if cell.kinds <= NUMERIC:
        return replace(cell, kinds=JUST_NUMBER, kind=None)
    if cell.constant is not None and not isinstance(cell.constant, Decimal):
        return _number_of_constant(cell)
    if cell.may_be(CellKind.TEXT) and cell.coerced is None and cell.text is not None:
        cell = draft.let(cell)
        cell = replace(cell, coerced=number_from_text(cell.text or sql.NULL))
        cell = draft.let(cell)
    return _mixed(cell)


def _number_of_constant(cell: Cell) -> Cell:
    if isinstance(cell.constant, bool):
        return constant_cell(int(cell.constant))
    found = number_of(str(cell.constant))
    return error_cell("#VALUE!") if found is None else constant_cell(found)


def _mixed(cell: Cell) -> Cell:
    parts: list[Expr] = []
    scale = cell.scale if cell.may_be(*NUMERIC) else 0
    if cell.may_be(CellKind.TEXT):
        scale = None
    if cell.may_be(*NUMERIC) and cell.number is not None:
        mixes = scale is None and cell.scale is not None
        parts.append(sql.double(cell.number) if mixes else cell.number)
    if cell.may_be(CellKind.TEXT, CellKind.BOOLEAN) and cell.coerced is not None:
        exact = scale is not None
        parts.append(sql.cast(cell.coerced, "TINYINT") if exact else cell.coerced)
    if cell.may_be(CellKind.BLANK):
        parts.append(sql.ZERO)
    wrong = None
    if cell.may_be(CellKind.TEXT) and cell.coerced is not None:
        unread = sql.both(cell.is_kind(CellKind.TEXT), sql.is_null(cell.coerced))
        wrong = sql.case((unread or sql.TRUE, sql.text("#VALUE!")))
    number = sql.coalesce(*parts) or sql.NULL
    return Cell(
        JUST_NUMBER,
        number=number,
        error=sql.coalesce(cell.error, wrong),
        scale=scale,
        stored=cell.stored,
    )


def as_text(draft: Draft, cell: Cell | None) -> Cell:
    """Returns the text of a cell, as `&` joins it.

    Source: a number is written with at most 15 digits in the General format.
    """
    if cell is None:
        return constant_cell("")
    if cell.kinds <= JUST_TEXT:
        return cell
    if isinstance(cell.constant, bool):
        return constant_cell("TRUE" if cell.constant else "FALSE")
    cell = draft.let(cell)
    branches: list[tuple[Expr | None, Expr]] = []
    if cell.may_be(*NUMERIC) and cell.number is not None:
        shown = general(cell.number, cell.scale)
        branches.append((cell.is_kind(*NUMERIC), shown))
    if cell.may_be(CellKind.BOOLEAN):
        word = sql.case((_is_true(cell), sql.text("TRUE")), default=sql.text("FALSE"))
        branches.append((cell.is_kind(CellKind.BOOLEAN), word))
    if cell.may_be(CellKind.TEXT) and cell.text is not None:
        branches.append((cell.is_kind(CellKind.TEXT), cell.text))
    text = _chosen(branches, sql.text(""))
    return Cell(JUST_TEXT, text=text, error=cell.error)


def general(number: Expr, scale: int | None) -> Expr:
    """Returns the text of a number in the General format.

    Source: at most 15 digits; below 0.0001 the shorter of the plain form and the one
        with E-05, as Excel joins them.
    """
    if scale == 0:
        return sql.cast(number, "VARCHAR")
    if scale is not None:
        written = sql.cast(number, "VARCHAR")
        bare = sql.call("rtrim", written, sql.text("0"))
        return sql.call("rtrim", bare, sql.text("."))
    whole = sql.both(
        sql.equal(number, sql.call("trunc", number)),
        sql.less(sql.call("abs", number), _INTEGER_END),
    )
    return sql.case(
        (whole or sql.TRUE, sql.cast(sql.cast(number, "BIGINT"), "VARCHAR")),
        default=_with_exponent(sql.double(number)),
    )


def _with_exponent(number: Expr) -> Expr:
    short = sql.call("printf", sql.text("%.15g"), number)
    zero = sql.text("0")
    plain = sql.call("rtrim", sql.call("printf", sql.text("%.18f"), number), zero)
    same = sql.equal(sql.call("printf", sql.text("%.15g"), sql.double(plain)), short)
    is_small = sql.less(sql.call("abs", number), _SMALL)
    fits = sql.both(is_small, same) or same
    return sql.case((fits, plain), default=sql.call("upper", short))


def as_truth(draft: Draft, cell: Cell | None) -> Cell:
    """Returns the cell as a boolean whose `truth` is a condition.

    Source: a number is true unless it is 0; the texts TRUE and FALSE are read, any
        other text gives `#VALUE!`.
    """
    if cell is None:
        return _truth(sql.FALSE, None)
    if cell.truth is not None and not cell.may_be(CellKind.TEXT):
        return cell
    cell = draft.let(cell)
    branches: list[tuple[Expr | None, Expr]] = []
    if cell.may_be(*NUMERIC) and cell.number is not None:
        truth = sql.unequal(cell.number, sql.ZERO)
        branches.append((cell.is_kind(*NUMERIC), truth))
    if cell.may_be(CellKind.BOOLEAN):
        branches.append((cell.is_kind(CellKind.BOOLEAN), _is_true(cell)))
    wrong = None
    if cell.may_be(CellKind.TEXT) and cell.text is not None:
        upper = sql.call("upper", cell.text)
        branches.append(
            (cell.is_kind(CellKind.TEXT), sql.equal(upper, sql.text("TRUE")))
        )
        words: list[Expr] = [sql.text("TRUE"), sql.text("FALSE")]
        odd = sql.negation(exp.In(this=upper, expressions=words))
        unread = sql.both(cell.is_kind(CellKind.TEXT), odd)
        wrong = sql.case((unread or odd, sql.text("#VALUE!")))
    truth = _chosen(branches, sql.FALSE)
    return _truth(truth, sql.coalesce(cell.error, wrong))


def on_numbers(
    draft: Draft, cells: Iterable[Cell | None]
) -> tuple[tuple[Cell, ...], Expr | None]:
    """Returns the cells as numbers, and the first error among them."""
    numbers = tuple(as_number(draft, cell) for cell in cells)
    return numbers, sql.coalesce(*(cell.error for cell in numbers))


def on_texts(
    draft: Draft, cells: Iterable[Cell | None]
) -> tuple[tuple[Expr, ...], Expr | None]:
    """Returns the texts of the cells, and the first error among them."""
    texts = tuple(as_text(draft, cell) for cell in cells)
    shown = tuple(cell.text or sql.text("") for cell in texts)
    return shown, sql.coalesce(*(cell.error for cell in texts))


def value_of(cell: Cell) -> Expr:
    """Returns the SQL of a number's value."""
    return sql.NULL if cell.number is None else cell.number


def double_of(cell: Cell) -> Expr:
    """Returns the SQL of a number's value as DOUBLE."""
    number = value_of(cell)
    plain = cell.scale is None or isinstance(cell.constant, Decimal)
    return number if plain else sql.double(number)


def unified(cells: Sequence[Cell]) -> tuple[tuple[Expr, ...], int | None]:
    """Returns the numbers of cells in one type, and its scale.

    DuckDB cuts digits where DECIMAL types of different scales meet in CASE, COALESCE,
    UNION or a list, so they never do.
    """
    present = [cell for cell in cells if cell.number is not None]
    scales = {cell.scale for cell in present}
    if len(scales) <= 1:
        return tuple(value_of(cell) for cell in cells), next(iter(scales), 0)
    if None in scales:
        return tuple(_doubled(cell) for cell in cells), None
    widest = max(scale for scale in scales if scale is not None)
    name = f"DECIMAL(38, {widest})"
    same = tuple(
        sql.NULL if cell.number is None else sql.cast(cell.number, name)
        for cell in cells
    )
    return same, widest


def _doubled(cell: Cell) -> Expr:
    if cell.number is None or cell.scale is None:
        return value_of(cell)
    return sql.double(cell.number)


def _is_true(cell: Cell) -> Expr:
    if cell.truth is not None:
        return cell.truth
    return sql.equal(cell.coerced or sql.NULL, sql.ONE)


def _truth(condition: Expr, error: Expr | None) -> Cell:
    return Cell(
        frozenset({CellKind.BOOLEAN}),
        coerced=sql.case((condition, sql.ONE), default=sql.ZERO),
        truth=condition,
        error=error,
    )


def _chosen(branches: list[tuple[Expr | None, Expr]], default: Expr) -> Expr:
    conditional: list[tuple[Expr, Expr]] = []
    for condition, value in branches:
        if condition is None:
            default = value
            break
        conditional.append((condition, value))
    return sql.case(*conditional, default=default) if conditional else default
