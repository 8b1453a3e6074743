"""What frames of Polars really hold, and what becomes of it.

A row is: what is odd, how the column is made, and the cells that must come of it.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from tests.unit.sources.test_frame_oddities import cells_of
from verifier import SourceError, verify
from verifier.sources.arrow_table import columns_of_table

pl = pytest.importorskip("polars", reason="it has no wheel for this platform")

D = Decimal
NOON = dt.datetime.fromisoformat("2024-01-15T12:00")
DAY = dt.date(2024, 1, 15)

COLUMNS = [
    ("whole numbers with a missing one", lambda: [1, None, 3], ["1", "BLANK", "3"]),
    ("small numbers", lambda: pl.Series([-128, 127], dtype=pl.Int8), ["-128", "127"]),
    ("the largest whole number", lambda: pl.Series([2**64 - 1], dtype=pl.UInt64),
     ["18446744073709551615"]),
    ("whole numbers beyond doubles", lambda: [2**53 + 1, -(2**63)],
     ["9007199254740993", "-9223372036854775808"]),
    ("single precision", lambda: pl.Series([0.1, 1e10], dtype=pl.Float32),
     ["0.1", "10000000000"]),
    ("no finite numbers beside a missing one",
     lambda: [float("nan"), float("inf"), None, -0.0],
     ["ERROR #NUM!", "ERROR #NUM!", "BLANK", "0"]),
    ("decimals", lambda: pl.Series([D("1.10"), None, D("-0.01")], dtype=pl.Decimal(10, 2)),
     ["1.1", "BLANK", "-0.01"]),
    ("decimals of 38 digits",
     lambda: pl.Series([D("12345678901234567890.50")], dtype=pl.Decimal(38, 2)),
     ["12345678901234567890.5"]),
    ("a sum of decimals", lambda: pl.Series([D("0.10")] * 3, dtype=pl.Decimal(10, 2)).cum_sum(),
     ["0.1", "0.2", "0.3"]),
    ("categories", lambda: pl.Series(["a", None, "b", "a"], dtype=pl.Categorical),
     ["TEXT a", "BLANK", "TEXT b", "TEXT a"]),
    ("words of a list", lambda: pl.Series(["hi", "lo"], dtype=pl.Enum(["lo", "hi"])),
     ["TEXT hi", "TEXT lo"]),
    ("truth values", lambda: [True, None, False],
     ["BOOLEAN TRUE", "BLANK", "BOOLEAN FALSE"]),
    ("days", lambda: [DAY, None, dt.date(1800, 1, 1)],
     ["DATE 45306", "BLANK", "TEXT 1800-01-01"]),
    ("a day before Christ", lambda: pl.Series([-800000], dtype=pl.Int32).cast(pl.Date),
     ["TEXT 0222-09-04 (BC)"]),
    ("moments by the nanosecond", lambda: pl.Series([NOON], dtype=pl.Datetime("ns")),
     ["DATE 45306.5"]),
    ("moments by the millisecond", lambda: pl.Series([NOON], dtype=pl.Datetime("ms")),
     ["DATE 45306.5"]),
    ("moments with a zone",
     lambda: pl.Series([NOON]).dt.replace_time_zone("America/New_York"),
     ["DATE 45306.708333333336"]),
    ("times", lambda: [dt.time(9, 30)], ["TEXT 09:30:00"]),
    ("spans", lambda: [dt.timedelta(hours=36), dt.timedelta(days=-1)],
     ["TEXT 36:00:00", "TEXT -24:00:00"]),
    ("lists", lambda: [[1, 2], None], ["TEXT [1,2]", "BLANK"]),
    ("arrays of one length", lambda: pl.Series([[1, 2]], dtype=pl.Array(pl.Int64, 2)),
     ["TEXT [1,2]"]),
    ("records", lambda: [{"a": 1, "b": "x"}], ['TEXT {"a":1,"b":"x"}']),
    ("records in lists", lambda: [[{"a": [1, 2]}]], ['TEXT [{"a":[1,2]}]']),
    ("bytes", lambda: [b"\x00\xffab"], [r"TEXT \x00\xFFab"]),
    ("nothing but missing values", lambda: [None, None], ["BLANK", "BLANK"]),
    ("nothing at all", list, []),
    ("texts like numbers", lambda: ["$1,200", "12%", "007"],
     ["TEXT $1,200", "TEXT 12%", "TEXT 007"]),
    ("empty, blank and long texts", lambda: ["", " ", None, "x" * 40],
     ["TEXT ", "TEXT  ", "BLANK", "TEXT " + "x" * 40]),
    ("numbers among texts", lambda: pl.Series([1, "a"], strict=False), ["TEXT 1", "TEXT a"]),
    ("chunks", lambda: pl.concat([pl.Series([1]), pl.Series([2])], rechunk=False), ["1", "2"]),
    ("a slice", lambda: pl.Series([1, 2, 3, 4]).slice(1, 2), ["2", "3"]),
    ("a slice of truth values", lambda: pl.Series([True, False, None, True]).slice(1, 3),
     ["BOOLEAN FALSE", "BLANK", "BOOLEAN TRUE"]),
    ("backwards", lambda: pl.Series([1, 2, 3]).reverse(), ["3", "2", "1"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("make", "cells"), [row[1:] for row in COLUMNS], ids=[row[0] for row in COLUMNS]
)
def test_a_column_of_polars(make, cells, load):
    frame = pl.DataFrame({"x": make()})
    assert cells_of(columns_of_table(frame, "t"), load) == cells


def test_a_column_without_values_stands_beside_others():
    frame = pl.DataFrame({"none": [None, None], "x": [1, 2], "more": [None, None]})
    found = columns_of_table(frame, "t")
    assert found == (("none", None, None), ("x", 1, 2), ("more", None, None))


@pytest.mark.parametrize(
    ("column", "says"),
    [
        (lambda: pl.Series([object()], dtype=pl.Object), "'x' is of type Object"),
        (lambda: pl.Series([2**100], dtype=pl.Int128), "'x' is of type Int128"),
        (lambda: pl.Series([2**127], dtype=pl.UInt128), "'x' is of type UInt128"),
        (lambda: pl.Series([0.1], dtype=pl.Float16), "'x' is of type Float16"),
        (lambda: pl.Series([[None]]), "cannot be read"),
    ],
)
def test_what_the_engine_cannot_read_is_refused_with_a_way_out(column, says):
    with pytest.raises(SourceError, match=says) as caught:
        columns_of_table(pl.DataFrame({"x": column()}), "t")
    assert "cast" in caught.value.remedy.lower()


def test_names_stay_as_they_are():
    frame = pl.DataFrame({"a": [1], "A": [2], "": [3], 'net "sum"': [4]})
    names = [column[0] for column in columns_of_table(frame, "t")]
    assert names == ["a", "A", "", 'net "sum"']


def test_a_frame_without_columns_has_no_cells():
    assert columns_of_table(pl.DataFrame(), "t") == ()


def test_a_series_is_a_column():
    assert columns_of_table(pl.Series("x", [1, 2]), "t") == (("x", 1, 2),)


REPORT = """Sales were [30](#c1), the best deal [20](#c2).

```claims
[c1] deals!B2:B3
= SUM(B2:B3)

[c2] deals[amount] where id = 'b'
= deals[amount]
```
"""


def test_a_report_is_checked_over_a_frame_of_polars():
    frame = pl.DataFrame({"id": ["a", "b"], "amount": [10, 20]})
    done = verify(REPORT, {"deals": frame})
    assert done.passed, str(done)
    wrong = frame.with_columns(pl.col("amount") + 1)
    assert not verify(REPORT, {"deals": wrong}).passed


def test_a_frame_that_is_not_there_yet_says_what_to_do():
    lazy = pl.DataFrame({"id": ["a"]}).lazy()
    with pytest.raises(SourceError, match="LazyFrame") as caught:
        verify(REPORT, {"deals": lazy})
    assert "collect" in caught.value.remedy


def test_there_are_enough_oddities():
    assert len(COLUMNS) >= 20
