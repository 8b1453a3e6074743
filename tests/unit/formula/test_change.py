from __future__ import annotations

import pytest

from verifier.formula.change import change_of, is_older
from verifier.formula.nodes import Address
from verifier.formula.parse import parse
from verifier.model.plan import ChangeForm

YEARS = {"B": "2023", "C": "FY2024, $m", "D": "no year", "E": "2024 to 2025"}


class _Headers:
    """Stands in for the sheets: a header by the column's letter."""

    def columns(self, node: object) -> frozenset[str]:
        text = str(node).replace("$", "")
        letters = {part.rstrip("0123456789") for part in text.split(":")}
        return frozenset(letters) if isinstance(node, Address) else frozenset()

    def label(self, node: object) -> str:
        return YEARS[str(node)[0]]


@pytest.mark.parametrize(
    ("formula", "form"),
    [
        ("B2-C2", ChangeForm.DECREASE),  # old - new, the headers say so
        ("C2-B2", ChangeForm.INCREASE),
        ("-(B2-C2)", ChangeForm.INCREASE),
        ("ABS(B2-C2)", ChangeForm.DECREASE),
        ("(B2-C2)*1000", ChangeForm.DECREASE),
        ("B2-D2", ChangeForm.INCREASE),  # nothing is known of D
        ("B2-E2", ChangeForm.INCREASE),  # two years are no year
        ("B2:C3-D2", ChangeForm.INCREASE),
        ("B2/C2-1", ChangeForm.INCREASE),
        ("(C2-B2)/B2", ChangeForm.INCREASE),
        ("1-C2/B2", ChangeForm.DECREASE),
    ],
)
def test_years_in_headers_say_which_is_older(formula: str, form: ChangeForm) -> None:
    root = parse(formula).root
    found = change_of(root, lambda one, other: is_older(one, other, _Headers()))
    assert found is form
