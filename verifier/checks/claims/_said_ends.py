"""Words by which a figure is the middle or an end, though none names a statistic."""

from __future__ import annotations

from verifier.checks.stems import tokens_of
from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled
from verifier.model.use import Statistic

_NEAR = 3  # words behind a figure, its unit among them
_NEXT = 3  # words behind `half of` that tell of what
_MIDDLE = compiled(rf"(?<![\w-])(?:{alternatives('typical.middle')})(?![\w-])")
_LINKED = 6  # words before a figure among which nobody stands


def at_most(
    text: str, words: list[str], behind: list[str]
) -> tuple[str, frozenset[Statistic]] | None:
    """Returns the words of `a line cost at most`, which none of them exceeds."""
    said, rest = f" {' '.join(words)}", f"{' '.join(behind)} "
    found = [
        phrase
        for phrase in sorted(LEXICON.at_most)
        if said.endswith(f" {phrase}") or rest.startswith(f"{phrase} ")
    ]
    if words[-1:] and words[-1] in LEXICON.than:  # nobody waited longer than
        found += [p for p in sorted(LEXICON.nones) if f" {p} " in said]
    if not found or "%" in text:
        return None
    rest = f" {' '.join(words_of(text))} ".replace(f" {found[0]} ", " ")
    if LEXICON.most_of.intersection(rest.split()):
        return None
    return found[0], frozenset({Statistic.MAXIMUM})


def of_the_middle(
    words: list[str], behind: list[str]
) -> tuple[str, frozenset[Statistic]] | None:
    """Returns the words of `half of the calls are answered within`: a median's."""
    text = f" {' '.join(words)} "
    begins = [
        phrase
        for phrase in LEXICON.halves_of
        if f" {phrase} " in text and not _is_of_time(phrase, text)
    ]
    ends = any(text.endswith(f" {phrase} ") for phrase in LEXICON.half_links)
    rest = f" {' '.join(behind[:_NEAR])} "
    ends = ends or any(f" {phrase} " in rest for phrase in LEXICON.or_beyond)
    return (begins[0], frozenset({Statistic.MEDIAN})) if begins and ends else None


def in_the_middle(text: str) -> tuple[str, frozenset[Statistic]] | None:
    """Returns the words of `as many above it as below`: a median's.

    Example:
        >>> in_the_middle("Half took less, the other half more than 5")[0]
        'Half took less, the other half more'
        >>> in_the_middle("In the middle of July it was 5") is None
        True
    """
    found = _MIDDLE.search(text)
    return (found[0], frozenset({Statistic.MEDIAN})) if found else None


def _is_of_time(phrase: str, text: str) -> bool:
    """Returns whether `half of the` stands before a unit of time: it is a period."""
    behind = text.partition(f" {phrase} ")[2].split()[:_NEXT]
    return any(word in LEXICON.time_units for word in behind)


def none_beyond(
    sentence: str, words: list[str]
) -> tuple[str, frozenset[Statistic]] | None:
    """Returns the word of `no order cost more than`: the figure is their end."""
    text = " ".join(words)
    said = set(words_of(sentence))
    if "%" in sentence or LEXICON.most_of & said or LEXICON.rates & set(words):
        return None  # nine in ten wait no longer; nobody paid more per night
    ends = {
        Statistic.MAXIMUM: any(text.endswith(f" {w}") for w in LEXICON.more_than),
        Statistic.MINIMUM: any(text.endswith(f" {w}") for w in LEXICON.less_than),
    }
    near = f" {' '.join(words[-_LINKED:])} "
    found = [word for word in sorted(LEXICON.nones) if f" {word} " in near]
    if sum(ends.values()) != 1 or not found:
        return None
    return found[0], frozenset(end for end, is_said in ends.items() if is_said)


def words_of(text: str) -> list[str]:
    """Returns the folded words of a text."""
    return [token.text.casefold() for token in tokens_of(text)]
