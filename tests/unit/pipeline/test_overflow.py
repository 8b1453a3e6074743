"""What overflows DECIMAL is computed again in DOUBLE, and nothing else is."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, cast

import pytest

from verifier.model.source import Declarer, SourceRequest
from verifier.pipeline import verify_reports
from verifier.readers import read_report
from verifier.shell.check import named_request
from verifier.shell.discover import request_key, scope_of
from verifier.worker.serve import Bench
from verifier.worker.wire import LoadColumns

if TYPE_CHECKING:
    from verifier.model.address import CellRange
    from verifier.model.lookup import Found, Lookup
    from verifier.model.plan import Load, Outcome, Quote, Statement
    from verifier.model.source import SheetLayout
    from verifier.model.verdict import Verdict

LARGE = Decimal("999999999.99")
ROWS = (("a", "b"), (LARGE, LARGE), (Decimal(2), Decimal(0)))


class CountingRecomputer:
    """Recomputes in this process, and keeps the keys of what it ran."""

    def __init__(self) -> None:
        self.bench = Bench(1 << 30)
        self.ran: list[tuple[str, ...]] = []

    def find(self, lookups: tuple[Lookup, ...]) -> tuple[Found, ...]:
        return cast("tuple[Found, ...]", tuple(self.bench.find_all(lookups)))

    def load(self, loads: tuple[Load, ...]) -> tuple[SheetLayout, ...]:
        answers = self.bench.load_all(LoadColumns(loads, 10.0))
        return cast("tuple[SheetLayout, ...]", tuple(answers))

    def run(self, statements: tuple[Statement, ...]) -> tuple[Outcome, ...]:
        if not statements[0].key.startswith("rule/"):
            self.ran.append(tuple(statement.key for statement in statements))
        return tuple(self.bench.run(statement, 10.0) for statement in statements)

    def quote(self, wanted: tuple[tuple[CellRange, int], ...]) -> tuple[Quote, ...]:
        answers = (self.bench.quote(cells, most) for cells, most in wanted)
        return cast("tuple[Quote, ...]", tuple(answers))


def verified(calculation: str) -> tuple[Verdict, list[tuple[str, ...]]]:
    text = f"It was [5](#c).\n\n```claims\n[c] t!A2:B3\n{calculation}\n```\n"
    named = named_request(SourceRequest("t", "", "t", Declarer.COMMAND, frame=ROWS))
    recomputer = CountingRecomputer()
    source = recomputer.bench.open(named.request)
    scope = scope_of((named,), {request_key(named.request): source}, strict=False)
    report = read_report(text.encode(), "report.md")
    made = verify_reports(((report, scope),), (source,), recomputer)
    # what rules ask of the cells is no computation of the claim
    ran = [keys for keys in recomputer.ran if not keys[0].startswith("rule/")]
    return made.verdicts[0], ran


@pytest.mark.parametrize(
    "calculation", ["= A2*B2*A2", "SELECT sum(a) * sum(a) * sum(a) * sum(a) FROM t"]
)
def test_what_overflows_is_computed_in_floating_point(calculation: str) -> None:
    verdict, ran = verified(calculation)

    assert verdict.recomputed is not None
    assert verdict.recomputed >= Decimal("9.99e26")
    assert not verdict.exact
    again = tuple(key for key in ran[-1] if not key.endswith("/magnitude"))
    assert ran[-2] == again


def test_a_rounding_that_overflows_is_computed_again_with_it() -> None:
    _, ran = verified("= ROUND(A2*B2*A2,0)")

    assert "0/c/written" in ran[-1]
    assert len(ran) == 2


def test_what_does_not_overflow_runs_once() -> None:
    _, ran = verified("= A3+B3")

    assert ran == [("0/c/value", "0/c/disturbed")]
