"""How many months a sentence speaks of, against those that are used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._used_periods import months_between
from verifier.checks.reach import own_words
from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled

if TYPE_CHECKING:
    from verifier.checks.claims._used_periods import UsedPeriods
    from verifier.checks.sentences import Clause

_NUMBERS = "|".join(sorted(LEXICON.numbers, key=len, reverse=True))
_MONTHS = compiled(
    rf"\b(?:{alternatives('months_long.which')})\s+"
    rf"(?P<number>\d{{1,2}}|{_NUMBERS})[\s-]+"
    rf"(?:{alternatives('months_long.months')})\b"
)
_OPEN = 60  # months: of no report's last ones
_COMPARED = 2  # as many months before


def against_length(clause: Clause, used: UsedPeriods) -> str:
    """Returns what stands against `the last three months` of which two are used."""
    first, last = own_words(clause)
    found = _MONTHS.search(clause.text, first, last) or _MONTHS.search(
        clause.text, 0, clause.start
    )
    if found is None or not used.is_known:
        return ""
    word = found["number"].casefold()
    wanted = int(word) if word.isdigit() else LEXICON.numbers[word]
    told = {(p.year, month) for p in used.told for month in p.months}
    if len(told) > _OPEN:
        return ""  # a bound at one side alone
    if told and len(told) not in {wanted, wanted * _COMPARED}:
        return _says(found[0], len(told))
    spans = [p for span in used.spans for p in months_between(*span)]
    reached = {(p.year, month) for p in spans for month in p.months}
    if not told and len(used.spans) == 1 and len(reached) > wanted:
        return _says(found[0], len(reached))
    return ""


def _says(text: str, months: int) -> str:
    return f"the text speaks of {text}; the calculation takes {months} months"
