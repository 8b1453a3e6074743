"""Which month, quarter, year or day of the week a superlative ranks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier.checks.naming import Naming
from verifier.checks.periods import ALL_MONTHS, Period, periods_in, with_years
from verifier.checks.sentences import sentence_round
from verifier.checks.words import LEXICON

if TYPE_CHECKING:
    from verifier.checks.claims._races import Race
    from verifier.checks.superlatives import Reach, Superlative
    from verifier.model.case import Case

_QUARTER = 3
_WORD = re.compile(r"[^\W\d_]+")


def spans_in(case: Case) -> tuple[str, ...]:
    """Returns the lengths of the periods that a figure's sentence names."""
    text = sentence_round(case.sentence).text
    lengths = {_span_of(period) for period in periods_in(text)} - {""}
    if any(w[0].casefold() in LEXICON.weekdays for w in _WORD.finditer(text)):
        lengths.add("weekday")
    return tuple(sorted(lengths))


def period_ranked_in(
    reach: Reach, one: Superlative, race: Race, labels: tuple[str, ...], case: Case
) -> Naming | None:
    """Returns the period that a superlative ranks: the only one that its text names."""
    if race.span == "weekday":
        named = [
            Naming(race.column, str(LEXICON.weekdays[w[0].casefold()]), *w.span())
            for w in _WORD.finditer(reach.text)
            if w[0].casefold() in LEXICON.weekdays
        ]
    else:
        periods = with_years(
            periods_in(reach.text), (one.text, *reversed(case.sentence.headings))
        )
        named = [
            Naming(race.column, label, period.start, period.end)
            for period in periods
            if _span_of(period) == race.span
            and (label := _label_of(period, race.span, labels))
        ]
    kept = [n for n in named if not (n.start < reach.end and reach.start < n.end)]
    only = {naming.value for naming in kept}
    return kept[0] if len(only) == 1 and only <= set(labels) else None


def _span_of(period: Period) -> str:
    if len(period.months) == 1:
        return "month"
    if len(period.months) == _QUARTER and max(period.months) % _QUARTER == 0:
        return "quarter"
    return "year" if period.months == ALL_MONTHS else ""


def _label_of(period: Period, span: str, labels: tuple[str, ...]) -> str:
    """Returns a period's label; without a year the only one that may be meant."""
    ends = {
        "month": f"-{min(period.months):02d}",
        "quarter": f"-Q{max(period.months) // _QUARTER}",
        "year": "",
    }
    if period.year:
        return f"{period.year}{ends[span]}"
    found = [label for label in labels if label.endswith(ends[span])]
    return found[0] if len(found) == 1 else ""
