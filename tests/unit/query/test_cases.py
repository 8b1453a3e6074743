"""The corpus of hostile and benign statements, where it is at hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from verifier.errors import QueryRefused
from verifier.model.address import CellRange
from verifier.model.source import CellKind, ColumnLayout, Sheet, SheetKey, SheetLayout
from verifier.query import compile_query, parse_query

CASES = Path(__file__).resolve().parents[3] / "../shared/corpora/sql_cases.jsonl"
HEADERS = ("id", "rep", "region", "stage", "amount", "amt_dec", "closed", "note")
KINDS = (
    *(CellKind.NUMBER, CellKind.TEXT, CellKind.TEXT, CellKind.TEXT),
    *(CellKind.NUMBER, CellKind.NUMBER, CellKind.DATE, CellKind.TEXT),
)
SCALES = (0, 0, 0, 0, None, 2, 0, 0)
KEY = SheetKey("deals.csv")


def cases(*expected):
    if not CASES.is_file():
        return [pytest.param(None, marks=pytest.mark.skip(reason="no corpus at hand"))]
    lines = CASES.read_text(encoding="utf-8").splitlines()
    found = [json.loads(line) for line in lines]
    return [
        pytest.param(case["sql"], id=case["id"])
        for case in found
        if case["expect"] in expected and "sql" in case
    ]


def layout():
    columns = {
        number: ColumnLayout("ABCDEFGH"[number - 1], scale, frozenset({kind}), header)
        for number, (header, kind, scale) in enumerate(
            zip(HEADERS, KINDS, SCALES, strict=True), start=1
        )
    }
    return SheetLayout(Sheet(KEY, "sheet_1", 1001, 8, 1, HEADERS), columns)


def compiled(sql):
    cited = (CellRange(KEY, 1, 1, 8, 1001),)
    return compile_query(parse_query(sql), cited, {KEY: layout()}, {"deals": KEY})


@pytest.mark.parametrize("sql", cases("reject"))
def test_hostile_statements_are_refused(sql):
    refused, picks = "", ()
    try:
        picks = compiled(sql).traits.picks
    except QueryRefused as refusal:
        refused = refusal.reason

    # what the order of rows may decide is run in other orders as well
    assert picks or refused in {
        *("refused", "unreadable-claim", "limit"),
        *("outside-citation", "calculation-failed"),
    }
    assert bool(picks) == sql.startswith(("SELECT first(", "SELECT any_value("))


@pytest.mark.parametrize("sql", cases("allow"))
def test_benign_statements_pass_the_gate(sql):
    assert parse_query(sql).text == sql


@pytest.mark.parametrize("sql", cases("flag", "limit", "reject_or_same", "safe_error"))
def test_doubtful_statements_are_refused_or_compiled_cleanly(sql):
    refused = ""
    try:
        statements = compiled(sql).statements
    except QueryRefused as refusal:
        statements, refused = (), refusal.read

    assert refused or statements
    assert all("FROM sheet_1" in text or "FROM" not in text for _, text in statements)
