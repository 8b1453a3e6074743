"""Numbers that name something: sections, versions, standards, phones, ids, windows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.figures.dates import is_year
from verifier.figures.found import Found
from verifier.figures.lexicon import (
    IDENTIFIERS,
    ORDINALS,
    RECENT,
    SECTIONS,
    SPAN_ADJECTIVES,
    SPANS,
    STANDARDS,
    VERSIONS,
    begins,
)
from verifier.figures.tokens import Gap, Kind
from verifier.languages import listed, words
from verifier.model.quantity import NotFigureReason

if TYPE_CHECKING:
    from verifier.figures.lexicon import Phrases
    from verifier.figures.tokens import Scan, Token

_HYPHENS = frozenset("-\u2011")
_LEAST_PHONE = 7
_MOST_PHONE = 15
_LEAST_GROUPS = 3
_LEAST_LONG_PHONE = 10
_MOST_LABEL = 4  # digits of a section's number
_MOST_LIST = 3
_MOST_CITED = 3
_PHONE_MARKS = frozenset("-() \u2011")
_PHONE_STARTS = frozenset("-(\u2011")
_TRUNKS = frozenset("78")  # first digits of Russian numbers
_GROUP = 3
_CODE = 3  # letters behind the hyphen of an id
_VERSION_DOTS = 2
_TARGETS = frozenset("([{")  # what opens the place that a link points to
_PATH_MARKS = frozenset("/_@\\&")
_LOWER_PREFIXES = words("figures.lower_prefixes")
_GLUED_ORDINALS = words("figures.glued_ordinals")
_YEAR_PARTS = listed("figures.year_parts")
_WINDOW_PARTS = listed("figures.window_parts")
_WINDOW_PREPOSITIONS = words("figures.window_prepositions")


def read_phone(scan: Scan, index: int, floor: int) -> Found | None:
    """Returns a phone number: +7 (495) 123-45-67, 555-123-4567."""
    tokens = scan.tokens
    touches = scan.joins(index) and index > floor
    plus = touches and tokens[index - 1].text == "+"
    area = len(tokens[index].text) == _GROUP
    opening = touches and area and tokens[index - 1].text == "("
    starts = tokens[index + 1].text in _PHONE_STARTS or tokens[index].text in _TRUNKS
    if not (plus or opening or starts):
        return None
    last, groups, digits, hyphens = _phone_groups(scan, index)
    if groups < _LEAST_GROUPS or digits > _MOST_PHONE or digits < _LEAST_PHONE:
        return None
    if not (plus and digits >= _LEAST_LONG_PHONE) and not (
        hyphens and (digits >= _LEAST_LONG_PHONE or hyphens > 1)
    ):
        return None
    first = index - (plus or opening)
    return Found(first, last, reason=NotFigureReason.PHONE)


def _phone_groups(scan: Scan, index: int) -> tuple[int, int, int, int]:
    """Returns the index behind, the number of groups, of digits and of hyphens."""
    tokens = scan.tokens
    last, groups, digits, hyphens = index + 1, 1, len(tokens[index].text), 0
    at = last
    while digits <= _MOST_PHONE:
        token = tokens[at]
        if token.link != tokens[index].link or token.gap is Gap.WIDE:
            break
        if token.kind is Kind.DIGITS:
            groups += 1
            digits += len(token.text)
            last = at + 1
        elif token.text not in _PHONE_MARKS or at - last > 1:
            break
        elif token.text in _HYPHENS:
            if token.gap is not Gap.NONE:
                break
            hyphens += 1
        at += 1
    return last, groups, digits, hyphens


def read_citation(scan: Scan, index: int, floor: int) -> Found | None:
    """Returns a mark that cites: [12], [3, 4], [12–15]; no link that was cut short."""
    tokens = scan.tokens
    opening = tokens[index - 1]
    if opening.text != "[" or index <= floor or opening.link != tokens[index].link:
        return None
    last = index
    while len(tokens[last].text) <= _MOST_CITED and tokens[last].kind is Kind.DIGITS:
        if tokens[last + 1].text == "]":
            if _begins_target(scan, last + 2):
                return None
            return Found(index - 1, last + 2, reason=NotFigureReason.CITATION)
        if tokens[last + 1].text not in {",", "-", "\u2013", ";"}:
            return None
        last += 2
    return None


def _begins_target(scan: Scan, index: int) -> bool:
    """Returns whether what a link points to stands here: `(#c2`, `[c2]`, `(file.md`."""
    opening, following = scan.tokens[index], scan.tokens[index + 1]
    if opening.text not in _TARGETS or opening.gap is Gap.WIDE:
        return False
    if following.text == "#":
        return True
    is_dotted = scan.tokens[index + 2].text == "." and scan.joins(index + 2)
    is_file = is_dotted and scan.tokens[index + 3].gap is Gap.NONE
    is_name = is_file or opening.text != "("
    return opening.gap is Gap.NONE and following.kind is Kind.WORD and is_name


def read_list_number(scan: Scan, index: int, floor: int) -> Found | None:
    """Returns the number of a list's item: `1.` or `2)` where a text begins."""
    tokens = scan.tokens
    following = tokens[index + 1]
    if len(tokens[index].text) > _MOST_LIST or following.gap is not Gap.NONE:
        return None
    behind = tokens[index + 2]
    if following.text == ")" and behind.kind is not Kind.END:
        opened = tokens[index - 1].text == "("
        if index == 0 or (index == 1 and opened and not scan.is_cell):
            return Found(index - opened, index + 2, reason=NotFigureReason.LIST_NUMBER)
    goes_on = behind.gap is not Gap.NONE and behind.kind is not Kind.END
    if index == floor == 0 and following.text == "." and goes_on:
        return Found(index, index + 2, reason=NotFigureReason.LIST_NUMBER)
    return None


