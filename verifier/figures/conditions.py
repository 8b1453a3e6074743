"""Conditions that limit a figure to those that have some: `where a fee was charged`."""

from __future__ import annotations

import re

_DONE = (
    "charged|paid|taken|given|used|applied|levied|granted|collected|claimed|offered|"
    "received|bought|added|incurred|due|made|any|got|took|had|"
    "transferred|issued|awarded|imposed|billed|ordered|sold|booked"
)
_CONDITIONS = re.compile(
    rf"\b(?:where(?:ver)?|when(?:ever)?|if)\s+(?P<where>[^,;.:]{{2,60}}?\b(?:{_DONE}))\b|"
    r"\b(?:where(?:ver)?|when(?:ever)?|if)\s+there\s+(?:is|was|are|were)\s+"
    r"(?P<there>[^,;.:]{2,40})|"
    r"\b(?P<done>\w{3,20}ed\s+\w{2,20}s)\b|"
    r"\b(?:among|for|of|across|in)\s+(?:the\s+|all\s+)?\w+\s+(?:with|having)\s+"
    r"(?P<among>[^,;.:]{2,40})|"
    r"\b(?:those|ones|\w+s)\s+who\s+(?P<those>[^,;.:]{2,40})|"
    r"\bnon-?zero\s+(?P<nonzero>\w+)|"
    r"\b(?:где|когда|если|те(?:х|м)?,?\s+(?:кто|кому|у\s+кого))[\s,]+"
    r"(?P<ru>[^,;.:—–]{3,60})|"
    r"\b(?:среди|по)\s+\w+\s+со?\s+(?P<sredi>[^,;.:—–]{3,40})|"
    r"\b(?:при\s+наличии|ненулев\w+|платн\w+)\s+(?P<nonzero_ru>\w+)",
    re.IGNORECASE,
)
_DENIED = re.compile(  # known is what is not blank; it may be zero
    r"\b(?:no|not|none|never|without|zero|n't|known|recorded|reported|available|"
    r"не|без|нет|ни|ноль|нулев\w+|известн\w+|указанн\w+|заполненн\w+|"
    r"\w{2,}(?:ть|ться))\b|n['’]t\b",
    re.IGNORECASE,
)
_TURNED = re.compile(
    r"(?:even|including|also|даже|и\s+там,?|включая)\s*$", re.IGNORECASE
)
_PRONOUNS = re.compile(
    r"\b(?:it|one|them|any|её|ее|его|их|ею|им|такая|такой)\b", re.IGNORECASE
)
_BEGINNING, _SHORTEST = 4, 3  # letters that two forms of a word share; of a word
_BACK = 24  # letters before a condition


def is_limited_to(text: str, name: str, before: str = "") -> bool:
    """Returns whether a text limits itself to those that have some of what is named.

    Args:
        text: of a sentence.
        name: what a column is called.
        before: what stands before the sentence, of which a pronoun may speak.

    Example:
        >>> is_limited_to("Where insurance was taken, it cost 50", "insurance_eur")
        True
        >>> is_limited_to("Even where no insurance was taken", "insurance_eur")
        False
        >>> is_limited_to("Where there was a delay, it was 6 days", "delay_days > 0")
        True
        >>> is_limited_to("The delayed stays waited", "delay_days > 0")
        True
    """
    return any(
        _speaks_of(condition, f"{before} {text}", name)
        for found in _CONDITIONS.finditer(text)
        if not _TURNED.search(text[max(found.start() - _BACK, 0) : found.start()])
        for condition in filter(None, found.groups())
        if not _DENIED.search(condition)
    )


def _speaks_of(condition: str, text: str, name: str) -> bool:
    beginnings = _beginnings(name)
    if beginnings & _beginnings(condition):
        return True
    is_named = bool(beginnings & _beginnings(text))
    return is_named and _PRONOUNS.search(condition) is not None


def _beginnings(text: str) -> set[str]:
    words = re.findall(r"[^\W\d_]+", text.casefold().replace("ё", "е"))
    return {word[:_BEGINNING] for word in words if len(word) >= _SHORTEST}
