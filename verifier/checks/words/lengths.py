"""Words that say how many months or weeks a figure is of."""

from __future__ import annotations

from verifier.languages import alternatives, meanings, words

BOTH = words("lengths.both")

BEFORE_NUMBER = (
    rf"\b(?:{alternatives('lengths.over')})\s+"
    rf"(?P<definite>(?:{alternatives('lengths.definite')})\s+)*"
)
UNITS = meanings("lengths.units")
"""Beginning of a unit's word → the unit."""

BEHIND_NUMBER = (
    rf"\s+(?:{alternatives('lengths.whole_units')})?"
    rf"(?P<unit>{'|'.join(UNITS)})\w*(?!\w|['’])"
)
"""What stands round the number of `over the two months`, «за оба месяца»."""

WHOLE = rf"\b(?:{alternatives('lengths.whole')})\b"
"""`over the whole period`, «за весь период»."""

LONG = (
    rf"\b(?:{alternatives('lengths.long')})"
    rf"(?P<unit>{alternatives('lengths.long_units')})\b"
)
"""`over the whole half-year`, «за весь квартал»."""

MONTHS_OF = meanings("lengths.months_of", int)
"""Beginning of a unit's word → its months."""

ASIDE_BEHIND = rf"^\s*(?:{alternatives('lengths.aside_behind')})\b"
"""What stands behind a length that is no time in which something was counted."""
