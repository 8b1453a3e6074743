"""Every report format: spans lead back to the text, and junk gives its own error."""

import pytest

from verifier.errors import ReportError
from verifier.model.lines import LineTable, locate
from verifier.model.report import Report
from verifier.readers import readers

READERS = tuple(readers())
TEXTS = (
    "Sales were 12%.",
    "Выручка 📈 12,5 %\r\nи 3",
    "\ufeff12",
    "",
    "\0" * 3,
    "[" * 99,
)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.suffixes[0])
@pytest.mark.parametrize("text", TEXTS)
def test_what_a_reader_shows_stands_in_the_report(reader, text):
    report = reader.read(text.encode(), "report")
    assert isinstance(report, Report)
    lines = LineTable.of(report.text)
    for passage in report.passages:
        for word in passage.text.split():
            start = passage.text.index(word)
            span = locate(passage, start, start + len(word), lines)
            assert report.text[span.start : span.end] == word


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.suffixes[0])
@pytest.mark.parametrize("text", ["\ud800", "a\n" * 50_001])
def test_what_cannot_be_read_gives_a_report_error(reader, text):
    with pytest.raises(ReportError):
        reader.read(text, "report")


def test_no_two_formats_share_a_suffix():
    suffixes = [suffix for reader in READERS for suffix in reader.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert all(not s or (s.startswith(".") and s == s.lower()) for s in suffixes)
