"""A share is of a whole that does not hold it.

Finds: a percentage whose divisor is a part of what is divided (all tickets by the open
ones); one whose divisor is another group of the same column (churned by active lines,
where the sentence says `of the lines`); a part of one month over a whole of all months;
and a share of rows that comes to more than all of them.

Why it matters: churned over active is no share of the lines, and all over a part is
above 100 %; both recompute.

What to do: divide by all that the part is taken from, limited as the part is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._claimed import findings_against
from verifier.checks.claims._forms import PERIOD
from verifier.checks.claims._paired import (
    Paired,
    groups_apart,
    is_spoken_of,
    pairs_of,
    values_on,
)
from verifier.checks.claims._whole_phrases import whole_of
from verifier.checks.measures import data_rows
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import any_alike, tokens_of
from verifier.checks.totals import names_a_total
from verifier.languages import alternatives, compiled
from verifier.model.plan import ChangeForm
from verifier.model.quantity import QuantityKind
from verifier.model.reason import Reason
from verifier.model.source import CellKind
from verifier.model.use import Side, Statistic, sheets_of
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.case import Case
    from verifier.model.use import Use
    from verifier.model.verdict import Finding

RULE = Rule("C066", "foreign-whole", Level.WARNING, Reason.WRONG_DENOMINATOR)

_BODY = "\n\n```claims\n[c1] deals!B2:C5\n= {}\n```\n"
PASSES = (
    "South made [50%](#c1) of the deals."
    + _BODY.format('COUNTIF(B2:B5,"south")/COUNTA(B2:B5)'),
)
FAILS = (
    "South made [200%](#c1) of the deals."
    + _BODY.format('COUNTA(B2:B5)/COUNTIF(B2:B5,"south")'),
    "Of the deals, [200%](#c1) were closed in the south."
    + _BODY.format('COUNTIF(B2:B5,"south")/COUNTIF(B2:B5,"north")'),
)

_OF_ALL = compiled(rf"(?<!\w)(?:{alternatives('foreign_whole.all')})")


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every share of a whole that does not hold it."""
    yield from findings_against(RULE, subject, _against)


def _against(case: Case, subject: Subject) -> str:
    quantity = case.figure.quantity
    if quantity is None or quantity.kind is not QuantityKind.PERCENT:
        return ""
    if quantity.value > 1 and _is_part_of_rows(case):
        return "the share is above 100 %: what is divided is no part of the divisor"
    pairs = pairs_of(case, subject)
    if len(pairs) != 1 or pairs[0].is_compared or not _is_of_one(pairs[0]):
        return ""
    return _of_part(pairs[0]) or _of_others(pairs[0]) or _of_all_times(pairs[0])


def _is_part_of_rows(case: Case) -> bool:
    """Returns whether a share is told of rows, of which others are counted.

    One of another time, or of another group that the divisor takes, may be above 100 %.
    """
    traits = case.compiled.traits if case.compiled else None
    if traits is None or traits.change is not ChangeForm.NONE or not whole_of(case):
        return False
    above, below = (
        [use for use in traits.uses if use.side is side]
        for side in (Side.NUMERATOR, Side.DENOMINATOR)
    )
    sheets = sheets_of(traits.uses)
    is_counted = all(use.statistic is Statistic.COUNT for use in traits.uses)
    if not above or not below or len(above) + len(below) != len(traits.uses):
        return False
    return is_counted and len(sheets) == 1 and _chosen(below) <= _chosen(above)


def _chosen(uses: list[Use]) -> set[tuple[int, str, tuple[str, ...]]]:
    """Returns what criteria take, each with its column."""
    criteria = [criterion for use in uses for criterion in use.criteria]
    return {(c.cells.first_column, c.operator, c.values) for c in criteria}


def _is_of_one(pair: Paired) -> bool:
    """Returns whether both sides take the same of one column, or rows."""
    if pair.above.statistic is not pair.below.statistic:
        return False
    above, below = pair.columns
    if pair.above.statistic is not Statistic.COUNT or above == below:
        return above == below
    if not pair.above.cells and not pair.below.cells:
        return True  # rows that criteria choose
    return not any(_has_blanks(column, pair) for column in above | below)


def _has_blanks(column: int, pair: Paired) -> bool:
    """Returns whether to count a column's filled cells is not to count rows."""
    layout = pair.ground.columns.get(column)
    return layout is None or CellKind.BLANK in layout.kinds


def _of_part(pair: Paired) -> str:
    above, below = pair.filters
    narrower = [c for c in below if c not in above]
    is_same = all(above[c] == below.get(c) for c in above)
    (first, last), (begin, end) = (
        data_rows(use, pair.ground) for use in (pair.above, pair.below)
    )
    is_of_all_rows = first <= begin and end <= last
    if not narrower or not is_same or not is_of_all_rows:
        return ""
    shown = pair.shown(narrower[0], below)
    return f"the divisor is a part of what is divided: it takes {shown} alone"


def _of_others(pair: Paired) -> str:
    above, below = pair.filters
    for column in groups_apart(pair):
        others = values_on(column, below)
        is_said = is_spoken_of(others, pair.case)
        is_said = is_said and not _is_of_part(values_on(column, above), others, pair)
        if not is_said and not any(map(names_a_total, others)):
            return (
                f"a share of {pair.shown(column, above)} divided by "
                f"{pair.shown(column, below)}, which no word near the figure names"
            )
    return ""


def _is_of_part(own: frozenset[str], others: frozenset[str], pair: Paired) -> bool:
    """Returns whether the words of the whole name what is divided: of those opened."""
    phrase = whole_of(pair.case)
    said = tokens_of(f"{phrase.text} {phrase.told}") if phrase is not None else ()
    named, against = (
        any_alike([word for value in values for word in tokens_of(value)], said)
        for values in (own, others)
    )
    return named and not against


def _of_all_times(pair: Paired) -> str:
    above, below = pair.filters
    groups = [c for c in above if c not in below and c != PERIOD]
    if PERIOD in below or PERIOD not in above or not groups:
        return ""
    clause = sentence_round(pair.case.sentence)
    if _OF_ALL.search(clause.text.casefold()):
        return ""
    return (
        f"the part is of {pair.shown(PERIOD, above)}, the whole by which it is divided "
        "of all times"
    )
