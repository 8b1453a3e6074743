"""Types of values that PostgreSQL has, and what becomes of each.

A row is: the type, the value in SQL, and the cell that must come of it: a number as its
decimal, anything else as its kind and what is shown of it. A server reads them all.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from verifier import verify
from verifier.model.source import CellKind, Declarer, SourceRequest
from verifier.shell.server_address import parse_address
from verifier.sources import open_source, take_snapshot

pytest.importorskip("adbc_driver_postgresql", reason="the extra is not installed")

TYPES = """
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TYPE pair AS (a int, b text);
CREATE DOMAIN price AS numeric(10,2) CHECK (VALUE >= 0);
CREATE DOMAIN net_price AS price;
CREATE DOMAIN code AS varchar(8);
CREATE EXTENSION hstore; CREATE EXTENSION citext;
"""
A_UUID = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"

VALUES = [
    ("smallint", "-32768", "-32768"),
    ("integer", "2147483647", "2147483647"),
    ("bigint", "9223372036854775807", "9223372036854775807"),
    ("numeric", "1.10", "1.10"),
    ("numeric(18,2)", "-0.01", "-0.01"),
    ("numeric(6,-3)", "1234567", "1235000"),
    ("numeric(38,30)", "'0.123456789012345678901234567890'", "0.12345678901234568"),
    ("numeric", "'12345678901234567890.50'", "12345678901234567890.50"),
    ("numeric", "'NaN'", "ERROR #NUM!"),
    ("numeric", "'Infinity'", "ERROR #NUM!"),
    ("numeric", "('1' || repeat('0', 400))::numeric", "ERROR #NUM!"),
    ("double precision", "0.1", "0.1"),
    ("double precision", "1e300", "1E+300"),
    ("double precision", "'NaN'", "ERROR #NUM!"),
    ("double precision", "'-Infinity'", "ERROR #NUM!"),
    ("double precision", "'-0'", "0"),
    ("real", "0.1", "0.1"),
    ("real", "16777217", "16777216"),
    ("real", "'NaN'", "ERROR #NUM!"),
    ("money", "'1234.5'", "1234.50"),
    ("money", "'-0.01'", "-0.01"),
    ("boolean", "true", "BOOLEAN TRUE"),
    ("boolean", "'off'", "BOOLEAN FALSE"),
    ("integer", "NULL", "BLANK"),
    ("text", "''", "TEXT "),
    ("text", "'007'", "TEXT 007"),
    ("text", "' 1,200 '", "TEXT  1,200 "),
    ("text", "E'a\\nb'", "TEXT a\nb"),
    ("varchar(3)", "'12%'", "TEXT 12%"),
    ("char(4)", "'ab'", "TEXT ab"),
    ('"char"', "'x'", "TEXT x"),
    ("name", "'pg_class'", "TEXT pg_class"),
    ("citext", "'Ünï'", "TEXT Ünï"),
    ("mood", "'happy'", "TEXT happy"),
    ("price", "'59.90'", "59.90"),
    ("net_price", "'0.5'", "0.50"),
    ("code", "'007'", "TEXT 007"),
    ("uuid", f"'{A_UUID.upper()}'", f"TEXT {A_UUID}"),
    ("bytea", r"'\x00ff61'", r"TEXT \x00ff61"),
    ("bit(4)", "B'0101'", "TEXT 0101"),
    ("json", '\'{"b": 1.0, "a":null}\'', 'TEXT {"b": 1.0, "a":null}'),
    ("jsonb", '\'{"b": 1.0, "a":null}\'', 'TEXT {"a": null, "b": 1.0}'),
    ("jsonb", "'12'", "TEXT 12"),
    ("xml", "'<a>1</a>'", "TEXT <a>1</a>"),
    ("hstore", "'a=>1'", 'TEXT "a"=>"1"'),
    ("integer[]", "'{1,NULL,3}'", "TEXT {1,NULL,3}"),
    ("text[]", "ARRAY['a,b', 'c']", 'TEXT {"a,b",c}'),
    ("pair", "ROW(1, 'x')", "TEXT (1,x)"),
    ("int4range", "'(1,5]'", "TEXT [2,6)"),
    ("daterange", "'[2024-01-15,)'", "TEXT [2024-01-15,)"),
    ("tstzrange", "'[2024-01-15 12:00+02,)'", 'TEXT ["2024-01-15 10:00:00+00",)'),
    ("inet", "'10.0.0.1'", "TEXT 10.0.0.1"),
    ("inet", "'10.0.0.0/8'", "TEXT 10.0.0.0/8"),
    ("cidr", "'10.0.0.0/8'", "TEXT 10.0.0.0/8"),
    ("macaddr", "'08:00:2B:01:02:03'", "TEXT 08:00:2b:01:02:03"),
    ("point", "'(1,2)'", "TEXT (1,2)"),
    ("tsvector", "'a b'", "TEXT 'a' 'b'"),
    ("date", "'2024-01-15'", "DATE 45306"),
    ("date", "'1899-12-31'", "TEXT 1899-12-31"),
    ("date", "'0044-03-15 BC'", "TEXT 0044-03-15 BC"),
    ("date", "'infinity'", "TEXT infinity"),
    ("date", "'10000-01-01'", "TEXT 10000-01-01"),
    ("timestamp", "'2024-01-15 12:00'", "DATE 45306.5"),
    ("timestamp", "'-infinity'", "TEXT -infinity"),
    ("timestamp", "'0044-03-15 12:00 BC'", "TEXT 0044-03-15 12:00:00 BC"),
    ("timestamp", "'294276-12-31'", "TEXT 294276-12-31 00:00:00"),
    ("timestamptz", "'2024-01-15 12:00+02'", "DATE 45306.4166666667"),
    ("timestamptz", "'infinity'", "TEXT infinity"),
    ("time", "'09:30'", "TEXT 09:30:00"),
    ("timetz", "'09:30+02'", "TEXT 09:30:00+02"),
    ("interval", "'1 day 2 hours'", "TEXT 1 day 02:00:00"),
    ("interval", "'-1 year'", "TEXT -1 years"),
    ("oid", "4294967295", "4294967295"),
]
ODD_SETTINGS = """
ALTER DATABASE postgres SET intervalstyle = 'iso_8601';
ALTER DATABASE postgres SET bytea_output = 'escape';
ALTER DATABASE postgres SET extra_float_digits = -5;
ALTER DATABASE postgres SET datestyle = 'German, DMY';
ALTER DATABASE postgres SET timezone = 'Asia/Tokyo';
"""


def script() -> str:
    columns = ", ".join(f"c{n} {kind}" for n, (kind, _, _) in enumerate(VALUES))
    values = ", ".join(value for _, value, _ in VALUES)
    return (
        f"{TYPES} CREATE TABLE odd (id int PRIMARY KEY, {columns}); "
        f"INSERT INTO odd VALUES (1, {values}); {ODD_SETTINGS}"
    )


@pytest.fixture(scope="module")
def address(postgres):
    """Returns the address of the table of all values."""
    return f"postgresql://tester@/postgres?host={postgres(script())}&table=odd"


@pytest.fixture(scope="module")
def cells(address):
    from tests.unit.sources.conftest import Loaded  # noqa: PLC0415 - beside

    taken = take_snapshot(parse_address(address, ()))
    request = SourceRequest("odd", "", "odd", Declarer.COMMAND, (), taken.columns)
    found = Loaded(open_source(request, 1))
    return [found.cells[2, column] for column in range(2, len(VALUES) + 2)]


def shown(cell) -> str:
    if cell.kind is CellKind.BLANK:
        return "BLANK"
    number = "" if cell.number is None else f"{cell.number}"
    return number if cell.kind is CellKind.NUMBER else f"{cell.kind.name} {cell.raw}"


@pytest.mark.parametrize(
    ("place", "wanted"),
    [(place, row[2]) for place, row in enumerate(VALUES)],
    ids=[f"{kind} {value[:30]}" for kind, value, _ in VALUES],
)
def test_every_value_of_a_server_has_its_cell(cells, place, wanted):
    cell = cells[place]
    kind, _, text = wanted.partition(" ")
    if kind in CellKind.__members__:
        number = "" if cell.number is None else f"{round(cell.number, 10):.10f}"
        number = number.rstrip("0").rstrip(".")
        what = {"DATE": number, "ERROR": "#NUM!", "BLANK": ""}.get(kind, cell.raw)
        assert (cell.kind.name, what) == (kind, text)
    else:
        assert (cell.kind.name, cell.number) == ("NUMBER", Decimal(wanted))


def test_money_is_summed(address):
    money = [place for place, row in enumerate(VALUES) if row[0] == "money"]
    text = (
        "Both were [1,234.49](#c).\n\n```claims\n"
        f"[c] odd[c{money[0]}], odd[c{money[1]}]\n"
        f"SELECT sum(c{money[0]} + c{money[1]}) FROM odd\n```\n"
    )
    assert verify(text, {"odd": address}).passed


def test_a_query_means_what_the_server_takes_it_for(address):
    query = "query=SELECT 1 AS id, '03/04/2025'::date AS d&order_by=id"
    taken = take_snapshot(parse_address(address.replace("table=odd", query), ()))
    assert taken.columns[1] == ("d", dt.date(2025, 4, 3))


def test_there_are_enough_values():
    assert len(VALUES) >= 20
