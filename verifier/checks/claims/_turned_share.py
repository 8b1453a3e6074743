"""Shares turned round: `queues account for 58 % of bad reviews`, of queues 58 % bad.

And `the share of urgent jobs among them`, of all urgent jobs that of theirs; and `of
the late jobs 5 % are urgent`, of the urgent ones that of late ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._groups_spoken import groups_spoken_of
from verifier.checks.claims._whole_phrases import IS_PART, whole_of
from verifier.checks.reach import own_words
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import tokens_of
from verifier.checks.words import LEXICON
from verifier.checks.words.rates import INSIDE, SHARES
from verifier.languages import alternatives, compiled, words

if TYPE_CHECKING:
    from verifier.checks.claims._wholes import Share
    from verifier.checks.naming import Naming
    from verifier.checks.rule import Subject

_LEADING = compiled(rf"\W*(?:{alternatives('turned_share.leading')})\b")
_WITHIN = compiled(  # the scope of what is said, and no part
    rf"\b(?:{alternatives('turned_share.within')})\s+"
    rf"(?:{alternatives('turned_share.within_behind')})?(?:\S+\s+)?$"
)
_WHOLE = compiled(
    rf"\s*(?:{alternatives('turned_share.of')})?\s*"
    rf"(?:{alternatives('turned_share.whole')}|\w{{4,}})"
)


_WHOLE_BEHIND = compiled(rf"\s*(?:{alternatives('turned_share.of')})\s")
_WAY = compiled(rf"\b(?:{alternatives('turned_share.ways')})\s+(?:\w+\s+)?$")
_POSSESSIVE = compiled(rf"(?:{alternatives('turned_share.possessive')})\s+(?:\w+\s+)?$")
_AHEAD = 400  # letters before a sentence of `among them`
_MOST = 8  # words between a share and its figure


def of_turned_share(share: Share, subject: Subject) -> str:
    """Returns what stands against a part that the calculation takes as the whole."""
    return (
        _of_verb(share, subject)
        or _of_noun(share, subject)
        or _of_leading(share, subject)
        or _of_way(share, subject)
        or _of_told(share, subject)
    )


def _of_told(share: Share, subject: Subject) -> str:
    """Returns what stands against `5 % of their revenue falls to the shops`.

    The words behind the verb are the part, those before it the whole.
    """
    phrase = whole_of(share.case)
    further, whole = _sides(share)
    if phrase is None or not phrase.told or further & whole:
        return ""
    said = {token.text.casefold() for token in tokens_of(phrase.text)}
    is_led = bool(said & LEXICON.pronouns) or any(
        one.value.casefold() in share.taken.get(one.column, frozenset())
        for one in _named(share, phrase.text, further, subject)
    )
    if not is_led or _named(share, phrase.text, whole, subject):
        return ""
    for one in _named(share, phrase.told, whole, subject):
        if one.value.casefold() in share.whole[one.column] and not one.is_negated:
            return (
                f"the sentence takes {one.value} as the part; the calculation divides "
                f"by all of {one.value}"
            )
    return ""


def _of_way(share: Share, subject: Subject) -> str:
    """Returns what stands against `through auctions went 5 % of the food purchases`."""
    clause, phrase = sentence_round(share.case.sentence), whole_of(share.case)
    first, last = own_words(clause)
    before, behind = clause.text[first : clause.start], clause.text[clause.end : last]
    if phrase is None or phrase.head not in behind:
        return ""
    further, whole = _sides(share)
    if further & whole or not any(
        one.value.casefold() in share.taken.get(one.column, frozenset())
        for one in _named(share, phrase.head, further, subject)
    ):
        return ""
    for one in _named(share, before, whole, subject):
        is_meant = one.value.casefold() in share.whole[one.column]
        if is_meant and _WAY.search(before[: one.start]):
            return (
                f"the sentence takes {one.value} as the part; the calculation divides "
                f"by all of {one.value}"
            )
    return ""


def _of_leading(share: Share, subject: Subject) -> str:
    """Returns what stands against `of the late jobs 5 % are urgent`."""
    clause = sentence_round(share.case.sentence)
    first, last = own_words(clause)
    ahead, behind = clause.text[first : clause.start], clause.text[clause.end : last]
    ahead, told = _at_share(ahead)  # among all visits the share of urgent ones is
    behind = f"{told} {behind}"
    further, whole = _sides(share)
    if not _LEADING.match(ahead) or not further or further & whole:
        return ""
    if _WHOLE_BEHIND.match(behind) and _named(share, behind, whole, subject):
        return ""  # of the hires York had 40 % of the late ones: these are the whole
    if _named(share, ahead, whole, subject) or _named(share, behind, further, subject):
        return ""
    is_led = any(
        one.value.casefold() in share.taken.get(one.column, frozenset())
        for one in _named(share, ahead, further, subject)
        if not one.is_negated
    )
    for one in _named(share, behind, whole, subject) if is_led else ():
        if one.value.casefold() in share.whole[one.column] and not one.is_negated:
            return (
                f"the sentence takes {one.value} as the part; the calculation divides "
                f"by all of {one.value}"
            )
    return ""


def _at_share(ahead: str) -> tuple[str, str]:
    """Returns the words before the noun for a share, and those from it on."""
    places = [
        token.start
        for token in tokens_of(ahead)
        if token.text.casefold().startswith(SHARES)
    ]
    return (ahead[: places[0]], ahead[places[0] :]) if places else (ahead, "")


def _sides(share: Share) -> tuple[set[int], set[int]]:
    """Returns the columns that limit the part alone, and those that limit the whole."""
    further = {
        c.cells.first_column
        for c in set(share.above.criteria) - set(share.below.criteria)
    }
    return further, {c for c, v in share.whole.items() if v and c in share.groups}


def _of_noun(share: Share, subject: Subject) -> str:
    """Returns what stands against `the share of urgent jobs among them`.

    What a share is of is its part where a word behind it, or the heading, says within
    what: the North's share of urgent jobs is another.
    """
    clause = sentence_round(share.case.sentence)
    first, _ = own_words(clause)
    part, within = _share_of(clause.text[first : clause.start])
    further, whole = _sides(share)
    if not part or not further or further & whole:
        return ""
    if _named(share, part, further, subject):
        return ""
    if not _is_within(share, within, further, clause.text[:first], subject):
        return ""
    for one in _named(share, part, whole, subject):
        if one.value.casefold() in share.whole[one.column] and not one.is_negated:
            return (
                f"the sentence takes {one.value} as the part; the calculation divides "
                f"by all of {one.value}"
            )
    return ""


def _share_of(before: str) -> tuple[str, str]:
    """Returns what a share is said to be of, and the words behind it that say where."""
    tokens = tokens_of(before)
    places = [
        place
        for place, token in enumerate(tokens)
        if token.text.casefold().startswith(SHARES)
    ]
    if not places or _POSSESSIVE.search(before[: tokens[places[-1]].start]):
        return "", ""
    rest = tokens[places[-1] + 1 :]
    is_of = bool(rest) and rest[0].text.casefold() in LEXICON.ofs
    is_russian = bool(rest) and not rest[0].text.isascii()
    if len(rest) > _MOST or not (is_of or is_russian):
        return "", ""
    rest = rest[is_of:]
    for place, token in enumerate(rest):
        if token.text.casefold() in INSIDE | _HERE:
            start = token.start
            return (
                (before[rest[0].start : start], before[start:]) if place else ("", "")
            )
    return (before[rest[0].start :], "") if rest else ("", "")


_HERE = words("sentence.here")


def _is_within(
    share: Share, within: str, further: set[int], ahead: str, subject: Subject
) -> bool:
    """Returns whether a part is of the group that limits the calculation's part."""
    said = {token.text.casefold() for token in tokens_of(within)}
    texts = [within]
    if not within or said & (LEXICON.pronouns | _HERE):
        sentence = share.case.sentence
        texts = [ahead, *sentence.headings[-1:]]
        start = sentence.start - sentence_round(sentence).start
        texts.append(sentence.text[max(start - _AHEAD, 0) : start])
    return any(
        one.value.casefold() in share.taken.get(one.column, frozenset())
        for text in texts
        for one in _named(share, text, further, subject)
        if not one.is_negated and not one.is_compared
    )


