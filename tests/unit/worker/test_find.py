"""Rows that a real child process finds by key; a sheet that ends it is lost alone."""

from __future__ import annotations

import os
import signal

import pytest

from verifier.model.lookup import Lookup
from verifier.model.reason import Reason
from verifier.model.source import Declarer, SheetKey, SourceRequest
from verifier.worker import client

DEALS = SheetKey("deals.csv")


def kill(worker):
    os.kill(worker._child._process.pid, signal.SIGKILL)


@pytest.fixture
def other(tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("x,y\nMM,1\nMM,2\n")
    return SourceRequest("other.csv", str(path), "other.csv", Declarer.REPORT)


def test_rows_are_found_in_order(worker, deals):
    worker.open_sources((deals,))
    lookups = tuple(Lookup(DEALS, 2, 4, ((1, one),)) for one in ("MM", "SMB", "mm"))
    found = worker.find(lookups)
    assert [one.rows for one in found] == [(3,), (2,), ()]
    assert found[2].nearest == (("MM", "SMB", "ENT"),)


def test_sheets_are_searched_one_after_the_other(worker, deals, other):
    worker.open_sources((deals, other))
    key = SheetKey("other.csv")
    lookups = (
        Lookup(key, 2, 3, ((1, "MM"),)),
        Lookup(DEALS, 2, 4, ((1, "MM"),)),
        Lookup(key, 2, 3, ((2, "2"),)),
    )
    assert [one.rows for one in worker.find(lookups)] == [(2, 3), (3,), (3,)]


def test_a_sheet_that_ends_the_process_spoils_its_keys_alone(worker, deals, other):
    worker.open_sources((deals, other))
    kill(worker)
    key = SheetKey("other.csv")
    lost, further, whole = worker.find(
        (
            Lookup(DEALS, 2, 4, ((1, "MM"),)),
            Lookup(DEALS, 2, 4, ((1, "SMB"),)),
            Lookup(key, 2, 3, ((1, "MM"),)),
        )
    )
    assert lost == further
    assert lost.objection.reason is Reason.LIMIT
    assert lost.objection.message.startswith("deals.csv: its columns cannot be loaded")
    assert "signal 9" in lost.objection.message
    assert (whole.rows, whole.objection) == ((2, 3), None)


def test_sheets_that_end_the_process_come_to_an_end(worker, deals, other, monkeypatch):
    monkeypatch.setattr(client, "MOST_RESTARTS", 0)
    worker.open_sources((deals, other))
    kill(worker)
    keys = (DEALS, SheetKey("other.csv"))
    found = worker.find(tuple(Lookup(key, 2, 3, ((1, "MM"),)) for key in keys))
    assert [one.objection.reason for one in found] == [Reason.LIMIT] * 2
