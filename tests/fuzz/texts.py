"""Targets that read text: the grammars, the numbers, the configuration, the pipes."""

from __future__ import annotations

import io
import os
import re
import tempfile
import unicodedata
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from tests.fuzz import seeds
from tests.fuzz.target import Target, require, text_of
from verifier.errors import AddressError, FormulaError, PolicyError, ReportError
from verifier.figures import read_cell, read_mentions, read_number
from verifier.formula import parse, references
from verifier.model.address import Reference
from verifier.model.lines import LineTable, locate
from verifier.model.plan import Outcome
from verifier.model.quantity import Convention
from verifier.model.reason import Reason
from verifier.model.report import Span
from verifier.model.source import (
    CellKind,
    ColumnLayout,
    Decision,
    Declarer,
    Sheet,
    SheetKey,
    SheetLayout,
    Source,
)
from verifier.model.visible import one_line, visible
from verifier.readers import (
    parse_claims,
    parse_claims_json,
    print_claims,
    print_claims_json,
    read_report,
)
from verifier.readers.markdown.front_matter import read_front_matter
from verifier.renderers._paint import painter
from verifier.renderers._snippet import snippet
from verifier.renderers._visible import shorten, width
from verifier.shell.configuration import Command, Settings, settings_for
from verifier.worker.wire import BrokenFrame, decode_answer, encode_answer, read_frame

UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_CONVENTIONS = (Convention(), Convention(",", "ru"))


def _claims(content: bytes) -> None:
    text = text_of(content)
    claims = parse_claims(text, 1, Convention())
    openers = [line for line in re.split(r"\r\n?|\n", text) if line.startswith("[")]
    require(len(claims) == len(openers), "each line that begins with [ is a claim")
    sound = tuple(c for c in claims if c.flaw is None)
    again = parse_claims(print_claims(sound), 1, Convention())
    require(
        tuple(map(_placeless, again)) == tuple(map(_placeless, sound)),
        "printed claims are read again",
    )


def _placeless(claim):
    """Returns a claim as if it came from nowhere."""
    return replace(
        claim,
        line=0,
        calculation_line=0,
        reads=tuple(replace(read, line=0) for read in claim.reads),
        assumptions=tuple(replace(a, line=0) for a in claim.assumptions),
    )


def _claims_json(content: bytes) -> None:
    try:
        claims = parse_claims_json(text_of(content))
    except ReportError:
        return
    sound = tuple(claim for claim in claims if claim.flaw is None)
    require(parse_claims_json(print_claims_json(sound)) == sound, "read again")


def _report(content: bytes) -> None:
    try:
        report = read_report(content, "report.md")
    except ReportError:
        return
    lines = LineTable.of(report.text)
    for passage in report.passages:
        place = 0
        for piece in passage.pieces:
            require(piece.start == place < piece.end, "pieces follow each other")
            inside = 0 <= piece.origin_start < piece.origin_end <= len(report.text)
            require(inside, "a piece is from the report")
            place = piece.end
        require(place == len(passage.text), "pieces fill their passage")
        locate(passage, 0, len(passage.text), lines)
        for link in passage.links:
            require(report.text[link.span.start] == "[", "a link begins with [")
    places = [r.line for r in report.remarks] + [c.line for c in report.claims]
    require(all(1 <= p <= len(lines.starts) for p in places), "lines are there")


def _formula(content: bytes) -> None:
    text = text_of(content)
    try:
        formula = parse(text)
    except FormulaError as error:
        require(error.position <= len(text), "an error is at a place")
        return
    require(parse(str(formula)) == formula, "what is printed is read again")
    list(references(formula))


def _address(content: bytes) -> None:
    try:
        reference = Reference.parse(text_of(content))
    except AddressError:
        return
    require(Reference.parse(str(reference)) == reference, "printed, then read again")


