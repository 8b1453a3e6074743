"""What the first rows of a typed table tell before its columns are loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.model.address import column_letter
from verifier.model.source import Trouble
from verifier.sources.cells import shows_number
from verifier.sources.sql import Sql, fill, name
from verifier.sources.tabular.source import columns_trouble, header_troubles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import duckdb

    from verifier.model.source import Sheet
    from verifier.sources.tabular.columns import TypedColumn

MOST_TEXTS = 2_000

_ROWS = 100_000
_SHOWN = 5


def typed_troubles(
    connection: duckdb.DuckDBPyConnection,
    sheet: Sheet,
    columns: Sequence[TypedColumn],
    origin: Sql,
) -> Iterator[Trouble]:
    """Yields what is noticed about a typed table.

    Args:
        connection: where the origin can be asked.
        sheet: the sheet.
        columns: all of its columns.
        origin: as for `load_typed`.
    """
    if not sheet.columns:
        yield Trouble("empty-source", "the table has no columns", sheet.key)
    yield from header_troubles(sheet)
    yield from columns_trouble(
        sheet,
        "nested-column",
        "hold lists or records: their cells are texts of JSON",
        [column.number for column in columns if column.is_nested],
    )
    yield from columns_trouble(
        sheet,
        "zoned-moments",
        "hold moments with a zone: they are shown as UTC",
        [column.number for column in columns if column.type.endswith("TIME ZONE")],
    )
    yield from columns_trouble(
        sheet,
        "binary-column",
        "hold bytes: what is no letter of ASCII is shown as \\x and two digits",
        [column.number for column in columns if column.type == "BLOB"],
    )
    for column in columns:
        if column.is_text:
            yield from _text_numbers(connection, sheet, column, origin)


def _text_numbers(
    connection: duckdb.DuckDBPyConnection,
    sheet: Sheet,
    column: TypedColumn,
    origin: Sql,
) -> Iterator[Trouble]:
    query = fill(
        "SELECT _row, {text} FROM (SELECT _row, CAST({value} AS VARCHAR) AS {text} "
        "FROM {origin} LIMIT {rows}) WHERE length({text}) <= 64 "
        "AND regexp_matches({text}, '[0-9]') LIMIT {texts}",
        value=name(f"c{column.number}"),
        text=Sql("text"),
        origin=origin,
        rows=_ROWS,
        texts=MOST_TEXTS,
    )
    rows = [(int(row), str(text)) for row, text in connection.execute(query).fetchall()]
    yield from number_texts(sheet, column.number, rows)


def number_texts(
    sheet: Sheet, column: int, texts: Sequence[tuple[int, str]]
) -> Iterator[Trouble]:
    """Yields a trouble if texts of a column look like numbers.

    Args:
        sheet: the sheet.
        column: its 1-based number.
        texts: row and text of some cells, row 0 where it is not known.
    """
    found = [row for row, text in texts if shows_number(text)]
    if found:
        letter = column_letter(column)
        words = f"{len(found):,} cells" if len(texts) < MOST_TEXTS else "many cells"
        yield Trouble(
            "text-numbers",
            f"{words} of {sheet.headers[column - 1]!r} are numbers stored as text",
            sheet.key,
            tuple(f"{letter}{row}" for row in found[:_SHOWN] if row),
        )
