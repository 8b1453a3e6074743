"""Text that becomes a number: only that of a cell, as the cell has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.errors import QueryRefused
from verifier.query.paths import output_of, parts_of_the_value
from verifier.query.relations import ValueKind
from verifier.query.types import branches_of, type_of

if TYPE_CHECKING:
    from verifier.query.relations import Resolution

_DEEPEST = 40
_PASSED_ON = (
    exp.Paren, exp.Alias, exp.Min, exp.Max, exp.Mode, exp.ArgMax, exp.ArgMin,
    exp.Filter, exp.Window, exp.Try, exp.FirstValue, exp.LastValue, exp.NthValue,
    exp.Distinct, exp.Nullif, exp.Lower, exp.Upper, exp.First, exp.Last, exp.AnyValue,
    exp.IgnoreNulls, exp.Order,
)  # fmt: skip
_NO_TEXT = frozenset({
    ValueKind.INTEGER, ValueKind.DECIMAL, ValueKind.DOUBLE, ValueKind.DATE,
    ValueKind.BOOLEAN,
})  # fmt: skip
_PRINTS = frozenset({"printf"})


def check_texts(resolution: Resolution) -> None:
    """Refuses numbers that are made of any text but a cell's own.

    A cell's text may be trimmed, and signs in it replaced by others that are no digits.

    Raises:
        QueryRefused: on a cast, a length or a date of a text that is put together.
    """
    for node in parts_of_the_value(resolution):
        if _is_honest(node, resolution):
            continue
        raise QueryRefused(
            f"a number made of text: {node.sql('duckdb')[:60]}",
            "a cast of a column, or of TRIM or REPLACE of it without digits",
            "Use number(column), year(date), or arithmetic instead of text.",
        )


def _is_honest(node: exp.Expr, resolution: Resolution) -> bool:
    match node:
        case exp.Cast():
            found = _is_honest_cast(node, resolution)
        case exp.Date() | exp.StrToTime():
            found = _dates_cells(node.this)
        case exp.Anonymous() if str(node.this).lower() == "try_strptime":
            found = _dates_cells(node.expressions[0])
        case exp.Length() | exp.StrPosition():
            found = _is_of_cell(node.this, resolution, 0)
        case _:
            found = True
    return found


def _is_honest_cast(node: exp.Cast, resolution: Resolution) -> bool:
    if _makes_text(node):
        return True
    if node.to.is_type(*exp.DataType.TEMPORAL_TYPES):
        return _dates_cells(node.this)
    is_written = isinstance(node.this, exp.Literal)
    return is_written or _is_of_cell(node.this, resolution, 0)


def _dates_cells(node: exp.Expr) -> bool:
    """Returns whether a text that is read as a date is a cell's, or plainly written."""
    bare = node.unnest()
    if isinstance(bare, exp.Literal):
        return _has_digit(bare)
    return not any(
        literal.is_string and _has_digit(literal)
        for literal in bare.find_all(exp.Literal)
    )


def _is_of_cell(node: exp.Expr, resolution: Resolution, depth: int) -> bool:
    """Returns whether no text goes into a value, but that of cells."""
    if depth > _DEEPEST:
        return False
    if isinstance(node, exp.Literal):
        return not node.is_string or not _has_digit(node)
    if isinstance(node, (exp.Trim, exp.Replace)):
        return _is_cleaned(node, resolution, depth + 1)
    passed_on = _passed_on(node, resolution)
    if passed_on is None:
        return not _is_text(node, resolution)
    return all(_is_of_cell(part, resolution, depth + 1) for part in passed_on)


def _passed_on(node: exp.Expr, resolution: Resolution) -> list[exp.Expr] | None:
    """Returns the expressions one of which a node gives as it is, or None."""
    match node:
        case exp.Column():
            outputs = resolution.origins.get(id(node), ())
            found = [part for output in outputs for part in output.parts]
        case exp.Lag() | exp.Lead():
            default = node.args.get("default")
            found = [node.this] if default is None else [node.this, default]
        case exp.Coalesce():
            found = [node.this, *(o for o in node.expressions if not _is_zero(o))]
        case exp.Subquery() | exp.Select():
            output = output_of(node)
            found = None if output is None else [output]
        case _ if isinstance(node, _PASSED_ON) or _makes_text(node):
            found = [node.this]
        case _:
            found = list(branches_of(node)) or None
    return found


def _makes_text(node: exp.Expr) -> bool:
    return isinstance(node, exp.Cast) and bool(
        node.to.is_type(*exp.DataType.TEXT_TYPES)
    )


def _is_text(node: exp.Expr, resolution: Resolution) -> bool:
    is_named = isinstance(node, exp.Anonymous) and str(node.this).lower() in _PRINTS
    return is_named or type_of(node, resolution).kind is ValueKind.TEXT


def _is_cleaned(node: exp.Expr, resolution: Resolution, depth: int) -> bool:
    """Returns whether signs that are no digits are taken off a text, or exchanged."""
    cut, put = node.args.get("expression"), node.args.get("replacement")
    for written in (cut, put):
        if written is None:
            continue
        if not isinstance(written, exp.Literal) or _has_digit(written):
            return False
    if cut is not None and _is_number_inside(node.this, resolution):
        return False
    if cut is not None and put is not None and len(put.name) > len(cut.name):
        return False
    return _is_of_cell(node.this, resolution, depth)


def _is_number_inside(node: exp.Expr, resolution: Resolution) -> bool:
    """Returns whether a text is that of a number, whose point or sign would count."""
    while isinstance(node, (*_PASSED_ON, exp.Cast, exp.Trim, exp.Replace)):
        node = node.this
    return type_of(node, resolution).kind in _NO_TEXT


def _is_zero(node: exp.Expr) -> bool:
    return isinstance(node, exp.Literal) and node.name == "0"


def _has_digit(literal: exp.Expr) -> bool:
    return any(character.isdigit() for character in literal.name)
