"""A block of HTML -> what its tags are and what stands between, with the way back."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLANKS = " \t\r\n\f"
_COMMENT = "<!--"
_EMPTY_COMMENTS = ("<!-->", "<!--->")
_UNSHOWN = ("script", "style")
_CLOSERS = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _UNSHOWN
}


class MarkupKind(StrEnum):
    """What a stretch of HTML is."""

    TEXT = "text"
    OPEN = "open"
    CLOSE = "close"
    UNSHOWN = "unshown"  # a comment, a declaration; a script or style, whole


@dataclass(frozen=True, slots=True)
class Markup:
    """A stretch of HTML.

    Attributes:
        kind: what it is.
        start: offset, inclusive.
        end: exclusive.
        name: of a tag, in lower case.
        attributes: of an opening tag: name → where its value begins and ends; also of
            a script or style.
    """

    kind: MarkupKind
    start: int
    end: int
    name: str = ""
    attributes: dict[str, tuple[int, int]] = field(
        default_factory=dict[str, tuple[int, int]]
    )


def read_markup(text: str) -> Iterator[Markup]:
    """Yields the tags of a piece of HTML and the texts between, covering it.

    What opens and never closes is text: it may be shown, so its numbers are read.

    Source: HTML Living Standard, section 13.2.5, for where tags and comments end.

    Example:
        >>> [(m.kind.value, m.name) for m in read_markup("<p title='>'>9<!-- 8 -->")]
        [('open', 'p'), ('text', ''), ('unshown', '')]
    """
    scan = _Scan(text)
    place = shown = 0
    while (place := text.find("<", place)) >= 0:
        found = scan.at(place)
        if found is None:
            place += 1
            continue
        if shown < place:
            yield Markup(MarkupKind.TEXT, shown, place)
        yield found
        place = shown = found.end
    if shown < len(text):
        yield Markup(MarkupKind.TEXT, shown, len(text))


@dataclass(slots=True)
class _Scan:
    """A text, and which endings it was found to hold no more of."""

    text: str
    missing: set[str] = field(default_factory=set[str])

    def at(self, place: int) -> Markup | None:
        """Returns the tag or comment that begins at a `<`, or None."""
        sign = self.text[place + 1 : place + 2]
        if sign in {"!", "?"}:
            end = self._end_of_comment(place)
            return None if end < 0 else Markup(MarkupKind.UNSHOWN, place, end)
        is_close = sign == "/"
        first = place + 1 + is_close
        if not self.text[first : first + 1].isascii():
            return None
        if not self.text[first : first + 1].isalpha() or self._end(">", place) < 0:
            return None
        return self._tag(place, first, is_close=is_close)

    def _end(self, ending: str, place: int) -> int:
        """Returns the offset behind the next ending, or -1; misses are remembered."""
        if ending in self.missing:
            return -1
        found = self.text.find(ending, place)
        if found < 0:
            self.missing.add(ending)
        return -1 if found < 0 else found + len(ending)

    def _end_of_comment(self, place: int) -> int:
        for empty in _EMPTY_COMMENTS:
            if self.text.startswith(empty, place):
                return place + len(empty)
        if not self.text.startswith(_COMMENT, place):
            return self._end(">", place)
        inside = place + len(_COMMENT)
        ends = (self._end(ending, inside) for ending in ("-->", "--!>"))
        return min((end for end in ends if end >= 0), default=-1)

    def _tag(self, place: int, first: int, *, is_close: bool) -> Markup | None:
        last = self._while_not(first, _BLANKS + "/>")
        name = self.text[first:last].lower()
        attributes: dict[str, tuple[int, int]] = {}
        end = self._attributes(last, attributes)
        if end < 0:
            return None
        if is_close:
            return Markup(MarkupKind.CLOSE, place, end, name)
        if name not in _UNSHOWN:
            return Markup(MarkupKind.OPEN, place, end, name, attributes)
        closed = self._end_of_raw(name, end)
        if closed < 0:
            return None
        return Markup(MarkupKind.UNSHOWN, place, closed, name, attributes)

    def _attributes(self, place: int, found: dict[str, tuple[int, int]]) -> int:
        """Returns the offset behind a tag, or -1, and enters what it says."""
        while place < len(self.text):
            place = self._while_in(place, _BLANKS + "/")
            if self.text.startswith(">", place):
                return place + 1
            last = self._while_not(place + 1, _BLANKS + "/>=")
            name = self.text[place:last].lower()
            place = self._while_in(last, _BLANKS)
            if not self.text.startswith("=", place):
                _ = found.setdefault(name, (last, last))
                continue
            start, end, place = self._value(self._while_in(place + 1, _BLANKS))
            if place < 0:
                return -1
            _ = found.setdefault(name, (start, end))
        return -1

    def _value(self, place: int) -> tuple[int, int, int]:
        """Returns where an attribute's value begins and ends, and what follows."""
        quote = self.text[place : place + 1]
        if quote and quote in "\"'":
            end = self._end(quote, place + 1)
            return place + 1, end - 1, end
        end = self._while_not(place, _BLANKS + ">")
        return place, end, end

    def _end_of_raw(self, name: str, place: int) -> int:
        """Returns the offset behind a script or style, or -1 where it has no end."""
        if name in self.missing:
            return -1
        found = _CLOSERS[name].search(self.text, place)
        if found is None:
            self.missing.add(name)
            return -1
        return self._end(">", found.end())

    def _while_in(self, place: int, signs: str) -> int:
        while place < len(self.text) and self.text[place] in signs:
            place += 1
        return place

    def _while_not(self, place: int, signs: str) -> int:
        while place < len(self.text) and self.text[place] not in signs:
            place += 1
        return place
