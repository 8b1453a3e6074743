"""The spreadsheet reading of a cell's text: the number that it looks like."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from verifier.languages import listed

_CURRENCIES = (
    "US$",
    "C$",
    "A$",
    "R$",
    "HK$",
    "$",
    "€",
    "£",
    "¥",
    "₽",
    "₴",
    "₸",
    "₹",
    "₺",
    "₩",
    *listed("figures.cell_currencies"),
)
_BLANKS = " \u00a0\u202f\u2009\u2007\t"
_GROUPERS = dict.fromkeys(_BLANKS, " ") | {"’": "'"}
_TRANSLATION = str.maketrans(_GROUPERS | {"\u2212": "-"})
_GROUP = 3
_MOST_LETTERS = 64
_FIRSTS = frozenset(text[0] for text in _CURRENCIES)
_LASTS = frozenset(text[-1] for text in _CURRENCIES)
_DIGITS = frozenset("0123456789")
_BODY = _DIGITS | {".", ","}
_MOST_EXPONENT = 308


class CellNumber(NamedTuple):
    """What a cell's text is as a number; a named tuple because columns have 1e5.

    Attributes:
        value: in plain units: `12%` is 0.12.
        unit: currency as printed, or empty.
        percent: whether a percent sign was printed.
        plain: whether it is bare digits with at most a minus and a decimal point.
        scale: number of printed decimals, negative for `1e3`; of `12.5%` 3.
    """

    value: Decimal
    unit: str
    percent: bool
    plain: bool
    scale: int


def read_cell(text: str, decimal: str) -> CellNumber | None:
    """Returns the number that a cell's text looks like in a spreadsheet, or None.

    Args:
        text: the cell's text.
        decimal: the source's decimal sign, `.` or `,`.

    Example:
        >>> read_cell("($1,200.50)", ".").value
        Decimal('-1200.50')
        >>> read_cell("1 234,5", ",").value
        Decimal('1234.5')
        >>> read_cell("-558 ( 558 )", ".").value
        Decimal('-558')
        >>> read_cell("12 of 30", ".") is None
        True
    """
    if not text or len(text) > _MOST_LETTERS:
        return None
    if decimal == "." or "." not in text:
        plain = _plain(text)
        if plain is not None:
            return plain
    return _dressed(text, decimal) or _told_twice(text, decimal)


def _told_twice(text: str, decimal: str) -> CellNumber | None:
    """Returns a negative number that parentheses repeat: `-558 ( 558 )`, as filings do.

    Source: tables of annual reports as published in machine-readable form.
    """
    head, opening, tail = text.partition("(")
    inner, closing, rest = tail.partition(")")
    if not (opening and closing) or rest.strip() not in {"", "%"}:
        return None
    suffix = "%" if "%" in inner + rest and "%" not in head else ""
    number = _dressed(head.strip() + suffix, decimal) if head.strip() else None
    repeated = _dressed(f"({inner.replace('%', '')})", decimal)
    if number is None or repeated is None or number.value >= 0:
        return None
    printed = number.value.scaleb(2) if number.percent else number.value
    return number if printed == repeated.value else None


def _plain(text: str) -> CellNumber | None:
    """Returns the number of bare ASCII digits with at most a minus and a point."""
    body = text[1:] if text[0] == "-" else text
    whole, point, fraction = body.partition(".")
    if not (whole.isdigit() and body.isascii()):
        return None
    if point and not fraction.isdigit():
        return None
    if len(whole) > 1 and whole[0] == "0":
        return None
    return CellNumber(Decimal(text), "", percent=False, plain=True, scale=len(fraction))


class _Undressed(NamedTuple):
    """A cell's text without what stands round its digits."""

    body: str
    negative: bool
    unit: str
    percent: bool


