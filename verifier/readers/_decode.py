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
# What web pages declare; `iso-8859-1` means windows-1252 there. Source: WHATWG
# Encoding Standard, section 4.2.
_DECLARED = {
    **{f"windows-{n}": f"cp{n}" for n in range(1250, 1259)},
    **{f"cp{n}": f"cp{n}" for n in (866, *range(1250, 1259))},
    **{f"iso-8859-{n}": f"iso8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15)},
    **dict.fromkeys(("iso-8859-1", "latin1", "us-ascii", "ascii"), "cp1252"),
    **{name: name for name in ("koi8-r", "koi8-u", "gbk", "gb18030", "big5")},
    **{name: name for name in ("shift-jis", "euc-jp", "euc-kr", "ibm866")},
}
_SAVE_AS = "Save the report as UTF-8."


def decode(
    content: bytes, path: str, declared: str = "", most: int = MOST_BYTES
) -> str:
    """Returns the text of a report: UTF-8, or what its byte order mark says.

    The mark is not part of the text.

    Args:
        content: the file.
        path: as the user gave it.
        declared: encoding that the file itself declares, for one without a mark.
        most: bytes that a report of this format may have.

    Raises:
        ReportError: for other encodings, and for what is longer.
    """
    if len(content) > most:
        raise ReportError(
            path,
            f"the report has {len(content):,} bytes",
            f"at most {most:,}",
            "Split it, or move its data to files of their own.",
        )
    usual = _DECLARED.get(declared.replace("_", "-"), "utf-8")
    encoding = next((name for mark, name in _BOMS if content.startswith(mark)), usual)
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
