"""JSON text that is safe to print and the same bytes each time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from verifier.model.visible import is_unseen

if TYPE_CHECKING:
    from collections.abc import Mapping

_BASIC = 0xFFFF
_MARKUP = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\x7f"})


def json_text(record: Mapping[str, object], indent: int | None = None) -> str:
    r"""Returns a record as JSON, in the order of its keys.

    Letters of every language stay as they are; characters that cannot be seen are
    escaped, which JSON reads back as the same text. So are those that would end a
    script in a page or speak to a build system from its log.

    Example:
        >>> json_text({"ключ": "a\u202eb"})
        '{"ключ": "a\\u202eb"}'
        >>> json_text({"text": "</script>"})
        '{"text": "\\u003c/script\\u003e"}'
    """
    text = json.dumps(record, ensure_ascii=False, indent=indent)
    text = text.translate(_MARKUP).replace("##", "#\\u0023")
    if text.isascii():
        return text
    return "".join(map(_escaped, text))


def _escaped(character: str) -> str:
    if character == "\n" or not is_unseen(character):
        return character
    code = ord(character)
    if code <= _BASIC:
        return f"\\u{code:04x}"
    code -= _BASIC + 1  # a surrogate pair, RFC 8259 section 7
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
