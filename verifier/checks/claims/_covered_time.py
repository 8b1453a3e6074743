"""How long a time the cells of a column are of, and what a calculation makes of it.

`Logins 30d` are of a month, `MRR` is, and twelve times it is of a year.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.checks.claims._divided_times import counts_of_title
from verifier.checks.claims._mean_times import time_of_groups, time_of_rows
from verifier.checks.claims._rate_phrases import time_told
from verifier.checks.claims._written_factors import factors_of, is_power
from verifier.checks.stems import tokens_of
from verifier.checks.units import TIME, units_in
from verifier.checks.words import LEXICON
from verifier.checks.words.rates import HOW_LONG, LEVELS
from verifier.languages import alternatives, compiled, meanings, words as words_of
from verifier.model.plan import ChangeForm, LiteralRole
from verifier.model.source import CellKind
from verifier.model.use import Side, Statistic

if TYPE_CHECKING:
    from verifier.checks.rule import Subject
    from verifier.model.case import Case
    from verifier.model.plan import Traits
    from verifier.model.use import Criterion, Use

_DAYS = {
    "day": Decimal(1),
    "week": Decimal(7),
    "month": Decimal("30.4"),
    "quarter": Decimal("91.2"),
    "year": Decimal(365),
}
_NEAR = Decimal("0.09")  # by how much 28 days miss a month
_OF_TIME = meanings("sentence.of_time")
_UNITS = {unit: alternatives(f"covered_time.{unit}s") for unit in _DAYS}
_SPAN = {
    unit: compiled(rf"(?<![\w.,])(\d{{1,3}})[\s-]?(?:{words})(?![^\W_])")
    for unit, words in _UNITS.items()
}
_PER = {
    unit: compiled(rf"(?:{alternatives('covered_time.per')})\s?(?:{words})(?![^\W_])")
    for unit, words in _UNITS.items()
}
_MADE = frozenset({Statistic.SUM, Statistic.CELL, Statistic.MEAN, Statistic.MEDIAN})
_CENTRES = frozenset({Statistic.MEAN, Statistic.MEDIAN})
_AVERAGING = frozenset({"AVG", "AVERAGE", "MEDIAN"})
_FEWEST = 2  # quarters of which a mean quarter is
_ONE_TIME = {
    word: unit for word, unit in meanings("sentence.one_time").items() if unit in _DAYS
}
_AMOUNTS = LEVELS | words_of("sentence.paid_by_time")


def by_covered_time(case: Case) -> str:
    """Returns what stands against `11 logins a week` of logins of 30 days, or nothing.

    Written factors may turn one time into another; others leave nothing known.
    """
    unit = time_told(case)
    traits = case.compiled.traits if case.compiled else None
    use = _timed(traits) if traits is not None else None
    if unit not in _DAYS or traits is None or use is None:
        return ""
    header = use.headers[0]
    span = days_in(header)
    covered = span * _factor(case) if span is not None else None
    made = _unit_of(covered) if covered is not None else ""
    if not made or made == unit:
        return ""
    return (
        f"the text speaks of so much a {unit}; the cells of {header!r} are of "
        f"{span:.0f} days each, and the calculation makes it {covered:.0f}"
    )


def by_mean_of_periods(case: Case, subject: Subject) -> str:
    """Returns what stands against `2 m a quarter` of a mean of months, or nothing.

    The mean of one quarter's months may be told to be taken over that quarter.
    """
    unit = time_told(case)
    traits = case.compiled.traits if case.compiled else None
    if unit not in _DAYS or traits is None:
        return ""
    grouped, chosen = _mean_by(traits), frozenset(traits.groups or ())
    if not grouped and _is_unscaled(traits):
        grouped = time_of_groups(case)
    if not grouped and _is_unscaled(traits):
        grouped, header = time_of_rows(case, subject)
        chosen = frozenset({header})
    if not grouped or grouped == unit or grouped not in _DAYS:
        return ""
    is_longer = _DAYS[unit] > _DAYS[grouped]
    if is_longer and (
        counts_of_title(case).get(unit, 0) < _FEWEST
        or _is_limited(traits, chosen, subject)
    ):
        return ""
    return (
        f"the text speaks of so much a {unit}; the calculation takes the mean of "
        f"{grouped}s"
    )


def days_in(header: str) -> Decimal | None:
    """Returns of how many days the cells of a header are; None if it tells no time.

    Example:
        >>> days_in("Logins 30d"), days_in("Fee, EUR/month"), days_in("Seats")
        (Decimal('30'), Decimal('30.4'), None)
        >>> days_in("rate_m2_year"), days_in("birth_year")
        (Decimal('365'), None)
    """
    folded = header.replace("_", " ").casefold()
    words = [token.text.casefold() for token in tokens_of(folded)]
    told = {_DAYS[_OF_TIME[word]] for word in words if word in _OF_TIME}
    for unit, size in _DAYS.items():
        told |= {int(number) * size for number in _SPAN[unit].findall(folded)}
        told |= {size} if _PER[unit].search(folded) else set()
    last = words[-1] if len(words) >= _FEWEST else ""
    if not told and last in _ONE_TIME and _is_amount(words[:-1]):
        told = {_DAYS[_ONE_TIME[last]]}
    return told.pop() if len(told) == 1 else None


def _is_amount(words: list[str]) -> bool:
    """Returns whether words of a header are of money or a rate, not of a duration."""
    is_long = any(w in HOW_LONG or w.startswith(LEXICON.times) for w in words)
    is_amount = any(w in _AMOUNTS or w in LEXICON.currencies for w in words)
    return is_amount and not is_long


def _timed(traits: Traits) -> Use | None:
    """Returns what is added up or averaged, and divided by nothing that is of time."""
    uses = traits.uses
    above = [use for use in uses if use.side in {Side.WHOLE, Side.NUMERATOR}]
    below = [use for use in uses if use.side is Side.DENOMINATOR]
    is_rate = len(above) == 1 and len(below) == len(uses) - 1 <= 1
    if not is_rate or traits.change is not ChangeForm.NONE or traits.groups:
        return None
    if above[0].statistic not in _MADE or len(above[0].headers) != 1:
        return None
    return above[0] if not any(map(_is_of_time, below)) else None


def _is_of_time(use: Use) -> bool:
    """Returns whether something divides that is of time itself, or is not told."""
    counts = use.statistic in {Statistic.COUNT, Statistic.DISTINCT}
    if not use.headers:
        return not counts
    return any(
        TIME in units_in(header) or days_in(header) is not None
        for header in use.headers
    )


def _factor(case: Case) -> Decimal:
    """Returns the product of written factors, powers of ten apart."""
    product = Decimal(1)
    for value, divides in factors_of(case):
        product = product / value if divides else product * value
    return product


def _unit_of(days: Decimal) -> str:
    """Returns the unit of time that is so many days, or nothing."""
    near = (u for u, size in _DAYS.items() if abs(days / size - 1) <= _NEAR)
    return next(near, "")


def _mean_by(traits: Traits) -> str:
    """Returns the unit of time of whose sums a mean is taken, or nothing."""
    is_mean = traits.functions[:1] and traits.functions[0] in _AVERAGING
    is_one = len(traits.uses) == 1 and traits.uses[0].statistic in _CENTRES
    if not is_mean or not is_one or len(traits.groups or ()) != 1:
        return ""
    if not _is_unscaled(traits) or not {"SUM", "COUNT"} & {*traits.functions}:
        return ""
    words = tokens_of((traits.groups or ("",))[0].replace("_", " "))
    units = {LEXICON.time_units.get(word.text.casefold(), "") for word in words} - {""}
    return units.pop() if len(units) == 1 else ""


def _is_unscaled(traits: Traits) -> bool:
    """Returns whether no factor is written but powers of ten."""
    factors = (x.value for x in traits.literals if x.role is LiteralRole.FACTOR)
    return all(map(is_power, factors))


def _is_limited(traits: Traits, named: frozenset[str], subject: Subject) -> bool:
    """Returns whether a calculation chooses times, of which it takes the mean."""
    chosen = (c for u in traits.uses for c in u.criteria if c.operator != "<>")
    return any(c.header in named or _is_of_days(c, subject) for c in chosen)


def _is_of_days(criterion: Criterion, subject: Subject) -> bool:
    ground = subject.grounds.get(criterion.cells.sheet)
    column = criterion.cells.first_column
    layout = ground.columns.get(column) if ground is not None else None
    return layout is not None and CellKind.DATE in layout.kinds
