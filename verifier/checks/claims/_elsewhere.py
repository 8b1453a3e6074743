"""The others of a group: `Not all go home: 229 went elsewhere`, where home is taken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier.checks.naming import names_in, names_in_lower_case
from verifier.checks.reach import own_words
from verifier.checks.sentences import Clause, sentence_round
from verifier.checks.stems import tokens_of
from verifier.checks.words import LEXICON
from verifier.languages import compiled, listed
from verifier.model.use import Side

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier.model.brief import Brief
    from verifier.model.case import Case
    from verifier.model.use import Criterion

_ELSEWHERE = re.compile(
    r"\b(?:"
    + "|".join(sorted(map(re.escape, LEXICON.elsewhere), key=len, reverse=True))
    + r")\b",
    re.IGNORECASE,
)
_JOINS = "|".join(listed("sentence.joins"))
_PART = compiled(rf"[,;:()—.]\s|\s[-–—]\s|\s(?:{_JOINS})\s")
_BEGINS = 2  # words between the beginning of a part and the others: on all others
_COMPARED = 5  # words before the others among which they are compared with


def against_elsewhere(
    case: Case, groups: Mapping[int, tuple[str, ...]], brief: Brief
) -> str:
    """Returns what stands against a group that is taken where the others are told."""
    taken = _only_equal(case, groups)
    if taken is None:
        return ""
    value = taken.values[0].casefold()
    clause = sentence_round(case.sentence)
    first, last = own_words(clause)
    only = {taken.cells.first_column: groups[taken.cells.first_column]}
    for found in _ELSEWHERE.finditer(clause.text, first, last):
        between = _between(clause, found, first)
        if between is None or value in LEXICON.vague:
            continue
        start = case.sentence.start - clause.start
        ahead = case.sentence.text[max(start - _FAR, 0) : start]
        before = f"{ahead} {clause.text[: found.start()]}"
        behind = clause.text[found.end() : last]
        if value not in _named(before, only, brief):
            continue
        if value in _named(f"{between} {behind}", only, brief):
            continue
        return (
            f"the sentence speaks of {found[0].lower()}, beside "
            f"{taken.values[0]}; the calculation takes {taken.values[0]}"
        )
    return ""


def speaks_of_others(case: Case) -> bool:
    """Returns whether a figure's own words speak of all but what was named."""
    clause = sentence_round(case.sentence)
    return _ELSEWHERE.search(clause.text, *own_words(clause)) is not None


_FAR = 300  # letters before a sentence in which the group stands


def _only_equal(case: Case, groups: Mapping[int, tuple[str, ...]]) -> Criterion | None:
    """Returns the only criterion of a calculation, where it chooses one group."""
    uses = case.uses
    parts = [use for use in uses if use.side in {Side.WHOLE, Side.NUMERATOR}]
    others = [use for use in uses if use not in parts]
    if len(parts) != 1 or any(use.criteria for use in others) or len(uses) > 1 + 1:
        return None
    criteria = parts[0].criteria
    if len(criteria) != 1 or criteria[0].operator != "=" or criteria[0].part:
        return None
    is_group = criteria[0].cells.first_column in groups
    return criteria[0] if is_group and len(criteria[0].values) == 1 else None


def _between(clause: Clause, found: re.Match[str], first: int) -> str | None:
    """Returns the words between the figure and the others; None where they part.

    Behind the figure the others belong to it up to a comma or joint; before it they
    begin a part: `everything else brought 60`.
    """
    text = clause.text
    near = tokens_of(text[max(found.start() - _FAR, 0) : found.start()])
    words = {token.text.casefold() for token in near[-_COMPARED:]}
    if words & LEXICON.comparators or any(w.startswith(_BEATEN) for w in words):
        return None
    if found.start() >= clause.end:
        between = text[clause.end : found.start()]
        return None if _PART.search(between) else between
    if found.end() > clause.start:
        return ""  # in the figure's link
    begun = [m.end() for m in _PART.finditer(text, first, found.start())]
    begin = text[max(begun, default=first) : found.start()]
    return (
        text[found.end() : clause.start] if len(tokens_of(begin)) <= _BEGINS else None
    )


_BEATEN = listed("sentence.beaten")


def _named(
    text: str, groups: Mapping[int, tuple[str, ...]], brief: Brief
) -> frozenset[str]:
    named = names_in(text, groups, brief) + names_in_lower_case(text, groups, brief)
    return frozenset(one.value.casefold() for one in named)
