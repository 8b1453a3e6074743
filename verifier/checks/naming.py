"""Which groups a sentence names: texts of cells, as people write them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from verifier.checks.along import is_along
from verifier.checks.known_names import Known, known_names
from verifier.checks.quoted import begins_a_quoted_name
from verifier.checks.reach import unhidden
from verifier.checks.stems import Token, alike, stem, tokens_of
from verifier.checks.words import LEXICON
from verifier.checks.words.places import PLACES
from verifier.languages import alternatives, compiled, listed, words as words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from verifier.model.brief import Brief

_SHORT = 2  # letters: a code, which stands in capitals
_SHORTEST_ALONE = 4  # letters of a word that names a longer value alone
_SHORTEST_TOLD = 3  # letters of a value that a share takes: car
_ENDINGS = words_of("naming.endings") | {""}  # of a short name: Юг
_BEFORE = 6  # words before a name in which it is turned away or compared
_BETWEEN = 3  # words between the two: not counting orders from EMEA
_WINDOW = 300  # letters in which these words stand
_FAR = 2  # words between a name and the end of `leaving … out`
_TAKEN_UP = compiled(  # the figure behind is of the group itself: than EMEA, which
    rf"\s*\(|,?\s+(?:{alternatives('naming.taken_up')})\b"
)
_PLACE_BEFORE = compiled(
    rf"(?<!\w)(?:{'|'.join(PLACES.values())})(?!\w)[^.;:!?\d]{{0,60}}?\s"
    rf"(?:{alternatives('naming.place_before')})\s+$"
)
_COMMA = compiled(rf",\s+(?:{alternatives('days.article')})?$")
_JOINTS = words_of("naming.joints")
_LISTED = compiled(rf"\s*(?:,|(?:{'|'.join(listed('naming.joints'))})\b|\.?$)")
_FIGURE = re.compile(r"\s*[^\w\s]?\d")
_PLAIN_WORDS = frozenset(listed("naming.plain_words"))
_NO_NAMES = frozenset(  # самый is no Самара, крупнейший no Крупы
    stem(word)
    for word in words_of("naming.no_names") | LEXICON.highest | LEXICON.lowest
)
_BEGINNING = words_of("naming.beginning")
_BEGUN = re.compile(r"(?:^|[.!?:;]\s|\n)\s*$")
_TURNING = LEXICON.negations | LEXICON.comparators
_NOTS = words_of("naming.nots")
_DERIVING = listed("naming.deriving")
_INSIDE = words_of("naming.prepositions")
_EXCLUSIONS = words_of("naming.exclusions")


@dataclass(frozen=True, slots=True)
class Naming:
    """A group that a text names.

    Attributes:
        column: whose value it is.
        value: as the cells have it.
        start: offset in the text, inclusive.
        end: exclusive.
        is_negated: whether the group is left out: `excluding EMEA`.
        is_compared: whether the figure is only compared with it: `than EMEA`.
    """

    column: int
    value: str
    start: int
    end: int
    is_negated: bool = False
    is_compared: bool = False


def names_in(
    text: str, groups: Mapping[int, tuple[str, ...]], brief: Brief
) -> tuple[Naming, ...]:
    """Returns the groups that a text names, in order; a longer name hides its parts.

    A value of several words is named by all of them, or by a word that no other value
    of the column has. A word that begins without a capital names no value with one.

    Args:
        text: a sentence or heading.
        groups: column → its values.
        brief: for further names of values.
    """
    return _named_in(text, tuple(groups.items()), brief)


@lru_cache(maxsize=256)
def _named_in(
    text: str, groups: tuple[tuple[int, tuple[str, ...]], ...], brief: Brief
) -> tuple[Naming, ...]:
    """Returns them, kept for the passage's other figures: it may have hundreds."""
    tokens = tokens_of(text)
    found = [
        naming
        for column, values in groups
        for naming in _in_column(tokens, column, values, brief)
    ]
    shown = unhidden(_without_rarer(found, dict(groups), text))
    shown = [n for n in shown if not begins_a_quoted_name(text, n.start, n.end)]
    shown = [n for n in shown if not is_along(tokens, n.start)]
    shown = [n for n in shown if not _only_begins(n, text)]
    whole = {(n.start, n.end) for n in shown if _is_whole(n, text)}
    kept = [
        one
        for one in shown
        if (one.start, one.end) not in whole or _is_whole(one, text)
    ]
    return tuple(dict.fromkeys(_told(naming, text) for naming in kept))


