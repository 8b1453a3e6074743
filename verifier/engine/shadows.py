"""SELECTs that give a sheet's table with disturbed cells.

Only letters, table names and whole numbers of our own are put into the text.
"""

from __future__ import annotations

from dataclasses import dataclass

_PRIME = 2**31 - 1
_ROWS = 2**27  # more than a sheet can have
_LAST_SERIAL = 2_900_000  # dates behind it move back: 9999-12-31 is 2 958 465
_DOUBLE_LIMIT = "1e300"

_Constants = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is disturbed.

    Attributes:
        letter: its letter.
        rows: (first, last) runs of the rows that are disturbed.
        precision: digits of its DECIMAL, 0 for DOUBLE.
        scale: digits behind the decimal sign, None for DOUBLE.
    """

    letter: str
    rows: tuple[tuple[int, int], ...]
    precision: int
    scale: int | None


def moved(
    table: str,
    columns: tuple[Column, ...],
    constants: dict[str, _Constants],
    *,
    strong: bool,
) -> str:
    """Returns the SELECT in which every numeric cell has moved by its own amount.

    A number moves by 5 to 45 per cent (strong: 50 to 90) and 1 to 7 steps of its last
    digit, so that zero moves as well; never through zero, so that logarithms and roots
    stay defined. A column leans to one side, so that a long sum moves visibly. A date
    moves by 1 to 9 days (strong: 31 to 400). Text that reads as a number and booleans
    move where arithmetic uses them.
    """
    hashes = ", ".join(_hash_of(c, constants[c.letter]) for c in columns)
    hidden = ", ".join(f'"{column.letter}_u"' for column in columns)
    replaced = ",\n".join(
        _moved_cells(c, lean=constants[c.letter][0] % 4, strong=strong) for c in columns
    )
    return (
        f"SELECT * EXCLUDE ({hidden}) REPLACE (\n{replaced})\n"  # noqa: S608 - see the module
        f'FROM (SELECT *, {hashes} FROM main."{table}")'
    )


def blanked(
    table: str,
    columns: tuple[Column, ...],
    constants: _Constants,
    tenths: int,
    *,
    drop: bool,
) -> str:
    """Returns the SELECT without the cells of some rows.

    Rows are picked, not cells, so that all disturbed columns lose the same rows; the
    row with a used cell whose hash is least is always among them.

    Args:
        table: the sheet's table.
        columns: the columns that are disturbed.
        constants: of the hash of a row.
        tenths: how many tenths of the rows are picked.
        drop: leave the rows out instead of blanking their cells.
    """
    mark = f"{_mix(constants)} * {_ROWS} + _row"
    cited = " OR ".join(_within(column.rows) for column in columns)
    used = " OR ".join(f'({_within(c.rows)} AND "{c.letter}_k" <> 0)' for c in columns)
    least = f'(SELECT min({mark}) FROM main."{table}" WHERE {used})'  # noqa: S608 - see the module
    picked = f'(("_u" // {_ROWS}) % 10 < {tenths} OR "_u" = {least})'
    marked = (
        f'(SELECT *, CASE WHEN {cited} THEN {mark} END AS "_u" FROM main."{table}")'  # noqa: S608 - see the module
    )
    if drop:
        return (
            f'SELECT * EXCLUDE ("_u") FROM {marked} '  # noqa: S608 - see the module
            f"WHERE coalesce(NOT {picked}, true)"
        )
    replaced = ",\n".join(_blank_cells(column) for column in columns)
    return (
        f'SELECT * EXCLUDE ("_p") REPLACE (\n{replaced})\n'  # noqa: S608 - see the module
        f'FROM (SELECT * EXCLUDE ("_u"), coalesce({picked}, false) AS "_p" '
        f"FROM {marked})"
    )


def _hash_of(column: Column, constants: _Constants) -> str:
    test = _within(column.rows)
    return f'CASE WHEN {test} THEN {_mix(constants)} END AS "{column.letter}_u"'


def _within(rows: tuple[tuple[int, int], ...]) -> str:
    tests = [f"_row BETWEEN {first} AND {last}" for first, last in rows]
    return f"({' OR '.join(tests)})"


def _mix(constants: _Constants) -> str:
    factor, summand, mask = constants
    first = f"((CAST(_row AS BIGINT) * {factor} + {summand}) % {_PRIME})"
    return f"(({first} * xor({first} >> 7, {mask})) % {_PRIME})"


def _blank_cells(column: Column) -> str:
    letter = column.letter
    gone = f'"_p" AND {_within(column.rows)}'
    kind = (
        f'CAST(CASE WHEN {gone} THEN 0 ELSE "{letter}_k" END AS UTINYINT) '
        f'AS "{letter}_k"'
    )
    rest = [
        f'CASE WHEN NOT ({gone}) THEN "{letter}_{part}" END AS "{letter}_{part}"'
        for part in "nctr"
    ]
    return ", ".join((kind, *rest))


def _moved_cells(column: Column, *, lean: int, strong: bool) -> str:
    letter = column.letter
    moves = f'"{letter}_u" IS NOT NULL'
    number = _moved_number(column, lean=lean, strong=strong)
    days = _moved_date(column, strong=strong)
    coerced = _moved_double(f'"{letter}_c"', letter, lean=lean, strong=strong)
    return (
        f'CASE WHEN {moves} AND "{letter}_k" = 1 THEN {number}'
        f' WHEN {moves} AND "{letter}_k" = 5 THEN {days}'
        f' ELSE "{letter}_n" END AS "{letter}_n",\n'
        f'CASE WHEN {moves} THEN {coerced} ELSE "{letter}_c" END AS "{letter}_c",\n'
        f'CASE WHEN {moves} AND "{letter}_k" IN (1, 5) THEN NULL'
        f' ELSE "{letter}_r" END AS "{letter}_r"'
    )


def _moved_number(column: Column, *, lean: int, strong: bool) -> str:
    name = f'"{column.letter}_n"'
    if column.scale is None:
        return _moved_double(name, column.letter, lean=lean, strong=strong)
    kind = f"DECIMAL({column.precision}, {column.scale})"
    # in DOUBLE, rounded back to the column's digits: products of DECIMAL overflow
    size = f"round({_size(name, column.letter, strong=strong)}, {column.scale})"
    amount = f"({size} + {_steps(column.letter)} * 1e-{column.scale})"
    limit = f"25e{column.precision - column.scale - 2}"
    way = _way(name, column.letter, amount, limit=limit, lean=lean)
    return f"CAST({name} + CAST({way} * {amount} AS {kind}) AS {kind})"


def _moved_double(name: str, letter: str, *, lean: int, strong: bool) -> str:
    size = _size(name, letter, strong=strong)
    amount = f"({size} + {_steps(letter)} * 1e-2)"
    way = _way(name, letter, amount, limit=_DOUBLE_LIMIT, lean=lean)
    return f"({name} + {way} * {amount})"


def _moved_date(column: Column, *, strong: bool) -> str:
    name = f'"{column.letter}_n"'
    hashed = f'"{column.letter}_u"'
    days = f"(31 + {hashed} % 370)" if strong else f"(1 + {hashed} % 9)"
    moved_by = f"CASE WHEN {name} > {_LAST_SERIAL} THEN -{days} ELSE {days} END"
    if column.scale is None:
        return f"({name} + {moved_by})"
    kind = f"DECIMAL({column.precision}, {column.scale})"
    return f"CAST({name} + CAST({moved_by} AS {kind}) AS {kind})"


def _size(name: str, letter: str, *, strong: bool) -> str:
    share = (
        f'(CAST("{letter}_u" % 401 AS DOUBLE) * 1e-3 + {"5e-1" if strong else "5e-2"})'
    )
    return f"abs(CAST({name} AS DOUBLE)) * {share}"


def _steps(letter: str) -> str:
    return f'(1 + ("{letter}_u" // 3208) % 7)'


def _way(name: str, letter: str, amount: str, *, limit: str, lean: int) -> str:
    """Returns 1 or -1: away from zero or towards it, as seen from the cell's sign.

    Away where the amount would lead through zero; towards it where the cell is so
    large that its type could overflow.
    """
    outward = (1, 2, 6, 7)[lean]
    size = f"abs(CAST({name} AS DOUBLE))"
    return (
        f"(CASE WHEN {name} < 0 THEN -1 ELSE 1 END * "
        f"CASE WHEN {size} >= {limit} THEN -1 WHEN {amount} >= {size} THEN 1 "
        f'WHEN ("{letter}_u" // 401) % 8 < {outward} THEN 1 ELSE -1 END)'
    )
