"""Words that a report uses for what is measured: `turnover` for the column `Paid`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from verifier.checks.claims._defined import defined_in
from verifier.checks.claims._terms import words_of
from verifier.checks.reach import own_text
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import any_alike, tokens_of
from verifier.model.use import Side, Statistic

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from verifier.checks.rule import Subject
    from verifier.model.case import Case
    from verifier.model.report import Span

Column = tuple[object, int]

_FEWEST = 3  # figures by which a word stands for a column
_FEWEST_DEFINED = 2  # of a word that the report explains
_TIMES = 3  # as many as of all other columns
_MEASURED = {Statistic.SUM, Statistic.MEAN, Statistic.MEDIAN}
_WHOLES = {Side.WHOLE, Side.NUMERATOR}


@dataclass(frozen=True, slots=True)
class MeasuredTerms:
    """Which words stand by figures of which columns.

    Attributes:
        columns: place of a figure → the column that it measures.
        counts: stem, or two of words that stand together → column → how many figures.
        headers: of the columns.
        defined: stems of words that the report explains.
    """

    columns: Mapping[Span, Column]
    counts: Mapping[str, Counter[Column]]
    headers: Mapping[Column, str]
    defined: frozenset[str]

    def against(self, case: Case) -> str:
        """Returns what stands against a figure of a column that its word never means.

        The header of the column that is used must not be named.
        """
        column = self.columns.get(case.figure.span)
        if column is None or _is_said(self.headers[column], case):
            return ""
        context = case.sentence.context
        for word in sorted(_words(case)):
            counts = self.counts[word] - Counter([column])
            meant, times = next(iter(counts.most_common(1)), (column, 0))
            is_defined = self.defined.issuperset(word.split())
            least = _FEWEST_DEFINED if is_defined else _FEWEST
            others = counts.total() - times
            is_sole = is_defined or (not others and word in _pairs(context))
            if meant == column or times < least or times < _TIMES * others:
                continue
            if is_sole and meant[0] == column[0]:
                return (
                    f"other figures with these words are of {self.headers[meant]!r}; "
                    f"the calculation uses {self.headers[column]!r}"
                )
        return ""


def measured_terms_in(subject: Subject) -> MeasuredTerms:
    """Returns which words a report uses for which columns."""
    columns: dict[Span, Column] = {}
    counts: dict[str, Counter[Column]] = {}
    headers: dict[Column, str] = {}
    for case in subject.cases:
        for column, header in _measured(case):
            columns[case.figure.span] = column
            headers[column] = header
            for word in _words(case):
                counts.setdefault(word, Counter())[column] += 1
    return MeasuredTerms(
        columns, counts, headers, frozenset(defined_in(subject.report))
    )


def _measured(case: Case) -> Iterator[tuple[Column, str]]:
    """Yields the one column of which sums or means are taken, with its header."""
    uses = case.uses
    kept = [use for use in uses if use.side in _WHOLES]
    found = {
        ((cells.sheet, cells.first_column), header)
        for use in kept
        for cells, header in zip(use.cells, use.headers, strict=False)
        if cells.first_column == cells.last_column
    }
    if len(found) == 1 and all(use.statistic in _MEASURED for use in kept):
        yield from found


def _words(case: Case) -> frozenset[str]:
    clause = sentence_round(case.sentence)
    own = own_text(clause)
    text = f"{own} {case.sentence.context}"
    return frozenset({*words_of(text), *_pairs(text)})


def _pairs(text: str) -> Iterator[str]:
    """Yields two stems each of words that stand together: average order."""
    for one, other in pairwise(tokens_of(text)):
        yield f"{one.stem} {other.stem}"


def _is_said(header: str, case: Case) -> bool:
    clause = sentence_round(case.sentence)
    said = tokens_of(f"{clause.text} {case.sentence.context}")
    words = [t for t in tokens_of(header) if len(t.stem) > 2]  # noqa: PLR2004 - no letters, no name
    return any_alike(words, said)
