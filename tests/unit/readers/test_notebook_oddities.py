"""What notebooks really hold, and what becomes of it.

A row is: what is odd, the cells, and what must be told of them. Cells are written as
(kind, text) or (kind, text, outputs).
"""

import json

import nbformat
import pytest
from nbformat import v4

from verifier.errors import ReportError
from verifier.readers import read_report

FENCE = ("markdown", "```claims\n[c1] d.csv!F2\n= F2\n```")


def stream(text, name="stdout"):
    return {"output_type": "stream", "name": name, "text": text}


def display(**forms):
    named = {form.replace("_", "/", 1): text for form, text in forms.items()}
    return {"output_type": "display_data", "data": named, "metadata": {}}


def notebook(*cells, **metadata):
    """Returns the bytes of a notebook, written by hand."""
    listed = []
    for kind, text, *outputs in cells:
        cell = {"cell_type": kind, "metadata": {}, "source": text}
        if kind == "code":
            cell |= {"outputs": outputs, "execution_count": 1}
        listed.append(cell)
    whole = {"cells": listed, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole).encode()


ODDITIES = [
    (
        "a figure in one cell, its claim in another",
        notebook(("markdown", "# T\n\nIt was [30%](#c1)."), FENCE),
        {
            "figures": [("30%", "c1")],
            "claims": ["c1"],
            "places": [("cell 1", 3, 9)],
        },
    ),
    (
        "the source as a list of lines",
        notebook(("markdown", ["It\n", "was 30%\n", "in all."])),
        {"figures": [("30%", None)], "places": [("cell 1", 2, 5)]},
    ),
    (
        "code is no prose; its cell counts all the same",
        notebook(("code", "x = 12  # 99%"), ("markdown", "30%")),
        {"figures": [("30%", None)], "asides": [], "places": [("cell 2", 1, 1)]},
    ),
    (
        "what code printed is prose",
        notebook(("code", "", stream("rows\ntotal 30%\n"))),
        {"figures": [("30%", None)], "places": [("cell 1 output 1", 2, 7)]},
    ),
    (
        "what code printed in red",
        notebook(("code", "", stream("\x1b[31m30%\x1b[0m lost\n", "stderr"))),
        {"figures": [("30%", None)]},
    ),
    (
        "a progress bar's carriage returns end lines",
        notebook(("code", "", stream("at 10%\rat 20%\n"))),
        {"figures": [("10%", None), ("20%", None)]},
    ),
    (
        "the value of a cell",
        notebook(("code", "", display(text_plain="30.5"))),
        {"figures": [("30.5", None)]},
    ),
    (
        "an output in Markdown may cite",
        notebook(("code", "", display(text_markdown="It was [30%](#c1).")), FENCE),
        {"figures": [("30%", "c1")]},
    ),
    (
        "an output in HTML is what the page shows, not its plain text",
        notebook(
            ("code", "", display(text_html="<p>30%</p>", text_plain="<obj at 0x7f12>"))
        ),
        {"figures": [("30%", None)], "asides": []},
    ),
    (
        "a frame as HTML: its figures need claims, too",
        notebook(
            (
                "code",
                "",
                display(
                    text_html="<table><tr><th><th>share, %<tr><th>EMEA<td>30</table>"
                ),
            )
        ),
        {"figures": [("30", None)]},
    ),
    (
        "the words beside a picture are no prose",
        notebook(
            (
                "code",
                "",
                display(image_png="aGk=", text_plain="<Figure with 12% margin>"),
            )
        ),
        {"figures": [], "asides": [("12%", "code")]},
    ),
    (
        "a formula alone",
        notebook(("code", "", display(text_latex="$12%$"))),
        {"figures": [], "asides": [("$12%$", "code")]},
    ),
    (
        "an error's message is no prose, yet listed",
        notebook(
            (
                "code",
                "",
                {
                    "output_type": "error",
                    "ename": "ValueError",
                    "evalue": "12% lost",
                    "traceback": [],
                },
            )
        ),
        {"figures": [], "asides": [("12%", "code")]},
    ),
    (
        "claims in a raw cell, as they are",
        notebook(("markdown", "[30%](#c1)"), ("raw", "[c1] d.csv!F2\n= F2")),
        {"figures": [("30%", "c1")], "claims": ["c1"]},
    ),
    (
        "claims in a raw cell, in a fence",
        notebook(("markdown", "[30%](#c1)"), ("raw", FENCE[1])),
        {"figures": [("30%", "c1")], "claims": ["c1"]},
    ),
    (
        "other raw cells are no prose, yet listed",
        notebook(("raw", "\\section{12\\% growth, or 13%}")),
        {"figures": [], "asides": [("12%", "code"), ("13%", "code")]},
    ),
    (
        "claims in the metadata",
        notebook(
            ("markdown", "[30%](#c1)"),
            claims=[{"id": "c1", "cells": ["d.csv!F2"], "calculation": "= F2"}],
        ),
        {"figures": [("30%", "c1")], "claims": ["c1"]},
    ),
    (
        "a front matter in the first cell",
        notebook(("raw", "---\nnumbers: ru\n---"), ("markdown", "Доля 1.234,5 руб.")),
        {"remarks": []},
    ),
    (
        "an open fence ends with its cell",
        notebook(("markdown", "```\nx"), ("markdown", "30%")),
        {"figures": [("30%", None)], "remarks": ["unclosed-fence"]},
    ),
    (
        "a claim defined in two cells",
        notebook(FENCE, FENCE, ("markdown", "[30%](#c1)")),
        {"claims": [], "flawed": ["c1", "c1"]},
    ),
    (
        "an empty cell counts, and has no lines",
        notebook(("markdown", ""), ("markdown", "\n"), ("markdown", "30%")),
        {"figures": [("30%", None)], "places": [("cell 3", 1, 1)]},
    ),
    (
        "a cell without a line end does not join the next",
        notebook(("markdown", "It was 3"), ("markdown", "0% of all")),
        {"figures": [("3", None), ("0%", None)]},
    ),
    (
        "a byte order mark within a cell",
        notebook(("markdown", "\ufeffIt was 30%.")),
        {"figures": [("30%", None)], "places": [("cell 1", 1, 8)]},
    ),
    (
        "a comment accepts what follows in its cell",
        notebook(("markdown", "<!-- verifier: ignore[uncited] agreed -->\n30%")),
        {"figures": [("30%", None)], "remarks": []},
    ),
]


