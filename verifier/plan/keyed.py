"""Citations by key: what must be looked up, and which cells the answers mean."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.errors import FormulaError
from verifier.formula.nodes import (
    Address,
    Formula,
    Union,
    children,
    with_children,
)
from verifier.model.address import Area, CellRange, Reference, column_letter
from verifier.model.case import Objection
from verifier.model.keyed import Key, shown_keys
from verifier.model.lookup import MOST_ROWS, KeyedCells, Lookup
from verifier.model.reason import Reason
from verifier.plan.cover import uncovered
from verifier.plan.locate import Located, locate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from verifier.formula.nodes import Node
    from verifier.model.claim import Claim
    from verifier.model.lookup import Answers, Found
    from verifier.model.scope import Scope
    from verifier.plan.locate import Place

    Named = tuple[Reference, Located | Objection]

MOST_RUNS = 60
"""Parts of a union in a formula: each is read by a SELECT of its own."""


def lookups_of(claim: Claim, scope: Scope) -> Iterator[Lookup]:
    """Yields what must be looked up for a claim's citations and `reads`."""
    if claim.flaw is not None:
        return
    reads = [read.reference for read in claim.reads if read.reference.keys]
    home = _home(claim, scope) if reads else None
    asked = [_asked(one, scope, None) for one in claim.citations if one.keys]
    asked += [_asked(one, scope, home) for one in reads]
    for one in asked:
        if not isinstance(one, Objection):
            yield one[1]


def locate_keyed(
    reference: Reference, scope: Scope, answers: Answers, home: Place | None = None
) -> tuple[Located, ...] | Objection:
    """Returns the cells that a citation by key means, or what stands against it.

    Shape: the cells of the cited column, then those of the key columns in the same
        rows; one range for each run of rows.

    Args:
        reference: with keys.
        scope: the sources that the report may cite.
        answers: what was found for every lookup of the report.
        home: the sheet that a reference without prefix means.
    """
    asked = _asked(reference, scope, home)
    if isinstance(asked, Objection):
        return asked
    column, lookup = asked
    found = answers.get(lookup)
    if found is None:
        return Objection(Reason.NO_SUCH_CELL, f"{reference} names no cited sheet")
    objection = found.objection or _too_few_or_many(reference, column, lookup, found)
    if objection is not None:
        return objection
    runs = _runs(found.rows)
    numbers = [column.cells.first_column, *(number for number, _ in lookup.keys)]
    return tuple(
        Located(
            CellRange(column.cells.sheet, number, first, number, last),
            column.place,
            keyed=reference,
            is_key=place > 0,
        )
        for place, number in enumerate(numbers)
        for first, last in runs
    )


def keyed_cells(cited: Iterable[Located]) -> tuple[KeyedCells, ...]:
    """Returns the citations by key of a claim, each with the cells that it means."""
    found: dict[Reference, list[CellRange]] = {}
    for located in cited:
        if located.keyed is not None and not located.is_key:
            found.setdefault(located.keyed, []).append(located.cells)
    return tuple(
        KeyedCells(
            str(reference),
            shown_keys(reference.keys),
            sum(cells.rows for cells in ranges),
            tuple(ranges),
        )
        for reference, ranges in found.items()
    )


def key_numbers(cited: Iterable[Located]) -> frozenset[Decimal]:
    """Returns the numbers among the keys of citations: they are criteria."""
    keys = (key for one in cited if one.keyed for key in one.keyed.keys)
    return frozenset(key.value for key in keys if isinstance(key.value, Decimal))


def with_keyed_columns(
    read: Formula, cited: Sequence[Located], find: Callable[[Reference], Named]
) -> Formula:
    """Returns a formula in which a column that is cited by key means those cells.

    `deals[amount]` is the whole column where all of it is cited. Else it is the cells
    that the citations by key mean: one range, or a union in the order of the file.

    Args:
        read: as written.
        cited: the cells of all citations.
        find: returns the cells of a reference, and how it is written in full.

    Raises:
        FormulaError: if the union has more parts than a formula may read.
    """
    by_column: dict[tuple[object, int], set[CellRange]] = {}
    for located in cited:
        if located.keyed is not None and not located.is_key:
            cells = located.cells
            by_column.setdefault((cells.sheet, cells.first_column), set()).add(cells)
    if not by_column:
        return read
    plain = [located.cells for located in cited if located.keyed is None]

    def meant(address: Address) -> Node:
        if address.reference.area.header is None:
            return address
        reference, whole = find(address.reference)
        if isinstance(whole, Objection) or not uncovered(whole.cells, plain):
            return address
        column = (whole.cells.sheet, whole.cells.first_column)
        areas = _joined(by_column.get(column, set()))
        if len(areas) > MOST_RUNS:
            raise _too_scattered(address, len(areas))
        return _as_nodes(Address(reference, address.start), areas) if areas else address

    return Formula(_replaced(read.root, meant))


