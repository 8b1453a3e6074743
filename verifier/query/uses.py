"""What a SELECT does with its cells: aggregates, criteria, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.model.address import CellRange
from verifier.model.use import Side, Statistic, Use
from verifier.query.asked import Asked, criteria_in
from verifier.query.folding import constant_of
from verifier.query.once import is_of_first_rows
from verifier.query.paths import behind, is_aggregate, output_of
from verifier.query.steps import is_step, stepped_back

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verifier.model.use import Criterion
    from verifier.query.relations import Output, Read, Resolution
    from verifier.query.tables import SheetTable

_STATISTICS: dict[str, Statistic] = {
    **dict.fromkeys(("Sum", "fsum", "kahan_sum", "sumkahan"), Statistic.SUM),
    **dict.fromkeys(("Avg", "mean", "favg"), Statistic.MEAN),
    **dict.fromkeys(("geomean", "geometric_mean"), Statistic.MEAN),
    **dict.fromkeys(("Count", "CountIf", "RegrCount"), Statistic.COUNT),
    **dict.fromkeys(("Min", "ArgMin"), Statistic.MINIMUM),
    **dict.fromkeys(("Max", "ArgMax"), Statistic.MAXIMUM),
    **dict.fromkeys(
        ("PercentileCont", "PercentileDisc", "Quantile"), Statistic.QUANTILE
    ),
    **dict.fromkeys(
        ("Stddev", "StddevSamp", "StddevPop", "Variance", "VariancePop", "mad"),
        Statistic.SPREAD,
    ),
    **dict.fromkeys(
        ("Corr", "CovarSamp", "CovarPop", "RegrSlope", "RegrIntercept", "RegrR2"),
        Statistic.RELATION,
    ),
    "Median": Statistic.MEDIAN,
    "Mode": Statistic.MODE,
    "product": Statistic.PRODUCT,
}
_MIDDLE = "0.5"
_SIDES: dict[type[exp.Expr], tuple[Side, Side]] = {
    exp.Div: (Side.NUMERATOR, Side.DENOMINATOR),
    exp.Sub: (Side.MINUEND, Side.SUBTRAHEND),
}
_KEEPERS = (exp.Max, exp.Min, exp.Sum, exp.Avg, exp.Median, exp.AnyValue, exp.First)
_PASSED = (exp.Round, exp.Coalesce, exp.Nullif, exp.Abs)
_FLAGS = frozenset({"1", "0", "1.0", "0.0", "100", "100.0"})


@dataclass(frozen=True, slots=True)
class _Walk:
    """A statement while what it does is collected.

    Attributes:
        asked: resolves conditions.
        resolution: the statement.
        tables: the sheets' tables by name.
    """

    asked: Asked
    resolution: Resolution
    tables: dict[str, SheetTable]

    def uses(
        self, node: exp.Expr, side: Side, outer: tuple[Criterion, ...]
    ) -> Iterator[Use]:
        """Yields what the parts of a value do; `outer` holds for all of them."""
        if is_aggregate(node):
            yield from self._aggregate(node, side, outer)
            return
        match node:
            case exp.Filter() | exp.Window():
                yield from self._narrowed(node, side, outer)
            case exp.Column():
                yield from self._column(node, side, outer)
            case exp.Subquery() | exp.Select():
                output = output_of(node)
                if output is not None:
                    yield from self.uses(output, side, outer)
            case exp.Div() | exp.Sub():
                yield from self._pair(node, side, outer)
            case _:
                for part in _value_parts(node):
                    yield from self.uses(part, side, outer)

    def _narrowed(
        self, node: exp.Filter | exp.Window, side: Side, outer: tuple[Criterion, ...]
    ) -> Iterator[Use]:
        if isinstance(node, exp.Filter):
            inner = criteria_in(node.expression.this, self.asked)
            yield from self.uses(node.this, side, outer + inner)
        elif is_step(node):
            order = node.args.get("order")
            key = self.asked.key(order.expressions[0].this) if order else None
            criteria = stepped_back(node, key, outer)
            yield from self.uses(node.this.this, side, criteria)
        else:
            yield from self.uses(node.this, side, outer)

    def _pair(
        self, node: exp.Div | exp.Sub, side: Side, outer: tuple[Criterion, ...]
    ) -> Iterator[Use]:
        if constant_of(node.right) is not None:
            yield from self.uses(node.left, side, outer)
            return
        sides = _SIDES[type(node)] if side is Side.WHOLE else (side, side)
        yield from self.uses(node.left, sides[0], outer)
        yield from self.uses(node.right, sides[1], outer)

    def _column(
        self, node: exp.Column, side: Side, outer: tuple[Criterion, ...]
    ) -> Iterator[Use]:
        for output in self.resolution.origins.get(id(node), ()):
            chosen = self.asked.of_source(node) if output.parts else ()
            for part in output.parts:
                yield from self.uses(part, side, _merged(outer, chosen))
            if output.column is not None and output.column.number:
                criteria = outer + self.asked.above(node)
                cells, headers = self._cells(output.reads, (output,))
                yield Use(Statistic.CELL, cells, (), criteria, side, headers=headers)

    def _aggregate(
        self, node: exp.Expr, side: Side, outer: tuple[Criterion, ...]
    ) -> Iterator[Use]:
        criteria = outer + self.asked.above(node)
        inner = _inside(node)
        single = self._single_group(node, inner, criteria)
        if single is not None:
            yield from self.uses(single, side, criteria)
            return
        made = self._of_case(node, inner, side, criteria)
        if made:
            yield from made
            return
        statistic = _statistic_of(node)
        once = inner.find(exp.Distinct) is not None if inner is not None else False
        if once and statistic is Statistic.COUNT:
            statistic = Statistic.DISTINCT
        outputs = tuple(self._outputs(inner)) if inner is not None else ()
        reads = frozenset(r for output in outputs for r in output.reads)
        cells, headers = self._cells(reads, outputs)
        rows = () if cells else self._rows()
        once = once or self.asked.takes_rows_once(node)
        yield Use(statistic, cells, rows, criteria, side, once, headers)

    def _of_case(
        self,
        node: exp.Expr,
        inner: exp.Expr | None,
        side: Side,
        criteria: tuple[Criterion, ...],
    ) -> tuple[Use, ...]:
        """Returns what `sum(CASE WHEN … THEN 1 END)` and `avg(…)` count, or nothing."""
        while isinstance(inner, (exp.Cast, exp.Paren)):
            inner = inner.this
        condition, taken = _case_of(inner)
        if condition is None:
            return ()
        asked = criteria_in(condition, self.asked)
        once = is_of_first_rows(condition, self.resolution)
        single = self._single_group(node, taken, criteria + asked)
        if single is not None:
            return tuple(self.uses(single, side, criteria + asked))
        if taken is not None and not _is_flag(taken):
            outputs = tuple(self._outputs(taken))
            reads = frozenset(r for output in outputs for r in output.reads)
            cells, headers = self._cells(reads, outputs)
            statistic = _statistic_of(node)
            return (Use(statistic, cells, (), criteria + asked, side, once, headers),)
        rows = self._rows()
        counted = Use(Statistic.COUNT, (), rows, criteria + asked, side, once)
        if not isinstance(node, exp.Avg):
            return (counted,)
        above, below = (
            (Side.NUMERATOR, Side.DENOMINATOR) if side is Side.WHOLE else (side, side)
        )
        every = Use(Statistic.COUNT, (), rows, criteria, below)
        return (replace(counted, side=above), every)

    def _single_group(
        self, node: exp.Expr, inner: exp.Expr | None, criteria: tuple[Criterion, ...]
    ) -> exp.Expr | None:
        """Returns what a column is of which criteria leave one group, else None.

        Example: `max(x) FILTER (WHERE region = 'EMEA')` of `sum(a) AS x` by region.
        """
        if not isinstance(node, _KEEPERS) or not isinstance(inner, exp.Column):
            return None
        made = behind(inner, self.resolution)
        select = made.find_ancestor(exp.Select) if made is not None else None
        if made is None or select is None or select is inner.find_ancestor(exp.Select):
            return None
        keys = [self.asked.key(key) for key in _keys_of(select)]
        told = {
            (c.cells, c.part)
            for c in criteria
            if c.operator == "=" and len(c.values) == 1
        }
        is_one = keys and all(key and (key.cells, key.part) in told for key in keys)
        return made if is_one else None

    def _outputs(self, node: exp.Expr) -> Iterator[Output]:
        """Yields what the columns below a node stand for, conditions left out."""
        for part in node.walk():
            if isinstance(part, exp.Column):
                yield from self.resolution.origins.get(id(part), ())

    def _cells(
        self, reads: Iterable[Read], outputs: tuple[Output, ...]
    ) -> tuple[tuple[CellRange, ...], tuple[str, ...]]:
        """Returns the cited cells of columns, and the columns' names."""
        names = {
            (output.table, output.column.number): output.column.name
            for output in outputs
            if output.column is not None
        }
        cells: list[CellRange] = []
        headers: list[str] = []
        for read in sorted(reads):
            table = self.tables[self.resolution.scans[read.scan].table]
            header = names.get((table.name, read.column)) or _name_in(table, read)
            for first, last in table.cited.get(read.column, ()):
                cells.append(
                    CellRange(table.sheet, read.column, first, read.column, last)
                )
                headers.append(header)
        return tuple(cells), tuple(headers)

    def _rows(self) -> tuple[CellRange, ...]:
        """Returns the cited rows of every table, over all cited columns.

        A table of which conditions alone ask, `id IN (SELECT …)`, adds no rows.
        """
        asked = _only_asked(self.resolution.tree)
        found: list[CellRange] = []
        for table in self.tables.values():
            if table.name.casefold() in asked:
                continue
            numbers = sorted(table.cited)
            for first, last in table.rows if numbers else ():
                found.append(
                    CellRange(table.sheet, numbers[0], first, numbers[-1], last)
                )
        return tuple(found)


