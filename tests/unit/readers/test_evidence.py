from decimal import Decimal

import pytest

from verifier.model.claim import CalculationKind
from verifier.model.quantity import Convention
from verifier.model.reason import Reason
from verifier.readers import parse_claims, print_claims

CANONICAL = """\
[c1] deals.csv!F2:F412
reads F2 = 1,200; F412 = 980; rows = 411
= SUM(F2:F412)

[c3] deals.csv!B2:F412
SELECT sum(amount) FILTER (WHERE segment = 'SMB') / sum(amount) FROM deals

[b1] external
assumes 21%: Gartner, B2B benchmark 2025, p. 4
"""


def parse(text, first_line=1, convention=None):
    return parse_claims(text, first_line, convention or Convention())


def ranges(claim):
    return [str(reference) for reference in claim.citations]


def test_the_example_of_the_specification():
    first, second, third = parse(CANONICAL, 10)
    assert [c.flaw for c in (first, second, third)] == [None, None, None]
    assert (first.id, ranges(first)) == ("c1", ["deals.csv!F2:F412"])
    assert [(str(r.reference), r.text, r.line) for r in first.reads] == [
        ("F2", "1,200", 11),
        ("F412", "980", 11),
    ]
    assert first.rows == 411
    assert first.calculation == "= SUM(F2:F412)"
    assert first.kind is CalculationKind.FORMULA
    assert (first.line, first.calculation_line) == (10, 12)
    assert second.kind is CalculationKind.SQL
    assert second.calculation.startswith("SELECT sum(amount)")
    assert (second.line, second.calculation_line) == (14, 15)
    assert third.external
    assert third.kind is CalculationKind.NONE
    assert third.calculation_line == 0
    (assumed,) = third.assumptions
    assert (assumed.text, assumed.value) == ("21%", Decimal("0.21"))
    assert assumed.last_digit == Decimal("0.01")
    assert assumed.origin == "Gartner, B2B benchmark 2025, p. 4"
    assert assumed.line == 18
    assert print_claims((first, second, third)) == CANONICAL


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("d.csv!F2, G2:G9", ["d.csv!F2", "d.csv!G2:G9"]),
        ("d.csv!F2, e.csv!F2, G2", ["d.csv!F2", "e.csv!F2", "e.csv!G2"]),
        ("b.xlsx!S!A1, B1", ["b.xlsx!S!A1", "b.xlsx!S!B1"]),
        ("b.xlsx!S!A1, T!B1, C1", ["b.xlsx!S!A1", "T!B1", "T!C1"]),
        ("[b.xlsx]S!A1", ["b.xlsx!S!A1"]),
        ("'a, b.csv'!F2,F:F", ["'a, b.csv'!F2", "'a, b.csv'!F:F"]),
        ("deals[net, amount], B2", ["deals[net, amount]", "deals!B2"]),
        ("$f$2:F2", ["F2"]),
        ("d.csv!F2,\n  G2,\n\tH2", ["d.csv!F2", "d.csv!G2", "d.csv!H2"]),
        ("d.csv!F2\n , G2", ["d.csv!F2", "d.csv!G2"]),
        ("\n  d.csv!F2", ["d.csv!F2"]),
        ("d.csv!F2,\n  selection!G2", ["d.csv!F2", "selection!G2"]),
    ],
)
def test_ranges_take_the_prefix_before_them(written, expected):
    (claim,) = parse(f"[c1] {written}\n= 1\n")
    assert claim.flaw is None
    assert ranges(claim) == expected
    assert claim.calculation == "= 1"


@pytest.mark.parametrize(
    ("body", "calculation", "line"),
    [
        ("= SUM(F2)\n", "= SUM(F2)", 2),
        ("\n\n= SUM(F2)\n\n\n", "= SUM(F2)", 4),
        ("  = SUM(F2)\n", "= SUM(F2)", 2),
        ("SELECT 1\n\n  FROM a -- x\n\n", "SELECT 1\n\n  FROM a -- x", 2),
        ("  select 1", "select 1", 2),
        ("-- dialect: postgres\nSELECT 1", "-- dialect: postgres\nSELECT 1", 2),
        ("  (SELECT 1)", "(SELECT 1)", 2),
        ("\n  F2", "F2", 3),  # a blank line ends the ranges
        ("SELECT 1\nreads F2 = 3\n", "SELECT 1\nreads F2 = 3", 2),
        ("= SUM(\r\n F2)\r\n", "= SUM(\n F2)", 2),
        ("SELECT\n  [1]\n", "SELECT\n  [1]", 2),
        ("", "", 0),
    ],
)
def test_the_calculation_is_verbatim(body, calculation, line):
    (claim,) = parse(f"[c1] d.csv!F2\n{body}")
    assert claim.flaw is None
    assert claim.calculation == calculation
    assert claim.calculation_line == line


