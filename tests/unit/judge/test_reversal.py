"""A change from a newer period to an older one says the opposite of its form."""

from __future__ import annotations

import pytest

from verifier.judge import judge
from verifier.judge.reversal import is_reversed
from verifier.model.address import CellRange
from verifier.model.plan import ChangeForm, Traits
from verifier.model.reason import Reason
from verifier.model.source import SheetKey
from verifier.model.use import Criterion, Side, Statistic, Use

SHEET = SheetKey("deals.csv")
DAYS = CellRange(SHEET, 1, 2, 1, 9)
AMOUNTS = CellRange(SHEET, 2, 2, 2, 9)
REGION = Criterion(CellRange(SHEET, 3, 2, 3, 9), "region", "=", ("EMEA",))


def between(side, first, last, *more):
    asked = (
        Criterion(DAYS, "day", ">=", (first,)),
        Criterion(DAYS, "day", "<", (last,)),
    )
    return Use(Statistic.SUM, (AMOUNTS,), (), (*asked, *more), side)


def month(side, number):
    asked = (Criterion(DAYS, "day", "=", (str(number),), "month"),)
    return Use(Statistic.SUM, (AMOUNTS,), (), asked, side)


MARCH = ("2025-03-01", "2025-04-01")
APRIL = ("2025-04-01", "2025-05-01")
DECEMBER = ("2024-12-01", "2025-01-01")
JANUARY = ("2025-01-01", "2025-02-01")
ABOVE, BELOW = Side.NUMERATOR, Side.DENOMINATOR

TABLE = [
    ("old over new", (between(ABOVE, *MARCH), between(BELOW, *APRIL)), True),
    ("new over old", (between(ABOVE, *APRIL), between(BELOW, *MARCH)), False),
    ("new year", (between(ABOVE, *DECEMBER), between(BELOW, *JANUARY)), True),
    ("months", (month(ABOVE, 3), month(BELOW, 4)), True),
    ("months in order", (month(ABOVE, 4), month(BELOW, 3)), False),
    (
        "difference over new",
        (between(ABOVE, *MARCH), between(ABOVE, *APRIL), between(BELOW, *APRIL)),
        True,
    ),
    (
        "another group",
        (between(ABOVE, *MARCH, REGION), between(BELOW, *APRIL)),
        False,
    ),
    ("no base", (between(Side.WHOLE, *MARCH),), False),
]


@pytest.mark.parametrize(
    ("uses", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_which_period_is_older(uses, expected):
    assert is_reversed(uses) is expected


@pytest.mark.parametrize(
    ("marked", "value", "expected"),
    [
        ("Revenue grew by [12%].", "0.12", Reason.DIRECTION),
        ("Revenue fell by [12%].", "0.12", None),
        ("March was [12%] higher.", "0.12", None),
    ],
    ids=["grew", "fell", "compared"],
)
def test_a_change_backwards(make, marked, value, expected):
    uses = (between(ABOVE, *MARCH), between(BELOW, *APRIL))
    traits = Traits(change=ChangeForm.INCREASE, uses=uses)
    case = make.case(make.percent("0.12"), value, marked, traits=traits)
    assert judge(case).reason == expected
