"""Laws of whole verifications, over small tables that Hypothesis invents.

The sources and the engine run in this process here; tests/unit/worker tests the child.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import HealthCheck, assume, given, settings, strategies as st

from verifier.model.reason import Reason, Status
from verifier.model.source import Declarer, SourceRequest
from verifier.pipeline import verify_reports
from verifier.readers import read_report
from verifier.renderers import render
from verifier.shell.check import named_request
from verifier.shell.discover import request_key, scope_of
from verifier.worker.serve import Bench
from verifier.worker.wire import LoadColumns

if TYPE_CHECKING:
    from verifier.model.address import CellRange
    from verifier.model.lookup import Found, Lookup
    from verifier.model.plan import Load, Outcome, Quote, Statement
    from verifier.model.record import Verification
    from verifier.model.source import SheetLayout, Source

pytestmark = pytest.mark.no_cover

Rows = tuple[tuple[Decimal, ...], ...]
FEW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


class HereRecomputer:
    """Recomputes in this process."""

    def __init__(self) -> None:
        self._bench = Bench(1 << 30)

    def open_sources(self, requests: tuple[SourceRequest, ...]) -> tuple[Source, ...]:
        return tuple(map(self._bench.open, requests))

    def find(self, lookups: tuple[Lookup, ...]) -> tuple[Found, ...]:
        return cast("tuple[Found, ...]", tuple(self._bench.find_all(lookups)))

    def load(self, loads: tuple[Load, ...]) -> tuple[SheetLayout, ...]:
        answers = self._bench.load_all(LoadColumns(loads, 10.0))
        return cast("tuple[SheetLayout, ...]", tuple(answers))

    def run(self, statements: tuple[Statement, ...]) -> tuple[Outcome, ...]:
        return tuple(self._bench.run(statement, 10.0) for statement in statements)

    def quote(self, wanted: tuple[tuple[CellRange, int], ...]) -> tuple[Quote, ...]:
        answers = (self._bench.quote(cells, most) for cells, most in wanted)
        return cast("tuple[Quote, ...]", tuple(answers))


def _verify(text: str, rows: tuple[tuple[object, ...], ...]) -> Verification:
    named = named_request(
        SourceRequest("t", "", "t", Declarer.COMMAND, frame=(("a", "b", "c"), *rows))
    )
    recomputer = HereRecomputer()
    sources = recomputer.open_sources((named.request,))
    scope = scope_of((named,), {request_key(named.request): sources[0]}, strict=False)
    report = read_report(text.encode(), "report.md")
    return verify_reports(((report, scope),), sources, recomputer)


@dataclass(frozen=True)
class Sample:
    """A table with a calculation over its column B, and the exact value."""

    rows: Rows
    formula: str
    value: Fraction


CENTS = st.integers(-10_000_000, 10_000_000).map(lambda n: Decimal(n).scaleb(-2))
ROWS = st.lists(st.tuples(CENTS, CENTS, CENTS), min_size=3, max_size=9).map(tuple)


@st.composite
def samples(draw: st.DrawFn) -> Sample:
    rows: Rows = draw(ROWS)
    last = len(rows) + 1
    values = [Fraction(row[1]) for row in rows]
    cells = f"B2:B{last}"
    formulas = {
        f"= SUM({cells})": sum(values, Fraction()),
        f"= AVERAGE({cells})": sum(values, Fraction()) / len(values),
        f"= MAX({cells})-MIN({cells})": max(values) - min(values),
        "= B2": values[0],
        f"= SUM({cells})*1000": sum(values, Fraction()) * 1000,
    }
    formula = draw(st.sampled_from(sorted(formulas)))
    return Sample(rows, formula, formulas[formula])


def _printed(value: Fraction, places: int) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _report(figure: Decimal, sample: Sample, name: str = "c1") -> str:
    cells = f"t!B2:B{len(sample.rows) + 1}"
    fence = f"```claims\n[{name}] {cells}\n{sample.formula}\n```\n"
    return f"It was [{figure:,}](#{name}).\n\n{fence}"


@FEW
@given(samples(), st.integers(0, 2))
def test_a_figure_rounded_from_the_value_is_verified(
    sample: Sample, places: int
) -> None:
    figure = _printed(sample.value, places)
    assume(len({row[1] for row in sample.rows}) > 1)
    verdict = _verify(_report(figure, sample), sample.rows).verdicts[0]
    assert verdict.status is Status.VERIFIED, verdict.message


@FEW
@given(samples(), st.integers(0, 2), st.sampled_from((-1, 1)))
def test_a_figure_one_unit_away_is_not(sample: Sample, places: int, side: int) -> None:
    assume(len({row[1] for row in sample.rows}) > 1)
    figure = _printed(sample.value, places) + side * Decimal(1).scaleb(-places)
    half = Fraction(1, 2 * 10**places)
    away = abs(Fraction(figure) - sample.value)
    verdict = _verify(_report(figure, sample), sample.rows).verdicts[0]
    assert (verdict.status is Status.VERIFIED) == (away <= half), verdict.message


@FEW
@given(samples(), CENTS)
def test_an_uncited_cell_changes_no_value_and_no_hallucination(
    sample: Sample, other: Decimal
) -> None:
    text = _report(_printed(sample.value, 1), sample)
    before = _verify(text, sample.rows).verdicts[0]
    first = (other, sample.rows[0][1], other)
    after = _verify(text, (first, *sample.rows[1:])).verdicts[0]
    assert after.recomputed == before.recomputed
    assert (after.status is Status.HALLUCINATED) == (
        before.status is Status.HALLUCINATED
    )


def _by_key(key: str, figure: Decimal) -> str:
    fence = f"```claims\n[c1] t[b] where a = '{key}'\n= SUM(t[b])\n```\n"
    return f"It was [{figure:,}](#c1).\n\n{fence}"


KEYED = st.lists(
    st.tuples(st.sampled_from("xyz"), CENTS, CENTS), min_size=2, max_size=9
).map(tuple)


@FEW
@given(KEYED, st.sampled_from("xyz"), CENTS)
def test_a_citation_by_key_is_the_cells_beside_that_key(
    rows: tuple[tuple[str, Decimal, Decimal], ...], key: str, other: Decimal
) -> None:
    values = [value for found, value, _ in rows if found == key]
    total = sum(values, Decimal())
    before = _verify(_by_key(key, total), rows)
    verdict = before.verdicts[0]
    if not values:
        assert verdict.reason is Reason.NO_SUCH_CELL
        return
    assert verdict.recomputed == total
    assert sum(found.rows for found in verdict.keyed) == len(values)
    # a cell that is neither cited nor in a key column changes nothing
    changed = tuple((a, b if a == key else other, other) for a, b, _ in rows)
    assert _verify(_by_key(key, total), changed).verdicts[0] == verdict
    # a cell of the key column may change everything, and the source's digest says so
    moved = tuple((key, b, c) for _, b, c in rows)
    after = _verify(_by_key(key, total), moved)
    assert after.verdicts[0].recomputed == sum((b for _, b, _ in rows), Decimal())
    is_same = moved == rows
    assert (after.sources[0].digest == before.sources[0].digest) == is_same


@FEW
@given(st.lists(samples(), min_size=2, max_size=4))
def test_order_of_claims_and_company_do_not_matter(found: list[Sample]) -> None:
    rows = found[0].rows
    same = [s for s in found if s.rows == rows] + [replace(found[0])]
    figures = [_printed(sample.value, 1) for sample in same]
    prose = " ".join(f"[{f:,}](#c{n})." for n, f in enumerate(figures))
    claims = [
        f"[c{n}] t!B2:B{len(rows) + 1}\n{sample.formula}\n"
        for n, sample in enumerate(same)
    ]
    fences = ("\n".join(claims), "\n".join(reversed(claims)))
    one, two = (
        _verify(f"{prose}\n\n```claims\n{fence}```\n", rows).verdicts
        for fence in fences
    )
    key = [(v.status, v.recomputed, v.message, v.sql) for v in one]
    assert key == [(v.status, v.recomputed, v.message, v.sql) for v in two]
    alone = _verify(_report(figures[0], same[0], "c0"), rows).verdicts[0]
    assert (alone.status, alone.recomputed) == (one[0].status, one[0].recomputed)


@FEW
@given(samples(), st.sampled_from(("full", "concise", "json", "jsonl")))
def test_rendering_twice_gives_the_same_text(sample: Sample, name: str) -> None:
    text = _report(_printed(sample.value, 0) + 1, sample)
    one, two = (render(_verify(text, sample.rows), name) for _ in range(2))
    assert one == two
    assert one
