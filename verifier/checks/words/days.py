"""Words round days of the calendar: where a time begins and ends."""

from __future__ import annotations

from verifier.languages import alternatives, meanings, words

LEADS = alternatives("days.leads")
"""What stands before the first day of a time."""

BETWEEN = words("days.between")
"""Those of them behind which the last day stands after an `and`."""

TO = rf"[-–—−]|{alternatives('days.to')}"
"""What stands between the first day and the last."""

ANDS = words("days.ands")
"""Those of them that else list two days."""

LOOSE = words("days.loose")
"""Those of them that leave open whether the last day belongs to the time."""

INCLUSIVE = rf"(?:{alternatives('days.inclusive')})\b"
"""Words behind the last day that say that it belongs to the time."""

_THE = rf"\s+(?:{alternatives('days.article')})?"
SINCE = rf"\b(?:{alternatives('days.since')}){_THE}$"
AFTER = rf"\b(?:{alternatives('days.after')}){_THE}$"
THROUGH = rf"\b(?:{alternatives('days.through')}){_THE}$"
BEFORE = rf"\b(?:{alternatives('days.before')}){_THE}$"
UNTIL = rf"\b(?:{alternatives('days.until')}){_THE}$"
_DAY = rf"(?:{alternatives('days.weekday')})?"
ON = rf"(?:\b(?:{alternatives('days.on')})\s+{_DAY})$"
"""What stands before the only day of a time."""

_OF = rf"(?:{alternatives('days.of')})?"
LED = rf"(?:^\W*|\b(?:{alternatives('days.led')})\s+{_OF})$"
"""What stands before a range of days in which something happened."""

_WEEK = rf"\b(?:{alternatives('days.week')})\s+"
WEEK = (
    rf"{_WEEK}(?:{alternatives('days.week_from')})"
    rf"(?:\s+(?:{alternatives('days.week_from_behind')}))?{_THE}{_DAY}$"
)
WEEK_ENDING = (
    rf"{_WEEK}(?:{alternatives('days.week_to')})"
    rf"(?:{alternatives('days.week_to_behind')})?{_THE}{_DAY}$"
)

ASIDE = (
    rf"\b(?:{alternatives('days.aside')})\s*"
    rf"(?:(?:{alternatives('days.aside_behind')})\s+)*$"
)
"""What stands before days that are left out, or that something is compared with."""

PREPOSITIONS = rf"(?:\b(?:{alternatives('days.other_prepositions')})|\d[,–-]?)\s*$"
"""Words before a date that is no day on which something happened."""

_DAYS = rf"\s+(?P<n>\d\d?|[^\W\d_]+)\s+(?:{alternatives('days.days')})\s+{_OF}"
FIRST_DAYS = rf"\b(?:{alternatives('days.first')}){_DAYS}"
LAST_DAYS = rf"\b(?:{alternatives('days.last')}){_DAYS}"

_THIRDS = {"1": (1, 10), "2": (11, 20), "3": (21, -1)}
TENS = {ordinal: _THIRDS[third] for ordinal, third in meanings("days.thirds").items()}
"""Beginning of an ordinal → first and last day of that third of a month."""

TEN_DAYS = rf"\b(?P<o>{'|'.join(TENS)})\w+\s+(?:{alternatives('days.third')})\s+"
