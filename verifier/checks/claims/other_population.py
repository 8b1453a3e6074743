"""A rate, share or average is divided by another population than it speaks of.

Finds: `EMEA's win rate` whose denominator takes the deals of every region; `Ava's share
of EMEA value` of the value of all; an average whose sum and count are of two groups;
`40 % of MRR` where rows are counted; `1 % of opening MRR` of the closing one.

Why it matters: such a quotient recomputes, and is a rate of nothing that is named.

What to do: limit the denominator as the sentence does, or say of what it is a share.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from verifier.checks.claims._amounts import of_amount, of_other_column
from verifier.checks.claims._used_groups import ask_used, regions_by_claim
from verifier.checks.claims._wholes import limits
from verifier.checks.naming import names_in, names_in_lower_case
from verifier.checks.place import Place
from verifier.checks.reach import own_text
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import tokens_of
from verifier.checks.vocabulary import ask_groups, groups_of
from verifier.checks.words import LEXICON
from verifier.checks.words.rates import (
    INSIDE,
    OF_EVERYTHING,
    RATE_BEGINNINGS,
    RATES,
    SHARES,
)
from verifier.languages import alternatives, compiled
from verifier.model.quantity import QuantityKind
from verifier.model.reason import Reason
from verifier.model.use import Side, Statistic
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from verifier.checks.naming import Naming
    from verifier.checks.question import Question
    from verifier.checks.region import Ground, Region
    from verifier.model.case import Case
    from verifier.model.use import Use
    from verifier.model.verdict import Finding

    Limits = Mapping[int, frozenset[str]]

RULE = Rule("C032", "other-population", Level.WARNING, Reason.WRONG_DENOMINATOR)

_BODY = "\n\n```claims\n[c1] regions!A2:C9\n= {}\n```\n"
PASSES = (
    (
        "The average sale in North is [32.5](#c1)."
        + _BODY.format('SUMIF(B2:B9,"North",C2:C9)/COUNTIF(B2:B9,"North")')
    ),
)
FAILS = (
    (
        "The average sale in North is [16.25](#c1)."
        + _BODY.format('SUMIF(B2:B9,"North",C2:C9)/COUNTA(B2:B9)')
    ),
)

_COUNTS = frozenset({Statistic.COUNT, Statistic.DISTINCT})
_OF = compiled(  # Ava's share of EMEA value; доля Иванова в выручке Севера
    alternatives("other_population.of")
)


@dataclass(frozen=True, slots=True)
class _Quotient:
    """A figure that divides one aggregate by another, with what they are limited to."""

    case: Case
    ground: Ground
    above: Use
    below: Use
    taken: Limits
    whole: Limits
    own: str

    def lacks(self, naming: Naming) -> bool:
        """Returns whether a group limits what is divided, but not the divisor."""
        value = naming.value.casefold()
        inside = value in self.taken.get(naming.column, frozenset())
        return inside and value not in self.whole.get(naming.column, frozenset())


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions which groups there are, and which were used."""
    yield from ask_groups(subject)
    yield from ask_used(subject)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure that is divided by another population."""
    by_claim = regions_by_claim(subject)
    for case in subject.cases:
        quotient = _quotient(case, by_claim, subject)
        if quotient is None or case.claim is None:
            continue
        groups = groups_of(subject, quotient.ground)
        named = _groups_in(quotient.own, groups, subject)
        words = (
            _of_rate(quotient, named)
            or _of_rate_in_table(quotient, groups, subject)
            or _of_share(quotient, groups, subject)
            or _of_mean(quotient, named)
            or _of_two_measures(quotient, named)
            or of_amount(case, quotient.ground)
            or of_other_column(case, quotient.ground)
        )
        if words:
            span = case.figure.span
            yield RULE.finding(words, Place(span.line, span.column, case.claim.id))


def _quotient(
    case: Case, by_claim: Mapping[str, tuple[Region, ...]], subject: Subject
) -> _Quotient | None:
    uses = case.uses if case.claim else ()
    above = [use for use in uses if use.side is Side.NUMERATOR]
    below = [use for use in uses if use.side is Side.DENOMINATOR]
    if len(uses) != len(above) + len(below) or not len(above) == len(below) == 1:
        return None
    ground = subject.ground_of(uses)
    if ground is None or case.claim is None:
        return None
    regions = by_claim.get(case.claim.id, ())
    clause = sentence_round(case.sentence)
    return _Quotient(
        case,
        ground,
        above[0],
        below[0],
        limits(above[0], ground, regions, subject),
        limits(below[0], ground, regions, subject),
        own_text(clause),
    )


def _groups_in(
    text: str, groups: Mapping[int, tuple[str, ...]], subject: Subject
) -> tuple[Naming, ...]:
    named = names_in(text, groups, subject.brief)
    low = names_in_lower_case(text, groups, subject.brief)
    return tuple(n for n in (*named, *low) if not n.is_negated and not n.is_compared)


def _of_rate(quotient: _Quotient, named: tuple[Naming, ...]) -> str:
    """Returns what stands against the rate of a group that divides by more than it."""
    words = tuple(t.text.casefold() for t in tokens_of(quotient.own))
    if not _is_percent(quotient.case) or len(quotient.taken) <= 1:
        return ""
    if any(phrase in quotient.own.casefold() for phrase in OF_EVERYTHING):
        return ""
    is_rate = not RATES.isdisjoint(words)
    is_rate = is_rate or any(word.startswith(RATE_BEGINNINGS) for word in words)
    is_share = any(word.startswith(SHARES) for word in words)
    for one in named:
        if not quotient.lacks(one):
            continue
        is_free = quotient.whole.keys().isdisjoint(quotient.taken)
        before = [t.text.casefold() for t in tokens_of(quotient.own[: one.start])][-1:]
        behind = [t.text.casefold() for t in tokens_of(quotient.own[one.end :])][:1]
        if is_rate and _is_event(one, quotient, behind):
            continue
        inside = is_share and is_free and not INSIDE.isdisjoint(before)
        if is_rate or inside:
            return f"the sentence speaks of the rate of {one.value}; {_TAKES_MORE}"
    return ""


def _of_rate_in_table(
    quotient: _Quotient, groups: Mapping[int, tuple[str, ...]], subject: Subject
) -> str:
    """Returns what stands against a cell under `Complaint rate`, in a group's row."""
    context = quotient.case.sentence.context
    if not context or any(letter.isalpha() for letter in quotient.own):
        return ""
    own = context.replace("\n", " . ")
    whole = replace(quotient, own=own, taken=quotient.whole)
    named = _groups_in(
        " . ".join((own, *quotient.case.sentence.headings)), groups, subject
    )
    for one in named:
        is_whole = one.value.casefold() in quotient.whole.get(one.column, frozenset())
        behind = [t.text.casefold() for t in tokens_of(own[one.end :])][:1]
        if is_whole and not _is_event(one, whole, behind):
            return ""  # the delay rate in the South, by cause
    return _of_rate(replace(quotient, own=own), _groups_in(own, groups, subject))


