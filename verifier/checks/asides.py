"""Asides that say more of what was named: Ava, who joined in April, brought 5."""

from __future__ import annotations

from verifier.languages import alternatives, compiled

ASIDE = compiled(
    rf",\s+(?P<aside>(?:{alternatives('other_period.who')})\s[^,;()—–]{{1,120}}),"
)


def without_asides(text: str) -> str:
    """Returns a text without its asides.

    Example:
        >>> without_asides("the North, where the team was new, lost 5")
        'the North  lost 5'
    """
    return ASIDE.sub(" ", text)
