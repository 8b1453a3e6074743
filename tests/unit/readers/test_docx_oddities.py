"""What Word documents really hold, and what becomes of it.

A row is: what is odd, the document's body in WordprocessingML, and what must be told of
it. The files are written by hand, part by part, so that nothing is tidied up.
"""

import io
import zipfile

import pytest

from verifier.readers import read_report

NAMESPACES = " ".join(
    f'xmlns:{prefix}="http://schemas.openxmlformats.org/{address}"'
    for prefix, address in {
        "w": "wordprocessingml/2006/main",
        "r": "officeDocument/2006/relationships",
        "m": "officeDocument/2006/math",
        "wp": "drawingml/2006/wordprocessingDrawing",
        "mc": "markup-compatibility/2006",
    }.items()
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = (
    '<w:style w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:styleId="Mine"><w:basedOn w:val="Heading1"/></w:style>'
    '<w:style w:styleId="SourceCode"><w:name w:val="Source Code"/></w:style>'
    '<w:style w:styleId="Ghost"><w:name w:val="Ghost"/><w:rPr><w:vanish/></w:rPr>'
    "</w:style>"
)


def relations(*listed):
    entries = "".join(
        f'<Relationship Id="{name}" Type="{RELATION}/{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if '#' in target else ''}/>"
        for name, kind, target in listed
    )
    address = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{address}">{entries}</Relationships>'


def document(body, **parts):
    """Returns the bytes of a document."""
    listed = [("s", "styles", "styles.xml"), ("x", "hyperlink", "#c1")]
    listed += [(name, name, f"{name}.xml") for name in parts]
    files = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations(("d", "officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": relations(*listed),
        "word/styles.xml": f"<w:styles {NAMESPACES}>{STYLES}</w:styles>",
        "word/document.xml": (
            f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
        ),
    }
    for name, text in parts.items():
        files[f"word/{name}.xml"] = f"<w:{name} {NAMESPACES}>{text}</w:{name}>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def t(text, properties=""):
    """Returns a run."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*runs, properties=""):
    """Returns a paragraph of runs, or of text."""
    inside = "".join(run if run.startswith("<") else t(run) for run in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def style(name):
    return f'<w:pStyle w:val="{name}"/>'


def link(*runs, target="c1"):
    inside = "".join(run if run.startswith("<") else t(run) for run in runs)
    return f'<w:hyperlink w:anchor="{target}">{inside}</w:hyperlink>'


def field(instruction, result, kind="complex"):
    if kind == "simple":
        return f"<w:fldSimple w:instr='{instruction}'>{t(result)}</w:fldSimple>"
    edges = [
        f'<w:r><w:fldChar w:fldCharType="{edge}"/></w:r>'
        for edge in ("begin", "separate", "end")
    ]
    said = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return edges[0] + said + edges[1] + t(result) + edges[2]


def table(*rows, head=""):
    listed = "".join(
        f"<w:tr>{head if number == 0 else ''}{''.join(row)}</w:tr>"
        for number, row in enumerate(rows)
    )
    return f"<w:tbl>{listed}</w:tbl>"


def tc(*runs, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(*runs)}</w:tc>"


CLAIM = p("[c1] d.csv!F2") + p("= F2")
CHECKED = {"figures": [("30%", "c1")], "claims": ["c1"]}

ODDITIES = [
    ("a link", p("It was ", link("30%"), ".") + CLAIM, CHECKED),
    (
        "runs that part a number",
        p("It was ", link("3", "0", "%")) + CLAIM,
        CHECKED | {"written": ["30%"]},
    ),
    (
        "runs that part an unlinked number, with proofing marks between",
        p(t("It was 1,2"), "<w:proofErr w:type='spellStart'/>", t("34.5")),
        {"figures": [("1,234.5", None)], "places": [("paragraph 1", 1, 8)]},
    ),
    (
        "a link as a relation to #c1",
        p(f'<w:hyperlink r:id="x">{t("30%")}</w:hyperlink>') + CLAIM,
        CHECKED,
    ),
    ("a link as a field", p(field('HYPERLINK \\l "c1"', "30%")) + CLAIM, CHECKED),
    (
        "a link as a simple field",
        p(field('HYPERLINK \\l "c1"', "30%", "simple")) + CLAIM,
        CHECKED,
    ),
    (
        "a page's number is no figure",
        p("Page ", field("PAGE", "12"), " of ", field("NUMPAGES \\* X", "30")),
        {"figures": []},
    ),
    (
        "a formula's result is one",
        p("Total: ", field("= SUM(ABOVE)", "1,234")),
        {"figures": [("1,234", None)]},
    ),
    (
        "deleted and inserted text",
        p(
            t("It was "),
            f"<w:del><w:r><w:delText>12%</w:delText></w:r></w:del><w:ins>{t('30%')}</w:ins>",
        ),
        {
            "figures": [("30%", None)],
            "asides": [("12%", "code")],
            "remarks": ["deleted-text"],
        },
    ),
    (
        "a digit that was deleted within a number",
        p(t("4"), "<w:del><w:r><w:delText>9</w:delText></w:r></w:del>", t("1%")),
        {"figures": [("4", None), ("1%", None)]},
    ),
    (
        "moved text counts where it is now",
        p(f"<w:moveFrom>{t('12%')}</w:moveFrom>", f"<w:moveTo>{t('30%')}</w:moveTo>"),
        {"figures": [("30%", None)]},
    ),
    (
        "hidden text",
        p(t("It was "), t("12%", "<w:vanish/>"), t(" then 30%")),
        {
            "figures": [("30%", None)],
            "asides": [("12%", "hidden")],
            "remarks": ["hidden-text"],
        },
    ),
    (
        "text that is not hidden after all",
        p(t("30%", '<w:vanish w:val="0"/>')),
        {"figures": [("30%", None)], "remarks": []},
    ),
    (
        "text that a style hides",
        p("12%", properties=style("Ghost")) + p("30%"),
        {"figures": [("30%", None)], "asides": [("12%", "hidden")]},
    ),
    (
        "text that was hidden before a tracked change of looks",
        p(t("30%", "<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>")),
        {"figures": [("30%", None)], "remarks": []},
    ),
    (
        "a hidden link is no citation",
        p(link(t("30%", "<w:vanish/>"))) + CLAIM,
        {"figures": [], "asides": [("30%", "hidden")]},
    ),
    (
        "white text is a figure, and its link is not trusted",
        p(link(t("30%", '<w:color w:val="FFFFFF"/>'))) + CLAIM,
        {"figures": [("30%", None)], "remarks": ["doubtful-text"]},
    ),
    (
        "tiny text likewise",
        p(link(t("30%", '<w:sz w:val="2"/>'))) + CLAIM,
        {"figures": [("30%", None)], "remarks": ["doubtful-text"]},
    ),
    (
        "a table's cell",
        p("Table 1. Sales")
        + table([tc("Region"), tc("Sales, $k")], [tc("EMEA"), tc(link("12"))])
        + CLAIM,
        {
            "figures": [("12", "c1")],
            "places": [("table 1, row 2, column 2", 1, 1)],
        },
    ),
    (
        "a head of two rows, merged cells",
        table(
            [tc("Region"), tc("Sales", properties='<w:gridSpan w:val="2"/>')],
            [tc("EMEA", properties='<w:vMerge w:val="restart"/>'), tc("1%"), tc("2%")],
            [tc("", properties="<w:vMerge/>"), tc("3%"), tc("4%")],
            head="<w:trPr><w:tblHeader/></w:trPr>",
        ),
        {"figures": [(f"{n}%", None) for n in (1, 2, 3, 4)]},
    ),
    (
        "a table in a table",
        table([f"<w:tc>{table([tc('12%')])}{p('30%')}</w:tc>"]),
        {"figures": [("12%", None), ("30%", None)]},
    ),
    (
        "a text box, which Word writes twice",
        p(
            "<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>"
            f"{p('In a box: 12%')}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback>"
            f"<w:pict><w:txbxContent>{p('In a box: 12%')}</w:txbxContent></w:pict>"
            "</mc:Fallback></mc:AlternateContent></w:r>",
            t("30%"),
        ),
        {
            "figures": [("12%", None), ("30%", None)],
            "places": [("text box 1", 1, 11), ("paragraph 1", 1, 6)],
        },
    ),
    (
        "a picture's description",
        p("<w:r><w:drawing><wp:docPr descr='Sales: 12%'/></w:drawing></w:r>", t("30%")),
        {"figures": [("30%", None)], "asides": [("12%", "code")]},
    ),
    (
        "a formula",
        p("<m:oMath><m:r><m:t>x=12%</m:t></m:r></m:oMath>", t(" and 30%")),
        {"figures": [("30%", None)], "asides": [("12%", "code")]},
    ),
    (
        "a note's mark behind a figure, raised by hand",
        p(t("It was 5,000"), t("1", '<w:vertAlign w:val="superscript"/>'), t(" cars")),
        {"figures": [("5,000", None)]},
    ),
    (
        "square metres",
        p(t("On 12 m"), t("2", '<w:vertAlign w:val="superscript"/>')),
        {"figures": [("12 m²", None)]},
    ),
    (
        "claims in a style of code, one paragraph with breaks",
        p(link("30%"))
        + p(
            t("[c1] d.csv!F2"),
            "<w:r><w:br/></w:r>",
            t("= F2"),
            properties=style("SourceCode"),
        ),
        CHECKED,
    ),
    (
        "claims in typographic quotation marks",
        p(link("30%")) + p("[c1] d.csv!A2:F9") + p("= SUMIF(A2:A9,“EMEA”,F2:F9)"),
        CHECKED | {"remarks": ["quotation-marks"]},
    ),
    (
        "prose right behind a claim's formula",
        p(link("30%")) + CLAIM + p("That was 40%."),
        {"figures": [("30%", "c1"), ("40%", None)], "claims": ["c1"]},
    ),
    (
        "SQL in several paragraphs",
        p("[c1] d.csv!F2:F9") + p("SELECT sum(f)") + p("FROM d") + p("") + p("40%"),
        {"figures": [("40%", None)], "claims": ["c1"]},
    ),
    (
        "code that is no claim",
        p("x = 12%", properties=style("SourceCode")),
        {"figures": [], "asides": [("12%", "code")]},
    ),
    (
        "content controls and smart tags are seen through",
        "<w:sdt><w:sdtContent>"
        + p("<w:smartTag>" + t("30%") + "</w:smartTag>")
        + "</w:sdtContent></w:sdt>",
        {"figures": [("30%", None)]},
    ),
    (
        "a non-breaking hyphen, a tab, a break",
        p(
            t("From"),
            "<w:r><w:tab/></w:r>",
            t("12%"),
            "<w:r><w:br/></w:r>",
            t("to 30%"),
        ),
        {
            "figures": [("12%", None), ("30%", None)],
            "places": [("paragraph 1", 1, 6), ("paragraph 1", 2, 4)],
        },
    ),
    (
        "a document that is embedded",
        '<w:altChunk r:id="x"/>' + p("30%"),
        {"figures": [("30%", None)], "remarks": ["embedded-document"]},
    ),
    (
        "a link to a heading's bookmark",
        p('<w:bookmarkStart w:name="s"/>', t("Sales"))
        + p(link("section 30", target="s")),
        {"figures": []},
    ),
]


@pytest.mark.parametrize(
    ("body", "expected"),
    [row[1:] for row in ODDITIES],
    ids=[row[0] for row in ODDITIES],
)
def test_what_becomes_of_it(body, expected, bound):
    found = bound(document(body), "report.docx")
    assert {key: found[key] for key in expected} == expected


def test_there_are_enough_oddities():
    assert len(ODDITIES) >= 20


def test_notes_headers_and_comments_are_read(bound):
    content = document(
        p("It was 30%", "<w:r><w:footnoteReference w:id='2'/></w:r>"),
        footnotes=f"<w:footnote w:id='2'>{p('Of 40%.')}</w:footnote>",
        header=p("Draft, 50%"),
        comments=f"<w:comment w:id='0'>{p('Is it 60%?')}</w:comment>",
    )
    found = bound(content, "report.docx")
    assert found["figures"] == [("30%", None), ("50%", None), ("40%", None)]
    assert found["places"][1:] == [
        ("header 1, paragraph 1", 1, 8),
        ("footnote 2", 1, 4),
    ]


def test_headings_stand_above_paragraphs_whatever_their_style_is_called():
    body = (
        p("Sales", properties=style("Mine"))
        + p("EMEA", properties=style("berschrift2"))
        + p("30%")
        + p("Costs", properties='<w:outlineLvl w:val="0"/>')
        + p("5%")
    )
    report = read_report(document(body), "report.docx")
    above = {passage.text: passage.headings for passage in report.passages}
    assert above["30%"] == ("Sales", "EMEA")
    assert above["5%"] == ("Costs",)


def test_labels_of_a_table_stand_with_its_cells():
    body = p("Sales by region, $k:") + table(
        [tc("Region"), tc("2024"), tc("2025")],
        [tc("EMEA", properties='<w:vMerge w:val="restart"/>'), tc("12"), tc("13")],
        [tc("", properties="<w:vMerge/>"), tc("14"), tc("15")],
    )
    report = read_report(document(body), "report.docx")
    labels = {
        x.text: (x.row_label, x.column_header, x.caption) for x in report.passages
    }
    assert labels["13"] == ("EMEA", "2025", "Sales by region, $k:")
    assert labels["14"] == ("EMEA", "2024", "Sales by region, $k:")
