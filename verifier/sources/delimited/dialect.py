"""Which character parts the cells of a text file, and which one quotes them."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from verifier.errors import SourceError

if TYPE_CHECKING:
    from _csv import Reader
    from collections.abc import Iterable, Iterator

SAMPLE_RECORDS = 500

_PREFERENCE = ("\t", ";", "|", ",")
_NAMES = {"\t": "tab", " ": "space"}
_SPOKEN = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
_SEP_LINE = "sep="


@dataclass(frozen=True, slots=True)
class Dialect:
    """How records are parted into cells.

    Attributes:
        delimiter: one character.
        quote: one character, or empty where nothing is quoted.
        delimiter_declared: whether the user stated the delimiter.
        quote_declared: whether the user stated the quote.
    """

    delimiter: str
    quote: str = '"'
    delimiter_declared: bool = False
    quote_declared: bool = False

    @property
    def shown_delimiter(self) -> str:
        """The delimiter as the user is shown it."""
        return _NAMES.get(self.delimiter, self.delimiter)

    @property
    def shown_quote(self) -> str:
        """The quote as the user is shown it."""
        return self.quote or "none"

    def records(
        self, lines: Iterable[str], *, strict: bool = True
    ) -> Iterator[list[str]]:
        """Returns the records of lines; a record may span several."""
        return self.reader(lines, strict=strict)

    def reader(self, lines: Iterable[str], *, strict: bool = True) -> Reader:
        """Returns a reader of records that knows its line."""
        if not self.quote:
            return csv.reader(
                lines,
                delimiter=self.delimiter,
                quoting=csv.QUOTE_NONE,
                quotechar=None,
                strict=strict,
            )
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            quotechar=self.quote,
            doublequote=True,
            strict=strict,
        )


def decide_dialect(
    lines: list[str], shown: str, declared: dict[str, str], default: str
) -> Dialect:
    """Returns the dialect of a file.

    The delimiter is the one that gives the largest share of the records one and the
    same number of cells, two at least; where two do equally well tab, semicolon, pipe
    and comma are preferred in this order, since a decimal comma looks like a delimiter
    and a decimal semicolon does not exist.

    Args:
        lines: the first lines of the file, with their ends.
        shown: the path as the user knows it.
        declared: reading decisions that the user states.
        default: the delimiter where nothing speaks for any.

    Raises:
        SourceError: if a declared delimiter or quote is none.
    """
    quote = _declared_quote(shown, declared)
    stated = _declared_delimiter(shown, declared)
    if stated and stated == quote:
        raise SourceError(
            shown,
            f"is declared to have {stated!r} for delimiter and for quote",
            "a delimiter that quotes nothing",
            "Correct the declared delimiter, or the quote.",
        )
    if stated:
        return Dialect(stated, quote, True, "quote" in declared)  # noqa: FBT003 - a field
    delimiter = _named_in_file(lines) or _most_even(lines, quote) or default
    return Dialect(delimiter, quote, quote_declared="quote" in declared)


def _most_even(lines: list[str], quote: str) -> str:
    best, best_share = "", 0.0
    for delimiter in _PREFERENCE:
        share = _evenness(lines, Dialect(delimiter, quote))
        if share > best_share:
            best, best_share = delimiter, share
    return best


def _evenness(lines: list[str], dialect: Dialect) -> float:
    try:
        records = list(islice(dialect.records(lines, strict=False), SAMPLE_RECORDS))
    except csv.Error:
        return 0.0
    widths = Counter(len(record) for record in records if record)
    wide = [(count, width) for width, count in widths.items() if width > 1]
    if not wide:
        return 0.0
    return round(max(wide)[0] / widths.total(), 2)


def _named_in_file(lines: list[str]) -> str:
    """Returns the delimiter that a first line `sep=;` names, as spreadsheets do."""
    first = lines[0].rstrip("\r\n") if lines else ""
    named = first[len(_SEP_LINE) :]
    return named if first.lower().startswith(_SEP_LINE) and len(named) == 1 else ""


def _declared_delimiter(shown: str, declared: dict[str, str]) -> str:
    stated = declared.get("delimiter", "")
    delimiter = _SPOKEN.get(stated.lower(), stated)
    if len(delimiter) > 1 or delimiter in ('"', "\r", "\n", "\0"):
        raise SourceError(
            shown,
            f"is declared to have the delimiter {stated!r}",
            "one character, or tab",
            "Correct the declared delimiter.",
        )
    return delimiter


def _declared_quote(shown: str, declared: dict[str, str]) -> str:
    stated = declared.get("quote", '"')
    quote = "" if stated.lower() == "none" else stated
    if len(quote) > 1 or quote in ("\r", "\n", "\0"):
        raise SourceError(
            shown,
            f"is declared to have the quote {stated!r}",
            "one character, or none",
            "Correct the declared quote.",
        )
    return quote
