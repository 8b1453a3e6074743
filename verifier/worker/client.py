"""The parent's side: asks the child, and goes on when the child does not."""

from __future__ import annotations

import os
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Self, TypeVar

from verifier.errors import SourceError, VerifierError
from verifier.model.lookup import Found
from verifier.model.plan import Outcome, Quote
from verifier.model.reason import Reason
from verifier.model.source import SheetLayout, Source
from verifier.worker.child import Child, ChildEnded
from verifier.worker.lost import unfound, unloaded, unreadable
from verifier.worker.wire import (
    Done,
    Failure,
    FindRows,
    LoadColumns,
    OpenSources,
    QuoteCells,
    RunStatements,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from verifier.model.address import CellRange
    from verifier.model.lookup import Lookup
    from verifier.model.plan import Load, Statement
    from verifier.model.source import SourceRequest

GRACE = 1.0
MOST_RESTARTS = 8
MEMORY = 8 << 30  # 10 million rows in 4 columns took 2.2 GB of addresses

MOST_AT_ONCE = 8


class _Turns:
    """Who may run a worker now; a forked process begins with all turns free."""

    def __init__(self) -> None:
        self.renew()
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self.renew)

    def renew(self) -> None:
        self.taken = threading.BoundedSemaphore(MOST_AT_ONCE)


_turns = _Turns()
_Kind = TypeVar("_Kind", Source, Found, SheetLayout, Outcome, Quote)


