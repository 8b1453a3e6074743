"""Data frames: rows in the parent, a source in the worker."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal

import pandas as pd
import pytest

from verifier.model.source import Declarer, SourceRequest
from verifier.sources import columns_of_frame, frame_of_rows, open_source
from verifier.sources.digests import digest_of_columns
from verifier.sources.frame import FrameColumns

MORNING = dt.datetime.fromisoformat("2024-01-15")
NOON = dt.datetime.fromisoformat("2024-01-15T12:00")


def request(rows: tuple[tuple[object, ...], ...] | None) -> SourceRequest:
    return SourceRequest("deals", "", "deals", Declarer.COMMAND, (), rows)


def frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id": ["007", None, "x"],
            "n": [1, 2, 3],
            "price": [0.1, float("nan"), 1e15],
            "ok": [True, False, None],
            "day": [MORNING, None, NOON],
            "exact": [Decimal("1.10"), Decimal("NaN"), 2],
            "whole": pd.array([1, None, 3], dtype="Int64"),
        }
    )


def test_columns_are_plain_values() -> None:
    columns = columns_of_frame(frame())
    assert columns == (
        ("id", "007", None, "x"),
        ("n", 1, 2, 3),
        ("price", 0.1, None, 1e15),
        ("ok", True, False, None),
        ("day", MORNING, None, NOON),
        ("exact", Decimal("1.10"), None, 2),
        ("whole", 1, None, 3),
    )
    assert [type(column[1]) for column in columns] == [
        *(str, int, float, bool, dt.datetime, Decimal, int)
    ]


def test_a_frame_is_a_sheet_with_headers(load) -> None:
    found = load(open_source(request(columns_of_frame(frame())), 1))
    assert found.sheet.header_row == 1
    assert found.raw() == [
        ["id", "n", "price", "ok", "day", "exact", "whole"],
        ["007", "1", "0.1", "TRUE", "2024-01-15", "1.1", "1"],
        ["", "2", "", "FALSE", "", "", ""],
        ["x", "3", "1000000000000000", "", "2024-01-15 12:00:00", "2", "3"],
    ]
    assert found.column(2)[1:] == [("NUMBER", Decimal(n)) for n in (1, 2, 3)]
    assert found.column(5)[3] == ("DATE", Decimal("45306.5"))
    assert found.codes() == ["text-numbers"]
    assert found.source.troubles[0].cells == ("A2",)
    later = found.opened.load(found.connection, found.sheet, (1,))
    assert sorted(later.columns) == [1, 2, 3, 4, 5, 6, 7]


def test_the_digest_is_of_the_cells() -> None:
    def digest(*rows: tuple[object, ...]) -> str:
        return open_source(request(rows), 1).source.digest

    assert digest(("a",), (1,)) == digest(("a",), (1,))
    assert len({digest(("a",), (value,)) for value in (1, "1", 1.0, 2, None)}) == 5
    assert digest(("ab", "c")) != digest(("a", "bc"))


def test_odd_rows(load) -> None:
    uneven = open_source(request((("a", "b"), (1,))), 1)
    assert "uneven" in uneven.source.problem
    infinite = open_source(request((("a",), (float("inf"),))), 1)
    assert load(infinite).column(1)[1] == ("ERROR", "Infinity")
    strange = open_source(request((("a",), (dt.time(9, 30),))), 1)
    assert load(strange).column(1)[1] == ("TEXT", "09:30:00")


UUID = uuid.UUID("12345678123456781234567812345678")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (pd.Timedelta(days=1), "1 days 00:00:00"),
        (dt.timedelta(hours=2), "0 days 02:00:00"),
        (pd.Period("2024-01", "M"), "2024-01"),
        (pd.Interval(0, 5), "(0, 5]"),
        ([1, 2], "[1, 2]"),
        ({"a": 1}, "{'a': 1}"),
        (UUID, str(UUID)),
        (dt.time(9, 30), "09:30:00"),
        (b"ab", "b'ab'"),
        (1 + 2j, "(1+2j)"),
        ((1, 2), "(1, 2)"),
    ],
)
def test_values_of_other_kinds_are_texts(value: object, text: str, load) -> None:
    columns = columns_of_frame(pd.DataFrame({"x": [1, 2], "odd": [value, value]}))
    assert columns[1] == ("odd", text, text)
    found = load(open_source(request(columns), 1))
    assert found.column(2)[1:] == [("TEXT", text)] * 2
    assert found.column(1)[1:] == [("NUMBER", Decimal(1)), ("NUMBER", Decimal(2))]


def test_missing_values_of_other_kinds_are_blank() -> None:
    spans = pd.to_timedelta(pd.Series(["1 days", None]))
    places = pd.Categorical(["a", None])
    frame = pd.DataFrame({"span": spans, "place": places, "mixed": [{1}, None]})
    assert [column[2] for column in columns_of_frame(frame)] == [None, None, None]


def test_moments_are_what_their_clocks_show() -> None:
    zoned = pd.to_datetime(pd.Series(["2024-01-15T12:00+03:00", None]))
    frame = pd.DataFrame({"zoned": zoned, "single": [NOON.astimezone(dt.UTC), None]})
    zone, single = columns_of_frame(frame)
    assert zone == ("zoned", NOON, None)
    assert single[1].tzinfo is None


def test_numbers_of_every_size(load) -> None:
    floats = (0.1, 2.0, -0.0, 12345678.25, None)
    columns = FrameColumns(
        (
            ("f", *floats),
            ("e", 1e22, 1e-7, 0.5, 2.0, None),
            ("i", 1, -2, 10**400, 0, None),
            ("s", "7", "x", "x", None, "7"),
        )
    )
    found = load(open_source(request(columns), 1))
    numbers = [number for _, number in found.column(1)[1:]]
    assert numbers[:4] == [Decimal("0.1"), 2, 0, Decimal("12345678.25")]
    assert [kind for kind, _ in found.column(1)] == ["TEXT", *["NUMBER"] * 4, "BLANK"]
    assert [row[0] for row in found.raw()] == ["f", "0.1", "2", "-0", "12345678.25", ""]
    assert found.raw()[1][1:3] == ["1" + "0" * 22, "1"]
    assert [kind for kind, _ in found.column(3)][1:4] == ["NUMBER", "NUMBER", "ERROR"]
    assert found.source.troubles[0].cells == ("D2", "D6")


def test_empty_frames(load) -> None:
    assert load(open_source(request(()), 1)).sheet.rows == 0
    bare = load(open_source(request(columns_of_frame(pd.DataFrame())), 1))
    assert (bare.sheet.rows, bare.sheet.columns) == (0, 0)
    empty = columns_of_frame(pd.DataFrame({"a": []}))
    found = load(open_source(request(empty), 1))
    assert found.raw() == [["a"]]
    assert found.sheet.header_row == 1


def test_the_digest_of_rows_and_columns_is_one() -> None:
    rows = (("a", "b"), (1, None), (2**70, "x"), (None, "é"))
    columns = FrameColumns(zip(*rows, strict=True))
    assert digest_of_columns(columns) == open_source(request(rows), 1).source.digest
    blank = FrameColumns((("a", 0.0, 1.0), ("b", "", "x")))
    filled = FrameColumns((("a", None, 1.0), ("b", "", "x")))
    assert digest_of_columns(blank) != digest_of_columns(filled)


def test_a_frame_of_rows() -> None:
    found = frame_of_rows(({"a": "1", "b": "x"}, {"a": "2", "b": "y"}))
    assert found.to_dict("list") == {"a": ["1", "2"], "b": ["x", "y"]}
    assert frame_of_rows(()).empty


@pytest.mark.parametrize(
    ("text", "cells"),
    [(text, ("A2",)) for text in ("7", "007", "$1,200.50", "12%")]
    + [(text, None) for text in ("2025-03-31", "31.03.2025", "n/a", "1 of 2")],
)
def test_texts_that_are_written_as_numbers_are_told(text, cells) -> None:
    columns = columns_of_frame(pd.DataFrame({"a": [text, "x"], "n": [1, 2]}))
    source = open_source(request(columns), 1).source
    told = {trouble.code: trouble.cells for trouble in source.troubles}
    assert told.get("text-numbers") == cells
