"""A sentence names another group than the one that comes first.

Finds: a group or month that the sentence names beside a figure which is the highest or
lowest of the values of groups, where another one has that value; and the number of a
row (ticket T-17) beside the highest or lowest value of all, which another row has.

Why it matters: the figure is right and its owner is not; who leads is what readers
remember.

What to do: name the group whose value it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._grouped import Grouped, ask_grouped, grouped
from verifier.checks.claims._read_months import month_labelled
from verifier.checks.claims._records import against_record, ask_record
from verifier.checks.naming import names_in, names_in_lower_case
from verifier.checks.periods import periods_in
from verifier.checks.place import Place
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.checks.superlatives import reach_of
from verifier.model.reason import Reason
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.question import Question
    from verifier.model.case import Case
    from verifier.model.verdict import Finding

RULE = Rule("C043", "other-winner", Level.ERROR, Reason.RANK)

_MOST = (
    "had most: [325](#c1).\n\n```claims\n[c1] regions!B2:C9\nSELECT max(n) FROM "
    "(SELECT sum(amount) AS n FROM regions GROUP BY region)\n```\n"
)
PASSES = (f"The South {_MOST}",)
FAILS = (f"The North {_MOST}",)

_COLUMN = 1  # any: labels are of one column
_SHOWN = 3
_SHORT = 2  # digits of a month


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions which values the groups of statements have."""
    for case in subject.cases:
        asked = ask_grouped(case) if case.claim is not None else None
        if asked is not None:
            yield asked
        record = ask_record(case, subject) if case.claim is not None else None
        if record is not None:
            yield record


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure whose sentence names another group."""
    for case in subject.cases:
        if case.claim is None:
            continue
        words = _against(case, subject) or against_record(case, subject)
        if words:
            span = case.figure.span
            yield RULE.finding(words, Place(span.line, span.column, case.claim.id))


def _against(case: Case, subject: Subject) -> str:
    found = grouped(case, subject)
    named = _named(case, found, subject) if found is not None else ()
    if found is None or not named or not set(named).isdisjoint(found.winners):
        return ""
    order = sorted(found.values, key=lambda v: v[1], reverse=found.is_highest)
    ahead = ", ".join(f"{label} {number}" for label, number in order[:_SHOWN])
    return (
        f"the sentence names {', '.join(named)}; the calculation's value is that "
        f"of {', '.join(found.winners)} ({ahead})"
    )


def _is_short_number(label: str) -> bool:
    """Returns whether a label is the number of a month: 5, which many things are."""
    return label.isdigit() and len(label) <= _SHORT


def _named(case: Case, found: Grouped, subject: Subject) -> tuple[str, ...]:
    """Returns the labels that the words round a figure name."""
    reach = reach_of(sentence_round(case.sentence))
    labels = tuple(label for label, _ in found.values)
    only = {_COLUMN: labels}
    names = names_in(reach.text, only, subject.brief)
    names = names or names_in_lower_case(reach.text, only, subject.brief)
    values = [
        n.value
        for n in names
        if not (n.is_negated or n.is_compared or _is_short_number(n.value))
    ]
    said = periods_in(reach.text)
    for label in labels if not values else ():
        periods = month_labelled(label)
        if any(p.meets(q) and p.months == q.months for p in periods for q in said):
            values.append(label)
    return tuple(dict.fromkeys(values))
