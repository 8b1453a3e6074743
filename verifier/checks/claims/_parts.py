"""Criteria that take a part of what is named, or more than it."""

from __future__ import annotations

from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from verifier.checks.claims._marks import NO, YES
from verifier.checks.claims._whole_phrases import whole_of
from verifier.checks.kin import kin_of
from verifier.checks.naming import names_in, names_in_lower_case
from verifier.checks.periods import periods_in
from verifier.checks.stems import alike, tokens_of
from verifier.checks.superlatives import superlatives_in
from verifier.checks.totals import names_a_total
from verifier.checks.words import LEXICON
from verifier.languages import words as words_of
from verifier.model.use import Statistic

if TYPE_CHECKING:
    from verifier.checks.claims._said_groups import Said
    from verifier.checks.claims._terms import Reading
    from verifier.checks.claims._used_groups import UsedGroups
    from verifier.checks.naming import Naming
    from verifier.checks.rule import Subject
    from verifier.model.case import Case

_FEW = 8  # groups that are left where one is left out
_ANDS = words_of("naming.joints") | words_of("figures.numerals.articles") | {"the"}
_SOME = 2  # groups that are added up
_NEAR = 3  # words before a group
_ALONG = words_of("sentence.with_more") | words_of("sentence.along")
_SHORTEST = 3  # letters of a word
_PREFIX = 4  # letters that a word has in common with its kin
_WHOLES = frozenset({Statistic.SUM, Statistic.MEAN, Statistic.MEDIAN})


def are_the_rest(said: Said, values: tuple[str, ...], used: UsedGroups) -> bool:
    """Returns whether `won or open deals` are all that are not lost."""
    left_out = used.left_out.get(said.column, frozenset())
    return bool(left_out) and _named(said) == _rest(values, left_out)


def against_rest(said: Said, values: tuple[str, ...], used: UsedGroups) -> str:
    """Returns what stands against some of the others: all but dogs and cats.

    A calculation that adds up groups which are not turned away has to take every one.
    """
    names = sorted({*said.own, *said.plain}, key=attrgetter("start"))
    denied = [n.is_negated for n in names]
    for place, (one, other) in enumerate(pairwise(names), 1):
        denied[place] |= denied[place - 1] and _are_joined(one, other, said.clause.text)
    out = [n for n, is_out in zip(names, denied, strict=True) if is_out]
    turned = {n.value.casefold() for n in out}
    chosen = used.chosen.get(said.column, frozenset())
    lacking = _rest(values, frozenset(turned)) - chosen
    is_of_rest = bool(turned) and all(denied)
    if not is_of_rest or len(chosen) < _SOME or not turned.isdisjoint(chosen):
        return ""
    if not lacking or len(values) > _FEW or any(map(names_a_total, lacking)):
        return ""
    return (
        f"the sentence leaves out {', '.join(sorted(turned))} alone; the calculation "
        f"leaves out {', '.join(sorted(lacking))}, too"
    )


def _are_joined(one: Naming, other: Naming, text: str) -> bool:
    """Returns whether but a joint stands between two names: dogs and the cats."""
    between = text[one.end : other.start]
    words = {token.text.casefold() for token in tokens_of(between)}
    return words <= _ANDS and not set(between) & set(".;:!?")


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
    if all(map(names_a_total, left_out)):
        return ""  # rows of totals are none of anything
    if not left_out or used.chosen.get(said.column) or is_told or said.denies:
        return ""
    wanted, taken = _named(said), _rest(values, left_out)
    if _counts_along(said):
        return ""
    if not used.is_known or not wanted or not wanted < taken or len(taken) > _FEW:
        return ""
    return (
        f"the sentence names {', '.join(sorted(wanted))}; the calculation takes "
        f"{', '.join(sorted(taken))}: all but {', '.join(sorted(left_out))}"
    )


def _counts_along(said: Said) -> bool:
    """Returns whether words say that a group is in it: counting the denied ones."""
    text = said.clause.text
    before = [tokens_of(text[: one.start])[-_NEAR:] for one in (*said.own, *said.plain)]
    return any(t.text.casefold() in _ALONG for words in before for t in words)


def narrower(reading: Reading, said: Said, used: UsedGroups, subject: Subject) -> str:
    """Returns what stands against `all clinics` where criteria take a part, unnamed."""
    case = reading.case
    uses = case.uses
    criteria = {c for use in uses for c in use.criteria}
    column = said.column
    chosen = used.chosen.get(column, frozenset())
    if not chosen or not all(u.statistic in _WHOLES and u.criteria for u in uses):
        return ""
    if not any(c.cells.first_column == column and c.operator == "=" for c in criteria):
        return ""
    words = _without_whole(said.words, case)
    is_all = says_everything(f"{words} {case.sentence.context}")
    if not is_all or all(map(periods_in, chosen)) or all(map(names_a_total, chosen)):
        return ""  # periods are judged as such: 2025-Q3; a row of totals is of all
    headers = [c.header for c in criteria if c.cells.first_column == column]
    if _is_told(reading, said, chosen, headers[0], subject):
        return ""
    return (
        f"the text speaks of everything; the calculation takes "
        f"{', '.join(sorted(chosen))}, which nothing names"
    )


def _without_whole(words: str, case: Case) -> str:
    """Returns the words of a share without those of what it is one of: everything."""
    phrase = whole_of(case)
    return words.replace(phrase.head, " ", 1) if phrase is not None else words


def _is_told(
    reading: Reading, said: Said, taken: frozenset[str], header: str, subject: Subject
) -> bool:
    """Returns whether words near a figure name one of the groups that it takes.

    All courses, of those who finished them: a mark is told by its header.
    """
    sentence = reading.case.sentence
    above = (*sentence.headings, sentence.ahead)
    texts = (said.clause.text, sentence.context, *above)
    if taken <= YES | NO and shares_a_word(header.replace("_", " "), texts):
        return True
    only = {0: reading.groups.get((reading.sheet, said.column), ())}
    for text in (*texts, *reading.explained):
        named = names_in(text, only, subject.brief)
        named += names_in_lower_case(text, only, subject.brief)
        if any(one.value.casefold() in taken for one in named):
            return True
    return False


def shares_a_word(name: str, texts: tuple[str, ...]) -> bool:
    """Returns whether texts have a word of a name, or one of its kin.

    A name without a word of three letters has none to share: it counts as told.
    """
    said = tokens_of("\n".join(texts))
    stems = {token.stem for token in said} | kin_of(said)
    own = [token.stem for token in tokens_of(name) if len(token.stem) >= _SHORTEST]
    return not own or any(
        alike(word, stem) or word[:_PREFIX] == stem[:_PREFIX] or stem.endswith(word)
        for word in own
        for stem in stems
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
