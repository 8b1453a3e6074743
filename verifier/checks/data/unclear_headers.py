"""Columns with values have no header, or share one.

Finds: columns that hold values under a blank header, and headers that stand above
several columns.

Why it matters: nobody can name such a column: a model picks one, and a database renames
it.

What to do: give each column a header of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.profile import inspected, profiles_of
from verifier.checks.region import MOST_NAMED
from verifier.checks.rule import Place, Rule, Subject, Table
from verifier.model.address import column_letter
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.verdict import Finding

RULE = Rule("D015", "unclear-headers", Level.WARNING)

PASSES = (Table("id,amount\na,100\nb,250\n"),)
FAILS = (Table("id,amount,amount\na,100,90\nb,250,240\n"),)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for blank headers, and one for every repeated header."""
    for region in inspected(subject):
        row = region.ground.sheet.header_row
        if not row:
            continue
        by_header: dict[str, list[int]] = {}
        for number, column in profiles_of(subject, region).items():
            header = region.ground.columns[number].header
            folded = " ".join(header.casefold().split())
            if column.filled or folded:
                by_header.setdefault(folded, []).append(number)
        for header, numbers in by_header.items():
            if header and len(numbers) == 1:
                continue
            cells = tuple(c for n in numbers for c in region.names(n, row))
            letters = ", ".join(column_letter(n) for n in numbers[:MOST_NAMED])
            words = f"share the header {header!r}" if header else "have no header"
            yield RULE.finding(
                f"{len(numbers)} columns with values {words}: {letters}",
                Place(cells=cells[:MOST_NAMED]),
            )
