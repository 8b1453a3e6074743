"""A quantity: what a printed figure states, with the digit it was printed to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal


class Comparison(StrEnum):
    """How a hedge relates the printed number to the value that is meant."""

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    JUST_OVER = "just-over"
    NEARLY = "nearly"
    LESS_THAN = "less-than"
    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    BETWEEN = "between"


class QuantityKind(StrEnum):
    """How the number was written; says what its value means."""

    NUMBER = "number"
    PERCENT = "percent"
    PERCENTAGE_POINTS = "percentage-points"
    BASIS_POINTS = "basis-points"
    MULTIPLE = "multiple"  # 1.4x, в 1,5 раза
    FRACTION = "fraction"  # a third, one in four
    CHANGE = "change"  # doubled, halved, утроилась


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as a report states it.

    Attributes:
        value: the number in plain units: 12.4% is 0.124, $4.1M is 4100000,
            6.5 percentage points 0.065, 25 basis points 0.0025, (1,200) is -1200.
            Of a printed range `10–15%` the lower end.
        last_digit: u, the unit of the last printed digit in plain units: 1,200 → 1,
            20,000 → 1, $4.1M → 100000, 12.40 % → 0.0001.
        hedge_unit: h: u, but for a printed integer the unit of its last non-zero
            digit times scale: "about 20,000" → 10000, "about $5.0M" → 100000.
        kind: how the number was written.
        unit: currency or unit as printed, `$`, `₽`, `days`, or empty.
        comparison: what the hedge allows.
        upper: the upper end of a printed range, else None.
        signed: whether a sign (or parentheses) was printed.
        tolerance: for words the half-width that they allow by themselves (0.005 for
            "a third", 0.05 for "doubled"), else None.
        also: a second value that the words may mean (doubled: 2, also +1), else None.
        taken: what was taken from the surroundings to read it ("% from the column
            header"), shown to the reader; empty when nothing was.
    """

    value: Decimal
    last_digit: Decimal
    hedge_unit: Decimal
    kind: QuantityKind = QuantityKind.NUMBER
    unit: str = ""
    comparison: Comparison = Comparison.EXACT
    upper: Decimal | None = None
    signed: bool = False
    tolerance: Decimal | None = None
    also: Decimal | None = None
    taken: str = ""


@dataclass(frozen=True, slots=True)
class Convention:
    """How numbers are written: the decimal sign, and so what may group digits.

    Attributes:
        decimal: `.` or `,`.
        language: `en`, `ru`: which words are looked for first; words of every
            language are always read.
    """

    decimal: str = "."
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Interval:
    """The values that a figure allows; an end of None is unbounded."""

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    def holds(self, value: Decimal) -> bool:
        """Returns whether a value lies inside.

        Example:
            >>> from decimal import Decimal
            >>> Interval(Decimal(1), Decimal(2), low_open=True).holds(Decimal(1))
            False
        """
        if self.low is not None and (
            value < self.low or (self.low_open and value == self.low)
        ):
            return False
        return self.high is None or not (
            value > self.high or (self.high_open and value == self.high)
        )


class NotFigureReason(StrEnum):
    """Why a number in the prose is not a figure that must be cited."""

    DATE = "date"
    YEAR = "year"
    PERIOD = "period"
    TIME = "time"
    ORDINAL = "ordinal"
    LIST_NUMBER = "list-number"
    SECTION = "section"
    VERSION = "version"
    STANDARD = "standard"
    PHONE = "phone"
    IDENTIFIER = "identifier"
    CITATION = "citation"
    PARAMETER = "parameter"
    WINDOW = "window"
    GROUP_NAME = "group-name"
    NUMBER_WORD = "number-word"
    RESTATED = "restated"
    CODE = "code"
    HIDDEN = "hidden"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Mention:
    """A number that stands in a text, as a quantity or as something else.

    Exactly one of `quantity` and `reason` is set, but that an ambiguous reading has
    neither: `ambiguity` then says why.

    Attributes:
        start: offset into the text, inclusive.
        end: offset into the text, exclusive. Sign, currency, percent, scale word and
            unit belong to the mention; the hedge does not.
        text: the slice.
    """

    start: int
    end: int
    text: str
    quantity: Quantity | None = None
    reason: NotFigureReason | None = None
    ambiguity: str = ""
