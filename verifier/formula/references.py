"""Which cells a formula names."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from verifier.formula.nodes import Address, Call, walk

if TYPE_CHECKING:
    from verifier.formula.nodes import Formula
    from verifier.model.address import Reference


def references(formula: Formula) -> tuple[Reference, ...]:
    """Returns the references of a formula in order, each once.

    Example:
        >>> from verifier.formula.parse import parse
        >>> [str(r) for r in references(parse("=SUM(F2:F9)/F2:F9+a.csv!B1"))]
        ['F2:F9', 'a.csv!B1']
    """
    found = (n.reference for n in walk(formula.root) if isinstance(n, Address))
    return tuple(dict.fromkeys(found))


def check_functions(formula: Formula) -> None:
    """Looks up every function of a formula.

    Raises:
        FormulaError: for the first one that is not recomputed here.
    """
    table = importlib.import_module("verifier.formula.functions_table")
    for node in walk(formula.root):
        if isinstance(node, Call):
            table.function_named(node)
