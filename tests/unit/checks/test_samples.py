"""Small samples, false precision, and figures that are told twice, by hand."""

from __future__ import annotations

import pandas as pd
import pytest

import verifier

FEW = pd.DataFrame({"stage": ["won", "lost", "lost"], "amount": [10, 20, 60]})
MANY = pd.DataFrame(
    {"stage": ["won", "lost"] * 100, "amount": list(range(200)), "kind": ["a"] * 200}
)
SHARE = '= COUNTIF(A2:A{0},"won")/COUNTA(A2:A{0})'

TABLE = [
    ("[33%](#c1) were won.", "few", SHARE.format(4), {"C025"}),
    ("[33.3%](#c1) were won.", "few", SHARE.format(4), {"C025", "C026"}),
    ("[33,3 %](#c1) выиграны.", "few", SHARE.format(4), {"C025", "C026"}),
    ("On average [30](#c1).", "few", "= AVERAGE(B2:B4)", {"C025"}),
    ("В среднем [30](#c1).", "few", "= AVERAGE(B2:B4)", {"C025"}),
    ("The median is [20](#c1).", "few", "= MEDIAN(B2:B4)", {"C025"}),
    ("In all [90](#c1).", "few", "= SUM(B2:B4)", set()),
    ("[50%](#c1) were won.", "many", SHARE.format(201), set()),
    ("[50.0%](#c1) were won.", "many", SHARE.format(201), set()),
    ("[50.00%](#c1) were won.", "many", SHARE.format(201), {"C026"}),
    ("[50%](#c1) were won.", "many", SHARE.format(11), set()),
    ("[50.0%](#c1) were won.", "many", SHARE.format(11), {"C026"}),
    ("On average [99.5](#c1).", "many", "= AVERAGE(B2:B201)", set()),
    ("On average [4](#c1).", "many", "= AVERAGE(B2:B10)", {"C025"}),
    ("On average [4.5](#c1).", "many", "= AVERAGE(B2:B11)", set()),
    ("We won [90](#c1), that is [90](#c1).", "few", "= SUM(B2:B4)", set()),
    ("We won [90](#c1), that is [91](#c1).", "few", "= SUM(B2:B4)", {"P010"}),
    ("We won [90](#c1), that is [90.0](#c1).", "few", "= SUM(B2:B4)", set()),
    ("Итого [90](#c1), то есть [95](#c1).", "few", "= SUM(B2:B4)", {"P010"}),
    ("We won about [100](#c1), that is [90](#c1).", "few", "= SUM(B2:B4)", set()),
]


@pytest.mark.parametrize(("sentence", "sheet", "calculation", "codes"), TABLE)
def test_findings(sentence: str, sheet: str, calculation: str, codes: set[str]) -> None:
    end = 4 if sheet == "few" else 201
    text = f"{sentence}\n\n```claims\n[c1] {sheet}!A2:B{end}\n{calculation}\n```\n"
    found = verifier.verify(text, {"few": FEW, "many": MANY}).findings
    assert {f.code for f in found} & {"C025", "C026", "P010"} == codes
