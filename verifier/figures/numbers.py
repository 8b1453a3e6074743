"""A text that is one number, and every number that a text states in any form."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.figures.lexicon import CARDINALS, EVERY_ORDINALS, HALVES
from verifier.figures.mentions import read_mentions
from verifier.figures.numerals import exact, read_numeral
from verifier.figures.spelled import read_spelled
from verifier.figures.tokens import Kind, tokenize
from verifier.languages import meanings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.figures.tokens import Scan
    from verifier.model.quantity import Convention, Quantity

_ORDINALS = meanings("figures.first_ordinals", int)


def read_number(text: str, convention: Convention) -> Quantity | None:
    """Returns the quantity that fills a text, or None.

    Example:
        >>> from verifier.model.quantity import Convention
        >>> read_number("21%", Convention()).value
        Decimal('0.21')
        >>> read_number("21% of 5", Convention()) is None
        True
    """
    stripped = text.strip()
    if not stripped:
        return None
    mentions = read_mentions(stripped, convention, links=((0, len(stripped)),))
    if len(mentions) != 1:
        return None
    mention = mentions[0]
    fills = mention.start == 0 and mention.end == len(stripped)
    return mention.quantity if fills else None


def number_words_of(text: str, convention: Convention) -> tuple[Decimal, ...]:
    """Returns all numbers that a text states in any form, in no order, once each.

    Years, dates' parts, list numbers and ordinals are among them; a percentage is there
    as 0.12 and as 12, a scaled number with and without its scale.

    Example:
        >>> from verifier.model.quantity import Convention
        >>> number_words_of("top 3 of 2025", Convention())
        (Decimal('3'), Decimal('2025'))
    """
    scan = tokenize(text, convention)
    numbers = dict.fromkeys(_bare(scan))
    for mention in read_mentions(text, convention):
        quantity = mention.quantity
        if quantity is None:
            continue
        for value in (quantity.value, quantity.upper, quantity.also):
            if value is not None:
                numbers[value] = None
    return tuple(numbers)


def _bare(scan: Scan) -> Iterator[Decimal]:
    """Yields the numbers of a text without their signs, scales and units."""
    index = 0
    while index < scan.count:
        token = scan.tokens[index]
        last = index + 1
        if token.kind is Kind.DIGITS:
            numeral = read_numeral(scan, index)
            if numeral.problem:
                yield from (Decimal(part) for part in numeral.parts if part)
            else:
                yield exact(numeral.digits, numeral.exponent)
            last = numeral.last
        elif token.word in CARDINALS or token.word in HALVES:
            spelled = read_spelled(scan, index)
            if spelled:
                yield exact(spelled.digits, spelled.exponent)
                last = spelled.last
        elif token.word in _ORDINALS or token.word in EVERY_ORDINALS:
            yield Decimal(_ORDINALS.get(token.word) or EVERY_ORDINALS[token.word])
        index = last
