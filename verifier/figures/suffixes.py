"""What stands behind a number and belongs to it: scale, percent, currency, unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verifier.figures.lexicon import AFFIXES, LETTER_SCALES, Meaning
from verifier.figures.tokens import Gap, Kind
from verifier.figures.words._language import Role
from verifier.languages import listed, words
from verifier.model.quantity import QuantityKind

if TYPE_CHECKING:
    from verifier.figures.tokens import Scan

_MOST = 4  # thousand, percent, currency, unit
_HYPHENS = ("-", "\u2011")
_IN_RATIO = words("figures.ratio_prepositions")
_RATIO_WORDS = words("figures.ratio_words")
_PERCENTAL = listed("figures.percent_adjectives")
_RATIOS = listed("figures.times_adjectives")
_WITHIN = frozenset(".,-\u2013\u2014~")
_SMALL_LETTERS = ("b",)  # a scale only behind a currency
_KINDS = {
    Role.PERCENT: QuantityKind.PERCENT,
    Role.POINTS: QuantityKind.PERCENTAGE_POINTS,
    Role.BASIS: QuantityKind.BASIS_POINTS,
    Role.TIMES: QuantityKind.MULTIPLE,
}


class Suffix(NamedTuple):
    """What stands behind a number.

    Attributes:
        last: index behind it.
        power: power of ten that it multiplies by.
        kind: what it makes the number.
        unit: currency or unit as printed, or empty.
        scale: the scale word as printed, or empty.
        is_span: whether the unit is one of time.
        is_currency: whether the unit is a currency.
    """

    last: int
    power: int = 0
    kind: QuantityKind = QuantityKind.NUMBER
    unit: str = ""
    scale: str = ""
    is_span: bool = False
    is_currency: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands there."""
        return self.kind is QuantityKind.NUMBER and not self.unit and not self.scale


def read_suffix(scan: Scan, index: int, *, has_currency: bool = False) -> Suffix:
    """Returns what belongs to a number that ends right before a token.

    Args:
        scan: the text.
        index: index of the token behind the number.
        has_currency: whether a currency stands before the number: `$4.1 m`.
    """
    suffix = Suffix(index)
    for _ in range(_MOST):
        if scan.tokens[suffix.last].kind not in {Kind.WORD, Kind.MARK}:
            break
        wider = _letter(scan, suffix, index, has_currency=has_currency)
        wider = wider or _phrase(scan, suffix, index)
        if wider is None:
            break
        suffix = wider
    return suffix


def _letter(
    scan: Scan, suffix: Suffix, index: int, *, has_currency: bool
) -> Suffix | None:
    """Returns the suffix with a scale letter: `4.1M`, `$4.1 m`, `15к`."""
    token = scan.tokens[suffix.last]
    power = LETTER_SCALES.get(token.text)
    if power is None or suffix.scale or suffix.unit or suffix.last != index:
        return None
    touches = token.gap is Gap.NONE
    if not (touches or has_currency) or (
        token.text in _SMALL_LETTERS and not has_currency
    ):
        return None
    following = scan.tokens[suffix.last + 1]
    if scan.joins(suffix.last + 1) and following.kind in {Kind.DIGITS, Kind.WORD}:
        return None
    return suffix._replace(
        last=suffix.last + 1, power=suffix.power + power, scale=token.text
    )


def _phrase(scan: Scan, suffix: Suffix, index: int) -> Suffix | None:
    tokens = scan.tokens
    start = suffix.last
    if tokens[start].gap is Gap.NONE and (
        tokens[start - 1].kind is tokens[start].kind is Kind.WORD
    ):
        return None  # the rest of a word that a link's edge cuts
    hyphenated = (
        tokens[start].text in _HYPHENS
        and tokens[start].gap is Gap.NONE
        and tokens[start + 1].gap is Gap.NONE
        and start == index
    )
    found = AFFIXES.at(tokens, start + hyphenated) or _adjective(scan, start)
    if found is None or (hyphenated and not _may_be_hyphened(scan, start + 1)):
        return None
    meaning, last = found
    if not _fits(scan, suffix, (start + hyphenated, last), meaning):
        return None
    if meaning.role is Role.TIMES and not _is_ratio(scan, index, (start, last)):
        return None
    first = tokens[start + hyphenated].start
    printed = scan.text[first : tokens[last - 1].end]
    return _widened(suffix, meaning, last, printed)