def _numbers(content: bytes) -> None:
    text = text_of(content)
    at = len(text) // 3
    digits = {at for at, letter in enumerate(text) if letter in "0123456789"}
    for convention in _CONVENTIONS:
        for links in ((), ((at, 2 * at),)):
            behind = 0
            mentions = read_mentions(text, convention, links=links)
            for mention in mentions:
                require(behind <= mention.start < mention.end, "no overlaps")
                require(text[mention.start : mention.end] == mention.text, "slices")
                behind = mention.end
            covered = {i for m in mentions for i in range(m.start, m.end)}
            require(digits <= covered, "no digit is dropped")
        number = read_number(text, convention)
        require(number is None or number.last_digit > 0, "a last digit")
        cell = read_cell(text, convention.decimal)
        require(cell is None or cell.value.is_finite(), "a cell is finite")


def _front_matter(content: bytes) -> None:
    text = text_of(content)
    found = read_front_matter(text)
    require(0 <= found.end <= len(text), "it ends in the text")
    last = text.count("\n") + text.count("\r") + 1
    require(all(1 <= r.line <= last for r in found.remarks), "lines are there")


def _configuration(content: bytes) -> None:
    with tempfile.TemporaryDirectory(dir=ram()) as folder:
        path = Path(folder) / "verifier.toml"
        path.write_bytes(content)
        _settings(str(path.with_name("report.md")), Command())
    _settings("-", Command(config=(text_of(content),), isolated=True))
    _settings("-", Command(sources=(text_of(content),), isolated=True))


def _settings(report: str, command: Command) -> None:
    try:
        found = settings_for(report, command)
    except PolicyError as error:
        require(error.where, "an error says where")
        return
    require(isinstance(found, Settings), "settings")
    require(hash(found) == hash(settings_for(report, command)), "the same again")
    str(found)


def ram() -> str | None:
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - a folder of its own is made in it


def _visible(content: bytes) -> None:
    text = text_of(content)
    for seen in (visible(text), one_line(text)):
        unseen = {c for c in seen if unicodedata.category(c) in UNSEEN}
        require(not unseen, "nothing unseen")
        require(visible(seen) == seen, "it is its own visible form")
        for columns in (1, 2, 9, 80):
            require(width(shorten(seen, columns)) <= columns, "it fits")
    line = text.partition("\n")[0].replace("\r", "")
    half = len(line) // 2
    span = Span(half, len(line), 1, half + 1, 1, len(line) + 1)
    for columns in (40, 100):
        for row in snippet(line, span, columns, painter(color=False)):
            require(visible(row) == row, "a snippet shows nothing unseen")


def _wire(content: bytes) -> None:
    stream = io.BytesIO(content)
    try:
        while (frame := read_frame(stream, 1 << 20)) is not None:
            _answer(frame)
    except BrokenFrame:
        pass
    _answer(content)


def _answer(content: bytes) -> None:
    try:
        answer = decode_answer(content)
    except BrokenFrame:
        return
    require(decode_answer(encode_answer(answer)) == answer, "sent again, the same")


_SETTINGS = b"""select = ["ALL"]
strict_sources = true
limits.memory = "2GB"

[sources.deals]
path = "deals.csv"
delimiter = ";"
"""
_SHEET = Sheet(SheetKey("d", "S"), "sheet_1", 9, 2, 1, ("a", ""), ((2, 3),))
_ANSWERS = (
    Outcome(CellKind.NUMBER, Decimal("-1.5"), exact=True),
    Outcome(None, problem=Reason.LIMIT, message="no time"),
    SheetLayout(_SHEET, {1: ColumnLayout("A", 2, frozenset({CellKind.DATE}), "a")}),
    Source("d", "d.csv", "", Declarer.REPORT, (Decision("a", ";"),), (_SHEET,)),
)

