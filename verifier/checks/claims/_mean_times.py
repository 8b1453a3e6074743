"""Of which time each group or row is, of which a calculation takes the mean."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from verifier.checks.claims._read_months import is_of_periods
from verifier.checks.periods import heads_a_time
from verifier.checks.stems import tokens_of
from verifier.checks.words import LEXICON
from verifier.checks.words.rates import HOW_LONG, LEVELS
from verifier.languages import meanings, words as words_of
from verifier.model.plan import ChangeForm, Trial
from verifier.model.source import CellKind
from verifier.model.use import Side, Statistic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject
    from verifier.model.case import Case
    from verifier.model.plan import Traits
    from verifier.model.use import Use

_FINEST = ("day", "week", "month", "quarter", "year")
_LONG = meanings("sentence.long_times")
_DATES = words_of("sentence.plain_dates")
_OF_TIME = meanings("sentence.of_time")
_CENTRES = frozenset({Statistic.MEAN, Statistic.MEDIAN})
_COUNTS = frozenset({Statistic.COUNT, Statistic.DISTINCT})
_FORMATS = {"d": "day", "j": "day", "m": "month", "b": "month", "B": "month"} | {
    **dict.fromkeys("WVU", "week"),
    **dict.fromkeys("YyG", "year"),
}
_FUNCTIONS: dict[type[exp.Expr], str] = {
    exp.Month: "month",
    exp.Monthname: "month",
    exp.Quarter: "quarter",
    exp.Week: "week",
    exp.WeekOfYear: "week",
    exp.Year: "year",
}
_STOCKS = words_of("rates.stocks")
_PAIR = 2


def time_of_groups(case: Case) -> str:
    """Returns the time that each group is of, whose sums or counts a mean is of.

    `SELECT avg(n) FROM (SELECT month(d), count(*) AS n … GROUP BY 1)`: a month.
    """
    tree = _parsed(case)
    inner = (
        [s for s in tree.find_all(exp.Select) if s.args.get("group")] if tree else []
    )
    if tree is None or len(inner) != 1 or inner[0] is tree:
        return ""
    outer = next(iter(tree.expressions), None)
    is_mean = outer is not None and any(outer.find_all(exp.Avg, exp.Median))
    is_single = len(tree.expressions) == 1 and not tree.args.get("where")
    if not is_mean or not is_single or not inner[0].find(exp.Sum, exp.Count):
        return ""
    return _finest(chain.from_iterable(map(_times_in, _keys(inner[0]))))


def time_of_rows(case: Case, subject: Subject) -> tuple[str, str]:
    """Returns the time that each row is of, of which a mean is taken, and its header.

    A file has a row for each department and quarter: its mean is of a quarter.
    """
    traits = case.compiled.traits if case.compiled else None
    use = _averaged(traits) if traits is not None else None
    place = use.place if use is not None else None
    ground = subject.grounds.get(place.sheet) if place is not None else None
    if use is None or ground is None or any(map(_is_level, use.headers)):
        return "", ""
    told = [*_columns_of_time(ground, subject)]
    found = {unit: number for number, unit in told}
    finest = _finest(iter(found))  # of quarter and month
    if not finest or "" in found or len(found) < len(told):
        return "", ""
    return finest, ground.columns[found[finest]].header


def unit_of_word(word: str) -> str:
    """Returns the unit of time that a word is, quarters among them, or nothing."""
    folded = word.casefold()
    return LEXICON.time_units.get(folded) or _LONG.get(folded, "")


def _averaged(traits: Traits) -> Use | None:
    """Returns what a mean is taken of: by itself, or as a sum by a count of rows."""
    uses = traits.uses
    if traits.change is not ChangeForm.NONE or traits.groups != ():
        return None
    if len(uses) == 1 and uses[0].statistic in _CENTRES:
        is_plain = not uses[0].deduplicates and uses[0].cells
        return uses[0] if is_plain else None
    if len(uses) != _PAIR or uses[0].side is not Side.NUMERATOR:
        return None
    above, below = uses
    is_mean = above.statistic is Statistic.SUM and below.statistic is Statistic.COUNT
    is_same = bool(above.cells) and (below.cells or below.rows)[:1] == above.cells[:1]
    return above if is_mean and is_same else None


def _is_level(header: str) -> bool:
    """Returns whether cells are of a level, or of another time than their rows."""
    words = [t.text.casefold() for t in tokens_of(header)]
    return any(
        word in LEVELS | _STOCKS
        or word in HOW_LONG
        or word in _OF_TIME
        or bool(unit_of_word(word))
        or word.startswith(LEXICON.times)
        for word in words
    )


def _columns_of_time(ground: Ground, subject: Subject) -> Iterator[tuple[int, str]]:
    """Yields the columns that tell of which month, quarter or year a row is.

    Columns of other days are there without a unit: those rows are of events.
    """
    for number, layout in ground.columns.items():
        words = tokens_of(layout.header)
        units = {unit_of_word(word.text) for word in words} - {""}
        is_day = CellKind.DATE in layout.kinds
        if len(units) == 1 and len(words) <= _PAIR:
            is_told = is_day or is_of_periods(number, ground, subject)
            is_year = heads_a_time(layout.header) and CellKind.NUMBER in layout.kinds
            if is_told or is_year:
                yield number, units.pop()
        elif is_day:
            yield number, ""


def _parsed(case: Case) -> exp.Select | None:
    compiled = case.compiled
    text = compiled.sql(Trial.VALUE) if compiled and compiled.written else None
    if not text or "GROUP BY" not in text.upper():
        return None
    try:
        tree = sqlglot.parse_one(text, dialect="duckdb")
    except SqlglotError:
        return None
    return tree if isinstance(tree, exp.Select) else None


def _keys(inner: exp.Select) -> Iterator[exp.Expr]:
    """Yields what a SELECT groups by, looked up where it is a number or a name."""
    items = inner.expressions
    for key in inner.args["group"].expressions:
        if isinstance(key, exp.Literal) and key.is_int:
            yield items[int(key.name) - 1].unalias()
            continue
        named = [i.unalias() for i in items if i.alias_or_name == key.name != ""]
        yield named[0] if isinstance(key, exp.Column) and named else key
    if inner.args["group"].args.get("all"):
        yield from (i.unalias() for i in items if not i.find(exp.AggFunc))


def _times_in(key: exp.Expr) -> Iterator[str]:
    """Yields the units of time by which a key parts its rows."""
    for node in key.walk():
        match node:
            case exp.TimestampTrunc() | exp.DateTrunc():
                yield unit_of_word(str(node.args["unit"].name))
            case exp.Extract():
                yield unit_of_word(node.this.name)
            case exp.TimeToStr():
                yield from (_FORMATS.get(c, "") for c in str(node.args["format"].name))
            case exp.Anonymous() if node.name.casefold() in {"date_part", "datepart"}:
                yield unit_of_word(str(node.expressions[0].name))
            case exp.Column():
                yield from _of_column(node, is_bare=node is key)
            case _:
                yield _FUNCTIONS.get(type(node), "")


def _of_column(column: exp.Column, *, is_bare: bool) -> Iterator[str]:
    """Yields the unit of time that a column is called, where no function parts it."""
    words = tokens_of(column.name)
    units = {unit_of_word(word.text) for word in words} - {""}
    is_day = column.name.casefold() in _DATES
    if is_bare:
        yield from units or ({"day"} if is_day else ())


def _finest(units: Iterator[str]) -> str:
    known = {*units}
    return next((unit for unit in _FINEST if unit in known), "")