def uses_of(resolution: Resolution, tables: Iterable[SheetTable]) -> tuple[Use, ...]:
    """Returns what a resolved statement does with its cells, in order."""
    by_name = {table.name: table for table in tables}
    walk = _Walk(Asked(resolution, by_name), resolution, by_name)
    return tuple(dict.fromkeys(walk.uses(resolution.tree, Side.WHOLE, ())))


def _only_asked(tree: exp.Expr) -> frozenset[str]:
    """Returns the names of tables that stand in conditions alone, folded."""
    inside: dict[str, bool] = {}
    for table in tree.find_all(exp.Table):
        name = table.name.casefold()
        is_asked = table.find_ancestor(exp.Where) is not None
        inside[name] = is_asked and inside.get(name, True)
    return frozenset(name for name, is_asked in inside.items() if is_asked)


def _merged(
    outer: tuple[Criterion, ...], inner: tuple[Criterion, ...]
) -> tuple[Criterion, ...]:
    return tuple(dict.fromkeys(outer + inner))


def _keys_of(select: exp.Select) -> list[exp.Expr]:
    """Returns what a SELECT groups by, none where it does not say so."""
    group = select.args.get("group")
    found: list[exp.Expr] = []
    for key in group.expressions if group is not None else ():
        place = int(key.name) if isinstance(key, exp.Literal) else 0
        found.append(select.expressions[place - 1].unalias() if place else key)
    return found


