"""Amounts in words that bound what is counted: `over an hour`, `a four or better`.

The numbers of figures know their hedges by themselves (`more than 3`, `3 or more`);
number words without a unit, years, single units and bounds with a noun inside (`5 stars
or more`) do not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.checks.words import LEXICON
from verifier.figures import number_words_of
from verifier.languages import alternatives, compiled, meanings
from verifier.model.quantity import NotFigureReason, QuantityKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verifier.model.quantity import Convention, Mention

EITHER = "?="
"""The operator of `or better`: the side is not told, the bound belongs to it."""

_UNITS = "|".join(
    sorted((re.escape(w) for w in LEXICON.time_units if len(w) > 2), key=len)[::-1]  # noqa: PLR2004 - not `h`
)
_UNIT = rf"(?P<unit>{_UNITS})(?!\w)(?!{alternatives('said_bounds.and_more')})"
_ONE = compiled(rf"(?<!\w)(?:{alternatives('said_bounds.one_unit')}){_UNIT}")
_HALF = compiled(rf"(?<!\w)(?:{alternatives('said_bounds.half_unit')}){_UNIT}")
_OF = compiled(rf"\s+(?:{alternatives('said_bounds.of_unit')}){_UNIT}")
_COUNTS = meanings("direction.collectives", int)
_SO_MANY = compiled(rf"(?<!\w)(?:{'|'.join(map(re.escape, _COUNTS))})(?!\w)")
_BETWEEN = compiled(rf"(?<!\w)(?:{alternatives('said_bounds.between')})$")
_MORE = compiled(rf"(?:{alternatives('said_bounds.and_more')})$")


def _before(key: str) -> re.Pattern[str]:
    return compiled(rf"(?:{alternatives(key)})\s*[$€£₽]?$")


def _behind(key: str) -> re.Pattern[str]:
    """Returns the words behind a number: one noun may stand between, no figure."""
    return compiled(
        rf"^[+\s\"»”’-]{{0,3}}(?:[^\W\d]{{1,20}}\s+)?(?:{alternatives(key)})(?!\w)"
    )


# the longer first: no more than, more than
_LEADS = tuple(
    (_before(key), operator)
    for key, operator in (
        ("said_bounds.at_most", "<="),
        ("said_bounds.at_least", ">="),
        ("said_bounds.over", ">"),
        ("said_bounds.under", "<"),
    )
)
_YEAR_LEADS = tuple(
    (_before(key), operator)
    for key, operator in (
        ("said_bounds.year_to", "<="),
        ("said_bounds.year_from", ">="),
        ("said_bounds.year_over", ">"),
        ("said_bounds.year_under", "<"),
    )
)
_TAILS = tuple(
    (_behind(key), operator)
    for key, operator in (
        ("said_bounds.or_more", ">="),
        ("said_bounds.or_less", "<="),
        ("said_bounds.or_better", EITHER),
    )
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that may be a bound, as words state it.

    Attributes:
        start: offset in the text, inclusive.
        end: exclusive.
        value: in its unit.
        unit: as written, or empty.
        is_year: whether it is a year.
    """

    start: int
    end: int
    value: Decimal
    unit: str = ""
    is_year: bool = False


def amounts_in(
    text: str, mentions: Iterable[Mention], convention: Convention
) -> Iterator[Amount]:
    """Yields the amounts of a text, those of its mentions and single units of time."""
    taken: list[tuple[int, int]] = []
    for mention in mentions:
        for amount in _of_mention(mention, text, convention):
            taken.append((amount.start, amount.end))
            yield amount
    for found, value in ((_HALF, "0.5"), (_ONE, "1")):
        for match in found.finditer(text):
            if all(match.end() <= s or e <= match.start() for s, e in taken):
                taken.append(match.span())
                yield Amount(*match.span(), Decimal(value), match["unit"])
    for match in _SO_MANY.finditer(text):  # more than once
        if all(match.end() <= s or e <= match.start() for s, e in taken):
            yield Amount(*match.span(), Decimal(_COUNTS[match[0].casefold()]))


def so_many_in(text: str) -> Iterator[Decimal]:
    """Yields the numbers that words stand for: once, a dozen."""
    for match in _SO_MANY.finditer(text):
        yield Decimal(_COUNTS[match[0].casefold()])


def _of_mention(
    mention: Mention, text: str, convention: Convention
) -> Iterator[Amount]:
    place = mention.start, mention.end
    quantity = mention.quantity
    if quantity is None:
        is_year = mention.reason is NotFigureReason.YEAR
        if is_year or mention.reason is NotFigureReason.NUMBER_WORD:
            values = number_words_of(mention.text, convention)
            if len(values) == 1:
                yield Amount(*place, values[0], is_year=is_year)
    elif quantity.upper is None:
        unit = quantity.unit
        is_rest = _MORE.search(text[: mention.start])  # an hour and a half
        if quantity.kind is QuantityKind.FRACTION and not is_rest:
            of = _OF.match(text, mention.end)
            if of:
                place, unit = (mention.start, of.end()), of["unit"]
            yield Amount(*place, quantity.value, unit)
        elif not is_rest:
            yield Amount(*place, quantity.value, unit)


def operator_at(amount: Amount, text: str) -> str:
    """Returns how words bound an amount: `<`, `<=`, `>`, `>=`, either, or nothing."""
    before, behind = text[: amount.start].rstrip(), text[amount.end :]
    between = _BETWEEN.search(before)
    before = before[: between.start()].rstrip() if between else before
    found = [operator for tail, operator in _TAILS if tail.search(behind)]
    return (*found, lead_of(before, is_year=amount.is_year))[0]


def lead_of(before: str, *, is_year: bool = False) -> str:
    """Returns how words before an amount bound it, or nothing."""
    leads = _YEAR_LEADS if is_year else _LEADS
    return next((operator for lead, operator in leads if lead.search(before)), "")
