"""The documented behaviour of spreadsheets, probe by probe."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from verifier.errors import FormulaError

if TYPE_CHECKING:
    from collections.abc import Callable

CORPORA = Path(__file__).resolve().parents[3] / ".." / "shared" / "corpora"
PROBES = CORPORA / "semantics_probes.jsonl"
FORMULAS = CORPORA / "formulas-dev.jsonl.gz"
SKIPPED_FLAGS = frozenset(
    {
        *("volatile", "circular", "external", "display", "name", "noname"),
        *("1904", "3d", "structured", "nosheet", "notable", "badtoken"),
    }
)
SAMPLE_STEP = 211


def agrees(got: object, expected: Any) -> bool:
    if isinstance(expected, dict):
        return getattr(got, "code", None) == expected["e"]
    if isinstance(expected, bool | str):
        return got == expected and isinstance(got, type(expected))
    if got is None or isinstance(got, bool | str) or hasattr(got, "code"):
        return False
    return abs(float(got) - expected) <= max(1e-9 * abs(expected), 1e-12)  # type: ignore[arg-type]


@pytest.mark.skipif(not PROBES.exists(), reason="the shared corpora are not here")
@pytest.mark.parametrize("exact", [False, True], ids=["double", "decimal"])
def test_every_probe(evaluate: Callable[..., object], exact: bool) -> None:  # noqa: FBT001 - a parameter of the table
    wrong: list[tuple[str, object]] = []
    for line in PROBES.read_text(encoding="utf-8").splitlines():
        probe = json.loads(line)
        try:
            got = evaluate(
                probe["formula"], probe["cells"], exact=exact, default=probe["sheet"]
            )
        except FormulaError as error:
            unknown = error.reason == "unsupported-function"
            if unknown and probe["expected"] == {"e": "#NAME?"}:
                continue
            got = error
        if not agrees(got, probe["expected"]):
            wrong.append((probe["formula"], got))
    assert wrong == []


@pytest.mark.skipif(not FORMULAS.exists(), reason="the shared corpora are not here")
def test_a_sample_of_formulas_from_real_workbooks(
    evaluate: Callable[..., object],
) -> None:
    equal, wrong = 0, []
    with gzip.open(FORMULAS, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % SAMPLE_STEP:
                continue
            row = json.loads(line)
            flags = set(row.get("flags") or ())
            is_real = row["source"] == "real_github" and (row["agree"] or 0) >= 2
            is_real = is_real and row["kind"] != "e"
            if not is_real or flags & SKIPPED_FLAGS or len(row["cells"] or {}) > 500:
                continue
            try:
                got = evaluate(row["formula"], row["cells"] or {}, default=row["sheet"])
            except FormulaError:
                continue
            if agrees(got, row["expected"]):
                equal += 1
            else:
                wrong.append((row["formula"], got, row["expected"]))
    assert wrong == []
    assert equal > 90
