"""The conditions of a SELECT as criteria on cells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.model.address import CellRange
from verifier.model.use import Criterion
from verifier.query.clauses import (
    conjuncts,
    is_of_another_table,
    is_of_one_table,
)
from verifier.query.folding import constant_of
from verifier.query.once import (
    has_distinct_rows,
    is_of_first_rows,
    keeps_first_rows,
)
from verifier.query.paths import behind, is_aggregate
from verifier.query.steps import linked_keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.query.relations import Output, Resolution
    from verifier.query.tables import SheetTable

_OPERATORS: dict[type[exp.Expr], str] = {
    exp.EQ: "=",
    exp.NullSafeEQ: "=",
    exp.NEQ: "<>",
    exp.NullSafeNEQ: "<>",
    exp.GT: ">",
    exp.GTE: ">=",
    exp.LT: "<",
    exp.LTE: "<=",
    exp.Like: "like",
    exp.ILike: "like",
}
_MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_NEGATED = {
    "=": "<>",
    "<>": "=",
    "<": ">=",
    ">=": "<",
    ">": "<=",
    "<=": ">",
    "like": "not like",
    "not like": "like",
}
DAY = "date"  # the part of a moment that CAST(… AS DATE) takes
_TRANSPARENT = (exp.Paren, exp.Cast, exp.TryCast, exp.Lower, exp.Upper, exp.Trim)


@dataclass(frozen=True, slots=True)
class Asked:
    """Resolves conditions of one statement.

    Attributes:
        resolution: the statement.
        tables: the sheets' tables by name.
    """

    resolution: Resolution
    tables: dict[str, SheetTable]

    def above(self, node: exp.Expr) -> tuple[Criterion, ...]:
        """Returns the criteria of the SELECT round a node, and of what it reads."""
        select = node.find_ancestor(exp.Select)
        return tuple(dict.fromkeys(self._of(select))) if select is not None else ()

    def of_rows(self, select: exp.Select) -> tuple[Criterion, ...]:
        """Returns the criteria of a SELECT, and of what it reads."""
        return tuple(dict.fromkeys(self._of(select)))

    def of_source(self, column: exp.Column) -> tuple[Criterion, ...]:
        """Returns the criteria that choose rows of the subquery that a column is of."""
        select = column.find_ancestor(exp.Select)
        atoms = tuple(_atoms(select)) if select is not None else ()
        found = [
            criterion
            for atom in atoms
            if _speaks_of(atom, column.table)
            for criterion in criteria_in(atom, self)
        ]
        for key, value in linked_keys(atoms, column.table):
            found += _on(key, "=", (value,), self)
        return tuple(dict.fromkeys(found))

    def key(self, node: exp.Expr) -> Criterion | None:
        """Returns a criterion on what a node is, that it is empty; None if not told."""
        return next(_on(node, "=", (), self), None)

    def made(self, node: exp.Expr) -> exp.Expr:
        """Returns what a column of a subquery stands for, aggregates and windows apart.

        It is the node itself where it stands for a column of a sheet.
        """
        source = behind(node, self.resolution) if isinstance(node, exp.Column) else None
        if source is None or any(map(_is_of_many_rows, source.walk())):
            return node
        return source

    def takes_rows_once(self, node: exp.Expr) -> bool:
        """Returns whether an aggregate takes equal rows, or those of a key, once.

        Its SELECT reads from one that gives no row twice, or it or its FILTER keeps the
        first row of each key.
        """
        above = node.parent
        if isinstance(above, exp.Filter):
            return self._keeps_first(above.expression.this, node)
        return self._keeps_first(None, node)

    def _keeps_first(self, condition: exp.Expr | None, node: exp.Expr) -> bool:
        if condition is not None and is_of_first_rows(condition, self.resolution):
            return True
        select = node.find_ancestor(exp.Select)
        if select is None:
            return False
        is_grouped = any(one.args.get("group") for one in self._sources(select))
        is_first = is_grouped or keeps_first_rows(select, self.resolution)
        return is_first or self._reads_once(select)

    def _reads_once(self, select: exp.Select) -> bool:
        return any(
            has_distinct_rows(inner, self.resolution) or self._reads_once(inner)
            for inner in self._sources(select)
        )

    def columns(self, node: exp.Expr) -> list[Output]:
        """Returns the sheets' columns that the columns below a node stand for."""
        found: list[Output] = []
        for part in node.walk():
            if isinstance(part, exp.Column):
                for output in self.resolution.origins.get(id(part), ()):
                    found += self._roots(output)
        return found

    def _roots(self, output: Output) -> list[Output]:
        if output.column is not None:
            return [output]
        return [root for part in output.parts for root in self.columns(part)]

    def _of(self, select: exp.Select) -> Iterator[Criterion]:
        for key in ("where", "having", "qualify"):
            clause = select.args.get(key)
            if clause is not None:
                yield from criteria_in(clause.this, self)
        for join in select.args.get("joins") or ():
            condition = join.args.get("on") if not join.side else None
            for atom in conjuncts(condition) if condition is not None else ():
                if is_of_one_table(atom):
                    yield from criteria_in(atom, self)
        for inner in self._sources(select):
            yield from self._of(inner)

    def _sources(self, select: exp.Select) -> Iterator[exp.Select]:
        """Yields the SELECTs of the subqueries and CTEs that one reads from."""
        start = select.args.get("from_")
        places = [start.this] if start is not None else []
        places += [join.this for join in select.args.get("joins") or ()]
        for place in places:
            if isinstance(place, exp.Table):
                place = _cte_of(place)  # noqa: PLW2901 - what it names
            while isinstance(place, exp.Subquery):
                place = place.this  # noqa: PLW2901 - what it holds
            if isinstance(place, exp.Select):
                yield place


