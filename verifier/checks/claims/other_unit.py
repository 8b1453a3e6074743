"""A figure is printed in another unit than the cells are in.

Finds: days, weeks, months or another unit of time beside the figure, or a currency,
where the header of the used column or the brief's field names another one, and nothing
in the calculation turns one into the other, or a factor does that turns something else:
twelve weekly fees are no year's, and 1 000 times a cell in millions is no sum in euros.
So are calendar days of a column of working ones, hours of seconds that 60 divides,
and the price of a week where hours divide.

Why it matters: days are not weeks and dollars are not euros, whatever the number.

What to do: print the unit of the cells, or show the factor in the calculation.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.checks.claims._bare_units import (
    of_column_in_unit,
    of_things,
    scale_of,
    unscaled,
)
from verifier.checks.claims._powers import of_other_power, of_unsaid_hundred
from verifier.checks.claims._rate_phrases import time_told
from verifier.checks.claims._unlike_times import against_times
from verifier.checks.place import Place
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import alike, stem, tokens_of
from verifier.checks.units import (
    MONEY,
    SECONDS,
    TIME,
    sure_unit,
    unit_of_cells,
    units_in,
    units_said,
)
from verifier.checks.words import LEXICON
from verifier.languages import meanings, words as words_of
from verifier.model.plan import LiteralRole
from verifier.model.reason import Reason
from verifier.model.source import CellKind
from verifier.model.use import Side, Statistic, sheets_of
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from verifier.model.brief import Brief
    from verifier.model.case import Case
    from verifier.model.plan import Traits
    from verifier.model.use import Use
    from verifier.model.verdict import Finding

RULE = Rule("C008", "other-unit", Level.WARNING, Reason.WRONG_UNIT)

_BODY = "\n\n```claims\n[c1] spans!B2:B5\n= AVERAGE(B2:B5)\n```\n"
PASSES = (f"It took [30 days](#c1) on average.{_BODY}",)
FAILS = (f"It took [30 weeks](#c1) on average.{_BODY}",)

_COUNTED = {Statistic.COUNT, Statistic.DISTINCT, Statistic.RELATION, Statistic.RANK}
_BY_THINGS = {Statistic.COUNT, Statistic.DISTINCT}
_ADDED = {Statistic.SUM, Statistic.CELL}
_NUMBERS = {*_ADDED, Statistic.MEAN}
_BASES = meanings("sentence.bases")
_ANNUAL = frozenset(stem(word) for word in words_of("sentence.annual"))
_IN_A_YEAR = {"month": {12}, "week": {52}, "quarter": {4}, "day": {365, 366}}
_APART = re.compile(r"date_?diff\s*\(\s*'(\w{1,20})'", re.IGNORECASE)
_DAY, _PAIR = "day", 2
_PLAIN_CALLS = frozenset(
    {"AVG", "AVERAGE", "MEDIAN", "SUM", "SUMPRODUCT", "MIN", "MAX", "ROUND"}
)
_THOUSAND = 1000
_OF_MONTHS = frozenset({30, 31, 365})
_OF_TIME = frozenset({7, 24, 60, 168, 1440, 3600, 86400})  # factors
_POWERS = frozenset(map(Decimal, (1000, 1_000_000, 1_000_000_000)))


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure whose unit is not that of its cells."""
    for case in subject.cases:
        if case.compiled is None or case.claim_id is None:
            continue
        words = _against(case, subject) or against_times(case, subject)
        if words:
            span = case.figure.span
            yield RULE.finding(words, Place(span.line, span.column, case.claim_id))


_LOOK_AHEAD = 40  # letters that the word behind a figure may take


