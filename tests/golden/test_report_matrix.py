"""One report in every format gets the same verdicts, wherever its claims stand."""

from __future__ import annotations

import functools
import io
import json
import re
from pathlib import Path

import docx
import nbformat
import pytest

import verifier
from verifier.readers import read_report, readers

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "cases" / "formats"
REPORTS = sorted(
    path.name for path in FOLDER.iterdir() if path.stem not in {"deals", "expected"}
)
REPORTS.remove("aside.claims.json")


@functools.cache
def _expected() -> list[dict[str, str]]:
    answer = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
    return answer["figures"]


def _bare(text: str) -> str:
    return re.sub(r"[^\w]+", "", text)


def _agrees(verification: verifier.Verification) -> None:
    found = [
        (v.claim, v.status.value, v.reason.value if v.reason else None)
        for v in verification.verdicts
    ]
    assert found == [(e["claim"], e["status"], e["reason"]) for e in _expected()]
    for verdict, entry in zip(verification.verdicts, _expected(), strict=True):
        assert _bare(entry["figure"]) in _bare(verdict.figure.text)
    report = verification.reports[0]
    assert ("2025", "year") in {(n.text, n.reason.value) for n in report.not_figures}


@pytest.mark.parametrize("name", REPORTS)
def test_every_format_gets_the_same_verdicts(name: str) -> None:
    _agrees(verifier.verify_path(FOLDER / name))


def test_every_format_is_in_the_matrix() -> None:
    suffixes = {Path(name).suffix for name in REPORTS}
    assert {reader.suffixes[0] for reader in readers()} <= suffixes


@pytest.mark.parametrize(
    ("name", "part", "line"),
    [
        ("report.md", "", 3),
        ("report.html", "", 4),
        ("report.ipynb", "cell 1", 3),
        ("report.docx", "paragraph 2", 1),
        ("report.txt", "", 3),
    ],
)
def test_the_place_of_the_first_figure_is_the_formats_own(name, part, line):
    span = verifier.verify_path(FOLDER / name).verdicts[0].figure.span
    assert (span.part, span.line) == (part, line)


def test_another_library_reads_the_same_document() -> None:
    report = read_report((FOLDER / "report.docx").read_bytes(), "report.docx")
    document = docx.Document(io.BytesIO((FOLDER / "report.docx").read_bytes()))
    links = [
        (link.fragment, link.text) for p in document.paragraphs for link in p.hyperlinks
    ]
    links += [
        (link.fragment, link.text)
        for row in document.tables[0].rows
        for cell in row.cells
        for link in cell.paragraphs[0].hyperlinks
    ]
    found = [
        (x.target, passage.text[x.start : x.end])
        for passage in report.passages
        for x in passage.links
    ]
    assert sorted(found) == sorted(links)


def test_another_library_reads_the_same_notebook() -> None:
    text = (FOLDER / "report.ipynb").read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    report = read_report(text.encode(), "report.ipynb")
    sources = [c.source for c in notebook.cells if c.cell_type == "markdown"]
    assert report.text == "".join(s if s.endswith("\n") else s + "\n" for s in sources)
