"""Which rows a calculation reads, by the labels that stand in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.checks.claims._used_groups import texts_by_use, texts_of_rows
from verifier.model.use import Statistic

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier.checks.region import Ground, Region
    from verifier.checks.rule import Subject
    from verifier.model.address import CellRange
    from verifier.model.case import Case
    from verifier.model.use import Use

_BY_VALUE = frozenset(
    {
        Statistic.MAXIMUM,
        Statistic.MINIMUM,
        Statistic.RANK,
        Statistic.QUANTILE,
        Statistic.MEDIAN,
        Statistic.MODE,
        Statistic.RELATION,
    }
)
_OF_ONE_ROW = frozenset({Statistic.CELL, Statistic.MAXIMUM, Statistic.MINIMUM})


@dataclass(frozen=True, slots=True)
class ReadRows:
    """The rows that a calculation reads, by the labels of one column.

    Attributes:
        uses: of each use the labels, as the cells have them.
    """

    uses: tuple[tuple[Use, frozenset[str]], ...]

    @property
    def every(self) -> frozenset[str]:
        """All labels, folded."""
        return frozenset(text.casefold() for _, texts in self.uses for text in texts)

    @property
    def single(self) -> frozenset[str]:
        """Those of uses that read one row, folded; all, where none does."""
        found = {
            text.casefold()
            for _, texts in self.uses
            for text in texts
            if len(texts) == 1
        }
        return frozenset(found) or self.every

    @property
    def shown(self) -> str:
        """The labels of uses that read one row, as the cells have them."""
        folded = self.single
        texts = dict.fromkeys(
            text
            for _, texts in self.uses
            for text in sorted(texts)
            if text.casefold() in folded
        )
        return ", ".join([*texts][:6])


def read_rows(
    case: Case,
    column: int,
    labels: Mapping[int, str],
    known: tuple[Ground, tuple[Region, ...], Subject],
) -> ReadRows | None:
    """Returns the rows that a figure's calculation reads; None where it is not known.

    Args:
        case: the figure.
        column: of the labels.
        labels: row → label.
        known: the sheet, the regions of the claim, and the subject with its answers.
    """
    key = known[0].sheet.key
    found: list[tuple[Use, frozenset[str]]] = []
    for use in case.uses:
        if not any(cells.sheet == key for cells in use.cells or use.rows):
            continue
        texts = _labels_of(use, column, labels, known)
        if not texts:
            return None
        found.append((use, texts))
    return ReadRows(tuple(found)) if found else None


def _labels_of(
    use: Use,
    column: int,
    labels: Mapping[int, str],
    known: tuple[Ground, tuple[Region, ...], Subject],
) -> frozenset[str]:
    ground, regions, subject = known
    own = [
        c
        for c in use.criteria
        if c.cells.sheet == ground.sheet.key and c.cells.first_column == column
    ]
    if own:
        is_told = all(c.operator == "=" and c.values and not c.part for c in own)
        return frozenset(v for c in own for v in c.values) if is_told else frozenset()
    if use.criteria and use.statistic not in _OF_ONE_ROW:
        return frozenset()  # a group that happens to be of one row
    if use.criteria:
        text = texts_by_use(use, ground, regions, subject).get(column)
        return frozenset({text}) if text else frozenset()
    found: set[str] = set()
    for cells in use.cells or use.rows:
        texts = _in_rows(use, cells, column, labels, known)
        if not texts:
            return frozenset()
        found |= texts
    return frozenset(found)


def _in_rows(
    use: Use,
    cells: CellRange,
    column: int,
    labels: Mapping[int, str],
    known: tuple[Ground, tuple[Region, ...], Subject],
) -> set[str]:
    ground, _, subject = known
    if cells.rows == 1:
        text = texts_of_rows(cells, ground, subject).get(column)
        return {text} if text and cells.first_row > ground.sheet.header_row else set()
    if use.statistic in _BY_VALUE or use.statistic is Statistic.CELL:
        return set()
    first = max(cells.first_row, ground.sheet.header_row + 1)
    texts = {t for row, t in labels.items() if first <= row <= cells.last_row}
    return texts if len(texts) == cells.last_row - first + 1 else set()
