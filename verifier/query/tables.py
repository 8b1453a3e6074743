"""The tables of a SELECT: which it names, and how each is made from its sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.model.address import column_letter
from verifier.model.source import CellKind
from verifier.query.relations import SheetColumn, ValueKind, ValueType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from verifier.model.address import CellRange
    from verifier.model.source import ColumnLayout, SheetKey, SheetLayout
    from verifier.query.query import Query

ROW = "_row"
SECONDS_IN_DAY = 86_400
MOST_RUNS = 8
MOST_LISTED = 20_000
EPOCH = "1899-12-30"  # day 0 of the 1900 serial system after February 1900

_NUMBERS = frozenset({CellKind.NUMBER})
_DATES = frozenset({CellKind.DATE})
_BOOLEANS = frozenset({CellKind.BOOLEAN})

Rows = tuple[tuple[int, int], ...]
Kinds = frozenset[CellKind]


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A sheet as SQL sees it: the cited columns, by header.

    Attributes:
        name: the table's name in the compiled SQL.
        sheet: its sheet.
        physical: the sheet's table in the engine.
        columns: cited columns.
        rows: rows of the table: runs, ascending, the header row excluded.
        cited: for each cited column its rows.
        whole: columns of which every row is cited, so that the layout's kinds are
            those of the cited cells.
        layouts: how the columns lie in the engine.
        uncited: folded header → letter of columns that are not cited.
        ambiguous: folded header → letters of several cited columns.
    """

    name: str
    sheet: SheetKey
    physical: str
    columns: tuple[SheetColumn, ...]
    rows: Rows
    cited: Mapping[int, Rows]
    whole: frozenset[int]
    layouts: Mapping[int, ColumnLayout]
    uncited: Mapping[str, str]
    ambiguous: Mapping[str, str]


def tables_of(query: Query) -> tuple[str, ...]:
    """Returns the names of tables that a query reads, as first written.

    Names that its own CTEs bind are left out.

    Example:
        >>> from verifier.query.parse import parse_query
        >>> tables_of(parse_query("WITH a AS (SELECT x FROM deals) SELECT x FROM a"))
        ('deals',)
    """
    names: dict[str, str] = {}
    for table in query.tree.find_all(exp.Table):
        if not binds(table, table.name):
            names.setdefault(table.name.casefold(), table.name)
    return tuple(names.values())


def binds(node: exp.Expr, name: str) -> bool:
    """Returns whether a CTE above a node binds a name at that node."""
    folded = name.casefold()
    inside: exp.Expr = node
    above = node.parent
    while above is not None:
        with_ = above.args.get("with_") if isinstance(above, exp.Query) else None
        for cte in (
            with_.expressions if with_ is not None and with_ is not inside else ()
        ):
            if cte.alias.casefold() == folded:
                return True
        if isinstance(above, exp.With):
            earlier = above.expressions[: above.expressions.index(inside)]
            if any(cte.alias.casefold() == folded for cte in earlier):
                return True
        inside, above = above, above.parent
    return False


def sheet_table(
    name: str,
    cited: Iterable[CellRange],
    layout: SheetLayout,
    kinds: Mapping[int, Kinds] | None = None,
) -> SheetTable:
    """Returns a sheet as SQL sees it, from the ranges that are cited in it.

    Args:
        name: of the table in the compiled SQL.
        cited: ranges of this sheet.
        layout: of this sheet.
        kinds: kinds of the cited cells of a column, where they are known better than
            the layout knows them.
    """
    rows_by_column = _rows_by_column(cited, layout)
    headers = _headers(layout)
    cited_names = _names_of(rows_by_column, headers)
    columns = tuple(
        SheetColumn(number, cited_names[number], _type_of(layout, number, kinds or {}))
        for number in rows_by_column
        if number in layout.columns
    )
    every_row = merged(run for runs in rows_by_column.values() for run in runs)
    return SheetTable(
        name=name,
        sheet=layout.sheet.key,
        physical=layout.sheet.table,
        columns=columns,
        rows=every_row,
        cited=rows_by_column,
        whole=_cited_whole(rows_by_column, layout),
        layouts=layout.columns,
        uncited=_uncited(rows_by_column, headers),
        ambiguous=_ambiguous(rows_by_column, headers),
    )


