"""The table names by which SQL may speak of the cited sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verifier.model.source import SheetKey
    from verifier.plan.locate import Located, Place


def table_names(cited: Iterable[Located]) -> dict[str, SheetKey]:
    """Returns table name → sheet for the cited sheets.

    A sheet goes by its sheet name, or, where its source is a single table, by the
    source's aliases and file stem; a name that would mean two sheets means none.
    """
    names: dict[str, SheetKey] = {}
    clashing: set[str] = set()
    for located in cited:
        key = located.place.sheet.key
        for name in _names_of(located.place):
            if names.setdefault(name, key) != key:
                clashing.add(name)
    return {name: key for name, key in names.items() if name not in clashing}


def _names_of(place: Place) -> list[str]:
    names: list[str] = []
    if place.sheet.key.sheet:
        names.append(place.sheet.key.sheet)
    if len(place.entry.source.sheets) == 1:
        for name in place.entry.names:
            names += [name, _stem(name)]
    return list(dict.fromkeys(names))


def _stem(name: str) -> str:
    last = name.replace("\\", "/").rsplit("/", 1)[-1].removesuffix(".gz")
    stem, dot, _ = last.rpartition(".")
    return stem if dot and stem else last
