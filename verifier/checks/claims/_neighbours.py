"""Figures that stand side by side, with the words of each and those of them all."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.checks.reach import own_words
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import Token, alike, stem, tokens_of
from verifier.checks.words import LEXICON
from verifier.model.report import PassageKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verifier.checks.rule import Subject
    from verifier.checks.sentences import Clause
    from verifier.model.case import Case
    from verifier.model.report import Passage

FEWEST = 3
"""Figures side by side of which one may stand out."""

_MOST_WORDS = 12  # of a figure in a pattern
_BEFORE = 600  # letters before a figure that may say what it is of
_BEGINNING = 4  # letters in which two forms of a word are alike: принёс, принесла


@dataclass(frozen=True, slots=True)
class Standing:
    """A figure among others.

    Attributes:
        case: the figure.
        own: its own words: row label, or those of a sentence that go with it alone.
        near: further words that may be its own: those up to the figures beside it.
        shared: words of all of them: column header, caption, sentence.
    """

    case: Case
    own: str
    near: str
    shared: str


def neighbours_in(subject: Subject) -> Iterator[tuple[Standing, ...]]:
    """Yields figures side by side: a table's column or row, a list, one pattern.

    A list stands in one sentence; figures of one pattern have the same words, but for
    the groups that they are of.
    """
    cells: dict[object, list[Standing]] = {}
    lists: dict[object, list[Standing]] = {}
    for case, passage, table in _placed(subject):
        if passage.kind is PassageKind.CELL:
            for key, standing in _in_table(case, passage, table):
                cells.setdefault(key, []).append(standing)
            continue
        clause = sentence_round(case.sentence)
        standing = _in_sentence(case, clause)
        start = case.sentence.start - clause.start
        lists.setdefault(("list", table, start), []).append(standing)
        pattern = _pattern(case, standing.own)
        if pattern is not None:
            lists.setdefault((*pattern, clause.place), []).append(standing)
    for found in (*cells.values(), *lists.values()):
        if len(found) >= FEWEST:
            yield tuple(found)


def _placed(subject: Subject) -> Iterator[tuple[Case, Passage, int]]:
    """Yields the claims' figures with their passages.

    The number is that of the passage, the same one for all cells of a table.
    """
    passages = subject.report.passages
    links = sorted(
        (link.span.start, link.span.end, place)
        for place, passage in enumerate(passages)
        for link in passage.links
    )
    tables = _tables(passages)
    for case in subject.cases:
        if case.claim is None or case.compiled is None:
            continue
        start = case.figure.span.start
        place = bisect_right(links, (start, len(subject.report.text) + 1, 0)) - 1
        if place >= 0 and start < links[place][1]:
            passage = links[place][2]
            yield case, passages[passage], tables[passage]


def _tables(passages: tuple[Passage, ...]) -> list[int]:
    """Returns the number of each passage, of a cell that of its table's first one."""
    found: list[int] = []
    for place, passage in enumerate(passages):
        before = passages[place - 1] if place else None
        goes_on = (
            before is not None
            and before.kind is passage.kind is PassageKind.CELL
            and before.headings == passage.headings
            and before.caption == passage.caption
        )
        found.append(found[-1] if goes_on else place)
    return found


def _in_table(
    case: Case, passage: Passage, table: int
) -> Iterator[tuple[object, Standing]]:
    """Yields a cell's figure among those of its column and among those of its row."""
    sentence = case.sentence
    bare = f"{sentence.text[: sentence.start]} {sentence.text[sentence.end :]}"
    place = bisect_left(sentence.figures, (sentence.start, sentence.end))
    header, label = passage.column_header, passage.row_label
    above = "\n".join((passage.caption, *passage.headings))
    for name, own, other in (("column", label, header), ("row", header, label)):
        if own and other:
            words = f"{own}\n{bare}"
            shared = f"{other}\n{above}"
            yield (name, table, other, place), Standing(case, words, words, shared)


def _in_sentence(case: Case, clause: Clause) -> Standing:
    before = [end for _, end in clause.figures if end <= clause.start]
    after = [start for start, _ in clause.figures if start >= clause.end]
    first, last = max(before, default=0), min(after, default=len(clause.text))
    own, end = own_words(clause)
    start = case.sentence.start
    before_it = case.sentence.text[max(0, start - _BEFORE) : start]
    return Standing(
        case,
        f"{clause.text[own : clause.start]} {clause.text[clause.end : end]}",
        f"{clause.text[first : clause.start]} {clause.text[clause.end : last]}",
        "\n".join((before_it, *case.sentence.headings)),
    )


def _pattern(case: Case, own: str) -> tuple[object, ...] | None:
    """Returns the words of a figure without the groups that its criteria name."""
    values = values_of(case)
    if all(word in _POINTING for word in leftover(own, values)):
        return None  # it was 5
    words, *above = (
        tuple(word[:_BEGINNING] for word in leftover(text, values))
        for text in (own, *case.sentence.headings)
    )
    if len(words) > _MOST_WORDS:
        return None
    return ("pattern", tuple(above), words)


def leftover(text: str, named: Iterable[str]) -> tuple[str, ...]:
    """Returns the stems of a text's words but numbers, idle words and those of values.

    Example:
        >>> leftover("The open 12 calls of the North", ["North"])
        ('open', 'call')
    """
    stems = {token.stem for value in named for token in tokens_of(value)}
    return tuple(
        token.stem
        for token in tokens_of(text)
        if _tells(token)
        and token.stem not in stems
        and (token.stem.isascii() or not any(alike(token.stem, stem) for stem in stems))
    )


def values_of(case: Case) -> frozenset[str]:
    """Returns the values that a figure's criteria speak of."""
    uses = case.uses
    return frozenset(v for use in uses for c in use.criteria for v in c.values)


def _tells(token: Token) -> bool:
    """Returns whether a word may say how a figure is computed."""
    folded = token.text.casefold()
    return not folded.isdigit() and folded not in _IDLE


_POINTING = frozenset(map(stem, LEXICON.pronouns))
_IDLE = (LEXICON.fillers | LEXICON.ofs | LEXICON.links | LEXICON.totals) - (
    LEXICON.statistics.keys() | LEXICON.every
) | frozenset({"total"})
