from collections.abc import Callable

import pytest

from verifier.bind import bind
from verifier.model.lines import LineTable, locate
from verifier.model.parts import place_in
from verifier.model.report import Report
from verifier.readers import read_report


@pytest.fixture
def read() -> Callable[[str], Report]:
    """Returns what reads a text as a report in Markdown."""
    return lambda text: read_report(text.encode(), "report.md")


@pytest.fixture
def source_of() -> Callable[[Report, int, str], str]:
    """Returns what gives what stands in the report where a passage has some text."""

    def find(report: Report, number: int, text: str) -> str:
        passage = report.passages[number]
        start = passage.text.index(text)
        span = locate(passage, start, start + len(text), LineTable.of(report.text))
        return report.text[span.start : span.end]

    return find


@pytest.fixture
def bound() -> Callable[[bytes, str], dict[str, object]]:
    """Returns what says what became of the figures of a report in any format.

    `figures` are (printed, claim id or None), `claims` the ids that are defined,
    `flawed` those of claims that cannot be read, `asides` numbers that are no figures
    with the reason, `remarks` the words of the remarks, `places` where the figures
    stand, `written` what stands there.
    """

    def read_and_bind(content: bytes, name: str) -> dict[str, object]:
        report = read_report(content, name)
        binding = bind(report)
        spans = [case.figure.span for case in binding.cases]
        return {
            "figures": [
                (case.figure.text.replace("\ufffc", ""), case.claim_id)
                for case in binding.cases
            ],
            "claims": [claim.id for claim in report.claims if claim.flaw is None],
            "flawed": [claim.id for claim in report.claims if claim.flaw],
            "asides": [(n.text, n.reason.value) for n in binding.not_figures],
            "remarks": [remark.code for remark in report.remarks],
            "places": [(*place_in(report.parts, s.line), s.column) for s in spans],
            "written": [report.text[s.start : s.end] for s in spans],
        }

    return read_and_bind
