"""Words by which a figure is rightly calculated otherwise than those beside it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.checks.claims._forms import place_of
from verifier.checks.claims._neighbours import Standing, leftover
from verifier.checks.claims._unnamed import is_named
from verifier.checks.kin import kin_of
from verifier.checks.stems import alike, tokens_of
from verifier.checks.vocabulary import groups_of
from verifier.checks.words import LEXICON
from verifier.model.report import PassageKind
from verifier.model.use import Statistic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject
    from verifier.model.brief import Brief
    from verifier.model.report import Passage, Report
    from verifier.model.use import Use

_MARK = re.compile(r"[*†‡§¹²³⁴⁵]|\[\^")
_SENTENCE = re.compile(r"[.!?;]\s|\n")
_NOT_PROSE = frozenset({PassageKind.CELL, PassageKind.HEADING, PassageKind.HIDDEN})
_SHORTEST = 3  # letters of a word of a header, and of a value that names a group


def says_more(
    standing: Standing, beside: tuple[Standing, ...], names: frozenset[str]
) -> bool:
    """Returns whether a figure has words, or a mark, that none beside it has.

    Or lacks what all of them have.

    Args:
        standing: the figure.
        beside: all figures that stand there, it included.
        names: of the groups, of which each figure has its own.
    """
    every = [
        set(leftover(other.own, names))
        for other in beside
        if other.case is not standing.case
    ]
    times = Counter(word for words in every for word in words)
    mine = set(leftover(standing.near, names))
    alone = [word for word in mine if not _is_said(word, times.keys())]
    fewest = min(sum(times[word] == 1 for word in words) for words in every)
    theirs = [word for word, number in times.items() if number == len(every)]
    return (
        len(alone) > fewest
        or not all(_is_said(word, mine) for word in theirs)
        or has_mark(standing.own)
    )


def has_mark(text: str) -> bool:
    """Returns whether a text has the mark of a note: `West¹`."""
    return _MARK.search(text) is not None


@dataclass(frozen=True, slots=True)
class Ways:
    """In what one calculation differs from those beside it.

    Attributes:
        values: those that it alone is limited to, each with all of its column.
        words: stems of which each speaks of what it alone does.
        header: stems that together speak of the column that it alone takes.
        lacks: whether it lacks what the others have, which no name can tell.
        counts_different: whether it alone counts different ones.
        groups: stems of the names of the figure's own group.
        brief: for further names of values.
    """

    values: tuple[tuple[str, tuple[str, ...]], ...]
    words: frozenset[str]
    header: frozenset[str]
    lacks: bool
    counts_different: bool
    groups: frozenset[str]
    brief: Brief

    def are_named_by(self, standing: Standing) -> bool:
        """Returns whether a figure's words, or those of all of them, name these."""
        own = {token.text.casefold() for token in tokens_of(standing.own)}
        if self.counts_different and own & LEXICON.people:
            return True
        if any(_is_said(word, _said(standing.own)) for word in self.header):
            return True
        return not self.lacks and self._are_in(f"{standing.own}\n{standing.shared}")

    def are_explained_in(self, report: Report) -> bool:
        """Returns whether a sentence without figures names both the figure and these.

        `For power, only closed calls are counted.`
        """
        return any(
            _said(text) & self.groups and self._are_in(text)
            for text in prose_without_figures(report)
        )

    def _are_in(self, text: str) -> bool:
        if any(is_named(v, every, (text,), self.brief) for v, every in self.values):
            return True
        said = _said(text)
        is_column = bool(self.header) and all(_is_said(w, said) for w in self.header)
        return is_column or any(_is_said(word, said) for word in self.words)


def ways_of(
    own: Use, meant: Use, ground: Ground, split: frozenset[int], subject: Subject
) -> Ways:
    """Returns in what a use differs from what it would be beside others.

    Args:
        own: the use.
        meant: what it would be.
        ground: the sheet.
        split: the columns by which the figures are told apart: each name of a group is
            that of one of them.
        subject: with the answers.
    """
    groups = groups_of(subject, ground)
    more = [
        criterion
        for criterion in own.criteria
        if criterion not in meant.criteria and place_of(criterion, ground) not in split
    ]
    values = tuple(
        (value.casefold(), groups.get(criterion.cells.first_column, ()))
        for criterion in more
        for value in criterion.values
        if _is_name(value)
    )
    words = _stems(c.header for c in more if not any(map(_is_name, c.values)))
    header = _stems(own.headers) - _stems(meant.headers)
    if own.statistic is not meant.statistic:
        words |= _statistic_words(own.statistic) | header
        header = frozenset[str]()
    return Ways(
        values,
        words,
        header,
        lacks=any(c not in own.criteria for c in meant.criteria),
        counts_different=own.statistic is Statistic.DISTINCT is not meant.statistic,
        groups=_stems(
            value
            for criterion in own.criteria
            if place_of(criterion, ground) in split
            for value in criterion.values
        ),
        brief=subject.brief,
    )


def _is_name(value: str) -> bool:
    """Returns whether a value is a name that prose has: no number, day, or yes."""
    return len(value) > _SHORTEST and value.replace(" ", "").isalpha()


def prose_without_figures(report: Report) -> Iterator[str]:
    """Yields the sentences of a report in which no figure is linked."""
    for passage in report.passages:
        if passage.kind not in _NOT_PROSE:
            yield from _without_figures(passage)


def _without_figures(passage: Passage) -> Iterator[str]:
    """Yields the sentences of a passage in which no figure is linked."""
    links = [link.start for link in passage.links]
    start = 0
    for end in [*(m.end() for m in _SENTENCE.finditer(passage.text)), None]:
        last = len(passage.text) if end is None else end
        place = bisect_left(links, start)
        if place == len(links) or links[place] >= last:
            yield passage.text[start:last]
        start = last


def _said(text: str) -> frozenset[str]:
    tokens = tokens_of(text)
    return frozenset(token.stem for token in tokens) | kin_of(tokens)


def _is_said(word: str, said: Iterable[str]) -> bool:
    return any(alike(word, other) for other in said)


def _stems(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(
        token.stem
        for text in texts
        for token in tokens_of(text)
        if len(token.stem) >= _SHORTEST
    )


def _statistic_words(statistic: Statistic) -> frozenset[str]:
    """Returns stems of the words that name a statistic."""
    words = [w for w, named in LEXICON.statistics.items() if statistic in named]
    if statistic is Statistic.DISTINCT:
        words += LEXICON.different
    return _stems(words)
