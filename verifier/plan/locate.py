"""Resolves an address as written to cells of an opened source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.model.address import Area, CellRange, Reference, column_letter
from verifier.model.brackets import TablePart
from verifier.model.case import Objection
from verifier.model.nearest import nearest_name
from verifier.model.reason import Reason
from verifier.plan.named import names_a_range, ranges_named
from verifier.plan.structured import frame_of

if TYPE_CHECKING:
    from verifier.model.scope import Entry, Scope
    from verifier.model.source import Sheet, Table
    from verifier.plan.structured import Frame


@dataclass(frozen=True, slots=True)
class Place:
    """A sheet, and the named table in it that was meant, if one was."""

    sheet: Sheet
    entry: Entry
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Located:
    """The cells that a reference means.

    Attributes:
        cells: clipped to the used range.
        place: where they stand.
        overruns: whether the reference reaches past the used range.
        keyed: the citation by key that means the cells, None for any other.
        is_key: whether they are the keys by which it found its rows.
    """

    cells: CellRange
    place: Place
    overruns: bool = False
    keyed: Reference | None = None
    is_key: bool = False


def locate(
    reference: Reference, scope: Scope, default: Place | None = None
) -> Located | Objection:
    """Returns the cells that a reference means, or what stands against it.

    Args:
        reference: as written in a citation or a formula.
        scope: the sources that the report may cite.
        default: the sheet that a reference without prefix means.
    """
    if names_a_range(reference):
        named = locate_name(reference, scope, default)
        if named is not None:
            return named
    place = _place(reference, scope, default)
    if isinstance(place, Objection):
        return place
    if reference.area.is_of_table:
        return _part_of_table(reference, place)
    return _clip(reference, place)


def locate_name(
    reference: Reference, scope: Scope, default: Place | None = None
) -> Located | Objection | None:
    """Returns the cells of a name, None if it is the name of something else."""
    home = default.sheet.key if default else None
    hits = [
        (Place(sheet, entry), found)
        for entry, found in ranges_named(reference, scope, home)
        for sheet in entry.source.sheets
        if sheet.key.sheet == found.sheet
    ]
    if len(hits) > 1:
        where = _listed([str(place.sheet.key) for place, _ in hits])
        return Objection(
            Reason.AMBIGUOUS_ADDRESS,
            f"{reference} may mean a range in {where}",
            "Write the source before the name, or cite the cells.",
        )
    if hits:
        place, found = hits[0]
        first, last = found.first_column, found.last_column
        area = Area(first, found.first_row, last, found.last_row)
        return _clip(Reference(reference.prefixes, area), place)
    place = _place(reference, scope, default)
    if isinstance(place, Place) and place.table:
        data = Area(part=TablePart.DATA)
        return _part_of_table(Reference(reference.prefixes, data), place)
    return None


def _place(
    reference: Reference, scope: Scope, default: Place | None
) -> Place | Objection:
    if not reference.prefixes:
        if default is not None:
            return default
        return _unreadable(list(scope.entries)) or _only(
            _all_places(scope), reference, "it names no source"
        )
    if len(reference.prefixes) == 1:
        return _by_lone_prefix(reference, scope)
    return _by_source_and_sheet(reference, scope)


def _all_places(scope: Scope) -> list[Place]:
    return [
        Place(sheet, entry) for entry in scope.entries for sheet in entry.source.sheets
    ]


def _by_source_and_sheet(reference: Reference, scope: Scope) -> Place | Objection:
    source_name, sheet_name = reference.prefixes
    entries = _entries_named(source_name, scope)
    if not entries:
        return _no_such_source(reference, source_name, scope)
    unreadable = _unreadable(entries)
    if unreadable:
        return unreadable
    places = [p for entry in entries for p in _inside(entry, sheet_name)]
    if not places:
        names = [name for entry in entries for name in _names_inside(entry)]
        kind = "sheet or range" if names_a_range(reference) else "sheet"
        return Objection(
            Reason.NO_SUCH_SOURCE,
            f"{reference} names the {kind} {sheet_name!r}; {source_name} has "
            f"{_listed(names) or 'no named sheet'}",
            _nearest(sheet_name, names),
        )
    return _only(places, reference, "the prefix fits several sheets")


def _by_lone_prefix(reference: Reference, scope: Scope) -> Place | Objection:
    name = reference.prefixes[0]
    entries = _entries_named(name, scope)
    unreadable = _unreadable(entries)
    if unreadable:
        return unreadable
    places: list[Place] = []
    for entry in entries:
        places += _whole(entry)
    if len(scope.entries) == 1:
        places += _inside(scope.entries[0], name)
    places = _distinct(places)
    if not places:
        return _no_such_source(reference, name, scope)
    return _only(places, reference, "the prefix fits several sheets")


def _entries_named(name: str, scope: Scope) -> list[Entry]:
    exact = [entry for entry in scope.entries if name in entry.names]
    if exact:
        return exact
    folded = name.casefold()
    return [e for e in scope.entries if folded in (n.casefold() for n in e.names)]


def _whole(entry: Entry) -> list[Place]:
    """Returns every visible place that a source's own name may mean."""
    return [Place(sheet, entry) for sheet in entry.source.sheets]


def _inside(entry: Entry, name: str) -> list[Place]:
    folded = name.casefold()
    places: list[Place] = []
    for sheet in entry.source.sheets:
        if sheet.key.sheet and sheet.key.sheet.casefold() == folded:
            places.append(Place(sheet, entry))
        places.extend(
            Place(sheet, entry, table)
            for table in sheet.tables
            if table.name.casefold() == folded
        )
    return places


