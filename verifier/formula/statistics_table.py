"""Which statistic each spreadsheet function computes."""

from __future__ import annotations

from verifier.formula.trials import GUARDS, ROUNDING
from verifier.model.use import Statistic

_NAMES: dict[Statistic, str] = {
    Statistic.SUM: "SUM SUMIF SUMIFS SUMPRODUCT DSUM",
    Statistic.MEAN: "AVERAGE AVERAGEA AVERAGEIF AVERAGEIFS TRIMMEAN GEOMEAN HARMEAN "
    "DAVERAGE AVERAGE.WEIGHTED",
    Statistic.MEDIAN: "MEDIAN",
    Statistic.MODE: "MODE MODE.SNGL MODE.MULT",
    Statistic.COUNT: "COUNT COUNTA COUNTIF COUNTIFS COUNTBLANK ROWS DCOUNT DCOUNTA",
    Statistic.DISTINCT: "COUNTUNIQUE COUNTUNIQUEIFS",
    Statistic.MINIMUM: "MIN MINA MINIFS DMIN",
    Statistic.MAXIMUM: "MAX MAXA MAXIFS DMAX",
    Statistic.QUANTILE: "PERCENTILE PERCENTILE.INC PERCENTILE.EXC QUARTILE "
    "QUARTILE.INC QUARTILE.EXC PERCENTRANK PERCENTRANK.INC PERCENTRANK.EXC",
    Statistic.SPREAD: "STDEV STDEV.S STDEV.P STDEVP STDEVA STDEVPA VAR VAR.S VAR.P "
    "VARP VARA VARPA AVEDEV DEVSQ SKEW KURT",
    Statistic.PRODUCT: "PRODUCT",
    Statistic.RANK: "LARGE SMALL RANK RANK.EQ RANK.AVG",
    Statistic.RELATION: "CORREL PEARSON SLOPE INTERCEPT RSQ FORECAST FORECAST.LINEAR "
    "COVAR COVARIANCE.P COVARIANCE.S STEYX",
    Statistic.OTHER: "SUBTOTAL AGGREGATE NPV IRR XIRR XNPV",
}
STATISTICS = {
    name: statistic for statistic, names in _NAMES.items() for name in names.split()
}
"""Name of a function → what it makes of its cells."""

PASSED = ROUNDING | GUARDS | {"ABS", "VALUE", "N", "SINGLE"}
"""Functions that leave the statistic of their first argument what it is."""

COUNTING = frozenset({"MATCH", "XMATCH", "ROW", "COLUMN"})
"""Functions inside an aggregate that give places, not cells."""

GATES: dict[str, tuple[int, int | None]] = {
    **dict.fromkeys(
        ("PERCENTILE", "PERCENTILE.INC", "PERCENTILE.EXC", "QUARTILE"), (0, 1)
    ),
    **dict.fromkeys(("QUARTILE.INC", "QUARTILE.EXC", "LARGE", "SMALL"), (0, 1)),
    **dict.fromkeys(("TRIMMEAN", "PERCENTRANK", "PERCENTRANK.INC"), (0, 1)),
    **dict.fromkeys(("RANK", "RANK.EQ", "RANK.AVG"), (1, 2)),
    "SUBTOTAL": (1, None),
    "AGGREGATE": (2, None),
}
"""Name of a function → which arguments hold its cells; the others are settings."""
