"""The one sentence round a figure, with the other figures that stand in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verifier.model.case import Sentence

_END = re.compile(r"[.!?…][\"'»”)\]]*\s+(?=[\"'«“(\[]*[A-ZА-ЯЁ0-9])|\n\s*\n|[;•]\s")
_SHORT = re.compile(
    r"(?:\b(?:vs|approx|incl|excl|no|fig|inc|ltd|co|corp|mr|ms|dr|st|e\.g|i\.e|cf|ca"
    r"|г|гг|руб|коп|тыс|млн|млрд|кв|шт|чел|ок|прибл|т\.е|т\.д|напр|см|рис|стр))\.$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence.

    Attributes:
        text: its words.
        start: offset of the figure in it, inclusive.
        end: exclusive.
        figures: offsets of all figures in it, in order.
    """

    text: str
    start: int
    end: int
    figures: tuple[tuple[int, int], ...]

    @property
    def place(self) -> int:
        """Which of the figures it is, from 0."""
        return self.figures.index((self.start, self.end))


def sentence_round(sentence: Sentence) -> Clause:
    """Returns the sentence of a passage in which the figure stands.

    Example:
        >>> from verifier.model.case import Sentence
        >>> text = "We won 3 deals. EMEA had 2 of them. APAC had 1."
        >>> sentence_round(Sentence(text, 25, 26, ((7, 8), (25, 26), (45, 46)))).text
        'EMEA had 2 of them. '
    """
    first, last = 0, len(sentence.text)
    for found in _END.finditer(sentence.text):
        if _SHORT.search(sentence.text[: found.end()].rstrip()[-12:]):
            continue
        if found.end() <= sentence.start:
            first = found.end()
        elif found.start() >= sentence.end:
            last = found.end()
            break
    here = (sentence.start, sentence.end)
    inside = {here, *(f for f in sentence.figures if first <= f[0] and f[1] <= last)}
    return Clause(
        sentence.text[first:last],
        sentence.start - first,
        sentence.end - first,
        tuple(sorted((start - first, end - first) for start, end in inside)),
    )
