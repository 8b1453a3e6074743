"""What each argument of a function does there."""

from __future__ import annotations

from verifier.formula.nodes import (
    Call,
    Node,
    walk,
)
from verifier.formula.trials import branch_places
from verifier.model.plan import LiteralRole

# function: role of each argument, the last one repeated; "." looks into the argument
_SETTING, _CRITERION = LiteralRole.SETTING, LiteralRole.CRITERION
_FACTOR, _POSITION = LiteralRole.FACTOR, LiteralRole.POSITION
_ARGUMENTS: dict[str, tuple[LiteralRole | None, ...]] = {
    **dict.fromkeys(
        [
            "ROUND",
            "ROUNDUP",
            "ROUNDDOWN",
            "TRUNC",
            "MROUND",
            "CEILING",
            "FLOOR",
            "CEILING.MATH",
            "CEILING.PRECISE",
            "ISO.CEILING",
            "FLOOR.MATH",
            "FLOOR.PRECISE",
            "TEXT",
            "FIXED",
            "DOLLAR",
            "LOG",
            "PERCENTILE",
            "PERCENTILE.INC",
            "PERCENTILE.EXC",
            "QUARTILE",
            "QUARTILE.INC",
            "QUARTILE.EXC",
            "TRIMMEAN",
            "EDATE",
            "EOMONTH",
            "WEEKDAY",
            "WEEKNUM",
            "LEFT",
            "RIGHT",
            "MID",
            "SORT",
            "UNIQUE",
            "REPT",
            "BASE",
            "DECIMAL",
            "ROMAN",
            "CONVERT",
            "DOLLARDE",
            "DOLLARFR",
            "BITLSHIFT",
            "BITRSHIFT",
            "Z.TEST",
            "ZTEST",
            "TEXTJOIN",
            "JOIN",
            "VALUETOTEXT",
            "ARRAYTOTEXT",
            "NUMBERVALUE",
            "CHOOSECOLS",
            "TOCOL",
            "TOROW",
        ],
        (None, _SETTING),
    ),
    **dict.fromkeys(["COUNTIF", "SUMIF", "AVERAGEIF"], (None, _CRITERION, None)),
    **dict.fromkeys(["LARGE", "SMALL", "INDEX"], (None, _POSITION)),
    **dict.fromkeys(["TAKE", "DROP"], (None, _POSITION, _SETTING)),
    "CHOOSEROWS": (None, _POSITION),
    **dict.fromkeys(["RANK", "RANK.EQ", "RANK.AVG"], (_CRITERION, None, _SETTING)),
    **dict.fromkeys(
        ["PERCENTRANK", "PERCENTRANK.INC", "PERCENTRANK.EXC"],
        (None, _CRITERION, _SETTING),
    ),
    **dict.fromkeys(
        ["MATCH", "XMATCH", "VLOOKUP", "HLOOKUP"], (_CRITERION, None, _SETTING)
    ),
    **dict.fromkeys(["FIND", "SEARCH"], (_CRITERION, None, _SETTING)),
    # a database's column and criteria are cells or a header's name
    **dict.fromkeys(
        [
            *("DSUM", "DAVERAGE", "DCOUNT", "DCOUNTA", "DGET", "DMAX", "DMIN"),
            *("DPRODUCT", "DSTDEV", "DSTDEVP", "DVAR", "DVARP"),
        ],
        (None, _CRITERION, None),
    ),
    # the last argument asks for the sum of a distribution, or says how many tails
    **dict.fromkeys(
        [
            *("NORM.DIST", "NORMDIST", "LOGNORM.DIST", "GAMMA.DIST", "GAMMADIST"),
            *("WEIBULL", "WEIBULL.DIST", "BINOM.DIST", "BINOMDIST", "F.DIST"),
            "NEGBINOM.DIST",
        ],
        (None, None, None, _SETTING),
    ),
    **dict.fromkeys(
        [
            *("T.DIST", "TDIST", "CHISQ.DIST", "POISSON", "POISSON.DIST"),
            *("EXPON.DIST", "EXPONDIST"),
        ],
        (None, None, _SETTING),
    ),
    "NORM.S.DIST": (None, _SETTING),
    "BETA.DIST": (None, None, None, _SETTING, None),
    "HYPGEOM.DIST": (None, None, None, None, _SETTING),
    **dict.fromkeys(["T.TEST", "TTEST"], (None, None, _SETTING)),
    **dict.fromkeys(
        ["CONFIDENCE", "CONFIDENCE.NORM", "CONFIDENCE.T"], (_SETTING, None)
    ),
    **dict.fromkeys(["LINEST", "LOGEST"], (None, None, _SETTING)),
    **dict.fromkeys(["TREND", "GROWTH"], (None, None, None, _SETTING)),
    **dict.fromkeys(["DELTA", "GESTEP"], (None, _CRITERION)),
    "PROB": (None, None, _CRITERION),
    "FREQUENCY": (None, _CRITERION),
    # guesses, and whether payments fall on the beginning of a period
    **dict.fromkeys(["IRR"], (None, _SETTING)),
    "XIRR": (None, None, _SETTING),
    "RATE": (_FACTOR, _FACTOR, _FACTOR, _FACTOR, _SETTING),
    **dict.fromkeys(
        ["PV", "FV", "NPER"], (_FACTOR, _FACTOR, _FACTOR, _FACTOR, _SETTING)
    ),
    **dict.fromkeys(
        ["IPMT", "PPMT"], (_FACTOR, _FACTOR, _FACTOR, _FACTOR, _FACTOR, _SETTING)
    ),
    **dict.fromkeys(
        ["CUMIPMT", "CUMPRINC"],
        (_FACTOR, _FACTOR, _FACTOR, _POSITION, _POSITION, _SETTING),
    ),
    **dict.fromkeys(["DB", "DDB", "SYD"], (_FACTOR, _FACTOR, _FACTOR, _POSITION)),
    "EXACT": (_CRITERION,),
    "SUBSTITUTE": (None, _SETTING, None, _SETTING),
    "REPLACE": (None, _SETTING, _SETTING, None),
    "LOOKUP": (_CRITERION, None),
    "XLOOKUP": (_CRITERION, None, None, None, _SETTING),
    "SUBTOTAL": (_SETTING, None),
    "AGGREGATE": (_SETTING, _SETTING, None),
    **dict.fromkeys(["TEXTBEFORE", "TEXTAFTER"], (None, *[_SETTING] * 4, None)),
    "TEXTSPLIT": (None, *[_SETTING] * 4, None),
    "SPLIT": (None, _SETTING),
    **dict.fromkeys(["REGEXTEST", "REGEXMATCH", "REGEXEXTRACT"], (None, _SETTING)),
    "REGEXREPLACE": (None, _SETTING, None, _SETTING),
    **dict.fromkeys(["YEARFRAC", "DAYS360", "DATEDIF"], (None, None, _SETTING)),
    **dict.fromkeys(["NETWORKDAYS.INTL", "WORKDAY.INTL"], (None, None, _SETTING, None)),
    "CHOOSE": (_CRITERION, None),
    "POWER": (_FACTOR,),
    "QUOTIENT": (_FACTOR,),
    "MOD": (_FACTOR, LiteralRole.VALUE),  # a modulus converts no unit
    "SQRT": (_FACTOR,),
    **dict.fromkeys(
        [
            *("RRI", "NPV", "PMT", "PRODUCT", "XNPV", "MIRR", "FVSCHEDULE", "SLN"),
            *("ISPMT", "PDURATION", "EFFECT", "NOMINAL", "SERIESSUM", "SQRTPI"),
        ],
        (_FACTOR,),
    ),
}
_WITH_PAIRS = {"COUNTIFS": 0, "SUMIFS": 1, "AVERAGEIFS": 1, "MAXIFS": 1, "MINIFS": 1}


def argument_roles(call: Call) -> tuple[LiteralRole | None, ...]:
    """Returns the role that a literal has as each argument, None for no special one."""
    count = len(call.arguments)
    if call.name in _WITH_PAIRS:
        first = _WITH_PAIRS[call.name]
        return tuple(
            _CRITERION if place >= first and (place - first) % 2 else None
            for place in range(count)
        )
    branches = branch_places(call)
    if call.name == "SWITCH":
        cases = range(1, count - 1, 2)
        return tuple(
            _CRITERION
            if place == 0 or place in cases
            else (LiteralRole.BRANCH if place in branches else None)
            for place in range(count)
        )
    known = _ARGUMENTS.get(call.name, (None,))
    return tuple(
        LiteralRole.BRANCH if place in branches else known[min(place, len(known) - 1)]
        for place in range(count)
    )


def names_of(root: Node) -> tuple[str, ...]:
    """Returns the names of all functions, each once, in order of appearance."""
    return tuple(dict.fromkeys(n.name for n in walk(root) if isinstance(n, Call)))
