"""A rate is divided by something else than the report's own definition of it says.

Finds: a `failure rate` divided by all orders where the report says that it relates
failures to those that are no longer open; «выработка» of every line where it is told to
be of closed ones alone; a `reject rate` over pieces ordered where it is told to be over
pieces received; an `on-time rate` over lines that have not come, too, where it is told
to be over delivered ones; and one rate of several that divides by rows which the others
leave out, as its definition does: hires that are not back yet. A rate that takes up
the one before, `in York it is 5 %`, is held against the definition of that one.

Why it matters: two rates go by one name, and both recompute; a reader who knows the
definition is told another number.

What to do: divide by what the definition names, or give the figure another name.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from verifier.checks.claims._claimed import claimed
from verifier.checks.claims._defined_divisors import (
    divides_by_less,
    of_defined_column,
    of_those_that_are,
)
from verifier.checks.claims._rates_alike import (
    Rate,
    families_in,
    rates_in,
    unlike_most,
)
from verifier.checks.claims._rates_defined import (
    groups_meant,
    rates_defined,
    words_explained,
)
from verifier.checks.claims._same_rates import ask_wider, wider_shares
from verifier.checks.measures import differ, measures_of, named
from verifier.checks.place import Place
from verifier.checks.question import Question, question
from verifier.checks.reach import own_text
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.checks.vocabulary import ask_groups, groups_of
from verifier.model.reason import Reason
from verifier.model.use import Criterion, Side, Use
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from verifier.checks.claims._rates_defined import RateDefined
    from verifier.checks.region import Ground
    from verifier.model.verdict import Finding

RULE = Rule("C084", "defined-whole", Level.WARNING, Reason.WRONG_DENOMINATOR)

_BODY = (
    "The fill rate is filled rows divided by rows of the North.\n\nThe fill rate of "
    "the North was [{}](#c1).\n\n```claims\n[c1] regions!B2:C9\n"
    '= COUNTIFS(B2:B9,"North",C2:C9,">0")/{}\n```\n'
)
PASSES = (_BODY.format("50%", 'COUNTIF(B2:B9,"North")'),)
FAILS = (_BODY.format("25%", "COUNTA(B2:B9)"),)


@dataclass(frozen=True, slots=True)
class _Odds:
    """A rate beside what its definition would divide it by.

    Attributes:
        rate: the figure with its name.
        why: what says that it is to be divided so.
        ground: the sheet.
        header: of the column by which the two differ.
        values: the groups of it that the definition takes.
        meant: what the definition divides by.
    """

    rate: Rate
    why: str
    ground: Ground
    header: str
    values: frozenset[str]
    meant: Use

    @property
    def key(self) -> str:
        told = named((*self.rate.below, self.meant))
        return f"{RULE.code}/{self.ground.sheet.table}/{told}"


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions which groups there are."""
    yield from ask_groups(subject)


