"""Citations by key, from the claim to the verdict, by a table written by hand."""

from __future__ import annotations

import csv
import functools
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from verifier import verify_path
from verifier.model.lookup import shown_cells
from verifier.model.source import Declarer, SourceRequest
from verifier.pipeline import verify_reports
from verifier.readers import read_report
from verifier.shell.check import named_request
from verifier.shell.discover import request_key, scope_of
from verifier.worker.serve import Bench
from verifier.worker.wire import LoadColumns

if TYPE_CHECKING:
    from verifier.model.record import Verification
    from verifier.model.verdict import Verdict

TABLE = Path(__file__).resolve().parents[3] / "fixtures" / "keyed" / "verdicts.tsv"
ROWS = list(
    csv.DictReader(
        TABLE.read_text(encoding="utf-8").splitlines(),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
)
EMEA = "d.csv[amount] where region = 'EMEA'"
WRONG = "suspect wrong-segment"
DEALS = """\
id,region,amount,units,year,"Net, price",twin,twin
D-1,EMEA,1200,2,2023,5,a,b
D-2,APAC,300,1,2023,7,a,b
D-3,EMEA,450,4,2024,9,a,b
D-4,AMER,980,3,2024,11,a,b
D-5,AMER,200,3,2024,13,a,b
D-6,LATAM,,3,2025,15,a,b
"""


class Here:
    """Recomputes in this process."""

    def __init__(self) -> None:
        self.bench = Bench(1 << 30)

    def find(self, lookups):
        return tuple(self.bench.find_all(lookups))

    def load(self, loads):
        return tuple(self.bench.load_all(LoadColumns(loads, 10.0)))

    def run(self, statements):
        return tuple(self.bench.run(statement, 10.0) for statement in statements)

    def quote(self, wanted):
        return tuple(self.bench.quote(cells, most) for cells, most in wanted)


def verified(text: str, data: str, folder: Path) -> Verification:
    path = folder / "d.csv"
    path.write_text(data, encoding="utf-8")
    named = named_request(SourceRequest("d", str(path), "d.csv", Declarer.COMMAND))
    here = Here()
    source = here.bench.open(named.request)
    assert not source.problem, source.problem
    scope = scope_of((named,), {request_key(named.request): source}, strict=False)
    report = read_report(text.encode(), "report.md")
    return verify_reports(((report, scope),), (source,), here)


@functools.cache
def verdicts(folder: Path) -> tuple[Verdict, ...]:
    prose = "\n\n".join(f"It: [{row['figure']}](#c{n})." for n, row in enumerate(ROWS))
    claims = "\n\n".join(
        f"[c{n}] {row['cited']}\n{row['calculation']}" for n, row in enumerate(ROWS)
    )
    return verified(f"{prose}\n\n```claims\n{claims}\n```\n", DEALS, folder).verdicts


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("keyed")


@pytest.mark.parametrize("number", range(len(ROWS)), ids=lambda n: f"line_{n + 2}")
def test_a_claim_that_cites_by_key_gets_its_verdict(number, folder):
    verdict, row = verdicts(folder)[number], ROWS[number]
    reason = verdict.reason.value if verdict.reason else ""
    assert f"{verdict.status.value} {reason}".strip() == row["verdict"], verdict.message
    shown = "; ".join(shown_cells(verdict.cells, verdict.keyed))
    assert row["words"] in f"{verdict.message} | {shown}"


@pytest.mark.parametrize(
    ("rows", "calculation", "wanted"),
    [
        (60, "= SUM(d[amount])", "verified"),
        (61, "= SUM(d[amount])", "undecided limit"),
        (400, "SELECT sum(amount) FROM d", "verified"),
        (1000, "SELECT count(amount) FROM d", "verified"),
        (1001, "SELECT sum(amount) FROM d", "undecided limit"),
    ],
)
def test_rows_that_lie_apart_are_read_or_too_many(rows, calculation, wanted, tmp_path):
    values = [100 + n for n in range(rows)]
    lines = [f"x,{value}\ny,7" for value in values]
    figure = rows if "count" in calculation else sum(values)
    text = (
        f"It was [{figure}](#c).\n\n```claims\n[c] d[amount] where k = 'x'\n"
        f"{calculation}\n```\n"
    )
    data = "\n".join(["k,amount", *lines, ""])
    (verdict,) = verified(text, data, tmp_path).verdicts
    reason = verdict.reason.value if verdict.reason else ""
    assert f"{verdict.status.value} {reason}".strip() == wanted, verdict.message


@pytest.mark.parametrize(
    ("cited", "calculation", "wanted"),
    [
        ("region = 'EMEA'", "= SUM(d[amount])", "verified"),
        ("region = 'APAC'", "= SUM(d[amount])", WRONG),
        ("region = 'APAC'", "SELECT sum(amount) FROM d", WRONG),
        ("region = 'EMEA' and year = 2024", "SELECT sum(amount) FROM d", "verified"),
        ("region = 'APAC' and year = 2024", "= SUM(d[amount])", WRONG),
    ],
)
def test_keys_are_criteria_to_the_sentence(cited, calculation, wanted, tmp_path):
    regions = ("EMEA", "APAC", "AMER")
    table = [(regions[n % 3], 100 + n, 2024 + n % 2) for n in range(30)]
    keys = cited.split("'")
    amounts = [a for r, a, y in table if r == keys[1] and (y == 2024 or not keys[2])]
    lines = [",".join(map(str, row)) for row in table]
    text = (
        f"In EMEA we won [{sum(amounts)}](#c).\n\n```claims\n"
        f"[c] d[amount] where {cited}\n{calculation}\n```\n"
    )
    data = "\n".join(["region,amount,year", *lines, ""])
    (verdict,) = verified(text, data, tmp_path).verdicts
    reason = verdict.reason.value if verdict.reason else ""
    assert f"{verdict.status.value} {reason}".strip() == wanted, verdict.message


@pytest.mark.parametrize(
    ("cited", "calculation", "figure", "wanted"),
    [
        ("d.csv[amount] where id = 'D-1'", "= d[amount]", "1,200", "verified"),
        ("d.csv[amount] where id = 'D-1'", "= d.csv[amount]", "1,200", "verified"),
        ("d.csv[amount] where id = 'D-1'", "= D[Amount]*2", "2,400", "verified"),
        ("d.csv[amount] where id = 'D-1'", "= d[amount]", "1,201", "rounding"),
        (EMEA, "= SUM(d[amount])", "1,650", "verified"),
        (EMEA, "= SUM(d[units])", "6", "outside-citation"),
        (f"{EMEA}, d.csv[amount]", "= SUM(d[amount])", "3,130", "verified"),
    ],
)
def test_a_file_that_is_cited_by_its_name_goes_by_its_stem(
    tmp_path, cited, calculation, figure, wanted
):
    (tmp_path / "d.csv").write_text(DEALS, encoding="utf-8")
    path = tmp_path / "report.md"
    path.write_text(
        f"It was [{figure}](#c).\n\n```claims\n[c] {cited}\n{calculation}\n```\n",
        encoding="utf-8",
    )
    (verdict,) = verify_path(path).verdicts
    assert wanted in {verdict.status.value, verdict.reason and verdict.reason.value}