class Worker:
    """Opens sources, loads columns and runs statements in a process of its own.

    A context manager: the process starts at once and is killed at the end. Where it
    ends before that, or takes too long, what it was at has that for its answer; then
    another one opens and loads the same and goes on with the rest.

    Of all threads at most MOST_AT_ONCE are within one; the others wait at its `with`,
    so that a hundred calls at once do not take the memory of a hundred processes.

    Example:
        with Worker() as worker:
            worker.request_open(requests)
            ...
            sources = worker.open_sources(requests)
            layouts = worker.load(loads)
            outcomes = worker.run(statements)
    """

    def __init__(
        self,
        seconds: float = 10.0,
        *,
        batch_seconds: float = 600.0,
        reading_seconds: float = 600.0,
        memory: int = MEMORY,
    ) -> None:
        """Sets the limits.

        Args:
            seconds: for one statement.
            batch_seconds: for all statements of one call of `run`.
            reading_seconds: for opening one source, and for loading one sheet.
            memory: of the process, in bytes.
        """
        self._seconds = seconds
        self._batch_seconds = batch_seconds
        self._reading_seconds = reading_seconds
        self._memory = memory
        self._child: Child | None = None
        self._requests: list[SourceRequest] = []
        self._sources: dict[int, Source] = {}
        self._asked: list[int] = []
        self._loads: tuple[Load, ...] | None = None
        self._restarts = 0
        self._unloaded: dict[Load, SheetLayout] = {}

    def __enter__(self) -> Self:
        _turns.taken.acquire()
        try:
            self.start()
        except BaseException:
            _turns.taken.release()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self.close()
        finally:
            _turns.taken.release()

    def start(self) -> None:
        """Starts the process and does not wait for it."""
        self._child = Child(self._memory)

    def close(self) -> None:
        """Kills the process and waits until nothing of it is left."""
        if self._child is not None:
            self._child.end()
        self._child = None

    def request_open(self, requests: tuple[SourceRequest, ...]) -> None:
        """Lets the process open sources while the caller does something else."""
        new = [request for request in requests if request not in self._requests]
        first = len(self._requests)
        self._requests += new
        self._ask_open(list(range(first, len(self._requests))))

    def open_sources(self, requests: tuple[SourceRequest, ...]) -> tuple[Source, ...]:
        """Returns the opened sources, one a request, in order.

        Raises:
            SourceError: if a source changed while the process had to start again.
        """
        self.request_open(requests)
        self._receive_sources()
        return tuple(self._sources[self._requests.index(r)] for r in requests)

    def find(self, lookups: tuple[Lookup, ...]) -> tuple[Found, ...]:
        """Returns the rows that lookups mean, one each, in order.

        Those in a sheet that cannot be searched have an objection.
        """
        self._receive_sources()
        by_sheet = sorted(dict.fromkeys(lookups), key=lambda lookup: lookup.sheet)
        found: dict[Lookup, Found] = {}
        while rest := tuple(lookup for lookup in by_sheet if lookup not in found):
            try:
                self._find_until_ended(rest, found)
            except ChildEnded as ended:
                self._restarts += 1
                left = [lookup for lookup in rest if lookup not in found]
                if self._restarts <= MOST_RESTARTS:
                    left = [lookup for lookup in left if lookup.sheet == left[0].sheet]
                most = self._reading_seconds
                found |= {lookup: unfound(lookup, ended, most) for lookup in left}
                self._start_again()
                self._receive_sources()
        return tuple(found[lookup] for lookup in lookups)

    def load(self, loads: tuple[Load, ...]) -> tuple[SheetLayout, ...]:
        """Returns the layouts of the sheets; afterwards nothing can be loaded.

        A sheet whose columns do not fit has an objection in its layout.

        Raises:
            SourceError: if a file changed, or something is loaded already.
        """
        if self._loads is not None:
            raise SourceError(
                "worker", "columns were loaded before", "one call with all of them"
            )
        self._receive_sources()
        layouts = self._load_all(loads)
        self._loads = loads
        return layouts

    def run(self, statements: tuple[Statement, ...]) -> tuple[Outcome, ...]:
        """Returns what the statements gave, one each, in order."""
        end = time.monotonic() + self._batch_seconds
        outcomes: list[Outcome] = []
        self._restarts = 0
        while len(outcomes) < len(statements):
            rest = statements[len(outcomes) :]
            if time.monotonic() > end:
                words = "the time for all calculations is used up"
                outcomes += [_limit(words)] * len(rest)
            elif self._restarts > MOST_RESTARTS:
                words = "too many calculations before it had to be stopped"
                outcomes += [_limit(words)] * len(rest)
            else:
                outcomes += self._run_until_stopped(rest, end)
        return tuple(outcomes)

    def quote(self, wanted: tuple[tuple[CellRange, int], ...]) -> tuple[Quote, ...]:
        """Returns the cells of ranges, each with at most that many rows.

        Raises:
            VerifierError: if they cannot be read.
        """
        self._receive_sources()
        try:
            return self._quote_all(wanted)
        except ChildEnded:
            self._restart()
        try:
            return self._quote_all(wanted)
        except ChildEnded as ended:
            raise VerifierError(
                "worker", f"cells cannot be quoted: {ended.words}"
            ) from None

    @property
    def walls(self) -> tuple[str, ...]:
        """What keeps the process to itself on this system, by the names of `Wall`."""
        return self._running.walls

    @property
    def _running(self) -> Child:
        if self._child is None:
            raise VerifierError(
                "worker", "it is not running", "a call within `with Worker() as …`"
            )
        return self._child

    def _ask_open(self, numbers: list[int]) -> None:
        if numbers:
            requests = tuple(self._requests[number] for number in numbers)
            self._running.ask(OpenSources(requests))
            self._asked += numbers

    def _receive_sources(self) -> None:
        """Waits for the sources that were asked for, starting again where it must."""
        while self._asked:
            number = self._asked[0]
            try:
                found = self._next(Source, self._reading_seconds)
            except ChildEnded as ended:
                self._sources[number] = unreadable(
                    self._requests[number], ended, self._reading_seconds
                )
                self._start_again()
                continue
            if found is None:
                continue  # the end of one of several requests
            self._asked.pop(0)
            self._keep(number, found)

    def _keep(self, number: int, found: Source) -> None:
        known = self._sources.setdefault(number, found)
        if known.digest != found.digest:
            raise SourceError(
                found.path,
                "changed while it was checked",
                "a file that stays as it is",
                "Run the check again when nothing writes to it.",
            )

    def _start_again(self) -> None:
        """Starts another process and asks it to open what can be opened."""
        self.close()
        self.start()
        self._asked = []
        self._ask_open(
            [
                number
                for number in range(len(self._requests))
                if number not in self._sources or self._sources[number].sheets
            ]
        )

    def _restart(self) -> None:
        """Brings another process to where the one that ended was."""
        self._restarts += 1
        self._start_again()
        self._receive_sources()
        if self._loads is not None:
            self._load_all(self._loads)

    def _load_all(self, loads: tuple[Load, ...]) -> tuple[SheetLayout, ...]:
        """Returns the layouts; what ends the process is not loaded a second time."""
        found: dict[Load, SheetLayout] = {}
        while True:
            rest = tuple(load for load in loads if load not in self._unloaded)
            try:
                self._load_until_ended(rest, found)
            except ChildEnded as ended:
                left = [load for load in rest if load not in found]
                if len(self._unloaded) < MOST_RESTARTS:
                    left = left[:1]
                sources, most = self._sources.values(), self._reading_seconds
                self._unloaded |= {x: unloaded(sources, x, ended, most) for x in left}
                self._start_again()
                self._receive_sources()
                found = {}
            else:
                found |= self._unloaded
                return tuple(found[load] for load in loads)

    def _find_until_ended(
        self, lookups: tuple[Lookup, ...], found: dict[Lookup, Found]
    ) -> None:
        """Puts down each answer as soon as it is known."""
        self._running.ask(FindRows(lookups))
        for lookup in lookups:
            found[lookup] = self._wanted(Found, self._reading_seconds)

    def _load_until_ended(
        self, loads: tuple[Load, ...], found: dict[Load, SheetLayout]
    ) -> None:
        """Puts down each layout as soon as it is known."""
        self._running.ask(LoadColumns(loads, self._seconds))
        for load in loads:
            layout = self._wanted(SheetLayout, self._reading_seconds)
            found[load] = layout
            if layout.objection is not None:
                self._unloaded[load] = layout

    def _run_until_stopped(
        self, statements: tuple[Statement, ...], end: float
    ) -> Iterator[Outcome]:
        """Yields outcomes, fewer than statements where the child had to be stopped."""
        self._receive_sources()
        self._running.ask(RunStatements(statements, self._seconds))
        for _ in statements:
            left = end - time.monotonic()
            if left < 0:
                self._restart()  # the child is still at the rest
                return
            try:
                yield self._wanted(Outcome, min(self._seconds, left) + GRACE)
            except ChildEnded as ended:
                yield _limit(
                    "the time for one calculation is used up"
                    if ended.was_slow
                    else f"the process that ran it broke down: {ended.words}"
                )
                self._restart()
                return

    def _quote_all(
        self, wanted: tuple[tuple[CellRange, int], ...]
    ) -> tuple[Quote, ...]:
        self._running.ask(QuoteCells(wanted))
        seconds = self._reading_seconds
        return tuple(self._wanted(Quote, seconds) for _ in wanted)

    def _wanted(self, kind: type[_Kind], seconds: float) -> _Kind:
        """Returns the next answer that is not the end of an earlier request."""
        found = self._next(kind, seconds)
        while found is None:
            found = self._next(kind, seconds)
        return found

    def _next(self, kind: type[_Kind], seconds: float) -> _Kind | None:
        """Returns the next answer, None for the end of a request.

        Raises:
            SourceError: if the child says why it cannot answer.
            ChildEnded: if the child says something else, or nothing.
        """
        match self._running.answer(seconds):
            case Done():
                return None
            case Failure() as failure:
                self.close()
                raise SourceError(
                    failure.where, failure.read, failure.expected, failure.remedy
                )
            case answer if isinstance(answer, kind):
                return answer
            case answer:
                self.close()
                raise ChildEnded(f"it answered with {type(answer).__name__}")


def _limit(words: str) -> Outcome:
    return replace(Outcome(None, problem=Reason.LIMIT), message=words)
