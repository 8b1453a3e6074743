"""The text of a page is what Python's own parser of HTML finds in it."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from verifier.readers import read_report

CASES = Path(__file__).resolve().parents[3] / "fixtures" / "cases" / "formats"
PAGES = {
    "the case": (CASES / "aside.html").read_text(encoding="utf-8"),
    "entities": "<p>4&#46;1&nbsp;M &lt; 5 &amp; 6&hellip; &notanentity; &copy</p>",
    "a table": "<table><tr><th>a<th>b<tr><td>1 <b>2</b><td>3</table>after",
    "a list": "<ul><li>one <i>two</i><li>three</ul><!-- no --><p>four",
    "odd tags": "a < b <c-d e='>'>x</c-d> </z> <p/>y<hr/>z",
}


class _Texts(HTMLParser):
    """Gathers what stands between tags, but in the title."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.skipped = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self.skipped = tag == "title"

    def handle_endtag(self, tag: str) -> None:
        self.skipped = self.skipped and tag != "title"

    def handle_data(self, data: str) -> None:
        if not self.skipped:
            self.texts.append(data)


def _bare(text: str) -> str:
    return "".join(text.replace("\ufffc", "").split())


@pytest.mark.parametrize("name", PAGES)
def test_another_parser_finds_the_same_text(name: str) -> None:
    oracle = _Texts()
    oracle.feed(PAGES[name])
    oracle.close()
    report = read_report(PAGES[name].encode(), "report.html")
    found = "".join(passage.text for passage in report.passages)
    assert _bare(found) == _bare("".join(oracle.texts))
