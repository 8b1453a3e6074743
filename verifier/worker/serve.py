"""The child process: answers requests until its input ends."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from verifier.engine import DatabaseFault, lock, open_session, run
from verifier.errors import LoadError, SourceError, VerifierError
from verifier.model.case import Objection
from verifier.model.lookup import NOTHING_FOUND
from verifier.model.plan import Disturbance
from verifier.model.reason import Reason
from verifier.model.source import SheetLayout, Source
from verifier.sources import (
    drop_all_but,
    find_rows,
    open_source,
    quote_cells,
    table_names,
)
from verifier.worker.limits import confine, seal
from verifier.worker.wire import (
    Done,
    Failure,
    FindRows,
    LoadColumns,
    OpenSources,
    QuoteCells,
    Ready,
    RunStatements,
    decode_request,
    encode_answer,
    read_frame,
    write_frame,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import IO

    from verifier.model.address import CellRange
    from verifier.model.lookup import Found, Lookup
    from verifier.model.plan import Load, Outcome, Quote, Statement
    from verifier.model.source import Sheet, SheetKey, SourceRequest
    from verifier.sources import OpenedSource
    from verifier.worker.wire import Answer, Request

_LOADING_SHARE = 0.75


def main(memory: str, parent: str) -> None:
    """Serves standard input and output; the child process runs nothing else.

    Args:
        memory: bytes of address space, in digits.
        parent: process id of the parent, in digits.
    """
    walls = confine(int(memory), int(parent))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints goes to standard error
    bench = Bench(int(int(memory) * _LOADING_SHARE))
    serve(sys.stdin.buffer, answers, bench, walls=tuple(map(str, walls)))


def serve(
    requests: IO[bytes],
    answers: IO[bytes],
    bench: Bench,
    when_loaded: Callable[[], None] = seal,
    walls: tuple[str, ...] = (),
) -> None:
    """Answers requests one after the other until there are no more.

    Args:
        requests: frames of requests.
        answers: where the frames of answers go, each as soon as it is known.
        bench: what is open and loaded.
        when_loaded: called when everything is loaded.
        walls: what keeps this process to itself.
    """
    write_frame(answers, encode_answer(Ready(walls)))
    while (content := read_frame(requests)) is not None:
        request = decode_request(content)
        for answer in _answers_to(request, bench):
            write_frame(answers, encode_answer(answer))
        if isinstance(request, LoadColumns):
            when_loaded()
        write_frame(answers, encode_answer(Done()))


def _answers_to(request: Request, bench: Bench) -> Iterator[Answer]:
    """Yields the answers to a request."""
    match request:
        case OpenSources():
            yield from map(bench.open, request.requests)
        case FindRows():
            yield from bench.find_all(request.lookups)
        case LoadColumns():
            yield from bench.load_all(request)
        case RunStatements():
            yield from (bench.run(s, request.seconds) for s in request.statements)
        case QuoteCells():
            yield from (bench.quote(cells, most) for cells, most in request.wanted)


class Bench:
    """What the child has open and loaded."""

    def __init__(self, memory: int) -> None:
        self._session = open_session(memory)
        self._opened: dict[str, OpenedSource] = {}
        self._tables = 0
        self._layouts: tuple[SheetLayout, ...] = ()
        self._is_locked = False
        self._known: dict[str, Outcome] = {}

    def open(self, request: SourceRequest) -> Source:
        """Returns the source that a request names, with its problem if it has one."""
        try:
            opened = open_source(request, self._tables + 1)
        except (SourceError, MemoryError) as error:
            problem = str(error) or "it takes more memory than there is"
            path, by = request.shown_path, request.declared_by
            return Source(request.name, path, "", by, problem=problem)
        self._tables += len(opened.source.sheets)
        self._opened[request.name] = opened
        return opened.source

    def find_all(self, lookups: tuple[Lookup, ...]) -> Iterator[Found | Failure]:
        """Yields what was found for each lookup, in order."""
        if self._is_locked:
            words = "rows were asked for after the session was locked"
            yield from (Failure(str(lookup.sheet), words) for lookup in lookups)
            return
        for key, wanted in groupby(lookups, lambda lookup: lookup.sheet):
            yield from self._find(key, list(wanted))

    def load_all(self, request: LoadColumns) -> Iterator[SheetLayout | Failure]:
        """Yields the layouts of the loaded sheets, then locks the session."""
        if self._is_locked:
            words = "columns were asked for after the session was locked"
            yield from (Failure(str(load.sheet), words) for load in request.loads)
            return
        for load in request.loads:
            known = table_names(self._session)
            answer = self._load(load)
            if isinstance(answer, Failure) or answer.objection:
                drop_all_but(self._session, known)
            yield answer
        self._lock(request.seconds)

    def run(self, statement: Statement, seconds: float) -> Outcome:
        """Returns what a statement gives."""
        self._lock(seconds)
        known = self._known.get(statement.sql)
        outcome = run(
            self._session, statement, self._layouts, seconds=seconds, known=known
        )
        if statement.disturbance is Disturbance.NONE:
            self._known[statement.sql] = outcome
        return outcome

    def quote(self, cells: CellRange, most_rows: int) -> Quote | Failure:
        """Returns cells as a reader sees them."""
        for layout in self._layouts:
            if layout.sheet.key == cells.sheet:
                return quote_cells(self._session, layout, cells, most_rows)
        return Failure(str(cells), "its sheet is not loaded")

    def _load(self, load: Load) -> SheetLayout | Failure:
        try:
            layout = self._load_sheet(load)
        except (VerifierError, DatabaseFault, MemoryError) as error:
            stopped = _stopped(load.sheet, error)
            if isinstance(stopped, Failure):
                return stopped  # else its claims alone fail
            return SheetLayout(self._place(load.sheet)[1], {}, stopped)
        if not load.near:
            self._layouts += (layout,)  # what stands near is shown to no calculation
        return layout

    def _load_sheet(self, load: Load) -> SheetLayout:
        opened, sheet = self._place(load.sheet)
        if load.near:
            sheet = replace(sheet, table=f"near_{sheet.table}")
        return opened.load(self._session, sheet, load.columns)

    def _find(self, key: SheetKey, lookups: list[Lookup]) -> list[Found | Failure]:
        try:
            opened, sheet = self._place(key)
            return list(find_rows(self._session, opened, sheet, lookups))
        except (VerifierError, DatabaseFault, MemoryError) as error:
            stopped = _stopped(key, error)
            if isinstance(stopped, Failure):
                return [stopped] * len(lookups)
            return [replace(NOTHING_FOUND, objection=stopped)] * len(lookups)

    def _place(self, key: SheetKey) -> tuple[OpenedSource, Sheet]:
        opened = self._opened.get(key.source)
        for sheet in opened.source.sheets if opened else ():
            if opened and sheet.key == key:
                return opened, sheet
        raise SourceError(str(key), "there is no such sheet", "an open source")

    def _lock(self, seconds: float) -> None:
        if not self._is_locked:
            lock(self._session, seconds=seconds)
            self._is_locked = True


def _stopped(key: SheetKey, error: Exception) -> Failure | Objection:
    """Returns what ends the run, or what stands against the claims on a sheet alone."""
    if isinstance(error, LoadError):
        return Objection(Reason(error.reason), str(error))
    if isinstance(error, VerifierError):
        return Failure(error.where, error.read, error.expected, error.remedy)
    words = str(error).partition("\n")[0] or "out of memory"
    return Objection(Reason.LIMIT, f"{key}: its columns cannot be loaded: {words}")
