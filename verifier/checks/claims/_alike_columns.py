"""Groups that stand in several columns, or stand for one of another column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._marks import NO, YES
from verifier.checks.reach import own_text
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import Token, alike, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from verifier.checks.claims._said_groups import Said
    from verifier.checks.claims._used_groups import UsedGroups
    from verifier.checks.naming import Naming
    from verifier.checks.region import Ground
    from verifier.model.case import Case

_SEVERAL = 2
_MARKS = " ,:(«„\"'“—–-"  # between a group and the names of what is in it
_ROOT = 4  # letters that two words of one root have in common


def are_of_another(named: Iterable[Naming], column: int, used: UsedGroups) -> bool:
    """Returns whether names are those of another column: where trips begin, or end."""
    values = {n.value.casefold() for n in named}
    others = (taken for key, taken in used.chosen.items() if key != column)
    return bool(values) and values <= frozenset[str]().union(*others)


def are_those_of(said: Said, used: UsedGroups, every: Iterable[Said]) -> bool:
    """Returns whether several names stand behind the group that is taken.

    Both tankers, Svir and Mezen: they are what the criterion on the class takes.
    """
    names = {n.value for n in said.named}
    if len(names) < _SEVERAL or used.chosen.get(said.column):
        return False
    first = min(n.start for n in said.named)
    return any(
        n.end <= first
        and not said.clause.text[n.end : first].strip(_MARKS)
        and n.value.casefold() in used.chosen.get(one.column, ())
        for one in every
        if one.column != said.column
        for n in (*one.named, *one.plain)
    )


def against_sibling(
    case: Case, ground: Ground, groups: Mapping[int, tuple[str, ...]]
) -> str:
    """Returns what stands against `loaded in Murmansk` of those unloaded there.

    Both ports have a column, with the same names in them.
    """
    uses = case.uses
    clause = sentence_round(case.sentence)
    said = tokens_of(own_text(clause))
    criteria = dict.fromkeys(
        c for use in uses for c in use.criteria if c.cells.sheet == ground.sheet.key
    )
    taken = {c.cells.first_column for c in criteria}
    columns = ground.columns
    for criterion in (c for c in criteria if c.operator == "="):
        own = criterion.cells.first_column
        values = {value.casefold() for value in criterion.values} - YES - NO
        for column, held in groups.items() if own in groups and values else ():
            if column in taken or not values <= set(map(str.casefold, held)):
                continue
            header, other = (columns[n].header for n in (own, column))
            mine, theirs = _apart(header, other), _apart(other, header)
            is_twin = bool(mine) and bool(theirs)
            if is_twin and _is_said(theirs, said) and not _is_said(mine, said):
                return (
                    f"the sentence names {other!r}; the calculation goes by {header!r}"
                )
    return ""


def _apart(header: str, other: str) -> tuple[Token, ...]:
    """Returns the words of a header that one of the same kind lacks, else none."""
    words, others = (tokens_of(h) for h in (header, other))
    stems = {word.stem for word in others}
    own = tuple(word for word in words if word.stem not in stems)
    return own if 0 < len(own) < len(words) == len(others) else ()


def _is_said(words: tuple[Token, ...], said: tuple[Token, ...]) -> bool:
    return all(any(_is_akin(w.stem, t.stem) for t in said) for w in words)


def _is_akin(one: str, other: str) -> bool:
    """Returns whether words are of one root: load, loading; погрузки, погрузили."""
    shorter = min(len(one), len(other))
    return alike(one, other) or (
        shorter >= _ROOT
        and one[:_ROOT] == other[:_ROOT]
        and one[: shorter - 1] == other[: shorter - 1]
    )
