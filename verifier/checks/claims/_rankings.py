"""Superlatives of a sentence -> the ranking that the cells give, and what it says."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from verifier.checks.claims._beyond import beyond
from verifier.checks.claims._races import Race, races_of, uses_of
from verifier.checks.claims._ranked_names import ranked_in
from verifier.checks.claims._ranked_periods import period_ranked_in, spans_in
from verifier.checks.claims._replayed import Replay, replays_of, standing_of
from verifier.checks.claims._standings import (
    Standing,
    Standings,
    reproducing,
    told,
)
from verifier.checks.claims._superlatives import ranks_periods, superlatives_of
from verifier.checks.claims._used_groups import texts_of_rows
from verifier.checks.naming import Naming, names_in
from verifier.checks.place import Place
from verifier.checks.question import question
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import stem, tokens_of
from verifier.checks.superlatives import (
    Reach,
    Superlative,
    reach_of,
)
from verifier.checks.vocabulary import MOST_GROUPS
from verifier.checks.words import LEXICON
from verifier.languages import words as words_of
from verifier.model.plan import Trial
from verifier.model.reason import Reason
from verifier.model.use import Statistic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.question import Question
    from verifier.checks.rule import Subject
    from verifier.model.brief import Brief
    from verifier.model.case import Case
    from verifier.model.use import Use

    Ranked = tuple[Standing, Race, Naming]

_SURE_TOTALS = LEXICON.totals - words_of("sentence.other_totals")
_LONGEST_LIST = 12
_BLOCK = 2  # the first and the last row of several
_WE = words_of("sentence.we")
_MEASURES = frozenset(stem(word) for word in LEXICON.measures)
_LARGE = frozenset({Statistic.SUM, Statistic.COUNT, Statistic.DISTINCT})
_SIZED = _LARGE | {Statistic.CELL, Statistic.MAXIMUM, Statistic.MINIMUM}


@dataclass(frozen=True, slots=True)
class Judged:
    """What a ranking says of a figure's sentence.

    Attributes:
        reason: that stands against it.
        message: neutral wording.
        place: of the figure.
    """

    reason: Reason
    message: str
    place: Place


def ask_rankings(subject: Subject) -> Iterator[Question]:
    """Yields the questions that `rankings` needs the answers to."""
    for case in subject.cases:
        for race in (
            races_of(case, subject, spans_in(case)) if superlatives_of(case) else ()
        ):
            query = race.query()
            if query is not None:
                yield question(race.key, query, MOST_GROUPS + 1)


def ask_replays(subject: Subject) -> Iterator[Question]:
    """Yields the questions what a calculation gives for rivals, where no other tells.

    They are for figures whose group no ranking of plain measures gives.
    """
    for case in subject.cases:
        outcome = case.outcome(Trial.VALUE) if case.compiled else None
        value = outcome.number if outcome else None
        if value is None:
            continue
        for one in superlatives_of(case):
            if not _of_named(case, one, subject, value)[0]:
                for replay, _ in _replays(case, one, subject):
                    yield replay.asked


def rankings(subject: Subject) -> Iterator[Judged]:
    """Yields what stands against figures whose sentence ranks a group."""
    for case in subject.cases:
        if case.claim is None or case.compiled is None:
            continue
        for superlative in superlatives_of(case):
            against = _against(case, superlative, subject)
            if against is not None:
                span = case.figure.span
                place = Place(span.line, span.column, case.claim.id)
                yield Judged(*against, place)
                break


def _against(
    case: Case, one: Superlative, subject: Subject
) -> tuple[Reason, str] | None:
    value = case.outcome(Trial.VALUE)
    if value is None or value.number is None:
        return None
    reach = reach_of(sentence_round(case.sentence))
    found, alone = _of_named(case, one, subject, value.number)
    found = found or [*_of_replayed(case, one, subject, is_named=True)]
    found = _surest(_of_all_uses(found, case), reach.text)
    against = _weigh(one, found, alone)
    if against is not None:
        return against
    words = beyond(case, one, reach, subject, is_ranked=bool(found))
    if words:
        return Reason.RANK_UNPROVEN, words
    if found or one.is_aside or one.is_next or _is_of_us(one, reach):
        return None
    taken = [*_of_taken(case, one, subject, value.number)]
    taken = taken or [*_of_replayed(case, one, subject, is_named=False)]
    return _weigh(one, taken, [])


def _of_named(
    case: Case, one: Superlative, subject: Subject, value: Decimal
) -> tuple[list[Ranked], list[Naming]]:
    """Returns the rankings of the group that is named, and names that have none."""
    found: list[Ranked] = []
    alone: list[Naming] = []
    for race in _races(case, one, subject):
        if race.within and any(ranked[1].beside for ranked in found):
            continue  # among all of the period it is ranked already
        if len(race.beside) >= _BLOCK and found:
            continue  # the block is all of its group
        standings = _standings(race, subject)
        if standings is None or not _is_one_list(race, standings):
            continue
        named = _ranked(one, race, standings, case, subject.brief)
        if named is None:
            continue
        standing = reproducing(standings, value, named.value, _factors(case))
        if standing is not None and len(standing.places) > 1:
            found.append((standing, race, named))
        elif not race.is_cited and _is_bound(case, race, named):
            alone.append(named)
    return found, alone


def _races(case: Case, one: Superlative, subject: Subject) -> Iterator[Race]:
    """Yields the rankings that a superlative may mean."""
    is_of_periods = ranks_periods(one, reach_of(sentence_round(case.sentence)).text)
    for race in races_of(case, subject, spans_in(case)):
        if race.is_of_periods or not is_of_periods:
            yield race


def _of_replayed(
    case: Case, one: Superlative, subject: Subject, *, is_named: bool
) -> Iterator[Ranked]:
    """Yields the rankings that the calculation gives for each group in its place."""
    for replay, named in _replays(case, one, subject):
        standing = standing_of(replay, subject)
        if standing is not None and bool(named.value) is is_named:
            yield standing, replay.race, replace(named, value=replay.label)


def _replays(
    case: Case, one: Superlative, subject: Subject
) -> Iterator[tuple[Replay, Naming]]:
    reach = reach_of(sentence_round(case.sentence))
    is_of_periods = ranks_periods(one, reach.text)
    for replay in replays_of(case, subject):
        if is_of_periods and not replay.race.is_of_periods:
            continue
        every = Standings(dict.fromkeys(replay.labels, ()), ())
        named = ranked_in(reach, one, replay.race.column, every, subject.brief)
        if named is not None and named.value == replay.label:
            yield replay, named
        elif named is None and _is_only_taken(case, replay, reach.text, subject):
            yield replay, Naming(replay.race.column, "", one.start, one.end)


def _is_only_taken(case: Case, replay: Replay, text: str, subject: Subject) -> bool:
    """Returns whether a calculation takes one group alone, and its text names none."""
    if names_in(text, {replay.race.column: replay.labels}, subject.brief):
        return False
    return _taken_in(case, replay.race, subject) == replay.label.casefold()


def _of_all_uses(rows: list[Ranked], case: Case) -> list[Ranked]:
    """Returns the rankings of groups that all of a calculation is of, if there are any.

    Of `COUNTIFS(…,"app",…,"cancelled")/COUNTIFS(…,"app")` that is the app.
    """
    uses = uses_of(case)
    kept = [row for row in rows if all(_is_chosen(use, row[1], row[2]) for use in uses)]
    return kept or rows


def _surest(rows: list[Ranked], text: str) -> list[Ranked]:
    """Returns the rankings of names with capitals, where there are any.

    In `Ava won the most` the word `won` is no group, though a column holds it.
    """
    sure = [row for row in rows if text[row[2].start].isupper()]
    return sure or rows


def _of_taken(
    case: Case, one: Superlative, subject: Subject, value: Decimal
) -> Iterator[Ranked]:
    """Yields the rankings of the only group that a calculation takes.

    The sentence may call it otherwise than the cells do: `they`, `the day shift`.
    """
    text = reach_of(sentence_round(case.sentence)).text
    if ranks_periods(one, text):
        return
    for race in races_of(case, subject):
        standings = _standings(race, subject) if len(race.beside) < _BLOCK else None
        if standings is None or not _is_one_list(race, standings):
            continue
        taken = _taken_in(case, race, subject)
        label = next((x for x in standings.groups if x.casefold() == taken), "")
        only = {race.column: tuple(standings.groups)}
        if not label or names_in(text, only, subject.brief):
            continue
        standing = reproducing(standings, value, label, _factors(case))
        if standing is not None and len(standing.places) > 1:
            yield standing, race, Naming(race.column, label, one.start, one.end)


def _taken_in(case: Case, race: Race, subject: Subject) -> str:
    """Returns the only group of a column that a calculation takes, folded."""
    uses = uses_of(case)
    criteria = [c for use in uses for c in use.criteria]
    if any(c.cells.first_column != race.column for c in criteria):
        return ""  # the superlative may be of the other column's group
    if criteria:
        values = {v.casefold() for c in criteria for v in c.values}
        is_equal = all(c.operator == "=" and not c.part for c in criteria)
        return values.pop() if is_equal and len(values) == 1 else ""
    texts = {
        texts_of_rows(cells, race.ground, subject).get(race.column, "").casefold()
        for use in uses
        for cells in use.cells or use.rows
    }
    return texts.pop() if len(texts) == 1 else ""


def _is_of_us(one: Superlative, reach: Reach) -> bool:
    said = {t.text.casefold() for t in tokens_of(reach.text[: one.start])}
    return not said.isdisjoint(_WE)


def _ranked(
    one: Superlative, race: Race, standings: Standings, case: Case, brief: Brief
) -> Naming | None:
    reach = reach_of(sentence_round(case.sentence))
    if race.span:
        return period_ranked_in(reach, one, race, tuple(standings.groups), case)
    return ranked_in(reach, one, race.column, standings, brief)


def _is_one_list(race: Race, standings: Standings) -> bool:
    """Returns whether the cells beside a single cell are its rivals.

    A long sheet of single cells, or one with headings between, holds several lists.
    """
    if (
        race.is_cited
        or race.beside
        or any(u.statistic is not Statistic.CELL for u in race.uses)
    ):
        return True
    has_gaps = any(None in numbers for numbers in standings.groups.values())
    return len(standings.groups) <= _LONGEST_LIST and not has_gaps


def _weigh(
    one: Superlative,
    found: list[Ranked],
    alone: list[Naming],
) -> tuple[Reason, str] | None:
    for reason in (Reason.RANK, Reason.RANK_CONTRADICTED):
        is_cited = reason is Reason.RANK
        rows = [ranked for ranked in found if ranked[1].reason is reason]
        beaten = [
            r for r in rows if not r[0].bears_out(r[2].value, one.ends, one.place)
        ]
        if rows and len(beaten) == len(rows):
            standing, race, named = beaten[0]
            where = "rows" if is_cited else "all rows of the source,"
            span = " to ".join(map(str, race.rows))
            return reason, told(standing, one, named.value, f"{where} {span}")
    if not found and alone:
        return (
            Reason.RANK_UNPROVEN,
            (
                f"the sentence ranks {alone[0].value} ({one.text}); neither the cited "
                "cells nor the source give the same measure of its rivals"
            ),
        )
    return None


def _is_bound(case: Case, race: Race, named: Naming) -> bool:
    """Returns whether a criterion of the calculation chooses the named group alone.

    What is approved or paid out is measured by two states, and ranks none of them; and
    neither does the step from one group to another, which ranks no level of theirs.
    """
    chosen = [
        tuple(value.casefold() for value in criterion.values)
        for use in uses_of(case)
        for criterion in use.criteria
        if criterion.cells.first_column == race.column and criterion.operator == "="
    ]
    return set(chosen) == {(named.value.casefold(),)}


def _is_chosen(use: Use, race: Race, named: Naming) -> bool:
    return any(
        criterion.cells.first_column == race.column
        and criterion.operator == "="
        and named.value.casefold() in {v.casefold() for v in criterion.values}
        for criterion in use.criteria
    )


def _factors(case: Case) -> tuple[Decimal, ...]:
    traits = case.compiled.traits if case.compiled else None
    literals = [x.value for x in traits.literals if x.value > 0] if traits else []
    return (Decimal(1), *literals, *(1 / value for value in literals))


def _standings(race: Race, subject: Subject) -> Standings | None:
    answer = subject.answers.get(race.key)
    if answer is None or answer.problem or answer.count > MOST_GROUPS + 1:
        return None
    rows: dict[str, tuple[Decimal | None, ...]] = {}
    total: tuple[Decimal | None, ...] = ()
    for text in answer.texts:
        label, *values = cast("list[str | None]", json.loads(text))
        numbers = tuple(Decimal(v) if v and v != "nan" else None for v in values)
        if label is None:
            total = numbers
        elif not _is_total(label):
            rows[label] = numbers
    return Standings(rows, total)


def _is_total(label: str) -> bool:
    """Returns whether a label is of all groups: `Total`, `U.S. total`, `Totalᵃ`."""
    folded = label.strip().casefold()
    if folded in LEXICON.totals:
        return True
    words = [token.text.casefold() for token in tokens_of(label)]
    ends = {*words[:1], *words[-1:]}
    marked = {word[:-1] for word in ends if word[:-1] in _SURE_TOTALS}
    return bool(marked or ends & _SURE_TOTALS)
