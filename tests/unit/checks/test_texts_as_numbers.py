"""Columns of texts that look like numbers: none is left out in silence.

Source: a spreadsheet's SUM passes over texts in a range, its arithmetic reads them; see
the functions SUM and VALUE in OpenDocument 1.3, part 4. TRY_CAST of DuckDB gives NULL.
"""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pytest

from verifier import Reason, Status, verify

LOST = Reason.CELLS_LOST
REPORT = "It was [{0}](#c1).\n\n```claims\n[c1] deals!A2:B4\n{1}\n```\n"
PLAIN = ["1200", "300", "50"]
MONEY = ["$1,200", "$300", "$50"]
MIXED = [1200, "$300", 50]
SOME = ["1200", "$300", "50"]
TRIED = "SELECT sum(try_cast(amount AS DOUBLE)) FROM deals"
MEAN = "SELECT avg(try_cast(amount AS DOUBLE)) FROM deals"
CAST = "SELECT sum(CAST(amount AS INT)) FROM deals"
NAMES = ["north", "south", "west"]

CASES = [
    # texts alone: a sum is 0, which no one may take for a total
    (MONEY, "= SUM(B2:B4)", "0", Status.SUSPECT, True),
    (MONEY, "= SUM(deals[amount])", "0", Status.SUSPECT, True),
    (MONEY, "= SUM(B2:B4)", "$1,550", Status.HALLUCINATED, True),
    (PLAIN, "= SUM(B2:B4)", "1,550", Status.HALLUCINATED, True),
    (MONEY, "= MAX(B2:B4)", "$1,200", Status.HALLUCINATED, True),
    (MONEY, '= SUMIF(A2:A4,"a",B2:B4)', "0", Status.SUSPECT, True),
    (MONEY, "= SUMPRODUCT(B2:B4)", "0", Status.SUSPECT, True),
    (MONEY, "= AVERAGE(B2:B4)", "$517", Status.UNDECIDED, True),
    (SOME, TRIED, "1,250", Status.SUSPECT, True),
    (SOME, MEAN, "625", Status.SUSPECT, True),
    # all of them are read
    (MONEY, "SELECT sum(number(amount)) FROM deals", "$1,550", Status.VERIFIED, False),
    (PLAIN, TRIED, "1,550", Status.VERIFIED, False),
    (PLAIN, CAST, "1,550", Status.VERIFIED, False),
    (MONEY, "= SUMPRODUCT(B2:B4*1)", "$1,550", Status.VERIFIED, False),
    (MONEY, "= SUMPRODUCT(--B2:B4)", "$1,550", Status.VERIFIED, False),
    (MONEY, "= SUM(VALUE(B2:B4))", "$1,550", Status.VERIFIED, False),
    (MIXED, "= SUMPRODUCT(B2:B4*1)", "$1,550", Status.VERIFIED, False),
    (MIXED, '= SUMPRODUCT((A2:A4<>"c")*B2:B4)', "$1,500", Status.VERIFIED, False),
    (MONEY, "= B2+B3+B4", "$1,550", Status.VERIFIED, False),
    (MONEY, "= COUNTA(B2:B4)", "3", Status.VERIFIED, False),
    # numbers beside texts
    (MIXED, "= SUM(B2:B4)", "1,250", Status.SUSPECT, True),
    (MIXED, "= AVERAGE(B2:B4)", "625", Status.SUSPECT, True),
    (MIXED, "= SUM(B2:B4,B2:B4*1)", "2,800", Status.SUSPECT, True),
    (MIXED, "SELECT sum(number(amount)) FROM deals", "$1,550", Status.VERIFIED, False),
    # no numbers at all
    (NAMES, "= COUNTA(B2:B4)", "3", Status.VERIFIED, False),
    (NAMES, "SELECT count(DISTINCT amount) FROM deals", "3", Status.VERIFIED, False),
]  # fmt: skip


@pytest.mark.parametrize("form", [pd.DataFrame, pa.table], ids=["pandas", "arrow"])
@pytest.mark.parametrize("case", CASES)
def test_what_is_left_out_is_said(form, case):
    values, calculation, figure, status, is_lost = case
    if form is pa.table and values is MIXED:
        pytest.skip("a column of Arrow holds one sort of values")
    frame = form({"id": ["a", "b", "c"], "amount": values})
    (verdict,) = verify(REPORT.format(figure, calculation), {"deals": frame}).verdicts
    assert verdict.status is status, verdict.message
    if status is not Status.UNDECIDED:
        reasons = {verdict.reason, *verdict.also}
        assert (LOST in reasons) is is_lost, (verdict.reason, verdict.also)