def _against(case: Case, subject: Subject) -> str:
    brief = subject.brief
    traits = case.compiled.traits if case.compiled else None
    if traits is None or not traits.uses:
        return ""
    uses, said = traits.uses, units_said(case)
    uses = _counted_off(uses, brief)
    if any(use.side is Side.NUMERATOR for use in uses):
        return (
            _of_quotient(traits, said, brief)
            or _per_other_time(case, traits, brief)
            or of_unsaid_hundred(case, traits, said, brief)
        )
    if any(use.statistic in _COUNTED for use in uses):
        is_thing = _names_a_thing(case)
        return "" if is_thing else _of_counts(uses, said)
    factors = {x.value for x in traits.literals if x.role is LiteralRole.FACTOR} - {1}
    others = {factor for factor in factors if not _is_power_of_ten(factor)}
    if others:
        words = _of_a_year(case, uses, others)
        return words or _converted(uses, said.get(TIME, ""), others, brief)
    calculation = case.claim.calculation if case.claim else ""
    words = "" if factors else _of_days_apart(traits, said, calculation, subject)
    words = (
        words
        or _other_power(uses, said, factors)
        or of_other_power(uses, said, factors, brief)
        or _unsaid_power(case, said, factors)
    )
    if not factors:
        words = words or _other_scale(uses, said, brief) or of_things(uses, said)
        words = words or unscaled(case, uses, subject)
        words = words or of_column_in_unit(uses, said, subject)
    return words or _other_unit(uses, said, brief)


def _of_days_apart(
    traits: Traits, said: Mapping[str, str], calculation: str, subject: Subject
) -> str:
    """Returns what stands against weeks of two columns of days that are subtracted."""
    given = _unit_given(calculation)
    unit, functions = said.get(TIME, given), {*traits.functions} - {"DATEDIFF"}
    is_plain = len(traits.uses) == 1 and _PLAIN_CALLS.issuperset(functions)
    is_other = unit != given and is_plain and _are_days(traits.uses[0], subject)
    return _differs(unit, given) if is_other else ""


def _unit_given(calculation: str) -> str:
    """Returns in which unit two days are set apart: days, where no function says."""
    found = {
        LEXICON.time_units.get(u.casefold(), "") for u in _APART.findall(calculation)
    }
    return found.pop() if len(found) == 1 else _DAY


def _are_days(use: Use, subject: Subject) -> bool:
    """Returns whether a use reads two columns of days and nothing else."""
    cells = use.cells
    grounds = [subject.grounds.get(one.sheet) for one in cells]
    layouts = [
        ground.columns.get(one.first_column)
        for one, ground in zip(cells, grounds, strict=True)
        if ground is not None and one.columns == 1
    ]
    is_pair = len({one.first_column for one in cells}) == len(layouts) == len(cells)
    return (
        len(cells) == _PAIR
        and is_pair
        and all(
            one is not None and set(one.kinds) <= {CellKind.DATE, CellKind.BLANK}
            for one in layouts
        )
    )


def _of_quotient(traits: Traits, said: Mapping[str, str], brief: Brief) -> str:
    """Returns what stands against centners per hectare of tonnes, with no factor."""
    above = tuple(use for use in traits.uses if use.side is Side.NUMERATOR)
    below = tuple(use for use in traits.uses if use.side is Side.DENOMINATOR)
    has_factor = any(x.role is LiteralRole.FACTOR for x in traits.literals)
    is_plain = all(use.statistic in _NUMBERS for use in (*above, *below))
    if has_factor or not is_plain:
        return ""
    scales = [
        {scale_of(h) for use in uses for h in use.headers} for uses in (above, below)
    ]
    if MONEY in said and len(scales[0]) == 1 and scales[0] != scales[1]:
        (power,) = scales[0]
        if power and scales[1] <= {0}:
            return (
                f"the header says that the cells are in 10^{power} {said[MONEY]}; no "
                "factor of the calculation turns them into the report's unit"
            )
    for dimension, unit in said.items():
        cells, divided = (_of_cells(uses, brief, dimension) for uses in (above, below))
        is_other = len(cells) == 1 and cells.isdisjoint({unit, ""})
        if is_other and divided <= {""}:
            return _differs(unit, cells.pop())
    return ""


