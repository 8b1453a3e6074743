"""A metric is divided by something else than its definition says.

Finds: a metric of the brief that the sentence names, where the calculation's numerator
or denominator takes other values, or leaves out a filter, than the brief's formula.

Why it matters: a win rate over all deals and one over closed deals are two metrics, and
both recompute.

What to do: compute the metric as the brief defines it, or give it another name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.checks.place import Place
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import alike, tokens_of
from verifier.checks.superlatives import reach_of
from verifier.checks.vocabulary import ask_groups, groups_of
from verifier.model.metric import Part, parse_metric
from verifier.model.reason import Reason
from verifier.model.use import Side
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from verifier.checks.question import Question
    from verifier.checks.region import Ground
    from verifier.model.brief import Brief, Metric
    from verifier.model.case import Case
    from verifier.model.use import Use
    from verifier.model.verdict import Finding

    Groups = Mapping[int, tuple[str, ...]]
    Taken = frozenset[str]

RULE = Rule("C024", "other-denominator", Level.WARNING, Reason.WRONG_DENOMINATOR)

BRIEF = '[metrics."win rate"]\nformula = "North / (North + South)"\n'
PASSES = (
    (
        "The win rate is [50%](#c1).\n\n```claims\n[c1] regions!B2:B9\n"
        '= COUNTIF(B2:B9,"North")/(COUNTIF(B2:B9,"North")+COUNTIF(B2:B9,"South"))\n'
        "```\n"
    ),
)
FAILS = (
    (
        "The win rate is [100%](#c1).\n\n```claims\n[c1] regions!B2:B9\n"
        '= COUNTIF(B2:B9,"North")/COUNTIF(B2:B9,"South")\n```\n'
    ),
)

_SIDES = ((Side.NUMERATOR, "numerator"), (Side.DENOMINATOR, "denominator"))


@dataclass(frozen=True, slots=True)
class _Column:
    """A column that the definition speaks of.

    Attributes:
        number: of the column.
        values: all of its folded values.
    """

    number: int
    values: frozenset[str]


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions which groups there are."""
    if subject.brief.metrics:
        yield from ask_groups(subject)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure whose metric is defined otherwise."""
    for case in subject.cases if subject.brief.metrics else ():
        metric = _metric_in(case, subject.brief)
        uses = case.uses
        ground = subject.ground_of(uses)
        if metric is None or ground is None or case.claim is None:
            continue
        words = _differs(metric, uses, ground, subject)
        if words:
            span = case.figure.span
            yield RULE.finding(words, Place(span.line, span.column, case.claim.id))


def _metric_in(case: Case, brief: Brief) -> Metric | None:
    """Returns the metric with the longest name before a figure, or in its labels."""
    reach = reach_of(sentence_round(case.sentence))
    behind = reach.text[reach.end :].partition(",")[0]
    for text in (f"{reach.text[: reach.start]} {behind}", case.sentence.context):
        stems = [token.stem for token in tokens_of(text)]
        found = [
            (len(name), metric)
            for metric in brief.metrics
            for name in (metric.name, *metric.names)
            if _holds(stems, [token.stem for token in tokens_of(name)])
        ]
        if found:
            return max(found, key=lambda pair: pair[0])[1]
    return None


def _holds(stems: list[str], name: list[str]) -> bool:
    places = range(len(stems) - len(name) + 1)
    return bool(name) and any(
        all(map(alike, stems[place : place + len(name)], name)) for place in places
    )


def _differs(
    metric: Metric, uses: tuple[Use, ...], ground: Ground, subject: Subject
) -> str:
    """Returns what differs between a definition and a calculation, or nothing."""
    ratio = parse_metric(metric.formula, metric.name)
    parts = {Side.NUMERATOR: ratio.above, Side.DENOMINATOR: ratio.below}
    own = {side: tuple(u for u in uses if u.side is side) for side, _ in _SIDES}
    if not all(parts.values()) or not all(own.values()):
        return ""
    if any(use.side not in own for use in uses):
        return ""
    groups = groups_of(subject, ground)
    words = _other_fields(metric, parts, own, ground)
    if words:
        return words
    for column in _columns(ratio.above + ratio.below, ground, groups, subject.brief):
        for side, name in _SIDES:
            wanted = _wanted(parts[side], column, ground, subject.brief)
            taken = _taken(own[side], column)
            if taken is None or wanted == taken:
                continue
            header = ground.columns[column.number].header
            return (
                f"the brief defines {metric.name} as {metric.formula}: its {name} "
                f"takes {_shown(wanted, column, header)}; the calculation's takes "
                f"{_shown(taken, column, header)}"
            )
    return ""


def _other_fields(
    metric: Metric,
    parts: Mapping[Side, tuple[Part, ...]],
    own: Mapping[Side, tuple[Use, ...]],
    ground: Ground,
) -> str:
    """Returns what differs where the definition divides fields, or nothing."""
    for side, name in _SIDES:
        wanted = [_headers(part.name, ground) for part in parts[side]]
        taken = {header.casefold() for use in own[side] for header in use.headers}
        if not taken or not all(wanted):
            continue
        if taken.isdisjoint(frozenset[str]().union(*wanted)):
            return (
                f"the brief defines {metric.name} as {metric.formula}; the "
                f"calculation's {name} takes {', '.join(sorted(taken))}"
            )
    return ""


def _headers(name: str, ground: Ground) -> frozenset[str]:
    """Returns the folded headers that a field's name may mean."""
    stems = [token.stem for token in tokens_of(name)]
    headers = [layout.header for layout in ground.columns.values()]
    return frozenset(
        header.casefold()
        for header in headers
        if _holds([token.stem for token in tokens_of(header)], stems)
    )


