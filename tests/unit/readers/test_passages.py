import pytest

from verifier.model.lines import LineTable, locate
from verifier.model.report import PassageKind, Span

OBJECT = "\ufffc"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain 12\n", "plain 12"),
        ("**12**% of _all_ ~~old~~\n", "12% of all old"),
        ("10**&nbsp;%**\n", "10\u00a0%"),
        ("2**3**4 and 5\\*\\*6\n", "234 and 5**6"),
        ("2**3 and 4** 5\n", "23 and 4 5"),  # the delimiters emphasise `3 and 4`
        ("2**3 ok\n", "2**3 ok"),
        ("2&#46;5x &amp; more\n", "2.5x & more"),
        ("\\$4.1M \\[c1\\]\n", "$4.1M [c1]"),
        ("`12%` of 3\n", OBJECT + " of 3"),
        ("1`x`2\n", f"1{OBJECT}2"),
        ("![12](a.png)2\n", OBJECT + "2"),
        ("1<br>2 <b>3</b>\n", f"1{OBJECT}2 {OBJECT}3{OBJECT}"),
        ("12[^1] grew\n\n[^1]: by 3\n", f"12{OBJECT} grew"),
        ("1 234,5\nмлн ₽\n", "1 234,5 млн ₽"),
        ("1 234,5\r\nмлн ₽\r\n", "1 234,5 млн ₽"),
        ("12  \n34\n", "12\n34"),
        ("see <http://a.b/12> now\n", f"see {OBJECT} now"),
        ("see http://a.b/12_3_4, now 5\n", f"see {OBJECT}, now 5"),
        ("(www.a.b/c(12)) 5\n", f"({OBJECT}) 5"),
        ("a12@b34.com 5\n", f"{OBJECT} 5"),
        ("@12 and 3@ 4\n", "@12 and 3@ 4"),
        ("[12](page.html) and [13][p]\n\n[p]: page.html\n", "12 and 13"),
        ("$4.1M and $5M\n", "$4.1M and $5M"),
        ("mass $m_1^2 = 12$ ok\n", f"mass {OBJECT} ok"),
        ("of $2^{10}$ ok\n", f"of {OBJECT} ok"),
        ("was $4.1M[^1] of 5$ ok\n", "was $4.1M[^1] of 5$ ok"),
        ("was $4.1M[^1]$ ok\n", "was $4.1M[^1]$ ok"),
        ("x@y.z$x^2$\n", OBJECT * 2),
        ("a $$x$ and\n", "a $$x$ and"),
        ("a [$x^2](#c1)$ b\n", "a $x^2$ b"),
        ("that $$x = 12$$ ok\n", f"that {OBJECT} ok"),
        ("from $5^ to $6\n", "from $5^ to $6"),  # a blank stands before the second
        ("[\\$4.1M][c1]\n\n[c1]: #c1\n", "$4.1M"),
        ("nul\0l\n", "nul\ufffdl"),
        ("📈 12%\n", "📈 12%"),
    ],
)
def test_a_paragraph_reads_as_its_reader_sees_it(read, text, expected):
    assert read(text).passages[0].text == expected


@pytest.mark.parametrize(
    ("text", "figure", "source"),
    [
        ("10**&nbsp;%**\n", "10\u00a0%", "10**&nbsp;%"),
        ("over 2&#46;5x\n", "2.5x", "2&#46;5x"),
        ("a 1 234,5\r\nмлн ₽ b\r\n", "1 234,5 млн ₽", "1 234,5\r\nмлн ₽"),
        ("a [\\$4.1M](#c2) b\n", "$4.1M", "$4.1M"),
        ("a **1**,**2** b\n", "1,2", "1**,**2"),
        ("x | y\n--|--\n1\\|2 | 3\n", "y", "y"),
        ("> a 12\n> 345 b\n", "12 345", "12\n> 345"),
        ("www.a.b 12%\n", "12%", "12%"),
    ],
)
def test_a_figure_leads_back_to_the_report(read, source_of, text, figure, source):
    report = read(text)
    number = next(n for n, p in enumerate(report.passages) if figure in p.text)
    assert source_of(report, number, figure) == source


def test_an_escaped_pipe_in_a_table_is_text(read, source_of):
    report = read("x | y\n--|--\n1\\|2 | 3\n")
    assert [p.text for p in report.passages] == ["x", "y", "1|2", "3"]
    assert source_of(report, 2, "1|2") == "1\\|2"


