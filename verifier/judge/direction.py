"""The word of direction that governs a figure: fell, a decline of, снизилась на."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from verifier.judge.words import WORDS, Role, Trend
from verifier.languages import alternatives, compiled, words
from verifier.languages.whens import WHEN

if TYPE_CHECKING:
    from verifier.model.case import Sentence

_WINDOW = 400
_FARTHEST = 25
_BARE = 4
_AFTER_NOUN = 2
_BEFORE_FIGURE = 2

_CLOCK = alternatives("direction.by_the_clock")
_SHORT = alternatives("direction.short_of")
_TOKEN = compiled(
    rf"(?<!\w)(?:{_CLOCK}|{_SHORT})(?!\w)|"
    r"[^\W\d_]+(?:['’\-][^\W\d_]+)*|\d[\d.,]*|\S|\n"
)
_PHRASES = (
    (compiled(_CLOCK), (Trend.EITHER, Role.COMPARATIVE)),
    (compiled(_SHORT), (Trend.FALLING, Role.VERB)),
)
_ENDS = frozenset(".;!?()[]…\n|")
_EQUALS = frozenset(":–—=")
_ABBREVIATIONS = words("direction.abbreviations")
_LEVEL_BEHIND = words("direction.level_behind")
_JOINING = words("direction.joining")
_ASIDE = compiled(alternatives("direction.aside"))
_WHEN = compiled(rf"(?<!\w){WHEN}(?=\W*$|\s)")
_PAIR = compiled(rf"\b(?:{alternatives('direction.pair')})(?:\s+\w+)?$")
_THAT = compiled(alternatives("direction.that"))


@dataclass(frozen=True, slots=True)
class Word:
    """A word of direction that governs a figure.

    Attributes:
        text: as the sentence has it.
        trend: where it says that the measure went.
        role: how it stands to the figure.
        follows: whether it stands behind the figure: 14 fewer, a 12% decline.
    """

    text: str
    trend: Trend
    role: Role
    follows: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """A governing word with how near it stands."""

    word: Word
    is_next: bool


@dataclass(frozen=True, slots=True)
class _Path:
    """What stands between a word and the figure behind it, figure first.

    Attributes:
        gap: words that say nothing about the relation.
        preposition: the one nearest to the figure, or empty.
        gap_at_preposition: the gap between it and the figure.
        owner: the word right before the preposition.
        is_equated: whether a copula, colon or dash stands between.
    """

    gap: int = 0
    preposition: str = ""
    gap_at_preposition: int = 0
    owner: str = ""
    is_equated: bool = False


def governing_word(sentence: Sentence) -> Word | None:
    """Returns the word of direction whose change a figure states, or None.

    It stands in the figure's clause, no other figure lies between, and the figure is
    bare or behind by, of or на. A figure behind to, from, at, до or с is a level,
    which no word governs.

    Example:
        >>> from verifier.model.case import Sentence
        >>> text = "Churn fell by 12% to 8%."
        >>> governing_word(Sentence(text, 14, 17, ((14, 17), (21, 23)))).trend
        <Trend.FALLING: 'falling'>
        >>> governing_word(Sentence(text, 21, 23, ((14, 17), (21, 23)))) is None
        True
    """
    before = _word_before(_tokens(_text_before(sentence)))
    if before and before.is_next:
        return before.word
    after = _word_after(_tokens(_text_after(sentence)))
    if after:
        return after
    return before.word if before else None


def _text_before(sentence: Sentence) -> str:
    """Returns the words up to the figure before, or as many as may govern it.

    A passage may have thousands of figures, so that only the near ones are looked at.
    """
    first = max(sentence.start - _WINDOW, 0)
    behind = bisect_right(sentence.figures, sentence.start, key=itemgetter(1))
    for place in range(behind - 1, -1, -1):
        end = sentence.figures[place][1]
        if end <= first:
            break
        if not _PAIR.search(sentence.text, max(end - _WINDOW, 0), end):
            first = end
            break
    before = _ASIDE.sub(" ", sentence.text[first : sentence.start])
    return _WHEN.sub(" ", _THAT.sub(" ", before))


def _text_after(sentence: Sentence) -> str:
    last = sentence.end + _WINDOW
    ahead = bisect_left(sentence.figures, sentence.end, key=itemgetter(0))
    for start, _ in sentence.figures[ahead : ahead + 1]:
        last = min(last, start)
    return sentence.text[sentence.end : last]


def _tokens(text: str) -> list[str]:
    """Returns words and marks; the point of an abbreviation is none."""
    found = _TOKEN.findall(text)
    kept = found[:1]
    for previous, token in pairwise(found):
        if token == "." and previous.lower() in _ABBREVIATIONS:  # noqa: S105 - a mark
            continue
        kept.append(token)
    return kept


def _word_before(tokens: list[str]) -> _Found | None:
    path = _Path()
    place = len(tokens) - 1
    farthest = place - _FARTHEST
    while place >= max(0, farthest):
        token = tokens[place].lower()
        previous = tokens[place - 1].lower() if place else ""
        if _ends_clause(token, path):
            return None
        if (previous, token) in WORDS.hedge_pairs:
            place -= 2
            continue
        known = _known(token)
        if known and _governs(token, known[1], path):
            return _Found(Word(tokens[place], *known), _is_next(path))
        if known and known[1] in {Role.VERB, Role.NOUN}:
            return None
        path = _longer(path, token, previous)
        place -= 1
    return None


def _known(token: str) -> tuple[Trend, Role] | None:
    """Returns what a word of direction says, or a phrase: ahead of schedule."""
    if token in WORDS.forms:
        return WORDS.forms[token]
    return next((said for phrase, said in _PHRASES if phrase.fullmatch(token)), None)


def _ends_clause(token: str, path: _Path) -> bool:
    if token == ",":  # noqa: S105 - a mark
        return not (path.preposition in WORDS.change and not path.gap)
    return token in _ENDS or token in WORDS.breaks


def _longer(path: _Path, token: str, previous: str) -> _Path:
    """Returns the path with one more token on its far side."""
    if (
        token in _EQUALS
        or token in WORDS.copulas
        or (previous, token) in WORDS.copula_pairs
    ):
        return replace(path, is_equated=True)
    if path.is_equated or _says_nothing(token):
        return path  # the subject of a copula may be as long as it likes
    if not _is_preposition(token):
        return replace(path, gap=path.gap + 1)
    if path.preposition:
        return path
    return replace(path, preposition=token, gap_at_preposition=path.gap, owner=previous)


def _says_nothing(token: str) -> bool:
    return token in WORDS.hedges or token.endswith("ly") or not token[0].isalpha()


def _is_preposition(token: str) -> bool:
    return (
        token in WORDS.change
        or token in WORDS.change_of_noun
        or token in WORDS.change_beside_noun
        or token in WORDS.other
    )


def _is_next(path: _Path) -> bool:
    return path.gap == 0 and not path.is_equated


def _governs(token: str, role: Role, path: _Path) -> bool:
    """Returns whether a word before a figure governs it over what lies between."""
    match role:
        case Role.NOUN:
            return _noun_governs(token, path)
        case Role.VERB:
            return _states_change(path, _BARE) and not (
                path.is_equated and not path.preposition
            )
        case Role.PARTICLE:
            return _states_change(path, 1) and path.gap <= 1 and not path.is_equated
        case Role.COMPARATIVE:
            is_near = path.owner == token or (
                token not in WORDS.hedges and path.gap <= _BARE
            )
            return is_near and _states_change(path, 0) and bool(path.preposition)
        case Role.RELATION:
            return path.preposition in WORDS.change and _states_change(path, 0)


def _states_change(path: _Path, bare: int) -> bool:
    if not path.preposition:
        return path.gap <= bare
    return (
        path.preposition in WORDS.change and path.gap_at_preposition <= _BEFORE_FIGURE
    )


def _noun_governs(token: str, path: _Path) -> bool:
    if _states_change(path, _BARE):
        return True
    if path.gap_at_preposition > _BEFORE_FIGURE:
        return False
    if path.preposition in WORDS.change_of_noun:
        return path.owner not in WORDS.levels
    return path.preposition in WORDS.change_beside_noun and path.owner == token


def _word_after(tokens: list[str]) -> Word | None:
    """Returns the word right behind a figure that governs it: a 12% decline."""
    for place, token in enumerate(tokens[: _AFTER_NOUN + 1]):
        word = token.lower()
        known = _known(word)
        if known and _governs_from_behind(known[1], place, tokens):
            return Word(token, *known, follows=True)
        if not word[0].isalpha() or _ends_reach(word):
            return None
    return None


def _governs_from_behind(role: Role, place: int, tokens: list[str]) -> bool:
    match role:
        case Role.NOUN:
            return True
        case Role.COMPARATIVE:
            return place <= 1
        case Role.PARTICLE:
            following = tokens[place + 1].lower() if place + 1 < len(tokens) else ""
            return place == 0 and following not in _LEVEL_BEHIND
        case Role.VERB | Role.RELATION:
            return False


def _ends_reach(word: str) -> bool:
    return (
        word in WORDS.forms
        or _is_preposition(word)
        or word in WORDS.breaks
        or word in WORDS.copulas
        or word in WORDS.hedges
        or word in _JOINING
    )
