"""Parts that a sentence tells of a whole: `57 divide into 42 and 18`, `the rest`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.checks.claims._claimed import claimed
from verifier.checks.sentences import sentence_round
from verifier.languages import alternatives, compiled
from verifier.model.quantity import Comparison, QuantityKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verifier.checks.rule import Subject
    from verifier.model.case import Case
    from verifier.model.quantity import Quantity

_DIVIDES = compiled(rf"(?<!\w)(?:{alternatives('parts_told.divides')})(?!\w)")
_AMONG = compiled(rf"(?<!\w)(?:{alternatives('parts_told.among')})(?!\w)")
_AND = compiled(rf"(?<!\w)(?:{alternatives('parts_told.ands')})(?!\w)")
_LISTS = compiled(r"^\s?\w*(?:\s\w+){0,4}\s?(?::|\s[—–])\s\W{0,2}$")
_REST = compiled(
    rf"(?<!\w)(?:{alternatives('parts_told.rest')})(?:\s[^\W\d_]+){{0,2}}\s*"
    rf"(?:[—–:(,]\s*)?(?:{alternatives('parts_told.rest_is')})?\s*$"
)
_REST_BEHIND = compiled(
    rf"^\W{{0,2}}(?:\s?{alternatives('parts_told.filler')})?\s?"
    rf"(?:{alternatives('parts_told.rest_behind')})(?!\w)"
)
_GOES_ON = compiled(rf"(?<!\w)(?:{alternatives('parts_told.goes_on')})(?!\w)")
_NEAR = 60  # letters before a figure in which it is called the rest
_FEWEST = 2  # parts into which something divides


@dataclass(frozen=True, slots=True)
class Divided:
    """A whole and the parts that one sentence tells of it.

    Attributes:
        whole: the figure of all.
        parts: those of its parts, in order.
        is_all: whether the parts are told to be all there is.
        rest: the last part, where it is told to be what the others leave.
    """

    whole: Case
    parts: tuple[Case, ...]
    is_all: bool
    rest: Case | None = None

    @property
    def excess(self) -> float:
        """By how much the parts come to more than the whole, digits apart.

        Below zero by how much they come to less, where they are all of it.
        """
        parts = [quantity_of(part) for part in self.parts]
        whole = quantity_of(self.whole)
        off = sum(part.value for part in parts) - whole.value
        open_ = sum(q.last_digit for q in (*parts, whole)) / 2
        open_ = open_ if any(q.last_digit % 1 or q.last_digit > 1 for q in parts) else 0
        if off > open_ or (off < -open_ and self.is_all):
            return float(off)
        return 0.0


def divided_in(subject: Subject) -> Iterator[Divided]:
    """Yields what sentences tell to be divided, with the parts of it."""
    for cases in _passages(subject):
        for place, whole in enumerate(cases[:-1]):
            following = cases[place + 1 :]
            between = _between(whole, following[0])
            parts = tuple(_parts_behind(whole, following))
            is_all = _DIVIDES.search(between) is not None
            is_all = is_all or (_LISTS.match(between) is not None and _joins(parts))
            is_part = _AMONG.search(between) is not None
            if len(parts) >= _FEWEST and (is_all or is_part):
                rest = parts[-1] if is_rest(parts[-1]) else None
                is_all = rest is not None or (is_all and not is_part)
                yield Divided(whole, parts, is_all, rest)


def rests_in(subject: Subject) -> Iterator[tuple[Case, tuple[Case, ...]]]:
    """Yields percentages that are told to be the rest, with those that stand before."""
    for cases in _passages(subject):
        shares = [case for case in cases if _is_share(case)]
        for place, case in enumerate(shares):
            if place and is_rest(case):
                yield case, tuple(shares[:place])


def quantity_of(case: Case) -> Quantity:
    """Returns the quantity of a figure that has one.

    Raises:
        ValueError: if it has none.
    """
    if case.figure.quantity is None:
        raise ValueError(case.figure.text)
    return case.figure.quantity


def _passages(subject: Subject) -> Iterator[list[Case]]:
    """Yields the exact claimed figures of each passage of prose, in order."""
    found: dict[object, list[Case]] = {}
    for case in claimed(subject):
        quantity = case.figure.quantity
        if quantity is not None and not case.sentence.context:
            found.setdefault(case.sentence.text, []).append(case)
    for cases in found.values():
        ordered = sorted(cases, key=lambda case: case.sentence.start)
        if len(ordered) > 1:
            yield ordered


def _is_exact(case: Case) -> bool:
    quantity = quantity_of(case)
    return quantity.comparison is Comparison.EXACT and quantity.tolerance is None


def _is_share(case: Case) -> bool:
    return quantity_of(case).kind is QuantityKind.PERCENT


def _between(one: Case, other: Case) -> str:
    return one.sentence.text[one.sentence.end : other.sentence.start]


def _parts_behind(whole: Case, following: Sequence[Case]) -> Iterator[Case]:
    """Yields the figures of a whole's kind up to the end of the sentence of the first.

    What goes on behind them with another verb is no part.
    """
    here = sentence_round(following[0].sentence).text
    kind = quantity_of(whole)
    before = whole
    for case in following:
        own = quantity_of(case)
        is_alike = own.kind is kind.kind is QuantityKind.NUMBER
        is_alike = is_alike and _is_exact(case) and _is_exact(whole)
        units = {quantity.unit.rstrip(".") for quantity in (own, kind)} - {""}
        is_alike = is_alike and len(units) <= 1
        if not is_alike or sentence_round(case.sentence).text != here:
            return
        if before is not whole and _GOES_ON.search(_between(before, case)):
            return
        yield case
        before = case


def _joins(parts: Sequence[Case]) -> bool:
    """Returns whether the last of listed parts is joined by `and`."""
    if len(parts) < _FEWEST:
        return False
    return _AND.search(_between(parts[-2], parts[-1])) is not None


def is_rest(case: Case) -> bool:
    """Returns whether words right before or behind a figure call it the rest."""
    sentence = case.sentence
    before = sentence.text[max(sentence.start - _NEAR, 0) : sentence.start]
    behind = sentence.text[sentence.end : sentence.end + _NEAR]
    if _REST.search(before):
        return True
    found = _REST_BEHIND.match(behind)
    after = [start for start, _ in sentence.figures if start >= sentence.end]
    last = min(after, default=len(sentence.text))
    ahead = sentence.text[max(last - _NEAR, 0) : last]
    is_of_next = bool(after) and _REST.search(ahead) is not None
    return found is not None and not is_of_next  # 40 %, the remaining 9 % are others
