"""Of which of two operands a comparison speaks, and which it holds against it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.checks.claims._operands import Relation
from verifier.checks.naming import names_in
from verifier.checks.periods import periods_in
from verifier.checks.stems import tokens_of
from verifier.checks.words.relations import AHEAD, SUBJECTS, THE_ONE_BEFORE
from verifier.languages import alternatives, compiled, patterns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.claims._compared import Compared
    from verifier.checks.claims._operands import Operand, Operands
    from verifier.model.brief import Brief

FIRST, SECOND = 1, 2
_ENDS = " ,;:"
_AHEAD = re.compile(rf"(?<!\w)(?:{AHEAD})(?!\w)", re.IGNORECASE)
_BEFORE = re.compile(THE_ONE_BEFORE, re.IGNORECASE)
_LEAD = patterns("periods.bare")[0]
_BREAK = re.compile(r"[,;:]\s|\s[—–-]\s")
_HELD_AGAINST = compiled(
    rf"(?<!\w)(?:{alternatives('relations.held_against')})\s+(?:\w+\s+){{0,3}}$"
)


def leader_of(said: Compared, operands: Operands, brief: Brief) -> int:
    """Returns which operand the sentence speaks of: 1, 2, or 0 where none is told."""
    others = _named(said.other, operands, brief) or _earlier(said.other, operands)
    others = others or _bare(said, operands)
    if not others:
        return _from_its_name(said.leader, operands, brief)
    leader = SECOND if others[0] == FIRST else FIRST
    named = _named(said.leader, operands, brief)
    if len(named) > 1:  # A overtook B: its sales are 1.3 times …
        named = _taken_up(said.leader, operands, brief)
        return leader if named == (leader,) else 0
    return leader if set(named) <= {leader} else 0


def _from_its_name(text: str, operands: Operands, brief: Brief) -> int:
    """Returns the operand that a text names alone: against June, July was 5 above.

    None of a ratio: guests who booked twice each are no base of their bookings.
    """
    if operands.relation is Relation.RATIO:
        return 0
    places = _places(text, _apart_by(operands), brief)
    against = {n for start, n in places if _HELD_AGAINST.search(text[:start])}
    named = {n for start, n in places if not _HELD_AGAINST.search(text[:start])}
    if len(against) == 1:
        leader = SECOND if against == {FIRST} else FIRST
        return leader if named <= {leader} else 0
    return named.pop() if len(named) == 1 and not against else 0


def _apart_by(operands: Operands) -> Operands:
    """Returns operands with the labels that tell them apart.

    Of two columns it is the headers: `offers` are no less those that were asked for.
    """
    one, other = operands.first, operands.second
    if _headers(one) == _headers(other):
        return operands
    return replace(
        operands,
        first=replace(one, labels=_headers(one)),
        second=replace(other, labels=_headers(other)),
    )


def _headers(operand: Operand) -> tuple[str, ...]:
    return tuple(dict.fromkeys(h for use in operand.uses for h in use.headers))


def _bare(said: Compared, operands: Operands) -> tuple[int, ...]:
    """Returns the operand of a quarter whose noun stands with the leader's."""
    both = {FIRST: operands.first, SECOND: operands.second}
    text = f"{said.leader} {_LEAD} {said.other.strip(_ENDS)}"
    named = [p for p in periods_in(text) if p.start > len(said.leader)]
    spans = {n: operand.span for n, operand in both.items()}
    return tuple(n for n, span in spans.items() if span and any(map(span.is_of, named)))


def _earlier(text: str, operands: Operands) -> tuple[int, ...]:
    """Returns the operand of the earlier period, where a text says no more of it."""
    one, other = operands.first.span, operands.second.span
    if one is None or other is None or not _BEFORE.search(text):
        return ()
    if one.is_before(other):
        return (FIRST,)
    return (SECOND,) if other.is_before(one) else ()


def _taken_up(text: str, operands: Operands, brief: Brief) -> tuple[int, ...]:
    """Returns the operands that the last part of a text names, or its pronoun means."""
    breaks = [found.end() for found in _BREAK.finditer(text)]
    last = text[breaks[-1] :] if breaks else ""
    named = _named(last, operands, brief)
    words = {token.text.casefold() for token in tokens_of(last)}
    if named or words.isdisjoint(SUBJECTS) or not _AHEAD.search(text):
        return named
    return _named(text, operands, brief)[:1]


def _named(text: str, operands: Operands, brief: Brief) -> tuple[int, ...]:
    """Returns which operands a text names, in order."""
    return tuple(dict.fromkeys(number for _, number in _places(text, operands, brief)))


def _places(text: str, operands: Operands, brief: Brief) -> list[tuple[int, int]]:
    """Returns where a text names an operand, and which."""
    both = {FIRST: operands.first, SECOND: operands.second}
    places: list[tuple[int, int]] = []
    for number, operand in both.items():
        labels = {number: operand.labels}
        low = {number: tuple(label.lower() for label in operand.labels)}
        found = (*names_in(text, labels, brief), *names_in(text.lower(), low, brief))
        places += [(naming.start, number) for naming in found]
        places += [(start, number) for start in _periods(text, operand)]
    return sorted(places)


def _periods(text: str, operand: Operand) -> Iterator[int]:
    if operand.span is not None:
        yield from (p.start for p in periods_in(text) if operand.span.is_of(p))
