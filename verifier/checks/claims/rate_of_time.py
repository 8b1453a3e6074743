"""A figure is told per month, and the calculation divides by no months.

Finds: `4,790 km a month` where the kilometres of a year are divided by vans; `1,200
calls a month` where the calls of all months are counted; `all three together averaged
350 a month` where the mean is of each of them; `a week` where different months divide,
`a month` where a year is divided by 4, and `a minute` where sixty times the minutes do;
`a quarter` of a mean of months, or of rows that are of a month each; and `a month` of
cells whose header says that they are of a year: `rate_m2_year`.

Why it matters: a sum of a year that is told as a month's is twelve times too large.

What to do: divide by the number of months, or name the time that the figure is of.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from verifier.checks.claims._claimed import claimed
from verifier.checks.claims._covered_time import by_covered_time, by_mean_of_periods
from verifier.checks.claims._divided_times import by_other_times
from verifier.checks.claims._rate_phrases import time_told
from verifier.checks.measures import measures_of, spelled
from verifier.checks.place import Place
from verifier.checks.question import Question, question
from verifier.checks.reach import own_words
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import tokens_of
from verifier.checks.words import LEXICON
from verifier.languages import listed, words as words_of
from verifier.model.plan import ChangeForm, LiteralRole
from verifier.model.quantity import QuantityKind
from verifier.model.reason import Reason
from verifier.model.source import CellKind
from verifier.model.use import Side, Statistic, Use
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.region import Ground
    from verifier.model.case import Case
    from verifier.model.plan import Traits
    from verifier.model.verdict import Finding

RULE = Rule("C061", "rate-of-time", Level.WARNING, Reason.WRONG_UNIT)

_BODY = "\n\n```claims\n[c1] takings!A2:B4\n= SUM(B2:B4)\n```\n"
PASSES = (f"We took [45](#c1) in all.{_BODY}",)
FAILS = (f"We took [45](#c1) a week.{_BODY}",)


_TIMED = "the text speaks of so much a {}; the calculation {}"
_PAIR = 2
_PARTS_OF = frozenset({60, 3600, 24, 1440, 86400, 7})
_DAYS = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}
_OF_A_YEAR = {52: "week", 365: "day", 366: "day"}
_ADDED = frozenset({Statistic.SUM, Statistic.COUNT})
_BY_OTHERS = frozenset({Statistic.DISTINCT, Statistic.MEAN, Statistic.CELL})
_AVERAGING = frozenset({"AVG", "AVERAGE", "MEDIAN", "AVERAGEIFS", "AVERAGEIF", "MEAN"})
_ENDS = (Statistic.MINIMUM, Statistic.MAXIMUM)
_DATES = words_of("sentence.plain_dates")
_PLURALS = listed("units.plural_endings")
_PERIODICAL = words_of("sentence.per_time")


@dataclass(frozen=True, slots=True)
class _Timed:
    """A figure told per a unit of time, with the column that tells when its rows were.

    Attributes:
        case: the figure.
        unit: of time.
        ground: the sheet.
        column: of dates.
        use: what is taken of the rows.
        is_mean: whether a mean of rows is told of all of them together.
    """

    case: Case
    unit: str
    ground: Ground
    column: int
    use: Use
    is_mean: bool

    @property
    def key(self) -> str:
        cells = [c.local for c in (*self.use.cells, *self.use.rows)]
        table = self.ground.sheet.table
        return f"{RULE.code}/{table}/{self.column}/{cells}/{spelled(self.use)}"

    def ask(self) -> Question | None:
        """Returns the question: first and last day, rows, and different days."""
        range_ = (self.use.cells or self.use.rows)[0]
        cells = (replace(range_, first_column=self.column, last_column=self.column),)
        of = replace(self.use, cells=cells, rows=(), deduplicates=False)
        is_of_days = CellKind.DATE in self.ground.columns[self.column].kinds
        kinds = (Statistic.COUNT, Statistic.DISTINCT, *(_ENDS if is_of_days else ()))
        uses = [replace(of, statistic=kind) for kind in kinds]
        query = measures_of(uses, self.ground)
        return question(self.key, query, 1) if query is not None else None


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions over how many days the rows lie."""
    for timed in _told(subject):
        asked = timed.ask()
        if asked is not None:
            yield asked


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure per month that no months divide."""
    told = [(timed.case, _against(timed, subject)) for timed in _told(subject)]
    told += [
        (
            c,
            _by_written_number(c, subject)
            or by_covered_time(c)
            or by_mean_of_periods(c, subject)
            or _by_another_time(c),
        )
        for c in claimed(subject)
    ]
    for case, words in told:
        if words:
            span = case.figure.span
            place = Place(span.line, span.column, case.claim_id or "")
            yield RULE.finding(words, place)


def _by_written_number(case: Case, subject: Subject) -> str:
    return _by_other_number(case) or by_other_times(case, subject)


def _by_other_number(case: Case) -> str:
    """Returns what stands against `a month` where a year is divided by 52, or none."""
    unit = time_told(case)
    traits = case.compiled.traits if case.compiled else None
    if unit not in _DAYS or traits is None:
        return ""
    factors = [x.value for x in traits.literals if x.role is LiteralRole.FACTOR]
    others = [x for x in factors if _OF_A_YEAR.get(int(x), unit) != unit]
    if len(factors) != 1 or not others:
        return ""
    return (
        f"the text speaks of so much a {unit}; the calculation takes {others[0]}, the "
        f"{_OF_A_YEAR[int(others[0])]}s of a year"
    )


def _by_another_time(case: Case) -> str:
    """Returns what stands against `a week` where different months divide, or nothing.

    Sixty times the hours are minutes, and what is divided by them is a minute's.
    """
    unit = time_told(case)
    traits = case.compiled.traits if case.compiled else None
    below = [u for u in traits.uses if u.side is Side.DENOMINATOR] if traits else []
    if not unit or traits is None or len(below) != 1 or len(below[0].headers) != 1:
        return ""
    words = [t.text.casefold() for t in tokens_of(below[0].headers[0])]
    units = {LEXICON.time_units[word] for word in words if word in LEXICON.time_units}
    factors = [x.value for x in traits.literals if x.role is LiteralRole.FACTOR]
    if len(units) != 1:
        return ""
    (divided,) = units
    is_called_so = words[0] in LEXICON.time_units and len(words) <= _PAIR
    if below[0].statistic is Statistic.DISTINCT and is_called_so:
        does = f"divides by different {divided}s" if divided != unit else ""
        return _TIMED.format(unit, does) if does and not factors else ""
    is_turned = divided == unit and len(factors) == 1 and int(factors[0]) in _PARTS_OF
    if below[0].statistic is not Statistic.SUM or not is_turned:
        return ""
    return _TIMED.format(unit, f"takes {factors[0]} times the {divided}s, or a part")


def _against(timed: _Timed, subject: Subject) -> str:
    answer = subject.answers.get(timed.key)
    if answer is None or answer.problem or not answer.texts:
        return ""
    told = cast("list[float | None]", json.loads(answer.texts[0]))
    rows, different, *ends = [value or 0 for value in told]
    times = f"{different:.0f} different {timed.unit}s"
    if ends:
        days = ends[1] - ends[0] + 1
        times = f"{days:.0f} days"
        different = different if days > _DAYS[timed.unit] else 1
    if different <= 1:
        return ""
    if not timed.is_mean:
        return (
            f"the text speaks of so much a {timed.unit}; the rows lie over {times}, "
            f"and nothing in the calculation divides by {timed.unit}s"
        )
    if rows <= different:
        return ""
    return (
        f"the text speaks of all together, a {timed.unit}; the calculation takes the "
        f"mean of {rows:.0f} rows, which are of {different:.0f} different times"
    )


def _told(subject: Subject) -> Iterator[_Timed]:
    """Yields the figures per a unit of time of which nothing divides by it."""
    for case in claimed(subject):
        unit = time_told(case)
        traits = case.compiled.traits if case.compiled else None
        use = _use_of(case, traits) if unit in _DAYS and traits else None
        place = use.place if use is not None else None
        ground = subject.grounds.get(place.sheet) if place is not None else None
        column = _dates_of(ground, unit) if ground is not None else 0
        if use is not None and ground is not None and column:
            is_mean = use.statistic is Statistic.MEAN
            yield _Timed(case, unit, ground, column, use, is_mean)


def _use_of(case: Case, traits: Traits) -> Use | None:
    """Returns what is added up and divided by no time; or the mean of all together."""
    quantity, uses = case.figure.quantity, traits.uses
    if quantity is None or quantity.kind is not QuantityKind.NUMBER:
        return None
    is_factored = any(x.role is LiteralRole.FACTOR for x in traits.literals)
    is_plain = traits.change is ChangeForm.NONE and traits.groups == ()
    if is_factored or not is_plain or not uses or _is_periodical(uses):
        return None
    use = uses[0]
    if use.statistic is Statistic.MEAN:
        return use if len(uses) == 1 and _speaks_of_all(case) else None
    is_mean = not _AVERAGING.isdisjoint(traits.functions)
    is_mean = is_mean and all(other.statistic is not Statistic.MEAN for other in uses)
    is_sum = use.statistic in _ADDED and not is_mean
    return use if is_sum and _is_divided_by_others(uses) else None


def _is_divided_by_others(uses: tuple[Use, ...]) -> bool:
    """Returns whether a first use is all, or divided by different ones of no time."""
    if len(uses) == 1:
        return uses[0].side is Side.WHOLE
    sides = tuple(use.side for use in uses)
    is_ratio = sides == (Side.NUMERATOR, Side.DENOMINATOR)
    return is_ratio and uses[1].statistic in _BY_OTHERS and not _is_of_time(uses[1])


def _speaks_of_all(case: Case) -> bool:
    clause = sentence_round(case.sentence)
    first, _ = own_words(clause)
    said = " ".join(
        t.text.casefold() for t in tokens_of(clause.text[first : clause.start])
    )
    return any(f" {word} " in f" {said} " for word in LEXICON.together)


def _is_periodical(uses: tuple[Use, ...]) -> bool:
    """Returns whether a header says that its cells are of a unit of time each."""
    for header in (header for use in uses[:1] for header in use.headers):
        words = [t.text.casefold() for t in tokens_of(header)]
        last = words[-1] if words else ""  # of days that were lost it is plural
        is_per = last in LEXICON.time_units and not last.endswith(_PLURALS)
        if is_per or not _PERIODICAL.isdisjoint(words):
            return True
    return False


def _is_of_time(use: Use) -> bool:
    words = [
        token.text.casefold() for header in use.headers for token in tokens_of(header)
    ]
    return not words or any(
        word in _DATES or word in LEXICON.time_units or word in LEXICON.ids
        for word in words
    )


def _dates_of(ground: Ground, unit: str) -> int:
    """Returns the column that tells when a row was: in days, or in the unit; or 0."""
    found = [
        number
        for number, layout in ground.columns.items()
        if CellKind.DATE in layout.kinds
        or LEXICON.time_units.get(layout.header.strip().casefold()) == unit
        if layout.header.strip().casefold() in _DATES
    ]
    return found[0] if len(found) == 1 else 0
