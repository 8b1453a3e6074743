"""A difference of two percentages is printed as a percentage, or the other way round.

Finds: a word such as rose or fell with a figure in %, where the calculation subtracts
one share from another; and a figure in percentage points, where it divides the change
by the old value (new / old - 1, 1 - new / old).

Why it matters: from 20 % to 30 % is 10 percentage points and 50 %. Readers take "rose
by 10 %" for a tenth.

What to do: write percentage points, or divide the difference by the old share.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.checks.place import Place
from verifier.checks.reach import own_words
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled
from verifier.model.plan import ChangeForm, LiteralRole
from verifier.model.quantity import QuantityKind
from verifier.model.reason import Reason
from verifier.model.use import Side, Statistic
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.case import Case
    from verifier.model.plan import Traits
    from verifier.model.verdict import Finding

RULE = Rule("C009", "points-as-percent", Level.WARNING, Reason.PERCENT_POINTS)

_HUNDREDTH = frozenset({Decimal(100), Decimal("0.01")})
_DIVIDED = (  # new / old - 1, and 1 - new / old
    frozenset({Side.NUMERATOR, Side.DENOMINATOR}),
    frozenset({Side.SUBTRAHEND}),
)
_PLAIN = frozenset({Statistic.CELL, Statistic.SUM, Statistic.COUNT})
_OF_PERCENT = compiled(f"%|{alternatives('points_as_percent.of_percent')}", 0)
_SHARE = (
    '=SUMIFS(C2:C9,B2:B9,"South")/SUM(C2:C9)-SUMIFS(C2:C9,B2:B9,"North")/SUM(C2:C9)'
)
_BODY = f"\n\n```claims\n[c1] regions!B2:C9\n{_SHARE}\n```\n"
PASSES = (f"The share rose by [42.9 percentage points](#c1).{_BODY}",)
FAILS = (f"The share rose by [42.9%](#c1).{_BODY}",)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure in % that states points, or the reverse."""
    for case in subject.cases:
        words = _against(case)
        if words and case.claim_id is not None:
            span = case.figure.span
            yield RULE.finding(words, Place(span.line, span.column, case.claim_id))


def _against(case: Case) -> str:
    quantity = case.figure.quantity
    if quantity is None or case.compiled is None:
        return ""
    traits = case.compiled.traits
    sides = {use.side for use in traits.uses}
    if quantity.kind is QuantityKind.PERCENT and _states_a_change(case):
        if sides == {Side.MINUEND, Side.SUBTRAHEND} and _is_of_counts(traits):
            return (
                "the calculation divides a difference by a written 100, not by the old "
                "value, and so gives no change in %; the report says %"
            )
        if sides == {Side.MINUEND, Side.SUBTRAHEND}:
            return (  # a plain difference that is printed in % is one of shares
                "the calculation subtracts one percentage from another, which gives "
                "percentage points; the report says %"
            )
    elif (
        quantity.kind is QuantityKind.PERCENTAGE_POINTS
        and traits.change is not ChangeForm.NONE
        and frozenset(sides) in _DIVIDED
    ):
        return (
            "the calculation divides a change by the old value, which gives per cent; "
            "the report says percentage points"
        )
    return ""


def _is_of_counts(traits: Traits) -> bool:
    """Returns whether a hundredth is taken of cells whose headers tell no share."""
    is_hundredth = any(
        literal.role is LiteralRole.FACTOR and literal.value in _HUNDREDTH
        for literal in traits.literals
    )
    headers = [header.casefold() for use in traits.uses for header in use.headers]
    is_plain = all(use.statistic in _PLAIN for use in traits.uses)
    return (
        is_hundredth
        and is_plain
        and bool(headers)
        and not any(_OF_PERCENT.search(header) for header in headers)
    )


def _states_a_change(case: Case) -> bool:
    clause = sentence_round(case.sentence)
    first, last = own_words(clause)
    words = [word.strip("(,.;:") for word in clause.text[first:last].casefold().split()]
    return any(
        word.startswith(LEXICON.rises) or word in LEXICON.more_or_less for word in words
    )
