"""So much a month of what is divided by quarters, whose number stands written out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._rate_phrases import time_told
from verifier.checks.periods import ALL_MONTHS, periods_in
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import tokens_of
from verifier.checks.totals import names_a_total
from verifier.checks.vocabulary import groups_of
from verifier.checks.words import LEXICON
from verifier.model.plan import LiteralRole

if TYPE_CHECKING:
    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject
    from verifier.model.case import Case

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_WHOLE = 3  # months, and more, that a report is of


def by_other_times(case: Case, subject: Subject) -> str:
    """Returns what stands against `a month` where a year is divided by 4, or nothing.

    How many of another time there are is told by a column of them, or by the title.
    """
    unit = time_told(case)
    number = _factor(case)
    ground = subject.ground_of(case.uses)
    if not unit or number <= 1 or ground is None:
        return ""
    counts = _counts(ground, subject)
    if not periods_in(sentence_round(case.sentence).text):
        counts = counts_of_title(case) | counts
    others = [time for time, many in counts.items() if many == number and time != unit]
    if not others or counts.get(unit) == number:
        return ""
    return (
        f"the text speaks of so much a {unit}; the calculation takes {number}, the "
        f"number of {others[0]}s"
    )


def _factor(case: Case) -> int:
    """Returns the only whole number by which a sum is divided, or 0."""
    traits = case.compiled.traits if case.compiled else None
    literals = traits.literals if traits else ()
    found = [x.value for x in literals if x.role is LiteralRole.FACTOR]
    return int(found[0]) if len(found) == 1 and found[0] == int(found[0]) else 0


def _counts(ground: Ground, subject: Subject) -> dict[str, int]:
    """Returns unit of time → how many of it a column of a sheet holds."""
    found: dict[str, int] = {}
    for column, values in groups_of(subject, ground).items():
        words = tokens_of(ground.columns[column].header)
        said = (word.text.casefold() for word in words)
        units = {
            LEXICON.time_units[word] for word in said if word in LEXICON.time_units
        }
        if len(units) == 1:
            found[units.pop()] = sum(not names_a_total(value) for value in values)
    return found


def counts_of_title(case: Case) -> dict[str, int]:
    """Returns unit of time → how many of it a report is of, as its title says."""
    told = periods_in(" ".join(case.sentence.headings[:1]))
    months = {
        (period.year, month) for period in told for month in period.months or ALL_MONTHS
    }
    if len(told) != 1 or len(months) < _WHOLE:
        return {}
    return {
        unit: len(months) // size
        for unit, size in _MONTHS.items()
        if len(months) % size == 0
    }
