"""Cells of a sheet are merged.

Finds: merged ranges of a workbook.

Why it matters: only the first cell of a merged range has a value: the rows beside it
look empty to every formula and every reader.

What to do: unmerge the cells and write the value into each row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.rule import Place, Rule, Subject
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.verdict import Finding

RULE = Rule("D019", "merged-cells", Level.WARNING)

PASSES = ("Won [3](#c1).\n\n```claims\n[c1] deals!A2:A4\n= COUNTA(A2:A4)\n```\n",)
FAILS = ("Won [3](#c1).\n\n```claims\n[c1] merged!A2:A4\n= COUNTA(A2:A4)\n```\n",)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every sheet with merged cells."""
    for trouble in subject.troubles:
        if trouble.code == "merged-cells":
            cells = tuple(f"{trouble.sheet}!{cell}" for cell in trouble.cells)
            yield RULE.finding(
                f"{trouble.sheet}: {trouble.message}", Place(cells=cells)
            )
