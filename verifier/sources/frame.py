"""Data frames of a library call: to rows in the parent, to a source in the worker."""

from __future__ import annotations

import datetime as dt
import hashlib
import math
from decimal import Decimal
from functools import partial
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any

from verifier.errors import SourceError
from verifier.model.address import CellRange, column_letter
from verifier.model.source import CellKind, Decision, Sheet, SheetKey, Source, Trouble
from verifier.sources.cells import coerce_text, fits_double, plain_text
from verifier.sources.dates import serial_of_date, serial_of_moment, text_of_serial
from verifier.sources.opened import OpenedSource
from verifier.sources.sql import fill
from verifier.sources.staging import BLANK_CELL, Facet, stage_cells
from verifier.sources.typed import STAGED, add_columns, layout_of, loaded_columns

if TYPE_CHECKING:
    from collections.abc import Iterable

    import duckdb
    import pandas as pd

    from verifier.model.source import SheetLayout, SourceRequest

    Rows = tuple[tuple[object, ...], ...]

MOST_CELLS = 50_000_000

_SHOWN = 5
_MISSING = ("NAType", "NaTType")


def rows_of_frame(frame: pd.DataFrame) -> tuple[tuple[object, ...], ...]:
    """Returns a frame's cells: column names first, then a tuple for each row.

    Shape: int, float, Decimal, str, bool, date, datetime, or None for a missing value;
    the index is left out, so row i of the frame is row i + 2 of the sheet.

    Raises:
        SourceError: if a cell holds anything else.
    """
    names = tuple(str(column) for column in frame.columns)
    columns = [
        _values(frame.iloc[:, place].tolist(), names[place])
        for place in range(len(names))
    ]
    return (names, *zip(*columns, strict=True))


def frame_of_rows(rows: tuple[dict[str, str], ...]) -> pd.DataFrame:
    """Returns a frame of texts with a row for each mapping, in order."""
    import pandas as pd  # noqa: PLC0415 - slow to import, and not every run needs it

    return pd.DataFrame(list(rows))


def open_frame(request: SourceRequest, first_table: int) -> OpenedSource:
    """Returns the source that a request's rows are; row 1 holds the headers.

    Raises:
        SourceError: if the rows are uneven or too many.
    """
    rows = request.frame or ()
    _check_size(request, rows)
    key = SheetKey(request.name)
    headers = tuple(str(header) for header in rows[0]) if rows else ()
    sheet = Sheet(
        key, f"sheet_{first_table}", len(rows), len(headers), min(1, len(rows)), headers
    )
    used = CellRange(key, 1, 1, len(headers), len(rows)).local if headers else ""
    source = Source(
        request.name,
        request.shown_path,
        _digest(rows),
        request.declared_by,
        (Decision("header_row", str(sheet.header_row)), Decision("used_range", used)),
        (sheet,),
        _troubles(sheet, rows),
    )
    return OpenedSource(source, partial(_load, rows))


def _load(
    rows: Rows,
    connection: duckdb.DuckDBPyConnection,
    sheet: Sheet,
    columns: tuple[int, ...],
) -> SheetLayout:
    known = loaded_columns(connection, sheet)
    missing = sorted(set(columns) - known)
    if missing:
        cells = {
            column: [facet_of(row[column - 1]) for row in rows] for column in missing
        }
        add_columns(connection, sheet, stage_cells(connection, cells, len(rows)))
        connection.execute(fill("DROP TABLE {staged}", staged=STAGED))
    return layout_of(connection, sheet, tuple(sorted(known | set(columns))))


def facet_of(value: object) -> Facet:
    """Returns a value of a frame as a cell.

    Raises:
        SourceError: if it is none.

    Example:
        >>> facet_of(0.1).number, facet_of("12%").coerced, facet_of(True).text
        ('0.1', 0.12, 'TRUE')
    """
    if value is None:
        return BLANK_CELL
    if isinstance(value, (bool, str)):
        return _word_facet(value)
    if isinstance(value, (int, float, Decimal)):
        return _number_facet(value)
    if isinstance(value, dt.date):
        return _date_facet(value)
    raise SourceError(
        "", f"a cell holds {type(value).__name__}", "a number, text or date"
    )


