"""Unlinked numbers that turn out to be parameters or names of groups."""

from __future__ import annotations

import time
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from verifier.bind import Binding, group_names, set_aside
from verifier.model.quantity import NotFigureReason

if TYPE_CHECKING:
    from collections.abc import Callable

    Bind = Callable[..., Binding]

NONE: frozenset[str] = frozenset()


def left(binding: Binding) -> list[str]:
    return [case.figure.text for case in binding.cases]


def names_of(binding: Binding, figure: str) -> tuple[str, ...]:
    (found,) = [n for c, n in group_names(binding) if c.figure.text == figure]
    return found


@pytest.mark.parametrize(
    ("text", "figure", "name"),
    [
        ("Aged 18–24 they spent more.", "18–24", "18–24"),
        ("It was wave 2 that mattered.", "2", "wave 2"),
        ("In the second wave 2 months passed.", "2 months", "2 months"),
        ("Firms of 1–10 employees lead.", "1–10 employees", "1–10 employees"),
        ("Those with 5 or more seats lead.", "5", "5 or more seats"),
        ("The new Plan 9, at last.", "9", "new Plan 9"),
        ("The group (wave 2) leads.", "2", "wave 2"),
    ],
)
def test_a_name_has_words_before_and_behind(
    bound: Bind, text: str, figure: str, name: str
) -> None:
    binding = bound(text)
    figures = [case.figure.text for case in binding.cases]
    (found,) = [f for f in figures if f.startswith(figure.split(maxsplit=1)[0])]
    assert name in names_of(binding, found)


def test_a_name_ends_after_two_words_before_and_three_behind(bound: Bind) -> None:
    names = names_of(bound("low mid high 7 red green blue grey"), "7")
    assert "mid high 7 red green blue" in names
    assert not [n for n in names if "low" in n or "grey" in n]


def test_linked_figures_are_no_names(bound: Bind) -> None:
    binding = bound("It was [7](#c1) in wave 2.", "c1")
    assert [case.figure.text for case, _ in group_names(binding)] == ["2"]


def test_what_a_cell_reads_is_no_figure(bound: Bind) -> None:
    binding = bound("Wave 2 had [7](#c1) deals of 12.", "c1")
    found = set_aside(binding, {}, frozenset({"wave 2"}), str.lower)
    assert left(found) == ["7", "12"]
    (name,) = found.not_figures
    assert (name.text, name.reason) == ("2", NotFigureReason.GROUP_NAME)


def test_a_linked_figure_stays_even_if_a_cell_reads_so(bound: Bind) -> None:
    binding = bound("It was [7](#c1).", "c1")
    assert set_aside(binding, {}, frozenset({"7"}), str.lower) == binding


SEVEN = {"c1": frozenset({Decimal(100)})}


@pytest.mark.parametrize(
    ("text", "remaining"),
    [
        # in the linked figure's sentence, before and behind it
        ("Over 100 seats there were [7](#c1) deals.", ["7"]),
        ("There were [7](#c1) deals above 100 seats.", ["7"]),
        # in another sentence of the same paragraph, and in another paragraph
        ("There were [7](#c1). We sold 100 cars.", ["7", "100"]),
        ("There were [7](#c1); we sold 100 cars.", ["7", "100"]),
        ("There were [7](#c1).\n\nWe sold 100 cars.", ["7", "100"]),
        # in the heading above
        ("# Deals above 100 seats\n\nThere were [7](#c1).", ["7"]),
        ("# Deals above 100 seats\n\n# Next\n\nThere were [7](#c1).", None),
        # another number
        ("Over 101 seats there were [7](#c1) deals.", ["101", "7"]),
    ],
)
def test_a_parameter_of_a_claim_in_the_sentence_is_no_figure(
    bound: Bind, text: str, remaining: list[str] | None
) -> None:
    found = set_aside(bound(text, "c1"), SEVEN, NONE, str.lower)
    if remaining is None:
        assert any(text.startswith("100") for text in left(found))
        return
    assert [text.split()[0] for text in left(found)] == remaining
    aside = [n.reason for n in found.not_figures]
    assert aside == [NotFigureReason.PARAMETER] * (2 - len(remaining))


@pytest.mark.parametrize(
    "money", ["\\$100", "100 dollars", "100 USD", "100 руб.", "10000%", "0.1k"]
)
def test_a_number_with_currency_percent_or_scale_is_no_parameter(
    bound: Bind, money: str
) -> None:
    binding = bound(f"There were [7](#c1) deals and profit hit {money}.", "c1")
    assert len(binding.cases) == 2
    assert set_aside(binding, SEVEN, NONE, str.lower) == binding


def test_a_parameter_sets_aside_one_number_a_sentence(bound: Bind) -> None:
    text = "Over 100 seats there were [7](#c1) deals, and 100 cars. Over 100 [8](#c1)."
    found = set_aside(bound(text, "c1"), SEVEN, NONE, str.lower)
    assert [name.split()[0] for name in left(found)] == ["7", "100", "8"]


def test_a_parameter_of_another_claim_stays_a_figure(bound: Bind) -> None:
    binding = bound("Over 100 there were [7](#c2).\n\nAnd [8](#c1).", "c1", "c2")
    found = set_aside(binding, SEVEN, NONE, str.lower)
    assert left(found) == ["100", "7", "8"]


def test_an_ambiguous_figure_is_never_set_aside(bound: Bind) -> None:
    binding = bound("Sales were 1,234,5 there.")
    assert set_aside(binding, {}, frozenset({"1,234,5"}), str.lower) == binding


def test_what_was_set_aside_is_listed_in_its_place(bound: Bind) -> None:
    binding = bound("In 2024 wave 2 had [7](#c1) deals by Q3.", "c1")
    found = set_aside(binding, {}, frozenset({"wave 2"}), str.lower)
    assert [n.text for n in found.not_figures] == ["2024", "2", "Q3"]


def test_a_long_paragraph_takes_no_longer_a_figure(bound: Bind) -> None:
    prose = "".join(f"[{n}](#c1); 100 zebras. " for n in range(1, 2001))
    binding = bound(prose, "c1")
    start = time.process_time()
    found = set_aside(binding, SEVEN, NONE, str.lower)
    # tenths of a second; comparing every figure with every other took twenty
    assert time.process_time() - start < 5
    assert len(found.cases) == 4000
