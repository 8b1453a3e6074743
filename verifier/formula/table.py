"""References to the columns of a table: `deals[amount]`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.errors import FormulaError
from verifier.model.address import Area, Reference
from verifier.model.brackets import parse_brackets

if TYPE_CHECKING:
    from verifier.formula.tokens import Token


def table_reference(prefixes: tuple[str, ...], token: Token) -> Reference:
    """Returns the reference that names rows and columns of a table in brackets.

    Raises:
        FormulaError: for forms that speak of the formula's own row.
    """
    found = parse_brackets(token.text)
    if found is None:
        raise FormulaError(
            f"{token.text} does not name columns of a table",
            "rows and columns, as in deals[amount] or deals[[#Totals],[amount]]",
            "A report has no row of its own, so [@column] and [#This Row] have no "
            "meaning: write deals[amount] for the whole column.",
            position=token.start,
            reason="unsupported-function",
        )
    return Reference(prefixes, Area.of_table(found))