def criteria_in(node: exp.Expr, asked: Asked) -> tuple[Criterion, ...]:
    """Returns the criteria that a condition sets, those that can be told."""
    return tuple(_criteria(node, asked))


def _criteria(node: exp.Expr, asked: Asked) -> Iterator[Criterion]:
    match node:
        case exp.And() | exp.Paren():
            for part in node.iter_expressions():
                yield from _criteria(part, asked)
        case exp.Not():
            yield from _turned([*_criteria(node.this, asked)])
        case exp.Or():
            yield from _either(node, asked)
        case exp.In():
            yield from _among(node, asked)
        case exp.Is() if isinstance(node.expression, exp.Null):
            yield from _on(node.this, "=", ("",), asked)
        case exp.Between():
            low, high = _written(node.args["low"]), _written(node.args["high"])
            yield from _on(node.this, ">=", _told(low), asked)
            yield from _on(node.this, "<=", _told(high), asked)
        case _:
            yield from _plain(node, asked)


def _among(node: exp.In, asked: Asked) -> Iterator[Criterion]:
    """Yields a criterion on some values, or those of a SELECT that tells the keys."""
    if node.expressions:
        values = [_written(value) for value in node.expressions]
        told = tuple(value for value in values if value is not None)
        yield from _on(node.this, "=", told, asked)
    elif is_of_another_table(node):
        yield from asked.of_rows(node.args["query"].this)


def _plain(node: exp.Expr, asked: Asked) -> Iterator[Criterion]:
    operator = _OPERATORS.get(type(node))
    if isinstance(node, exp.StartsWith):
        begins = tuple(f"{value}%" for value in _told(_written(node.expression)))
        yield from _on(node.this, "like", begins, asked)
    elif isinstance(node, exp.Column):
        yield from _on(node, "=", ("true",), asked)
    elif operator is not None:
        operator = _NEGATED[operator] if node.args.get("negate") else operator
        yield from _compared(node, operator, asked)


def _turned(inner: list[Criterion]) -> Iterator[Criterion]:
    """Yields criteria under NOT; outside a range is no one condition on its column."""
    for criterion in inner:
        yield (
            _negated(criterion) if len(inner) == 1 else replace(criterion, values=())
        )


def _negated(criterion: Criterion) -> Criterion:
    return replace(criterion, operator=_NEGATED[criterion.operator])


def _either(node: exp.Or, asked: Asked) -> Iterator[Criterion]:
    """Yields one criterion where all alternatives are values of the same column."""
    found = [*_criteria(node.left, asked), *_criteria(node.right, asked)]
    first = found[0] if found else None
    if first is None or any(
        (c.cells, c.operator, c.part) != (first.cells, "=", first.part) for c in found
    ):
        return
    values = dict.fromkeys(value for c in found for value in c.values)
    yield replace(first, values=tuple(values))


def _compared(node: exp.Expr, operator: str, asked: Asked) -> Iterator[Criterion]:
    left, right = node.this, node.expression
    if _written(left) is not None:
        left, right = right, left
        operator = _MIRRORED.get(operator, operator)
    value = _written(right)
    made = asked.made(left)
    if isinstance(made, exp.Case) and operator == "=" and value is not None:
        yield from _branch(made, value, asked)
    else:
        beside = _beside(right, asked) if value is None else None
        for criterion in _on(left, operator, _told(value), asked):
            yield replace(criterion, beside=beside)


def _beside(node: exp.Expr, asked: Asked) -> CellRange | None:
    """Returns the cells of the only column that a side of a comparison is."""
    found = [*_on(node, "", (), asked)]
    return found[0].cells if len(found) == 1 and not found[0].part else None


