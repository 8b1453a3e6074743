"""Which unit of time the words of a figure say: `625 person-days`, `a week costs`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.checks.claims._header_units import SIZES
from verifier.checks.claims._rate_phrases import time_told
from verifier.checks.reach import own_words
from verifier.checks.sentences import sentence_round
from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled, meanings, words as words_of

if TYPE_CHECKING:
    from verifier.model.case import Case

_UNITS = {**meanings("dimensions.more_times"), **LEXICON.time_units}
_KINDS = meanings("dimensions.kinds")
_MANY = meanings("sentence.round_numbers")
_SINGLE = words_of("dimensions.single")
_WORD = re.compile(r"[\s.\-\u00a0\u202f]*(?P<word>[^\W\d_]+)")
_DIGITS = re.compile(r"^.*\d", re.DOTALL)
_ADJECTIVE = compiled(rf"(?:{alternatives('dimensions.adjective')})$")
_NO_ADJECTIVE = compiled(rf"(?:{alternatives('dimensions.no_adjective')})$")
_WORDS = 3  # from a figure to its unit
_LOOK_AHEAD = 60
_PART = re.compile(r"[;:()]|,(?!\d)|\s[—–-]\s")

_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_ONE = "|".join(sorted(map(re.escape, words_of("dimensions.one_time")), key=len)[::-1])
_OF_WORK = rf"(?:(?:{alternatives('dimensions.of_work')})[\s.-]*)?"
_ONE_TIME = rf"{_OF_WORK}(?P<unit>{_ONE})(?![^\W_])"
_SUBJECT = compiled(
    rf"(?:^|[,;:—–(]\s*|(?<!\w)(?:{alternatives('dimensions.one')})\s+)"
    rf"(?:(?:{alternatives('dimensions.one')})\s+)?"
    rf"(?:(?:{alternatives('dimensions.usual')})\s+)?{_ONE_TIME}"
)
_NAMED = compiled(rf"(?<!\w)(?P<unit>{alternatives('dimensions.named_time')})(?!\w)")
_PRICE = compiled(
    rf"(?<!\w)(?:{alternatives('dimensions.price_of')})\s+"
    rf"(?:(?:{alternatives('dimensions.one')})\s+)?{_ONE_TIME}"
)
_COSTS = compiled(rf"(?<!\w)(?:{alternatives('dimensions.costs')})(?!\w)")
_RATES = alternatives("dimensions.rates")
_RATE = {
    unit: compiled(rf"(?<!\w)(?:{words})\s+(?:[^\W\d_]+\s+)?(?:{_RATES})")
    for unit, words in {
        "hour": alternatives("dimensions.by_hour"),
        "day": alternatives("dimensions.by_day"),
        "week": alternatives("dimensions.by_week"),
        "month": alternatives("dimensions.by_month"),
        "quarter": alternatives("dimensions.by_quarter"),
        "year": alternatives("dimensions.by_year"),
    }.items()
}


@dataclass(frozen=True, slots=True)
class ToldTime:
    """A unit of time that a figure is told in.

    Attributes:
        unit: of time, `shift` among them.
        kind: `working` or `calendar` days, `labor` of persons; else empty.
    """

    unit: str
    kind: str = ""


def told_time(case: Case) -> ToldTime | None:
    """Returns the unit of time right behind a figure; None where there is none."""
    sentence = case.sentence
    inside = _DIGITS.sub("", case.figure.text)
    behind = sentence.text[sentence.end : sentence.end + _LOOK_AHEAD]
    return _unit_in(inside + behind, is_one=case.figure.text.rstrip().endswith("1"))


def kind_of(text: str) -> str:
    """Returns which days a text speaks of: working ones, those of the calendar."""
    words = {_KINDS.get(m["word"].casefold(), "") for m in _WORD.finditer(text)}
    found = words & {"working", "calendar"}
    return found.pop() if len(found) == 1 else ""


def time_per(case: Case) -> str:
    """Returns the unit of time for which a figure is a price or a yield, or nothing.

    `A week of tuition costs 5`, `the price of an hour`, `a monthly fee of 5`.
    """
    told = time_told(case)
    if told:
        return told
    clause = sentence_round(case.sentence)
    first, last = own_words(clause)
    before = clause.text[first : clause.start]
    behind = _PART.split(clause.text[clause.end : last])[0]
    found = {m["unit"].casefold() for m in _PRICE.finditer(before)}
    if not found and _COSTS.search(f"{before} {behind}"):
        said = [*_SUBJECT.finditer(before), *_NAMED.finditer(before)]
        found = {m["unit"].casefold() for m in said}
    units = {_UNITS.get(word, "") for word in found}
    units |= {unit for unit, rate in _RATE.items() if rate.search(before)}
    return units.pop() if len(units) == 1 and units <= {*SIZES, "shift"} else ""


def _unit_in(text: str, *, is_one: bool) -> ToldTime | None:
    kind, place = "", 0
    is_free = True  # one adjective may say whose hours they are
    for _ in range(_WORDS):
        found = _WORD.match(text, place)
        if found is None:
            return None
        word = found["word"].casefold()
        if word in _UNITS and (is_one or word not in _SINGLE):
            is_led = text[: found.start("word")].strip(" \u00a0\u202f.-")
            is_short = len(word) == 1 and bool(is_led)
            kind = _KINDS.get(word, kind)
            return None if is_short else ToldTime(_UNITS[word], kind)
        if word in _KINDS:
            kind = _KINDS[word]
        elif word not in _MANY and not (is_free and _is_adjective(word)):
            return None
        is_free = is_free and (word in _KINDS or word in _MANY)
        place = found.end()
    return None


def _is_adjective(word: str) -> bool:
    return bool(_ADJECTIVE.search(word)) and not _NO_ADJECTIVE.match(word)
