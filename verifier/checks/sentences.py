"""The one sentence round a figure, with the other figures that stand in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from verifier.languages import alternatives, compiled

if TYPE_CHECKING:
    from verifier.model.case import Sentence

_END = re.compile(r"[.!?…][\"'»”)\]]*\s+(?=[\"'«“(\[]*[A-ZА-ЯЁ0-9])|\n\s*\n|[;•]\s")
_SHORT = compiled(rf"(?:\b(?:{alternatives('sentences.short')}))\.$")
_UNIT = compiled(  # these may end a sentence
    rf"(?:\b(?:{alternatives('sentences.units')}))\.$"
)
_INITIAL = re.compile(r"(?<!\w)[A-ZА-ЯЁ]\.$")
_NEXT_INITIAL = re.compile(r"[A-ZА-ЯЁ]\.")
_LED = re.compile(  # no name stands before the letters
    r"(?:^|(?<!\w)[^\WA-ZА-ЯЁ]\w*\W+|[.!?…,(:—–]\s+)(?:[A-ZА-ЯЁ]\.\s+)*[A-ZА-ЯЁ]\.$"
)
_LETTERED = compiled(rf"\b(?:{alternatives('sentences.lettered')})\s+[^\W\d_]\.$")
_LOOK_BACK = 64


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
    ends = _ends(sentence.text)
    before = bisect_right(ends, sentence.start, key=itemgetter(1))
    behind = bisect_left(ends, sentence.end, key=itemgetter(0))
    first = ends[before - 1][1] if before else 0
    last = ends[behind][1] if behind < len(ends) else len(sentence.text)
    here = (sentence.start, sentence.end)
    near = sentence.figures[
        bisect_left(sentence.figures, (first, 0)) : bisect_left(
            sentence.figures, (last, 0)
        )
    ]
    inside = {here, *(figure for figure in near if figure[1] <= last)}
    return Clause(
        sentence.text[first:last],
        sentence.start - first,
        sentence.end - first,
        tuple(sorted((start - first, end - first) for start, end in inside)),
    )


def sentences_of(text: str) -> list[str]:
    """Returns the sentences of a text, in order.

    Example:
        >>> sentences_of("We won 3. It was by J. R. Smith. ")
        ['We won 3. ', 'It was by J. R. Smith. ']
    """
    cuts = [0, *(end for _, end in _ends(text)), len(text)]
    return [text[first:last] for first, last in pairwise(cuts) if text[first:last]]


@lru_cache(maxsize=16)
def _ends(text: str) -> tuple[tuple[int, int], ...]:
    """Returns where sentences of a passage end and the next ones begin, in order.

    Kept for the passage's other figures: a passage may have thousands of sentences.
    """
    return tuple(
        found.span() for found in _END.finditer(text) if not _is_short(text, found)
    )


def _is_short(text: str, found: re.Match[str]) -> bool:
    """Returns whether the stop is that of an abbreviation."""
    stop = found.start() + len(found.group().rstrip())
    seen = text[max(0, stop - _LOOK_BACK) : stop].rstrip()
    if _INITIAL.search(seen):
        return _is_of_a_name(seen, text, found.end())
    before = seen[-12:]
    if _UNIT.search(before) and text[found.end() : found.end() + 1].isupper():
        return False
    return _SHORT.search(before) is not None


def _is_of_a_name(seen: str, text: str, after: int) -> bool:
    """Returns whether a letter with a stop is part of a name that goes on.

    Of `Smith J. R.` the last one may end a sentence, of `J. R. Smith` it does not; the
    one of `plan B.` does.
    """
    if _LETTERED.search(seen):
        return False
    return bool(_NEXT_INITIAL.match(text, after) or _LED.search(seen))
