from __future__ import annotations

import pytest

from verifier.formula.nodes import Call
from verifier.formula.parse import parse
from verifier.formula.roles import argument_roles
from verifier.model.plan import LiteralRole


@pytest.mark.parametrize(
    ("formula", "roles"),
    [
        # a modulus converts no unit: SUM(x) mod 1000 is made to hit a number
        ("MOD(A1,1000)", (LiteralRole.FACTOR, LiteralRole.VALUE)),
        ("POWER(A1,3)", (LiteralRole.FACTOR, LiteralRole.FACTOR)),
        ("SUBTOTAL(9,A1:A3)", (LiteralRole.SETTING, None)),
    ],
)
def test_what_a_literal_does_as_an_argument(
    formula: str, roles: tuple[LiteralRole | None, ...]
) -> None:
    call = parse(formula).root
    assert isinstance(call, Call)
    assert argument_roles(call) == roles
