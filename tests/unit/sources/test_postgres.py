"""A server of PostgreSQL: tables and queries as snapshots, and no secret anywhere."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from verifier import verify
from verifier.cli import main
from verifier.errors import SourceError
from verifier.shell.server_address import parse_address, shown_address
from verifier.sources import take_snapshot

pytest.importorskip("adbc_driver_postgresql", reason="the extra is not installed")

SCRIPT = """
CREATE TABLE deals (id text PRIMARY KEY, region text, amount numeric(18,2),
  units bigint, closed date, at timestamptz, won boolean, rate float8, small real,
  tags int[], note text);
INSERT INTO deals VALUES
  ('D-2', 'APAC', 20.25, 2, '2025-08-02', '2025-08-02 12:00+02', false, 0.1, 0.1, '{1,2}', ''),
  ('D-1', 'EMEA', 10.50, 1, '2025-07-01', NULL, true, 'NaN', NULL, NULL, '007'),
  ('D-3', 'EMEA', 30.00, NULL, NULL, NULL, NULL, 1e300, NULL, NULL, NULL);
CREATE TABLE loose (a int); INSERT INTO loose VALUES (2), (1), (1);
CREATE TABLE "odd ""t"" x" ("select" int PRIMARY KEY); INSERT INTO "odd ""t"" x" VALUES (5);
CREATE TABLE pairs (b int, a int, PRIMARY KEY (a, b)); INSERT INTO pairs VALUES (1,2),(2,1);
CREATE VIEW won AS SELECT id, amount FROM deals WHERE won;
CREATE TABLE nothing (id int PRIMARY KEY, amount numeric);
CREATE ROLE ann LOGIN PASSWORD 'hunter2'; GRANT SELECT ON deals TO ann;
"""


@pytest.fixture(scope="module")
def server(postgres):
    """Returns the folder of the socket of a server that holds the tables above."""
    return postgres(SCRIPT)


def address(server: str, rest: str, login: str = "tester") -> str:
    return f"postgresql://{login}@/postgres?host={server}&{rest}"


def taken(server: str, rest: str):
    return take_snapshot(parse_address(address(server, rest), ()))


def test_a_table_is_read_in_the_order_of_its_key(server):
    found = taken(server, "table=deals")
    columns = {column[0]: column[1:] for column in found.columns}
    assert columns["id"] == ("D-1", "D-2", "D-3")
    assert columns["amount"] == (Decimal("10.50"), Decimal("20.25"), Decimal("30.00"))
    assert columns["units"] == (1, 2, None)
    assert columns["closed"] == (dt.date(2025, 7, 1), dt.date(2025, 8, 2), None)
    assert columns["at"] == (None, dt.datetime(2025, 8, 2, 10), None)
    assert columns["won"] == (True, False, None)
    assert columns["rate"][1:] == (0.1, 1e300)
    assert columns["small"][1] == 0.1
    assert columns["tags"] == (None, "{1,2}", None)
    assert columns["note"] == ("007", "", None)
    assert found.declared == (("table", "deals"), ("order_by", "id"))


@pytest.mark.parametrize(
    ("rest", "wanted"),
    [
        ("table=public.deals", ("id", "D-1", "D-2", "D-3")),
        ("table=deals&order_by=amount", ("id", "D-1", "D-2", "D-3")),
        ("table=won&order_by=id", ("id", "D-1")),
        ("table=pairs", ("b", 2, 1)),
        ("table=%22odd %22%22t%22%22 x%22", ("select", 5)),
        ("table=nothing", ("id",)),
        (
            "query=SELECT region, sum(amount) AS total FROM deals GROUP BY 1&order_by=region",
            ("region", "APAC", "EMEA"),
        ),
        ("query=SELECT a FROM loose GROUP BY a -- twice&order_by=a", ("a", 1, 2)),
    ],
)
def test_rows_have_an_order(server, rest, wanted):
    assert taken(server, rest).columns[0] == wanted


@pytest.mark.parametrize(
    ("rest", "says"),
    [
        ("table=loose", "no primary key"),
        ("table=loose&order_by=a", "share"),
        ("table=deals&order_by=units", "have none"),
        ("table=deals&order_by=nothing", "order_by"),
        ("table=nobody", "no table"),
        ("table=deals; DROP TABLE deals", "cannot be read"),
        ("query=SELECT 1; DROP TABLE deals&order_by=a", "cannot be read"),
        ("query=DELETE FROM deals RETURNING id&order_by=id", "cannot be read"),
        (
            "query=WITH x AS (DELETE FROM deals RETURNING id) SELECT * FROM x&order_by=id",
            "cannot be read",
        ),
        ("query=SELECT nextval('nothing')&order_by=nextval", "cannot be read"),
        ("query=SELECT region FROM deals", "no primary key"),
        ("table=deals&query=SELECT 1", "a table and a query"),
        ("sslmode=disable", "names no table"),
    ],
)
def test_what_cannot_be_read_is_said(server, rest, says):
    with pytest.raises(SourceError, match=says):
        taken(server, rest)
    assert taken(server, "table=deals").columns[0][1:] == ("D-1", "D-2", "D-3")


REPORT = """Sales were [60.75](#a), of which EMEA [40.50](#b).

```claims
[a] crm[amount]
= SUM(crm[amount])

[b] crm!A1:K4
SELECT sum(amount) FROM crm WHERE region = 'EMEA'
```
"""


def test_a_report_is_checked_over_a_snapshot_and_shows_no_secret(server):
    path = address(server, "table=deals&application_name=hush", "tester:hunter2")
    done = verify(REPORT, {"crm": path})
    assert done.passed
    source = done.sources[0]
    assert source.digest.startswith("sha256:")
    decisions = {one.name: one.value for one in source.decisions}
    assert decisions["order_by"] == "id"
    shown = repr(done)
    for secret in ("hunter2", "hush", "tester"):
        assert secret not in shown


@pytest.mark.parametrize(
    ("key", "figure"),
    [
        ("id = 'D-2'", "20.25"),
        ("region = 'EMEA' and units = 1", "10.50"),
        ("closed = '2025-08-02'", "20.25"),
        ("won = 'TRUE'", "10.50"),
        ("note = '007'", "10.50"),
        ("rate = 0.1", "20.25"),
    ],
)
def test_rows_of_a_server_are_cited_by_key(server, key, figure):
    text = (
        f"It was [{figure}](#c).\n\n```claims\n[c] crm[amount] where {key}\n"
        "= crm[amount]\n```\n"
    )
    done = verify(text, {"crm": address(server, "table=deals")})
    assert done.passed, str(done)
    assert done.verdicts[0].keyed[0].rows == 1


def test_a_table_of_a_server_is_inspected(server, capsys):
    path = address(server, "table=deals", "tester:hunter2")
    assert main(["inspect", path]) == 0
    found = capsys.readouterr()
    assert "region" in found.out
    assert "hunter2" not in found.out + found.err


def test_the_command_shows_no_secret(server, tmp_path, capsys):
    report = tmp_path / "report.md"
    report.write_text(REPORT)
    path = address(server, "table=deals", "tester:hunter2")
    for form in ("full", "json", "concise"):
        assert (
            main(
                [
                    "check",
                    str(report),
                    "--source",
                    f"crm={path}",
                    "--output-format",
                    form,
                    "--verbose",
                ]
            )
            == 0
        )
    main(["check", str(report), "--source", f"crm={path}", "--show-settings"])
    wrong = path.replace("table=deals", "table=none")
    assert main(["check", str(report), "--source", f"crm={wrong}"]) == 2
    nowhere = path.replace(server, "/nowhere")
    assert main(["check", str(report), "--source", f"crm={nowhere}"]) == 2
    found = capsys.readouterr()
    assert "hunter2" not in found.out + found.err
    assert "tester" not in found.out + found.err


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        (
            "postgresql://ann:pw@db:5432/crm?table=deals",
            "postgresql://db:5432/crm?table=deals",
        ),
        (
            "postgres://ann@db/crm?user=x&password=y&table=t",
            "postgres://db/crm?table=t",
        ),
        ("postgresql://a:p@ss@db/crm", "postgresql://db/crm"),
        ("postgresql://a:b@[db/crm", "postgresql://"),
        ("deals.csv", "deals.csv"),
    ],
)
def test_an_address_is_shown_without_what_is_secret(path, shown):
    assert shown_address(path) == shown
