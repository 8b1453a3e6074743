"""The numbers written in a formula, in whichever form, with what they do there."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.errors import FormulaError
from verifier.formula.constants import number_in, reads_cells
from verifier.formula.criteria import criterion_of
from verifier.formula.nodes import (
    COMPARISONS,
    Binary,
    Boolean,
    Call,
    Node,
    Text,
    children,
    walk,
)
from verifier.formula.numerals import number_of
from verifier.formula.roles import argument_roles
from verifier.formula.trials import is_literal, literal_value
from verifier.model.plan import Literal, LiteralRole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.formula.bounds import Sheets

_FACTOR, _SUMMAND = LiteralRole.FACTOR, LiteralRole.SUMMAND
_CRITERION, _SETTING = LiteralRole.CRITERION, LiteralRole.SETTING
_VALUE, _POSITION = LiteralRole.VALUE, LiteralRole.POSITION
# roles that hold for every number inside of the argument
_DEEP = frozenset({_SETTING, _CRITERION, _POSITION})
_TRIVIAL = frozenset(map(Decimal, (0, 1, -1)))
_ROOTS = frozenset({Decimal("0.5"), Decimal("-0.5")})
_WITHOUT_NUMBER = frozenset({"PI", "NA"})
# what gives one of its arguments as it is
_CHOOSING = frozenset({"IF", "IFS", "IFERROR", "IFNA", "SWITCH", "CHOOSE", "XLOOKUP"})
_DIGITS = re.compile(r"[1-9]")


def literals_of(root: Node, sheets: Sheets | None = None) -> tuple[Literal, ...]:
    """Returns the numbers of a formula with their roles, in the order of writing.

    A part that reads no cell counts as the number that it gives: `LEN("aaaa")` is 4,
    `TRUE+TRUE` is 2, `VALUE("17")` is 17. Products of plain numbers stay apart, so
    that each factor may be allowed alone.

    Raises:
        FormulaError: where constants give a number that nobody could see.

    Example:
        >>> from verifier.formula.parse import parse
        >>> found = literals_of(parse('=SUMIF(A1:A9,">5")*100/LARGE(B1:B9,2)+1').root)
        >>> [(str(one.value), one.role.value) for one in found]
        [('5', 'criterion'), ('100', 'factor'), ('2', 'position'), ('1', 'summand')]
        >>> found = literals_of(parse('=LEN("aaaa")*A1+(TRUE+TRUE)+7*60').root)
        >>> [(str(one.value), one.role.value) for one in found]
        [('4', 'factor'), ('2', 'summand'), ('7', 'factor'), ('60', 'summand')]
    """
    return tuple(_Reading(root, sheets).found(root, _VALUE))


@dataclass(frozen=True, slots=True)
class _Reading:
    """One formula whose numbers are looked for.

    Attributes:
        root: the whole formula.
        sheets: where its references lie, if that is known.
        joins: whether what is read becomes part of a text, from which a function may
            take digits out again; else a text that is no number stays none.
    """

    root: Node
    sheets: Sheets | None
    joins: bool = False

    def found(self, node: Node, role: LiteralRole) -> Iterator[Literal]:
        """Yields the numbers of a part that stands in a role."""
        if is_literal(node):
            yield Literal(literal_value(node), role)
        elif role in _DEEP:
            yield from self._deep(node, role)
        elif isinstance(node, Text):
            yield from self._in_text(node, role)
        elif isinstance(node, Boolean):
            yield Literal(Decimal(node.value), role)
        elif isinstance(node, Call):
            yield from self._in_call(node, role)
        elif isinstance(node, Binary):
            yield from self._in_operation(node, role)
        else:
            for part in children(node):
                yield from self.found(part, role)

    def _in_text(self, node: Text, role: LiteralRole) -> Iterator[Literal]:
        number = number_of(node.value)
        if number is not None:
            yield Literal(number, role)
        elif self.joins:
            yield from _digits_in(node)

    def _deep(self, node: Node, role: LiteralRole) -> Iterator[Literal]:
        if isinstance(node, Text):
            yield from _in_criterion(node, role)
        elif isinstance(node, Call):
            yield from self._arguments(node, role)
        else:
            for part in children(node):
                yield from self.found(part, role)

    def _is_constant(self, node: Node) -> bool:
        return not reads_cells(node, self.root, self.sheets)

    def _number(self, node: Node) -> Decimal | None:
        """Returns the number that a part gives if it reads no cell."""
        return number_in(node, self.sheets) if self._is_constant(node) else None

    def _in_call(self, node: Call, role: LiteralRole) -> Iterator[Literal]:
        if not self._is_constant(node):
            inner = self if node.name in _CHOOSING else replace(self, joins=True)
            yield from inner._arguments(node, role)  # noqa: SLF001 - its own
        elif node.name == "POWER" and len(node.arguments) > 1:
            base, exponent = node.arguments[:2]
            yield from self._in_operation(Binary("^", base, exponent), role)
        elif _is_plain_root(node) and role is _FACTOR:
            for argument in node.arguments:
                yield from self.found(argument, role)
        elif node.name not in _WITHOUT_NUMBER:
            number = number_in(node, self.sheets)
            parts = (Literal(number, role),) if number is not None else None
            yield from self._declarable(node) if parts is None else parts

    def _declarable(self, node: Call) -> Iterator[Literal]:
        """Yields the numbers of a constant that must be declared one by one.

        Raises:
            FormulaError: where it shows none.
        """
        shown = [one.value for part in walk(node) for one in self._shown(part)]
        telling = [value for value in shown if value not in _TRIVIAL]
        if not telling and self._is_constant(self.root):
            telling = [Decimal(1)]  # nothing depends on cells: no constant is added
        if not telling:
            raise FormulaError(
                f"{node} is a number made of constants",
                "numbers that are read from cells, or written as digits",
                "Declare the number with a line `assumes number: origin`.",
                position=node.start,
                reason="undeclared-constant",
            )
        for value in telling:
            yield Literal(value, _VALUE)

    def _shown(self, part: Node) -> Iterator[Literal]:
        if is_literal(part) or isinstance(part, Text):
            yield from replace(self, joins=True).found(part, _VALUE)

    def _arguments(self, node: Call, around: LiteralRole) -> Iterator[Literal]:
        roles = argument_roles(node)
        if (
            node.name in {"MATCH", "XMATCH"}
            and len(roles) > 1
            and self._searches_constants(node)
        ):
            roles = (None, _CRITERION, _SETTING)
        for place, (argument, own) in enumerate(
            zip(node.arguments, roles, strict=False)
        ):
            if place == 1 and node.name == "TEXT" and isinstance(argument, Text):
                yield from _in_format(argument)
            yield from self._argument(argument, own, around)

    def _searches_constants(self, node: Call) -> bool:
        """Returns whether cells are looked for among constants: a list of criteria."""
        looked_for, where = node.arguments[:2]
        return not self._is_constant(looked_for) and self._is_constant(where)

    def _argument(
        self, argument: Node, own: LiteralRole | None, around: LiteralRole
    ) -> Iterator[Literal]:
        if own is None:
            own = around if around in _DEEP else _VALUE
        for literal in self.found(argument, own):
            is_first = literal.role is _POSITION and literal.value in {0, 1}
            yield Literal(literal.value, _SETTING) if is_first else literal

    def _in_operation(self, node: Binary, role: LiteralRole) -> Iterator[Literal]:
        if node.operator in COMPARISONS:
            if self._is_constant(node):
                yield Literal(Decimal(1), role)
            else:
                yield from self._sides(node, _CRITERION)
        elif node.operator in {"+", "-"}:
            yield from self._in_sum(node, role)
        elif node.operator == "&":
            number = self._number(node)
            plain = (Literal(number, role),) if number is not None else None
            inner = replace(self, joins=True)
            yield from inner._sides(node, _VALUE) if plain is None else plain  # noqa: SLF001 - its own
        else:
            yield from self._in_product(node, role)

    def _sides(self, node: Binary, role: LiteralRole) -> Iterator[Literal]:
        yield from self.found(node.left, role)
        yield from self.found(node.right, role)

    def _in_sum(self, node: Binary, role: LiteralRole) -> Iterator[Literal]:
        """Yields the terms of a sum; several of one each count as their sum."""
        terms = list(_terms(node))
        numbers = [self._number(term) for _, term in terms]
        known = [
            number * sign
            for number, (sign, _) in zip(numbers, terms, strict=True)
            if number is not None
        ]
        net = sum(known, Decimal(0))
        is_constant = len(known) == len(terms)
        if is_constant and net in _TRIVIAL:
            yield Literal(net, role)
            return
        gathers = set(known) <= _TRIVIAL and net not in _TRIVIAL
        if gathers:
            yield Literal(net, role if is_constant else _SUMMAND)
        for number, (_, term) in zip(numbers, terms, strict=True):
            if number is None or not gathers:
                yield from self.found(term, _SUMMAND)

    def _in_product(self, node: Binary, role: LiteralRole) -> Iterator[Literal]:
        """Yields the factors; of a product that is no factor itself one is the number.

        `SUM(A1:A9)+7*60` adds 420: of 7 and 60 the larger has to be declared.
        """
        number = self._number(node)
        if number is not None and number in _TRIVIAL:
            yield Literal(number, role)
        elif node.operator == "^" and self._is_odd_power(node):
            yield from self._sides(node, _VALUE)
        elif number is None or role is _FACTOR:
            yield from self._sides(node, _FACTOR)
        else:
            parts = list(self._sides(node, _FACTOR))
            chief = max(parts, key=_weight, default=None)
            for part in parts:
                yield Literal(part.value, role) if part is chief else part

    def _is_odd_power(self, node: Binary) -> bool:
        """Returns whether constants are raised to a power that is no root or whole."""
        exponent = self._number(node.right)
        if exponent is None or not self._is_constant(node.left):
            return self._is_constant(node)
        return exponent != exponent.to_integral_value() and exponent not in _ROOTS


def _weight(literal: Literal) -> tuple[bool, bool, Decimal]:
    """Returns by which of several factors a constant product is to be known."""
    value = literal.value
    is_fraction = value != value.to_integral_value() and literal.role is _FACTOR
    return literal.role is not _FACTOR, is_fraction, abs(value)


def _is_plain_root(node: Call) -> bool:
    """Returns whether a call is the root of a written number: a year's is SQRT(12)."""
    return node.name == "SQRT" and [is_literal(one) for one in node.arguments] == [True]


def _terms(node: Binary) -> Iterator[tuple[int, Node]]:
    """Yields the terms of a sum with their signs; brackets on the right stay whole."""
    signed: list[tuple[int, Node]] = []
    rest: Node = node
    while isinstance(rest, Binary) and rest.operator in {"+", "-"}:
        signed.append((-1 if rest.operator == "-" else 1, rest.right))
        rest = rest.left
    yield 1, rest
    yield from reversed(signed)


def _in_criterion(node: Text, role: LiteralRole) -> Iterator[Literal]:
    """Yields the number that a criterion in quotes holds."""
    if role is _CRITERION:
        operand = criterion_of(node.value).operand
        if isinstance(operand, Decimal):
            yield Literal(operand, role)


def _in_format(node: Text) -> Iterator[Literal]:
    """Yields the digits that a number format writes itself."""
    digits = "".join(_DIGITS.findall(node.value))
    if digits:
        yield Literal(Decimal(digits), _VALUE)


def _digits_in(node: Text) -> Iterator[Literal]:
    """Yields the numbers within a text: other functions can take them out again."""
    for digits in re.findall("[0-9]+", node.value):
        if int(digits):
            yield Literal(Decimal(int(digits)), _VALUE)
