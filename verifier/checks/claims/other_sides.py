"""The two sides of a ratio read different rows, though the sentence speaks of the same.

Finds: `in October a visit cost 12` where what was paid is October's and the visits are
those of all months; `in Leeds 3 returns an order` where the orders are those of every
town. Only where two columns are divided, so that it is no share of a whole.

Why it matters: such a quotient recomputes, and is a rate of nothing that is named.

What to do: limit both sides alike, or say of what the other side is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier.checks.claims._claimed import findings_against
from verifier.checks.claims.other_period import meant_periods
from verifier.checks.naming import names_in
from verifier.checks.periods import periods_of_header
from verifier.checks.reach import goes_with
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.checks.vocabulary import ask_groups, groups_of
from verifier.checks.words import LEXICON, sides
from verifier.model.plan import ChangeForm
from verifier.model.quantity import QuantityKind
from verifier.model.reason import Reason
from verifier.model.source import CellKind
from verifier.model.use import Side, Statistic
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.question import Question
    from verifier.checks.region import Ground
    from verifier.model.case import Case
    from verifier.model.use import Criterion, Use
    from verifier.model.verdict import Finding

RULE = Rule("C058", "other-sides", Level.WARNING, Reason.WRONG_DENOMINATOR)

_BODY = (
    "\n\n```claims\n[c1] takings!A2:C4\n"
    '= SUMIFS(B2:B4,A2:A4,">="&DATE(2025,7,1))/{}\n```\n'
)
PASSES = (
    "In July a guest paid [12.50](#c1)."
    + _BODY.format('SUMIFS(C2:C4,A2:A4,">="&DATE(2025,7,1))'),
)
FAILS = ("In July a guest paid [6.25](#c1)." + _BODY.format("SUM(C2:C4)"),)

_PLAIN = frozenset({Statistic.SUM, Statistic.MEAN, Statistic.COUNT})
_SIDES = {Side.NUMERATOR, Side.DENOMINATOR}
_WHOLE = re.compile(sides.WHOLE, re.IGNORECASE)
_AT = re.compile(sides.AT, re.IGNORECASE)


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions which groups there are."""
    if any(_ratio(case) for case in subject.cases):
        yield from ask_groups(subject)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every ratio whose sides read different rows."""
    yield from findings_against(RULE, subject, _against)


def _against(case: Case, subject: Subject) -> str:
    ratio = _ratio(case)
    ground = subject.ground_of(use for side in ratio for use in side)
    text = sentence_round(case.sentence).text
    if ground is None or _WHOLE.search(text) or _names_everything(text):
        return ""
    above, below = ratio
    for limited, other, name in ((above, below, "second"), (below, above, "first")):
        criterion = _lone_period(limited, other, ground)
        if criterion is not None and _names_one_period(case):
            return _told(criterion, name)
        criterion = _lone_group(limited, other, ground)
        if criterion is not None and _is_at(criterion, case, ground, subject):
            return _told(criterion, name)
    return ""


def _ratio(case: Case) -> tuple[tuple[Use, ...], ...]:
    """Returns the uses above and below of a ratio of two columns; none of others."""
    traits = case.compiled.traits if case.compiled else None
    if traits is None or traits.change is not ChangeForm.NONE or traits.groups:
        return ()
    if {use.side for use in traits.uses} != _SIDES:
        return ()
    above = tuple(u for u in traits.uses if u.side is Side.NUMERATOR)
    below = tuple(u for u in traits.uses if u.side is Side.DENOMINATOR)
    is_plain = all(use.statistic in _PLAIN for use in traits.uses)
    return (
        (above, below) if is_plain and not _measures(above) & _measures(below) else ()
    )


def _measures(uses: tuple[Use, ...]) -> set[int]:
    """Returns the columns that are measured, 0 for rows that are counted."""
    found = {c.first_column for use in uses for c in use.cells}
    is_counted = any(use.statistic is Statistic.COUNT for use in uses)
    return found | {0} if is_counted else found


def _lone_period(
    limited: tuple[Use, ...], other: tuple[Use, ...], ground: Ground
) -> Criterion | None:
    """Returns a criterion on dates of one side, where the other side has none."""
    if any(_on_dates(use, ground) for use in other):
        return None
    if any(periods_of_header(header) for use in other for header in use.headers):
        return None
    found = [_on_dates(use, ground) for use in limited]
    return found[0][0] if all(found) else None


def _on_dates(use: Use, ground: Ground) -> list[Criterion]:
    return [
        criterion
        for criterion in use.criteria
        if (layout := ground.columns.get(criterion.cells.first_column)) is not None
        and CellKind.DATE in layout.kinds
        and criterion.operator not in {"<>", "like"}
    ]


def _names_one_period(case: Case) -> bool:
    """Returns whether a sentence speaks of one period, and so do both sides."""
    said, _, is_own = meant_periods(case)
    return is_own and len(said) == 1


def _lone_group(
    limited: tuple[Use, ...], other: tuple[Use, ...], ground: Ground
) -> Criterion | None:
    """Returns the criterion that chooses groups for one side alone."""
    elsewhere = {c.cells.first_column for use in other for c in use.criteria}
    counted = any(use.statistic is Statistic.COUNT for use in (*limited, *other))
    for criterion in limited[0].criteria if not counted else ():
        layout = ground.columns.get(criterion.cells.first_column)
        if (
            layout is not None
            and CellKind.TEXT in layout.kinds
            and criterion.operator == "="
            and criterion.values
            and criterion.cells.first_column not in elsewhere
            and all(criterion in use.criteria for use in limited)
        ):
            return criterion
    return None


def _is_at(criterion: Criterion, case: Case, ground: Ground, subject: Subject) -> bool:
    """Returns whether the sentence speaks of what was so at a group: `in Leeds`."""
    quantity = case.figure.quantity
    if quantity is None or quantity.kind is QuantityKind.PERCENT:
        return False
    column = criterion.cells.first_column
    values = groups_of(subject, ground).get(column, ())
    clause = sentence_round(case.sentence)
    named = goes_with(clause, names_in(clause.text, {column: values}, subject.brief))
    taken = {value.casefold() for value in criterion.values}
    return bool(named) and all(
        naming.value.casefold() in taken
        and not naming.is_compared
        and not naming.is_negated
        and _AT.search(clause.text[: naming.start])
        for naming in named
    )


def _names_everything(text: str) -> bool:
    folded = f" {' '.join(text.casefold().split())} "
    return any(f" {word} " in folded for word in LEXICON.everything)


def _told(criterion: Criterion, name: str) -> str:
    part = f"{criterion.part} " if criterion.part else ""
    shown = f"{part}{criterion.operator} {', '.join(criterion.values)}"
    return (
        f"one side of the ratio is limited to {criterion.header} {shown}; the {name} "
        "one is not, though the sentence speaks of the same rows"
    )
