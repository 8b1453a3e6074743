"""What came later or earlier than promised, and whether the calculation says so too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier.checks.claims._compared import Sense
from verifier.checks.claims._facing import facing
from verifier.checks.claims._operands import Relation, sides_of
from verifier.checks.reach import own_text
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import tokens_of
from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled
from verifier.model.plan import Trial
from verifier.model.use import Side, Statistic

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verifier.model.brief import Brief
    from verifier.model.case import Case
    from verifier.model.use import Use

_LATE = compiled(rf"(?<!\w)(?:{alternatives('promised.late')})(?!\w)")
_EARLY = compiled(rf"(?<!\w)(?:{alternatives('promised.early')})(?!\w)")
_PROMISE = compiled(rf"(?<![^\W_])(?:{alternatives('promised.promise')})")
_TERM = compiled(rf"(?<![^\W_])(?:{alternatives('promised.terms')})")
_DELAY = compiled(rf"(?<![^\W_])(?:{alternatives('promised.delay')})(?![^\W_])")
_QUOTES = re.compile(r'["`\[\]$]')
_USUAL = {Statistic.MEAN, Statistic.MEDIAN, Statistic.SUM, Statistic.CELL}
_TWO = 2


def against_promise(case: Case, brief: Brief) -> str:
    """Returns what stands against `3 days later than promised` of what came before.

    Which way the number goes is told by the headers: what was promised is taken off
    what came to be, or the other way round, or a column is one of delays.
    """
    value = case.outcome(Trial.VALUE) if case.compiled else None
    quantity = case.figure.quantity
    if quantity is None or quantity.value < 0 or value is None or not value.number:
        return ""
    said = _said(case) if facing(Sense.PACE, case, brief) > 0 else 0
    late = value.number * _way(case) if said else 0
    if late * said >= 0:
        return ""
    turned = "later" if late > 0 else "earlier"
    return (
        f"the sentence tells it {'late' if said > 0 else 'early'}; by the calculation "
        f"it came {turned} than promised"
    )


def _said(case: Case) -> int:
    """Returns 1 where a sentence says late, -1 for early, 0 for neither or both."""
    clause = sentence_round(case.sentence)
    own = own_text(clause)
    is_late, is_early = bool(_LATE.search(own)), bool(_EARLY.search(own))
    words = {token.text.casefold() for token in tokens_of(own)}
    is_plain = is_late is not is_early and words.isdisjoint(LEXICON.negations)
    text = f"{clause.text} {case.sentence.context}"
    is_held = _PROMISE.search(text) or _TERM.search(text)
    if not is_plain or not (is_held or any(map(_is_delay, case.uses))):
        return 0
    return 1 if is_late else -1


def _way(case: Case) -> int:
    """Returns 1 where the number rises with lateness, -1 where it falls, else 0."""
    uses = case.uses
    if not uses or any(use.statistic not in _USUAL for use in uses):
        return 0
    sides = sides_of(case)
    if sides is not None:
        first, second, relation = sides
        planned = _is_promised(first), _is_promised(second)
        is_pair = relation is Relation.DIFFERENCE and planned[0] is not planned[1]
        return (-1 if planned[0] else 1) if is_pair else 0
    if len(uses) != 1 or uses[0].side is not Side.WHOLE:
        return 0
    if len(uses[0].headers) == 1:
        return 1 if _is_delay(uses[0]) else 0
    return _way_within(case, uses[0])


def _way_within(case: Case, use: Use) -> int:
    """Returns which way two columns go of which each row's difference is taken."""
    if len(use.headers) != _TWO or len(use.cells) != _TWO or case.claim is None:
        return 0
    promised = [bool(_PROMISE.search(header)) for header in use.headers]
    if promised[0] is promised[1]:
        return 0
    text = _QUOTES.sub("", case.claim.calculation)
    one, other = (
        "|".join(map(re.escape, (header, str(cells).rpartition("!")[2])))
        for header, cells in zip(use.headers, use.cells, strict=True)
    )
    signs = [_sign(text, one, other), -_sign(text, other, one)]
    sign = next(filter(None, signs), 0)
    return -sign if promised[0] else sign


def _sign(text: str, one: str, other: str) -> int:
    """Returns 1 where a text takes the other off the one, -1 where it counts to it."""
    if re.search(rf"(?:{one})\W*-\W*(?:\w+\.)?(?:{other})", text, re.IGNORECASE):
        return 1
    counts = rf"diff\(.{{0,40}}?(?:{one})\W.{{0,20}}?(?:{other})"
    return -1 if re.search(counts, text, re.IGNORECASE) else 0


def _is_promised(uses: Iterable[Use]) -> bool:
    return all(_PROMISE.search(" ".join(use.headers)) for use in uses)


def _is_delay(use: Use) -> bool:
    return len(use.headers) == 1 and bool(_DELAY.search(use.headers[0]))
