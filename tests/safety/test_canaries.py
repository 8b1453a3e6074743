"""What nobody may touch stays untouched while the whole hostile corpus runs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.no_cover

HOSTILE = ("sql_hostile.txt", "formulas_hostile.txt")
WORD_OF_CANARIES = "zq7canaryx"


def state_of(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Returns size, time of change and time of reading of every file and folder."""
    return {
        str(path.relative_to(folder)): (
            path.stat().st_size if path.is_file() else 0,
            path.stat().st_mtime_ns if path.is_file() else 0,
            path.stat().st_atime_ns if path.name == "canary.csv" else 0,
        )
        for path in sorted(folder.rglob("*"))
    }


@pytest.fixture(scope="module")
def states(ground, tried_rows):
    """Returns the states of the three folders before and after the corpus ran.

    A canary was never read since it was written with the times that are set there.
    """
    folders = (ground.folder, ground.home, ground.temporary)
    tried_rows.cache_clear()  # so that it runs now
    before = [state_of(folder) for folder in folders]
    for name in HOSTILE:
        tried_rows(name)
    return before, [state_of(folder) for folder in folders]


def test_no_file_appears_changes_or_is_read(states):
    before, after = states

    assert after == before
    assert all("canary.csv" in state for state in after)


@pytest.mark.usefixtures("states")
def test_the_times_of_canaries_are_those_that_were_set(ground):
    for folder in (ground.folder, ground.home, ground.temporary):
        status = (folder / "canary.csv").stat()
        assert status.st_mtime == 1_700_000_000
        assert status.st_atime == 1_600_000_000
        assert WORD_OF_CANARIES in (folder / "canary.csv").read_text()


def test_reading_a_canary_would_show(tmp_path):
    probe = tmp_path / "canary.csv"
    probe.write_text("x")
    os.utime(probe, (1_600_000_000, 1_700_000_000))
    before = state_of(tmp_path)
    probe.read_text()

    if state_of(tmp_path) == before:
        pytest.skip("this file system keeps no times of reading")
    assert probe.stat().st_atime > 1_600_000_000


@pytest.mark.usefixtures("states")
def test_no_connection_is_made(ground):
    with pytest.raises(BlockingIOError):
        ground.listener.accept()


@pytest.mark.parametrize("name", HOSTILE)
def test_no_verdict_holds_what_canaries_hold(tried_rows, name):
    verdicts = [v for case in tried_rows(name) for v in case.verdicts]

    assert verdicts
    assert [v for v in verdicts if WORD_OF_CANARIES in repr(v)] == []
