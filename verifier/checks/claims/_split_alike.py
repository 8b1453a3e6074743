"""Parts told side by side of which one is of other rows, and sums of such parts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from verifier.checks.claims._claimed import claimed
from verifier.checks.claims._defined import defined_in
from verifier.checks.claims._taken_alike import Taken, taken_of
from verifier.checks.reach import own_text
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import alike, tokens_of
from verifier.languages import alternatives, compiled
from verifier.model.use import Side, Statistic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from verifier.checks.rule import Subject
    from verifier.model.use import Use

_ADDED = frozenset({Statistic.SUM, Statistic.COUNT, Statistic.DISTINCT})
_TOGETHER = compiled(rf"(?<!\w)(?:{alternatives('parts_told.together')})(?!\w)")
_PLAIN = frozenset({"=", "<>", ">", ">=", "<", "<="})  # no pattern of several groups
_FEWEST = 2  # parts
_SURE = 3  # parts of which one is odd
_MOST = 12  # parts that a sentence tells

_Made = tuple[object, tuple[object, ...]]
"""A sheet and a frame."""


@dataclass(frozen=True, slots=True)
class OddPart:
    """A figure of other rows than those beside it.

    Attributes:
        taken: what it takes.
        beside: a figure whose rows its own should be of.
        own: its use.
        meant: the same use of those rows.
    """

    taken: Taken
    beside: Taken
    own: Use
    meant: Use


def odd_parts(subject: Subject) -> Iterator[OddPart]:
    """Yields parts and sums of parts whose rows no word tells from their neighbours."""
    passages: dict[tuple[str, _Made], list[Taken]] = defaultdict(list)
    frames: dict[_Made, list[Taken]] = defaultdict(list)
    for case in claimed(subject):
        taken = taken_of(case) if _is_added(case.uses) else None
        if taken is None or taken.sheet not in subject.grounds:
            continue
        frames[taken.sheet, taken.frame].append(taken)
        if not case.sentence.context:
            passages[case.sentence.text, (taken.sheet, taken.frame)].append(taken)
    terms = frozenset(defined_in(subject.report))
    for (_, made), found in passages.items():
        ordered = sorted(found, key=lambda taken: taken.case.sentence.start)
        for odd in _odd_among(ordered, frames[made]):
            if _terms_by(odd.taken, terms) == _terms_by(odd.beside, terms):
                yield odd
        yield from _sums_of(ordered)


def _terms_by(taken: Taken, terms: Iterable[str]) -> frozenset[str]:
    """Returns the explained words by a figure: turnover of one, revenue of another."""
    said = tokens_of(own_text(sentence_round(taken.case.sentence)))
    return frozenset(
        term for term in terms if any(alike(term, word.stem) for word in said)
    )


def _is_added(uses: Sequence[Use]) -> bool:
    is_one = len(uses) == 1 and uses[0].side is Side.WHOLE
    return is_one and uses[0].statistic in _ADDED


def _odd_among(found: list[Taken], wholes: list[Taken]) -> Iterator[OddPart]:
    """Yields the part of a sentence that is limited otherwise than the others."""
    sentences: dict[str, list[Taken]] = defaultdict(list)
    for taken in found:
        sentences[sentence_round(taken.case.sentence).text].append(taken)
    for parts in sentences.values():
        column = _split_by(parts) if _FEWEST <= len(parts) <= _MOST else 0
        if not column:
            continue
        rests = [taken.columns - {column} for taken in parts]
        usual = max(rests, key=rests.count)
        odd = [taken for taken in parts if taken.columns - {column} != usual]
        like = next(taken for taken in parts if taken.columns - {column} == usual)
        if len(odd) != 1:
            continue
        one = odd[0]
        if len(parts) >= _SURE:
            yield from _told_alike(one, like, column)
        else:
            yield from _of_whole(parts, column, wholes)


def _of_whole(
    parts: list[Taken], column: int, wholes: list[Taken]
) -> Iterator[OddPart]:
    """Yields the one of two parts that is not of the whole that the report tells."""
    value = sum(taken.quantity.value for taken in parts)
    for whole in wholes:
        if whole.on({column}) or whole.quantity.value == value:
            continue
        of_it = [t for t in parts if t.without({column}) == whole.without({column})]
        others = [taken for taken in parts if taken not in of_it]
        if len(of_it) == 1:
            yield from _told_alike(others[0], of_it[0], column)
            return


def _sums_of(found: list[Taken]) -> Iterator[OddPart]:
    """Yields what is told to be several parts together, and is of other rows."""
    for place, whole in enumerate(found[_FEWEST:], start=_FEWEST):
        text = own_text(sentence_round(whole.case.sentence))
        parts = found[place - _FEWEST : place]
        column = _split_by(parts) if _TOGETHER.search(text) else 0
        is_like = bool(column) and parts[0].without({column}) == parts[1].without(
            {column}
        )
        if is_like and whole.on({column}):
            yield from _told_alike(whole, parts[-1], column)


def _told_alike(odd: Taken, like: Taken, column: int) -> Iterator[OddPart]:
    """Yields an odd figure, unless words by it or by the other tell what parts them."""
    own, other = odd.case.uses[0], like.case.uses[0]
    here = [c for c in own.criteria if c.cells.first_column == column]
    there = [c for c in other.criteria if c.cells.first_column != column]
    left = [c for c in own.criteria if c.cells.first_column != column]
    apart = [c for c in (*there, *left) if not (c in there and c in left)]
    is_plain = all(c.operator in _PLAIN for c in apart)
    if apart and is_plain and not odd.tells(apart):
        yield OddPart(odd, like, own, replace(own, criteria=(*here, *there)))


def _split_by(parts: Sequence[Taken]) -> int:
    """Returns the only column by which parts are told apart; 0 where it is none."""
    common = [c for c in parts[0].columns if all(c in t.columns for t in parts)]
    found = [c for c in common if len({taken.on({c}) for taken in parts}) == len(parts)]
    return found[0] if len(found) == 1 else 0