def _value_parts(node: exp.Expr) -> list[exp.Expr]:
    if isinstance(node, _PASSED):
        return [node.this]
    return list(node.iter_expressions())


def _name_in(table: SheetTable, read: Read) -> str:
    return next((c.name for c in table.columns if c.number == read.column), "")


def _inside(node: exp.Expr) -> exp.Expr | None:
    """Returns what an aggregate is made of; None for `count(*)`."""
    if isinstance(node, (exp.PercentileCont, exp.PercentileDisc)):
        return node.parent if isinstance(node.parent, exp.WithinGroup) else node
    found = node.expressions[0] if isinstance(node, exp.Anonymous) else node.this
    if isinstance(found, exp.Order):
        found = found.this
    return None if isinstance(found, (exp.Star, exp.Literal)) else found


def _statistic_of(node: exp.Expr) -> Statistic:
    name = type(node).__name__
    if isinstance(node, exp.Anonymous):
        name = str(node.this).lower()
    found = _STATISTICS.get(name, Statistic.OTHER)
    if found is Statistic.QUANTILE:
        literals = [str(part.this) for part in node.find_all(exp.Literal)]
        return Statistic.MEDIAN if _MIDDLE in literals else found
    return found


def _case_of(node: exp.Expr | None) -> tuple[exp.Expr | None, exp.Expr | None]:
    """Returns the only condition of a CASE without an ELSE that matters, and its value.

    A bare condition, as in `sum((stage = 'won')::INT)`, has no value.
    """
    match node:
        case exp.Case(this=None):
            branches = [
                branch for branch in node.find_all(exp.If) if branch.parent is node
            ]
            rest = node.args.get("default")
        case exp.If():
            branches, rest = [node], node.args.get("false")
        case exp.Predicate():
            return node, None
        case _:
            return None, None
    if len(branches) != 1 or not (rest is None or _is_empty(rest)):
        return None, None
    return branches[0].this, branches[0].args.get("true")


def _is_empty(node: exp.Expr) -> bool:
    return isinstance(node, exp.Null) or constant_of(node) == 0


def _is_flag(node: exp.Expr) -> bool:
    return isinstance(node, exp.Literal) and str(node.this) in _FLAGS
