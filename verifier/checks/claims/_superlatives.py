"""Which superlatives of a figure's words rank a group by what it measures."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.checks.asides import ASIDE
from verifier.checks.claims._races import MOST_USES, uses_of
from verifier.checks.sentences import Clause, sentence_round
from verifier.checks.stems import alike, stem, tokens_of
from verifier.checks.superlatives import (
    Reach,
    Superlative,
    ends_of_time,
    reach_of,
    superlatives_in,
)
from verifier.checks.words import LEXICON
from verifier.checks.words.places import LEADS, NEXT
from verifier.languages import alternatives, compiled, words as words_of
from verifier.model.case import Sentence
from verifier.model.use import Side, Statistic

if TYPE_CHECKING:
    from verifier.model.case import Case
    from verifier.model.use import Use

_MEASURES = frozenset(stem(word) for word in LEXICON.measures)
_LARGE = frozenset({Statistic.SUM, Statistic.COUNT, Statistic.DISTINCT})
_SIZED = _LARGE | {Statistic.CELL, Statistic.MAXIMUM, Statistic.MINIMUM}
_SPANS = frozenset(stem(word) for word in LEXICON.spans)
_COUNTING = words_of("sentence.counting_ends")
_STOPS = LEXICON.fillers | LEXICON.scopes
_NOUN_OF_RIVALS = 2  # words behind a comparison with all others: other year
_BUT = compiled(rf",\s+(?:{alternatives('superlatives.set_off')})\b")
_EITHER = frozenset({1, -1})
_NEXT = re.compile(rf"(?<!\w)(?:{NEXT})(?!\w)", re.IGNORECASE)
_LEADS = re.compile(rf"(?<!\w)(?:{LEADS})(?!\w)", re.IGNORECASE)
_FARTHEST = 160  # letters between the figure of the first group and that of the next
_LONGEST_CHAIN = 4


def superlatives_of(case: Case) -> tuple[Superlative, ...]:
    """Returns the superlatives that rank a group by a figure's measure."""
    if case.compiled is None or case.claim is None or case.sentence.context:
        return ()
    clause = sentence_round(case.sentence)
    reach = reach_of(clause)
    uses = uses_of(case)
    said = superlatives_in(reach.text) or _next_in(case.sentence, reach)
    if any(one.end <= reach.start for one in said) and clause.figures[-1][0] > (
        clause.start
    ):  # the cheapest cost 5, the dearest 9
        said = tuple(one for one in said if one.end <= reach.start)
    said = tuple(
        one
        for one in said
        if not _is_of_next(one, reach, clause)
        and not _is_set_off(one, reach)
        and not _is_in_an_aside(one, reach)
    )
    is_large = bool(uses) and all(use.statistic in _SIZED for use in uses)
    is_large = is_large and (len(uses) == 1 or len({u.cells for u in uses}) == 1)
    unit = case.figure.quantity.unit if case.figure.quantity else ""
    first = case.sentence.start - reach.start
    return tuple(
        replace(one, ends=_ends(one, uses, unit) & _told_before(one, case, first))
        for one in said
        if not (
            one.is_size
            and not one.is_place
            and not is_large
            and not _names_measure(one, reach, uses)
        )
        and not (one.is_aside and _words_between(one, reach) > MOST_USES)
        and not _explained(one, uses)
        and not _names_other(one, reach, uses)
    )


def ranks_periods(one: Superlative, text: str) -> bool:
    """Returns whether its rivals are told to be times: more than in any other year.

    Not those of `the most days` and `more than anyone within a year`.
    """
    if not one.beats_every_one or one.text.casefold().split()[-1] in _COUNTING:
        return False
    for word in tokens_of(text[one.end :])[:_NOUN_OF_RIVALS]:
        if word.text.casefold() in _STOPS:
            return False
        if any(alike(word.stem, span) for span in _SPANS):
            return True
    return False


def _is_of_next(one: Superlative, reach: Reach, clause: Clause) -> bool:
    """Returns whether it begins what is said of the figure behind.

    `Couriers took 28%, the longest trip was 11 days`.
    """
    first = clause.start - reach.start  # of the reach, in the clause
    behind = [start for start, _ in clause.figures if start == first + len(reach.text)]
    parts = (reach.text[reach.end : one.start], reach.text[one.end :])
    return bool(behind) and "," in parts[0] and "," not in parts[1]


def _is_in_an_aside(one: Superlative, reach: Reach) -> bool:
    """Returns whether commas part it off: behind Ava, who sold the most, comes Ben."""
    return any(
        aside.start() <= one.start and one.end <= aside.end() <= reach.start
        for aside in ASIDE.finditer(reach.text)
    )


