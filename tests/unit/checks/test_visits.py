"""Sentences over the visits of four wards, one mechanism after the other.

The figures are those of the calculations beside them: what is judged is whether the
passage says what was calculated; of several figures it is the last.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import verifier

TABLE = Path(__file__).with_name("visits.tsv")
HEADERS = (
    "visit_id,opened,closed,patient_id,owner_id,ward,division,channel,status,urgent,"
    "renewed,fee_k_eur,discount_eur,falls,falls_with_harm,rating\n"
)
VISITS = """\
V001,2025-01-06,2025-01-08,P01,O1,Dale,Surgery,phone,closed,no,no,57.5,13.0,7,3,2
V002,2025-01-11,2025-01-13,P02,O2,Elm,Medicine,web,closed,no,,94.5,26.0,3,1,3
V003,2025-01-16,2025-02-18,P03,O3,Fern,Medicine,phone,closed,yes,yes,41.5,39.0,10,4,1
V004,2025-01-21,2025-01-23,P04,O4,Cedar,Surgery,web,closed,no,no,78.5,0,6,2,2
V005,2025-01-26,2025-01-28,P05,O0,Dale,Surgery,phone,denied,no,,25.5,5.0,2,0,3
V006,2025-01-04,2025-02-06,P06,O1,Elm,Medicine,web,closed,yes,yes,62.5,18.0,9,3,
V007,2025-02-09,,P07,O2,Fern,Medicine,phone,open,no,no,99.5,31.0,5,1,2
V008,2025-02-14,2025-02-16,P08,O3,Cedar,Surgery,web,closed,no,,46.5,0,1,4,3
V009,2025-02-19,2025-03-21,P00,O4,Dale,Surgery,phone,closed,yes,yes,83.5,57.0,8,2,1
V010,2025-02-24,2025-02-26,P01,O0,Elm,Medicine,web,denied,no,no,30.5,10.0,4,0,2
V011,2025-02-02,2025-02-04,P02,O1,Fern,Medicine,phone,closed,no,,67.5,23.0,0,3,3
V012,2025-02-07,2025-03-09,P03,O2,Cedar,Surgery,web,closed,yes,yes,104.5,0,7,1,
V013,2025-03-12,2025-03-14,P04,O3,Dale,Surgery,phone,closed,no,no,51.5,49.0,3,4,2
V014,2025-03-17,,P05,O4,Elm,Medicine,web,open,no,,88.5,2.0,10,2,3
V015,2025-03-22,2025-04-24,P06,O0,Fern,Medicine,phone,denied,yes,yes,35.5,15.0,6,0,1
V016,2025-03-27,2025-03-28,P07,O1,Cedar,Surgery,web,closed,no,no,72.5,0,2,3,2
V017,2025-03-05,2025-03-07,P08,O2,Dale,Surgery,phone,closed,no,,109.5,41.0,9,1,3
V018,2025-03-10,2025-04-12,P00,O3,Elm,Medicine,web,closed,yes,yes,56.5,54.0,5,4,
V019,2025-04-15,2025-04-17,P01,O4,Fern,Medicine,phone,closed,no,no,93.5,7.0,1,2,2
V020,2025-04-20,2025-04-22,P02,O0,Cedar,Surgery,web,denied,no,,40.5,0,8,0,3
V021,2025-04-25,,P03,O1,Dale,Surgery,phone,open,yes,yes,77.5,33.0,4,3,1
V022,2025-04-03,2025-04-05,P04,O2,Elm,Medicine,web,closed,no,no,24.5,46.0,0,1,2
V023,2025-04-08,2025-04-10,P05,O3,Fern,Medicine,phone,closed,no,,61.5,59.0,7,4,3
V024,2025-04-13,2025-05-15,P06,O4,Cedar,Surgery,web,closed,yes,yes,98.5,0,3,2,
V025,2025-05-18,2025-05-20,P07,O0,Dale,Surgery,phone,denied,no,no,45.5,25.0,10,0,2
V026,2025-05-23,2025-05-25,P08,O1,Elm,Medicine,web,closed,no,,82.5,38.0,6,3,3
V027,2025-05-01,2025-06-03,P00,O2,Fern,Medicine,phone,closed,yes,yes,29.5,51.0,2,1,1
V028,2025-05-06,,P01,O3,Cedar,Surgery,web,open,no,no,66.5,0,9,4,2
V029,2025-05-11,2025-05-13,P02,O4,Dale,Surgery,phone,closed,no,,103.5,17.0,5,2,3
V030,2025-05-16,2025-06-18,P03,O0,Elm,Medicine,web,denied,yes,yes,50.5,30.0,1,0,
V031,2025-06-21,2025-06-23,P04,O1,Fern,Medicine,phone,closed,no,no,87.5,43.0,8,3,2
V032,2025-06-26,2025-06-28,P05,O2,Cedar,Surgery,web,closed,no,,34.5,0,4,1,3
"""


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def report_of(table: list[dict[str, str]]) -> str:
    """Returns a report with a section for each row, its claims numbered."""
    parts: list[str] = []
    claims: list[str] = []
    for place, row in enumerate(table):
        text = row["passage"].replace("\\n", "\n")
        for figure, calculation in enumerate(row["calculation"].split(" | ")):
            text = text.replace("](#)", f"](#r{place}.{figure})", 1)
            claims.append(f"[r{place}.{figure}] visits.csv!A2:P33\n{calculation}")
        parts.append(f"## {place}\n\n{text}")
    evidence = "\n\n".join(claims)
    return "# Visits\n\n" + "\n\n".join(parts) + f"\n\n```claims\n{evidence}\n```\n"


@pytest.fixture(scope="module")
def reasons(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    folder = tmp_path_factory.mktemp("visits")
    (folder / "visits.csv").write_text(HEADERS + VISITS, encoding="utf-8")
    report = folder / "report.md"
    report.write_text(report_of(rows()), encoding="utf-8")
    verdicts = verifier.verify_path(str(report)).reports[0].verdicts
    return {
        one.claim or "": [r.value for r in (one.reason, *one.also) if r is not None]
        for one in verdicts
    }


def test_passages_that_hold_stand_and_others_are_told_why(
    reasons: dict[str, list[str]],
) -> None:
    wrong: dict[str, list[str]] = {}
    for place, row in enumerate(rows()):
        last = len(row["calculation"].split(" | ")) - 1
        found = reasons[f"r{place}.{last}"]
        is_right = row["reason"] in found if row["reason"] else not found
        if not is_right:
            wrong[f"{place + 2}: {row['passage']}"] = found
    assert wrong == {}


def test_every_mechanism_has_true_and_false_passages() -> None:
    held = {row["mechanism"] for row in rows() if not row["reason"]}
    doubted = {row["mechanism"] for row in rows() if row["reason"]}
    assert len(held & doubted) >= 15
