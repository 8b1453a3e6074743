"""Words round days of the calendar: where a time begins and ends; both languages."""

from __future__ import annotations

LEADS = r"from|between|beginning|starting|(?:начиная\s+)?со?|между"
"""What stands before the first day of a time."""

BETWEEN = frozenset({"between", "между"})
"""Those of them behind which the last day stands after an `and`."""

TO = r"[-–—−]|to|through|thru|till|until|up\s+to(?:\s+and\s+including)?|and|по|до|и"
"""What stands between the first day and the last."""

ANDS = frozenset({"and", "и"})
"""Those of them that else list two days."""

LOOSE = frozenset({"till", "until", "до"})
"""Those of them that leave open whether the last day belongs to the time."""

INCLUSIVE = r"(?:включительно|inclusive(?:ly)?|included)\b"
"""Words behind the last day that say that it belongs to the time."""

_THE = r"\s+(?:the\s+)?"
SINCE = rf"\b(?:since|starting(?:\s+(?:on|from|with))?|from|начиная\s+со?|со?){_THE}$"
AFTER = rf"\b(?:after|later\s+than|following|после|позже|позднее){_THE}$"
THROUGH = (
    rf"\b(?:through|thru|up\s+to\s+and\s+including|no\s+later\s+than|не\s+позднее|"
    rf"не\s+позже|по){_THE}$"
)
BEFORE = rf"\b(?:before|prior\s+to|earlier\s+than|раньше|ранее){_THE}$"
UNTIL = rf"\b(?:until|till|by|up\s+to|до){_THE}$"
_DAY = (
    r"(?:(?:on\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+|"
    r"(?:понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье),?\s+)?"
)
ON = rf"(?:\b(?:on|for|за|в|во)\s+{_DAY})$"
"""What stands before the only day of a time."""

LED = (
    r"(?:^\W*|\b(?:period|days|in|over|during|for|on|период\w*|дни|дней|за|течение)"
    r"\s+(?:of\s+)?)$"
)
"""What stands before a range of days in which something happened."""

WEEK = (
    r"\b(?:week|недел[яюиье]\w*)\s+(?:of|from|starting|beginning|commencing|со?|"
    r"начавш\w+ся|начинающ\w+ся|начиная\s+со?)(?:\s+(?:on|with|from|со?))?"
    + _THE
    + _DAY
    + "$"
)
WEEK_ENDING = (
    r"\b(?:week|недел[яюиье]\w*)\s+(?:ending|ended|to|до|по|закончивш\w+ся)"
    r"(?:\s+on)?" + _THE + _DAY + "$"
)

ASIDE = (
    r"\b(?:except|excluding|without|than|versus|vs\.?|against|compared\s+(?:to|with)|"
    r"relative\s+to|apart\s+from|other\s+than|unlike|not\s+counting|кроме|без|чем|"
    r"против|исключая|исключени\w+|не\s+считая|сравнени\w+\s+со?|относительно|"
    r"отличи\w+\s+от)\s*(?:(?:for|in|on|the|в|во|за|период\w*|дн\w+|days?)\s+)*$"
)
"""What stands before days that are left out, or that something is compared with."""

PREPOSITIONS = r"(?:\b(?:на|от|к|ко|до|из|у|при|о|об|под|и|или|число)|\d[,–-]?)\s*$"
"""Words before a Russian date that is no day on which something happened."""

FIRST_DAYS = (
    r"\b(?:first|перв\w+)\s+(?P<n>\d\d?|[^\W\d_]+)\s+(?:days|дн\w+)\s+(?:of\s+)?"
)
LAST_DAYS = (
    r"\b(?:last|final|последн\w+)\s+(?P<n>\d\d?|[^\W\d_]+)\s+"
    r"(?:days|дн\w+)\s+(?:of\s+)?"
)
TEN_DAYS = r"\b(?P<o>перв|втор|трет)\w+\s+декад[ауые]\w*\s+"
TENS = {"перв": (1, 10), "втор": (11, 20), "трет": (21, -1)}
"""Beginning of an ordinal → first and last day of that third of a month."""
