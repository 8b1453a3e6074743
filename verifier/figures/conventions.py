"""How a report writes numbers: its decimal sign, and the language of its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.figures.lexicon import SECTIONS, VERSIONS
from verifier.figures.numerals import read_numeral
from verifier.figures.tokens import Gap, Kind, tokenize
from verifier.model.quantity import Convention

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verifier.figures.tokens import Scan

_COMMA = frozenset(
    [
        "ru",
        "de",
        "fr",
        "es",
        "it",
        "pt",
        "nl",
        "pl",
        "cs",
        "uk",
        "be",
        "kk",
        "tr",
        "sv",
        "da",
        "nb",
        "fi",
        "el",
        "ro",
        "hu",
        "bg",
    ]
)
_POINT = frozenset(["en", "us", "gb", "uk-en", "zh", "ja", "he", "th"])
_GROUP = 3
_SHORT = 2
_OTHER = {".": ",", ",": "."}


def named_convention(name: str) -> Convention | None:
    """Returns the convention of a language: `en`, `ru`, `de`, `fr-FR`; else None.

    Example:
        >>> named_convention("de").decimal
        ','
    """
    language = name.strip().lower().replace("_", "-")
    if language in {".", "point", "dot"}:
        return Convention()
    if language in {",", "comma"}:
        return Convention(",", "en")
    language = language.partition("-")[0]
    if language in _COMMA:
        return Convention(",", language)
    if language in _POINT:
        return Convention(".", "en" if language in {"us", "gb"} else language)
    return None


def find_language(texts: Iterable[str]) -> str:
    """Returns `ru` where most letters are Cyrillic, else `en`.

    Example:
        >>> find_language(["Выручка ARR"])
        'ru'
    """
    cyrillic = latin = 0
    for text in texts:
        letters = sum("а" <= letter <= "ё" for letter in text.lower())
        cyrillic += letters
        latin += sum("a" <= letter <= "z" for letter in text.lower())
    return "ru" if cyrillic > latin else "en"


def find_convention(texts: Iterable[str], language: str) -> Convention:
    """Returns a report's convention: its unambiguous figures', else its language's.

    Example:
        >>> find_convention(["Доля 12.4 %, затем 1,250.5"], "ru").decimal
        '.'
    """
    usual = named_convention(language) or Convention()
    votes = {".": 0, ",": 0}
    for text in texts:
        for sign in _votes(tokenize(text, usual)):
            votes[sign] += 1
    decimal = usual.decimal
    if votes[_OTHER[decimal]] > votes[decimal]:
        decimal = _OTHER[decimal]
    return Convention(decimal, language)


def _votes(scan: Scan) -> list[str]:
    """Returns the decimal sign of each number that can have one alone."""
    signs: list[str] = []
    index = 0
    while index < scan.count:
        if scan.tokens[index].kind is not Kind.DIGITS:
            index += 1
            continue
        numeral = read_numeral(scan, index)
        marks = tuple(mark for mark in numeral.separators if mark in _OTHER)
        labelled = SECTIONS.before(scan.tokens, index) or VERSIONS.before(
            scan.tokens, index
        )
        if marks and not labelled and not _is_glued(scan, index):
            sign = _decimal_sign(numeral.parts, numeral.separators, marks)
            if sign:
                signs.append(sign)
        index = numeral.last
    return signs


def _is_glued(scan: Scan, index: int) -> bool:
    """Returns whether a letter touches the digits: v1.2."""
    before = scan.tokens[index - 1]
    return scan.tokens[index].gap is Gap.NONE and before.kind is Kind.WORD


def _decimal_sign(
    parts: tuple[str, ...], separators: tuple[str, ...], marks: tuple[str, ...]
) -> str:
    """Returns the decimal sign that a number shows, or empty where it may be either."""
    tail = parts[-1]
    last = separators[-1]
    if len(set(marks)) > 1:
        return last if marks.count(last) == 1 else ""
    if len(marks) > 1:
        groups = all(len(part) == _GROUP for part in parts[1:])
        return _OTHER[marks[0]] if groups else ""
    if len(separators) > 1:  # blanks group, so the mark is the decimal sign
        return last if last in _OTHER else ""
    may_be_group = len(tail) == _GROUP and parts[0] not in {"0", ""}
    return "" if may_be_group or _is_day_and_month(parts, last) else last


def _is_day_and_month(parts: tuple[str, ...], mark: str) -> bool:
    """Returns whether `14.03` may be a day."""
    head, tail = parts
    return mark == "." and len(tail) == len(head) == _SHORT and tail[0] in "01"
