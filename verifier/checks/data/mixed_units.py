"""A column shows several currencies or units.

Finds: numbers of one column that are written with several currency signs or units, or
some with a percent sign and some without.

Why it matters: a sum or mean over them adds up different things, and no reader of
numbers says so.

What to do: split the column by unit, convert the numbers, or add a column that names
the unit and group by it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.profile import inspected, profiles_of
from verifier.checks.rule import Place, Rule, Subject, Table
from verifier.model.source import CellKind
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.profile import Column
    from verifier.model.verdict import Finding

RULE = Rule("D011", "mixed-units", Level.ERROR)

PASSES = (Table("id,amount\na,$100\nb,$250\n"),)
FAILS = (Table("id,amount\na,$100\nb,€250\nc,$75\n"),)

_SIGNS = {"$": "usd", "€": "eur", "£": "gbp", "₽": "руб"}


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every column of numbers with several units."""
    for region in inspected(subject):
        for number, column in profiles_of(subject, region).items():
            units = _units_in(column)
            if len(units) > 1:
                yield RULE.finding(
                    f"numbers of {region.called(number)} are written with several "
                    f"units: {', '.join(units)}",
                    Place(cells=region.names(number)),
                )


def _units_in(column: Column) -> tuple[str, ...]:
    """Returns the units of a column, one name each; bare numbers say nothing."""
    if not column.count(CellKind.NUMBER):
        return ()
    found: dict[str, str] = {}
    for unit in filter(None, column.units):
        found.setdefault(_SIGNS.get(unit, unit), unit)
    has_bare = "" in column.units or column.plain
    if "%" in found and has_bare:
        found[""] = "none"
    return tuple(found.values())
