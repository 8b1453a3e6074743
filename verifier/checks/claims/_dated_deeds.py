"""What happened on the days of a column: closed, of `Closed On`; of дата закрытия."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from verifier.checks.stems import Token, alike, tokens_of
from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled, inflections_of, senses, words
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from verifier.checks.region import Ground

_DONE = compiled(rf"^(?:{alternatives('happened.done')})$")
_OF_DATES = words("sentence.date_words")
_DATES = compiled(rf"^(?:{alternatives('happened.dates')})$")
_BY = compiled(rf"^(?:{alternatives('happened.by')})$")
_COUNTS = compiled(rf"^(?:{alternatives('happened.counts')})$")
_DEEDS, _HEADERS = "sentence.deeds", "sentence.deed_headers"
_NOUNS = words("sentence.deed_nouns")
_PAYMENTS = words("sentence.payments")
_DUE, _PAID = "due", "paid"
_COMING = frozenset({"receive", "arrive", "admit"})
_SHORT = 3  # letters
_ROOT = 5  # letters that two Russian words of one deed have in common


@dataclass(frozen=True, slots=True)
class Deed:
    """What a column of days dates.

    Attributes:
        word: of its header.
        kinds: the deeds that the word stands for.
        is_thing: whether it is also what the rows are called: `Order Date`.
        is_of_header: whether only headers have it for that: `Date In`.
    """

    word: Token
    kinds: frozenset[str]
    is_thing: bool
    is_of_header: bool = False

    def is_of_another(self, other: Deed) -> bool:
        """Returns whether two columns date deeds of unlike meaning."""
        if self.kinds or other.kinds:
            return self.kinds.isdisjoint(other.kinds)
        return self.word.stem != other.word.stem

    def is_told(self, said: tuple[Token, ...]) -> bool:
        """Returns whether words tell a deed: came in; закрыто, of дата закрытия."""
        if self.is_dated(said) or not self.kinds.isdisjoint(_phrased(said)):
            return True
        return any(
            self._is_called(t) and _tells(t) and not self._is_thing(t) for t in said
        )

    def is_hinted(self, said: tuple[Token, ...]) -> bool:
        """Returns whether words may tell it: paid 14 days after the shipment."""
        if _DUE in self.kinds and self.is_meant(said):
            return True
        is_latin = self.word.text.isascii()
        return self.is_told(said) or any(
            not is_latin and self._is_called(t) and not self._is_thing(t) for t in said
        )

    def is_dated(self, said: tuple[Token, ...]) -> bool:
        """Returns whether words name the date itself: by the closing date."""
        dates = [n for n, t in enumerate(said) if _DATES.match(t.text.casefold())]
        near = [
            (*said[max(place - 1, 0) : place], *_next(said, place)) for place in dates
        ]
        near += [(token,) for token in _gone_by(said)]
        return any(self._is_called(token) for tokens in near for token in tokens)

    def is_meant(self, said: tuple[Token, ...]) -> bool:
        """Returns whether any form of the deed stands among words."""
        return any(map(self._is_called, said))

    def _is_called(self, token: Token) -> bool:
        if not self.kinds.isdisjoint(_kinds_of(token.text.casefold())):
            return True
        if self.is_of_header:
            return False
        is_latin = self.word.text.isascii()
        return alike(self.word.stem, token.stem) or (
            not is_latin
            and self.word.stem[:_ROOT] == token.stem[:_ROOT]
            and len(token.stem) >= _ROOT
        )

    def _is_thing(self, token: Token) -> bool:
        return self.is_thing and alike(self.word.stem, token.stem)


def deeds_of(ground: Ground) -> dict[int, Deed]:
    """Returns column of days → the deed of its header, where there is one."""
    others = [
        token.stem
        for layout in ground.columns.values()
        if CellKind.DATE not in layout.kinds
        for token in tokens_of(layout.header)
    ]
    found: dict[int, Deed] = {}
    for number, layout in ground.columns.items():
        is_day = CellKind.DATE in layout.kinds
        word = _deed_in(layout.header) if is_day else None
        thing = _thing_in(layout.header) if is_day and word is None else None
        if thing is not None:  # `Event Date`: no word of a sentence tells it as done
            found[number] = Deed(thing, frozenset(), is_thing=True)
        if word is not None:
            is_thing = any(alike(word.stem, one) for one in others)
            is_thing = is_thing and not _DONE.match(word.text.casefold())
            kinds = _kinds_of(word.text.casefold())
            headed = _kinds_of(word.text.casefold(), _HEADERS)
            found[number] = Deed(word, kinds | headed, is_thing, bool(headed))
    return found


def _tells(word: Token) -> bool:
    """Returns whether a word is a verb for what happened, or a noun in its place."""
    return is_done(word) or word.text.casefold() in _NOUNS


def _phrased(said: tuple[Token, ...]) -> frozenset[str]:
    """Returns the deeds that several words tell together: came in."""
    texts = tuple(token.text.casefold() for token in said)
    return frozenset(
        kind
        for first, (words, kind) in _phrases()
        if first in texts and _stand_in(words, texts)
    )


def _stand_in(words: tuple[str, ...], texts: tuple[str, ...]) -> bool:
    size = len(words)
    return any(texts[n : n + size] == words for n in range(len(texts) - size + 1))


@cache
def _phrases() -> tuple[tuple[str, tuple[tuple[str, ...], str]], ...]:
    """Returns the first word of phrases with all their words, and the deed."""
    split = (
        (tuple(t.text for t in tokens_of(way)), kind)
        for kind, ways in senses("sentence.deed_phrases")
        for way in ways
    )
    return tuple((words[0], (words, kind)) for words, kind in split)


def told_of_money(said: tuple[Token, ...]) -> tuple[Token, ...]:
    """Returns words of an amount, with `paid` where money came in or was received."""
    is_coming = bool(_phrased(said) & _COMING) or any(
        t.text.casefold() in _PAYMENTS
        or (_kinds_of(t.text.casefold()) & _COMING and _tells(t))
        for t in said
    )
    return (*said, *tokens_of(_PAID)) if is_coming else said


def is_of_goods(deed: Deed) -> bool:
    """Returns whether a deed is one of things that come in, not of money."""
    return bool(deed.kinds) and deed.kinds <= _COMING


def is_done(word: Token) -> bool:
    """Returns whether a word may be a verb: closed, not closures."""
    return _DONE.match(word.text.casefold()) is not None


def _gone_by(said: tuple[Token, ...]) -> Iterator[Token]:
    """Yields the nouns by which one counts: если смотреть по выдаче."""
    for place, token in enumerate(said[2:], start=2):
        verb, by = said[place - 2], said[place - 1]
        is_by = _BY.match(by.text.casefold()) and _COUNTS.match(verb.text.casefold())
        if is_by and not is_done(token):
            yield token


def _next(said: tuple[Token, ...], place: int) -> tuple[Token, ...]:
    """Returns the word that a date is of: date of closing, дата закрытия.

    «К дате выгрузки оплачено 5» is of no payment.
    """
    behind = said[place + 1 :]
    is_of = bool(behind) and behind[0].text.casefold() in LEXICON.ofs
    token = behind[is_of : is_of + 1]
    return tuple(t for t in token if t.text.isascii() or not is_done(t))


def _deed_in(header: str) -> Token | None:
    """Returns the word of a header for what happened: paid, of `Invoice Paid On`."""
    told = [
        token
        for token in tokens_of(header)
        if token.text.casefold() not in _OF_DATES | LEXICON.time_units.keys()
    ]
    if not told or not told[0].text.isascii():
        return told[0] if told else None
    due = [t for t in told if _DUE in _kinds_of(t.text.casefold(), _HEADERS)]
    done = [t for t in told if _DONE.match(t.text.casefold())]
    known = [t for t in told if _kinds_of(t.text.casefold())]
    sure = due or (done if len(done) == 1 else known)
    sure = sure or [t for t in told if _kinds_of(t.text.casefold(), _HEADERS)]
    return sure[0] if len(sure) == 1 else None


def _thing_in(header: str) -> Token | None:
    """Returns the only word of a header of days for what has them: `Event Date`."""
    told = [t for t in tokens_of(header) if t.text.casefold() not in _OF_DATES]
    return told[0] if len(told) == 1 and len(told[0].text) > _SHORT else None


def _kinds_of(word: str, key: str = _DEEDS) -> frozenset[str]:
    whole, begun = _known(key)
    found = set(whole.get(word, ()))
    found.update(kind for start, kind in begun if word.startswith(start))
    return frozenset(found)


@cache
def _known(
    key: str,
) -> tuple[Mapping[str, tuple[str, ...]], tuple[tuple[str, str], ...]]:
    """Returns whole words → deeds, and beginnings of words with theirs."""
    whole: dict[str, tuple[str, ...]] = {}
    begun: list[tuple[str, str]] = []
    for kind, entries in senses(key):
        for entry in entries:
            if entry.endswith("*"):
                begun.append((entry.removesuffix("*"), kind))
            else:
                for form in inflections_of(entry):
                    whole[form] = (*whole.get(form, ()), kind)
    return whole, tuple(begun)
