"""The command without a sandbox: one process, nothing confined, gated or watched.

It is what `tests.benchmarks.sandbox` compares with, and nothing else.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Self
from unittest import mock

import verifier.engine  # loads the module that is patched below
from verifier.cli import main as command
from verifier.engine.values import outcome_of
from verifier.worker.serve import Bench

if TYPE_CHECKING:
    import duckdb

    from verifier.model.plan import Outcome, Statement

RUNNING = sys.modules[f"{verifier.engine.__name__}.run"]


def execute(
    connection: duckdb.DuckDBPyConnection, sql: str, _deadline: object
) -> Outcome:
    result = connection.execute(sql)
    types = [str(column[1].id) for column in result.description or ()]
    return outcome_of(result.fetchall()[0], types)


class InProcess:
    """Stands in the place of the worker."""

    def __init__(self, *_limits: object, **_more: object) -> None:
        self._bench = Bench(4 << 30)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        """Leaves nothing to be ended."""

    def request_open(self, _requests: object) -> None:
        """Waits until they are wanted."""

    def open_sources(self, requests):
        return tuple(map(self._bench.open, requests))

    def find(self, lookups):
        return tuple(self._bench.find_all(lookups))

    def load(self, loads):
        layouts = tuple(map(self._bench._load, loads))
        self._bench._is_locked = True
        return layouts

    def run(self, statements: tuple[Statement, ...]) -> tuple[Outcome, ...]:
        return tuple(self._bench.run(one, 10.0) for one in statements)

    def quote(self, wanted):
        return tuple(self._bench.quote(*one) for one in wanted)


def main(path: str) -> int:
    """Returns the exit status of a check without any sandbox."""
    with (
        mock.patch("verifier.shell.check.Worker", InProcess),
        mock.patch.object(RUNNING, "_execute", execute),
        mock.patch.object(RUNNING, "_refusal", return_value=None),
    ):
        return command(["check", path])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
