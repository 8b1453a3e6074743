"""Groups that words of a share speak of: by name, adjective or mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.adjectives import value_made_into
from verifier.checks.claims._marks import NO, YES
from verifier.checks.naming import Naming, names_in, names_in_lower_case
from verifier.checks.stems import alike, tokens_of
from verifier.checks.words import LEXICON

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject

    Groups = Mapping[int, tuple[str, ...]]

_SHORTEST = 3  # letters of a group
_MOST_WORDS = 2  # of the header of a column of marks


def groups_spoken_of(
    text: str, groups: Groups, ground: Ground, subject: Subject
) -> tuple[Naming, ...]:
    """Returns the groups of columns that a text speaks of, in order.

    Розничные клиенты are of Розница, and rush jobs have a yes in the column `Rush`.
    """
    named = names_in(text, groups, subject.brief)
    named += names_in_lower_case(text, groups, subject.brief, shortest=_SHORTEST)
    known = {(one.start, one.column) for one in named}
    further = (*_made_into(text, groups), *_marked(text, groups, ground))
    named += tuple(one for one in further if (one.start, one.column) not in known)
    return tuple(sorted(named, key=lambda one: one.start))


def _made_into(text: str, groups: Groups) -> Iterator[Naming]:
    for token in tokens_of(text):
        for column, values in groups.items():
            value = value_made_into(token, values)
            if value:
                yield Naming(column, value, token.start, token.end)


def _marked(text: str, groups: Groups, ground: Ground) -> Iterator[Naming]:
    """Yields the columns of yes and no by whose name a text tells rows."""
    said = tokens_of(text)
    for column, values in groups.items():
        yes = [value for value in values if value.casefold() in YES]
        header = tokens_of(ground.columns[column].header)
        is_of_marks = all(value.casefold() in YES | NO for value in values)
        if len(yes) != 1 or not is_of_marks or len(header) > _MOST_WORDS:
            continue
        for place, token in enumerate(said):
            before = said[place - 1].text.casefold() if place else ""
            is_said = any(alike(token.stem, word.stem) for word in header)
            if is_said and before not in LEXICON.denials | LEXICON.negations:
                yield Naming(column, yes[0], token.start, token.end)
