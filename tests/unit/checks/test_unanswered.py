"""A rule that could not look at its cells says so; it is not silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

import verifier
from verifier import pipeline
from verifier.checks import Answer
from verifier.model.verdict import Level

if TYPE_CHECKING:
    import pytest

DEALS = pd.DataFrame({"id": list("abcd"), "amount": [1, 2, 3, 4]})
REPORT = """It was [10](#c1).

```claims
[c1] deals!B2:B5
= SUM(B2:B5)
```
"""


def test_every_rule_without_an_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        pipeline, "answer_in", lambda _: Answer(problem="its time was up")
    )
    checked = verifier.verify(REPORT, sources={"deals": DEALS})
    told = {f.code: f for f in checked.findings}
    assert {"D002", "D003", "D004"} <= set(told)
    assert told["D002"].level is Level.WARNING
    assert "could not be looked at" in told["D002"].message
    assert told["D002"].message.endswith("its time was up")


def test_nothing_is_told_where_all_is_answered() -> None:
    checked = verifier.verify(REPORT, sources={"deals": DEALS})
    assert not any("looked at" in f.message for f in checked.findings)