def _dressed(text: str, decimal: str) -> CellNumber | None:
    undressed = _undress(text.translate(_TRANSLATION).strip())
    if undressed is None:
        return None
    body, power = _without_exponent(undressed.body)
    digits = _digits(body, decimal)
    if digits is None:
        return None
    whole, fraction = digits
    exponent = power - len(fraction) - 2 * undressed.percent
    value = Decimal(f"{whole}{fraction}E{exponent}")
    if exponent > 0:
        value = Decimal(whole + fraction + "0" * exponent)
    if undressed.negative:
        value = -value
    return CellNumber(
        value, undressed.unit, undressed.percent, plain=False, scale=-exponent
    )


def _undress(text: str) -> _Undressed | None:
    """Returns the digits of a cell, its sign, currency and percent taken off."""
    front = _front(text)
    if front is None:
        return None
    text, negative, unit = front
    percent = False
    while text and text[-1] not in _DIGITS:
        if text[-1] == "%" and not percent:
            percent, text = True, text[:-1].rstrip()
            continue
        currency = _currency_behind(text) if not unit else ""
        if not currency:
            return None
        unit, text = currency, text[: -len(currency)].rstrip()
    return _Undressed(text, negative, unit, percent) if text else None


def _front(text: str) -> tuple[str, bool, str] | None:
    """Returns the text without sign, parentheses and currency before its digits."""
    negative = signed = False
    unit = ""
    while text and text[0] not in _BODY:
        first = text[0]
        if first in "+-(" and not signed:
            signed, negative = True, first != "+"
            text = _unwrapped(text) if first == "(" else text[1:]
            if text[:1] in {"", " "}:
                return None
            continue
        currency = _currency(text) if not unit else ""
        if not currency:
            return None
        unit, text = currency, text[len(currency) :].lstrip()
    return text, negative, unit


def _unwrapped(text: str) -> str:
    """Returns a text without the parentheses that it begins with, or nothing."""
    closing = text.find(")")
    if closing < 0:
        return ""
    return (text[1:closing].strip() + text[closing + 1 :]).strip()


def _currency(text: str) -> str:
    if text[0] not in _FIRSTS:
        return ""
    return next((name for name in _CURRENCIES if text.startswith(name)), "")


def _currency_behind(text: str) -> str:
    if text[-1] not in _LASTS:
        return ""
    return next((name for name in _CURRENCIES if text.endswith(name)), "")


def _without_exponent(body: str) -> tuple[str, int]:
    """Returns the text before `e3`, and 3."""
    head, mark, tail = body.lower().partition("e")
    digits = tail[1:] if tail[:1] in {"+", "-"} else tail
    if not mark or not (digits.isascii() and digits.isdigit()):
        return body, 0
    power = int(digits[:4])
    if power > _MOST_EXPONENT:
        return body, 0
    return head, -power if tail[0] == "-" else power


def _digits(body: str, decimal: str) -> tuple[str, str] | None:
    """Returns the digits before and behind the decimal sign, groups joined."""
    whole, mark, fraction = body.partition(decimal)
    if mark and fraction and not (fraction.isascii() and fraction.isdigit()):
        return None
    if not whole:
        return ("0", fraction) if fraction else None
    if mark and not fraction:
        return None
    if whole.isascii() and whole.isdigit():
        return None if len(whole) > 1 and whole[0] == "0" else (whole, fraction)
    joined = _joined(whole, decimal)
    return None if joined is None else (joined, fraction)


@lru_cache(maxsize=2)
def _marks(decimal: str) -> tuple[str, ...]:
    return (",", " ", "'") if decimal == "." else (".", " ", "'")


def _joined(whole: str, decimal: str) -> str | None:
    """Returns the digits of thousands in groups, or None where they are none."""
    mark = next((mark for mark in _marks(decimal) if mark in whole), "")
    if not mark:
        return None
    head, *groups = whole.split(mark)
    if not (1 <= len(head) <= _GROUP and head.isdigit() and head[0] != "0"):
        return None
    if not all(len(group) == _GROUP and group.isdigit() for group in groups):
        return None
    return head + "".join(groups) if whole.isascii() else None
