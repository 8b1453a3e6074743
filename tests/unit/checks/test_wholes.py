"""Wholes, parts and what is taken up: sentences over a table of jobs, as truth tables.

The figures are those of the calculations beside them: what is judged is whether the
sentence says what was calculated.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import verifier

HERE = Path(__file__).parent
_JOBS = """\
J-001,2025-01-02,South,routine,closed,app,Y,1,0,,,240,290,,17
J-002,2025-01-03,North,routine,closed,phone,N,5,0,,4,131,86,,0
J-003,2025-01-04,East,routine,closed,phone,Y,4,8,Parts,,135,198,3,11
J-004,2025-01-05,North,routine,closed,app,N,1,0,,4,134,124,,0
J-005,2025-01-06,South,routine,closed,email,Y,5,0,,3,296,211,,20
J-006,2025-01-07,East,routine,closed,email,Y,6,8,Crew,,331,264,3,17
J-007,2025-01-08,North,planned,closed,phone,N,4,0,,,286,226,,0
J-008,2025-02-09,South,planned,closed,email,N,1,2,Parts,,224,312,,0
J-009,2025-02-10,North,routine,closed,phone,N,6,0,,,90,370,,0
J-010,2025-02-11,South,planned,closed,phone,Y,9,2,Parts,,354,226,3,19
J-011,2025-02-12,East,routine,closed,phone,N,6,8,Parts,,338,117,,0
J-012,2025-02-13,East,urgent,closed,app,N,3,0,,4,200,122,,0
J-013,2025-02-14,North,planned,open,email,N,5,0,,4,256,125,,0
J-014,2025-02-15,North,planned,closed,phone,Y,8,0,,5,330,307,3,7
J-015,2025-03-16,South,urgent,closed,email,N,5,8,Crew,3,200,224,,0
J-016,2025-03-17,North,planned,closed,email,N,5,2,Crew,5,381,394,,0
J-017,2025-03-18,South,routine,closed,app,N,3,8,Access,4,236,221,,0
J-018,2025-03-19,North,routine,closed,app,N,2,5,Access,2,263,137,,0
J-019,2025-03-20,East,routine,closed,phone,Y,3,3,Crew,5,382,142,,10
J-020,2025-03-21,North,planned,closed,phone,Y,3,0,,3,142,297,,6
J-021,2025-03-22,East,planned,closed,app,N,2,3,Parts,,241,50,,0
J-022,2025-04-23,South,planned,closed,email,Y,9,3,Crew,,201,329,5,15
J-023,2025-04-24,South,routine,closed,app,N,9,0,,4,122,130,,0
J-024,2025-04-25,East,routine,closed,phone,N,1,2,Parts,3,339,364,,0
J-025,2025-04-26,South,planned,open,app,Y,8,0,,4,244,246,,13
J-026,2025-04-27,South,planned,closed,app,Y,6,0,,4,196,123,3,5
J-027,2025-04-01,North,planned,closed,email,Y,3,8,Crew,,295,322,5,13
J-028,2025-04-02,North,planned,closed,phone,N,5,8,Parts,2,196,200,,0
J-029,2025-05-03,East,urgent,closed,phone,N,5,3,Access,3,364,201,,0
J-030,2025-05-04,North,planned,closed,email,N,3,0,,,179,333,,0
J-031,2025-05-05,North,routine,closed,app,N,8,8,Crew,4,250,399,,0
J-032,2025-05-06,North,routine,open,phone,N,1,5,Crew,5,196,381,,0
J-033,2025-05-07,South,routine,closed,app,N,9,2,Crew,5,128,267,,0
J-034,2025-05-08,North,urgent,closed,email,Y,2,5,Parts,3,269,85,3,20
J-035,2025-05-09,North,urgent,closed,phone,N,2,5,Parts,3,274,126,,0
J-036,2025-06-10,North,planned,closed,phone,N,4,0,,5,105,388,,0
J-037,2025-06-11,North,routine,closed,phone,N,7,3,Parts,,271,96,,0
J-038,2025-06-12,East,planned,closed,email,Y,3,5,Crew,,341,373,5,14
J-039,2025-06-13,North,routine,closed,phone,N,5,3,Parts,,240,282,,0
J-040,2025-06-14,North,routine,closed,email,Y,1,0,,,309,354,3,12
"""
_RUSSIAN = {
    "North": "Северный",
    "South": "Южный",
    "East": "Восточный",
    "urgent": "срочная",
    "routine": "обычная",
    "planned": "плановая",
    "closed": "закрыта",
    "open": "открыта",
    "phone": "телефон",
    "email": "почта",
    "app": "приложение",
    ",Y,": ",да,",
    ",N,": ",нет,",
    "Parts": "Запчасти",
    "Crew": "Бригада",
    "Access": "Доступ",
    "J-": "З-",
}
HEADERS = {
    "wholes": (
        "jobs.csv",
        (
            "job_id,booked,depot,priority,status,channel,complaint,lift_days,wait_days,"
            "wait_cause,rating,cost_eur,fee_eur,reply_days,refund_eur"
        ),
    ),
    "wholes_ru": (
        "zayavki.csv",
        (
            'Номер заявки,Дата,Участок,Срочность,Состояние,Канал,Жалоба,"Лифто-дни",'
            '"Ожидание, дней",Причина ожидания,Оценка,"Затраты, руб.","Плата, руб.",'
            '"Ответ, дней","Возврат, руб."'
        ),
    ),
}
CITED = "A2:O41"


def cells_of(name: str) -> str:
    """Returns the file of a table."""
    cells = _JOBS
    if name.endswith("_ru"):
        for english, russian in _RUSSIAN.items():
            cells = cells.replace(english, russian)
    return f"{HEADERS[name][1]}\n{cells}"


def rows_of(name: str) -> list[dict[str, str]]:
    with (HERE / f"{name}.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def written(folder: Path, name: str, rows: list[dict[str, str]]) -> Path:
    """Returns a report beside its data, each row in a section of its own."""
    file = HEADERS[name][0]
    (folder / file).write_text(cells_of(name), "utf-8")
    prose: list[str] = []
    claims: list[str] = []
    for place, row in enumerate(rows):
        text = row["sentence"]
        for figure, calculation in enumerate(row["calculation"].split(" | ")):
            claim = f"r{place}.{figure}"
            text = text.replace("](#)", f"](#{claim})", 1)
            claims.append(f"[{claim}] {file}!{CITED}\n{calculation}")
        text = text.replace("\\n", "\n")
        prose.append(f"# {row['heading'] or place}\n\n{text}")
    front = "---\nnumbers: ru\n---\n\n" if name.endswith("_ru") else ""
    path = folder / f"{name}.md"
    evidence = "\n\n".join(claims)
    whole = front + "\n\n".join(prose) + f"\n\n```claims\n{evidence}\n```\n"
    path.write_text(whole, "utf-8")
    return path


@pytest.mark.parametrize("name", HEADERS)
def test_each_mechanism_has_rows_that_hold_and_rows_that_do_not(name: str) -> None:
    rows = rows_of(name)
    for mechanism in {row["mechanism"] for row in rows}:
        reasons = {bool(r["reason"]) for r in rows if r["mechanism"] == mechanism}
        assert reasons == {True, False}, mechanism


@pytest.mark.parametrize("name", HEADERS)
def test_the_last_figure_of_each_row_is_judged(name: str, tmp_path: Path) -> None:
    rows = rows_of(name)
    found = verifier.verify_path(written(tmp_path, name, rows)).verdicts
    verdicts = {str(verdict.claim): verdict for verdict in found}
    wrong: dict[str, list[str]] = {}
    for place, row in enumerate(rows):
        verdict = verdicts[f"r{place}.{row['calculation'].count(' | ')}"]
        told = [r.value for r in (verdict.reason, *verdict.also) if r is not None]
        if not (row["reason"] in told if row["reason"] else not told):
            wrong[f"{row['mechanism']}: {row['sentence']}"] = [*told, verdict.message]
    assert wrong == {}
