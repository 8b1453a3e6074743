"""Calculations altered so that they compute something else than their words say."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlglot
from sqlglot import exp

from verifier.formula.nodes import (
    Address,
    Binary,
    Call,
    Formula,
    Node,
    Text,
    children,
    with_children,
)
from verifier.formula.parse import parse
from verifier.model.address import Area, Reference, column_letter
from verifier.model.claim import CalculationKind

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator

    from verifier.model.claim import Claim

_MOST_GROUPS = 8
_PAIRS = {"SUMIFS": 1, "AVERAGEIFS": 1, "COUNTIFS": 0, "MAXIFS": 1, "MINIFS": 1}
_PLAIN = {"SUMIFS": "SUM", "AVERAGEIFS": "AVERAGE", "MAXIFS": "MAX", "MINIFS": "MIN"}
_STATISTICS = {
    "AVERAGE": ("MEDIAN", "MAX"),
    "MEDIAN": ("AVERAGE",),
    "MAX": ("MIN", "AVERAGE"),
    "MIN": ("MAX",),
    "AVERAGEIFS": ("SUMIFS", "MAXIFS"),
    "SUMIFS": ("AVERAGEIFS",),
    "SUM": ("AVERAGE", "MAX"),
    "MAXIFS": ("MINIFS",),
}
_VALUED = frozenset(("SUM", "AVERAGE", "MEDIAN", "MAX", "MIN", *_PLAIN))
_DAY = re.compile(r"(\d{4})-(\d\d)(-\d\d)?")
_NUMBER = re.compile(r"-?\d+([.,]\d+)?")
_SQL_STATISTICS = {
    exp.Avg: (exp.Median, exp.Max),
    exp.Median: (exp.Avg,),
    exp.Max: (exp.Min, exp.Avg),
    exp.Min: (exp.Max,),
    exp.Sum: (exp.Avg, exp.Max),
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table of texts, its header first."""

    name: str
    rows: tuple[tuple[str, ...], ...]

    def values(self, column: int) -> tuple[str, ...]:
        """Returns the filled cells below the header of a column, 1-based."""
        cells = (row[column - 1] for row in self.rows[1:] if len(row) >= column)
        return tuple(cell for cell in cells if cell.strip())

    def groups(self, column: int) -> tuple[str, ...]:
        """Returns what stands in a column of few texts, most frequent first."""
        values = self.values(column)
        if not values or any(_NUMBER.fullmatch(v) or _DAY.match(v) for v in values):
            return ()
        counted = Counter(values).most_common(_MOST_GROUPS + 1)
        of_groups = 1 < len(counted) <= _MOST_GROUPS
        return tuple(text for text, count in counted if count > 1) if of_groups else ()

    @property
    def letters(self) -> str:
        """The last column's letters and the last row's number."""
        return f"{column_letter(len(self.rows[0]))}{len(self.rows)}"

    @property
    def measures(self) -> tuple[int, ...]:
        """Numbers of the columns that hold numbers alone."""
        width = len(self.rows[0])
        return tuple(
            column
            for column in range(1, width + 1)
            if len(values := self.values(column)) > len(self.rows) / 2
            and all(_NUMBER.fullmatch(value) for value in values)
            and len(set(values)) > _MOST_GROUPS
        )

    @property
    def kinds(self) -> tuple[int, ...]:
        """Numbers of the columns that hold few different texts."""
        return tuple(c for c in range(1, len(self.rows[0]) + 1) if self.groups(c))

    def column(self, name: str) -> int | None:
        """Returns the number of the column with a header."""
        folded = [header.strip().casefold() for header in self.rows[0]]
        name = name.casefold()
        return folded.index(name) + 1 if name in folded else None


def alterations_of(
    claim: Claim, tables: dict[str, Table], rng: random.Random
) -> Iterator[tuple[str, str]]:
    """Yields kinds of alteration, each with a calculation of that kind."""
    prefixes = {c.prefixes[0] for c in claim.citations if c.prefixes}
    cited = [tables[name] for name in sorted(prefixes) if name in tables]
    if len(cited) != 1 or not claim.calculation:
        return
    if claim.kind is CalculationKind.FORMULA:
        yield from _of_formula(claim.calculation, cited[0], rng)
    elif claim.kind is CalculationKind.SQL:
        yield from _of_query(claim.calculation, cited[0], rng)


