"""Laws of the canonical form: writing it twice changes nothing, and nothing is lost."""

from __future__ import annotations

import difflib
import json
import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings, strategies as st

import verifier
from verifier.errors import ReportError
from verifier.fmt import reformat

pytestmark = pytest.mark.no_cover

CASES = Path(__file__).resolve().parents[2] / "fixtures" / "cases"
NAMES = sorted(folder.name for folder in CASES.iterdir() if folder.is_dir())
_CLAIM = re.compile(r"^\[(\w+)\] ", re.MULTILINE)

# fmt: off
_FRAGMENTS = [
    "12%", "$4.1M", "$", "\n", "\n\n", "\r\n", " ", "    ", "* ", "> ", "**", "`",
    "```\n", "```claims\n", "~~~\n", "[c1] d.csv!F2\n", "[c2]  d.csv!f2 ,G2\n",
    "= F2\n", "reads F2=1\n", "assumes 2%: x\n", "[3](#c1)", "[3][c1]", "[c1]: #c1\n",
    "[3]", "[3]: #c2\n", "5 cars[^c2]", "[^c1]", "[^c2]: d.csv!F2 = F2\n", "[^n]: x\n",
    "|a|b|\n|-|-|\n", "|", "<b>", "<!-- -->", "\\", "é", "\ufeff", "[", "]", "#",
]
# fmt: on
markdown = st.lists(st.sampled_from(_FRAGMENTS), max_size=30).map("".join)


@given(markdown)
@settings(max_examples=500)
@example("```claims\n[c1] d.csv!F2\n```\n")
def test_the_canonical_form_of_a_canonical_form_is_itself(text):
    try:
        once = reformat(text, "report.md").text
    except ReportError as error:
        assert "would not say the same" in str(error)  # noqa: PT017 - one of two ends
        return
    assert reformat(once, "report.md").text == once


@given(markdown)
@settings(max_examples=300)
def test_no_word_is_lost(text):
    try:
        once = reformat(text, "report.md").text
    except ReportError:
        return
    before, after = (sorted(re.findall(r"cars|é|<b>|assumes", x)) for x in (text, once))
    assert before == after


@pytest.mark.parametrize("name", NAMES)
def test_cases_are_in_their_canonical_form(name):
    text = (CASES / name / "report.md").read_text(encoding="utf-8")
    assert reformat(text, "report.md").text == text


def _as_footnotes(text):
    """Returns a report whose plain links are footnote marks instead."""
    return re.sub(r"\[(\d[\d.,]*%?)\]\(#(c\d+)\)", r"\1[^\2]", text)


def _as_references(text):
    listed = dict.fromkeys(re.findall(r"\]\(#(c\d+)\)", text))
    written = re.sub(r"\]\(#(c\d+)\)", r"][\1]", text)
    return written + "\n" + "".join(f"[{name}]: #{name}\n" for name in listed)


def _as_fences(text):
    """Returns a report with a fence for every claim."""
    head, _, rest = text.partition("```claims\n")
    body, _, tail = rest.rpartition("```\n")
    parts = re.split(r"\n(?=\[\w+\] )", body)
    return head + "\n".join(f"```claims\n{p.strip()}\n```\n" for p in parts) + tail


_FORMS = {
    "footnotes": _as_footnotes,
    "references": _as_references,
    "fences": _as_fences,
}


def _verdicts(text, folder, tmp_path):
    settings_file = folder / "settings.json"
    given = json.loads(settings_file.read_text()) if settings_file.exists() else {}
    sources = {k: folder / v for k, v in given.get("sources", {}).items()}
    path = tmp_path / "report.md"
    path.write_text(text, encoding="utf-8", newline="")
    for file in folder.iterdir():
        if file.suffix in {".csv", ".tsv", ".xlsx"}:
            (tmp_path / file.name).write_bytes(file.read_bytes())
    strict = given.get("strict_sources", False)
    verification = verifier.verify_path(path, sources, strict_sources=strict)
    return [(v.claim, v.status, v.reason, v.recomputed) for v in verification.verdicts]


@pytest.mark.slow
@pytest.mark.no_cover  # each is checked twice; what checks them is covered elsewhere
@pytest.mark.parametrize("form", _FORMS)
@pytest.mark.parametrize("name", NAMES)
def test_verdicts_stay_the_same(name, form, tmp_path):
    folder = CASES / name
    plain = (folder / "report.md").read_text(encoding="utf-8")
    written = _FORMS[form](plain)
    again = reformat(written, "report.md").text
    assert _verdicts(again, folder, tmp_path) == _verdicts(written, folder, tmp_path)


@pytest.mark.parametrize("name", NAMES)
def test_other_lines_are_untouched(name):
    plain = (CASES / name / "report.md").read_text(encoding="utf-8")
    written = "\ufeff" + _as_footnotes(plain).replace("\n", "\r\n")
    again = reformat(written, "report.md").text
    changed = [
        line[2:]
        for line in difflib.ndiff(
            written.splitlines(keepends=True), again.splitlines(keepends=True)
        )
        if line.startswith("- ")
    ]
    assert all("[^c" in line for line in changed)
    assert again.startswith("\ufeff")
    assert "\n" not in again.replace("\r\n", "")
