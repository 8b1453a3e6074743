"""The one number convention of a report, and where its statement is in doubt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier.figures import find_convention, find_language, named_convention
from verifier.model.report import PassageKind

if TYPE_CHECKING:
    from verifier.model.quantity import Convention, Mention
    from verifier.model.report import Report

_CYRILLIC = frozenset(("ru", "uk", "be", "bg", "kk"))
_ENGLISH_WORDS = frozenset(("the", "of", "and", "we", "were", "with", "from", "our"))
_NUMERAL = re.compile(r"[0-9](?:[0-9.,'’\u00a0\u202f\u2009 ](?=[0-9])|[0-9])*")
_ONE_MARK = re.compile(r"[1-9][0-9]{0,2}([.,])[0-9]{3}")


def convention_of(report: Report) -> Convention:
    """Returns the one number convention of a report.

    Front matter states it, else its unambiguous figures do, else its language.
    """
    stated = named_convention(report.numbers) if report.numbers else None
    if stated:
        return stated
    texts = _prose(report)
    return find_convention(texts, report.language or find_language(texts))


def is_doubtful(report: Report) -> bool:
    """Returns whether a report's text contradicts the convention that it states.

    So do its unambiguous figures, else its words, where they are English ones and the
    stated decimal sign is a comma.
    """
    stated = named_convention(report.numbers) if report.numbers else None
    if stated is None:
        return False
    texts = _prose(report)
    language = "en" if _is_english(texts, stated.language) else stated.language
    return find_convention(texts, language).decimal != stated.decimal


def may_be_grouped(mention: Mention, convention: Convention) -> tuple[str, str] | None:
    """Returns what to say of a number whose decimal sign may group its digits."""
    found = _NUMERAL.search(mention.text)
    numeral = _ONE_MARK.fullmatch(found[0]) if found else None
    if numeral is None or numeral[1] != convention.decimal:
        return None
    message = (
        f"the report states {convention.decimal!r} as its decimal sign, and is written "
        f"otherwise: {numeral[0]!r} may be a whole number in groups of three digits"
    )
    advice = (
        "Correct `numbers:` in the front matter, or write the number without doubt."
    )
    return message, advice


def _prose(report: Report) -> list[str]:
    unread = (PassageKind.OTHER, PassageKind.HIDDEN)
    return [p.text for p in report.passages if p.kind not in unread]


def _is_english(texts: list[str], stated: str) -> bool:
    """Returns whether texts that state a language's convention are English instead."""
    if find_language(texts) != "en":
        return False
    if stated == "en" or stated in _CYRILLIC:
        return True
    return any(
        word in _ENGLISH_WORDS for text in texts for word in text.lower().split()
    )
