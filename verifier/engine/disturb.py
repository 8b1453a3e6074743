"""Disturbed cells: a CTE named like the sheet's table, before the very same SQL.

    WITH sheet_1 AS NOT MATERIALIZED (SELECT ... FROM main.sheet_1)
    SELECT * FROM (<the statement as it is>)

DuckDB resolves the bare name in the statement to the CTE, and `main.sheet_1` in the CTE
to the table. So nothing is parsed here, and the statement cannot tell the difference.

Amounts and picks come from a hash of our own over (seed, column, row), in integers, so
that they are the same for every version of the engine:

    a = (row * A + B) mod P,   u = (a * xor(a >> 7, C)) mod P,   P = 2^31 - 1

with A, B and C taken by FNV-1a from the seed, the attempt, the sheet and the column.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.engine.shadows import Column, blanked, moved, reordered
from verifier.model.address import column_letter
from verifier.model.plan import Disturbance
from verifier.model.source import CellKind

if TYPE_CHECKING:
    import duckdb

    from verifier.model.address import CellRange
    from verifier.model.plan import Statement
    from verifier.model.source import ColumnLayout, SheetLayout

_FNV_OFFSET = 0xCBF29CE484222325
_FNV_PRIME = 0x100000001B3
_WORD = 0xFFFFFFFFFFFFFFFF


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way to disturb cells.

    Attributes:
        word: names it in the hash.
        strong: for numbers: move them by half and more, dates by months.
        tenths: for blanks: how many tenths of the rows are picked; 0 moves numbers.
        drop: for blanks: leave the picked rows out instead of blanking their cells.
        order: change the order of the rows alone.
    """

    word: str
    strong: bool = False
    tenths: int = 0
    drop: bool = False
    order: bool = False


_NUMBERS = (Attempt("gentle"), Attempt("strong", strong=True))
_BLANKS = (
    Attempt("tenth", tenths=1),
    Attempt("tenth", tenths=1, drop=True),
    Attempt("half", tenths=5),
    Attempt("half", tenths=5, drop=True),
    Attempt("third", tenths=3, drop=True),
    Attempt("other half", tenths=5, drop=True),
    Attempt("all", tenths=10),
    Attempt("all", tenths=10, drop=True),
)
_BACKWARDS = Attempt("backwards", order=True)
_ORDERS = (
    _BACKWARDS,
    Attempt("one order", order=True),
    Attempt("other order", order=True),
    Attempt("third order", order=True),
    Attempt("fourth order", order=True),
    Attempt("fifth order", order=True),
)
_ATTEMPTS = {
    Disturbance.NONE: (),
    Disturbance.NUMBERS: _NUMBERS,
    Disturbance.BLANKS: _BLANKS,
    Disturbance.ORDER: _ORDERS,
}


def disturbances(wanted: Disturbance) -> tuple[Attempt, ...]:
    """Returns the attempts at a disturbance, weakest first.

    One is not enough: a tenth of the rows misses a criterion that few rows meet, a
    blanked cell leaves `count(*)` as it is and a left-out row leaves COUNTBLANK, and a
    small move leaves a count above a bound. What is left of 6 in 15 may be 4 in 10. Of
    the orders the first turns the sheet
    round, so that of any two rows each comes first once.
    """
    return _ATTEMPTS[wanted]


def shadowed(
    connection: duckdb.DuckDBPyConnection,
    statement: Statement,
    layouts: tuple[SheetLayout, ...],
    attempt: Attempt,
) -> str:
    """Returns a statement's SQL over cells that are disturbed."""
    shadows = [
        _shadow(connection, layout, ranges, attempt, statement.seed)
        for layout in layouts
        if (ranges := _ranges_in(statement.cells, layout))
    ]
    if not shadows:
        return statement.sql
    return f"WITH {', '.join(shadows)} SELECT * FROM (\n{statement.sql}\n)"  # noqa: S608 - the statement is the caller's


def _ranges_in(
    cells: tuple[CellRange, ...], layout: SheetLayout
) -> tuple[CellRange, ...]:
    return tuple(c for c in cells if c.sheet == layout.sheet.key)


def _shadow(
    connection: duckdb.DuckDBPyConnection,
    layout: SheetLayout,
    ranges: tuple[CellRange, ...],
    attempt: Attempt,
    seed: str,
) -> str:
    """Returns the CTE that stands before a sheet's table."""
    table = layout.sheet.table
    seeds = (seed, attempt.word, str(layout.sheet.key))
    columns = () if attempt.order else _columns(connection, layout, ranges)
    if attempt.order:
        is_plain = attempt is not _BACKWARDS
        body = reordered(table, constants_of(*seeds) if is_plain else None)
    elif not columns:
        body = f'SELECT * FROM main."{table}"'  # noqa: S608 - the table's name is ours
    elif attempt.tenths:
        constants = constants_of(*seeds)
        body = blanked(table, columns, constants, attempt.tenths, drop=attempt.drop)
    else:
        constants = {c.letter: constants_of(*seeds, c.letter) for c in columns}
        body = moved(table, columns, constants, strong=attempt.strong)
    return f'"{table}" AS NOT MATERIALIZED (\n{body}\n)'


def _columns(
    connection: duckdb.DuckDBPyConnection,
    layout: SheetLayout,
    ranges: tuple[CellRange, ...],
) -> tuple[Column, ...]:
    """Returns the loaded columns that the ranges touch, with their rows."""
    found: list[Column] = []
    precisions = _precisions(connection, layout)
    for number in sorted(layout.columns):
        rows = tuple(
            (cells.first_row, cells.last_row)
            for cells in ranges
            if cells.first_column <= number <= cells.last_column
        )
        if rows:
            found.append(_column(layout.columns[number], rows, precisions[number]))
    return tuple(found)


def _column(
    layout: ColumnLayout, rows: tuple[tuple[int, int], ...], precision: int
) -> Column:
    kinds = layout.kinds
    return Column(
        layout.letter,
        rows,
        precision,
        layout.scale,
        has_numbers=not kinds.isdisjoint({CellKind.NUMBER, CellKind.DATE}),
        has_dates=CellKind.DATE in kinds,
        has_texts=not kinds.isdisjoint({CellKind.TEXT, CellKind.BOOLEAN}),
    )


def _precisions(
    connection: duckdb.DuckDBPyConnection, layout: SheetLayout
) -> dict[int, int]:
    """Returns by column number how many digits its DECIMAL has, 0 for DOUBLE.

    A moved cell keeps its column's type, so that the statement binds as before.
    """
    numbers = sorted(layout.columns)
    if not numbers:
        return {}
    names = ", ".join(f'"{column_letter(number)}_n"' for number in numbers)
    cursor = connection.cursor()
    cursor.execute(f'SELECT {names} FROM main."{layout.sheet.table}" LIMIT 0')  # noqa: S608 - names are ours
    types = [column[1] for column in cursor.description or ()]
    cursor.close()
    return {
        number: int(str(kind).removeprefix("DECIMAL(").partition(",")[0])
        if kind.id == "decimal"
        else 0
        for number, kind in zip(numbers, types, strict=True)
    }


def constants_of(*words: str) -> tuple[int, int, int]:
    """Returns A, B and C of the hash for these words.

    Source: FNV-1a with 64 bits, over the words in UTF-8 with U+001F between them.
    """
    found: list[int] = []
    for name in "ABC":
        value = _FNV_OFFSET
        for byte in "\x1f".join((name, *words)).encode():
            value = (value ^ byte) * _FNV_PRIME & _WORD
        value ^= value >> 32
        found.append(1 + value % (2**31 - 2))
    return found[0], found[1], found[2]