def _per_other_time(case: Case, traits: Traits, brief: Brief) -> str:
    """Returns what stands against so much an hour, divided by minutes, or nothing."""
    unit = time_told(case)
    below = [use for use in traits.uses if use.side is Side.DENOMINATOR]
    has_factor = any(x.role is LiteralRole.FACTOR for x in traits.literals)
    if unit not in SECONDS or has_factor or len(below) != 1:
        return ""
    cells = {sure_unit(header, brief) for header in below[0].headers}
    dimension, given = cells.pop() if len(cells) == 1 else ("", "")
    if below[0].statistic not in _NUMBERS or dimension != TIME or given == unit:
        return ""
    return f"the report says so much a {unit}; the calculation divides by {given}s"


def _counted_off(uses: tuple[Use, ...], brief: Brief) -> tuple[Use, ...]:
    """Returns what is divided by a number of things, which leaves it its unit."""
    above = tuple(use for use in uses if use.side is Side.NUMERATOR)
    below = tuple(use for use in uses if use.side is Side.DENOMINATOR)
    is_by_count = len(above) == 1 and len(below) == 1 == len(uses) - 1
    is_by_count = is_by_count and (
        below[0].statistic in _BY_THINGS or _is_of_things(below[0], above[0], brief)
    )
    if not is_by_count or above[0].statistic not in _ADDED:
        return uses
    return (replace(above[0], side=Side.WHOLE),)


def _is_of_things(below: Use, above: Use, brief: Brief) -> bool:
    """Returns whether a divisor is of a column without a unit beside one of time."""
    if below.statistic not in _NUMBERS or not below.headers:
        return False
    is_of_time = all(unit_of_cells(h, brief, TIME) for h in above.headers)
    words = [h.replace("_", " ").casefold() for h in below.headers]
    names = {field.name.casefold() for field in brief.fields if field.unit}
    return is_of_time and not any(
        units_in(header) or scale_of(header) or header in names for header in words
    )


def _of_a_year(case: Case, uses: tuple[Use, ...], factors: set[Decimal]) -> str:
    """Returns what stands against a year's fee that is twelve weekly ones."""
    clause = sentence_round(case.sentence)
    said = tokens_of(f"{clause.text} {case.sentence.context}")
    if not any(token.stem.removesuffix("'s") in _ANNUAL for token in said):
        return ""
    headers = [header.replace("_", " ") for use in uses for header in use.headers]
    found = {_BASES.get(t.text.casefold(), "") for h in headers for t in tokens_of(h)}
    bases = found - {""}
    if len(bases) != 1 or len(factors) != 1:
        return ""
    (base,), (factor,) = bases, factors
    meant = next((b for b, times in _IN_A_YEAR.items() if factor in times), base)
    if meant == base:
        return ""
    return f"the cells are of a {base} each; a year has {factor} times a {meant}"


def _other_power(
    uses: tuple[Use, ...], said: Mapping[str, str], factors: set[Decimal]
) -> str:
    """Returns what stands against thousands of cells that are in millions."""
    scales = {scale_of(header) for use in uses for header in use.headers}
    money = said.get(MONEY, "")
    if len(scales) != 1 or 0 in scales or len(factors) != 1:
        return ""
    (scale,), (factor,) = scales, factors
    if factor <= 1 or factor == Decimal(10) ** scale:
        return ""
    if not money and (said or factor not in _POWERS):
        return ""  # thousands of tonnes as kilograms
    cells = f"10^{scale} {money}".strip()
    return (
        f"the header says that the cells are in {cells}; the calculation takes them "
        f"{factor} times"
    )


def _unsaid_power(case: Case, said: Mapping[str, str], factors: set[Decimal]) -> str:
    """Returns what stands against roubles of which thousands are calculated.

    The header tells roubles, too, and the words no thousands.
    """
    uses = case.uses
    headers = [header for use in uses for header in use.headers]
    if len(factors) != 1 or not headers or any(map(scale_of, headers)):
        return ""
    (factor,) = factors
    power = max(factor, 1 / factor) if factor else Decimal(0)
    told = [units_in(header.replace("_", " ")) for header in headers]
    for dimension, unit in said.items():
        if power >= _THOUSAND and all(one.get(dimension) == unit for one in told):
            return (
                f"the report says {unit}, and so does the header; the calculation "
                f"takes the cells {factor} times, or that part of them"
            )
    return ""


