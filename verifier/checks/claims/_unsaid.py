"""Groups that every part of a calculation takes, and that no word stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._answered_groups import answers_with
from verifier.checks.claims._elsewhere import speaks_of_others
from verifier.checks.claims._marks import NO, YES
from verifier.checks.claims._parts import says_everything
from verifier.checks.claims._terms import words_of
from verifier.checks.claims._unnamed import is_named
from verifier.checks.kin import kin_of
from verifier.checks.reach import own_words
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import alike, stem, tokens_of
from verifier.checks.words import LEXICON
from verifier.languages import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier.checks.claims._terms import Reading, Terms
    from verifier.checks.region import Ground
    from verifier.model.brief import Brief
    from verifier.model.case import Case
    from verifier.model.use import Criterion

_SHORTEST = 3  # letters of a word
_PREFIX = 4  # letters that a word has in common with its kin
_DENIED = LEXICON.negations | frozenset(map(stem, LEXICON.denials))
_PLAIN = frozenset(map(stem, words("sentence.plain_words")))


def unsaid_group(
    reading: Reading,
    ground: Ground,
    groups: Mapping[int, tuple[str, ...]],
    terms: Terms,
    brief: Brief,
) -> str:
    """Returns what stands against a group that is taken without a word of it.

    `Universities sent 43 applications` where those of new applicants are counted. A
    sentence of which some word is not accounted for may mean the group by it.
    """
    case = reading.case
    if speaks_of_others(case) or not _says_what(reading):
        return ""
    for criterion in _common(case, ground, groups):
        column, value = criterion.cells.first_column, criterion.values[0]
        header = ground.columns[column].header
        if answers_with(case, header) or not _is_readable(value, header, case):
            continue
        if _is_said(criterion, header, groups[column], case, brief):
            continue
        own = f"{sentence_round(case.sentence).text} {case.sentence.context}"
        if says_everything(own) or not _unaccounted(reading, ground, column, terms):
            return (
                f"the calculation takes {header} {value} alone, which no word of the "
                "text stands for"
            )
    return ""


def _says_what(reading: Reading) -> bool:
    """Returns whether a sentence has words of its own, and none turns a group away.

    `It was 12` says nothing.
    """
    text = sentence_round(reading.case.sentence).text
    said = tokens_of(text)
    if any(t.text.casefold() in _DENIED or t.stem in _DENIED for t in said):
        return False  # excluding Enterprise, it is of SMB
    first = [token.text.casefold() for token in said[:1]]
    told = frozenset(words_of(f"{text} {reading.case.sentence.context}"))
    return bool(told - _PLAIN) and LEXICON.pronouns.isdisjoint(first)


def _common(
    case: Case, ground: Ground, groups: Mapping[int, tuple[str, ...]]
) -> list[Criterion]:
    """Returns the criteria that choose one group in every part of a calculation."""
    uses = case.compiled.traits.uses if case.compiled else ()
    first = dict.fromkeys(uses[0].criteria) if uses else {}
    return [
        criterion
        for criterion in first
        if all(criterion in use.criteria for use in uses)
        and criterion.operator == "="
        and not criterion.part
        and len(criterion.values) == 1
        and criterion.cells.sheet == ground.sheet.key
        and criterion.cells.first_column in groups
    ]


def _is_readable(value: str, header: str, case: Case) -> bool:
    """Returns whether a name is written in the letters of the sentence."""
    name = header if value.casefold() in YES | NO else value
    return _is_latin(name) is _is_latin(sentence_round(case.sentence).text)


def _is_latin(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter.isascii() for letter in letters) * 2 > len(letters)


def _is_said(
    criterion: Criterion,
    header: str,
    values: tuple[str, ...],
    case: Case,
    brief: Brief,
) -> bool:
    """Returns whether a word of heading, label or passage tells a group, or may."""
    sentence = case.sentence
    texts = (*sentence.headings, sentence.context, sentence.text)
    value = criterion.values[0].casefold()
    if value in YES | NO:
        return _shares_a_word(header.replace("_", " "), texts)
    return is_named(value, values, texts, brief) or _shares_a_word(value, texts)


def _shares_a_word(name: str, texts: tuple[str, ...]) -> bool:
    said = tokens_of("\n".join(texts))
    stems = {token.stem for token in said} | kin_of(said)
    own = [token.stem for token in tokens_of(name) if len(token.stem) >= _SHORTEST]
    return not own or any(
        alike(word, stem) or word[:_PREFIX] == stem[:_PREFIX] or stem.endswith(word)
        for word in own
        for stem in stems
    )


def _unaccounted(
    reading: Reading, ground: Ground, column: int, terms: Terms
) -> frozenset[str]:
    """Returns words of a figure that may stand for a group of a column.

    The sheet's own words do not, nor words of figures that take every group of it.
    """
    names = [str(ground.sheet.key).rpartition("/")[2].partition(".")[0]]
    names += [layout.header.replace("_", " ") for layout in ground.columns.values()]
    names += [value for taken in reading.taken.values() for value in taken]
    known = {token.stem for name in names for token in tokens_of(name)}
    key = (reading.sheet, column)
    clause = sentence_round(reading.case.sentence)
    own = tokens_of(clause.text[slice(*own_words(clause))])
    joined = frozenset(token.stem for token in own if "-" in token.text)  # first-time
    return joined | frozenset(
        word
        for word in reading.words
        if not any(alike(word, other) for other in known)
        and word not in _PLAIN
        and not terms.takes_all(word, key)
    )
