"""Bytes of a report -> its text, or a clear refusal."""

from __future__ import annotations

import codecs
import re

from verifier.errors import ReportError

MOST_BYTES = 2_000_000
MOST_LINES = 50_000

_LINE_END = re.compile(r"\r\n|\r|\n")
_BOMS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAVE_AS = "Save the report as UTF-8."


def decode(content: bytes, path: str) -> str:
    """Returns the text of a report: UTF-8, or what its byte order mark says.

    The mark is not part of the text.

    Raises:
        ReportError: for other encodings, and for what is longer than 2 MB.
    """
    if len(content) > MOST_BYTES:
        raise ReportError(
            path,
            f"the report has {len(content):,} bytes",
            f"at most {MOST_BYTES:,}",
            "Split it, or move its data to files of their own.",
        )
    encoding = next((name for mark, name in _BOMS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReportError(
            path,
            f"byte {error.start + 1} cannot be read as {error.encoding}",
            "text in UTF-8",
            _SAVE_AS,
        ) from None
    if encoding == "utf-8" and content.count(0) * 4 > len(content):
        raise ReportError(path, "many of its bytes are zero", "text in UTF-8", _SAVE_AS)
    return text


def normalised(text: str, path: str) -> str:
    """Returns a text that can be read: no mark at its start, no NUL, no half signs.

    A NUL becomes U+FFFD, as CommonMark has it.

    Raises:
        ReportError: for a lone surrogate, and for more than 50 000 lines.

    Source: CommonMark 0.31.2, section 2.3.
    """
    surrogate = (
        next((n for n, sign in enumerate(text) if "\ud800" <= sign <= "\udfff"), None)
        if not text.isascii()
        else None
    )
    if surrogate is not None:
        raise ReportError(
            path,
            f"character {surrogate + 1} is half of a surrogate pair",
            "text that can be written in UTF-8",
            _SAVE_AS,
        )
    count = sum(1 for _ in _LINE_END.finditer(text))
    if count > MOST_LINES:
        raise ReportError(
            path, f"the report has {count:,} lines", f"at most {MOST_LINES:,}"
        )
    return text.removeprefix("\ufeff").replace("\0", "\ufffd")
