"""Word documents: what is refused, and that another library reads the same."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from verifier.errors import ReportError
from verifier.readers import read_report

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"
REFUSED = [
    ("no archive", b"PK but no", "it is no Word document"),
    ("a Word document of before 2007", b"\xd0\xcf\x11\xe0 doc", "old binary format"),
    ("an empty file", b"", "it is no Word document"),
]


@pytest.mark.parametrize(
    ("content", "says"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_what_is_no_document_says_so(content, says):
    with pytest.raises(ReportError) as error:
        read_report(content, "report.docx")
    assert says in str(error.value)


def archive_of(**files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name.replace("_", "/", 1) + ".xml", text)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (archive_of(x="<x/>"), "lacks its part word/document.xml"),
        (archive_of(word_document="<w:p"), "is no XML"),
        (archive_of(word_document="<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"), "entities"),
        (archive_of(word_document=" " * 20_000_000), "unpacks too far"),
        (archive_of(word_document="<workbook/>"), "another sort of file"),
        (archive_of(word_document="<document/>"), "another sort of file"),
        ((FIXTURES / "sources" / "deals.xlsx").read_bytes(), "another sort of file"),
        ((FIXTURES / "sources" / "deals.ods").read_bytes(), "lacks its part"),
    ],
    ids=[
        *("no document", "broken", "entities", "a bomb", "a workbook's root"),
        *("a document without a namespace", "a workbook", "a spreadsheet"),
    ],
)
def test_hostile_archives_are_refused(content, says):
    with pytest.raises(ReportError) as error:
        read_report(content, "report.docx")
    assert says in str(error.value)


def test_the_text_is_what_another_library_reads():
    written = docx.Document()
    written.add_heading("Sales", 1)
    paragraph = written.add_paragraph("ARR was ")
    hyperlink = OxmlElement("w:hyperlink")
    hyperlink.set(qn("w:anchor"), "c1")
    paragraph._p.append(hyperlink)
    for text in ("$4", ".1M"):
        run = OxmlElement("w:r")
        run.text = text
        hyperlink.append(run)
    written.add_paragraph("a first", style="List Bullet")
    buffer = io.BytesIO()
    written.save(buffer)
    report = read_report(buffer.getvalue(), "report.docx")
    again = docx.Document(io.BytesIO(buffer.getvalue()))
    assert [x.text for x in report.passages] == [x.text for x in again.paragraphs]
    (found,) = [x for passage in again.paragraphs for x in passage.hyperlinks]
    (read,) = [x for passage in report.passages for x in passage.links]
    assert (read.target, report.text[read.span.start : read.span.end]) == (
        found.fragment,
        found.text,
    )
