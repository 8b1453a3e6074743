"""The records of a part, and the numbers and texts in them.

Source: [MS-XLSB] 2.1.4 (records), 2.5.168 (XLWideString), 2.5.122 (RichStr).
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from verifier.sources.spreadsheets.book import Broken

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_TEXT = 32_767

_NULL = 0xFFFFFFFF


def records_of(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Yields number and bytes of each record.

    Raises:
        Broken: if the part ends within one.
    """
    at = 0
    while at < len(part):
        kind, at = _spread(part, at, 2)
        size, at = _spread(part, at, 4)
        body = part[at : at + size]
        if len(body) < size:
            raise Broken("a record is cut short")
        yield kind, body
        at += size


def wide_text(body: bytes, at: int) -> tuple[str, int]:
    """Returns a text, and where what follows it begins; no text is an empty one.

    Raises:
        Broken: if it ends too early, or is longer than a cell may be.
    """
    if at + 4 > len(body):
        raise Broken("a text is cut short")
    count = struct.unpack_from("<I", body, at)[0]
    if count == _NULL:
        return "", at + 4
    end = at + 4 + 2 * count
    if count > LONGEST_TEXT or end > len(body):
        raise Broken("a text is cut short, or longer than a cell may be")
    try:
        return body[at + 4 : end].decode("utf-16-le"), end
    except UnicodeDecodeError:
        raise Broken("a text holds half a character") from None


def _spread(part: bytes, at: int, most: int) -> tuple[int, int]:
    """Returns a number of seven bits a byte, and where what follows it begins.

    For the number of a record the first byte's eighth bit is kept, as the
    specification numbers them.

    Raises:
        Broken: if it ends too early, or takes too many bytes.
    """
    number = 0
    for place in range(most):
        if at >= len(part):
            raise Broken("a record is cut short")
        byte = part[at]
        at += 1
        number |= (byte & 0x7F) << (7 * place)
        if not byte & 0x80:
            return number, at
    if most == 2:  # noqa: PLR2004 - two bytes are all that a record's number has
        return number, at
    raise Broken("a size takes more than four bytes")
