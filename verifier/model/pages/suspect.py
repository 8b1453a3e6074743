"""Pages of the reasons for which a figure is suspect or uncited."""

from __future__ import annotations

from verifier.model.pages.page import Page
from verifier.model.reason import Status

PAGES = (
    Page(
        "S101",
        "external",
        Status.SUSPECT,
        "The claim is marked `external`: a third party's figure with an origin, "
        "which no data here can confirm.",
        "It may be right; it cannot be recomputed, so a person has to vouch for it.",
        "Look at the origin and accept it: <!-- verifier: ignore[S101] checked "
        "against p. 4 --> above the sentence.",
        "[b1] external\nassumes 21%: Gartner, B2B benchmark 2025, p. 4",
    ),
    Page(
        "S102",
        "understated",
        Status.SUSPECT,
        "A one-sided hedge (over, at least, less than) is true and far from the "
        "value: the value lies beyond what a reader takes the hedge to mean.",
        "Over 1,000 for 4,800 is not false, but it misleads.",
        "Move the figure closer to the value.",
        "More than [1,000](#c1) deals   = COUNTA(A2:A4801) gives 4 800",
    ),
    Page(
        "S103",
        "range-overruns",
        Status.SUSPECT,
        "A cited range begins inside the sheet's used range and ends outside.",
        "Either the data are shorter than the author believed, or the range was "
        "guessed.",
        "End the range where the data end, or leave the end open: F2:F.",
        "[c1] deals.csv!F2:F500         the last used row is 412",
    ),
    Page(
        "S104",
        "undeclared-source",
        Status.SUSPECT,
        "With --strict-sources: the figure rests on a file that only the report "
        "names, not the command and not the configuration.",
        "Who writes the report could also write the file that it cites.",
        "Declare the file if you trust it: --source deals=deals.csv, or "
        "[tool.verifier.sources].",
        "[c1] results.csv!B2            results.csv is named by the report alone",
    ),
    Page(
        "S105",
        "unmoved",
        Status.SUSPECT,
        "The value stays the same when the cited cells are changed, although the "
        "calculation holds no literal that would explain it.",
        "Shares of the whole (100 %) and differences of equals (0) are true of any "
        "data, so they say nothing about these.",
        "See whether numerator and denominator are the same cells by mistake.",
        "Coverage is [100%](#c2).       = SUM(F2:F412)/SUM(F2:F412)",
    ),
    Page(
        "S106",
        "assumed-figure",
        Status.SUSPECT,
        "A declared assumption equals the figure that it should help to compute.",
        "Then the figure was put in, not found.",
        "Compute the figure from cells, or mark the claim `external`.",
        "assumes 21%: own estimate\n= 0.21 + 0*SUM(F2:F412)   for the figure 21%",
    ),
    Page(
        "S107",
        "fallback-used",
        Status.SUSPECT,
        "A fallback decided: IFERROR, IFNA, COALESCE or TRY took its second value.",
        "The calculation failed on these cells and the fallback hid it.",
        "Compute without the fallback, or treat the bad cells by name.",
        "= IFERROR(B2/C2, 0)            C2 is empty, so 0 was taken",
    ),
    Page(
        "S108",
        "unstated-criterion",
        Status.SUSPECT,
        "The calculation bounds the very column that it sums, averages or ranks, "
        "or takes a position (k, INDEX row, LIMIT, OFFSET), and the sentence, its "
        "heading and the brief do not say so.",
        "Leaving out the rows that do not fit is the easiest way to a good number.",
        "State the criterion in the sentence, or drop it.",
        'The average deal is [$12k](#c1).   = AVERAGEIF(F2:F412, ">5000")',
    ),
    Page(
        "N301",
        "uncited",
        Status.UNCITED,
        "A figure has no claim.",
        "A figure that nothing backs is what a language model writes when it does "
        "not know.",
        "Link it to a claim: [$4.1M](#c1). Where it needs none, say why: "
        '[90](#skip "plan target").',
        "ARR grew to $4.1M.             no link",
    ),
)
