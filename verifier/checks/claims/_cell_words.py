"""The statistic that a column header, row label or heading names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.stems import tokens_of
from verifier.checks.words import LEXICON
from verifier.languages import listed, words as words_of
from verifier.model.use import Statistic

if TYPE_CHECKING:
    from verifier.model.case import Sentence

    Named = dict[str, frozenset[Statistic]]

_LABELS = 2  # the first lines of a context: column header and row label
_ALSO_MINUTES = words_of("cells.also_minutes")
_SUMS, _NO_SUMS = listed("cells.sums"), listed("cells.no_sums")
_SINGULAR = listed("cells.singular_endings")
_PLURAL = listed("cells.plural_endings")
_VALUES = words_of("cells.values")


def statistic_of_labels(sentence: Sentence) -> tuple[str, frozenset[Statistic]]:
    """Returns what labels of a cell, or else the heading above it, name.

    A bare `Total` heads what is of all groups, whatever is measured, and so does a row
    of that name. Of headings only a median counts: an average is often said loosely.
    """
    lines = sentence.context.split("\n")[:_LABELS]
    found: Named = {}
    for line in lines:
        found |= _named_in(line)
    if found:
        return ", ".join(found), frozenset[Statistic]().union(*found.values())
    for line in sentence.headings[-1:]:
        medians = [
            (word, named)
            for word, named in _named_in(line).items()
            if named == frozenset({Statistic.MEDIAN})
        ]
        if len(medians) == 1:
            return medians[0]
    return "", frozenset()


def _named_in(line: str) -> Named:
    """Returns the words of a label that name statistics, with what they name."""
    words = [token.text.casefold() for token in tokens_of(line)]
    content = [w for w in words if w not in LEXICON.fillers | LEXICON.totals | _VALUES]
    found: Named = {}
    for place, word in enumerate(words):
        named = LEXICON.statistics.get(word, frozenset())
        if word in _ALSO_MINUTES and place:
            continue
        if Statistic.SUM in named and not (content and _adds_up(words, place)):
            continue
        if named and not named <= {Statistic.DISTINCT}:
            found[word] = named
    return found


def _adds_up(words: list[str], place: int) -> bool:
    """Returns whether a total is of many: total costs, сумма оплат; no сумма чека."""
    if not words[place].startswith(_SUMS) or words[place].startswith(_NO_SUMS):
        return place == 0
    after = words[place + 1 : place + 2]
    return (
        bool(after)
        and not after[0].isascii()
        and (after[0].endswith(_PLURAL) or not after[0].endswith(_SINGULAR))
    )
