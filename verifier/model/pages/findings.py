"""Pages of the findings that no rule's file makes."""

from __future__ import annotations

from verifier.model.pages.page import Page

UNUSED_ASSUMPTION = Page(
    "C001",
    "unused-assumption",
    None,
    "A claim declares a number with `assumes` and its calculation does not use it.",
    "Readers take a declared number for part of the evidence.",
    "Remove the line, or use the number in the calculation.",
    "assumes 21%: Gartner, B2B benchmark 2025, p. 4\n= SUM(F2:F412)",
)
UNUSED_SUPPRESSION = Page(
    "A401",
    "unused-suppression",
    None,
    "A comment `<!-- verifier: ignore[CODE] reason -->` names a code for which its "
    "line and the block below it have no verdict and no finding.",
    "A suppression that no longer suppresses anything would silently cover the next "
    "error in that place.",
    "Remove the code from the comment.",
    "<!-- verifier: ignore[S101] checked by hand -->\n"
    "ARR was [$4.1M](#c1).           it is verified",
)
INEXACT_SUPPRESSION = Page(
    "A402",
    "inexact-suppression",
    None,
    "A comment covers a verdict and does not accept it: a hallucinated or undecided "
    "figure is accepted only where each of its reasons is named by its full code or "
    "name; only suspect and uncited figures also by a prefix of the code.",
    "A comment with ignore[H] would accept every error that is ever made there.",
    "Correct the figure, or name what you accept: ignore[H014] or ignore[rounding].",
    "<!-- verifier: ignore[H] old numbers -->",
)
STALE_BASELINE = Page(
    "A403",
    "stale-baseline",
    None,
    "The baseline accepts a figure that is no longer there, or no longer wrong in "
    "that way.",
    "A baseline should only shrink.",
    "Write it again: verifier check REPORT --write-baseline FILE.",
    "baseline.json accepts 4.1M of claim c1 for value; c1 is verified now",
)
PAGES = (UNUSED_ASSUMPTION, UNUSED_SUPPRESSION, INEXACT_SUPPRESSION, STALE_BASELINE)
