"""Factors that convert units, and those that make a rate of their own together."""

from __future__ import annotations

import pandas as pd
import pytest

import verifier

HOURS = pd.DataFrame({"k": list("abcd"), "hours": [100, 250, 75, 30]})
TOTAL = 455


@pytest.mark.parametrize(
    ("factors", "value"),
    [
        ("*7*7*3/100", 66885 / 100),
        ("*7*3/100", 9555 / 100),
        ("*12*7/100", 38220 / 100),
        ("/7*3", 195),
        ("*3^4/100", 36855 / 100),
        ("*2*2*3", 5460),
        ("*24*24", 262080),
        ("*60*60*60", 98280000),
    ],
)
def test_a_rate_made_of_factors_is_declared(factors: str, value: float) -> None:
    for calculation in (f"= SUM(B2:B5){factors}", sql(factors), nested(factors)):
        verdict = judged(calculation, value)
        assert verdict.reason is verifier.Reason.UNDECLARED_CONSTANT, calculation


@pytest.mark.parametrize(
    ("factors", "value"),
    [
        ("*60", 27300),
        ("*60*60", 1638000),
        ("*3600/1000", 1638),
        ("/24/7*1000", TOTAL * 1000 / 168),
        ("*60*24*365/1000000", TOTAL * 525600 / 10**6),
        ("/2*12", 2730),
        ("*7*2/100", TOTAL * 14 / 100),
        ("*52/12", TOTAL * 52 / 12),
        ("/1024/1024*1000000", TOTAL * 10**6 / 1024**2),
        ("*100/30", TOTAL * 100 / 30),
    ],
)
def test_conversions_of_units_are_free(factors: str, value: float) -> None:
    for calculation in (f"= SUM(B2:B5){factors}", sql(factors)):
        verdict = judged(calculation, value)
        assert verdict.reason is not verifier.Reason.UNDECLARED_CONSTANT, calculation


@pytest.mark.parametrize(
    "calculation",
    [
        "= SUM(B2*7, B3*3, B4*4, B5*12)/100",  # each term has one
        "= B2*7+B3*3",
        "SELECT sum(CASE WHEN hours > 7 * 3 THEN hours * 7 END) FROM hours",
        "= AVERAGE(B2:B5)*ROUND(B2/7, 3)",
    ],
)
def test_numbers_that_are_not_multiplied_with_one_another_are_free(
    calculation: str,
) -> None:
    verdict = judged(calculation, 1)
    reasons = {verdict.reason, *verdict.also}
    assert verifier.Reason.UNDECLARED_CONSTANT not in reasons


def test_a_product_is_seen_at_the_end_of_a_long_sum() -> None:
    product = "sum(hours) * 7 * 7 * 3 / 100"
    calculation = product + " + sum(hours) * 0" * 170
    verdict = judged(f"SELECT {calculation} FROM hours", 668.85)  # noqa: S608 - a table of our own
    assert verdict.reason is verifier.Reason.UNDECLARED_CONSTANT, verdict.message


def test_factors_may_be_declared() -> None:
    declared = "assumes 7: days\nassumes 3: shifts\n= SUM(B2:B5)*7*3/100"
    verdict = judged(declared, 95.55)
    assert verifier.Reason.UNDECLARED_CONSTANT not in {verdict.reason, *verdict.also}


def sql(factors: str) -> str:
    written = factors.replace("^", "**")
    return f"SELECT sum(hours){written} FROM hours"  # noqa: S608 - a table of our own


def nested(factors: str) -> str:
    """Returns a SELECT that takes the first factor in a subquery."""
    at = next((n for n, sign in enumerate(factors) if n and sign in "*/"), 0)
    inner = factors[:at].replace("^", "**")
    outer = factors[at:].replace("^", "**")
    within = f"SELECT hours{inner} AS h FROM hours"  # noqa: S608 - the same
    return f"SELECT sum(h){outer} FROM ({within})"  # noqa: S608 - the same


def judged(calculation: str, value: float) -> verifier.Verdict:
    fence = f"```claims\n[c1] hours!B2:B5\n{calculation}\n```\n"
    text = f"It was [{value:.2f}](#c1).\n\n{fence}"
    [verdict] = verifier.verify(text, sources={"hours": HOURS}).verdicts
    return verdict
