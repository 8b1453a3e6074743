"""Digits with their separators -> a number, in one convention."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from verifier.figures.tokens import Gap, Kind

if TYPE_CHECKING:
    from verifier.figures.tokens import Scan, Token

_SEPARATORS = frozenset(".,'’")
_GROUP = 3
_MOST_DIGITS = 40
_MOST_EXPONENT = 2  # digits of it
_BLANK = " "
_TIMES = frozenset("×x·⋅*х")  # the last is Cyrillic
_PLAIN_POWER = frozenset("0123456789-+\u2212")
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺\u2212", "0123456789-+-")
_SUPERSCRIPTS = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺")


class Numeral(NamedTuple):
    """Digits as printed, read.

    Attributes:
        digits: the digits alone, without leading zeros.
        exponent: power of ten of the last digit.
        first: index of its first token (of `.42` that of the dot).
        last: index behind its last token.
        parts: the runs of digits.
        separators: what stands between them; a blank one is `" "`.
        problem: why it has no reading; empty if it has one.
    """

    digits: str
    exponent: int
    first: int
    last: int
    parts: tuple[str, ...]
    separators: tuple[str, ...]
    problem: str = ""

    @property
    def is_bare(self) -> bool:
        """Whether it is one run of digits."""
        return len(self.parts) == 1


@lru_cache(maxsize=256)
def exact(digits: str, exponent: int) -> Decimal:
    """Returns digits times a power of ten, exactly and in plain notation.

    Example:
        >>> exact("41", 5), exact("124", -3)
        (Decimal('4100000'), Decimal('0.124'))
    """
    if exponent >= 0:
        return Decimal(digits + "0" * exponent)
    return Decimal(f"{digits}E{exponent}")


def read_numeral(scan: Scan, index: int) -> Numeral:
    """Returns the number whose first digits are the token at an index."""
    tokens = scan.tokens
    first = index
    parts = [tokens[index].text]
    separators: list[str] = []
    if _has_leading_dot(scan, index):
        first -= 1
        parts.insert(0, "")
        separators.append(tokens[first].text)
    last = index + 1
    while True:
        width = _joined(scan, last, parts, separators)
        if not width:
            break
        separators.append(tokens[last].text if width > 1 else _BLANK)
        parts.append(tokens[last + width - 1].text)
        last += width
    digits, exponent, problem = interpret(parts, separators, scan.convention.decimal)
    if problem:
        text = scan.text[tokens[first].start : tokens[last - 1].end]
        problem = f"{text!r} {problem}"
    else:
        last, exponent = _with_exponent(scan, last, exponent)
    return Numeral(
        digits, exponent, first, last, tuple(parts), tuple(separators), problem
    )


def _has_leading_dot(scan: Scan, index: int) -> bool:
    dot = scan.tokens[index - 1]
    if dot.text != "." or not scan.joins(index):
        return False
    before = scan.tokens[index - 2]
    return dot.gap is not Gap.NONE or before.text in {"", "(", "$", "-", "\u2212", "~"}


def _joined(scan: Scan, last: int, parts: list[str], separators: list[str]) -> int:
    """Returns how many tokens join the number as its next run of digits: 0, 1, 2."""
    token = scan.tokens[last]
    if token.kind is Kind.DIGITS:
        return int(_is_group(scan, token, last, parts, separators))
    return 2 * (
        token.text in _SEPARATORS
        and scan.tokens[last + 1].kind is Kind.DIGITS
        and scan.joins(last)
        and scan.joins(last + 1)
    )


def _is_group(
    scan: Scan, token: Token, last: int, parts: list[str], separators: list[str]
) -> bool:
    return (
        token.gap is Gap.BLANK
        and len(token.text) == _GROUP
        and token.link == scan.tokens[last - 1].link
        and len(parts[0]) <= _GROUP
        and parts[0][:1] not in {"", "0"}
        and (not separators or separators[-1] == _BLANK)
    )


def _with_exponent(scan: Scan, last: int, exponent: int) -> tuple[int, int]:
    """Returns the index behind `e6` or `× 10³` and the exponent with it."""
    tokens = scan.tokens
    power_of_ten = _power_of_ten(scan, last)
    if power_of_ten is not None:
        return power_of_ten[0], exponent + power_of_ten[1]
    if tokens[last].word != "e" or not scan.joins(last):
        return last, exponent
    signed = tokens[last + 1].text in {"-", "+", "\u2212"}
    digits = last + 1 + signed
    if tokens[digits].kind is not Kind.DIGITS or not all(
        scan.joins(at) for at in range(last + 1, digits + 1)
    ):
        return last, exponent
    if len(tokens[digits].text) > _MOST_EXPONENT:
        return last, exponent
    power = int(tokens[digits].text)
    falls = signed and tokens[last + 1].text != "+"
    return digits + 1, exponent + (-power if falls else power)


def _power_of_ten(scan: Scan, last: int) -> tuple[int, int] | None:
    """Returns the index behind `× 10³` or `x 10^-3`, and the power."""
    tokens = scan.tokens
    stretch = tokens[last : last + 2]
    if tokens[last].word not in _TIMES or tokens[last + 1].text != "10":
        return None
    link = tokens[last - 1].link
    if any(token.gap is Gap.WIDE or token.link != link for token in stretch):
        return None
    return _raised(scan, last + 2)


def _raised(scan: Scan, at: int) -> tuple[int, int] | None:
    """Returns the index behind `³` or `^3`, and the power."""
    tokens = scan.tokens
    has_caret = tokens[at].text == "^" and scan.joins(at)
    written = _PLAIN_POWER if has_caret else _SUPERSCRIPTS
    end = at = at + has_caret
    while scan.joins(end) and tokens[end].text and not set(tokens[end].text) - written:
        end += 1
    text = "".join(token.text for token in tokens[at:end]).translate(_LOWERED)
    digits = text.lstrip("-+")
    if not digits.isdigit() or len(digits) > _MOST_EXPONENT:
        return None
    return end, -int(digits) if text[0] == "-" else int(digits)


def interpret(
    parts: list[str], separators: list[str], decimal: str
) -> tuple[str, int, str]:
    """Returns digits, exponent and what is wrong with them, empty if nothing is.

    Example:
        >>> interpret(["1", "234", "5"], [",", "."], ".")
        ('12345', -1, '')
        >>> interpret(["12", "5"], [","], ".")[2][:15]
        'has no reading '
    """
    if not separators:
        digits = parts[0]
        if len(digits) > _MOST_DIGITS:
            return "0", 0, f"has more than {_MOST_DIGITS} digits"
        return digits.lstrip("0") or "0", 0, ""
    has_fraction = separators[-1] == decimal
    whole = parts[:-1] if has_fraction else parts
    groups = separators[:-1] if has_fraction else separators
    fraction = parts[-1] if has_fraction else ""
    if groups and not _are_groups(whole, groups, decimal):
        return "0", 0, f"has no reading where {decimal!r} is the decimal sign"
    digits = "".join(whole) + fraction
    if len(digits) > _MOST_DIGITS:
        return "0", 0, f"has more than {_MOST_DIGITS} digits"
    return digits.lstrip("0") or "0", -len(fraction), ""


def _are_groups(whole: list[str], groups: list[str], decimal: str) -> bool:
    mark = groups[0].replace("’", "'")
    return (
        mark != decimal
        and all(group.replace("’", "'") == mark for group in groups)
        and 1 <= len(whole[0]) <= _GROUP
        and whole[0][0] != "0"
        and all(len(part) == _GROUP for part in whole[1:])
    )
