"""Data frames: rows in the parent, a source in the worker."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pandas as pd
import pytest

from verifier.errors import SourceError
from verifier.model.source import Declarer, SourceRequest
from verifier.sources import frame_of_rows, open_source, rows_of_frame

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


def test_rows_are_plain_values() -> None:
    assert rows_of_frame(frame()) == (
        ("id", "n", "price", "ok", "day", "exact", "whole"),
        ("007", 1, 0.1, True, MORNING, Decimal("1.10"), 1),
        (None, 2, None, False, None, None, None),
        ("x", 3, 1e15, None, NOON, 2, 3),
    )


def test_a_frame_is_a_sheet_with_headers(load) -> None:
    found = load(open_source(request(rows_of_frame(frame())), 1))
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


@pytest.mark.parametrize(
    "rows", [(("a", "b"), (1,)), (("a",), (object(),)), (("a",), (float("inf"),))]
)
def test_odd_rows(rows: tuple[tuple[object, ...], ...], load) -> None:
    opened = open_source(request(rows), 1)
    if len(rows[0]) != len(rows[1]):
        assert "uneven" in opened.source.problem
    elif rows[1] == (float("inf"),):
        assert load(opened).column(1)[1] == ("ERROR", "Infinity")
    else:
        with pytest.raises(SourceError, match="a cell holds object"):
            load(opened)


def test_a_frame_of_lists_is_refused() -> None:
    with pytest.raises(SourceError, match="column 'a'"):
        rows_of_frame(pd.DataFrame({"a": [[1], [2]]}))


def test_empty_frames(load) -> None:
    assert load(open_source(request(()), 1)).sheet.rows == 0
    assert load(open_source(request(rows_of_frame(pd.DataFrame())), 1)).sheet.rows == 1
    empty = rows_of_frame(pd.DataFrame({"a": []}))
    assert load(open_source(request(empty), 1)).raw() == [["a"]]


def test_a_frame_of_rows() -> None:
    found = frame_of_rows(({"a": "1", "b": "x"}, {"a": "2", "b": "y"}))
    assert found.to_dict("list") == {"a": ["1", "2"], "b": ["x", "y"]}
    assert frame_of_rows(()).empty
