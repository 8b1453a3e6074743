"""What the staged texts of a column mean: plain numbers by SQL, the rest by us."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from verifier.model.source import CellKind
from verifier.sources.cells import plain_text, read_text
from verifier.sources.sql import Sql, fill, listed, name
from verifier.sources.telling import may_be_more
from verifier.sources.typed import STAGED, Facets

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import duckdb

    from verifier.sources.delimited.conventions import Conventions
    from verifier.sources.delimited.profile import Profile

TEXTS = name("texts")

_BLOCK = 20_000
_COERCED: Final = (
    "CASE WHEN {plain} THEN CASE WHEN s._row = {header} "
    "THEN CAST({text} AS DOUBLE) END "
    "WHEN s._row = {header} AND {k} <> 3 THEN coalesce(CAST({n} AS DOUBLE), {c}) "
    "WHEN s._row = {header} THEN NULL ELSE {c} END"
)
_EVEN: Final = "CASE WHEN s._row <> {header} THEN {r} END"
_UNEVEN: Final = (
    "CASE WHEN s._row = {header} THEN NULL WHEN NOT {plain} THEN {r} "
    "WHEN {text} <> CAST(CAST({text} AS {type}) AS VARCHAR) THEN {text} END"
)
"""Raw texts where plain numbers are written as their type writes them, or not."""


def tested_texts(columns: Sequence[int], conventions: Conventions) -> tuple[Sql, ...]:
    """Returns for SELECT a text as `c<number>`, as `p<number>` whether it is plain.

    A regular expression takes its time, so that what it says is kept.
    """
    texts = [name(f"c{column}") for column in columns]
    tests = [
        fill(
            "{test} AS {plain}",
            test=_plain(text, conventions),
            plain=name(f"p{column}"),
        )
        for column, text in zip(columns, texts, strict=True)
    ]
    return (*texts, *tests)


def view_texts(connection: duckdb.DuckDBPyConnection, columns: Sequence[int]) -> None:
    """Makes the staging table a view of some columns of the table of texts."""
    connection.execute(
        fill(
            "CREATE OR REPLACE VIEW {staged} AS SELECT _row, {columns} FROM {texts}",
            staged=STAGED,
            columns=listed(*(fill("c{c}, p{c}", c=column) for column in columns)),
            texts=TEXTS,
        )
    )


def read_columns(
    connection: duckdb.DuckDBPyConnection,
    profiles: Mapping[int, Profile],
    header_row: int,
    conventions: Conventions,
) -> list[Facets]:
    """Returns how the facets of staged columns are found.

    A text that may mean something else than itself is read once, however often it
    stands in the column; its reading is joined to the cells.

    Args:
        connection: where they are staged.
        profiles: column number → what it holds.
        header_row: the row of the headers, 0 if there is none.
        conventions: how the file writes numbers and dates.
    """
    return [
        _with_readings(connection, column, header_row, profile)
        if profile.telling and _read_odd(connection, column, header_row, conventions)
        else _as_they_are(column, header_row, profile)
        for column, profile in profiles.items()
    ]


def _as_they_are(column: int, header_row: int, profile: Profile) -> Facets:
    """Returns the facets of a column of plain numbers and texts."""
    text = fill("s.{text}", text=name(f"c{column}"))
    plain = fill("s.p{column}", column=column)
    if profile.texts == profile.numbers:
        plain = Sql("TRUE")  # nothing is asked twice
    if not profile.numbers:
        plain = Sql("FALSE")
    data = fill("s._row <> {row}", row=header_row)
    parts = {"text": text, "data": data, "plain": plain}
    return Facets(
        column,
        fill(
            "CASE WHEN {text} IS NULL THEN 0 WHEN {data} AND {plain} THEN 1 ELSE 2 END",
            **parts,
        ),
        fill("CASE WHEN {data} AND {plain} THEN {text} END", **parts)
        if profile.numbers
        else Sql(),
        fill("CASE WHEN NOT ({data}) THEN CAST({text} AS DOUBLE) END", **parts)
        if profile.plain_headers
        else Sql(),
        fill("CASE WHEN NOT ({data} AND {plain}) THEN {text} END", **parts),
        Sql() if profile.is_canonical else text,
        Sql(),
        profile.number_type,
        text_row=header_row
        if profile.headers and profile.texts == profile.numbers
        else 0,
    )


def _with_readings(
    connection: duckdb.DuckDBPyConnection,
    column: int,
    header_row: int,
    profile: Profile,
) -> Facets:
    """Returns the facets of a column some texts of which stand among the readings."""
    o = Sql(f"o{column}")
    profile = _with_digits(connection, column, profile)
    text = fill("s.{column}", column=name(f"c{column}"))
    parts = {
        "text": text,
        "plain": fill("s.{plain}", plain=name(f"p{column}")),
        "header": header_row,
        "type": profile.number_type,
        **{mark: fill("{o}.{m}", o=o, m=Sql(mark)) for mark in "knctr"},
    }
    return Facets(
        column,
        fill(
            "CASE WHEN {text} IS NULL THEN 0 WHEN s._row = {header} THEN 2 "
            "WHEN {plain} THEN 1 ELSE coalesce({k}, 2) END",
            **parts,
        ),
        fill(
            "CASE WHEN s._row = {header} THEN NULL WHEN {plain} THEN {text} "
            "ELSE {n} END",
            **parts,
        ),
        fill(_COERCED, **parts),
        fill(
            "CASE WHEN {text} IS NULL THEN NULL WHEN s._row = {header} THEN {text} "
            "WHEN {plain} THEN NULL WHEN {k} IS NULL THEN {text} ELSE {t} END",
            **parts,
        ),
        text,
        _join_of(column, o, text, profile.number_type),
        profile.number_type,
        fill(_EVEN if profile.is_canonical else _UNEVEN, **parts),
    )


def _join_of(column: int, o: Sql, text: Sql, number_type: Sql) -> Sql:
    """Returns the join of a column's readings, with the raw text where it differs."""
    return fill(
        " LEFT JOIN (SELECT *, CASE WHEN v <> coalesce(t, CAST(CAST(n AS {type}) "
        "AS VARCHAR)) THEN v END AS r FROM {odd}) AS {o} ON {o}.v = {text}",
        odd=odd_table(column),
        o=o,
        type=number_type,
        text=text,
    )


