"""The ranges that a reference means by their name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.model.address import Area

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.address import Reference
    from verifier.model.scope import Entry, Scope
    from verifier.model.source import NamedRange, SheetKey


def names_a_range(reference: Reference) -> bool:
    """Returns whether a reference is a name alone: `revenue`, `q3.xlsx!revenue`."""
    return bool(reference.prefixes) and reference.area == Area()


def ranges_named(
    reference: Reference, scope: Scope, home: SheetKey | None
) -> list[tuple[Entry, NamedRange]]:
    """Returns the named ranges that a reference may mean.

    A name that holds in one sheet alone is seen from there, or with the sheet's name
    before it; it goes before the same name of the workbook.

    Args:
        reference: a name, perhaps with a source or sheet before it.
        scope: the sources that the report may cite.
        home: the sheet that a reference without prefix means.
    """
    *outer, name = (prefix.casefold() for prefix in reference.prefixes)
    found = [
        (entry, one)
        for entry, place in _entries(scope, outer)
        for one in entry.source.names
        if one.name.casefold() == name and _is_seen(entry, one, place, home)
    ]
    own = [pair for pair in found if pair[1].scope]
    return own or found


def _entries(scope: Scope, outer: list[str]) -> Iterator[tuple[Entry, str]]:
    """Yields sources with the sheet that is named, or an empty text for any."""
    for entry in scope.entries:
        if not outer or outer[0] in {name.casefold() for name in entry.names}:
            yield entry, ""
        elif len(scope.entries) == 1 and any(
            sheet.key.sheet.casefold() == outer[0] for sheet in entry.source.sheets
        ):
            yield entry, outer[0]


def _is_seen(
    entry: Entry, found: NamedRange, place: str, home: SheetKey | None
) -> bool:
    if not found.scope:
        return True
    if place:
        return found.scope.casefold() == place
    is_home = home is not None and home.source == entry.source.name
    return is_home and home is not None and home.sheet == found.scope
