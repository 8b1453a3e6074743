"""Regular expressions over texts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.errors import FormulaError
from verifier.formula.arguments import (
    LONGEST_TEXT,
    Cells,
    constant_at,
    wrong_where,
)
from verifier.formula.coerce import on_texts
from verifier.formula.dialect import sql
from verifier.formula.function import cell_function
from verifier.formula.values import Cell, text_cell, truth_cell
from verifier.formula.wildcards import checked_pattern, groups_in

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft


@cell_function("REGEXTEST", "REGEXMATCH", least=2, most=3)
def matches_pattern(draft: Draft, cells: Cells) -> Cell:
    """Returns whether a part of a text matches a regular expression.

    Source: Excel, REGEXTEST; Google Sheets, REGEXMATCH.

    Example:
        =REGEXTEST("abc","[0-9]+") is FALSE
    """
    (text,), error = on_texts(draft, cells[:1])
    pattern = _pattern(draft, cells, 2)
    made = sql.call("regexp_matches", text, pattern)
    return replace(truth_cell(made), error=error)


@cell_function("REGEXEXTRACT", least=2, most=4)
def matching_part(draft: Draft, cells: Cells) -> Cell:
    """Returns the first part of a text that matches; `#N/A` where none does.

    Excel gives the whole match, Google Sheets what stands in the first parentheses:
    with parentheses only the form with a third argument, which Excel alone has, is
    taken.

    Source: Excel, REGEXEXTRACT.

    Raises:
        FormulaError: for forms that are not recomputed here.

    Example:
        =REGEXEXTRACT("ABC","b",0,1) is "B"
    """
    (text,), error = on_texts(draft, cells[:1])
    pattern = _pattern(draft, cells, 3)
    written = str(cells[1] and cells[1].constant)
    is_open = len(cells) < 3  # noqa: PLR2004 - the third argument
    if constant_at(draft, cells, 2, 0) or (is_open and groups_in(written)):
        raise FormulaError(
            "REGEXEXTRACT of several parts, or with parentheses",
            'one part, as in REGEXEXTRACT(A1,"[0-9]+")',
            "Write (?:…) for parentheses that only group.",
            reason="unsupported-function",
        )
    missing = wrong_where(
        sql.negation(sql.call("regexp_matches", text, pattern)), code="#N/A"
    )
    made = sql.call("regexp_extract", text, pattern)
    return text_cell(made).failing(error, missing)


@cell_function("REGEXREPLACE", least=3, most=5)
def replaced_parts(draft: Draft, cells: Cells) -> Cell:
    """Returns a text with another in place of all parts that match, or of the first.

    Source: Excel, REGEXREPLACE; `$1` stands for the first parentheses.

    Raises:
        FormulaError: for forms that are not recomputed here.

    Example:
        =REGEXREPLACE("ABC","b","x") is "ABC"
    """
    (text,), error = on_texts(draft, (cells[0],))
    pattern = _pattern(draft, cells, 4)
    new = (cells[2].constant if cells[2] else "") or ""
    occurrence = constant_at(draft, cells, 3, 0)
    if not isinstance(new, str) or occurrence not in {0, 1}:
        raise FormulaError(
            "REGEXREPLACE of a later occurrence, or by a text in a cell",
            "a replacement in quotes",
            reason="unsupported-function",
        )
    escaped = re.sub(r"\$([0-9])", r"\\\1", new.replace("\\", "\\\\"))
    options = [sql.text("g")] if occurrence == 0 else []
    made = sql.call("regexp_replace", text, pattern, sql.text(escaped), *options)
    size = sql.call("length", made)
    long = wrong_where(sql.less(sql.number(LONGEST_TEXT), size))
    return text_cell(made).failing(error, long)


def _pattern(draft: Draft, cells: Cells, place: int) -> Expr:
    """Returns the pattern, with the argument that says whether case matters.

    Raises:
        FormulaError: for a pattern that stands in a cell.
    """
    pattern = cells[1].constant if cells[1] else None
    if not isinstance(pattern, str):
        raise FormulaError(
            "the regular expression stands in a cell",
            "a regular expression in quotes",
            reason="unsupported-function",
        )
    ignores_case = constant_at(draft, cells, place, 0) == 1
    prefix = "(?i)" if ignores_case else ""
    return sql.text(prefix + checked_pattern(pattern))
