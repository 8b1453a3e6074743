"""Finds the header row: the first full row, if it names the columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MOST_PREAMBLE = 100

_LONGEST_ROW = 12  # digits
_YEAR = re.compile(r"(?:19|20)\d\d")


def find_header(
    rows: Sequence[Sequence[str]], width: int, is_value: Callable[[int, int], bool]
) -> int:
    """Returns the 1-based header row, 0 if there is none.

    The first row with at least half of its cells filled (two at least, but that the
    column of an index has no name) is the header if none of them
    is a value; a year may name a column, if a text stands beside it. Rows above are
    preamble.

    Args:
        rows: texts of the first rows, blank cells empty.
        width: the usual number of cells.
        is_value: whether the cell of a row and column, both 1-based, is a number,
            date, boolean or error.

    Example:
        >>> rows = (("Report",), ("region", "2023"), ("North", "5"))
        >>> find_header(rows, 2, lambda row, column: column == 2)
        2
    """
    wanted = max(min(width, 2), (width + 1) // 2)
    for number, row in enumerate(rows[:MOST_PREAMBLE], 1):
        filled = [place for place, text in enumerate(row, 1) if text.strip()]
        if len(row) < min(width, 2):
            continue
        if len(filled) < wanted and filled != list(range(2, len(row) + 1)):
            continue
        values = [place for place in filled if is_value(number, place)]
        years = sum(1 for at in values if _YEAR.fullmatch(row[at - 1].strip()))
        is_header = len(values) == years < len(filled)
        return number if is_header else 0
    return 0


def declared_header(shown: str, stated: str, rows: int) -> int:
    """Returns the header row that a user states.

    Raises:
        SourceError: if it is no row of the sheet.
    """
    is_number = stated.isascii() and stated.isdigit() and len(stated) < _LONGEST_ROW
    row = int(stated) if is_number else -1
    if not 0 <= row <= rows:
        raise SourceError(
            shown,
            f"is declared with header_row {stated[:_LONGEST_ROW]!r}",
            f"0 for none, or a row from 1 to {rows}",
            "Correct the declared header_row.",
        )
    return row
