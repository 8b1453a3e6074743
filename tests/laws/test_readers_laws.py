"""Laws of the report readers: any text, exact spans, and claims that round-trip."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import example, given, settings, strategies as st

from verifier.errors import AddressError, ReportError
from verifier.model.address import Area, Reference
from verifier.model.claim import Assumption, CalculationKind, Claim, ReadCell
from verifier.model.keyed import Key
from verifier.model.lines import LineTable, locate
from verifier.model.quantity import Convention
from verifier.model.report import Report
from verifier.readers import (
    parse_claims,
    parse_claims_json,
    print_claims,
    print_claims_json,
    read_report,
)
from verifier.readers.markdown import read_markdown

pytestmark = pytest.mark.no_cover

# Fragments that mean something to Markdown, put together in any order.
# fmt: off
_FRAGMENTS = [
    "12%", "$4.1M", "1\u00a0234,5", "a", "é", "📈", "\ufffc", "\n", "\n\n", "\r\n",
    "\r", "\t", "*", "**", "_", "`", "```", "~~~", "#", "##", ">", "-", "1.", "|",
    "|-", "|", "---", "[", "]", "(", ")", "[c1]", "[12](#c1)", "[c1]:#c1",
    "![12%](x)", "[^1]", "[^1]:", "<b>", "</b>", "<!--", "-->", "verifier:ignore[X]",
    "$", "$$", "\\", "^", "&", "&nbsp;", "&#46;", "http://a.b", "www.c.d", "x@y.z",
    "claims", "=", "reads", "assumes", "external", "d.csv!F2", "'q'", "\ufeff",
    "\u0000", ":", ";", ",", "sources:", "numbers:ru", " ", "    ",
    "<div>", "<p title='", "<td>", "<style>", "</style>", "<div hidden>", "</div>",
    "<img alt='&#36;9'>", "&#36;",
]
_WORDS = [
    "[c1]", "[c2]", "[", "]", "d.csv!F2", "F2:F3", ",", ";", "=", "1", "reads",
    "assumes", "external", "rows", ":", "'", '"', "\n", "\n\n", "SELECT", "SUM(F2)",
    "\t", "!", "21%", "[x]", " ", "\n[c3] d!F2\n",
]
# fmt: on
markdown = st.lists(st.sampled_from(_FRAGMENTS), max_size=60).map("".join)
evidence = st.lists(st.sampled_from(_WORDS), max_size=40).map("".join)


def attempt(read, *given):
    """Returns what was read, or the error that says why nothing was."""
    try:
        return read(*given)
    except ReportError as error:
        return error


def slices(report: Report) -> bool:
    """Returns whether every passage leads back to the report."""
    for passage in report.passages:
        place = 0
        for piece in passage.pieces:
            assert piece.start == place
            assert piece.start < piece.end
            assert 0 <= piece.origin_start < piece.origin_end <= len(report.text)
            place = piece.end
            origin = report.text[piece.origin_start : piece.origin_end]
            shown = passage.text[piece.start : piece.end]
            if len(origin) == len(shown):
                assert same(origin, shown)
        assert place == len(passage.text)
        for link in passage.links:
            assert 0 <= link.start <= link.end <= len(passage.text)
            written = report.text[link.span.start : link.span.end]
            assert written.startswith("[")
    return True


def same(origin: str, shown: str) -> bool:
    """Returns whether two texts are the same, breaks and replaced signs apart."""
    return all(a == b or b in " \n\ufffc" for a, b in zip(origin, shown, strict=True))


@given(markdown)
@settings(max_examples=400)
@example("---\nlang: é\n---\n\n[12](#c1)")
@example("| 1\\|2 |\n|--|\n| `a\\|b` ![x\\|y](z) |")
def test_every_passage_leads_back_to_the_report(text):
    report = read_markdown(text, "report")
    assert slices(report)
    lines = LineTable.of(report.text)
    for passage in report.passages:
        span = locate(passage, 0, len(passage.text), lines)
        assert span.start == passage.pieces[0].origin_start
        assert span.end == passage.pieces[-1].origin_end


@given(markdown)
def test_reading_twice_gives_the_same_report(text):
    assert read_markdown(text, "report") == read_markdown(text, "report")


@given(markdown)
def test_remarks_and_claims_name_lines_that_are_there(text):
    report = read_markdown(text, "report")
    last = len(LineTable.of(report.text).starts)
    for remark in report.remarks:
        assert 1 <= remark.line <= last
        assert remark.column >= 1
    for claim in report.claims:
        assert 1 <= claim.line <= last
        assert claim.calculation_line <= last
        assert claim.flaw is None or 1 <= claim.flaw.line <= last
    for suppression in report.suppressions:
        first, end = suppression.covers
        assert 1 <= first == suppression.line <= end <= last


@given(st.binary(max_size=200))
@example(b"\xff\xfe\x00")
@example("é\r\n".encode("utf-16"))
def test_any_bytes_are_a_report_or_a_report_error(content):
    found = attempt(read_report, content, "report.md")
    if isinstance(found, Report):
        assert slices(found)
    else:
        assert str(found).startswith("report.md: ")


@given(st.text(max_size=200))
@example("\ud800")
def test_any_text_is_a_report_or_a_report_error(text):
    found = attempt(read_markdown, text, "report")
    assert isinstance(found, Report) or "surrogate" in str(found)
    assert not isinstance(found, Report) or slices(found)


@given(evidence)
def test_any_evidence_is_claims(text):
    claims = parse_claims(text, 1, Convention())
    openers = [line for line in text.split("\n") if line.startswith("[")]
    assert len(claims) == len(openers)


@given(st.text(max_size=300))
def test_any_json_text_is_claims_or_a_report_error(text):
    found = attempt(parse_claims_json, text)
    assert isinstance(found, tuple | ReportError)


words = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=8)
phrases = st.lists(words, min_size=1, max_size=4).map(" ".join)
ids = st.from_regex(r"[a-zA-Zа-я][a-zA-Zа-я0-9_.\-]{0,10}", fullmatch=True)
prefixes = st.lists(phrases, max_size=2).map(tuple)
columns = st.integers(1, 16_384)
rows = st.integers(1, 1_048_576)
cells = st.builds(lambda c, r: Area(c, r, c, r), columns, rows)
blocks = st.builds(
    lambda c, r, w, h: Area(c, r, min(c + w, 16_384), r + h),
    columns,
    rows,
    st.integers(0, 9),
    st.integers(0, 999),
)
headers = st.builds(lambda h: Area(header=h), words)
areas = st.one_of(cells, blocks, headers)
keys = st.lists(
    st.builds(
        Key, phrases, st.one_of(phrases, st.integers(-(10**9), 10**9).map(Decimal))
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda key: " ".join(key.column.split()).casefold(),
).map(tuple)
keyed = st.builds(Reference, prefixes, headers, keys)
lines = st.one_of(
    st.sampled_from(["FROM deals", "  WHERE a = 'x;y'", "", "[x] + 1", "= 2", " -- b"]),
    phrases,
)
formulas = st.lists(lines, max_size=3).map(lambda ls: "\n".join(["= SUM(F2)", *ls]))
queries = st.lists(lines, max_size=3).map(lambda ls: "\n".join(["SELECT 1", *ls]))


@st.composite
def claims_lists(draw) -> tuple[Claim, ...]:
    names = draw(st.lists(ids, unique=True, max_size=4))
    return tuple(draw(claims(name)) for name in names)


@st.composite
def claims(draw, name: str) -> Claim:
    first = draw(st.builds(Reference, prefixes, areas).filter(is_readable))
    given_prefixes = first.prefixes
    citations = [first]
    for prefix, area in draw(st.lists(st.tuples(prefixes, areas), max_size=3)):
        reference = Reference(prefix or given_prefixes, area)
        if is_readable(reference):
            citations.append(reference)
            given_prefixes = reference.prefixes
    for one in draw(st.lists(keyed, max_size=2)):
        reference = one.within(one.prefixes or given_prefixes)
        if is_readable(reference):
            citations.append(reference)
            given_prefixes = reference.prefixes
    calculation = unbracketed(draw(st.one_of(st.just(""), formulas, queries)))
    return Claim(
        id=name,
        citations=tuple(citations),
        reads=tuple(draw(st.lists(read_cells, max_size=3, unique_by=str_of_cell))),
        rows=draw(st.one_of(st.none(), st.integers(0, 10**17))),
        assumptions=tuple(
            draw(
                st.lists(st.builds(assumption, st.integers(1, 99), phrases), max_size=2)
            )
        ),
        calculation=calculation,
        kind=kind_of(calculation),
    )


def is_readable(reference: Reference) -> bool:
    """Returns whether an address can be read again: `t[a]` needs a table before it."""
    try:
        return Reference.parse(str(reference)) == reference
    except AddressError:
        return False


def str_of_cell(read: ReadCell) -> str:
    return str(read.reference)


def unbracketed(calculation: str) -> str:
    """Returns a calculation in the form that text can hold."""
    listed = (f" {x}" if x.startswith("[") else x for x in calculation.split("\n"))
    return "\n".join(listed).strip()


def kind_of(calculation: str) -> CalculationKind:
    if not calculation:
        return CalculationKind.NONE
    is_formula = calculation.startswith("=")
    return CalculationKind.FORMULA if is_formula else CalculationKind.SQL


read_cells = st.builds(
    lambda reference, text: ReadCell(reference, text, 0),
    st.one_of(
        st.builds(lambda area: Reference((), area), cells), keyed.filter(is_readable)
    ),
    phrases,
)


def assumption(percent: int, origin: str) -> Assumption:
    value = Decimal(percent) / 100
    return Assumption(f"{percent}%", value, Decimal("0.01"), origin, 0)


def without_lines(claim: Claim) -> Claim:
    """Returns a claim as if it came from nowhere."""
    return replace(
        claim,
        line=0,
        calculation_line=0,
        reads=tuple(replace(read, line=0) for read in claim.reads),
        assumptions=tuple(replace(a, line=0) for a in claim.assumptions),
    )


@given(claims_lists())
@settings(max_examples=200)
def test_printed_claims_are_read_again(listed):
    again = parse_claims(print_claims(listed), 1, Convention())
    assert tuple(map(without_lines, again)) == listed


@given(claims_lists())
def test_claims_printed_as_json_are_read_again(listed):
    assert parse_claims_json(print_claims_json(listed)) == listed


@given(claims_lists())
def test_a_fence_in_a_report_holds_the_same_claims(listed):
    text = f"Text\n\n``````claims\n{print_claims(listed)}``````\n"
    report = read_markdown(text, "report")
    assert tuple(map(without_lines, report.claims)) == listed
