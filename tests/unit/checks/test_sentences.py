"""Sentences against calculations, one mechanism after the other, as truth tables."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

import verifier

HERE = Path(__file__).parent
ROWS = (
    "c1,k1,{0},1,2025-01-10,10,8,5",
    "c2,k2,{0},2,2025-01-20,20,15,10",
    "c3,k1,{1},1,2025-02-05,30,27,15",
    "c4,k3,{1},2,2025-02-15,40,36,20",
    "c5,k2,{0},1,2025-03-01,50,41,25",
    "c6,k4,{1},3,2025-03-20,60,50,30",
)
TABLES = {
    "sentences": (
        "calls",
        "id,client_id,branch,line,day,gross_kg,net_kg,wait_min",
        ("North", "South"),
    ),
    "sentences_ru": (
        "otgruzki",
        'ид,клиент,филиал,линия,дата,"вес брутто, кг","вес нетто, кг","ожидание, мин"',
        ("Тверь", "Омск"),
    ),
}


def rows_of(name: str) -> list[dict[str, str]]:
    with (HERE / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def report_of(name: str, rows: list[dict[str, str]]) -> str:
    """Returns a report: each row in a section of its own, its claims numbered."""
    parts, claims = ["---\nnumbers: ru\n---" if name.endswith("ru") else ""], []
    for place, row in enumerate(rows):
        text = row["sentence"]
        for figure, calculation in enumerate(row["calculation"].split(" | ")):
            claim = f"r{place}.{figure}"
            text = text.replace("](#)", f"](#{claim})", 1)
            claims.append(f"[{claim}] {TABLES[name][0]}.csv!A2:H7\n{calculation}")
        parts.append(text)
    evidence = "\n\n".join(claims)
    return "\n\n".join(parts) + f"\n\n```claims\n{evidence}\n```\n"


@pytest.fixture(scope="module", params=sorted(TABLES))
def judged(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[list[dict[str, str]], dict[str, list[str]]]:
    name = request.param
    table, header, groups = TABLES[name]
    folder = tmp_path_factory.mktemp(name)
    cells = "\n".join(row.format(*groups) for row in ROWS)
    (folder / f"{table}.csv").write_text(f"{header}\n{cells}\n", "utf-8")
    rows = rows_of(name)
    (folder / "report.md").write_text(report_of(name, rows), "utf-8")
    found: dict[str, list[str]] = {}
    for verdict in verifier.verify_path(folder / "report.md").verdicts:
        if verdict.claim is not None:
            told = (verdict.reason, *verdict.also)
            reasons = [reason.value for reason in told if reason is not None]
            found.setdefault(verdict.claim.partition(".")[0], []).extend(reasons)
    return rows, found


def test_each_mechanism_has_rows_that_hold_and_rows_that_do_not() -> None:
    every = [row for name in TABLES for row in rows_of(name)]
    for mechanism in {row["mechanism"] for row in every}:
        reasons = {bool(r["reason"]) for r in every if r["mechanism"] == mechanism}
        assert reasons == {True, False}, mechanism
    assert all(re.search(r"\]\(#\)", row["sentence"]) for row in every)


def test_sentences_that_hold_stand_and_others_are_told_why(
    judged: tuple[list[dict[str, str]], dict[str, list[str]]],
) -> None:
    rows, found = judged
    wrong = {
        row["sentence"]: found.get(f"r{place}", [])
        for place, row in enumerate(rows)
        if (row["reason"] or None) not in (found.get(f"r{place}") or [None])
        or (not row["reason"] and found.get(f"r{place}"))
    }
    assert wrong == {}
