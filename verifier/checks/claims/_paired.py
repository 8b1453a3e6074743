"""Calculations that set one use against another, or several against as many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.checks.claims._forms import PERIOD, filters_of
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import alike, tokens_of
from verifier.model.plan import ChangeForm
from verifier.model.use import Side

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.claims._forms import Filters
    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject
    from verifier.model.case import Case
    from verifier.model.use import Use

_UPPER = frozenset({Side.NUMERATOR, Side.MINUEND})
_LOWER = frozenset({Side.DENOMINATOR, Side.SUBTRAHEND})


@dataclass(frozen=True, slots=True)
class Paired:
    """One use that is divided by another, or from which another is taken away.

    Attributes:
        case: the figure.
        ground: the sheet of both.
        above: what is divided or reduced.
        below: by what.
    """

    case: Case
    ground: Ground
    above: Use
    below: Use

    @property
    def is_quotient(self) -> bool:
        """Whether one is divided by the other, nothing being taken away."""
        return self.above.side is Side.NUMERATOR

    @property
    def is_compared(self) -> bool:
        """Whether one is set against the other as its like: a change, a difference."""
        traits = self.case.compiled.traits if self.case.compiled else None
        is_change = traits is not None and traits.change is not ChangeForm.NONE
        return is_change or not self.is_quotient

    @property
    def columns(self) -> tuple[frozenset[int], frozenset[int]]:
        """The columns that are measured above and below."""
        above, below = (
            frozenset(cells.first_column for cells in use.cells)
            for use in (self.above, self.below)
        )
        return above, below

    @property
    def filters(self) -> tuple[Filters, Filters]:
        """Column → conditions, above and below; one column for all of time."""
        above, below = (filters_of(u, self.ground) for u in (self.above, self.below))
        return above, below

    def shown(self, column: int, filters: Filters) -> str:
        """Returns conditions on a column, to be read."""
        layout = self.ground.columns.get(column)
        header = layout.header if layout is not None and column != PERIOD else "time"
        values = (v for _, _, some in filters[column] for v in sorted(some))
        return f"{header} {', '.join(sorted(values))}"


def pairs_of(case: Case, subject: Subject) -> tuple[Paired, ...]:
    """Returns what is set against what: a quotient's two parts, or all in turn.

    Of a difference of two quotients each part of the first stands against its like in
    the second. None where sides are of several sheets, or of unlike length.
    """
    uses = case.uses
    above = [use for use in uses if use.side in _UPPER]
    below = [use for use in uses if use.side in _LOWER]
    ground = subject.ground_of(uses)
    is_whole = len(above) == len(below) and len(above) + len(below) == len(uses)
    if ground is None or not is_whole or not all(map(_is_told, uses)):
        return ()
    return tuple(
        Paired(case, ground, one, other)
        for one, other in zip(above, below, strict=True)
    )


def measured(use: Use) -> str:
    """Returns the headers of what a use takes, to be read, or `rows`."""
    return ", ".join(use.headers) or "rows"


def _is_told(use: Use) -> bool:
    """Returns whether cells or rows of a use are known, and so is what limits them."""
    return bool(use.cells or use.rows) and all(c.values for c in use.criteria)


def is_spoken_of(values: frozenset[str], case: Case) -> bool:
    """Returns whether words near a figure may stand for some of a column's values."""
    sentence = case.sentence
    text = " ".join(
        (
            sentence_round(sentence).text,
            sentence.context,
            sentence.ahead,
            *sentence.headings,
        )
    )
    said = {token.stem for token in tokens_of(text)}
    return any(
        alike(word.stem, stem)
        for value in values
        for word in tokens_of(value)
        for stem in said
    )


def values_on(column: int, filters: Filters) -> frozenset[str]:
    """Returns the values that the conditions on a column speak of."""
    found = (some for _, _, some in filters.get(column, ()))
    return frozenset[str]().union(*found)


def groups_apart(pair: Paired) -> Iterator[int]:
    """Yields the columns on which each side takes other groups than the other."""
    above, below = pair.filters
    for column in sorted((above.keys() & below.keys()) - {PERIOD}):
        ones = {op for filters in (above, below) for op, _, _ in filters[column]}
        is_equal = ones == {"="}
        if is_equal and values_on(column, above).isdisjoint(values_on(column, below)):
            yield column
