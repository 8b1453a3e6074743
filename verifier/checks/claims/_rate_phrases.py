"""The two things of a rate, as its words name them: `litres per 100 km`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from verifier.checks.reach import own_words
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import Token, tokens_of
from verifier.checks.words import LEXICON
from verifier.checks.words.rates import ONE_OF_PER, PER, PER_BEFORE, PLURALS, STOPS
from verifier.languages import alternatives, compiled, meanings, words as words_of

if TYPE_CHECKING:
    from verifier.model.case import Case

_PART = re.compile(r"[;:()—–]|,(?!\d)|\s-\s")
_SLASH = re.compile(r"(?<=[^\W\d]|[$€£¥₽])\s?/\s?(?=[^\W\d])")
_RATIO_OF = compiled(
    rf"\b(?:{alternatives('rate_phrases.ratio_of')})\s+(?P<above>[^,;:()—–]{{2,60}}?)\s+"
    rf"(?:{alternatives('rate_phrases.to')})\s+(?P<below>[^,;:()—–]{{2,60}})"
)
_MANY = meanings("sentence.round_numbers", Decimal)
_DIGITS = re.compile(r"\d[\d\s.,\u00a0\u202f]{0,12}")
_IN_TIME = words_of("sentence.in_time")
_LONG_TIMES = meanings("sentence.long_times")
_ADVERBS = meanings("sentence.rate_adverbs")
_IN_AVERAGE = compiled(  # in an average week; за неделю бригады в среднем
    rf"(?<!\w)(?:{alternatives('rate_phrases.in_average')})\s+"
    rf"(?P<unit>{alternatives('rate_phrases.one_time')})(?!\w)"
    rf"|^\W*(?:{alternatives('rate_phrases.in_one')})\s+"
    rf"(?P<begun>{alternatives('rate_phrases.one_time')})(?!\w)[^;:.]{{0,60}}?"
    rf"(?<!\w)(?:{alternatives('averaged.on_average')})(?!\w)"
)
_BESIDE = 2  # words behind a figure, its noun among them: 40 calls monthly
_FAR = 4  # words behind a figure among which its time stands
_AHEAD = 40  # letters before it among which such a word does
_NEAR = 3  # words of what a rate is per
_LABELS = 2


@dataclass(frozen=True, slots=True)
class RatePhrase:
    """The words of a rate.

    Attributes:
        above: what there is so much of; may be empty.
        below: what it is per.
        times: of how many of these, 1 where the words say no number.
        whole: what it is per, with all that is told of it.
    """

    above: str
    below: str
    times: Decimal = Decimal(1)
    whole: str = ""


def rate_of(case: Case) -> RatePhrase | None:
    """Returns the words of a figure's rate; None where its words tell none."""
    clause = sentence_round(case.sentence)
    first, last = own_words(clause)
    figure = clause.text[clause.start : clause.end]
    behind = _PART.split(clause.text[clause.end : last])[0]
    found = _per(f"{figure}{behind}")
    found = found or _for_each(clause.text[first : clause.start], f"{figure}{behind}")
    if found is not None:
        return found
    own = clause.text[first : clause.start] + behind
    if any(letter.isalpha() for letter in own):
        said = _RATIO_OF.search(clause.text, first, clause.start)
        return RatePhrase(said["above"], said["below"]) if said else None
    labels = [*filter(None, case.sentence.context.split("\n"))][:_LABELS]
    rates = [one for label in labels if (one := _per(label)) is not None]
    return rates[0] if len(rates) == 1 else None


def _per(text: str) -> RatePhrase | None:
    """Returns both sides of `litres per 100 km` or `€/kWh`."""
    slash = _SLASH.search(text)
    if slash:
        below = tokens_of(text[slash.end() :])[:1]
        return RatePhrase(text[: slash.start()], below[0].text) if below else None
    tokens = tokens_of(text)
    for place, token in enumerate(tokens[:-1]):
        word = token.text.casefold()
        is_article = word in LEXICON.rates_right_behind and 0 < place <= _NEAR
        is_article = is_article and tokens[place - 1].text.casefold() not in STOPS
        if word not in PER | PER_BEFORE and not is_article:
            continue
        times, start = _times(text, tokens, place + 1)
        if times == 1 and word in PER_BEFORE and _is_plural(tokens[place + 1]):
            continue
        nouns = _noun(text, tokens, start)
        if nouns:
            whole = text[tokens[start].start :]
            return RatePhrase(text[: token.start], nouns, times, whole)
    return None


