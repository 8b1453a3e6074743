"""What a value of SQLite is as a cell: any column may hold any kind of value."""

from __future__ import annotations

from verifier.model.source import CellKind
from verifier.sources.cells import plain_text
from verifier.sources.dates import DateOrder, read_date
from verifier.sources.frame import facet_of
from verifier.sources.staging import Facet

_ISO_YEAR = 4


def facet_of_value(value: object, holds: str) -> Facet:
    r"""Returns a stored value as a cell.

    SQLite knows neither dates nor truth values: a text is a date where the column is
    declared as one and the text is an ISO date; 0 and 1 are truth values where the
    column is declared BOOLEAN. Bytes are shown as SQL writes them.

    Example:
        >>> facet_of_value("2024-01-15", "moments").number
        '45306'
        >>> facet_of_value("2024-01-15", "").kind.name
        'TEXT'
        >>> facet_of_value(b"\xff", "").text
        "X'FF'"
    """
    if isinstance(value, bytes):
        return facet_of(f"X'{value.hex().upper()}'")
    if holds == "truths" and isinstance(value, int) and value in (0, 1):
        return facet_of(bool(value))
    if holds == "moments" and isinstance(value, str):
        return date_facet(value) or facet_of(value)
    return facet_of(value)


def date_facet(text: str) -> Facet | None:
    """Returns an ISO date or moment as a cell, None for another text.

    Example:
        >>> date_facet("15.01.2024") is None
        True
    """
    if not text[:_ISO_YEAR].isdigit() or text[_ISO_YEAR : _ISO_YEAR + 1] != "-":
        return None
    serial = read_date(text, DateOrder.AMBIGUOUS)
    if serial is None:
        return None
    return Facet(CellKind.DATE, plain_text(serial), raw=text)
