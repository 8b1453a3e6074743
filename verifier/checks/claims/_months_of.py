"""Months that words place within a longer time: the opening month of the quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.periods import Period, periods_in, with_years
from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from verifier.model.case import Case

_ORDINALS = "|".join(sorted(LEXICON.ordinals, key=len, reverse=True))
_NUMBERS = "|".join(sorted(LEXICON.numbers, key=len, reverse=True))
_WHICH = (
    rf"(?:(?P<first>{alternatives('months_of.first')})|"
    rf"(?P<last>{alternatives('months_of.last')})|"
    rf"(?P<middle>{alternatives('months_of.middle')})|(?P<ordinal>{_ORDINALS}))\s+"
    rf"(?:(?P<many>{_NUMBERS})\s+)?(?:{alternatives('months_of.months')})"
)
_LENGTHS = {"quarter": 3, "half": 6, "year": 12, "whole": 0}
_UNIT = "|".join(
    rf"(?P<{name}>{alternatives(f'months_of.{name}')})" for name in _LENGTHS
)
_OF = compiled(rf"\b{_WHICH}\s+(?:{alternatives('months_of.of')})?(?:(?:{_UNIT})\b)?")
_WHOSE = compiled(rf"\b(?:{_UNIT})(?:{alternatives('months_of.whose')})\s+{_WHICH}\b")
_NEAR = 2  # letters between `month of` and the quarter that is named


def months_placed(text: str, case: Case, begins: int) -> tuple[Period, ...]:
    """Returns the months that a sentence places within a quarter, a half or a year.

    The longer time stands right behind, or is the nearest one told before: in the
    sentence, in the passage, in a heading.

    Args:
        text: the sentence.
        case: its figure.
        begins: where in its passage the sentence begins.
    """
    found: list[Period] = []
    for match in (*_OF.finditer(text), *_WHOSE.finditer(text)):
        whole, end = _whole_of(match, text, case, begins)
        months = _placed(match, sorted(whole.months)) if whole is not None else ()
        if whole is not None and months:
            one = Period(whole.year, frozenset(months), match.start(), end)
            found.append(one)
    return tuple(found)


def _whole_of(
    match: re.Match[str], text: str, case: Case, begins: int
) -> tuple[Period | None, int]:
    """Returns the longer time, and where its words end."""
    named = periods_in(text)
    parts = match.groupdict()
    length = next((n for name, n in _LENGTHS.items() if parts.get(name)), None)
    for one in named:
        if 0 <= one.start - match.end() < _NEAR and len(one.months) > 1:
            return one, one.end
        if match.start() < one.start < match.end() < one.end:
            return one, one.end  # the first month of the second quarter
    if length is None:
        return None, match.end()
    before = [p for p in named if p.end <= match.start()]
    for found in _near_first(before, case, begins):
        periods = [p for p in found if length in {0, len(p.months)}]
        different = {(p.year, p.months) for p in periods}
        if len(different) == 1:
            above = reversed(case.sentence.headings)
            return with_years((periods[0],), above)[0], match.end()
        if different:
            break
    return None, match.end()


def _near_first(
    before: list[Period], case: Case, begins: int
) -> Iterator[tuple[Period, ...]]:
    """Yields the periods told before a sentence's words, those of the nearest first."""
    sentence = case.sentence
    yield tuple(before[-1:])
    yield tuple(p for p in periods_in(sentence.text) if p.end <= begins)[-1:]
    for text in (sentence.context, *reversed(sentence.headings)):
        yield periods_in(text)


def _placed(match: re.Match[str], months: list[int]) -> list[int]:
    """Returns the months of a longer time that words mean."""
    parts = match.groupdict()
    many = LEXICON.numbers.get((parts["many"] or "one").casefold(), 1)
    if many >= len(months) or months != [*range(months[0], months[-1] + 1)]:
        return []
    if parts["middle"]:
        middle = len(months) // 2
        is_sure = many == 1 and len(months) % 2 == 1
        return months[middle : middle + 1] if is_sure else []
    if parts["last"]:
        return months[-many:]
    place = LEXICON.ordinals.get((parts["ordinal"] or "").casefold(), 1)
    is_known = place == 1 or many == 1
    return months[place - 1 : place - 1 + many] if is_known else []
