"""What a table cell takes from the words round the table: %, scale, unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from verifier.figures.found import Reading
from verifier.figures.lexicon import AFFIXES, LETTER_SCALES, Meaning
from verifier.figures.suffixes import Suffix
from verifier.figures.tokens import Gap, Kind, tokenize
from verifier.figures.words._language import Role
from verifier.languages import alternatives, compiled, listed
from verifier.model.quantity import Convention, NotFigureReason, QuantityKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.figures.found import Found
    from verifier.figures.tokens import Scan

_KINDS = {
    Role.PERCENT: QuantityKind.PERCENT,
    Role.POINTS: QuantityKind.PERCENTAGE_POINTS,
    Role.BASIS: QuantityKind.BASIS_POINTS,
}
_THOUSANDS = frozenset(("000", "000s"))
_WORDY = 2  # letters from which a scale word is one without a currency beside it
_OPENERS = frozenset("(,[/;:")
_CODES = "USD|EUR|GBP|RUB|CHF|CAD|AUD"
_BEFORE_CURRENCY = re.compile(
    rf"(?<!\w)(?P<scale>[kKmMbB]n?)[ _]?(?P<unit>[$€£¥₽]|(?i:{_CODES})(?!\w))"
)
_THOUSANDS_OF = compiled(rf"(?<!\w)(?:{alternatives('surroundings.thousands_of')})\b")
_WRITTEN_OUT = " ".join(listed("figures.thousands_of")[:1])
_BEHIND_CURRENCY = re.compile(
    rf"(?<!\w)(?P<unit>{_CODES})(?P<scale>[kKmMbB]n?|000s?)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words round a table cell.

    Attributes:
        column_header: of the cell's column.
        row_label: of the cell's row.
        caption: of the table.
        fills_cell: whether the text is a whole table cell.
    """

    column_header: str = ""
    row_label: str = ""
    caption: str = ""
    fills_cell: bool = False

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        """The texts with their names, the nearest first."""
        return (
            (self.column_header, "column header"),
            (self.row_label, "row label"),
            (self.caption, "caption"),
        )


@dataclass(frozen=True, slots=True)
class _Taken:
    """What one text says about the numbers round it."""

    percent: tuple[QuantityKind, int, str] | None = None
    scale: tuple[int, str] | None = None
    unit: str = ""
    is_currency: bool = False


def header_scale(header: str) -> int:
    """Returns the power of ten in which a header tells its cells, 0 without one.

    Example:
        >>> header_scale("Revenue (k$)"), header_scale("Выручка, млн руб.")
        (3, 6)
        >>> header_scale("Revenue ($)"), header_scale("balance k eur")
        (0, 3)
    """
    scale = _said(header, Convention()).scale
    return scale[0] if scale else 0


def take(
    scan: Scan, found: tuple[Found, ...], around: Surroundings
) -> tuple[Found, ...]:
    """Returns the numbers of a cell with what they lack, from the words round it."""
    said = [
        (_said(text, scan.convention), place) for text, place in around.places if text
    ]
    said = [(taken, place) for taken, place in said if taken != _Taken()]
    if not said:
        return found
    return tuple(_complete(scan, number, said) for number in found)


def _complete(scan: Scan, number: Found, said: list[tuple[_Taken, str]]) -> Found:
    reading = number.reading
    if number.reason is NotFigureReason.YEAR and number.last == number.first + 1:
        reading = number.spare or _year(scan, number)
    following = scan.tokens[number.last]
    if reading is None or following.kind is Kind.WORD:
        return number
    if number.reason not in {None, NotFigureReason.YEAR}:
        return number
    completed, notes = _with_taken(reading, said)
    if not notes:
        return number
    upper = number.upper and _with_taken(number.upper, said)[0]
    note = "; ".join(notes)
    return replace(number, reading=completed, upper=upper, reason=None, taken=note)


def _year(scan: Scan, number: Found) -> Reading | None:
    token = scan.tokens[number.first]
    if token.kind is not Kind.DIGITS:
        return None
    return Reading(token.text, 0, Suffix(number.last))