def _names_a_thing(case: Case) -> bool:
    """Returns whether the word behind a figure is what the rows are: 8 meters."""
    sentence = case.sentence
    behind = tokens_of(sentence.text[sentence.end : sentence.end + _LOOK_AHEAD])[:1]
    behind += tokens_of(case.figure.text)[-1:]
    uses = case.uses
    sheets = sheets_of(uses)
    names = [str(part) for key in sheets for part in (key.source, key.sheet)]
    names += [header for use in uses for header in use.headers]
    return any(
        alike(word.stem, token.stem)
        for name in names
        for token in tokens_of(name.replace("_", " ").rpartition(".")[0] or name)
        for word in behind
    )


def _of_counts(uses: tuple[Use, ...], said: Mapping[str, str]) -> str:
    """Returns what stands against kilograms of which rows are counted, or nothing."""
    units = [unit for dimension, unit in said.items() if dimension != TIME]
    if not units or any(use.statistic is not Statistic.COUNT for use in uses):
        return ""
    return f"the report says {units[0]}; the calculation counts"


def _other_unit(uses: tuple[Use, ...], said: Mapping[str, str], brief: Brief) -> str:
    for dimension in (TIME, MONEY):
        unit = said.get(dimension, "")
        cells = _of_cells(uses, brief, dimension)
        if unit and len(cells) == 1 and cells.isdisjoint({unit, ""}):
            return _differs(unit, cells.pop())
    return _other_kind(uses, said, brief)


def _other_kind(uses: tuple[Use, ...], said: Mapping[str, str], brief: Brief) -> str:
    """Returns what stands against kilometres of a column in roubles, or nothing."""
    cells = {sure_unit(header, brief) for use in uses for header in use.headers}
    if len(cells) != 1 or len(said) != 1:
        return ""
    dimension, unit = cells.pop()
    if not unit or dimension in said:
        return ""
    return _differs(next(iter(said.values())), unit)


def _other_scale(uses: tuple[Use, ...], said: Mapping[str, str], brief: Brief) -> str:
    """Returns what stands against a scale that no factor of ten turns into another."""
    for dimension, unit in said.items():
        if dimension not in {TIME, MONEY}:
            cells = _of_cells(uses, brief, dimension)
            if len(cells) == 1 and cells.isdisjoint({unit, ""}):
                return _differs(unit, cells.pop())
    scales = {scale_of(header) for use in uses for header in use.headers}
    money = said.get(MONEY, "")
    if money and len(scales) == 1 and 0 not in scales:
        return (
            f"the header says that the cells are in 10^{scales.pop()} {money}; no "
            "factor of the calculation turns them into the report's unit"
        )
    return ""


def _converted(
    uses: tuple[Use, ...], said: str, factors: set[Decimal], brief: Brief
) -> str:
    """Returns what stands against days of hours that are divided by 60, or nothing."""
    cells = _of_cells(uses, brief, TIME)
    if len(cells) != 1 or len(factors) != 1 or not factors <= _OF_TIME | _OF_MONTHS:
        return ""
    unit = cells.pop()
    if said not in SECONDS or unit not in SECONDS:
        return ""
    if said == unit and factors <= _OF_MONTHS:
        return ""  # days of each month
    one, other = sorted((SECONDS[said], SECONDS[unit]))
    if one * factors.pop() == other:
        return ""
    return f"{_differs(said, unit)}, and the factor does not turn one into the other"


def _of_cells(uses: tuple[Use, ...], brief: Brief, dimension: str) -> set[str]:
    headers = [header for use in uses for header in use.headers]
    return {unit_of_cells(header, brief, dimension) for header in headers}


def _differs(said: str, cells: str) -> str:
    return f"the report says {said}; the cells are in {cells}"


def _is_power_of_ten(value: object) -> bool:
    return str(value).rstrip("0") in {"1", "1."}
