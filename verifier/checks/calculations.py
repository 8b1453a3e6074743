"""Calculations as they are written, where their signs are looked at."""

from __future__ import annotations

import re

_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")


def without_texts(calculation: str) -> str:
    """Returns a calculation without its texts and quoted names, whose signs are none.

    Example:
        >>> without_texts('SUMIFS(C2:C5,B2:B5,"1-2 rooms")+1')
        'SUMIFS(C2:C5,B2:B5,)+1'
    """
    return _QUOTED.sub("", calculation)
