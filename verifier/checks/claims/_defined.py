"""Words that a report explains: `"open" means not yet closed`, `revenue (paid)`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier.checks.stems import tokens_of
from verifier.model.report import PassageKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.report import Report

_MOST_WORDS = 3  # of a term
_MEANS = (
    r"\s*(?:[—–=:]|-\s|(?:here\s+|always\s+|везде\s+|здесь\s+)?"
    r"(?:means?|is|are|refers?|stands?|counts?|covers?|это|означа\w+|счита\w+|"
    r"понима\w+|значит)\b)"
)
_QUOTED = re.compile(rf"[\"“«„']([^\"”»“']{{2,40}})[\"”»“']{_MEANS}", re.IGNORECASE)
_MARKED = re.compile(rf"(?<![\w*_])([*_]{{1,3}})([^*_\n]{{2,40}})\1{_MEANS}")
_CALLED = re.compile(
    r"\b(?:by|under|call\w*|под|назыв\w+)\s+[\"“«„']?([\w-]{1,40}(?:\s[\w-]{1,40})?)[\"”»“']?\s+"
    r"(?:we\s+mean|понима\w+|име\w+\s+в\s+виду)",
    re.IGNORECASE,
)
_DEFINED = re.compile(
    r"\b((?:[^\W\d_][\w-]{1,40}\s+)?[^\W\d_][\w-]{1,40})\s+(?:is\s+defined\s+as|means\b|везде\s+считаем|считаем\s+как)",
    re.IGNORECASE,
)
_EXPLAINED = re.compile(
    r"(?<![\w-])([^\W\d_][\w-]{1,40})(?:\s+[^\W\d_]+)?\s+\([^()]{1,80}\)"
)


def defined_in(report: Report) -> frozenset[str]:
    """Returns the stems of the words that a report explains.

    Example:
        >>> from verifier.model.report import Passage, Report
        >>> text = 'A deal is "open" here. "Won" means Closed Won.'
        >>> sorted(defined_in(Report("r.md", text, (Passage(text, ()),))))
        ['won']
    """
    found: set[str] = set()
    for words in _terms(report):
        tokens = tokens_of(words)
        if len(tokens) <= _MOST_WORDS:
            found |= {token.stem for token in tokens}
    return frozenset(found)


def _terms(report: Report) -> Iterator[str]:
    for passage in report.passages:
        if passage.kind not in {PassageKind.PARAGRAPH, PassageKind.ITEM}:
            continue
        yield from (m[1] for m in _QUOTED.finditer(passage.text))
        yield from (m[1] for m in _CALLED.finditer(passage.text))
        yield from (m[1] for m in _DEFINED.finditer(passage.text))
        yield from (m[1] for m in _EXPLAINED.finditer(passage.text))
    yield from (m[2] for m in _MARKED.finditer(report.text))
