"""What tables of Arrow and frames of pandas really hold, and what becomes of it.

A row is: what is odd, how the column is made, and the cells that must come of it. The
cells are written by hand: a number as its decimal, a text as `TEXT …`, and so on.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from verifier.errors import SourceError
from verifier.model.source import CellKind, Declarer, SourceRequest
from verifier.sources import columns_of_frame, open_source
from verifier.sources.arrow_table import columns_of_table

D = Decimal
NOON = dt.datetime.fromisoformat("2024-01-15T12:00")
NOON_UTC = dt.datetime.fromisoformat("2024-01-15T12:00+00:00")
DAY = dt.date(2024, 1, 15)
LEAST = -(2**63) + 1
WHOLES = pa.array([10, 20])
ENDS = pa.array([2, 3], pa.int32())


def of_arrow(values, kind):
    return pd.arrays.ArrowExtensionArray(pa.array(values, kind))


ARROW = [
    ("words with a missing one among them", lambda: pa.DictionaryArray.from_arrays(
        pa.array([0, 1, 2, None], pa.int8()), pa.array(["a", None, "b"])),
     ["TEXT a", "BLANK", "TEXT b", "BLANK"]),
    ("numbers as words", lambda: pa.DictionaryArray.from_arrays(
        pa.array([1, 0, 1], pa.int8()), WHOLES), ["20", "10", "20"]),
    ("decimals", lambda: pa.array([D("59.99"), D("-0.01"), None], pa.decimal128(10, 2)),
     ["59.99", "-0.01", "BLANK"]),
    ("decimals of 64 bits", lambda: pa.array([D("59.99")], pa.decimal64(10, 2)),
     ["59.99"]),
    ("decimals of 32 bits", lambda: pa.array([D("-59.99")], pa.decimal32(6, 2)),
     ["-59.99"]),
    ("single precision", lambda: pa.array([0.1, 16777217.0], pa.float32()),
     ["0.1", "16777216"]),
    ("no finite numbers", lambda: pa.array([float("nan"), float("inf"), -0.0]),
     ["ERROR #NUM!", "ERROR #NUM!", "0"]),
    ("the largest whole number", lambda: pa.array([2**64 - 1], pa.uint64()),
     ["18446744073709551615"]),
    ("whole numbers beyond doubles", lambda: pa.array([-(2**63), 2**53 + 1]),
     ["-9223372036854775808", "9007199254740993"]),
    ("truth values", lambda: pa.array([True, None, False]),
     ["BOOLEAN TRUE", "BLANK", "BOOLEAN FALSE"]),
    ("moments by the nanosecond", lambda: pa.array([NOON, None], pa.timestamp("ns")),
     ["DATE 45306.5", "BLANK"]),
    ("moments by the second", lambda: pa.array([NOON], pa.timestamp("s")),
     ["DATE 45306.5"]),
    ("moments with a zone", lambda: pa.array(
        [NOON_UTC], pa.timestamp("us", "America/New_York")), ["DATE 45306.5"]),
    ("days by the millisecond", lambda: pa.array([DAY], pa.date64()), ["DATE 45306"]),
    ("a day before 1900", lambda: pa.array([dt.date(1800, 1, 15)]),
     ["TEXT 1800-01-15"]),
    ("a day before Christ", lambda: pa.array([-800000], pa.int32()).cast(pa.date32()),
     ["TEXT 0222-09-04 (BC)"]),
    ("days without end", lambda: pa.array([2**31 - 1, 0], pa.int32()).cast(pa.date32()),
     ["TEXT infinity", "DATE 25569"]),
    ("a moment in the year 10000", lambda: pa.array(
        [253402300800], pa.timestamp("s")), ["TEXT 10000-01-01 00:00:00"]),
    ("moments without end", lambda: pa.array([LEAST, 2**63 - 1], pa.timestamp("us")),
     ["TEXT -infinity", "TEXT infinity"]),
    ("moments without end, by the nanosecond", lambda: pa.array(
        [LEAST, 0], pa.timestamp("ns")), ["TEXT -infinity", "DATE 25569"]),
    ("times", lambda: pa.array([dt.time(9, 30)], pa.time32("s")), ["TEXT 09:30:00"]),
    ("spans", lambda: pa.array([dt.timedelta(hours=36)], pa.duration("ms")),
     ["TEXT 36:00:00"]),
    ("lists", lambda: pa.array([[1, 2], None]), ["TEXT [1,2]", "BLANK"]),
    ("records", lambda: pa.array([{"a": 1, "b": "x"}]), ['TEXT {"a":1,"b":"x"}']),
    ("maps", lambda: pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int8())),
     ['TEXT {"a":1}']),
    ("long texts", lambda: pa.array(["é", None, ""], pa.large_string()),
     ["TEXT é", "BLANK", "TEXT "]),
    ("views of texts", lambda: pa.array(["12%", "x" * 40], pa.string_view()),
     ["TEXT 12%", "TEXT " + "x" * 40]),
    ("bytes", lambda: pa.array([b"\x00\xffab"]), [r"TEXT \x00\xFFab"]),
    ("nothing but missing values", lambda: pa.array([None, None]), ["BLANK", "BLANK"]),
    ("runs", lambda: pa.RunEndEncodedArray.from_arrays(ENDS, pa.array([7, 8])),
     ["7", "7", "8"]),
    ("chunks", lambda: pa.chunked_array([[1, 2], [], [3]]), ["1", "2", "3"]),
    ("a slice", lambda: pa.array([1, 2, 3, 4]).slice(1, 2), ["2", "3"]),
    ("a slice of truth values", lambda: pa.array([True, False, None, True]).slice(1, 3),
     ["BOOLEAN FALSE", "BLANK", "BOOLEAN TRUE"]),
    ("no rows", lambda: pa.array([], pa.int64()), []),
]  # fmt: skip

PANDAS = [
    ("decimals of Arrow", lambda: of_arrow([D("1.10"), None], pa.decimal128(10, 2)),
     ["1.1", "BLANK"]),
    ("moments of Arrow", lambda: of_arrow([NOON, None], pa.timestamp("us")),
     ["DATE 45306.5", "BLANK"]),
    ("days of Arrow", lambda: of_arrow([DAY, None], pa.date32()),
     ["DATE 45306", "BLANK"]),
    ("whole numbers of Arrow", lambda: pd.array([1, None], dtype="int64[pyarrow]"),
     ["1", "BLANK"]),
    ("truth values of Arrow", lambda: pd.array([True, None], dtype="bool[pyarrow]"),
     ["BOOLEAN TRUE", "BLANK"]),
    ("single precision", lambda: np.array([0.1, np.nan, 1e10], dtype="float32"),
     ["0.1", "BLANK", "10000000000"]),
    ("single precision that may be missing", lambda: pd.array(
        [0.1, None], dtype="Float32"), ["0.1", "BLANK"]),
    ("single precision of Arrow", lambda: of_arrow([0.1, None], pa.float32()), ["0.1", "BLANK"]),
    ("half precision", lambda: np.array([0.1, 2], dtype="float16"), ["0.1", "2"]),
    ("long doubles", lambda: np.array([0.1], dtype="longdouble"), ["0.1"]),
    ("the largest whole number", lambda: np.array([2**64 - 1], dtype="uint64"),
     ["18446744073709551615"]),
    ("small numbers that may be missing", lambda: pd.array([1, None], dtype="Int8"),
     ["1", "BLANK"]),
    ("truth values that may be missing", lambda: pd.array(
        [True, None], dtype="boolean"), ["BOOLEAN TRUE", "BLANK"]),
    ("numbers as categories", lambda: pd.Categorical([20, 10, None]),
     ["20", "10", "BLANK"]),
    ("days as categories", lambda: pd.Categorical(pd.to_datetime(["2024-01-15"])),
     ["DATE 45306"]),
    ("sparse numbers", lambda: pd.arrays.SparseArray([0, 1.5]), ["0", "1.5"]),
    ("all sorts of values", lambda: [1, "1", 1.0, True, D("1.0")],
     ["1", "TEXT 1", "1", "BOOLEAN TRUE", "1"]),
    ("all sorts of missing values", lambda: ["x", None, np.nan, pd.NA, pd.NaT],
     ["TEXT x", *["BLANK"] * 4]),
    ("values of numpy", lambda: np.array(
        [np.float32(0.1), np.int8(3), np.bool_(True)], dtype=object),  # noqa: FBT003 - a value
     ["0.1", "3", "BOOLEAN TRUE"]),
    ("the hour that comes twice", lambda: pd.to_datetime(
        pd.Series(["2024-11-03 05:30", "2024-11-03 06:30"]), utc=True
    ).dt.tz_convert("America/New_York"), ["DATE 45599.0625", "DATE 45599.0625"]),
    ("a moment before 1900", lambda: np.array(["1200-01-01"], dtype="datetime64[s]"),
     ["TEXT 1200-01-01 00:00:00"]),
    ("periods", lambda: pd.period_range("2024-01", periods=2, freq="M"),
     ["TEXT 2024-01", "TEXT 2024-02"]),
    ("very large numbers", lambda: [10**30, 1], ["1" + "0" * 30, "1"]),
    ("fractions", lambda: [Fraction(1, 4)], ["0.25"]),
    ("empty and blank texts", lambda: ["", " ", None], ["TEXT ", "TEXT  ", "BLANK"]),
    ("texts of numpy", lambda: [np.str_("12"), None], ["TEXT 12", "BLANK"]),
    ("no finite numbers", lambda: [float("inf"), 1.0], ["ERROR #NUM!", "1"]),
]  # fmt: skip


def shown(kind, number, text):
    """Returns a cell as the tables above write it."""
    if kind in {"BLANK", "NUMBER"}:
        return f"{number:f}" if kind == "NUMBER" else kind
    return f"{kind} {text if text is not None else number.normalize()}"


def cells_of(columns, load):
    request = SourceRequest("t", "", "t", Declarer.COMMAND, (), columns)
    found = load(open_source(request, 1))
    rows = found.connection.execute(
        "SELECT A_k, A_n, A_t FROM sheet_1 WHERE _row > 1 ORDER BY _row"
    ).fetchall()
    return [
        shown(
            CellKind(kind).name,
            None if number is None else D(str(number)).normalize() + 0,
            text,
        )
        for kind, number, text in rows
    ]


@pytest.mark.parametrize(
    ("make", "cells"),
    [row[1:] for row in ARROW],
    ids=[row[0] for row in ARROW],
)
def test_a_column_of_arrow(make, cells, load):
    table = pa.table({"x": make()})
    assert cells_of(columns_of_table(table, "t"), load) == cells


@pytest.mark.parametrize(
    ("make", "cells"),
    [row[1:] for row in PANDAS],
    ids=[row[0] for row in PANDAS],
)
def test_a_column_of_pandas(make, cells, load):
    frame = pd.DataFrame({"x": make()})
    assert cells_of(columns_of_frame(frame), load) == cells


@pytest.mark.parametrize(
    "column",
    [
        pa.array([D("59.99")], pa.decimal256(10, 2)),
        pa.array([D(12300)], pa.decimal128(5, -2)),
        pa.array(np.array([0.1], dtype="float16")),
    ],
    ids=["256 bits", "hundreds", "half precision"],
)
def test_what_the_engine_cannot_read_is_refused(column):
    with pytest.raises(SourceError, match="cannot be read"):
        columns_of_table(pa.table({"x": column}), "t")


@pytest.mark.parametrize("names", [["a", "a"], ["a", "A"], ["", "b"]])
def test_names_of_columns_stay_as_they_are(names):
    table = pa.table([pa.array([1]), pa.array([2])], names=names)
    found = columns_of_table(table, "t")
    assert [column[:2] for column in found] == [(names[0], 1), (names[1], 2)]


def test_there_are_enough_oddities():
    assert len(ARROW) >= 20 <= len(PANDAS)