def _names_inside(entry: Entry) -> list[str]:
    """Returns what has a name within a source: sheets, tables, ranges."""
    sheets = entry.source.sheets
    names = [sheet.key.sheet for sheet in sheets]
    names += [table.name for sheet in sheets for table in sheet.tables]
    names += [found.name for found in entry.source.names]
    return [name for name in names if name]


def _distinct(places: list[Place]) -> list[Place]:
    found: dict[tuple[object, object], Place] = {}
    for place in places:
        found.setdefault((place.sheet.key, place.table), place)
    return list(found.values())


def _only(places: list[Place], reference: Reference, why: str) -> Place | Objection:
    if len(places) == 1:
        return places[0]
    if not places:
        return Objection(
            Reason.NO_SUCH_SOURCE,
            f"{reference} names no source, and there is none",
            "Write the source before the range: deals.csv!F2:F412.",
        )
    names = _listed([str(place.sheet.key) for place in places])
    return Objection(
        Reason.AMBIGUOUS_ADDRESS,
        f"{reference} may mean {names}: {why}",
        "Write source and sheet before the range: "
        f"{places[0].sheet.key}!{reference.area}.",
    )


def _unreadable(entries: list[Entry]) -> Objection | None:
    for entry in entries:
        if entry.source.problem:
            return Objection(
                Reason.UNREADABLE_SOURCE, f"{entry.source.path}: {entry.source.problem}"
            )
    return None


def _no_such_source(reference: Reference, name: str, scope: Scope) -> Objection:
    names = [n for entry in scope.entries for n in entry.names]
    known = _listed(names) or "none of those that the report cites is there"
    inside = [n for entry in scope.entries for n in _names_inside(entry)]
    also = f"; in them: {_listed(inside)}" if inside else ""
    return Objection(
        Reason.NO_SUCH_SOURCE,
        f"{reference} cites {name!r}; no such source, file, sheet or range is there "
        f"(sources: {known}{also})",
        _nearest(name, [*names, *inside, *scope.nearby])
        or "A file is looked for below the report's folder; --source name=path "
        "declares one elsewhere.",
    )


def _part_of_table(reference: Reference, place: Place) -> Located | Objection:
    """Returns the cells that rows and headers of a table name."""
    area = reference.area
    frame = frame_of(place.sheet, place.table)
    ends = [frame.first_column, frame.last_column]
    wanted = [h for h in (area.header, area.last_header) if h is not None]
    found = [_column(reference, header, frame, place) for header in wanted]
    wrong = next((each for each in found if isinstance(each, Objection)), None)
    if wrong is not None:
        return wrong
    columns = [each for each in found if isinstance(each, int)] or ends
    part = area.part or TablePart.DATA
    top, bottom = frame.rows(part)
    if bottom < top:
        return Objection(
            Reason.NO_SUCH_CELL,
            f"{reference}: {place.sheet.key} has no rows of {part} there",
        )
    cells = Area(min(columns), top, max(columns), bottom)
    return _clip(Reference(reference.prefixes, cells), place)


def _column(
    reference: Reference, header: str, frame: Frame, place: Place
) -> int | Objection:
    """Returns the only column with a header."""
    hits = frame.columns(header)
    if len(hits) > 1:
        letters = ", ".join(map(column_letter, hits))
        return Objection(
            Reason.AMBIGUOUS_ADDRESS,
            f"{reference}: the columns {letters} all have the header {header!r}",
            f"Cite by letter: {place.sheet.key}!{column_letter(hits[0])}:"
            f"{column_letter(hits[0])}.",
        )
    if not hits:
        return Objection(
            Reason.NO_SUCH_CELL,
            f"{reference}: {place.sheet.key} has no column with the header {header!r}",
            _nearest(header, [h for h in frame.headers if h]),
        )
    return hits[0]


def _clip(reference: Reference, place: Place) -> Located | Objection:
    area, sheet = reference.area, place.sheet
    first_column = area.first_column or 1
    first_row = area.first_row or 1
    if first_column > sheet.columns or first_row > sheet.rows:
        return _no_such_cell(reference, sheet)
    cells = CellRange(
        sheet.key,
        first_column,
        first_row,
        min(area.last_column or sheet.columns, sheet.columns),
        min(area.last_row or sheet.rows, sheet.rows),
    )
    return Located(cells, place, _overruns(area, sheet))


def _overruns(area: Area, sheet: Sheet) -> bool:
    return (area.last_column or 0) > sheet.columns or (area.last_row or 0) > sheet.rows


def _no_such_cell(reference: Reference, sheet: Sheet) -> Objection:
    used = f"A1:{column_letter(max(sheet.columns, 1))}{max(sheet.rows, 1)}"
    return Objection(
        Reason.NO_SUCH_CELL,
        f"{reference} lies outside of the cells of {sheet.key}, which are {used}",
        f"Cite cells within {used}.",
    )


def _listed(names: list[str]) -> str:
    shown = list(dict.fromkeys(names))
    more = len(shown) - 8
    text = ", ".join(shown[:8])
    return f"{text} and {more} more" if more > 0 else text


def _nearest(name: str, names: list[str]) -> str:
    near = nearest_name(name, names)
    return f"Did you mean {near!r}?" if near else ""
