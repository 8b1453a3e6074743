"""What a cell of an OpenDocument sheet is, by its stated type and value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import NoReturn

from verifier.errors import SourceError
from verifier.model.source import CellKind
from verifier.sources.cells import ERRORS, coerce_text, fits_double, plain_text
from verifier.sources.dates import DateOrder, read_date
from verifier.sources.staging import BLANK_CELL, Facet
from verifier.sources.workbook.facets import UNCOMPUTED

_NUMBER = re.compile(
    r"[+-]?(?:[0-9]{1,400}\.?[0-9]{0,400}|\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,4})?"
)
_DURATION = re.compile(
    r"(-)?P(?:(\d{1,6})D)?(?:T(?:(\d{1,8})H)?(?:(\d{1,8})M)?(?:(\d{1,8}(?:\.\d{1,12})?)S)?)?"
)
_ERROR_NUMBER = re.compile(r"Err:\d{3}")
_SECONDS_IN = (86_400, 3_600, 60, 1)
_BOOLEANS = {"true": "TRUE", "false": "FALSE"}


@dataclass(frozen=True, slots=True)
class Stored:
    """A cell as the file has it.

    Attributes:
        type: `float`, `string`, …, or empty where none is stated.
        value: of the attribute that belongs to the type, None where there is none.
        text: what is shown.
        formula: without which it is a constant; empty then.
        is_error: whether it is marked as an error.
    """

    type: str
    value: str | None
    text: str
    formula: str
    is_error: bool = False


def facet_of_stored(cell: Stored, place: str) -> Facet:
    """Returns a stored cell as it lies in DuckDB; text stays text.

    Source: OpenDocument 1.3 part 3, 19.385 (office:value-type); LibreOffice marks
    errors with calcext:value-type, Excel shows them in the text of a formula's cell.

    Raises:
        SourceError: if the stored value contradicts the cell's type.
    """
    shown = cell.text.strip()
    if cell.is_error or (cell.formula and _is_error(shown)):
        code = shown.upper() if shown.upper() in ERRORS else "#VALUE!"
        return Facet(CellKind.ERROR, text=code, raw=shown or code)
    if not cell.type:
        if cell.formula and not cell.text:
            return Facet(CellKind.ERROR, text=UNCOMPUTED, raw=cell.formula)
        return _text(cell.text) if cell.text else BLANK_CELL
    facet = _typed(cell)
    if facet is None:
        _refuse(cell, place)
    return facet


def _is_error(shown: str) -> bool:
    return shown.upper() in ERRORS or _ERROR_NUMBER.fullmatch(shown) is not None


def _typed(cell: Stored) -> Facet | None:  # noqa: PLR0911 - one return for each type
    value = cell.value
    match cell.type:
        case "float" if _is_truth(cell):
            return _truth(cell.text.strip().upper())
        case "float" | "percentage" | "currency":
            return _number(value or "")
        case "date":
            return _date(value or "")
        case "time":
            return _time(value or "")
        case "boolean":
            text = _BOOLEANS.get(value or "")
            return _truth(text) if text else None
        case "string":
            return _text(cell.text if value is None else value)
        case _:
            return None


def _is_truth(cell: Stored) -> bool:
    """Returns whether a formula's 0 or 1 is shown as a truth value.

    LibreOffice writes `=TRUE()` so, where the cell has no format of its own.
    """
    shown = {"1": "TRUE", "0": "FALSE"}.get(cell.value or "")
    return bool(cell.formula) and cell.text.strip().upper() == shown


def _truth(text: str) -> Facet:
    return Facet(CellKind.BOOLEAN, None, float(text == "TRUE"), text, text)


def _number(value: str) -> Facet | None:
    if not _NUMBER.fullmatch(value):
        return None
    number = Decimal(repr(float(value)))
    if not number.is_finite() or not fits_double(number):
        return None
    text = plain_text(number)
    return Facet(CellKind.NUMBER, text, raw=text)


def _date(value: str) -> Facet | None:
    serial = read_date(value, DateOrder.AMBIGUOUS)
    if serial is None:  # before 1900, or none of the calendar: a text to a reader
        return _text(value) if re.fullmatch(r"-?\d{1,6}-\d\d-\d\d.*", value) else None
    return Facet(CellKind.DATE, plain_text(serial), raw=value.replace("T", " "))


def _time(value: str) -> Facet | None:
    """Returns a duration as the part of a day that it is."""
    found = _DURATION.fullmatch(value)
    if found is None or not any(found.groups()[1:]):
        return None
    seconds = Decimal()
    for part, unit in zip(found.groups()[1:], _SECONDS_IN, strict=True):
        seconds += Decimal(part or 0) * unit
    days = seconds / 86_400
    text = plain_text(-days if found[1] else days)
    return Facet(CellKind.NUMBER, text, raw=value)


def _text(text: str) -> Facet:
    coerced = coerce_text(text)
    number = None if coerced is None else float(coerced)
    return Facet(CellKind.TEXT, None, number, text, text)


def _refuse(cell: Stored, place: str) -> NoReturn:
    raise SourceError(
        place,
        f"holds {(cell.value or cell.text)[:40]!r} in a cell of type {cell.type!r}",
        "a value of that type",
        "Save it anew from a spreadsheet.",
    )
