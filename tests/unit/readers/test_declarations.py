"""What a page or a plain text says of itself, and what a person accepts in it."""

import io

import docx
import pytest

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
