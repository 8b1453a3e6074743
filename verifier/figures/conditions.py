"""Conditions that limit a figure to those that have some: `where a fee was charged`."""

from __future__ import annotations

import re

from verifier.languages import alternatives, compiled

_CONDITIONS = compiled(alternatives("conditions.limited"))
_DENIED = compiled(  # known is what is not blank; it may be zero
    alternatives("conditions.denied")
)
_TURNED = compiled(rf"(?:{alternatives('conditions.turned')})\s*$")
_CLAUSES = compiled(alternatives("conditions.clauses"))
_PRONOUNS = compiled(rf"\b(?:{alternatives('conditions.pronouns')})\b")
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
        >>> is_limited_to("Where a shop does have an overdue debt", "overdue_eur > 0")
        True
        >>> is_limited_to("Among homes that were fined at all", "fines_gbp > 0")
        True
        >>> is_limited_to("Among homes that were not fined", "fines_gbp > 0")
        False
        >>> is_limited_to("The delayed stays waited", "delay_days > 0")
        True
    """
    return _is_limited(_CONDITIONS, text, name, before)


def may_be_limited_to(text: str, name: str, before: str = "") -> bool:
    """Returns whether any condition of a text speaks of what is named.

    It may be one that takes them all, too, so that it only lets a limit pass.

    Args:
        text: of a sentence.
        name: what a column is called.
        before: what stands before the sentence, of which a pronoun may speak.

    Example:
        >>> may_be_limited_to("Where a van came back damaged, it cost 5", "damage")
        True
        >>> may_be_limited_to("The average damage was 5", "damage")
        False
    """
    is_limited = is_limited_to(text, name, before)
    return is_limited or _is_limited(_CLAUSES, text, name, before)


def conditions_in(text: str) -> tuple[str, ...]:
    """Returns what a text limits itself to, whatever it is of.

    Example:
        >>> conditions_in("Where a fee was charged, it was 5")
        ('a fee was charged',)
    """
    found = _CONDITIONS.finditer(text)
    return tuple(group for match in found for group in match.groups() if group)


def _is_limited(conditions: re.Pattern[str], text: str, name: str, before: str) -> bool:
    return any(
        _speaks_of(condition, f"{before} {text}", name)
        for found in conditions.finditer(text)
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
