"""Every report format: spans lead back to the text, and junk gives its own error.

A format's example is `fixtures/cases/formats/report` with its first suffix.
"""

import io
import json
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings, strategies as st

from verifier.errors import ReportError
from verifier.model.lines import LineTable, locate
from verifier.model.report import Report
from verifier.readers import read_report, readers

READERS = tuple(readers())
FORMATS = [reader.suffixes[0] for reader in READERS]
FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "cases" / "formats"
NOTEBOOK = next(reader for reader in READERS if ".ipynb" in reader.suffixes)
PAGE = next(reader for reader in READERS if ".html" in reader.suffixes)
EXAMPLES = {suffix: (FOLDER / f"report{suffix}").read_bytes() for suffix in FORMATS}
TEXTS = (
    "Sales were 12%.",
    "Выручка 📈 12,5 %\r\nи 3",
    "\ufeff12",
    "",
    "\0" * 3,
    "[" * 99,
)
every_format = pytest.mark.parametrize("reader", READERS, ids=FORMATS)


def read(reader, content):
    """Returns what is read, or the error that says why nothing was."""
    try:
        return reader.read(content, "report")
    except ReportError as error:
        return error


def follows_the_laws(found):
    """Fails where something that was read leads to no place, or to another text."""
    if isinstance(found, ReportError):
        assert str(found)
        return
    assert isinstance(found, Report)
    lines = LineTable.of(found.text)
    for passage in found.passages:
        place = 0
        assert passage.text
        for piece in passage.pieces:
            assert piece.start == place < piece.end
            assert 0 <= piece.origin_start < piece.origin_end <= len(found.text)
            place = piece.end
            origin = found.text[piece.origin_start : piece.origin_end]
            shown = passage.text[piece.start : piece.end]
            if len(origin) == len(shown):
                assert all(map(same, origin, shown))
        assert place == len(passage.text)
        span = locate(passage, 0, len(passage.text), lines)
        assert span.start == passage.pieces[0].origin_start
        for link in passage.links:
            assert 0 <= link.start <= link.end <= len(passage.text)
            assert 0 <= link.span.start <= link.span.end <= len(found.text)
            assert (link.span.line, link.span.column) == lines.place(link.span.start)
    for thing in (*found.remarks, *(c for c in found.claims if c.line)):
        assert 1 <= thing.line <= len(lines.starts)
    starts = [part.line for part in found.parts]
    assert starts == sorted(starts)
    assert all(part.name for part in found.parts)


def same(origin, shown):
    """Returns whether a sign is shown as it is written, or raised, or as a blank."""
    folded = unicodedata.normalize("NFKC", shown).replace("\u2212", "-")
    return origin == shown or shown in " \n\ufffc" or folded == origin


@every_format
def test_its_example_leads_back_to_its_text(reader):
    found = read(reader, EXAMPLES[reader.suffixes[0]])
    follows_the_laws(found)
    targets = [link.target for passage in found.passages for link in passage.links]
    assert sorted(targets) == ["c1", "c2", "c3", "c4", "c5", "c6"]
    assert [claim.id for claim in found.claims] == sorted(targets)
    assert not [claim.flaw for claim in found.claims if claim.flaw]


@every_format
def test_reading_twice_gives_the_same_report(reader):
    content = EXAMPLES[reader.suffixes[0]]
    assert read(reader, content) == read(reader, content)


@every_format
@pytest.mark.parametrize("text", TEXTS)
def test_what_a_reader_shows_stands_in_the_report(reader, text):
    follows_the_laws(read(reader, text.encode()))


@every_format
@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\xed\xa0\x80", b"a\n" * 50_001])
def test_what_cannot_be_read_gives_a_report_error(reader, content):
    assert isinstance(read(reader, content), ReportError)


@every_format
@given(st.binary(max_size=300))
@settings(max_examples=50)
@example(b"PK\x05\x06" + bytes(18))
@example(b"{}")
@example(b"<")
def test_any_bytes_are_a_report_or_a_report_error(reader, content):
    follows_the_laws(read(reader, content))


@every_format
@given(
    st.lists(
        st.tuples(st.floats(0, 1), st.sampled_from(["flip", "cut", "double", "put"])),
        min_size=1,
        max_size=6,
    ),
    st.binary(min_size=1, max_size=8),
)
@settings(max_examples=150)
def test_a_broken_example_is_a_report_or_a_report_error(reader, changes, junk):
    content = bytearray(EXAMPLES[reader.suffixes[0]])
    for share, change in changes:
        place = int(share * (len(content) - 1))
        match change:
            case "flip":
                content[place] ^= junk[0] or 1
            case "cut":
                del content[place : place + len(junk) * 4]
            case "double":
                content[place:place] = content[place : place + len(junk) * 9]
            case _:
                content[place:place] = junk
        content = content or bytearray(b" ")
    follows_the_laws(read(reader, bytes(content)))


