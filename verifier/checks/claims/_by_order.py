"""Which group `the latter` or `второй` means: one of two named before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier.checks.naming import Naming, names_in, names_in_lower_case
from verifier.checks.reach import own_words
from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier.checks.sentences import Clause
    from verifier.model.brief import Brief
    from verifier.model.case import Case

_PAIR = 2
_ALONE = compiled(  # the second alone, not the second quarter
    rf"\s*(?:[—–:,.;(-]|[^\w\s]?\d|$|(?:{alternatives('by_order.alone')})\b)"
)
_WORDS = "|".join(sorted(LEXICON.of_two, key=len, reverse=True))
_ORDER = re.compile(
    rf"(?<!\w)(?P<word>{_WORDS})(?!\w)",
    re.IGNORECASE,
)


def meant_by_order(
    case: Case, clause: Clause, groups: Mapping[int, tuple[str, ...]], brief: Brief
) -> dict[int, Naming]:
    """Returns column → the group that a word of order by the figure means.

    The two are named before it in the sentence, else in the sentence before, else in
    the heading.
    """
    first, last = own_words(clause)
    words = [
        m
        for m in _ORDER.finditer(clause.text, first, last)
        if m["word"].casefold() in LEXICON.former_latter
        or _ALONE.match(clause.text, m.end())
    ]
    if len(words) != 1:
        return {}
    word = words[0]
    place = LEXICON.of_two[word["word"].casefold()]
    before = case.sentence.text.partition(clause.text)[0]
    texts = (clause.text[: word.start()], before, *reversed(case.sentence.headings))
    found: dict[int, Naming] = {}
    for column, values in groups.items():
        for text in texts:
            two = _two_of(text, column, values, brief)
            if two:
                found[column] = Naming(column, two[place], word.start(), word.end())
                break
    return found


def _two_of(
    text: str, column: int, values: tuple[str, ...], brief: Brief
) -> tuple[str, ...]:
    """Returns the last two different groups of a text, in order, or nothing."""
    only = {column: values}
    named = names_in(text, only, brief) or names_in_lower_case(text, only, brief)
    named = tuple(n for n in named if not n.is_negated)
    different = tuple(dict.fromkeys(n.value for n in named))
    return different if len(different) == _PAIR else ()
