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
        ("CEILING.PRECISE(A1,50)", (None, LiteralRole.SETTING)),
        ("T.TEST(A1:A3,B1:B3,2,1)", (None, None, *[LiteralRole.SETTING] * 2)),
        ("NORM.S.DIST(A1,TRUE)", (None, LiteralRole.SETTING)),
        ("PERCENTRANK.EXC(A1:A3,7)", (None, LiteralRole.CRITERION)),
        ("IRR(A1:A3,0.1)", (None, LiteralRole.SETTING)),
        ("PV(A1,12,-5)", (*[LiteralRole.FACTOR] * 3,)),
        ("DSUM(A1:C9,2,E1:E2)", (None, LiteralRole.CRITERION, None)),
    ],
)
def test_what_a_literal_does_as_an_argument(
    formula: str, roles: tuple[LiteralRole | None, ...]
) -> None:
    call = parse(formula).root
    assert isinstance(call, Call)
    assert argument_roles(call) == roles