def _is_event(one: Naming, quotient: _Quotient, behind: list[str]) -> bool:
    """Returns whether a rate is that of what is counted: the cancellation rate."""
    is_event = any(word in RATES or word.startswith(RATE_BEGINNINGS) for word in behind)
    return is_event and one.value.casefold() in quotient.taken.get(
        one.column, frozenset()
    )


_TAKES_MORE = "the denominator takes others, too"


def _of_share(
    quotient: _Quotient, groups: Mapping[int, tuple[str, ...]], subject: Subject
) -> str:
    """Returns what stands against `Ava's share of EMEA value` of the value of all."""
    found = _OF.search(quotient.own)
    if found is None or not _is_percent(quotient.case) or len(quotient.taken) <= 1:
        return ""
    for one in _groups_in(found[found.lastindex or 0], groups, subject):
        if quotient.lacks(one):
            return f"the sentence speaks of a share of {one.value}; {_TAKES_MORE}"
    return ""


def _of_mean(quotient: _Quotient, named: tuple[Naming, ...]) -> str:
    """Returns what stands against a mean whose sum and count are of two groups."""
    above, below = quotient.above.statistic, quotient.below.statistic
    words = {t.text.casefold() for t in tokens_of(quotient.own)}
    if above is not Statistic.SUM or below not in _COUNTS:
        return ""
    if words & (LEXICON.rates | LEXICON.apiece - {"a", "an"}):
        return ""
    is_mean = any(
        Statistic.MEAN in LEXICON.statistics.get(word, frozenset()) for word in words
    )
    values = {n.value.casefold() for n in named}
    for column in dict.fromkeys((*quotient.taken, *quotient.whole)):
        taken = quotient.taken.get(column, frozenset())
        whole = quotient.whole.get(column, frozenset())
        differs = taken and whole and taken.isdisjoint(whole)
        if differs or (is_mean and taken != whole and values & (taken | whole)):
            return (
                f"the sum is of {_shown(taken)}, the count by which it is divided of "
                f"{_shown(whole)}"
            )
    return ""


def _of_two_measures(quotient: _Quotient, named: tuple[Naming, ...]) -> str:
    """Returns what stands against the returns of a group over the sales of all.

    A part and its whole are of one measure; a rate divides two, over the same rows. A
    group that begins the clause may itself be what is told: `Refunds took 3 %`.
    """
    pair = (quotient.above, quotient.below)
    columns = [use.cells[0].first_column for use in pair if use.cells]
    sums = all(use.statistic is Statistic.SUM for use in pair)
    if not sums or len(set(columns)) < len(pair) or not _is_percent(quotient.case):
        return ""
    clause = sentence_round(quotient.case.sentence).text.casefold()
    if any(phrase in clause for phrase in OF_EVERYTHING):
        return ""
    begins = {n.value.casefold() for n in named if n.start == 0}
    for column, values in quotient.taken.items():
        if values and column not in quotient.whole and values.isdisjoint(begins):
            return (
                f"what is divided is of {_shown(values)}; what it is divided by is "
                "another column, of all"
            )
    return ""


def _shown(values: frozenset[str]) -> str:
    return ", ".join(sorted(values)) or "all"


def _is_percent(case: Case) -> bool:
    quantity = case.figure.quantity
    return quantity is not None and quantity.kind is QuantityKind.PERCENT
