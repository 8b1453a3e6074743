"""The archive of a workbook: opened within limits, parts read by name."""

from __future__ import annotations

import struct
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, NoReturn
from xml.parsers import expat

from verifier.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

MOST_ENTRIES = 10_000
MOST_BYTES = 1024**3
MOST_RATIO = 300
FREE_BYTES = 10 * 1024**2
"""Below this size nobody is hurt, whatever the ratio."""

MOST_DEPTH = 100
MOST_OF_NAME = 1024**2
"""Bytes of one tag; the parser looks at an unfinished one again with every chunk."""

_CHUNK = 256 * 1024
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError),
    *(OSError, OverflowError, struct.error),
)
_WHOLE = ("a whole .xlsx or .xlsm file", "Save it anew from a spreadsheet.")
_OLE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Archive:
    """The open archive of a workbook.

    Attributes:
        shown: its path as the user knows it.
        file: the archive.
        names: of its parts.
    """

    shown: str
    file: zipfile.ZipFile
    names: frozenset[str]

    def has(self, part: str) -> bool:
        """Returns whether there is such a part."""
        return part in self.names

    def parse(
        self,
        part: str,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        """Walks through the XML of a part; names come without their namespace.

        Raises:
            SourceError: if the part is missing, broken, or declares entities.
        """
        if part not in self.names:
            raise SourceError(
                self.shown, f"lacks its part {part}", "a whole workbook", _WHOLE[1]
            )
        parser = self._parser(start, end)
        parser.CharacterDataHandler = text
        try:
            self._feed(parser, part)
        except _DAMAGED as error:
            raise SourceError(
                self.shown, f"its part {part} is damaged: {error}", *_WHOLE
            ) from None
        except (expat.ExpatError, RuntimeError, LookupError, ValueError) as error:
            raise SourceError(
                self.shown, f"its part {part} is no XML: {error}", *_WHOLE
            ) from None

    def _parser(
        self,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None] | None,
    ) -> expat.XMLParserType:
        """Returns a parser that knows how deep it is."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        depth = 0

        def open_element(name: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > MOST_DEPTH:
                self._refuse(f"its XML is more than {MOST_DEPTH} elements deep")
            start(name, attributes)

        def close_element(name: str) -> None:
            nonlocal depth
            depth -= 1
            if end is not None:
                end(name)

        parser.StartElementHandler = open_element
        parser.EndElementHandler = close_element
        return parser

    def _feed(self, parser: expat.XMLParserType, part: str) -> None:
        fed = 0
        with self.file.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                parser.Parse(chunk)
                fed += len(chunk)
                if fed - max(parser.CurrentByteIndex, 0) > MOST_OF_NAME:
                    self._refuse(f"its part {part} holds a tag of over 1 MB")
            parser.Parse(b"", True)  # noqa: FBT003 - positional only
        if fed != self.file.getinfo(part).file_size:
            self._refuse(f"its part {part} is damaged: it has another size")

    def read(self, part: str) -> bytes:
        """Returns the bytes of a part.

        Raises:
            SourceError: if it is missing or damaged.
        """
        try:
            return self.file.read(part)
        except (*_DAMAGED, KeyError, RuntimeError) as error:
            raise SourceError(
                self.shown, f"its part {part} is damaged: {error}", *_WHOLE
            ) from None

    def _refuse_doctype(self, *_: object) -> None:
        self._refuse("its XML declares entities")

    def _refuse(self, read: str) -> NoReturn:
        raise SourceError(
            self.shown, read, "the XML that spreadsheets write", _WHOLE[1]
        )


@contextmanager
def opened_archive(stream: IO[bytes], shown: str) -> Generator[Archive]:
    """Yields the archive of a workbook, its sizes checked.

    Raises:
        SourceError: if it is no archive, or one that would swell beyond all limits.
    """
    head = stream.read(len(_OLE))
    stream.seek(0)
    if head == _OLE:
        raise SourceError(
            shown,
            "is encrypted, or of the old binary format",
            "an open .xlsx or .xlsm",
            "Save it without a password as .xlsx.",
        )
    try:
        file = zipfile.ZipFile(stream)
    except (*_DAMAGED, ValueError, LookupError) as error:
        raise SourceError(shown, f"is no workbook: {error}", *_WHOLE) from None
    with file:
        entries = file.infolist()
        _check_limits(shown, entries)
        yield Archive(shown, file, frozenset(entry.filename for entry in entries))


def _check_limits(shown: str, entries: list[zipfile.ZipInfo]) -> None:
    size = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    names = {entry.filename.lower().replace("\\", "/") for entry in entries}
    refusals = (
        (len(entries) > MOST_ENTRIES, f"holds {len(entries):,} parts"),
        (size > MOST_BYTES, f"unpacks to {size:,} bytes"),
        (
            size > FREE_BYTES and size > MOST_RATIO * packed,
            f"unpacks {size // max(packed, 1):,} fold",
        ),
        (len(names) < len(entries), "holds a part twice"),
        (any(entry.flag_bits & 1 for entry in entries), "is encrypted"),
        (any(entry.header_offset < 0 for entry in entries), "is no workbook: it lies"),
        (
            any(entry.compress_type not in _METHODS for entry in entries),
            "is compressed otherwise than by deflate",
        ),
    )
    for is_refused, read in refusals:
        if is_refused:
            raise SourceError(
                shown,
                read,
                f"a workbook of at most {MOST_ENTRIES:,} parts and {MOST_BYTES:,} "
                "bytes unpacked",
                "Save it anew from a spreadsheet.",
            )
