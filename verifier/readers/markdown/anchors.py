"""What a link with `#` may lead to that is no claim: headings and named places."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TAG = re.compile(r"<[A-Za-z][^<>]*>")
_NAME = re.compile(r"""\s(?:id|name)=(?:"([^"]*)"|'([^']*)'|([^\s"'<>=`]+))""", re.I)  # noqa: FURB167 - the line is full


def slugs(headings: Iterable[str]) -> Iterator[str]:
    """Yields the ids that GitHub gives to headings, in order.

    Source: github-slugger; html-pipeline's TableOfContentsFilter.

    Example:
        >>> list(slugs(["What's new?", "Итоги 2025", "What's new?"]))
        ['whats-new', 'итоги-2025', 'whats-new-1']
    """
    seen: Counter[str] = Counter()
    for heading in headings:
        slug = "".join(map(_letter, heading.strip().lower()))
        count = seen[slug]
        seen[slug] += 1
        yield f"{slug}-{count}" if count else slug


def _letter(sign: str) -> str:
    if sign == " ":
        return "-"
    return sign if sign.isalnum() or sign in "-_" else ""


def names_in_html(html: str) -> Iterator[str]:
    """Yields the `id` and `name` attributes of the tags in a piece of HTML.

    Example:
        >>> list(names_in_html('<a id="c1"></a><h2 class=x name=top>'))
        ['c1', 'top']
    """
    for tag in _TAG.finditer(html):
        for found in _NAME.finditer(tag[0]):
            yield found[1] or found[2] or found[3] or ""
