"""The numbers of a SELECT that are multiplied with one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.model.factors import NONE, either, multiplied
from verifier.query.literals import number_of
from verifier.query.paths import below_in_value

if TYPE_CHECKING:
    from verifier.model.factors import Chains
    from verifier.query.relations import Resolution

_PRODUCTS = (exp.Mul, exp.Div, exp.IntDiv)
_SUMS = (exp.Add, exp.Sub)
_MOST_TIMES = 16  # of a factor that is raised to a power


def products_of(resolution: Resolution) -> Chains:
    """Returns the written factors of each product, those of subqueries along."""
    return _Products(resolution).of(resolution.tree)


class _Products:
    """One statement whose products are looked for, each part once."""

    def __init__(self, resolution: Resolution) -> None:
        self._resolution = resolution
        self._known: dict[int, Chains] = {}

    def of(self, node: exp.Expr) -> Chains:
        """Returns the chains of a part; parentheses and signs are looked through."""
        while isinstance(node, (exp.Paren, exp.Neg)):
            node = node.this
        if isinstance(node, exp.Predicate):
            return NONE
        if id(node) not in self._known:
            self._known[id(node)] = NONE  # a statement that names itself ends here
            self._known[id(node)] = self._found(node)
        return self._known[id(node)]

    def _found(self, node: exp.Expr) -> Chains:
        if isinstance(node, _PRODUCTS):
            return multiplied(*map(self._factor, _operands(node, _PRODUCTS)))
        if isinstance(node, _SUMS):
            return either(map(self.of, _operands(node, _SUMS)))
        if isinstance(node, exp.Pow):
            return self._power(node)
        return either(map(self.of, below_in_value(node, self._resolution)))

    def _factor(self, node: exp.Expr) -> Chains:
        number = number_of(node)
        return self.of(node) if number is None else ((abs(number),),)

    def _power(self, node: exp.Pow) -> Chains:
        base, exponent = number_of(node.this), number_of(node.expression)
        if base is None:
            return self._factor(node.this)
        times = int(min(max(abs(exponent or 1), 1), _MOST_TIMES))
        return ((abs(base),) * times,)


def _operands(node: exp.Expr, kinds: tuple[type[exp.Binary], ...]) -> list[exp.Expr]:
    """Returns the parts of a chain of operations, which may be a hundred long."""
    found: list[exp.Expr] = []
    while isinstance(node, kinds):
        found.append(node.expression)
        node = node.this
    return [node, *reversed(found)]
