"""Tags and texts of a page -> its blocks: what a reader sees, and what is hidden."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import unquote

from verifier.readers._markup import Markup, MarkupKind
from verifier.readers._scripts import LOWERED, RAISED, is_mark
from verifier.readers._stretch import OBJECT, Buffer
from verifier.readers.html.entities import decoded_parts, decoded_value, is_blank
from verifier.readers.html.looks import Look, look_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verifier.readers._stretch import Stretch

# fmt: off
_VOID = frozenset(
    (
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta",
        "param", "source", "track", "wbr",
    )
)
_INLINE = frozenset(
    (
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data",
        "del", "dfn", "em", "font", "i", "img", "input", "ins", "kbd", "label",
        "link", "mark", "math", "meter", "nobr", "output", "q", "rp", "rt", "ruby",
        "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "svg",
        "time", "tt", "u", "var", "wbr", "progress", "button", "select",
    )
)
_CLOSED_BY = {  # an end tag that may be left out, and what then stands for it
    "li": ("li",), "dt": ("dt", "dd"), "dd": ("dt", "dd"), "tr": ("tr", "td", "th"),
    "td": ("td", "th"), "th": ("td", "th"), "option": ("option",),
    "thead": ("tr", "td", "th"), "tbody": ("tr", "td", "th", "thead", "tbody"),
    "tfoot": ("tr", "td", "th", "thead", "tbody"),
}
_ENDS = {  # inside of these, a start tag closes nothing outside
    "li": "ul ol table", "dt": "dl table", "dd": "dl table", "option": "select",
}
_SPOKEN = ("alt", "title", "value", "placeholder", "aria-label", "content", "srcdoc")
_ASIDES = frozenset(("code", "kbd", "samp", "tt", "svg", "math", "textarea", "title"))
_APART = frozenset(("del", "s", "strike"))  # struck text never joins what is not
# fmt: on
_MOST_LEFT_OPEN = 64  # tags between one and the one whose end it stands for
_SCRIPTS = {"sup": RAISED, "sub": LOWERED}


class Shown(StrEnum):
    """What becomes of a text."""

    PROSE = "prose"
    HIDDEN = "hidden"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link to a place in the page: offsets into the block, and where it stands."""

    start: int
    end: int
    target: str
    title: str
    origin: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Text:
    """A block's text.

    Attributes:
        stretch: as a reader sees it.
        tag: of the block: `p`, `h2`, `td`, `caption`, `code`, ...
        shown: what becomes of it.
        links: in order.
        why: what hides it, or a part of it from some readers; or empty.
    """

    stretch: Stretch
    tag: str
    shown: Shown = Shown.PROSE
    links: tuple[PageLink, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """The start or end of a tag that gives a page its shape; an end says no more."""

    tag: str
    start: int
    end: int
    attributes: dict[str, str] | None = None

    @property
    def is_start(self) -> bool:
        """Whether the tag begins here."""
        return self.attributes is not None

    def attribute(self, name: str) -> str:
        """Returns the value of an attribute, empty where there is none."""
        return (self.attributes or {}).get(name, "")


@dataclass(frozen=True, slots=True)
class Raw:
    """A `<pre>`, a script, a style or a comment, as it is written.

    Attributes:
        tag: `pre`, `script`, `style`, or empty for a comment.
        start: offset, inclusive.
        end: exclusive.
        places: of a `<pre>`: the texts between its tags.
        classes: of a `<pre>` and what stands in it.
        attributes: of the tag.
        hidden: what hides it, or empty.
    """

    tag: str
    start: int
    end: int
    places: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    classes: list[str] = field(default_factory=list[str])
    attributes: dict[str, str] = field(default_factory=dict[str, str])
    hidden: str = ""


Item = Text | Edge | Raw


@dataclass(frozen=True, slots=True)
class _Open:
    name: str
    look: Look
    start: int


@dataclass(slots=True)
class Walk:
    """Where the walk over a page stands.

    Attributes:
        source: the page.
        names: the `id` and `name` attributes seen so far.
    """

    source: str
    names: list[str] = field(default_factory=list[str])
    _stack: list[_Open] = field(default_factory=list[_Open])
    _counts: Counter[str] = field(default_factory=Counter[str])
    _buffer: Buffer = field(init=False)
    _links: list[PageLink] = field(default_factory=list[PageLink])
    _link: PageLink | None = None  # that is open
    _doubt: str = ""
    _aside: Buffer = field(init=False)
    _why: tuple[Shown, str] = (Shown.PROSE, "")  # of the text aside
    _pre: Raw | None = None

    def __post_init__(self) -> None:
        self._buffer, self._aside = Buffer(self.source), Buffer(self.source)

    def items(self, markups: Iterable[Markup]) -> Iterator[Item]:
        """Yields the blocks of the page in order, and the edges of tags round them."""
        for markup in markups:
            if markup.kind is MarkupKind.TEXT:
                yield from self._text(markup.start, markup.end)
            elif markup.kind is MarkupKind.UNSHOWN:
                yield self._raw(markup)
            elif markup.kind is MarkupKind.OPEN:
                yield from self._open(markup)
            else:
                yield from self._close(markup.name, markup.start, markup.end)
        while self._stack:
            yield from self._pop(len(self.source), len(self.source))
        yield from self._flush()

    @property
    def _look(self) -> Look:
        return self._stack[-1].look if self._stack else Look()

    def _raw(self, markup: Markup) -> Raw:
        attributes = self._attributes(markup)
        hidden = self._look.hidden_by
        return Raw(markup.name, markup.start, markup.end, [], [], attributes, hidden)

    def _text(self, start: int, end: int) -> Iterator[Text]:
        if self._pre is not None:
            self._pre.places.append((start, end))
            return
        why = self._seen()
        if why != self._why and self.source[start:end].strip():
            yield from self._end_aside()
            self._why = why
        if self._why[0] is Shown.PROSE:
            self._doubt = self._doubt or self._look.doubted_by
        name = self._stack[-1].name if self._stack else ""
        script = _SCRIPTS.get(name)
        if script and self._is_mark(start, end):
            self._object(start, end)
            return
        self._gather(start, end, script or {})

    def _gather(self, start: int, end: int, script: dict[int, int]) -> None:
        buffer = self._buffer if self._why[0] is Shown.PROSE else self._aside
        for text, first, last in decoded_parts(self.source, start, end):
            if not is_blank(text):
                buffer.add(text.translate(script), first, last)
            elif buffer.length and buffer.parts[-1][-1:] not in {" ", "\n"}:
                buffer.add(" ", first, last)

    def _is_mark(self, start: int, end: int) -> bool:
        """Returns whether a raised number is a note's mark: it follows a figure."""
        link = self._link
        in_link = link is not None and link.origin[0] < self._stack[-1].start
        before = "".join(self._buffer.parts[-3:])[-4:]
        return is_mark(self.source[start:end], before, in_link=in_link)

    def _seen(self) -> tuple[Shown, str]:
        """Returns what becomes of text that stands here, and why."""
        if self._look.hidden_by:
            return Shown.HIDDEN, self._look.hidden_by
        if any(self._counts[name] for name in _ASIDES):
            return Shown.ASIDE, ""
        return Shown.PROSE, ""

    def _end_aside(self) -> Iterator[Text]:
        """Yields the text aside; one U+FFFC stands for it in the text round it."""
        stretch = self._aside.stretch()
        self._aside = Buffer(self.source)
        shown, why = self._why
        self._why = (Shown.PROSE, "")
        if stretch.text.strip():
            yield Text(stretch, self._tag(), shown, (), why)
            first, last = stretch.pieces[0].origin_start, stretch.pieces[-1].origin_end
            if self.source.startswith("<", last):
                last = self.source.find(">", last) + 1
            self._object(self.source.rfind("<", 0, first), last)

    def _flush(self) -> Iterator[Text]:
        """Yields the text that was gathered; a link ends with it, and begins again."""
        yield from self._end_aside()
        self._end_link(len(self.source))
        stretch = self._buffer.stretch()
        links, self._links, self._buffer = self._links, [], Buffer(self.source)
        if stretch.text.strip(" \t\n" + OBJECT):
            yield Text(stretch, self._tag(), Shown.PROSE, tuple(links), self._doubt)
        self._doubt = ""
        if self._link is not None:
            self._link = replace(self._link, start=0)

    def _tag(self) -> str:
        blocks = (x.name for x in reversed(self._stack) if x.name not in _INLINE)
        return next(blocks, "")

    def _object(self, start: int, end: int) -> None:
        if start < end:
            self._buffer.add(OBJECT, start, end)

    def _open(self, markup: Markup) -> Iterator[Item]:
        name = markup.name
        attributes = self._attributes(markup)
        self.names += [attributes[k] for k in ("id", "name") if attributes.get(k)]
        if self._pre is not None:
            self._pre.classes.extend(attributes.get("class", "").split())
        elif name not in _INLINE and name != "br":
            yield from self._imply(name, markup.start)
            yield from self._flush()
            yield Edge(name, markup.start, markup.end, attributes)
        if name not in _VOID:
            self._push(markup, attributes)
        elif self._pre is None:
            self._void(markup)
        yield from self._spoken(attributes, markup)

    def _push(self, markup: Markup, attributes: dict[str, str]) -> None:
        name = markup.name
        look = look_of(name, attributes, self._look)
        self._stack.append(_Open(name, look, markup.start))
        self._counts[name] += 1
        if self._pre is not None:
            return
        if name in _APART:
            self._object(markup.start, markup.end)
        is_seen = not (look.hidden_by or look.doubted_by)
        target = attributes.get("href", "")
        if name == "a" and target.startswith("#") and is_seen:
            self._end_link(markup.start)
            self._link = PageLink(
                self._buffer.length,
                -1,
                unquote(target[1:]),
                attributes.get("title", ""),
                (markup.start, markup.end),
            )
        if name == "pre":
            classes = attributes.get("class", "").split()
            hidden = look.hidden_by or look.doubted_by
            self._pre = Raw(name, markup.start, markup.end, [], classes, {}, hidden)

    def _void(self, markup: Markup) -> None:
        if markup.name == "br":
            self._buffer.add("\n", markup.start, markup.end)
        elif markup.name == "img":
            self._object(markup.start, markup.end)

    def _spoken(self, attributes: dict[str, str], markup: Markup) -> Iterator[Text]:
        """Yields the texts of attributes that some readers see."""
        for name in _SPOKEN:
            if not attributes.get(name, "").strip():
                continue
            buffer = Buffer(self.source)
            for text, *place in decoded_parts(self.source, *markup.attributes[name]):
                buffer.add(" " if is_blank(text) else text, *place)
            yield Text(buffer.stretch(), name, Shown.ASIDE)

    def _imply(self, name: str, place: int) -> Iterator[Item]:
        """Yields what ends with the tags whose end may be left out before this one."""
        if self._stack and self._stack[-1].name == "p":
            yield from self._pop(place, place)
        closes = _CLOSED_BY.get(name, ())
        while closes and self._reaches(closes, _ENDS.get(name, "table")):
            yield from self._pop(place, place)

    def _reaches(self, names: tuple[str, ...], stops: str) -> bool:
        """Returns whether one of these tags is open inside of those that stop it."""
        if not any(self._counts[name] for name in names):
            return False
        for opened in islice(reversed(self._stack), _MOST_LEFT_OPEN):
            if opened.name in names:
                return True
            if opened.name in stops.split():
                return False
        return False

    def _close(self, name: str, start: int, end: int) -> Iterator[Item]:
        if not self._counts[name]:
            return
        while self._stack[-1].name != name:
            yield from self._pop(start, start)
        yield from self._pop(start, end)

    def _pop(self, start: int, end: int) -> Iterator[Item]:
        opened = self._stack[-1]
        if self._pre is not None:
            if opened.name == "pre" and self._pre.start == opened.start:
                yield replace(self._pre, end=end)
                self._pre = None
        elif opened.name == "a":
            self._end_link(end)
            self._link = None
        elif opened.name in _APART:
            self._object(start, end)
        elif opened.name not in _INLINE:
            yield from self._flush()
        elif opened.name in _ASIDES:
            yield from self._end_aside()
        del self._stack[-1]
        self._counts[opened.name] -= 1
        if opened.name not in _INLINE and self._pre is None:
            yield Edge(opened.name, start, end)

    def _end_link(self, end: int) -> None:
        link = self._link
        if link is not None and link.start < self._buffer.length:
            origin = (link.origin[0], max(min(end, len(self.source)), link.origin[1]))
            ended = replace(link, end=self._buffer.length, origin=origin)
            self._links.append(ended)

    def _attributes(self, markup: Markup) -> dict[str, str]:
        return {
            name: decoded_value(self.source, *place)
            for name, place in markup.attributes.items()
        }
