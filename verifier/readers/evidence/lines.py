"""Lines of evidence, each with its place in the report."""

from __future__ import annotations

import re
from dataclasses import dataclass

from verifier.model.claim import Flaw
from verifier.model.reason import Reason

LONGEST_QUOTE = 60

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A line of an evidence block.

    Attributes:
        text: without its line end, and without what a list or quotation puts before.
        line: 1-based line in the report.
        column: 1-based column in the report of the text's first character.
        part: that the line stands in, where a report has parts: `paragraph 7`.
    """

    text: str
    line: int
    column: int = 1
    part: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in the line."""
        return not self.text.strip()

    @property
    def is_indented(self) -> bool:
        """Whether the line begins with a blank and holds something."""
        return self.text[:1] in {" ", "\t"} and not self.is_blank

    def flaw(self, message: str, offset: int = 0) -> Flaw:
        """Returns what is wrong with the line, at an offset into its text."""
        column = self.column + offset
        return Flaw(
            Reason.UNREADABLE_CLAIM,
            f"{self.part or f'line {self.line}'}, column {column}: {message}",
            self.line,
            column,
        )


def lines_of(text: str, first_line: int) -> tuple[EvidenceLine, ...]:
    """Returns the lines of a text that begins at a line of the report."""
    lines = _LINE_END.split(text)
    return tuple(EvidenceLine(line, first_line + n) for n, line in enumerate(lines))


def quoted(text: str) -> str:
    """Returns a text in quotes for a message, cut where it is long.

    Example:
        >>> quoted("a b"), len(quoted("x" * 1000))
        ("'a b'", 63)
    """
    return repr(text) if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]!r}…"
