"""Words of rates and of amounts, by which their wholes are told."""

from __future__ import annotations

from verifier.checks.words.lexicon import phrases

RATES = phrases("rate, rates, win-rate, conversion")
RATE_BEGINNINGS = ("конверси", "выигрываемост")
SHARES = ("share", "proportion", "percentage", "дол", "процент")
AMOUNTS = phrases(
    "revenue, value, mrr, arr, turnover, spend, income, amount, выручки, суммы, "
    "стоимости, оборота, дохода"
)
INSIDE = phrases("in, for, within, among, at, на, в, во, у, среди, по")
OF_EVERYTHING = phrases(
    "of all, of the total, of total, among all, of everything, overall, company-wide, "
    "от всех, из всех, среди всех, от общего, от общей, в общем"
)
