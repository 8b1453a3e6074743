"""Foreign text in every place that carries it: it stays text in every output."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from verifier import verify
from verifier.cli import main
from verifier.model.address import CellRange
from verifier.model.claim import Assumption
from verifier.model.plan import Quote, QuotedCell
from verifier.model.quantity import NotFigureReason, Quantity
from verifier.model.reason import Reason, Status
from verifier.model.record import ReportVerification, Verification
from verifier.model.report import Figure, Report, Span
from verifier.model.source import (
    CellKind,
    Decision,
    Declarer,
    Sheet,
    SheetKey,
    Source,
)
from verifier.model.verdict import Finding, Level, NotFigure, Verdict
from verifier.renderers import RenderOptions, as_cell, renderers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from verifier.renderers import Renderer

ATTACKS = {
    "colour": "\x1b[31mred\x1b[0m",
    "title": "\x1b]0;title\x07",
    "link": "\x1b]8;;http://x.example\x1b\\click\x1b]8;;\x1b\\",
    "clipboard": "\x1b]52;c;ZWNobw==\x07",
    "C1 controls": "\x9b2J\x90q\x9c\x9d0;x\x9c",
    "back and over": "99\b\b11\r42",
    "clear": "\x0c\x1bc",
    "bell and NUL": "\x07\x00",
    "delete": "1\x7f2",
    "right to left": "1\u202e2\u202c \u20673\u2069 \u200f4 \u061c5",
    "zero width": "1\u200b2\u200c3\u200d4\u20605\ufeff6\u00ad7",
    "tags": "1\U000e0041\U000e007f2",
    "variation selectors": "1\ufe0f2\U000e01003\u180b4",
    "blank letters": "\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4",
    "half a pair": "\ud800 \udfff",
    "line ends": "a\nb\r\nc\rd\x0be\x0cf\x1cg\x1dh\x1ei\x85j\u2028k\u2029l",
    "command": "::error file=a.md,line=1::forged",
    "command on a line of its own": "x\n::error::forged\n  ::add-mask::1",
    "command behind odd blanks": "x\n\u00a0\u3000\t::stop-commands::x",
    "old command": "##[error]forged ##[add-mask]1",
    "commands of others": "##vso[task.setvariable variable=a]b ##teamcity[x]",
    "section": "section_start:1:x\r\x1b[0Kforged",
    "script": "</script><script>alert(1)</script>",
    "picture": "<img src=x onerror=alert(1)>&amp;",
    "Markdown": "[x](javascript:alert(1)) ![y](http://x.example/y.png)",
    "formula": '=HYPERLINK("http://x.example","1")',
    "formula by another sign": "@SUM(1)",
    "old formula": "+cmd|'/C calc'!A0",
    "verdict": "r.md:1:1: VERIFIED value (H015)",
    "coverage": "figures 9 · cited 9 · verified 9",
}
HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
IGNORED = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\u3164\ufe00-\ufe0f"
    "\uffa0\ufff0-\ufff8\ufffc\U000e0000-\U000e0fff]"
)
EVERY = pytest.mark.parametrize(
    "renderer", [pytest.param(r, id=r.name) for r in renderers()]
)
OPTIONS = (RenderOptions(), RenderOptions(verbose=True), RenderOptions(width=30))
TEXTS = st.lists(
    st.one_of(
        st.text(st.characters(exclude_categories=[]), max_size=12),
        st.sampled_from(sorted(ATTACKS.values())),
        st.sampled_from(["\n", "\r", "::", "##", "[", " ", "#", "vso", "\u00a0"]),
    ),
    max_size=6,
).map("".join)


def verification_of(text: str) -> Verification:
    """Returns a verification in which every text of others is that one."""
    start = len(text) + 1
    figure = Figure(
        text,
        Span(start, start + 2, 1, start + 1, 1, start + 3),
        Quantity(Decimal(12), Decimal(1), Decimal(1), unit=text, taken=text),
    )
    finding = Finding(
        "C001", text, Level.NOTE, text, 1, 1, text, (text,), accepted=text
    )
    accepted = Verdict(
        figure, text, Status.SUSPECT, Reason.EXTERNAL, accepted=text, message=text
    )
    good = Verdict(figure, text, Status.VERIFIED, calculation=text)
    aside = NotFigure(text, figure.span, NotFigureReason.SKIPPED, text)
    report = ReportVerification(
        Report(text, f"{text} 12 {text}"),
        (wrong(text, figure, finding), accepted, good),
        (finding,),
        (aside,),
    )
    sheet = Sheet(SheetKey(text, text), "sheet_1", 9, 2, 1, (text, text))
    decision = Decision(text, text, sheet=text)
    source = Source(text, text, text, Declarer.REPORT, (decision,), (sheet,))
    unreadable = Source(text, text, "", Declarer.REPORT, problem=text)
    return Verification((report,), (source, unreadable), tool=(("tieout", text),))


def wrong(text: str, figure: Figure, finding: Finding) -> Verdict:
    quote = Quote(
        CellRange(SheetKey(text, text), 1, 2, 2, 9),
        (2, 9),
        tuple(QuotedCell(c, r, CellKind.TEXT, text) for r in (2, 9) for c in (1, 2)),
    )
    return Verdict(
        figure=figure,
        claim=text,
        status=Status.HALLUCINATED,
        reason=Reason.VALUE,
        recomputed=Decimal(11),
        unit=text,
        suggested=text,
        message=text,
        advice=text,
        calculation=text,
        sql=f"{text} sheet_1",
        cells=(text,),
        assumptions=(Assumption(text, Decimal(1), Decimal(1), text, 1),),
        findings=(finding,),
        diagnosis=text,
        grid=(quote, quote),
    )


def check_output(shown: str) -> None:
    """Checks that nothing in an output is more than text."""
    unseen = {c for c in shown if unicodedata.category(c) in HIDDEN} - {"\n"}
    assert not unseen
    assert not IGNORED.search(shown)
    for line in shown.split("\n"):
        assert not line.lstrip().startswith("::")
    assert not re.search(r"##(\[|[A-Za-z]+\[)", shown)
    shown.encode()


def texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)


def check_every_option(renderer: Renderer, text: str) -> None:
    verification = verification_of(text)
    for options in OPTIONS:
        shown = renderer.render(verification, options)
        check_output(shown)
        if renderer.name.startswith("json"):
            assert not set("<>&") & set(shown)
            records = [json.loads(part) for part in parts_of(renderer, shown)]
            assert all(text in set(texts_in(record)) for record in records)


def parts_of(renderer: Renderer, shown: str) -> list[str]:
    return shown.splitlines() if renderer.name == "jsonl" else [shown]


@EVERY
@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
def test_an_attack_in_every_field_stays_text(renderer: Renderer, text: str) -> None:
    check_every_option(renderer, text)


@EVERY
@given(text=TEXTS)
@settings(max_examples=150)
def test_any_text_in_every_field_stays_text(renderer: Renderer, text: str) -> None:
    check_every_option(renderer, text)


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
def test_a_concise_output_has_the_lines_that_it_has_without(text: str) -> None:
    concise = next(r for r in renderers() if r.name == "concise")
    options = RenderOptions(verbose=True)
    lines = concise.render(verification_of(text), options).count("\n")
    assert lines == concise.render(verification_of("x"), options).count("\n")


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
def test_further_lines_of_a_full_output_stand_below_their_label(text: str) -> None:
    full = next(r for r in renderers() if r.name == "full")
    name = "r.md"
    (report,) = (v := verification_of(text)).reports
    named = ReportVerification(Report(name, report.report.text), report.verdicts[:1])
    shown = full.render(Verification((named,), v.sources), RenderOptions())
    at_the_edge = [line for line in shown.splitlines() if line[:1] not in ("", " ")]
    assert all(re.match(r"r\.md:|1 \| ", line) for line in at_the_edge)


@given(text=TEXTS)
def test_any_text_in_a_cell_of_a_frame_is_no_formula(text: str) -> None:
    shown = as_cell(text)
    check_output(shown.replace("::", "").replace("##", ""))
    if shown[:1] in set("=+-@\t\r"):
        assert re.fullmatch(r"[-+][0-9][0-9., ]*%?", shown)


def test_frames_made_of_a_verification_hold_no_formula() -> None:
    report = (
        "It was [-7](#c1) and [12](#c2).\n\n```claims\n[c1] t!A2\n= A2\n\n"
        '[c2] t!A2\n=HYPERLINK("http://x.example"; A2)\n```\n'
    )
    frame = verify(report, {"t": pd.DataFrame({"=1+1": [-7]})}).to_frame()
    assert isinstance(frame, pd.DataFrame)
    assert frame["figure"].tolist() == ["-7", "12"]
    written = pd.read_csv(io.StringIO(frame.to_csv(index=False)), dtype=str)
    cells = [c for c in written.to_numpy().ravel().tolist() if isinstance(c, str)]
    assert "'= A2" in cells
    assert not [c for c in cells if c[0] in "=@" or (c[0] in "+-" and c != "-7")]


FORMATS = ("full", "concise", "json", "jsonl")
ON_DISK = {n: t for n, t in ATTACKS.items() if not {"\0", "\ud800"} & set(t)}
TRIED = [
    pytest.param(text, FORMATS[number % len(FORMATS)], id=name)
    for number, (name, text) in enumerate(ON_DISK.items())
]


@pytest.mark.parametrize(("text", "output"), TRIED)
@pytest.mark.slow
def test_an_attack_through_a_report_its_files_and_settings(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    text: str,
    output: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    flat = " ".join(text.split())
    name = re.sub(r"[/\0]", "_", text)[:80]
    quoted = text.replace('"', '""')
    data = f'"{quoted}",n\n"{quoted}",5\n"{quoted}",6\n'
    (tmp_path / "t.csv").write_text(data, "utf-8", newline="")
    (tmp_path / f"{name}.md").write_text(
        f"# {flat}\n\nIt was [12](#c1) {flat} [7](#c2).\n"
        f"<!-- verifier: ignore[uncited] {flat} -->\n"
        f"\n```claims\n[c1] t.csv!A1:B3\nreads A2 = {flat}\n= SUM(B2:B3)\n"
        f'\n[c2] t.csv!A1:B3\n= COUNTIF(A1:A3, "{quoted}")\n```\n',
        "utf-8",
    )
    arguments = ["check", f"./{name}.md", "--verbose", "--output-format", output]
    status = main([*arguments, "--source", f"{flat}=t.csv"])
    shown = capsys.readouterr()
    assert status in (1, 2)
    assert bool(shown.err) == (status == 2)
    check_output(shown.out)
    check_output(shown.err)
    main(["check", f"./{name}.md", "--show-settings", "--config", f"numbers={text}"])
    check_output("".join(capsys.readouterr()))
