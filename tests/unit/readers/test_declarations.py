"""What a page or a plain text says of itself, and what a person accepts in it."""

import io
import zipfile

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from verifier import verify_path
from verifier.model.report import Suppression
from verifier.readers.docx import read_docx
from verifier.readers.html import read_html
from verifier.readers.text import read_text

IGNORE = "<!-- verifier: ignore[external] seen, A. K. -->"


def test_a_page_names_its_sources_and_its_brief():
    page = (
        '<html lang="en"><head><meta name="source" content="deals = data/deals.csv">'
        '<meta name="source" content="crm=x=y.csv"><meta name="brief" content="b.toml">'
        '<meta name="numbers" content="en"></head><p>It was 5.</p></html>'
    )
    report = read_html(page, "a.html")
    assert report.sources == (("deals", "data/deals.csv"), ("crm", "x=y.csv"))
    assert (report.brief, report.numbers, report.remarks) == ("b.toml", "en", ())


@pytest.mark.parametrize("content", ["deals", "=a.csv", "deals=", ""])
def test_a_source_without_name_or_path_is_told(content):
    report = read_html(f'<meta name="source" content="{content}"><p>5</p>', "a.html")
    assert report.sources == ()
    assert [r.code for r in report.remarks] == ["unreadable-front-matter"]


def test_a_plain_text_names_its_brief():
    report = read_text("---\nbrief: b.toml\n---\n\nIt was 5.\n", "a.txt")
    assert report.brief == "b.toml"


@pytest.mark.parametrize(
    ("text", "covers"),
    [
        (f"{IGNORE}\nIt was\n5.\n\nIt was 6.\n", [(1, 3)]),
        (f"Above.\n\n{IGNORE}\n\nIt was 5.\nAnd 6.\n\n7.\n", [(3, 6)]),
        (f"It was 5. {IGNORE}\nIt was 6.\n", [(1, 1)]),
        (f"One.\n{IGNORE}\nTwo.\n", [(2, 3)]),
        (f"Last.\n\n{IGNORE}\n", [(3, 3)]),
        (f"{IGNORE}\n{IGNORE}\n5.\n", [(1, 3), (2, 3)]),
        (f"{IGNORE} 5.\n\n6.\n", [(1, 1)]),
        ("<!-- a comment -->\nIt was 5.\n", []),
        (f"It was 5 [c1].\n\n[c1] d!A2\n= A2\n\n{IGNORE}\n", []),
    ],
)
def test_a_comment_in_plain_text_covers_its_line_or_the_paragraph_below(text, covers):
    report = read_text(text, "a.txt")
    assert [x.covers for x in report.suppressions] == covers
    assert all(isinstance(x, Suppression) for x in report.suppressions)
    assert report.remarks == ()
    shown = " ".join(passage.text for passage in report.passages)
    assert "ignore" not in shown
    for passage in report.passages:
        for piece in passage.pieces:
            if piece.end - piece.start == piece.origin_end - piece.origin_start:
                origin = report.text[piece.origin_start : piece.origin_end]
                shown = passage.text[piece.start : piece.end]
                assert shown == origin.replace("\n", " ")


def test_a_comment_that_says_nothing_is_told():
    report = read_text("<!-- verifier: ignore[] x -->\nIt was 5.\n", "a.txt")
    assert [r.code for r in report.remarks] == ["suppression-without-code"]
    assert report.suppressions == ()


def in_word(*comments: tuple[str, int, int]) -> bytes:
    """Returns a document of four paragraphs with comments, by another writer."""
    document = docx.Document()
    paragraphs = [document.add_paragraph(f"It was {n}0%.") for n in range(1, 5)]
    for text, first, last in comments:
        runs = [paragraphs[first - 1].runs[0], paragraphs[last - 1].runs[-1]]
        document.add_comment(runs, text, author="A. K.")
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("comments", "covers"),
    [
        ([("verifier: ignore[uncited] seen", 2, 2)], [(2, 2)]),
        ([("  verifier: ignore[uncited, H101] seen twice", 2, 3)], [(2, 3)]),
        ([("verifier: ignore[a] x", 1, 1), ("verifier: ignore[b] y", 4, 4)],
         [(1, 1), (4, 4)]),
        ([("Is it 60%?", 2, 2)], []),
        ([("see verifier: ignore[uncited] seen", 2, 2)], []),
    ],
)  # fmt: skip
def test_a_comment_in_word_covers_the_paragraphs_that_it_marks(comments, covers):
    report = read_docx(in_word(*comments), "a.docx")
    assert [x.covers for x in report.suppressions] == covers
    assert [r.code for r in report.remarks if "comment" in r.code] == []
    assert all("ignore" not in p.text for p in report.passages if "see" not in p.text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("verifier: ignore[uncited]", "suppression-without-reason"),
        ("verifier: ignore[] seen", "suppression-without-code"),
        ("verifier: skip", "unreadable-comment"),
    ],
)
def test_a_wrong_comment_in_word_accepts_nothing(text, code):
    report = read_docx(in_word((text, 2, 2)), "a.docx")
    assert report.suppressions == ()
    assert [r.code for r in report.remarks] == [code]


