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
_DEEPEST = 150
_MOST_TIMES = 16  # of a factor that is raised to a power


def products_of(resolution: Resolution) -> Chains:
    """Returns the written factors of each product, those of subqueries along."""
    return _Products(resolution).of(resolution.tree, 0)


class _Products:
    """One statement whose products are looked for, each part once."""

    def __init__(self, resolution: Resolution) -> None:
        self._resolution = resolution
        self._known: dict[int, Chains] = {}

    def of(self, node: exp.Expr, depth: int) -> Chains:
        """Returns the chains of a part."""
        if depth > _DEEPEST or isinstance(node, exp.Predicate):
            return NONE
        if id(node) not in self._known:
            self._known[id(node)] = NONE  # a statement that names itself ends here
            self._known[id(node)] = self._found(node, depth + 1)
        return self._known[id(node)]

    def _found(self, node: exp.Expr, depth: int) -> Chains:
        if isinstance(node, _PRODUCTS):
            sides = (node.this, node.expression)
            return multiplied(*(self._factor(side, depth) for side in sides))
        if isinstance(node, exp.Pow):
            return self._power(node, depth)
        below = below_in_value(node, self._resolution)
        return either(self.of(part, depth) for part in below)

    def _factor(self, node: exp.Expr, depth: int) -> Chains:
        number = number_of(node)
        return self.of(node, depth) if number is None else ((abs(number),),)

    def _power(self, node: exp.Pow, depth: int) -> Chains:
        base, exponent = number_of(node.this), number_of(node.expression)
        if base is None:
            return self._factor(node.this, depth)
        times = int(min(max(abs(exponent or 1), 1), _MOST_TIMES))
        return ((abs(base),) * times,)
