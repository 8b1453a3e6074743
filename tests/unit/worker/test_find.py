"""Rows that a real child process finds by key."""

from __future__ import annotations

import os
import signal

import pytest

from verifier.errors import SourceError
from verifier.model.lookup import Lookup
from verifier.model.source import SheetKey


def test_rows_are_found_in_order(worker, deals):
    worker.open_sources((deals,))
    key = SheetKey("deals.csv")
    lookups = tuple(Lookup(key, 2, 4, ((1, one),)) for one in ("MM", "SMB", "mm"))
    found = worker.find(lookups)
    assert [one.rows for one in found] == [(3,), (2,), ()]
    assert found[2].nearest == (("MM", "SMB", "ENT"),)


def test_a_sheet_that_breaks_down_while_it_is_searched_is_named(worker, deals):
    worker.open_sources((deals,))
    os.kill(worker._child._process.pid, signal.SIGKILL)
    lookup = Lookup(SheetKey("deals.csv"), 2, 4, ((1, "MM"),))
    with pytest.raises(SourceError, match=r"deals\.csv"):
        worker.find((lookup,))