def read_label(scan: Scan, index: int, floor: int) -> Found | None:
    """Returns the number of a section, version, standard or id after its word."""
    tokens = scan.tokens
    for phrases, reason in _LABELLED:
        found = phrases.before(tokens, index)
        if found is None or tokens[index].gap is Gap.WIDE:
            continue
        if not _is_word(scan, found[1], index, phrases):
            continue
        last = _label_end(scan, index)
        if last and found[1] >= 0:
            is_mark = tokens[index - 1].text in {"#", "№"} and scan.joins(index)
            return Found(index - is_mark, last, reason=reason)
    return _heading_number(scan, index, floor)


_LABELLED: tuple[tuple[Phrases[str], NotFigureReason], ...] = (
    (SECTIONS, NotFigureReason.SECTION),
    (STANDARDS, NotFigureReason.STANDARD),
    (VERSIONS, NotFigureReason.VERSION),
    (IDENTIFIERS, NotFigureReason.IDENTIFIER),
)


def _is_word(scan: Scan, first: int, index: int, phrases: Phrases[str]) -> bool:
    """Returns whether a label is written as one: standards in capitals."""
    word = scan.tokens[first]
    if scan.joins(index) and scan.tokens[index - 1].kind is Kind.WORD:
        return False
    if first > 0 and scan.joins(first) and scan.tokens[first - 1].kind is Kind.WORD:
        return False
    return phrases is not STANDARDS or word.text.isupper() or word.text.istitle()


def _label_end(scan: Scan, index: int) -> int:
    """Returns the index behind `4`, `4.2`, `4–6`; 0 where it is a quantity."""
    tokens = scan.tokens
    last = index + 1
    while (
        tokens[last].text in {".", "-", "\u2013", ":", "/"}
        and scan.joins(last)
        and scan.joins(last + 1)
        and tokens[last + 1].kind is Kind.DIGITS
    ):
        last += 2
    following = tokens[last]
    if following.gap is Gap.NONE and following.kind is Kind.WORD:
        return last + 1 if len(following.text) == 1 else 0
    if following.text in {"%", "‰", "€", "₽", "×"}:
        return 0
    if following.text == "," and _touches_digits(scan, last):
        return 0
    return last