def _word_facet(value: bool | str) -> Facet:  # noqa: FBT001 - a cell's value
    if isinstance(value, bool):
        text = str(value).upper()
        return Facet(CellKind.BOOLEAN, None, float(value), text, text)
    coerced = coerce_text(value)
    number = None if coerced is None else float(coerced)
    return Facet(CellKind.TEXT, None, number, value, value)


def _number_facet(value: float | Decimal) -> Facet:
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite() or not fits_double(number):
        return Facet(CellKind.ERROR, text="#NUM!", raw=str(number))
    text = plain_text(number)
    return Facet(CellKind.NUMBER, text, raw=text)


def _date_facet(value: dt.date) -> Facet:
    is_moment = isinstance(value, dt.datetime)
    serial = serial_of_moment(value) if is_moment else Decimal(serial_of_date(value))
    return Facet(CellKind.DATE, plain_text(serial), raw=text_of_serial(serial))


def _values(values: Iterable[object], column: str) -> list[object]:
    return [_value(value, column) for value in values]


def _value(value: Any, column: str) -> object:  # noqa: ANN401 - a cell may be anything
    """Returns a cell as a plain Python value, None where it is missing."""
    kind = type(value).__name__
    if isinstance(value, (str, bool)) or value is None:
        return value
    if kind in _MISSING:
        return None
    if kind == "bool_":
        return bool(value)
    if isinstance(value, (Real, Decimal)):
        return _number(value)
    return _date(value, column)


def _number(value: Any) -> int | float | Decimal | None:  # noqa: ANN401 - see _value
    if isinstance(value, Integral):
        return int(value)
    number = value if isinstance(value, Decimal) else float(value)
    return None if math.isnan(number) else number


def _date(value: Any, column: str) -> dt.date:  # noqa: ANN401 - see _value
    if isinstance(value, dt.datetime):
        return dt.datetime.combine(value.date(), value.time())
    if isinstance(value, dt.date):
        return value
    raise SourceError(
        f"column {column!r}",
        f"a cell holds {type(value).__name__}",
        "numbers, texts, booleans, dates or missing values",
        "Turn the column into one of these.",
    )


def _check_size(request: SourceRequest, rows: Rows) -> None:
    width = len(rows[0]) if rows else 0
    if any(len(row) != width for row in rows):
        raise SourceError(request.name, "its rows are uneven", "rows of one length")
    if width * len(rows) > MOST_CELLS:
        raise SourceError(
            request.name,
            f"has {width * len(rows):,} cells",
            f"at most {MOST_CELLS:,}",
            "Hand over the columns that are cited.",
        )


def _digest(rows: Rows) -> str:
    """Returns a digest of the cells; equal cells give equal digests."""
    digest = hashlib.sha256()
    for row in rows:
        for value in row:
            text = str(value).encode("utf-8", "surrogatepass")
            kind = type(value).__name__
            digest.update(f"{kind} {len(text)} ".encode() + text)
        digest.update(b"\n")
    return f"sha256:{digest.hexdigest()}"


def _troubles(sheet: Sheet, rows: Rows) -> tuple[Trouble, ...]:
    """Returns a trouble for each column with texts that look like numbers."""
    found: list[Trouble] = []
    for place, header in enumerate(sheet.headers):
        cells = [
            f"{column_letter(place + 1)}{number}"
            for number, row in enumerate(rows[1:], 2)
            if isinstance(text := row[place], str) and coerce_text(text) is not None
        ]
        if cells:
            message = f"{len(cells):,} cells of {header!r} are numbers stored as text"
            trouble = Trouble("text-numbers", message, sheet.key, tuple(cells[:_SHOWN]))
            found.append(trouble)
    return tuple(found)
