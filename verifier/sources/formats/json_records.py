"""JSON: an array of records, or one record on each line (NDJSON)."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from verifier.errors import SourceError
from verifier.model.address import LAST_COLUMN
from verifier.model.source import Decision, Sheet, SheetKey, Source, Trouble
from verifier.sources.declared import stated_by
from verifier.sources.json.stream import records_of_array, records_of_lines
from verifier.sources.json.values import (
    NotStrict,
    Numeral,
    compact,
    facet_of_json,
    is_iso,
)
from verifier.sources.opened import OpenedSource, SourceFormat
from verifier.sources.tabular.origin import digest_of_file
from verifier.sources.tabular.records import load_records
from verifier.sources.tabular.samples import MOST_TEXTS, number_texts
from verifier.sources.tabular.source import (
    columns_trouble,
    header_troubles,
    table_decisions,
    table_sheet,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import duckdb

    from verifier.model.source import SheetLayout, SourceRequest
    from verifier.sources.files import SourceFile
    from verifier.sources.json.stream import Record
    from verifier.sources.staging import Facet

_LINES = (".ndjson", ".jsonl")
_WORDS = ("records", "dates")
_LONGEST_NUMBER = 64


@dataclass(slots=True)
class Found:
    """What one pass over the records tells of a column.

    Attributes:
        texts: how many of its values are texts.
        dates: how many of these are ISO dates.
        is_nested: whether a value is a list or record.
        numbers: row and text of some texts with digits.
    """

    texts: int = 0
    dates: int = 0
    is_nested: bool = False
    numbers: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])

    def take(self, row: int, value: object) -> None:
        """Takes note of one value."""
        if isinstance(value, (list, dict)):
            compact(value)  # pyright: ignore[reportUnknownArgumentType] - of JSON
            self.is_nested = True
        elif isinstance(value, str) and not isinstance(value, Numeral):
            value.encode()
            self.texts += 1
            self.dates += is_iso(value)
            if len(value) <= _LONGEST_NUMBER and len(self.numbers) < MOST_TEXTS:
                self.numbers += [(row, value)] * any(map(str.isdigit, value))


def open_json(
    request: SourceRequest, file: SourceFile, first_table: int
) -> OpenedSource:
    """Returns opened records: one sheet, a column for each name of first appearance.

    Raises:
        SourceError: if the file is no strict JSON, or holds other than records.
    """
    declared = stated_by(request, _WORDS)
    records = _reader(file, declared)
    digest = digest_of_file(file)
    found, count = _survey(file, records)
    key = SheetKey(request.name)
    sheet = table_sheet(key, f"sheet_{first_table}", tuple(found), count)
    dated = _dated(found, declared, request.shown_path)
    shown = Decision("dates", ", ".join(dated) or "none", "dates" in declared)
    source = Source(
        request.name,
        request.shown_path,
        digest,
        request.declared_by,
        (*table_decisions(sheet), shown),
        (sheet,),
        tuple(_troubles(sheet, found, dated)),
    )
    return OpenedSource(source, partial(_load, records, frozenset(dated)))


def _load(
    records: Callable[[], Iterator[Record]],
    dated: frozenset[str],
    connection: duckdb.DuckDBPyConnection,
    sheet: Sheet,
    columns: tuple[int, ...],
) -> SheetLayout:
    return load_records(
        connection, sheet, columns, partial(_cells, records, dated, sheet)
    )


def _cells(
    records: Callable[[], Iterator[Record]],
    dated: frozenset[str],
    sheet: Sheet,
    columns: Sequence[int],
) -> Iterator[list[Facet]]:
    names = [sheet.headers[column - 1] for column in columns]
    wanted = [(name, name in dated) for name in names]
    for record in records():
        yield [
            facet_of_json(record.get(name), is_moment=is_moment)
            for name, is_moment in wanted
        ]


def _reader(
    file: SourceFile, declared: dict[str, str]
) -> Callable[[], Iterator[Record]]:
    if not file.shown.lower().removesuffix(".gz").endswith(_LINES):
        return partial(records_of_array, file, declared.get("records", ""))
    if "records" in declared:
        raise SourceError(
            file.shown,
            "is declared with 'records'",
            "one record a line, which needs no such word",
            "Correct the declaration.",
        )
    return partial(records_of_lines, file)


def _survey(
    file: SourceFile, records: Callable[[], Iterator[Record]]
) -> tuple[dict[str, Found], int]:
    """Returns what each column holds, by name in order, and the number of records.

    Raises:
        SourceError: if they make no table.
    """
    found: dict[str, Found] = {}
    row = 1
    try:
        for record in records():
            row += 1
            for name, value in record.items():
                column = found.get(name)
                if column is None:
                    name.encode()
                    column = found[name] = Found()
                column.take(row, value)
            _check_width(found)
    except UnicodeEncodeError:
        words = f"record {row - 1:,} holds half a character (a lone surrogate)"
        raise SourceError(file.shown, words, "whole characters") from None
    except (NotStrict, RecursionError) as error:
        words = f"record {row - 1:,}: {error}"
        raise SourceError(file.shown, words, "records that make a table") from None
    return found, row - 1


def _check_width(found: dict[str, Found]) -> None:
    if len(found) > LAST_COLUMN:
        raise NotStrict(f"records have more than {LAST_COLUMN:,} names")


def _dated(
    found: dict[str, Found], declared: dict[str, str], shown: str
) -> tuple[str, ...]:
    """Returns the columns whose texts are all ISO dates, unless dates are texts.

    Raises:
        SourceError: if dates are declared otherwise.
    """
    stated = declared.get("dates", "iso")
    if stated not in ("iso", "text"):
        raise SourceError(
            shown,
            f"is declared with dates {stated!r}",
            "iso or text",
            "Correct the declaration.",
        )
    return tuple(
        name
        for name, column in found.items()
        if stated == "iso" and column.texts and column.texts == column.dates
    )


def _troubles(
    sheet: Sheet, found: dict[str, Found], dated: tuple[str, ...]
) -> Iterator[Trouble]:
    if not sheet.columns:
        yield Trouble("empty-source", "there is no record with a name", sheet.key)
    yield from header_troubles(sheet)
    nested = [n for n, column in enumerate(found.values(), 1) if column.is_nested]
    words = "hold lists or records: their cells are texts of JSON"
    yield from columns_trouble(sheet, "nested-column", words, nested)
    for number, (name, column) in enumerate(found.items(), 1):
        if name not in dated:
            yield from number_texts(sheet, number, column.numbers)


SOURCE_FORMAT = SourceFormat((".json", *_LINES), open_json, _WORDS)