def ask_more(subject: Subject) -> Iterator[Question]:
    """Yields the questions what rates would be divided by as they are defined."""
    for odds in _found(subject):
        query = measures_of((*odds.rate.below, odds.meant), odds.ground)
        if query is not None:
            yield question(odds.key, query, 1)
    yield from ask_wider(subject)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every rate that is divided otherwise than defined."""
    told: set[str] = set()
    for rate in _rates_in(subject):
        words = of_defined_column(rate, subject) or of_those_that_are(rate, subject)
        if words:
            told.add(rate.case.claim_id or "")
            span = rate.case.figure.span
            place = Place(span.line, span.column, rate.case.claim_id or "")
            yield RULE.finding(words, place)
    for odds in _found(subject):
        answer = subject.answers.get(odds.key)
        case = odds.rate.case
        if answer is None or not answer.texts or case.claim_id in told:
            continue
        *own, meant = cast("list[float | None]", json.loads(answer.texts[0]))
        if not differ(sum(value or 0 for value in own), meant):
            continue
        told.add(case.claim_id or "")
        span, name = case.figure.span, " ".join(t.text for t in odds.rate.name)
        yield RULE.finding(
            f"{name} is to be divided by {odds.header} "
            f"{', '.join(sorted(odds.values))}, {odds.why}; the calculation divides "
            "by more or less",
            Place(span.line, span.column, case.claim_id or ""),
        )
    for case, words in wider_shares(subject):
        if case.claim_id not in told:
            told.add(case.claim_id or "")
            span = case.figure.span
            yield RULE.finding(
                words, Place(span.line, span.column, case.claim_id or "")
            )


def _rates_in(subject: Subject) -> list[Rate]:
    return [*rates_in(claimed(subject), rates_defined(subject.report))]


def _found(subject: Subject) -> Iterator[_Odds]:
    """Yields the rates whose wholes are limited otherwise than defined, or alike."""
    for family in families_in(_rates_in(subject)):
        ground = subject.ground_of(family[0].case.uses)
        if ground is None:
            continue
        for column, values in groups_of(subject, ground).items():
            folded = frozenset(map(str.casefold, values))
            for rate, wanted, why in _unlike(family, column, values, subject):
                meant = _limited(rate.below[0], column, wanted, ground)
                if wanted == folded:
                    meant = replace(meant, criteria=meant.criteria[:-1])
                header = ground.columns[column].header
                yield _Odds(rate, why, ground, header, wanted, meant)


def _unlike(
    family: Sequence[Rate], column: int, values: Sequence[str], subject: Subject
) -> Iterator[tuple[Rate, frozenset[str], str]]:
    """Yields the rates of one name that take other groups than they should, and why.

    A figure whose own words name further groups is of those.
    """
    explained = words_explained(subject.report)
    defined = family[0].defined
    every = defined.every if defined else ""
    wanted = _as_defined(defined, values, explained) if defined else frozenset[str]()
    if not wanted and not any(groups_meant(every, values, explained)):
        for rate, common in unlike_most(family, column, values):
            yield rate, common, "the other figures of that name are divided alike"
    folded = frozenset(map(str.casefold, values))
    for rate in family if not wanted else ():
        if divides_by_less(rate, column, values, subject) and not _names_others(
            rate, column, values, wanted
        ):
            yield rate, folded, f"the report says of it: {every.strip()}"
    for rate in family if wanted else ():
        is_so = rate.taken(column, folded) == wanted
        if not is_so and not _names_others(rate, column, values, wanted):
            yield rate, wanted, f"the report says of it: {every.strip()}"


def _as_defined(
    defined: RateDefined, values: Sequence[str], explained: Mapping[str, str]
) -> frozenset[str]:
    """Returns the groups that a definition takes; none if it takes all or is silent."""
    taken, left = groups_meant(defined.whole, values, explained)
    folded = frozenset(value.casefold() for value in values)
    wanted = (taken or folded) - left
    return frozenset[str]() if wanted == folded else wanted


def _names_others(
    rate: Rate, column: int, values: Sequence[str], wanted: frozenset[str]
) -> bool:
    """Returns whether a figure's words name groups that the definition leaves out."""
    clause = sentence_round(rate.case.sentence)
    text = f"{own_text(clause)} . {rate.case.sentence.context}"
    taken, left = groups_meant(text, values, {})
    part = {
        value.casefold()
        for use in rate.case.uses
        if use.side is Side.NUMERATOR
        for c in use.criteria
        if c.cells.first_column == column
        for value in c.values
    }
    return bool((taken | left) - wanted - part)


def _limited(use: Use, column: int, wanted: frozenset[str], ground: Ground) -> Use:
    """Returns a use that takes some groups of a column, and no others."""
    cells = replace((use.cells or use.rows)[0], first_column=column, last_column=column)
    header = ground.columns[column].header
    kept = tuple(c for c in use.criteria if c.cells.first_column != column)
    only = Criterion(cells, header, "=", tuple(sorted(wanted)))
    return replace(use, criteria=(*kept, only))
