"""What a formula does with its cells: aggregates, criteria, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from verifier.formula.criteria import criterion_of
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
    children,
    walk,
)
from verifier.formula.statistics_table import COUNTING, GATES, PASSED, STATISTICS
from verifier.formula.trials import is_literal, literal_value
from verifier.model.use import Criterion, Side, Statistic, Use

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verifier.formula.bounds import Sheets
    from verifier.model.address import CellRange

_MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_ONE_CRITERION = frozenset({"SUMIF", "AVERAGEIF", "COUNTIF"})
_PAIRS = frozenset({"SUMIFS", "AVERAGEIFS", "MAXIFS", "MINIFS", "COUNTIFS"})
_DISTINCT = frozenset({"UNIQUE", "COUNTUNIQUE"})
_READERS = frozenset({"VALUE", "NUMBERVALUE"})
_NUMBERS_ONLY = frozenset({"COUNT", "DCOUNT"})
_LOOKUPS = frozenset({"VLOOKUP", "HLOOKUP", "XLOOKUP", "LOOKUP", "INDEX"})
_SIDES = {"/": (Side.NUMERATOR, Side.DENOMINATOR), "-": (Side.MINUEND, Side.SUBTRAHEND)}


@dataclass(frozen=True, slots=True)
class _Part:
    """What an aggregate is made of.

    Attributes:
        cells: whose values it takes.
        criteria: which of them.
        deduplicates: whether equal ones are taken once.
        reads_texts: whether all of them stand in arithmetic, which reads texts.
    """

    cells: tuple[Address, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    deduplicates: bool = False
    reads_texts: bool = True

    def joined(self, other: _Part) -> _Part:
        """Returns both together."""
        return _Part(
            tuple(dict.fromkeys(self.cells + other.cells)),
            tuple(dict.fromkeys(self.criteria + other.criteria)),
            self.deduplicates or other.deduplicates,
            self.reads_texts and other.reads_texts,
        )


def uses_of(root: Node, sheets: Sheets) -> tuple[Use, ...]:
    """Returns what a formula does with its cells, in the order of writing.

    Names of LET are inlined before.
    """
    return tuple(dict.fromkeys(_uses(root, Side.WHOLE, sheets)))


def _uses(node: Node, side: Side, sheets: Sheets) -> Iterator[Use]:
    match node:
        case Address():
            yield _use(Statistic.CELL, _Part((node,), reads_texts=False), side, sheets)
        case Binary() if node.operator in _SIDES and not _is_constant(node.right):
            left, right = _SIDES[node.operator] if side is Side.WHOLE else (side, side)
            yield from _uses(node.left, left, sheets)
            yield from _uses(node.right, right, sheets)
        case Binary(operator="-") if _is_constant(node.right):
            yield from _uses(node.left, side, sheets)  # new/old - 1
        case Call() if node.name in PASSED and node.arguments:
            yield from _uses(node.arguments[0], side, sheets)
        case Call() if _is_taken_whole(node):
            yield _of_call(node, side, sheets)
        case _:
            for part in children(node):
                yield from _uses(part, side, sheets)


def _is_taken_whole(call: Call) -> bool:
    """Returns whether a call is one use; a sum of conditional sums is one for each."""
    if call.name == "SUM" and all(map(_is_conditional, call.arguments)):
        return False
    return call.name in STATISTICS or call.name in _LOOKUPS


def _of_call(call: Call, side: Side, sheets: Sheets) -> Use:
    if call.name in _LOOKUPS:
        return _use(Statistic.CELL, _looked_up(call, sheets), side, sheets)
    statistic = STATISTICS[call.name]
    if _is_conditional(call):
        return _use(statistic, _by_criteria(call, sheets), side, sheets)
    if _counts_each_once(call):
        return _of_each_once(call, side, sheets)
    part = _Part()
    for argument in _measured(call):
        part = part.joined(_parts(argument, sheets))
    if part.deduplicates and statistic is Statistic.COUNT:
        statistic = Statistic.DISTINCT
    if call.name == "SUMPRODUCT" and not part.cells and part.criteria:
        statistic = Statistic.COUNT
    if call.name == "SUM" and not part.cells and part.criteria:
        statistic = Statistic.COUNT
    use = _use(statistic, part, side, sheets)
    return replace(use, numbers_only=call.name in _NUMBERS_ONLY)


def _measured(call: Call) -> tuple[Node, ...]:
    """Returns the arguments whose cells an aggregate takes; settings are left out."""
    gate = GATES.get(call.name)
    if gate is None:
        return call.arguments
    return call.arguments[gate[0] : gate[1]]


def _use(statistic: Statistic, part: _Part, side: Side, sheets: Sheets) -> Use:
    cells = tuple(sheets.locate(address.reference) for address in part.cells)
    rows = () if cells else tuple(dict.fromkeys(c.cells for c in part.criteria))
    return Use(
        statistic,
        cells,
        rows,
        part.criteria,
        side,
        part.deduplicates or statistic is Statistic.DISTINCT,
        tuple(_header(address, sheets) for address in part.cells),
        part.reads_texts and bool(cells),
    )


def _header(address: Address, sheets: Sheets) -> str:
    label = sheets.label(address)
    return "" if label == str(address) else label


def _is_conditional(node: Node) -> bool:
    return isinstance(node, Call) and node.name in _PAIRS | _ONE_CRITERION


def _by_criteria(call: Call, sheets: Sheets) -> _Part:
    """Returns the parts of SUMIF, COUNTIFS and their relatives."""
    arguments = call.arguments
    if call.name in _ONE_CRITERION:
        pairs = list(pairwise(arguments[:2]))
        value = arguments[2:3] or arguments[:1]
        measured = () if call.name == "COUNTIF" else value
    elif call.name == "COUNTIFS":
        measured = ()
        pairs = list(zip(arguments[::2], arguments[1::2], strict=False))
    else:
        measured, rest = arguments[:1], arguments[1:]
        pairs = list(zip(rest[::2], rest[1::2], strict=False))
    criteria = [c for cells, said in pairs for c in _criterion(cells, said, sheets)]
    return _Part(_addresses(measured), tuple(criteria), reads_texts=False)


_LIKE = {"=": "like", "<>": "not like"}


def _criterion(cells: Node, said: Node, sheets: Sheets) -> Iterator[Criterion]:
    if not isinstance(cells, Address):
        return
    place = sheets.locate(cells.reference)
    header = _header(cells, sheets)
    told = [_compared(one) for one in _alternatives(said)]
    operator, values = told[0][0], tuple(dict.fromkeys(value for _, value in told))
    if len(told) > 1 and {operator for operator, _ in told} != {"="}:
        operator, values = "=", ()
    known = tuple(value for value in values if value is not None)
    yield Criterion(place, header, operator, known if len(known) == len(values) else ())


def _alternatives(said: Node) -> tuple[Node, ...]:
    """Returns the values of an array constant, which are taken together, or the one."""
    return children(said) if isinstance(said, Constants) else (said,)


def _compared(said: Node) -> tuple[str, str | None]:
    """Returns operator and value of a criterion such as `">="&DATE(2025,7,1)`."""
    match said:
        case Text():
            known = criterion_of(said.value)
            operator, value = known.operator or "=", _shown(known.operand)
            is_pattern = isinstance(known.operand, str) and _is_pattern(value)
            return _LIKE.get(operator, operator) if is_pattern else operator, value
        case Binary(left=Text()) if isinstance(said.left, Text):
            known = criterion_of(said.left.value)
            return known.operator or "=", _written(said.right)
        case _:
            return "=", _written(said)


def _is_pattern(text: str) -> bool:
    return "*" in text or "?" in text


def _parts(node: Node, sheets: Sheets) -> _Part:
    """Returns what an argument of an aggregate takes, and which of it."""
    part = _taken(node, sheets)
    return replace(part, reads_texts=True) if _reads_texts(node) else part


def _reads_texts(node: Node) -> bool:
    """Returns whether texts in a node become the numbers that they look like."""
    match node:
        case Binary():
            return node.operator not in (*COMPARISONS, "&")
        case Unary():
            return node.sign == "-"
        case Call():
            return node.name in _READERS
        case _:
            return isinstance(node, Percent)


def _taken(node: Node, sheets: Sheets) -> _Part:  # noqa: PLR0911 - one return for each kind
    """Returns what a node takes, and which of it."""
    match node:
        case Address():
            return _Part((node,), reads_texts=False)
        case Binary() if node.operator in COMPARISONS:
            return _Part(criteria=tuple(_comparison(node, sheets)))
        case Call(name="FILTER"):
            return _filtered(node, sheets)
        case Call(name="IF") if len(node.arguments) > 1:
            asked = _parts(node.arguments[0], sheets)
            taken = _parts(node.arguments[1], sheets)
            criteria = asked.criteria + taken.criteria
            return replace(taken, criteria=criteria)
        case Call() if _is_conditional(node):
            return _by_criteria(node, sheets)
        case Call() if node.name in _DISTINCT:
            return replace(_joined(node.arguments[:1], sheets), deduplicates=True)
        case Call() if node.name in COUNTING:
            return _Part()
        case _:
            return _joined(children(node), sheets)


def _joined(nodes: Iterable[Node], sheets: Sheets) -> _Part:
    part = _Part()
    for node in nodes:
        part = part.joined(_parts(node, sheets))
    return part


def _filtered(call: Call, sheets: Sheets) -> _Part:
    taken = _parts(call.arguments[0], sheets)
    return taken.joined(_Part(criteria=_joined(call.arguments[1:2], sheets).criteria))


def _comparison(node: Binary, sheets: Sheets) -> Iterator[Criterion]:
    """Yields the criterion of `A2:A9="x"`, whichever way round it is written."""
    for side, other in ((node.left, node.right), (node.right, node.left)):
        column = _column_in(side)
        if column is None or _column_in(other) is not None:
            continue
        operator = node.operator
        if side is node.right:
            operator = _MIRRORED.get(operator, operator)
        written = [_written(one) for one in _alternatives(other)]
        values = tuple(value for value in written if value is not None)
        if len(values) < len(written) or (len(values) > 1 and operator != "="):
            values = ()
        place = sheets.locate(column.reference)
        part = side.name.lower() if isinstance(side, Call) else ""
        yield Criterion(place, _header(column, sheets), operator, values, part)
        return
    yield from _of_two_columns(node, sheets)


def _of_two_columns(node: Binary, sheets: Sheets) -> Iterator[Criterion]:
    """Yields the criterion of `B2:B9>C2:C9`."""
    left, right = node.left, node.right
    if not isinstance(left, Address) or not isinstance(right, Address):
        return
    if _is_range(left) and _is_range(right):
        cells, beside = sheets.locate(left.reference), sheets.locate(right.reference)
        header = _header(left, sheets)
        yield Criterion(cells, header, node.operator, (), beside=beside)


def _column_in(node: Node) -> Address | None:
    """Returns the only address of a side of a comparison: of `MONTH(E2:E9)` that."""
    found = [part for part in walk(node) if isinstance(part, Address)]
    ranges = [a for a in found if a.reference.area.first_row is None or _is_range(a)]
    return ranges[0] if len(ranges) == 1 else None


def _is_range(address: Address) -> bool:
    area = address.reference.area
    return area.is_of_table or area.first_row != area.last_row


def _looked_up(call: Call, sheets: Sheets) -> _Part:
    """Returns the cells that a lookup may give, and what it looks for."""
    arguments = call.arguments
    if call.name == "INDEX":
        found = [c for a in arguments[1:] for c in _matched(a, sheets)]
        return _Part(_addresses(arguments[:1]), tuple(found))
    table = arguments[1:2]
    given = (arguments[2:3] if call.name == "XLOOKUP" else table) or table
    place = _addresses(table)
    values = [value for value in map(_written, arguments[:1]) if value is not None]
    if not place or not values:
        return _Part(_addresses(given))
    cells = _first_column(sheets.locate(place[0].reference))
    header = _header(place[0], sheets)
    return _Part(_addresses(given), (Criterion(cells, header, "=", tuple(values)),))


def _matched(node: Node, sheets: Sheets) -> Iterator[Criterion]:
    if isinstance(node, Call) and node.name in {"MATCH", "XMATCH"}:
        yield from _criterion(node.arguments[1], node.arguments[0], sheets)


def _first_column(cells: CellRange) -> CellRange:
    return replace(cells, last_column=cells.first_column)


def _counts_each_once(call: Call) -> bool:
    """Returns whether it is the idiom `SUMPRODUCT(1/COUNTIF(r,r))`."""
    if call.name not in {"SUMPRODUCT", "SUM"} or len(call.arguments) != 1:
        return False
    inner = call.arguments[0]
    return (
        isinstance(inner, Binary)
        and inner.operator == "/"
        and isinstance(inner.right, Call)
        and inner.right.name == "COUNTIF"
        and len({str(a).partition("&")[0] for a in inner.right.arguments}) == 1
    )


def _of_each_once(call: Call, side: Side, sheets: Sheets) -> Use:
    """Returns what `SUMPRODUCT((E="x")*K/COUNTIF(r,r))` takes once for each of `r`.

    Without a column that is added up it counts the different ones of `r`.
    """
    inner = call.arguments[0]
    above, key = children(inner)[0], _addresses(children(inner)[1:])[:1]
    part = replace(_parts(above, sheets), deduplicates=True)
    if part.cells:
        return _use(Statistic.SUM, part, side, sheets)
    filled = [c for c in part.criteria if (c.operator, c.values) != ("<>", ("",))]
    part = replace(part, cells=key, criteria=tuple(filled), reads_texts=False)
    return _use(Statistic.DISTINCT, part, side, sheets)


def _addresses(nodes: Iterable[Node]) -> tuple[Address, ...]:
    return tuple(p for node in nodes for p in walk(node) if isinstance(p, Address))


def _is_constant(node: Node) -> bool:
    return not any(isinstance(part, Address) for part in walk(node))


def _written(node: Node) -> str | None:
    """Returns a constant as a criterion shows it, None where only running tells."""
    match node:
        case Text():
            return node.value
        case Boolean():
            return str(node)
        case Number() | Unary() | Percent() if is_literal(node):
            return _shown(literal_value(node))
        case Call(name="DATE") if all(map(is_literal, node.arguments)):
            parts = [int(literal_value(part)) for part in node.arguments]
            year, month, day = (*parts, 1, 1, 1)[:3]
            return f"{year:04d}-{month:02d}-{day:02d}"
        case _:
            return None


def _shown(value: Decimal | str | bool) -> str:  # noqa: FBT001 - a value
    return format(value, "f") if isinstance(value, Decimal) else str(value)
