"""Words for when something came about, between a word of direction and its figure.

Fell over the quarter by 5, «сбросил от квартала к кварталу 5».
"""

from __future__ import annotations

from verifier.languages import alternatives, meanings

_PERIOD = rf"(?:\w+\s+){{0,2}}?(?:{alternatives('direction.periods')})(?![\w'’])"
_ORDINAL = rf"(?:\w+\s+)?(?:{'|'.join(meanings('direction.ordinals'))})(?![\w'’])"

WHEN = (
    rf"(?:(?:{alternatives('direction.while')})\s+{_PERIOD}|"
    rf"(?:{alternatives('direction.while_from')})\s+{_PERIOD}\s+"
    rf"(?:{alternatives('direction.while_to')})\s+(?:{_PERIOD}|{_ORDINAL})|"
    rf"{alternatives('direction.while_alone')})"
)
"""The text of an expression that matches them."""
