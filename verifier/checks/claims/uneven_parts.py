"""The parts that a sentence gives do not add up to the whole that it gives.

Finds: `the 57 lost quotes divide into 42 on new business and 18 on renewals`; `67 %
were let with a driver, the remaining 36 % without`. Of parts that are counted or added
up it tells the one that is taken of other rows than the whole, or than the parts beside
it: `98 on offset, 62 digital and 39 on flexo`, where 62 alone are with cancelled ones.

Why it matters: each of the numbers recomputes, and a reader who adds them up trusts
none of them.

What to do: take the parts of the rows that the whole is of, or say what else is in
them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from verifier.checks.claims._parts_told import divided_in, quantity_of, rests_in
from verifier.checks.claims._split_alike import odd_parts
from verifier.checks.measures import differ, measures_of, named
from verifier.checks.place import Place
from verifier.checks.question import Question, question
from verifier.checks.rule import Rule, Subject
from verifier.model.reason import Reason
from verifier.model.use import Side, Statistic, Use
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verifier.checks.claims._parts_told import Divided
    from verifier.checks.claims._split_alike import OddPart
    from verifier.checks.region import Ground
    from verifier.model.case import Case
    from verifier.model.verdict import Finding

RULE = Rule("C085", "uneven-parts", Level.WARNING, Reason.WRONG_DENOMINATOR)

_BODY = """\
The North filled [25%](#c1) of all rows, and the remaining [{0}%](#c2) are others.

```claims
[c1] regions!B2:C9
= COUNTIFS(B2:B9,"North",C2:C9,">0")/COUNTA(B2:B9)

[c2] regions!B2:C9
= {1}
```
"""
PASSES = (_BODY.format(75, '1-COUNTIFS(B2:B9,"North",C2:C9,">0")/COUNTA(B2:B9)'),)
FAILS = (_BODY.format(50, 'COUNTIF(B2:B9,"South")/COUNTA(B2:B9)'),)

_ADDED = frozenset({Statistic.SUM, Statistic.COUNT, Statistic.DISTINCT})


@dataclass(frozen=True, slots=True)
class _Part:
    """A part beside what it would be of the rows of its whole.

    Attributes:
        case: the figure.
        whole: the figure of all.
        ground: the sheet.
        own: what the calculation takes.
        meant: the same of the whole's rows.
        excess: by how much the parts miss the whole.
    """

    case: Case
    whole: Case
    ground: Ground
    own: Use
    meant: Use
    excess: float

    @property
    def key(self) -> str:
        told = named((self.own, self.meant))
        return f"{RULE.code}/{self.ground.sheet.table}/{told}"


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions what parts would be of the rows of their wholes."""
    for part in _counted(subject):
        query = measures_of((part.own, part.meant), part.ground)
        if query is not None:
            yield question(part.key, query, 1)
    for odd in odd_parts(subject):
        query = measures_of((odd.own, odd.meant), subject.grounds[odd.taken.sheet])
        if query is not None:
            yield question(_key(odd), query, 1)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every part that is not of its whole."""
    yield from _odd_ones(subject)
    for part in _counted(subject):
        answer = subject.answers.get(part.key)
        if answer is None or not answer.texts:
            continue
        own, meant = cast("list[float | None]", json.loads(answer.texts[0]))
        if differ(own, meant):
            yield _finding(
                part.case,
                f"the parts miss {part.whole.figure.text} by {abs(part.excess):g}; of "
                f"the rows that it is of this part would be {meant or 0:g}",
            )
    for divided in divided_in(subject):
        if divided.rest is not None and _leaves_out(divided, subject):
            yield _finding(
                divided.rest,
                f"told to be the rest of {divided.whole.figure.text}, of which the "
                f"parts leave {abs(divided.excess):g}",
            )
    for case, before in rests_in(subject):
        if not _adds_up(case, before):
            told = before[-1].figure.text
            yield _finding(
                case, f"{told} and the rest, {case.figure.text}, do not make 100%"
            )


def _odd_ones(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every part of other rows than those beside it."""
    for odd in odd_parts(subject):
        answer = subject.answers.get(_key(odd))
        if answer is None or not answer.texts:
            continue
        own, meant = cast("list[float | None]", json.loads(answer.texts[0]))
        if differ(own, meant):
            yield _finding(
                odd.taken.case,
                f"{odd.beside.case.figure.text} beside it is of other rows, which no "
                f"word tells; of the same rows this would be {meant or 0:g}",
            )


def _key(odd: OddPart) -> str:
    table = f"{odd.taken.sheet.source}/{odd.taken.sheet.sheet}"
    return f"{RULE.code}/beside/{table}/{named((odd.own, odd.meant))}"


def _leaves_out(divided: Divided, subject: Subject) -> bool:
    """Returns whether parts of the whole's own rows leave some of them out."""
    own = [part for part in _counted(subject) if part.whole == divided.whole]
    told = [subject.answers.get(part.key) for part in own]
    values = [json.loads(answer.texts[0]) for answer in told if answer and answer.texts]
    are_of_whole = len(values) == len(divided.parts)
    return are_of_whole and divided.excess < 0 and not any(differ(*v) for v in values)


def _finding(case: Case, words: str) -> Finding:
    span = case.figure.span
    return RULE.finding(words, Place(span.line, span.column, case.claim_id or ""))


def _adds_up(case: Case, before: Sequence[Case]) -> bool:
    """Returns whether the rest makes 100 % with what stands right before it."""
    total, open_ = quantity_of(case).value, quantity_of(case).last_digit
    for other in reversed(before):
        total += quantity_of(other).value
        open_ += quantity_of(other).last_digit
        if abs(total - 1) <= open_ / 2:
            return True
    return False


def _counted(subject: Subject) -> Iterator[_Part]:
    """Yields the parts of wholes that they miss, as they would be of their rows."""
    for divided in divided_in(subject):
        excess = divided.excess
        uses = [_only_use(case) for case in (divided.whole, *divided.parts)]
        if not excess or not all(uses):
            continue
        whole, *parts = (use for use in uses if use is not None)
        ground = subject.ground_of((whole, *parts))
        if ground is None or any(not _may_be_part(p, whole) for p in parts):
            continue
        split = _split(parts, whole)
        for case, own in zip(divided.parts, parts, strict=True):
            further = [c for c in own.criteria if c.cells.first_column in split]
            meant = replace(whole, criteria=(*whole.criteria, *further))
            if further:
                yield _Part(case, divided.whole, ground, own, meant, excess)


def _may_be_part(part: Use, whole: Use) -> bool:
    """Returns whether both are made alike, or different ones told beside rows."""
    if part.statistic is whole.statistic:
        return True
    return whole.statistic is Statistic.COUNT and part.statistic is Statistic.DISTINCT


def _split(parts: Sequence[Use], whole: Use) -> frozenset[int]:
    """Returns the columns by which parts are told apart."""
    limited = {c.cells.first_column for c in whole.criteria}
    columns = {c.cells.first_column for part in parts for c in part.criteria} - limited
    return frozenset(
        column
        for column in columns
        if len({_criteria(part, column) for part in parts}) == len(parts)
    )


def _criteria(use: Use, column: int) -> frozenset[tuple[object, ...]]:
    return frozenset(
        (c.operator, c.values, c.part)
        for c in use.criteria
        if c.cells.first_column == column
    )


def _only_use(case: Case) -> Use | None:
    uses = case.uses
    is_one = len(uses) == 1 and uses[0].side is Side.WHOLE
    return uses[0] if is_one and uses[0].statistic in _ADDED else None