def _branch(case: exp.Case, value: str, asked: Asked) -> Iterator[Criterion]:
    """Yields the criteria of the only branch of a CASE that gives a value.

    The branches before it do not hold there: it is told of those with one criterion.
    """
    branches: list[exp.If] = case.args["ifs"]
    rest = case.args.get("default")
    given = [_written(branch.args["true"]) for branch in branches]
    given += [_written(rest)] if rest is not None else []
    if case.this is not None or given.count(value) != 1:
        return
    place = given.index(value)
    before = [criteria_in(branch.this, asked) for branch in branches[:place]]
    if any(len(criteria) != 1 for criteria in before):
        return
    yield from (_negated(criterion) for criteria in before for criterion in criteria)
    if place < len(branches):
        yield from _criteria(branches[place].this, asked)


def _on(
    node: exp.Expr, operator: str, values: tuple[str, ...], asked: Asked
) -> Iterator[Criterion]:
    part = ""
    while not isinstance(node, exp.Column) or asked.made(node) is not node:
        if isinstance(node, exp.Column):
            node = asked.made(node)
            continue
        if not isinstance(node, _TRANSPARENT):
            part = _part_of(node)
        elif _is_day(node):
            part = part or DAY
        inner = [c for c in node.iter_expressions() if c.find(exp.Column) is not None]
        if len(inner) != 1:
            return
        node = inner[0]
    for output in asked.columns(node)[:1]:
        cells = _cells_of(output, asked)
        if cells is not None and output.column is not None:
            yield Criterion(cells, output.column.name, operator, values, part)


def _is_day(node: exp.Expr) -> bool:
    """Returns whether a node is a cast to the day of a moment."""
    return isinstance(node, (exp.Cast, exp.TryCast)) and bool(node.is_type("date"))


def _part_of(node: exp.Expr) -> str:
    if isinstance(node, (exp.Extract, exp.DateTrunc, exp.TimestampTrunc)):
        unit = node.args.get("unit") or node.this
        return str(getattr(unit, "name", unit)).lower()
    return node.sql_name().lower() if isinstance(node, exp.Func) else node.key


def _cells_of(output: Output, asked: Asked) -> CellRange | None:
    table = asked.tables.get(output.table)
    if table is None or output.column is None:
        return None
    rows = table.cited.get(output.column.number, ())
    if not rows:
        return None
    number = output.column.number
    return CellRange(table.sheet, number, rows[0][0], number, rows[-1][1])


def _told(value: str | None) -> tuple[str, ...]:
    return () if value is None else (value,)


def _written(node: exp.Expr) -> str | None:
    """Returns a constant as a criterion shows it, None where only running tells."""
    while isinstance(node, (exp.Paren, exp.Cast, exp.Lower, exp.Upper)):
        node = node.this
    if isinstance(node, exp.Literal) and node.is_string:
        return str(node.this)
    if isinstance(node, exp.Boolean):
        return str(node.this).lower()
    if isinstance(node, exp.DateFromParts):
        node = exp.Tuple(expressions=list(node.args.values()))
        parts = [constant_of(part) for part in node.expressions]
        return "-".join(f"{int(p):02d}" for p in parts if p is not None)
    number = constant_of(node)
    return None if number is None else format(number, "f")


def _cte_of(table: exp.Table) -> exp.Expr | None:
    """Returns the query of the CTE that a table names, or None for a sheet's table."""
    above: exp.Expr | None = table
    while above is not None:
        with_ = above.args.get("with_") if isinstance(above, exp.Query) else None
        for cte in with_.expressions if with_ is not None else ():
            if cte.alias.casefold() == table.name.casefold() and not _is_in(table, cte):
                return cte.this
        above = above.parent
    return None


def _is_in(node: exp.Expr, other: exp.Expr) -> bool:
    above: exp.Expr | None = node
    while above is not None:
        if above is other:
            return True
        above = above.parent
    return False


def _atoms(select: exp.Select) -> Iterator[exp.Expr]:
    """Yields the conditions that every row of a SELECT meets."""
    for name in ("where", "having", "qualify"):
        clause = select.args.get(name)
        if clause is not None:
            yield from conjuncts(clause.this)
    for join in select.args.get("joins") or ():
        if join.args.get("on") is not None and not join.side:
            yield from conjuncts(join.args["on"])


def _speaks_of(atom: exp.Expr, table: str) -> bool:
    """Returns whether a condition speaks of one table alone."""
    names = {column.table.casefold() for column in atom.find_all(exp.Column)}
    return not table or names <= {"", table.casefold()}


def _is_of_many_rows(node: exp.Expr) -> bool:
    return is_aggregate(node) or isinstance(node, (exp.Window, exp.Query))
