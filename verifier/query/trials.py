"""The ways in which a SELECT is run: as written, unrounded, without fallbacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.model.plan import Trial
from verifier.query.paths import behind, chooses, is_aggregate, output_of, scalar_parts
from verifier.query.relations import ValueKind
from verifier.query.types import branches_of, type_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.query.relations import Resolution

_ROUNDINGS = (exp.Round, exp.Trunc, exp.Floor, exp.Ceil)
_ROUNDING_NAMES = frozenset({"round_even", "roundbankers"})
_NO_NUMBERS = frozenset({ValueKind.TEXT, ValueKind.DATE, ValueKind.BOOLEAN})
_ALTERED = (("1.37", exp.Mul), ("11", exp.Add))  # x -> x * 1.37 + 11


@dataclass(frozen=True, slots=True)
class Edit:
    """A node that another expression takes the place of.

    Attributes:
        node: in the resolved tree.
        kept: the node below it that takes its place; None to alter a literal.
    """

    node: exp.Expr
    kept: exp.Expr | None


@dataclass(frozen=True, slots=True)
class Peeled:
    """An output without its outermost rounding.

    Attributes:
        edits: what to take away.
        inner: the expression that is left.
    """

    edits: tuple[Edit, ...]
    inner: exp.Expr | None


def edits_by_trial(resolution: Resolution) -> dict[Trial, tuple[Edit, ...]]:
    """Returns what each trial takes away from the statement; VALUE is always there."""
    peeled = peel(resolution)
    value = peeled.edits
    trials = {Trial.VALUE: value}
    if value:
        trials[Trial.WRITTEN] = ()
    roundings = tuple(_roundings(resolution))
    if {id(e.node) for e in roundings} - {id(e.node) for e in value}:
        trials[Trial.UNROUNDED] = _together(value, roundings)
    guards = tuple(_guards(resolution))
    if guards:
        trials[Trial.UNGUARDED] = _together(value, guards)
    literals = tuple(_literal_branches(resolution))
    if literals:
        trials[Trial.REBRANCHED] = _together(value, literals)
    absolute = outermost_abs(peeled.inner, resolution)
    if absolute is not None:
        trials[Trial.SIGNED] = (*value, Edit(absolute, absolute.this))
    return trials


def edited(tree: exp.Query, edits: tuple[Edit, ...]) -> exp.Query:
    """Returns a copy of a tree in which edits are made."""
    place = {id(node): number for number, node in enumerate(tree.dfs())}
    copied = tree.copy()
    nodes = list(copied.dfs())
    for edit in sorted(edits, key=lambda e: place[id(e.node)]):
        node = nodes[place[id(edit.node)]]
        if edit.kept is None:
            _alter(node)
        else:
            node.replace(_bracketed(nodes[place[id(edit.kept)]], node))
    return copied


def peel(resolution: Resolution) -> Peeled:
    """Returns the output without its outermost rounding, casts and brackets."""
    node = output_of(resolution.tree)
    edits: list[Edit] = []
    pending: list[Edit] = []
    while node is not None:
        inner = rounded(node, resolution)
        if inner is not None:
            edits += [*pending, Edit(node, inner)]
            pending, node = [], inner
            continue
        if _is_double_cast(node):
            pending.append(Edit(node, node.this))
            node = node.this
            continue
        deeper = _deeper(node, resolution)
        if deeper is None:
            break
        node = deeper
    return Peeled(tuple(edits), node)


def rounded(node: exp.Expr, resolution: Resolution) -> exp.Expr | None:
    """Returns what a node rounds, or None where it rounds nothing."""
    match node:
        case _ if isinstance(node, _ROUNDINGS):
            inner = node.this
        case exp.Cast() if _is_cutting(node.to):
            inner = node.this
        case exp.Format() if len(node.expressions) == 1:
            inner = node.expressions[0]
        case exp.Anonymous() if str(node.this).lower() in _ROUNDING_NAMES:
            inner = node.expressions[0]
        case exp.Anonymous() if str(node.this).lower() == "printf":
            inner = node.expressions[-1] if len(node.expressions) == 2 else None  # noqa: PLR2004 - format and value
        case _:
            return None
    if inner is None or type_of(inner, resolution).kind in _NO_NUMBERS:
        return None
    return inner


def outermost_abs(node: exp.Expr | None, resolution: Resolution) -> exp.Expr | None:
    """Returns the abs() that hides a value's sign, below constant factors, or None."""
    while node is not None and not isinstance(node, exp.Abs):
        match node:
            case exp.Mul() | exp.Div() if is_literal(node.right):
                node = node.left
            case exp.Mul() if is_literal(node.left):
                node = node.right
            case exp.Cast():
                node = node.this
            case _ if rounded(node, resolution) is not None:
                node = rounded(node, resolution)
            case _:
                node = _deeper(node, resolution)
    return node


