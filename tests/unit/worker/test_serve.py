"""The child's loop, in this very process."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING

import duckdb
import pytest

from verifier.errors import LoadError, SourceError
from verifier.model.address import CellRange
from verifier.model.lookup import Found, Lookup
from verifier.model.plan import Disturbance, Load, Outcome, Quote, Statement
from verifier.model.reason import Reason
from verifier.model.source import Declarer, SheetKey, SheetLayout, Source, SourceRequest
from verifier.worker import serve as serving
from verifier.worker.serve import Bench, serve
from verifier.worker.wire import (
    Done,
    Failure,
    FindRows,
    LoadColumns,
    OpenSources,
    QuoteCells,
    Ready,
    RunStatements,
    decode_answer,
    encode_request,
    read_frame,
    write_frame,
)

if TYPE_CHECKING:
    from verifier.worker.wire import Answer, Request

MEMORY = 1 << 30
KEY = SheetKey("deals.csv")
TOTAL = Statement("c", "SELECT sum(B_n) FROM sheet_1")


def answers(*requests: Request, seal=lambda: None) -> list[Answer]:
    stream, out = io.BytesIO(), io.BytesIO()
    for request in requests:
        write_frame(stream, encode_request(request))
    stream.seek(0)
    serve(stream, out, Bench(MEMORY), seal, ("memory",))
    out.seek(0)
    found = []
    while content := read_frame(out):
        found.append(decode_answer(content))
    return found


def test_a_whole_conversation(deals, both_columns, amounts):
    cells = CellRange(KEY, 2, 2, 2, 401)
    sealed = []
    ready, source, _, layout, _, total, moved, _, quote, _ = answers(
        OpenSources((deals,)),
        LoadColumns(both_columns, 2.0),
        RunStatements(
            (TOTAL, Statement("d", TOTAL.sql, Disturbance.NUMBERS, "s", (cells,))), 2.0
        ),
        QuoteCells(((cells, 2),)),
        seal=lambda: sealed.append(True),
    )
    assert ready == Ready(("memory",))
    assert isinstance(source, Source)
    assert [sheet.rows for sheet in source.sheets] == [401]
    assert isinstance(layout, SheetLayout)
    assert layout.columns[2].header == "amount"
    assert total.number == sum(amounts)
    assert total.exact
    assert moved.number != total.number
    assert isinstance(quote, Quote)
    assert [cell.number for cell in quote.quoted] == [amounts[0], amounts[-1]]
    assert sealed == [True]


def test_sheets_are_numbered_across_sources(deals, tmp_path):
    other = tmp_path / "other.csv"
    other.write_text("x\n1\n")
    second = SourceRequest("other.csv", str(other), "other.csv", Declarer.REPORT)
    missing = SourceRequest("no.csv", str(tmp_path / "no"), "no.csv", Declarer.REPORT)
    found = answers(OpenSources((deals, missing, second)))[1:4]
    assert [[sheet.table for sheet in source.sheets] for source in found] == [
        ["sheet_1"],
        [],
        ["sheet_2"],
    ]
    assert found[1].problem


@pytest.mark.parametrize("error", [(SourceError, "", "broken"), (MemoryError,)])
def test_a_source_that_cannot_be_opened_says_so(deals, monkeypatch, error):
    def fail(_request, _first_table):
        kind, *parts = error
        raise kind(*parts)

    monkeypatch.setattr(serving, "open_source", fail)
    _, source, done = answers(OpenSources((deals,)))
    assert source == Source(
        "deals.csv", "deals.csv", "", Declarer.COMMAND, problem=source.problem
    )
    assert source.problem
    assert done == Done()


def test_a_sheet_that_is_not_there_cannot_be_loaded(deals):
    loads = (Load(SheetKey("no.csv"), (1,)), Load(SheetKey("deals.csv", "S"), (1,)))
    found = answers(OpenSources((deals,)), LoadColumns(loads, 2.0))
    assert [type(answer) for answer in found[3:5]] == [Failure, Failure]
    assert [answer.where for answer in found[3:5]] == ["no.csv", "deals.csv!S"]


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (MemoryError(), (Reason.LIMIT, "cannot be loaded: out of memory")),
        (duckdb.OutOfMemoryException("no more\nat x"), (Reason.LIMIT, ": no more")),
        (LoadError("deals.csv", "is large"), (Reason.LIMIT, "deals.csv: is large")),
        (
            LoadError("deals.csv", "is broken", reason="unreadable-source"),
            (Reason.UNREADABLE_SOURCE, "deals.csv: is broken"),
        ),
    ],
)
def test_what_cannot_be_loaded_fails_its_sheet_alone(
    deals, both_columns, monkeypatch, error, expected
):
    opened = serving.open_source(deals, 1)

    class Full:
        source = opened.source

        @staticmethod
        def load(connection, _sheet, _columns):
            connection.execute("CREATE TABLE rest AS SELECT 1 AS a")
            connection.execute("CREATE VIEW staged AS FROM rest")
            raise error

    monkeypatch.setattr(serving, "open_source", lambda *_: Full())
    left = Statement("left", "SELECT count(*) FROM duckdb_tables()")
    found = answers(
        OpenSources((deals,)),
        LoadColumns(both_columns, 2.0),
        RunStatements((left,), 2.0),
    )
    assert isinstance(found[3], SheetLayout)
    reason, words = expected
    assert found[3].objection.reason is reason
    assert found[3].objection.message.endswith(words)
    assert not found[3].columns
    assert found[5].number == 0


LOOKUPS = (
    Lookup(KEY, 2, 401, ((1, "ENT"), (2, Decimal("159.38")))),
    Lookup(SheetKey("no.csv"), 2, 3, ((1, "x"),)),
    Lookup(KEY, 2, 7, ((1, "SMB"),)),
)


def test_rows_are_found_before_the_columns_are_loaded(deals, both_columns, amounts):
    found = answers(
        OpenSources((deals,)),
        FindRows(LOOKUPS),
        LoadColumns(both_columns, 2.0),
        RunStatements((TOTAL,), 2.0),
        FindRows(LOOKUPS),
    )
    ent, missing, smb, done, layout, _, total, _, late = found[3:12]
    assert ent == Found((4,), 1, (133, 1), ((), ()))
    assert isinstance(missing, Failure)
    assert missing.where == "no.csv"
    assert smb == Found((2, 5), 2, (2,), ((),))
    assert done == Done()
    assert isinstance(layout, SheetLayout)
    assert total.number == sum(amounts)
    assert isinstance(late, Failure)
    assert "locked" in late.read


def test_nothing_is_loaded_after_the_lock(deals, both_columns):
    loads = LoadColumns(both_columns, 2.0)
    found = answers(OpenSources((deals,)), loads, loads)
    assert isinstance(found[5], Failure)
    assert "locked" in found[5].read


def test_statements_run_locked_even_where_nothing_was_loaded():
    statement = Statement("c", "SELECT count(*) FROM read_text('/etc/hostname')")
    found = answers(RunStatements((statement,), 2.0))[1]
    assert isinstance(found, Outcome)
    assert found.problem is Reason.REFUSED


def test_cells_of_a_sheet_that_is_not_loaded_cannot_be_quoted():
    found = answers(QuoteCells(((CellRange(KEY, 1, 1, 1, 1), 1),)))[1]
    assert found == Failure("deals.csv!A1", "its sheet is not loaded")
