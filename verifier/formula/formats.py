"""Number formats as SQL: the few that figures use, others are refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier.errors import FormulaError
from verifier.formula.dialect import sql
from verifier.formula.numerals import epoch

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

_NUMBER = re.compile(r"([^0#.,%]{0,10})([#0,]{1,20})(\.0{1,15})?(%?)([^0#.,%]{0,10})")
_DATE_PARTS = {
    "yyyy": "%Y",
    "yyy": "%Y",
    "yy": "%y",
    "mmmm": "%B",
    "mmm": "%b",
    "mm": "%m",
    "m": "%-m",
    "dddd": "%A",
    "ddd": "%a",
    "dd": "%d",
    "d": "%-d",
}
_DATE = re.compile(r"y{2,4}|m{1,4}|d{1,4}|[-/. ,]", re.IGNORECASE)


def formatted(number: Expr, written: str) -> Expr:
    """Returns a number as text in a format.

    Raises:
        FormulaError: for formats other than plain numbers, percents and dates.
    """
    if written.lower() == "general" or not written:
        return sql.call("printf", sql.text("%.15g"), sql.double(number))
    if re.fullmatch(r"[ymd\-/. ,]+", written, re.IGNORECASE):
        return _as_date(number, written)
    found = _NUMBER.fullmatch(written.replace('"', ""))
    if not found or "0" not in written.replace("#", "0"):
        raise FormulaError(
            f"TEXT in the format {written!r} is not recomputed here",
            'a format such as "0.0%", "#,##0.00" or "yyyy-mm"',
            reason="unsupported-function",
        )
    return _as_number(number, found)


def _as_number(number: Expr, found: re.Match[str]) -> Expr:
    before, whole, fraction, percent, behind = found.groups()
    digits = len(fraction or ".") - 1
    value = sql.multiply(number, sql.number(100)) if percent else number
    fifteen = sql.call("printf", sql.text("%.15g"), sql.double(value))
    exact = sql.cast(sql.cast(fifteen, "DOUBLE"), "VARCHAR")
    rounded = sql.call("round", sql.cast(exact, "DECIMAL(38, 15)"), sql.number(digits))
    grouping = "," if "," in whole else ""
    shown = sql.call(
        "format", sql.text("{:" + grouping + f".{digits}f" + "}"), sql.double(rounded)
    )
    least = whole.replace(",", "").count("0")
    if least > 1:
        width = least + (digits + 1 if digits else 0)
        shown = sql.call("lpad", shown, _wider(shown, width), sql.text("0"))
    return sql.call("concat", sql.text(before), shown, sql.text(percent + behind))


def _wider(shown: Expr, width: int) -> Expr:
    size = sql.call("greatest", sql.call("length", shown), sql.number(width))
    return sql.cast(size, "INTEGER")


def _as_date(number: Expr, written: str) -> Expr:
    parts = [
        _DATE_PARTS.get(found[0].lower(), found[0]) for found in _DATE.finditer(written)
    ]
    days = sql.cast(sql.call("floor", number), "INTEGER")
    day = sql.add(epoch(), days)
    return sql.call("strftime", day, sql.text("".join(parts)))
