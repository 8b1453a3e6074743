"""Figures that are made alike of one sheet, and the criteria that part them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.checks.kin import kin_of
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import any_alike, tokens_of
from verifier.model.quantity import Comparison
from verifier.model.use import Statistic

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verifier.checks.stems import Token
    from verifier.model.case import Case
    from verifier.model.quantity import Quantity
    from verifier.model.source import SheetKey
    from verifier.model.use import Criterion, Use

_OF_ROWS = frozenset(
    {
        Statistic.SUM,
        Statistic.MEAN,
        Statistic.MEDIAN,
        Statistic.COUNT,
        Statistic.DISTINCT,
    }
)
_SHORTEST = 3  # letters of a word that tells a criterion
_MOST_USES = 2

Limit = tuple[object, int, str, tuple[str, ...], str]
"""Side, column, operator, values and part of a criterion."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What the calculation of a figure takes.

    Attributes:
        case: the figure.
        quantity: as printed.
        sheet: of all its cells.
        frame: its kind and unit, with the statistics and columns, criteria apart.
        criteria: by what they limit.
    """

    case: Case
    quantity: Quantity
    sheet: SheetKey
    frame: tuple[object, ...]
    criteria: dict[Limit, Criterion]

    @property
    def columns(self) -> frozenset[int]:
        """The columns that criteria limit."""
        return frozenset(limit[1] for limit in self.criteria)

    def on(self, columns: Iterable[int]) -> frozenset[Limit]:
        """Returns what limits some columns."""
        chosen = frozenset(columns)
        return frozenset(limit for limit in self.criteria if limit[1] in chosen)

    def without(self, columns: Iterable[int]) -> frozenset[Limit]:
        """Returns what limits the other columns."""
        left = frozenset(columns)
        return frozenset(limit for limit in self.criteria if limit[1] not in left)

    def tells(self, criteria: Iterable[Criterion]) -> bool:
        """Returns whether its sentence, or what stands above it, names a criterion."""
        sentence = self.case.sentence
        above = (*sentence.headings[1:], sentence.context)
        said = tokens_of(" . ".join((sentence_round(sentence).text, *above)))
        stems = {token.stem for token in said} | kin_of(said)
        return any(
            any_alike((word,), said) or word.stem in stems
            for criterion in criteria
            for word in _words_of(criterion)
        )


def taken_of(case: Case) -> Taken | None:
    """Returns what a figure takes of one sheet; None of what is no plain aggregate."""
    quantity, uses = case.figure.quantity, case.uses
    if quantity is None or quantity.comparison is not Comparison.EXACT:
        return None
    is_plain = 0 < len(uses) <= _MOST_USES and all(map(_is_of_rows, uses))
    sheets = {c.sheet for u in uses for c in (*u.cells, *u.rows)}
    if not is_plain or len(sheets) != 1 or quantity.tolerance is not None:
        return None
    frame = (quantity.kind, quantity.unit.rstrip(".").casefold(), *map(_made, uses))
    criteria = {_limit(use, one): one for use in uses for one in use.criteria}
    return Taken(case, quantity, next(iter(sheets)), frame, criteria)


def _is_of_rows(use: Use) -> bool:
    is_alone = all(c.first_column == c.last_column for c in use.cells)
    return use.statistic in _OF_ROWS and is_alone and len(use.cells) <= 1


def _made(use: Use) -> object:
    is_count = use.statistic is Statistic.COUNT
    column = 0 if is_count else use.cells[0].first_column if use.cells else 0
    return use.side, use.statistic, column


def _limit(use: Use, one: Criterion) -> Limit:
    values = tuple(sorted(value.casefold() for value in one.values))
    beside = str(one.beside.first_column) if one.beside else ""
    return use.side, one.cells.first_column, one.operator, values, one.part + beside


def _words_of(criterion: Criterion) -> list[Token]:
    texts = (criterion.header, *criterion.values)
    return [t for text in texts for t in tokens_of(text) if len(t.text) >= _SHORTEST]
