"""Dates and spans of time that are written where the value is made."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.model.plan import Literal, LiteralRole
from verifier.query.folding import constant_of
from verifier.query.paths import parts_of_the_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.query.relations import Resolution

_EPOCH = date(1899, 12, 30)
_LONGEST_DATE = 40
_PARTS_OF_A_DATE = 3


def spans_of(resolution: Resolution) -> tuple[Literal, ...]:
    """Returns the dates, as days, and the spans that the value is made of."""
    return tuple(
        Literal(number, LiteralRole.VALUE)
        for node in parts_of_the_value(resolution)
        for number in _numbers(node)
    )


def days_of(text: str) -> Decimal | None:
    """Returns the day number of a written date, or None.

    Example:
        >>> days_of("1900-01-09"), days_of("EMEA")
        (Decimal('10'), None)
    """
    first = text.strip().replace("T", " ").split(" ")[0][:_LONGEST_DATE]
    parts = first.replace("/", "-").split("-")
    if len(parts) != _PARTS_OF_A_DATE or not all(part.isdecimal() for part in parts):
        return None
    try:
        day = date(*map(int, parts))
    except (ValueError, OverflowError):
        return Decimal("".join(parts))
    return Decimal((day - _EPOCH).days)


def _numbers(node: exp.Expr) -> Iterator[Decimal]:
    """Yields the number that a node writes as a date or a span."""
    match node:
        case exp.Interval():
            number = _magnitude(node.this)
        case exp.DateAdd() | exp.DateSub() if not node.expression.find(exp.Interval):
            number = constant_of(node.expression)
        case exp.Literal() if node.is_string:
            number = days_of(node.name)
        case _:
            return
    if number is not None:
        yield number


def _magnitude(node: exp.Expr | None) -> Decimal | None:
    if isinstance(node, exp.Literal):
        try:
            return Decimal(node.name.strip())
        except InvalidOperation:
            return None
    return constant_of(node) if node is not None else None
