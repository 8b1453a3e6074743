"""Aggregates over joins: whose column they take, and how often its rows are taken."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from verifier.checks.question import NEAR, Question, question
from verifier.formula.dialect import sql
from verifier.model.plan import Trial

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from verifier.checks.rule import Subject
    from verifier.model.case import Case

    Sheets = Mapping[str, exp.CTE]

_MEASURING = (exp.Sum, exp.Avg, exp.Median, exp.Count)
_CHOOSING = ("having", "qualify", "limit", "offset", "distinct")
_ASIDE = (exp.Where, exp.Having, exp.Join, exp.Filter)
_VALUE, _TAKEN, _PLACE = "_value", "_taken", "_place"
_ROW = "_row"


@dataclass(frozen=True, slots=True)
class Joined:
    """An aggregate over a join.

    Attributes:
        asked: how often rows are taken of the table that it measures.
        statistic: `sum`, `avg`, `median` or `count`.
        column: whose values it takes; empty for `count(*)`.
        measured: the table that the column is of; for `count(*)` one of the tables.
        others: the tables that are joined to it.
        links: names of the columns by which tables are joined.
    """

    asked: Question
    statistic: str
    column: str
    measured: str
    others: tuple[str, ...]
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Scope:
    """A SELECT that joins tables.

    Attributes:
        tree: the whole statement.
        select: that joins.
        outer: that aggregates; the same one, or one that reads from it alone.
        sources: what it joins: alias → name of a sheet's table, or None.
        sheets: sheets' tables by folded name.
    """

    tree: exp.Select
    select: exp.Select
    outer: exp.Select
    sources: Mapping[str, str | None]
    sheets: Sheets


def joins_of(case: Case, subject: Subject) -> tuple[Joined, ...]:
    """Returns the aggregates of a statement over joins, each with what it measures."""
    compiled = case.compiled
    text = compiled.sql(Trial.VALUE) if compiled and compiled.written else None
    if compiled is None or not text or len({c.sheet for c in compiled.used}) == 1:
        return ()
    try:
        tree = sqlglot.parse_one(text, dialect="duckdb")
    except SqlglotError:
        return ()
    tables = {ground.sheet.table for ground in subject.grounds.values()}
    sheets = dict(_sheets(tree, tables))
    claim = case.claim.id if case.claim else ""
    return tuple(
        joined
        for place, scope in enumerate(_scopes(tree, sheets))
        for joined in _in_scope(scope, f"joined/{claim}/{place}")
    )


def taken(joined: Joined, subject: Subject) -> tuple[int, int]:
    """Returns how many rows an aggregate takes, and how many of them are different."""
    answer = subject.answers.get(joined.asked.key)
    if answer is None or answer.problem or not answer.texts:
        return 0, 0
    many, different = cast("list[int]", json.loads(answer.texts[0]))
    return many, different


def _sheets(tree: exp.Expr, tables: set[str]) -> Iterator[tuple[str, exp.CTE]]:
    """Yields what stands for sheets before a statement, by folded name."""
    for cte in tree.args["with_"].expressions if tree.args.get("with_") else ():
        start = cte.this.args.get("from_") if isinstance(cte.this, exp.Select) else None
        if start is not None and start.this.name in tables:
            yield cte.alias.casefold(), cte


def _scopes(tree: exp.Expr, sheets: Sheets) -> Iterator[_Scope]:
    ctes = {cte.alias.casefold(): cte.this for cte in tree.find_all(exp.CTE)}
    for outer in tree.find_all(exp.Select):
        select = outer if outer.args.get("joins") else _read_by(outer, ctes)
        if (
            isinstance(tree, exp.Select)
            and select is not None
            and not any(outer.args.get(key) for key in _CHOOSING)
            and not _is_aside(outer)
        ):
            sources = dict(_sources(select, sheets))
            if NEAR not in sources:  # which a question takes for columns beside
                yield _Scope(tree, select, outer, sources, sheets)


def _read_by(outer: exp.Select, ctes: Mapping[str, exp.Expr]) -> exp.Select | None:
    """Returns the plain SELECT of a join from which another one reads alone."""
    start = outer.args.get("from_")
    place = start.this if start is not None else None
    if isinstance(place, exp.Table):
        place = ctes.get(place.name.casefold())
    place = place.unnest() if isinstance(place, exp.Subquery) else place
    if not isinstance(place, exp.Select) or not place.args.get("joins"):
        return None
    chosen = any(place.args.get(key) for key in (*_CHOOSING, "group"))
    is_plain = not any(item.find(exp.AggFunc) for item in place.expressions)
    return place if is_plain and not chosen else None


def _is_aside(select: exp.Select) -> bool:
    """Returns whether a SELECT is part of a condition, or reads from one round it."""
    if select.find_ancestor(*_ASIDE) is not None:
        return True
    own = {t.alias_or_name.casefold() for t in select.find_all(exp.Table, exp.Subquery)}
    return any(
        column.table and column.table.casefold() not in own
        for column in select.find_all(exp.Column)
    )


def _sources(select: exp.Select, sheets: Sheets) -> Iterator[tuple[str, str | None]]:
    joins = select.args.get("joins") or ()
    for place in (select.args["from_"].this, *(join.this for join in joins)):
        name = place.name.casefold() if isinstance(place, exp.Table) else ""
        yield place.alias_or_name.casefold(), name if name in sheets else None


def _in_scope(scope: _Scope, key: str) -> Iterator[Joined]:
    for number, part in enumerate(_measuring(scope.outer)):
        inner = part.this
        if inner is None or isinstance(inner, exp.Star):
            for alias, name in scope.sources.items():
                if name is not None and scope.outer is scope.select:
                    yield _joined(scope, part, (alias,), f"{key}/{number}/{alias}")
            continue
        owners = _owners(_values(inner), scope)
        if owners:
            yield _joined(scope, part, owners, f"{key}/{number}")


def _measuring(select: exp.Select) -> Iterator[exp.Expr]:
    """Yields the aggregates of a SELECT that a row taken twice makes larger."""
    for item in select.expressions:
        for part in item.find_all(*_MEASURING):
            is_own = part.find_ancestor(exp.Select) is select
            over = part.find_ancestor(exp.Window, exp.Select)
            is_plain = not isinstance(part.this, exp.Distinct)
            if is_own and is_plain and not isinstance(over, exp.Window):
                yield part


def _values(node: exp.Expr) -> Iterator[exp.Column]:
    """Yields the columns whose values an expression takes, conditions left out."""
    if isinstance(node, exp.Column):
        yield node
    elif isinstance(node, exp.If):
        for key in ("true", "false"):
            if node.args.get(key) is not None:
                yield from _values(node.args[key])
    elif not isinstance(node, exp.Predicate):
        for part in node.iter_expressions():
            yield from _values(part)


def _owners(columns: Iterator[exp.Column], scope: _Scope) -> tuple[str, ...]:
    """Returns the aliases of the sheets that hold the columns, if all are theirs."""
    found: dict[str, None] = {}
    for column in columns:
        inner = [column] if scope.outer is scope.select else _behind(column, scope)
        for part in inner:
            alias = _owner(part, scope)
            if alias is None:
                return ()
            found[alias] = None
    return tuple(found)


def _behind(column: exp.Column, scope: _Scope) -> list[exp.Column]:
    """Returns the columns of the join that a column of its result is made of."""
    for item in scope.select.expressions:
        if item.alias_or_name.casefold() == column.name.casefold():
            return [*item.find_all(exp.Column)]
    return []


def _owner(column: exp.Column, scope: _Scope) -> str | None:
    if column.table:
        alias = column.table.casefold()
        return alias if scope.sources.get(alias) else None
    holders = [
        alias
        for alias, name in scope.sources.items()
        if name is not None
        and column.name.casefold()
        in {e.alias_or_name.casefold() for e in scope.sheets[name].this.expressions}
    ]
    return holders[0] if len(holders) == 1 else None


def _joined(scope: _Scope, part: exp.Expr, owners: tuple[str, ...], key: str) -> Joined:
    columns = [c.name for c in part.find_all(exp.Column)]
    names = {alias: name or alias for alias, name in scope.sources.items()}
    return Joined(
        question(key, _how_often(scope, part, owners)),
        type(part).__name__.lower(),
        columns[0] if columns else "",
        scope.sheets[names[owners[0]]].alias,
        tuple(names[alias] for alias in names if alias not in owners),
        tuple(dict.fromkeys(_links(scope.select))),
    )


def _links(select: exp.Select) -> Iterator[str]:
    where = select.args.get("where")
    conditions = [where.this] if where is not None else []
    for join in select.args.get("joins") or ():
        yield from (name.name for name in join.args.get("using") or ())
        conditions += [join.args["on"]] if join.args.get("on") else []
    for condition in conditions:
        for pair in condition.find_all(exp.EQ):
            if isinstance(pair.left, exp.Column) and isinstance(pair.right, exp.Column):
                yield from (pair.left.name, pair.right.name)


def _how_often(scope: _Scope, part: exp.Expr, owners: tuple[str, ...]) -> exp.Select:
    """Returns SELECT `_row`, `text`: rows that are taken, and different ones."""
    select = scope.select.copy()
    marked = [_mark(select, alias, scope) for alias in owners]
    places = [exp.column(_PLACE, alias, quoted=True) for alias in owners]
    mark = (
        places[0] if len(places) == 1 else sql.call("concat_ws", sql.text("/"), *places)
    )
    place = sql.alias(mark, _TAKEN)
    said = places[0] if isinstance(part.this, exp.Star) else part.this or places[0]
    value = said.copy()
    above = part.parent
    conditions = above.expression.this if isinstance(above, exp.Filter) else None
    if scope.outer is scope.select:
        rows = select.select(sql.alias(value, _VALUE), place, append=False)
        rows.set("group", None)
    else:
        inner = select.select(place)
        name = scope.outer.args["from_"].this.alias_or_name
        rows = exp.select(sql.alias(value, _VALUE), exp.column(_TAKEN))
        rows = rows.from_(sql.subquery(inner, name))
        if scope.outer.args.get("where") is not None:
            rows = rows.where(scope.outer.args["where"].this.copy())
    rows = rows.where(conditions.copy()) if conditions is not None else rows
    rows.set("with_", None)
    return _counted(rows, scope, marked)


def _counted(rows: exp.Select, scope: _Scope, marked: list[exp.CTE]) -> exp.Select:
    many = sql.call("count", exp.column(_TAKEN))
    different = sql.call("count", sql.distinct(exp.column(_TAKEN)))
    told = sql.cast(sql.call("json_array", many, different), "VARCHAR")
    query = exp.select(sql.alias(sql.ZERO, _ROW), sql.alias(told, "text"))
    query = query.from_(sql.subquery(rows, "rows_taken"))
    query = query.where(sql.is_present(exp.column(_VALUE)))
    before = scope.tree.args["with_"].expressions
    query.set("with_", exp.With(expressions=[*(c.copy() for c in before), *marked]))
    return query


def _mark(select: exp.Select, alias: str, scope: _Scope) -> exp.CTE:
    """Returns a table with rows' numbers that now stands in the place of a sheet's."""
    name = f"marked {alias}"
    places = [select.args["from_"], *select.args["joins"]]
    holder = next(p for p in places if p.this.alias_or_name.casefold() == alias)
    own = str(holder.this.alias_or_name)
    table = exp.Table(
        this=exp.to_identifier(name, quoted=True),
        alias=exp.TableAlias(this=exp.to_identifier(own, quoted=True)),
    )
    holder.set("this", table)
    body = scope.sheets[scope.sources[alias] or ""].this.copy()
    body = body.select(sql.alias(exp.column(_ROW), _PLACE))
    quoted = exp.TableAlias(this=exp.to_identifier(name, quoted=True))
    return exp.CTE(this=body, alias=quoted)
