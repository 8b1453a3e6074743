"""One pass over the bytes of a text file: digest and encoding."""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

from verifier.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_LINE = 4 * 1024**2

_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NO_TEXTS = ("unicode-escape", "raw-unicode-escape", "punycode", "idna", "utf-7")
_WIDE = ("utf-16", "utf-32")
_ASCII = bytes(range(128))
_UNDEFINED = {"cp1251": b"\x98", "cp1252": b"\x81\x8d\x8f\x90\x9d"}
_HIGH_RUN = re.compile(rb"[\xa8\xb8\xc0-\xff]{2,}")
_CYRILLIC_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class ByteScan:
    """What the bytes of a file say.

    Attributes:
        digest: `sha256:…` of all bytes.
        size: number of bytes.
        encoding: name of a Python codec that reads all of it.
        shown_encoding: the name that the user is shown.
        guessed: whether the encoding was chosen by the statistics of its letters.
        quotes: number of `"` bytes.
        line_ends: numbers of CR LF, of LF alone, and of CR alone.
    """

    digest: str
    size: int
    encoding: str
    shown_encoding: str
    guessed: bool
    quotes: int
    line_ends: tuple[int, int, int]


@dataclass(slots=True)
class _Tally:
    """Running counts of one pass."""

    size: int = 0
    high: int = 0
    runs: int = 0
    quotes: int = 0
    both: int = 0
    line_feeds: int = 0
    returns: int = 0
    last: int = 0
    line: int = 0
    is_utf8: bool = True
    first_nul: int = -1
    has_nul: bool = False
    undefined: set[str] = field(default_factory=set[str])

    def add(self, chunk: bytes) -> None:
        """Counts one chunk; CR LF may lie across two."""
        if self.first_nul < 0 and (found := chunk.find(0)) >= 0:
            self.first_nul = self.size + found
        self.size += len(chunk)
        self.quotes += chunk.count(b'"')
        across = self.last == ord("\r") and chunk.startswith(b"\n")
        self.both += chunk.count(b"\r\n") + across
        self.line_feeds += chunk.count(b"\n")
        self.returns += chunk.count(b"\r")
        self.last = chunk[-1]
        end = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
        self.line = self.line + len(chunk) if end < 0 else len(chunk) - end
        if not chunk.isascii():
            self.high += len(chunk.translate(None, _ASCII))
            self.runs += sum(map(len, _HIGH_RUN.findall(chunk)))
            for encoding, missing in _UNDEFINED.items():
                if any(byte in chunk for byte in missing):
                    self.undefined.add(encoding)


def scan_bytes(chunks: Iterable[bytes], shown: str, declared: str) -> ByteScan:
    """Returns digest and encoding of a text file.

    Args:
        chunks: the bytes in order; none is empty.
        shown: the path as the user knows it.
        declared: the encoding that the user states, or empty.

    Raises:
        SourceError: if no encoding that we know reads the bytes.
    """
    digest = hashlib.sha256()
    tally = _Tally()
    decoder: codecs.IncrementalDecoder | None = None
    mark = ""
    for chunk in chunks:
        if decoder is None:
            mark = _mark_of(chunk)
            decoder = _decoder(declared or mark or "utf-8", shown)
        digest.update(chunk)
        tally.add(chunk)
        _decode(decoder, chunk, tally)
        if tally.line > LONGEST_LINE:
            _refuse_line(shown)
    if decoder is not None:
        _decode(decoder, b"", tally)
    encoding = _settle(tally, declared, mark, shown)
    shown_encoding = "utf-8" if encoding == "utf-8-sig" and not mark else encoding
    return ByteScan(
        f"sha256:{digest.hexdigest()}",
        tally.size,
        encoding,
        "utf-8 with byte order mark"
        if mark == encoding == "utf-8-sig"
        else (shown_encoding),
        not declared and not mark and not tally.is_utf8,
        tally.quotes,
        (tally.both, tally.line_feeds - tally.both, tally.returns - tally.both),
    )


def _mark_of(head: bytes) -> str:
    return next((name for mark, name in _MARKS if head.startswith(mark)), "")


def _decoder(name: str, shown: str) -> codecs.IncrementalDecoder:
    try:
        "a".encode(name)
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        found = None
    if found is None or found.name.replace("_", "-") in _NO_TEXTS:
        raise SourceError(
            shown,
            f"is declared to be encoded as {name[:40]!r}",
            "an encoding such as utf-8, utf-16, cp1251 or cp1252",
            "Correct the declared encoding.",
        )
    return codecs.getincrementaldecoder(name)()


def _decode(decoder: codecs.IncrementalDecoder, chunk: bytes, tally: _Tally) -> None:
    if not tally.is_utf8:
        return
    try:
        tally.has_nul |= "\0" in decoder.decode(chunk, final=not chunk)
    except UnicodeError:
        tally.is_utf8 = False


def _settle(tally: _Tally, declared: str, mark: str, shown: str) -> str:
    """Returns the encoding; `is_utf8` says whether the one we tried reads all.

    Raises:
        SourceError: if the text holds NUL, or the encoding that we must take fails.
    """
    tried = declared or mark or "utf-8"
    if tally.has_nul and tried.lower().startswith(_WIDE):
        raise SourceError(
            shown,
            f"holds NUL where it is read as {tried}",
            "text",
            "Save it as UTF-8, or declare the encoding in which it was saved.",
        )
    if tally.first_nul >= 0 and not tried.lower().startswith(_WIDE):
        raise SourceError(
            f"{shown}, byte {tally.first_nul + 1}",
            "holds a NUL byte",
            "text",
            "Save it as UTF-8, or declare its encoding (utf-16-le, utf-16-be).",
        )
    if tally.is_utf8:
        return "utf-8-sig" if tried.lower() in ("utf-8", "utf8") and mark else tried
    if declared or mark:
        raise SourceError(
            shown,
            f"its bytes are no {tried}",
            f"text in {tried}",
            "Declare the encoding in which it was saved.",
        )
    is_cyrillic = tally.runs >= _CYRILLIC_SHARE * tally.high
    likely = ("cp1251", "cp1252") if is_cyrillic else ("cp1252", "cp1251")
    for encoding in likely:
        if encoding not in tally.undefined:
            return encoding
    raise SourceError(
        shown,
        "its bytes are no text in UTF-8, cp1251 or cp1252",
        "text",
        "Save it as UTF-8, or declare its encoding.",
    )


def _refuse_line(shown: str) -> NoReturn:
    raise SourceError(
        shown,
        f"holds a line of more than {LONGEST_LINE:,} bytes",
        "text with lines",
        "Check that it is a text file.",
    )