def _shown(values: Taken, column: _Column, header: str) -> str:
    if values >= column.values:
        return f"every {header}"
    return f"{header} {', '.join(sorted(values))}"


def _columns(
    parts: tuple[Part, ...], ground: Ground, groups: Groups, brief: Brief
) -> list[_Column]:
    """Returns the columns whose values the definition names, each once."""
    found: dict[int, _Column] = {}
    for number, values in groups.items():
        folded = frozenset(value.casefold() for value in values)
        header = ground.columns[number].header.casefold()
        fields = {c.field.casefold() for part in parts for c in part.conditions}
        if header in fields or any(_value(p.name, folded, brief) for p in parts):
            found[number] = _Column(number, folded)
    return list(found.values())


def _value(name: str, values: frozenset[str], brief: Brief) -> str:
    """Returns the value that a name means, by itself or as an alias, or nothing."""
    folded = name.casefold()
    if folded in values:
        return folded
    for alias in brief.aliases:
        if folded in {other.casefold() for other in alias.names}:
            return alias.value.casefold() if alias.value.casefold() in values else ""
    return ""


def _wanted(
    parts: tuple[Part, ...], column: _Column, ground: Ground, brief: Brief
) -> Taken:
    header = ground.columns[column.number].header.casefold()
    found: frozenset[str] = frozenset()
    for part in parts:
        taken = column.values
        value = _value(part.name, column.values, brief)
        if value:
            taken = frozenset({value})
        for condition in part.conditions:
            if condition.field.casefold() == header:
                value = _value(condition.value, column.values, brief)
                one = frozenset({value or condition.value.casefold()})
                taken = taken - one if condition.is_negated else taken & one
        found |= taken
    return found


def _taken(uses: tuple[Use, ...], column: _Column) -> Taken | None:
    """Returns the values that uses take; None where a criterion is not understood."""
    found: frozenset[str] = frozenset()
    for use in uses:
        taken = column.values
        for criterion in use.criteria:
            if criterion.cells.first_column != column.number:
                continue
            values = frozenset(value.casefold() for value in criterion.values)
            if criterion.part or criterion.operator not in {"=", "<>"} or not values:
                return None
            taken = taken & values if criterion.operator == "=" else taken - values
        found |= taken
    return found
