"""The streams of an OLE compound file, their chains of sectors checked.

Source: [MS-CFB], version 3 and 4.
"""

from __future__ import annotations

import struct
from typing import NoReturn

from verifier.errors import SourceError

MAGIC = bytes.fromhex("D0CF11E0A1B11AE1")
MOST_SECTORS = 1 << 20

_HEADER = 512
_FREE = 0xFFFFFFFA  # and above: ends, gaps, and sectors of the table itself
_ENTRY = 128
_IN_HEADER = 109
_SHIFTS = {3: 9, 4: 12}
_MINI_SHIFT = 6
_STREAM, _ROOT = 2, 5


class Container:
    """The streams of a compound file, by name."""

    def __init__(self, content: bytes, shown: str) -> None:
        """Reads the table of sectors and the directory.

        Raises:
            SourceError: if it is no such file, or its chains lead nowhere.
        """
        self._content = content
        self._shown = shown
        if len(content) < _HEADER or content[: len(MAGIC)] != MAGIC:
            self._refuse("is no binary workbook")
        version, shift = self._word(26), self._word(30)
        if _SHIFTS.get(version) != shift or self._word(32) != _MINI_SHIFT:
            self._refuse("its header states sizes that there are not")
        self._size = 1 << shift
        self._cutoff = self._long(56)
        self._table = self._read_table()
        self._streams: dict[str, tuple[int, int]] = {}
        self._mini = b""
        self._read_directory()
        self._mini_table = self._numbers(self._chain(self._long(60)))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the streams."""
        return tuple(self._streams)

    def stream(self, name: str) -> bytes:
        """Returns the bytes of a stream.

        Raises:
            SourceError: if there is no such stream, or it is cut short.
        """
        found = self._streams.get(name)
        if found is None:
            self._refuse(f"has no stream {name!r}")
        start, size = found
        content = self._short(start) if size < self._cutoff else self._chain(start)
        if len(content) < size:
            self._refuse(f"its stream {name!r} is cut short")
        return content[:size]

    def _read_table(self) -> list[int]:
        """Returns for each sector the next one of its chain."""
        sectors = list(struct.unpack_from(f"<{_IN_HEADER}I", self._content, 76))
        place, count = self._long(68), self._long(72)
        for _ in range(min(count, MOST_SECTORS)):
            if place >= _FREE:
                break
            more = self._numbers(self._sector(place))
            sectors += more[:-1]
            place = more[-1]
        table: list[int] = []
        for sector in sectors[: self._long(44)]:
            if sector >= _FREE:
                break
            table += self._numbers(self._sector(sector))
            if len(table) > MOST_SECTORS:
                self._refuse("has more sectors than a workbook needs")
        return table

    def _read_directory(self) -> None:
        entries = self._chain(self._long(48))
        for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
            entry = entries[at : at + _ENTRY]
            length, kind = struct.unpack_from("<H", entry, 64)[0], entry[66]
            start, size = struct.unpack_from("<II", entry, 116)
            if kind == _ROOT:
                self._mini = self._chain(start)
            elif kind == _STREAM:
                name = entry[: max(0, min(length, 64) - 2)].decode(
                    "utf-16-le", "replace"
                )
                self._streams.setdefault(name, (start, size))

    def _chain(self, start: int) -> bytes:
        pieces: list[bytes] = []
        seen: set[int] = set()
        while start < _FREE:
            if start in seen or start >= len(self._table):
                self._refuse("its chains of sectors lead nowhere")
            seen.add(start)
            pieces.append(self._sector(start))
            start = self._table[start]
        return b"".join(pieces)

    def _short(self, start: int) -> bytes:
        pieces: list[bytes] = []
        seen: set[int] = set()
        size = 1 << _MINI_SHIFT
        while start < _FREE:
            if start in seen or start >= len(self._mini_table):
                self._refuse("its chains of short sectors lead nowhere")
            seen.add(start)
            pieces.append(self._mini[start * size : (start + 1) * size])
            start = self._mini_table[start]
        return b"".join(pieces)

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        sector = self._content[at : at + self._size]
        if not sector:
            self._refuse("is cut short")
        return sector.ljust(self._size, b"\0")

    def _numbers(self, content: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(content) // 4}I", content))

    def _word(self, at: int) -> int:
        return struct.unpack_from("<H", self._content, at)[0]

    def _long(self, at: int) -> int:
        return struct.unpack_from("<I", self._content, at)[0]

    def _refuse(self, read: str) -> NoReturn:
        raise SourceError(
            self._shown,
            read,
            "a whole .xls file",
            "Save it anew as .xlsx from a spreadsheet.",
        )
