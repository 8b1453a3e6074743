"""Arguments that may be left out, and whole numbers among them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.errors import FormulaError
from verifier.formula.coerce import as_number, double_of
from verifier.formula.dialect import sql
from verifier.formula.values import Cell, constant_cell

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft

LONGEST_TEXT = 32_767  # characters that a cell holds
_LARGE = 10**9  # beyond every place, count and day
_TRUTHS = frozenset({"TRUE", "FALSE"})
_BOUND = sql.number(_LARGE)

Cells = tuple[Cell | None, ...]


def at(cells: Cells, place: int) -> Cell | None:
    """Returns an argument by its 0-based place, None where it is left out."""
    return cells[place] if place < len(cells) else None


def number_at(draft: Draft, cells: Cells, place: int, default: int) -> Cell:
    """Returns a number argument, a default where it is left out."""
    if place >= len(cells):
        return constant_cell(default)
    return draft.let(as_number(draft, cells[place]))


def constant_at(draft: Draft, cells: Cells, place: int, default: int) -> int:
    """Returns a number argument that must be written in the formula.

    Raises:
        FormulaError: where it stands in a cell.
    """
    constant = number_at(draft, cells, place, default).constant
    if not isinstance(constant, Decimal):
        raise FormulaError(
            f"argument {place + 1} stands in a cell or is no number",
            "a number written in the formula",
            reason="unsupported-function",
        )
    return int(constant)


def is_set(cells: Cells, place: int, *, default: bool) -> bool:
    """Returns a truth argument that must be written in the formula.

    Raises:
        FormulaError: where it stands in a cell.
    """
    cell = at(cells, place)
    if cell is None:
        return default
    if cell.constant is None:
        raise FormulaError(
            f"argument {place + 1} stands in a cell",
            "TRUE or FALSE written in the formula",
            reason="unsupported-function",
        )
    if isinstance(cell.constant, Decimal):
        return cell.constant != 0
    if isinstance(cell.constant, str) and cell.constant.upper() not in _TRUTHS:
        raise FormulaError(
            f"{cell.constant!r} is neither true nor false", "TRUE or FALSE"
        )
    return str(cell.constant).upper() == "TRUE"


def whole_of(cell: Cell) -> Expr:
    """Returns a number without its fraction, as BIGINT; vast ones are cut."""
    if isinstance(cell.constant, Decimal):
        whole = max(-_LARGE, min(_LARGE, int(cell.constant)))
        return sql.cast(sql.number(whole), "BIGINT")
    number = double_of(cell)
    near = sql.call("least", sql.call("greatest", number, sql.negate(_BOUND)), _BOUND)
    return sql.cast(sql.call("trunc", near), "BIGINT")


def wrong_where(*conditions: Expr | None, code: str = "#VALUE!") -> Expr:
    """Returns an error where one of the conditions holds."""
    return sql.case((sql.either(*conditions) or sql.FALSE, sql.text(code)))


def too_long(length: Expr) -> Expr:
    """Returns an error for a text longer than a cell can hold.

    Source: Excel specifications and limits: 32 767 characters in a cell.
    """
    return wrong_where(sql.less(sql.number(LONGEST_TEXT), length))