def _of_formula(
    text: str, table: Table, rng: random.Random
) -> Iterator[tuple[str, str]]:
    root = parse(text).root
    for kind, alter in _ALTERATIONS.items():
        found = [new for new in _altered(root, alter, table, rng) if new != root]
        if found:
            yield kind, str(Formula(rng.choice(found)))
    if isinstance(root, Binary) and root.operator == "/":
        yield "operands turned", str(Formula(Binary("/", root.right, root.left)))


def _altered(
    node: Node,
    alter: Callable[[Node, Table, random.Random], Iterator[Node]],
    table: Table,
    rng: random.Random,
) -> Iterator[Node]:
    """Yields a formula with one of its parts altered."""
    yield from alter(node, table, rng)
    parts = children(node)
    for place, part in enumerate(parts):
        for other in _altered(part, alter, table, rng):
            yield with_children(node, (*parts[:place], other, *parts[place + 1 :]))


def _column_of(node: Node) -> int | None:
    if not isinstance(node, Address) or node.reference.area.is_of_table:
        return None
    area = node.reference.area
    is_column = (
        area.first_column == area.last_column and area.first_row != area.last_row
    )
    return area.first_column if is_column else None


def _moved(node: Node, column: int) -> Node:
    if not isinstance(node, Address):
        return node
    area = node.reference.area
    moved = Area(column, area.first_row, column, area.last_row)
    return Address(Reference(node.reference.prefixes, moved))


def _other_group(node: Node, table: Table, rng: random.Random) -> Iterator[Node]:
    first = _PAIRS.get(node.name) if isinstance(node, Call) else None
    if isinstance(node, Call) and node.name in {"COUNTIF", "SUMIF", "AVERAGEIF"}:
        first = 0
    if first is None or not isinstance(node, Call):
        return
    parts = node.arguments
    for place in range(first, len(parts) - 1, 2):
        column, criterion = _column_of(parts[place]), parts[place + 1]
        if column is None or not isinstance(criterion, Text):
            continue
        groups = [g for g in table.groups(column) if g != criterion.value]
        if len(groups) + 1 == len(table.groups(column)):
            new = Text(rng.choice(groups))
            yield Call(node.name, (*parts[: place + 1], new, *parts[place + 2 :]))


def _without(node: Node, _table: Table, _rng: random.Random) -> Iterator[Node]:
    if not isinstance(node, Call):
        return
    parts = node.arguments
    if node.name == "SUMIF" and len(parts) == 3:
        yield Call("SUM", parts[2:])
    if node.name == "AVERAGEIF" and len(parts) == 3:
        yield Call("AVERAGE", parts[2:])
    first = _PAIRS.get(node.name)
    if first is None:
        return
    for place in range(first, len(parts) - 1, 2):
        rest = (*parts[:place], *parts[place + 2 :])
        if len(rest) > first:
            yield Call(node.name, rest)
        elif node.name in _PLAIN:
            yield Call(_PLAIN[node.name], rest)


def _with_more(node: Node, table: Table, rng: random.Random) -> Iterator[Node]:
    if not isinstance(node, Call):
        return
    parts, name = node.arguments, node.name
    if name in {"SUM", "AVERAGE", "MAX", "MIN"} and len(parts) == 1:
        name += "IFS"
    first = _PAIRS.get(name)
    if first is None or not parts or _column_of(parts[0]) is None:
        return
    taken = {_column_of(part) for part in parts[first::2]}
    for column in table.kinds:
        if column not in taken:
            group = Text(rng.choice(table.groups(column)[:3]))
            yield Call(name, (*parts, _moved(parts[0], column), group))


def _other_column(node: Node, table: Table, rng: random.Random) -> Iterator[Node]:
    if not isinstance(node, Call) or node.name not in {*_VALUED, "SUMIF", "AVERAGEIF"}:
        return
    parts = node.arguments
    place = 2 if node.name in {"SUMIF", "AVERAGEIF"} else 0
    column = _column_of(parts[place]) if len(parts) > place else None
    others = [c for c in table.measures if c != column]
    if column in table.measures and others:
        new = _moved(parts[place], rng.choice(others))
        yield Call(node.name, (*parts[:place], new, *parts[place + 1 :]))


def _other_statistic(node: Node, _table: Table, rng: random.Random) -> Iterator[Node]:
    if isinstance(node, Call) and node.name in _STATISTICS:
        yield Call(rng.choice(_STATISTICS[node.name]), node.arguments)


def _other_period(node: Node, _table: Table, rng: random.Random) -> Iterator[Node]:
    if isinstance(node, Text) and (found := _DAY.search(node.value)):
        month = _month(int(found[2]), rng)
        whole = f"{found[1]}-{month:02d}{found[3] or ''}"
        yield Text(node.value[: found.start()] + whole + node.value[found.end() :])


