"""What is noticed about a sheet of a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.model.address import column_letter
from verifier.model.source import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.source import Sheet
    from verifier.sources.workbook.parts import SheetPart
    from verifier.sources.workbook.survey import Survey

_SHOWN = 5
_NOT_COMPUTED = (
    "formulas have no stored value, so what is calculated from them is undecided; "
    "open and save the file in a spreadsheet program"
)


def troubles_of(sheet: Sheet, part: SheetPart, survey: Survey) -> tuple[Trouble, ...]:
    """Returns the troubles of a sheet: those of its cells, then those of its look."""
    found = (*_of_cells(survey), *_of_look(sheet, part, survey))
    return tuple(
        Trouble(code, message, sheet.key, cells) for code, message, cells in found
    )


def _of_cells(survey: Survey) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    sorts = (
        ("text-numbers", "cells are numbers stored as text", survey.text_numbers),
        ("error-cells", "cells hold errors", survey.errors),
        (
            "formula-not-computed",
            _NOT_COMPUTED,
            survey.not_computed,
        ),
        (
            "formula-values",
            "values come from formulas, as they stood when the file was saved",
            survey.formulas,
        ),
    )
    for code, words, noticed in sorts:
        if noticed.count:
            yield code, f"{noticed.count:,} {words}", tuple(noticed.cells)


def _of_look(
    sheet: Sheet, part: SheetPart, survey: Survey
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    if part.state != "visible":
        yield "hidden-sheet", "the sheet is not shown in the workbook", ()
    if sheet.hidden_rows:
        count = sum(last - first + 1 for first, last in sheet.hidden_rows)
        rows = tuple(f"{first}:{last}" for first, last in sheet.hidden_rows[:_SHOWN])
        yield "hidden-rows", f"{count:,} rows are not shown", rows
    if survey.around and survey.around.hidden_columns:
        columns = tuple(
            f"{column_letter(first)}:{column_letter(last)}"
            for first, last in survey.around.hidden_columns[:_SHOWN]
        )
        yield "hidden-columns", "columns are not shown", columns
    if survey.around and survey.around.merges:
        merges = survey.around.merges
        message = (
            f"{len(merges):,} ranges are merged; only their first cell has a value"
        )
        yield "merged-cells", message, tuple(merges[:_SHOWN])