def test_columns_are_code_points_and_a_byte_order_mark_has_none(read):
    report = read("\ufeff📈 Выручка составила [$4.1M](#c1)\n")
    passage = report.passages[0]
    start = passage.text.index("$")
    span = locate(passage, start, len(passage.text), LineTable.of(report.text))
    assert span == Span(21, 26, 1, 22, 1, 27)
    assert report.text[span.start : span.end] == "$4.1M"


def test_lines_end_as_commonmark_says(read):
    report = read("one\r\n\r\ntwo\r\rthree\n\nfour\u2028five\x0b12")
    lines = LineTable.of(report.text)
    places = [locate(p, 0, 1, lines) for p in report.passages]
    assert [(s.line, s.column) for s in places] == [(1, 1), (3, 1), (5, 1), (7, 1)]
    assert report.passages[3].text == "four\u2028five\x0b12"


def test_blocks_are_passages_of_their_kind(read):
    report = read(
        "# Title 1\n\nIntro.\n\n- item 2\n  - inner 3\n\n  more 4\n- [x] done 5\n\n"
        "> quote 6\n\n1. loose\n\n   second 7\n\n[^n]: note 8\n\na | b\n--|--\n9 | 10\n"
    )
    found = [(p.text, p.kind) for p in report.passages]
    assert found == [
        ("Title 1", PassageKind.HEADING),
        ("Intro.", PassageKind.PARAGRAPH),
        ("item 2", PassageKind.ITEM),
        ("inner 3", PassageKind.ITEM),
        ("more 4", PassageKind.ITEM),
        ("done 5", PassageKind.ITEM),
        ("quote 6", PassageKind.PARAGRAPH),
        ("loose", PassageKind.ITEM),
        ("second 7", PassageKind.ITEM),
        ("note 8", PassageKind.PARAGRAPH),
        ("a", PassageKind.CELL),
        ("b", PassageKind.CELL),
        ("9", PassageKind.CELL),
        ("10", PassageKind.CELL),
    ]


def test_a_list_number_is_not_text(read):
    assert [p.text for p in read("3. three\n4. four\n").passages] == ["three", "four"]


def test_headings_stand_above_what_follows(read):
    report = read("# A\n\n## B 1\n\nx\n\n# C\n\ny\n\nD\n-\n\n- z\n")
    assert {p.text: p.headings for p in report.passages} == {
        "A": (),
        "B 1": ("A",),
        "x": ("A", "B 1"),
        "C": (),
        "y": ("C",),
        "D": ("C",),
        "z": ("C", "D"),
    }


def test_a_cell_knows_its_header_its_row_and_the_caption(read):
    report = read(
        "Revenue by segment:\n\n"
        "| Segment | $M, 2025 |\n|---|---|\n| SMB | 12 |\n| *All* | |\n\n"
        "No caption.\n\n| a |\n|---|\n| 1 |\n"
    )
    cells = {p.text: p for p in report.passages if p.kind is PassageKind.CELL}
    twelve = cells["12"]
    assert twelve.column_header == "$M, 2025"
    assert twelve.row_label == "SMB"
    assert twelve.caption == "Revenue by segment:"
    assert cells["SMB"].row_label == ""
    assert cells["SMB"].column_header == "Segment"
    assert cells["$M, 2025"].column_header == ""
    assert cells["All"].row_label == ""
    assert cells["1"].caption == ""


def test_words_behind_the_first_cell_belong_to_the_label_of_a_row(read):
    report = read(
        "| Site | Marker | Q1 | Q2 | Note |\n|---|---|---|---|---|\n"
        "| Mill Lane | Running costs | [5](#c1) | [7](#c2) | [9](#c3) late |\n"
        "| Mill Lane | 12 % | [6](#c4) | | |\n"
    )
    labels = {p.text: p.row_label for p in report.passages if p.links}
    assert labels == {
        "5": "Mill Lane, Running costs",
        "7": "Mill Lane, Running costs",
        "9 late": "Mill Lane, Running costs",
        "6": "Mill Lane",
    }


@pytest.mark.parametrize("before", ["Table 3. Shares", "Таблица 1 — доли", "Here:"])
def test_a_caption_is_the_paragraph_right_before(read, before):
    text = f"{before}\n\n| a | b |\n|---|---|\n| x | 1 |\n"
    assert read(text).passages[-1].caption == before


