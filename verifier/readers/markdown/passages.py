"""Blocks -> passages, each with the headings and the table labels above it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

from verifier.model.report import Passage, PassageKind, Remark
from verifier.readers._outline import LONGEST, caption_from, labels_along
from verifier.readers.markdown.asides import (
    aside,
    remark_on,
    states_a_figure,
    stretches_before_claims,
    stretches_of_code,
)
from verifier.readers.markdown.blocks import Block, BlockKind
from verifier.readers.markdown.mask import mask
from verifier.readers.markdown.prose import read_prose, read_written
from verifier.readers.markdown.shown import read_shown, spoken
from verifier.readers.markdown.tokens import TokenKind

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from verifier.model.lines import LineTable
    from verifier.readers._stretch import Stretch
    from verifier.readers.markdown.prose import Prose

_KINDS = {
    BlockKind.PARAGRAPH: PassageKind.PARAGRAPH,
    BlockKind.HEADING: PassageKind.HEADING,
    BlockKind.ITEM: PassageKind.ITEM,
    BlockKind.CELL: PassageKind.CELL,
}
_SHORTEST_PAIR = 2
_WRITTEN = (TokenKind.TEXT, TokenKind.CODE)


@dataclass(frozen=True, slots=True)
class Passages:
    """What the blocks of a report say.

    Attributes:
        passages: in the order of the text.
        remarks: about money signs and numbers outside of prose.
        headings: the texts of the headings, code spans included, in order.
        above: level and text of the headings that what follows would stand under.
        dollars: offsets of dollar signs that are money, and that some renderers take
            for mathematics, since another stands in the same block.
    """

    passages: tuple[Passage, ...]
    remarks: tuple[Remark, ...]
    headings: tuple[str, ...]
    above: tuple[tuple[int, str], ...]
    dollars: tuple[int, ...]


def read_passages(
    blocks: Iterable[Block],
    source: str,
    lines: LineTable,
    evidence: Container[int] = (),
    above: Iterable[tuple[int, str]] = (),
) -> Passages:
    """Returns the passages of a report.

    Args:
        blocks: in order.
        source: the report's text.
        lines: of the source.
        evidence: where those of the blocks begin that hold claims.
        above: level and text of the headings that the blocks stand under.
    """
    walk = _Walk(source, lines, evidence, list(above))
    found = [item for block in blocks for item in walk.read(block)]
    passages = (item for item in found if isinstance(item, Passage))
    return Passages(
        tuple(sorted(passages, key=_origin)),
        tuple(item for item in found if isinstance(item, Remark)),
        tuple(walk.titles),
        tuple(walk.headings),
        tuple(walk.dollars),
    )


def _origin(passage: Passage) -> int:
    return passage.pieces[0].origin_start


@dataclass(slots=True)
class _Walk:
    """Where the walk over the blocks stands."""

    source: str
    lines: LineTable
    evidence: Container[int] = ()
    headings: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    titles: list[str] = field(default_factory=list[str])
    head: list[str] = field(default_factory=list[str])
    row_label: str = ""
    is_along: bool = True  # whether the row's cells have been words alone
    dollars: list[int] = field(default_factory=list[int])
    caption: str = ""
    before: str = ""

    def read(self, block: Block) -> Iterator[Passage | Remark]:
        """Yields the passages of one block, and remarks on it."""
        if block.kind is BlockKind.CODE and block.start in self.evidence:
            yield from self._listed(stretches_before_claims(block, self.source))
            return
        if block.kind is BlockKind.CODE:
            yield from self._listed(stretches_of_code(block, self.source))
        elif block.kind is BlockKind.HTML:
            yield from self._markup(block)
        else:
            yield from self._prose(block)
        if block.kind is not BlockKind.PARAGRAPH:
            self.before = ""

    def _markup(self, block: Block) -> Iterator[Passage | Remark]:
        """Yields the texts of a block of HTML: prose, as far as it is shown."""
        listed: list[Stretch] = []
        above = tuple(text for _, text in self.headings)
        for text in read_shown(read_written(block.tokens, self.source)):
            if not text.is_prose:
                listed.append(text.stretch)
                continue
            kind = PassageKind.CELL if text.is_cell else PassageKind.PARAGRAPH
            stretch = text.stretch
            yield Passage(stretch.text, stretch.pieces, kind, headings=above)
        yield from self._listed(filter(states_a_figure, listed))

    def _prose(self, block: Block) -> Iterator[Passage | Remark]:
        prose = mask(read_prose(block.tokens, self.source, self.lines))
        passage = Passage(
            text=prose.shown.text,
            pieces=prose.shown.pieces,
            kind=_KINDS[block.kind],
            links=prose.links,
            headings=self._above(block),
        )
        if block.kind is BlockKind.CELL:
            passage = self._labelled(passage, block)
        elif block.kind is BlockKind.HEADING:
            self._enter(block, passage.text)
        else:
            self.before = passage.text
        if passage.pieces:
            yield passage
        yield from _dollar_remarks(prose, self.lines)
        self.dollars += _money_signs(prose)
        in_tags = chain.from_iterable(
            spoken(read_written([token], self.source))
            for token in block.tokens
            if token.kind is TokenKind.INLINE_HTML
        )
        asides = chain(prose.asides, in_tags)
        yield from self._listed(filter(states_a_figure, asides))

    def _above(self, block: Block) -> tuple[str, ...]:
        level = block.opening.level if block.kind is BlockKind.HEADING else 7
        return tuple(text for above, text in self.headings if above < level)

    def _enter(self, block: Block, text: str) -> None:
        level = block.opening.level
        self.headings = [pair for pair in self.headings if pair[0] < level]
        self.headings.append((level, text))
        shown = (t.text for t in block.tokens if t.kind in _WRITTEN)
        self.titles.append("".join(shown))

    def _labelled(self, passage: Passage, block: Block) -> Passage:
        """Returns a cell with its column's header, its row's label, the caption."""
        text = passage.text.strip()
        if block.row == 0:
            if block.column == 0:
                self.head = []
                self.caption = caption_from(self.before)
            self.head.append(text)
            return replace(passage, caption=self.caption)
        label = "" if block.column == 0 else self.row_label
        if block.column == 0:
            self.row_label, self.is_along = text, True
        elif self.is_along:
            is_short = len(label) < LONGEST
            self.is_along = is_short and labels_along(text, passage.links)
            added = text if self.is_along else ""
            self.row_label = ", ".join(filter(None, (label, added)))
        header = self.head[block.column] if block.column < len(self.head) else ""
        return replace(
            passage, column_header=header, row_label=label, caption=self.caption
        )

    def _listed(self, stretches: Iterable[Stretch]) -> Iterator[Passage | Remark]:
        above = tuple(text for _, text in self.headings)
        passages = [aside(stretch, above) for stretch in stretches]
        yield from passages
        if passages:
            yield remark_on(passages, self.lines)


def _money_signs(prose: Prose) -> list[int]:
    """Returns the unescaped dollar signs of a block outside of formulas, if several."""
    if len(prose.dollars) < _SHORTEST_PAIR:
        return []
    formulas = [
        (aside.pieces[0].origin_start, aside.pieces[-1].origin_end)
        for aside in prose.asides
        if aside.text.startswith("$")
    ]
    starts = [start for start, _ in formulas]
    money: list[int] = []
    for place in prose.dollars:
        number = bisect_right(starts, place) - 1
        if number < 0 or place >= formulas[number][1]:
            money.append(place)
    return money


def _dollar_remarks(prose: Prose, lines: LineTable) -> Iterator[Remark]:
    if len(prose.dollars) < _SHORTEST_PAIR:
        return
    line, column = lines.place(prose.dollars[0])
    yield Remark(
        "unescaped-dollar",
        f"{len(prose.dollars)} dollar signs without a backslash stand in one block; "
        r"several renderers take what is between them for mathematics: write \$",
        line,
        column,
    )
