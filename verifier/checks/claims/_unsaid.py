"""Groups that every part of a calculation takes, and that no word stands for."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from verifier.checks.claims._answered_groups import answers_with
from verifier.checks.claims._elsewhere import speaks_of_others
from verifier.checks.claims._marks import NO, YES
from verifier.checks.claims._own_reasons import has_mark, ways_of
from verifier.checks.claims._parts import says_everything
from verifier.checks.claims._terms import words_of
from verifier.checks.claims._unnamed import is_named
from verifier.checks.kin import kin_of
from verifier.checks.measures import differ, measures_of, spelled
from verifier.checks.periods import periods_in
from verifier.checks.question import question
from verifier.checks.reach import own_words
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import alike, stem, tokens_of
from verifier.checks.vocabulary import groups_of
from verifier.checks.words import LEXICON
from verifier.languages import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from verifier.checks.claims._terms import Reading, Terms
    from verifier.checks.question import Answer, Question
    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject
    from verifier.model.brief import Brief
    from verifier.model.case import Case
    from verifier.model.use import Criterion, Use

_SHORTEST = 3  # letters of a word
_PREFIX = 4  # letters that a word has in common with its kin
_DENIED = LEXICON.negations | frozenset(map(stem, LEXICON.denials))
_PLAIN = frozenset(map(stem, words("sentence.plain_words")))


@dataclass(frozen=True, slots=True)
class _Unsaid:
    """A group that a calculation takes, and that no word near it names.

    Attributes:
        case: the figure.
        ground: the sheet.
        criterion: that chooses it, in every part of the calculation.
    """

    case: Case
    ground: Ground
    criterion: Criterion

    @property
    def column(self) -> int:
        """The column of the group."""
        return self.criterion.cells.first_column

    @property
    def header(self) -> str:
        """What that column is called."""
        return self.ground.columns[self.column].header

    @property
    def pairs(self) -> tuple[tuple[Use, Use], ...]:
        """Each part of the calculation, as it is and without the criterion."""
        uses = self.case.compiled.traits.uses if self.case.compiled else ()
        kept = [tuple(c for c in use.criteria if c != self.criterion) for use in uses]
        return tuple(
            (use, replace(use, criteria=criteria))
            for use, criteria in zip(uses, kept, strict=True)
        )

    @property
    def key(self) -> str:
        """Names its question."""
        told = [(one.statistic, spelled(one)) for pair in self.pairs for one in pair]
        cells = [c.local for use, _ in self.pairs for c in use.cells or use.rows]
        return f"unsaid/{self.ground.sheet.table}/{cells}/{told}"

    def matters(self, answers: Mapping[str, Answer]) -> bool:
        """Returns whether the calculation gives another value without the criterion.

        Costs that closed calls alone have are those of closed calls anyway.
        """
        answer = answers.get(self.key)
        if answer is None or not answer.texts:
            return False
        values = cast("list[float | None]", json.loads(answer.texts[0]))
        return any(
            differ(*pair) for pair in zip(values[::2], values[1::2], strict=True)
        )

    def is_explained(self, subject: Subject) -> bool:
        """Returns whether a mark by the figure, or a note of the report, tells why."""
        own, meant = self.pairs[0]
        split = frozenset(c.cells.first_column for c in meant.criteria)
        ways = ways_of(own, meant, self.ground, split, subject)
        return has_mark(self.case.sentence.context) or ways.are_explained_in(
            subject.report
        )


def ask_unsaid(subject: Subject) -> Iterator[Question]:
    """Yields the questions what figures would be without groups that nothing names."""
    known = {key: groups_of(subject, g) for key, g in subject.grounds.items()}
    pairs = [
        (case, ground, known[ground.sheet.key])
        for case in subject.cases
        for cells in (case.compiled.used if case.compiled and case.claim else ())
        if (ground := subject.grounds.get(cells.sheet)) is not None
    ]
    for case, ground, groups in pairs:
        for one in _found(case, ground, groups, subject):
            uses = [use for pair in one.pairs for use in pair]
            query = measures_of(uses, ground)
            if query is not None:
                yield question(one.key, query, 1)


def unsaid_group(
    reading: Reading,
    ground: Ground,
    groups: Mapping[int, tuple[str, ...]],
    terms: Terms,
    subject: Subject,
) -> str:
    """Returns what stands against a group that is taken without a word of it.

    `Universities sent 43 applications` where those of new applicants are counted. A
    sentence of which some word is not accounted for may mean the group by it.
    """
    case = reading.case
    own = f"{sentence_round(case.sentence).text} {case.sentence.context}"
    for one in _found(case, ground, groups, subject):
        if not says_everything(own) and _unaccounted(reading, one, terms):
            continue
        if one.matters(subject.answers) and not one.is_explained(subject):
            return (
                f"the calculation takes {one.header} {one.criterion.values[0]} alone, "
                "which no word of the text stands for"
            )
    return ""


def _found(
    case: Case,
    ground: Ground,
    groups: Mapping[int, tuple[str, ...]],
    subject: Subject,
) -> Iterator[_Unsaid]:
    """Yields the groups that are taken and that no word near the figure names."""
    if speaks_of_others(case) or not _says_what(case):
        return
    for criterion in _common(case, ground, groups):
        one = _Unsaid(case, ground, criterion)
        if periods_in(criterion.values[0]):
            continue  # periods are judged as such: 2025-Q3
        if answers_with(case, one.header) or not _is_readable(one):
            continue
        if not _is_said(one, groups[one.column], subject.brief):
            yield one


def _says_what(case: Case) -> bool:
    """Returns whether a sentence has words of its own, and none turns a group away.

    `It was 12` says nothing.
    """
    text = sentence_round(case.sentence).text
    said = tokens_of(text)
    if any(t.text.casefold() in _DENIED or t.stem in _DENIED for t in said):
        return False  # excluding Enterprise, it is of SMB
    first = [token.text.casefold() for token in said[:1]]
    told = frozenset(words_of(f"{text} {case.sentence.context}"))
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


def _is_readable(one: _Unsaid) -> bool:
    """Returns whether a name is written in the letters of the sentence."""
    value = one.criterion.values[0]
    name = one.header if value.casefold() in YES | NO else value
    return _is_latin(name) is _is_latin(sentence_round(one.case.sentence).text)


def _is_latin(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter.isascii() for letter in letters) * 2 > len(letters)


def _is_said(one: _Unsaid, values: tuple[str, ...], brief: Brief) -> bool:
    """Returns whether a word of heading, label or passage tells a group, or may."""
    sentence = one.case.sentence
    texts = (*sentence.headings, sentence.context, sentence.text)
    value = one.criterion.values[0].casefold()
    header = one.header.replace("_", " ")
    if value in YES | NO:
        return _shares_a_word(header, texts)
    if _speaks_of_one(header, sentence_round(sentence).text):
        return True
    return is_named(value, values, texts, brief) or _shares_a_word(value, texts)


def _speaks_of_one(header: str, text: str) -> bool:
    """Returns whether a text has the column's word, so of a group told before it.

    `At the depot, 22% were urgent` means one depot; `depots` are all of them.
    """
    heads = {token.stem for token in tokens_of(header)}
    return any(
        not token.text.casefold().endswith("s")
        and any(alike(token.stem, head) for head in heads)
        for token in tokens_of(text)
    )


def _shares_a_word(name: str, texts: tuple[str, ...]) -> bool:
    said = tokens_of("\n".join(texts))
    stems = {token.stem for token in said} | kin_of(said)
    own = [token.stem for token in tokens_of(name) if len(token.stem) >= _SHORTEST]
    return not own or any(
        alike(word, stem) or word[:_PREFIX] == stem[:_PREFIX] or stem.endswith(word)
        for word in own
        for stem in stems
    )


def _unaccounted(reading: Reading, one: _Unsaid, terms: Terms) -> frozenset[str]:
    """Returns words of a figure that may stand for a group.

    The sheet's own words do not, nor words of figures that take every group of it.
    """
    ground = one.ground
    names = [str(ground.sheet.key).rpartition("/")[2].partition(".")[0]]
    names += [layout.header.replace("_", " ") for layout in ground.columns.values()]
    names += [value for taken in reading.taken.values() for value in taken]
    known = {token.stem for name in names for token in tokens_of(name)}
    key = (reading.sheet, one.column)
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
