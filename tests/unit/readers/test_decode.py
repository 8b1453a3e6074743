import pytest

from verifier import readers
from verifier.errors import ReportError
from verifier.readers import read_report
from verifier.readers.markdown import read_markdown


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("suffix", [".md", ".TXT", "", ".v2", ".markdown"])
def test_text_is_read_by_its_mark(encoding, suffix):
    content = "Выручка 12\n".encode(encoding)
    report = read_report(content, f"report{suffix}")
    assert report.text == "Выручка 12\n"
    assert report.path == f"report{suffix}"


@pytest.mark.parametrize(
    ("content", "path", "says"),
    [
        (b"abc \xe9t\xe9", "a.md", "byte 5 cannot be read as utf-8"),
        (b"\xff\xfea", "a.md", "cannot be read as utf-16"),
        (b"a\0b\0c\0d\0", "a.md", "many of its bytes are zero"),
        (b"x" * 2_000_001, "a.md", "2,000,001 bytes"),
        (b"\n" * 50_001, "a.md", "50,001 lines"),
        (b"PK", "a.ODT", "an OpenDocument text, which is not read yet"),
        (b"{}", "a.rtf", "RTF, which is not read yet"),
        (b"%PDF", "-.pdf", "PDF, which is not read yet"),
        (b"a,b", "a.csv", "a file of data (.csv) is no report"),
    ],
)
def test_what_cannot_be_read_says_so(content, path, says):
    with pytest.raises(ReportError) as caught:
        read_report(content, path)
    assert says in str(caught.value)
    assert caught.value.where == path
    assert caught.value.expected


def test_half_of_a_surrogate_pair_is_refused():
    with pytest.raises(ReportError, match="character 3 is half of a surrogate pair"):
        read_markdown("é \ud800", "report")


def test_the_formats_are_found_by_their_files():
    assert [reader.suffixes[0] for reader in readers.readers()] == [
        ".docx",
        ".html",
        ".md",
        ".ipynb",
        ".txt",
    ]


def test_the_longest_report_is_read():
    assert len(read_report(b"a\n\n" * 25_000, "a.md").passages) == 25_000
