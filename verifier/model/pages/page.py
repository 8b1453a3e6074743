"""A page: what people read about a reason or a finding."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import fill
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verifier.model.reason import Status

_WIDTH = 80
_INDENT = "    "


@dataclass(frozen=True, slots=True)
class Page:
    """What a code means, as `verifier rule CODE` prints it.

    Attributes:
        code: stable for ever: a code is never given to another meaning.
        name: the word of the specification, kebab-case.
        status: the verdict that it gives; None for a finding.
        finds: what it notices.
        matters: why that is worth a reader's time.
        remedy: what to do.
        example: a report's lines, and what is said of them.
    """

    code: str
    name: str
    status: Status | None
    finds: str
    matters: str
    remedy: str
    example: str

    def __str__(self) -> str:
        kind = self.status.value if self.status else "finding"
        example = "\n".join(f"    {line}".rstrip() for line in self.example.split("\n"))
        return (
            f"{self.name} ({self.code}, {kind})\n\n"
            f"What it finds\n{_wrap(self.finds)}\n\n"
            f"Why it matters\n{_wrap(self.matters)}\n\n"
            f"What to do\n{_wrap(self.remedy)}\n\n"
            f"Example\n{example}\n"
        )


def _wrap(text: str) -> str:
    return fill(
        text,
        width=_WIDTH,
        initial_indent=_INDENT,
        subsequent_indent=_INDENT,
        break_long_words=False,
        break_on_hyphens=False,
    )
