"""The statement while it is written: one-row steps, and the cells of the sheets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.errors import FormulaError
from verifier.formula.dialect import sql
from verifier.formula.dialect.write import BARE, written
from verifier.formula.sheet import (
    bounds,
    in_rows,
    joining,
    kinds_in,
    sheet_cell,
    table_of,
)
from verifier.formula.step import Relation, Step
from verifier.formula.values import Array, Cell, Frame, Member
from verifier.model.address import CellRange, column_letter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlglot.expressions import Expr

    from verifier.model.source import NestedCells, SheetKey, SheetLayout

STEP_LIMIT = 400
COLUMN_LIMIT = 500
TEXT_LIMIT = 200_000
_HEAVY = 60  # nodes from which an expression is named rather than repeated
_PARTS = ("kind", "number", "coerced", "text", "error", "truth")


class Draft:
    """Collects the steps of one statement."""

    def __init__(
        self, layouts: Mapping[SheetKey, SheetLayout], *, exact: bool = True
    ) -> None:
        self._layouts = layouts
        self._exact = exact
        self._cells: dict[str, Step] = {}
        self._rows: dict[str, set[int]] = {}
        self._steps: list[Step] = []
        self._known: dict[tuple[object, ...], Step] = {}
        self._aliases: dict[tuple[str, int], str] = {}
        self._names: dict[Expr, Expr] = {}
        self._tables: dict[Expr, frozenset[str]] = {}
        self._bases: dict[str, str] = {}  # steps with a row for each of a table's rows
        self.read: set[CellRange] = set()
        # conditions under which a search is an accident, each made when it is asked
        self.doubts: list[Callable[[], Expr]] = []

    @property
    def exact(self) -> bool:
        """Whether DECIMAL columns stay DECIMAL."""
        return self._exact

    def range(self, cells: CellRange) -> Array:
        """Returns the cells of a range as an array over its rows.

        Raises:
            FormulaError: for forms that are not recomputed here.
        """
        self.read.add(cells)
        layout = self._layouts[cells.sheet]
        table = layout.sheet.table
        alias = self._alias(table, cells.first_row)
        member = Member(table, alias, cells.first_row)
        whole = cells.first_row == 1 and cells.last_row == layout.sheet.rows
        if cells.columns > COLUMN_LIMIT:
            raise FormulaError(
                f"{cells} has {cells.columns} columns",
                f"at most {COLUMN_LIMIT}",
                reason="limit",
            )
        rows = range(cells.first_row, cells.last_row + 1)
        grid = tuple(
            self._framed(alias, layout, number, rows)
            for number in range(cells.first_column, cells.last_column + 1)
        )
        return Array(Frame((member,), cells.rows, whole), (grid,), cells)

    def cell(self, cells: CellRange, row: int = 1, column: int = 1) -> Cell:
        """Returns one cell of a range by its 1-based place in it."""
        layout = self._layouts[cells.sheet]
        table = layout.sheet.table
        number = cells.first_column + column - 1
        sheet_row = cells.first_row + row - 1
        framed = self._framed(table, layout, number, range(sheet_row, sheet_row + 1))
        name = f"{column_letter(number).lower()}{sheet_row}"
        step = self._cells.setdefault(table, Step(f"{table}_cells", None))
        self._rows.setdefault(table, set()).add(sheet_row)

        def fetched(value: Expr | None, part: str) -> Expr | None:
            if value is None:
                return None
            at_row = sql.equal(sql.column(table, "_row"), sql.number(sheet_row))
            step.columns.setdefault(
                f"{name}_{part}", sql.filtered(sql.call("max", value), at_row)
            )
            return sql.column(step.name, f"{name}_{part}")

        is_mixed = len(framed.kinds) > 1 or framed.error is not None
        return replace(
            framed,
            kind=fetched(framed.kind if is_mixed else None, "k"),
            number=fetched(framed.number, "n"),
            coerced=fetched(framed.coerced, "c"),
            text=fetched(framed.text, "t"),
            error=fetched(framed.error, "e"),
        )

    def matrix(self, cells: CellRange) -> Array:
        """Returns the cells of a small range one by one.

        Raises:
            FormulaError: if the range is too large for that.
        """
        if cells.rows * cells.columns > COLUMN_LIMIT:
            raise FormulaError(
                f"{cells} holds {cells.rows * cells.columns} cells",
                f"at most {COLUMN_LIMIT} where cells are taken one by one",
                reason="limit",
            )
        return Array(
            None,
            tuple(
                tuple(self.cell(cells, r, c) for c in range(1, cells.columns + 1))
                for r in range(1, cells.rows + 1)
            ),
        )

    def aggregate(self, relation: Relation, value: Expr) -> Expr:
        """Returns the column of a one-row step that aggregates a relation."""
        steps = self._steps_in(relation, value)
        # rows that a later step has are of no step before it
        over = [name for name in self._bases if name in self._tables_of(value)]
        key = (relation.source, relation.joins, relation.condition, *steps, *over)
        step = self._known.get(key)
        if step is None:
            step = self._append(Step(self._name(), relation))
            self._known[key] = step
        return sql.column(step.name, _place(step, value))

    def let(self, cell: Cell) -> Cell:
        """Returns the cell with a name for each of its longer expressions.

        A cell that stands over the rows of a frame is returned as it is.
        """
        parts = {name: getattr(cell, name) for name in _PARTS}
        long = {n: e for n, e in parts.items() if e is not None and not _is_short(e)}
        if not long or not all(self._is_single(e) for e in long.values()):
            return cell
        unknown = [value for value in long.values() if value not in self._names]
        if unknown:
            self._name_in_step(unknown)
        return replace(cell, **{n: self._names[e] for n, e in long.items()})

    @property
    def next_name(self) -> str:
        """The name that the next step will have."""
        return self._name()

    def named(self, value: Expr) -> Expr:
        """Returns a name for an expression; over several tables' rows it stays."""
        if _is_short(value):
            return value
        if not self._is_single(value):
            return self._named_over_rows(value)
        if value not in self._names:
            self._name_in_step([value])
        return self._names[value]

    def light(self, cell: Cell) -> Cell:
        """Returns the cell with a name for each part that would be long to repeat."""
        parts = {name: getattr(cell, name) for name in _PARTS}
        heavy = {n: e for n, e in parts.items() if e and sql.is_heavy(e, _HEAVY)}
        return replace(cell, **{n: self.named(e) for n, e in heavy.items()})

    def _named_over_rows(self, value: Expr) -> Expr:
        """Returns the column of a step that has a row for each row of one table."""
        if value in self._names:
            return self._names[value]
        over = self._tables_of(value) - set(self._single_names([value]))
        bases = {self._bases.get(name, name) for name in over}
        if len(bases) != 1:
            return value
        (base,) = bases
        tables = {alias: table for (table, _), alias in self._aliases.items()}
        tables |= {s.name: s.name for s in self._steps if not s.single}
        if base not in tables:
            return value
        own = None if tables[base] == base else base
        relation = Relation(sql.table(tables[base], own))
        columns = [sql.alias(sql.column(base, "_row"), "_row"), sql.alias(value, "v")]
        name = self.rows_of(self._reading(columns, relation, [value]))
        self._bases[name] = base
        self._names[value] = sql.column(name, "v")
        return self._names[value]

    def named_together(self, values: list[Expr]) -> list[Expr]:
        """Returns names for expressions of one row, all of them made in one step."""
        unknown = [v for v in values if v not in self._names and not _is_short(v)]
        if unknown:
            self._name_in_step(list(dict.fromkeys(unknown)))
        return [self._names.get(value, value) for value in values]

    def hidden_rows(self, cells: CellRange) -> tuple[int, ...]:
        """Returns the rows of a range that its sheet does not show."""
        runs = self._layouts[cells.sheet].sheet.hidden_rows
        inside = range(cells.first_row, cells.last_row + 1)
        return tuple(
            row
            for first, last in runs
            for row in range(first, last + 1)
            if row in inside
        )

    def nested(self, cells: CellRange) -> tuple[NestedCells, ...]:
        """Returns the subtotals within a range."""
        return tuple(
            one
            for one in self._layouts[cells.sheet].sheet.nested
            if cells.first_column <= one.column <= cells.last_column
            and one.first_row <= cells.last_row
            and one.last_row >= cells.first_row
        )

    def rows_of(self, query: exp.Select) -> str:
        """Returns the name of a step that has many rows."""
        step = self._append(Step(self._name(), None, single=False, query=query))
        return step.name

    def reading(
        self, columns: list[Expr], frame: Frame | None, values: list[Expr]
    ) -> exp.Select:
        """Returns a query with the FROM and WHERE that its values need."""
        return self._reading(columns, self.relation(frame), values)

    def select(self, outputs: Mapping[str, Expr]) -> str:
        """Returns the whole statement as SQL.

        Raises:
            FormulaError: if it is longer than the engine should read.
        """
        columns = [sql.alias(value, name) for name, value in outputs.items()]
        final = _bare(self._reading(columns, None, list(outputs.values())))
        cells = [step for _, step in sorted(self._cells.items()) if step.columns]
        steps = [
            sql.step(step.name, self._query(step)) for step in (*cells, *self._steps)
        ]
        if steps:
            final.set("with_", exp.With(expressions=steps))
            final = exp.Select(
                expressions=[exp.Column(this=sql.identifier(n)) for n in outputs],
                from_=exp.From(this=sql.subquery(final, "answer")),
            )
        text = written(final)
        if len(text) > TEXT_LIMIT:
            raise FormulaError(
                f"the formula needs {len(text)} characters of SQL",
                f"at most {TEXT_LIMIT}",
                "Say it in smaller parts.",
                reason="limit",
            )
        return text

    def relation(self, frame: Frame | None) -> Relation | None:
        """Returns what a frame's cells are read from."""
        if frame is None:
            return None
        first, *others = frame.members
        joins = tuple((table_of(m), joining(first, m)) for m in others)
        return Relation(
            table_of(first), joins, sql.both(bounds(frame), frame.condition)
        )

    def _framed(
        self, alias: str, layout: SheetLayout, number: int, rows: range
    ) -> Cell:
        column = layout.columns.get(number)
        if column is None:
            raise FormulaError(
                f"column {column_letter(number)} of {layout.sheet.key} is not loaded",
                reason="calculation-failed",
            )
        return sheet_cell(alias, column, kinds_in(layout, column, rows), self._exact)

    def _alias(self, table: str, first_row: int) -> str:
        is_first = all(known != table for known, _ in self._aliases)
        name = table if is_first else f"{table}_from_{first_row}"
        return self._aliases.setdefault((table, first_row), name)

    def _name(self) -> str:
        return f"step_{len(self._steps) + 1}"

    def _name_in_step(self, values: list[Expr]) -> None:
        step = self._append(Step(self._name(), None))
        for value in values:
            self._names[value] = sql.column(step.name, _place(step, value))

    def _append(self, step: Step) -> Step:
        if len(self._steps) >= STEP_LIMIT:
            raise FormulaError(
                f"the formula needs more than {STEP_LIMIT} steps", reason="limit"
            )
        self._steps.append(step)
        return step

    def _tables_of(self, value: Expr) -> frozenset[str]:
        if value not in self._tables:
            self._tables[value] = sql.tables_of(value)
        return self._tables[value]

    def _single_names(self, values: list[Expr]) -> list[str]:
        used = {name for value in values for name in self._tables_of(value)}
        every = (*self._cells.values(), *self._steps)
        return [s.name for s in every if s.single and s.name in used]

    def _is_single(self, value: Expr) -> bool:
        return len(self._single_names([value])) == len(self._tables_of(value))

    def _steps_in(self, relation: Relation, value: Expr) -> list[str]:
        values = [value]
        if relation.condition is not None:
            values.append(relation.condition)
        return self._single_names(values)

    def _query(self, step: Step) -> exp.Select:
        if step.query is not None:
            return step.query
        columns = [sql.alias(value, name) for name, value in step.columns.items()]
        relation = step.relation
        for table, rows in self._rows.items():
            if step is self._cells[table]:
                relation = Relation(sql.table(table), (), in_rows(table, rows))
        values = list(step.columns.values())
        return _bare(self._reading(columns, relation, values))

    def _reading(
        self, columns: list[Expr], relation: Relation | None, values: list[Expr]
    ) -> exp.Select:
        sources: list[Expr] = []
        parts: dict[str, object] = {}
        used = values
        joins: list[exp.Join] = []
        if relation is not None:
            sources = [relation.source]
            joins = [exp.Join(this=t, on=condition) for t, condition in relation.joins]
            if relation.condition is not None:
                parts["where"] = exp.Where(this=relation.condition)
                used = [*values, relation.condition]
        joins += self._joined_over_rows(used)
        sources += [sql.table(name) for name in self._single_names(used)]
        joins += [exp.Join(this=one, kind="CROSS") for one in sources[1:]]
        if sources:
            parts["from_"] = exp.From(this=sources[0])
        if joins:
            parts["joins"] = joins
        return exp.Select(expressions=columns, **parts)

    def _joined_over_rows(self, values: list[Expr]) -> list[exp.Join]:
        """Returns the joins of steps with a row for each row of a table."""
        used = {name for value in values for name in self._tables_of(value)}
        joins: list[exp.Join] = []
        for name, base in self._bases.items():
            if name in used:
                rows = sql.column(name, "_row"), sql.column(base, "_row")
                joins.append(exp.Join(this=sql.table(name), on=sql.equal(*rows)))
        return joins


def _place(step: Step, value: Expr) -> str:
    for alias, known in step.columns.items():
        if known == value:
            return alias
    alias = f"v{len(step.columns) + 1}"
    step.columns[alias] = value
    return alias


def _bare(query: exp.Select) -> exp.Select:
    """Returns a query that is written without its only source's name before columns."""
    source = query.args.get("from_")
    if source and isinstance(source.this, exp.Table) and "joins" not in query.args:
        query.meta[BARE] = True
    return query


def _is_short(value: Expr) -> bool:
    inner = value.this if isinstance(value, exp.Neg) else value
    return isinstance(inner, exp.Column | exp.Literal | exp.Null | exp.Boolean)
