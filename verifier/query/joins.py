"""Tables put beside or below each other, so that no cell counts twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.errors import QueryRefused
from verifier.query.clauses import conjuncts
from verifier.query.paths import is_aggregate

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from verifier.query.relations import Output, Relation, Scan

_Columns = frozenset[tuple[str, int]]
_NO_PRODUCTS = frozenset({"SEMI", "ANTI"})
_REMEDY = "Join ON an equality of columns, so that each row is counted once."


def check_joins(
    select: exp.Select, sources: Mapping[str, Relation], scans: Sequence[Scan]
) -> None:
    """Refuses joins by which cells of a table are counted more than once.

    Raises:
        QueryRefused: on a join with constants, on one without a condition, and on one
            of a table with itself without an equality.
    """
    joins = select.args.get("joins") or ()
    names = list(sources)
    first = len(names) - len(joins)
    for place, join in enumerate(joins, start=first):
        name = names[place]
        before = names[:place]
        _refuse_constants(join, [sources[n] for n in (*before, name)])
        is_product = str(join.args.get("kind") or "").upper() not in _NO_PRODUCTS
        fixed = [n for n in (*before, name) if _is_fixed(select, n, sources[n])]
        single = name in fixed or set(before) <= set(fixed)
        if is_product and not single and not join.args.get("using"):
            _check_link(select, join, _Link(sources, name, before), scans)


def check_rollup(select: exp.Select) -> None:
    """Refuses subtotals inside a statement, where they would be counted again.

    Raises:
        QueryRefused: on ROLLUP, CUBE and GROUPING SETS in a subquery.
    """
    group = select.args.get("group")
    if select.parent is None or group is None:
        return
    if group.find(exp.Rollup, exp.Cube, exp.GroupingSets) is not None:
        raise QueryRefused(
            "subtotals (ROLLUP, CUBE, GROUPING SETS) in a subquery", "a plain GROUP BY"
        )


def check_union(
    tree: exp.SetOperation,
    left: Relation,
    right: Relation,
    scans: Sequence[Scan],
    numeric: Collection[tuple[str, int]],
) -> None:
    """Refuses a UNION ALL that takes the same cells twice, or takes constants.

    Raises:
        QueryRefused: if it does.
    """
    _refuse_constants(tree, [left, right])
    if not isinstance(tree, exp.Union) or tree.args.get("distinct"):
        return
    if left.one_row and right.one_row:
        return
    if _tables(left, scans).isdisjoint(_tables(right, scans)):
        return
    pairs = _pairs(left, right, scans)
    measures = [(o, r) for o, r in pairs if not (o | r).isdisjoint(numeric)]
    if not any(one.isdisjoint(other) for one, other in measures or pairs):
        raise QueryRefused(
            "UNION ALL of a table with itself, so that cells are counted twice",
            "one SELECT with one condition",
            "Write the conditions with OR or IN.",
        )


def is_one_row(select: exp.Select) -> bool:
    """Returns whether a SELECT gives one row at most, whatever the cells hold."""
    limit = select.args.get("limit")
    if limit is not None and limit.expression.name == "1":
        return True
    if select.args.get("group") is not None:
        return False
    return any(
        is_aggregate(node)
        for item in select.expressions
        for node in item.walk(prune=_is_apart)
        if not _is_apart(node)
    )


def keys_of(select: exp.Select) -> frozenset[str]:
    """Returns the outputs by which rows of a SELECT are told apart, if that is known.

    Example:
        >>> from sqlglot import parse_one
        >>> keys_of(parse_one("SELECT year(m) AS y, sum(r) FROM t GROUP BY 1"))
        frozenset({'y'})
        >>> keys_of(parse_one("SELECT sum(r) FROM t GROUP BY y"))
        frozenset()
    """
    group = select.args.get("group")
    if group is None or any(v for k, v in group.args.items() if k != "expressions"):
        return frozenset()
    found: set[str] = set()
    for key in group.expressions:
        names = [
            item.alias_or_name.casefold()
            for place, item in enumerate(select.expressions, 1)
            if key in {item.unalias(), exp.Literal.number(place)}
            or (isinstance(key, exp.Column) and key.sql() == item.alias)
        ]
        if not names:
            return frozenset()
        found.add(names[0])
    return frozenset(found)


def _is_fixed(select: exp.Select, name: str, relation: Relation) -> bool:
    """Returns whether a table gives one row at most where it stands in a SELECT.

    A group's row is the only one where conditions say what each of its keys is.
    """
    if relation.one_row:
        return True
    where = select.args.get("where")
    conditions = [join.args.get("on") for join in select.args.get("joins") or ()]
    conditions.append(where.this if where else None)
    atoms = [atom for part in conditions if part for atom in conjuncts(part)]
    said = {
        side.name.casefold()
        for atom in atoms
        if isinstance(atom, exp.EQ)
        for side, other in ((atom.left, atom.right), (atom.right, atom.left))
        if isinstance(side, exp.Column) and side.table.casefold() == name.casefold()
        if other.find(exp.Column, exp.Query) is None
    }
    return bool(relation.keys) and relation.keys <= said


def _is_apart(node: exp.Expr) -> bool:
    return isinstance(node, (exp.Query, exp.Window))


class _Link:
    """Which table of a SELECT a column belongs to, as seen from one join."""

    def __init__(
        self, sources: Mapping[str, Relation], joined: str, before: Sequence[str]
    ) -> None:
        self.sources = sources
        self.joined = joined
        self.before = frozenset(before)

    def sides(self, node: exp.Expr) -> frozenset[str]:
        """Returns the names of the tables whose columns are below a node."""
        return frozenset(self._owner(column) for column in node.find_all(exp.Column))

    def joins(self, one: frozenset[str], other: frozenset[str]) -> bool:
        """Returns whether one set is the joined table, the other those before it."""
        own = frozenset({self.joined})
        pairs = ((one, other), (other, one))
        return any(a == own and b and b <= self.before for a, b in pairs)

    def is_itself(self, scans: Sequence[Scan]) -> bool:
        """Returns whether the joined table rests on one that is there already."""
        own = _tables(self.sources[self.joined], scans)
        return any(own & _tables(self.sources[name], scans) for name in self.before)

    def _owner(self, column: exp.Column) -> str:
        if column.table:
            return column.table.casefold()
        found = (n for n, s in self.sources.items() if s.find(column.name))
        return next(found, "")


def _check_link(
    select: exp.Select, join: exp.Join, link: _Link, scans: Sequence[Scan]
) -> None:
    """Refuses a join without a condition between the two sides.

    Raises:
        QueryRefused: if there is none.
    """
    where = select.args.get("where")
    conditions = [join.args.get("on"), where.this if where else None]
    atoms = [atom for part in conditions if part for atom in conjuncts(part)]
    if any(
        isinstance(atom, exp.EQ)
        and link.joins(link.sides(atom.left), link.sides(atom.right))
        for atom in atoms
    ):
        return
    names = {link.joined} | link.before
    between = (link.sides(atom) & names for atom in atoms)
    is_linked = any(link.joined in s and s & link.before for s in between)
    if link.is_itself(scans):
        raise QueryRefused(
            f"a join of a table with itself without an equality: {_shown(join)}",
            "ON one.key = other.key",
            _REMEDY,
        )
    if not is_linked:
        raise QueryRefused(
            f"a join of every row with every row: {_shown(join)}",
            "ON one.key = other.key",
            _REMEDY,
        )


def _refuse_constants(node: exp.Expr, relations: Sequence[Relation]) -> None:
    if any(not relation.scans for relation in relations):
        raise QueryRefused(
            f"rows that are made of constants: {_shown(node)}",
            "rows of cited tables",
            "Write the numbers where they are used, or IN (…).",
        )


def _pairs(
    left: Relation, right: Relation, scans: Sequence[Scan]
) -> list[tuple[_Columns, _Columns]]:
    """Returns the columns of cells that lie one below the other."""
    pairs = [
        (_columns(mine, scans), _columns(other, scans))
        for mine, other in zip(left.outputs, right.outputs, strict=False)
    ]
    return [(one, other) for one, other in pairs if one and other]


def _columns(output: Output, scans: Sequence[Scan]) -> _Columns:
    return frozenset((scans[read.scan].table, read.column) for read in output.reads)


def _tables(relation: Relation, scans: Sequence[Scan]) -> frozenset[str]:
    return frozenset(scans[scan].table for scan in relation.scans)


def _shown(node: exp.Expr) -> str:
    return node.sql("duckdb").strip(" ,")[:60]
