"""A column holds the same value in every row.

Finds: columns of several rows in which one value stands everywhere.

Why it matters: the export was filtered, or the column was filled by default: a
comparison by it says nothing.

What to do: say what the data were filtered by, or leave the column out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.profile import inspected, profiles_of
from verifier.checks.rule import Place, Rule, Subject, Table
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.verdict import Finding

RULE = Rule("D017", "constant-column", Level.NOTE)

PASSES = (Table("id,region\na,north\nb,south\n"),)
FAILS = (Table("id,region\na,north\nb,north\nc,north\nd,north\ne,north\n"),)

_FEWEST = 5  # rows


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every such column."""
    for region in inspected(subject):
        for number, column in profiles_of(subject, region).items():
            is_same = bool(column.profile.low) and column.is_constant
            if is_same and column.filled >= max(_FEWEST, region.cells.rows):
                yield RULE.finding(
                    f"{region.called(number)} holds {column.profile.low!r} in all "
                    f"{column.filled:,} rows",
                    Place(cells=region.names(number)),
                )
