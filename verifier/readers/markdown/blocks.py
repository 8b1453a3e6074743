"""Tokens -> the blocks that hold text, each with its place in the document."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from verifier.readers.markdown.tokens import Token, TokenKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class BlockKind(StrEnum):
    """What a block of text is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    CELL = "cell"
    CODE = "code"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class Block:
    """A block that holds text itself, not in blocks inside of it.

    Attributes:
        kind: what it is.
        start: code-point offset, inclusive.
        end: exclusive.
        tokens: what stands in it, in order.
        opening: the token that opened it; an item's bare text has its item's.
        containers: (start, end) of what it stands in, outermost first.
        row: of a cell: 0 for the head, then 1, 2, ...; else -1.
        column: of a cell, 0-based; else -1.
    """

    kind: BlockKind
    start: int
    end: int
    tokens: tuple[Token, ...]
    opening: Token
    containers: tuple[tuple[int, int], ...] = ()
    row: int = -1
    column: int = -1


_LEAVES = {
    "Paragraph": BlockKind.PARAGRAPH,
    "Heading": BlockKind.HEADING,
    "TableCell": BlockKind.CELL,
    "CodeBlock": BlockKind.CODE,
    "HtmlBlock": BlockKind.HTML,
}
_ROWS = ("TableHead", "TableRow")
_CONTAINERS = ("Item", "List", "Table", "BlockQuote", "FootnoteDefinition", *_ROWS)


def read_blocks(tokens: Iterable[Token]) -> Iterator[Block]:
    """Yields the blocks of a document, in the order of its text.

    Shape: text that stands in a list item without a paragraph is a block as well, cut
        by the blocks inside of the item.
    """
    walk = _Walk()
    for token in tokens:
        closed = walk.step(token)
        if closed:
            yield closed


@dataclass(slots=True)
class _Walk:
    """Where the walk over the tokens stands."""

    open: Token | None = None
    tokens: list[Token] = field(default_factory=list[Token])
    containers: list[Token] = field(default_factory=list[Token])
    row: int = -1
    column: int = -1

    def step(self, token: Token) -> Block | None:
        """Returns the block that ends before or with a token, if one does."""
        if token.kind is TokenKind.START and token.tag in _CONTAINERS:
            closed = self._close()
            self._enter(token)
            return closed
        if token.kind is TokenKind.END and token.tag in _CONTAINERS:
            closed = self._close()
            del self.containers[-1]
            return closed
        if token.kind is TokenKind.START and token.tag in _LEAVES:
            closed = self._close()
            self.open = token
            self.column += token.tag == "TableCell"
            return closed
        if token.kind is TokenKind.END and token.tag in _LEAVES:
            return self._close()
        self.tokens.append(token)
        return None

    def _enter(self, token: Token) -> None:
        self.containers.append(token)
        if token.tag in _ROWS:
            self.row = 0 if token.tag == "TableHead" else self.row + 1
            self.column = -1

    def _close(self) -> Block | None:
        tokens, opening = tuple(self.tokens), self.open
        self.tokens, self.open = [], None
        if opening is None and not any(_shows(token) for token in tokens):
            return None
        containers = tuple((token.start, token.end) for token in self.containers)
        if opening is None:
            inside = self.containers[-1] if self.containers else tokens[0]
            start, end = tokens[0].start, tokens[-1].end
            return Block(BlockKind.ITEM, start, end, tokens, inside, containers)
        kind = _LEAVES[opening.tag]
        if kind is BlockKind.PARAGRAPH and self._is_in_item():
            kind = BlockKind.ITEM
        is_cell = kind is BlockKind.CELL
        return Block(
            kind=kind,
            start=opening.start,
            end=opening.end,
            tokens=tokens,
            opening=opening,
            containers=containers,
            row=self.row if is_cell else -1,
            column=self.column if is_cell else -1,
        )

    def _is_in_item(self) -> bool:
        return bool(self.containers) and self.containers[-1].tag == "Item"


def _shows(token: Token) -> bool:
    return token.kind is not TokenKind.OTHER