def test_a_comment_in_word_accepts_its_figure_alone(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(in_word(("verifier: ignore[uncited] a plan, A. K.", 3, 3)))
    found = [verdict.accepted for verdict in verify_path(path).verdicts]
    assert found == ["", "", "a plan, A. K.", ""]


def word(body=("It was 5.",), comments="", custom=None):
    """Returns a Word document; another library writes all but custom properties."""
    document = docx.Document()
    for paragraph in body:
        document.add_paragraph(paragraph)
    document.core_properties.comments = comments
    buffer = io.BytesIO()
    document.save(buffer)
    return with_custom_properties(buffer.getvalue(), custom or {})


def with_custom_properties(content, properties):
    if not properties:
        return content
    office = "http://schemas.openxmlformats.org/officeDocument/2006"
    inside = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" '
        f'name="{name}"><vt:lpwstr>{value}</vt:lpwstr></property>'
        for number, (name, value) in enumerate(properties.items(), 2)
    )
    relation = (
        f'<Relationship Id="rIdC" Type="{office}/relationships/custom-properties" '
        'Target="docProps/custom.xml"/></Relationships>'
    )
    buffer = io.BytesIO(content)
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as f:
        for name in old.namelist():
            text = old.read(name)
            if name == "_rels/.rels":
                text = text.replace(b"</Relationships>", relation.encode())
            f.writestr(name, text)
        f.writestr(
            "docProps/custom.xml",
            f'<Properties xmlns="{office}/custom-properties" '
            f'xmlns:vt="{office}/docPropsVTypes">{inside}</Properties>',
        )
    return buffer.getvalue()


DEALS = (("deals", "data/deals.csv"),)
BOTH = (*DEALS, ("costs", "c.csv"))


@pytest.mark.parametrize(
    ("comments", "custom", "sources", "brief"),
    [
        ("sources: deals=data/deals.csv", {}, DEALS, ""),
        ("Sources:deals = data/deals.csv ;costs=c.csv;", {}, BOTH, ""),
        ("Draft.\n  sources: deals=data/deals.csv\nbrief: b.toml", {}, DEALS, "b.toml"),
        ("sources: deals=data/deals.csv\nsources: costs=c.csv", {}, BOTH, ""),
        ("sources: deals=data/deals.csv\rbrief: b.toml", {}, DEALS, "b.toml"),
        ("sources: a=x=y & z.csv", {}, (("a", "x=y & z.csv"),), ""),
        ("sources: отчёт=данные/сделки.csv", {}, (("отчёт", "данные/сделки.csv"),), ""),
        ("", {"sources": "deals=data/deals.csv", "brief": "b.toml"}, DEALS, "b.toml"),
        ("", {"Sources": "deals=data/deals.csv; costs=c.csv"}, BOTH, ""),
        ("sources: deals=data/deals.csv", {"sources": "deals=other.csv"}, DEALS, ""),
        ("sources: deals=data/deals.csv", {"sources": "costs=c.csv"}, BOTH, ""),
        ("Our sources: deals=data/deals.csv", {}, (), ""),
        ("generated by python-docx", {"Client": "sources: a=b.csv"}, (), ""),
        ("sources://deals=data/deals.csv", {}, (), ""),
    ],
)
def test_a_word_document_names_its_sources_in_its_properties(
    comments, custom, sources, brief
):
    report = read_docx(word(comments=comments, custom=custom), "a.docx")
    assert (report.sources, report.brief) == (sources, brief)
    assert report.remarks == ()


@pytest.mark.parametrize("piece", ["deals", "=a.csv", "deals=", "deals: a.csv"])
def test_a_property_that_names_no_source_is_told(piece):
    report = read_docx(word(comments=f"sources: {piece}; costs=c.csv"), "a.docx")
    assert report.sources == (("costs", "c.csv"),)
    assert [r.code for r in report.remarks] == ["unreadable-front-matter"]
    assert piece in report.remarks[0].message


@pytest.mark.parametrize(("strict", "status"), [(False, "verified"), (True, "suspect")])
def test_a_source_that_a_word_document_names_is_read(tmp_path, strict, status):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "deals.csv").write_text("amount\n40\n60\n", encoding="utf-8")
    evidence = ("It was 100 [c1].", "[c1] deals!A2:A3", "= SUM(A2:A3)")
    document = docx.Document(
        io.BytesIO(word(evidence, "sources: deals=data/deals.csv"))
    )
    link_to(document.paragraphs[0], "100", "c1")
    document.save(tmp_path / "a.docx")
    found = verify_path(tmp_path / "a.docx", strict_sources=strict)
    assert [str(verdict.status) for verdict in found.verdicts] == [status]
    assert [(s.name, str(s.declared_by)) for s in found.sources] == [
        ("deals", "report")
    ]


def link_to(paragraph, text, name):
    """Writes a paragraph anew as a link to a bookmark."""
    for run in paragraph.runs:
        run.text = ""
    paragraph.runs[0].text = "It was "
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), name)
    run = OxmlElement("w:r")
    shown = OxmlElement("w:t")
    shown.text = text
    run.append(shown)
    link.append(run)
    paragraph._p.append(link)
