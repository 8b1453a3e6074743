"""The canonical form of a report, row by row, and that it says the same."""

import pytest

from verifier.errors import ReportError
from verifier.fmt import reformat
from verifier.readers import parse_claims_json

FENCE = "```claims\n[c1] d.csv!F2\n= F2\n```\n"

ROWS = [
    ("canonical already", f"It was [30%](#c1).\n\n{FENCE}", None),
    (
        "a reference link",
        f"It was [30%][c1].\n\n[c1]: #c1\n\n{FENCE}",
        f"It was [30%](#c1).\n\n\n{FENCE}",
    ),
    (
        "a shortcut and a title",
        f"It was [30%].\n\n[30%]: <#c1> 'so \"x\"'\n\n{FENCE}",
        f'It was [30%](#c1 "so \\"x\\"").\n\n\n{FENCE}',
    ),
    (
        "a reference to somewhere else stays",
        f"It was [30%](#c1), see [this][a].\n\n[a]: http://a.b\n\n{FENCE}",
        None,
    ),
    (
        "a footnote mark, its claim in a fence",
        f"It was **30%**[^c1].\n\n{FENCE}",
        f"It was **[30%](#c1)**.\n\n{FENCE}",
    ),
    (
        "a mark behind the stop",
        f"It was 30%.[^c1]\n\n{FENCE}",
        f"It was [30%](#c1).\n\n{FENCE}",
    ),
    (
        "a footnote that is the claim",
        "It was 30 deals[^c1].\n\n[^c1]: `d.csv!f2`\n    = F2\n",
        f"It was [30 deals](#c1).\n\n{FENCE}",
    ),
    (
        "two fences",
        f"{FENCE}\nIt was [3](#c1), [4](#c2).\n\n```claims\n[c2]  d.csv!f3\n=F3\n```\n",
        (
            "```claims\n[c1] d.csv!F2\n= F2\n\n[c2] d.csv!F3\n=F3\n```\n\n"
            "It was [3](#c1), [4](#c2).\n\n"
        ),
    ),
    (
        "spacing, ranges and statements",
        (
            "```claims\n[c1]   d.csv!$f$2:f9 ,d.csv!G2\n\nassumes 21% :  Gartner\n"
            "reads   F2=1 ;G2 = 2\n\n\n = F2*G2\n\n\n```\n"
        ),
        (
            "```claims\n[c1] d.csv!F2:F9, G2\nassumes 21%: Gartner\n"
            "reads F2 = 1; G2 = 2\n= F2*G2\n```\n"
        ),
    ),
    (
        "what cannot be read stays as it is",
        "```claims\n[c1] d.csv!F2:\n= F2\n[2] x\n[c3]  d.csv!F3\n= F3\n```\n",
        "```claims\n[c1] d.csv!F2:\n= F2\n[2] x\n[c3] d.csv!F3\n= F3\n```\n",
    ),
    (
        "money in pairs, in prose alone",
        "It was $3 of $4, `$5 $6`, $x^2$.\n\n$7 alone.\n\n\\$8, $9\n",
        "It was \\$3 of \\$4, `$5 $6`, $x^2$.\n\n$7 alone.\n\n\\$8, $9\n",
    ),
    (
        "an open fence is left alone",
        "It was $3 of $4.\n\n```claims\n[c1]  d.csv!F2\n",
        "It was \\$3 of \\$4.\n\n```claims\n[c1]  d.csv!F2\n",
    ),
    (
        "evidence in a quotation is left alone",
        "> ```claims\n> [c1]  d.csv!F2\n> = F2\n> ```\n",
        None,
    ),
    (
        "line ends stay",
        "It was 30%[^c1].\r\n\r\n```claims\r\n[c1]  d.csv!F2\r\n= F2\r\n```\r\nEnd",
        "It was [30%](#c1).\r\n\r\n```claims\r\n[c1] d.csv!F2\r\n= F2\r\n```\r\nEnd",
    ),
    ("a byte order mark stays", "\ufeffIt was $3 of $4", "\ufeffIt was \\$3 of \\$4"),
    ("trailing blanks and tabs stay", "a  \n\tb \n\n\n* c\n", None),
]


@pytest.mark.parametrize(
    ("text", "canonical"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
def test_the_canonical_form(text, canonical):
    wanted = text if canonical is None else canonical
    assert reformat(text, "report.md").text == wanted
    assert reformat(wanted, "report.md").text == wanted


def test_claims_of_a_sidecar_are_written_into_the_report():
    given = parse_claims_json(
        '{"claims": [{"id": "c1", "cells": ["d.csv!F2"], "calculation": "= F2"}]}'
    )
    found = reformat("It was [30%](#c1).", "report.md", given)
    assert found.took_claims
    assert found.text == f"It was [30%](#c1).\n\n{FENCE}"


def test_claims_that_cannot_be_read_stay_in_their_sidecar():
    given = parse_claims_json('{"claims": [{"id": "c1", "cells": ["d.csv!F2:"]}]}')
    found = reformat("It was [30%](#c1).", "report.md", given)
    assert (found.took_claims, found.text) == (False, "It was [30%](#c1).")


def test_anchors_are_written_once():
    text = f"It was [30%](#c1).\n\n{FENCE}"
    once = reformat(text, "report.md", anchors=True).text
    assert once == f'It was [30%](#c1).\n\n<a id="c1"></a>\n\n{FENCE}'
    assert reformat(once, "report.md", anchors=True).text == once
    assert reformat(once, "report.md").text == once


def test_what_cannot_be_read_is_not_rewritten():
    with pytest.raises(ReportError):
        reformat("a\n" * 50_001, "report.md")