@pytest.mark.parametrize(
    ("content", "expected"),
    [row[1:] for row in ODDITIES],
    ids=[row[0] for row in ODDITIES],
)
def test_what_becomes_of_it(content, expected, bound):
    found = bound(content, "report.ipynb")
    assert {key: found[key] for key in expected} == expected


def test_there_are_enough_oddities():
    assert len(ODDITIES) >= 20


REFUSED = [
    ("no JSON", b"# Title", "no JSON"),
    ("no object", b"[]", "the notebook is []"),
    ("version 3", b'{"nbformat": 3, "worksheets": []}', "nbformat is 3"),
    ("no cells", b'{"nbformat": 4}', "cells is null"),
    ("a cell that is none", b'{"nbformat": 4, "cells": [1]}', "cells/0 is 1"),
    (
        "an unknown kind of cell",
        b'{"nbformat": 4, "cells": [{"cell_type": "heading", "source": ""}]}',
        'cells/0/cell_type is "heading"',
    ),
    (
        "a source that is a number",
        b'{"nbformat": 4, "cells": [{"cell_type": "raw", "source": [1]}]}',
        "cells/0/source is [1]",
    ),
    ("a key twice", b'{"nbformat": 4, "nbformat": 4, "cells": []}', "stands twice"),
    ("no finite number", b'{"nbformat": 4, "cells": [], "x": NaN}', "NaN is no JSON"),
    (
        "half a sign",
        b'{"nbformat":4,"cells":[{"cell_type":"markdown","source":"\\ud800"}]}',
        "half of a surrogate pair",
    ),
    ("too deep", b'{"nbformat": 4, "cells": ' + b"[" * 100_000, "cannot be read"),
]


@pytest.mark.parametrize(
    ("content", "says"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_what_is_no_notebook_says_so(content, says):
    with pytest.raises(ReportError) as error:
        read_report(content, "report.ipynb")
    assert says in str(error.value)


def test_a_notebook_of_the_reference_library_reads_the_same(bound):
    written = v4.new_notebook(
        cells=[
            v4.new_markdown_cell("It was [30%](#c1)."),
            v4.new_code_cell("1", outputs=[v4.new_output("stream", text="of 40\n")]),
            v4.new_markdown_cell(FENCE[1]),
        ]
    )
    nbformat.validate(written)
    found = bound(nbformat.writes(written).encode(), "report.ipynb")
    assert found["figures"] == [("30%", "c1"), ("40", None)]
    assert found["claims"] == ["c1"]
    assert found["places"] == [("cell 1", 1, 9), ("cell 2 output 1", 1, 4)]


def test_a_flaw_names_cell_and_line():
    content = notebook(("markdown", "x"), ("markdown", "```claims\n[1] d.csv!F2\n```"))
    (claim,) = read_report(content, "report.ipynb").claims
    assert claim.flaw.message.startswith("cell 2, line 2, column 2:")
    twice = notebook(FENCE, FENCE)
    messages = {c.flaw.message for c in read_report(twice, "report.ipynb").claims}
    assert messages == {
        "the claim [c1] is defined 2 times, on cell 1, line 2, cell 2, line 2"
    }


def test_headings_stand_above_later_cells():
    content = notebook(
        ("markdown", "# Sales\n\n## EMEA"),
        ("code", "", stream("30%")),
        ("markdown", "40%\n\n# Costs\n\n5%"),
    )
    report = read_report(content, "report.ipynb")
    above = {p.text: p.headings for p in report.passages}
    assert above["30%"] == above["40%"] == ("Sales", "EMEA")
    assert above["5%"] == ("Costs",)
