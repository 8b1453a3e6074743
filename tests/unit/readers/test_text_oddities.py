"""What plain texts really hold, and what becomes of it."""

import pytest

END = "\n\n[c1] d.csv!F2\n= F2\n\n[c2] d.csv!F3\n= F3\n"

ODDITIES = [
    (
        "a mark behind a figure",
        "ARR was $4.1M [c1]." + END,
        {"figures": [("$4.1M", "c1")], "claims": ["c1", "c2"]},
    ),
    ("a mark without a blank", "It was 30%[c1]." + END, {"figures": [("30%", "c1")]}),
    ("a footnote's mark", "It was 30%[^c1]." + END, {"figures": [("30%", "c1")]}),
    (
        "two figures in a sentence",
        "From 20% [c1] to 30% [c2]." + END,
        {"figures": [("20%", "c1"), ("30%", "c2")]},
    ),
    (
        "a figure without a mark",
        "Of 40 firms, 30% [c1] paid." + END,
        {"figures": [("40", None), ("30%", "c1")]},
    ),
    (
        "the noun before the mark",
        "We won 30 large deals [c1] in all." + END,
        {"figures": [("30", "c1")]},
    ),
    (
        "a sentence that goes on over lines",
        "ARR was 4.1\nmillion dollars [c1], up\n12%." + END,
        {"figures": [("4.1 million dollars", "c1"), ("12%", None)]},
    ),
    (
        "an indented paragraph is prose",
        "    It was 30% [c1]." + END,
        {"figures": [("30%", "c1")], "places": [("", 1, 12)]},
    ),
    (
        "bullets and numbers of a list",
        "- 10% [c1]\n* 20%\n1. 30%\n2) 40%" + END,
        {
            "figures": [("10%", "c1"), ("20%", None), ("30%", None), ("40%", None)],
        },
    ),
    (
        "a mark that no claim has",
        "It was 30% [c9]." + END,
        {"figures": [("30%", "c9")]},
    ),
    (
        "a bracketed word is no mark",
        "It was 30% [sic] of 40% [Smith2020]." + END,
        {"figures": [("30%", None), ("40%", None)]},
    ),
    (
        "a numbered reference is no mark",
        "It was 30% [1]." + END,
        {"figures": [("30%", None)]},
    ),
    (
        "asterisks, underscores and dollars are themselves",
        "It was *30%* or $5 and $6 __x__ 2*3." + END,
        {"remarks": []},
    ),
    (
        "a text in Markdown",
        "# T\n\nIt was [30%](#c1).\n\n```claims\n[c1] d.csv!F2\n= F2\n```\n",
        {"figures": [("30%", "c1")], "claims": ["c1"]},
    ),
    (
        "carriage returns",
        ("It was 30% [c1]." + END).replace("\n", "\r\n"),
        {"figures": [("30%", "c1")], "claims": ["c1", "c2"]},
    ),
    (
        "a byte order mark",
        "\ufeffIt was 30% [c1]." + END,
        {"figures": [("30%", "c1")], "places": [("", 1, 8)]},
    ),
    (
        "evidence alone",
        END.lstrip(),
        {"figures": [], "claims": ["c1", "c2"]},
    ),
    (
        "a claim twice",
        "30% [c1]" + END + "\n[c1] d.csv!F4\n= F4\n",
        {"flawed": ["c1", "c1"], "claims": ["c2"]},
    ),
    (
        "a claim that cannot be read, behind one that can",
        "30% [c1]" + END + "\n[c3] d.csv!\n= F4\n",
        {"flawed": ["c3"], "claims": ["c1", "c2"]},
    ),
    (
        "rules of dashes",
        "Sales\n=====\n\nIt was 30% [c1].\n----------" + END,
        {"figures": [("30%", "c1")]},
    ),
    (
        "a table of blanks and bars",
        "Region   Share\n------   -----\nEMEA     30% [c1]\nAPAC   | 40%" + END,
        {"figures": [("30%", "c1"), ("40%", None)]},
    ),
    (
        "a mark after a sentence's end",
        "It was 30%. Nobody knew. [c1]" + END,
        {"figures": [("30%", None)]},
    ),
    (
        "a front matter",
        "---\nnumbers: ru\n---\n\nДоля 1.234,5 [c1]." + END,
        {"figures": [("1.234,5", "c1")]},
    ),
    (
        "a terminal's colours",
        "It was \x1b[1m30%\x1b[0m [c1]." + END,
        {"figures": [("30%", "c1")]},
    ),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [row[1:] for row in ODDITIES],
    ids=[row[0] for row in ODDITIES],
)
def test_what_becomes_of_it(text, expected, bound):
    found = bound(text.encode(), "report.txt")
    assert {key: found[key] for key in expected} == expected


def test_there_are_enough_oddities():
    assert len(ODDITIES) >= 20
