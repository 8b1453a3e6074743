"""Columns that the report says a word stands for: `revenue is the net amount`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._siblings import says_own, siblings_of, told_sibling
from verifier.checks.claims._taxes import (
    names_side,
    on_other_side,
    side_of_header,
    side_said,
)
from verifier.checks.reach import own_text
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import alike, stem, tokens_of
from verifier.checks.units import MONEY, sure_unit, units_said
from verifier.languages import alternatives, compiled, senses, words
from verifier.model.use import Statistic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.claims._siblings import Siblings
    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject
    from verifier.model.case import Case

_ALL_MONEY = frozenset(map(stem, words("sentence.all_money")))

_HOLDS = compiled(rf"\s*(?:{alternatives('defined.holds')})(?!\w)")

Definitions = tuple[tuple[tuple[str, ...], str], ...]
"""Stems of terms, each with what the report says of it."""


def against_meaning(case: Case, definitions: Definitions, subject: Subject) -> str:
    """Returns what stands against a column that is not the one a term stands for.

    The two differ in a word or two, the report says of the term what only the other is
    called, and the sentence does not say that it departs from that.

    Args:
        case: the figure.
        definitions: of the report.
        subject: what is looked at.
    """
    if not definitions or case.claim is None:
        return ""
    clause = sentence_round(case.sentence)
    whole = f"{clause.text} {case.sentence.context}"
    own = f"{own_text(clause)} {case.sentence.context}"
    said, near = (tuple(t.stem for t in tokens_of(text)) for text in (whole, own))
    earned = _earned(case, near)
    told = [
        (t, _ALL_MONEY.issuperset(term))
        for term, t in definitions
        if _is_said(term, near) or term in earned
    ]
    every = [t for term, t in definitions if _is_said(term, said) or term in earned]
    columns = [*_columns(case, subject)]
    used = {ground.columns[column].header for column, ground in columns}
    for column, ground in columns if told else ():
        others = {
            other
            for text, is_money in told
            if (other := _meant(text, column, ground, subject))
            and not (is_money and _is_of_another_unit(other, column, ground, subject))
        }
        other = others.pop() if len(others) == 1 else ""
        pairs = siblings_of(column, ground, subject.brief) if other else ()
        pairs = tuple(pair for pair in pairs if pair.header == other)
        header = ground.columns[column].header
        is_own = any(_is_of(text, header, pairs) for text in (whole, *every))
        if other and other not in used and not is_own:
            return (
                f"the report says that the term stands for {other!r}; the "
                f"calculation uses {header!r}"
            )
    return ""


def _earned(case: Case, near: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    """Returns the terms of what is earned that the verb of an amount stands for."""
    if not units_said(case).get(MONEY):
        return frozenset()
    return frozenset(
        (stem(noun),)
        for noun, verbs in senses("sentence.earnings")
        for verb in verbs
        if _stands_in(tuple(t.stem for t in tokens_of(verb)), near)
    )


def _columns(case: Case, subject: Subject) -> Iterator[tuple[int, Ground]]:
    """Yields the columns that a calculation takes numbers of."""
    uses = [u for u in case.uses if u.statistic is not Statistic.COUNT]
    cells = dict.fromkeys(c for use in uses for c in use.cells)
    for one in cells:
        ground = subject.grounds.get(one.sheet)
        is_single = one.first_column == one.last_column
        if ground is not None and is_single and one.first_column in ground.columns:
            yield one.first_column, ground


def _meant(text: str, column: int, ground: Ground, subject: Subject) -> str:
    """Returns the header of the like column that a text speaks of, or nothing."""
    header = ground.columns[column].header
    pairs = siblings_of(column, ground, subject.brief)
    is_what = not _HOLDS.match(text)  # not: outage includes planned work
    pairs = tuple(pair for pair in pairs if pair.is_twin and is_what)
    named = told_sibling(text, pairs)
    if named:
        return named
    mine, side = side_of_header(header), side_said(text, header)
    if mine is None or side is None or side is mine or names_side(text, mine):
        return ""
    return on_other_side(column, ground, subject.brief)


def _is_of_another_unit(
    other: str, column: int, ground: Ground, subject: Subject
) -> bool:
    """Returns whether a column is told in another unit: orders are no money."""
    unit = sure_unit(ground.columns[column].header, subject.brief)
    return sure_unit(other, subject.brief) != unit


def _is_of(text: str, header: str, pairs: tuple[Siblings, ...]) -> bool:
    """Returns whether a text says itself that it is of a column, not its siblings."""
    side = side_of_header(header)
    is_side = side is not None and side_said(text, header) is side
    is_side = is_side or (side is not None and names_side(text, side))
    return is_side or says_own(text, pairs)


def _is_said(term: tuple[str, ...], said: tuple[str, ...]) -> bool:
    """Returns whether a term stands in a text, or is one for all amounts."""
    if _ALL_MONEY.issuperset(term):
        return True
    return _stands_in(term, said)


def _stands_in(term: tuple[str, ...], said: tuple[str, ...]) -> bool:
    size = len(term)
    return any(
        all(map(alike, said[place : place + size], term))
        for place in range(len(said) - size + 1)
    )
