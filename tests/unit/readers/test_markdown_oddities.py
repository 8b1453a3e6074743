"""What people really write in Markdown, and what becomes of it.

A row is: what is odd, the report, the figures with their claims, and whatever else must
be told: claims read, numbers that are no figures, remarks.
"""

import pytest

FENCE = "\n\n```claims\n[c1] d.csv!F2\n= F2\n\n[c3] d.csv!F3\n= F3\n```\n"
BOTH = ["c1", "c3"]

ODDITIES = [
    (
        "a reference link",
        "Sales were [30%][c3].\n\n[c3]: #c3" + FENCE,
        {"figures": [("30%", "c3")], "claims": BOTH},
    ),
    (
        "a reference link whose label has another case",
        "Sales were [30%][C3].\n\n[c3]: #c3" + FENCE,
        {"figures": [("30%", "c3")]},
    ),
    (
        "a collapsed and a shortcut reference",
        "[30%][] and [40%].\n\n[30%]: #c3\n[40%]: #c1" + FENCE,
        {"figures": [("30%", "c3"), ("40%", "c1")]},
    ),
    (
        "a reference without a definition is plain text",
        "Sales were [30%][c9]." + FENCE,
        {"figures": [("30%", None)]},
    ),
    (
        "a definition above its use, with a title",
        '[c3]: <#c3> "from the ledger"\n\nSales were [30%][c3].' + FENCE,
        {"figures": [("30%", "c3")]},
    ),
    (
        "a footnote mark, the claim in a fence",
        "Sales were 30%[^c3]." + FENCE,
        {"figures": [("30%", "c3")], "claims": BOTH},
    ),
    (
        "a footnote whose body is the claim, calculation below",
        "Sales were 30%[^c3].\n\n[^c3]: d.csv!F2:F9\n    = SUM(F2:F9)\n",
        {"figures": [("30%", "c3")], "claims": ["c3"]},
    ),
    (
        "a footnote whose body is the claim, on one line",
        "Sales were 30%[^c3].\n\n[^c3]: d.csv!F2:F9 = SUM(F2:F9)\n",
        {"figures": [("30%", "c3")], "claims": ["c3"]},
    ),
    (
        "a footnote with its calculation as code",
        "Sales were 30%[^c3].\n\n[^c3]: `d.csv!F2:F9` `SELECT sum(a*b) FROM d`\n",
        {"figures": [("30%", "c3")], "claims": ["c3"]},
    ),
    (
        "a footnote's asterisks are no emphasis",
        "It was 30[^c3].\n\n[^c3]: d.csv!F2:G9 = SUM(F2*2)+SUM(G2*3)\n",
        {"figures": [("30", "c3")], "claims": ["c3"]},
    ),
    (
        "the noun stands between the figure and its mark",
        "We won 30 large deals[^c3] this year." + FENCE,
        {"figures": [("30", "c3")]},
    ),
    (
        "the mark behind the full stop",
        "Sales were 30%.[^c3] Costs fell." + FENCE,
        {"figures": [("30%", "c3")]},
    ),
    (
        "two figures with a mark each",
        "From 20%[^c1] to 30%[^c3]." + FENCE,
        {"figures": [("20%", "c1"), ("30%", "c3")]},
    ),
    (
        "two marks at one figure: the second says nothing",
        "It was 30%[^c3][^c1]." + FENCE,
        {"figures": [("30%", "c3")]},
    ),
    (
        "a mark after a sentence without figures",
        "It was 30%. Nobody knows why[^c3]." + FENCE,
        {"figures": [("30%", None)]},
    ),
    (
        "a footnote that is a footnote",
        "It was 30%[^note].\n\n[^note]: See the appendix.\n" + FENCE,
        {"figures": [("30%", None)]},
    ),
    (
        "a numbered footnote is no claim",
        "It was 30%[^1].\n\n[^1]: Source: d.csv, 12 rows.\n",
        {"figures": [("30%", None), ("12", None)]},
    ),
    (
        "a mark without claim and footnote names a claim that is not there",
        "It was 30%[^c9]." + FENCE,
        {"figures": [("30%", "c9")]},
    ),
    (
        "a mark in a table cell",
        "| a | sales |\n|---|---|\n| x | 30%[^c3] |\n" + FENCE,
        {"figures": [("30%", "c3")]},
    ),
    (
        "a footnote that defines what the fence defines",
        "It was 30%[^c3].\n\n[^c3]: d.csv!F2 = F2\n" + FENCE,
        {"figures": [("30%", "c3")], "flawed": ["c3", "c3"], "claims": ["c1"]},
    ),
    (
        "a mark behind a link",
        "It was [30%](#c1)[^c3]." + FENCE,
        {"figures": [("30%", "c1")]},
    ),
    (
        "a fence in a footnote's body",
        "It was [30%](#c3)[^a].\n\n[^a]: See\n\n    ```claims\n    [c3] d!F2\n    ```",
        {"figures": [("30%", "c3")], "claims": ["c3"]},
    ),
    (
        "carriage returns alone end lines",
        ("It was [30%](#c3)." + FENCE).replace("\n", "\r"),
        {"figures": [("30%", "c3")], "claims": BOTH},
    ),
    (
        "CRLF and a byte order mark",
        ("\ufeffIt was 30%[^c3]." + FENCE).replace("\n", "\r\n"),
        {"figures": [("30%", "c3")], "claims": BOTH},
    ),
    (
        "a mark in code is code",
        "It was `30%[^c3]`." + FENCE,
        {"figures": [], "asides": [("30%", "code"), ("c3", "code")]},
    ),
    (
        "emphasis between figure and mark",
        "It was **30%**[^c3]." + FENCE,
        {"figures": [("30%", "c3")]},
    ),
    (
        "money before a mark",
        "It was $4.1M[^c3] of $5.2M[^c1]." + FENCE,
        {"figures": [("$4.1M", "c3"), ("$5.2M", "c1")]},
    ),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [row[1:] for row in ODDITIES],
    ids=[row[0] for row in ODDITIES],
)
def test_what_becomes_of_it(text, expected, bound):
    found = bound(text.encode(), "report.md")
    assert {key: found[key] for key in expected} == expected


def test_there_are_enough_oddities():
    assert len(ODDITIES) >= 20


def test_a_flaw_in_a_footnote_names_its_place(read):
    report = read(
        "It was 30%[^c3].\n\n[^c3]: d.csv!F2:F9\n    reads F2:F3 = 1\n    = F2\n"
    )
    (claim,) = report.claims
    assert claim.flaw is not None
    assert claim.flaw.line == 4