def _with_digits(
    connection: duckdb.DuckDBPyConnection, column: int, profile: Profile
) -> Profile:
    """Returns the profile with the digits of the readings of data cells as well."""
    query = fill(
        "SELECT coalesce(max(length(ltrim(split_part(n, '.', 1), '-'))), 0), "
        "coalesce(max(length(split_part(n, '.', 2))), 0) FROM {odd} WHERE in_data",
        odd=odd_table(column),
    )
    whole, decimals = map(int, connection.execute(query).fetchall()[0])
    return profile._replace(
        whole=max(whole, profile.whole), most=max(decimals, profile.most)
    )


def odd_table(column: int) -> Sql:
    """Returns the name of the table that holds the readings of a column's texts."""
    return name(f"odd_{column}")


def _plain(text: Sql, conventions: Conventions) -> Sql:
    """Returns the test for a number that needs no reading; never NULL."""
    if conventions.decimal == ",":
        return fill(
            "coalesce(regexp_full_match({text}, '-?(0|[1-9][0-9]{{0,17}})'), FALSE)",
            text=text,
        )
    return fill(
        "coalesce(regexp_full_match({text}, "
        r"'-?(0|[1-9][0-9]{{0,17}})(\.[0-9]{{1,18}})?'), FALSE)",
        text=text,
    )


def _read_odd(
    connection: duckdb.DuckDBPyConnection,
    column: int,
    header_row: int,
    conventions: Conventions,
) -> bool:
    """Returns whether there are readings that differ from the text itself.

    They stand in a table then.
    """
    has_odd = False
    for texts in _odd_texts(connection, column, header_row):
        rows = [_row_of(text, conventions, in_data=found) for text, found in texts]
        telling = [row for row in rows if row[1] != CellKind.TEXT or row[3] is not None]
        if telling:
            _keep(connection, odd_table(column), telling)
            has_odd = True
    return has_odd


def _keep(
    connection: duckdb.DuckDBPyConnection,
    table: Sql,
    readings: Sequence[tuple[object, ...]],
) -> None:
    """Puts readings into their table, made where there is none."""
    connection.execute(
        fill(
            "CREATE TABLE IF NOT EXISTS {table} "
            "(v VARCHAR, k UTINYINT, n VARCHAR, c DOUBLE, t VARCHAR, in_data BOOLEAN)",
            table=table,
        )
    )
    connection.execute(
        fill(
            "INSERT INTO {table} SELECT unnest(CAST($1 AS VARCHAR[])), "
            "unnest(CAST($2 AS UTINYINT[])), unnest(CAST($3 AS VARCHAR[])), "
            "unnest(CAST($4 AS DOUBLE[])), unnest(CAST($5 AS VARCHAR[])), "
            "unnest(CAST($6 AS BOOLEAN[]))",
            table=table,
        ),
        [list(facet) for facet in zip(*readings, strict=True)],
    )


def _odd_texts(
    connection: duckdb.DuckDBPyConnection, column: int, header_row: int
) -> Iterator[list[tuple[str, bool]]]:
    """Yields the texts that may be more than a text, and whether they are in the data.

    Shape: each text once, in blocks.
    """
    text = name(f"c{column}")
    cursor = connection.cursor()
    try:
        found = cursor.execute(
            fill(
                "SELECT {text}, bool_or(_row <> {row}) FROM {staged} "
                "WHERE {text} IS NOT NULL AND NOT {plain} AND {telling} "
                "GROUP BY {text}",
                text=text,
                row=header_row,
                staged=STAGED,
                plain=name(f"p{column}"),
                telling=may_be_more(text),
            )
        )
        while block := found.fetchmany(_BLOCK):
            yield [(str(text), bool(in_data)) for text, in_data in block]
    finally:
        cursor.close()


def _row_of(
    text: str, conventions: Conventions, *, in_data: bool
) -> tuple[str, int, str | None, float | None, str | None, bool]:
    reading = read_text(text, conventions.decimal, conventions.date_order)
    number = None if reading.number is None else plain_text(reading.number)
    coerced = None if reading.coerced is None else float(reading.coerced)
    return text, int(reading.kind), number, coerced, reading.text, in_data
