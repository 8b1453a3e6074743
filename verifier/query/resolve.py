"""Names in a SELECT -> what they mean, so that what is read is known exactly."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.errors import QueryRefused
from verifier.query.clauses import (
    from_items,
    items_named_by_place,
    own_nodes,
    own_queries,
)
from verifier.query.joins import (
    check_joins,
    check_rollup,
    check_union,
    is_one_row,
    keys_of,
)
from verifier.query.names import unknown_column
from verifier.query.relations import (
    Output,
    Read,
    Relation,
    Resolution,
    Scan,
    SheetColumn,
    ValueKind,
    ValueType,
    renamed,
)
from verifier.query.rows import rows_kept
from verifier.query.stars import expand_stars
from verifier.query.tables import (
    ROW,
    SheetTable,
    binds,
    number_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_ROW_COLUMN = SheetColumn(0, ROW, ValueType(ValueKind.INTEGER))


@dataclass(frozen=True, slots=True)
class _Scope:
    """What names mean inside one SELECT.

    Attributes:
        sources: alias → relation, in order.
        aliases: output name → its expression in the same SELECT.
        outer: the SELECT round it, if it may look there.
    """

    sources: Mapping[str, Relation]
    aliases: Mapping[str, exp.Expr]
    outer: _Scope | None


def resolve(tree: exp.Query, tables: Mapping[str, SheetTable]) -> Resolution:
    """Returns a SELECT in which every name is known to mean something.

    Args:
        tree: is copied, not changed.
        tables: sheets' tables by the name that the query uses, in any case.

    Raises:
        QueryRefused: on a table (`outside-citation`) or column
            (`calculation-failed`) that there is not.
    """
    copied = tree.copy()
    resolver = _Resolver({name.casefold(): table for name, table in tables.items()})
    root = resolver.query(copied, {}, None)
    return Resolution(
        tree=copied,
        root=root,
        scans=tuple(resolver.scans),
        origins=resolver.origins,
        mentioned={k: frozenset(v) for k, v in resolver.mentioned.items()},
    )


@dataclass(slots=True)
class _Resolver:
    """Walks a statement once and writes down what its names mean."""

    tables: Mapping[str, SheetTable]
    scans: list[Scan] = field(default_factory=list[Scan])
    origins: dict[int, tuple[Output, ...]] = field(
        default_factory=dict[int, tuple[Output, ...]]
    )
    mentioned: dict[str, set[str]] = field(default_factory=dict[str, set[str]])

    def query(
        self, tree: exp.Expr, ctes: Mapping[str, Relation], outer: _Scope | None
    ) -> Relation:
        """Returns what a SELECT, a set operation or one in brackets gives.

        Raises:
            QueryRefused: on a name that means nothing.
        """
        if isinstance(tree, exp.Subquery):
            return self.query(tree.this, ctes, outer)
        known = dict(ctes)
        with_ = tree.args.get("with_")
        for cte in with_.expressions if with_ else ():
            body = self.query(cte.this, known, outer)
            known[cte.alias.casefold()] = renamed(body, cte)
        if isinstance(tree, exp.SetOperation):
            return self._set_operation(tree, known, outer)
        if isinstance(tree, exp.Select):
            return self._select(tree, known, outer)
        raise QueryRefused(f"a {type(tree).__name__} as a subquery", "a SELECT")

    def _set_operation(
        self, tree: exp.SetOperation, ctes: Mapping[str, Relation], outer: _Scope | None
    ) -> Relation:
        left = self.query(tree.this, ctes, outer)
        right = self.query(tree.expression, ctes, outer)
        check_union(tree, left, right, self.scans, self._numeric())
        outputs = tuple(
            Output(mine.name, mine.reads | other.reads, mine.parts + other.parts)
            for mine, other in zip(left.outputs, right.outputs, strict=False)
        )
        relation = Relation(
            outputs, left.always | right.always, left.scans | right.scans
        )
        if tree.args.get("distinct") or not isinstance(tree, exp.Union):
            relation = replace(relation, always=relation.always | _all_reads(relation))
        scope = _Scope({"": relation}, {}, outer)
        order = tree.args.get("order")
        return self._with_reads(relation, [order] if order else [], scope, ctes)

    def _select(
        self, select: exp.Select, ctes: Mapping[str, Relation], outer: _Scope | None
    ) -> Relation:
        sources = self._sources(select, ctes, outer)
        check_joins(select, sources, self.scans)
        check_rollup(select)
        expand_stars(select, sources)
        scope = _Scope(sources, _aliases(select), outer)
        self._bind_columns(select, scope)
        nested = self._nested(select, ctes, scope)
        outputs = tuple(
            Output(item.alias_or_name, self._reads(item, nested), (item.unalias(),))
            for item in select.expressions
        )
        self._narrow(select, sources)
        relation = Relation(
            outputs,
            frozenset(read for source in sources.values() for read in source.always),
            frozenset(scan for source in sources.values() for scan in source.scans)
            | frozenset(scan for inner in nested.values() for scan in inner.scans),
            one_row=is_one_row(select),
            keys=keys_of(select),
        )
        relation = replace(
            relation, always=relation.always | self._clauses(select, nested)
        )
        if select.args.get("distinct"):
            return replace(relation, always=relation.always | _all_reads(relation))
        return relation

    def _numeric(self) -> frozenset[tuple[str, int]]:
        """Returns the columns of sheets that hold numbers."""
        return frozenset(
            (table.name, column.number)
            for table in self.tables.values()
            for column in table.columns
            if column.type.is_number
        )

    def _narrow(self, select: exp.Select, sources: Mapping[str, Relation]) -> None:
        scan = next(iter(sources.values())).scan if len(sources) == 1 else -1
        if scan >= 0:
            first, last = rows_kept(select, self.origins)
            self.scans[scan] = replace(self.scans[scan], first_row=first, last_row=last)

    def _clauses(
        self, select: exp.Select, nested: Mapping[int, Relation]
    ) -> frozenset[Read]:
        """Returns what a SELECT reads apart from its output columns."""
        found: frozenset[Read] = frozenset()
        for part in select.iter_expressions():
            if part.arg_key not in {"expressions", "from_", "joins", "with_"}:
                found |= self._reads(part, nested)
        for item in items_named_by_place(select):
            found |= self._reads(item, nested)
        for join in select.args.get("joins") or ():
            for part in (join.args.get("on"), *(join.args.get("using") or ())):
                found |= self._reads(part, nested) if part else frozenset()
        return found

    def _with_reads(
        self,
        relation: Relation,
        parts: Iterable[exp.Expr],
        scope: _Scope,
        ctes: Mapping[str, Relation],
    ) -> Relation:
        always = relation.always
        for part in parts:
            self._bind_columns(part, scope)
            always |= self._reads(part, self._nested(part, ctes, scope))
        return replace(relation, always=always)

    def _sources(
        self, select: exp.Select, ctes: Mapping[str, Relation], outer: _Scope | None
    ) -> dict[str, Relation]:
        sources: dict[str, Relation] = {}
        from_ = select.args.get("from_")
        items = [from_.this] if from_ else []
        items += [join.this for join in select.args.get("joins") or ()]
        for item in items:
            alias = item.alias_or_name.casefold() or f"({len(sources)})"
            if alias in sources:
                raise QueryRefused(
                    f"two tables named {item.alias_or_name}", "a name for each"
                )
            sources[alias] = self._source(item, ctes, outer)
        return sources

    def _source(
        self, item: exp.Expr, ctes: Mapping[str, Relation], outer: _Scope | None
    ) -> Relation:
        if isinstance(item, exp.Table):
            bound = ctes.get(item.name.casefold()) if binds(item, item.name) else None
            return renamed(bound, item) if bound else self._sheet(item)
        if isinstance(item, exp.Subquery):
            return renamed(self.query(item.this, ctes, outer), item)
        raise QueryRefused(f"{item.sql('duckdb')[:60]} as a table", "a cited table")

    def _sheet(self, item: exp.Table) -> Relation:
        table = self.tables[item.name.casefold()]
        if item.args.get("alias") and item.args["alias"].args.get("columns"):
            raise QueryRefused("new names for a sheet's columns", "a plain alias")
        if table.name != item.name and not item.alias:
            item.set("alias", exp.TableAlias(this=item.this.copy()))
        item.set(
            "this",
            exp.to_identifier(table.name, quoted=table.name != item.name or None),
        )
        scan = len(self.scans)
        self.scans.append(Scan(table.name, table.sheet))
        return Relation(
            tuple(_offered(table, scan)), scans=frozenset({scan}), scan=scan
        )

    def _bind_columns(self, part: exp.Expr, scope: _Scope) -> None:
        for node in own_nodes(part):
            if isinstance(node, exp.Anonymous) and str(node.this).lower() == "number":
                self._bind_number(node, scope)
        for node in list(own_nodes(part)):
            if isinstance(node, exp.Column) and id(node) not in self.origins:
                self._bind(node, scope)
            if isinstance(node, exp.Join):
                self._bind_using(node, scope)

    def _bind_using(self, join: exp.Join, scope: _Scope) -> None:
        for name in join.args.get("using") or ():
            found = self._lookup(name.name, "", scope)
            self.origins[id(name)] = found
            self._mention(found)

    def _bind_number(self, node: exp.Anonymous, scope: _Scope) -> None:
        argument = node.expressions[0] if len(node.expressions) == 1 else None
        if not isinstance(argument, exp.Column):
            raise QueryRefused(
                "number(…) of something else", "number(column) of a table"
            )
        found = self._lookup(argument.name, argument.table, scope)
        if len(found) != 1 or found[0].column is None or not found[0].column.number:
            raise QueryRefused(
                f"number({argument.name}), which is no column of a sheet",
                "number(column) where the table itself is read",
            )
        name = number_name(found[0].name)
        column = replace(found[0].column, name=name, type=ValueType(ValueKind.DOUBLE))
        reading = replace(found[0], name=name, column=column)
        argument.set("this", exp.to_identifier(name, quoted=True))
        self.origins[id(argument)] = (reading,)
        self._mention((reading,))
        node.replace(argument)

    def _bind(self, column: exp.Column, scope: _Scope) -> None:
        found = self._lookup(column.name, column.table, scope)
        if not found:
            raise unknown_column(column.name, tuple(self.tables.values()))
        if not column.find_ancestor(exp.Order, exp.Having, exp.Qualify):
            found = _columns_first(found)
        self.origins[id(column)] = found
        self._mention(found)
        if found[0].name != column.name:
            column.set("this", exp.to_identifier(found[0].name, quoted=True))

    def _mention(self, found: tuple[Output, ...]) -> None:
        for output in found:
            if output.table:
                self.mentioned.setdefault(output.table, set()).add(output.name)

    def _lookup(
        self, name: str, table: str, scope: _Scope | None
    ) -> tuple[Output, ...]:
        """Returns what a name may mean: columns first, then aliases, then outside."""
        while scope is not None:
            found: list[Output] = []
            for alias, relation in scope.sources.items():
                output = relation.find(name)
                if output and table.casefold() in {"", alias}:
                    found.append(output)
            if not table and name.casefold() in scope.aliases:
                item = scope.aliases[name.casefold()]
                found += self._alias(name, item, scope)
            if found:
                return tuple(found)
            scope = scope.outer
        return ()

    def _alias(self, name: str, item: exp.Expr, scope: _Scope) -> list[Output]:
        inner = replace(
            scope,
            aliases={k: v for k, v in scope.aliases.items() if k != name.casefold()},
        )
        self._bind_columns(item, inner)
        return [Output(name, self._reads(item, {}), (item,), is_alias=True)]

    def _nested(
        self, part: exp.Expr, ctes: Mapping[str, Relation], scope: _Scope
    ) -> dict[int, Relation]:
        """Returns the subqueries in expressions of a part, resolved."""
        skipped = from_items(part)
        return {
            id(node): self.query(node, ctes, scope)
            for node in own_queries(part)
            if id(node) not in skipped
        }

    def _reads(self, part: exp.Expr, nested: Mapping[int, Relation]) -> frozenset[Read]:
        found: set[Read] = set()
        for node in part.walk(prune=lambda n: id(n) in nested):
            for origin in self.origins.get(id(node), ()):
                found |= origin.reads
            inner = nested.get(id(node))
            if inner:
                found |= inner.always | _all_reads(inner)
        return frozenset(found)


def _columns_first(found: tuple[Output, ...]) -> tuple[Output, ...]:
    """Returns only the columns where a name means a column and an alias.

    Source: duckdb.org/docs, "Reusable column aliases": outside ORDER BY and HAVING a
    column goes before an alias.
    """
    columns = tuple(output for output in found if not output.is_alias)
    return columns or found


def _offered(table: SheetTable, scan: int) -> Iterator[Output]:
    for column in table.columns:
        reads = frozenset({Read(scan, column.number)})
        yield Output(column.name, reads, column=column, table=table.name)
    yield Output(ROW, column=_ROW_COLUMN, table=table.name)


def _aliases(select: exp.Select) -> dict[str, exp.Expr]:
    return {
        item.alias.casefold(): item.this
        for item in select.expressions
        if isinstance(item, exp.Alias)
    }


def _all_reads(relation: Relation) -> frozenset[Read]:
    return frozenset(read for output in relation.outputs for read in output.reads)
