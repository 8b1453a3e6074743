"""Which number of a report goes with which claim."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from verifier.bind import Binding, bind, convention_of
from verifier.model.quantity import Comparison, NotFigureReason, QuantityKind
from verifier.model.reason import Reason
from verifier.model.report import Report
from verifier.readers import read_report

if TYPE_CHECKING:
    from collections.abc import Callable

    Bind = Callable[..., Binding]


def values(binding: Binding) -> list[tuple[str | None, Decimal | None]]:
    return [
        (c.claim_id, c.figure.quantity.value if c.figure.quantity else None)
        for c in binding.cases
    ]


def asides(binding: Binding) -> list[tuple[str, NotFigureReason]]:
    return [(other.text, other.reason) for other in binding.not_figures]


@pytest.mark.parametrize(
    ("link", "value"),
    [
        ("[30%](#c1)", "0.3"),
        ("[\\$4.1M](#c1)", "4100000"),
        ("[about 1,200 deals](#c1)", "1200"),
        ("[**1,200**](#c1)", "1200"),
        ("[a third of deals](#c1)", None),  # worked out below: no short decimal
        ("[30](#c1)%", "0.3"),
        ("[5](#c1) million", "5000000"),
        ("[(71)](#c1)", "-71"),
        ("[6.5 percentage points](#c1)", "0.065"),
    ],
)
def test_a_link_holds_one_figure(bound: Bind, link: str, value: str | None) -> None:
    binding = bound(f"It was {link} there.", "c1")
    (case,) = binding.cases
    assert case.claim_id == "c1"
    assert case.claim is not None
    assert case.claim.id == "c1"
    assert case.objections == ()
    quantity = case.figure.quantity
    assert quantity is not None
    if value is None:
        assert quantity.kind is QuantityKind.FRACTION
        assert abs(3 * quantity.value - 1) < Decimal("1e-9")
    else:
        assert quantity.value == Decimal(value)


def test_a_span_points_into_the_report(bound: Bind) -> None:
    text = "First.\n\nARR was [**\\$4.1M**](#c1), up [12%](#c2).\n"
    binding = bound(text, "c1", "c2")
    dollars, percent = (case.figure.span for case in binding.cases)
    assert text[percent.start : percent.end] == "12%"
    assert (percent.line, percent.column) == (3, text.splitlines()[2].index("12%") + 1)
    assert text[dollars.start : dollars.end].lstrip("\\") == "$4.1M"


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("[3 and 4](#c1)", "2 figures"),
        ("[none](#c1)", "no figure"),
        ("[in Q3](#c1)", "no figure"),
        ("[5 of the most important and largest accounts](#c1)", "7 words beside"),
    ],
)
def test_another_number_of_figures_is_ambiguous(
    bound: Bind, link: str, words: str
) -> None:
    (case,) = bound(f"It was {link} there.", "c1").cases
    (objection,) = case.objections
    assert objection.reason is Reason.AMBIGUOUS_FIGURE
    assert words in objection.message
    assert case.claim_id == "c1"


def test_a_figure_without_one_reading_is_ambiguous(bound: Bind) -> None:
    # 1,234,5 is grouped by no convention
    (case,) = bound("Sales were [1,234,5](#c1).", "c1").cases
    assert case.figure.quantity is None
    assert [o.reason for o in case.objections] == [Reason.AMBIGUOUS_FIGURE]


def test_an_ambiguous_figure_without_a_link_is_a_figure(bound: Bind) -> None:
    (case,) = bound("Sales were 1,234,5 there.").cases
    assert case.figure.quantity is None
    assert case.claim_id is None


def test_numbers_beside_the_figure_in_a_link_are_listed(bound: Bind) -> None:
    binding = bound("Sales were [30% in Q3](#c1).", "c1")
    assert values(binding) == [("c1", Decimal("0.3"))]
    assert asides(binding) == [("Q3", NotFigureReason.PERIOD)]


def test_a_link_to_no_claim_says_which_there_are(bound: Bind) -> None:
    linked, other = bound("It was [7](#zz), then [8](#c1).", "c1").cases
    (objection,) = linked.objections
    assert objection.reason is Reason.NO_SUCH_CLAIM
    assert "#zz" in objection.message
    assert "(claims: c1)" in objection.message
    assert (linked.claim_id, linked.claim) == ("zz", None)
    assert other.objections == ()


def test_a_link_to_no_claim_where_there_are_none(bound: Bind) -> None:
    (case,) = bound("It was [7](#zz).").cases
    assert "(claims: none)" in case.objections[0].message


def test_two_links_to_one_claim_are_two_figures(bound: Bind) -> None:
    binding = bound("It was [7](#c1), or [8](#c1).", "c1")
    assert values(binding) == [("c1", Decimal(7)), ("c1", Decimal(8))]


def test_of_two_claims_with_one_id_the_first_is_taken() -> None:
    text = (
        "It was [7](#c1).\n\n```claims\n[c1] a.csv!A1\n= A1\n[c1] a.csv!A2\n= A2\n```\n"
    )
    (case,) = bind(read_report(text.encode(), "r.md")).cases
    assert case.claim is not None
    assert case.claim.line == 4


def test_a_skipped_number_is_listed_with_its_title(bound: Bind) -> None:
    binding = bound('The plan was [90 to 95](#skip "plan target").')
    assert binding.cases == ()
    assert [(n.reason, n.note) for n in binding.not_figures] == [
        (NotFigureReason.SKIPPED, "plan target"),
        (NotFigureReason.SKIPPED, "plan target"),
    ] or [(n.text, n.note) for n in binding.not_figures] == [
        ("90 to 95", "plan target")
    ]


def test_links_to_headings_and_pages_are_no_claims(bound: Bind) -> None:
    text = (
        "# Results\n\nSee [there](#results) and [it](https://example.com/#c1): 7 won."
    )
    binding = bound(text)
    assert values(binding) == [(None, Decimal(7))]
    assert binding.cases[0].objections == ()


def test_a_figure_in_a_link_to_a_heading_is_uncited(bound: Bind) -> None:
    binding = bound("# Results\n\nSee [7 deals](#results).")
    assert values(binding) == [(None, Decimal(7))]


def test_a_claim_may_be_called_as_a_heading_is(bound: Bind) -> None:
    binding = bound("# Results\n\nSee [7 deals](#results).", "results")
    assert values(binding) == [("results", Decimal(7))]


def test_a_link_without_figure_to_no_claim_is_nothing(bound: Bind) -> None:
    binding = bound("See [the appendix](#appendix) and 7 deals.")
    assert values(binding) == [(None, Decimal(7))]


def test_numbers_that_are_no_figures_say_why(bound: Bind) -> None:
    binding = bound("In 2024, on 5 May 2024 and in Q3, 7 deals; `$9` in code.")
    assert values(binding) == [(None, Decimal(7))]
    found = dict(asides(binding))
    assert found["2024"] is NotFigureReason.YEAR
    assert found["Q3"] is NotFigureReason.PERIOD
    assert found["$9"] is NotFigureReason.CODE


def test_figures_come_in_the_order_of_the_text(bound: Bind) -> None:
    binding = bound("It was 1, [2](#c1), 3, [4](#c2) and 5.", "c1", "c2")
    assert [value for _, value in values(binding)] == [Decimal(n) for n in range(1, 6)]
    starts = [case.figure.span.start for case in binding.cases]
    assert starts == sorted(starts)


def test_every_figure_knows_its_neighbours(bound: Bind) -> None:
    first, second = bound("Of 12 deals [7](#c1) closed in 2024.", "c1").cases
    places = ((3, 5), (12, 13))
    assert first.sentence.figures == second.sentence.figures == places
    assert (second.sentence.start, second.sentence.end) == places[1]


def test_a_hedge_before_the_link_counts(bound: Bind) -> None:
    (case,) = bound("It was about [1,200](#c1).", "c1").cases
    assert case.figure.quantity is not None
    assert case.figure.quantity.comparison is Comparison.ABOUT


TABLE = """\
## By segment

