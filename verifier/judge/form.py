"""The form in which a figure is printed, so that another value can take it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from verifier import languages

if TYPE_CHECKING:
    from verifier.model.quantity import Quantity

_NUMERAL = re.compile(r"\d(?:[\d.,'’ \u00a0\u202f\u2009]*\d)?")
_GROUP = 3
_SIGNS = "+-−–"
_MOST_DIGITS = 40
_LEAST_DIGITS = 2

# Only to tell 1,234 from 1.234 in another convention; numbers are read in `figures`.
_SCALES = tuple(languages.meanings("direction.scales", int).items())
_PLAIN_SCALES = frozenset(map(Decimal, ("1", "0.01", "0.0001")))


@dataclass(frozen=True, slots=True)
class Form:
    """How a figure is printed.

    Attributes:
        before: what stands before the numeral, sign apart: a currency.
        after: what stands behind it: scale word, unit.
        scale: what one of the numeral is in plain units: $4.1M → 1000000.
        decimals: printed decimals.
        point: the decimal sign.
        group: what groups digits, or empty.
        minus: the minus sign.
        is_enclosed: whether parentheses negate.
    """

    before: str
    after: str
    scale: Decimal
    decimals: int
    point: str
    group: str
    minus: str
    is_enclosed: bool

    def print(self, value: Decimal) -> str:
        """Returns a value rounded and printed in this form.

        A value so small that nothing of it would be left gets more decimals.
        """
        size = abs(value) / self.scale
        decimals = max(self.decimals, _decimals_needed(size))
        if not size.is_finite() or size.adjusted() > _MOST_DIGITS:
            return str(value)
        digits = size.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        body = self.before + self._numeral(digits) + self.after
        if value >= 0 or not digits:
            return body
        return f"({body})" if self.is_enclosed else self.minus + body

    def bare(self, decimals: int) -> Form:
        """Returns the form without currency and parentheses, for an interval's end."""
        return replace(
            self,
            before="",
            is_enclosed=False,
            decimals=max(self.decimals, decimals),
        )

    def _numeral(self, digits: Decimal) -> str:
        whole, _, decimals = f"{digits:f}".partition(".")
        groups: list[str] = []
        while self.group and len(whole) > _GROUP:
            whole, last = whole[:-_GROUP], whole[-_GROUP:]
            groups.insert(0, last)
        numeral = self.group.join([whole, *groups])
        return f"{numeral}{self.point}{decimals}" if decimals else numeral


def form_of(text: str, quantity: Quantity, sentence: str = "") -> Form | None:
    """Returns the form of a figure, or None where it is written in words.

    Args:
        text: the figure as printed.
        quantity: what it states.
        sentence: the words round it; tells how digits are grouped where the figure
            itself does not.

    Example:
        >>> from verifier.model.quantity import Quantity
        >>> tenth = Decimal(100_000)
        >>> form = form_of("$4.1M", Quantity(Decimal(4_100_000), tenth, tenth))
        >>> form.print(Decimal(4_212_300))
        '$4.2M'
    """
    numerals = list(_NUMERAL.finditer(text))
    if not numerals or quantity.last_digit <= 0:
        return None
    first, last = numerals[0], numerals[-1]
    before = text[: first.start()]
    after = text[last.end() :]
    usual = _point(text, sentence)
    read = _read(first[0], after, quantity, usual)
    if read is None:
        return None
    scale, decimals, point, group = read
    point = point or {",": ".", ".": ","}.get(group, usual)
    is_enclosed = "(" in before and ")" in after
    whole = len(first[0]) - (decimals + 1 if decimals else 0)
    if not group and whole <= _GROUP:
        group = "\u00a0" if point == "," else ","
    return Form(
        before=before.translate(dict.fromkeys(map(ord, _SIGNS + "("))),
        after=after.replace(")", "", 1) if is_enclosed else after,
        scale=scale,
        decimals=decimals,
        point=point,
        group=group,
        minus="−" if "−" in text or "−" in sentence else "-",
        is_enclosed=is_enclosed,
    )


def _read(
    numeral: str, after: str, quantity: Quantity, point: str
) -> tuple[Decimal, int, str, str] | None:
    """Returns scale, decimals, decimal sign and grouping of a numeral.

    Args:
        numeral: digits and what stands between them.
        after: what stands behind the numeral.
        quantity: what the figure states; the reading must give its value.
        point: the decimal sign where nothing else tells.
    """
    readings = [
        reading
        for mark in _possible_points(numeral)
        if (reading := _with_point(numeral, mark, quantity)) is not None
    ]
    if len(readings) > 1:
        scales = _named_scales(after)
        plausible = [reading for reading in readings if reading[0] in scales]
        readings = plausible or [r for r in readings if r[2] == point] or readings
    return readings[0] if readings else None


def _possible_points(numeral: str) -> list[str]:
    """Returns the marks that may be the decimal sign; empty is none."""
    marks = [mark for mark in numeral if not mark.isdigit()]
    if not marks or marks.count(marks[-1]) > 1 or marks[-1] not in ".,":
        return [""]
    decimals = len(numeral) - numeral.rindex(marks[-1]) - 1
    return ["", marks[-1]] if decimals == _GROUP else [marks[-1]]


def _with_point(
    numeral: str, point: str, quantity: Quantity
) -> tuple[Decimal, int, str, str] | None:
    whole, _, behind = numeral.rpartition(point) if point else (numeral, "", "")
    digits = "".join(filter(str.isdecimal, whole)) + behind
    scale = quantity.last_digit.scaleb(len(behind))
    if Decimal(digits).scaleb(-len(behind)) * scale != abs(quantity.value):
        return None
    group = "".join(mark for mark in whole if not mark.isdigit())[:1]
    return scale, len(behind), point, group


def _named_scales(after: str) -> frozenset[Decimal]:
    """Returns the scales that the text behind a numeral may name."""
    text = after.strip().lower()
    for prefix, power in _SCALES:
        if text.startswith(prefix):
            return frozenset({Decimal(1).scaleb(power)})
    return _PLAIN_SCALES


def _point(text: str, sentence: str) -> str:
    """Returns the decimal sign of a text that shows none."""
    return "," if _cyrillic_lead(text) + _cyrillic_lead(sentence) > 0 else "."


@lru_cache(maxsize=64)
def _cyrillic_lead(text: str) -> int:
    """Returns how many more Cyrillic than Latin letters there are.

    The figures of one paragraph all ask it of the same text.
    """
    letters = text.lower()
    cyrillic = sum("а" <= letter <= "я" for letter in letters)
    return cyrillic - sum("a" <= letter <= "z" for letter in letters)


def _decimals_needed(size: Decimal) -> int:
    """Returns how many decimals show two digits of a number below a tenth or so."""
    if not size or size >= 1 or not size.is_finite():
        return 0
    needed = -size.adjusted() + _LEAST_DIGITS - 1
    return needed if size.adjusted() < -1 and needed <= _MOST_DIGITS else 0