def table_cte(table: SheetTable, names: Iterable[str], *, in_double: bool) -> exp.CTE:
    """Returns the CTE that makes a table of a sheet.

    Args:
        table: the table.
        names: names of the columns to put in; `number(x)` is the spreadsheet reading
            of column x.
        in_double: whether numbers are made DOUBLE.
    """
    wanted = frozenset(names)
    shown: list[exp.Expr] = [
        _named(_reading(table, column, in_double=in_double), column.name)
        for column in table.columns
        if column.name in wanted
    ]
    shown += [
        _named(
            _within(table, column, _number_reading(table, column)),
            number_name(column.name),
        )
        for column in table.columns
        if number_name(column.name) in wanted
    ]
    if ROW in wanted or not shown:
        shown.append(exp.column(ROW))
    select = exp.Select(
        expressions=shown,
        from_=exp.From(this=exp.to_table(table.physical)),
        where=exp.Where(this=rows_condition(table.rows)),
    )
    alias = exp.TableAlias(this=exp.to_identifier(table.name, quoted=True))
    return exp.CTE(this=select, alias=alias)


def number_name(column: str) -> str:
    """Returns the name under which a table offers `number(column)`."""
    return f"number({column})"


def rows_condition(rows: Rows) -> exp.Expr:
    """Returns the condition that a row is in one of several runs.

    DuckDB's optimiser takes seconds for fifty BETWEEN and minutes for five hundred,
    and no time for a list.
    """
    if not rows:
        return exp.false()
    count = sum(last - first + 1 for first, last in rows)
    if len(rows) <= MOST_RUNS or count > MOST_LISTED:
        return exp.or_(*(_in_run(first, last) for first, last in rows), copy=False)
    every = (row for first, last in rows for row in range(first, last + 1))
    listed = [exp.Literal.number(row) for row in every]
    return exp.In(this=exp.column(ROW), expressions=listed)


def merged(runs: Iterable[tuple[int, int]]) -> Rows:
    """Returns runs of rows as ascending disjoint runs.

    Example:
        >>> merged([(5, 9), (2, 4), (12, 12)])
        ((2, 9), (12, 12))
    """
    joined: list[tuple[int, int]] = []
    for first, last in sorted(runs):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return tuple(joined)


def _named(value: exp.Expr, name: str) -> exp.Alias:
    return exp.Alias(this=value, alias=exp.to_identifier(name, quoted=True))


def _in_run(first: int, last: int) -> exp.Expr:
    row = exp.column(ROW)
    if first == last:
        return exp.EQ(this=row, expression=exp.Literal.number(first))
    return exp.Between(
        this=row, low=exp.Literal.number(first), high=exp.Literal.number(last)
    )


def _rows_by_column(cited: Iterable[CellRange], layout: SheetLayout) -> dict[int, Rows]:
    runs: dict[int, list[tuple[int, int]]] = {}
    for cells in cited:
        if cells.sheet != layout.sheet.key:
            continue
        first = max(cells.first_row, layout.sheet.header_row + 1)
        last = min(cells.last_row, layout.sheet.rows)
        last_column = min(cells.last_column, layout.sheet.columns)
        for column in range(cells.first_column, last_column + 1):
            own = runs.setdefault(column, [])
            if first <= last:
                own.append((first, last))
    return {column: merged(runs[column]) for column in sorted(runs)}


def _headers(layout: SheetLayout) -> dict[int, str]:
    """Returns for each column its header, or its letter where that is blank."""
    written = layout.sheet.headers
    count = max(layout.sheet.columns, len(written), max(layout.columns, default=0))
    return {
        number: (written[number - 1].strip() if number <= len(written) else "")
        or column_letter(number)
        for number in range(1, count + 1)
    }


def _names_of(cited: Mapping[int, Rows], headers: Mapping[int, str]) -> dict[int, str]:
    """Returns for each cited column its name: the letter where headers are equal."""
    folded = [headers.get(number, "").casefold() for number in cited]
    reserved = {ROW}
    return {
        number: header
        if folded.count(header.casefold()) == 1 and header.casefold() not in reserved
        else column_letter(number)
        for number, header in ((n, headers.get(n, column_letter(n))) for n in cited)
    }


def _cited_whole(cited: Mapping[int, Rows], layout: SheetLayout) -> frozenset[int]:
    header_row = layout.sheet.header_row
    every_row = ((header_row + 1, layout.sheet.rows),)
    whole = (number for number, rows in cited.items() if rows == every_row)
    return frozenset(whole) if header_row <= 1 else frozenset()