def _is_set_off(one: Superlative, reach: Reach) -> bool:
    """Returns whether `but` stands between it and the figure, which is of another kind.

    `Car loans are the most frequent, but in money they are only 5%`.
    """
    return _BUT.search(reach.text, one.end, reach.start) is not None


def _next_in(sentence: Sentence, reach: Reach) -> tuple[Superlative, ...]:
    """Returns `followed by` behind the first of a ranking, as the place after it."""
    found = _next(sentence, _LONGEST_CHAIN)
    if found is None:
        return ()
    first = sentence.start - reach.start  # of the reach, in the passage
    start, end = max(found.start - first, 0), max(found.end - first, 0)
    return (replace(found, start=start, end=end),)


def _next(sentence: Sentence, deepest: int) -> Superlative | None:
    """Returns it with its offsets in the passage."""
    place = bisect_left(sentence.figures, (sentence.start, 0))
    start, end = sentence.figures[place - 1] if place else (0, 0)
    if not end or sentence.start - end > _FARTHEST or not deepest:
        return None
    words = _NEXT.search(sentence.text, end, sentence.start)
    if words is None:
        return None
    first = Sentence(sentence.text, start, end, sentence.figures)
    reach = reach_of(sentence_round(first))
    ranked = superlatives_in(reach.text)
    lead = ranked[0] if ranked else _next(first, deepest - 1) or _leads_in(reach)
    if lead is None:
        return None
    said, span = words[0].strip(" ,;—–"), words.span()
    one = Superlative(said, *span, lead.ends)
    return replace(one, place=lead.place + 1, is_next=True, is_place=lead.is_place)


def _leads_in(reach: Reach) -> Superlative | None:
    found = _LEADS.search(reach.text)
    if found is None:
        return None
    return Superlative(found[0], *found.span(), frozenset({1}), is_place=True)


def _ends(one: Superlative, uses: tuple[Use, ...], unit: str) -> frozenset[int]:
    """Returns which ends a superlative may mean of what is measured.

    The second of sums and counts is the second largest; that of means, rates and times
    may be the second best from either end.
    """
    ends = ends_of_time(one, unit)
    if not one.is_place or ends == _EITHER:
        return ends
    is_time = unit.casefold().startswith(tuple(LEXICON.durations))
    is_sum = all(
        use.statistic in _LARGE and not (use.side is Side.DENOMINATOR and use.criteria)
        for use in uses
    )
    return ends if is_sum and not is_time else _EITHER


def _told_before(one: Superlative, case: Case, first: int) -> frozenset[int]:
    """Returns the end from which a place is counted, as the words before it tell.

    `Loans are largest in Riga; in second place is Oslo`: the second largest.
    """
    before = case.sentence.text[max(first - _FARTHEST, 0) : first]
    told = [other for other in superlatives_in(before) if not other.is_place]
    return told[-1].ends if one.is_place and told else _EITHER


def _words_between(one: Superlative, reach: Reach) -> int:
    if one.end > reach.start:
        return MOST_USES + 1
    return len(tokens_of(reach.text[one.end : reach.start]))


def _explained(one: Superlative, uses: tuple[Use, ...]) -> bool:
    """Returns whether the calculation itself looks for the extreme within a group."""
    ends = {Statistic.MAXIMUM, Statistic.MINIMUM, Statistic.RANK, Statistic.QUANTILE}
    return any(u.statistic in ends and u.criteria for u in uses) and bool(one.ends)


def _noun(one: Superlative, reach: Reach) -> list[str]:
    return [t.stem for t in tokens_of(reach.text[one.end :])[:2]]


def _names_measure(one: Superlative, reach: Reach, uses: tuple[Use, ...]) -> bool:
    headers = {t.stem for use in uses for h in use.headers for t in tokens_of(h)}
    return bool(headers.intersection(_noun(one, reach)))


def _names_other(one: Superlative, reach: Reach, uses: tuple[Use, ...]) -> bool:
    """Returns whether the superlative is of another column's measure.

    The `highest cost per conversion` is of what is divided, whatever it is called.
    """
    own = {t.stem for use in uses for h in use.headers for t in tokens_of(h)}
    noun = _noun(one, reach)[:1]
    behind = tokens_of(reach.text[one.end :])[1:2]
    is_rate = any(use.side is Side.DENOMINATOR for use in uses) and any(
        token.text.casefold() in LEXICON.rates for token in behind
    )
    is_other = bool(noun) and noun[0] in _MEASURES and bool(own) and noun[0] not in own
    return is_other and not is_rate
