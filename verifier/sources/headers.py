"""Finds the header row: the first full row, if it names the columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MOST_PREAMBLE = 100

_YEAR = re.compile(r"(?:19|20)\d\d")


def find_header(
    rows: Sequence[Sequence[str]], width: int, is_value: Callable[[str], bool]
) -> int:
    """Returns the 1-based header row, 0 if there is none.

    The first row with at least half of its cells filled is the header if none of them
    is a value; a year may name a column, if a text stands beside it. Rows above are
    preamble.

    Args:
        rows: texts of the first rows, blank cells empty.
        width: the usual number of cells.
        is_value: whether a text is a number, date, boolean or error.

    Example:
        >>> rows = (("Report",), ("region", "2023"), ("North", "5"))
        >>> find_header(rows, 2, str.isdigit)
        2
    """
    wanted = max(1, (width + 1) // 2)
    for number, row in enumerate(rows[:MOST_PREAMBLE], 1):
        filled = [text for text in row if text.strip()]
        if len(filled) < wanted or len(row) < min(width, 2):
            continue
        return number if _names_columns(filled, is_value) else 0
    return 0


def declared_header(shown: str, stated: str, rows: int) -> int:
    """Returns the header row that a user states.

    Raises:
        SourceError: if it is no row of the sheet.
    """
    row = int(stated) if stated.isascii() and stated.isdigit() else -1
    if not 0 <= row <= rows:
        raise SourceError(
            shown,
            f"is declared with header_row {stated!r}",
            f"0 for none, or a row from 1 to {rows}",
            "Correct the declared header_row.",
        )
    return row


def _names_columns(filled: Sequence[str], is_value: Callable[[str], bool]) -> bool:
    years = sum(1 for text in filled if _YEAR.fullmatch(text.strip()))
    texts = sum(1 for text in filled if not is_value(text))
    return texts > 0 and texts + years >= len(filled)
