"""One table in every source format: the same report gets the same verdicts."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest
from pyarrow import parquet

from tests.unit.sources.postgres_server import running
from verifier import Verification, verify
from verifier.shell.check import check_reports
from verifier.shell.configuration import Settings

pytestmark = pytest.mark.no_cover

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "sources"
FILES = (
    *("deals.csv", "deals.tsv", "deals.txt", "deals.csv.gz"),
    "exports.zip/q3/deals.csv",
    *("deals.xlsx", "deals.xlsm", "deals.xls", "deals.xlsb", "deals.ods"),
    *("deals.parquet", "deals.parquet.gz", "exports.zip/q3/deals.parquet"),
    *("deals.json", "deals.ndjson", "deals.jsonl", "deals.ndjson.gz"),
    *("deals.sqlite", "deals.duckdb"),
)
CLAIMS = (
    ("100,270.93 won", "= SUM({s}[amount])", "hallucinated value", "100271.03"),
    ("$100,271.03", "= SUM({s}[amount])", "verified", "100271.03"),
    ("$1,490.25", '= SUMIFS(C2:C9,B2:B9,"EMEA")', "verified", "1490.25"),
    ("5 deals", '= COUNTIFS(E2:E9,">="&DATE(2025,7,1))', "verified", "5"),
    ("9,405 days", "= MAX(E2:E9)-MIN(E2:E9)", "verified", "9405"),
    ("4 won", "= COUNTIF(F2:F9,TRUE)", "verified", "4"),
    ("0.30", "SELECT sum(amount) FROM deals WHERE region = 'APAC'", "verified", "0.30"),
    ("2,000,022", "= SUM(D2:D9)", "verified", "2000022"),
    ("7 amounts", "= COUNT(C2:C9)", "verified", "7"),
    ("1 blank", "= COUNTBLANK(E2:E9)", "verified", "1"),
    ("23%", '= SUMIFS(C2:C9,B2:B9,"EMEA")/SUM(C2:C9)', "hallucinated value", "0.0148"),
    ("98,765.43", "= MAX(C2:C9)", "verified", "98765.43"),
    ("12", "= SUM(H2:H9)", "hallucinated no-such-cell", ""),
)


def report(source: str) -> str:
    name = f"'{source}'"
    prose, claims = [], []
    for number, (figure, calculation, _, _) in enumerate(CLAIMS):
        prose.append(f"It was [{figure}](#c{number}).")
        area = "H2:H9" if "H2" in calculation else "A1:G9"
        written = calculation.replace("{s}", name)
        claims.append(f"[c{number}] {name}!{area}\n{written}\n")
    return "\n\n".join(prose) + "\n\n```claims\n" + "\n".join(claims) + "```\n"


@pytest.mark.parametrize("source", FILES)
def test_the_same_report_gets_the_same_verdicts(source: str, tmp_path: Path) -> None:
    file = source.partition("/")[0]
    shutil.copy(FOLDER / file, tmp_path)
    (tmp_path / "report.md").write_text(report(source), encoding="utf-8")
    done = check_reports((str(tmp_path / "report.md"),), Settings())
    agrees(done)


def agrees(done: Verification) -> None:
    found = [
        (f"{one.status.value} {one.reason.value if one.reason else ''}".strip(), one)
        for one in done.reports[0].verdicts
    ]
    wanted = [verdict for _, _, verdict, _ in CLAIMS]
    assert [words for words, _ in found] == wanted
    for (_, verdict), (_, _, _, value) in zip(found, CLAIMS, strict=True):
        if value:
            assert f"{verdict.recomputed:.12f}".startswith(value), verdict


@pytest.mark.parametrize("form", ["pandas", "pandas of Arrow", "Polars", "Arrow"])
def test_the_same_report_gets_the_same_verdicts_over_a_frame(form: str) -> None:
    table = parquet.read_table(FOLDER / "deals.parquet")
    if form == "Polars":
        polars = pytest.importorskip("polars", reason="no wheel for this platform")
        table = polars.read_parquet(FOLDER / "deals.parquet")
    elif form == "pandas":
        table = pd.read_parquet(FOLDER / "deals.parquet")
    elif form == "pandas of Arrow":
        table = pd.read_parquet(FOLDER / "deals.parquet", dtype_backend="pyarrow")
    agrees(verify(report("deals"), {"deals": table}))


def test_the_same_report_gets_the_same_verdicts_over_a_server() -> None:
    pytest.importorskip("adbc_driver_postgresql", reason="the extra is not installed")
    script = (
        "CREATE TABLE deals (id text PRIMARY KEY, region text, amount numeric(18,2), "
        "units bigint, closed date, won boolean, note text); "
        f"\\copy deals FROM '{FOLDER / 'deals.csv'}' CSV HEADER"
    )
    with running(script) as folder:
        address = f"postgresql://tester@/postgres?host={folder}&table=deals"
        agrees(verify(report("deals"), {"deals": address}))


@pytest.mark.parametrize(
    "source", ["deals.xlsx", "deals.xls", "deals.xlsb", "deals.ods"]
)
@pytest.mark.parametrize(
    ("cited", "calculation"),
    [
        ("{s}!amounts", "= SUM({s}!C2:C9)"),
        ("{s}!amounts", "= SUM(C2:C9)"),
        ("{s}!A2, amounts", "= SUM({s}!C2:C9)"),
    ],
)
def test_a_named_range_is_cited_by_its_name(source, cited, calculation, tmp_path):
    shutil.copy(FOLDER / source, tmp_path)
    claim = f"[c1] {cited}\n{calculation}\n".replace("{s}", source)
    text = f"It was [100,271.03](#c1).\n\n```claims\n{claim}```\n"
    (tmp_path / "report.md").write_text(text, encoding="utf-8")
    done = check_reports((str(tmp_path / "report.md"),), Settings())
    assert done.reports[0].verdicts[0].status.value == "verified"
