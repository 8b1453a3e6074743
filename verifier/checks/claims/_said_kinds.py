"""Kinds of rows that a sentence tells in lower case: `guests who really stayed`.

Such a word may be an ordinary one. It stands for a group where it is right before what
the rows are of, or behind `who`, and the sentence names every other group taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.row_nouns import rows_of
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import Token, alike, tokens_of
from verifier.checks.words import LEXICON
from verifier.languages import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verifier.checks.claims._said_groups import Said
    from verifier.checks.naming import Naming
    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject
    from verifier.model.case import Case

_WHO = words("sentence.relative") | words("sentence.marks_that")
_DEALINGS = words("sentence.dealings")
_ONES = words("sentence.ones")  # the returning ones
_ALONG = words("sentence.along")
_NEAR = 5  # words before a group, `who` and its noun among them
_FEWEST = 3  # letters of a word that tells a kind


def kinds_told(
    said: Said, case: Case, others: Iterable[Said], ground: Ground, subject: Subject
) -> tuple[Naming, ...]:
    """Returns the one kind that is told of the rows, where nothing else is meant."""
    names = dict.fromkeys((*said.own, *said.plain))
    if len({one.value for one in names}) != 1 or not _names_the_rest(case, others):
        return ()
    return tuple(
        one
        for one in names
        if not one.is_negated
        and not one.is_compared
        and one.end - one.start >= _FEWEST
        and (
            _is_told_of_rows(one, said.clause.text, ground, subject)
            or _is_done_to_rows(one, said, case, ground, subject)
        )
    )


def _names_the_rest(case: Case, others: Iterable[Said]) -> bool:
    """Returns whether a sentence names all criteria of a calculation."""
    uses = case.uses
    criteria = uses[0].criteria if len(uses) == 1 else ()
    named = {n.value.casefold() for one in others for n in (*one.own, *one.plain)}
    said = tokens_of(sentence_round(case.sentence).text)
    named |= {token.text.casefold().removesuffix("s") for token in said}  # NGOs
    return all(
        one.operator == "="
        and not one.part
        and bool(one.values)
        and {value.casefold() for value in one.values} <= named
        for one in criteria
    )


def _is_told_of_rows(one: Naming, text: str, ground: Ground, subject: Subject) -> bool:
    """Returns whether a word is right before a noun of the rows, or behind `who`."""
    behind, before = tokens_of(text[one.end :])[:1], tokens_of(text[: one.start])
    near = before[-_NEAR:]
    is_right_before = bool(behind) and not text[one.end :][: behind[0].start].strip()
    next_to_it = [t.text.casefold() for t in tokens_of(text[one.end :])[1:2]]
    if is_right_before and _are_of_rows(behind[0], ground, subject):
        return _ALONG.isdisjoint(next_to_it)  # open ones included
    places = [n for n, token in enumerate(near) if token.text.casefold() in _WHO]
    return any(
        _are_of_rows(noun, ground, subject) for noun in near[: max(places, default=0)]
    )


def _is_done_to_rows(
    one: Naming, said: Said, case: Case, ground: Ground, subject: Subject
) -> bool:
    """Returns whether it tells what was done to as many rows: `5 jobs were closed`."""
    clause = said.clause
    nouns = [
        *tokens_of(case.figure.text)[1:],
        *tokens_of(clause.text[clause.end :])[:1],
    ]
    rows = rows_of(ground, subject)
    if not nouns or not rows.are(nouns[0]):
        return False
    if one.end <= clause.start:
        between = clause.text[one.end : clause.start]
        return not one.value.isascii() and not between.strip()
    between = tokens_of(clause.text[clause.end : one.start])
    rest = [t for t in between if not rows.are(t)]
    return len(rest) == 1 and rest[0].text.casefold() in LEXICON.links


def _are_of_rows(noun: Token, ground: Ground, subject: Subject) -> bool:
    """Returns whether a noun means rows, people, or what a column tells of each."""
    word = noun.text.casefold()
    if word in LEXICON.people | _DEALINGS | _ONES or rows_of(ground, subject).are(noun):
        return True
    headers = [tokens_of(c.header) for c in ground.columns.values()]
    return any(header and alike(header[0].stem, noun.stem) for header in headers)
