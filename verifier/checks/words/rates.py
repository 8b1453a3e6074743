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
PER = phrases("per, each, every, каждый, каждую, каждое, каждого, каждой")
PER_BEFORE = phrases("на, за, с")
"""Russian words of a rate, where a singular stands behind: на приём, с клиента."""

ONE_OF_PER = phrases(
    "single, one, individual, one, одного, одну, один, одно, одной, каждого, каждую, "
    "каждый, каждое, каждой"
)
PLURALS = ("ы", "и", "ам", "ям", "ами", "ями", "ах", "ях", "ов", "ев")
BEFORE_DEDUCTION = phrases("before, pre, до, без")
AFTER_DEDUCTION = phrases("after, post, после")
NET = ("net", "paid", "pay", "charg", "due", "оплат", "оплач", "нетто", "чист")
GROSS = ("gross", "list", "full", "rrp", "брутто", "стоимост", "прейскурант", "сумм")
"""Beginnings of words that head what is left, and what it is left of."""
STOPS = phrases(
    "off, in, at, for, by, from, with, to, on, was, were, is, are, had, have, has, "
    "and, but, than, over, в, во, на, у, по, для, и, или, а, но, с, со, был, была, "
    "было, были, составили, составила"
)
"""Words behind which a whole is named no more."""
LEVELS = phrases(
    "rating, score, stars, nps, csat, age, price, rate, adr, fare, tariff, pct, "
    "percent, share, temperature, оценка, балл, рейтинг, возраст, цена, ставка, тариф, "
    "процент, доля, температура"
)
"""Words of columns whose mean is of no sum: a price is one for each piece already."""

HOLDERS = phrases(
    "region, branch, store, shop, agency, team, department, office, city, country, "
    "site, warehouse, school, class, district, отделение, филиал, магазин, регион, "
    "город, отдел, склад, команда, школа, район, офис, страна, агентство, "
    "станция, бригада"
)
"""Words of columns of places and bodies, each of which is one: no kinds of a thing."""
