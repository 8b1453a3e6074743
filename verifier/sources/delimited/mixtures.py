"""Texts in columns that are mostly numbers: cells that a sum skips in silence."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from verifier.languages import words as words_of
from verifier.model.address import column_letter
from verifier.model.source import CellKind
from verifier.sources.cells import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.source import Sheet
    from verifier.sources.delimited.conventions import Conventions
    from verifier.sources.delimited.textfile import TextFile

_SHOWN = 5
_LONGEST = 24  # letters of a text that are shown
_FIRST = 60  # different texts that say whether a column is worth a closer look
_WHOLE = r"-?(?:0|[1-9][0-9]{0,17})"
_PLAIN = {
    ".": re.compile(_WHOLE + r"(?:\.[0-9]{1,18})?"),
    ",": re.compile(_WHOLE + r"(?:,[0-9]{1,18})?"),
}
_MISSING = words_of("cells.missing_among_numbers") | frozenset(
    ("", "-", "--", "---", "\u2013", "\u2014", ".", "..", "...", "?", "*")
)
_MESSAGE = "{:,} cells{} of {!r} are texts among numbers, which sums skip: {}"


def texts_among_numbers(
    file: TextFile, sheet: Sheet
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yields code, message and cells for each column of numbers that holds texts.

    Of a file with more records than are sampled, the sampled ones are looked at.
    """
    rows = [(row, cells) for row, cells in file.structure.sampled if cells]
    rows = [(row, cells) for row, cells in rows if row > sheet.header_row]
    scope = "" if len(file.structure.sampled) == file.structure.records else " at least"
    for column in range(1, sheet.columns + 1):
        texts = [cells[column - 1] if len(cells) >= column else "" for _, cells in rows]
        odd = _odd_among(Counter(texts), file.conventions)
        if not odd:
            continue
        places = [
            (row, text)
            for (row, _), text in zip(rows, texts, strict=True)
            if text in odd
        ]
        shown = ", ".join(
            f"row {row} {text[:_LONGEST]!r}" for row, text in places[:_SHOWN]
        )
        header = sheet.headers[column - 1] or column_letter(column)
        cells = tuple(f"{column_letter(column)}{row}" for row, _ in places[:_SHOWN])
        message = _MESSAGE.format(len(places), scope, header, shown)
        yield "texts-among-numbers", message, cells


def _odd_among(texts: Counter[str], conventions: Conventions) -> frozenset[str]:
    """Returns the texts of a column that is mostly numbers, marks left out."""
    first = list(texts)[:_FIRST]
    if sum(_is_number(text, conventions) for text in first) * 3 < len(first):
        return frozenset()
    odd = {text for text in texts if _is_odd(text, conventions)}
    numbers = sum(
        count
        for text, count in texts.items()
        if text not in odd and _is_number(text, conventions)
    )
    skipped = sum(texts[text] for text in odd)
    return frozenset(odd) if numbers > skipped else frozenset()


def _is_number(text: str, conventions: Conventions) -> bool:
    return _kind_of(text, conventions) is CellKind.NUMBER


def _is_odd(text: str, conventions: Conventions) -> bool:
    if _kind_of(text, conventions) is not CellKind.TEXT:
        return False
    return text.strip().casefold() not in _MISSING


def _kind_of(text: str, conventions: Conventions) -> CellKind:
    if _PLAIN[conventions.decimal].fullmatch(text):
        return CellKind.NUMBER
    return read_text(text, conventions.decimal, conventions.date_order).kind
