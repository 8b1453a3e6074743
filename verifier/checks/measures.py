"""Aggregates of uses as SQL over the rows of a sheet, with their criteria."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.formula.dialect import sql
from verifier.model.source import CellKind
from verifier.model.use import Statistic

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlglot.expressions import Expr

    from verifier.checks.region import Ground
    from verifier.model.use import Criterion, Use

_DATE = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:[ T](?P<h>\d\d):(?P<m>\d\d)(?::(?P<s>\d\d(?:\.\d+)?))?)?"
)
_NEAR = 1e-9  # of a value, in which sums of another order may differ
_CALLS = {
    Statistic.SUM: "sum",
    Statistic.CELL: "sum",
    Statistic.MEAN: "avg",
    Statistic.MEDIAN: "median",
    Statistic.MINIMUM: "min",
    Statistic.MAXIMUM: "max",
}
_PARTS = {
    "month": "month",
    "year": "year",
    "quarter": "quarter",
    "day": "day",
    "dayofmonth": "day",
    "day_of_week": "dayofweek",
    "dayofweek_iso": "isodow",
    "date": "",
}
_LEAVING = frozenset({"<>", "not like"})
_WHOLE_DAYS = frozenset({"date", "day"})  # CAST(… AS DATE), date_trunc('day', …)
_SECONDS = Decimal(86400)
_FIRST_DAY = "1899-12-30"
_COMPARED: dict[str, type[exp.Binary]] = {
    "=": exp.EQ,
    "<>": exp.NEQ,
    "<": exp.LT,
    "<=": exp.LTE,
    ">": exp.GT,
    ">=": exp.GTE,
}


def measure(use: Use, ground: Ground, but: int) -> Expr | None:
    """Returns a use's aggregate over rows; None where it cannot be told.

    Args:
        use: over one range at most.
        ground: the sheet of its cells.
        but: a column on which criteria that choose values are let go.
    """
    conditions: list[Expr] = []
    for criterion in use.criteria:
        if criterion.cells.first_column == but and criterion.operator not in _LEAVING:
            continue
        condition = meets(criterion, ground)
        if condition is None:
            return None
        conditions.append(condition)
    aggregate = _aggregate(use, ground)
    if aggregate is None:
        return None
    return sql.filtered(aggregate, sql.both(*conditions))


def measures_of(uses: Sequence[Use], ground: Ground) -> exp.Select | None:
    """Returns SELECT `_row`, `text`: a JSON array of aggregates; None where one fails.

    Args:
        uses: of the same rows, those of the first.
        ground: the sheet of their cells.
    """
    values = [measure(use, ground, 0) for use in uses]
    if any(value is None for value in values):
        return None
    parts = [value for value in values if value is not None]
    text = sql.cast(sql.call("json_array", *parts), "VARCHAR")
    row, told = sql.alias(sql.ZERO, "_row"), sql.alias(text, "text")
    rows = ground.read(rows=data_rows(uses[0], ground))
    return rows.select(row, told, append=False)


def differ(one: float | None, other: float | None) -> bool:
    """Returns whether two answers of the engine are no equal values."""
    if one is None or other is None:
        return one is not other
    return abs(one - other) > _NEAR * max(abs(one), abs(other))


def data_rows(use: Use, ground: Ground) -> tuple[int, int]:
    """Returns the first and last row that a use looks at, below the header."""
    cells = (use.cells or use.rows)[0]
    header = ground.sheet.header_row
    return max(cells.first_row, header + 1), max(cells.last_row, header + 1)


def spelled(use: Use) -> list[tuple[object, ...]]:
    """Returns the criteria of a use, as keys of questions tell them."""
    return [(c.cells.local, c.operator, c.values, c.part) for c in use.criteria]


def named(uses: Iterable[Use]) -> str:
    """Returns what a question about uses is called: what each makes of which cells."""
    return str(
        [
            (use.statistic, [c.local for c in (use.cells or use.rows)], spelled(use))
            for use in uses
        ]
    )


def _aggregate(use: Use, ground: Ground) -> Expr | None:  # noqa: PLR0911 - one for each kind
    if len(use.cells) > 1 or any(cells.columns > 1 for cells in use.cells):
        return None
    if not use.cells:
        return (
            sql.call("count", exp.Star()) if use.statistic is Statistic.COUNT else None
        )
    column = use.cells[0].first_column
    if column not in ground.columns or use.cells[0].sheet != ground.sheet.key:
        return None
    name = _CALLS.get(use.statistic)
    if name:
        return sql.call(name, ground.cell(column, "n"))
    filled = sql.unequal(ground.cell(column, "k"), sql.number(int(CellKind.BLANK)))
    if use.statistic is Statistic.COUNT:
        return sql.call("count", sql.case((filled, sql.ZERO)))
    if use.statistic is Statistic.DISTINCT:
        raw = sql.case((filled, ground.raw(column)))
        return sql.call("count", sql.distinct(raw))
    return None


def meets(criterion: Criterion, ground: Ground) -> Expr | None:
    """Returns a criterion as a condition on rows; None where it cannot be told."""
    column = criterion.cells.first_column
    layout = ground.columns.get(column)
    if layout is None or criterion.cells.sheet != ground.sheet.key:
        return None
    if not criterion.values or (criterion.part and criterion.part not in _PARTS):
        return None
    if criterion.operator in {"like", "not like"}:
        return fits_pattern(criterion, ground)
    ways = [_compared(criterion, value, ground) for value in criterion.values]
    if any(way is None for way in ways):
        return None
    join = sql.both if criterion.operator == "<>" else sql.either
    return join(*ways)


def _compared(criterion: Criterion, value: str, ground: Ground) -> Expr | None:
    operator = _COMPARED.get(criterion.operator)
    if operator is None:
        return None
    column = criterion.cells.first_column
    number = _number(value)
    if number is not None:
        cell = ground.cell(column, "n")
        if criterion.part:
            is_whole = _DATE.fullmatch(value) and criterion.part in _WHOLE_DAYS
            part = "" if is_whole else _PARTS[criterion.part]
            cell = part_of_date(cell, part) if part else sql.call("floor", cell)
        return sql.binary(operator, cell, number)
    text = sql.call("lower", ground.cell(column, "t"))
    filled = sql.first_of(text, sql.text(""))
    return sql.binary(operator, filled, sql.text(value.lower()))


def _number(value: str) -> Expr | None:
    found = _DATE.fullmatch(value)
    if found:
        day = sql.cast(sql.text(found["day"]), "DATE")
        first = sql.cast(sql.text(_FIRST_DAY), "DATE")
        serial = sql.subtract(day, first)
        seconds = Decimal(found["s"] or 0) + 60 * Decimal(found["m"] or 0)
        seconds += 3600 * Decimal(found["h"] or 0)
        return sql.add(serial, sql.number(seconds / _SECONDS)) if seconds else serial
    try:
        return sql.number(Decimal(value))
    except InvalidOperation:
        return None


def day_of(cell: Expr) -> Expr:
    """Returns the day of a serial number."""
    first = sql.cast(sql.text(_FIRST_DAY), "DATE")
    return sql.add(first, sql.cast(sql.call("floor", cell), "INTEGER"))


def part_of_date(cell: Expr, part: str) -> Expr:
    """Returns the month, quarter or year of a serial number."""
    return sql.call(part, day_of(cell))


def fits_pattern(criterion: Criterion, ground: Ground) -> Expr | None:
    """Returns a pattern as a condition on texts; None where it cannot be told."""
    text = sql.call("lower", ground.cell(criterion.cells.first_column, "t"))
    text = sql.first_of(text, sql.text(""))
    ways: list[Expr] = []
    for value in criterion.values:
        inner = value.lower().strip("*%")
        if set(inner) & set("*?%_~"):
            return None
        name = "contains" if value[:1] in "*%" and value[-1:] in "*%" else None
        name = name or ("ends_with" if value[:1] in "*%" else "starts_with")
        ways.append(sql.call(name, text, sql.text(inner)))
    fits = sql.either(*ways)
    if fits is None or criterion.operator == "like":
        return fits
    return sql.negation(fits)
