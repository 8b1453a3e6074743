"""What pages really hold, and what becomes of it.

A row is: what is odd, the page, and what must be told of it.
"""

import pytest

PRE = (
    "\n<pre><code class='language-claims'>[c1] d.csv!F2\n= F2\n\n[c2] d.csv!F3\n= F3\n"
    "</code></pre>"
)
LINK = "<a href='#c1'>30%</a>"
NO_CLAIM = {"claims": []}

ODDITIES = [
    ("a link", f"<p>It was {LINK}.{PRE}", {"figures": [("30%", "c1")]}),
    (
        "entities in a figure",
        "<a href=#c1>&#36;4&#46;1&nbsp;million</a>" + PRE,
        {
            "figures": [("$4.1\xa0million", "c1")],
            "written": ["&#36;4&#46;1&nbsp;million"],
        },
    ),
    (
        "an entity without its semicolon",
        "<p>It was 30&#37 and 12&nbsp%.</p>",
        {"figures": [("30%", None), ("12\xa0%", None)]},
    ),
    (
        "digits as entities are digits",
        "<p>It was &#49;&#50;3 items.</p>",
        {"figures": [("123", None)], "written": ["&#49;&#50;3"]},
    ),
    (
        "tags within a number join",
        "<p>It was <b>4.<i>1</i>M</b> in all.",
        {"figures": [("4.1M", None)], "written": ["4.<i>1</i>M"]},
    ),
    (
        "line breaks and indents within a number's unit",
        "<p>It was 30\n      percent\n      of all.",
        {"figures": [("30 percent", None)]},
    ),
    (
        "display:none",
        "<p>It was <span style='Display : NONE'>12%</span> then 30%.",
        {
            "figures": [("30%", None)],
            "asides": [("12%", "hidden")],
            "remarks": ["hidden-text"],
        },
    ),
    (
        "the hidden attribute",
        "<div hidden><p>12%</p></div><p>30%</p>",
        {"figures": [("30%", None)], "asides": [("12%", "hidden")]},
    ),
    (
        "a hidden link is no citation",
        f"<div style='display:none'>{LINK}</div>{PRE}",
        {"figures": [], "asides": [("30%", "hidden")]},
    ),
    (
        "hidden claims are no evidence",
        f"<p>It was {LINK}</p><div hidden>{PRE}</div>",
        NO_CLAIM | {"figures": [("30%", "c1")], "remarks": ["hidden-claims"]},
    ),
    (
        "aria-hidden stands on screens: a figure, and its link is not trusted",
        f"<p aria-hidden=true>It was {LINK}</p>{PRE}",
        {"figures": [("30%", None)], "remarks": ["doubtful-text"]},
    ),
    (
        "white on white",
        "<p style='color:#fff;background:white'>12%</p>",
        {"figures": [], "asides": [("12%", "hidden")]},
    ),
    (
        "white, and nothing says on what",
        f"<p style='color:white'>{LINK}</p>{PRE}",
        {"figures": [("30%", None)], "remarks": ["doubtful-text"]},
    ),
    (
        "white on a dark ground is shown",
        f"<div style='background:#123'><p style='color:white'>{LINK}</p></div>{PRE}",
        {"figures": [("30%", "c1")], "remarks": []},
    ),
    (
        "no size, and a size again inside",
        "<p style='font-size:0'>12%<b style='font-size:12px'>30%</b></p>",
        {"figures": [("30%", None)], "asides": [("12%", "hidden")]},
    ),
    (
        "invisible, and visible again inside",
        "<p style='visibility:hidden'>12%<b style='visibility:visible'>30%</b></p>",
        {"figures": [("30%", None)], "asides": [("12%", "hidden")]},
    ),
    (
        "comments, scripts, styles",
        "<!-- 1% --><script>x='2%'</script><style>p{width:3%}</style><p>30%",
        {"figures": [("30%", None)], "asides": [], "remarks": []},
    ),
    (
        "a style sheet that hides",
        "<style>.x{display:none}</style><p class=x>12%</p>",
        {"figures": [("12%", None)], "remarks": ["style-sheet-not-read"]},
    ),
    (
        "a style sheet that adds a number",
        "<style>p::before{content: 'Sales: 12%'}</style><p>30%</p>",
        {"figures": [("30%", None)], "remarks": ["style-sheet-not-read"]},
    ),
    (
        "a frame's page as an attribute",
        "<iframe srcdoc='<p>12% up</p>'></iframe><p>30%</p>",
        {"figures": [("30%", None)], "remarks": ["figure-outside-prose"]},
    ),
    (
        "a comment accepts the paragraph below it",
        "<!-- verifier: ignore[uncited] agreed -->\n<p>30%</p>\n",
        {"figures": [("30%", None)], "remarks": []},
    ),
    (
        "a comment on a line with other text accepts nothing",
        "<p>12%</p><!-- verifier: ignore[uncited] agreed --><p>30%</p>",
        {"remarks": ["suppression-too-wide"]},
    ),
    (
        "a template and a frame's content",
        "<template><p>12%</p></template><iframe>13%</iframe><p>30%",
        {
            "figures": [("30%", None)],
            "asides": [("12%", "hidden"), ("13%", "hidden")],
        },
    ),
    (
        "a row's unit stands in the head, its scale too",
        (
            "<table><thead><tr><th>Region<th>Sales, $k</thead>"
            f"<tr><td>EMEA<td><a href=#c1>12</a></table>{PRE}"
        ),
        {"figures": [("12", "c1")]},
    ),
    (
        "a footnote's mark is no digit of the figure",
        "<p>It was 5,000<sup>1</sup> cars, 30%<sup>2</sup>.",
        {"figures": [("5,000", None), ("30%", None)]},
    ),
    (
        "square metres and carbon dioxide",
        "<p>On 12 m<sup>2</sup> of CO<sub>2</sub> we found 30%.",
        {"figures": [("12 m²", None), ("30%", None)]},
    ),
    (
        "a raised digit in the link is a part of the figure",
        f"<a href=#c1>5,000<sup>2</sup></a>{PRE}",
        {"written": ["5,000<sup>2"]},
    ),
    (
        "code is no prose, yet listed",
        "<p>Run <code>x > 12%</code> and get 30%.",
        {
            "figures": [("30%", None)],
            "asides": [("12%", "code")],
            "remarks": ["figure-outside-prose"],
        },
    ),
    (
        "alt text and titles",
        "<img alt='Sales: 12%'><p title='13%'>30%</p>",
        {"figures": [("30%", None)], "asides": [("12%", "code"), ("13%", "code")]},
    ),
    (
        "numbers in a picture",
        "<p>See <svg><text>12%</text></svg> for 30%.",
        {"figures": [("30%", None)], "asides": [("12%", "code")]},
    ),
    (
        "paragraphs without ends, lists without ends",
        "<p>10%<p>20%<ul><li>30%<li>40%</ul>",
        {"figures": [(f"{n}0%", None) for n in range(1, 5)]},
    ),
    (
        "tags that nothing opened, and that nothing closes",
        "</b></p><div><i>10%</div></i><section>20%",
        {"figures": [("10%", None), ("20%", None)]},
    ),
    (
        "claims in a script of JSON",
        (
            f"<p>{LINK}</p><script type='application/json' id='claims'>"
            '{"claims": [{"id": "c1", "cells": ["d.csv!F2"], "calculation": "= F2"}]}'
            "</script>"
        ),
        {"figures": [("30%", "c1")], "claims": ["c1"]},
    ),
    (
        "claims in a highlighted pre without a language",
        "<pre><span></span><span>[c1]</span> d.csv!F2\n<b>=</b> F2 &gt; 1\n</pre>",
        {"claims": ["c1"]},
    ),
    (
        "a struck number beside a new one",
        "<p>It was <del>3</del>0% of all",
        {"figures": [("3", None), ("0%", None)]},
    ),
    (
        "a link over two cells' blocks",
        f"<a href=#c1><p>30%</p><p>40%</p></a>{PRE}",
        {"figures": [("30%", "c1"), ("40%", "c1")]},
    ),
    (
        "a link to a heading of the page",
        "<h2 id=s>Sales</h2><p>See <a href=#s>section 30</a>.",
        {"figures": []},
    ),
    (
        "addresses are no figures",
        "<p>See http://a.b/30% or a30@b.com, 12%.",
        {"figures": [("12%", None)]},
    ),
    (
        "a form's value and a select",
        "<input value='12%'><select><option>30%</select>",
        {"figures": [("30%", None)], "asides": [("12%", "code")]},
    ),
    (
        "an upper-case page with a declaration",
        f"<!DOCTYPE html><HTML LANG=EN><BODY><P>It was {LINK.upper()}",
        {"figures": [("30%", "C1")]},
    ),
]


@pytest.mark.parametrize(
    ("page", "expected"),
    [row[1:] for row in ODDITIES],
    ids=[row[0] for row in ODDITIES],
)
def test_what_becomes_of_it(page, expected, bound):
    found = bound(page.encode(), "report.html")
    assert {key: found[key] for key in expected} == expected


def test_there_are_enough_oddities():
    assert len(ODDITIES) >= 20
