"""A cited file is easily misread.

Finds: what the reader of a source noticed while it read the cited sheet: numbers
stored as text, blank or ragged lines, duplicate headers, dates that may be read two
ways, error cells, formulas without a stored value, hidden rows.

Why it matters: a figure computed from such cells can be right by the arithmetic and
wrong by the meaning, and whoever wrote the report may have read the cells otherwise.

What to do: look at the cells that the message names, and mend the file or say in the
report how they were read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.place import Place
from verifier.checks.rule import Rule, Subject
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.verdict import Finding

RULE = Rule("D001", "easily-misread-source", Level.WARNING)

PASSES = ("Won [3](#c1).\n\n```claims\n[c1] deals!A2:A4\n= COUNTA(A2:A4)\n```\n",)
FAILS = ("Won [3](#c1).\n\n```claims\n[c1] troubled!A2:A4\n= COUNTA(A2:A4)\n```\n",)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every trouble of a cited sheet."""
    for code, message, sheet in subject.troubles:
        yield RULE.finding(f"{sheet}: {code}: {message}", Place(cells=(sheet,)))
