"""The archive of a Word document: its XML parts, read within limits."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.parsers import expat

from verifier.errors import ReportError

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_FILE = 100_000_000
MOST_ENTRIES = 10_000
MOST_PART = 100_000_000
MOST_RATIO = 300
FREE_BYTES = 10_000_000  # below this size nobody is hurt, whatever the ratio

_CHUNK = 256 * 1024
_OLE = b"\xd0\xcf\x11\xe0"
_WHOLE = ("a whole .docx file", "Save it anew from Word.")
# by what their addresses end with, or hold: strict and transitional files differ
_NAMESPACES = (
    ("wordprocessingml/", "w"),
    ("officeDocument/2006/math", "m"),
    ("officeDocument/math", "m"),
    ("markup-compatibility/2006", "mc"),
    ("wordprocessingDrawing", "wp"),
    ("officeDocument/2006/relationships", "r"),
    ("officeDocument/relationships", "r"),
)


@dataclass(frozen=True, slots=True)
class Archive:
    """The open archive of a document.

    Attributes:
        shown: its path as the user knows it.
        file: the archive.
    """

    shown: str
    file: zipfile.ZipFile

    def has(self, part: str) -> bool:
        """Returns whether there is such a part."""
        return part in self.file.NameToInfo

    def parse(
        self,
        part: str,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        """Walks through the XML of a part; names are such as `w:p` and `w:val`.

        Raises:
            ReportError: if the part is missing, broken, or declares entities.
        """
        if not self.has(part):
            raise ReportError(self.shown, f"it lacks its part {part}", *_WHOLE)
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        names: dict[str, str] = {}

        def started(name: str, attributes: dict[str, str]) -> None:
            start(
                _short(name, names),
                {_short(key, names): value for key, value in attributes.items()},
            )

        def ended(name: str) -> None:
            if end is not None:
                end(_short(name, names))

        parser.StartElementHandler = started
        parser.EndElementHandler = ended
        parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        self._feed(part, parser)

    def _feed(self, part: str, parser: expat.XMLParserType) -> None:
        try:
            with self.file.open(part) as stream:
                while chunk := stream.read(_CHUNK):
                    parser.Parse(chunk)
                parser.Parse(b"", True)  # noqa: FBT003 - positional only
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise ReportError(
                self.shown, f"its part {part} is damaged: {error}", *_WHOLE
            ) from None
        except (expat.ExpatError, RuntimeError, ValueError) as error:
            raise ReportError(
                self.shown, f"its part {part} is no XML: {error}", *_WHOLE
            ) from None

    def _refuse_doctype(self, *_: object) -> None:
        raise ReportError(
            self.shown, "its XML declares entities", "a document without a DOCTYPE"
        )


def opened(content: bytes, shown: str) -> Archive:
    """Returns the archive of a document, its sizes checked.

    Raises:
        ReportError: if it is no archive, or one that would swell beyond all limits.
    """
    if content.startswith(_OLE):
        raise ReportError(
            shown,
            "it is encrypted, or of the old binary format",
            "an open .docx",
            "Save it without a password as .docx.",
        )
    if len(content) > MOST_FILE:
        raise ReportError(
            shown, f"it has {len(content):,} bytes", f"at most {MOST_FILE:,}"
        )
    try:
        file = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise ReportError(shown, f"it is no Word document: {error}", *_WHOLE) from None
    _check_limits(shown, file.infolist())
    return Archive(shown, file)


def relations_of(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """Returns what a part refers to: id → kind and target.

    Targets within the archive are names of parts, others are addresses.

    Raises:
        ReportError: if the list of relations is broken.
    """
    folder, name = posixpath.split(part)
    listed = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, tuple[str, str]] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] != "Relationship":
            return
        kind = attributes.get("Type", "").rpartition("/")[2]
        target = attributes.get("Target", "")
        if attributes.get("TargetMode") != "External":
            joined = posixpath.join("/", folder, target)
            target = posixpath.normpath(joined).lstrip("/")
        found[attributes.get("Id", "")] = (kind, target)

    if archive.has(listed):
        archive.parse(listed, start)
    return found


def _check_limits(shown: str, entries: list[zipfile.ZipInfo]) -> None:
    packed = sum(entry.compress_size for entry in entries)
    size = sum(entry.file_size for entry in entries)
    largest = max(
        (e.file_size for e in entries if e.filename[-4:] == ".xml"), default=0
    )
    names = {entry.filename.lower() for entry in entries}
    refusals = (
        (len(entries) > MOST_ENTRIES, f"it holds {len(entries):,} parts"),
        (largest > MOST_PART, f"a part of it unpacks to {largest:,} bytes"),
        (size > FREE_BYTES and size > MOST_RATIO * packed, "it unpacks too far"),
        (len(names) < len(entries), "it holds a part twice"),
        (any(entry.flag_bits & 1 for entry in entries), "it is encrypted"),
    )
    for is_refused, read in refusals:
        if is_refused:
            raise ReportError(
                shown,
                read,
                f"at most {MOST_ENTRIES:,} parts of {MOST_PART:,} bytes, each once",
                "Save it anew from Word.",
            )


def _short(name: str, names: dict[str, str]) -> str:
    """Returns a name with a short prefix for its namespace; remembers it."""
    if name not in names:
        address, _, local = name.rpartition(" ")
        prefix = next((p for part, p in _NAMESPACES if part in address), "")
        names[name] = f"{prefix}:{local}" if prefix else local
    return names[name]