def _without_rarer(
    found: list[Naming], groups: Mapping[int, tuple[str, ...]], text: str
) -> list[Naming]:
    """Returns namings without those by one word that tells a kind of rows as well.

    `Property owners` are of Commercial Property, not of Thayer Property Mgmt: where a
    word of longer values stands in several columns, it is of the one with the fewest.
    """
    fewest: dict[tuple[int, int], int] = {}
    for one in found:
        place, kinds = (one.start, one.end), len(groups[one.column])
        fewest[place] = min(fewest.get(place, kinds), kinds)
    return [
        one
        for one in found
        if len(groups[one.column]) == fewest[one.start, one.end] or _is_whole(one, text)
    ]


def names_in_lower_case(
    text: str,
    groups: Mapping[int, tuple[str, ...]],
    brief: Brief,
    *,
    shortest: int = _SHORTEST_ALONE,
) -> tuple[Naming, ...]:
    """Returns the groups that a text names, whether with capitals or without.

    Such a name may be an ordinary word: `direct evidence`. Codes, short values, and
    what names no group by itself (`Other`) are left out.

    Args:
        text: a sentence or heading.
        groups: column → its values.
        brief: for further names of values.
        shortest: letters of a value that is looked for.
    """
    found: list[Naming] = []
    for column, values in groups.items():
        folded = {
            value.lower(): value
            for value in values
            if not value.isupper()
            and len(value) >= shortest
            and value.casefold() not in LEXICON.vague | LEXICON.totals
        }
        low = names_in(text.lower(), {column: tuple(folded)}, brief)
        found += [replace(n, value=folded[n.value]) for n in low]
    return tuple(unhidden(found))


def groups_told(
    text: str, groups: Mapping[int, tuple[str, ...]], brief: Brief
) -> list[Naming]:
    """Returns the groups that a text names in any case and speaks of, in order.

    None of them is left out or only compared with.
    """
    if not text or not groups:
        return []
    low = names_in_lower_case(text, groups, brief, shortest=_SHORTEST_TOLD)
    named = names_in(text, groups, brief) + low
    found = [one for one in named if not one.is_negated and not one.is_compared]
    return sorted(found, key=lambda one: one.start)


def _only_begins(naming: Naming, text: str) -> bool:
    """Returns whether a word begins a sentence, and names nothing: `No month`."""
    if text[naming.start : naming.end].casefold() not in _BEGINNING:
        return False
    before = text[max(naming.start - _BETWEEN, 0) : naming.start]
    return _BEGUN.search(before) is not None


def _is_whole(naming: Naming, text: str) -> bool:
    """Returns whether a text has as many words of a value as the value itself."""
    said = tokens_of(text[naming.start : naming.end])
    return len(said) == len(tokens_of(naming.value))


def _in_column(
    tokens: tuple[Token, ...], column: int, values: tuple[str, ...], brief: Brief
) -> Iterator[Naming]:
    begun = _places(tokens)
    for known in known_names(values, brief):
        for first, last in _spans(known, tokens, begun):
            yield Naming(column, known.value, tokens[first].start, tokens[last].end)


def _spans(
    known: Known, tokens: tuple[Token, ...], begun: Mapping[str, list[int]]
) -> Iterator[tuple[int, int]]:
    """Yields the first and last words of each place where a value is named."""
    for name in known.names:
        for place in begun.get(name[0].stem[:1], ()):
            if _matches(tokens[place : place + len(name)], name):
                yield place, place + len(name) - 1
    yield from _single_words(known, tokens, begun)


def _single_words(
    known: Known, tokens: tuple[Token, ...], begun: Mapping[str, list[int]]
) -> Iterator[tuple[int, int]]:
    """Yields the places of words that name a value alone."""
    for place, token in enumerate(tokens if known.also else ()):
        if token.text.casefold() in known.also:
            yield place, place
    for word in known.own:
        for place in begun.get(word.stem[:1], ()):
            if tokens[place].is_capital and alike(tokens[place].stem, word.stem):
                yield place, place


def _places(tokens: tuple[Token, ...]) -> dict[str, list[int]]:
    """Returns first letter of a stem → where such words stand: no others are alike."""
    found: dict[str, list[int]] = {}
    for place, token in enumerate(tokens):
        found.setdefault(token.stem[:1], []).append(place)
    return found


def _matches(tokens: tuple[Token, ...], name: tuple[Token, ...]) -> bool:
    if len(tokens) != len(name) or tokens[0].stem in _NO_NAMES:
        return False
    if tokens[0].text.casefold() in _PLAIN_WORDS:
        return False  # среди, средняя
    return all(map(_is_same, tokens, name)) and not any(
        map(_is_another_name, tokens, name)
    )


