"""Superlatives whose rivals no cited source holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier.checks.claims._races import uses_of
from verifier.checks.naming import names_in
from verifier.checks.stems import Token, alike, tokens_of
from verifier.checks.words import LEXICON

if TYPE_CHECKING:
    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject
    from verifier.checks.superlatives import Reach, Superlative
    from verifier.model.case import Case

_WORDS_OF_RIVALS = 2  # behind `of any`, that may be their noun


def beyond(
    case: Case, one: Superlative, reach: Reach, subject: Subject, *, is_ranked: bool
) -> str:
    """Returns what stands against a superlative whose rivals are elsewhere, or nothing.

    Args:
        case: the figure.
        one: the superlative.
        reach: the words of the figure.
        subject: with the sheets.
        is_ranked: whether the source itself ranks the group.
    """
    ground = subject.ground_of(uses_of(case))
    if ground is None:
        return ""
    where = _outside(reach.text, ground)
    if where:
        return (
            f"the sentence says {one.text!r} {where}; the cited source holds nothing "
            "of the others there"
        )
    if is_ranked:
        return ""
    rivals = _of_us(one, reach.text, ground) or _rivals(reach.text, ground)
    if rivals:
        return (
            f"the sentence says {one.text!r} {rivals}; no column of the cited sheet "
            "names them"
        )
    return _of_sheets(one, reach, ground, subject)


def _known(ground: Ground) -> frozenset[str]:
    """Returns the stems of all that a sheet names: headers, itself, its source."""
    key = ground.sheet.key
    names = (*ground.sheet.headers, key.source, key.sheet)
    return frozenset(t.stem for name in names for t in tokens_of(name))


def _outside(text: str, ground: Ground) -> str:
    """Returns the words that name a wider field than the sheet: `in the county`."""
    known = _known(ground)
    folded = " ".join(text.casefold().split())
    for phrase in sorted(LEXICON.outside, key=len, reverse=True):
        found = re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", folded)
        if found and not any(
            alike(t.stem, other) for t in tokens_of(phrase)[-1:] for other in known
        ):
            return phrase
    return ""


def _rivals(text: str, ground: Ground) -> str:
    """Returns `of any provider`, where no header speaks of providers."""
    known = _known(ground) | {t.stem for w in LEXICON.spans for t in tokens_of(w)}
    folded = " ".join(text.casefold().split())
    for phrase in LEXICON.rivals:
        found = re.search(rf"(?<!\w){re.escape(phrase)}\s", folded)
        words = tokens_of(folded[found.end() :])[:_WORDS_OF_RIVALS] if found else ()
        if not words or not _may_name(words, ground):
            continue
        if words[0].text in LEXICON.ofs:
            continue  # than any of the others
        if not any(alike(w.stem, other) for w in words for other in known):
            return f"{phrase} {words[0].text}"
    return ""


def _may_name(words: tuple[Token, ...], ground: Ground) -> bool:
    """Returns whether a sheet has headers in the letters of words, and may name them.

    English headers have no word of the industries that a Russian sentence speaks of.
    """
    headers = [t.text for name in ground.sheet.headers for t in tokens_of(name)]
    scripts = {header.isascii() for header in headers}
    return any(word.text.isascii() in scripts for word in words)


def _of_us(one: Superlative, text: str, ground: Ground) -> str:
    """Returns `carrier` of `we are the most punctual carrier`: its rivals."""
    before = " ".join(text[: one.start].casefold().replace("’", "'").split())
    before = before.removesuffix(" the").rstrip(" —–-")
    if not any(f" {before}".endswith(f" {us}") for us in LEXICON.us):
        return ""
    known = _known(ground) | {t.stem for w in LEXICON.spans for t in tokens_of(w)}
    words = tokens_of(text[one.end :])[:_WORDS_OF_RIVALS]
    ends = [w.text.casefold() in LEXICON.scopes | LEXICON.parts for w in words]
    words = words[: ends.index(True)] if True in ends else words
    if not _may_name(words, ground):
        return ""
    if any(alike(w.stem, other) for w in words for other in known):
        return ""
    return f"of ourselves among {words[-1].text}"


def _of_sheets(one: Superlative, reach: Reach, ground: Ground, subject: Subject) -> str:
    """Returns what stands against a ranking of sheets of which one is cited."""
    own = ground.sheet.key
    names = tuple(key.sheet or key.source for key in (own, *ground.siblings))
    if len(names) == 1:
        return ""
    named = names_in(reach.text, {0: names}, subject.brief)
    named = tuple(n for n in named if not (n.start < reach.end and reach.start < n.end))
    if {n.value for n in named} != {names[0]}:
        return ""
    return (
        f"the sentence says {one.text!r} of {names[0]}; only its own sheet is cited, "
        f"and {', '.join(names[1:4])} are not"
    )
