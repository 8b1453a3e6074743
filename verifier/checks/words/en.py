"""English words for rules."""

from __future__ import annotations

from verifier.checks.words.lexicon import Lexicon, meaning, named, numbered, phrases
from verifier.model.use import Statistic

LEXICON = Lexicon(
    statistics={
        **named(Statistic.MEAN, "average, averages, averaged, averaging, mean, avg"),
        **named(Statistic.MEDIAN, "median, medians, midpoint, middlemost"),
        **named(
            Statistic.SUM, "total, totals, totalled, totaled, totalling, sum, sums"
        ),
        **named(Statistic.DISTINCT, "distinct, unique"),
        **named(Statistic.MAXIMUM, "maximum, max, largest, highest, biggest"),
        **named(Statistic.MINIMUM, "minimum, min, smallest, lowest"),
    },
    negations=phrases(
        "excluding, except, except for, without, outside, outside of, apart from, "
        "other than, non, not counting, aside from, besides, ex, all but, minus, "
        "leaving out, leaving aside, setting aside, ignoring, disregarding, "
        "not including, with the exception of, barring, bar, everything but, net of"
    ),
    negations_behind=phrases(
        "left out, left aside, excluded, excepted, set aside, put aside, aside, "
        "not counted, not included, taken out, removed, apart, omitted, ignored"
    ),
    negations_parted={
        "leaving": phrases("out, aside"),
        "leave": phrases("out, aside"),
        "setting": phrases("aside"),
        "taking": phrases("out, away"),
        "take": phrases("out, away"),
    },
    denials=phrases(
        "not, no, non, never, n't, without, other, others, rest, remaining, else, "
        "excluding, excluded, exclude, excludes, except, leave, leaves, leaving, left, "
        "drop, dropping, dropped, remove, removing, removed, ignore, ignoring, strip, "
        "stripping, omit, omitting, beyond, outside, skip, skipping, minus, apart, "
        "aside, take, taking, set, setting, cannot, neither, nor, besides, but, bar, "
        "barring, disregarding, elsewhere, everyone, everything, nobody, none"
    ),
    together=phrases(
        "together, combined, both, jointly, between them, put together, in sum"
    ),
    seasons=phrases(
        "spring, summer, autumn, fall, winter, week, weeks, weekend, weekends, day, "
        "days, month, months, weekdays, easter, christmas, holidays, season"
    ),
    adverbs={
        **named(Statistic.MEAN, "on average, as an average, averaging"),
        **named(
            Statistic.MEDIAN,
            "as the median, as a median, at the median, middle value, middle one",
        ),
        **named(
            Statistic.SUM,
            "altogether, in total, all told, in aggregate, taken together, add up to, "
            "adds up to, added up to, adding up to, sum to, sums to, summed to",
        ),
    },
    rates=phrases("per, each, every"),
    rates_right_behind=phrases("a, an"),
    apiece=phrases("per, each, apiece, a, an, every"),
    at_most=phrases("at most, at the most, no more than, not more than, up to"),
    most_of=phrases(
        "percent, percentile, quantile, most, majority, nearly, almost, out, half, "
        "quarter, quarters, third, thirds, tenths, bulk, typically, usually, "
        "normally, generally, often, many, some, few, two, three, four, five, six, "
        "seven, eight, nine, ten, ninety, eighty"
    ),
    us=phrases(
        "we are, we're, we were, we remain, we remained, we stay, we stayed, "
        "we are still, we are now, we have become, we became, we remain by far, "
        "we are by far, that makes us, this makes us, makes us, making us"
    ),
    kin={
        **dict.fromkeys(phrases("shown, displayed"), "impressions"),
        **dict.fromkeys(phrases("weigh, weighs, weighed, weighing"), "weight"),
        **dict.fromkeys(phrases("last, lasts, lasted, lasting"), "duration"),
        **dict.fromkeys(phrases("spent, spend, spends, spending"), "spend"),
        **dict.fromkeys(phrases("sold, sell, sells, sale"), "sales"),
        **dict.fromkeys(phrases("lost, lose, loses, losing"), "losses"),
        **dict.fromkeys(phrases("earned, earn, earns, earning"), "revenue"),
    },
    superlatives=(
        (
            r"(?:\w{3,}er|(?:more|less|fewer)(?:\s+\w+)?)\s+than\s+"
            r"(?:(?:at|in|those\s+of|that\s+of)\s+)?(?:any(?:one|body|thing|where)?"
            r"(?:\s+(?:other|else))?|every(?:one|body|thing|where)\s+else|"
            r"(?:all\s+)?(?:the\s+)?(?:others|rest)|all\s+other)"
        ),
        (
            r"(?:more|fewer|less)\s+\w+\s[^.,;:\d]{1,40}?\bthan\s+"
            r"(?:any(?:where\s+else|\s+other)|everywhere\s+else)"
        ),
    ),
    halves_of=phrases(
        "half of, half the, half our, half all, half, every second, every other"
    ),
    half_links=phrases(
        "within, under, over, above, below, less than, more than, no more than, "
        "fewer than, at most, at least, in under, inside"
    ),
    vague=phrases(
        "other, others, none, unknown, new, open, general, direct, team, single, "
        "miscellaneous, standard, regular, general, average, total"
    ),
    comparators=phrases(
        "than, versus, vs, unlike, compared with, compared to, against, relative to, "
        "ahead of, behind, above, below, outperformed, outperforms, beat, beats, "
        "followed by"
    ),
    everything=phrases(
        "overall, in total, altogether, across the board, company-wide, all regions, "
        "all segments, across all, in all, combined, everything, everybody, the whole"
    ),
    totals=phrases(
        "total, totals, grand total, grand totals, subtotal, subtotals, sub-total, "
        "sub total, overall total, sum total, sum, running total, all"
    ),
    every=phrases("all, every, each, total"),
    parts=phrases("of, from, among, at, in, after, above, by, once, for"),
    ofs=phrases("of"),
    wholes=phrases("all, entire, whole, combined, overall, company"),
    totals_over=phrases("for, per, by, of, in, across"),
    months={
        name: number
        for number, names in enumerate(
            (
                "january jan",
                "february feb",
                "march mar",
                "april apr",
                "may",
                "june jun",
                "july jul",
                "august aug",
                "september sep sept",
                "october oct",
                "november nov",
                "december dec",
            ),
            start=1,
        )
        for name in names.split()
    },
    quarters=phrases("quarter, quarters, qtr"),
    halves=phrases("half, half-year"),
    years=phrases("year, fy, fiscal year"),
    ordinals=numbered(
        "first 1st i, second 2nd ii, third 3rd iii, fourth 4th iv, "
        "fifth, sixth, seventh, eighth, ninth, tenth"
    ),
    rises=(
        "rose",
        "rise",
        "rising",
        "grew",
        "grow",
        "growth",
        "increas",
        "decreas",
        "fell",
        "fall",
        "falling",
        "drop",
        "declin",
        "up",
        "down",
        "gain",
        "climb",
        "jump",
        "surg",
        "widen",
        "narrow",
        "shrank",
        "lost",
        "improv",
        "slip",
        "higher",
        "lower",
        "shorten",
        "lengthen",
        "sped",
        "slow",
        "slid",
        "dip",
        "plung",
        "tumbl",
        "soar",
        "sank",
        "shrink",
        "edg",
        "cheaper",
        "chang",
        "differ",
    ),
    more_or_less=phrases(
        "more, less, fewer, greater, smaller, larger, bigger, better, worse, ahead, "
        "behind, apart, gap, than, above, below, outpaced, exceeds, exceeded, exceed"
    ),
    time_units=meaning(
        "minute: minute minutes min mins; hour: hour hours hr hrs h; day: day days; "
        "week: week weeks wk wks; month: month months; year: year years yr yrs; "
        "second: seconds sec secs; ms: ms milliseconds"
    ),
    currencies=meaning(
        "USD: $ usd dollar dollars; EUR: € eur euro euros; GBP: £ gbp pound pounds "
        "sterling; JPY: ¥ jpy yen; CHF: chf franc francs; INR: ₹ inr rupee rupees"
    ),
    fillers=phrases(
        "the, a, an, of, in, on, at, to, for, from, by, and, or, with, per, was, were, "
        "is, are, be, all, its, their, our, total, number, amount, value, count, sum, "
        "average, mean, median, figure, share, percent, rate"
    ),
    highest=phrases(
        "highest, greatest, largest, biggest, strongest, the most, leads with, leads "
        "the, "
        "leads all, leads by, led with, led the, led all, leads at, ranks first, "
        "ranked first, comes first, came first, tops the list, topped the list, "
        "tops the table, number one, in first place, in the lead, peaked, longest, "
        "most expensive, costliest, dearest, priciest, busiest, heaviest, richest, "
        "steepest, fullest, tallest, lends most, sells most, sold most, earns most, "
        "more than any other, most of all, most by far, heads the list, heads the "
        "table, "
        "headed the list, ahead of all, ahead of every, second to none, top spot, "
        "leads in, leads on, led in, led on, leads for, is first by, is first in, was "
        "first by, was first in, is top by, is top in, was top by, took first place, "
        "most is, most was, most are, "
        "takes first place, holds first place, best attended, best-attended, most "
        "attended, best paid, best-paid, best selling, best-selling, most visited"
    ),
    lowest=phrases(
        "lowest, smallest, weakest, the least, the fewest, fewest, ranks last, ranked "
        "last, "
        "comes last, came last, in last place, shortest, bottomed out, cheapest, "
        "least expensive, quietest, lightest, leanest, poorest, emptiest, least of "
        "all, "
        "least by far, less than any other, fewer than any other, "
        "bottom of the list, bottom of the table, least attended, worst attended, "
        "worst-attended, worst paid, worst-paid, least visited, least used, "
        "least is, least was, least are"
    ),
    highs=(
        "more",
        "higher",
        "longer",
        "larger",
        "greater",
        "bigger",
        "dearer",
        "pricier",
        "busier",
        "heavier",
    ),
    lows=("less", "fewer", "lower", "shorter", "smaller", "cheaper", "lighter"),
    nones=phrases("no, none, nobody, no one, not one, nowhere, nothing, no other"),
    than=phrases("than"),
    measures=phrases(
        "churn, margin, margins, cost, costs, retention, satisfaction, attrition, "
        "profit, profits, turnover"
    ),
    outside=phrases(
        "in the county, in the district, in the country, in the industry, in the "
        "market, on the market, in the sector, in the world, in the nation, "
        "in the state, in the city, in the region, in the area, in the business, "
        "nationwide, worldwide, countrywide, in its class, in our class, "
        "of all competitors, than any competitor, of any competitor, among "
        "competitors, "
        "among its peers, among our peers, of its peers, in the whole group, "
        "in the entire group, across the whole group, on record, of all time, "
        "in our history, in its history, in the company's history, in living memory"
    ),
    rivals=phrases("of any, than any other, than any, among all"),
    spans=phrases("day, week, month, quarter, year, period, season, weekday"),
    weekdays=numbered(
        "monday mondays mon, tuesday tuesdays tue, wednesday wednesdays wed, "
        "thursday thursdays thu, friday fridays fri, saturday saturdays sat, "
        "sunday sundays sun"
    ),
    extreme=phrases("best, worst"),
    slowest=phrases("slowest"),
    quickest=phrases("fastest, quickest"),
    durations=phrases("second, minute, hour, day, week, month"),
    sizes=phrases(
        "largest, biggest, smallest, number one, in first place, busiest, quietest, "
        "heaviest, lightest, richest, poorest, fullest, emptiest, number two, "
        "in second place, in third place, number three, runner-up, top spot"
    ),
    rank_turned=phrases(
        "one of the, one of our, one of its, among the, among our, not the, no longer, "
        "no longer the, never the, n't the, nor the, than the, half the, twice the, "
        "to the, behind the, at the, if the, next, previous, previously, once the, "
        "was once the, at, of the, from the"
    ),
    rank_places={
        "second": 2,
        "2nd": 2,
        "third": 3,
        "3rd": 3,
        "fourth": 4,
        "4th": 4,
        "fifth": 5,
    },
    scopes=phrases("in, for, of, within, among, across, from, inside, by"),
    links=phrases(
        "was, were, is, are, came, comes, come, belongs, belonged, went, goes, fell, "
        "falls, reached, occurred, stood, stands"
    ),
)
