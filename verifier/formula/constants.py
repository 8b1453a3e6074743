"""Parts of a formula that read no cell, and the value that each has."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, DecimalException
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from verifier.formula.nodes import (
    COMPARISONS,
    Address,
    Binary,
    Boolean,
    Call,
    Constants,
    Node,
    Number,
    Percent,
    Text,
    Unary,
    Union,
    children,
    walk,
)
from verifier.formula.numerals import number_of, serial

if TYPE_CHECKING:
    from collections.abc import Callable

    from verifier.formula.bounds import Sheets
    from verifier.model.address import Area, CellRange

Constant: TypeAlias = Decimal | str | bool
_EXTENTS = frozenset({"ROWS", "COLUMNS"})
_PLACES = frozenset({"ROW", "COLUMN", "AREAS"})
_LONGEST_POWER = 400


def reads_cells(node: Node, root: Node, sheets: Sheets | None = None) -> bool:
    """Returns whether the value of a part depends on cells.

    ROWS and COLUMNS of cells that nothing else in the formula reads do not, nor do
    ROW, COLUMN and AREAS: they only write a number in another way.

    Args:
        node: the part.
        root: the whole formula.
        sheets: where its references lie; without them all extents count as read.
    """
    if isinstance(node, Address):
        return True
    if isinstance(node, Call) and _is_place(node):
        return False
    if isinstance(node, Call) and _is_extent(node):
        return sheets is None or _is_shared(node, root, sheets)
    return any(reads_cells(part, root, sheets) for part in children(node))


def folded(  # noqa: PLR0911 - one return for each kind
    node: Node, sheets: Sheets | None = None
) -> Constant | None:
    """Returns the value of a part that reads no cell, None where it is not known.

    Example:
        >>> from verifier.formula.parse import parse
        >>> texts = 'LEN("aaaa")+1', '"4"&"2"', "2^10", 'CODE("a")'
        >>> [str(folded(parse(text).root)) for text in texts]
        ['5', '42', '1024', 'None']
    """
    match node:
        case Number() | Text() | Boolean():
            return node.value
        case Unary():
            number = number_in(node.operand, sheets)
            return -number if number is not None and node.sign == "-" else number
        case Percent():
            number = number_in(node.operand, sheets)
            return None if number is None else number / 100
        case Binary():
            return _combined(node, sheets)
        case Call():
            return _called(node, sheets)
        case _:
            return None


def number_in(node: Node, sheets: Sheets | None = None) -> Decimal | None:
    """Returns the number that arithmetic makes of a constant part, None if none."""
    found = folded(node, sheets)
    return None if found is None else _number(found)


def _number(value: Constant) -> Decimal | None:
    if isinstance(value, str):
        return number_of(value)
    return Decimal(value)


def _is_extent(call: Call) -> bool:
    """Returns whether a call only asks how large a range is."""
    names_cells = [isinstance(argument, Address) for argument in call.arguments]
    return call.name in _EXTENTS and names_cells == [True]


def _is_place(call: Call) -> bool:
    """Returns whether a call asks where one cell stands, or counts ranges."""
    if call.name not in _PLACES or len(call.arguments) != 1:
        return False
    if call.name == "AREAS":
        return True
    area = (
        call.arguments[0].reference.area
        if isinstance(call.arguments[0], Address)
        else None
    )
    return area is not None and _is_single(area)


def _is_single(area: Area) -> bool:
    ends = (area.last_row, area.last_column)
    return ends in {(None, None), (area.first_row, area.first_column)}


def _is_shared(call: Call, root: Node, sheets: Sheets) -> bool:
    """Returns whether other parts read cells in just the lines that a call counts."""
    others = [sheets.locate(node.reference) for node in _read(root)]
    own = _located(call, sheets)
    if not others:
        return True
    wanted = _lines(own, call.name)
    known = [_lines(cells, call.name) for cells in others if cells.sheet == own.sheet]
    if {wanted.start, wanted.stop - 1} <= {
        line
        for cells in others
        if cells.sheet == own.sheet
        for line in (
            _lines(cells, call.name) if cells.rows == cells.columns == 1 else ()
        )
    }:
        return True  # from the first to the last: (B13/B2)^(1/(ROWS(B2:B13)-1))
    reach = wanted.start
    for lines in sorted(known, key=lambda lines: lines.start):
        is_whole = lines.start == 1 and lines.stop == wanted.stop
        if lines.start <= reach and (is_whole or lines.stop <= wanted.stop):
            reach = max(reach, lines.stop)
    return reach >= wanted.stop


def _read(node: Node) -> list[Address]:
    """Returns the addresses of cells that are read, not only counted by place."""
    if isinstance(node, Address):
        return [node]
    if isinstance(node, Call) and (_is_extent(node) or _is_place(node)):
        return []
    return [found for part in children(node) for found in _read(part)]


def _located(call: Call, sheets: Sheets) -> CellRange:
    (address,) = (node for node in walk(call) if isinstance(node, Address))
    return sheets.locate(address.reference)


def _lines(cells: CellRange, name: str) -> range:
    if name == "ROWS":
        return range(cells.first_row, cells.last_row + 1)
    return range(cells.first_column, cells.last_column + 1)


def _combined(node: Binary, sheets: Sheets | None) -> Constant | None:
    left, right = folded(node.left, sheets), folded(node.right, sheets)
    if left is None or right is None:
        return None
    if node.operator == "&":
        return _written(left) + _written(right)
    numbers = _number(left), _number(right)
    if node.operator in COMPARISONS:
        return True  # at most 1, which is free
    if numbers[0] is None or numbers[1] is None:
        return None
    return _arithmetic(node.operator, numbers[0], numbers[1])


def _arithmetic(operator: str, left: Decimal, right: Decimal) -> Decimal | None:
    if operator == "^" and abs(right) > _LONGEST_POWER:
        return None
    try:
        made = _OPERATIONS[operator](left, right)
    except DecimalException:
        return None
    return made if abs(made.adjusted()) <= _LONGEST_POWER else None


def _written(value: Constant) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    return value if isinstance(value, str) else format(value, "f")


def _called(  # noqa: PLR0911 - one return for each kind
    call: Call, sheets: Sheets | None
) -> Constant | None:
    if _is_place(call):
        return _place(call)
    if _is_extent(call):
        return None if sheets is None else _extent(call, sheets)
    if call.name not in _CALLS:
        return None
    arguments = [
        folded(part, sheets) for part in chain.from_iterable(map(_flat, call.arguments))
    ]
    known = [value for value in arguments if value is not None]
    if len(known) < len(arguments):
        return None
    try:
        return _CALLS[call.name](known)
    except (DecimalException, ValueError, OverflowError):
        return None


def _extent(call: Call, sheets: Sheets) -> Decimal:
    return Decimal(len(_lines(_located(call, sheets), call.name)))


def _place(call: Call) -> Decimal | None:
    """Returns the row or column of a cell, or the number of ranges."""
    (argument,) = call.arguments
    if call.name == "AREAS":
        return Decimal(len(argument.items) if isinstance(argument, Union) else 1)
    if not isinstance(argument, Address):
        return None
    area = argument.reference.area
    number = area.first_row if call.name == "ROW" else area.first_column
    return None if number is None else Decimal(number)


def _flat(node: Node) -> tuple[Node, ...]:
    return children(node) if isinstance(node, Constants) else (node,)


def _value(known: list[Constant]) -> Decimal | None:
    return _number(known[0]) if len(known) == 1 else None


def _total(known: list[Constant]) -> Decimal | None:
    numbers = [_number(value) for value in known]
    found = [number for number in numbers if number is not None]
    return sum(found, Decimal(0)) if len(found) == len(numbers) else None


def _count(known: list[Constant]) -> Decimal:
    return Decimal(sum(_number(value) is not None for value in known))


def _day(known: list[Constant]) -> Decimal | None:
    numbers = [_number(value) for value in known]
    year, month, day = (int(number) for number in numbers if number is not None)
    return Decimal(serial(date(year, month, day)))


_OPERATIONS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
    "^": lambda left, right: left**right,
}
_CALLS: dict[str, Callable[[list[Constant]], Constant | None]] = {
    "LEN": lambda known: Decimal(len(_written(known[0]))),
    "COUNTA": lambda known: Decimal(len(known)),
    "COUNT": _count,
    "SUM": _total,
    "DATE": _day,
    **dict.fromkeys(["VALUE", "NUMBERVALUE", "DATEVALUE", "N", "SINGLE"], _value),
    **dict.fromkeys(["CONCAT", "CONCATENATE"], lambda k: "".join(map(_written, k))),
    **dict.fromkeys(
        [
            *("AND", "OR", "XOR", "NOT", "TRUE", "FALSE", "EXACT"),
            *("ISNUMBER", "ISTEXT", "ISBLANK", "ISLOGICAL", "ISNONTEXT", "ISREF"),
            *("ISEVEN", "ISODD", "ISERROR", "ISERR", "ISNA", "REGEXTEST"),
        ],
        lambda _: True,  # at most 1, which is free
    ),
}
