"""A change from a newer period to an older one says the opposite of its form."""

from __future__ import annotations

import pytest

from verifier.judge import judge
from verifier.judge.reversal import form_of_difference, is_reversed
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


def half(side, operator):
    asked = (Criterion(DAYS, "day", operator, ("2025-07-01",)),)
    return Use(Statistic.MEAN, (AMOUNTS,), (), asked, side)


FIRST, SECOND = Side.MINUEND, Side.SUBTRAHEND
UP, DOWN, NONE = ChangeForm.INCREASE, ChangeForm.DECREASE, ChangeForm.NONE
DIFFERENCES = [
    ("new less old", (month(FIRST, 4), month(SECOND, 3)), UP),
    ("old less new", (month(FIRST, 3), month(SECOND, 4)), DOWN),
    ("days", (between(FIRST, *APRIL), between(SECOND, *MARCH)), UP),
    ("split by a day", (half(FIRST, "<"), half(SECOND, ">=")), DOWN),
    ("split, turned", (half(FIRST, ">="), half(SECOND, "<")), UP),
    ("groups", (between(FIRST, *MARCH, REGION), between(SECOND, *MARCH)), NONE),
    ("one period", (between(FIRST, *MARCH), between(SECOND, *MARCH)), NONE),
    ("three", (month(FIRST, 4), month(SECOND, 3), month(SECOND, 2)), NONE),
]


@pytest.mark.parametrize(
    ("uses", "expected"),
    [row[1:] for row in DIFFERENCES],
    ids=[row[0] for row in DIFFERENCES],
)
def test_the_form_of_a_difference_of_periods(uses, expected):
    assert form_of_difference(uses) is expected


@pytest.mark.parametrize(
    ("marked", "value", "expected"),
    [
        ("In April it fell by [80].", "80", Reason.DIRECTION),
        ("In April it fell by [80].", "-80", None),
        ("In April it rose by [80].", "80", None),
        ("April was [80] lower.", "80", None),
    ],
    ids=["fell", "fell, negative", "rose", "compared"],
)
def test_a_difference_of_periods_has_a_direction(make, marked, value, expected):
    traits = Traits(uses=(month(FIRST, 4), month(SECOND, 3)))
    case = make.case(make.quantity("80"), value, marked, traits=traits)
    assert judge(case).reason == expected
