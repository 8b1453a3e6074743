"""Numbers in code, images and HTML: no prose, yet not to be lost in silence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier.languages import words as words_of
from verifier.model.report import Passage, PassageKind, Remark
from verifier.readers._stretch import Stretch, cut
from verifier.readers.markdown.prose import read_stretch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verifier.model.lines import LineTable
    from verifier.readers.markdown.blocks import Block

_SIGNS = frozenset("%‰$€£¥₽₹₴₸₺₩")
_SCALES = words_of("figures.aside_scales")
_MOST_WORDS = 4
_LONGEST_QUOTE = 60
_BEFORE_NUMBER = "~≈<>≤≥(+-−–"
_TEXT_LANGUAGES = frozenset({"", "text", "txt", "plain", "plaintext", "output"})
_LINE = re.compile(r"[^\r\n]+")
# `$1` of a shell or a query, the remainder `x % 2` and `7%3`
_NO_FIGURES_IN_PROGRAMS = re.compile(r"\$[0-9](?![0-9.,])|\s%\s|%(?=\d)")


def states_a_figure(stretch: Stretch) -> bool:
    """Returns whether code or an image's text holds a number with unit, % or currency.

    Example:
        >>> texts = ("12.4%", "$4.1M", "12 days", "F2:F412")
        >>> [states_a_figure(Stretch(text, ())) for text in texts]
        [True, True, True, False]
    """
    text = stretch.text
    if any(_beside_digit(text, n) for n, sign in enumerate(text) if sign in _SIGNS):
        return True
    words = text.split()
    first = words[0].lstrip(_BEFORE_NUMBER) if words else ""
    if not first[:1].isdecimal() or len(words) > _MOST_WORDS:
        return False
    tail = first.lstrip("0123456789.,\u00a0\u202f").rstrip(".").lower()
    has_unit = len(words) > 1 and words[1][0].isalpha() and not tail
    return has_unit or tail in _SCALES


def aside(stretch: Stretch, headings: tuple[str, ...]) -> Passage:
    """Returns a stretch that is no prose as a passage, to be listed."""
    return Passage(stretch.text, stretch.pieces, PassageKind.OTHER, headings=headings)


def remark_on(passages: Sequence[Passage], lines: LineTable) -> Remark:
    """Returns what a reader should know of figures of one block that are no prose."""
    first, more = passages[0], len(passages) - 1
    line, column = lines.place(first.pieces[0].origin_start)
    shown = first.text.strip()
    if len(shown) > _LONGEST_QUOTE:
        shown = shown[:_LONGEST_QUOTE] + "…"
    others = f" and {more} more" if more else ""
    return Remark(
        "figure-outside-prose",
        f"{shown!r}{others}: code, HTML or an image's text, which no claim can cite",
        line,
        column,
    )


def stretches_of_code(block: Block, source: str) -> Iterator[Stretch]:
    """Yields the lines of a code block that state a figure, whatever its language."""
    language = next(iter(block.opening.text.split(maxsplit=1)), "")
    yield from figures_in_code(read_stretch(block.tokens, source), language)


def figures_in_code(code: Stretch, language: str) -> Iterator[Stretch]:
    """Yields the lines of a text in a language that state a figure."""
    is_text = language.lower() in _TEXT_LANGUAGES
    states = states_a_figure if is_text else _states_in_program
    yield from filter(states, lines_in(code))


def stretches_before_claims(block: Block, source: str) -> Iterator[Stretch]:
    """Yields the lines with figures above the first claim of a block of evidence."""
    for line in lines_in(read_stretch(block.tokens, source)):
        if line.text.startswith("["):
            return
        if states_a_figure(line):
            yield line


def _states_in_program(line: Stretch) -> bool:
    """Returns whether a line of a program states a figure: not `$1`, `x % 2`."""
    if not any(map(str.isdecimal, line.text)):
        return False
    text = _NO_FIGURES_IN_PROGRAMS.sub(" ", line.text)
    return states_a_figure(Stretch(text, ()))


def lines_in(whole: Stretch) -> Iterator[Stretch]:
    """Yields the lines of a text that are not empty, each with its way back."""
    for found in _LINE.finditer(whole.text):
        yield cut(whole, *found.span())


def _beside_digit(text: str, place: int) -> bool:
    before = text[max(place - 2, 0) : place].rstrip(" \u00a0\u202f")
    after = text[place + 1 : place + 3].lstrip(" \u00a0\u202f-−")
    return before[-1:].isdecimal() or after[:1].isdecimal()
