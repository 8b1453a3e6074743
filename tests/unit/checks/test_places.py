"""Places in a ranking, worked out by hand.

        amount  deals  won   not won                 returns
EMEA       900      3    2       100      Москва           5   брак 1
APAC       700      4    1       600      Казань           4   брак 1
LATAM      400      2    2         0      Омск             2   брак 1
MENA       200      2    2         0      Пермь            1   брак 1
ANZ        100      1    0       100

Of the reasons передумал stands 5 times, брак 4, опоздание 2, не подошёл размер 1.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

import verifier

TABLE = Path(__file__).with_name("places.tsv")
ROWS = [
    *(("EMEA", "won", 500), ("EMEA", "won", 300), ("EMEA", "lost", 100)),
    *(("APAC", "lost", 200), ("APAC", "lost", 100), ("APAC", "lost", 300)),
    *(("APAC", "won", 100), ("LATAM", "won", 300), ("LATAM", "won", 100)),
    *(("MENA", "won", 150), ("MENA", "won", 50), ("ANZ", "lost", 100)),
]
TOWNS = ["Москва"] * 5 + ["Казань"] * 4 + ["Омск"] * 2 + ["Пермь"]
MIND, BAD, LATE, SIZE = "передумал", "брак", "опоздание", "не подошёл размер"
REASONS = [
    *(BAD, MIND, MIND, LATE, MIND),
    *(BAD, MIND, LATE, MIND),
    *(BAD, SIZE),
    BAD,
]
SOURCES = {
    "sales": pd.DataFrame(ROWS, columns=["region", "stage", "amount"]),
    "prichiny": pd.DataFrame({"Город": TOWNS, "Причина": REASONS}),
}
CELLS = {"sales": "sales!A2:C13", "prichiny": "prichiny!A2:B13"}
RANKS = {"rank", "rank-contradicted", "rank-unproven"}
with TABLE.open(encoding="utf-8") as table:
    EVERY = list(csv.DictReader(table, delimiter="\t"))


@pytest.mark.parametrize("row", EVERY, ids=[row["sentence"] for row in EVERY])
def test_a_place_is_that_of_the_ranking(row: dict[str, str]) -> None:
    first = "= COUNT(C2:C13)" if row["cells"] == "sales" else "= COUNTA(A2:A13)"
    text = (
        f"{row['sentence']}\n\n```claims\n[c1] {CELLS[row['cells']]}\n"
        f"{row['calculation']}\n\n[z] {CELLS[row['cells']]}\n{first}\n```\n"
    )
    verdicts = verifier.verify(text, SOURCES).verdicts
    verdict = next(v for v in verdicts if v.claim == "c1")
    found = {str(r) for r in (verdict.reason, *verdict.also) if r} & RANKS
    assert found == ({row["want"]} & RANKS), verdict.message
