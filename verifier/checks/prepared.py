"""Cases as rules look at them: sums united, with what their sections say ahead.

A semicolon before a pronoun is read as a comma: what follows goes on with its subject.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.checks.sentences import sentence_round
from verifier.checks.united import unite
from verifier.languages import words
from verifier.model.case import Sentence
from verifier.model.report import PassageKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verifier.model.case import Case
    from verifier.model.report import Passage, Report

_PROSE = frozenset({PassageKind.PARAGRAPH, PassageKind.ITEM})
_DOTS = str.maketrans("İı", "Ii")
_GOES_ON = re.compile(  # EMEA is the smallest; it came to 5
    rf";(?=\s+(?:{'|'.join(sorted(words('sentence.going_on')))})\s)", re.IGNORECASE
)
_MOST = 8  # passages of a section that may tell what it is of
_LONGEST = 2000  # letters of one that are looked at


def prepared(cases: Iterable[Case], report: Report) -> Iterator[Case]:
    """Yields cases whose sums of several groups are one, each with `ahead`.

    Their sentences have plain letters, and commas where a pronoun goes on.
    """
    ahead = openings_of(report.passages)
    for case in cases:
        told = ahead.get(case.sentence.headings, "")
        text = _GOES_ON.sub(",", case.sentence.text)
        sentence = replace(case.sentence, text=text, ahead=told)
        sentence = with_plain_letters(sentence)
        yield unite(replace(case, sentence=sentence))


def with_plain_letters(sentence: Sentence) -> Sentence:
    """Returns a sentence without letters that expressions take for an `i`.

    Folded they are none, so that no table has the words with them: `Aprİl`.
    """
    texts = (sentence.text, sentence.context, sentence.ahead, *sentence.headings)
    if not any(letter in text for letter in "İı" for text in texts):
        return sentence
    return replace(
        sentence,
        text=sentence.text.translate(_DOTS),
        context=sentence.context.translate(_DOTS),
        ahead=sentence.ahead.translate(_DOTS),
        headings=tuple(text.translate(_DOTS) for text in sentence.headings),
    )


def openings_of(passages: Iterable[Passage]) -> dict[tuple[str, ...], str]:
    """Returns headings → the sentences without figures of the first prose below them.

    Example:
        >>> from verifier.model.report import Passage
        >>> text = "Only won deals are meant here. It was 5."
        >>> openings_of([Passage(text, (), headings=("EMEA",))])
        {('EMEA',): 'Only won deals are meant here. It was 5.'}
    """
    seen: dict[tuple[str, ...], list[str]] = {}
    for passage in passages:
        texts = seen.setdefault(passage.headings, [])
        if len(texts) < _MOST and passage.kind in _PROSE:
            texts.append(_without_figures(passage))
    return {headings: " ".join(texts) for headings, texts in seen.items()}


def _without_figures(passage: Passage) -> str:
    """Returns the sentences of a passage in which no claim is linked."""
    text = passage.text[:_LONGEST]
    figures = [(link.start, link.end) for link in passage.links]
    for start, end in figures:
        if end <= len(text):
            said = sentence_round(Sentence(text, start, end)).text
            text = text.replace(said, " " * len(said))
    return text
