"""So many months, quarters or years at an end of the data's time, as sentences say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.checks.periods import periods_in
from verifier.checks.reach import own_words
from verifier.checks.words import LEXICON
from verifier.checks.words.lengths import UNITS
from verifier.checks.words.taken import LAST

if TYPE_CHECKING:
    from verifier.checks.claims._taken_months import MonthRows
    from verifier.checks.sentences import Clause

_NUMBERS = "|".join(sorted(LEXICON.numbers, key=len, reverse=True))
_LAST = re.compile(LAST.replace("NUMBERS", _NUMBERS), re.IGNORECASE)
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_FULL = 0.7  # of a usual unit's rows: it is over


@dataclass(frozen=True, slots=True)
class Units:
    """So many units at an end of the data's time.

    Attributes:
        text: as printed.
        number: of the units.
        months: of each.
        is_last: whether the last are meant, else the first.
    """

    text: str
    number: int
    months: int
    is_last: bool


def units_said(clause: Clause) -> Units | None:
    """Returns the only such units that own words name, where they name no period."""
    first, last = own_words(clause)
    found = [*_LAST.finditer(clause.text, first, last)]
    if len(found) != 1 or periods_in(clause.text[first:last]):
        return None
    word = found[0]["number"].casefold()
    number = int(word) if word.isdigit() else LEXICON.numbers[word]
    months = _MONTHS[UNITS[found[0]["unit"].casefold()]]
    return Units(found[0][0], number, months, bool(found[0]["last"]))


def against_units(said: Units, rows: tuple[MonthRows, ...]) -> str:
    """Returns what stands against units of which more or fewer are taken, or others."""
    units: dict[int, list[MonthRows]] = {}
    for one in rows:
        year, months = one.period.year, one.period.months
        if year is None or len(months) > said.months:
            return ""
        place = (year * 12 + min(months) - 1) // said.months
        units.setdefault(place, []).append(one)
    taken = sorted(p for p, held in units.items() if any(one.taken for one in held))
    if not taken or len(units) <= said.number:
        return ""
    if len(taken) != said.number:
        return (
            f"the text says {said.text!r}; the rows that are taken are of {len(taken)}"
        )
    edge = max(units) if said.is_last else min(units)
    usual = sum(one.taken for p in taken for one in units[p]) / len(taken)
    left = sum(one.left for one in units[edge])
    if edge in taken or left < _FULL * usual:
        return ""
    side = "last" if said.is_last else "first"
    return f"the text says {said.text!r}; the {side} of the data is not taken"
