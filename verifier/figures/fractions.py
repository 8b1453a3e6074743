"""Fractions and changes in words: a third, one in four, doubled, «вдвое»."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.figures.found import Found, Reading
from verifier.figures.lexicon import (
    ARTICLES,
    BARE_FRACTIONS,
    CARDINALS,
    CHANGES,
    DENOMINATORS,
    DOZENS,
    EVERY,
    EVERY_ORDINALS,
    FALLING,
    NOT_FRACTIONS_AFTER,
    OUT_OF,
    PERIODS_TOO,
    SCALE_WORDS,
    SPANS,
    begins,
)
from verifier.figures.suffixes import Suffix, read_suffix
from verifier.figures.tokens import Gap, Kind
from verifier.languages import listed, words
from verifier.model.quantity import NotFigureReason, Quantity, QuantityKind

if TYPE_CHECKING:
    from fractions import Fraction

    from verifier.figures.tokens import Scan

_UNIT = Decimal("0.01")
_WIDTH = Decimal("0.005")
_CHANGE_UNIT = Decimal("0.1")
_CHANGE_WIDTH = Decimal("0.05")
_WHOLES = frozenset((*range(2, 11), 12, 15, 20, 25, 50, 100, 1000))
_MOST_WHOLE = 1000
_SLASH_DIGITS = 2
_MOST_PARTS = 10
_LONGEST_CHAIN = 5  # tokens of 1/2/2025
_ALWAYS = (24, 7)
_DOZEN = 12
_NEAR = 3  # words in which a falling word is looked for
_HALVES = words("figures.halves")
_PARTS = listed("figures.part_words")
_YEAR_WORDS = words("figures.year_words")
_PART_BEHIND = words("figures.part_behind")
_HALF_YEARS = words("figures.half_years")
_PART_BEFORE = words("figures.part_before")


def fraction_quantity(numerator: int, denominator: int) -> Quantity:
    """Returns the quantity of a fraction in words, without a hedge.

    Example:
        >>> fraction_quantity(3, 4).value
        Decimal('0.75')
    """
    return Quantity(
        Decimal(numerator) / denominator,
        _UNIT,
        _UNIT,
        QuantityKind.FRACTION,
        tolerance=_WIDTH,
    )


def read_every(scan: Scan, index: int) -> Found | None:
    """Returns «каждый четвёртый»."""
    if scan.tokens[index].word not in EVERY:
        return None
    ordinal = scan.tokens[index + 1]
    parts = EVERY_ORDINALS.get(ordinal.word)
    if parts is None or ordinal.link != scan.tokens[index].link:
        return None
    if SPANS.at(scan.tokens, index + 2):
        return Found(index, index + 2, reason=NotFigureReason.PERIOD)
    return Found(index, index + 2, special=fraction_quantity(1, parts))


def read_fraction(scan: Scan, index: int) -> Found | None:
    """Returns the fraction that begins at a token: a third, half, one in four."""
    token = scan.tokens[index]
    count = 1 if token.word in ARTICLES else CARDINALS.get(token.word, 0)
    if count:
        return _out_of(scan, index, count) or _parts(scan, index, count)
    return _bare(scan, index)


def read_slash(scan: Scan, index: int, floor: int) -> Found | None:
    """Returns `2/3` as a fraction and `24/7` as a time; `412/1,200` is two figures."""
    tokens = scan.tokens
    slash, whole = tokens[index + 1 : index + 3]
    joined = slash.text == "/" and scan.joins(index + 1) and scan.joins(index + 2)
    if not joined or whole.kind is not Kind.DIGITS or len(whole.text) > _SLASH_DIGITS:
        return None
    last = _chain_end(scan, index)
    if last > index + _LONGEST_CHAIN:
        return Found(index, last, reason=NotFigureReason.IDENTIFIER)
    return _slashed(scan, index, floor)


def _slashed(scan: Scan, index: int, floor: int) -> Found | None:
    """Returns what two short numbers with a slash between are."""
    tokens = scan.tokens
    whole = tokens[index + 2]
    starts = index == floor or tokens[index].gap is not Gap.NONE
    if not starts or not _ends_plainly(scan, index + 3):
        return None
    pair = int(tokens[index].text[:_SLASH_DIGITS]), int(whole.text)
    if pair == _ALWAYS:
        return Found(index, index + 3, reason=NotFigureReason.TIME)
    if 0 < pair[0] < pair[1] <= _MOST_PARTS and len(tokens[index].text) == 1:
        return Found(index, index + 3, special=fraction_quantity(*pair))
    return None


def _chain_end(scan: Scan, index: int) -> int:
    """Returns the index behind digits that slashes join."""
    last = index + 1
    while (
        scan.tokens[last].text == "/"
        and scan.joins(last)
        and scan.joins(last + 1)
        and scan.tokens[last + 1].kind is Kind.DIGITS
    ):
        last += 2
    return last


def out_of_digits(scan: Scan, found: Found) -> Found | None:
    """Returns `3 in 4` as a fraction; «3 из 4» and `3 of 4` are two figures."""
    reading = found.reading
    if reading is None or not reading.is_bare or reading.exponent:
        return None
    if scan.tokens[found.last].word not in {"in", "out"}:
        return None
    return _out_of(scan, found.first, int(reading.digits), found.last)


def _out_of(
    scan: Scan, index: int, count: int, last: int | None = None
) -> Found | None:
    """Returns `one in four`, if the second number is a plain count of such a kind."""
    tokens = scan.tokens
    found = OUT_OF.at(tokens, index + 1 if last is None else last)
    if found is None or tokens[index].word in ARTICLES:
        return None
    at = found[1]
    whole = _whole_number(scan, at)
    if whole is None or tokens[at].link != tokens[index].link:
        return None
    is_usual = count < whole <= _MOST_WHOLE and (count == 1 or whole in _WHOLES)
    if not is_usual or not _ends_plainly(scan, at + 1):
        return None
    return Found(index, at + 1, special=fraction_quantity(count, whole))


def _ends_plainly(scan: Scan, last: int) -> bool:
    """Returns whether nothing behind a number makes it longer or gives it a unit."""
    tokens = scan.tokens
    following = tokens[last]
    longer = (
        following.text in {".", ","}
        and scan.joins(last + 1)
        and (tokens[last + 1].kind is Kind.DIGITS)
    )
    scaled = following.word in SCALE_WORDS or bool(read_suffix(scan, last).power)
    return not (longer or scaled or SPANS.at(tokens, last))


def _whole_number(scan: Scan, index: int) -> int | None:
    token = scan.tokens[index]
    if token.kind is Kind.DIGITS and len(token.text) <= len(str(_MOST_WHOLE)):
        return int(token.text)
    return CARDINALS.get(token.word)


def _parts(scan: Scan, index: int, count: int) -> Found | None:
    """Returns `a third`, `two-thirds`, «три четверти», `half a million`."""
    tokens = scan.tokens
    at = index + 1
    hyphened = tokens[at].text == "-" and scan.joins(at) and scan.joins(at + 1)
    at += hyphened
    parts = DENOMINATORS.get(tokens[at].word)
    if parts is None or tokens[at].link != tokens[index].link or count >= parts:
        return None
    word = tokens[at]
    article = tokens[index].word in ARTICLES
    if not hyphened and not _reads_as_part(scan, at, article=article):
        if word.word in PERIODS_TOO or not article:
            return None
        return Found(index, at + 1, reason=NotFigureReason.ORDINAL)
    if word.word in _HALVES and tokens[at + 1].word in _HALF_YEARS:
        return Found(index, at + 1, reason=NotFigureReason.PERIOD)
    return _scaled(scan, index, at + 1, (count, parts))


def _reads_as_part(scan: Scan, at: int, *, article: bool) -> bool:
    """Returns whether `third` behind a number is a part, no ordinal or period."""
    tokens = scan.tokens
    word, following = tokens[at], tokens[at + 1]
    if word.word in PERIODS_TOO:
        before = tokens[at - 2].word
        return following.word == "of" or before in _PART_BEFORE
    if not article or word.word in _HALVES or not word.text.isascii():
        return True
    if following.link != word.link or following.kind is not Kind.WORD:
        return True
    return following.word in _PART_BEHIND


def _bare(scan: Scan, index: int) -> Found | None:
    """Returns a fraction without a number before it: half, «треть», «половина»."""
    tokens = scan.tokens
    word = tokens[index]
    parts = BARE_FRACTIONS.get(word.word)
    if parts is None:
        return _lone(scan, index) or _part_of(scan, index)
    before, following = tokens[index - 1], tokens[index + 1]
    if before.word in NOT_FRACTIONS_AFTER:
        return Found(index, index + 1, reason=NotFigureReason.PERIOD)
    hyphen = following.text == "-" and scan.joins(index + 1)
    behind = tokens[index + 2] if hyphen else following
    if behind.word in _YEAR_WORDS:
        return Found(index, index + 1, reason=NotFigureReason.PERIOD)
    return _scaled(scan, index, index + 1, (1, parts))


def _lone(scan: Scan, index: int) -> Found | None:
    """Returns a fraction whose name begins a link: `a [quarter] of users`."""
    word, before = scan.tokens[index], scan.tokens[index - 1]
    if word.link < 0 or before.link == word.link or word.word not in PERIODS_TOO:
        return None
    following = scan.tokens[index + 1]
    is_part = following.link != word.link or following.word == "of"
    if not is_part or before.word in NOT_FRACTIONS_AFTER or word.word.endswith("s"):
        return None
    special = fraction_quantity(1, DENOMINATORS[word.word])
    return Found(index, index + 1, special=special)


def _part_of(scan: Scan, index: int) -> Found | None:
    """Returns «пятая часть»."""
    parts = DENOMINATORS.get(scan.tokens[index].word)
    if parts is None or not scan.tokens[index + 1].word.startswith(_PARTS):
        return None
    return Found(index, index + 2, special=fraction_quantity(1, parts))


def _scaled(scan: Scan, first: int, last: int, parts: tuple[int, int]) -> Found:
    """Returns a fraction, or a number where a scale word follows: half a million."""
    tokens = scan.tokens
    at = last + (tokens[last].word == "of" and tokens[last + 1].word in ARTICLES)
    at += tokens[at].word in ARTICLES
    if tokens[at].word in DOZENS and _DOZEN * parts[0] % parts[1] == 0:
        spare = Reading(str(_DOZEN * parts[0] // parts[1]), 0, Suffix(at + 1))
        reason = NotFigureReason.NUMBER_WORD
        return Found(first, at + 1, reason=reason, spare=spare)
    power = SCALE_WORDS.get(tokens[at].word)
    tenths = 1000 * parts[0] // parts[1]
    exactly = tenths * parts[1] == 1000 * parts[0]
    if power is None or not exactly or tokens[at].gap is Gap.WIDE:
        return Found(first, last, special=fraction_quantity(*parts))
    digits = str(tenths).rstrip("0")
    exponent = power - 3 + len(str(tenths)) - len(digits)
    suffix = read_suffix(scan, at + 1)
    return Found(first, suffix.last, Reading(digits, exponent, suffix))


def read_change(scan: Scan, index: int) -> Found | None:
    """Returns `doubled`, «удвоилась», «вдвое»."""
    word = scan.tokens[index].word
    for stems, ratio, falls in CHANGES:
        if begins(word, stems):
            turned = 1 / ratio if falls and _falls(scan, index) else ratio
            return Found(index, index + 1, special=_change(turned))
    return None


def _falls(scan: Scan, index: int) -> bool:
    """Returns whether a falling word stands near: «сократился вдвое»."""
    tokens = scan.tokens
    near = range(max(index - _NEAR, 0), min(index + _NEAR, scan.count))
    return any(begins(tokens[at].word, FALLING) for at in near)


def _change(ratio: Fraction) -> Quantity:
    value = Decimal(ratio.numerator) / ratio.denominator
    return Quantity(
        value,
        _CHANGE_UNIT,
        _CHANGE_UNIT,
        QuantityKind.CHANGE,
        tolerance=_CHANGE_WIDTH,
        also=value - 1,
    )
