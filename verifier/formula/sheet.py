"""How the cells of a sheet and the rows of a frame are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.formula.dialect import sql
from verifier.formula.values import JUST_BLANK, Cell, Frame, Member
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

    from verifier.model.address import CellRange
    from verifier.model.source import ColumnLayout, SheetLayout


def sheet_cell(
    alias: str,
    column: ColumnLayout,
    kinds: frozenset[CellKind],
    exact: bool,  # noqa: FBT001 - passed on
) -> Cell:
    """Returns a cell of a loaded column, for each row of its table."""
    letter = column.letter
    plain = kinds - {CellKind.ERROR} or JUST_BLANK
    kind = sql.column(alias, f"{letter}_k")
    shown = sql.column(alias, f"{letter}_t")
    number = sql.column(alias, f"{letter}_n")
    is_error = sql.equal(kind, sql.number(int(CellKind.ERROR)))
    is_exact = exact and column.scale is not None
    if column.scale is not None and not exact:
        number = sql.double(number)
    coerces = not plain.isdisjoint({CellKind.TEXT, CellKind.BOOLEAN})
    fails = CellKind.ERROR in kinds
    return Cell(
        plain,
        kind=kind,
        number=None if plain.isdisjoint({CellKind.NUMBER, CellKind.DATE}) else number,
        coerced=sql.column(alias, f"{letter}_c") if coerces else None,
        text=shown if CellKind.TEXT in plain else None,
        error=sql.case((is_error, shown)) if fails else None,
        scale=column.scale if is_exact else None,
        stored=True,
    )


def holds_doubles(layout: SheetLayout, cells: CellRange) -> bool:
    """Returns whether numbers of a range are DOUBLE."""
    numbers = range(cells.first_column, cells.last_column + 1)
    return any(
        column.scale is None and CellKind.NUMBER in column.kinds
        for number, column in layout.columns.items()
        if number in numbers
    )


def kinds_in(
    layout: SheetLayout, column: ColumnLayout, rows: range
) -> frozenset[CellKind]:
    """Returns the kinds that cells of a column have in some rows."""
    header_row = layout.sheet.header_row
    if not header_row or header_row not in rows:
        return column.kinds
    header = {CellKind.TEXT if column.header else CellKind.BLANK}
    if column.header[:1].isdigit():
        header |= {CellKind.NUMBER, CellKind.DATE}
    return frozenset(header) if len(rows) == 1 else column.kinds | header


def in_rows(table: str, rows: set[int]) -> Expr:
    """Returns the condition that picks rows of a sheet."""
    row = sql.column(table, "_row")
    if len(rows) == 1:
        return sql.equal(row, sql.number(min(rows)))
    return exp.In(this=row, expressions=[sql.number(n) for n in sorted(rows)])


def bounds(frame: Frame) -> Expr | None:
    """Returns the condition that a row is one of a frame, None for all rows."""
    member = frame.members[0]
    row = sql.column(member.alias, "_row")
    if frame.whole or frame.rows is None:
        return None
    first, last = member.first_row, member.first_row + frame.rows - 1
    if first == last:
        return sql.equal(row, sql.number(first))
    return sql.between(row, sql.number(first), sql.number(last))


def table_of(member: Member) -> Expr:
    """Returns a table under its alias."""
    is_own = member.alias == member.table
    return sql.table(member.table, None if is_own else member.alias)


def joining(first: Member, other: Member) -> Expr:
    """Returns the condition that joins rows in the same place of two ranges."""
    own, theirs = sql.column(first.alias, "_row"), sql.column(other.alias, "_row")
    offset = other.first_row - first.first_row
    if offset > 0:
        own = sql.add(own, sql.number(offset))
    elif offset < 0:
        own = sql.subtract(own, sql.number(-offset))
    return sql.equal(theirs, own)
