"""Library calls at once, from threads and from an event loop."""

from __future__ import annotations

import asyncio
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import verifier
from verifier.worker.client import MOST_AT_ONCE

pytestmark = pytest.mark.slow
FENCE = "```claims\n[c1] d!A2:A3\n= SUM(A2:A3)\n```\n"


def call(number: int, folder: Path) -> tuple[bool, str]:
    """Returns whether a figure of the call's own passed, and what was recomputed."""
    path = folder / f"{number}.csv"
    path.write_text(f"a\n{number}\n1\n")
    found = verifier.verify(f"It was [{number + 1}](#c1).\n\n{FENCE}", {"d": path})
    return found.passed, str(found.verdicts[0].recomputed)


def processes() -> int:
    tasks = Path("/proc/self/task").iterdir()
    return sum(len((task / "children").read_text().split()) for task in tasks)


def test_a_hundred_calls_from_threads(tmp_path: Path) -> None:
    call(0, tmp_path)
    before = threading.active_count(), len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - a count
    most, done = [0], threading.Event()

    def watch() -> None:
        while not done.wait(0.01):
            try:
                most[0] = max(most[0], processes())
            except FileNotFoundError:
                continue  # a thread ended while it was looked at

    watchman = threading.Thread(target=watch)
    watchman.start()
    with ThreadPoolExecutor(100) as pool:
        found = list(pool.map(lambda n: call(n, tmp_path), range(100)))
    done.set()
    watchman.join()
    assert found == [(True, str(n + 1)) for n in range(100)]
    assert 1 < most[0] <= MOST_AT_ONCE
    assert processes() == 0
    assert (threading.active_count(), len(os.listdir("/proc/self/fd"))) == before  # noqa: PTH208


def test_an_event_loop_goes_on_while_threads_verify(tmp_path: Path) -> None:
    async def main() -> tuple[list[tuple[bool, str]], int]:
        ticks = 0
        calls = [asyncio.to_thread(call, n, tmp_path) for n in range(1, 5)]
        waiting = asyncio.ensure_future(asyncio.gather(*calls))
        while not waiting.done():
            await asyncio.sleep(0)
            ticks += 1
        return await waiting, ticks

    found, ticks = asyncio.run(main())
    assert found == [(True, str(n + 1)) for n in range(1, 5)]
    assert ticks > 100


def test_a_call_within_a_running_loop_blocks_and_works(tmp_path: Path) -> None:
    async def main() -> tuple[bool, str]:
        return call(7, tmp_path)

    assert asyncio.run(main()) == (True, "8")


def test_a_forked_process_has_turns_of_its_own() -> None:
    from verifier.worker import client  # noqa: PLC0415 - its turns are looked at

    taken = [client._turns.taken.acquire(timeout=9) for _ in range(MOST_AT_ONCE)]
    try:
        pid = os.fork()
        if not pid:
            is_free = client._turns.taken.acquire(blocking=False)
            os._exit(0 if is_free else 1)
        end = time.monotonic() + 20
        while (state := os.waitpid(pid, os.WNOHANG)) == (0, 0):
            assert time.monotonic() < end
        assert state[1] == 0
    finally:
        for _ in taken:
            client._turns.taken.release()
