"""A SELECT over cited cells -> SQL over the sheets' tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.errors import QueryRefused
from verifier.model.plan import Compiled, Trial
from verifier.query.dialect_types import check_dialect
from verifier.query.exact import keep_digits, with_whole_division
from verifier.query.magnitude import magnitude
from verifier.query.names import find_key
from verifier.query.numbers import with_numbers_within
from verifier.query.relations import ValueKind
from verifier.query.resolve import resolve
from verifier.query.rows import check_rows
from verifier.query.size import check_size
from verifier.query.tables import ROW, sheet_table, table_cte, tables_of
from verifier.query.texts import check_texts
from verifier.query.traits import traits_of
from verifier.query.trials import edited, edits_by_trial
from verifier.query.used import used_cells

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier.model.address import CellRange
    from verifier.model.source import CellKind, SheetKey, SheetLayout
    from verifier.query.query import Query
    from verifier.query.relations import Resolution
    from verifier.query.tables import SheetTable
    from verifier.query.trials import Edit

_EXACT = frozenset({ValueKind.INTEGER, ValueKind.DECIMAL})


def compile_query(  # noqa: PLR0913 - what is cited has four sides, and a way of running
    query: Query,
    cited: tuple[CellRange, ...],
    layouts: Mapping[SheetKey, SheetLayout],
    names: Mapping[str, SheetKey],
    kinds: Mapping[tuple[SheetKey, int], frozenset[CellKind]] | None = None,
    *,
    exact: bool = True,
) -> Compiled:
    """Returns a SELECT as SQL over the sheets' tables, in every way it is to be run.

    Args:
        query: a SELECT that passed the gate.
        cited: the cited cells, clipped to the used ranges.
        layouts: how the cited sheets lie in the engine.
        names: table name → sheet; names are found in any case.
        kinds: kinds of the cited cells of a column, where `probes_for` asked for
            them; elsewhere the kinds of the whole column are taken.
        exact: whether DECIMAL and integer columns stay so; False for what overflows,
            which then runs wholly in DOUBLE.

    Raises:
        QueryRefused: on a table or column that is not cited (`outside-citation`), on
            a column that there is not (`calculation-failed`), on a number made of
            constants (`refused`).

    Shape: each statement gives what the query itself gives; it should be one row with
        one column.
    """
    try:
        _refuse_physical_names(query, layouts)
        tables = sheet_tables(query, cited, layouts, names, kinds)
        return _compiled(query, tables, exact=exact)
    except RecursionError:
        raise QueryRefused(
            "SQL that is nested too deep", "a flatter SELECT", reason="limit"
        ) from None


def sheet_tables(
    query: Query,
    cited: tuple[CellRange, ...],
    layouts: Mapping[SheetKey, SheetLayout],
    names: Mapping[str, SheetKey],
    kinds: Mapping[tuple[SheetKey, int], frozenset[CellKind]] | None = None,
) -> dict[str, SheetTable]:
    """Returns the sheets' tables by the names that the query uses.

    Raises:
        QueryRefused: on a table that is not cited.
    """
    taken = {cte.alias.casefold() for cte in query.tree.find_all(exp.CTE)}
    taken |= {layout.sheet.table.casefold() for layout in layouts.values()}
    tables: dict[str, SheetTable] = {}
    for written in tables_of(query):
        key = find_key(names, written)
        sheet = names[key]
        name = key
        while name.casefold() in taken:
            name += "_cells"
        own = {c: k for (s, c), k in (kinds or {}).items() if s == sheet}
        tables[written] = sheet_table(name, cited, layouts[sheet], own)
    return tables


def _compiled(
    query: Query, tables: Mapping[str, SheetTable], *, exact: bool
) -> Compiled:
    check_size(query.tree, tables)
    resolution = resolve(with_whole_division(with_numbers_within(query.tree)), tables)
    check_dialect(resolution, query.dialect)
    check_rows(resolution)
    check_texts(resolution)
    found = tuple(tables.values())
    used = used_cells(resolution, found)
    traits = traits_of(resolution, found)
    notes = query.notes + keep_digits(resolution)
    trials = edits_by_trial(resolution)
    in_double = not exact and _is_exact_anywhere(resolution, found)
    statements = tuple(
        (trial, _sql(resolution, edits, found, in_double=in_double))
        for trial, edits in trials.items()
    )
    if in_double or not _is_exact_throughout(resolution, found):
        sizes = magnitude(edited(resolution.tree, trials[Trial.VALUE]))
        if sizes is not None:
            sql = _with_tables(sizes, resolution, found, in_double=in_double)
            statements = (*statements, (Trial.MAGNITUDE, sql))
    written = query.text if query.dialect == "duckdb" else ""
    names = _names_in(query, found)
    return Compiled(statements, used, traits, notes, written, names)


def _refuse_physical_names(
    query: Query, layouts: Mapping[SheetKey, SheetLayout]
) -> None:
    physical = {layout.sheet.table.casefold() for layout in layouts.values()}
    for cte in query.tree.find_all(exp.CTE):
        if cte.alias.casefold() in physical:
            raise QueryRefused(f"a CTE named {cte.alias}", "another name")


def _sql(
    resolution: Resolution,
    edits: tuple[Edit, ...],
    tables: tuple[SheetTable, ...],
    *,
    in_double: bool,
) -> str:
    tree = edited(resolution.tree, edits)
    return _with_tables(tree, resolution, tables, in_double=in_double)


def _with_tables(
    tree: exp.Query,
    resolution: Resolution,
    tables: tuple[SheetTable, ...],
    *,
    in_double: bool,
) -> str:
    ctes = [
        table_cte(table, resolution.mentioned.get(table.name, ()), in_double=in_double)
        for table in {t.name: t for t in tables}.values()
    ]
    if ctes:
        with_ = tree.args.get("with_")
        own = list(with_.expressions) if with_ else []
        tree.set("with_", exp.With(expressions=ctes + own))
    return tree.sql(dialect="duckdb", pretty=True, comments=False, copy=False)


def _is_exact_anywhere(resolution: Resolution, tables: tuple[SheetTable, ...]) -> bool:
    return any(
        column.type.kind in _EXACT
        and column.name in resolution.mentioned.get(table.name, ())
        for table in tables
        for column in table.columns
    )


def _is_exact_throughout(
    resolution: Resolution, tables: tuple[SheetTable, ...]
) -> bool:
    casts = resolution.tree.find_all(exp.Cast, exp.TryCast)
    if any(cast.to.this in exp.DataType.FLOAT_TYPES for cast in casts):
        return False
    return all(
        column.type.kind is not ValueKind.DOUBLE
        for table in tables
        for column in table.columns
        if column.name in resolution.mentioned.get(table.name, ())
    )


def _names_in(query: Query, tables: tuple[SheetTable, ...]) -> tuple[str, ...]:
    """Returns the tables and cited columns that a statement may name, as written."""
    columns = [column.name for table in tables for column in table.columns]
    return (*tables_of(query), ROW, *dict.fromkeys(columns))
