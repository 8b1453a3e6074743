"""Rules about data: what each finds in a table that is inspected, and what it spares.

The expected codes were worked out by hand from the rules' pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

import verifier
from verifier.checks.uncomputed import UNCOMPUTED
from verifier.model.source import CellKind
from verifier.shell.configuration import Command
from verifier.shell.inspect import inspect_paths
from verifier.sources.workbook import facets

if TYPE_CHECKING:
    from pathlib import Path

    from verifier.model.inspection import Inspection

AGES = ["31", "44", "27", "58", "39", "40", "33", "29"]


def inspected(path: Path, brief: str = "") -> Inspection:
    given = ()
    if brief:
        file = path.with_name("brief.toml")
        file.write_text(brief, "utf-8")
        given = (("brief", str(file)),)
    command = Command(given=given, isolated=True)
    return inspect_paths((str(path),), command, lambda _: None)


def codes(inspection: Inspection) -> set[str]:
    return {finding.code for finding in inspection.every_finding}


def column(header: str, cells: list[str]) -> str:
    lines = (f'k{n},"{cell}"' for n, cell in enumerate(cells))
    return f"name,{header}\n" + "\n".join(lines) + "\n"


FOUND = {
    "total among rows": ("D002", "id,region,x\na,north,1\nb,south,2\n,Total,3\n"),
    "total of a group": ("D002", "id,region,x\na,EMEA,1\nb,EMEA,5\n,Total EMEA,6\n"),
    "total in Russian": ("D002", "id,отдел,x\na,А,1\nb,Б,5\n,Итого по отделу,6\n"),
    "group total": ("D002", "id,region,x\na,EMEA,1\nb,EMEA,5\n,EMEA total,6\n"),
    "total for a group": (
        "D002",
        "id,school,item,x\na,One,Books,3\nb,One,Desks,4\n,One,Total for the school,7\n",
    ),
    "total for a group in Russian": (
        "D002",
        "id,школа,статья,x\na,А,Книги,3\nb,А,Парты,4\n,А,Всего по школе,7\n",
    ),
    "sum at the end": ("D002", "id,x\na,1\nb,2\nc,4\n,7\n"),
    "key twice": ("D004", "id,x\na,1\nb,2\na,3\n"),
    "patient twice on a day": (
        "D004",
        "patient_id,visited,x\na,2025-01-03,1\nb,2025-01-04,2\na,2025-01-03,3\n",
    ),
    "deal twice": (
        "D004",
        "deal_id,day,x\na,2025-01-03,1\nb,2025-01-04,2\na,2025-02-03,3\n",
    ),
    "whole row twice": ("D004", "a,b,c,d\n1,2,3,4\n5,6,7,8\n9,9,8,8\n1,2,3,4\n"),
    "text among numbers": ("D005", column("x", ["1", "2", "12 boxes"])),
    "error cell": ("D006", column("x", ["1", "2", "#N/A"])),
    "dates in two forms": (
        "D009",
        column("day", ["2025-01-03", "2025-01-04", "13.01.2025"]),
    ),
    "two currencies": ("D011", column("x", ["$1", "€2", "$3"])),
    "percent and none": ("D011", column("x", ["12%", "0.13", "15%"])),
    "999": ("D012", column("age", [*AGES, "999"])),
    "-1": ("D012", column("age", [*AGES, "-1"])),
    "zero for none": ("D012", column("age", [*AGES, "0"])),
    "1900": ("D012", column("day", ["2025-01-03", "2025-01-04", "1900-01-01"])),
    "case": ("D013", column("g", ["North", "south", "north", "south"] * 3)),
    "a letter": ("D013", column("g", ["Finance", "Finanse", "Sales"] * 3)),
    "title above": ("D014", "Sales\n\nid,region,x\na,n,1\nb,s,2\n"),
    "header twice": ("D015", "id,x,x\na,1,2\nb,2,3\n"),
    "no header": ("D015", "id,,x\na,1,2\nb,2,3\n"),
    "slipped decimal": (
        "D016",
        column("x", [str(n) for n in range(10, 40)] + ["900000"]),
    ),
    "one value": ("D017", column("g", ["north"] * 6)),
    "mojibake": ("D018", column("g", ["ZÃ¼rich", "Genf"])),
    "Russian as cp1251": ("D018", column("g", ["РџСЃРєРѕРІ", "Омск"])),
    "replacement sign": ("D018", column("g", ["Z\ufffdrich", "Genf"])),
}


@pytest.mark.parametrize("name", FOUND)
def test_trouble_is_found(name: str, tmp_path: Path) -> None:
    code, text = FOUND[name]
    path = tmp_path / "t.csv"
    path.write_text(text, "utf-8")
    assert code in codes(inspected(path))


SPARED = {
    "a name with total in it": (
        "D002",
        "id,company,region,x\na,Total Energies,EMEA,1\nb,Shell,EMEA,9\n",
    ),
    "keys once": ("D004", "id,x\na,1\nb,1\nc,1\n"),
    "persons who come again": (
        "D004",
        (
            "respondent_id,answered,x\na,2025-01-03,1\nb,2025-01-04,2\nc,2025-01-05,2\n"
            "d,2025-01-06,3\na,2025-02-03,1\n"
        ),
    ),
    "persons who come again in Russian": (
        "D004",
        (
            "код пациента,дата,x\na,2025-01-03,1\nb,2025-01-04,2\nc,2025-01-05,2\n"
            "d,2025-01-06,3\na,2025-02-03,1\n"
        ),
    ),
    "missing marks": ("D005", column("x", ["1", "2", "n/a", "-"])),
    "texts with a number": ("D005", column("x", ["a", "b", "c", "7"])),
    "one form of dates": ("D009", column("day", ["2025-01-03", "2025-11-14"])),
    "one currency": ("D011", column("x", ["$1", "2", "$3"])),
    "999 as one of many": ("D012", column("x", ["990", "999", "1004", "870", "912"])),
    "zero as a count": ("D012", column("x", ["0", "1", "2", "5", "9", "0"])),
    "balances": ("D012", column("x", ["-1", "-5", "20", "30", "44", "12"])),
    "two words": ("D013", column("g", ["North", "South", "East"] * 3)),
    "numbered names": ("D013", column("g", ["Region 1", "Region 2"] * 3)),
    "short words": ("D013", column("g", ["won", "wow", "lost"] * 3)),
    "lognormal": ("D016", column("x", [str(2**n) for n in range(25)])),
    "two values": ("D017", column("g", ["north"] * 5 + ["south"])),
    "accents": (
        "D018",
        column(
            "g", ["Zürich", "São Paulo", "Ñandú", "Рига", "Рівне", "Сњежана", "РІЧКА"]
        ),
    ),
}


@pytest.mark.parametrize("name", SPARED)
def test_what_is_right_is_spared(name: str, tmp_path: Path) -> None:
    code, text = SPARED[name]
    path = tmp_path / "t.csv"
    path.write_text(text, "utf-8")
    assert code not in codes(inspected(path))


def test_a_clean_table_has_no_finding(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id,region,x\na,north,10\nb,south,25\nc,south,7\n")
    inspection = inspected(path)
    assert inspection.every_finding == ()
    assert inspection.exit_status == 0
    columns = inspection.sheets[0].columns
    assert [c.profile.counts for c in columns] == [
        ((CellKind.TEXT, 3),),
        ((CellKind.TEXT, 3),),
        ((CellKind.NUMBER, 3),),
    ]
    assert (columns[2].profile.low, columns[2].profile.high) == ("7", "25")
    assert columns[2].profile.examples == (("C2", "10"), ("C3", "25"), ("C4", "7"))


def test_cells_are_named_where_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(column("age", [*AGES, "999"]))
    found = [f for f in inspected(path).every_finding if f.code == "D012"]
    assert [f.cells for f in found] == [(f"t.csv!B{len(AGES) + 2}",)]


def test_a_workbook_tells_of_merged_textual_and_uncomputed_cells(
    tmp_path: Path,
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    rows = (("id", "x", "y"), ("a", "1200", 1), ("b", 7, "=B3*2"), ("c", 8, 3))
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("A3:A4")
    path = tmp_path / "t.xlsx"
    book.save(path)
    found = {f.code: f.cells for f in inspected(path).every_finding}
    assert found["D008"] == ("t.xlsx!Sheet!C3",)
    assert found["D010"] == ("t.xlsx!Sheet!B2",)
    assert found["D019"] == ("t.xlsx!Sheet!A3:A4",)
    assert "D006" not in found


def test_the_error_of_an_uncomputed_formula_is_that_of_the_sources() -> None:
    assert UNCOMPUTED == facets.UNCOMPUTED


BRIEF = '[fields.stage]\nvalues = ["won", "lost"]\nkind = "text"\n'
TABLE = "id,{0}\n" + "".join(f"d{n},{{{1 + n % 2}}}\n" for n in range(8))


def test_a_brief_that_fits_is_no_finding(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(TABLE.format("Stage", "won", "lost"))
    assert "D020" not in codes(inspected(path, BRIEF))


@pytest.mark.parametrize(
    ("header", "value", "words"),
    [
        ("stages", "lost", "did it mean 'stages'?"),
        ("stage", "open", "never holds 'lost'"),
        ("stage", "open", "does not list: 'open'"),
    ],
)
def test_a_brief_that_does_not_fit_is_an_error(
    tmp_path: Path, header: str, value: str, words: str
) -> None:
    path = tmp_path / "t.csv"
    path.write_text(TABLE.format(header, "won", value))
    inspection = inspected(path, BRIEF)
    messages = [f.message for f in inspection.every_finding if f.code == "D020"]
    assert any(words in message for message in messages)
    assert inspection.exit_status == 1


TOTALS = "name,amount\na,1\nb,2\nc,4\nTotal,7\n"
CLAIM = "It was [{0}](#c1).\n\n```claims\n[c1] t.csv!A2:B5\n{1}\n```\n"


@pytest.mark.parametrize(
    ("calculation", "figure", "reason"),
    [
        ("= SUM(B2:B5)", "14", verifier.Reason.TOTALS_ROW),
        ('= SUMIF(A2:A5,"<>Total",B2:B5)', "7", None),
        ("SELECT sum(amount) FROM t WHERE name <> 'Total'", "7", None),
    ],
)
def test_a_total_that_a_criterion_leaves_out_is_none(
    tmp_path: Path, calculation: str, figure: str, reason: verifier.Reason | None
) -> None:
    (tmp_path / "t.csv").write_text(TOTALS)
    (tmp_path / "report.md").write_text(CLAIM.format(figure, calculation))
    verdict = verifier.verify_path(tmp_path / "report.md").verdicts[0]
    assert verdict.reason is reason


@pytest.mark.parametrize(
    ("calculation", "figure", "is_lost"),
    [
        ("= SUM(B2:B4)", "3", True),
        ("SELECT sum(number(x)) FROM t", "1203", False),
        ("SELECT sum(try_cast(x AS INTEGER)) FROM t", "3", True),
        ("SELECT sum(CAST(x AS INTEGER)) FROM t", "1203", False),
        (
            "SELECT sum(y::INTEGER) FROM (SELECT replace(x, ' kg', '') AS y FROM t)",
            "1203",
            False,
        ),
        ("SELECT sum(CAST(x AS INTEGER)) FROM t WHERE x NOT LIKE '12%'", "3", True),
    ],
)
def test_texts_that_are_read_as_numbers_are_not_lost(
    tmp_path: Path, calculation: str, figure: str, *, is_lost: bool
) -> None:
    book = openpyxl.Workbook()
    for row in (("k", "x"), ("a", 1), ("b", 2), ("c", "1200")):
        book.active.append(row)
    book.active.title = "t"
    book.save(tmp_path / "t.xlsx")
    text = CLAIM.format(figure, calculation).replace("t.csv!A2:B5", "t.xlsx!t!A2:B4")
    (tmp_path / "report.md").write_text(text)
    verdict = verifier.verify_path(tmp_path / "report.md").verdicts[0]
    reasons = (verdict.reason, *verdict.also)
    assert (verifier.Reason.CELLS_LOST in reasons) is is_lost, verdict


DAYS = [
    f"2025-{month:02}-{day:02}"
    for month, days in ((1, 31), (2, 28), (3, 31))
    for day in range(1, days + 1)
]


@pytest.mark.parametrize(
    ("days", "rows", "is_cut"),
    [
        (DAYS, (33, 60), False),  # all of February
        (DAYS, (33, 57), True),
        (DAYS, (35, 60), True),
        (DAYS, (35, 57), False),  # neither end is one of a month
        (DAYS[::-1], (32, 59), False),
        (DAYS[1::2] + DAYS[::2], (17, 40), False),  # in no order of days
    ],
)
def test_a_range_that_breaks_off_within_a_month_cuts_it(
    tmp_path: Path, days: list[str], rows: tuple[int, int], *, is_cut: bool
) -> None:
    lines = [f"{day},{number}\n" for number, day in enumerate(days)]
    (tmp_path / "t.csv").write_text("day,x\n" + "".join(lines))
    first, last = rows
    total = sum(range(first - 2, last - 1))
    cells = f"B{first}:B{last}"
    text = CLAIM.format(total, f"= SUM({cells})").replace("A2:B5", cells)
    (tmp_path / "report.md").write_text(text)
    verdict = verifier.verify_path(tmp_path / "report.md").verdicts[0]
    reasons = {verdict.reason, *verdict.also}
    assert (verifier.Reason.RANGE_STOPS_SHORT in reasons) is is_cut, verdict


@pytest.mark.parametrize(("last", "is_cut"), [(13, False), (12, True)])
def test_a_range_that_leaves_out_a_row_of_its_week_cuts_it(
    tmp_path: Path, last: int, *, is_cut: bool
) -> None:
    weeks = [week for week in ("03", "10", "17", "24") for _ in range(4)]
    lines = [f"2025-03-{week},{number}\n" for number, week in enumerate(weeks)]
    (tmp_path / "t.csv").write_text(f"week,x\n{''.join(lines)}Total,120\n")
    cells = f"B10:B{last}"
    text = CLAIM.format(sum(range(8, last - 1)), f"= SUM({cells})")
    (tmp_path / "report.md").write_text(text.replace("A2:B5", cells))
    verdict = verifier.verify_path(tmp_path / "report.md").verdicts[0]
    reasons = {verdict.reason, *verdict.also}
    assert (verifier.Reason.RANGE_STOPS_SHORT in reasons) is is_cut, verdict
