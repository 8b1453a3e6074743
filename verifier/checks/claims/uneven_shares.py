"""The shares of a breakdown do not add up, and one of them is calculated otherwise.

Finds: in one section a percentage for every group of a column, all but one of them
parts of the same whole, where the values add up to 105 %, or to 97: the one that is
left is of other rows, of another column, or of another whole.

Why it matters: each share recomputes, and a reader adds them up to all there is.

What to do: calculate it as the other shares are, or tell it apart from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.checks.claims._claimed import claimed
from verifier.checks.place import Place
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.checks.vocabulary import ask_groups, groups_of
from verifier.checks.words import LEXICON
from verifier.model.plan import Trial
from verifier.model.quantity import QuantityKind
from verifier.model.reason import Reason
from verifier.model.use import Side, sheets_of
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verifier.checks.question import Question
    from verifier.checks.region import Ground
    from verifier.model.case import Case
    from verifier.model.use import Use
    from verifier.model.verdict import Finding

RULE = Rule("C074", "uneven-shares", Level.WARNING, Reason.WRONG_DENOMINATOR)

_BODY = """\
Of all desks [33%](#c1) were let in April, [33%](#c2) in May and [{0}%](#c3) in June.

```claims
[c1] desks!A2:C7
= SUMIF(A2:A7,"April",C2:C7)/SUM(C2:C7)

[c2] desks!A2:C7
= SUMIF(A2:A7,"May",C2:C7)/SUM(C2:C7)

[c3] desks!A2:C7
= SUMIF(A2:A7,"June",C2:C7)/SUM({1})
```
"""
PASSES = (_BODY.format(33, "C2:C7"),)
FAILS = (_BODY.format(50, "C4:C7"),)

_FEWEST = 3  # groups of which one is told otherwise
_HALF = 2


@dataclass(frozen=True, slots=True)
class _Share:
    """A percentage of some groups of a column.

    Attributes:
        case: the figure.
        values: the groups, folded.
        above: how it is calculated, these groups apart.
        below: how its whole is.
        share: its value.
    """

    case: Case
    values: frozenset[str]
    above: frozenset[object]
    below: frozenset[object]
    share: float

    @property
    def whole(self) -> frozenset[object] | None:
        """What it is a part of; None where it divides one thing by another."""
        return self.below if self.above == self.below else None


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions which groups there are."""
    yield from ask_groups(subject)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every share that does not go with those beside it."""
    sections: dict[object, list[Case]] = {}
    for case in claimed(subject):
        quantity = case.figure.quantity
        if quantity is not None and quantity.kind is QuantityKind.PERCENT:
            sections.setdefault(case.sentence.headings, []).append(case)
    for ground in subject.grounds.values():
        for column, texts in groups_of(subject, ground).items():
            groups = frozenset(map(str.casefold, texts)) - LEXICON.totals
            for cases in sections.values() if len(groups) >= _FEWEST else ():
                shares = [s for c in cases if (s := _share(c, ground, column))]
                yield from _uneven(shares, groups, ground.columns[column].header)


def _uneven(
    shares: Sequence[_Share], groups: frozenset[str], header: str
) -> Iterator[Finding]:
    """Yields a finding for the one share by which those of all groups do not add up."""
    for whole in dict.fromkeys(s.whole for s in shares if s.whole is not None):
        alike = [share for share in shares if share.whole == whole]
        told = [value for share in alike for value in share.values]
        left = groups.difference(told)
        others = [s for s in shares if s.whole != whole and s.values == left]
        told_with = {sentence_round(share.case.sentence).text for share in alike}
        others = [
            s for s in others if sentence_round(s.case.sentence).text in told_with
        ] or others
        if len(told) != len(set(told)) or not left or len(others) != 1:
            continue
        (odd,) = others
        total = sum(share.share for share in (*alike, odd))
        if len(alike) < _FEWEST - 1 or not _is_off(total, (*alike, odd)):
            continue
        span = odd.case.figure.span
        yield RULE.finding(
            f"the shares of all {header} add up to {total:.1%} with this one, which is "
            f"calculated otherwise than the {len(alike)} beside it",
            Place(span.line, span.column, odd.case.claim_id or ""),
        )


def _is_off(total: float, shares: Sequence[_Share]) -> bool:
    """Returns whether shares miss 100 % by more than their digits leave open."""
    quantities = [share.case.figure.quantity for share in shares]
    digits = sum(float(q.last_digit) for q in quantities if q is not None)
    return abs(total - 1) > digits / _HALF


def _share(case: Case, ground: Ground, column: int) -> _Share | None:
    """Returns a percentage of groups of a column over a whole of every group."""
    uses = case.uses
    above = [use for use in uses if use.side is Side.NUMERATOR]
    below = [use for use in uses if use.side is Side.DENOMINATOR]
    outcome = case.outcome(Trial.VALUE)
    number = outcome.number if outcome is not None else None
    sheets = sheets_of(uses)
    taken = {_taken(use, column) for use in above}
    if number is None or len(above) + len(below) != len(uses) or len(taken) != 1:
        return None
    (values,) = taken
    is_whole = not any(
        criterion.cells.first_column == column
        for use in below
        for criterion in use.criteria
    )
    if sheets != frozenset({ground.sheet.key}) or not values or not is_whole:
        return None
    part, whole = (frozenset(_way(u, column) for u in side) for side in (above, below))
    return _Share(case, values, part, whole, float(number))


def _taken(use: Use, column: int) -> frozenset[str]:
    """Returns the groups of a column that a use takes; none where it takes all."""
    return frozenset(
        value.casefold()
        for criterion in use.criteria
        if criterion.cells.first_column == column and criterion.operator == "="
        for value in criterion.values
    )


def _way(use: Use, column: int) -> tuple[object, ...]:
    """Returns how a use is calculated, what it takes of a column apart."""
    place = use.place
    rows = (place.first_row, place.last_row) if place else ()
    others = frozenset(
        (c.cells.first_column, c.operator, c.values, c.part)
        for c in use.criteria
        if c.cells.first_column != column
    )
    columns = tuple((c.first_column, c.last_column) for c in use.cells)
    return use.statistic, columns, rows, others, use.deduplicates
