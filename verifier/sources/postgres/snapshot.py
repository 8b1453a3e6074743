"""Takes a snapshot of a table or query over ADBC, in a transaction that only reads."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, LiteralString

from verifier.errors import SourceError
from verifier.sources.frame import MOST_CELLS, FrameColumns
from verifier.sources.sql import Sql, fill, listed, name, outside_name
from verifier.sources.tabular.order import key_columns, no_key

if TYPE_CHECKING:
    from verifier.sources.postgres.address import PostgresAddress

_SECONDS = 600
_TABLE = (
    "SELECT c.oid, n.nspname, c.relname FROM pg_class AS c "
    "JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.oid = to_regclass($1) "
    "AND c.relkind IN ('r', 'p', 'm', 'v', 'f')"
)
_KEY = (
    "SELECT a.attname FROM pg_index AS i JOIN pg_attribute AS a "
    "ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey) "
    "WHERE i.indrelid = $1 AND i.indisprimary "
    "ORDER BY array_position(i.indkey::int2[], a.attnum)"
)
_BASES = (
    "WITH RECURSIVE base(first, oid) AS ("
    "SELECT oid, oid FROM pg_type WHERE oid = ANY(string_to_array($1, ',')::oid[]) "
    "UNION ALL SELECT b.first, t.typbasetype FROM base AS b "
    "JOIN pg_type AS t USING (oid) WHERE t.typtype = 'd') "
    "SELECT b.first::text, format_type(oid, NULL) FROM base AS b "
    "JOIN pg_type AS t USING (oid) WHERE t.typtype <> 'd'"
)
_SETTINGS = {
    "statement_timeout": f"{_SECONDS}s",
    "datestyle": "ISO",  # the order of days and months in a query stays as it is set
    "intervalstyle": "postgres",
    "bytea_output": "hex",
    "extra_float_digits": "1",
    "timezone": "UTC",
}
"""What a server or a user may have set otherwise: cells must not depend on it."""
_PLAIN = frozenset(
    (
        *("smallint", "integer", "bigint", "boolean", "double precision"),
        *("text", "character varying"),
    )
)
_READ_AS: dict[str, LiteralString] = {
    "timestamp with time zone": "(({c})::timestamptz AT TIME ZONE 'UTC')::text",
    "money": "({c})::numeric::text",
    "oid": "({c})::bigint",
    # a cast writes the mask behind every address, which is not how it is shown
    "inet": "CASE WHEN ({c}) IS NOT NULL THEN format('%s', ({c})::inet) END",
}
_DECIMALS = ("numeric", "money")
_DATES = ("date", "timestamp without time zone", "timestamp with time zone")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was read.

    Attributes:
        columns: for each column its name, then its values, in the order of the key.
        shown: the address without what is secret.
        declared: what was stated or found: table or query, and the key.
    """

    columns: FrameColumns
    shown: str
    declared: tuple[tuple[str, str], ...]


def take_snapshot(address: PostgresAddress) -> Snapshot:
    """Returns the rows that a table or query has now.

    Raises:
        SourceError: if the server, the table or a key is not there.
    """
    try:
        from adbc_driver_manager import (  # noqa: PLC0415 - an extra
            Error,
        )
        from adbc_driver_postgresql import (  # noqa: PLC0415  # pyright: ignore[reportMissingTypeStubs] - an extra without types
            dbapi,
        )
    except ImportError:
        raise SourceError(
            address.shown,
            "cannot be read: a package is missing",
            "adbc-driver-postgresql and pyarrow",
            "pip install 'tieout[postgres]'",
        ) from None
    try:
        driver: Any = dbapi
        with driver.connect(address.uri) as connection, connection.cursor() as cursor:
            return _read(_Asking(cursor, address))
    except Error as error:
        raise SourceError(
            address.shown,
            f"cannot be read: {_without_secrets(str(error), address)}",
            "a table that you may read",
            "Check host, database, user, and the name of the table.",
        ) from None


class _Asking:
    """A cursor in a transaction that only reads."""

    def __init__(self, cursor: Any, address: PostgresAddress) -> None:  # noqa: ANN401 - ADBC names no types
        self.address = address
        self._cursor = cursor
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        for setting, value in _SETTINGS.items():
            cursor.execute(f"SET LOCAL {setting} = '{value}'")

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Returns the rows of a query."""
        self._cursor.execute(str(query), values or None)
        return list(self._cursor.fetchall())

    def headers(self, query: str) -> list[str]:
        """Returns the names of a query's columns."""
        self._cursor.execute(str(query))
        names = [str(column[0]) for column in self._cursor.description or ()]
        self._cursor.fetchall()
        return names


