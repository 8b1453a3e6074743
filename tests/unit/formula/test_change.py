"""Which of two parts is the older one, as years say it."""

from __future__ import annotations

import pytest

from verifier.formula.change import change_of, year_in
from verifier.formula.nodes import Address
from verifier.formula.parse import parse
from verifier.model.plan import ChangeForm

HEADERS = {
    "A": "region",
    "B": "2023",
    "C": "FY2024, $m",
    "D": "no year",
    "E": "2024 to 2025",
    "F": "3000",
}
UP, DOWN, NONE = ChangeForm.INCREASE, ChangeForm.DECREASE, ChangeForm.NONE


class _Headers:
    """Stands in for the sheets: a header by the column's letter."""

    def columns(self, node: object) -> frozenset[str]:
        text = str(node).replace("$", "")
        letters = {part.rstrip("0123456789") for part in text.split(":")}
        return frozenset(letters) if isinstance(node, Address) else frozenset()

    def label(self, node: object) -> str:
        return HEADERS.get(str(node)[0], str(node))


@pytest.mark.parametrize(
    ("formula", "form"),
    [
        # a plain difference: only years tell
        ("B2-C2", DOWN),
        ("C2-B2", UP),
        ("SUM(C2:C9)-SUM(B2:B9)", UP),
        ("-(B2-C2)", UP),
        ("ABS(B2-C2)", DOWN),
        ("(B2-C2)*1000", DOWN),
        ("(B2-C2)*-1", UP),
        ("(C2-B2)/COUNTA(A2:A9)", UP),
        ("B2-D2", NONE),  # nothing is known of D
        ("D2-D3", NONE),
        ("-(D2-D3)", NONE),
        ("G2023-G2024", NONE),  # rows, not years
        ("B2-B3", NONE),  # the same year
        ("B2-E2", NONE),  # two years are no year
        ("F2-B2", NONE),  # 3000 is none
        ("B2:C3-D2", NONE),
        ("B2+D2-C2", NONE),
        ("(D2-D3)/D4", NONE),
        # years in criteria
        ('SUMIF(A2:A9,"2023",D2:D9)-SUMIF(A2:A9,"2024",D2:D9)', DOWN),
        ("SUMIF(A2:A9,2024,D2:D9)-SUMIF(A2:A9,2023,D2:D9)", UP),
        ('SUMIF(A2:A9,">=2024-01-01",D2:D9)-SUMIF(A2:A9,"<=31.12.2023",D2:D9)', UP),
        ("SUMIF(A2:A9,DATE(2023,1,1),D2:D9)-SUMIF(A2:A9,DATE(2024,1,1),D2:D9)", DOWN),
        # a share that changed: its base is the older part, if no year denies it
        ("D2/D3-1", UP),
        ("100*D2/D3-100", UP),
        ("C2/B2-1", UP),
        ("B2/C2-1", DOWN),
        ("(B2/C2-1)*100", DOWN),
        ("(D2-D3)/D3", UP),
        ("(C2-B2)/B2", UP),
        ("(B2-C2)/C2", DOWN),
        ("1-D2/D3", DOWN),
        ("1-C2/B2", DOWN),
        ("1-B2/C2", UP),
        ("(D2-D3)/D2", DOWN),
        ("(B2-C2)/B2", DOWN),
        ("(C2-B2)/C2", UP),
        ("-(D2/D3-1)", DOWN),
        # a leading minus, and no change at all
        ("-SUM(D2:D9)", DOWN),
        ("D2/D3", NONE),
        ("D2-1", NONE),
        ("D2/D3-2", NONE),
    ],
)
def test_forms_of_change(formula: str, form: ChangeForm) -> None:
    found = change_of(parse(formula).root, lambda part: year_in(part, _Headers()))
    assert found is form
