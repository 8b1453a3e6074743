"""The name that somebody may have meant who wrote another one."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LIKE = 0.7


def nearest_name(name: str, names: Iterable[str]) -> str:
    """Returns the name that is most like another one, without regard to case.

    A file's name counts without its folder, and without its suffix, too. Of equals the
    first is taken; nothing where none is much like it.

    Example:
        >>> nearest_name("deels", ("costs.csv", "deals.csv"))
        'deals.csv'
        >>> nearest_name("deals.csv", ("exports/deals.csv",)), nearest_name("x", ("y",))
        ('exports/deals.csv', '')
    """
    forms: dict[str, str] = {}
    for known in names:
        own = known.rpartition("/")[2]
        for form in (known, own, own.partition(".")[0]):
            forms.setdefault(form.casefold(), known)
    close = difflib.get_close_matches(name.casefold(), filter(None, forms), 1, _LIKE)
    return forms[close[0]] if close else ""
