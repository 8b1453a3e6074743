"""What holds for every rule: its page, its examples, its code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pytest

import verifier
from verifier.checks import FAMILIES, Rule, rule_modules
from verifier.checks.rule import Table
from verifier.cli import main
from verifier.model.verdict import Level
from verifier.shell.configuration import Command
from verifier.shell.inspect import inspect_paths

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import ModuleType

    from verifier.checks.rule import Subject
    from verifier.model.verdict import Finding

MODULES = rule_modules()
LETTERS = {"data": "D", "claims": "C", "prose": "P"}
PARTS = ("Finds:", "Why it matters:", "What to do:")
LEDGER = pd.DataFrame(
    {"id": list("abcd"), "revenue": [10, 20, 30, 40], "cost": [6, 12, 18, 24]}
)
MANY = pd.DataFrame(
    {"id": [f"d{n}" for n in range(16)], "x": 1, "amount": range(10, 170, 10)}
)
VISITS = pd.DataFrame(
    {"visit_id": ["v1", "v2", "v3"], "deal": list("abb"), "hours": [2, 3, 4]}
)
TAKINGS = pd.DataFrame(
    {
        "day": pd.to_datetime(["2025-06-30", "2025-07-01", "2025-07-12"]),
        "paid": [20, 10, 15],
        "guests": [2, 1, 1],
    }
)
ZEROS = pd.DataFrame({"id": list("abcd"), "fee": [0, 10, 30, 0]})
TRIPS = pd.DataFrame(
    {"trip_id": [f"t{n}" for n in range(6)], "delay_min": [0, 5, 0, 0, 9, 0]}
)
DESKS = pd.DataFrame(
    {
        "month": ["April", "April", "May", "May", "June", "June"],
        "office": ["Leeds", "York"] * 3,
        "desks": [10, 12] * 3,
    }
)
SPELLED = pd.DataFrame(
    {
        "id": list("abcdef"),
        "region": ["North", "north", "South", "North", "South", "North"],
        "amount": [1, 1, 1, 1, 1, 2],
    }
)
PARCELS = pd.DataFrame(
    {
        "line": [f"l{n}" for n in range(12)],
        "call_id": [f"k{n // 2}" for n in range(12)],
        "tonnes": range(1, 13),
        "dues": [n // 2 * 5 + 5 for n in range(12)],
    }
)
TOWNS = pd.DataFrame(
    {
        "town": ["Leeds", "York", "Hull"] * 2,
        "fees": [4, 8, 12, 6, 12, 18],
        "discount": [0, 1, 1, 1, 1, 2],
    }
)
OTHERS = {
    "towns": TOWNS,
    "parcels": PARCELS,
    "spelled": SPELLED,
    "visits": VISITS,
    "zeros": ZEROS,
    "trips": TRIPS,
    "desks": DESKS,
}
SPANS = pd.DataFrame({"id": list("abcd"), "days": [28, 33, 29, 30]})


def name_of(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


def examples(kind: str) -> list[object]:
    return [
        pytest.param(module, text, id=f"{name_of(module)}-{number}")
        for module in MODULES
        for number, text in enumerate(getattr(module, kind), start=1)
    ]


EVERY = pytest.mark.parametrize("module", MODULES, ids=name_of)


@pytest.fixture
def sources(tmp_path: Path) -> dict[str, pd.DataFrame | Path]:
    deals = pd.DataFrame(
        {
            "id": ["a", "b", "c", "d"],
            "region": ["north", "south", "south", "east"],
            "amount": [100, 250, 75, 30],
        }
    )
    troubled = tmp_path / "troubled.csv"
    troubled.write_text("id,region,amount\na,north,100\n\nb,south,250\nc,south,75\n")
    total = pd.DataFrame({"id": [None], "region": ["Total"], "amount": [455]})
    totals = pd.concat([deals, total], ignore_index=True)
    texts = tmp_path / "texts.csv"
    texts.write_text(f"{deals.to_csv(index=False)}e,west,12 boxes\n")
    regions = pd.DataFrame(
        {
            "id": [f"r{n}" for n in range(8)],
            "region": ["North", "South"] * 4,
            "amount": [100, 250, 30, 75, 0, 0, 0, 0],
        }
    )
    days = "id,day\na,2025-06-30\nb,2025-07-01\nc,2025-07-12\n"
    (tmp_path / "days.csv").write_text(days)
    (tmp_path / "mixed.csv").write_text(f"{days}d,07/03/2025\n")
    return few(deals) | {
        "deals": deals,
        "regions": regions,
        "ledger": LEDGER,
        "spans": SPANS,
        **OTHERS,
        "twice": pd.concat([deals, deals.tail(1)], ignore_index=True),
        "days": tmp_path / "days.csv",
        "takings": TAKINGS,
        "mixed": tmp_path / "mixed.csv",
        "troubled": troubled,
        "totals": totals,
        "texts": texts,
        "many": MANY,
        **workbooks(tmp_path, deals),
    }


def workbooks(tmp_path: Path, deals: pd.DataFrame) -> dict[str, pd.DataFrame | Path]:
    return {
        "errors": workbook(tmp_path / "errors.xlsx", deals, extra="#N/A"),
        "stale": workbook(tmp_path / "stale.xlsx", deals, extra="=1+1"),
        "textual": workbook(tmp_path / "textual.xlsx", deals, extra="1200"),
        "merged": merged(tmp_path / "merged.xlsx", deals),
        "hidden": workbook(tmp_path / "hidden.xlsx", deals, hidden=4),
    }


def few(deals: pd.DataFrame) -> dict[str, pd.DataFrame | Path]:
    """Returns two deals: of one region, and of two."""
    two = deals.head(2)
    return {
        "one": two.assign(region="North"),
        "pair": two.assign(region=["North", "South"]),
    }


def workbook(path: Path, frame: pd.DataFrame, extra: str = "", hidden: int = 0) -> Path:
    """Returns the path of a workbook of the frame, with a cell more or a hidden row."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(list(frame.columns))
    for row in frame.itertuples(index=False):
        sheet.append(list(row))
    if extra:
        sheet.append(["e", "west", extra])
        kind = {"#": "e", "=": "f"}.get(extra[0], "s")
        sheet.cell(sheet.max_row, 3).data_type = kind
    if hidden:
        sheet.row_dimensions[hidden].hidden = True
    book.save(path)
    return path


