"""Groups that a report's introduction tells a figure's words to be of."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from verifier.checks.claims._carried_over import PLAIN
from verifier.checks.claims._marks import NO, YES
from verifier.checks.claims._named_rows import nouns_of
from verifier.checks.claims._own_reasons import prose_without_figures
from verifier.checks.naming import names_in, names_in_lower_case
from verifier.checks.once import read_once
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import alike, tokens_of
from verifier.checks.vocabulary import groups_of
from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled
from verifier.model.use import sheets_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject
    from verifier.model.case import Case
    from verifier.model.report import Report
    from verifier.model.source import SheetKey
    from verifier.model.use import Criterion

    Taken = tuple[SheetKey, int, str, tuple[str, ...]]

_CLAUSE = re.compile(r",\s+(?=(?:and|а|и)\s)|;\s")
_OF_ALL = compiled(rf"(?<!\w)(?:{alternatives('introduced.of_all')})(?!\w)")
_FIRST = 5  # words of a sentence among which the term stands
_SHORTEST = 3  # letters of a word that a term may be
_FEWEST, _MOST = 12, 2  # figures that take the same, every other one at least
_ROOT = 5  # letters that words of one root begin with: розница, розничный


def not_introduced(
    case: Case,
    ground: Ground,
    groups: Mapping[int, tuple[str, ...]],
    usual: frozenset[Taken],
    subject: Subject,
) -> dict[int, tuple[str, ...]]:
    """Returns the columns of groups but for those told by a sentence without figures.

    `Revenue is what fulfilled orders brought`; `Times are those of all but cancelled
    orders`. Of what is left out the sentence may name all the rest: `live subscriptions
    are active or past due`. What most figures take needs no words, either.
    """
    return {
        column: values
        for column, values in groups.items()
        if not is_introduced_for(case, ground, column, usual, subject)
    }


def is_introduced_for(
    case: Case, ground: Ground, column: int, usual: frozenset[Taken], subject: Subject
) -> bool:
    """Returns whether what a figure takes of a column is told for all, or is usual."""
    return any(
        _taken(criterion) in usual or _is_introduced(case, ground, criterion, subject)
        for criterion in dict.fromkeys(c for use in case.uses for c in use.criteria)
        if criterion.cells.first_column == column
        and criterion.cells.sheet == ground.sheet.key
    )


@read_once
def usual_of(subject: Subject) -> frozenset[Taken]:
    """Returns what most of a report's figures of a sheet take: it is of sales alone."""
    return _usual_in(subject.cases)


def _usual_in(cases: Iterable[Case]) -> frozenset[Taken]:
    figures: Counter[SheetKey] = Counter()
    times: Counter[Taken] = Counter()
    for case in cases:
        figures.update(sheets_of(case.uses))
        first, *others = case.uses or (None,)
        times.update(
            {
                _taken(criterion)
                for criterion in (first.criteria if first else ())
                if all(criterion in use.criteria for use in others if use)
            }
        )
    return frozenset(
        taken
        for taken, number in times.items()
        if number >= _FEWEST and number * _MOST >= figures[taken[0]]
    )


def _taken(criterion: Criterion) -> Taken:
    column = criterion.cells.first_column
    return criterion.cells.sheet, column, criterion.operator, criterion.values


def _is_introduced(
    case: Case, ground: Ground, criterion: Criterion, subject: Subject
) -> bool:
    values = groups_of(subject, ground).get(criterion.cells.first_column, ())
    taken = {value.casefold() for value in criterion.values}
    is_left_out = criterion.operator == "<>"
    if not values or taken & (YES | NO):
        return False
    rest = {value.casefold() for value in values} - taken
    own = _terms_of(case, ground)
    for text in _clauses(subject.report):
        if not _shares_a_term(own, text) and not _is_of_all(text):
            continue
        kept, left_out = _named(text, values, subject)
        if is_left_out and (taken <= left_out or kept == rest):
            return True
        if not is_left_out and kept == taken:
            return True
    return False


@read_once
def _clauses(report: Report) -> tuple[str, ...]:
    return tuple(
        clause
        for sentence in prose_without_figures(report)
        for clause in _CLAUSE.split(sentence)
    )


def _named(
    text: str, values: tuple[str, ...], subject: Subject
) -> tuple[set[str], set[str]]:
    """Returns the groups that a text speaks of, and those that it leaves out."""
    named = names_in(text, {0: values}, subject.brief)
    named += names_in_lower_case(text, {0: values}, subject.brief)
    kept, left_out = (
        {one.value.casefold() for one in named if one.is_negated is is_negated}
        for is_negated in (False, True)
    )
    return kept - left_out, left_out


def _terms_of(case: Case, ground: Ground) -> frozenset[str]:
    """Returns stems of a figure's words that say more than what its rows are."""
    sentence = case.sentence
    nouns = nouns_of(ground)
    text = f"{sentence_round(sentence).text} {sentence.context}"
    return frozenset(
        token.stem
        for token in tokens_of(text)
        if len(token.stem) >= _SHORTEST
        and token.text.isalpha()
        and token.stem not in PLAIN
        and token.text.casefold() not in LEXICON.fillers
        and not any(alike(token.stem, noun) for noun in nouns)
    )


def _shares_a_term(own: frozenset[str], text: str) -> bool:
    stems = {token.stem for token in tokens_of(text)[:_FIRST]}
    return any(_is_kin(word, stem) for word in own for stem in stems)


def _is_of_all(text: str) -> bool:
    """Returns whether a text tells what all figures are of: they refer to paid ones."""
    words = [token.text.casefold() for token in tokens_of(text)]
    return _OF_ALL.search(" ".join(words)) is not None


def _is_kin(one: str, other: str) -> bool:
    is_of_one_root = len(one) > _ROOT and one[:_ROOT] == other[:_ROOT]
    return is_of_one_root or alike(one, other)
