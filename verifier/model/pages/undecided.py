"""Pages of the reasons for which a figure is undecided."""

from __future__ import annotations

from verifier.model.pages.page import Page
from verifier.model.reason import Status

PAGES = (
    Page(
        "U201",
        "unreadable-claim",
        Status.UNDECIDED,
        "A line of the claim, its calculation or its fence cannot be read.",
        "What cannot be read cannot be checked. Other claims are not affected.",
        "The message gives line and column, what stands there and what was expected.",
        "[c1] deals.csv!F2:F412\n= SUM(F2:F412          no closing parenthesis",
    ),
    Page(
        "U202",
        "duplicate-claim",
        Status.UNDECIDED,
        "Two claims have one id.",
        "The figure could mean either, and it must not be the one that fits.",
        "Give each claim its own id. Figures may share one claim.",
        "[c1] deals.csv!F2:F412         and again  [c1] deals.csv!E2:E412",
    ),
    Page(
        "U203",
        "ambiguous-figure",
        Status.UNDECIDED,
        "The link's text holds no figure or several, or its figure can be read in "
        "two ways in this report.",
        "The reading is never chosen by which one matches.",
        "Link exactly one figure with its sign, currency and unit. Where 1,234 "
        "could be a decimal, state the convention in the front matter: numbers: en.",
        "[12 of 40 deals](#c1)          two figures in one link",
    ),
    Page(
        "U204",
        "ambiguous-address",
        Status.UNDECIDED,
        "A prefix names two things: an alias and a file, or sheets of two sources; "
        "or a prefixless range in a claim that cites several sheets.",
        "The figure could rest on either.",
        "Write the source in full: 'deals.xlsx'!Q3!F2:F412.",
        "[c1] Q3!F2:F412                both workbooks have a sheet Q3",
    ),
    Page(
        "U205",
        "unsupported-function",
        Status.UNDECIDED,
        "The formula calls a function that the verifier does not compute.",
        "It does not guess what a function does.",
        "Use a function that it knows, or write the calculation as SQL.",
        "= XIRR(B2:B20, A2:A20)",
    ),
    Page(
        "U206",
        "calculation-failed",
        Status.UNDECIDED,
        "The calculation gives an error, nothing or a text instead of a number.",
        "There is nothing to compare the figure with.",
        "The message shows what the calculation gave. See the cells: errors and "
        "texts among numbers are the usual cause.",
        "= B2/C2                        C2 is 0, so it gives #DIV/0!",
    ),
    Page(
        "U207",
        "refused",
        Status.UNDECIDED,
        "The SQL is outside of what may run: more than one SELECT, literal rows, "
        "table functions, anything that reads beyond the cited cells.",
        "Calculations come from a language model. They may compute over the cited "
        "cells and nothing else.",
        "Write one SELECT that gives one row and one column from the cited tables.",
        "SELECT * FROM read_csv('other.csv')",
    ),
    Page(
        "U208",
        "limit",
        Status.UNDECIDED,
        "The calculation needs more time, memory or depth than it may have.",
        "One claim must not keep the others from being checked.",
        "Cite fewer cells or simplify it, or raise the limit: "
        "--config limits.seconds=60.",
        "a cross join of three sheets of 400 000 rows",
    ),
    Page(
        "U209",
        "unstable",
        Status.UNDECIDED,
        "The same rows in another order give another value; or it is so large, or "
        "printed so finely, that binary arithmetic cannot tell whether the last "
        "printed digit is right.",
        "A verdict would rest on noise.",
        "State the order down to the last row (ORDER BY amount, _row); or print fewer "
        "digits, or compute in whole numbers.",
        "[3.14159265358979](#c1)        = SUM(F2:F412)/COUNT(F2:F412)",
    ),
    Page(
        "U210",
        "unreadable-source",
        Status.UNDECIDED,
        "A cited file is there and cannot be read.",
        "Rows must not get lost in a guess, so it is not read at all.",
        "The message says what was found. State the reading decision, such as "
        "encoding or delimiter, under [tool.verifier.sources].",
        "deals.csv, line 312: a quote that is never closed",
    ),
)
