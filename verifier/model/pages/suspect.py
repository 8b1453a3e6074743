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
        "S109",
        "totals-row",
        Status.SUSPECT,
        "The range that is summed, averaged or counted holds a row of totals or "
        "subtotals.",
        "Then the same amounts are counted twice, and the recomputed value agrees with "
        "the figure all the same.",
        "End the range above the row of totals, or leave such rows out by a criterion.",
        "[c1] deals.csv!F2:F412         row 412 reads Total\n= SUM(F2:F412)",
    ),
    Page(
        "S110",
        "range-stops-short",
        Status.SUSPECT,
        "The range ends before the column's data do, begins after they begin, cuts a "
        "block of equal keys or a period, or is of another length than its parallel "
        "range.",
        "With a few hundred rows and two printed digits nearly every range that is "
        "off by one still gives the figure.",
        "Cite all rows of the column or the block, or say in the sentence which rows "
        "are meant.",
        "[c1] deals.csv!F2:F411         the data end in row 412\n= SUM(F2:F411)",
    ),
    Page(
        "S111",
        "duplicates-counted",
        Status.SUSPECT,
        "Rows that bear the same key, or are equal in every cell, are counted or "
        "summed more than once.",
        "Exports repeat rows: the arithmetic is right and the number is too large.",
        "Count distinct keys, or drop the repeated rows in the calculation; if they "
        "are no duplicates, name the key in the brief.",
        "[c1] deals.csv!A2:A412         D-1042 stands in rows 17 and 180\n"
        "= COUNTA(A2:A412)",
    ),
    Page(
        "S112",
        "cells-lost",
        Status.SUSPECT,
        "Cells of the range that are not empty, other than marks for a missing value, "
        "hold text where numbers are summed, or were dropped by a cast.",
        "They stay out of the value in silence.",
        "Mend the cells, read them with number(), or say how many were left out.",
        "[c1] deals.csv!F2:F412         F17 reads 1.200,50 EUR\n= SUM(F2:F412)",
    ),
    Page(
        "S113",
        "error-cells-skipped",
        Status.SUSPECT,
        "The calculation passes over error cells (#N/A, #DIV/0!, …) in its range.",
        "What stood there before the error is not in the value.",
        "Mend the cells, or say how many were left out.",
        "[c1] book.xlsx!Q3!F2:F412      F17 is #N/A\n= AGGREGATE(9,6,F2:F412)",
    ),
    Page(
        "S114",
        "hidden-rows",
        Status.SUSPECT,
        "The range holds rows that are hidden or filtered away in the workbook, and "
        "the calculation uses them.",
        "Who looks at the sheet sees another total.",
        "Say whether hidden rows are meant; SUBTOTAL(109,…) leaves them out.",
        "[c1] book.xlsx!Q3!F2:F412      rows 40 to 61 are hidden\n= SUM(F2:F412)",
    ),
    Page(
        "S115",
        "stale-formula",
        Status.SUSPECT,
        "A cited cell is a formula whose stored value is not what it gives now.",
        "The workbook was saved without being recalculated, so the figure rests on an "
        "old value.",
        "Recalculate and save the workbook.",
        "[c1] book.xlsx!Q3!B9           =SUM(B2:B8) gives 412; 398 is stored",
    ),
    Page(
        "S116",
        "mixed-dates",
        Status.SUSPECT,
        "Dates that the calculation compares are written in several ways, or may be "
        "read day first or month first.",
        "Rows fall out of a period, or into the wrong one, in silence.",
        "Write the dates in one way, or declare date_order for the source.",
        "[c1] deals.csv!E2:E412         03/04/2025 beside 2025-04-17",
    ),
    Page(
        "S117",
        "wrong-segment",
        Status.SUSPECT,
        "The sentence names another group than the cells and criteria that were used.",
        "The right number on the wrong segment reads perfectly well.",
        "Cite the group that the sentence names, or name the one that is cited.",
        'EMEA closed [$4.1M](#c1).      = SUMIFS(F2:F412, B2:B412, "APAC")',
    ),
    Page(
        "S118",
        "wrong-period",
        Status.SUSPECT,
        "The sentence names another period than the cells and criteria that were used.",
        "Last quarter's number under this quarter's heading reads perfectly well.",
        "Cite the period that the sentence names, or name the one that is cited.",
        'In Q3 we closed [212](#c1).    = COUNTIFS(G2:G412, "Q2")',
    ),
    Page(
        "S119",
        "wrong-column",
        Status.SUSPECT,
        "The sentence names a measure that another column or row holds.",
        "Revenue and margin stand side by side, and either may be cited.",
        "Cite the column that the sentence names.",
        "Margin was [$4.1M](#c1).       = SUM(F2:F412), a column headed Revenue",
    ),
    Page(
        "S120",
        "wrong-statistic",
        Status.SUSPECT,
        "The sentence names another statistic than the calculation computes: a median "
        "called an average, a count of rows called customers.",
        "Mean and median of skewed data differ widely.",
        "Name what was computed, or compute what is named.",
        "The median deal is [$64k](#c1).   = AVERAGE(F2:F412)",
    ),
    Page(
        "S121",
        "wrong-unit",
        Status.SUSPECT,
        "The unit of the figure is not the unit of the column or of the calculation.",
        "Days read as weeks and euros read as dollars keep their digits.",
        "Convert in the calculation, or print the unit of the data.",
        "It took [41 weeks](#c1).       = AVERAGE(H2:H412), a column headed days",
    ),
    Page(
        "S122",
        "percent-points",
        Status.SUSPECT,
        "A difference of two percentages is printed as a percentage.",
        "From 20 % to 25 % is five percentage points, and a quarter more.",
        "Write percentage points, or compute the relative change.",
        "The rate rose [5%](#c1).       = B3-B2, both percentages",
    ),
    Page(
        "S123",
        "wrong-denominator",
        Status.SUSPECT,
        "The calculation does not divide by what the brief's definition of the metric "
        "divides by, or leaves out its filter.",
        "A win rate over all deals and one over closed deals are two metrics.",
        "Compute the metric as the brief defines it, or give it another name.",
        "brief: win rate = won / (won + lost)\n"
        '= COUNTIF(D2:D412,"won")/COUNTA(D2:D412)',
    ),
    Page(
        "S124",
        "rank-contradicted",
        Status.SUSPECT,
        "The sentence says who is first or last, and over the whole source it is "
        "somebody else.",
        "The cited cells do not hold every group, so the claim was never tested.",
        "Cite every group, and see who is ahead.",
        "EMEA leads with [$4.1M](#c1).  over all regions APAC is ahead",
    ),
    Page(
        "S125",
        "rank-unproven",
        Status.SUSPECT,
        "The sentence ranks groups, and neither the cited cells nor the source allow "
        "to test it.",
        "A superlative without its rivals is an opinion.",
        "Cite every group that is ranked.",
        "The best quarter ever: [$4.1M](#c1).",
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
