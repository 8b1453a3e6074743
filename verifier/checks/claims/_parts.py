"""Criteria that take a part of what is named, or more than it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from verifier.checks.naming import names_in, names_in_lower_case
from verifier.checks.periods import periods_in
from verifier.checks.stems import tokens_of
from verifier.checks.superlatives import superlatives_in
from verifier.checks.words import LEXICON
from verifier.model.use import Statistic

if TYPE_CHECKING:
    from verifier.checks.claims._said_groups import Said
    from verifier.checks.claims._terms import Reading
    from verifier.checks.claims._used_groups import UsedGroups
    from verifier.checks.rule import Subject

_FEW = 8  # groups that are left where one is left out
_WHOLES = frozenset({Statistic.SUM, Statistic.MEAN, Statistic.MEDIAN})


def are_the_rest(said: Said, values: tuple[str, ...], used: UsedGroups) -> bool:
    """Returns whether `won or open deals` are all that are not lost."""
    left_out = used.left_out.get(said.column, frozenset())
    return bool(left_out) and _named(said) == _rest(values, left_out)


def _named(said: Said) -> set[str]:
    names = (*said.own, *said.plain)
    return {n.value.casefold() for n in names if not n.is_compared}


def _rest(values: tuple[str, ...], left_out: frozenset[str]) -> set[str]:
    return {value.casefold() for value in values} - left_out


def wider(
    reading: Reading, said: Said, values: tuple[str, ...], used: UsedGroups
) -> str:
    """Returns what stands against `active homes` over all that are not closed."""
    left_out = used.left_out.get(said.column, frozenset())
    is_told = (reading.sheet, said.column) in reading.implied
    if not left_out or used.chosen.get(said.column) or is_told or said.denies:
        return ""
    wanted, taken = _named(said), _rest(values, left_out)
    if not used.is_known or not wanted or not wanted < taken or len(taken) > _FEW:
        return ""
    return (
        f"the sentence names {', '.join(sorted(wanted))}; the calculation takes "
        f"{', '.join(sorted(taken))}: all but {', '.join(sorted(left_out))}"
    )


def narrower(
    reading: Reading,
    said: Said,
    values: tuple[str, ...],
    used: UsedGroups,
    subject: Subject,
) -> str:
    """Returns what stands against `all clinics` where criteria take a part, unnamed."""
    case = reading.case
    uses = case.compiled.traits.uses if case.compiled else ()
    criteria = {c for use in uses for c in use.criteria}
    column = said.column
    chosen = used.chosen.get(column, frozenset())
    if not chosen or not all(u.statistic in _WHOLES and u.criteria for u in uses):
        return ""
    if not any(c.cells.first_column == column and c.operator == "=" for c in criteria):
        return ""
    is_all = says_everything(f"{said.words} {case.sentence.context}")
    if not is_all or all(map(periods_in, chosen)):
        return ""  # periods are judged as such: 2025-Q3
    only = {column: values}
    texts = (said.clause.text, case.sentence.context, *case.sentence.headings)
    for text in (*texts, *reading.explained):
        named = names_in(text, only, subject.brief)
        named += names_in_lower_case(text, only, subject.brief)
        if any(n.value.casefold() in chosen for n in named):
            return ""
    return (
        f"the text speaks of everything; the calculation takes "
        f"{', '.join(sorted(chosen))}, which nothing names"
    )


def says_everything(text: str) -> bool:
    """Returns whether words speak of everything: `all tyre jobs`, `in total`.

    In `the most of the whole team` they only tell among whom one looked.
    """
    if superlatives_in(text):
        return False
    words = [token.text.casefold() for token in tokens_of(text)]
    joined = f" {' '.join(words)} "
    if any(f" {phrase} " in joined for phrase in LEXICON.everything):
        return True
    return any(
        word in LEXICON.every and before not in LEXICON.parts
        for before, word in pairwise(["", *words])
    )
