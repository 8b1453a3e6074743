"""Ways to say which place a group takes among others; both languages."""

from __future__ import annotations

PLACES = {
    2: r"second|2nd|втор(?:ой|ое|ая|ым|ом|ую|ого)",
    3: r"third|3rd|трет(?:ий|ье|ья|ьим|ьем|ью|ьей|ьего)",
    4: r"fourth|4th|четв[её]рт(?:ый|ое|ая|ым|ом|ую|ой)",
    5: r"fifth|5th|пят(?:ый|ое|ая|ым|ом|ую|ой)",
}
"""Place → the ordinals that mean it."""

_ENDS = (
    r"(?=\s+(?:with|at|on|by|behind|overall|after|from|с|со|у)\b|"
    r"\s*[,.:;()—–-]|\s*$)"
)
_CLOSE = r"(?:a\s+(?:close|distant|clear|strong|narrow)\s+)?"
_BY = (  # the second largest town is so by its people
    r"по\s+(?!счёту|счету|очереди|порядку|списку|величине|размеру|населению|"
    r"численности|значению|важности)\w{3,}"
)
_PLACED = (
    r"(?:занима|занял|занят|держи|получи|взял|оказал|стоит|стоял)\w*(?:\s+(?:на|с))?"
)

FROM_THE_TOP = (
    (
        r"(?:ranks?|ranked|ranking|comes?|came|coming|places?|placed|finish(?:es|ed)?)"
        rf"\s+(?:in\s+)?{_CLOSE}{{o}}(?:\s+place)?"
    ),
    (
        r"(?:is|was|are|were|stands?|stood|sits?|sat)\s+(?:only\s+|in\s+)?"
        rf"{_CLOSE}{{o}}{_ENDS}"
    ),
    (
        r"(?:holds?|held|takes?|took|occup\w+|claims?|claimed|gets?|got|in)\s+"
        r"(?:the\s+)?{o}[\s-]+(?:place|spot|position|rank)"
    ),
    r"{o}[\s-]+(?:place|spot|position)\s+(?:goes|went|belongs|belonged|is|was|fell)",
    r"(?:^|(?<=[.;,–—-]\s))(?:and\s+)?{o}\s+(?:comes?|came|is|was)\b(?!\s+(?:the|a)\b)",
    r"{o}\s+(?P<rival>only\s+to)",
    r"на\s+{o}\s+мест[еу]",
    r"(?:заняла?о?\s+)?{o}\s+место",
    _PLACED + r"\s+{o}",
    r"{o}\s+" + _BY,
    _BY + r"\s+(?:\w+\s+)?(?:[—–-]\s+)?{o}" + _ENDS,
    r"{o}\s+(?:ид[её]т|ш[её]л|шла|следует|стал[аио]?|оказал\w+|результат\w*)",
    r"(?:ид[её]т|ш[её]л|шла|стал[аио]?)\s+{o}" + _ENDS,
)
"""Forms with `{o}` for an ordinal, counted from the highest."""

FROM_THE_END = (
    r"{o}[\s-]+(?:from|to)\s+(?:the\s+)?(?:bottom|last|end)",
    r"{o}[\s-]+to[\s-]+last",
    r"{o}\s+(?:с\s+конца|снизу)",
)
"""The same, counted from the lowest."""

NEXT_TO_THE_TOP = (
    r"runner[\s-]up",
    r"number\s+two",
    r"(?P<rival>(?:behind|beaten|topped|surpassed|exceeded|outdone|outsold)\s+only\s+by)",
    r"(?P<rival>(?:only|just)\s+behind)",
    r"(?P<rival>behind\s+only)",
    r"(?P<rival>уступа\w+\s+(?:только|лишь|разве\s+что))",
)
"""Forms of the second place."""

NEXT_TO_THE_END = (
    r"(?:last|bottom)\s+but\s+one",
    r"next[\s-]to[\s-]last",
    r"penultimate(?:\s+(?:place|spot|position))",
    r"(?:на\s+)?предпоследн(?:ем|ее|им)\s+мест\w+",
)
"""Forms of the last place but one."""

LAST = (
    r"(?:ranks?|ranked|comes?|came|finish(?:es|ed)?|placed)\s+(?:dead\s+)?last" + _ENDS,
    r"(?:is|was|are|were)\s+(?:dead\s+)?last" + _ENDS,
    r"brings?\s+up\s+the\s+rear|brought\s+up\s+the\s+rear",
    r"замыка\w+\s+(?:список|рейтинг|таблиц\w+|перечень|ряд)",
)
"""Forms of the last place."""

LEADS = (
    r"leads?|led|tops?|topped|(?:is|was|comes?|came)\s+(?:first|ahead)|in\s+front|"
    r"впереди|лидир\w+|перв(?:ый|ая|ое|ым|ой)|на\s+первом"
)
"""Words of the first of a ranking that are too common to be so by themselves."""

NEXT = (
    r"followed\s+(?:\w+\s+)?by|trailed\s+by|next\s+(?:comes?|came|is|was|in\s+line)|"
    r"(?:comes?|came)\s+next|then\s+(?:comes?|came)|[,;]\s*(?:and\s+)?then\b|"
    r"(?:close|right|just|closely)\s+behind(?:\s+it)?,?\s+(?:is|comes?|came|was)|"
    r"следом(?:\s+за\s+\w+)?(?:\s+(?:ид\w+|след\w+|расположил\w+))?|"
    r"за\s+н(?:им|ей|ими)\s+(?:ид\w+|след\w+|расположил\w+)|"
    r"дал(?:ее|ьше)\s+(?:ид\w+|след\w+)|[,;—–]\s*(?:затем|потом|далее)\b|"
    r"(?:затем|потом)\s+ид\w+"
)
"""Words behind the first of a ranking that lead to the one after it."""