def test_a_caption_does_not_reach_over_another_block(read):
    report = read("Here:\n\n- item\n\n| a |\n|---|\n| 1 |\n")
    assert report.passages[-1].caption == ""


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("`12.4%` of\n", ["12.4%"]),
        ("`$4.1M` and `12 days` and `4.1M`\n", ["$4.1M", "12 days", "4.1M"]),
        ("`F2:F412` and `x = 12` and `3`\n", []),
        ("![up 12%](a.png)\n", ["up 12%"]),
        ("![`12%` up](a.png)\n", ["12% up"]),
        ("```\nsales 12%\nnone\n€5\n```\n", ["sales 12%", "€5"]),
        ("```&nbsp;\n12%\n```\n", ["12%"]),
        ("```sql\nSELECT '12%'\n```\n", ["SELECT '12%'"]),
        ("```python\nx = 7 % 2\ny = 7%3\n```\n", []),
        ("```sh\necho $1\n```\n", []),
        ("```python\nProfit hit $9,900, churn\n```\n", ["Profit hit $9,900, churn"]),
        ("```diff\n+ up 42%\n```\n", ["+ up 42%"]),
        ("```claims\nProfit hit $9,900.\nx\n```\n", ["Profit hit $9,900."]),
        ("```claims\nup 5%\n[c] a.csv!A1\n= 6%\n```\n", ["up 5%"]),
        ('a <img alt="$9,900" src="7%"> b\n', ["$9,900"]),
        ('<p><img alt=">&#36;9,900">\n', [">$9,900"]),
        ("<template>\nup 42%\n</template>\n", ["up 42%"]),
        ("<div hidden><div>a</div>up 42%</div>\n", ["up 42%"]),
        ("    12%\n", ["12%"]),
        ("<!-- 12% -->\n", []),
        ("<style>\n.a {width: 12px}\n</style>\n", []),
        ("$$x = 12\\%$$\n", ["$$x = 12%$$"]),
        ("$$x = y$$\n", []),
        ("the $$12%$$ is\n", ["$$12%$$"]),
        ("`" + "1 " * 40 + "5%`\n", ["1 " * 40 + "5%"]),
    ],
)
def test_figures_outside_of_prose_are_listed_and_remarked(read, text, listed):
    report = read(text)
    others = [p for p in report.passages if p.kind is PassageKind.OTHER]
    assert [p.text for p in others] == listed
    remarks = [r for r in report.remarks if r.code == "figure-outside-prose"]
    assert len(remarks) == min(len(listed), 1)
    assert all(listed[0][:60].strip() in r.message for r in remarks)
    assert all((len(listed) == 1) != (" more: " in r.message) for r in remarks)
    for passage in others:
        assert report.text[passage.pieces[0].origin_start] == passage.text[0]


def test_code_in_a_quotation_leads_back(read, source_of):
    report = read("> ```\n> a\n> up 12%\n> ```\n")
    assert report.passages[0].text == "up 12%"
    assert source_of(report, 0, "12%") == "12%"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("It was $3, then $4.\n", [(1, 8)]),
        ("It was \\$3, then \\$4.\n", []),
        ("It was $3, then \\$4.\n", []),
        ("It was \\\\$3 and $4.\n", [(1, 10)]),
        ("`$3` and $4\n", []),
        ("&#36;3 and &#36;4\n", []),
        ("- $1\n- $2\n", []),
        ("- $1, $2\n\n$3, $4\n", [(1, 3), (3, 1)]),
        ("[$4.1M](#c1) and [$5M](#c2)\n", [(1, 2)]),
    ],
)
def test_pairs_of_unescaped_dollars_are_remarked(read, text, places):
    remarks = [r for r in read(text).remarks if r.code == "unescaped-dollar"]
    assert [(r.line, r.column) for r in remarks] == places


def test_nothing_is_read_twice_and_blank_reports_hold_nothing(read):
    assert read("").passages == ()
    assert read("\n\n---\n\n***\n").passages == ()
    assert read("| |\n|---|\n| |\n").passages == ()


def test_a_rule_in_the_middle_does_not_swallow_text(read):
    texts = [p.text for p in read("a\n\n---\nSales were 12%\n---\n\nb\n").passages]
    assert texts == ["a", "Sales were 12%", "b"]


def test_a_report_of_twenty_thousand_lines_is_read_whole(read):
    report = read("ARR was [12%](#c1).\n\n" * 10_000)
    assert len(report.passages) == 10_000
    assert report.passages[-1].links[0].span.line == 19_999
