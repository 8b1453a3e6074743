"""Planned amounts under words that speak of no plan: `we spent 50` of `Budget`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.reach import own_text
from verifier.checks.sentences import sentence_round, sentences_of
from verifier.checks.stems import tokens_of
from verifier.languages import alternatives, compiled
from verifier.model.source import CellKind

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

    from verifier.checks.region import Ground
    from verifier.model.case import Case
    from verifier.model.use import Use

_PLAN = compiled(rf"(?<![^\W_])(?:{alternatives('planned.headers')})(?![^\W_])")
_PLANNED = compiled(rf"(?:{alternatives('other_edge.plan')})s?")
_FACT = compiled(rf"(?:{alternatives('planned.facts')})")
_CONTRAST = compiled(  # the plan was 40, while billings came to 50
    rf",\s+(?:{alternatives('other_period.contrast')})\s"
)
_TAKES_UP = compiled(rf"(?<!\w)(?:{alternatives('planned.taken_up')})(?!\w)")
_SPEAKS_OF_ONE = compiled(rf"(?<!\w)(?:{alternatives('planned.said')})")
_COMPARES = compiled(
    rf"(?<!\w)(?:{alternatives('planned.compares')}|{alternatives('planned.facts')})(?!\w)"
)
_PROMISES = compiled(rf"(?<!\w)(?:{alternatives('planned.promises')})(?!\w)")
_KEPT = compiled(
    rf"(?<!\w)(?:{alternatives('planned.kept')}|{alternatives('promised.late')}|"
    rf"{alternatives('promised.early')})(?!\w)"
)
_PROMISE = compiled(rf"(?<![^\W_])(?:{alternatives('promised.promise')})")
_ABOVE_PLAN = compiled(  # we wrote 158, well above plan
    rf"(?<!\w)(?:{alternatives('planned.beyond')})\s+(?:\w+\s+)?"
    rf"(?:{alternatives('planned.said')})\w*"
)


def against_plan(
    case: Case, use: Use, ground: Ground, grounds: Iterable[Ground]
) -> str:
    """Returns what stands against a planned amount that is told as what came to be.

    Where the fact stands in a column of its own, a heading that holds the two against
    each other says nothing of a plan, and neither does a sentence that is taken up
    without one.
    """
    own = use.cells[0].first_column
    header = ground.columns[own].header if own in ground.columns else ""
    has_fact = any(_facts(own, ground)) or any(
        _has_fact_of(header, other) for other in grounds if other is not ground
    )
    if not (has_fact or _PLAN.search(header)):
        return ""
    if _speaks_of_plan(case, has_fact=has_fact):
        return ""
    return (
        f"the calculation uses {header!r}; neither the sentence nor the words above it "
        "speak of a plan"
    )


def plan_of(fact: int, ground: Ground) -> int:
    """Returns the column of the plan of what came to be; 0 where there is none."""
    header = ground.columns[fact].header if fact in ground.columns else ""
    found = [number for number in ground.columns if header in _facts(number, ground)]
    return found[0] if len(found) == 1 and header else 0


def against_promised(case: Case, use: Use, ground: Ground) -> str:
    """Returns what stands against `promises 7 days` of the days that it took.

    What is promised stands in a column beside, of the same words or the same unit, and
    the sentence tells nothing of what came of it.
    """
    own = use.cells[0].first_column
    header = ground.columns[own].header if own in ground.columns else ""
    clause = sentence_round(case.sentence)
    told = own_text(clause)
    if not _PROMISES.search(told) or _KEPT.search(told) or _PROMISE.search(header):
        return ""
    mine = {token.stem for token in tokens_of(header)}
    beside = [
        layout.header
        for layout in ground.columns.values()
        if _PROMISE.search(layout.header)
        and CellKind.NUMBER in layout.kinds
        and not mine.isdisjoint(token.stem for token in tokens_of(layout.header))
    ]
    if len(beside) != 1:
        return ""
    return f"the sentence tells {beside[0]!r}; the calculation uses {header!r}"


def _speaks_of_plan(case: Case, *, has_fact: bool) -> bool:
    """Returns whether a sentence, or what stands above it, is of a plan."""
    sentence = case.sentence
    clause = sentence_round(sentence)
    before = max((end for _, end in clause.figures if end <= clause.start), default=0)
    turns = [*_CONTRAST.finditer(clause.text, before, clause.start)]
    start = turns[-1].end() if turns else 0
    behind = clause.text[clause.end :]
    behind = _ABOVE_PLAN.sub(" ", behind) if has_fact else behind
    own = clause.text[start : clause.end] + behind
    above = () if turns else (sentence.ahead, *sentence.headings[-1:])
    if has_fact:
        above = tuple(text for text in above if not _COMPARES.search(text))
    if any(map(_SPEAKS_OF_ONE.search, (own, *above, sentence.context))):
        return True
    if not _TAKES_UP.search(own):
        return False
    before = _sentence_before(case) if has_fact else ""
    return not before or _SPEAKS_OF_ONE.search(before) is not None


def _sentence_before(case: Case) -> str:
    """Returns the sentence right before that of a figure, in its passage."""
    text = case.sentence.text
    start = case.sentence.start - sentence_round(case.sentence).start
    return next(reversed(sentences_of(text[:start])), "")


def _facts(own: int, ground: Ground) -> Iterator[str]:
    """Yields the headers of columns of what came to be of a column's plan.

    Of `New premium plan` it is `New premium actual`, or `New premium`.
    """
    header = ground.columns[own].header if own in ground.columns else ""
    if _says(_FACT, header) or not _says(_PLANNED, header):
        return
    mine = _without(_PLANNED, header)
    for number, layout in ground.columns.items():
        theirs = layout.header
        is_fact = bool(tokens_of(theirs)) and not _says(_PLANNED, theirs)
        rest = _without(_FACT, theirs)
        is_fact = is_fact and (rest == mine or (mine < rest and _says(_FACT, theirs)))
        if number != own and is_fact and CellKind.NUMBER in layout.kinds:
            yield theirs


def _has_fact_of(plan: str, other: Ground) -> bool:
    """Returns whether another sheet has what came to be of a plan: its every word."""
    mine = _without(_PLANNED, plan)
    if not mine or not _says(_PLANNED, plan) or _says(_FACT, plan):
        return False
    return any(
        mine < {token.stem for token in tokens_of(layout.header)}
        and not _says(_PLANNED, layout.header)
        and CellKind.NUMBER in layout.kinds
        for layout in other.columns.values()
    )


def _says(words: re.Pattern[str], header: str) -> bool:
    return any(words.fullmatch(token.text) for token in tokens_of(header))


def _without(words: re.Pattern[str], header: str) -> frozenset[str]:
    """Returns the stems of a header without those of some words."""
    return frozenset(t.stem for t in tokens_of(header) if not words.fullmatch(t.text))
