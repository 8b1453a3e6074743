"""The pages that explain every code, by reason, code or name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.model.pages import findings, hallucinated, suspect, undecided

if TYPE_CHECKING:
    from verifier.model.pages.page import Page
    from verifier.model.reason import Reason

PAGES: tuple[Page, ...] = (
    *hallucinated.PAGES,
    *suspect.PAGES,
    *undecided.PAGES,
    *findings.PAGES,
)
_BY_NAME = {page.name: page for page in PAGES}
_BY_CODE = {page.code: page for page in PAGES}


def page_of(reason: Reason) -> Page:
    """Returns the page of a verdict's reason.

    Example:
        >>> from verifier.model.reason import Reason
        >>> page_of(Reason.SCALE).code
        'H012'
    """
    return _BY_NAME[reason.value]


def page_named(word: str) -> Page | None:
    """Returns the page with that code or name in any case, or None.

    Example:
        >>> page_named("h012") is page_named("scale")
        True
    """
    return _BY_CODE.get(word.upper()) or _BY_NAME.get(word.lower())