def is_literal(node: exp.Expr) -> bool:
    """Returns whether a node is a written number, in brackets, signed or cast."""
    while isinstance(node, (exp.Paren, exp.Neg, exp.Cast)):
        node = node.this
    return isinstance(node, exp.Literal)


def _deeper(node: exp.Expr, resolution: Resolution) -> exp.Expr | None:
    """Returns the expression that a node merely passes on, or None."""
    match node:
        case exp.Paren() | exp.Alias():
            return node.this
        case exp.Subquery() | exp.Select():
            return output_of(node)
        case exp.Column():
            return behind(node, resolution)
        case _:
            return None


def _is_cutting(to: exp.DataType) -> bool:
    return bool(
        to.is_type("decimal")
        or to.is_type(*exp.DataType.INTEGER_TYPES)
        or to.is_type(*exp.DataType.TEXT_TYPES)
    )


def _is_double_cast(node: exp.Expr) -> bool:
    return isinstance(node, exp.Cast) and bool(node.to.is_type("double", "float"))


def _together(value: tuple[Edit, ...], more: tuple[Edit, ...]) -> tuple[Edit, ...]:
    taken = {id(edit.node) for edit in value}
    return value + tuple(edit for edit in more if id(edit.node) not in taken)


def _roundings(resolution: Resolution) -> Iterator[Edit]:
    for node in resolution.tree.walk():
        inner = rounded(node, resolution)
        if inner is None or chooses(node) or is_group_key(node):
            continue
        if isinstance(node, exp.Cast) and not type_of(inner, resolution).is_number:
            continue
        yield Edit(node, inner)


def _guards(resolution: Resolution) -> Iterator[Edit]:
    for node in resolution.tree.walk():
        if isinstance(node, (exp.Coalesce, exp.Try)) and not (
            chooses(node) or is_group_key(node)
        ):
            yield Edit(node, node.this)


def _literal_branches(resolution: Resolution) -> Iterator[Edit]:
    """Yields the numbers that are whole branches, and not counted or summed up."""
    output = output_of(resolution.tree)
    for node in scalar_parts(output, resolution) if output else ():
        branches = branches_of(node)
        first = 1 if isinstance(node, exp.Coalesce) else 0
        for branch in branches[first:]:
            literal = _unwrapped(branch)
            if isinstance(literal, exp.Literal) and not literal.is_string:
                yield Edit(literal, None)


def _unwrapped(node: exp.Expr) -> exp.Expr:
    while isinstance(node, (exp.Paren, exp.Neg, exp.Cast)):
        node = node.this
    return node


def is_group_key(node: exp.Expr) -> bool:
    """Returns whether a node is part of an output by which its SELECT groups."""
    item: exp.Expr = node
    while item.parent is not None and not isinstance(item.parent, exp.Query):
        item = item.parent
    select = item.parent
    if not isinstance(select, exp.Select) or item.arg_key != "expressions":
        return False
    group = select.args.get("group")
    if group is None or any(is_aggregate(part) for part in item.walk()):
        return False
    place = str(select.expressions.index(item) + 1)
    keys = {key.sql("duckdb").casefold() for key in group.expressions}
    own = {place, item.unalias().sql("duckdb").casefold()}
    own.add(exp.to_identifier(item.alias_or_name).sql("duckdb").casefold())
    return bool(group.args.get("all")) or bool(keys & own)


def _alter(literal: exp.Expr) -> None:
    altered = literal.copy()
    for number, operator in _ALTERED:
        altered = operator(this=altered, expression=exp.Literal.number(number))
    literal.replace(exp.Paren(this=altered))


def _bracketed(inner: exp.Expr, outer: exp.Expr) -> exp.Expr:
    """Returns an expression that may take the place of a function call."""
    is_whole = isinstance(outer.parent, (exp.Select, exp.Alias, exp.Paren, exp.Func))
    if is_whole or not isinstance(inner, (exp.Binary, exp.Neg, exp.Case)):
        return inner
    return exp.Paren(this=inner)