def merged(path: Path, frame: pd.DataFrame) -> Path:
    """Returns the path of a workbook of the frame, two cells of a column merged."""
    book = openpyxl.load_workbook(workbook(path, frame))
    book.active.merge_cells("B3:B4")
    book.save(path)
    return path


def found_in(text: str, folder: Path) -> tuple[Finding, ...]:
    """Returns what is found in an example of data; lines with # are its brief."""
    lines = text.splitlines(keepends=True)
    data, brief = folder / "table.csv", folder / "table.toml"
    data.write_text("".join(line for line in lines if line[0] != "#"), "utf-8")
    brief.write_text("".join(line[1:].lstrip() for line in lines if line[0] == "#"))
    command = Command(given=(("brief", str(brief)),), isolated=True)
    return inspect_paths((str(data),), command, print).every_finding


def verified(
    module: ModuleType, text: str, folder: Path, sources: dict[str, pd.DataFrame | Path]
) -> verifier.Verification:
    """Returns the verification of an example, with the brief that it rests on."""
    (folder / "report.md").write_text(text, "utf-8")
    (folder / "brief.toml").write_text("[fields.amount]\nignored = true\n")
    said = getattr(module, "BRIEF", None)
    if said is None:
        return verifier.verify_path(folder / "report.md", sources)
    (folder / "said.toml").write_text(said, "utf-8")
    return verifier.verify_path(
        folder / "report.md", sources, brief=folder / "said.toml"
    )


