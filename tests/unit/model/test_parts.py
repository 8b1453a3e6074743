"""Lines of the report's text are told to people as lines within its parts."""

from __future__ import annotations

import pytest

from verifier.model.parts import place_in, spoken_place, within_parts
from verifier.model.reason import Reason, Status
from verifier.model.record import ReportVerification
from verifier.model.report import Figure, Part, Report, Span
from verifier.model.verdict import Finding, Level, Verdict

PARTS = (Part("cell 1", 1), Part("cell 3", 4), Part("cell 4", 5))


@pytest.mark.parametrize(
    ("line", "place"),
    [
        (1, ("cell 1", 1)),
        (3, ("cell 1", 3)),
        (4, ("cell 3", 1)),
        (9, ("cell 4", 5)),
    ],
)
def test_a_line_is_counted_within_its_part(line, place):
    assert place_in(PARTS, line) == place


def test_a_line_before_all_parts_and_a_report_without_parts_count_as_they_are():
    assert place_in((Part("cell 1", 3),), 2) == ("", 2)
    assert spoken_place((), 7) == "line 7"


def test_verdicts_and_findings_are_placed_within_parts():
    span = Span(10, 12, 6, 3, 7, 1)
    figure = Figure("12", span, None)
    verdict = Verdict(figure, None, Status.UNCITED, Reason.UNCITED)
    findings = (
        Finding("P001", "x", Level.NOTE, "m", 2, 1),
        Finding("P001", "x", Level.NOTE, "m"),
    )
    report = Report("a.ipynb", "", parts=PARTS)
    found = within_parts(ReportVerification(report, (verdict,), findings))
    assert found.verdicts[0].figure.span == Span(10, 12, 2, 3, 3, 1, "cell 4")
    assert [(f.part, f.line) for f in found.findings] == [("cell 1", 2), ("", 0)]
