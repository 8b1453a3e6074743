from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.renderers import RenderOptions, render

if TYPE_CHECKING:
    from verifier.model.record import Verification

COVERAGE = (
    "report.md: figures 3 · cited 2 · verified 1 · hallucinated 1 · suspect 0 · "
    "undecided 0 · uncited 1 · not figures 1\n"
)
VALUE = (
    "report.md:3:10: H015 value the calculation gives 4 212 300; "
    "the report says $4.1M\n"
)
UNCITED = "report.md:4:23: N301 uncited no claim stands behind 12%\n"
FINDING = "report.md:9:1: C002 unused-claim warning: [c2] no figure uses c2\n"


def test_one_line_a_figure_and_a_finding(verification: Verification) -> None:
    assert render(verification, "concise") == VALUE + UNCITED + FINDING + COVERAGE


def test_verbose_adds_the_rest(verification: Verification) -> None:
    assert render(verification, "concise", RenderOptions(verbose=True)) == (
        VALUE
        + "report.md:3:38: verified 30% [c3] = F2/F3\n"
        + UNCITED
        + FINDING
        + "report.md:1:3: not a figure: Q3 (period: a quarter)\n"
        + COVERAGE
    )


def test_quiet_is_coverage_alone(verification: Verification) -> None:
    assert render(verification, "concise", RenderOptions(quiet=True)) == COVERAGE