def test_rules_are_found_by_family() -> None:
    assert MODULES
    assert {module.__name__.split(".")[2] for module in MODULES} == set(FAMILIES)


def test_codes_and_names_are_used_once() -> None:
    assert len({module.RULE.code for module in MODULES}) == len(MODULES)
    assert len({module.RULE.name for module in MODULES}) == len(MODULES)


@EVERY
def test_a_rule_has_a_code_of_its_family(module: ModuleType) -> None:
    rule = module.RULE
    assert isinstance(rule, Rule)
    family = module.__name__.split(".")[2]
    assert re.fullmatch(rf"{LETTERS[family]}\d{{3}}", rule.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", rule.name)
    assert isinstance(rule.level, Level)


@EVERY
def test_a_docstring_is_a_page(module: ModuleType) -> None:
    first, *paragraphs = (module.__doc__ or "").strip().split("\n\n")
    assert first.endswith(".")
    assert "\n" not in first
    assert [p.split(":")[0] + ":" for p in paragraphs] == list(PARTS)
    assert all(p.rstrip().endswith(".") for p in paragraphs)


def record(module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[Finding]:
    """Returns what a rule itself finds from now on; others may give the same reason."""
    found: list[Finding] = []
    check = module.check

    def recorded(subject: Subject) -> Iterator[Finding]:
        for finding in check(subject):
            found.append(finding)
            yield finding

    monkeypatch.setattr(module, "check", recorded)
    return found


@EVERY
def test_a_rule_has_examples(module: ModuleType) -> None:
    for kind in ("PASSES", "FAILS"):
        texts = getattr(module, kind)
        assert isinstance(texts, tuple)
        assert texts
        assert all(text.strip() for text in texts)
    assert not set(module.PASSES) & set(module.FAILS)


@pytest.mark.parametrize(("module", "text"), examples("FAILS"))
def test_what_should_be_found_is_found(
    module: ModuleType,
    text: str,
    sources: dict[str, pd.DataFrame | Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if isinstance(text, Table):
        found = [f for f in found_in(text, tmp_path) if f.code == module.RULE.code]
        assert found
        assert {(f.name, f.level) for f in found} == {
            (module.RULE.name, module.RULE.level)
        }
        assert all(f.message for f in found)
        return
    own = record(module, monkeypatch)
    verification = verified(module, text, tmp_path, sources)
    if module.RULE.reason is not None:
        reasons = {r for v in verification.verdicts for r in (v.reason, *v.also)}
        assert module.RULE.reason in reasons
        assert {finding.code for finding in own} == {module.RULE.code}
        return
    found = verification.findings
    of_rule = [finding for finding in found if finding.code == module.RULE.code]
    assert of_rule
    for finding in of_rule:
        assert (finding.name, finding.level) == (module.RULE.name, module.RULE.level)
        assert finding.message
        assert finding.line <= len(text.splitlines())


@pytest.mark.parametrize(("module", "text"), examples("PASSES"))
def test_what_should_not_be_found_is_not(
    module: ModuleType,
    text: str,
    sources: dict[str, pd.DataFrame | Path],
    tmp_path: Path,
) -> None:
    if isinstance(text, Table):
        codes = {finding.code for finding in found_in(text, tmp_path)}
        assert module.RULE.code not in codes
        return
    verification = verified(module, text, tmp_path, sources)
    assert module.RULE.code not in {finding.code for finding in verification.findings}
    if module.RULE.reason is not None:
        assert verification.passed


@EVERY
def test_the_command_prints_the_page(
    module: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rule", module.RULE.code]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert module.RULE.name in printed
    for paragraph in (module.__doc__ or "").strip().split("\n\n")[1:]:
        said = " ".join(paragraph.split(":", 1)[1].split())
        assert said[1:] in printed
