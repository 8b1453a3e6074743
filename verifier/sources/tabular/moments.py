"""Typed columns of dates and times: serial numbers of the 1900 system, by SQL alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.sources.sql import Sql, fill
from verifier.sources.typed import STAGED, Facets

if TYPE_CHECKING:
    import duckdb

_TRIED = "TRY_CAST({value} AS TIMESTAMP)"
_WHOLE = Sql("DECIMAL(18, 0)"), "{day}"
_EXACT = (
    Sql("DECIMAL(38, 12)"),
    (
        "CAST({day} AS DECIMAL(8, 0)) + CAST({time} * 1000000 // 86400 "
        "AS DECIMAL(14, 0)) * 0.000000000001"
    ),
)
_INEXACT = (
    Sql("DOUBLE"),
    "CAST({day} AS DOUBLE) + CAST({time} AS DOUBLE) / CAST(86400000000 AS DOUBLE)",
)


def date_facets(
    connection: duckdb.DuckDBPyConnection, value: Sql, type_name: str
) -> Facets:
    """Returns the facets of a column of dates.

    A spreadsheet has no date before 1900 or after 9999: such a date is its text.
    """
    del connection, type_name
    return _facets(value, value, value, _serial_of(value), _WHOLE[0])


def moment_facets(
    connection: duckdb.DuckDBPyConnection, value: Sql, type_name: str
) -> Facets:
    """Returns the facets of a column of moments; a zone is left out: UTC is shown.

    Shape: whole days where every moment is a midnight; DECIMAL where the fractions of
    a day have twelve digits at most; else DOUBLE.
    """
    is_zoned = type_name.endswith("TIME ZONE")
    template = "make_timestamp(epoch_us({value}))" if is_zoned else _TRIED
    plain = fill(template, value=value)
    shown = plain if is_zoned else value
    time = fill(
        "(CASE WHEN {fits} THEN epoch_us({plain}) - epoch_us(CAST({plain} AS DATE)) "
        "END)",
        fits=_fits(plain),
        plain=plain,
    )
    query = fill(
        "SELECT count(*) FILTER ({time} <> 0), "
        "count(*) FILTER ({time} * 1000000 % 86400 <> 0) FROM {staged} AS s",
        time=time,
        staged=STAGED,
    )
    timed, inexact = connection.execute(query).fetchall()[0]
    day = _serial_of(fill("CAST({plain} AS DATE)", plain=plain))
    kind, template = _WHOLE if not timed else _INEXACT if inexact else _EXACT
    serial = fill(template, day=day, time=time)
    return _facets(value, plain, shown, serial, kind)


def _facets(value: Sql, plain: Sql, shown: Sql, serial: Sql, kind: Sql) -> Facets:
    fits = _fits(plain)
    parts = {"value": value, "fits": fits, "shown": shown, "serial": serial}
    return Facets(
        0,
        fill("CASE WHEN {value} IS NULL THEN 0 WHEN {fits} THEN 5 ELSE 2 END", **parts),
        fill("CASE WHEN {fits} THEN {serial} END", **parts),
        Sql(),
        fill(
            "CASE WHEN {value} IS NOT NULL AND NOT {fits} "
            "THEN CAST({value} AS VARCHAR) END",
            **parts,
        ),
        fill(
            "CASE WHEN {fits} THEN CAST({shown} AS VARCHAR) "
            "ELSE CAST({value} AS VARCHAR) END",
            **parts,
        ),
        Sql(),
        kind,
    )


def _serial_of(day: Sql) -> Sql:
    """Returns the serial number of a day.

    Source: ECMA-376 part 1, 18.17.4.1; the day 60 is 1900-02-29, which never was.
    """
    return fill(
        "({day} - DATE '1899-12-30' - CASE WHEN {day} < DATE '1900-03-01' "
        "THEN 1 ELSE 0 END)",
        day=day,
    )


def _fits(value: Sql) -> Sql:
    """Returns the test for a day that a spreadsheet knows; never NULL."""
    return fill(
        "coalesce({value} >= DATE '1900-01-01' AND {value} < DATE '10000-01-01' "
        "AND isfinite({value}), FALSE)",
        value=value,
    )
