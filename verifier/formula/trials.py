"""The ways in which one formula is run, as other formulas."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.formula.nodes import (
    COMPARISONS,
    Binary,
    Call,
    Node,
    Number,
    Percent,
    Text,
    Unary,
    children,
    with_children,
)
from verifier.model.plan import Trial

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDING = frozenset(
    [
        "ROUND",
        "ROUNDUP",
        "ROUNDDOWN",
        "INT",
        "TRUNC",
        "CEILING",
        "FLOOR",
        "CEILING.MATH",
        "FLOOR.MATH",
        "CEILING.PRECISE",
        "FLOOR.PRECISE",
        "ISO.CEILING",
        "MROUND",
        "EVEN",
        "ODD",
        "TEXT",
        "FIXED",
        "DOLLAR",
    ]
)
_WHOLE_DIVISION = "QUOTIENT"
GUARDS = frozenset({"IFERROR", "IFNA"})
_TESTS = frozenset({"ISERROR", "ISERR", "ISNA"})
# which arguments of a function are branches: from, step
BRANCHES = {
    "IF": (1, 1),
    "IFS": (1, 2),
    "SWITCH": (2, 2),
    "CHOOSE": (1, 1),
    "IFERROR": (1, 1),
    "IFNA": (1, 1),
    "XLOOKUP": (3, 9),
    "FILTER": (2, 9),
    "TEXTBEFORE": (5, 9),
    "TEXTAFTER": (5, 9),
}
_AGGREGATES = frozenset(
    (
        "AVERAGE",
        "COUNT",
        "COUNTA",
        "MAX",
        "MEDIAN",
        "MIN",
        "PRODUCT",
        "STDEV",
        "STDEV.P",
        "STDEV.S",
        "SUM",
        "SUMPRODUCT",
        "SUMSQ",
        "VAR",
        "VAR.P",
        "VAR.S",
    )
)
_STRETCH, _SHIFT = Decimal("1.37"), Decimal(11)


def variants(root: Node) -> dict[Trial, Node]:
    """Returns the formula for each trial, VALUE first; equal ones are left out.

    Example:
        >>> from verifier.formula.parse import parse
        >>> made = variants(parse("=ROUND(ABS(IFERROR(A1/B1,9)),2)").root)
        >>> {trial.value: str(node) for trial, node in made.items()}
        ... # doctest: +NORMALIZE_WHITESPACE
        {'value': 'ABS(IFERROR(A1/B1,9))', 'written': 'ROUND(ABS(IFERROR(A1/B1,9)),2)',
         'unguarded': 'ABS(A1/B1)', 'rebranched': 'ABS(IFERROR(A1/B1,23.33))',
         'signed': 'IFERROR(A1/B1,9)'}
    """
    value = without_outer_rounding(root)
    made = {
        Trial.VALUE: value,
        Trial.WRITTEN: root,
        Trial.UNROUNDED: _without_roundings(value),
        Trial.UNGUARDED: _rewritten(value, _unguarded),
        Trial.REBRANCHED: _rebranched_outside(value),
        Trial.SIGNED: _without_magnitude(value),
    }
    return {t: n for t, n in made.items() if t is Trial.VALUE or n != value}


def without_outer_rounding(root: Node) -> Node:
    """Returns the formula inside of its outermost roundings."""
    inner = root
    while isinstance(inner, Call) and inner.name in ROUNDING and inner.arguments:
        inner = inner.arguments[0]
    return inner


def is_literal(node: Node) -> bool:
    """Returns whether a part is a number that was written, signed or not."""
    match node:
        case Unary() | Percent():
            return is_literal(node.operand)
        case _:
            return isinstance(node, Number)


def branch_places(call: Call) -> tuple[int, ...]:
    """Returns which arguments of a call are branches, 0-based."""
    if call.name not in BRANCHES:
        return ()
    first, step = BRANCHES[call.name]
    places = list(range(first, len(call.arguments), step))
    ends_open = call.name == "SWITCH" and len(call.arguments) % 2 == 0
    if ends_open:
        places.append(len(call.arguments) - 1)
    return tuple(dict.fromkeys(places))


def _rewritten(node: Node, rule: Callable[[Node], Node]) -> Node:
    parts = tuple(_rewritten(part, rule) for part in children(node))
    return rule(with_children(node, parts) if parts else node)


def _without_roundings(node: Node) -> Node:
    """Returns a formula without the roundings of what it gives.

    What a comparison rounds says which cells are meant, as `INT(A2:A9/100)=3`.
    """
    if isinstance(node, Binary) and node.operator in COMPARISONS:
        return node
    parts = tuple(_without_roundings(part) for part in children(node))
    return _unrounded(with_children(node, parts) if parts else node)


def _unrounded(node: Node) -> Node:
    if not isinstance(node, Call) or not node.arguments or _writes_a_date(node):
        return node
    if node.name == _WHOLE_DIVISION:
        return Binary("/", node.arguments[0], node.arguments[-1], node.start)
    return node.arguments[0] if node.name in ROUNDING else node


def _writes_a_date(call: Call) -> bool:
    written = call.arguments[-1]
    if call.name != "TEXT" or not isinstance(written, Text):
        return False
    return any(sign in "ymdhs" for sign in written.value.lower())


def _unguarded(node: Node) -> Node:
    if isinstance(node, Call) and node.name in GUARDS and node.arguments:
        return node.arguments[0]
    match node:
        case Call(
            name="IF", arguments=(Call(name=test, arguments=(guarded,)), _, value)
        ) if test in _TESTS and guarded == value:
            return value
        case _:
            return node


def _rebranched_outside(node: Node) -> Node:
    """Returns a formula with its literal branches altered, but inside aggregates.

    `SUM(IF(A2:A9="x",1,0))` counts: its branches say what a cell counts for.
    """
    if isinstance(node, Call) and node.name in _AGGREGATES:
        return node
    parts = tuple(_rebranched_outside(part) for part in children(node))
    return _rebranched(with_children(node, parts) if parts else node)


def _rebranched(node: Node) -> Node:
    if not isinstance(node, Call):
        return node
    places = branch_places(node)
    arguments = tuple(
        _altered(argument) if place in places and _is_number(argument) else argument
        for place, argument in enumerate(node.arguments)
    )
    return Call(node.name, arguments, node.start)


def _is_number(node: Node) -> bool:
    """Returns whether a branch is a literal other than nothing at all: 0."""
    return is_literal(node) and literal_value(node) != 0


def _altered(node: Node) -> Node:
    value = literal_value(node) * _STRETCH + _SHIFT
    number = Number(abs(value).normalize() + 0, node.start)
    return Unary("-", number, node.start) if value < 0 else number


def literal_value(node: Node) -> Decimal:
    """Returns the value of a literal, its sign and percent sign applied."""
    match node:
        case Number():
            return node.value
        case Percent():
            return literal_value(node.operand) / 100
        case Unary(sign="-"):
            return -literal_value(node.operand)
        case Unary():
            return literal_value(node.operand)
        case _:
            return Decimal(0)


def _without_magnitude(node: Node) -> Node:  # noqa: PLR0911 - one return for each kind
    """Returns the formula without an ABS that hides its sign."""
    match node:
        case Call(name="ABS", arguments=(inner,)):
            return inner
        case Percent():
            return Percent(_without_magnitude(node.operand), node.start)
        case Call() if node.name in ROUNDING and node.arguments:
            inner = _without_magnitude(node.arguments[0])
            return Call(node.name, (inner, *node.arguments[1:]), node.start)
        case Binary(operator="*" | "/") if is_literal(node.right):
            inner = _without_magnitude(node.left)
            return Binary(node.operator, inner, node.right, node.start)
        case Binary(operator="*") if is_literal(node.left):
            inner = _without_magnitude(node.right)
            return Binary("*", node.left, inner, node.start)
        case _:
            return node
