"""A cited file is easily misread.

Finds: what the reader of a source noticed while it read the cited sheet: blank or
ragged lines, duplicate headers, dates that may be read two ways, error cells, formulas
without a stored value, hidden rows.

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

_TOLD_BY_OTHERS = frozenset({"merged-cells", "text-numbers"})
_TOLD_IN_INSPECTIONS = frozenset(
    {
        *("duplicate-headers", "error-cells", "formula-not-computed", "hidden-rows"),
        "texts-among-numbers",
    }
)
"""Codes of which rules of their own tell more."""


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every trouble of a cited sheet."""
    is_inspected = any(region.use is None for region in subject.regions)
    for trouble in subject.troubles:
        if trouble.code in _TOLD_BY_OTHERS:
            continue
        if is_inspected and trouble.code in _TOLD_IN_INSPECTIONS:
            continue
        cells = tuple(f"{trouble.sheet}!{cell}" for cell in trouble.cells)
        yield RULE.finding(
            f"{trouble.sheet}: {trouble.code}: {trouble.message}",
            Place(cells=cells or (str(trouble.sheet),)),
        )
