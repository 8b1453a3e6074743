"""A block of HTML -> the texts that a browser shows, and those that it keeps back."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from verifier.model.report import Piece
from verifier.readers._markup import Markup, MarkupKind, read_markup
from verifier.readers._stretch import OBJECT, Stretch, cut, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

_CELLS = ("td", "th")
_SPOKEN = ("alt", "title", "value", "placeholder", "label", "aria-label")
# fmt: off
_VOID = frozenset(
    (
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta",
        "source", "track", "wbr",
    )
)
# Tags inside of a line: text goes on behind them; all others end it.
_INLINE = frozenset(
    (
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data",
        "del", "dfn", "em", "font", "i", "img", "ins", "kbd", "label", "mark",
        "meter", "nobr", "output", "q", "rp", "rt", "ruby", "s", "samp", "small",
        "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
    )
)
# fmt: on
_ENTITY = re.compile(
    r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{0,31});"
)
_LINE_END = re.compile(r"[\r\n]")


@dataclass(frozen=True, slots=True)
class ShownText:
    """A text of a block of HTML.

    Attributes:
        stretch: as the reader sees it; U+FFFC for a tag or comment within a line.
        is_cell: whether it stands in a table's cell.
        is_prose: whether it is shown; else an attribute's, or that of a template or of
            what is hidden.
    """

    stretch: Stretch
    is_cell: bool = False
    is_prose: bool = True


def read_shown(written: Stretch) -> Iterator[ShownText]:
    """Yields the texts of a piece of HTML, but for comments, scripts and styles.

    Args:
        written: the HTML, with the way back to the report.
    """
    walk = _Walk(written)
    for markup in read_markup(written.text):
        yield from walk.step(markup)
    yield from walk.flush()


def spoken(written: Stretch) -> Iterator[Stretch]:
    """Yields the texts of a tag's attributes that some readers see: `alt`, `title`."""
    for markup in read_markup(written.text):
        yield from _attributes(markup, written)


def _attributes(markup: Markup, written: Stretch) -> Iterator[Stretch]:
    for name, (start, end) in markup.attributes.items():
        if name in _SPOKEN and start < end:
            yield _decoded(cut(written, start, end))


@dataclass(slots=True)
class _Walk:
    """Where the walk over a piece of HTML stands."""

    written: Stretch
    parts: list[Stretch] = field(default_factory=list[Stretch])
    in_cell: bool = False
    hider: str = ""
    depth: int = 0

    def step(self, markup: Markup) -> Iterator[ShownText]:
        """Yields the texts that end before a tag, and those that the tag holds."""
        if markup.kind is MarkupKind.TEXT:
            part = cut(self.written, markup.start, markup.end)
            self.parts.append(_decoded(part))
            return
        if markup.name in _INLINE or not markup.name:
            self.parts.append(self._object(markup))
        else:
            yield from self.flush()
        for text in _attributes(markup, self.written):
            yield ShownText(text, is_prose=False)
        if markup.name in _CELLS:
            self.in_cell = markup.kind is MarkupKind.OPEN
        if self._turns(markup):
            yield from self.flush()
        self._hide(markup)

    def flush(self) -> Iterator[ShownText]:
        """Yields the text that was gathered, if there is any."""
        whole = joined(self.parts)
        self.parts = []
        first = len(whole.text) - len(whole.text.lstrip(" \t" + OBJECT))
        last = len(whole.text.rstrip(" \t" + OBJECT))
        if first < last:
            shown = cut(whole, first, last)
            yield ShownText(shown, self.in_cell, is_prose=not self.hider)

    def _turns(self, markup: Markup) -> bool:
        """Returns whether a tag begins or ends what is hidden."""
        if self.hider:
            closes = markup.kind is MarkupKind.CLOSE and markup.name == self.hider
            return closes and self.depth == 1
        return _hides(markup)

    def _hide(self, markup: Markup) -> None:
        if not self.hider and _hides(markup):
            self.hider, self.depth = markup.name, 1
        elif self.hider == markup.name:
            self.depth += {MarkupKind.OPEN: 1, MarkupKind.CLOSE: -1}.get(markup.kind, 0)
            self.hider = self.hider if self.depth else ""

    def _object(self, markup: Markup) -> Stretch:
        origin = cut(self.written, markup.start, markup.end).pieces
        piece = Piece(0, 1, origin[0].origin_start, origin[-1].origin_end)
        return Stretch(OBJECT, (piece,))


def _hides(markup: Markup) -> bool:
    if markup.kind is not MarkupKind.OPEN or markup.name in _VOID:
        return False
    return markup.name == "template" or "hidden" in markup.attributes


def _decoded(written: Stretch) -> Stretch:
    """Returns a text with the signs that its entities stand for, on one line."""
    parts: list[Stretch] = []
    place = 0
    for found in _ENTITY.finditer(written.text):
        sign = html.unescape(found[0])
        if sign == found[0]:
            continue
        parts.append(_on_one_line(cut(written, place, found.start())))
        origin = cut(written, *found.span()).pieces
        whole = Piece(0, len(sign), origin[0].origin_start, origin[-1].origin_end)
        parts.append(Stretch(sign, (whole,)))
        place = found.end()
    parts.append(_on_one_line(cut(written, place, len(written.text))))
    return joined(parts)


def _on_one_line(stretch: Stretch) -> Stretch:
    return Stretch(_LINE_END.sub(" ", stretch.text), stretch.pieces)
