"""Rows that are dated by another deed than the sentence tells: closed, not created."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.checks.claims._dated_deeds import (
    Deed,
    deeds_of,
    is_done,
    is_of_goods,
    told_of_money,
)
from verifier.checks.periods import heads_a_time, periods_in
from verifier.checks.reach import own_text
from verifier.checks.sentences import sentence_round, sentences_of
from verifier.checks.stems import Token, alike, any_alike, tokens_of
from verifier.checks.units import MONEY, units_said
from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled, words as words_of
from verifier.model.report import PassageKind
from verifier.model.use import Side

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from verifier.checks.rule import Subject
    from verifier.model.case import Case
    from verifier.model.use import Criterion

_NOTS = words_of("figures.negations")
_GOES_BY = compiled(rf"(?<!\w)(?:{alternatives('happened.goes_by')})(?!\w)")
_EXCEPT = compiled(rf"(?<!\w)(?:{alternatives('happened.except')})(?!\w)")
_EVERYWHERE = compiled(alternatives("happened.everywhere"))
_PARTS = compiled(rf"[;:]\s|,\s(?:{alternatives('happened.while')})\s")
_PERIODS = (
    words_of("sentence.spans")
    | words_of("sentence.date_words")
    | LEXICON.time_units.keys()
    | LEXICON.years
    | LEXICON.quarters
    | LEXICON.halves
)
_DIGIT = re.compile(r"\d")
_SHORT = 2  # letters of a preposition
_GAP = 8  # letters between a verb and its period
_HEADER_AND_LABEL = 2  # lines of what stands above and beside a cell
_LONG = 3  # letters of a word that tells something


@dataclass(frozen=True, slots=True)
class _Custom:
    """What a report says once of the dates by which it counts.

    Attributes:
        column: of the date.
        measures: words for what is dated so; none for everything.
        has_exceptions: whether it holds unless another deed is spoken of.
    """

    column: int
    measures: tuple[Token, ...]
    has_exceptions: bool = False


def against_other_day(case: Case, subject: Subject) -> str:
    """Returns what stands against `109 were closed in July`, by the day of creation.

    A report may say once by which date it counts: then a sentence must name the other
    date to depart from that. A share is of the rows of a time, whenever what it tells
    of them has happened.
    """
    criteria = [c for use in case.uses for c in use.criteria]
    sheets = {c.cells.sheet for c in criteria}
    ground = subject.grounds.get(next(iter(sheets))) if len(sheets) == 1 else None
    days = deeds_of(ground) if ground is not None else {}
    bound = [c for c in criteria if any(c.values)]  # not: is there
    taken = {c.cells.first_column for c in bound} & days.keys()
    if len(taken) != 1 or len(days) == 1 or ground is None:
        return ""
    (own,) = taken
    clause = sentence_round(case.sentence)
    said = _own_tokens(case)
    every = tokens_of(f"{clause.text} {case.sentence.context}")
    if any(token.text.casefold() in _NOTS for token in said):
        return ""  # not yet paid for: what did not happen has no day
    is_money = bool(units_said(case).get(MONEY))
    if is_money:
        said, every = told_of_money(said), told_of_money(every)
    other = _told(days, own, said, every, is_money=is_money)
    other = other or _of_state(bound, days, own, every)
    customs = [c for c in _customs(subject, days) if _is_of(c, (*said, *every))]
    is_share = any(use.side is Side.DENOMINATOR for use in case.uses)
    by = {custom.column for custom in customs if not custom.has_exceptions}
    if is_share or (own in by and other not in by):
        other = _dated(days, own, every)
    elif not other and not days[own].is_hinted(every):
        other = _by_custom(customs, own)
    used = {c.first_column for use in case.uses for c in use.cells}
    is_span = other in used  # how long it took from one to the other
    if not other or is_span or _is_of_its_own(clause.text, days[other]):
        return ""
    headers = ground.columns[other].header, ground.columns[own].header
    return (
        f"the sentence tells what {headers[0]!r} dates; the calculation goes by "
        f"{headers[1]!r}"
    )


def _by_custom(customs: list[_Custom], own: int) -> int:
    """Returns the one date that customs name, if not a figure's own, or nought."""
    measured = [custom for custom in customs if custom.measures]
    found = {custom.column for custom in measured or customs}
    return found.pop() if len(found) == 1 and own not in found else 0