def _asked(
    reference: Reference, scope: Scope, home: Place | None
) -> tuple[Located, Lookup] | Objection:
    """Returns the cited column with what to look up in its rows."""
    column = locate(Reference(reference.prefixes, reference.area), scope, home)
    if isinstance(column, Objection):
        return column
    keys: list[tuple[int, str | Decimal]] = []
    for key in reference.keys:
        beside = Reference(reference.prefixes, Area(header=key.column))
        located = locate(beside, scope, home)
        if isinstance(located, Objection):
            return located
        number = located.cells.first_column
        if number == column.cells.first_column:
            return _finds_itself(reference, key)
        keys.append((number, key.value))
    cells = column.cells
    return column, Lookup(cells.sheet, cells.first_row, cells.last_row, tuple(keys))


def _home(claim: Claim, scope: Scope) -> Place | None:
    """Returns the claim's only cited sheet, or None if it cites several."""
    found = (locate(Reference(c.prefixes, c.area), scope) for c in claim.citations)
    places = {f.place.sheet.key: f.place for f in found if isinstance(f, Located)}
    return next(iter(places.values())) if len(places) == 1 else None


def _finds_itself(reference: Reference, key: Key) -> Objection:
    return Objection(
        Reason.UNREADABLE_CLAIM,
        f"{reference}: the key {key} is in the cited column itself, so that it would "
        "find whatever figure it names",
        "Name the rows by another column.",
    )


def _too_few_or_many(
    reference: Reference, column: Located, lookup: Lookup, found: Found
) -> Objection | None:
    if not found.count:
        return _nothing_found(reference, column.place, lookup, found)
    if found.count <= MOST_ROWS:
        return None
    return Objection(
        Reason.LIMIT,
        f"{reference} means {found.count:,} rows; a citation by key means at most "
        f"{MOST_ROWS:,}",
        f"Cite the column, {Reference(reference.prefixes, reference.area)}, and "
        "choose the rows in the calculation.",
    )


def _nothing_found(
    reference: Reference, place: Place, lookup: Lookup, found: Found
) -> Objection:
    """Returns what stands against keys that no row has, with the nearest values."""
    missing = [n for n, count in enumerate(found.alone) if not count]
    if not missing:
        counts = ", ".join(
            f"{key} stands in {count} row{'' if count == 1 else 's'}"
            for key, count in zip(reference.keys, found.alone, strict=True)
        )
        return Objection(
            Reason.NO_SUCH_CELL,
            f"{reference}: no row of {place.sheet.key} has all of the keys ({counts})",
            "Look at the rows that have one of them; a key may be that of another row.",
        )
    words: list[str] = []
    for n in missing:
        number, key = lookup.keys[n][0], reference.keys[n]
        near = ", ".join(map(repr, found.nearest[n])) or "none: all of them are blank"
        words.append(
            f"no row of {place.sheet.key} has {key} in column {column_letter(number)} "
            f"(nearest: {near})"
        )
    first = missing[0]
    return Objection(
        Reason.NO_SUCH_CELL,
        f"{reference}: {'; '.join(words)}",
        _advice(reference.keys[first], found.nearest[first]),
    )


def _advice(key: Key, nearest: tuple[str, ...]) -> str:
    """Returns what to write instead, where something is near."""
    if not nearest:
        return ""
    if nearest[0] == format(key.value):
        other = "in single quotes" if key.value != nearest[0] else "as a plain number"
        return f"Write the key {other}: the cells hold the other kind."
    return f"Did you mean {nearest[0]!r}? Case and blanks count."


def _too_scattered(address: Address, runs: int) -> FormulaError:
    return FormulaError(
        f"{address} means {runs} separate ranges, which were found by key",
        f"at most {MOST_RUNS} in a formula",
        "Write the calculation as SELECT, which takes all of the rows.",
        position=address.start,
        reason=Reason.LIMIT,
    )


def _runs(rows: Iterable[int]) -> list[tuple[int, int]]:
    """Returns ascending rows as runs."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs


def _joined(ranges: Iterable[CellRange]) -> list[Area]:
    """Returns ranges of one column as areas that do not overlap, in order."""
    listed = sorted(ranges)
    rows = {row for c in listed for row in range(c.first_row, c.last_row + 1)}
    column = listed[0].first_column if listed else 0
    return [Area(column, first, column, last) for first, last in _runs(sorted(rows))]


def _as_nodes(address: Address, areas: Sequence[Area]) -> Node:
    prefixes = address.reference.prefixes
    nodes = tuple(Address(Reference(prefixes, area), address.start) for area in areas)
    return nodes[0] if len(nodes) == 1 else Union(nodes, address.start)


def _replaced(node: Node, meant: Callable[[Address], Node]) -> Node:
    if isinstance(node, Address):
        return meant(node)
    parts = tuple(_replaced(part, meant) for part in children(node))
    return with_children(node, parts) if parts else node
