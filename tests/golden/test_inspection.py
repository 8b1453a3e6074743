"""A messy export is told of as it was told when somebody read every line of it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from verifier.cli import main
from verifier.renderers.inspection_schema import INSPECTION_SCHEMA

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "inspection"
COMMAND = ["inspect", "export.csv", "--isolated", "--brief", "brief.toml"]


@pytest.fixture
def printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> dict[str, str]:
    """Returns what is printed by format; every run has errors in it."""
    monkeypatch.chdir(FOLDER)
    found = {}
    for name in ("text", "json"):
        assert main([*COMMAND, "--output-format", name]) == 1
        found[name] = capsys.readouterr().out
    return found


def without_versions(record: dict[str, object]) -> dict[str, object]:
    return record | {"tool": sorted(record["tool"])}


def test_the_record_is_the_golden_one_and_fits_the_schema(
    printed: dict[str, str],
) -> None:
    record = json.loads(printed["json"])
    jsonschema.Draft202012Validator.check_schema(INSPECTION_SCHEMA)
    jsonschema.validate(record, INSPECTION_SCHEMA)
    golden = json.loads((FOLDER / "expected.json").read_text("utf-8"))
    assert without_versions(record) == golden


def test_the_text_is_the_golden_one(printed: dict[str, str]) -> None:
    assert printed["text"] == (FOLDER / "expected.txt").read_text("utf-8")
