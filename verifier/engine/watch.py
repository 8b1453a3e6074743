"""Stops a statement that has run for too long."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator

    import duckdb

_BETWEEN_INTERRUPTS = 0.05


class Deadline:
    """A moment by which all that belongs to one statement must be over."""

    def __init__(self, seconds: float) -> None:
        self._end: float = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds that are left, never below zero."""
        return max(0.0, self._end - time.monotonic())


@contextmanager
def watched(cursor: duckdb.DuckDBPyConnection, deadline: Deadline) -> Generator[None]:
    """Yields while a statement may run; past the deadline it is interrupted.

    One interrupt can be lost and an idle cursor discards it, so it is repeated until
    the statement has come back. A statement that ignores it is left to the parent
    process, which kills this one.
    """
    finished = threading.Event()

    def interrupt() -> None:
        if finished.wait(deadline.left):
            return
        while not finished.wait(_BETWEEN_INTERRUPTS):
            cursor.interrupt()

    watchman = threading.Thread(target=interrupt, daemon=True)
    watchman.start()
    try:
        yield
    finally:
        finished.set()
        watchman.join()
