import pytest

from verifier.model.reason import Reason


def test_several_fences_are_one_list(read):
    report = read(
        "# R\n\n```claims\n[c1] d.csv!F2\n= F2\n```\n\ntext\n\n"
        "~~~~ Claims of mine\n[c2] d.csv!F3\n= F3\n~~~~\n"
    )
    assert [(c.id, c.line, c.calculation_line) for c in report.claims] == [
        ("c1", 4, 5),
        ("c2", 11, 12),
    ]
    assert [p.text for p in report.passages] == ["R", "text"]


@pytest.mark.parametrize(
    "block",
    [
        "```\n[c1] d.csv!F2\n= F2\n```\n",
        "    [c1] d.csv!F2\n    = F2\n",
        "```\n\n[b1] external\nassumes 2: me\n```\n",
        "> ```claims\n> [c1] d.csv!F2\n> = F2\n> ```\n",
        "- x\n\n  ```claims\n  [c1] d.csv!F2\n  = F2\n  ```\n",
        "``` {.claims}\n[c1] d.csv!F2\n= F2\n```\n",
        "```claims\r\n[c1] d.csv!F2\r\n= F2\r\n```\r\n",
    ],
)
def test_a_block_of_claims_is_recognised(read, block):
    (claim,) = read(f"text\n\n{block}").claims
    assert claim.flaw is None
    assert claim.calculation == ("" if claim.external else "= F2")


@pytest.mark.parametrize(
    "block",
    [
        "```\n[c1] is what we call it\n```\n",
        "```\n[1, 2]\n```\n",
        "```text\n[c1] d.csv!F2\n= F2\n```\n",
        "```python\n[c1] d.csv!F2\n```\n",
        "[c1] d.csv!F2\n",
        "```\n```\n",
    ],
)
def test_other_blocks_hold_no_claims(read, block):
    assert read(block).claims == ()


def test_places_count_what_a_quotation_puts_before(read):
    report = read("a\n\n> > ```claims\n> > [c1] d.csv!F2, ?\n> > = F2\n> > ```\n")
    flaw = report.claims[0].flaw
    assert (flaw.line, flaw.column) == (4, 20)
    assert flaw.message.startswith("line 4, column 20: ")


@pytest.mark.parametrize(
    "text",
    [
        "```claims\n[c1] d.csv!F2\n= F2\n\n[c2] d.csv!F2\n= F2\n\nand so on 12%\n",
        "````claims\n[c1] d.csv!F2\n= F2\n\n[c2] d.csv!F2\n= F2\n```\n",
        "> ```claims\n> [c1] d.csv!F2\n> = F2\n>\n> [c2] d.csv!F2\n> = F2\n\ntext\n",
        "~~~claims\n[c1] d.csv!F2\n= F2\n\n[c2] d.csv!F2\n= F2\n```\n",
    ],
)
def test_an_unclosed_fence_flaws_its_last_claim(read, text):
    report = read(text)
    first, last = report.claims
    assert first.flaw is None
    assert last.flaw.reason is Reason.UNREADABLE_CLAIM
    assert "the fence that begins here has no end" in last.flaw.message
    assert last.flaw.line == 1
    assert [r.code for r in report.remarks] == ["unclosed-fence"]


def test_a_fence_that_is_never_closed_is_remarked_in_any_language(read):
    report = read("a\n\n```python\nx\n")
    assert [(r.code, r.line) for r in report.remarks] == [("unclosed-fence", 3)]
    assert read("a\n\n    x\n").remarks == ()
    assert read("```\n```").remarks == ()


def test_duplicates_are_found_across_fences(read):
    report = read("```claims\n[a] d!F2\n= 1\n```\n\n```claims\n[a] d!F2\n= 1\n```\n")
    assert {c.flaw.reason for c in report.claims} == {Reason.DUPLICATE_CLAIM}


def test_lines_before_the_first_claim_are_remarked(read):
    report = read("```claims\nnotes\nmore\n[a] d!F2\n= 1\n```\n\n```claims\nx\n```\n")
    assert [c.flaw for c in report.claims] == [None]
    found = [(r.code, r.line, r.column) for r in report.remarks]
    assert found == [("evidence-without-claim", 2, 1), ("evidence-without-claim", 9, 1)]


@pytest.mark.parametrize(
    ("prose", "value"), [("Доля 12,5 %.", "0.215"), ("A share of 12.5%.", None)]
)
def test_assumptions_are_read_as_the_report_writes_numbers(read, prose, value):
    (claim,) = read(
        f"{prose}\n\n```claims\n[b] external\nassumes 21,5%: x\n```\n"
    ).claims
    assert (str(claim.assumptions[0].value) if claim.flaw is None else None) == value