def _own_tokens(case: Case) -> tuple[Token, ...]:
    """Returns the words of a figure; where they have no verb, those before, too.

    `In July 24 came in, and in August 31`; of a table they are its header and label.
    """
    clause = sentence_round(case.sentence)
    context = " ".join(case.sentence.context.split("\n")[:_HEADER_AND_LABEL])
    own = tokens_of(f"{own_text(clause)} {context}")
    if any(map(is_done, own)) or context:
        return own
    return (*tokens_of(clause.text[: clause.start]), *own)


def _told(
    days: Mapping[int, Deed],
    own: int,
    said: tuple[Token, ...],
    every: tuple[Token, ...],
    *,
    is_money: bool,
) -> int:
    """Returns the one other date of which a sentence tells the deed, or nought."""
    dated = _dated(days, own, every)
    others = [
        n
        for n, deed in days.items()
        if deed.is_of_another(days[own])
        and deed.is_told(said)
        and not (is_money and is_of_goods(deed))
    ]
    if dated or len(others) != 1 or days[own].is_hinted(every):
        return dated
    return others[0]


def _of_state(
    criteria: list[Criterion],
    days: Mapping[int, Deed],
    own: int,
    every: tuple[Token, ...],
) -> int:
    """Returns the date of the column whose value is counted, or nought.

    Those with the outcome adopted in March are dated by the outcome, not by the intake.
    """
    chosen = [t for c in criteria if c.operator == "=" for t in tokens_of(c.header)]
    dated = [
        n for n, d in days.items() if any(alike(d.word.stem, t.stem) for t in chosen)
    ]
    if len(dated) != 1 or dated[0] == own or days[own].is_meant(every):
        return 0
    return dated[0]


def _is_of_its_own(text: str, other: Deed) -> bool:
    """Returns whether a period is that of another verb: of orders accepted in March."""
    for period in periods_in(text):
        before = [t for t in tokens_of(text[: period.start]) if len(t.text) > _SHORT]
        verb = before[-1:]
        if verb and verb[0].end + _GAP >= period.start and is_done(verb[0]):
            return not other.is_meant(tuple(verb))
    return False


def _dated(days: Mapping[int, Deed], own: int, every: tuple[Token, ...]) -> int:
    """Returns the one date that a sentence names as such, if not its own, or nought."""
    named = [number for number, deed in days.items() if deed.is_dated(every)]
    return named[0] if len(named) == 1 and named[0] != own else 0


def _customs(subject: Subject, days: Mapping[int, Deed]) -> Iterator[_Custom]:
    """Yields what sentences without figures say of the dates that they count by."""
    for passage in subject.report.passages:
        if passage.kind not in {PassageKind.PARAGRAPH, PassageKind.ITEM}:
            continue
        for sentence in sentences_of(passage.text):
            for part in _PARTS.split(sentence):
                found = _GOES_BY.search(part)
                rest = _EXCEPT.split(part[found.start() :]) if found else ("",)
                told = tokens_of(rest[0])
                named = [n for n, deed in days.items() if deed.is_meant(told)]
                is_custom = found is not None and not _DIGIT.search(part)
                if found and is_custom and len(named) == 1:
                    measures = _measures(part[: found.start()])
                    has_exceptions = len(rest) > 1 or bool(_EXCEPT.search(part))
                    yield _Custom(named[0], measures, has_exceptions)


def _measures(text: str) -> tuple[Token, ...]:
    """Returns the words for what is dated: none where it is months of everything."""
    told = [t for t in tokens_of(text) if len(t.text) > _LONG]
    return tuple(
        token
        for token in told
        if token.text.casefold() not in _PERIODS
        and not heads_a_time(token.text)
        and not _EVERYWHERE.fullmatch(token.text)
    )


def _is_of(custom: _Custom, said: tuple[Token, ...]) -> bool:
    return not custom.measures or any_alike(custom.measures, said)
