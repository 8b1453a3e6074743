"""Figures that are made alike: deeds and their dates, parts beside others, recaps."""

from __future__ import annotations

import pandas as pd
import pytest

import verifier
from tests.unit.checks.one_figure import told_of

JOBS = pd.DataFrame(
    {
        "Job No": [f"j{n}" for n in range(12)],
        "Date In": pd.to_datetime(
            [f"2025-{m:02}-{d:02}" for m in (3, 4, 5, 5) for d in (5, 12, 25)]
        ),
        "Due Date": pd.to_datetime(
            [f"2025-{m:02}-{d:02}" for m in (4, 5, 6, 6) for d in (5, 12, 25)]
        ),
        "Team": ["Red", "Blue", "Red"] * 4,
        "Status": ["Done", "Done", "Dropped", "Done"] * 3,
        "List Price": range(10, 130, 10),
        "Paid": range(9, 129, 10),
        "VAT": range(1, 13),
        "Gross": range(10, 130, 10),
    }
)
RABOTY = JOBS.set_axis(
    [
        "Номер",
        "Дата приёма",
        "Плановая дата",
        "Бригада",
        "Статус",
        "Цена, руб.",
        "Оплачено, руб.",
        "НДС",
        "Сумма с НДС",
    ],
    axis=1,
)
TABLES = {"jobs": JOBS, "raboty": RABOTY}
CITED = "jobs!A2:I13, raboty!A2:I13"


def _in_may(table: str, column: str) -> str:
    cells = f"{table}!{column}2:{column}13"
    return f'= COUNTIFS({cells},">="&DATE(2025,5,1),{cells},"<"&DATE(2025,6,1))'


@pytest.mark.parametrize(
    "sentence",
    [
        "In May, [{}](#c1) jobs came in.",
        "In May [{}](#c1) jobs came through the door.",
        "May's intake was [{}](#c1) jobs.",
        "[{}](#c1) jobs arrived in May.",
    ],
)
def test_what_came_in_goes_by_the_day_it_came(sentence: str) -> None:
    by_intake, by_promise = _in_may("jobs", "B"), _in_may("jobs", "C")
    assert told_of(sentence.format(6), by_intake, CITED, TABLES) == ""
    assert told_of(sentence.format(3), by_promise, CITED, TABLES) == "wrong-column"
    due = "In May [3](#c1) jobs were due."
    assert told_of(due, by_promise, CITED, TABLES) == ""


@pytest.mark.parametrize(
    ("sentence", "calculation", "wanted"),
    [
        ("В мае поступило [6](#c1) заказов.", _in_may("raboty", "B"), ""),
        ("В мае поступило [3](#c1) заказа.", _in_may("raboty", "C"), "wrong-column"),
        ("Приёмка в мае: [3](#c1) заказа.", _in_may("raboty", "C"), "wrong-column"),
        ("Заказчики перечислили [768](#c1) руб.", "= SUM(raboty!G2:G13)", ""),
        (
            "Заказчики перечислили [780](#c1) руб.",
            "= SUM(raboty!F2:F13)",
            "wrong-column",
        ),
        ("With VAT it came to [780](#c1).", "= SUM(jobs!I2:I13)", ""),
    ],
)
def test_words_of_a_deed_choose_its_column(
    sentence: str, calculation: str, wanted: str
) -> None:
    assert told_of(sentence, calculation, CITED, TABLES) == wanted


def _doubted(prose: str, calculations: dict[str, str]) -> set[str]:
    claims = "\n\n".join(
        f"[{c}] jobs!A2:I13\n{text}" for c, text in calculations.items()
    )
    report = f"{prose}\n\n```claims\n{claims}\n```\n"
    verdicts = verifier.verify(report, TABLES).verdicts
    return {str(v.claim) for v in verdicts if v.status.value != "verified"}


KEPT = '= COUNTIFS(E2:E13,"<>Dropped")'
RED = '= COUNTIFS(D2:D13,"Red",E2:E13,"<>Dropped")'
BLUE = '= COUNTIFS(D2:D13,"Blue",E2:E13,"<>Dropped")'
ANY_BLUE = '= COUNTIFS(D2:D13,"Blue")'


@pytest.mark.parametrize(
    ("second", "calculation", "wanted"),
    [("[3](#blue)", BLUE, set()), ("[4](#blue)", ANY_BLUE, {"blue"})],
)
def test_two_parts_are_of_the_whole_that_is_told(
    second: str, calculation: str, wanted: set[str]
) -> None:
    prose = (
        "We count [9](#all) jobs.\n\nThe Red team has [6](#red) jobs and the Blue team "
        f"has {second} jobs."
    )
    told = {"all": KEPT, "red": RED, "blue": calculation}
    assert ("blue" in _doubted(prose, told)) is bool(wanted)


MEAN = "= AVERAGE(G2:G13)"
OF_DONE = '= AVERAGEIFS(G2:G13,E2:E13,"Done")'


@pytest.mark.parametrize(
    ("sentence", "calculation", "wanted"),
    [
        ("A job brought [64](#two) paid on average.", MEAN, set()),
        ("A job brought [62.3](#two) paid on average.", OF_DONE, {"two"}),
        ("A done job brought [62.3](#two) paid on average.", OF_DONE, set()),
    ],
)
def test_a_summary_repeats_what_was_told(
    sentence: str, calculation: str, wanted: set[str]
) -> None:
    prose = (
        "# Report\n\n## Money\n\nOn average a job brought [64](#one) paid.\n\n"
        f"## To sum up\n\n{sentence}"
    )
    assert _doubted(prose, {"one": MEAN, "two": calculation}) == wanted