def _month(month: int, rng: random.Random) -> int:
    return (month - 1 + rng.choice((1, 2, 11))) % 12 + 1


_ALTERATIONS = {
    "another group": _other_group,
    "a criterion less": _without,
    "a criterion more": _with_more,
    "another column": _other_column,
    "another statistic": _other_statistic,
    "another period": _other_period,
}


def _of_query(text: str, table: Table, rng: random.Random) -> Iterator[tuple[str, str]]:
    try:
        tree = sqlglot.parse_one(text, read="duckdb")
    except sqlglot.ParseError:
        return
    for kind, alter in _QUERY_ALTERATIONS.items():
        found = []
        for place, node in enumerate(list(tree.walk())):
            copied = tree.copy()
            twin = list(copied.walk())[place]
            if type(twin) is type(node) and alter(twin, table, rng):
                found.append(copied.sql(dialect="duckdb"))
        if found:
            yield kind, rng.choice(found)


def _group_in_query(node: exp.Expr, table: Table, rng: random.Random) -> bool:
    if not isinstance(node, exp.EQ) or not isinstance(node.left, exp.Column):
        return False
    column = table.column(node.left.name)
    if column is None or not node.right.is_string:
        return False
    groups = table.groups(column)
    others = [group for group in groups if group != node.right.name]
    if len(others) + 1 != len(groups) or not others:
        return False
    node.set("expression", exp.Literal.string(rng.choice(others)))
    return True


def _without_in_query(node: exp.Expr, _table: Table, rng: random.Random) -> bool:
    if isinstance(node, exp.And):
        node.replace(rng.choice((node.left, node.right)))
        return True
    if isinstance(node, exp.Where) and not isinstance(node.this, exp.And):
        node.pop()
        return True
    return False


def _with_more_in_query(node: exp.Expr, table: Table, rng: random.Random) -> bool:
    if not isinstance(node, exp.Select) or not isinstance(
        getattr(node.args.get("from_"), "this", None), exp.Table
    ):
        return False
    used = {column.name.casefold() for column in node.find_all(exp.Column)}
    free = [c for c in table.kinds if table.rows[0][c - 1].casefold() not in used]
    if not free:
        return False
    column = rng.choice(free)
    group = rng.choice(table.groups(column)[:3])
    name = exp.column(table.rows[0][column - 1], quoted=True)
    node.where(name.eq(exp.Literal.string(group)), copy=False)
    return True


def _column_in_query(node: exp.Expr, table: Table, rng: random.Random) -> bool:
    if not isinstance(node, exp.Column) or not isinstance(node.parent, exp.AggFunc):
        return False
    column = table.column(node.name)
    others = [c for c in table.measures if c != column]
    if column not in table.measures or not others:
        return False
    other = table.rows[0][rng.choice(others) - 1]
    node.set("this", exp.to_identifier(other, quoted=True))
    return True


def _statistic_in_query(node: exp.Expr, _table: Table, rng: random.Random) -> bool:
    if type(node) in _SQL_STATISTICS and node.this is not None:
        node.replace(rng.choice(_SQL_STATISTICS[type(node)])(this=node.this.copy()))
        return True
    if isinstance(node, exp.Count) and isinstance(node.this, exp.Distinct):
        node.set("this", node.this.expressions[0].copy())
        return True
    return False


def _period_in_query(node: exp.Expr, _table: Table, rng: random.Random) -> bool:
    if not isinstance(node, exp.Literal) or not node.is_string:
        return False
    found = _DAY.search(node.name)
    if not found:
        return False
    month = _month(int(found[2]), rng)
    whole = f"{found[1]}-{month:02d}{found[3] or ''}"
    node.set("this", node.name[: found.start()] + whole + node.name[found.end() :])
    return True


def _turned_in_query(node: exp.Expr, _table: Table, _rng: random.Random) -> bool:
    if not isinstance(node, exp.Div):
        return False
    left, right = node.left.copy(), node.right.copy()
    node.set("this", right)
    node.set("expression", left)
    return True


_QUERY_ALTERATIONS = {
    "another group": _group_in_query,
    "a criterion less": _without_in_query,
    "a criterion more": _with_more_in_query,
    "another column": _column_in_query,
    "another statistic": _statistic_in_query,
    "another period": _period_in_query,
    "operands turned": _turned_in_query,
}
