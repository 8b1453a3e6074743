"""One measure that is told twice, and shares that do not make a whole."""

from __future__ import annotations

import pandas as pd
import pytest

import verifier

DEALS = pd.DataFrame(
    {
        "deal": [f"d{n}" for n in range(12)],
        "region": ["North", "South", "East"] * 4,
        "stage": ["won", "won", "lost", "open"] * 3,
        "amount": [10, 20, 30, 40, 50, 60, 70, 80, 90, 10, 20, 30],
        "commission": [1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3],
    }
)
FIRST = (
    "The mean deal size, across all deals, was [42.5](#c1).",
    "= AVERAGE(D2:D13)",
)


def reasons_of(first: tuple[str, str], second: tuple[str, str]) -> list[str]:
    report = (
        f"{first[0]}\n\n{second[0]}\n\n```claims\n[c1] deals!A2:E13\n{first[1]}\n\n"
        f"[c2] deals!A2:E13\n{second[1]}\n```\n"
    )
    verdicts = verifier.verify(report, {"deals": DEALS}).verdicts
    return [verdict.reason.value if verdict.reason else "" for verdict in verdicts]


@pytest.mark.parametrize(
    ("sentence", "calculation"),
    [
        ("With a mean deal size of [42.5](#c2) we are content.", "= AVERAGE(D2:D13)"),
        (
            "In the North the mean deal size was [32.5](#c2).",
            '= AVERAGEIFS(D2:D13,B2:B13,"North")',
        ),
        (
            "Without lost deals the mean deal size was [43.3](#c2).",
            '= AVERAGEIFS(D2:D13,C2:C13,"<>lost")',
        ),
        ("The median deal size was [35](#c2).", "= MEDIAN(D2:D13)"),
    ],
)
def test_what_differs_in_words_may_differ(sentence: str, calculation: str) -> None:
    assert reasons_of(FIRST, (sentence, calculation)) == ["", ""]


@pytest.mark.parametrize(
    ("sentence", "calculation"),
    [
        (
            "With a mean deal size of [45](#c2) across all deals we are content.",
            "= AVERAGE(D2:D10)-5",
        ),
        (
            "With a mean deal size of [46.7](#c2) we are content.",
            "SELECT avg(m) FROM (SELECT stage, avg(amount) AS m FROM deals GROUP BY 1)",
        ),
    ],
)
def test_one_measure_with_two_values_is_doubted(
    sentence: str, calculation: str
) -> None:
    assert reasons_of(FIRST, (sentence, calculation))[1] != ""


def test_the_name_of_a_column_is_enough() -> None:
    first = ("Commissions for the year came to [51](#c1).", "= SUM(E2:E13)")
    second = (
        "Since the commission bill stood at [42](#c2), we pay less.",
        '= SUMIFS(E2:E13,B2:B13,"<>South")+0*SUM(E2:E3)',
    )
    assert reasons_of(first, second)[1] != ""
