from __future__ import annotations

from decimal import Decimal

import pytest

from verifier.judge.bounds import unstated_bounds
from verifier.model.plan import Bound, Traits
from verifier.model.reason import Reason

OVER_100 = Bound("amount > 100", (Decimal(100),), "amount")
BETWEEN = Bound("amount between 100 and 500", (Decimal(100), Decimal(500)), "amount")
SECOND = Bound("LARGE k = 2", (Decimal(2),))
POSITIVE = Bound("amount > 0", (Decimal(0),), "amount")


def numbers_of(text, convention):
    """Returns the bare integers of a text."""
    del convention
    words = text.replace(",", " ").replace(".", " ").split()
    return tuple(Decimal(word) for word in words if word.isdigit())


def objections(make, bound, marked, **more):
    case = make.case(
        make.quantity("980"), "980", sentence=make.sentence(marked, **more)
    )
    return list(unstated_bounds(case, Traits(bounds=(bound,)), numbers_of))


@pytest.mark.parametrize(
    ("bound", "marked"),
    [
        (OVER_100, "Deals over 100 brought [980]."),
        (OVER_100, "We won much. Deals over 100 brought [980]. That is all."),
        (BETWEEN, "Deals from 100 to 500 brought [980]."),
        (SECOND, "The second largest deal was [980]."),
        (SECOND, "The second-largest deal was [980]."),
        (SECOND, "Вторая по величине сделка: [980]."),
        (POSITIVE, "Positive amounts sum to [980]."),
        (POSITIVE, "Положительные суммы дают [980]."),
        (POSITIVE, "Where an amount was due, it was [980] on average."),
        (POSITIVE, "Если сумму начисляли, она равна в среднем [980]."),
        (
            Bound("d > 0", (Decimal(0),), "d"),
            "If it was paid, it was [980] on average.",
        ),
        (Bound("LIMIT 3", (Decimal(3),)), "The trio of largest clients paid [980]."),
        (Bound("LIMIT 3", (Decimal(3),)), "Тройка крупнейших клиентов дала [980]."),
        (Bound("LIMIT 10", (Decimal(10),)), "Десятка крупнейших дала [980]."),
        (Bound("LARGE k = 2", (Decimal(2),)), "Следом идёт Южный: [980]."),
        (Bound("wait > 60", (Decimal(60),), "wait"), "Over an hour: [980] on average."),
        (Bound("wait > 30", (Decimal(30),), "wait"), "Свыше получаса: [980]."),
        (Bound("days >= 7", (Decimal(7),), "days"), "A week or more: [980]."),
    ],
)
def test_a_bound_that_the_sentence_states(make, bound, marked):
    assert objections(make, bound, marked) == []


@pytest.mark.parametrize(
    ("bound", "marked"),
    [
        (OVER_100, "Deals brought [980]."),
        (OVER_100, "Deals brought [100]."),
        (OVER_100, "There are 100 deals. They brought [980]."),
        (BETWEEN, "Deals over 100 brought [980]."),
        (SECOND, "The largest deal was [980]."),
        (POSITIVE, "Amounts sum to [980]."),
        (POSITIVE, "The average amount of a late order is [980]."),
        (Bound("LIMIT 4", (Decimal(4),)), "Тройка крупнейших клиентов дала [980]."),
        (Bound("wait > 45", (Decimal(45),), "wait"), "Over an hour: [980] on average."),
        (Bound("days > 7", (Decimal(7),), "days"), "Every week has its [980]."),
    ],
)
def test_a_bound_that_nothing_states(make, bound, marked):
    (objection,) = objections(make, bound, marked)
    assert objection.reason is Reason.UNSTATED_CRITERION
    assert bound.text in objection.message


def test_headings_and_context_state_bounds_too(make):
    marked = "They brought [980]."
    assert objections(make, OVER_100, marked, headings=("Deals over 100",)) == []
    assert objections(make, OVER_100, marked, context="over 100") == []


def test_a_bound_without_numbers_needs_no_statement(make):
    assert objections(make, Bound("amount > limit", ()), "They brought [980].") == []
