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
_ROOT = 5  # letters that two Russian words of one deed have in common


@dataclass(frozen=True, slots=True)
class Deed:
    """What a column of days dates.

    Attributes:
        word: of its header.
        kinds: the deeds that the word stands for.
        is_thing: whether it is also what the rows are called: `Order Date`.
    """

    word: Token
    kinds: frozenset[str]
    is_thing: bool

    @property
    def kind(self) -> str:
        """One name of the deed, the same for words of like meaning."""
        return min(self.kinds, default=self.word.stem)

    def is_told(self, said: tuple[Token, ...]) -> bool:
        """Returns whether words tell a deed: closed; закрыто, of дата закрытия."""
        return self.is_dated(said) or any(
            self._is_called(t) and is_done(t) and not self._is_thing(t) for t in said
        )

    def is_hinted(self, said: tuple[Token, ...]) -> bool:
        """Returns whether words may tell it: paid 14 days after the shipment."""
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
        word = _deed_in(layout.header) if CellKind.DATE in layout.kinds else None
        if word is not None:
            is_thing = any(alike(word.stem, one) for one in others)
            is_thing = is_thing and not _DONE.match(word.text.casefold())
            kinds = _kinds_of(word.text.casefold())
            found[number] = Deed(word, kinds, is_thing)
    return found


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
    done = [t for t in told if _DONE.match(t.text.casefold())]
    known = [t for t in told if _kinds_of(t.text.casefold())]
    sure = done if len(done) == 1 else known
    return sure[0] if len(sure) == 1 else None


def _kinds_of(word: str) -> frozenset[str]:
    whole, begun = _known()
    found = set(whole.get(word, ()))
    found.update(kind for start, kind in begun if word.startswith(start))
    return frozenset(found)


@cache
def _known() -> tuple[Mapping[str, tuple[str, ...]], tuple[tuple[str, str], ...]]:
    """Returns whole words → deeds, and beginnings of words with theirs."""
    whole: dict[str, tuple[str, ...]] = {}
    begun: list[tuple[str, str]] = []
    for kind, entries in senses("sentence.deeds"):
        for entry in entries:
            if entry.endswith("*"):
                begun.append((entry.removesuffix("*"), kind))
            else:
                for form in inflections_of(entry):
                    whole[form] = (*whole.get(form, ()), kind)
    return whole, tuple(begun)
