"""Finds a function by its name, or says what to write instead."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from verifier.errors import FormulaError
from verifier.formula.function import Function
from verifier.registry import modules_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier.formula.nodes import Call

_NEVER = {
    "INDIRECT": "Write the cells themselves, so that a reader sees what is cited.",
    "OFFSET": "Write the cells themselves, so that a reader sees what is cited.",
    "ADDRESS": "Write the cells themselves, so that a reader sees what is cited.",
    "TODAY": "Write the day, as in DATE(2025,6,30): tomorrow gives another value.",
    "NOW": "Write the day, as in DATE(2025,6,30): tomorrow gives another value.",
    "RAND": "A figure that is drawn anew each time cannot be checked.",
    "RANDBETWEEN": "A figure that is drawn anew each time cannot be checked.",
    "RANDARRAY": "A figure that is drawn anew each time cannot be checked.",
    "GETPIVOTDATA": "Cite the rows that the pivot table sums up.",
    "ROW": "Cite the cells; a report has no row of its own.",
    "COLUMN": "Cite the cells; a report has no column of its own.",
}


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
            remedy=_NEVER.get(
                call.name, "Say it with other functions, or as a SELECT."
            ),
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
