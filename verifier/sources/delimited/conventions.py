"""How a text file writes decimals and dates, from the cells that leave no doubt."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.errors import SourceError
from verifier.sources.dates import DateOrder, order_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_EDGE = r"[^\d\n]{0,6}"
_GAP = "[ \u00a0\u202f\u2009'\u2019]"
_DECIMAL = re.compile(
    # a grouped number with decimals, or with two groups: 1,234.5 and 1,234,567
    rf"^{_EDGE}\d{{1,3}}(?:([.,])\d{{3}}){{2,6}}{_EDGE}$"
    rf"|^{_EDGE}\d{{1,3}}(?:[,.]\d{{3}}){{1,6}}([.,])\d{{1,12}}{_EDGE}$"
    rf"|^{_EDGE}\d{{1,3}}(?:{_GAP}\d{{3}}){{1,6}}([.,])\d{{1,12}}{_EDGE}$"
    # a number that no grouping explains: 12.5, 0.125, 1234.567, 0.1234
    rf"|^{_EDGE}(?:\d{{1,15}}([.,])(?:\d{{1,2}}|\d{{4,15}})|(?:0|\d{{4,15}})([.,])\d{{3}})"
    rf"{_EDGE}$",
    re.MULTILINE,
)
_EITHER = re.compile(rf"^{_EDGE}[1-9]\d{{0,2}}[.,]\d{{3}}{_EDGE}$", re.MULTILINE)
_SLASHED = re.compile(r"^ ?\d{1,2}([-/])\d{1,2}\1\d{4}(?!\d).{0,20}$", re.MULTILINE)
_DATE = re.compile(r"\d{1,2}[-/]\d{1,2}[-/]\d{4}")
_OTHER = {".": ",", ",": "."}


@dataclass(frozen=True, slots=True)
class Conventions:
    """How a source writes numbers and dates.

    Attributes:
        decimal: `.` or `,`.
        decimal_declared: whether the user stated it.
        against: number of distinct cells that show the other decimal sign.
        date_order: the order of day and month.
        date_order_declared: whether the user stated it.
        has_slashed_dates: whether there are dates that need an order.
        ambiguous_dates: a few dates that cannot be read.
        has_mixed_dates: whether dates of both orders stand in the source.
        ambiguous_decimals: numbers whose one sign may group or part digits: 1,200.
    """

    decimal: str = "."
    decimal_declared: bool = False
    against: int = 0
    date_order: DateOrder = DateOrder.AMBIGUOUS
    date_order_declared: bool = False
    has_slashed_dates: bool = False
    ambiguous_dates: tuple[str, ...] = ()
    has_mixed_dates: bool = False
    ambiguous_decimals: tuple[str, ...] = ()


def decide_conventions(
    sample: Iterable[str], delimiter: str, shown: str, declared: dict[str, str]
) -> Conventions:
    """Returns the conventions of a source.

    Args:
        sample: distinct texts of its cells.
        delimiter: where no cell tells, `;` speaks for a decimal comma.
        shown: the path as the user knows it.
        declared: reading decisions that the user states.

    Raises:
        SourceError: if a declared convention is none.
    """
    text = "\n".join(sample)
    signs = _decimal_signs(text)
    stated = _stated(declared, "decimal", (".", ","), shown)
    usual = "," if delimiter == ";" else "."
    decimal = stated or max((usual, _OTHER[usual]), key=lambda sign: signs[sign])
    order = _stated(
        declared, "date_order", (DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST), shown
    )
    orders, ambiguous = _date_orders(text)
    found = DateOrder(order) if order else _one_order(orders)
    is_open = found is DateOrder.AMBIGUOUS
    return Conventions(
        decimal,
        bool(stated),
        signs[_OTHER[decimal]],
        found,
        bool(order),
        bool(orders),
        ambiguous if is_open else (),
        orders[DateOrder.DAY_FIRST] > 0 < orders[DateOrder.MONTH_FIRST],
        () if stated or signs else _ambiguous_decimals(text, delimiter),
    )


def _decimal_signs(text: str) -> Counter[str]:
    """Returns how many cells show each decimal sign beyond doubt."""
    signs: Counter[str] = Counter()
    for two_groups, *decimals in _DECIMAL.findall(text):
        signs[_OTHER[two_groups] if two_groups else "".join(decimals)] += 1
    return signs


def _ambiguous_decimals(text: str, delimiter: str) -> tuple[str, ...]:
    """Returns numbers with three digits behind their only sign, two or more.

    In a file with `;`, which says little about the decimal sign, where no other number
    says more; a delimiter of another sort goes with decimal points.
    """
    if delimiter != ";":
        return ()
    found = sorted(match[0].strip() for match in _EITHER.finditer(text))
    return tuple(found) if len(found) > 1 else ()


def _date_orders(text: str) -> tuple[Counter[DateOrder], tuple[str, ...]]:
    orders: Counter[DateOrder] = Counter()
    ambiguous: list[str] = []
    for found in _SLASHED.finditer(text):
        date = _DATE.search(found[0])
        order = order_of(date[0]) if date else None
        if order is None:
            continue
        orders[order] += 1
        if order is DateOrder.AMBIGUOUS:
            ambiguous.append(found[0])
    return orders, tuple(sorted(ambiguous))


def _one_order(orders: Counter[DateOrder]) -> DateOrder:
    is_day_first = orders[DateOrder.DAY_FIRST] > 0
    is_month_first = orders[DateOrder.MONTH_FIRST] > 0
    if is_day_first == is_month_first:
        return DateOrder.AMBIGUOUS
    return DateOrder.DAY_FIRST if is_day_first else DateOrder.MONTH_FIRST


def _stated(
    declared: dict[str, str], decision: str, allowed: tuple[str, ...], shown: str
) -> str:
    stated = declared.get(decision, "")
    if stated and stated not in allowed:
        raise SourceError(
            shown,
            f"is declared with {decision} {stated!r}",
            " or ".join(allowed),
            f"Correct the declared {decision}.",
        )
    return stated
