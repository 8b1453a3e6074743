"""Frames of pandas: to columns of plain values, and back from rows of texts."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any

from verifier.sources.frame import FrameColumns

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

_TRUTHS = ("bool", "bool_")  # numpy's truth values
_SHORT = {
    **dict.fromkeys(("float32", "Float32", "float[pyarrow]"), "float32"),
    **dict.fromkeys(("float16", "halffloat[pyarrow]"), "float16"),
}
"""The types whose numbers are their shortest digits: 0.1, not 0.10000000149."""

_PLAIN = frozenset((int, float, str, bool, Decimal, dt.date, type(None)))


def columns_of_frame(frame: pd.DataFrame) -> FrameColumns:
    """Returns a frame's cells: for each column its name, then its values.

    Shape: int, float, Decimal, str, bool, date, datetime, or None for a missing value;
    anything else is the text that Python shows of it. The index is left out, so row i
    of the frame is row i + 2 of the sheet.
    """
    places = range(len(frame.columns))
    return FrameColumns(
        (str(frame.columns[place]), *_values(frame.iloc[:, place])) for place in places
    )


def frame_of_rows(rows: tuple[dict[str, str], ...]) -> pd.DataFrame:
    """Returns a frame of texts with a row for each mapping, in order."""
    import pandas as pd  # noqa: PLC0415 - slow to import, and not every run needs it

    return pd.DataFrame(list(rows))


def _values(series: pd.Series[Any]) -> Sequence[object]:
    """Returns the values of a column; whole columns at once where all are alike."""
    missing = series.isna()
    if str(series.dtype).startswith("datetime64"):
        values = _moments(series)
    elif str(series.dtype) in _SHORT:
        short = series.to_numpy(_SHORT[str(series.dtype)], na_value=0)
        values = [float(str(number)) for number in short]
    else:
        values: list[object] = series.tolist()
    if missing.any():
        pairs = zip(values, missing.tolist(), strict=True)
        values = [None if is_missing else value for value, is_missing in pairs]
    if frozenset(map(type, values)) <= _PLAIN:
        return values
    return [_value(value) for value in values]


def _moments(series: pd.Series[Any]) -> list[object]:
    """Returns dates and times as their clocks show them, zones left out."""
    clock = series if series.dt.tz is None else series.dt.tz_localize(None)
    moments: list[object] = clock.to_numpy("datetime64[us]").astype(object).tolist()
    if all(type(moment) in (dt.datetime, type(None)) for moment in moments):
        return moments
    return [str(moment) for moment in clock.tolist()]  # years that Python has not


def _value(value: Any) -> object:  # noqa: ANN401 - a cell may be anything
    """Returns a cell as a plain Python value, as text where there is none."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, dt.datetime):
        return dt.datetime.combine(value.date(), value.time())
    if isinstance(value, (Real, Decimal)):
        return _number(value)
    return bool(value) if type(value).__name__ in _TRUTHS else str(value)


def _number(value: Any) -> object:  # noqa: ANN401 - see _value
    if type(value).__name__ in _SHORT:
        return _number(float(str(value)))
    number = int(value) if isinstance(value, Integral) else float(value)
    return None if number != number else number  # noqa: PLR0124 - not a number
