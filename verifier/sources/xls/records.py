"""The records of a workbook stream, and the texts that run over several of them.

Source: [MS-XLS] 2.1.4 (records), 2.5.293 (XLUnicodeRichExtendedString).
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

from verifier.sources.spreadsheets.book import Broken

if TYPE_CHECKING:
    from collections.abc import Iterator

BEGIN, END, CONTINUE = 0x0809, 0x000A, 0x003C
LONGEST_TEXT = 32_767

_WIDE, _EXTENDED, _RICH = 1, 4, 8


class Record(NamedTuple):
    """A record with those that continue it.

    Attributes:
        at: where it begins in the stream.
        kind: its number.
        parts: its bytes, then those of each CONTINUE record.
    """

    at: int
    kind: int
    parts: list[bytes]

    @property
    def body(self) -> bytes:
        """Its own bytes."""
        return self.parts[0]


def records_from(stream: bytes, at: int) -> Iterator[Record]:
    """Yields the records from a place until that level's end.

    Records of charts within a sheet are passed over.

    Raises:
        Broken: if the stream ends too early.
    """
    depth = 0
    waiting: Record | None = None
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + size]
        if len(body) < size:
            raise Broken("a record is cut short")
        if kind == CONTINUE and waiting is not None:
            waiting.parts.append(body)
            at += 4 + size
            continue
        if waiting is not None:
            yield waiting
        waiting = None
        depth += (kind == BEGIN) - (kind == END)
        if kind == END and depth <= 0:
            return
        if depth == 1 or kind == BEGIN:
            waiting = Record(at, kind, [body])
        at += 4 + size
    raise Broken("the records have no end")


class Texts:
    """Reads texts one after the other out of the parts of a record."""

    def __init__(self, parts: list[bytes], at: int = 0) -> None:
        self._parts = parts
        self._part = 0
        self._at = at

    def text(self, *, short: bool = False) -> str:
        """Returns the next text.

        Args:
            short: whether its length is one byte, without runs.

        Raises:
            Broken: if the parts end before it does.
        """
        count = self._number("<B" if short else "<H")
        if count > LONGEST_TEXT:
            raise Broken("a text is longer than a cell may be")
        flags = self._number("<B")
        runs = self._number("<H") if flags & _RICH else 0
        extra = self._number("<I") if flags & _EXTENDED else 0
        found = self._letters(count, is_wide=bool(flags & _WIDE))
        self._skip(runs * 4 + extra)
        return found

    def _letters(self, count: int, *, is_wide: bool) -> str:
        pieces: list[str] = []
        while count:
            here = self._parts[self._part]
            width = 2 if is_wide else 1
            room = min(count, (len(here) - self._at) // width)
            letters = here[self._at : self._at + room * width]
            encoding = "utf-16-le" if is_wide else "latin-1"
            pieces.append(letters.decode(encoding, "surrogatepass"))
            self._at += room * width
            count -= room
            if count:  # the rest goes on in the next part, with a byte of flags first
                self._next()
                is_wide = bool(self._number("<B") & _WIDE)
        text = "".join(pieces)
        try:
            return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
        except UnicodeDecodeError:
            raise Broken("a text holds half a character") from None

    def _number(self, form: str) -> int:
        size = struct.calcsize(form)
        if self._at >= len(self._parts[self._part]):
            self._next()
        here = self._parts[self._part]
        if self._at + size > len(here):
            raise Broken("a text is cut short")
        found: int = struct.unpack_from(form, here, self._at)[0]
        self._at += size
        return found

    def _skip(self, count: int) -> None:
        while count:
            room = len(self._parts[self._part]) - self._at
            if room >= count:
                self._at += count
                return
            count -= room
            self._next()

    def _next(self) -> None:
        self._part += 1
        self._at = 0
        if self._part >= len(self._parts):
            raise Broken("a text is cut short")