def _of_verb(share: Share, subject: Subject) -> str:
    """Returns what stands against `queues account for 58 % of bad reviews`."""
    clause = sentence_round(share.case.sentence)
    first, last = own_words(clause)
    verbs = [*IS_PART.finditer(clause.text, first, clause.start)]
    behind = clause.text[clause.end : last]
    if not verbs or not _WHOLE.match(behind):
        return ""
    before = clause.text[: verbs[-1].start()]
    further, whole = _sides(share)
    if not further or further & whole or _named(share, before, further, subject):
        return ""
    for one in _named(share, before, whole, subject):
        value = one.value.casefold()
        is_meant = value in share.whole[one.column] and not one.is_negated
        again = any(
            other.value.casefold() == value
            for other in _named(share, behind, {one.column}, subject)
        )
        if is_meant and not again and not _WITHIN.search(before[: one.start]):
            return (
                f"the sentence takes {one.value} as the part; the calculation divides "
                f"by all of {one.value}"
            )
    return ""


def _named(
    share: Share, text: str, columns: set[int], subject: Subject
) -> tuple[Naming, ...]:
    """Returns the groups of some columns that a text names."""
    only = {c: share.groups[c] for c in columns if c in share.groups}
    return groups_spoken_of(text, only, share.ground, subject)
