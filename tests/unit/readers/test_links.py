import pytest


@pytest.mark.parametrize(
    ("text", "target", "title", "inside"),
    [
        ("a [\\$4.1M](#c1) b\n", "c1", "", "$4.1M"),
        ('[90](#skip "plan target")\n', "skip", "plan target", "90"),
        ("[12](#нет-такой)\n", "нет-такой", "", "12"),
        ("[12](#%D0%B0%20b)\n", "а b", "", "12"),
        ("[4](<#c 1>)\n", "c 1", "", "4"),
        ("[**12**&nbsp;%](#c1)\n", "c1", "", "12\u00a0%"),
        ('[12][r]\n\n[r]: #c1 "t"\n', "c1", "t", "12"),
        ("[c1]\n\n[c1]: #c1\n", "c1", "", "c1"),
        ("www.a.b [12](#c1)\n", "c1", "", "12"),
        ("www.a.b[12](#c1)\n", "c1", "", "12"),
        ("http://a.b, $x^2$ [12](#c1)\n", "c1", "", "12"),
        ("| a |\n|---|\n| [3](#c1) |\n", "c1", "", "3"),
        ("[![alt](a.png)](#c1)\n", "c1", "", "\ufffc"),
        ("x [](#c1)\n", "c1", "", ""),
        ("[3 www.a.b](#c1) 4\n", "c1", "", "3 \ufffc"),
    ],
)
def test_a_link_to_a_claim(read, text, target, title, inside):
    passage = next(p for p in read(text).passages if p.links)
    (link,) = passage.links
    assert (link.target, link.title) == (target, title)
    assert passage.text[link.start : link.end] == inside


def test_the_span_of_a_link_holds_all_of_it(read):
    report = read("# T\n\nярко [\\$4.1M](#c1 'x') b\n")
    span = report.passages[1].links[0].span
    assert report.text[span.start : span.end] == "[\\$4.1M](#c1 'x')"
    assert (span.line, span.column, span.end_line, span.end_column) == (3, 6, 3, 23)


@pytest.mark.parametrize(
    "text",
    [
        "[12](page.html#c1)\n",
        "[12](c1)\n",
        "\\[12](#c1)\n",
        "![12](#c1)\n",
        "`[1](#c)`\n",
    ],
)
def test_no_link_to_a_claim(read, text):
    assert [p.links for p in read(text).passages if p.links] == []


def test_links_are_in_order_and_masks_move_them(read):
    report = read("http://a.b/1 [2](#b) www.c.d [3](#c) $y^4$ [5](#d)\n")
    passage = report.passages[0]
    texts = [passage.text[link.start : link.end] for link in passage.links]
    assert texts == ["2", "3", "5"]
    assert passage.text == "\ufffc 2 \ufffc 3 \ufffc 5"


def test_anchors_are_headings_and_named_places(read):
    report = read(
        "# What's `new` in Q3?\n\n## Итоги 2025\n\n# What's new in Q3?\n\n"
        "<h2 class=x id='top'>T</h2>\n\ntext <a id=\"c9\"></a> <a name=n8>\n\n"
        "id=none <b data-id=no>\n"
    )
    assert report.anchors == {
        "whats-new-in-q3",
        "итоги-2025",
        "whats-new-in-q3-1",
        "top",
        "c9",
        "n8",
    }