def _for_each(before: str, behind: str) -> RatePhrase | None:
    """Returns both sides of `for each 100 km, vans used 8 litres`."""
    parts = before.rstrip(" ,—–:")
    tokens = tokens_of(parts)
    for place, token in enumerate(tokens[:-1]):
        word = token.text.casefold()
        if word not in PER | PER_BEFORE:
            continue
        times, start = _times(parts, tokens, place + 1)
        if times == 1 and word in PER_BEFORE and not _is_of_one(tokens, place + 1):
            continue
        nouns = _noun(parts, tokens, start)
        if nouns:
            whole, _, above = parts[tokens[start].start :].partition(", ")
            aside, comma, rest = above.partition(", ")
            if comma:  # for each euro, spent on ads, we got 5
                whole, above = f"{whole}, {aside}", rest
            return RatePhrase(f"{above} {behind}", nouns, times, whole)
    return None


def _is_of_one(tokens: tuple[Token, ...], place: int) -> bool:
    """Returns whether words say that it is per one: на одного врача, no time."""
    rest = [token.text.casefold() for token in tokens[place : place + 2]]
    is_one = len(rest) > 1 and rest[0] in ONE_OF_PER
    return is_one and rest[1] not in LEXICON.time_units


def _is_plural(token: Token) -> bool:
    return token.text.casefold().endswith(PLURALS)


def _times(text: str, tokens: tuple[Token, ...], place: int) -> tuple[Decimal, int]:
    """Returns the number behind `per`, and the place of the word behind it."""
    number = _DIGITS.match(text, tokens[place].start)
    if number:
        digits = re.sub(r"\D", "", number[0])
        behind = next(
            (n for n, t in enumerate(tokens) if t.start >= number.end()), len(tokens)
        )
        times = Decimal(digits)
        if behind < len(tokens) and tokens[behind].text.casefold() in _MANY:
            return times * _MANY[tokens[behind].text.casefold()], behind + 1
        return times, behind
    word = tokens[place].text.casefold()
    if word in _MANY:
        return _MANY[word], place + 1
    return Decimal(1), place + (word in ONE_OF_PER)


def _noun(text: str, tokens: tuple[Token, ...], start: int) -> str:
    """Returns the words of what a rate is per, up to a preposition or break."""
    end = start
    for place in range(start, min(start + _NEAR, len(tokens))):
        token = tokens[place]
        gap = text[tokens[place - 1].end : token.start] if place > start else " "
        if re.search(r"[^\s\-]", gap) or token.text.casefold() in STOPS | LEXICON.links:
            break
        end = place + 1
    return text[tokens[start].start : tokens[end - 1].end] if end > start else ""


def time_told(case: Case) -> str:
    """Returns the unit of time per which a figure is told: `month`, or nothing."""
    clause = sentence_round(case.sentence)
    first, last = own_words(clause)
    behind = _PART.split(clause.text[clause.end : last])[0]
    rate = rate_of(case)
    if rate is not None and rate.times == 1:
        word = tokens_of(rate.below)[0].text.casefold()
        if _time_of(word):
            return _time_of(word)
    ahead = tokens_of(clause.text[max(first, clause.start - _AHEAD) : clause.start])
    tokens = tokens_of(behind)[:_FAR]
    for one, other in (*pairwise(tokens), *pairwise(ahead[-_FAR:])):
        is_in = one.text.casefold() in _IN_TIME | PER
        unit = _time_of(other.text.casefold())
        if is_in and unit and not _is_plural(other):
            return unit
    average = _IN_AVERAGE.search(clause.text[first : clause.start])
    average = average or _IN_AVERAGE.search(behind)
    if average is not None:
        return _time_of((average["unit"] or average["begun"]).casefold())
    if rate is not None and rate.times == 1:
        return ""
    near = (*ahead[-_FAR:], *tokens[:_BESIDE])
    said = (token.text.casefold() for token in near)
    return next((_ADVERBS[word] for word in said if word in _ADVERBS), "")


def _time_of(word: str) -> str:
    """Returns the unit of time that a word is, or nothing."""
    return LEXICON.time_units.get(word) or _LONG_TIMES.get(word, "")
