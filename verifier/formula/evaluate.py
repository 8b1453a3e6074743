"""A formula's parts to SQL values."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.errors import FormulaError
from verifier.formula.arguments import LONGEST_TEXT, too_long
from verifier.formula.blanks import without_doubt
from verifier.formula.broadcast import lift, scalar
from verifier.formula.criteria import meets
from verifier.formula.dialect import sql
from verifier.formula.ends import open_criteria, written_size
from verifier.formula.functions_table import function_named
from verifier.formula.nodes import (
    Address,
    Binary,
    Boolean,
    Call,
    Constants,
    ErrorValue,
    Intersection,
    Missing,
    Node,
    Number,
    Percent,
    Text,
    Unary,
    Union,
)
from verifier.formula.operators import operate, percent, signed, snapped
from verifier.formula.values import (
    Array,
    Cell,
    Pile,
    Value,
    constant_cell,
    error_cell,
    grid_of,
)
from verifier.model.address import CellRange
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from verifier.formula.draft import Draft
    from verifier.model.address import Reference

_LINKS_BEFORE_NAME = 10
_SEVERAL = 2  # parts of a text from which its length is looked at


class Evaluator:
    """Evaluates the parts of one formula into one draft."""

    def __init__(self, draft: Draft, locate: Callable[[Reference], CellRange]) -> None:
        self._draft = draft
        self._locate = locate
        self._depth = 0

    def whole(self, root: Node) -> Cell:
        """Returns the value of a formula; of several cells the only one."""
        if isinstance(root, Binary) and root.operator in {"+", "-"}:
            left, right = self.value(root.left), self.value(root.right)
            made = self._operated(root.operator, left, right)
            if isinstance(made, Cell):
                one, two = scalar(self._draft, left), scalar(self._draft, right)
                zero = constant_cell(0)
                return snapped(self._draft, made, one or zero, two or zero)
            return self._single(made)
        return self._single(self.value(root))

    def value(self, node: Node) -> Value:
        """Returns the value of a part."""
        self._depth += 1
        value = self._valued(node)
        self._depth -= 1
        if isinstance(value, Cell) and self._depth % _LINKS_BEFORE_NAME == 0:
            return self._draft.let(value)
        return value

    def _valued(self, node: Node) -> Value:  # noqa: PLR0911 - one return for each kind
        match node:
            case Number() | Text() | Boolean():
                return constant_cell(node.value)
            case ErrorValue():
                return error_cell(node.code)
            case Missing():
                return None
            case Address() | Union() | Intersection():
                return self._cells(node)
            case Constants():
                rows = [[self._single(self.value(c)) for c in r] for r in node.rows]
                return grid_of(rows)
            case Call():
                return self._called(node)
            case Binary(operator="&"):
                return self._joined(_operands(node))
            case _:
                return self._calculated(node)

    def _calculated(self, node: Unary | Percent | Binary) -> Value:
        match node:
            case Binary():
                left, right = self.value(node.left), self.value(node.right)
                return self._operated(node.operator, left, right)
            case Unary(sign="@"):
                return self._implicit(self.value(node.operand))
            case Unary():
                operand = self.value(node.operand)
                if node.sign == "+":
                    return operand
                return self._over(
                    lambda cells: signed(self._draft, node.sign, _there(cells[0])),
                    operand,
                )
            case _:
                return self._over(
                    lambda cells: percent(self._draft, _there(cells[0])),
                    self.value(node.operand),
                )

    def _joined(self, operands: list[Node]) -> Cell | Array:
        """Returns texts put together; `#VALUE!` where a cell could not hold them."""
        first, *rest = (self.value(operand) for operand in operands)
        made = first
        for value in rest:
            made = self._operated("&", made, value)
        if sum(not isinstance(one, Text | Number) for one in operands) < _SEVERAL:
            return self._over(lambda cells: _there(cells[0]), made)
        return self._over(lambda cells: _no_longer_than_a_cell(_there(cells[0])), made)

    def _operated(self, operator: str, left: Value, right: Value) -> Cell | Array:
        return self._over(
            lambda cells: operate(
                self._draft, operator, _there(cells[0]), _there(cells[1])
            ),
            left,
            right,
        )

    def _over(
        self, apply: Callable[[tuple[Cell | None, ...]], Cell], *values: Value
    ) -> Cell | Array:
        singles = tuple(self._shrunk(value) for value in values)
        return lift(self._draft, apply, singles)

    def _shrunk(self, value: Value) -> Value:
        """Returns a range of one cell as that cell."""
        if isinstance(value, Array) and value.rows == value.columns == 1:
            return scalar(self._draft, value) if _is_plain(value) else value
        return value

    def _implicit(self, value: Value) -> Value:
        if isinstance(value, Array) and (value.rows != 1 or value.columns != 1):
            return error_cell("#VALUE!")
        return self._shrunk(value)

    def _cells(self, node: Node) -> Array | Pile:
        match node:
            case Address():
                return self._draft.range(self._located(node))
            case Union():
                items: list[Array] = []
                for item in node.items:
                    made = self._cells(item)
                    items += made.items if isinstance(made, Pile) else (made,)
                return Pile(tuple(items))
            case Intersection():
                return self._draft.range(self._shared(node))
            case _:
                raise FormulaError(
                    f"{node} stands where cells are needed", position=node.start
                )

    def _located(self, node: Node) -> CellRange:
        if isinstance(node, Intersection):
            return self._shared(node)
        if isinstance(node, Address):
            return self._locate(node.reference)
        raise FormulaError(
            f"{node} stands where one range is needed", position=node.start
        )

    def _shared(self, node: Intersection) -> CellRange:
        one, two = self._located(node.left), self._located(node.right)
        shared = CellRange(
            one.sheet,
            max(one.first_column, two.first_column),
            max(one.first_row, two.first_row),
            min(one.last_column, two.last_column),
            min(one.last_row, two.last_row),
        )
        if one.sheet != two.sheet or shared.rows < 1 or shared.columns < 1:
            raise FormulaError(
                f"{node} share no cell", position=node.start, reason="no-such-cell"
            )
        return shared

    def _called(self, node: Call) -> Value:
        found = function_named(node)
        values = tuple(self.value(argument) for argument in node.arguments)
        if found.of_cells is not None:
            apply = found.of_cells
            return self._over(
                lambda cells: self._draft.light(apply(self._draft, cells)), *values
            )
        if found.apply is None:
            return None
        made = without_doubt(self._draft, found.names[0], found.apply, values)
        size = written_size(node)
        if size is not None:
            return constant_cell(size)
        if not isinstance(made, Cell):
            return made
        return self._draft.light(self._bounded(node, values, made))

    def _bounded(self, node: Call, values: tuple[Value, ...], made: Cell) -> Cell:
        """Returns a count; it fails where blank cells without end would count."""
        places = open_criteria(node)
        if not places or made.number is None:
            return made
        blank = Cell(frozenset({CellKind.BLANK}))
        criteria = [scalar(self._draft, values[place]) for place in places]
        met = sql.both(
            *(meets(self._draft, blank, self._draft.let(_there(c))) for c in criteria)
        )
        words = (
            "a count of the blank cells down to the end of the sheet; expected a range "
            "that ends with the data, such as F2:F412"
        )
        known = sql.first_of(met or sql.FALSE, sql.FALSE)
        fails = sql.cast(sql.call("error", sql.text(words)), "BIGINT")
        number = sql.case((known, fails), default=made.number)
        return replace(made, number=self._draft.named(number))

    def _single(self, value: Value) -> Cell:
        """Returns the one cell that a figure can be."""
        if isinstance(value, Array) and value.frame is not None:
            if value.frame.rows is None and value.columns == 1:
                return self._only(value, value.frame.rows)
            if value.frame.rows == 1 and value.columns == 1 and not value.origin:
                return self._only(value, 1)
        return scalar(self._draft, value) or constant_cell(0)

    def _only(self, array: Array, rows: int | None) -> Cell:
        """Returns the only cell of an array; an error where it has none or several."""
        relation = self._draft.relation(array.frame)
        if relation is None:
            return array.grid[0][0]
        cell = array.grid[0][0]

        def taken(value: exp.Expr | None) -> exp.Expr | None:
            if value is None:
                return None
            return self._draft.aggregate(relation, sql.call("any_value", value))

        count = self._draft.aggregate(relation, sql.call("count", exp.Star()))
        wrong = sql.case(
            (sql.equal(count, sql.ZERO), sql.text("#CALC!")),
            (sql.less(sql.ONE, count), sql.text("#VALUE!")),
        )
        made = Cell(
            cell.kinds,
            kind=taken(cell.kind),
            number=taken(cell.number),
            coerced=taken(cell.coerced),
            text=taken(cell.text),
            error=taken(cell.error),
            scale=cell.scale,
        )
        return made if rows == 1 else made.failing(wrong)


def _is_plain(value: Array) -> bool:
    return value.frame is None or value.origin is not None


def _operands(node: Node) -> list[Node]:
    """Returns what a chain of `&` puts together."""
    if isinstance(node, Binary) and node.operator == "&":
        return [*_operands(node.left), *_operands(node.right)]
    return [node]


def _no_longer_than_a_cell(cell: Cell) -> Cell:
    if isinstance(cell.constant, str):
        is_long = len(cell.constant) > LONGEST_TEXT
        return error_cell("#VALUE!").failing(cell.error) if is_long else cell
    return cell.failing(too_long(sql.call("length", cell.text or sql.text(""))))


def _there(cell: Cell | None) -> Cell:
    return constant_cell(0) if cell is None else cell
