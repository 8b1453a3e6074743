"""The report's line with carets under the figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.model.visible import visible
from verifier.renderers._visible import shorten, width

if TYPE_CHECKING:
    from verifier.model.report import Span
    from verifier.renderers._paint import Paint

_TAB = 4
_BEFORE = 0.6  # share of the window that stands before the figure


def snippet(text: str, span: Span, columns: int, paint: Paint) -> list[str]:
    """Returns the line of a figure with its number, and carets below the figure.

    Args:
        text: the whole report.
        span: the figure's place; carets of one that runs on end with its line.
        columns: of the terminal; a longer line is cut round the figure.
        paint: colours the carets.
    """
    line = _line_at(text, span.start)
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    before, marked, behind = (
        _shown(line[:start]),
        _shown(line[start:end]),
        _shown(line[end:]),
    )
    number = str(span.line)
    before, marked, behind = _window(
        before, marked, behind, columns - len(number) - len(" | ")
    )
    blank = " " * len(number)
    carets = " " * width(before) + paint("^" * max(1, width(marked)), "red")
    return [
        f"{blank} |",
        f"{number} | {before}{marked}{behind}".rstrip(),
        f"{blank} | {carets}",
    ]


def _line_at(text: str, start: int) -> str:
    """Returns the line that holds an offset; lines end as CommonMark says."""
    first = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    ends = [end for end in (text.find("\n", start), text.find("\r", start)) if end >= 0]
    return text[first : min(ends, default=len(text))]


def _shown(text: str) -> str:
    return visible(text.replace("\t", " " * _TAB))


def _window(before: str, marked: str, behind: str, room: int) -> tuple[str, str, str]:
    """Returns the three parts of a line, cut to the room that there is."""
    room = max(room, 20)
    if width(before) + width(marked) + width(behind) <= room:
        return before, marked, behind
    marked = shorten(marked, room - 2)
    left = room - width(marked)
    ahead = max(int(left * _BEFORE), left - width(behind))
    if width(before) > ahead:
        before = shorten(before[::-1], max(ahead, 1))[::-1]
    return before, marked, shorten(behind, max(left - width(before), 1))
