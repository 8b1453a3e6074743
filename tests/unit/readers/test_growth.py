"""Reading takes a number of steps that grows with the text, not with its square."""

import io
import json
import sys
import zipfile
from collections.abc import Callable

import pytest

from verifier.readers.docx import read_docx
from verifier.readers.html import read_html
from verifier.readers.markdown import read_markdown
from verifier.readers.notebook import read_notebook
from verifier.readers.text import read_text

pytestmark = pytest.mark.no_cover

_PARAGRAPH = (
    "ARR was [\\$4.1M](#c1) in **2025**, of `x` [30%](#c3) at http://a.b/c.\n\n"
)
_ROW = "| SMB | [2,686.4](#c8) | $5 |\n"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
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
    "open brackets in reads": lambda n: (
        "```claims\n[c] F2\nreads " + "[" * n + " where a = 1\n```"
    ),
    "keys": lambda n: "```claims\n[c] d[a] where b = 1" + " and b = 'c'" * n + "\n```",
    "keys in reads": lambda n: (
        "```claims\n[c] F2\nreads d[a] where b = 1" + " and b = 'c'" * n + "\n```"
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


_NOTEBOOKS: dict[str, Callable[[int], str]] = {
    "cells": lambda n: _notebook([("markdown", "# T\n\nIt was [30%](#c1).")] * n),
    "claims": lambda n: _notebook(
        [("raw", f"[c{k}] d.csv!F2\n= F2") for k in range(n)]
    ),
    "one long cell": lambda n: _notebook([("markdown", _PARAGRAPH * n)]),
    "outputs": lambda n: _notebook([("code", "12% of 30\n" * n)] * 2),
}
_BODIES: dict[str, Callable[[int], str]] = {
    "paragraphs": lambda n: "<w:p><w:r><w:t>It was 30%.</w:t></w:r></w:p>" * n,
    "runs": lambda n: (
        "<w:p>"
        + "<w:hyperlink w:anchor='c'><w:r><w:t>1</w:t></w:r></w:hyperlink>" * n
        + "</w:p>"
    ),
    "deleted": lambda n: (
        "<w:p>" + "<w:del><w:r><w:delText>1%</w:delText></w:r></w:del>" * n + "</w:p>"
    ),
    "rows": lambda n: (
        "<w:tbl>"
        + "<w:tr><w:tc><w:p><w:r><w:t>1%</w:t></w:r></w:p></w:tc></w:tr>" * n
        + "</w:tbl>"
    ),
    "nested": lambda n: "<w:tbl><w:tr><w:tc>" * n + "</w:tc></w:tr></w:tbl>" * n,
    "boxes": lambda n: (
        "<w:p><w:r><w:txbxContent>" * n + "</w:txbxContent></w:r></w:p>" * n
    ),
    "claims": lambda n: "".join(
        f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
        for k in range(n)
        for text in (f"[c{k}] d!F2", "= F2")
    ),
    "fields": lambda n: (
        "<w:p>" + "<w:r><w:fldChar w:fldCharType='begin'/></w:r>" * n + "</w:p>"
    ),
}
_PLAIN: dict[str, Callable[[int], str]] = {
    "comments": lambda n: "<!-- verifier: ignore[X] y -->\n" * n,
    "paragraphs": lambda n: "It was 30% [c1] of\n$5 [c2].\n\n" * n,
    "one paragraph": lambda n: "It was 30% [c1] of\n" * n,
    "evidence": lambda n: "".join(f"[c{k}] d!F2\n= F2\n\n" for k in range(n)),
    "brackets": lambda n: "[c" * n,
}


def _notebook(cells: list[tuple[str, str]]) -> str:
    listed = []
    for kind, text in cells:
        cell: dict[str, object] = {"cell_type": kind, "source": text}
        if kind == "code":
            cell = {
                "cell_type": kind,
                "source": "",
                "outputs": [{"output_type": "stream", "text": text}],
            }
        listed.append(cell)
    return json.dumps({"nbformat": 4, "cells": listed})


def _read_word(body: str, path: str) -> object:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
        )
    return read_docx(content.getvalue(), path)


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


READERS = {
    "Markdown": (read_markdown, _TEXTS),
    "HTML": (read_html, _PAGES),
    "notebook": (read_notebook, _NOTEBOOKS),
    "Word": (_read_word, _BODIES),
    "text": (read_text, _PLAIN),
}


@pytest.mark.parametrize(
    ("form", "name"), [(form, name) for form in READERS for name in READERS[form][1]]
)
def test_steps_grow_with_the_text(form, name):
    read, texts = READERS[form]
    make = texts[name]
    read(make(2), "report")  # fills what is made once
    assert steps(read, make(800)) <= 4.5 * steps(read, make(200)) + 2_000
