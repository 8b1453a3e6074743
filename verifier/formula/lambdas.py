"""Writes LAMBDA, and what runs one over cells, as a formula without them.

Over cells one by one a formula says the same as over the whole range, where all it does
with a cell it does with that cell alone: `MAP(B2:B9,C2:C9,LAMBDA(a,b,a*b))` is
`B2:B9*C2:C9`. Anything else is written out, cell by cell or row by row, where the range
is short and its ends are written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.errors import FormulaError
from verifier.formula.functions_table import functions
from verifier.formula.nodes import (
    Address,
    Binary,
    Call,
    Missing,
    Node,
    Number,
    Percent,
    Unary,
    children,
    walk,
    with_children,
)
from verifier.model.address import Area, Reference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    Substitute = Callable[[Node, Mapping[str, Node]], Node]

MOST_PARTS = 60
"""Cells, rows or columns over which a formula is written out."""

UNFOLDED = frozenset({"MAP", "BYROW", "BYCOL", "REDUCE", "SCAN"})
"""Functions that run a LAMBDA over cells."""

_NAME = Area()
# functions that give one value for one cell, by the argument that the cell may be
_FIRST = frozenset({"XLOOKUP", "VLOOKUP", "HLOOKUP", "MATCH", "XMATCH", "LOOKUP"})
_SECOND = frozenset({"SUMIF", "COUNTIF", "AVERAGEIF"})
_AFTER_RANGES = frozenset({"SUMIFS", "AVERAGEIFS", "MAXIFS", "MINIFS"})
_CHOICES = frozenset({"IF", "IFS", "IFERROR", "IFNA", "SWITCH"})
_OF_RANGES = frozenset(
    {"SUM", "AVERAGE", "MIN", "MAX", "COUNT", "COUNTA", "MEDIAN", "SUMPRODUCT"}
    | {"STDEV", "STDEV.S", "STDEV.P", "VAR.S", "VAR.P", "COUNTIFS"}
    | _SECOND
    | _AFTER_RANGES
)
_STACKS = {"BYROW": "VSTACK", "BYCOL": "HSTACK"}


def key_of(name: Address) -> str:
    """Returns by what a name is known: its case does not count."""
    return "!".join(name.reference.prefixes).upper()


def names_of(function: Node) -> tuple[str, ...]:
    """Returns the parameters of a LAMBDA, none where they are no names."""
    if not isinstance(function, Call) or function.name != "LAMBDA":
        return ()
    names = function.arguments[:-1]
    if not all(isinstance(n, Address) and n.reference.area == _NAME for n in names):
        return ()
    return tuple(key_of(name) for name in names if isinstance(name, Address))


def applied(function: Call, values: Sequence[Node], put: Substitute) -> Node | None:
    """Returns the body of a LAMBDA with its values put in; None without one each."""
    names = names_of(function)
    if not names or len(names) != len(values):
        return None
    return put(function.arguments[-1], dict(zip(names, values, strict=True)))


def at_once(function: Call, values: Call) -> Call:
    """Returns what `LAMBDA(x,y,body)(1,2)` says: `LET(x,1,y,2,body)`.

    Raises:
        FormulaError: where the values are not as many as the names.
    """
    *names, body = function.arguments or (Missing(function.start),)
    given = values.arguments
    if len(names) != len(given) or not names:
        raise FormulaError(
            f"LAMBDA of {len(names)} names is given {len(given)} values",
            "one value for each name",
            position=function.start,
        )
    pairs = zip(names, given, strict=True)
    return Call("LET", (*(part for pair in pairs for part in pair), body), values.start)


def unfolded(call: Call, put: Substitute) -> Node | None:
    """Returns what a call of MAP and the like says, None where that takes a LAMBDA.

    Args:
        call: its LET names and the LAMBDAs inside it are already replaced.
        put: replaces names in a part by values.
    """
    *values, last = call.arguments or (Missing(call.start),)
    function = _function(last, len(values))
    if function is None or not values:
        return None
    match call.name:
        case "MAP":
            return _mapped(call, values, function, put)
        case "BYROW" | "BYCOL" if len(values) == 1:
            lines = _lines(values[0], is_row=call.name == "BYROW")
            made = [applied(function, [line], put) for line in lines]
            parts = [part and _with_cells(part) for part in made]
            return _stacked(_STACKS[call.name], parts, call.start)
        case "REDUCE" | "SCAN" if len(values) == len(names_of(function)) == 2:  # noqa: PLR2004 - start and cells
            return _gathered(call, values, function, put)
        case _:
            return None


def _function(node: Node, count: int) -> Call | None:
    """Returns the LAMBDA that a part is; `SUM` alone is one of a cell."""
    if isinstance(node, Call) and names_of(node):
        return node
    if isinstance(node, Address) and count == 1 and key_of(node) in _OF_RANGES:
        one = Address(Reference(("_1",), _NAME), node.start)
        body = Call(key_of(node), (one,), node.start)
        return Call("LAMBDA", (one, body), node.start)
    return None


def _mapped(
    call: Call, values: Sequence[Node], function: Call, put: Substitute
) -> Node | None:
    names, body = frozenset(names_of(function)), function.arguments[-1]
    if _is_of_one_cell(body, names) and _varies(body, names):
        return applied(function, values, put)
    columns = [list(_cells(value)) for value in values]
    stacks = {_stack_of(value) for value in values}
    if len({len(cells) for cells in columns}) != 1 or len(stacks) != 1:
        return None
    parts = [applied(function, cells, put) for cells in zip(*columns, strict=True)]
    return _stacked(stacks.pop(), parts, call.start)


def _gathered(
    call: Call, values: Sequence[Node], function: Call, put: Substitute
) -> Node | None:
    """Returns a value that is carried from cell to cell: the last one, or each."""
    so_far: Node | None = values[0]
    steps: list[Node | None] = []
    for cell in _cells(values[1]):
        if so_far is None or isinstance(so_far, Missing):
            return None
        so_far = applied(function, [so_far, cell], put)
        steps.append(so_far)
    if not steps:
        return None
    is_last = call.name == "REDUCE"
    return so_far if is_last else _stacked(_stack_of(values[1]), steps, call.start)


def _with_cells(node: Node) -> Node:
    """Returns a part in which `INDEX(B2:D2,3)` is the cell that it names, `D2`."""
    parts = tuple(_with_cells(part) for part in children(node))
    made = with_children(node, parts) if parts else node
    match made:
        case Call("INDEX", (Address() as line, Number(value=place))):
            cells = list(_lines(line, is_row=True))
            if len(cells) == 1:
                cells = list(_lines(line, is_row=False))
            is_inside = place == int(place) and 1 <= place <= len(cells)
            return cells[int(place) - 1] if is_inside else made
        case _:
            return made


def _stack_of(node: Node) -> str:
    """Returns what puts the cells of a column or row together, empty for a block."""
    left, top, right, bottom = _ends(node) or (1, 1, 2, 2)
    if left == right:
        return "VSTACK"
    return "HSTACK" if top == bottom else ""


def _stacked(name: str, parts: Sequence[Node | None], start: int) -> Node | None:
    if not name:
        return None
    known = tuple(part for part in parts if part is not None)
    return Call(name, known, start) if known and len(known) == len(parts) else None


def _cells(node: Node) -> Iterator[Node]:
    """Yields the cells of a short range row by row."""
    left, top, right, bottom = _ends(node) or (1, 1, MOST_PARTS, 2)
    if (right - left + 1) * (bottom - top + 1) <= MOST_PARTS:
        for line in _lines(node, is_row=True):
            yield from _lines(line, is_row=False)


def _lines(node: Node, *, is_row: bool) -> Iterator[Node]:
    """Yields the rows or columns of a short range whose ends are written."""
    area = _ends(node)
    if area is None or not isinstance(node, Address):
        return
    left, top, right, bottom = area
    first, last = (top, bottom) if is_row else (left, right)
    if last - first >= MOST_PARTS:
        return
    for number in range(first, last + 1):
        ends = (
            (left, number, right, number) if is_row else (number, top, number, bottom)
        )
        yield Address(Reference(node.reference.prefixes, Area(*ends)), node.start)


def _ends(node: Node) -> tuple[int, int, int, int] | None:
    area = node.reference.area if isinstance(node, Address) else _NAME
    left, top, right, bottom = (
        *(area.first_column, area.first_row),
        *(area.last_column, area.last_row),
    )
    if left is None or top is None or right is None or bottom is None:
        return None
    return left, top, right, bottom


def _is_of_one_cell(node: Node, names: frozenset[str]) -> bool:
    """Returns whether a part gives one value for one cell that a name stands for."""
    match node:
        case Address():
            return key_of(node) in names or _is_cell(node)
        case Binary() | Unary(sign="+" | "-") | Percent():
            return all(_is_of_one_cell(part, names) for part in children(node))
        case Call():
            return _is_call_of_one_cell(node, names)
        case _:
            return not children(node)


def _varies(node: Node, names: frozenset[str]) -> bool:
    """Returns whether a part of one cell is another one for each cell.

    Over the whole range `IF(B1>0,7,x)` would be a single 7.
    """
    match node:
        case Address():
            return key_of(node) in names
        case Call() if node.name in _CHOICES:
            return any(_varies(part, names) for part in node.arguments[:1])
        case Call():
            free = [node.arguments[place] for place in _places(node)]
            return any(_varies(part, names) for part in free)
        case _:
            return any(_varies(part, names) for part in children(node))


def _is_call_of_one_cell(node: Call, names: frozenset[str]) -> bool:
    if node.name in _CHOICES and _holds(node, names) and not _varies(node, names):
        return False
    free = set(_places(node))
    for place, part in enumerate(node.arguments):
        if place in free:
            if not _is_of_one_cell(part, names):
                return False
        elif _holds(part, names):
            return False
    return bool(free) or node.name in _OF_RANGES


def _places(node: Call) -> range:
    """Returns the places of a call's arguments that may be the cell."""
    count = len(node.arguments)
    known = functions().get(node.name)
    if node.name in _FIRST:
        return range(1)
    if node.name in _SECOND:
        return range(1, 2)
    if node.name == "COUNTIFS":
        return range(1, count, 2)
    if node.name in _AFTER_RANGES:
        return range(2, count, 2)
    is_for_cells = known is not None and known.of_cells is not None
    return range(count if is_for_cells or node.name in _CHOICES else 0)


def _holds(node: Node, names: frozenset[str]) -> bool:
    return any(
        isinstance(part, Address) and key_of(part) in names for part in walk(node)
    )


def _is_cell(node: Address) -> bool:
    ends = _ends(node)
    return ends is not None and ends[:2] == ends[2:]
