"""A number of groups that a sentence takes together: the two surgical wards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._unnamed import is_named
from verifier.checks.kin import kin_of
from verifier.checks.reach import own_text
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import Token, alike, tokens_of
from verifier.checks.words import LEXICON
from verifier.checks.words.lengths import BOTH
from verifier.languages import meanings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.claims._terms import Reading
    from verifier.checks.claims._used_groups import UsedGroups
    from verifier.checks.region import Ground
    from verifier.model.brief import Brief

_NOUN = 3  # words behind a number among which its noun stands
_MOST = 12  # groups that a word tells
_PAIR = 2
_CARDINALS = meanings("figures.numerals.cardinals", int)


def against_several(
    reading: Reading, ground: Ground, used: UsedGroups, brief: Brief
) -> str:
    """Returns what stands against `both wards together` of which one is taken.

    The noun is that of a column, and none of the groups that are taken is named.
    """
    clause = sentence_round(reading.case.sentence)
    own = own_text(clause)
    words = f" {' '.join(token.text.casefold() for token in tokens_of(own))} "
    if not any(f" {phrase} " in words for phrase in LEXICON.together):
        return ""
    for number, noun in _numbers(own):
        for (_, column), values in reading.groups.items():
            chosen = used.chosen.get(column, frozenset())
            is_its = _is_of(noun, ground.columns[column].header)
            if not is_its or not 0 < len(chosen) < number <= len(values):
                continue
            if not any(is_named(one, values, (clause.text,), brief) for one in chosen):
                return (
                    f"the sentence takes {number} of {noun.text} together; the "
                    f"calculation takes {', '.join(sorted(chosen))} alone"
                )
    return ""


def _numbers(text: str) -> Iterator[tuple[int, Token]]:
    """Yields the words behind a number word, each with the number."""
    tokens = tokens_of(text)
    for place, token in enumerate(tokens):
        folded = token.text.casefold()
        number = _PAIR if folded in BOTH else _CARDINALS.get(folded, 0)
        if 1 < number <= _MOST:
            for noun in tokens[place + 1 : place + 1 + _NOUN]:
                yield number, noun


def _is_of(noun: Token, header: str) -> bool:
    words = tokens_of(header)[-1:]
    kin = kin_of((noun,))
    return any(alike(word.stem, noun.stem) or word.stem in kin for word in words)
