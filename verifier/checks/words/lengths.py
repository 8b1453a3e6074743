"""Words that say how many months or weeks a figure is of; both languages."""

from __future__ import annotations

BOTH = frozenset({"both", "оба", "обе", "обоих", "обеих"})

BEFORE_NUMBER = (
    r"\b(?:over|in|for|during|across|throughout|within|за|в\s+течение)\s+"
    r"(?P<definite>(?:all|of|the|full|whole|все|всех|целых)\s+)*"
)
BEHIND_NUMBER = (
    r"\s+(?:full\s+|whole\s+|of\s+the\s+|полн\w+\s+|календарн\w+\s+)?"
    r"(?P<unit>month|quarter|week|year|месяц|квартал|недел|год|лет)\w*(?!\w|['’])"
)
"""What stands round the number of `over the two months`, «за оба месяца»."""

WHOLE = (
    r"\b(?:(?:over|for|in|during|across|throughout)\s+the\s+(?:whole|entire|full)\s+"
    r"(?:period|time|stretch)|throughout\s+the\s+period|"
    r"(?:за|в\s+течение)\s+(?:весь|всего|вс[её])\s+(?:\w+\s+)?(?:период\w*|врем\w+))\b"
)
"""`over the whole period`, «за весь период»."""

LONG = (
    r"\b(?:(?:over|for|in|during|across|throughout)\s+the\s+(?:whole|entire|full)\s+|"
    r"(?:за|в\s+течение)\s+(?:весь|вс[её]|всего|целый|целое)\s+)"
    r"(?P<unit>half-year|half\s+year|quarter|year|полугоди\w+|квартал\w*|год\w*)\b"
)
"""`over the whole half-year`, «за весь квартал»."""

MONTHS_OF = {"half": 6, "полу": 6, "quar": 3, "квар": 3, "year": 12, "год": 12}
"""Beginning of a unit's word → its months."""

UNITS = {
    **dict.fromkeys(("month", "месяц"), "month"),
    **dict.fromkeys(("quarter", "квартал"), "quarter"),
    **dict.fromkeys(("week", "недел"), "week"),
    **dict.fromkeys(("year", "год", "лет"), "year"),
}
"""Beginning of a unit's word → the unit."""

ASIDE_BEHIND = (
    r"^\s*(?:of|after|before|from|prior|since|to|ago|earlier|later|time|running|in\s+a|"
    r"до|после|с|со|от|назад|подряд|раньше|позже|работы|отсрочк\w+)\b"
)
"""What stands behind a length that is no time in which something was counted."""
