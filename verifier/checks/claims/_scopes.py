"""Where a group that was named may still be meant, and for which columns words are."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

from verifier.checks.claims._marks import NO, YES
from verifier.checks.claims._parts import shares_a_word
from verifier.checks.claims._unnamed import is_code, is_named
from verifier.checks.sentences import sentence_round, sentences_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier.checks.claims._taken_unsaid import Unsaid
    from verifier.checks.rule import Subject
    from verifier.model.brief import Brief
    from verifier.model.case import Case
    from verifier.model.source import SheetKey
    from verifier.model.use import Criterion

    Column = tuple[SheetKey, int]
    Groups = Mapping[SheetKey, Mapping[int, tuple[str, ...]]]
    Stop = tuple[int, frozenset[Column]]

_PAIR = 2
_BACK = 2000  # letters before a sentence that are looked at
_ON = 300  # letters of the sentence behind it that are


@dataclass(frozen=True, slots=True)
class Scopes:
    """What a report's figures take, as far as it tells what others mean.

    Attributes:
        subject: with the answers.
        named: column → up to two claims whose words name the group that they take.
        stops: passage → where its sentences with figures end, each with the columns
            that the figure is limited in.
        beside: passage and end of a sentence → its figures.
    """

    subject: Subject
    named: Mapping[Column, tuple[str, ...]]
    stops: Mapping[str, tuple[Stop, ...]]
    beside: Mapping[tuple[str, int], tuple[Case, ...]]

    def has_words_for(self, one: Unsaid) -> bool:
        """Returns whether another figure's words name a group of the column."""
        claims = self.named.get((one.ground.sheet.key, one.column), ())
        return any(claim != one.case.claim_id for claim in claims)

    def parts_by_words(self, one: Unsaid) -> bool:
        """Returns whether another figure of the sentence differs by its group alone.

        `184 were handled on our bench and 66 at the customer's`: words part them.
        """
        own = _without_column(one.case, one.column)
        return any(
            other is not one.case
            and other.uses != one.case.uses
            and _without_column(other, one.column) == own
            for other in self.beside.get(
                (one.case.sentence.text, _end_of(one.case)), ()
            )
        )

    def of(self, one: Unsaid) -> str:
        """Returns the part of a passage in which a group may have been named.

        It begins behind the last sentence before with a figure of all groups.
        """
        sentence = one.case.sentence
        clause = sentence_round(sentence)
        begins = sentence.start - clause.start
        stops = self.stops.get(sentence.text, ())
        first = max(begins - _BACK, 0)
        column = (one.ground.sheet.key, one.column)
        for end, columns in reversed(
            stops[: bisect_right(stops, begins, key=itemgetter(0))]
        ):
            if end <= first or column not in columns:
                first = max(first, end)
                break
        last = begins + len(clause.text)
        behind = sentences_of(sentence.text[last : last + _ON])[:1]
        return sentence.text[min(first, begins) : last] + "".join(behind)


def scopes_of(subject: Subject, groups: Groups) -> Scopes:
    """Returns what the figures of a report take."""
    named: dict[Column, tuple[str, ...]] = {}
    stops: dict[str, list[Stop]] = {}
    beside: dict[tuple[str, int], list[Case]] = {}
    for case in subject.cases:
        uses = case.uses if case.claim else ()
        criteria = dict.fromkeys(c for use in uses for c in use.criteria)
        if uses:
            columns = frozenset((c.cells.sheet, c.cells.first_column) for c in criteria)
            stops.setdefault(case.sentence.text, []).append((_end_of(case), columns))
            beside.setdefault((case.sentence.text, _end_of(case)), []).append(case)
        for criterion in criteria:
            column = (criterion.cells.sheet, criterion.cells.first_column)
            claims = named.get(column, ())
            values = groups.get(column[0], {}).get(column[1], ())
            is_new = len(claims) < _PAIR and case.claim_id not in claims
            if is_new and _names(case, criterion, values, subject.brief):
                named[column] = (*claims, case.claim_id or "")
    ordered = {
        text: tuple(sorted(ends, key=itemgetter(0))) for text, ends in stops.items()
    }
    by_sentence = {key: tuple(cases) for key, cases in beside.items()}
    return Scopes(subject, named, ordered, by_sentence)


def _without_column(case: Case, column: int) -> tuple[object, ...]:
    """Returns what a calculation does, whatever group of a column it takes alone."""
    return tuple(
        (
            use.statistic,
            use.cells,
            use.rows,
            use.side,
            tuple(
                (c.cells, c.operator, c.part, len(c.values))
                if c.cells.first_column == column and c.operator == "="
                else c
                for c in use.criteria
            ),
        )
        for use in case.uses
    )


def is_told(
    criterion: Criterion, values: tuple[str, ...], texts: tuple[str, ...], brief: Brief
) -> bool:
    """Returns whether texts tell what a criterion takes: by its name or a mark's."""
    value = criterion.values[0].casefold()
    if value in YES | NO:
        return shares_a_word(criterion.header.replace("_", " "), texts)
    if is_named(value, values, texts, brief):
        return True
    return not is_code(criterion.values[0]) and shares_a_word(value, texts)


def _end_of(case: Case) -> int:
    """Returns where the sentence of a figure ends in its passage."""
    clause = sentence_round(case.sentence)
    return case.sentence.start - clause.start + len(clause.text)


def _names(
    case: Case, criterion: Criterion, values: tuple[str, ...], brief: Brief
) -> bool:
    if criterion.operator != "=" or not criterion.values:
        return False
    texts = (sentence_round(case.sentence).text, case.sentence.context)
    return is_told(criterion, values, texts, brief)