def _touches_digits(scan: Scan, index: int) -> bool:
    return scan.joins(index + 1) and scan.tokens[index + 1].kind is Kind.DIGITS


def _heading_number(scan: Scan, index: int, floor: int) -> Found | None:
    """Returns `4.2` where it begins a text and a capitalised word follows."""
    if index != 0 or floor != 0 or scan.is_cell:
        return None
    tokens = scan.tokens
    last = _label_end(scan, 0)
    if last < _LEAST_GROUPS or tokens[1].text != ".":
        return None
    last += tokens[last].text == "." and scan.joins(last)
    word = tokens[last]
    if word.kind is not Kind.WORD or not word.text[0].isupper():
        return None
    return Found(index, last, reason=NotFigureReason.SECTION)


def read_version(scan: Scan, index: int, floor: int) -> Found | None:
    """Returns a version or an address: v1.2, 1.2.3, 192.168.0.1."""
    tokens = scan.tokens
    dots = 0
    last = index + 1
    while (
        tokens[last].text == "."
        and scan.joins(last)
        and scan.joins(last + 1)
        and tokens[last + 1].kind is Kind.DIGITS
    ):
        last += 2
        dots += 1
    letter = tokens[index - 1]
    named = letter.word == "v" and scan.joins(index) and index > floor
    if named and not (index > 1 and _is_lettered(scan, index - 1)):
        return Found(index - 1, last, reason=NotFigureReason.VERSION)
    parts = [token.text for token in tokens[index:last:2]]
    if dots < _VERSION_DOTS or _are_groups(parts):
        return None
    reason = NotFigureReason.VERSION
    if dots > _VERSION_DOTS:
        reason = NotFigureReason.IDENTIFIER
    elif index == 0 and tokens[last].kind is Kind.WORD:
        reason = NotFigureReason.SECTION
    return Found(index, last, reason=reason)


def _are_groups(parts: list[str]) -> bool:
    """Returns whether runs of digits may be thousands: 1.234.567."""
    return all(len(part) == _GROUP for part in parts[1:])


def _is_lettered(scan: Scan, index: int, mark: str = "") -> bool:
    """Returns whether letters, before most marks also digits, touch a token."""
    if not scan.joins(index):
        return False
    before = scan.tokens[index - 1].kind
    return before is Kind.WORD or (before is Kind.DIGITS and mark != "/")


def read_identifier(scan: Scan, index: int, floor: int) -> Found | None:
    """Returns an id: D-1042, #1234, №5, B2B, 007, report_2024, 10-K."""
    tokens = scan.tokens
    before = tokens[index - 1]
    if index > floor and scan.joins(index):
        if before.kind is Kind.WORD:
            return Found(
                _word_start(scan, index - 1, floor),
                _id_end(scan, index),
                reason=NotFigureReason.IDENTIFIER,
            )
        if before.text in _HYPHENS and _is_named(scan, index - 1, floor):
            first = _word_start(scan, index - 2, floor)
            last = _id_end(scan, index)
            return Found(first, last, reason=NotFigureReason.IDENTIFIER)
        if before.text in _PATH_MARKS and _is_lettered(scan, index - 1, before.text):
            last = _id_end(scan, index)
            return Found(index, last, reason=NotFigureReason.IDENTIFIER)
    if _has_leading_zero(tokens[index]) and _is_whole(scan, index):
        return Found(index, index + 1, reason=NotFigureReason.IDENTIFIER)
    return _hyphened_id(scan, index)


