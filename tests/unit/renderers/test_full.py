from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.model.address import CellRange
from verifier.model.claim import Assumption
from verifier.model.lookup import KeyedCells
from verifier.model.source import SheetKey
from verifier.renderers import RenderOptions, render

if TYPE_CHECKING:
    from verifier.model.record import Verification
    from verifier.model.verdict import Verdict

COVERAGE = (
    "report.md: figures 3 · cited 2 · verified 1 · hallucinated 1 · suspect 0 · "
    "undecided 0 · uncited 1 · not figures 1\n"
)
# the two wide letters of line 4 fill four columns, so its carets stand at 24, not 22
FULL = """\
report.md:3:10: HALLUCINATED value (H015), material
  |
3 | ARR was [\\$4.1M](#c1), of which SMB [30%](#c3).
  |          ^^^^^^
  finds        the calculation gives 4 212 300; the report says $4.1M
  also         range-overruns (S103)
  allows       4.05M to 4.15M
  recomputed   4 212 300 (4.2123M)
  should read  $4.2M
  claim        c1
  calculation  = SUM(F2:F412)
  cells        deals.csv!F2:F412
                         F
                 1  amount
                 2   1,200
                 3     980
                 ⋮       ⋮
               412     n/a
  sql          SELECT sum("F_n")
               FROM sheet_1
  tables       sheet_1 is deals.csv
  do           Compare figure, range and calculation.

report.md:4:23: UNCITED uncited (N301)
  |
4 | Выручка 日本 выросла на 12%.
  |                         ^^^
  finds        no claim stands behind 12%
  do           Link it to a claim: [$4.1M](#c1). Where it needs none, say why: \
[90](#skip "plan target").

report.md:9:1: C002 unused-claim warning: [c2] no figure uses c2

"""


def with_verdicts(verification: Verification, *verdicts: Verdict) -> Verification:
    report = replace(verification.reports[0], verdicts=verdicts)
    return replace(verification, reports=(report,))


def test_every_figure_that_is_not_verified_has_its_block(
    verification: Verification,
) -> None:
    assert render(verification, "full") == FULL + COVERAGE


def test_quiet_is_coverage_alone(verification: Verification) -> None:
    assert render(verification, "full", RenderOptions(quiet=True)) == COVERAGE


def test_verbose_adds_what_is_verified_no_figure_and_how_sources_were_read(
    verification: Verification,
) -> None:
    text = render(verification, "full", RenderOptions(verbose=True))
    assert "\nreport.md:3:38: verified 30% [c3] = F2/F3\n" in text
    assert "\nreport.md:1:3: not a figure: Q3 (period: a quarter)\n" in text
    assert text.endswith(
        "\nsource deals.csv (sha256:ab), named by command: delimiter ,\n"
    )


def test_an_accepted_figure_is_one_line_with_its_reason(
    verification: Verification, wrong: Verdict
) -> None:
    accepted = replace(wrong, accepted="agreed with finance")
    text = render(with_verdicts(verification, accepted), "full")
    assert "HALLUCINATED" not in text
    assert text.startswith(
        "report.md:3:10: H015 value the calculation gives 4 212 300; the report says "
        "$4.1M (accepted: agreed with finance)\n"
    )


def test_colour_is_only_there_when_asked_for(verification: Verification) -> None:
    plain = render(verification, "full", RenderOptions(color=False))
    coloured = render(verification, "full", RenderOptions(color=True))
    assert "\x1b" not in plain
    assert "\x1b[31mHALLUCINATED\x1b[0m" in coloured
    assert "\x1b[36mUNCITED\x1b[0m" in coloured


def test_assumptions_and_diagnosis_are_shown(
    verification: Verification, wrong: Verdict
) -> None:
    verdict = replace(
        wrong,
        assumptions=(
            Assumption("21%", Decimal("0.21"), Decimal("0.01"), "Gartner", 9),
        ),
        diagnosis="row 412 is the total",
    )
    text = render(with_verdicts(verification, verdict), "full")
    assert "  assumes      21%: Gartner\n" in text
    assert "  diagnosis    row 412 is the total\n" in text


def test_many_ranges_are_counted(verification: Verification, wrong: Verdict) -> None:
    cells = tuple(f"deals.csv!A{row}" for row in range(1, 11))
    text = render(with_verdicts(verification, replace(wrong, cells=cells)), "full")
    assert "deals.csv!A8 and 2 more\n" in text


def test_cells_found_by_key_stand_with_their_key(
    verification: Verification, wrong: Verdict
) -> None:
    cells = tuple(CellRange(SheetKey("d"), 1, row, 1, row) for row in range(2, 22, 2))
    keyed = KeyedCells("d[a] where b = 'x'", "b = x", 10, cells)
    verdict = replace(wrong, cells=(*map(str, cells), "d!B2"), keyed=(keyed,))
    text = render(with_verdicts(verification, verdict), "full")
    assert "d!A16 and 2 more (b = x, 10 rows), d!B2\n" in text


def test_long_sql_is_cut_and_that_is_said(
    verification: Verification, wrong: Verdict
) -> None:
    sql = "\n".join(f"line {number}" for number in range(1, 33))
    text = render(with_verdicts(verification, replace(wrong, sql=sql)), "full")
    assert "line 30\n               … 2 more lines; see the JSON output\n" in text
    assert "line 31" not in text
