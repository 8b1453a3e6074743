"""Laws of the judge: rounding, purity, and that no case makes it raise."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import assume, given, settings, strategies as st

from verifier.judge import allowed, governing_word, judge
from verifier.model.address import CellRange, Reference
from verifier.model.case import Case, Objection, ReadCheck, Sentence
from verifier.model.claim import Assumption, CalculationKind, Claim, Flaw, ReadCell
from verifier.model.plan import (
    Bound,
    ChangeForm,
    Compiled,
    Literal,
    LiteralRole,
    Outcome,
    QuotedCell,
    Traits,
    Trial,
)
from verifier.model.quantity import Comparison, Quantity, QuantityKind
from verifier.model.reason import Reason, Status, precedence, status_of
from verifier.model.report import Figure, Span
from verifier.model.source import CellKind, SheetKey

pytestmark = pytest.mark.no_cover

SPAN = Span(0, 1, 1, 1, 1, 2)
WORDS = (
    "fell",
    "by",
    "decline",
    "of",
    "the",
    "12%",
    ",",
    ".",
    "up",
    "to",
    "at",
    "down",
    "на",
    "упала",
    "снижение",
    "в",
    "до",
    "1,2",
    "(",
    "$4.1M",
    ")",
    "was",
    "и",
)
CELLS = (CellRange(SheetKey("deals"), 6, 2, 6, 412),)
CLAIM = Claim("c1", calculation="= SUM(F2:F412)", kind=CalculationKind.FORMULA)

numbers = st.decimals(
    min_value=-(10**15), max_value=10**15, allow_nan=False, allow_infinity=False
)
wild_numbers = st.one_of(
    numbers,
    st.decimals(),
    st.sampled_from(
        [Decimal("1E+999999"), Decimal("-1E-999999"), Decimal("NaN"), Decimal("sNaN")]
    ),
)
units = st.integers(-8, 9).map(lambda power: Decimal(1).scaleb(power))


def plain_case(value: Decimal, quantity: Quantity) -> Case:
    return Case(
        Figure("980", Span(0, 3, 1, 1, 1, 4), quantity),
        "c1",
        CLAIM,
        Sentence("980 in all", 0, 3, ((0, 3),)),
        compiled=Compiled(((Trial.VALUE, "SELECT 1"),), CELLS),
        outcomes=(
            (Trial.VALUE, Outcome(CellKind.NUMBER, value, exact=True)),
            (Trial.DISTURBED, Outcome(CellKind.NUMBER, value * 2 + 1, exact=True)),
        ),
    )


@given(numbers, units, st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN]))
def test_a_figure_rounded_from_the_value_is_verified(value, unit, rounding):
    printed = (value / unit).to_integral_value(rounding) * unit
    quantity = Quantity(printed, unit, unit)
    assert judge(plain_case(value, quantity)).status is Status.VERIFIED


@given(numbers, units, st.sampled_from([1, -1, 2, -3, 10]))
def test_units_of_the_last_digit_away_it_is_not(value, unit, steps):
    in_units = value / unit
    assume(abs(in_units) < 10**25)
    assume(in_units % 1 not in {Decimal("0.5"), Decimal("-0.5")})  # ties apart
    printed = (in_units.to_integral_value(ROUND_HALF_EVEN) + steps) * unit
    verdict = judge(plain_case(value, Quantity(printed, unit, unit)))
    assert verdict.status is Status.HALLUCINATED
    assert verdict.reason is not None
    assert not any(interval.holds(value) for interval in verdict.allowed)


@given(numbers, units, st.sampled_from(list(Comparison)))
def test_no_hedge_allows_a_value_ten_times_too_large(number, unit, comparison):
    number = abs(number) + 100 * unit
    quantity = Quantity(number, unit, unit, comparison=comparison)
    case = plain_case(number * 10, quantity)
    assert judge(case).status is not Status.VERIFIED


quantities = st.builds(
    Quantity,
    value=wild_numbers,
    last_digit=st.one_of(units, wild_numbers),
    hedge_unit=st.one_of(units, wild_numbers),
    kind=st.sampled_from(list(QuantityKind)),
    unit=st.sampled_from(["", "$", "₽"]),
    comparison=st.sampled_from(list(Comparison)),
    upper=st.none() | wild_numbers,
    signed=st.booleans(),
    tolerance=st.none() | units,
    also=st.none() | numbers,
)
outcomes = st.builds(
    Outcome,
    kind=st.none() | st.sampled_from(list(CellKind)),
    number=st.none() | wild_numbers,
    text=st.text(max_size=8),
    exact=st.booleans(),
    problem=st.none() | st.sampled_from([Reason.CALCULATION_FAILED, Reason.LIMIT]),
    message=st.text(max_size=8),
)
traits = st.builds(
    Traits,
    literals=st.lists(
        st.builds(Literal, wild_numbers, st.sampled_from(list(LiteralRole))),
        max_size=3,
    ).map(tuple),
    divisors=st.lists(st.integers(), max_size=2).map(tuple),
    change=st.sampled_from(list(ChangeForm)),
    magnitude=st.booleans(),
    counts=st.booleans(),
    bounds=st.lists(
        st.builds(
            Bound,
            text=st.text(max_size=8),
            numbers=st.lists(wild_numbers, max_size=2).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
    rounds=st.booleans(),
    functions=st.lists(st.sampled_from(["SUM", "ROWS"]), max_size=2).map(tuple),
)
texts = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(WORDS),
        max_size=12,
    ).map(" ".join),
)
assumptions = st.builds(
    Assumption,
    text=st.sampled_from(["21%", "5", "x"]),
    value=st.none() | wild_numbers,
    last_digit=st.none() | units,
    origin=st.text(max_size=5),
    line=st.integers(0, 9),
)
reads = st.builds(
    ReadCheck,
    st.builds(ReadCell, st.just(Reference.parse("F2")), texts, st.just(3)),
    st.none()
    | st.builds(
        QuotedCell,
        st.just(6),
        st.just(2),
        st.sampled_from(list(CellKind)),
        texts,
        st.none() | wild_numbers,
    ),
)
claims = st.builds(
    Claim,
    id=st.just("c1"),
    external=st.booleans(),
    rows=st.none() | st.integers(0, 9),
    assumptions=st.lists(assumptions, max_size=2).map(tuple),
    calculation=st.sampled_from(["", "= F2", "= F2/G2"]),
    flaw=st.none() | st.just(Flaw(Reason.UNREADABLE_CLAIM, "odd", 1, 1)),
)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    text = draw(texts)
    start, end = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    spans = draw(
        st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=2)
    )
    trials = draw(st.dictionaries(st.sampled_from(list(Trial)), outcomes))
    compiled = Compiled(
        tuple((trial, "SELECT 1") for trial in draw(st.sets(st.sampled_from(Trial)))),
        draw(st.sampled_from([CELLS, ()])),
        draw(traits),
    )
    return Case(
        Figure(text[start:end], Span(0, 1, 1, 1, 1, 2), draw(st.none() | quantities)),
        draw(st.none() | st.just("c1")),
        draw(st.none() | claims),
        Sentence(text, start, end, tuple(spans), ("Heading",), "context 100"),
        tuple(
            Objection(reason, "m")
            for reason in draw(st.lists(st.sampled_from(Reason), max_size=2))
        ),
        draw(st.none() | st.just(compiled)),
        tuple(trials.items()),
        (),
        tuple(draw(st.lists(reads, max_size=2))),
        draw(st.none() | st.integers(0, 9)),
    )


@settings(max_examples=400, deadline=None)
@given(cases())
def test_every_case_has_one_verdict(case):
    verdict = judge(case)
    assert (verdict.reason is None) == (verdict.status is Status.VERIFIED)
    assert (verdict.claim is None) == (verdict.status is Status.UNCITED)
    if verdict.reason is not None:
        assert status_of(verdict.reason) is verdict.status
        assert verdict.message
        assert verdict.reason not in verdict.also
    assert list(verdict.also) == sorted(verdict.also, key=precedence)
    assert not (verdict.material and verdict.status is not Status.HALLUCINATED)
    if verdict.status is Status.VERIFIED:
        assert verdict.recomputed is not None


@settings(max_examples=100, deadline=None)
@given(cases())
def test_the_judge_is_pure(case):
    first = judge(case)
    assert repr(judge(replace(case))) == repr(first)


@settings(max_examples=100, deadline=None)
@given(cases())
def test_the_order_of_objections_and_outcomes_does_not_matter(case):
    turned = replace(
        case,
        objections=case.objections[::-1],
        outcomes=case.outcomes[::-1],
    )
    one, other = judge(case), judge(turned)
    assert (one.status, one.reason, one.also) == (
        other.status,
        other.reason,
        other.also,
    )


@given(texts, st.data())
def test_any_sentence_has_a_governing_word_or_none(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    word = governing_word(Sentence(text, start, end, ((start, end),)))
    assert word is None or word.text in text


@given(numbers, units)
def test_what_a_figure_states_is_allowed_unless_a_hedge_shuts_it_out(value, unit):
    for comparison in Comparison:
        interval = allowed(Quantity(value, unit, unit, comparison=comparison))[0]
        is_open = interval.low_open or interval.high_open
        assert interval.holds(value) is not is_open
