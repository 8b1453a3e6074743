"""Rows that a join repeats are counted or added up as often as it repeats them.

Finds: a sum, mean, median or count over a join, of a table of which some rows stand
beside several rows of the other one: the total of orders, each as often as it has
returns. A fee that is due each time is left alone where the sentence speaks of the
times, and so is a table whose rows stand in the join once.

Why it matters: the statement reads well, the arithmetic is right and the number too
large.

What to do: choose the rows with WHERE … IN (SELECT …) or EXISTS, join to distinct keys,
or count DISTINCT keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._joins import Joined, joins_of, taken
from verifier.checks.kin import kin_of
from verifier.checks.place import Place
from verifier.checks.rule import Rule, Subject
from verifier.checks.same_words import says, words_of
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import tokens_of
from verifier.checks.superlatives import reach_of
from verifier.checks.words.joined import OF_A_WHOLE, OF_EACH_TIME
from verifier.model.reason import Reason
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.question import Question
    from verifier.model.case import Case
    from verifier.model.verdict import Finding

    Stems = frozenset[str]

RULE = Rule("C048", "joined-twice", Level.WARNING, Reason.DUPLICATES_COUNTED)

PASSES = (
    (
        "Deals with visits come to [350](#c1).\n\n"
        "```claims\n[c1] deals!A2:C5, visits!A2:C4\n"
        "SELECT sum(amount) FROM deals WHERE id IN (SELECT deal FROM visits)\n```\n"
    ),
    (
        "Visits to deals took [9](#c1) hours.\n\n"
        "```claims\n[c1] deals!A2:C5, visits!A2:C4\n"
        "SELECT sum(v.hours) FROM visits v JOIN deals d ON d.id = v.deal\n```\n"
    ),
)
FAILS = (
    (
        "Deals with visits come to [600](#c1).\n\n"
        "```claims\n[c1] deals!A2:C5, visits!A2:C4\n"
        "SELECT sum(d.amount) FROM deals d JOIN visits v ON v.deal = d.id\n```\n"
    ),
)

_NOUN = 2  # words behind a figure in which stands what it counts


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions how often the rows of joined tables are taken."""
    for case in subject.cases:
        for joined in joins_of(case, subject) if case.claim is not None else ():
            if joined.statistic != "count" or _counts(joined, case):
                yield joined.asked


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure that takes rows more than once."""
    for case in subject.cases:
        for joined in joins_of(case, subject) if case.claim is not None else ():
            many, different = taken(joined, subject)
            if case.claim is None or many <= different:
                continue
            if joined.statistic != "count" and not _is_of_rows(joined, case):
                continue
            span = case.figure.span
            yield RULE.finding(
                f"the join takes {different} rows of {joined.measured} {many} times, "
                f"once for each row of {', '.join(joined.others)}, and the "
                f"{joined.statistic} counts them as often",
                Place(span.line, span.column, case.claim.id),
            )
            break


def _is_of_rows(joined: Joined, case: Case) -> bool:
    """Returns whether a figure is of the rows, and not of the times they are taken."""
    words = {t.text.casefold() for t in words_of(joined.column)}
    spoken = tokens_of(reach_of(sentence_round(case.sentence)).text)
    said = {token.stem for token in spoken} | kin_of(spoken)
    own, others = _stems_of(joined)
    says_own, says_others = says(said, own), says(said, others)
    if words & OF_EACH_TIME:
        return says_own and not says_others
    is_whole = not words.isdisjoint(OF_A_WHOLE)
    return is_whole or says_own or not says_others


def _counts(joined: Joined, case: Case) -> bool:
    """Returns whether the noun of a figure is what the measured table holds."""
    reach = reach_of(sentence_round(case.sentence))
    behind = tokens_of(reach.text[reach.start :])
    nouns = [t.stem for t in behind if not t.text[:1].isdigit()][:_NOUN]
    before = [t.stem for t in reversed(tokens_of(reach.text[: reach.start]))]
    own, others = _stems_of(joined)
    for word in (*nouns, *before):
        if says({word}, others):
            return False
        if says({word}, own):
            return True
    return False


def _stems_of(joined: Joined) -> tuple[Stems, Stems]:
    """Returns the words for what a table holds, and those for the tables beside it."""
    beside = tuple(t for name in joined.others for t in words_of(name))
    others = frozenset(t.stem for t in beside) | kin_of(beside)
    held = [*words_of(joined.measured)]
    held += [token for name in joined.links for token in words_of(name)]
    named = {token.stem for token in held} | kin_of(held)
    return frozenset(word for word in named if not says({word}, others)), others
