"""A block of prose -> its text as a reader sees it, with the way back."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING
from urllib.parse import unquote

from verifier.model.report import Link, Piece
from verifier.readers._stretch import OBJECT, Buffer, Stretch
from verifier.readers.markdown.tokens import Token, TokenKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verifier.model.lines import LineTable

_DELIMITERS = ("*", "_")
_SHORTEST_RUN = 2


@dataclass(frozen=True, slots=True)
class Prose:
    r"""What a block of prose says.

    Attributes:
        shown: as the reader sees it; U+FFFC for code, images, tags and notes.
        links: whose target is `#id`, in order.
        asides: the texts of code spans and images.
        dollars: offsets into the report of dollar signs that no `\` escapes.
    """

    shown: Stretch
    links: tuple[Link, ...]
    asides: tuple[Stretch, ...]
    dollars: tuple[int, ...]


def read_prose(tokens: Sequence[Token], source: str, lines: LineTable) -> Prose:
    """Returns the text of a block's tokens.

    Runs of two or more `*` or `_` that emphasise nothing, because of what stands next
    to them (`10**&nbsp;%**`), are left out but between letters or digits: they were
    meant as emphasis, which never parts a number from its unit.

    Args:
        tokens: of one block, in order.
        source: the report's text.
        lines: of the source.
    """
    gathering = _Gathering(source, lines)
    place = 0
    while place < len(tokens):
        end = _end_of_run(tokens, place)
        if not _is_stray(tokens[place], tokens[end - 1], source):
            for token in tokens[place:end]:
                gathering.step(token)
        place = end
    return gathering.prose()


def read_stretch(tokens: Sequence[Token], source: str) -> Stretch:
    """Returns the text of a block of code, with the way back."""
    buffer = Buffer(source)
    for token in tokens:
        if token.kind is TokenKind.TEXT:
            buffer.add(token.text, token.start, token.end)
    return buffer.stretch()


def read_written(tokens: Sequence[Token], source: str) -> Stretch:
    """Returns HTML as it is written, with the way back."""
    buffer = Buffer(source)
    for token in tokens:
        if token.kind in {TokenKind.HTML, TokenKind.INLINE_HTML, TokenKind.TEXT}:
            buffer.add(token.text, token.start, token.end)
    return buffer.stretch()


@dataclass(slots=True)
class _Gathering:
    """What was read of a block so far."""

    source: str
    lines: LineTable
    buffer: Buffer = field(init=False)
    hidden: Buffer | None = None
    hiding: list[Token] = field(default_factory=list[Token])
    opened: list[tuple[Token, int]] = field(default_factory=list[tuple[Token, int]])
    links: list[Link] = field(default_factory=list[Link])
    asides: list[Stretch] = field(default_factory=list[Stretch])
    dollars: list[int] = field(default_factory=list[int])

    def __post_init__(self) -> None:
        self.buffer = Buffer(self.source)

    def step(self, token: Token) -> None:
        """Reads one token."""
        if token.kind is TokenKind.START:
            self._start(token)
        elif token.kind is TokenKind.END:
            self._end(token)
        elif self.hidden is not None:
            if token.kind is TokenKind.TEXT:
                self.hidden.add(token.text, token.start, token.end)
            elif token.kind is TokenKind.CODE:
                self.hidden.add(token.text, *_inside_code(token, self.source))
        else:
            self._leaf(token)

    def prose(self) -> Prose:
        """Returns what was read."""
        return Prose(
            self.buffer.stretch(),
            tuple(sorted(self.links, key=lambda link: link.start)),
            tuple(self.asides),
            tuple(self.dollars),
        )

    def _start(self, token: Token) -> None:
        if token.tag == "Image" or (token.tag == "Link" and token.is_bare):
            self.hiding.append(token)
            self.hidden = self.hidden or Buffer(self.source)
        elif token.tag == "Link":
            self.opened.append((token, self.buffer.length))

    def _end(self, token: Token) -> None:
        hides = self.hiding and self.hiding[-1].start == token.start
        if hides and self.hiding[-1].tag == token.tag:
            hider = self.hiding.pop()
            if not self.hiding and self.hidden:
                if hider.tag == "Image":
                    self.asides.append(self.hidden.stretch())
                self.hidden = None
                self.buffer.add(OBJECT, token.start, token.end)
        elif token.tag == "Link" and self.opened:
            opening, start = self.opened.pop()
            self._link(opening, start)

    def _link(self, opening: Token, start: int) -> None:
        if not opening.text.startswith("#") or self.hidden is not None:
            return
        span = self.lines.span(opening.start, opening.end)
        target = unquote(opening.text[1:])
        link = Link(start, self.buffer.length, target, opening.title, span)
        self.links.append(link)

    def _leaf(self, token: Token) -> None:
        match token.kind:
            case TokenKind.TEXT:
                self.dollars += _dollars(token, self.source)
                self.buffer.add(token.text, token.start, token.end)
            case TokenKind.SOFT_BREAK:
                self.buffer.add(" ", token.start, token.end)
            case TokenKind.HARD_BREAK:
                self.buffer.add("\n", token.start, token.end)
            case TokenKind.CODE:
                self.asides.append(_code(token, self.source))
                self.buffer.add(OBJECT, token.start, token.end)
            case TokenKind.INLINE_HTML | TokenKind.FOOTNOTE:
                self.buffer.add(OBJECT, token.start, token.end)
            case _:
                pass


def _code(token: Token, source: str) -> Stretch:
    length = len(token.text)
    return Stretch(token.text, (Piece(0, length, *_inside_code(token, source)),))


def _inside_code(token: Token, source: str) -> tuple[int, int]:
    """Returns where the text of a code span stands, or the whole span."""
    place = source.find(token.text, token.start, token.end)
    if place < 0:
        return token.start, token.end
    return place, place + len(token.text)


def _dollars(token: Token, source: str) -> list[int]:
    if "$" not in token.text or not source.startswith(token.text, token.start):
        return []
    found: list[int] = []
    place = source.find("$", token.start, token.end)
    while place >= 0:
        if not is_escaped(place, source):
            found.append(place)
        place = source.find("$", place + 1, token.end)
    return found


def is_escaped(place: int, source: str) -> bool:
    r"""Returns whether an odd number of `\` stands before a character.

    Example:
        >>> is_escaped(1, r"\$"), is_escaped(2, r"\\$")
        (True, False)
    """
    before = reversed(source[max(place - 64, 0) : place])
    return sum(1 for _ in takewhile(lambda sign: sign == "\\", before)) % 2 == 1


def _end_of_run(tokens: Sequence[Token], place: int) -> int:
    """Returns the place behind a run of one delimiter, or behind a lone token."""
    first = tokens[place]
    end = place + 1
    if first.kind is not TokenKind.TEXT or first.text not in _DELIMITERS:
        return end
    while end < len(tokens) and _goes_on(tokens[end - 1], tokens[end]):
        end += 1
    return end


def _goes_on(last: Token, token: Token) -> bool:
    same = token.kind is last.kind and token.text == last.text
    return same and token.start == last.end


def _is_stray(first: Token, last: Token, source: str) -> bool:
    """Returns whether a run of delimiters was meant as emphasis and is none."""
    if last.end - first.start < _SHORTEST_RUN or first.text not in _DELIMITERS:
        return False
    if first.kind is not TokenKind.TEXT or is_escaped(first.start, source):
        return False
    before = source[first.start - 1 : first.start]
    after = source[last.end : last.end + 1]
    return not (before.isalnum() and after.isalnum())
