"""A percentage is printed finer than its sample can support.

Finds: a share of counts, printed with decimals, whose last printed digit is less than a
tenth of what one row more or less would change.

Why it matters: a third of three rows, told as 33.3 %, promises a precision of a
thousandth, where the next row moves it by a third.

What to do: print fewer digits, or give the counts themselves.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.checks.claims._samples import ask_samples, sample_of
from verifier.checks.place import Place
from verifier.checks.rule import Rule, Subject
from verifier.model.quantity import QuantityKind
from verifier.model.use import Side
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.question import Question
    from verifier.model.case import Case
    from verifier.model.verdict import Finding

RULE = Rule("C026", "false-precision", Level.NOTE)

PASSES = (
    (
        "South holds [50%](#c1).\n\n```claims\n[c1] regions!B2:B9\n"
        '= COUNTIF(B2:B9,"South")/COUNTA(B2:B9)\n```\n'
    ),
)
FAILS = (
    (
        "South holds [50.0%](#c1).\n\n```claims\n[c1] regions!B2:B9\n"
        '= COUNTIF(B2:B9,"South")/COUNTA(B2:B9)\n```\n'
    ),
)

_TENTHS = 10
_WHOLE_PERCENT = Decimal("0.01")


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions how many rows are used."""
    yield from ask_samples(subject)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every percentage that is finer than its rows."""
    for case in subject.cases:
        rows = sample_of(case, subject) if _is_share(case) else None
        quantity = case.figure.quantity
        if not rows or quantity is None or case.claim is None:
            continue
        if quantity.last_digit * rows * _TENTHS < 1:
            span = case.figure.span
            yield RULE.finding(
                f"{case.figure.text} is printed to {quantity.last_digit * 100:f} % and "
                f"rests on {rows} rows; one row is {100 / rows:.1f} %",
                Place(span.line, span.column, case.claim.id),
            )


def _is_share(case: Case) -> bool:
    quantity = case.figure.quantity
    uses = case.uses
    return (
        quantity is not None
        and quantity.kind is QuantityKind.PERCENT
        and quantity.last_digit < _WHOLE_PERCENT
        and any(use.side is Side.DENOMINATOR for use in uses)
    )
