"""A figure is printed in another unit than the cells are in.

Finds: days, weeks, months or another unit of time beside the figure, or a currency,
where the header of the used column or the brief's field names another one, and nothing
in the calculation turns one into the other.

Why it matters: days are not weeks and dollars are not euros, whatever the number.

What to do: print the unit of the cells, or show the factor in the calculation.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier.checks.place import Place
from verifier.checks.rule import Rule, Subject
from verifier.checks.stems import tokens_of
from verifier.checks.words import LEXICON
from verifier.model.plan import LiteralRole
from verifier.model.reason import Reason
from verifier.model.use import Side, Statistic
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from verifier.model.brief import Brief
    from verifier.model.case import Case
    from verifier.model.use import Use
    from verifier.model.verdict import Finding

RULE = Rule("C008", "other-unit", Level.WARNING, Reason.WRONG_UNIT)

_BODY = "\n\n```claims\n[c1] spans!B2:B5\n= AVERAGE(B2:B5)\n```\n"
PASSES = (f"It took [30 days](#c1) on average.{_BODY}",)
FAILS = (f"It took [30 weeks](#c1) on average.{_BODY}",)

_SPLIT = re.compile(r"[\s_\-.,;()\[\]/]+")
_SIGN = re.compile(r"[$€£¥₽₹₸₴]")
_COUNTED = {Statistic.COUNT, Statistic.DISTINCT, Statistic.RELATION, Statistic.RANK}


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure whose unit is not that of its cells."""
    for case in subject.cases:
        if case.compiled is None or case.claim_id is None:
            continue
        words = _against(case, subject.brief)
        if words:
            span = case.figure.span
            yield RULE.finding(words, Place(span.line, span.column, case.claim_id))


def _against(case: Case, brief: Brief) -> str:
    traits = case.compiled.traits if case.compiled else None
    if traits is None or not traits.uses:
        return ""
    sides = {use.side for use in traits.uses}
    if Side.NUMERATOR in sides or any(u.statistic in _COUNTED for u in traits.uses):
        return ""
    factors = {x.value for x in traits.literals if x.role is LiteralRole.FACTOR} - {1}
    if not all(_is_power_of_ten(f) for f in factors):
        return ""
    unit = _said(case)
    words = "" if factors else _other_scale(traits.uses, unit, brief)
    return words or _other_unit(traits.uses, unit, brief)


def _other_unit(uses: tuple[Use, ...], unit: str, brief: Brief) -> str:
    for table in (LEXICON.time_units, LEXICON.currencies):
        said = _only(unit, table)
        cells = {c for use in uses for c in _of_cells(use, brief, table)}
        if said and len(cells) == 1 and cells.isdisjoint({said, ""}):
            return f"the report says {said}; the cells are in {', '.join(cells)}"
    return _other_kind(uses, unit)


def _other_kind(uses: tuple[Use, ...], unit: str) -> str:
    """Returns what stands against kilometres of a column in roubles, or nothing."""
    tables = (LEXICON.time_units, LEXICON.currencies, LEXICON.scaled_units)
    said = [_only(unit, table) for table in tables]
    tails = {tail for use in uses for tail in map(_unit_of, use.headers)}
    if len(tails) != 1 or sum(map(bool, said)) != 1:
        return ""
    cells = [_only(tail, table) for tail in tails for table in tables]
    if sum(map(bool, cells)) != 1 or said.index(max(said)) == cells.index(max(cells)):
        return ""
    return f"the report says {max(said)}; the cells are in {max(cells)}"


def _unit_of(header: str) -> str:
    """Returns what a header has behind a comma or in brackets, or nothing."""
    tail = re.search(r"[,(\[](?P<unit>[^,(\[]*)$", header)
    return tail["unit"] if tail else ""


def _other_scale(uses: tuple[Use, ...], unit: str, brief: Brief) -> str:
    """Returns what stands against a scale that no factor of ten turns into another."""
    said = _only(unit, LEXICON.scaled_units)
    cells = {c for use in uses for c in _of_cells(use, brief, LEXICON.scaled_units)}
    if said and len(cells) == 1 and cells.isdisjoint({said, ""}):
        return f"the report says {said}; the cells are in {', '.join(cells)}"
    scales = {scale for use in uses for scale in _scales_of(use)}
    money = _only(unit, LEXICON.currencies)
    if money and len(scales) == 1 and "" not in scales:
        return (
            f"the header says that the cells are in 10^{scales.pop()} {money}; no "
            "factor of the calculation turns them into the report's unit"
        )
    return ""


def _scales_of(use: Use) -> Iterator[str]:
    """Yields the power of ten in which each header says that its cells are told."""
    for header in use.headers:
        yield _only(_unit_of(header), LEXICON.scales)


def _is_power_of_ten(value: object) -> bool:
    return str(value).rstrip("0") in {"1", "1."}


def _said(case: Case) -> str:
    """Returns the unit's words: of the figure, or right behind it."""
    quantity = case.figure.quantity
    unit = quantity.unit if quantity is not None else ""
    after = case.sentence.text[case.sentence.end :]
    word = re.match(r"\s+([^\W\d_]+)", after)
    rest = re.match(r"[·*]?[^\W\d_]+", after)  # kW, and ·h behind it
    text = case.figure.text + (rest[0] if rest else "")
    return f"{unit} {text} {word[1] if word else ''}"


def _only(text: str, table: Mapping[str, str]) -> str:
    found = {
        table[word]
        for word in [*_SPLIT.split(text.casefold()), *_SIGN.findall(text)]
        if word in table
    }
    return found.pop() if len(found) == 1 else ""


def _of_cells(use: Use, brief: Brief, table: Mapping[str, str]) -> Iterator[str]:
    for header in use.headers:
        for field in brief.fields:
            if field.name.casefold() == header.casefold() and field.unit:
                yield _only(field.unit, table)
                break
        else:
            yield _only(_measured(header), table)


def _measured(header: str) -> str:
    """Returns the last word of a header, or what stands in parentheses: its unit."""
    inside = re.search(r"[(\[]([^)\]]+)[)\]]", header)
    if inside:
        return inside[1]
    words = [w for w in _SPLIT.split(header) if w]
    if len(words) == 1 and len(tokens_of(header)) == 1:
        return words[0] if words[0].casefold().endswith(("s", "й", "ов")) else ""
    return words[-1] if words else ""
