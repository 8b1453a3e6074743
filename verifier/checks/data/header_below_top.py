"""The headers do not stand in the first row.

Finds: sheets whose header row is not row 1, or that have none.

Why it matters: a program that takes row 1 for the headers reads a title as a header and
the headers as values.

What to do: say so to whoever reads the file, declare header_row for the source, or
delete the rows above.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.profile import inspected
from verifier.checks.rule import Place, Rule, Subject, Table
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.verdict import Finding

RULE = Rule("D014", "header-below-top", Level.NOTE)

PASSES = (Table("id,amount\na,100\nb,250\n"),)
FAILS = (Table("Sales 2025\n\nid,region,amount\na,north,100\nb,south,250\n"),)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every such sheet."""
    for region in inspected(subject):
        sheet = region.ground.sheet
        if sheet.header_row == 1:
            continue
        words = (
            f"the headers stand in row {sheet.header_row}; rows above it are no data"
            if sheet.header_row
            else "no row of headers was found: every row counts as data"
        )
        row = max(sheet.header_row, 1)
        yield RULE.finding(words, Place(cells=region.names(1, row)))
