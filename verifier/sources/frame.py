"""Frames of a library call, column by column: in the worker they become a source."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import partial
from itertools import zip_longest
from typing import TYPE_CHECKING

from verifier.errors import SourceError
from verifier.model.address import CellRange, column_letter
from verifier.model.source import CellKind, Decision, Sheet, SheetKey, Source, Trouble
from verifier.sources.cells import coerce_text, fits_double, plain_text, shows_number
from verifier.sources.dates import (
    FIRST_YEAR,
    serial_of_date,
    serial_of_moment,
    text_of_serial,
)
from verifier.sources.digests import digest_of_columns
from verifier.sources.opened import OpenedSource
from verifier.sources.sql import fill
from verifier.sources.staging import (
    BLANK_CELL,
    Facet,
    FacetLists,
    lists_of_cells,
    stage_lists,
)
from verifier.sources.typed import STAGED, add_columns, layout_of, loaded_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from verifier.model.source import SheetLayout, SourceRequest

MOST_CELLS = 50_000_000

_SHOWN = 5
_LONGEST_NUMBER = 300  # digits; longer ones may be too large for a double


class FrameColumns(tuple[tuple[object, ...], ...]):
    """The cells of a frame: a tuple for each column, its name first."""

    __slots__ = ()


def open_frame(request: SourceRequest, first_table: int) -> OpenedSource:
    """Returns the source that a request's cells are; row 1 holds the headers.

    Raises:
        SourceError: if the rows are uneven or too many.
    """
    columns = _columns_of(request)
    rows = len(columns[0]) if columns else len(request.frame or ())
    key = SheetKey(request.name)
    headers = tuple(str(column[0]) for column in columns)
    sheet = Sheet(
        key, f"sheet_{first_table}", rows, len(headers), min(1, rows), headers
    )
    used = CellRange(key, 1, 1, len(headers), rows).local if headers else ""
    source = Source(
        request.name,
        request.shown_path,
        digest_of_columns(columns),
        request.declared_by,
        (
            *(Decision(word, value, declared=True) for word, value in request.declared),
            Decision("header_row", str(sheet.header_row)),
            Decision("used_range", used),
        ),
        (sheet,),
        _troubles(sheet, columns),
    )
    return OpenedSource(source, partial(_load, columns))


def _columns_of(request: SourceRequest) -> FrameColumns:
    """Returns the columns of a request, turned where it holds rows.

    Raises:
        SourceError: if the rows are uneven or too many.
    """
    frame = request.frame or ()
    lengths = set(map(len, frame))
    if len(lengths) > 1:
        raise SourceError(request.name, "its rows are uneven", "rows of one length")
    cells = len(frame) * max(lengths, default=0)
    if cells > MOST_CELLS:
        raise SourceError(
            request.name,
            f"has {cells:,} cells",
            f"at most {MOST_CELLS:,}",
            "Hand over the columns that are cited.",
        )
    if isinstance(frame, FrameColumns):
        return frame
    return FrameColumns(zip_longest(*frame))


def _load(
    cells: FrameColumns,
    connection: duckdb.DuckDBPyConnection,
    sheet: Sheet,
    columns: tuple[int, ...],
) -> SheetLayout:
    known = loaded_columns(connection, sheet)
    missing = sorted(set(columns) - known)
    if missing:
        lists = {column: _lists(cells[column - 1]) for column in missing}
        add_columns(connection, sheet, stage_lists(connection, lists, sheet.rows))
        connection.execute(fill("DROP TABLE {staged}", staged=STAGED))
    return layout_of(connection, sheet, tuple(sorted(known | set(columns))))


def _lists(column: tuple[object, ...]) -> FacetLists:
    """Returns the facets of a column: at once where all of its values are numbers."""
    kinds = set(map(type, column[1:])) - {type(None)}
    numbers = _numbers(column[1:]) if kinds in ({int}, {float}) else None
    if numbers is None:
        known: dict[str, Facet] = {}
        return lists_of_cells([_known_facet(value, known) for value in column])
    header = facet_of(column[0])
    number, blank = int(CellKind.NUMBER), int(CellKind.BLANK)
    digits = [None, *numbers]
    return FacetLists(
        [header.kind, *[blank if one is None else number for one in numbers]],
        digits,
        [header.coerced, *[None] * len(numbers)],
        [header.text, *[None] * len(numbers)],
        [header.raw, *numbers],
    )


def _numbers(values: Sequence[object]) -> list[str | None] | None:
    """Returns the digits of numbers, None if one of them needs a closer look."""
    texts = [None if value is None else repr(value) for value in values]
    letters = "".join(filter(None, texts))
    if "e" in letters or "n" in letters:
        return None
    if max(map(len, filter(None, texts)), default=0) > _LONGEST_NUMBER:
        return None
    return [text[:-2] if text and text.endswith(".0") else text for text in texts]


def _known_facet(value: object, known: dict[str, Facet]) -> Facet:
    """Returns the facet of a value; a text is read once however often it stands."""
    if not isinstance(value, str):
        return facet_of(value)
    found = known.get(value)
    if found is None:
        found = known[value] = facet_of(value)
    return found


def facet_of(value: object) -> Facet:
    """Returns a value of a frame as a cell; what is no such value is its text.

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
    return _word_facet(str(value))


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
    """Returns a date as a cell; a spreadsheet has none before 1900, only its text."""
    if value.year < FIRST_YEAR:
        return _word_facet(value.isoformat().replace("T", " "))
    is_moment = isinstance(value, dt.datetime)
    serial = serial_of_moment(value) if is_moment else Decimal(serial_of_date(value))
    return Facet(CellKind.DATE, plain_text(serial), raw=text_of_serial(serial))


def _troubles(sheet: Sheet, columns: FrameColumns) -> tuple[Trouble, ...]:
    """Returns a trouble for each column with texts that look like numbers."""
    found: list[Trouble] = []
    for place, header in enumerate(sheet.headers):
        values = columns[place][1:]
        if str not in set(map(type, values)):
            continue
        texts = {value for value in values if isinstance(value, str)}
        odd = {text for text in texts if not text.isalpha() and shows_number(text)}
        if odd:
            rows = [row for row, value in enumerate(values, 2) if value in odd]
            letter = column_letter(place + 1)
            cells = tuple(f"{letter}{row}" for row in rows[:_SHOWN])
            message = f"{len(rows):,} cells of {header!r} are numbers stored as text"
            found.append(Trouble("text-numbers", message, sheet.key, cells))
    return tuple(found)