def _adjective(scan: Scan, start: int) -> tuple[Meaning, int] | None:
    """Returns percent for «12-процентный», a ratio for «3-кратный»."""
    if scan.tokens[start].text not in _HYPHENS or not scan.joins(start + 1):
        return None
    word = scan.tokens[start + 1].word
    if word.startswith(_PERCENTAL):
        return Meaning(Role.PERCENT, -2), start + 2
    return (Meaning(Role.TIMES, 0), start + 2) if word.startswith(_RATIOS) else None


def _may_be_hyphened(scan: Scan, index: int) -> bool:
    """Returns whether a word behind a hyphen can belong to a number: not «3-х»."""
    return len(scan.tokens[index].text) > 1 or scan.tokens[index].kind is Kind.MARK


def _fits(scan: Scan, suffix: Suffix, place: tuple[int, int], meaning: Meaning) -> bool:
    start, last = place
    if scan.tokens[last - 1].kind is Kind.WORD and not _ends_well(scan, start, last):
        return False
    match meaning.role:
        case Role.SCALE:
            return not suffix.unit
        case Role.CURRENCY:
            return not suffix.unit and not _opens_a_number(scan, last)
        case Role.UNIT | Role.SPAN:
            return not suffix.unit and suffix.kind is QuantityKind.NUMBER
        case _:
            return suffix.kind is QuantityKind.NUMBER and not suffix.is_span


def _opens_a_number(scan: Scan, last: int) -> bool:
    """Returns whether a currency touches digits behind it: `the best one $345`."""
    is_sign = scan.tokens[last - 1].kind is Kind.MARK
    behind = scan.tokens[last]
    return is_sign and behind.kind is Kind.DIGITS and behind.gap is Gap.NONE


def _ends_well(scan: Scan, start: int, last: int) -> bool:
    """Returns whether a unit is not the beginning of something longer: 5g2, 3D."""
    following = scan.tokens[last]
    touches = scan.joins(last)
    if touches and following.kind is Kind.DIGITS:
        return False
    text = scan.tokens[start].text
    if len(text) == 1 and last == start + 1:
        behind = scan.tokens[last + 1].kind
        glued = touches and following.text in _HYPHENS and behind is Kind.WORD
        return not text.isupper() and not glued
    return True


def _is_ratio(scan: Scan, index: int, place: tuple[int, int]) -> bool:
    """Returns whether `x`, `times`, «раза» make the number a ratio here."""
    start, last = place
    tokens = scan.tokens
    token = tokens[last - 1]
    if token.word in _RATIO_WORDS:
        return _follows_in(scan, index)
    if token.word in {"x", "х", "×"}:
        return tokens[start].gap is Gap.NONE and tokens[last].kind is not Kind.DIGITS
    return True


def _follows_in(scan: Scan, index: int) -> bool:
    """Returns whether «в» stands before the number that ends before a token."""
    tokens = scan.tokens
    before = index - 1
    if tokens[before].kind is Kind.WORD:  # в два с половиной раза
        return any(tokens[at].word in _IN_RATIO for at in range(before - 4, before))
    while tokens[before].kind is Kind.DIGITS or tokens[before].text in _WITHIN:
        before -= 1
    return tokens[before].word in _IN_RATIO


def _widened(suffix: Suffix, meaning: Meaning, last: int, printed: str) -> Suffix:
    power = suffix.power + meaning.power
    match meaning.role:
        case Role.SCALE:
            scale = f"{suffix.scale} {printed}".strip()
            return suffix._replace(last=last, power=power, scale=scale)
        case Role.CURRENCY | Role.UNIT | Role.SPAN:
            return suffix._replace(
                last=last,
                unit=printed,
                is_span=meaning.role is Role.SPAN,
                is_currency=meaning.role is Role.CURRENCY,
            )
        case _:
            return suffix._replace(last=last, power=power, kind=_KINDS[meaning.role])