@pytest.mark.parametrize(
    ("line", "cells", "rows"),
    [
        ('reads F2 = "a; b = c"; G2 = 1', [("F2", "a; b = c"), ("G2", "1")], None),
        ('reads F2 = "say ""no"""', [("F2", 'say "no"')], None),
        ("reads F2 = it's; G2 = 5\" pipe", [("F2", "it's"), ("G2", '5" pipe')], None),
        ("reads 'a=b.csv'!F2 = 3", [("'a=b.csv'!F2", "3")], None),
        ("reads F2 =", [("F2", "")], None),
        ("reads F2 = a = b", [("F2", "a = b")], None),
        ("reads F2 = 1; ", [("F2", "1")], None),
        ("Reads rows = 1,200", [], 1200),
        ("reads rows = 411\nreads F2 = 1", [("F2", "1")], 411),
    ],
)
def test_what_was_read(line, cells, rows):
    (claim,) = parse(f"[c1] d.csv!F2\n{line}\n= 1")
    assert claim.flaw is None
    assert [(str(read.reference), read.text) for read in claim.reads] == cells
    assert claim.rows == rows


def test_statements_come_in_any_order():
    (claim,) = parse(
        "[c1] d.csv!F2\nassumes 21,5%: the plan: v2\n\nreads F2 = 1\n"
        "assumes 3 млн ₽: бюджет\n= F2\n",
        convention=Convention(",", "ru"),
    )
    assert claim.flaw is None
    assert [(a.value, a.origin) for a in claim.assumptions] == [
        (Decimal("0.215"), "the plan: v2"),
        (Decimal(3_000_000), "бюджет"),
    ]
    assert claim.assumptions[1].last_digit == Decimal(1_000_000)


@pytest.mark.parametrize(
    ("text", "column", "line", "says"),
    [
        ("[c1] d.csv!F2, A2:\n= 1", 16, 1, "'A2:' is no address"),
        ("[c1]\n= 1", 5, 1, "a range is missing"),
        ("[c1] d.csv!F2,\n= 1", 15, 1, "a range is missing"),
        ("[c1] d.csv!F2,,G2\n= 1", 15, 1, "a range is missing"),
        ("[c1] d.csv!F2\n  G2\n= 1", 3, 2, "a comma must part"),
        ("[c1]d.csv!F2\n= 1", 5, 1, "no blank stands behind [c1]"),
        ("[1c] d.csv!F2\n= 1", 2, 1, "'1c' is no id"),
        ("[c 1] d.csv!F2\n= 1", 2, 1, "'c 1' is no id"),
        ("[c1 d.csv!F2\n= 1", 1, 1, "no ']' closes the id"),
        ("[c1] d.csv!F2\nreads F2\n= 1", 7, 2, "no '=' stands in 'F2'"),
        ("[c1] d.csv!F2\nreads F2 = 1;;G2 = 2\n= 1", 14, 2, "no '=' stands in ''"),
        ("[c1] d.csv!F2\nreads F2:F3 = 1\n= 1", 7, 2, "'F2:F3' is more than one"),
        ("[c1] d.csv!F2\nreads deals[a] = 1\n= 1", 7, 2, "is more than one cell"),
        ("[c1] d.csv!F2\nreads F2 = 1; ? = 1\n= 1", 15, 2, "'?' is no address"),
        ('[c1] d.csv!F2\nreads F2 = "a" b\n= 1', 7, 2, "behind the closing quote"),
        ('[c1] d.csv!F2\nreads F2 = "a\n= 1', 7, 2, "behind the closing quote"),
        ("[c1] d.csv!F2\nreads rows = many\n= 1", 7, 2, "'many' is no number of rows"),
        ("[c1] d.csv!F2\nassumes many: me\n= 1", 9, 2, "'many' is no number"),
        ("[c1] d.csv!F2\nassumes 21%:\n= 1", 9, 2, "origin is missing"),
        ("[c1] d.csv!F2\nassumes 21%\n= 1", 9, 2, "no ':' parts"),
        ("[c1] d.csv!F2\nreads\n= 1", 6, 2, "no '=' stands in ''"),
        ("[c1] external\n", 1, 1, "exactly one 'assumes' line, not 0"),
        ("[c1] external\nassumes 1: a\nassumes 2: b", 1, 1, "not 2"),
        ("[c1] external\nassumes 1: a\n= 1", 1, 1, "has no calculation"),
        ("[c1] external,\n F2\n", 6, 1, "'external' is no address"),
        ("[c1] " + "a" * 1001, 6, 1, "has 1001 characters"),
    ],
)
def test_a_bad_line_flaws_its_claim(text, column, line, says):
    claims = parse("[ok] d.csv!A1\n= A1\n\n" + text + "\n\n[also] d.csv!A1\n= A1", 5)
    by_id = {claim.id: claim for claim in claims}
    assert by_id["also"].flaw is None
    (bad,) = [c for c in claims if c.id not in {"ok", "also"}]
    assert bad.flaw is not None
    assert bad.flaw.reason is Reason.UNREADABLE_CLAIM
    assert (bad.flaw.line, bad.flaw.column) == (line + 7, column)
    assert bad.flaw.message.startswith(f"line {line + 7}, column {column}: ")
    assert says in bad.flaw.message
    assert (by_id["ok"].flaw is None) == (bad.id != "")