# fmt: off
_TAGS = [
    "<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<a href='#c1'>", "</a>", "<br>",
    "<table>", "</table>", "<tr>", "<td>", "<th colspan=2>", "<td rowspan=3>", "</td>",
    "<caption>", "<h1>", "</h1>", "<ul>", "<li>", "<pre>", "</pre>", "<code>",
    "</code>", "<sup>", "</sup>", "<sub>", "<span hidden>", "</span>", "<del>",
    "<span style='color:white'>", "<p aria-hidden=true>", "<template>", "</template>",
    "<script type='application/json' id='claims'>", '{"claims": []}', "</script>",
    "<style>", "</style>", "<!--", "-->", "<svg>", "</svg>", "<img alt='9%'>",
    "[c1] d.csv!F2\n", "= F2\n", "12%", "$4.1M", "&nbsp;", "&#36;", "&lt", " ", "\n",
    "é", "📈", "\ufffc", "<", ">", "&", "\0", "<title>", "<select><option>", "10",
]
_NAMES = [
    "w:p", "w:r", "w:t", "w:tbl", "w:tr", "w:tc", "w:hyperlink", "w:del", "w:ins",
    "w:rPr", "w:vanish", "w:fldSimple", "w:fldChar", "w:instrText", "w:br", "w:tab",
    "w:txbxContent", "w:drawing", "w:pPr", "w:pStyle", "w:vertAlign", "w:delText",
    "w:footnote", "w:footnoteReference", "w:gridSpan", "w:vMerge", "w:tblHeader",
    "m:oMath", "m:t", "mc:Fallback", "w:sdt", "w:sym", "w:numPr", "w:outlineLvl",
]
_VALUES = ["", "0", "1", "c1", "superscript", "begin", "separate", "end", "Heading1"]
_SAID = ["12%", "$4.1M", "[c1] d.csv!F2", "= F2", "1", " ", "\n", "é", "\ufffc"]
# fmt: on
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_MARKUP = "http://schemas.openxmlformats.org/markup-compatibility/2006"


@st.composite
def elements(draw, depth=4):
    """Returns XML of any elements of WordprocessingML in any order."""
    name, value = draw(st.sampled_from(_NAMES)), draw(st.sampled_from(_VALUES))
    given_value = f' w:val="{value}" w:anchor="{value}" w:fldCharType="{value}"'
    inside = draw(st.sampled_from(_SAID)) if depth == 0 or draw(st.booleans()) else ""
    if depth:
        parts = st.lists(elements(depth=depth - 1), max_size=3)
        inside += "".join(draw(parts))
    return f"<{name}{given_value}>{inside}</{name}>"


_DOCUMENT = "<w:document {}><w:body>{}</w:body></w:document>"


def word(body):
    content = io.BytesIO()
    spaces = f'xmlns:w="{_WORD}" xmlns:m="{_MATH}" xmlns:mc="{_MARKUP}"'
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("word/document.xml", _DOCUMENT.format(spaces, body))
    return content.getvalue()


@given(st.lists(st.sampled_from(_TAGS), max_size=40).map("".join))
@settings(max_examples=400)
def test_tags_in_any_order_are_a_page(text):
    follows_the_laws(read(PAGE, text.encode()))


@given(st.lists(elements(), max_size=4).map("".join))
@settings(max_examples=200, suppress_health_check=list(HealthCheck))
def test_elements_in_any_order_are_a_document(body):
    follows_the_laws(read_report(word(body), "report.docx"))


_KEYS = ["cell_type", "source", "outputs", "output_type", "data", "text", "text/html"]
_THINGS = st.recursive(
    st.sampled_from(["markdown", "code", "raw", "stream", "12%", 1, None, "[c1] d!F2"]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(_KEYS), inner, max_size=4),
    ),
    max_leaves=12,
)


@given(st.lists(_THINGS, max_size=4), _THINGS)
@settings(max_examples=200)
def test_any_cells_are_a_notebook_or_a_report_error(cells, metadata):
    whole = {"nbformat": 4, "cells": cells, "metadata": metadata}
    follows_the_laws(read(NOTEBOOK, json.dumps(whole).encode()))


def test_no_two_formats_share_a_suffix():
    suffixes = [suffix for reader in READERS for suffix in reader.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert all(not s or (s.startswith(".") and s == s.lower()) for s in suffixes)
