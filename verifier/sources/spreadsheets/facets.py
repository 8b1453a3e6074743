"""Cells of binary workbooks: doubles, truth values, error codes and texts."""

from __future__ import annotations

import math
import struct
from decimal import Decimal

from verifier.model.source import CellKind
from verifier.sources.cells import coerce_text, fits_double, plain_text
from verifier.sources.dates import text_of_serial
from verifier.sources.staging import Facet
from verifier.sources.workbook.facets import DAYS_TO_1904

_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}


def number_facet(number: float, *, is_date: bool, is_1904: bool) -> Facet | None:
    """Returns a stored double: its shortest digits; None if it is no number.

    Example:
        >>> number_facet(0.1, is_date=False, is_1904=False).number
        '0.1'
        >>> number_facet(43844.0, is_date=True, is_1904=True).raw
        '2024-01-15'
    """
    if not math.isfinite(number):
        return None
    exact = Decimal(repr(number))
    if not fits_double(exact):
        return None
    if is_date:
        serial = exact + DAYS_TO_1904 if is_1904 else exact
        shown = text_of_serial(serial) if serial >= 1 else plain_text(serial)
        return Facet(CellKind.DATE, plain_text(serial), raw=shown)
    text = plain_text(exact)
    return Facet(CellKind.NUMBER, text, raw=text)


def text_facet(text: str) -> Facet:
    """Returns a text; it stays one, whatever it looks like."""
    coerced = coerce_text(text)
    number = None if coerced is None else float(coerced)
    return Facet(CellKind.TEXT, None, number, text, text)


def boolean_facet(code: int) -> Facet | None:
    """Returns a truth value, None if the code is none."""
    if code not in (0, 1):
        return None
    text = "TRUE" if code else "FALSE"
    return Facet(CellKind.BOOLEAN, None, float(code), text, text)


def error_facet(code: int) -> Facet | None:
    """Returns an error, None if the code is none.

    Source: [MS-XLS] 2.5.10 (BErr); [MS-XLSB] 2.5.97.2 has the same codes.
    """
    text = _ERRORS.get(code)
    return None if text is None else Facet(CellKind.ERROR, text=text, raw=text)


def number_of_rk(code: int) -> float:
    """Returns the number that four bytes hold.

    Source: [MS-XLS] 2.5.217 (RkNumber); [MS-XLSB] 2.5.123 is the same.

    Example:
        >>> number_of_rk((123450 << 2 | 3)), number_of_rk(0x3FF00000)
        (1234.5, 1.0)
    """
    if code & 2:
        signed = (code >> 2) - ((code & 0x80000000) >> 1)
        number = float(signed)
    else:
        number = struct.unpack("<d", struct.pack("<II", 0, code & 0xFFFFFFFC))[0]
    return number / 100 if code & 1 else number
