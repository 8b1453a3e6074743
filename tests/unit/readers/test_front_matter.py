import pytest


def test_the_three_keys_are_read(read):
    report = read(
        "---\ntitle: 12% growth\nnumbers: ru\nlang: 'ru'  \nsources:\n"
        "  deals: data/deals.csv   # the export\n"
        "  \"q 3\": 'book; q3.xlsx'\n\n# note\ntags:\n  - a\n---\n\nТекст\n"
    )
    assert report.numbers == "ru"
    assert report.language == "ru"
    assert report.sources == (("deals", "data/deals.csv"), ("q 3", "book; q3.xlsx"))
    assert [p.text for p in report.passages] == ["Текст"]
    assert report.remarks == ()


def test_offsets_go_on_behind_it(read, source_of):
    report = read("---\nname: Выручка\n---\n# é 12%\n")
    assert source_of(report, 0, "12%") == "12%"
    assert report.passages[0].headings == ()


@pytest.mark.parametrize(
    ("body", "code", "line", "column"),
    [
        ("sources:\n  - deals.csv", "unreadable-front-matter", 3, 3),
        ("sources:\n  deals:", "unreadable-front-matter", 3, 3),
        ("sources: {deals: deals.csv}", "unreadable-front-matter", 2, 1),
        ("title: x\nnumbers: klingon", "unknown-numbers", 3, 1),
        ("sources:\n  'a", "unreadable-front-matter", 3, 3),
    ],
)
def test_what_cannot_be_read_is_remarked(read, body, code, line, column):
    report = read(f"---\n{body}\n---\n\ntext\n")
    assert [(r.code, r.line, r.column) for r in report.remarks] == [
        (code, line, column)
    ]
    assert report.sources == ()
    assert report.numbers == ""


@pytest.mark.parametrize(
    "text",
    ["---\nnumbers: ru\n", " ---\nnumbers: ru\n---\n", "a\n---\nnumbers: ru\n---\n"],
)
def test_no_front_matter(read, text):
    assert read(text).numbers == ""


def test_a_path_with_a_colon_and_other_line_ends(read):
    report = read("---\r\nsources:\r\n  d: C:/x y.csv\r\n...\r\ntext\r\n")
    assert report.sources == (("d", "C:/x y.csv"),)
    assert report.passages[0].text == "text"


def test_a_stated_language_decides_where_no_figure_does(read):
    text = "Alpha.\n\n```claims\n[b1] external\nassumes 21,5%: a survey\n```\n"
    (plain,) = read(text).claims
    (stated,) = read(f"---\nlang: ru\n---\n{text}").claims
    assert plain.flaw is not None
    assert stated.flaw is None
    assert str(stated.assumptions[0].value) == "0.215"
