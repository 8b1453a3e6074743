"""SELECTs that give a sheet's table with disturbed cells.

Only letters, table names and whole numbers of our own are put into the text.
"""

from __future__ import annotations

from dataclasses import dataclass

_PRIME = 2**31 - 1
_ROWS = 2**27  # more than a sheet can have
_LAST_SERIAL = 2_900_000  # dates behind it move back: 9999-12-31 is 2 958 465
_DOUBLE_LIMIT = "1e300"
_DOUBLE_DIGITS = 2  # a step of a column without a last digit

_MOST_RUNS = 8  # the optimiser takes seconds for fifty and minutes for five hundred
_MOST_LISTED = 20_000

_Constants = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is disturbed.

    Attributes:
        letter: its letter.
        rows: (first, last) runs of the rows that are disturbed.
        precision: digits of its DECIMAL, 0 for DOUBLE.
        scale: digits behind the decimal sign, None for DOUBLE.
        has_numbers: whether it holds numbers or dates.
        has_dates: whether it holds dates.
        has_texts: whether it holds texts or booleans, which arithmetic may read.
    """

    letter: str
    rows: tuple[tuple[int, int], ...]
    precision: int
    scale: int | None
    has_numbers: bool
    has_dates: bool
    has_texts: bool


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
    amounts = ", ".join(_amount_of(c, strong=strong) for c in columns if c.has_numbers)
    hidden = [f'"{c.letter}_u"' for c in columns]
    hidden += [f'"{c.letter}_a"' for c in columns if c.has_numbers]
    replaced = [
        part
        for column in columns
        for part in _moved_cells(column, lean=constants[column.letter][0] % 4)
    ]
    if not replaced:
        return f'SELECT * FROM main."{table}"'  # noqa: S608 - see the module
    hashed = f'(SELECT *, {hashes} FROM main."{table}")'  # noqa: S608 - see the module
    source = f"(SELECT *, {amounts} FROM {hashed})" if amounts else hashed  # noqa: S608 - see the module
    return (
        f"SELECT * EXCLUDE ({', '.join(hidden)}) REPLACE (\n"
        f"{', '.join(replaced)})\nFROM {source}"
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


def reordered(table: str, constants: _Constants | None) -> str:
    """Returns the SELECT of the same rows in another order, backwards without one.

    Each row keeps its cells and its `_row`, so that ORDER BY _row undoes it.
    """
    key = f"{_mix(constants)}, _row" if constants else "_row DESC"
    return f'SELECT * FROM main."{table}" ORDER BY {key}'  # noqa: S608 - see the module


def _hash_of(column: Column, constants: _Constants) -> str:
    test = _within(column.rows)
    return f'CASE WHEN {test} THEN {_mix(constants)} END AS "{column.letter}_u"'


def _within(rows: tuple[tuple[int, int], ...]) -> str:
    count = sum(last - first + 1 for first, last in rows)
    if len(rows) <= _MOST_RUNS or count > _MOST_LISTED:
        tests = [f"_row BETWEEN {first} AND {last}" for first, last in rows]
        return f"({' OR '.join(tests)})"
    every = {row for first, last in rows for row in range(first, last + 1)}
    return f"(_row IN ({', '.join(map(str, sorted(every)))}))"


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


def _amount_of(column: Column, *, strong: bool) -> str:
    """Returns by how much a numeric cell moves, as a DOUBLE.

    A number: a share of its size and some steps of its last digit; a date: days. In
    DECIMAL the product would overflow.
    """
    letter, hashed = column.letter, f'"{column.letter}_u"'
    least, days = (
        ("5e-1", f"31 + {hashed} % 370")
        if strong
        else (
            "5e-2",
            f"1 + {hashed} % 9",
        )
    )
    share = f"({hashed} % 401 * 1e-3 + {least})"
    steps = f"(1 + {hashed} // 3208 % 7) * 1e-{_digits(column)}"
    size = f'round(abs("{letter}_n"::DOUBLE) * {share}, {_digits(column)})'
    if column.scale is None:
        size = f'abs("{letter}_n") * {share}'
    number = f"{size} + {steps}"
    if column.has_dates:
        number = f'CASE WHEN "{letter}_k" = 5 THEN {days} ELSE {number} END'
    return f'{number} AS "{letter}_a"'


def _moved_cells(column: Column, *, lean: int) -> list[str]:
    """Returns the replaced columns: number, number of text, and raw text."""
    letter = column.letter
    moves = f'"{letter}_u" IS NOT NULL'
    cells: list[str] = []
    if column.has_numbers:
        number = _moved_number(column, lean=lean)
        raw = f'"{letter}_r"'
        unset = f'{moves} AND "{letter}_k" IN (1, 5)'
        cells += [
            f'CASE WHEN {moves} THEN {number} ELSE "{letter}_n" END AS "{letter}_n"',
            f"CASE WHEN NOT ({unset}) THEN {raw} END AS {raw}",
        ]
    if column.has_texts:
        text = f'"{letter}_c"'
        cells.append(
            f'CASE WHEN {moves} THEN {text} * ("{letter}_u" % 401 * 1e-3 + 105e-2)'
            f" + CASE WHEN {text} < 0 THEN -1e-2 ELSE 1e-2 END"
            f" ELSE {text} END AS {text}"
        )
    return cells


def _moved_number(column: Column, *, lean: int) -> str:
    """Returns the moved number: away from zero, or towards it without reaching it.

    Towards it as well where the cell is so large that its type could overflow.
    """
    name, amount = f'"{column.letter}_n"', f'"{column.letter}_a"'
    inward = (1, 2, 6, 7)[lean]
    limit = _DOUBLE_LIMIT
    if column.scale is not None:
        limit = f"25e{column.precision - column.scale - 2}"
    picked = f'"{column.letter}_u" // 401 % 8 < {inward}'
    back = f"{amount} < abs({name}) AND ({picked} OR abs({name}) >= {limit})"
    if column.has_dates:
        is_date, is_last = f'"{column.letter}_k" = 5', f"{name} > {_LAST_SERIAL}"
        back = f"CASE WHEN {is_date} THEN {is_last} ELSE {back} END"
    step = f"CASE WHEN ({back}) = ({name} < 0) THEN {amount} ELSE -{amount} END"
    if column.scale is None:
        return f"{name} + {step}"
    kind = f"DECIMAL({column.precision}, {column.scale})"
    return f"({name} + ({step})::{kind})::{kind}"


def _digits(column: Column) -> int:
    return _DOUBLE_DIGITS if column.scale is None else column.scale