Table 1: revenue

| Segment | Share, % | Sales, $M | Change |
|---|---:|---:|---:|
| SMB | [30](#c1) | [4.1](#c2) | [(7)](#c3) |
"""


def test_a_cell_takes_its_unit_from_its_header(bound: Bind) -> None:
    binding = bound(TABLE, "c1", "c2", "c3")
    by_claim = {c.claim_id: c for c in binding.cases if c.claim_id}
    found = {
        n: c.figure.quantity.value for n, c in by_claim.items() if c.figure.quantity
    }
    assert found == {
        "c1": Decimal("0.3"),
        "c2": Decimal(4_100_000),
        "c3": Decimal(-7),
    }
    sentence = by_claim["c1"].sentence
    assert sentence.headings == ("By segment",)
    assert sentence.context.splitlines()[:2] == ["Share, %", "SMB"]
    assert "revenue" in sentence.context


@pytest.mark.parametrize(
    ("text", "sign", "language"),
    [
        ("Sales were 1,234.5 and 2,500.", ".", "en"),
        ("Выручка составила 1 234,5 рубля.", ",", "ru"),
        ("---\nnumbers: ru\n---\n\nSales were 12,5 here.", ",", "ru"),
        ("---\nlang: ru\n---\n\nSales were 12 there.", ",", "ru"),
    ],
)
def test_a_report_has_one_convention(text: str, sign: str, language: str) -> None:
    found = convention_of(read_report(text.encode(), "r.md"))
    assert (found.decimal, found.language) == (sign, language)


def test_an_empty_report_has_nothing() -> None:
    assert bind(Report("r.md", "")).cases == ()


@pytest.mark.parametrize(
    ("target", "nearest"),
    [("S", "s"), ("totl", "total"), ("Total", "total"), ("zz", "")],
)
def test_a_link_to_no_claim_offers_the_nearest(
    bound: Bind, target: str, nearest: str
) -> None:
    (case,) = bound(f"It was [7](#{target}).", "total", "s").cases
    assert case.objections[0].advice.startswith(
        f"Link to #{nearest} " if nearest else ""
    )
    assert bool(case.objections[0].advice) == bool(nearest)


@pytest.mark.parametrize(
    ("head", "text", "is_doubtful"),
    [
        ("ru", "We closed [24,000](#c1) deals.", True),
        ("de", "We closed [24,000](#c1) of the deals.", True),
        (",", "We closed [24,000](#c1) deals.", True),
        ("ru", "Мы закрыли [24,000](#c1) сделок.", False),
        ("ru", "Мы закрыли [24,000](#c1) сделок, 1,234.5 и 2,345.5.", True),
        ("de", "Wir haben [24,000](#c1) Verkauf.", False),
        ("ru", "We closed [24,5](#c1) deals.", False),
        ("ru", "We closed [0,125](#c1) deals.", False),
        (",", "We closed [24,125](#c1) deals; 12,5 and 13,25 more.", False),
        ("en", "We closed [24,000](#c1) deals.", False),
        ("en", "We closed [24.000](#c1) deals; 12,5 and 13,25 more.", True),
    ],
)
def test_a_stated_convention_that_the_text_contradicts_is_doubted(
    bound: Bind, head: str, text: str, *, is_doubtful: bool
) -> None:
    binding = bound(f"---\nnumbers: '{head}'\n---\n\n{text}", "c1")
    objections = binding.cases[0].objections
    reasons = [o.reason for o in objections]
    assert reasons == [Reason.AMBIGUOUS_FIGURE] * is_doubtful
    assert all("decimal sign" in o.message for o in objections)
