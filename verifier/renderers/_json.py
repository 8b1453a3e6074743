"""JSON text that is safe to print and the same bytes each time."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_BASIC = 0xFFFF


def json_text(record: Mapping[str, object], indent: int | None = None) -> str:
    r"""Returns a record as JSON, in the order of its keys.

    Letters of every language stay as they are; characters that cannot be seen are
    escaped, which JSON reads back as the same text.

    Example:
        >>> json_text({"ключ": "a\u202eb"})
        '{"ключ": "a\\u202eb"}'
    """
    text = json.dumps(record, ensure_ascii=False, indent=indent)
    if text.isascii():
        return text.replace("\x7f", "\\u007f")
    return "".join(map(_escaped, text))


def _escaped(character: str) -> str:
    if character == "\n" or unicodedata.category(character) not in _HIDDEN:
        return character
    code = ord(character)
    if code <= _BASIC:
        return f"\\u{code:04x}"
    code -= _BASIC + 1  # a surrogate pair, RFC 8259 section 7
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