def _with_taken(
    reading: Reading, said: list[tuple[_Taken, str]]
) -> tuple[Reading, list[str]]:
    """Returns a reading with what it lacks, and what was taken from where."""
    notes: list[str] = []
    suffix = reading.suffix
    for taken, place in said:
        plain = suffix.kind is QuantityKind.NUMBER and not suffix.scale
        if taken.percent and plain and not (reading.unit or suffix.unit):
            kind, power, word = taken.percent
            suffix = suffix._replace(kind=kind, power=suffix.power + power)
            notes.append(f"{word} from the {place}")
            continue
        if taken.scale and plain and not (suffix.unit and not suffix.is_currency):
            power, word = taken.scale
            suffix = suffix._replace(power=suffix.power + power, scale=word)
            notes.append(f"{word} from the {place}")
        if taken.unit and _lacks_unit(reading, suffix):
            currency = taken.is_currency
            suffix = suffix._replace(unit=taken.unit, is_currency=currency)
            notes.append(f"{taken.unit} from the {place}")
    return reading._replace(suffix=suffix), notes


def _lacks_unit(reading: Reading, suffix: Suffix) -> bool:
    return not (reading.unit or suffix.unit) and suffix.kind is QuantityKind.NUMBER


def _said(text: str, convention: Convention) -> _Taken:
    """Returns what a header says: `Revenue, $M`, `Share, %`, `in thousands`."""
    scan = tokenize(_unglued(text), convention)
    percent: tuple[QuantityKind, int, str] | None = None
    scale: tuple[int, str] | None = None
    unit, is_currency = "", False
    for meaning, printed in _units(scan):
        if meaning.role in _KINDS:
            percent = percent or (_KINDS[meaning.role], meaning.power, printed)
        elif meaning.role is Role.SCALE:
            scale = scale or (meaning.power, printed)
        elif not unit and meaning.role is not Role.TIMES:
            unit, is_currency = printed, meaning.role is Role.CURRENCY
    return _Taken(percent, scale, unit, is_currency)


def _unglued(text: str) -> str:
    """Returns a header whose scale stands behind its currency: of `k$`, `kUSD`, т.р."""
    text = _THOUSANDS_OF.sub(_WRITTEN_OUT, text)
    text = _BEFORE_CURRENCY.sub(r"\g<unit> \g<scale>", text)
    return _BEHIND_CURRENCY.sub(r"\g<unit> \g<scale>", text)


def _units(scan: Scan) -> Iterator[tuple[Meaning, str]]:
    """Yields the units that a header names, as printed, numbers' own left out."""
    index = 0
    after_currency = False
    while index < scan.count:
        token = scan.tokens[index]
        power = _letter_power(scan, index, after_currency=after_currency)
        if power:
            yield Meaning(Role.SCALE, power), token.text
            index, after_currency = index + 1, False
            continue
        found = AFFIXES.at(scan.tokens, index)
        if found is None or not _is_meant(scan, index, found[0]):
            after_currency = False
            index += 1
            continue
        meaning, last = found
        yield meaning, scan.text[token.start : scan.tokens[last - 1].end]
        after_currency = meaning.role is Role.CURRENCY
        index = last


def _letter_power(scan: Scan, index: int, *, after_currency: bool) -> int:
    """Returns the power of `M` in `$M`, `(M)`, and of `000` in `$000`."""
    token = scan.tokens[index]
    if token.kind is Kind.DIGITS and token.text in _THOUSANDS:
        quoted = scan.tokens[index - 1].text in {"'", "’"}
        return 3 if after_currency or quoted else 0
    power = LETTER_SCALES.get(token.text, 0)
    alone = (
        scan.tokens[index - 1].text in _OPENERS
        and scan.tokens[index + 1].text in {")", "", "]"}
        and token.text not in {"m", "b"}
    )
    return power if after_currency or alone else 0


def _is_meant(scan: Scan, index: int, meaning: Meaning) -> bool:
    """Returns whether a word of a header is a unit of its column's numbers."""
    token, before = scan.tokens[index], scan.tokens[index - 1]
    if before.kind is Kind.DIGITS:
        return False  # the header's own number: `over 10%`
    if token.kind is Kind.WORD and token.gap is Gap.NONE and before.kind is Kind.WORD:
        return False
    if meaning.role in {Role.UNIT, Role.SPAN}:
        alone = scan.tokens[index + 1].text in {")", "", "]"}
        return alone and before.text in _OPENERS
    return (
        len(token.text) >= _WORDY
        or token.kind is Kind.MARK
        or (meaning.role is Role.CURRENCY)
    )
