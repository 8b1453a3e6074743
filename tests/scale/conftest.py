"""A check in a process of its own, with what it cost and what it left behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]
DEADLINE = 1200
# runs a command and says what it cost; ru_maxrss counts kilobytes on Linux
MEASURE = """
import json, os, resource, sys, threading
from verifier.cli import main
before = len(os.listdir("/proc/self/fd"))
status = main(sys.argv[2:])
own, worker = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
with open("/proc/self/task/%d/children" % os.getpid()) as stream:
    children = len(stream.read().split())
files = len(os.listdir("/proc/self/fd")) - before
with open(sys.argv[1], "w") as stream:
    json.dump({
        "status": status,
        "own_seconds": own.ru_utime + own.ru_stime,
        "worker_seconds": worker.ru_utime + worker.ru_stime,
        "own_megabytes": own.ru_maxrss // 1024,
        "worker_megabytes": worker.ru_maxrss // 1024,
        "left": [children, threading.active_count() - 1, files],
    }, stream)
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leaves these tests out where nobody asked for them."""
    words = "takes minutes: TIEOUT_SCALE=1, or make scale"
    if sys.platform != "linux":
        words = "measures by /proc"
    elif os.environ.get("TIEOUT_SCALE"):
        return
    for item in items:
        if "scale" in Path(item.path).parts:
            item.add_marker(pytest.mark.skip(reason=words))


@dataclass(frozen=True)
class Run:
    """What came of a command.

    Attributes:
        status: its exit status.
        own_seconds: CPU of the command.
        worker_seconds: CPU of its worker.
        own_megabytes: most memory of the command.
        worker_megabytes: most memory of its worker.
        left: processes, threads and open files that are left.
        out: standard output.
        err: standard error.
    """

    status: int
    own_seconds: float
    worker_seconds: float
    own_megabytes: int
    worker_megabytes: int
    left: list[int]
    out: str
    err: str

    @property
    def seconds(self) -> float:
        return self.own_seconds + self.worker_seconds


@pytest.fixture
def measured(tmp_path: Path) -> Callable[..., Run]:
    """Returns what runs the command, shows its cost and finds nothing left."""

    def run(*arguments: str) -> Run:
        cost = tmp_path / "cost.json"
        done = subprocess.run(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", MEASURE, str(cost), *arguments],
            cwd=tmp_path,
            env={"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=DEADLINE,
            check=False,
        )
        assert cost.exists(), done.stderr[-2000:]
        found = Run(**json.loads(cost.read_text()), out=done.stdout, err=done.stderr)
        print(  # noqa: T201 - the table that make scale shows
            f"\n  {found.own_seconds:.1f} + {found.worker_seconds:.1f} CPU s, "
            f"{found.own_megabytes} + {found.worker_megabytes} MB, "
            f"status {found.status}"
        )
        assert found.left == [0, 0, 0]
        assert "Traceback" not in found.err
        return found

    return run
