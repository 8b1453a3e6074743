"""The parts of a formula as frozen values, and how they are written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from verifier.model.address import Area, Reference

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

COMPARISONS = ("=", "<>", "<", "<=", ">", ">=")
STRENGTHS = {
    **dict.fromkeys(COMPARISONS, 1),
    "&": 2,
    "+": 3,
    "-": 3,
    "*": 4,
    "/": 4,
    "^": 5,
}
PERCENT_STRENGTH = 6
PREFIX_STRENGTH = 7
INTERSECTION_STRENGTH = 8
ATOM_STRENGTH = 9

_NAME = re.compile(r"\\?[^\W\d][\w.\\?]*")


@dataclass(frozen=True, slots=True)
class Number:
    """A number literal, never negative."""

    value: Decimal
    start: int = field(default=0, compare=False)

    def __str__(self) -> str:
        plain = format(self.value, "f")
        return plain if len(plain) <= 40 else str(self.value)  # noqa: PLR2004 - 1E+300


@dataclass(frozen=True, slots=True)
class Text:
    """A text literal."""

    value: str
    start: int = field(default=0, compare=False)

    def __str__(self) -> str:
        doubled = self.value.replace('"', '""')
        return f'"{doubled}"'


@dataclass(frozen=True, slots=True)
class Boolean:
    """`TRUE` or `FALSE`."""

    value: bool
    start: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return "TRUE" if self.value else "FALSE"


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """An error literal such as `#N/A`."""

    code: str
    start: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True, slots=True)
class Missing:
    """An argument that was left empty."""

    start: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Address:
    """A reference to cells."""

    reference: Reference
    start: int = field(default=0, compare=False)

    def __str__(self) -> str:
        names = self.reference.prefixes
        area = "" if self._is_name else str(self.reference.area)
        prefixes = "".join(
            _quoted(prefix, "[" if self._ends_prefixes(place) else "!")
            for place, prefix in enumerate(names)
        )
        return prefixes + area

    @property
    def _is_name(self) -> bool:
        return bool(self.reference.prefixes) and self.reference.area == Area()

    def _ends_prefixes(self, place: int) -> bool:
        last = len(self.reference.prefixes) - 1
        return place == last and (self._is_name or self.reference.area.is_of_table)


@dataclass(frozen=True, slots=True)
class Unary:
    """A sign, or `@`, before a value."""

    sign: str
    operand: Node
    start: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return self.sign + _within(self.operand, PREFIX_STRENGTH)


@dataclass(frozen=True, slots=True)
class Percent:
    """A value followed by `%`."""

    operand: Node
    start: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return _within(self.operand, PERCENT_STRENGTH) + "%"


@dataclass(frozen=True, slots=True)
class Binary:
    """Two values with an operator between them; all operators bind to the left."""

    operator: str
    left: Node
    right: Node
    start: int = field(default=0, compare=False)

    def __str__(self) -> str:
        strength = STRENGTHS[self.operator]
        left = _within(self.left, strength)
        return f"{left}{self.operator}{_within(self.right, strength + 1)}"


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments; the name is in upper case, without `_xlfn.`."""

    name: str
    arguments: tuple[Node, ...]
    start: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return f"{self.name}({','.join(str(a) for a in self.arguments)})"


@dataclass(frozen=True, slots=True)
class Constants:
    """An array constant, row by row, all rows of one length."""

    rows: tuple[tuple[Node, ...], ...]
    start: int = field(default=0, compare=False)

    def __str__(self) -> str:
        rows = ";".join(",".join(str(cell) for cell in row) for row in self.rows)
        return "{" + rows + "}"


@dataclass(frozen=True, slots=True)
class Union:
    """Several ranges in parentheses: `(A1,A3)`."""

    items: tuple[Node, ...]
    start: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return f"({','.join(str(item) for item in self.items)})"


@dataclass(frozen=True, slots=True)
class Intersection:
    """The cells that two ranges share: `A1:A3 A2:B2`."""

    left: Node
    right: Node
    start: int = field(default=0, compare=False)

    def __str__(self) -> str:
        left = _within(self.left, INTERSECTION_STRENGTH)
        right = _within(self.right, INTERSECTION_STRENGTH + 1)
        if isinstance(self.right, Number | Text | ErrorValue | Constants):
            right = f"({right})"  # behind a blank alone these begin nothing
        return f"{left} {right}"


Node: TypeAlias = (
    Number
    | Text
    | Boolean
    | ErrorValue
    | Missing
    | Address
    | Unary
    | Percent
    | Binary
    | Call
    | Constants
    | Union
    | Intersection
)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that was read.

    Attributes:
        root: its outermost part; LET names are already replaced by their values.

    Example:
        >>> from verifier.formula.parse import parse
        >>> str(parse("= sum( f2:F$412 )/ (1 + B1)"))
        '=SUM(F2:F412)/(1+B1)'
    """

    root: Node

    def __str__(self) -> str:
        return f"={self.root}"


def children(node: Node) -> tuple[Node, ...]:  # noqa: PLR0911 - one return for each kind
    """Returns the parts right below a part, in the order of writing."""
    match node:
        case Unary() | Percent():
            return (node.operand,)
        case Binary() | Intersection():
            return (node.left, node.right)
        case Call():
            return node.arguments
        case Constants():
            return tuple(cell for row in node.rows for cell in row)
        case Union():
            return node.items
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """Yields a part and all parts below it, in the order of writing."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        yield part
        waiting.extend(reversed(children(part)))


def with_children(node: Node, parts: tuple[Node, ...]) -> Node:  # noqa: PLR0911 - one return for each kind
    """Returns a part with other parts below it."""
    match node:
        case Unary():
            return Unary(node.sign, parts[0], node.start)
        case Percent():
            return Percent(parts[0], node.start)
        case Binary():
            return Binary(node.operator, parts[0], parts[1], node.start)
        case Intersection():
            return Intersection(parts[0], parts[1], node.start)
        case Call():
            return Call(node.name, parts, node.start)
        case Union():
            return Union(parts, node.start)
        case _:
            return node


def is_address(node: Node) -> bool:
    """Returns whether a part stands for cells, so that it may be in a union."""
    return isinstance(node, Address | Union | Intersection)


def cell_address(column: int, row: int) -> Address:
    """Returns the address of one cell without a prefix."""
    return Address(Reference((), Area(column, row, column, row)))


def _within(node: Node, strength: int) -> str:
    text = str(node)
    return f"({text})" if _strength(node) < strength else text


def _strength(node: Node) -> int:
    match node:
        case Binary():
            return STRENGTHS[node.operator]
        case Percent():
            return PERCENT_STRENGTH
        case Unary():
            return PREFIX_STRENGTH
        case Intersection():
            return INTERSECTION_STRENGTH
        case _:
            return ATOM_STRENGTH


def _quoted(prefix: str, mark: str) -> str:
    if mark == "[" and _NAME.fullmatch(prefix):
        return prefix
    is_plain = prefix.replace(".", "").replace("_", "").isalnum()
    shown = prefix
    if not is_plain or not prefix[0].isalpha():
        doubled = prefix.replace("'", "''")
        shown = f"'{doubled}'"
    return shown if mark == "[" else shown + "!"
