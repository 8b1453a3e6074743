"""What touches a link and changes the figure that a reader sees."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from verifier.bind import Binding, bind
from verifier.model.reason import Reason
from verifier.readers import read_report

if TYPE_CHECKING:
    from collections.abc import Callable

    Bind = Callable[..., Binding]


@pytest.mark.parametrize(
    "text",
    [
        "[11,175](#s),000",
        "[11,175](#s).5",
        "[11,175](#s)0",
        "[11,175](#s)e3",
        "[11,175](#s)E-3",
        "[11,175](#s)·10³",
        "[11,175](#s) × 10³",
        "[11,175](#s)*10",
        "[11,175](#s)³",
        "[11,175](#s)<sup>3</sup>",
        "[11,175](#s)<!-- x -->,000",
        "[11,175](#s)\u200b,000",
        "**[11,175](#s)**,000",
        "[11,175](#s)`000`",
        "[11,175](#s)![000](a.png)",
        "[11,175](#s)<img src='000.png'>",
        "[11](#s)\u00a0175",
        "[11](#s),[175](#s)",
        "[3](#s)/4",
        "1[1,175](#s)",
        "11,[175](#s)",
        "11\u00a0[175](#s)",
        "was .[5](#s)",
        "1e[3](#s)",
        "2 × [3](#s)",
        "3/[4](#s)",
        "`11`[175](#s)",
        "![1](a.png)[175](#s)",
        "1<b>[1,175](#s)</b>",
    ],
)
def test_digits_beside_a_link_make_its_figure_ambiguous(bound: Bind, text: str) -> None:
    cases = bound(f"Total {text} there.", "s").cases
    objections = [o for c in cases if c.claim_id for o in c.objections]
    assert objections
    assert all(o.reason is Reason.AMBIGUOUS_FIGURE for o in objections)
    assert all("beside the link" in o.message for o in objections)


@pytest.mark.parametrize(
    "text",
    [
        "[11,175](#s).",
        "[11,175](#s), and",
        "[12%](#s)[^1]\n\n[^1]: Note.\n",
        "[12%](#s)¹",
        "<b>[12%](#s)</b>",
        "[12](#s)<br>34",
        "[12](#s) 34",
        "[12](#s) `34`",
        "[12](#s)`ab`",
        "10–[15](#s)",
        "[10](#s)–[15](#s)",
        "[3](#s)/[4](#s)",
        "in 2024, [12](#s)",
        "([12%](#s))",
        "for 3\u00a0[12](#s)",
        "in 2024,[\\$5](#s)",
        "[12](#s)%",
        "[12](#s) (of these, most)",
        "[12](#s) ([30%](#s) of deals)",
        "[\\$4.1M](#s) (in millions)",
        "[12](#s) in Germany",
    ],
)
def test_other_neighbours_leave_a_figure_as_it_is(bound: Bind, text: str) -> None:
    linked = [c for c in bound(f"Total {text}", "s").cases if c.claim_id]
    assert linked
    assert [c.objections for c in linked] == [()] * len(linked)


@pytest.mark.parametrize(
    "text",
    [
        "[11,175](#s) (in millions)",
        "[11,175](#s) (millions)",
        "[11,175](#s) (\\$M)",
        "[11,175](#s)<b> million</b>",
        "[11,175](#s) <i>million</i>",
        "[11,175](#s)<b>%</b>",
        "[11,175](#s) (percent)",
        "[11,175](#s) [thousands]",
        "[11,175](#s) in thousands",
        "[11,175](#s) `million`",
    ],
)
def test_a_scale_behind_a_link_makes_its_figure_ambiguous(
    bound: Bind, text: str
) -> None:
    (case,) = bound(f"Total is {text}.", "s").cases
    (objection,) = case.objections
    assert objection.reason is Reason.AMBIGUOUS_FIGURE
    assert "scale" in objection.message
    assert objection.advice == "Write the scale inside the link."


@pytest.mark.parametrize(
    ("text", "value", "printed"),
    [
        ("Profit was −[11,175](#s).", -11175, "−11,175"),
        ("Profit was -[\\$9](#s).", -9, "-$9"),
        ("-[\\$9](#s) it was.", -9, "-$9"),
        ("Profit was -\\$[9](#s).", -9, "-$9"),
        ("Profit was minus [9](#s).", -9, "minus 9"),
        ("Прибыль минус [9](#s).", -9, "минус 9"),
        ("Profit was −**[9](#s)**.", -9, "−9"),
        ("Profit was −<b>[9](#s)</b>.", -9, "−9"),
        ("Profit (-[9](#s)).", -9, "-9"),
        ("It was −[10–15%](#s).", "-0.15", None),
        ("Profit was [−9](#s).", -9, None),
        ("Profit ([9](#s)).", 9, "9"),
        ("From 10 –[15](#s).", 15, "15"),
        ("From 10-[15](#s).", 15, "15"),
        ("From 10−[15](#s).", 15, "15"),
        ("A 10 minus [15](#s).", 15, "15"),
        ("Profit — [15](#s).", 15, "15"),
        ("Profit - [15](#s).", 15, "15"),
        ("Pre-[15](#s).", 15, "15"),
    ],
)
def test_a_minus_that_touches_a_link_is_its_figures_sign(
    bound: Bind, text: str, value: int | str, printed: str | None
) -> None:
    (case,) = [c for c in bound(text, "s").cases if c.claim_id]
    assert case.objections == ()
    assert case.figure.quantity is not None
    assert case.figure.quantity.value == Decimal(value)
    if printed is not None:
        assert case.figure.text == printed


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("([9](#s))", -9),
        ("(\\$[9](#s))", -9),
        ("([9](#s)) a", 9),
        ("**([9](#s))**", -9),
    ],
)
def test_brackets_that_fill_a_cell_negate(bound: Bind, cell: str, value: int) -> None:
    (case,) = bound(f"| Profit |\n|---|\n| {cell} |\n", "s").cases
    assert case.figure.quantity is not None
    assert case.figure.quantity.value == value


def test_an_upper_end_is_negated_as_well() -> None:
    text = "It was −[10–15%](#s).\n\n```claims\n[s] a.csv!A1\n= A1\n```\n"
    (case,) = bind(read_report(text.encode(), "r.md")).cases
    quantity = case.figure.quantity
    assert quantity is not None
    assert (quantity.value, quantity.upper) == (Decimal("-0.15"), Decimal("-0.1"))
