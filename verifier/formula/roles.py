"""What the numbers written in a formula do there."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.formula.criteria import criterion_of
from verifier.formula.nodes import (
    COMPARISONS,
    Binary,
    Call,
    Node,
    Text,
    children,
    walk,
)
from verifier.formula.trials import branch_places, is_literal, literal_value
from verifier.model.plan import Literal, LiteralRole

if TYPE_CHECKING:
    from collections.abc import Iterator

# function: role of each argument, the last one repeated; "." looks into the argument
_SETTING, _CRITERION = LiteralRole.SETTING, LiteralRole.CRITERION
_FACTOR, _POSITION = LiteralRole.FACTOR, LiteralRole.POSITION
_ARGUMENTS: dict[str, tuple[LiteralRole | None, ...]] = {
    **dict.fromkeys(
        [
            "ROUND",
            "ROUNDUP",
            "ROUNDDOWN",
            "TRUNC",
            "MROUND",
            "CEILING",
            "FLOOR",
            "CEILING.MATH",
            "FLOOR.MATH",
            "TEXT",
            "FIXED",
            "DOLLAR",
            "LOG",
            "PERCENTILE",
            "PERCENTILE.INC",
            "PERCENTILE.EXC",
            "QUARTILE",
            "QUARTILE.INC",
            "QUARTILE.EXC",
            "TRIMMEAN",
            "EDATE",
            "EOMONTH",
            "WEEKDAY",
            "WEEKNUM",
            "LEFT",
            "RIGHT",
            "MID",
            "SORT",
            "UNIQUE",
            "REPT",
            "SUBSTITUTE",
            "FIND",
            "SEARCH",
            "REPLACE",
            "TEXTJOIN",
        ],
        (None, _SETTING),
    ),
    **dict.fromkeys(["COUNTIF", "SUMIF", "AVERAGEIF"], (None, _CRITERION, None)),
    **dict.fromkeys(["LARGE", "SMALL", "INDEX"], (None, _POSITION)),
    **dict.fromkeys(["RANK", "RANK.EQ", "RANK.AVG"], (_CRITERION, None, _SETTING)),
    **dict.fromkeys(["PERCENTRANK", "PERCENTRANK.INC"], (None, _CRITERION, _SETTING)),
    **dict.fromkeys(["MATCH", "VLOOKUP", "HLOOKUP"], (_CRITERION, None, _SETTING)),
    "LOOKUP": (_CRITERION, None),
    "XLOOKUP": (_CRITERION, None, None, None, _SETTING),
    "SUBTOTAL": (_SETTING, None),
    "AGGREGATE": (_SETTING, _SETTING, None),
    "YEARFRAC": (None, None, _SETTING),
    "CHOOSE": (_CRITERION, None),
    "SWITCH": (_CRITERION, _CRITERION, None),
    "POWER": (_FACTOR,),
    "QUOTIENT": (_FACTOR,),
    "MOD": (_FACTOR,),
    "SQRT": (_FACTOR,),
    **dict.fromkeys(["RRI", "NPV", "PMT", "PRODUCT"], (_FACTOR,)),
}
_WITH_PAIRS = {"COUNTIFS": 0, "SUMIFS": 1, "AVERAGEIFS": 1, "MAXIFS": 1, "MINIFS": 1}
_OPERATORS = {
    **dict.fromkeys(COMPARISONS, _CRITERION),
    **dict.fromkeys("*/^", _FACTOR),
    **dict.fromkeys("+-", LiteralRole.SUMMAND),
    "&": LiteralRole.VALUE,
}
# roles that hold for every number inside of the argument
_DEEP = {_SETTING, _CRITERION, _POSITION}


def literals_of(root: Node) -> tuple[Literal, ...]:
    """Returns the numbers of a formula with their roles, in the order of writing.

    Example:
        >>> from verifier.formula.parse import parse
        >>> found = literals_of(parse('=SUMIF(A1:A9,">5")*100/LARGE(B1:B9,2)+1').root)
        >>> [(str(one.value), one.role.value) for one in found]
        [('5', 'criterion'), ('100', 'factor'), ('2', 'position'), ('1', 'summand')]
    """
    return tuple(_literals(root, LiteralRole.VALUE))


def argument_roles(call: Call) -> tuple[LiteralRole | None, ...]:
    """Returns the role that a literal has as each argument, None for no special one."""
    count = len(call.arguments)
    if call.name in _WITH_PAIRS:
        first = _WITH_PAIRS[call.name]
        return tuple(
            _CRITERION if place >= first and (place - first) % 2 else None
            for place in range(count)
        )
    branches = branch_places(call)
    known = _ARGUMENTS.get(call.name, (None,))
    return tuple(
        LiteralRole.BRANCH if place in branches else known[min(place, len(known) - 1)]
        for place in range(count)
    )


def _literals(node: Node, role: LiteralRole) -> Iterator[Literal]:
    if is_literal(node):
        yield Literal(literal_value(node), role)
    elif isinstance(node, Text):
        yield from _in_text(node, role)
    elif isinstance(node, Call):
        for argument, own in zip(node.arguments, argument_roles(node), strict=True):
            yield from _argument(argument, own, role)
    elif role in _DEEP:
        for part in children(node):
            yield from _literals(part, role)
    else:
        own = _OPERATORS[node.operator] if isinstance(node, Binary) else role
        for part in children(node):
            yield from _literals(part, own)


def _argument(
    argument: Node, own: LiteralRole | None, around: LiteralRole
) -> Iterator[Literal]:
    if own is None:
        own = around if around in _DEEP else LiteralRole.VALUE
    for literal in _literals(argument, own):
        is_first = literal.role is _POSITION and literal.value in {0, 1}
        yield Literal(literal.value, _SETTING) if is_first else literal


def _in_text(node: Text, role: LiteralRole) -> Iterator[Literal]:
    """Yields the number that a criterion in quotes holds."""
    if role is _CRITERION:
        operand = criterion_of(node.value).operand
        if isinstance(operand, Decimal):
            yield Literal(operand, role)


def names_of(root: Node) -> tuple[str, ...]:
    """Returns the names of all functions, each once, in order of appearance."""
    return tuple(dict.fromkeys(n.name for n in walk(root) if isinstance(n, Call)))
