"""Words that say of which time a figure is."""

from __future__ import annotations

from verifier.languages import alternatives, words

_THE = rf"(?:{alternatives('open_ends.article')})?"

PARTS = rf"\b(?:{alternatives('taken.parts')}|\d{{1,2}}(?:st|nd|rd|th))\b"
"""Words of a sentence that may mean a part of its time, or another time."""

LISTED = rf"[\s,()]{{0,9}}(?:{alternatives('taken.listed')})?[\s,()]{{0,9}}"
"""What stands between periods that are taken together."""

RANGED = rf"\b(?:{alternatives('taken.ranged')})\s{{1,9}}{_THE}$"
RANGES = (
    rf"\s{{0,9}}(?:{alternatives('taken.year_behind')})?\s{{0,9}}"
    rf"(?:{alternatives('taken.ranges')})\s{{1,9}}{_THE}"
)
"""What stands before the first of two periods of a range, and between the two."""

TO = (
    rf"\w\s{{0,3}}[-–—]\s{{0,3}}\w|"
    rf"\w\s{{1,3}}(?:{alternatives('open_ends.ranges')})\s{{1,3}}\w"
)
"""What stands inside of a range of periods."""

OVER = rf"\b(?:{alternatives('taken.over')})\W{{0,9}}{_THE}$"
"""What stands before a time in which something happened, and before one compared."""

FISCAL = alternatives("taken.fiscal")
"""Words of a report whose quarters may begin in other months."""

DURING = (
    rf"\b(?:{alternatives('taken.during')})\s{{1,9}}"
    rf"(?:{alternatives('taken.during_behind')})?$"
)
"""What stands before a time in which something happened, not at its end."""

HAPPENED = rf"\b(?:{alternatives('taken.happened')})\w{{0,19}}"
"""Beginnings of verbs of what happens in a time, and then is over."""

STOCK = rf"\b(?:{alternatives('taken.stock')})\b"
"""Words of what is there at the end of a time, whenever it came."""

LAST = (
    rf"\b(?:(?P<last>{alternatives('taken.last')})|{alternatives('taken.first')})"
    r"\s{1,9}(?P<number>\d{1,2}|NUMBERS)[\s-]{1,9}"
    rf"(?:{alternatives('taken.calendar')})?"
    rf"(?P<unit>{alternatives('taken.units')})\w{{0,19}}\b(?!['’])"
)
"""What stands for so many units at the beginning or end of the data's time."""

EVERYONE = words("sentence.everybody")
"""Words for all people, who are no whole of rows."""
