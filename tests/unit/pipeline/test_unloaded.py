"""A sheet whose columns do not fit spoils the claims on it and no others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

import duckdb
import pytest

from verifier.errors import SourceError
from verifier.model.reason import Reason, Status
from verifier.model.source import Declarer, SourceRequest
from verifier.pipeline import verify_reports
from verifier.readers import read_report
from verifier.shell.check import named_request
from verifier.shell.discover import request_key, scope_of
from verifier.worker.serve import Bench
from verifier.worker.wire import Failure, LoadColumns

if TYPE_CHECKING:
    from verifier.model.address import CellRange
    from verifier.model.plan import Load, Outcome, Quote, Statement
    from verifier.model.record import Verification
    from verifier.model.source import Sheet, SheetKey, SheetLayout
    from verifier.sources import OpenedSource

REPORT = """We sold [5](#a), then [5](#b), in all [10](#c), of [9](#d).

```claims
[a] small!A2:A3
= SUM(A2:A3)

[b] large!A2:A3
reads A2 = 2
= SUM(A2:A3)

[c] small!A2:A3, large!A2:A3
reads small!A2 = 2
= SUM(small!A2:A3)+SUM(large!A2:A3)

[d] large!A2:A3
= SUM(A2:A9)
```
"""


class FullBench(Bench):
    """Has no memory for one source."""

    error: BaseException = MemoryError()

    def _place(self, key: SheetKey) -> tuple[OpenedSource, Sheet]:
        opened, sheet = super()._place(key)
        return replace(opened, load=fail) if key.source == "large" else opened, sheet


def fail(*_: object) -> SheetLayout:
    raise FullBench.error


class Recomputer:
    """Recomputes in this process."""

    def __init__(self) -> None:
        self.bench = FullBench(1 << 30)

    def load(self, loads: tuple[Load, ...]) -> tuple[SheetLayout, ...]:
        answers = tuple(self.bench.load_all(LoadColumns(loads, 10.0)))
        for answer in answers:
            if isinstance(answer, Failure):
                raise SourceError(answer.where, answer.read)
        return cast("tuple[SheetLayout, ...]", answers)

    def run(self, statements: tuple[Statement, ...]) -> tuple[Outcome, ...]:
        return tuple(self.bench.run(statement, 10.0) for statement in statements)

    def quote(self, wanted: tuple[tuple[CellRange, int], ...]) -> tuple[Quote, ...]:
        answers = (self.bench.quote(cells, most) for cells, most in wanted)
        return cast("tuple[Quote, ...]", tuple(answers))


def verification() -> Verification:
    frame = (("n",), (2,), (3,))
    requests = [
        named_request(SourceRequest(n, "", n, Declarer.COMMAND, frame=frame))
        for n in ("small", "large")
    ]
    recomputer = Recomputer()
    sources = {
        request_key(n.request): recomputer.bench.open(n.request) for n in requests
    }
    scope = scope_of(tuple(requests), sources, strict=False)
    report = read_report(REPORT.encode(), "report.md")
    return verify_reports(((report, scope),), tuple(sources.values()), recomputer)


@pytest.mark.parametrize("error", [MemoryError(), duckdb.OutOfMemoryException("full")])
def test_the_others_go_on(error: BaseException, monkeypatch) -> None:
    monkeypatch.setattr(FullBench, "error", error)
    found = [(v.status, v.reason) for v in verification().verdicts]
    assert found[0] == (Status.VERIFIED, None)
    assert found[1:] == [(Status.UNDECIDED, Reason.LIMIT)] * 3


def test_a_file_that_changes_ends_the_check(monkeypatch) -> None:
    monkeypatch.setattr(FullBench, "error", SourceError("large", "changed"))
    with pytest.raises(SourceError, match="changed"):
        verification()
