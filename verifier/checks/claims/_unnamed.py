"""Groups that a calculation takes without a word of them, where others are named."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

from verifier.checks.claims._answered_groups import answers_with
from verifier.checks.claims._elsewhere import speaks_of_others
from verifier.checks.kin import kin_of
from verifier.checks.naming import names_in, names_in_lower_case
from verifier.checks.sentences import sentence_round
from verifier.checks.spoken import is_spoken_of
from verifier.checks.stems import alike, tokens_of
from verifier.checks.totals import names_a_total
from verifier.checks.words import LEXICON
from verifier.checks.words.states import STATES
from verifier.model.use import Side

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from verifier.checks.claims._said_groups import Said
    from verifier.checks.claims._used_groups import UsedGroups
    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject
    from verifier.checks.stems import Token
    from verifier.model.brief import Brief
    from verifier.model.case import Case
    from verifier.model.use import Criterion

_FEWEST = 2  # groups of a column that a report names where it takes them
_SHORTEST = 3
_CODE = 2  # letters
_STEM, _ROOT = 4, 5  # letters that words of one root begin with
_WORD = re.compile(r"[^\W\d_]{2,}-|[^\W\d_]{3,}")
_AHEAD = 400  # letters before a sentence among which a list stands

Groups = dict[int, tuple[str, ...]]
Column = tuple[object, int]
Known = tuple["Case", "Ground", Groups]


def broken_down(cases: Iterable[Known], subject: Subject) -> frozenset[Column]:
    """Returns the columns by which a report breaks its figures down, and says so.

    Of such a column it names at least two groups by figures that take them alone.
    """
    named: dict[Column, set[str]] = {}
    for case, ground, groups in cases:
        for criterion in _equal(case, ground, groups):
            value = criterion.values[0].casefold()
            column = criterion.cells.first_column
            if is_named(value, groups[column], _round(case), subject.brief):
                named.setdefault((ground.sheet.key, column), set()).add(value)
    return frozenset(
        column for column, values in named.items() if len(values) >= _FEWEST
    )


def unnamed_group(
    case: Case,
    ground: Ground,
    groups: Mapping[int, tuple[str, ...]],
    columns: frozenset[Column],
    subject: Subject,
) -> str:
    """Returns what stands against a group that is taken and not named, or nothing."""
    uses = case.uses
    if len(uses) != 1 or uses[0].side is not Side.WHOLE or case.sentence.context:
        return ""
    words = {t.text.casefold() for t in tokens_of(sentence_round(case.sentence).text)}
    if words & LEXICON.pronouns or speaks_of_others(case):
        return ""  # the rest may be one group
    for criterion in _equal(case, ground, groups):
        column = criterion.cells.first_column
        value = criterion.values[0].casefold()
        if (ground.sheet.key, column) not in columns or names_a_total(value):
            continue
        texts = (*_round(case), case.sentence.ahead)
        is_said = is_told_of(value, groups[column], texts, subject.brief)
        if not is_said or _is_listed_ahead(value, groups[column], case, subject.brief):
            header = ground.columns[column].header
            return (
                f"the calculation takes {header} {criterion.values[0]} alone, of which "
                "neither the sentence nor what stands before it says a word"
            )
    return ""


def taken_for(known: Known, said: Said, used: UsedGroups, brief: Brief) -> str:
    """Returns what stands against a group that is taken in the place of a named one.

    A name without a capital may be an ordinary word, and a criterion without a name
    may be meant; where the one is missing and the other is there, both are sure.
    """
    case, ground, groups = known
    uses = case.uses
    column = said.column
    named = [n for n in said.plain if not n.is_negated and not n.is_compared]
    is_free = not any(column in by for by in (used.chosen, used.left_out, used.implied))
    if len(uses) != 1 or uses[0].side is not Side.WHOLE or not named or not is_free:
        return ""
    if answers_with(case, ground.columns[column].header):
        return ""  # the first of all houses
    for criterion in _equal(case, ground, groups) if used.is_known else ():
        other, value = criterion.cells.first_column, criterion.values[0]
        if not is_named(value.casefold(), groups[other], _round(case), brief):
            shown = ", ".join(dict.fromkeys(n.value for n in named))
            return (
                f"the sentence names {shown}; the calculation takes every "
                f"{ground.columns[column].header}, and {ground.columns[other].header} "
                f"{value}, which nothing names"
            )
    return ""


def _is_listed_ahead(
    value: str, values: tuple[str, ...], case: Case, brief: Brief
) -> bool:
    """Returns whether only a list of all groups before the sentence names a group.

    `204 emergencies, 66 elective, 38 transfers. Patients over 75 had 67` is of all.
    """
    clause = sentence_round(case.sentence)
    near = (*case.sentence.headings, case.sentence.context, clause.text)
    if len(values) < _FEWEST or is_named(value, values, near, brief):
        return False
    start = case.sentence.start - clause.start
    ahead = case.sentence.text[max(start - _AHEAD, 0) : start]
    only = {0: values}
    named = names_in(ahead, only, brief)
    named += names_in_lower_case(ahead, only, brief, shortest=_SHORTEST)
    told = {n.value.casefold() for n in named}
    if told != {each.casefold() for each in values}:
        return False
    first = bisect_left(case.sentence.figures, (start - len(ahead), 0))
    figures = bisect_left(case.sentence.figures, (start, 0)) - first
    is_plain = not any(n.is_compared or n.is_negated for n in named)
    return is_plain and figures >= len(told)


def _equal(
    case: Case, ground: Ground, groups: Mapping[int, tuple[str, ...]]
) -> list[Criterion]:
    """Returns the criteria that choose one group of a column."""
    uses = case.uses
    return [
        criterion
        for criterion in dict.fromkeys(c for use in uses for c in use.criteria)
        if criterion.operator == "="
        and not criterion.part
        and len(criterion.values) == 1
        and criterion.cells.sheet == ground.sheet.key
        and criterion.cells.first_column in groups
    ]


def _round(case: Case) -> tuple[str, ...]:
    """Returns headings, label and passage of a figure."""
    sentence = case.sentence
    return (*sentence.headings, sentence.context, sentence.text)


def is_told_of(
    value: str, values: tuple[str, ...], texts: tuple[str, ...], brief: Brief
) -> bool:
    """Returns whether texts name a group, or may speak of it in other words."""
    if is_named(value, values, texts, brief):
        return True
    return is_spoken_of(value, values, tokens_of("\n".join(texts)))


def is_code(value: str) -> bool:
    """Returns whether a group is called by two letters, which name it alone: `US`."""
    return len(value) == _CODE and value.isalpha() and value.isupper()


@lru_cache(maxsize=512)
def is_named(
    value: str, values: tuple[str, ...], texts: tuple[str, ...], brief: Brief
) -> bool:
    """Returns whether texts name a group, or a word of it.

    Kept for the passage's other figures: a passage may have thousands of them.
    """
    text = "\n".join(texts)
    only = {0: values}
    named = names_in(text, only, brief)
    named += names_in_lower_case(text, only, brief, shortest=_SHORTEST)
    if any(one.value.casefold() == value for one in named):
        return True
    tokens = tokens_of(text)
    states = STATES.get(value, ())
    if any(token.text.casefold().startswith(states) for token in tokens if states):
        return True
    spelled = {token.text.casefold() for token in tokens}
    spelled |= {word.removesuffix("s") for word in spelled}  # SDRs
    own = _telling(value, values)
    if any(word.text.casefold() in spelled for word in own):
        return True
    said = {token.stem for token in tokens} | kin_of(tokens)
    words = [word.stem for word in own if len(word.stem) >= _SHORTEST]
    if not any(map(_WORD.search, words)):  # the youngest are 18-24
        return not any(is_code(one) and one.casefold() == value for one in values)
    root = _STEM if len(tokens_of(value)) == 1 else _ROOT
    return any(
        alike(word, stem) or word[:root] == stem[:root]
        for word in words
        for stem in said
    )


def _telling(value: str, values: tuple[str, ...]) -> list[Token]:
    """Returns the words of a group that tell it from others: in full, of Paid in Full.

    All of them where none does. Short ones do not where longer ones stand beside them.
    """
    own = tokens_of(value)
    if len(own) == 1:
        return [*own]
    long = [
        word
        for word in own
        if len(word.text) >= _SHORTEST
        or word.text[0].isdigit()
        or (len(word.text) == 1 and value[word.end : word.end + 1] == ".")  # initials
    ]
    others = {
        word.stem
        for other in values
        if other.casefold() != value.casefold()
        for word in tokens_of(other)
    }
    apart = [word for word in long if word.stem not in others]
    return apart or long or [*own]