def _uncited(cited: Mapping[int, Rows], headers: Mapping[int, str]) -> dict[str, str]:
    named = {headers[number].casefold() for number in cited}
    return {
        header.casefold(): column_letter(number)
        for number, header in headers.items()
        if number not in cited and header.casefold() not in named
    }


def _ambiguous(cited: Mapping[int, Rows], headers: Mapping[int, str]) -> dict[str, str]:
    letters: dict[str, list[str]] = {}
    for number in cited:
        folded = headers.get(number, "").casefold()
        letters.setdefault(folded, []).append(column_letter(number))
    return {
        name: " and ".join(found) for name, found in letters.items() if len(found) > 1
    }


def _type_of(layout: SheetLayout, number: int, kinds: Mapping[int, Kinds]) -> ValueType:
    column = layout.columns[number]
    found = kinds.get(number, column.kinds) - {CellKind.BLANK}
    if not found or found == _NUMBERS:
        return _number_type(column)
    if found == _DATES:
        return ValueType(ValueKind.DATE)
    if found == _BOOLEANS:
        return ValueType(ValueKind.BOOLEAN)
    return ValueType(ValueKind.TEXT)


def _number_type(column: ColumnLayout) -> ValueType:
    if column.scale is None:
        return ValueType(ValueKind.DOUBLE)
    if column.scale == 0:
        return ValueType(ValueKind.INTEGER)
    return ValueType(ValueKind.DECIMAL, column.scale)


def _reading(table: SheetTable, column: SheetColumn, *, in_double: bool) -> exp.Expr:
    letter = column_letter(column.number)
    number, text = exp.column(f"{letter}_n"), exp.column(f"{letter}_t")
    match column.type.kind:
        case ValueKind.DATE:
            plain = _date(number, table.layouts[column.number].scale)
        case ValueKind.BOOLEAN:
            plain = exp.EQ(this=text, expression=exp.Literal.string("TRUE"))
        case ValueKind.TEXT:
            plain = _raw(letter, table.layouts[column.number].kinds)
        case ValueKind.INTEGER if not in_double:
            plain = exp.cast(number, "BIGINT")
        case ValueKind.DECIMAL if not in_double:
            plain = number
        case _:
            plain = exp.cast(number, "DOUBLE") if in_double else number
    return _within(table, column, plain)


def _date(serial: exp.Expr, scale: int | None) -> exp.Expr:
    """Returns the DATE of a serial, or the TIMESTAMP where there are times of day."""
    if scale == 0:
        epoch, since = exp.cast(exp.Literal.string(EPOCH), "DATE"), "INT"
        return exp.Add(this=epoch, expression=exp.cast(serial, since))
    epoch = exp.cast(exp.Literal.string(EPOCH), "TIMESTAMP")
    days = exp.cast(serial, "DOUBLE")
    seconds = exp.Mul(this=days, expression=exp.Literal.number(SECONDS_IN_DAY))
    since_epoch = exp.Anonymous(
        this="TO_SECONDS", expressions=[exp.Round(this=seconds)]
    )
    return exp.Add(this=epoch, expression=since_epoch)


def _raw(letter: str, kinds: Kinds) -> exp.Expr:
    """Returns the text of a cell as the file has it, NULL for a blank cell."""
    readings: list[exp.Expr] = [exp.column(f"{letter}_{part}") for part in "rt"]
    if kinds & (_NUMBERS | _DATES):
        readings.append(exp.cast(exp.column(f"{letter}_n"), "VARCHAR"))
    text = exp.func("COALESCE", *readings)
    if CellKind.BLANK not in kinds:
        return text
    holds = exp.NEQ(this=exp.column(f"{letter}_k"), expression=exp.Literal.number(0))
    return exp.Case(ifs=[exp.If(this=holds, true=text)])


def _number_reading(table: SheetTable, column: SheetColumn) -> exp.Expr:
    letter = column_letter(column.number)
    kinds = table.layouts[column.number].kinds
    if column.type.is_number or kinds <= {
        CellKind.NUMBER,
        CellKind.DATE,
        CellKind.BLANK,
    }:
        return exp.column(f"{letter}_n")
    return exp.func("COALESCE", exp.column(f"{letter}_n"), exp.column(f"{letter}_c"))


def _within(table: SheetTable, column: SheetColumn, plain: exp.Expr) -> exp.Expr:
    """Returns a reading that is NULL in rows in which the column is not cited."""
    rows = table.cited[column.number]
    if rows == table.rows:
        return plain
    return exp.Case(ifs=[exp.If(this=rows_condition(rows), true=plain)])
