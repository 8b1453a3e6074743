"""What touches a link's edges and changes the figure that a reader sees."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import category

from verifier.figures import Surroundings, read_mentions
from verifier.languages import alternatives, compiled
from verifier.model.quantity import QuantityKind

if TYPE_CHECKING:
    from verifier.model.quantity import Convention, Mention
    from verifier.model.report import Link, Passage

_OBJECT = "\ufffc"
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)[\s/>]")
_APART = frozenset(("br", "p", "div", "hr", "li", "td", "th", "tr", "wbr"))
_BLANKS = " \u00a0\u202f\u2009\t"
_FAR = 12
_BEHIND = re.compile(
    r"\d"
    r"|(?<=\d)(?:[.,'’·⋅∙×*^]\d|[eE][+\-\u2212]?\d|[\u00a0\u202f\u2009]\d{3}(?!\d)"
    r"|[²³¹⁰⁴-⁹⁺⁻₀-₉¼-¾⅐-⅞])"
)
_BEFORE = re.compile(
    r"(?:\d|(?:\d|^|(?<=[\s(]))[.,]|\d['’·⋅∙×*^]|\d[eE][+\-\u2212]?"
    r"|(?<![\w.,])\d{1,3}[\u00a0\u202f\u2009])\Z"
)
_GROUP = re.compile(r"\d{3}(?!\d)")
_PRODUCT = re.compile(r"\s?[·⋅∙×]\s?(?=\d)|/(?=\d)")
_PRODUCT_BEFORE = re.compile(r"(?<=\d)(?:\s?[·⋅∙×]\s?|/)\Z")
_IN = compiled(rf"(?:{alternatives('edges.in')})\s+[^\W\d]+")
_WORD = re.compile(r"[^\s\ufffc.,;:()!?\d]+")
_MOST_SCALE_WORDS = 5
_LONGEST_SCALE = 60
_PLAIN = 7  # any number: what a scale makes of it shows the scale

_DIGITS = (
    "digits stand right beside the link: {seen!r}",
    "Write the whole figure inside the link.",
)
_OBJECTS = (
    "{seen} stands right beside the link and may be a part of the figure",
    "Write the whole figure inside the link, or part the two by a blank.",
)
_SCALES = (
    "{seen!r} behind the link may be the figure's scale",
    "Write the scale inside the link.",
)


@dataclass(frozen=True, slots=True)
class Edges:
    """A figure in its link, and the text round it.

    Attributes:
        mention: the figure.
        link: whose text it is.
        passage: in which the link stands.
        source: the report's text.
    """

    mention: Mention
    link: Link
    passage: Passage
    source: str

    @property
    def start(self) -> int:
        """Where figure and link begin in the passage."""
        return min(self.mention.start, self.link.start)

    @property
    def end(self) -> int:
        """Where figure and link end in the passage."""
        return max(self.mention.end, self.link.end)

    def before(self, place: int) -> int:
        """Returns the offset left of invisible signs and tags within a line."""
        while place and self._is_unseen(place - 1):
            place -= 1
        return place

    def behind(self, place: int) -> int:
        """Returns the offset right of invisible signs and tags within a line."""
        while place < len(self.passage.text) and self._is_unseen(place):
            place += 1
        return place

    def origin(self, place: int) -> str:
        """Returns what is written in the report for one U+FFFC of the passage."""
        pieces = self.passage.pieces
        piece = pieces[bisect_right(pieces, place, key=lambda p: p.start) - 1]
        if piece.end - piece.start > 1:
            return ""
        return self.source[piece.origin_start : piece.origin_end]

    def _is_unseen(self, place: int) -> bool:
        sign = self.passage.text[place]
        if sign != _OBJECT:
            return category(sign) == "Cf"
        written = self.origin(place)
        tag = _TAG.match(written) if written.count("<") == 1 else None
        name = tag[1].lower() if tag else ""
        return written.startswith("<!") or (bool(name) and name not in {*_APART, "img"})


def beside_link(edges: Edges, convention: Convention) -> tuple[str, str] | None:
    """Returns message and advice for what makes a figure another, or None."""
    text, mention, link = edges.passage.text, edges.mention, edges.link
    if not text[mention.end : link.end].strip():
        said = _behind(edges) or _scale_behind(edges, convention)
        if said:
            return said
    if not text[link.start : mention.start].strip():
        return _before(edges)
    return None


def _behind(edges: Edges) -> tuple[str, str] | None:
    text, place = edges.passage.text, edges.behind(edges.end)
    near = edges.passage.text[edges.end - 1 : edges.end] + text[place : place + _FAR]
    product = _PRODUCT.match(near, 1)
    if _BEHIND.match(near, 1):
        return _said(_DIGITS, _seen(text, edges.start, place + _FAR // 2))
    if product and not _is_linked(edges, place + product.end() - 1):
        return _said(_DIGITS, _seen(text, edges.start, place + _FAR // 2))
    return _object(edges, place)


def _before(edges: Edges) -> tuple[str, str] | None:
    text, place = edges.passage.text, edges.before(edges.start)
    near, first = text[max(place - _FAR, 0) : place], edges.mention.text[:1]
    found = _BEFORE.search(near)
    if found and _touches(found[0], text[edges.start : edges.start + 4], first):
        return _said(_DIGITS, _seen(text, max(place - _FAR // 2, 0), edges.end))
    product = _PRODUCT_BEFORE.search(near)
    is_product = product is not None and first.isdecimal()
    if product and is_product and not _is_linked(edges, place - len(product[0]) - 1):
        return _said(_DIGITS, _seen(text, max(place - _FAR // 2, 0), edges.end))
    return _object(edges, place - 1) if place else None


def _touches(before: str, behind: str, first: str) -> bool:
    """Returns whether what ends before a link joins the number that begins in it."""
    if before[-1:].isdecimal():
        return True
    if before[-1:] in _BLANKS:
        return bool(_GROUP.match(behind))
    return first.isdecimal()


def _object(edges: Edges, place: int) -> tuple[str, str] | None:
    """Returns what to say of an image, or of code with digits, at an offset."""
    if edges.passage.text[place : place + 1] != _OBJECT:
        return None
    written = edges.origin(place)
    if written.startswith("![") or written.lower().startswith("<img"):
        return _said(_OBJECTS, "an image")
    is_code = written.startswith(("`", "$", "<"))
    if is_code and any(map(str.isnumeric, written)):
        return _said(_OBJECTS, written[:_LONGEST_SCALE])
    return None


def _scale_behind(edges: Edges, convention: Convention) -> tuple[str, str] | None:
    quantity = edges.mention.quantity
    if quantity is None or quantity.kind is not QuantityKind.NUMBER:
        return None
    if quantity.last_digit > 1:
        return None  # it has a scale
    content = _words_behind(edges)
    if not content or len(content.split()) > _MOST_SCALE_WORDS:
        return None
    around = Surroundings(column_header=f"({content})", fills_cell=True)
    mentions = read_mentions(str(_PLAIN), convention, links=(), surroundings=around)
    scaled = [m for m in mentions if m.quantity and m.quantity.value != _PLAIN]
    return _said(_SCALES, content) if scaled else None


def _words_behind(edges: Edges) -> str:
    """Returns what stands in brackets or in a tag behind a link, or after `in`."""
    text = edges.passage.text
    place = edges.end
    while place < len(text) and text[place] in _BLANKS:
        place += 1
    shown = edges.behind(place)
    while shown < len(text) and text[shown] in _BLANKS:
        shown += 1
    rest = text[shown : shown + _LONGEST_SCALE]
    if rest[:1] in {"(", "["}:
        inside = re.split(r"[)\]]", rest[1:], maxsplit=1)
        plain = inside[0].replace(_OBJECT, "").strip()
        return "" if len(inside) == 1 or any(map(str.isdecimal, plain)) else plain
    if rest[:1] == _OBJECT:
        written = edges.origin(shown)
        return written.strip("` ") if written.startswith("`") else ""
    found = _WORD.match(rest) if shown > place else _IN.match(rest)
    return found[0] if found else ""


def _is_linked(edges: Edges, place: int) -> bool:
    return any(link.start <= place < link.end for link in edges.passage.links)


def _seen(text: str, start: int, end: int) -> str:
    return text[start:end].replace(_OBJECT, "").strip()


def _said(words: tuple[str, str], seen: str) -> tuple[str, str]:
    return words[0].format(seen=seen), words[1]