def _is_same(token: Token, word: Token) -> bool:
    if len(word.text) <= _SHORT and not word.text.isascii() and word.is_capital:
        ending = token.text.removeprefix(word.text)
        return token.text.startswith(word.text) and ending in _ENDINGS
    if len(word.text) <= _SHORT or word.text.isupper():
        return token.text.removesuffix("'s").removesuffix("’s") == word.text
    if word.is_capital and not token.is_capital and _is_a_name(word):
        return False
    first, hyphen, rest = token.text.partition("-")
    if hyphen and "-" not in word.text and word.text.isalpha() and rest[:1].islower():
        return alike(stem(first), word.stem)  # Partner-sourced deals
    plural = f"{word.text.casefold()}s"  # a short word has no stem: cats, follow-ups
    is_plural = word.text.isascii() and token.text.casefold() == plural
    return is_plural or alike(token.stem, word.stem)


def _is_derived(token: Token, word: Token) -> bool:
    """Returns whether a word is made of another one: норматив, of Норма."""
    made = token.text.casefold().removeprefix(word.stem)
    own = word.text.casefold().removeprefix(word.stem)
    return made.startswith(_DERIVING) and not own.startswith(_DERIVING)


def _is_another_name(token: Token, word: Token) -> bool:
    """Returns whether one of two is in camel case, or made of the other: ХлебДар."""
    is_camel = _has_inner_capital(token.text) is not _has_inner_capital(word.text)
    return is_camel or _is_derived(token, word)


def _has_inner_capital(word: str) -> bool:
    return any(one.islower() and other.isupper() for one, other in pairwise(word))


def _is_a_name(word: Token) -> bool:
    """Returns whether a value is written with a capital in the middle of a sentence.

    Tables begin Russian words with capitals that prose writes without, and so
    compounds: `Mid-Market`.
    """
    return word.text.isascii() and "-" not in word.text


def _told(naming: Naming, text: str) -> Naming:
    begun = "" if _is_new(naming, text) else _near(text, naming.start)
    begun = begun.rpartition(")")[2]  # (excluding SMB), the won deals
    before = [t.text.casefold() for t in tokens_of(begun)][-_BEFORE:]
    behind = text[naming.end : naming.end + _WINDOW]
    after = [t.text.casefold() for t in tokens_of(behind)][:_BEFORE]
    ends = [" ".join(before[n:]) for n in range(len(before))]
    nearest = _nearest(ends)
    return replace(
        naming,
        is_negated=nearest in LEXICON.negations
        or _is_denied(before)
        or _is_turned_behind(before, after),
        is_compared=(
            nearest in LEXICON.comparators or _PLACE_BEFORE.search(begun) is not None
        )
        and not _is_taken_up(naming, text),
    )


def _is_denied(before: list[str]) -> bool:
    """Returns whether `not` stands before a name: not by insurance, не по ОМС."""
    is_placed = not _INSIDE.isdisjoint(before[-1:])
    return not _NOTS.isdisjoint(before[-2:-1] if is_placed else before[-1:])


def _near(text: str, end: int) -> str:
    """Returns the words right before a place: a passage may be very long."""
    first = max(end - _WINDOW, 0)
    return text[first:end].partition(" ")[2] if first else text[:end]


def _is_new(naming: Naming, text: str) -> bool:
    """Returns whether a comma ends what was compared: `Unlike EMEA, APAC won 5`."""
    before = _COMMA.search(text, max(naming.start - _WINDOW, 0), naming.start)
    return before is not None and _LISTED.match(text, naming.end) is None


def _is_taken_up(naming: Naming, text: str) -> bool:
    if text.endswith(("'s", "’s"), 0, naming.end):
        return _FIGURE.match(text, naming.end) is not None
    return _TAKEN_UP.match(text, naming.end) is not None


def _is_turned_behind(before: list[str], after: list[str]) -> bool:
    """Returns whether words behind a name turn it away: `if EMEA is left out`."""
    while after and after[0] in LEXICON.links:
        after = after[1:]
    if any(" ".join(after[:n]) in LEXICON.negations_behind for n in (1, 2, 3)):
        return True
    begun = {mark for word in before for mark in LEXICON.negations_parted.get(word, ())}
    return not begun.isdisjoint(after[:_FAR])


def _nearest(ends: Iterable[str]) -> str:
    """Returns the phrase right before a name that turns it away or compares it.

    Articles and one further word may stand between.
    """
    best = ""
    for end in ends:
        words = end.split()
        for length in range(len(words), 0, -1):
            phrase = " ".join(words[:length])
            between = words[length:]
            if best.endswith(f" {phrase}"):
                continue  # than, of other than
            most = _BETWEEN if phrase in _EXCLUSIONS else 1
            if phrase in _TURNING and len(between) <= most and not _names_more(between):
                best = phrase
    return best


def _names_more(between: list[str]) -> bool:
    return any(stem(word) in _JOINTS for word in between)