MARKDOWN = (
    *(
        "[12](#c1)",
        "```claims\n",
        "```",
        "~~~",
        "---\n",
        "| 1 | 2 |\n|--|--|\n",
        "<!--",
    ),
    *("-->", "[^1]", "[^1]: ", "$$", "\\$", "**", "<b>", "</b>", "&#46;", "![1](x)"),
    *("#skip", "verifier:ignore[H015] ", "\n> ", "\n1. ", "\n    ", "\r\n", "\u00a0"),
)
_CLAIMS = (
    *("[c1] ", "reads ", "assumes ", "external", "rows = 3", "d.csv!F2:F9", ", ", "; "),
    *(
        "= SUM(F2)",
        "SELECT ",
        "'q'!",
        '"',
        "t[a]",
        "\n ",
        "$F$2",
        "[b]Sheet1!A1",
        "2:2",
    ),
)
_NUMBERS = (
    *("1,200", "$4.1M", "12.4%", "~", "about ", "over ", "half", "one in ", "млн", "–"),
    *("₽", "тыс.", "в 1,5 раза", "doubled", "Q3 ", "½", "(", ")", "\u00a0", "'", "bp"),
    *("percentage points", "от ", "до ", "twelve", "hundred", "March ", "2025", "x"),
)
_TOML = (
    *(
        "sources.",
        "path = ",
        "[sources.a]\n",
        "select = ",
        "limits.seconds = ",
        "numbers",
    ),
    *(
        "strict_sources = true",
        "'",
        '"',
        "[",
        "]",
        "output_format",
        "delimiter",
        "1e999",
    ),
    *(
        "fail_on",
        "baseline",
        "nan",
        "inf",
        "limits.memory",
        "0x1",
        "1979-05-27",
        "{",
        "}",
    ),
)
_WIRE = (
    *(
        '["Outcome",[',
        '["CellKind",[1]]',
        '["Decimal",["1"]]',
        '["tuple",[',
        "]]",
        "null",
    ),
    *('["dict",[', '["Sheet",[', '["SheetKey",["a","b"]]', '["Quote",[', '["Done",[]]'),
    *(
        '["frozenset",[',
        '["Source",[',
        '["Reason",["limit"]]',
        "true",
        '"NaN"',
        '"sNaN"',
    ),
)
FORMULA_WORDS = (
    *(
        "SUM(",
        "IF(",
        "SUMIFS(",
        "LET(",
        "IFERROR(",
        "A1:B9",
        "A:A",
        "$A$1",
        "!",
        "{1,2}",
    ),
    *(
        '"',
        '">0"',
        "<>",
        "%",
        "^",
        "&",
        "t[a]",
        "TRUE",
        "#N/A",
        "-",
        "ROUND(",
        "INDEX(",
    ),
    *("1E300", ";", "SUMPRODUCT(", "XLOOKUP(", "DATE(", "TEXT(", "--", "@", "LAMBDA("),
)

TEXTS = (
    Target("claims", _claims, seeds.fences, _CLAIMS),
    Target(
        "claims-json",
        _claims_json,
        lambda: [b'{"claims": []}', *_printed_json()],
        ('"id"', '"ranges"', '"reads"', '"assumes"', '"calculation"', "[", "{", "null"),
    ),
    Target("report", _report, seeds.reports, MARKDOWN),
    Target("formula", _formula, seeds.formulas, FORMULA_WORDS, 1024),
    Target("address", _address, seeds.fences, _CLAIMS, 256),
    Target("numbers", _numbers, seeds.reports, _NUMBERS, 512),
    Target(
        "front-matter",
        _front_matter,
        lambda: [b"---\nsources:\n  deals: d.csv\nnumbers: ru\nlang: en\n---\n"],
        ("---\n", "sources:\n", "numbers: ", "  a: b", "'", '"', " #", "...", "\r"),
        1024,
    ),
    Target(
        "configuration",
        _configuration,
        lambda: [_SETTINGS, b"limits.seconds=3", b"deals=d.csv"],
        _TOML,
        1024,
    ),
    Target("visible", _visible, seeds.reports, ("\x1b[31m", "\u202e", "日", "\u0301")),
    Target(
        "wire", _wire, lambda: [encode_answer(answer) for answer in _ANSWERS], _WIRE
    ),
)


def _printed_json() -> list[bytes]:
    found = (parse_claims(f.decode(), 1, Convention()) for f in seeds.fences())
    return [print_claims_json(claims).encode() for claims in found if claims]
