"""The stages in their order, over a recomputer that tells what it was asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, cast

import pytest

from verifier.model.plan import Load, Outcome, Trial
from verifier.model.quantity import NotFigureReason
from verifier.model.reason import Reason, Status
from verifier.model.source import CellKind, Declarer, SourceRequest
from verifier.pipeline import verify_reports
from verifier.quote import GRID_RANGES, GRID_ROWS
from verifier.readers import read_report
from verifier.shell.check import named_request
from verifier.shell.discover import request_key, scope_of
from verifier.worker.serve import Bench
from verifier.worker.wire import LoadColumns

if TYPE_CHECKING:
    from verifier.model.address import CellRange
    from verifier.model.lookup import Found, Lookup
    from verifier.model.plan import Quote, Statement
    from verifier.model.record import Verification
    from verifier.model.source import SheetLayout, Source

ROWS = (
    ("wave", "region", "amount", "cost", "score"),
    ("wave 1", "north", Decimal(100), Decimal(90), Decimal(7)),
    ("wave 2", "south", Decimal(250), Decimal(80), Decimal(9)),
    ("wave 2", "south", Decimal(75), Decimal(20), "n/a"),
)
FAILED = Outcome(None, problem=Reason.CALCULATION_FAILED, message="Overflow")


@dataclass
class Asked:
    """Recomputes in this process, remembers what for, and fails where it is told to.

    Attributes:
        fails: says whether a statement of the first batch that holds it fails.
    """

    fails: Callable[[Statement], bool] = lambda _: False
    loads: list[tuple[Load, ...]] = field(default_factory=list)
    batches: list[tuple[Statement, ...]] = field(default_factory=list)
    quotes: list[tuple[tuple[CellRange, int], ...]] = field(default_factory=list)
    bench: Bench = field(init=False)

    def open_sources(self, requests: tuple[SourceRequest, ...]) -> tuple[Source, ...]:
        return tuple(map(self.bench.open, requests))

    def find(self, lookups: tuple[Lookup, ...]) -> tuple[Found, ...]:
        return cast("tuple[Found, ...]", tuple(self.bench.find_all(lookups)))

    def load(self, loads: tuple[Load, ...]) -> tuple[SheetLayout, ...]:
        self.loads.append(loads)
        answers = self.bench.load_all(LoadColumns(loads, 10.0))
        return cast("tuple[SheetLayout, ...]", tuple(answers))

    def run(self, statements: tuple[Statement, ...]) -> tuple[Outcome, ...]:
        if not statements[0].key.startswith("rule/"):
            self.batches.append(statements)
        return tuple(
            FAILED if self.fails(s) else self.bench.run(s, 10.0) for s in statements
        )

    def quote(self, wanted: tuple[tuple[CellRange, int], ...]) -> tuple[Quote, ...]:
        self.quotes.append(wanted)
        answers = (self.bench.quote(cells, most) for cells, most in wanted)
        return cast("tuple[Quote, ...]", tuple(answers))

    def keys(self) -> list[list[str]]:
        return [[statement.key for statement in batch] for batch in self.batches]


Verify = Callable[..., "Verification"]


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def verify(asked: Asked) -> Verify:
    """Returns what verifies texts over the rows as `deals`."""

    def verified(*texts: str) -> Verification:
        asked.bench = Bench(1 << 30)
        named = named_request(
            SourceRequest("deals", "", "deals", Declarer.COMMAND, frame=ROWS)
        )
        sources = asked.open_sources((named.request,))
        opened = {request_key(named.request): sources[0]}
        scope = scope_of((named,), opened, strict=False)
        reports = tuple((read_report(t.encode(), "r.md"), scope) for t in texts)
        return verify_reports(reports, sources, asked)

    return verified


def report(prose: str, *claims: str) -> str:
    fence = "\n".join(f"[c{n}] {claim}" for n, claim in enumerate(claims, start=1))
    return f"{prose}\n\n```claims\n{fence}\n```\n"


SUM = "deals!C2:C4\n= SUM(C2:C4)"


def test_all_claims_go_to_the_engine_at_once(asked: Asked, verify: Verify) -> None:
    one = report("It was [425](#c1) and [190](#c2).", SUM, "deals!D2:D4\n= SUM(D2:D4)")
    two = report("It was [100](#c1).", "deals!C2\n= C2")
    verification = verify(one, two)
    assert verification.passed
    assert [v.recomputed for v in verification.verdicts] == [425, 190, 100]
    assert len(asked.loads) == 1
    load, near = asked.loads[0]
    assert load.columns == (3, 4)
    assert near == Load(load.sheet, (1, 2, 5), near=True)
    assert len(asked.batches) == 1
    (keys,) = asked.keys()
    values = {key for key in keys if key.endswith(f"/{Trial.VALUE}")}
    assert values == {"0/c1/value", "0/c2/value", "1/c1/value"}


def test_a_claim_that_two_figures_share_is_run_once(
    asked: Asked, verify: Verify
) -> None:
    found = verify(report("It was [425](#c1), not [426](#c1).", SUM)).verdicts
    assert [v.status for v in found] == [Status.VERIFIED, Status.HALLUCINATED]
    (keys,) = asked.keys()
    assert len(keys) == len(set(keys))


def test_nothing_is_asked_for_a_report_without_claims(
    asked: Asked, verify: Verify
) -> None:
    verification = verify("Nothing here.")
    assert verification.verdicts == ()
    assert not verification.passed
    assert asked.batches == []
    assert asked.quotes == []


def test_an_overflow_is_computed_again_in_double(asked: Asked, verify: Verify) -> None:
    asked.fails = lambda _: len(asked.batches) == 1
    (verdict,) = verify(
        report("It was [47,360](#c1).", "deals!C2:D4\n= SUMPRODUCT(C2:C4,D2:D4)")
    ).verdicts
    # 100 * 90 + 250 * 80 + 75 * 20 = 30 500
    assert verdict.recomputed == 30_500
    assert not verdict.exact
    first, second = asked.batches
    by_key = {statement.key: statement.sql for statement in first}
    assert {s.key for s in second} == {*by_key, "0/c1/magnitude"}
    assert all(s.sql != by_key[s.key] for s in second if s.key.endswith("/value"))


def test_what_fails_in_double_too_is_undecided(asked: Asked, verify: Verify) -> None:
    asked.fails = lambda _: True
    (verdict,) = verify(report("It was [425](#c1).", SUM)).verdicts
    assert verdict.reason is Reason.CALCULATION_FAILED
    assert verdict.recomputed is None


def test_only_what_failed_is_computed_again(asked: Asked, verify: Verify) -> None:
    asked.fails = lambda s: len(asked.batches) == 1 and s.key.startswith("0/c2/")
    verify(
        report(
            "It was [425](#c1) and [30,500](#c2).",
            SUM,
            "deals!C2:D4\n= SUMPRODUCT(C2:C4,D2:D4)",
        )
    )
    assert all(key.startswith("0/c2/") for key in asked.keys()[1])


def test_a_refused_calculation_is_not_run(asked: Asked, verify: Verify) -> None:
    (verdict,) = verify(
        report("It was [1](#c1).", "deals!C2\nSELECT * FROM range(3)")
    ).verdicts
    assert verdict.status is Status.UNDECIDED
    assert asked.batches == []


@pytest.mark.parametrize(
    ("reads", "reason"),
    [
        ("C2 = 100; C4 = 75", None),
        ("C2 = 101", Reason.MISREAD),
        ("D2 = 90", Reason.MISREAD),  # not among the cited cells
        ("C2:C3 = 100", Reason.UNREADABLE_CLAIM),  # not one cell
        ("rows = 3", None),
        ("rows = 4", Reason.MISREAD),
    ],
)
def test_what_the_author_read_is_looked_up(
    verify: Verify, reads: str, reason: Reason | None
) -> None:
    claim = f"deals!C2:C4\nreads {reads}\n= SUM(C2:C4)"
    (verdict,) = verify(report("It was [425](#c1).", claim)).verdicts
    assert verdict.reason is reason


def test_reads_are_quoted_at_once_one_row_each(asked: Asked, verify: Verify) -> None:
    claim = "deals!C2:C4\nreads C2 = 100; C4 = 75\n= SUM(C2:C4)"
    assert verify(report("It was [425](#c1).", claim)).passed
    ((first, second),) = asked.quotes
    assert [(c.local, most) for c, most in (first, second)] == [("C2", 1), ("C4", 1)]


def test_a_header_row_is_no_row_that_was_read(verify: Verify) -> None:
    claim = "deals!C:C\nreads rows = 3\n= SUM(C:C)"
    assert verify(report("It was [425](#c1).", claim)).passed


def test_only_what_is_not_verified_shows_cells(asked: Asked, verify: Verify) -> None:
    right, wrong = verify(report("It was [425](#c1) or [426](#c2).", SUM, SUM)).verdicts
    assert right.grid == ()
    (quote,) = wrong.grid
    assert quote.cells.local == "C2:C4"
    assert [cell.number for cell in quote.quoted] == [100, 250, 75]
    assert [cell.kind for cell in quote.quoted] == [CellKind.NUMBER] * 3
    assert asked.quotes == [((quote.cells, GRID_ROWS),)]


def test_a_grid_shows_a_few_ranges(verify: Verify) -> None:
    claim = "deals!A1:D4\n= C2+C4+D2+D3+D4"
    (verdict,) = verify(report("It was [7](#c1).", claim)).verdicts
    assert verdict.status is Status.HALLUCINATED
    assert 1 <= len(verdict.grid) <= GRID_RANGES


def test_unlinked_criteria_and_group_names_are_set_aside(verify: Verify) -> None:
    prose = "Of wave 2, [1](#c1) deal was above 100 dollars, and 9 were not."
    claim = 'deals!A2:C4\n= COUNTIFS(A2:A4,"wave 2",C2:C4,">100")'
    (found,) = verify(report(prose, claim)).reports
    assert [(v.figure.text, v.claim) for v in found.verdicts] == [
        ("1", "c1"),
        ("9", None),
    ]
    assert found.verdicts[0].status is Status.VERIFIED, found.verdicts[0].message
    assert [(n.text, n.reason) for n in found.not_figures] == [
        ("2", NotFigureReason.GROUP_NAME),
        ("100 dollars", NotFigureReason.PARAMETER),
    ]


def test_group_names_are_those_of_loaded_columns(verify: Verify) -> None:
    # nothing cites column A, so nobody knows that wave 2 is a group
    (found,) = verify(report("In wave 2 it was [425](#c1).", SUM)).reports
    assert [v.figure.text for v in found.verdicts] == ["2", "425"]


def test_sql_is_typed_by_the_cited_cells(asked: Asked, verify: Verify) -> None:
    # the column holds a text, the cited rows of it do not
    claim = "deals!E2:E3\nSELECT sum(score) FROM deals"
    (verdict,) = verify(report("It was [16](#c1).", claim)).verdicts
    assert verdict.status is Status.VERIFIED, verdict.message
    assert verdict.recomputed == 16
    assert len(asked.batches) == 2  # the kinds of the cells, then the calculation


def test_sql_over_cited_text_does_not_add_it(verify: Verify) -> None:
    claim = "deals!E2:E4\nSELECT sum(score) FROM deals"
    (verdict,) = verify(report("It was [16](#c1).", claim)).verdicts
    assert verdict.status is Status.UNDECIDED, verdict.message


def test_findings_and_suppressions_enter_the_record(verify: Verify) -> None:
    prose = "Won 3. <!-- verifier: ignore[uncited] counted by hand -->"
    (found,) = verify(report(prose, SUM)).reports
    (verdict,) = found.verdicts
    assert verdict.accepted == "counted by hand", found.findings
    assert "C002" in {finding.code for finding in found.findings}


def test_reports_do_not_see_each_other(verify: Verify) -> None:
    one = report("It was [425](#c1).", SUM)
    two = report("It was [190](#c1).", "deals!D2:D4\n= SUM(D2:D4)")
    both = verify(one, two)
    alone = (verify(one), verify(two))
    assert [replace(v, sql="") for v in both.verdicts] == [
        replace(v, sql="") for single in alone for v in single.verdicts
    ]