@pytest.mark.parametrize("line", ["[1] + 2", "[a] + 2", "[1, 2", "[a]"])
def test_a_bracket_right_below_a_calculation_flaws_it(line):
    first, second = parse(f"[c1] d.csv!F2\nSELECT\n{line}\n")
    assert first.id == "c1"
    assert first.flaw is not None
    assert second.flaw is not None
    assert first.flaw == second.flaw
    assert first.flaw.line == 3


def test_a_good_claim_right_below_another_is_one():
    first, second = parse("[c1] d.csv!F2\n= F2\n[c2] d.csv!F2\n= F2\n")
    assert (first.flaw, second.flaw) == (None, None)


def test_the_first_flaw_is_the_one_named():
    (claim,) = parse("[c1] d.csv!F2\nreads ? = 1\nassumes x: y\n= 1")
    assert claim.flaw is not None
    assert claim.flaw.line == 2


def test_an_id_twice_flaws_each():
    claims = parse("[a] d.csv!F2\n= 1\n\n[b] d.csv!F2\n= 1\n\n[a] d.csv!F2\n= 2", 4)
    flaws = [claim.flaw for claim in claims]
    assert flaws[1] is None
    for number, line in ((0, 4), (2, 10)):
        flaw = flaws[number]
        assert flaw is not None
        assert (flaw.reason, flaw.line) == (Reason.DUPLICATE_CLAIM, line)
        assert flaw.message == "the claim [a] is defined 2 times, on lines 4, 10"
    assert claims[2].calculation == "= 2"


def test_ids_differ_by_case():
    assert [c.flaw for c in parse("[a] d!F2\n= 1\n\n[A] d!F2\n= 1")] == [None, None]


@pytest.mark.parametrize(("name", "is_one"), [("a" * 64, True), ("a" * 65, False)])
def test_an_id_has_at_most_64_characters(name, is_one):
    (claim,) = parse(f"[{name}] d.csv!F2\n= F2")
    assert (claim.flaw is None) == is_one


def test_printing_quotes_what_needs_it_and_repeats_no_prefix():
    text = (
        "[c1] b.xlsx!S!A1, B1, 'q 1.csv'!C:C, D2:D, t[x y], E5\n"
        'reads A1 = "a; b"; B1 = "[1]"; C1 = "say ""no"" = 1"; D1 = ; rows = 3\n'
        "assumes 3: me\n"
        "SELECT\n [1]\n\nFROM t\n"
    )
    claims = parse(text)
    assert claims[0].flaw is None
    assert print_claims(claims) == text


def test_printing_puts_line_breaks_aside_and_indents_brackets():
    text = '[c1] d.csv!F2\nreads F2 = "a"\n\n [1]\n'
    (claim,) = parse(text)
    assert claim.calculation == "[1]"
    assert parse(print_claims((claim,)))[0].calculation == "[1]"
