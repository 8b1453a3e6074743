"""Hostile files in the real worker: no crash, no hang, no wrong cell in silence."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.safety.hostile_archives import ARCHIVES
from tests.safety.hostile_numbers import LOOK_ALIKES
from tests.safety.hostile_parts import SHEETS
from tests.safety.hostile_places import PLACES
from tests.safety.hostile_texts import ENCODINGS, ENDS, HEADERS, QUOTES, SNIFFS, WIDTHS
from tests.safety.hostile_workbooks import PLACES as CELL_PLACES, VALUES
from verifier.errors import SourceError
from verifier.model.address import CellRange
from verifier.model.plan import Load
from verifier.model.source import CellKind, Declarer, SourceRequest
from verifier.worker import Worker

if TYPE_CHECKING:
    from pathlib import Path

    from tests.safety.hostile import Case
    from verifier.model.plan import QuotedCell
    from verifier.model.source import Source

pytestmark = pytest.mark.no_cover

MEMORY = 4 << 30
SECONDS = 10.0
BATCH = 40
MOST_COLUMNS = 50
MOST_QUOTED = 2_000

KINDS: dict[str, tuple[Case, ...]] = {
    "quotes": QUOTES,
    "widths": WIDTHS,
    "line ends": ENDS,
    "encodings": ENCODINGS,
    "headers": HEADERS,
    "sniff traps": SNIFFS,
    "look-alikes": LOOK_ALIKES,
    "workbook values": VALUES,
    "workbook places": CELL_PLACES,
    "workbook parts": SHEETS,
    "archives": ARCHIVES,
    "places": PLACES,
}
ALL = tuple(chain.from_iterable(KINDS.values()))


class Seen(NamedTuple):
    """What came of a file."""

    source: Source
    cells: tuple[tuple[str, ...], ...] | None = None
    failure: str = ""


def request_for(number: int, case: Case, folder: Path) -> SourceRequest:
    path = case.place(folder / str(number))
    return SourceRequest(
        f"s{number}", str(path), case.file, Declarer.REPORT, case.declared
    )


def shown(cell: QuotedCell) -> str:
    match cell.kind:
        case CellKind.BLANK:
            return ""
        case CellKind.NUMBER | CellKind.DATE:
            assert cell.number is not None
            text = f"{cell.number:f}"
            plain = text.rstrip("0").rstrip(".") if "." in text else text
            return ("=" if cell.kind is CellKind.NUMBER else "@") + plain
        case CellKind.TEXT:
            return f"'{cell.raw}"
        case CellKind.BOOLEAN:
            return f"?{cell.raw.upper()}"
        case CellKind.ERROR:
            return f"!{cell.raw if cell.raw.startswith('=') else cell.raw.upper()}"


def read_all(worker: Worker, sources: list[Source]) -> list[Seen]:
    """Returns the cells of the sources, all of which can be opened."""
    firsts = [source.sheets[0] for source in sources]
    wanted = [sheet for sheet in firsts if sheet.rows]
    most = range(1, MOST_COLUMNS)
    loads = tuple(Load(s.key, tuple(most[: s.columns])) for s in wanted)
    small = [s for s in wanted if s.rows * s.columns <= MOST_QUOTED]
    worker.load(loads)
    ranges = tuple((CellRange(s.key, 1, 1, s.columns, s.rows), s.rows) for s in small)
    quotes = dict(zip((s.key for s in small), worker.quote(ranges), strict=True))
    found: list[Seen] = []
    for source, sheet in zip(sources, firsts, strict=True):
        quote = quotes.get(sheet.key)
        grid = None if sheet.rows else ()
        if quote is not None:
            by_place = {(c.row, c.column): shown(c) for c in quote.quoted}
            grid = tuple(
                tuple(by_place[row, column] for column in range(1, sheet.columns + 1))
                for row in range(1, sheet.rows + 1)
            )
        found.append(Seen(source, grid))
    return found


def open_and_read(requests: tuple[SourceRequest, ...]) -> list[Seen]:
    """Returns what a worker makes of files; where loading fails, one by one."""
    with Worker(SECONDS, reading_seconds=SECONDS, memory=MEMORY) as worker:
        sources = worker.open_sources(requests)
        good = [source for source in sources if not source.problem]
        try:
            read = {seen.source.name: seen for seen in read_all(worker, good)}
        except SourceError as error:
            if len(requests) == 1:
                return [Seen(sources[0], failure=str(error))]
            return [seen for r in requests for seen in open_and_read((r,))]
    return [read.get(source.name) or Seen(source) for source in sources]


class Bench:
    """Reads files a batch at a time, when the first of a batch is asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seen: dict[int, Seen] = {}

    def of(self, case: Case) -> Seen:
        number = ALL.index(case)
        if case.slow:
            return open_and_read((request_for(number, case, self.folder),))[0]
        if number not in self.seen:
            alike = [n for n, c in enumerate(ALL) if not c.slow]
            first = alike.index(number) // BATCH * BATCH
            numbers = alike[first : first + BATCH]
            requests = tuple(request_for(n, ALL[n], self.folder) for n in numbers)
            self.seen |= zip(numbers, open_and_read(requests), strict=True)
        return self.seen[number]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("hostile"))


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case, id=f"{kind}: {case.name}", marks=pytest.mark.slow if case.slow else ()
        )
        for kind, cases in KINDS.items()
        for case in cases
    ],
)
def test_a_hostile_file(bench: Bench, case: Case) -> None:
    seen = bench.of(case)
    assert "broke down" not in seen.source.problem + seen.failure, "a crash"
    assert "took more than" not in seen.source.problem, "a hang"
    assert not seen.failure, "what is wrong with a file shows when it is opened"
    if case.refused:
        assert case.refused in seen.source.problem
        assert not seen.source.sheets
        return
    assert not seen.source.problem
    sheet = seen.source.sheets[0]
    if case.rows is not None:
        assert seen.cells == case.rows
    if case.size is not None:
        assert (sheet.rows, sheet.columns) == case.size
    assert set(case.says) <= {trouble.code for trouble in seen.source.troubles}


def test_there_are_enough_of_them_and_each_has_a_name() -> None:
    assert len(ALL) >= 150
    for cases in KINDS.values():
        assert len({case.name for case in cases}) == len(cases)