def _read(asking: _Asking) -> Snapshot:
    address = asking.address
    origin, found_key = _origin(asking)
    headers = asking.headers(fill("SELECT * FROM {o} AS t LIMIT 0", o=origin))
    places = key_columns(address.shown, headers, {"order_by": address.order_by})
    key = tuple(headers[place] for place in places) or found_key
    if not key or not headers:
        raise SourceError(
            address.shown,
            "has no primary key, so its rows have no order",
            "order_by=COLUMN of a key",
            "Add &order_by=COLUMN to the address.",
        )
    names = [name(f"c{number}") for number in range(1, len(headers) + 1)]
    table = fill("{o} AS t({names})", o=origin, names=listed(*names))
    keys = listed(*(names[headers.index(text)] for text in key))
    _check_size(asking, table, keys, key, len(headers))
    types = _types(asking, table, names)
    values = listed(*(_value_of(n, kind) for n, kind in zip(names, types, strict=True)))
    query = "SELECT {values} FROM {table} ORDER BY {keys}"
    rows = asking.rows(fill(query, values=values, table=table, keys=keys))
    columns = list(zip(*rows, strict=True)) or [()] * len(headers)
    found = FrameColumns(
        (header, *(_plain(value, kind) for value in column))
        for header, column, kind in zip(headers, columns, types, strict=True)
    )
    stated = ("query", address.query) if address.query else ("table", address.table)
    return Snapshot(found, address.shown, (stated, ("order_by", ", ".join(key))))


def _origin(asking: _Asking) -> tuple[Sql, tuple[str, ...]]:
    """Returns what stands behind FROM, and the columns of the primary key.

    Raises:
        SourceError: if there is no such table.
    """
    address = asking.address
    if address.query:
        # the user's own words, on the user's own server, in a transaction that reads
        return Sql(f"(SELECT * FROM (\n{address.query}\n) AS q)"), ()  # noqa: S608 - see above
    found = asking.rows(_TABLE, address.table)
    if not found:
        raise SourceError(
            address.shown,
            f"has no table {address.table!r}",
            "a table that you may read",
        )
    oid, schema, table = found[0]
    key = tuple(str(row[0]) for row in asking.rows(_KEY, oid))
    path = fill("{s}.{t}", s=outside_name(str(schema)), t=outside_name(str(table)))
    return fill("(SELECT * FROM {path})", path=path), key


def _check_size(
    asking: _Asking, table: Sql, keys: Sql, key: tuple[str, ...], width: int
) -> None:
    query = (
        "SELECT count(*), count(DISTINCT ROW({keys})) FILTER "
        "(WHERE ROW({keys}) IS NOT NULL) FROM {table}"
    )
    rows, different = asking.rows(fill(query, keys=keys, table=table))[0]
    if int(rows) * width > MOST_CELLS:
        raise SourceError(
            asking.address.shown,
            f"has {int(rows) * width:,} cells",
            f"at most {MOST_CELLS:,}",
            "Read fewer columns: query=SELECT …",
        )
    if rows != different:
        raise no_key(asking.address.shown, key)


def _types(asking: _Asking, table: Sql, names: list[Sql]) -> list[str]:
    """Returns the type of each column; of a domain that on which it is built."""
    asked = listed(*(fill("pg_typeof({n})::oid::text", n=one) for one in names))
    query = "SELECT {asked} FROM {table} LIMIT 1"
    rows = asking.rows(fill(query, asked=asked, table=table))
    if not rows:
        return ["text"] * len(names)
    oids = [str(oid) for oid in rows[0]]
    known = dict(asking.rows(_BASES, ",".join(sorted(set(oids)))))
    return [str(known.get(oid, "")) for oid in oids]


def _value_of(column: Sql, kind: str) -> Sql:
    """Returns a column as something that has a plain value; zones show UTC."""
    if kind in _PLAIN:
        return fill("({c})::{kind}", c=column, kind=Sql(kind))
    return fill(_READ_AS.get(kind, "({c})::text"), c=column)


def _plain(value: object, kind: str) -> object:
    if value is None:
        return None
    if kind in _DECIMALS:
        return Decimal(str(value))
    if kind == "real":
        return float(str(value))
    if kind in _DATES:
        return _date_of(str(value))
    return value


def _date_of(text: str) -> object:
    """Returns a date or moment; its text if Python has none such: infinity, BC."""
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment if ":" in text else moment.date()


def _without_secrets(text: str, address: PostgresAddress) -> str:
    words = " ".join(text.split())
    for secret in address.secrets:
        words = words.replace(secret, "…")
    return words
