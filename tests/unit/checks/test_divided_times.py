"""Rates of a time or a person, divided by another number of them."""

from __future__ import annotations

import pandas as pd
import pytest

import verifier

QUARTERS = pd.DataFrame(
    {
        "Office": ["Leeds", "York"] * 4,
        "Quarter": [f"2024-Q{n}" for n in (1, 1, 2, 2, 3, 3, 4, 4)],
        "Contract": ["a", "b", "a", "c", "a", "b", "d", "d"],
        "Paid": [10, 20, 30, 0, 50, 60, 70, 80],
    }
)


@pytest.mark.parametrize(
    ("sentence", "divisor", "is_doubted"),
    [
        ("Spread over the year, fees came to [80](#c1) a month.", "4.0", True),
        ("Fees averaged [80](#c1) per month.", "4", True),
        ("В месяц платили [80](#c1) в среднем.", "4", True),
        ("Fees averaged [27](#c1) per month.", "12", False),
        ("Fees averaged [80](#c1) per quarter.", "4", False),
        ("За квартал платили в среднем [80](#c1).", "4", False),
    ],
)
def test_a_year_has_so_many_of_a_time(
    sentence: str, divisor: str, *, is_doubted: bool
) -> None:
    text = f"# Fees in 2024\n\n{sentence}"
    assert is_doubted == ("wrong-unit" in reasons(text, f"= SUM(D2:D9)/{divisor}"))


@pytest.mark.parametrize(
    ("sentence", "calculation", "is_doubted"),
    [
        (
            "[4](#c2) subscribers paid, and each such subscriber paid [46](#c1).",
            '= SUM(D2:D9)/COUNTIF(D2:D9,">0")',
            True,
        ),
        (
            "[4](#c2) subscribers paid, and each such subscriber paid [80](#c1).",
            "SELECT sum(Paid) / count(DISTINCT Contract) FROM fees WHERE Paid > 0",
            False,
        ),
        (
            "Заплатили [4](#c2) абонента, на каждого такого абонента вышло [46](#c1).",
            '= SUM(D2:D9)/COUNTIF(D2:D9,">0")',
            True,
        ),
    ],
)
def test_a_noun_is_what_other_figures_count(
    sentence: str, calculation: str, *, is_doubted: bool
) -> None:
    counted = "".join(
        f"\n[c{n}] fees!A2:D9\nSELECT count(DISTINCT Contract) FROM fees\n"
        for n in (2, 3, 4)
    )
    noun = "subscribers" if sentence.isascii() else "абонента"
    told = f"[4](#c3) {noun} came.\n\n[4](#c4) {noun} stayed.\n\n{sentence}"
    found = reasons(told, calculation, counted)
    assert is_doubted == ("wrong-denominator" in found)


def reasons(text: str, calculation: str, more: str = "") -> set[str]:
    report = f"{text}\n\n```claims\n[c1] fees!A2:D9\n{calculation}\n{more}```\n"
    verdicts = verifier.verify(report, {"fees": QUARTERS}).verdicts
    found = {r for v in verdicts for r in (v.reason, *v.also) if r is not None}
    return {reason.value for reason in found}
