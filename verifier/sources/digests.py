"""A digest of cells that have no file: equal cells give equal digests."""

from __future__ import annotations

import hashlib
import sys
from array import array
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Sequence

_NONE = type(None)


def digest_of_columns(columns: Sequence[tuple[object, ...]]) -> str:
    """Returns the digest of columns, each with its name first.

    Example:
        >>> one, other = (("a", 1),), (("a", "1"),)
        >>> digest_of_columns(one) == digest_of_columns(other)
        False
    """
    digest = hashlib.sha256()
    for column in columns:
        for part in (column[:1], column[1:]):
            kind, content = _canonical(part)
            digest.update(f"{kind} {len(part)} {len(content)} ".encode() + content)
    return f"sha256:{digest.hexdigest()}"


def _canonical(values: tuple[object, ...]) -> tuple[str, bytes]:
    """Returns how values are written, and the bytes; numbers at once where alike."""
    kinds = set(map(type, values))
    blanks = bytes(value is None for value in values) if _NONE in kinds else b""
    kinds.discard(_NONE)
    if kinds == {float}:
        floats = cast("Sequence[float]", _filled(values, 0.0) if blanks else values)
        return "float", blanks + _bytes_of("d", floats)
    if kinds == {int}:
        wholes = cast("Sequence[int]", _filled(values, 0) if blanks else values)
        try:
            return "int", blanks + _bytes_of("q", wholes)
        except OverflowError:
            return "any", _shown(values)
    if kinds == {str}:
        texts = cast("Sequence[str]", _filled(values, "") if blanks else values)
        lengths = _bytes_of("q", list(map(len, texts)))
        return "str", blanks + lengths + "".join(texts).encode("utf-8", "surrogatepass")
    return "any", _shown(values)


def _filled(values: tuple[object, ...], blank: object) -> list[object]:
    return [blank if value is None else value for value in values]


def _bytes_of(code: str, numbers: Sequence[float]) -> bytes:
    """Returns numbers of eight bytes each, the same on every machine."""
    packed = array(code, numbers)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def _shown(values: tuple[object, ...]) -> bytes:
    pieces: list[bytes] = []
    for value in values:
        text = str(value).encode("utf-8", "surrogatepass")
        pieces.append(f"{type(value).__name__} {len(text)} ".encode() + text)
    return b"".join(pieces)
