"""Names that stand in quotes: the Холдинг «Южный берег» is no Южный."""

from __future__ import annotations

import re
from functools import lru_cache

from verifier.checks.stems import tokens_of

_QUOTED = re.compile(r"«[^«»]{1,60}»|“[^“”]{1,60}”|\"[^\"]{1,60}\"")
_LONGEST_NAME = 6  # words


def begins_a_quoted_name(text: str, start: int, end: int) -> bool:
    """Returns whether words open a name of more of them that stands in quotes.

    Example:
        >>> begins_a_quoted_name("поля «Южный клин»", 6, 11)
        True
        >>> begins_a_quoted_name("район «Южный»", 7, 12)
        False
    """
    return any(
        opens < start < closes
        and not tokens_of(text[opens:start])
        and 0 < len(tokens_of(text[end:closes])) < _LONGEST_NAME
        for opens, closes in _spans(text)
    )


def without_quoted_names(text: str) -> str:
    """Returns a text without the names of several words that stand in quotes.

    Example:
        >>> without_quoted_names("Холдинг «Южный берег» и район «Южный»")
        'Холдинг   и район «Южный»'
    """
    return _QUOTED.sub(lambda name: " " if " " in name[0].strip() else name[0], text)


@lru_cache(maxsize=16)
def _spans(text: str) -> tuple[tuple[int, int], ...]:
    """Returns where names in quotes stand, kept for the text's other words."""
    return tuple(name.span() for name in _QUOTED.finditer(text))
