from collections.abc import Callable

import pytest

from verifier.model.lines import LineTable, locate
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
