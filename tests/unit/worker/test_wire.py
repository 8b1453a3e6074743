"""Frames, requests and answers; and what an answer can not do."""

from __future__ import annotations

import io
import json
import pickle
from decimal import Decimal

import pytest

from verifier.model.address import CellRange
from verifier.model.lookup import Found
from verifier.model.plan import Outcome, Quote, QuotedCell, Statement
from verifier.model.reason import Reason
from verifier.model.source import (
    CellKind,
    ColumnLayout,
    Decision,
    Declarer,
    Sheet,
    SheetKey,
    SheetLayout,
    Source,
    Trouble,
)
from verifier.worker.wire import (
    BrokenFrame,
    Done,
    Failure,
    Ready,
    RunStatements,
    decode_answer,
    decode_request,
    encode_answer,
    encode_request,
    read_frame,
    write_frame,
)

KEY = SheetKey("Книга.xlsx", "Sheet1")
SHEET = Sheet(KEY, "sheet_1", 9, 2, 1, ("a", ""), ((2, 3),), (("T", 1, 1, 2, 9),))
ANSWERS = [
    Ready(),
    Done(),
    Failure("deals.csv", "cannot be opened", "a file", "Check the path."),
    Outcome(CellKind.NUMBER, Decimal("-1.50"), exact=True),
    Outcome(CellKind.TEXT, text="a\u0000\ud800"),
    Outcome(None, problem=Reason.LIMIT, message="no time"),
    Source(
        "d", "d.csv", "sha256:1", Declarer.REPORT,
        (Decision("delimiter", ";"),), (SHEET,), (Trouble("x", "y", KEY, ("A1",)),),
    ),
    SheetLayout(
        SHEET,
        {1: ColumnLayout("A", 2, frozenset({CellKind.NUMBER, CellKind.DATE}), "a"),
         2: ColumnLayout("B", None, frozenset())},
    ),
    Found((2, 7), 2, (2, 0), ((), ("a", "b"))),
    Quote(
        CellRange(KEY, 1, 2, 1, 2), (2,),
        (QuotedCell(1, 2, CellKind.DATE, "1.1.24", Decimal(45292)),),
    ),
]  # fmt: skip


@pytest.mark.parametrize("answer", ANSWERS, ids=range(len(ANSWERS)))
def test_an_answer_comes_back_as_it_went(answer):
    found = decode_answer(encode_answer(answer))
    assert found == answer
    assert type(found) is type(answer)
    if isinstance(found, Outcome):
        assert type(found.kind) is type(answer.kind)
        assert type(found.problem) is type(answer.problem)


def test_a_request_comes_back_as_it_went():
    request = RunStatements((Statement("c1", "SELECT 1"),), 2.5)
    assert decode_request(encode_request(request)) == request


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"nonsense",
        b"1",
        b"null",
        b'"Outcome"',
        b"[]",
        b'["Outcome"]',
        b'["Outcome",1]',
        b'["Outcome",[]]',
        b'["Outcome",[["CellKind",[99]]]]',
        b'["Statement",["a","b"]]',
        b'["os.system",["true"]]',
        b'["list",[1]]',
        b'["tuple",[1]]',
        b'["dict",[1]]',
        b'["Decimal",["x"]]',
        b'["Decimal",[]]',
        b'[["Outcome"],[1]]',
        b"1.5",
        b"{}",
        b"[" * 100_000,
        json.dumps(["tuple", [1, 2.5]]).encode(),
        pickle.dumps(Outcome(None)),
        pickle.dumps(print),
    ],
)
def test_what_is_no_answer_is_broken(content):
    with pytest.raises(BrokenFrame):
        decode_answer(content)


@pytest.mark.parametrize("value", [1.5, b"x", object(), {1, 2}])
def test_what_an_answer_may_not_hold_is_not_sent(value):
    with pytest.raises(TypeError, match="cannot be sent"):
        encode_answer(Failure(value, ""))


def test_frames_follow_each_other_until_the_end():
    stream = io.BytesIO()
    write_frame(stream, b"one")
    write_frame(stream, b"")
    write_frame(stream, b"three")
    stream.seek(0)
    assert [read_frame(stream) for _ in range(4)] == [b"one", b"", b"three", None]


@pytest.mark.parametrize(
    "content", [b"\0\0", b"\0" * 7 + b"\5abc", b"\xff" * 8 + b"abc"]
)
def test_a_frame_that_breaks_off_or_is_too_long_is_broken(content):
    with pytest.raises(BrokenFrame):
        read_frame(io.BytesIO(content), longest=1000)
