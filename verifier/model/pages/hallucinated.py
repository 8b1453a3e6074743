"""Pages of the reasons for which a figure is hallucinated."""

from __future__ import annotations

from verifier.model.pages.page import Page
from verifier.model.reason import Status

PAGES = (
    Page(
        "H001",
        "no-such-claim",
        Status.HALLUCINATED,
        "A figure's link names a claim that the evidence does not hold, and no "
        "heading of that name either.",
        "A citation that leads nowhere looks like evidence to a reader and is none.",
        "Write the claim in the evidence, or correct the id: ids are case-sensitive.",
        "ARR was [$4.1M](#arr).          the evidence holds only [c1] and [c2]",
    ),
    Page(
        "H002",
        "no-such-source",
        Status.HALLUCINATED,
        "A claim cites a file, sheet or table that was not found under that name.",
        "Nobody can look up a number in a file that is not there.",
        "Correct the name, or say where the file is: --source deals=path/deals.csv.",
        "[c1] dealz.csv!F2:F412         the folder holds deals.csv",
    ),
    Page(
        "H003",
        "no-such-cell",
        Status.HALLUCINATED,
        "A cited range lies wholly outside the used range of its sheet, names a "
        "column that has no such header, or rows by a key that none of them holds.",
        "Cells that do not exist hold no evidence. A range that only begins inside "
        "is range-overruns instead.",
        "Cite cells that are there. The message says how far the sheet reaches, or "
        "which keys are most like the one that is missing.",
        "[c1] deals.csv!K2:K412         deals.csv has columns A to F",
    ),
    Page(
        "H004",
        "no-calculation",
        Status.HALLUCINATED,
        "A claim cites cells and says nothing about how the figure comes from them.",
        "Cells alone prove nothing: with enough cells, most numbers occur somewhere.",
        "Write the formula or the SELECT below the ranges. For one cell, = F2 will do.",
        "[c1] deals.csv!F2:F412         and no line that begins with = or SELECT",
    ),
    Page(
        "H005",
        "outside-citation",
        Status.HALLUCINATED,
        "The calculation reads cells that its claim does not cite.",
        "The citation is what a reader checks. A number that comes from elsewhere "
        "would pass that check without having been looked at.",
        "Cite every range that the calculation reads, or read only what is cited.",
        "[c1] deals.csv!F2:F412\n= SUM(F2:F412) / COUNTA(A2:A412)   cites no A2:A412",
    ),
    Page(
        "H006",
        "undeclared-constant",
        Status.HALLUCINATED,
        "The calculation holds a number that is neither in the data nor declared. "
        "Free are 0, 1, -1, calendar and clock numbers (7, 12, 24, 30, 52, 60, 90, "
        "365, ...), powers of ten, criteria, digits of ROUND and the k of LARGE.",
        "One free factor makes any calculation give any figure.",
        "Declare it with its origin: assumes 21%: Gartner, B2B benchmark 2025, p. 4. "
        "Or take it from a cell.",
        "= SUM(F2:F412) * 1.07          where 1.07 comes from nowhere",
    ),
    Page(
        "H007",
        "ignores-citation",
        Status.HALLUCINATED,
        "The value does not depend on the cited cells: it stays the same when each "
        "of them is changed, or it comes from a branch that is a literal.",
        "A calculation that gives its figure whatever the data say is a way to "
        "write the figure down, not to compute it.",
        "Compute the figure from the cells. Remove terms that cancel out and "
        "branches that always win.",
        "= 4100000 + 0 * SUM(F2:F412)   gives 4 100 000 for any data",
    ),
    Page(
        "H008",
        "misread",
        Status.HALLUCINATED,
        "A `reads` line says that a cell holds one thing, and it holds another; or "
        "`rows = n` states another number of rows than the citation holds.",
        "The author looked at other data, or did not look. What follows from it "
        "cannot be trusted even where the arithmetic fits.",
        "Read the cell again. The message shows its raw text as the file has it.",
        "reads F2 = 1,200               F2 holds 1,020",
    ),
    Page(
        "H009",
        "direction",
        Status.HALLUCINATED,
        "The sentence says that something rose and the calculation says that it "
        "fell, or the other way round.",
        "The number may be right to the last digit and the sentence still says the "
        "opposite of what happened.",
        "Correct the word or the calculation. abs() does not settle it: the sign "
        "inside it is looked at.",
        "Churn rose by [3.2%](#c4).     = C14/C2-1 gives -0.032",
    ),
    Page(
        "H010",
        "sign",
        Status.HALLUCINATED,
        "The figure and the recomputed value are equal but for the sign.",
        "A loss told as a gain reverses a decision.",
        "Write the sign, or turn the difference round in the calculation.",
        "Net change: [1,200](#c2)       = F2-F3 gives -1 200",
    ),
    Page(
        "H011",
        "percent",
        Status.HALLUCINATED,
        "The figure and the recomputed value differ by a factor of 100.",
        "A share of 0.4 % and one of 40 % are told apart only by the % sign.",
        "Add or remove the %, or the *100. 12.4% means 0.124: the calculation gives "
        "the fraction.",
        'Win rate is [31%](#c3).        = COUNTIF(C:C,"won")/COUNTA(C:C)*100 gives 31',
    ),
    Page(
        "H012",
        "scale",
        Status.HALLUCINATED,
        "The figure and the recomputed value differ by a power of ten.",
        "Thousands taken for units are the commonest error that survives a reading.",
        "Correct the scale word, or, where the cells are in thousands, show it in "
        "the calculation: *1000.",
        "ARR was [$4.1B](#c1).          = SUM(F2:F412) gives 4 112 300",
    ),
    Page(
        "H013",
        "truncated",
        Status.HALLUCINATED,
        "The figure is the recomputed value cut off, not rounded.",
        "Cut figures are too low throughout, and their sums drift.",
        "Round the last digit. The verdict shows the figure as it should read.",
        "Average deal: [$10.2k](#c5)    = AVERAGE(F2:F412) gives 10 281.4",
    ),
    Page(
        "H014",
        "rounding",
        Status.HALLUCINATED,
        "The last printed digit is off by one, or the figure matches only with a "
        "rounding function inside the calculation, or with integer zeros dropped.",
        "A printed digit is a promise. An integer without a hedge is meant to the "
        "unit.",
        "Write the figure as it should read. Round once, at the end; where zeros "
        "stand for digits left out, hedge it: about 20,000.",
        "We surveyed [20,000](#c1) people.      = COUNTA(A2:A20414) gives 20 413",
    ),
    Page(
        "H015",
        "value",
        Status.HALLUCINATED,
        "The recomputed value lies outside of what the printed figure allows, and "
        "no simpler explanation fits.",
        "Figure and calculation disagree. Which of the two is wrong the verifier "
        "cannot know: when people wrote both, it was the calculation two times in "
        "three.",
        "Compare the figure, the range and the calculation. The grid shows the "
        "cells, the SQL repeats the computation.",
        "ARR was [$4.1M](#c1).          = SUM(F2:F412) gives 4 212 300\n"
        "                               4.05M to 4.15M is allowed",
    ),
    Page(
        "H016",
        "rank",
        Status.HALLUCINATED,
        "A superlative (highest, lowest, most) is false over the cited cells.",
        "Who leads is what readers remember, and often act on.",
        "Name the group that does lead, or cite the cells that make the sentence true.",
        "EMEA had the highest ARR, [$1.2M](#c7).    the cited cells give APAC 1.4M",
    ),
)
