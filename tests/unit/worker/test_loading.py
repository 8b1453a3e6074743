"""A process that ends while it loads: its sheet is lost, the others are not."""

from __future__ import annotations

import os
import signal

from verifier.model.plan import Load, Statement
from verifier.model.reason import Reason
from verifier.model.source import Declarer, SheetKey, SourceRequest
from verifier.worker import client


def pid(worker):
    return worker._child._process.pid


def test_a_sheet_that_breaks_the_reader_is_named(worker, deals, both_columns):
    worker.open_sources((deals,))
    os.kill(pid(worker), signal.SIGKILL)
    (layout,) = worker.load(both_columns)
    assert layout.objection.reason is Reason.LIMIT
    assert layout.objection.message.startswith("deals.csv: its columns cannot be")
    assert "signal 9" in layout.objection.message
    assert not layout.columns


def test_a_sheet_that_breaks_the_reader_spoils_its_claims_alone(
    worker, deals, both_columns, tmp_path
):
    other = tmp_path / "other.csv"
    other.write_text("x\n1\n")
    request = SourceRequest("other.csv", str(other), "other.csv", Declarer.REPORT)
    worker.open_sources((deals, request))
    loads = (*both_columns, Load(SheetKey("other.csv"), (1,)))
    os.kill(pid(worker), signal.SIGKILL)
    broken, whole = worker.load(loads)
    assert broken.objection
    assert not whole.objection
    one = Statement("one", "SELECT sum(A_n) FROM sheet_2")
    assert worker.run((one,))[0].number == 1
    os.kill(pid(worker), signal.SIGKILL)
    assert worker.run((one, one))[1].number == 1  # the broken one is not tried again


def test_sheets_that_break_the_reader_come_to_an_end(
    worker, deals, both_columns, monkeypatch
):
    monkeypatch.setattr(client, "MOST_RESTARTS", 0)
    worker.open_sources((deals,))
    os.kill(pid(worker), signal.SIGKILL)
    near = Load(both_columns[0].sheet, (1,), near=True)
    layouts = worker.load((*both_columns, near))
    assert [layout.objection.reason for layout in layouts] == [Reason.LIMIT] * 2
