"""Counted nouns, statistics, wholes and periods, in prose and in cells of tables.

A row with a header is a cell of a table; `label` names its row.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import verifier

HERE = Path(__file__).parent
NAMES = ("nouns", "nouns_ru")
_BOOKINGS = """\
B-101,2025-01-05,G01,Alto,Fjords,2,400,0,400,0
B-102,2025-01-09,G02,Brisa,Vineyards,1,150,15,135,20
B-103,2025-01-21,G01,Alto,Fjords,4,800,80,720,0
B-104,2025-02-02,G03,Corso,Old town,1,90,0,90,0
B-105,2025-02-11,G04,Brisa,Vineyards,3,450,45,405,60
B-106,2025-02-25,G05,Alto,Fjords,2,400,0,400,0
B-107,2025-03-03,G02,Corso,Old town,2,180,18,162,0
B-108,2025-03-15,G06,Brisa,Fjords,1,200,0,200,20
B-109,2025-03-28,G03,Alto,Vineyards,5,750,75,675,100
B-110,2025-04-04,G07,Brisa,Old town,2,180,0,180,0
B-111,2025-04-12,G04,Corso,Fjords,3,600,60,540,60
B-112,2025-04-26,G01,Alto,Vineyards,1,150,0,150,0
B-113,2025-05-06,G08,Brisa,Fjords,2,400,40,360,40
B-114,2025-05-17,G02,Alto,Old town,6,540,54,486,0
B-115,2025-05-30,G09,Corso,Vineyards,1,150,0,150,20
B-116,2025-06-07,G05,Alto,Fjords,2,400,40,360,0
B-117,2025-06-15,G03,Brisa,Old town,4,360,0,360,80
B-118,2025-06-24,G08,Alto,Vineyards,2,300,30,270,0
"""
_NAMES = {
    "Alto": "Терапия",
    "Brisa": "Хирургия",
    "Corso": "Педиатрия",
    "Fjords": "Осмотр",
    "Vineyards": "Массаж",
    "Old town": "Анализы",
    "B-": "П-",
    ",G0": ",К-",
}
SHEETS = {
    "nouns": (
        "bookings.csv",
        "booking_id,booked_on,guest,agency,tour,seats,list_eur,discount_eur,paid_eur,"
        "insurance_eur\n" + _BOOKINGS,
    ),
    "nouns_ru": (
        "priyomy.csv",
        "Номер приёма,Дата,Пациент,Отделение,Услуга,Процедур,Стоимость,Скидка,"
        "Оплачено,Страховка\n" + _BOOKINGS,
    ),
}
CITED = "A2:J19"


def rows_of(name: str) -> list[dict[str, str]]:
    with (HERE / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _passage(number: int, row: dict[str, str]) -> str:
    said = row["sentence"].replace("](#)", f"](#r{number})")
    if not row["header"]:
        return f"# {number}\n\n{said}"
    label = row["label"]
    return f"# {number}\n\n| | {row['header']} |\n|---|---:|\n| {label} | {said} |"


@pytest.fixture(scope="module", params=NAMES)
def judged(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[list[dict[str, str]], dict[str, verifier.Verdict]]:
    name = request.param
    rows = rows_of(name)
    path = write_report(tmp_path_factory.mktemp(name), name, rows)
    found = {str(verdict.claim): verdict for verdict in verdicts_on(path)}
    return rows, found


def write_report(folder: Path, name: str, rows: list[dict[str, str]]) -> Path:
    """Returns a report of one section for each row, beside its data."""
    file, text = SHEETS[name]
    if name.endswith("ru"):
        for english, russian in _NAMES.items():
            text = text.replace(english, russian)
    (folder / file).write_text(text, "utf-8")
    prose = "\n\n".join(_passage(number, row) for number, row in enumerate(rows))
    claims = "\n\n".join(
        f"[r{number}] {file}!{CITED}\n{row['calculation']}"
        for number, row in enumerate(rows)
    )
    front = "---\nnumbers: ru\n---\n\n" if name.endswith("ru") else ""
    path = folder / f"{name}.md"
    path.write_text(f"{front}{prose}\n\n```claims\n{claims}\n```\n", "utf-8")
    return path


def verdicts_on(path: Path) -> tuple[verifier.Verdict, ...]:
    return tuple(verifier.verify_path(path).verdicts)


def told_of(verdict: verifier.Verdict) -> list[str]:
    every = (verdict.reason, *verdict.also)
    return [reason.value for reason in every if reason is not None]


@pytest.mark.parametrize("name", NAMES)
def test_each_mechanism_has_rows_that_hold_and_rows_that_do_not(name: str) -> None:
    rows = rows_of(name)
    for mechanism in {row["mechanism"] for row in rows}:
        reasons = {bool(r["reason"]) for r in rows if r["mechanism"] == mechanism}
        assert reasons == {True, False}, mechanism


def test_words_that_hold_stand_and_others_are_told_why(
    judged: tuple[list[dict[str, str]], dict[str, verifier.Verdict]],
) -> None:
    rows, found = judged
    wrong: dict[str, list[str]] = {}
    for number, row in enumerate(rows):
        told = told_of(found[f"r{number}"])
        is_right = row["reason"] in told if row["reason"] else not told
        if not is_right:
            wrong[f"{number}: {row['header']} | {row['sentence']}"] = told
    assert wrong == {}
