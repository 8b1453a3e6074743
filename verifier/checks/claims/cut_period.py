"""A calculation takes a part of the time that the sentence names, or more of it.

Finds: `in March` over months up to March, `in the first quarter` over January and
February, `since 2021` over years above 2021, a month without the rows of its last day,
a range of rows that stops within the quarter; told only where rows lie in between.

Why it matters: the rows at an edge are seldom looked at twice, and the total is still
right arithmetic.

What to do: take all rows of the time that the sentence names and no others, or name the
time that is taken.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from verifier.checks.claims._claimed import claimed, findings_against
from verifier.checks.claims._headed import happens_in, is_meant_below, kept_below
from verifier.checks.claims._last_units import Units, against_units, units_said
from verifier.checks.claims._said_time import SaidTime, time_said
from verifier.checks.claims._taken_months import taken_months, tells_time
from verifier.checks.periods import periods_of_header
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.checks.superlatives import reach_of, superlatives_in
from verifier.checks.vocabulary import ask_groups
from verifier.checks.words.relations import GATHERED
from verifier.checks.words.taken import STOCK
from verifier.model.reason import Reason
from verifier.model.use import Statistic
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.claims._headed import Kept
    from verifier.checks.claims._taken_months import MonthRows, TakenMonths
    from verifier.checks.question import Question
    from verifier.model.case import Case
    from verifier.model.use import Criterion
    from verifier.model.verdict import Finding

RULE = Rule("C052", "cut-period", Level.WARNING, Reason.WRONG_PERIOD)

_BODY = (
    "\n\n```claims\n[c1] days!B2:B4\n"
    '= COUNTIFS(B2:B4,">="&DATE(2025,7,1),B2:B4,"<"&DATE(2025,{}))\n```\n'
)
PASSES = ("In July there were [2](#c1) visits." + _BODY.format("8,1"),)
FAILS = ("In July there was [1](#c1) visit." + _BODY.format("7,12"),)

_STOCK = re.compile(STOCK, re.IGNORECASE)
_COUNTS = frozenset({Statistic.COUNT, Statistic.DISTINCT})
_LOWER = frozenset({">", ">=", "=", "like"})


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions which labels there are."""
    yield from ask_groups(subject)


