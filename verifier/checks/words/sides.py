"""Words that say of which rows a ratio's sides are; both languages."""

from __future__ import annotations

WHOLE = (
    r"\b(?:annual|yearly|year['’]s|full-year|total|overall|entire|whole|company-wide|"
    r"all\s+(?:the\s+)?(?:\w+\s+)?(?:months|years|quarters|regions|shops|stores)|"
    r"base|baseline|capacity|годов\w+|вс(?:ей|его|ех|я|ю|е|ё)|общ(?:ей|его|их|ая|ую|ий)|"
    r"цел(?:ом|ого)|сет[иь]|базов\w+|двух|трех|трёх|полугоди\w+|период\w*)\b"
)
"""Words by which one side may be of more rows than the other one."""

AT = r"\b(?:in|at|within|inside|among|across|в|во|у|среди)\s+(?:the\s+)?[«\"“'‘]?$"
"""What stands before a group where something was so."""