def _hyphened_id(scan: Scan, index: int) -> Found | None:
    """Returns `10-K`, `152-ФЗ`, `12-34-56`: capitals or two hyphens behind digits."""
    tokens = scan.tokens
    if tokens[index + 1].text not in _HYPHENS or not scan.joins(index + 1):
        return None
    word = tokens[index + 2]
    if not scan.joins(index + 2):
        return None
    if word.kind is Kind.WORD and word.text.isupper() and len(word.text) <= _CODE:
        return Found(index, index + 3, reason=NotFigureReason.IDENTIFIER)
    if word.kind is Kind.DIGITS and tokens[index + 3].text in _HYPHENS:
        last = _id_end(scan, index)
        if tokens[index + 4].kind is Kind.DIGITS and last > index + 3:
            return Found(index, last, reason=NotFigureReason.IDENTIFIER)
    return None


def _is_named(scan: Scan, hyphen: int, floor: int) -> bool:
    """Returns whether a word before a hyphen makes the digits behind it an id."""
    word = scan.tokens[hyphen - 1]
    if hyphen <= floor or not scan.joins(hyphen):
        return False
    if word.kind is not Kind.WORD:
        return False
    return word.word not in _LOWER_PREFIXES


def _word_start(scan: Scan, index: int, floor: int) -> int:
    """Returns the index at which the run of letters and digits begins."""
    first = index
    while (
        first > floor
        and scan.joins(first)
        and scan.tokens[first - 1].kind in {Kind.WORD, Kind.DIGITS}
    ):
        first -= 1
    return first


def _id_end(scan: Scan, index: int) -> int:
    last = index + 1
    while scan.joins(last) and (
        scan.tokens[last].kind in {Kind.WORD, Kind.DIGITS}
        or (
            scan.tokens[last].text in {"-", "_", "/"}
            and scan.joins(last + 1)
            and scan.tokens[last + 1].kind in {Kind.WORD, Kind.DIGITS}
        )
    ):
        last += 1
    return last


def _has_leading_zero(token: Token) -> bool:
    return len(token.text) > 1 and token.text[0] == "0"


def _is_whole(scan: Scan, index: int) -> bool:
    """Returns whether digits are not the first part of a longer number."""
    following = scan.tokens[index + 1]
    return following.text not in {".", ","} or not _touches_digits(scan, index + 1)


def read_ordinal(scan: Scan, index: int, floor: int) -> Found | None:
    """Returns an ordinal: 1st, 3-й, 1-го."""
    del floor
    tokens = scan.tokens
    at = index + 1
    if tokens[at].text in _HYPHENS and scan.joins(at):
        at += 1
    if tokens[at].word not in ORDINALS or not scan.joins(at):
        return None
    if at == index + 1 and tokens[at].word not in _GLUED_ORDINALS:
        return None
    return Found(index, at + 1, reason=NotFigureReason.ORDINAL)


def read_window(scan: Scan, index: int, floor: int) -> Found | None:
    """Returns a window: last 12 months, 7-day, «за последние 12 месяцев»."""
    del floor
    return window_behind(scan, index, index + 1)


def window_behind(scan: Scan, first: int, last: int) -> Found | None:
    """Returns the window that a number from `first` to `last` is part of."""
    tokens = scan.tokens
    if tokens[last].text in _HYPHENS and scan.joins(last) and scan.joins(last + 1):
        if begins(tokens[last + 1].word, SPAN_ADJECTIVES):
            return Found(first, last + 2, reason=NotFigureReason.WINDOW)
        return None
    found = SPANS.at(tokens, last)
    if found is None or not (
        _is_recent(scan, first, tokens[last]) or _is_of_year(scan, last, found[1])
    ):
        return None
    end = found[1] if tokens[last].link == tokens[last - 1].link else last
    return Found(first, end, reason=NotFigureReason.WINDOW)


def _is_of_year(scan: Scan, unit: int, behind: int) -> bool:
    """Returns whether months are those of a year: «9 месяцев 2025 года»."""
    word = scan.tokens[unit].word
    return word.startswith(_YEAR_PARTS) and is_year(scan.tokens[behind])


def _is_recent(scan: Scan, first: int, unit: Token) -> bool:
    before = scan.tokens[first - 1]
    if before.word in RECENT:
        return True
    return before.word in _WINDOW_PREPOSITIONS and unit.word.startswith(_WINDOW_PARTS)
