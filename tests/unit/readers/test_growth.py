"""Reading takes a number of steps that grows with the text, not with its square."""

import sys
from collections.abc import Callable

import pytest

from verifier.readers.html import read_html
from verifier.readers.markdown import read_markdown

_PARAGRAPH = (
    "ARR was [\\$4.1M](#c1) in **2025**, of `x` [30%](#c3) at http://a.b/c.\n\n"
)
_ROW = "| SMB | [2,686.4](#c8) | $5 |\n"
_CLAIM = '[c%d] d.csv!F2, G2\nreads F2 = "1,200"; G2 = 3\n= SUM(F2)\n\n'

_TEXTS: dict[str, Callable[[int], str]] = {
    "paragraphs": lambda n: _PARAGRAPH * n,
    "one paragraph": lambda n: _PARAGRAPH.strip() * n,
    "one table": lambda n: "| a | b | c |\n|---|---|---|\n" + _ROW * n,
    "one fence": lambda n: (
        "```claims\n" + "".join(_CLAIM % k for k in range(n)) + "```"
    ),
    "same headings": lambda n: "# a 1\n\n" * n,
    "comments": lambda n: "<!-- verifier: ignore[X] y -->\n\n" * n,
    "inline comments": lambda n: "a <!-- verifier: ignore[X] y --> b " * n,
    "front matter": lambda n: "---\nsources:\n" + "  a: b\n" * n + "---\n",
    "asterisks": lambda n: "a" + "*" * n + "b",
    "stray emphasis": lambda n: "a **& " * n,
    "brackets": lambda n: "[" * n,
    "open links": lambda n: "[1](" * n,
    "nested images": lambda n: "![" * n + "](x)" * n,
    "addresses": lambda n: "http://a.b&amp;c d@e.f " * n,
    "formulas": lambda n: "$x^2$ [1](#c) " * n,
    "dollars": lambda n: "$" * n,
    "open tags": lambda n: "<a id=" * n,
    "ranges": lambda n: "```claims\n[c] " + "F2, " * n + "F2\n```",
    "open brackets in ranges": lambda n: "```claims\n[c] " + "[" * n + "\n```",
    "open quotes in reads": lambda n: (
        "```claims\n[c] F2\nreads " + "F2 ='; " * n + "\n```"
    ),
    "prefixes": lambda n: "```claims\n[c] " + "a!" * n + "\n```",
    "marks": lambda n: "30%[^c1] of " * n,
    "footnotes": lambda n: (
        "30%[^a] " * n + "\n\n" + "".join(f"[^a{k}]: d!F2 = F2\n" for k in range(n))
    ),
    "footnote of many words": lambda n: "30[^c]\n\n[^c]: d!F2" + " = F2 select" * n,
    "html": lambda n: "<div>\n" + "12% <b>\n" * n,
    "code": lambda n: "```\n" + "12%\n" * n + "```",
}


_PAGES: dict[str, Callable[[int], str]] = {
    "paragraphs": lambda n: "<p>ARR was <a href='#c1'>&#36;4.1M</a> in <b>2025" * n,
    "one paragraph": lambda n: "<p>" + "12% <a href=#c1>30%</a> of <i>x</i> " * n,
    "one table": lambda n: (
        "<table>" + "<tr><th>a<td rowspan=2>1 %<td colspan=9>$5" * n + "</table>"
    ),
    "nested tables": lambda n: "<table><tr><td>1%" * n,
    "nested tags": lambda n: "<div><b>" * n + "12%",
    "closing tags": lambda n: "<b>" * n + "</i></div>" * n,
    "closing in turn": lambda n: "<b>" * n + "12%" + "</b>" * n,
    "open items": lambda n: "<ul><li>1%" * n,
    "hidden": lambda n: "<p hidden>12%</p><p style='color:white'>3%" * n,
    "inline code": lambda n: "<code>1%</code> " * n,
    "open code": lambda n: "<code>1%" * n,
    "claims": lambda n: (
        "<pre class=claims>" + "".join(_CLAIM % k for k in range(n)) + "</pre>"
    ),
    "comments": lambda n: "<!-- verifier: ignore[X] y -->\n<p>1%</p>\n" * n,
    "comments on one line": lambda n: "<!-- verifier: ignore[X] y --><p>1%</p>" * n,
    "entities": lambda n: "&amp;&#36;&nbsp" * n,
    "open brackets": lambda n: "<" * n,
    "attributes": lambda n: "<p " + "a='1%' " * n + ">",
    "blanks": lambda n: "1 " + " \n" * n + "%",
    "raised": lambda n: "1<sup>2</sup>" * n,
}


def steps(read: Callable[[str, str], object], text: str) -> int:
    """Returns how many calls reading a text makes."""
    count = 0

    def step(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(step)
    try:
        read(text, "report")
    finally:
        sys.setprofile(None)
    return count


READERS = {"Markdown": (read_markdown, _TEXTS), "HTML": (read_html, _PAGES)}


@pytest.mark.parametrize(
    ("form", "name"), [(form, name) for form in READERS for name in READERS[form][1]]
)
def test_steps_grow_with_the_text(form, name):
    read, texts = READERS[form]
    make = texts[name]
    read(make(2), "report")  # fills what is made once
    assert steps(read, make(800)) <= 4.5 * steps(read, make(200)) + 2_000
