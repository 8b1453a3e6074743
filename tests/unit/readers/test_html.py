"""What a reader sees of HTML is prose."""

import time

import pytest

from verifier.model.report import PassageKind

PARAGRAPH, CELL = PassageKind.PARAGRAPH, PassageKind.CELL
OBJECT = "\ufffc"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<style></style>Profit hit \\$9,900.\n", ["Profit hit \\$9,900."]),
        ("<style>a {}</style>Profit 9\n", ["Profit 9"]),
        ("<script></script>Profit 9\n", ["Profit 9"]),
        ("<script>a\n</SCRIPT >Profit 9\n", ["Profit 9"]),
        ("<script>'</scripts>'</script>9\n", ["9"]),
        ("<!-- x --> Profit 9\n", ["Profit 9"]),
        ("<!--> Profit 9 -->\n", ["Profit 9 -->"]),
        ("<!-- a --!> 9 <!-- b -->\n", ["9"]),
        ("<?x> 9 ?>\n", ["9 ?>"]),
        ("<p>Profit 9</p>\n", ["Profit 9"]),
        ("<p>a</p><p>b</p>\n", ["a", "b"]),
        ("<div>\n<b>12%</b> of <i>a</i>\n</div>\n", [f"12%{OBJECT} of {OBJECT}a"]),
        ("<div> <!-- 12% --> 13% </div>\n", ["13%"]),
        ("<p>Profit\n9</p>\n", ["Profit 9"]),
        ("<p>&#36;9,900&nbsp;a &amp b</p>\n", ["$9,900\u00a0a &amp b"]),
        ('<p title="> 9">a</p>\n', ["a"]),
        ('<p "> 9 <p ">\n', ["9"]),
        ("<p title=> 9</p>\n", ["9"]),
        ("<p> 5 < 6 </p>\n", ["5 < 6"]),
        ("<p> 5 <a 6\n", ["5 <a 6"]),
        # what never closes may be shown, so it is read
        ("<!-- Profit 9\n", ["<!-- Profit 9"]),
        ("<div hidden><p>9</p></div> 7\n", ["7"]),
        ("<p><input hidden> 7\n", ["7"]),
        ("> <div>\n> up\n> 9</div>\n", ["up 9"]),
    ],
)
def test_texts_between_tags_are_passages(read, text, expected):
    passages = read(text).passages
    assert [(p.text, p.kind) for p in passages] == [(x, PARAGRAPH) for x in expected]


def test_a_table_has_cells(read):
    report = read("# T\n\n<table>\n<tr><th>a</th><td>1,200</td></tr>\n</table> x\n")
    assert [(p.text, p.kind, p.headings) for p in report.passages[1:]] == [
        ("a", CELL, ("T",)),
        ("1,200", CELL, ("T",)),
        ("x", PARAGRAPH, ("T",)),
    ]


@pytest.mark.parametrize(
    ("text", "figure", "written"),
    [
        ("<p>ярко &#36;9,900 b</p>\n", "$9,900", "&#36;9,900"),
        ("> <p>a\n> 12 %</p>\n", "12 %", "12 %"),
        ("<p>12\r\n%</p>\r\n", "12 %", "12\r\n%"),
    ],
)
def test_a_figure_in_html_leads_back(read, source_of, text, figure, written):
    assert source_of(read(text), 0, figure) == written


@pytest.mark.parametrize(
    "part", ["<!-- ", "<a ", "<a b='", "<style>", "<", "<a\n=", "&#"]
)
def test_html_without_end_takes_no_longer(read, part):
    start = time.process_time()
    assert read("<div>" + part * 20_000).path
    assert time.process_time() - start < 5
