"""Figures that sum up what was told before, taken of other rows that no word tells."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from verifier.checks.claims._claimed import claimed
from verifier.checks.claims._dated_deeds import is_done
from verifier.checks.claims._defined import definitions_in
from verifier.checks.claims._measures_told import telling
from verifier.checks.claims._taken_alike import Taken, taken_of
from verifier.checks.periods import heads_a_time
from verifier.checks.reach import own_text
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import alike, tokens_of
from verifier.languages import alternatives, compiled
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.rule import Subject
    from verifier.checks.stems import Token
    from verifier.model.case import Case
    from verifier.model.use import Criterion

_SUMS_UP = compiled(rf"(?<!\w)(?:{alternatives('told_again.headings')})(?!\w)")
_RECAPS = compiled(rf"(?<!\w)(?:{alternatives('told_again.recaps')})(?!\w)")
_WHOLE = compiled(rf"(?<!\w)(?:{alternatives('told_again.everything')})(?!\w)")
_LEAVING = frozenset({"<>", "not like"})
_MOST_TIMES = 2
_MOST = 100  # figures that are made alike, with which each later one is compared


def told_again(subject: Subject) -> Iterator[tuple[Case, Case]]:
    """Yields figures that contradict another of the same measure, with that one.

    One of the two stands where a report sums up. They are made alike but for a
    criterion that no word tells; the one that is odd in the report is meant.
    """
    found: dict[object, list[Taken]] = defaultdict(list)
    of_sheet: dict[object, list[Taken]] = defaultdict(list)
    for case in claimed(subject):
        taken = taken_of(case)
        if taken is not None:
            found[taken.sheet, taken.frame].append(taken)
            of_sheet[taken.sheet].append(taken)
    for alike_made in found.values():
        for place, later in enumerate(alike_made):
            earlier = next(
                (
                    one
                    for one in alike_made[:place][:_MOST]
                    if _are_recap_and_told(later, one)
                    and _contradict(later, one, subject)
                ),
                None,
            )
            if earlier is not None:
                odd, other = _odd_of(later, earlier, of_sheet[later.sheet])
                yield odd.case, other.case


def _are_recap_and_told(later: Taken, earlier: Taken) -> bool:
    """Returns whether one of two figures sums up what another part tells."""
    if _recaps(later):
        return later.case.sentence.text != earlier.case.sentence.text
    sections = later.case.sentence.headings[1:], earlier.case.sentence.headings[1:]
    return sections[0] != sections[1] and (_sums_up(later) or _sums_up(earlier))


def _recaps(taken: Taken) -> bool:
    return _RECAPS.search(sentence_round(taken.case.sentence).text) is not None


def _sums_up(taken: Taken) -> bool:
    return any(map(_SUMS_UP.search, taken.case.sentence.headings[1:]))


def _contradict(later: Taken, earlier: Taken, subject: Subject) -> bool:
    """Returns whether two figures are told alike, and cannot both hold."""
    low, high = sorted((abs(later.quantity.value), abs(earlier.quantity.value)))
    digits = later.quantity.last_digit + earlier.quantity.last_digit
    if (high - low) * 2 < digits or high > low * _MOST_TIMES:
        return False
    apart = [
        taken.criteria[limit]
        for taken, other in ((later, earlier), (earlier, later))
        for limit in taken.criteria.keys() - other.criteria.keys()
    ]
    if not apart or any(_is_of_time(one, subject) for one in apart):
        return False
    if later.tells(apart) or earlier.tells(apart):
        return False
    is_wider = not later.criteria.keys() - earlier.criteria.keys()
    if is_wider and _WHOLE.search(_own(later)) and not _WHOLE.search(_own(earlier)):
        return False  # of all that is listed
    known = _terms_but(apart, subject)
    return _is_said_alike(later, earlier, known)


def _own(taken: Taken) -> str:
    """Returns the words of a figure without those that point back."""
    return _RECAPS.sub(" ", own_text(sentence_round(taken.case.sentence)))


def _terms_but(apart: list[Criterion], subject: Subject) -> tuple[str, ...]:
    """Returns the stems of terms that the report explains without some criteria."""
    told = {
        word.stem
        for criterion in apart
        if criterion.operator not in _LEAVING
        for value in criterion.values
        for word in tokens_of(value)
    }
    return tuple(
        stem
        for term, meaning in definitions_in(subject.report)
        if told and told.isdisjoint(word.stem for word in tokens_of(meaning))
        for stem in term
    )


def _is_of_time(criterion: Criterion, subject: Subject) -> bool:
    ground = subject.grounds.get(criterion.cells.sheet)
    column = ground.columns.get(criterion.cells.first_column) if ground else None
    is_day = column is not None and CellKind.DATE in column.kinds
    return is_day or bool(criterion.part) or heads_a_time(criterion.header)


def _is_said_alike(later: Taken, earlier: Taken, known: tuple[str, ...]) -> bool:
    """Returns whether the later tells the measure of the earlier and no other state.

    Args:
        later: which sums up.
        earlier: which was told before.
        known: terms that tell nothing of what parts the two.
    """
    mine = tokens_of(f"{_own(later)} {later.case.sentence.context}")
    theirs = tokens_of(sentence_round(earlier.case.sentence).text)
    theirs = (*theirs, *tokens_of(earlier.case.sentence.context))
    further = [t for t in mine if is_done(t) and not _is_in(t, theirs)]
    states = [t for t in further if not any(alike(t.stem, term) for term in known)]
    shared = [t for t in telling(_own(later)) if _is_in(t, theirs)]
    return bool(shared) and not states


def _is_in(token: Token, said: tuple[Token, ...]) -> bool:
    return any(alike(token.stem, other.stem) for other in said)


def _odd_of(later: Taken, earlier: Taken, every: list[Taken]) -> tuple[Taken, Taken]:
    """Returns first the one whose criteria fewer figures of the sheet have."""
    apart = later.criteria.keys() ^ earlier.criteria.keys()
    columns = {limit[1] for limit in apart}
    counts = [
        sum(_forms(taken, columns) == _forms(one, columns) for taken in every)
        for one in (later, earlier)
    ]
    return (earlier, later) if counts[1] < counts[0] else (later, earlier)


def _forms(taken: Taken, columns: set[int]) -> frozenset[object]:
    """Returns what limits columns, on whichever side of the calculation."""
    return frozenset(limit[1:] for limit in taken.on(columns))
