"""Texts cut into the parts between delimiters."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.errors import FormulaError
from verifier.formula.arguments import Cells, constant_at, is_set
from verifier.formula.broadcast import scalar
from verifier.formula.coerce import as_text
from verifier.formula.dialect import sql
from verifier.formula.function import function
from verifier.formula.listed_rows import rows_of_list
from verifier.formula.numerals import number_from_text
from verifier.formula.places import array_of
from verifier.formula.values import (
    Array,
    Cell,
    Value,
    error_cell,
    grid_of,
    text_cell,
)
from verifier.formula.wildcards import plain_pattern
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft

_EMPTY = sql.text("")


@function("TEXTSPLIT", least=2, most=6)
def split_text(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the parts of a text between delimiters, side by side or below each other.

    Source: Excel, TEXTSPLIT; a text that stands in a cell is cut in one direction.

    Raises:
        FormulaError: for a text in a cell that is cut in both directions.

    Example:
        =TEXTSPLIT("abc","-") is "abc"
    """
    filled = (*arguments, None, None, None, None)[:6]
    cells: Cells = (None, None, None, *(scalar(draft, one) for one in filled[3:5]))
    skips = is_set(cells, 3, default=False)
    flag = "(?i)" if constant_at(draft, cells, 4, 0) == 1 else ""
    text = as_text(draft, scalar(draft, filled[0]))
    across, down = (_delimiters(draft, one) for one in filled[1:3])
    if isinstance(across, Cell) or isinstance(down, Cell):
        return error_cell("#VALUE!")
    if across is not None and down is not None:
        pad = scalar(draft, filled[5]) or error_cell("#N/A")
        return _table(text, flag, (across, down), pad, skips=skips)
    pattern = across if across is not None else down
    if pattern is None:
        return error_cell("#VALUE!")
    made = _parts(draft, text, sql.call("concat", sql.text(flag), pattern), skips=skips)
    return replace(made, turned=down is None)


@function("SPLIT", least=2, most=4)
def split_at(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the parts of a text side by side, those that write numbers as numbers.

    Source: Google Sheets, SPLIT: each character of the second argument is a
        delimiter unless FALSE, and empty parts are left out unless FALSE.

    Raises:
        FormulaError: for a delimiter that stands in a cell.

    Example:
        =SPLIT("a",A2) is #REFUSED
    """
    cells = tuple(scalar(draft, one) for one in arguments)
    text = as_text(draft, cells[0])
    signs = as_text(draft, cells[1]).constant
    if not isinstance(signs, str) or not signs:
        raise FormulaError(
            "the delimiter of SPLIT stands in a cell or is empty",
            'a text in quotes, as in SPLIT(A2,"-")',
            reason="unsupported-function",
        )
    each = list(signs) if is_set(cells, 2, default=True) else [signs]
    pattern = sql.text("|".join(re.escape(one) for one in each))
    made = _parts(draft, text, pattern, skips=is_set(cells, 3, default=True))
    shown = made.grid[0][0].text or sql.NULL
    number = number_from_text(shown)
    is_number = sql.is_present(number)
    kind = sql.case(
        (is_number, sql.number(int(CellKind.NUMBER))),
        default=sql.number(int(CellKind.TEXT)),
    )
    cell = Cell(
        frozenset({CellKind.NUMBER, CellKind.TEXT}),
        kind=kind,
        number=number,
        text=shown,
        error=made.grid[0][0].error,
    )
    return replace(made, grid=((cell,),), turned=True)


def _delimiters(draft: Draft, value: Value) -> Expr | Cell | None:
    """Returns delimiters as one pattern, an error cell for an empty one."""
    if value is None:
        return None
    array = array_of("TEXTSPLIT", value)
    if array.frame is not None:
        cells = [scalar(draft, value)]
    else:
        cells = [cell for row in array.grid for cell in row]
    texts = [as_text(draft, cell) for cell in cells]
    if any(one.constant == "" for one in texts):
        return error_cell("#VALUE!")
    parts: list[Expr] = []
    for one in texts:
        sign = [] if not parts else [sql.text("|")]
        parts += [*sign, plain_pattern(one.text or _EMPTY)]
    return sql.call("concat", *parts)


def _parts(draft: Draft, text: Cell, pattern: Expr, *, skips: bool) -> Array:
    """Returns the parts of a text as rows, of which only running tells how many."""
    listed = sql.call("string_split_regex", text.text or _EMPTY, pattern)
    if skips:
        filled = sql.unequal(sql.variable("part"), _EMPTY)
        listed = sql.call("list_filter", listed, sql.function_of("part", filled))
    return rows_of_list(draft, listed, text_cell, text.error, _EMPTY)


def _table(
    text: Cell, flag: str, patterns: tuple[Expr, Expr], pad: Cell, *, skips: bool
) -> Array:
    """Returns a written text that is cut in both directions.

    Raises:
        FormulaError: for a text or delimiter that stands in a cell.
    """
    across, down = (_written(one) for one in patterns)
    if not isinstance(text.constant, str) or across is None or down is None:
        raise FormulaError(
            "TEXTSPLIT of a cell in both directions",
            'one delimiter, as in TEXTSPLIT(A2,",")',
            reason="unsupported-function",
        )
    rows = [
        [cell for cell in re.split(flag + across, row) if cell or not skips]
        for row in re.split(flag + down, text.constant)
        if row or not skips
    ]
    width = max(len(row) for row in rows)
    return grid_of(
        [
            [*(text_cell(sql.text(one)) for one in row), *[pad] * (width - len(row))]
            for row in rows
        ]
    )


def _written(pattern: Expr) -> str | None:
    """Returns a pattern of written delimiters, None where one stands in a cell."""
    shown = ""
    for part in pattern.expressions:
        text = part.expressions[0] if part.expressions else part
        if not text.is_string:
            return None
        shown += re.escape(text.this) if part.expressions else text.this
    return shown