def ask_more(subject: Subject) -> Iterator[Question]:
    """Yields the questions how many rows of each month are taken, and left."""
    kept = kept_below(subject)
    for case in claimed(subject):
        said = _said(case, subject)
        for taken in _taken(said, case, subject, kept):
            asked = taken.ask()
            if asked is not None:
                yield asked


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure that is of a part of its time, or of more."""
    against = partial(_against, kept_below(subject))
    yield from findings_against(RULE, subject, against)


def _said(case: Case, subject: Subject) -> SaidTime | Units | None:
    clause = sentence_round(case.sentence)
    said = units_said(clause) or time_said(case, subject.report.text)
    uses = case.uses
    name = said.text.casefold() if said is not None else ""
    chosen = [
        criterion
        for use in uses
        for criterion in use.criteria
        if name in map(str.casefold, criterion.values)
    ]
    is_group = bool(chosen) and not name.isdecimal()  # a team called May
    is_time = all(_is_on_time(criterion, subject) for criterion in chosen)
    return said if is_time or not is_group else None


def _is_on_time(criterion: Criterion, subject: Subject) -> bool:
    ground = subject.grounds.get(criterion.cells.sheet)
    column = criterion.cells.first_column
    return ground is not None and tells_time(column, ground, subject)


def _taken(
    said: SaidTime | Units | None, case: Case, subject: Subject, kept: Kept
) -> tuple[TakenMonths, ...]:
    """Returns what is taken of time, where criteria, rows or a heading give cause."""
    found = taken_months(case, subject) if said else ()
    uses = case.uses
    if any(periods_of_header(header) for use in uses for header in use.headers):
        found = tuple(taken for taken in found if taken.is_bound)  # tickets_q2
    is_headed = isinstance(said, SaidTime) and is_meant_below(said, case, kept)
    return tuple(t for t in found if t.is_bound or t.is_part or is_headed)


def _against(kept: Kept, case: Case, subject: Subject) -> str:
    said = _said(case, subject)
    found = _taken(said, case, subject, kept)
    reach = reach_of(sentence_round(case.sentence))
    if said is None or superlatives_in(reach.text):
        return ""
    told = [(taken, taken.months(subject)) for taken in found]
    words = [
        against_units(said, rows)
        if isinstance(said, Units)
        else _differs(said, rows, taken, case)
        for taken, rows in told
        if rows
    ]
    return words[0] if words and all(words) else ""


def _differs(
    said: SaidTime, rows: tuple[MonthRows, ...], taken: TakenMonths, case: Case
) -> str:
    """Returns what stands against the rows of a time, whichever year is meant."""
    years = {one.period.year for one in rows if one.taken}
    readings = [*sorted(y for y in years if y), *(() if said.ends else (None,))]
    words = [_of_year(said, rows, year, taken, case) for year in readings]
    return words[-1] if words and all(words) else ""


def _of_year(
    said: SaidTime,
    rows: tuple[MonthRows, ...],
    year: int | None,
    taken: TakenMonths,
    case: Case,
) -> str:
    """Returns what is left out of a time, or taken besides it; nothing if neither."""
    parts = [(said.part_of(one.period, year), one) for one in rows]
    if any(is_part is None for is_part, _ in parts):
        return ""
    inside = [one for is_part, one in parts if is_part]
    outside = [one for is_part, one in parts if not is_part and one.taken]
    if said.ends:
        inside = _up_to_the_other_end(inside, said, rows)
    missing = [one for one in inside if one.left]
    is_besides = said.is_own and taken.is_part and not taken.is_bound and inside
    is_of_it = is_besides or any(one.taken for one in inside)
    if not is_of_it or not (missing or outside):
        return ""
    is_whole = not (taken.is_bound or taken.is_part)
    if not is_whole and not _is_meant(said, inside, outside):
        return ""
    if not missing and _may_be_gathered(said, taken, case):
        return ""
    return (
        f"the text names {said.text}; the rows that are taken {_told(missing, outside)}"
    )


def _up_to_the_other_end(
    inside: list[MonthRows], said: SaidTime, rows: tuple[MonthRows, ...]
) -> list[MonthRows]:
    """Returns the months of an open time up to the last, or first, that is taken."""
    months = [_place(one) for one in rows if one.taken]
    if len(said.ends) != 1 or not months:
        return inside
    if said.ends[0].begins:
        return [one for one in inside if _place(one) <= max(months)]
    return [one for one in inside if _place(one) >= min(months)]


def _is_meant(
    said: SaidTime,
    inside: list[MonthRows],
    outside: list[MonthRows],
) -> bool:
    """Returns whether a calculation is likely meant to be of the whole time.

    Below a heading a sentence may speak of a part; there an edge is looked at alone. Of
    what is told from one month to another the first or last may be taken.
    """
    is_single = sum(bool(one.taken) for one in inside) == 1 and not outside
    if said.is_range and is_single and len(inside) > 1:
        return False
    if said.is_own:
        return True
    return all(one.taken for one in inside) and all(one.left for one in outside)


def _may_be_gathered(said: SaidTime, taken: TakenMonths, case: Case) -> bool:
    """Returns whether what is taken besides may have been there: staff in March."""
    if said.ends:
        return False
    clause = sentence_round(case.sentence).text
    if GATHERED.search(clause) or _STOCK.search(clause):
        return True
    is_open = not any(c.operator in _LOWER for c in taken.bounds)
    is_count = all(use.statistic in _COUNTS for use in taken.uses)
    is_early = taken.is_bound and is_open and is_count
    if not is_early or not said.periods:
        return False
    return not happens_in(said, clause)


def _place(one: MonthRows) -> tuple[int, int]:
    return one.period.year or 0, min(one.period.months)


def _told(missing: list[MonthRows], outside: list[MonthRows]) -> str:
    words: list[str] = []
    if missing:
        count = sum(one.left for one in missing)
        words.append(f"leave out {_rows(count)} of {_names(missing)}")
    if outside:
        count = sum(one.taken for one in outside)
        words.append(f"hold {_rows(count)} of {_names(outside)}")
    return " and ".join(words)


def _rows(count: int) -> str:
    return f"{count} row{'' if count == 1 else 's'}"


def _names(rows: list[MonthRows]) -> str:
    ordered = sorted(rows, key=_place)
    ends = dict.fromkeys((_name(ordered[0]), _name(ordered[-1])))
    return " to ".join(ends)


def _name(one: MonthRows) -> str:
    year, months = one.period.year, sorted(one.period.months)
    if len(months) == 12:  # noqa: PLR2004 - a whole year
        return str(year or "")
    named = "–".join(f"{month:02d}" for month in dict.fromkeys((months[0], months[-1])))
    return f"{year}-{named}" if year else f"month {named}"
