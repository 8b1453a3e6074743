"""Finds a function by its name, or says what to write instead."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from verifier.errors import FormulaError
from verifier.formula.function import Function
from verifier.formula.refused import instead_of
from verifier.registry import modules_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier.formula.nodes import Call


@cache
def functions() -> Mapping[str, Function]:
    """Returns all functions by their names in upper case."""
    found: dict[str, Function] = {}
    for module in modules_of("verifier.formula.functions"):
        for value in vars(module).values():
            if isinstance(value, Function):
                found |= dict.fromkeys(value.names, value)
    return found


def function_named(call: Call) -> Function:
    """Returns the function that a call names.

    Raises:
        FormulaError: if there is none, or the number of arguments is wrong.
    """
    found = functions().get(call.name)
    if found is None:
        raise FormulaError(
            f"{call.name} is not among the functions that are recomputed here",
            remedy=instead_of(call.name),
            position=call.start,
            reason="unsupported-function",
        )
    count = len(call.arguments)
    if count < found.least or (found.most is not None and count > found.most):
        raise FormulaError(
            f"{call.name} has {count} arguments",
            _counted(found),
            position=call.start,
        )
    return found


def _counted(found: Function) -> str:
    if found.most is None:
        return f"at least {found.least}"
    if found.most == found.least:
        return f"{found.least}"
    return f"{found.least} to {found.most}"
