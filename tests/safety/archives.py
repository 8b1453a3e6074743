"""Workbooks made by hand, part by part, so that any part can lie."""

from __future__ import annotations

import io
import struct
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET = "xl/worksheets/sheet1.xml"

TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def relations(*targets: tuple[str, str], mode: str = "") -> str:
    """Returns a part of relations: r1, r2, … of a kind each, with their targets."""
    extra = f' TargetMode="{mode}"' if mode else ""
    rows = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{target}"{extra}/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def workbook_part(*names: str, inside: str = "") -> str:
    """Returns the workbook's part with sheets of these names, related by r1, r2, …"""
    sheets = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>'
        for n, name in enumerate(names, 1)
    )
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{inside}'
        f"<sheets>{sheets}</sheets></workbook>"
    )


def sheet_part(rows: str, behind: str = "", before: str = "") -> str:
    """Returns a sheet's part."""
    return (
        f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}'
        f"<sheetData>{rows}</sheetData>{behind}</worksheet>"
    )


def styles_part(*formats: str) -> str:
    """Returns styles: style 0 plain, then one for each number format."""
    declared = "".join(
        f'<numFmt numFmtId="{200 + n}" formatCode="{code}"/>'
        for n, code in enumerate(formats)
    )
    styles = "".join(f'<xf numFmtId="{200 + n}"/>' for n, _ in enumerate(formats))
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts>{declared}</numFmts><cellXfs>'
        f'<xf numFmtId="0"/>{styles}</cellXfs></styleSheet>'
    )


def texts_part(*texts: str) -> str:
    """Returns the part of shared texts."""
    items = "".join(f"<si><t>{text}</t></si>" for text in texts)
    return f'<sst xmlns="{MAIN}">{items}</sst>'


def parts_of(rows: str = "", **parts: str) -> dict[str, str | bytes]:
    """Returns the parts of a workbook with one sheet, some of them replaced."""
    found: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": workbook_part("Data"),
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml"),
            ("sharedStrings", "sharedStrings.xml"),
            ("styles", "styles.xml"),
        ),
        "xl/sharedStrings.xml": texts_part("hello", "7"),
        "xl/styles.xml": styles_part("yyyy-mm-dd"),
        SHEET: sheet_part(rows),
    }
    names = {
        "rels": "_rels/.rels",
        "workbook": "xl/workbook.xml",
        "relations": "xl/_rels/workbook.xml.rels",
        "texts": "xl/sharedStrings.xml",
        "styles": "xl/styles.xml",
        "sheet": SHEET,
    }
    found |= {names[key]: text for key, text in parts.items()}
    return {name: text for name, text in found.items() if text}


def zipped(parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Returns an archive of parts, the same bytes each time."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text, compress_type=method)
    return stream.getvalue()


def book(rows: str = "", **parts: str) -> bytes:
    """Returns a workbook whose only sheet has the given rows."""
    return zipped(parts_of(rows, **parts))


def cell(value: str, kind: str = "", more: str = "", place: str = "A1") -> str:
    """Returns a row with one cell."""
    sort = f' t="{kind}"' if kind else ""
    row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'<row r="{row}"><c r="{place}"{sort}{more}><v>{value}</v></c></row>'


def with_size(content: bytes, part: str, size: int) -> bytes:
    """Returns an archive that declares another unpacked size for a part."""
    changed = bytearray(content)
    for mark, sizes, names in ((b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)):
        at = changed.find(mark)
        while at >= 0:
            if changed[at + names :].startswith(part.encode()):
                struct.pack_into("<I", changed, at + sizes, size)
            at = changed.find(mark, at + 4)
    return bytes(changed)


def with_method(content: bytes, method: int) -> bytes:
    """Returns an archive that declares another method of compression."""
    changed = bytearray(content)
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = changed.find(mark)
        while at >= 0:
            struct.pack_into("<H", changed, at + place, method)
            at = changed.find(mark, at + 4)
    return bytes(changed)


def twice(rows: str, others: str) -> bytes:
    """Returns an archive that holds one sheet twice, with other rows each time."""
    other = SHEET.replace("1", "9")
    content = zipped(parts_of(rows) | {other: sheet_part(others)})
    return content.replace(other.encode(), SHEET.encode())
