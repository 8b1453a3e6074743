"""Groups of several words, in other letters and beside a row of totals.

Every figure is right for its calculation: what is judged is whether the sentence names
the group that was taken.
"""

from __future__ import annotations

import pandas as pd
import pytest

import verifier

STONES = pd.DataFrame(
    {
        "job": [f"J{n}" for n in range(12)],
        "material": ["Natural stone", "Engineered stone", "Laminate"] * 4,
        "price": range(100, 1300, 100),
    }
)
WATERS = pd.DataFrame(
    {
        "Проба": [f"П{n}" for n in range(12)],
        "Вид": ["Природная вода", "Сточная вода", "Почва"] * 4,
        "Форма": ["A-check", "C-check"] * 6,
        "Результат": ["Норма", "Превышение", "Норма", "Норма"] * 3,
        "Плата": range(100, 1300, 100),
    }
)
ROWS = (
    # sentence, calculation, expected
    (
        "Jobs in stone from natural quarries brought [2600].",
        '= SUMIF(B2:B13,"Engineered stone",C2:C13)',
        "wrong-segment",
    ),
    (
        "Jobs in stone from natural quarries brought [2200].",
        '= SUMIF(B2:B13,"Natural stone",C2:C13)',
        "",
    ),
    (
        "Jobs in stone that is no natural one brought [2600].",
        '= SUMIF(B2:B13,"Engineered stone",C2:C13)',
        "",
    ),
    (
        "Анализы воды из природных источников принесли [2600].",
        '= SUMIF(B2:B13,"Сточная вода",E2:E13)',
        "wrong-segment",
    ),
    (
        "Анализы воды из природных источников принесли [2200].",
        '= SUMIF(B2:B13,"Природная вода",E2:E13)',
        "",
    ),
    (
        "Анализы сточных вод принесли [2600].",
        '= SUMIF(B2:B13,"Сточная вода",E2:E13)',
        "",
    ),
    (
        "Норматив нарушен в [3 пробах].",
        '= COUNTIF(D2:D13,"Превышение")',
        "",
    ),
    (
        "В норме оказались [3 пробы].",
        '= COUNTIF(D2:D13,"Превышение")',
        "wrong-segment",
    ),
)


@pytest.mark.parametrize(("sentence", "calculation", "expected"), ROWS)
def test_names_apart(sentence: str, calculation: str, expected: str) -> None:
    name = "proby" if "E13" in calculation or "D13" in calculation else "stones"
    frame = WATERS if name == "proby" else STONES
    cites = f"{name}!A2:{'E' if name == 'proby' else 'C'}13"
    prose = sentence.replace("]", "](#c1)")
    text = f"{prose}\n\n```claims\n[c1] {cites}\n{calculation}\n```\n"
    (verdict,) = verifier.verify(text, {name: frame}).verdicts
    assert (verdict.reason.value if verdict.reason else "") == expected, verdict.message
