"""The one among figures side by side that is calculated otherwise than the others."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, cast

from verifier.checks.claims._forms import (
    PERIOD,
    column_of,
    filters_of,
    form_of,
    place_of,
    with_filters,
)
from verifier.checks.claims._neighbours import FEWEST, Standing, neighbours_in
from verifier.checks.claims._own_reasons import says_more, ways_of
from verifier.checks.measures import differ, measures_of
from verifier.checks.question import Question, question
from verifier.model.use import Side, Statistic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verifier.checks.claims._forms import Filters, Form
    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject
    from verifier.model.case import Case
    from verifier.model.use import Criterion, Use

_EQUAL = 2  # figures beside it that are alike
_MOST_OTHERWISE = 3  # beside so many that are alike one may be of a third way
_MOST_LONE = 3  # of one group: where there are more they have nothing in common


class Trait(StrEnum):
    """In which the calculation differs."""

    STATISTIC = "statistic"
    COLUMN = "column"
    ROWS = "rows"
    BASE = "base"


@dataclass(frozen=True, slots=True)
class Group:
    """Figures side by side, of one kind, each of another group or period.

    Attributes:
        standings: the figures.
        split: the columns by which they are told apart.
        names: of their groups there.
    """

    standings: tuple[Standing, ...]
    split: frozenset[int]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Odd:
    """A figure that is calculated otherwise than those beside it.

    Attributes:
        standing: the figure with its words.
        group: those beside it, it included.
        trait: what differs.
        ground: the sheet.
        own: the use that differs.
        meant: as it would be beside the others.
    """

    standing: Standing
    group: Group
    trait: Trait
    ground: Ground
    own: Use
    meant: Use

    @property
    def case(self) -> Case:
        """The figure."""
        return self.standing.case

    @property
    def key(self) -> str:
        """Names its question."""
        said = [
            (u.statistic, [c.local for c in (u.cells or u.rows)], _told(u.criteria))
            for u in (self.own, self.meant)
        ]
        return f"odd/{self.ground.sheet.table}/{said}"


@dataclass(frozen=True, slots=True)
class _Member:
    """A figure of a group with its form."""

    standing: Standing
    form: Form
    filters: Filters


def ask_odd_ones(subject: Subject) -> Iterator[Question]:
    """Yields the questions what figures would be, calculated as those beside them."""
    for odd in _found(subject):
        query = measures_of((odd.own, odd.meant), odd.ground)
        if query is not None:
            yield question(odd.key, query, 1)


def odd_ones(subject: Subject, trait: Trait) -> Iterator[tuple[Case, str]]:
    """Yields figures that differ in a trait, with what stands against them.

    Only those whose value differs, and of which no word says why.
    """
    told: set[object] = set()
    for odd in _found(subject):
        span = odd.case.figure.span
        if odd.trait is not trait or span in told or not _differs(odd, subject):
            continue
        if not _is_told(odd, subject):
            told.add(span)
            yield odd.case, _words(odd)


def _found(subject: Subject) -> Iterator[Odd]:
    forms: dict[int, Form | None] = {}
    for standings in neighbours_in(subject):
        known: list[_Member] = []
        for standing in standings:
            key = id(standing.case)
            if key not in forms:
                forms[key] = form_of(standing.case, subject)
            form = forms[key]
            if form is not None:
                known.append(
                    _Member(standing, form, filters_of(form.main, form.ground))
                )
        yield from _in_group(known)


def _in_group(known: Sequence[_Member]) -> Iterator[Odd]:
    """Yields the odd ones among figures that each take a group of the same column."""
    columns = dict.fromkeys(column for one in known for column in _choosing(one))
    for column in columns:
        members = _of_one_kind([one for one in known if column in _choosing(one)])
        if not _parts(column, members):
            continue
        group = _group(members, [c for c in columns if _parts(c, members)])
        kinds = [one.form.kind for one in members]
        for one, like in _lone(members, kinds):
            if (one.form.base is None) == (like.form.base is None):
                yield _odd(one, like, Trait.STATISTIC, group)
        for kind in dict.fromkeys(kinds):
            same = [one for one in members if one.form.kind == kind]
            for trait in _traits(same[0]):
                signs = [_sign(one, trait, group.split) for one in same]
                for one, like in _lone(same, signs):
                    yield _odd(one, like, trait, group)


def _group(members: Sequence[_Member], split: Sequence[int]) -> Group:
    names = {
        value
        for one in members
        for column in split
        for criterion in _criteria(one, column)
        for value in criterion.values
    }
    standings = tuple(one.standing for one in members)
    return Group(standings, frozenset(split), frozenset(names))


def _traits(one: _Member) -> tuple[Trait, ...]:
    """Returns in what figures of one kind may differ."""
    traits = (Trait.COLUMN, Trait.ROWS)
    return traits if one.form.base is None else (*traits, Trait.BASE)


def _lone(
    members: Sequence[_Member], signs: Sequence[object]
) -> Iterator[tuple[_Member, _Member]]:
    """Yields those with a sign of their own, each with one as nearly all others are."""
    counts = Counter(signs)
    common, times = counts.most_common(1)[0]
    others = len(members) - 1 - times
    if times < _EQUAL or others > times / _MOST_OTHERWISE:
        return
    like = members[signs.index(common)]
    lone = [m for m, sign in zip(members, signs, strict=True) if counts[sign] == 1]
    yield from ((one, like) for one in lone if len(lone) <= _MOST_LONE)


def _choosing(one: _Member) -> list[int]:
    """Returns the columns of which a figure takes some groups, or a period."""
    return [
        column
        for column, conditions in one.filters.items()
        if column == PERIOD or any(operator == "=" for operator, _, _ in conditions)
    ]


def _parts(column: int, members: Sequence[_Member]) -> bool:
    """Returns whether figures are told apart by what they take of a column."""
    taken = Counter(m.filters[column] for m in members if column in m.filters)
    return len(taken) >= FEWEST


def _of_one_kind(members: Sequence[_Member]) -> list[_Member]:
    """Returns those of the commonest sheet, rows, kind and unit of figure."""

    def kind(one: _Member) -> object:
        quantity = one.standing.case.figure.quantity
        told = (quantity.kind, quantity.unit) if quantity else None
        return told, one.form.ground.sheet.key, one.form.rows

    kinds = [kind(one) for one in members]
    common = Counter(kinds).most_common(1)
    return [m for m, own in zip(members, kinds, strict=True) if own == common[0][0]]


def _odd(one: _Member, like: _Member, trait: Trait, group: Group) -> Odd:
    """Returns a figure beside others, with what it would be if it were like them."""
    use, other = _use(one, trait), _use(like, trait)
    meant = use
    if trait is not Trait.ROWS:
        meant = replace(use, cells=other.cells, rows=other.rows, headers=other.headers)
    if trait in {Trait.STATISTIC, Trait.BASE}:
        meant = replace(
            meant, statistic=other.statistic, deduplicates=other.deduplicates
        )
    if trait is not Trait.COLUMN:
        own = {column: tuple(_criteria(one, column)) for column in group.split}
        meant = with_filters(meant, other, own, one.form.ground)
    return Odd(one.standing, group, trait, one.form.ground, use, meant)


def _use(one: _Member, trait: Trait) -> Use:
    base = one.form.base if trait is Trait.BASE else None
    return base or one.form.main


def _sign(one: _Member, trait: Trait, split: frozenset[int]) -> object:
    """Returns what figures of one trait have in common."""
    use = _use(one, trait)
    if trait is Trait.COLUMN:
        return column_of(use)
    filters = frozenset(
        (column, None if column in split or column == PERIOD else conditions)
        for column, conditions in filters_of(use, one.form.ground).items()
    )
    is_rows = trait is Trait.ROWS or use.statistic is Statistic.COUNT
    return filters, use.statistic, None if is_rows else column_of(use)


def _criteria(one: _Member, column: int) -> Iterator[Criterion]:
    for criterion in one.form.main.criteria:
        if place_of(criterion, one.form.ground) == column:
            yield criterion


def _is_told(odd: Odd, subject: Subject) -> bool:
    """Returns whether words say why a figure is calculated otherwise."""
    ways = ways_of(odd.own, odd.meant, odd.ground, odd.group.split, subject)
    return (
        says_more(odd.standing, odd.group.standings, odd.group.names)
        or ways.are_named_by(odd.standing)
        or ways.are_explained_in(subject.report)
    )


def _differs(odd: Odd, subject: Subject) -> bool:
    answer = subject.answers.get(odd.key)
    if answer is None or not answer.texts:
        return False
    own, meant = cast("list[float | None]", json.loads(answer.texts[0]))
    return differ(own, meant)


def _told(criteria: tuple[Criterion, ...]) -> list[str]:
    return [f"{c.cells.local} {c.part} {c.operator} {c.values}" for c in criteria]


def _words(odd: Odd) -> str:
    """Returns what stands against a figure: what it does, and what those beside do."""
    own, meant = odd.own, odd.meant
    if odd.trait is Trait.BASE:
        does = "less" if own.side is Side.SUBTRAHEND else "divided by"
        theirs, mine = (f"{does} {_called(use)}" for use in (meant, own))
    elif odd.trait is Trait.ROWS:
        theirs, mine = _told_apart(meant, own), _told_apart(own, meant)
    else:
        theirs, mine = _called(meant), _called(own)
    others = len(odd.group.standings) - 1
    return f"{others} figures beside it, in the same words: {theirs}; this one: {mine}"


def _called(use: Use) -> str:
    """Returns a use in words: the sum of 'amount' where region = North."""
    header = f" of {use.headers[0]!r}" if use.headers else " of rows"
    return f"{use.statistic}{header}{_where(use.criteria)}"


def _told_apart(use: Use, other: Use) -> str:
    """Returns the criteria that another use lacks, in words."""
    further = tuple(c for c in use.criteria if c not in other.criteria)
    return _where(further).strip() or "all rows"


def _where(criteria: tuple[Criterion, ...]) -> str:
    told = " and ".join(
        f"{c.header or c.cells.local} {c.operator} {' or '.join(c.values)}"
        for c in criteria
    )
    return f" where {told}" if told else ""
