"""What each row of a sheet is: an order, a visit, a call."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from verifier.checks.keys import key_columns
from verifier.checks.kin import kin_of
from verifier.checks.latin import is_spelled
from verifier.checks.stems import Token, alike, stem, tokens_of
from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled, senses, words as words_of

if TYPE_CHECKING:
    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject

_SAID = compiled(
    rf"\b(?:{alternatives('row_nouns.said')})(?P<noun>[^\W\d_]+(?:\s[^\W\d_]+)?)"
)
_FAR = 160  # letters before the words, among which a file is named
_CALLED = {
    noun: frozenset({stem(word)})
    for word, nouns in senses("rows.called")
    for noun in nouns
}
_GENERIC = words_of("sentence.file_words")


@dataclass(frozen=True, slots=True)
class Rows:
    """What the rows of a sheet are called.

    Attributes:
        names: the words of it that the name of the file or sheet holds.
        sure: those of the column that numbers the rows, and of the report where it says
            so; those of the file where that column is called `id`.
        told: those of the report alone.
    """

    names: tuple[Token, ...]
    sure: tuple[Token, ...]
    told: tuple[Token, ...] = ()

    def are(self, noun: Token) -> bool:
        """Returns whether a noun may mean the rows."""
        return _is_among(noun, (*self.names, *self.sure))

    def are_others(self, noun: Token) -> bool:
        """Returns whether the file says that rows are something else: readings."""
        return bool(self.names) and not _is_among(noun, self.names)

    def are_told_to_be_others(self, noun: Token) -> bool:
        """Returns whether the report says that rows are something else: lines."""
        return bool(self.told) and not _is_among(noun, self.told)

    def are_surely(self, noun: Token) -> bool:
        """Returns whether a noun means the rows: something numbers them by it."""
        return _is_among(noun, self.sure)


def rows_of(ground: Ground, subject: Subject) -> Rows:
    """Returns what the rows of a sheet are called."""
    keys = key_columns(ground, subject.brief)[:1]
    leads = bool(keys) and keys[0] == min(ground.columns)
    names = _named_by_file(ground)
    numbered = _content(ground.columns[keys[0]].header) if leads else ()
    if leads and not numbered:
        numbered = names
    told = _said_of(ground, subject)
    return Rows(names, (*numbered, *told), told)


def numbers_others(ground: Ground, key: int, subject: Subject) -> bool:
    """Returns whether a column numbers something else than the rows: jobs, of visits.

    The report says so, or the name of the file does, and another header has its noun.
    """
    own = _content(ground.columns[key].header)
    headers = [c.header for number, c in ground.columns.items() if number != key]
    words = [word for header in headers for word in _content(header)]
    named = _named_by_file(ground)
    told = _said_of(ground, subject) or tuple(
        name for name in named if any(_is_among(word, (name,)) for word in words)
    )
    return bool(own) and bool(told) and not any(_is_among(word, told) for word in own)


def _is_among(noun: Token, names: tuple[Token, ...]) -> bool:
    last = tokens_of(noun.text.rpartition("-")[2])  # заказ-нарядов
    if "-" in noun.text and last and _is_among(last[0], names):
        return True
    kin = kin_of((noun,)) | _CALLED.get(noun.text.casefold(), frozenset())
    return any(
        alike(name.stem, noun.stem)
        or _singular(name) == _singular(noun)
        or name.stem in kin
        or is_spelled(name.text, noun.stem)
        for name in names
    )


def _singular(token: Token) -> str:
    """Returns the stem of a short word, which has none: jobs, legs."""
    return token.stem.removesuffix("s") if token.text.isascii() else token.stem


def _named_by_file(ground: Ground) -> tuple[Token, ...]:
    """Returns the last words of the names of file and sheet that mean something."""
    key = str(ground.sheet.key)
    parts = key.rpartition("/")[2].split("!")
    found: list[Token] = []
    for part in parts:
        name = part.strip("'[]").partition(".")[0]
        words = [t for t in _content(name) if t.text.casefold() not in _GENERIC]
        found += words[-1:]
    return tuple(found)


def _content(text: str) -> tuple[Token, ...]:
    """Returns the words of a name but ids and numbers."""
    return tuple(
        token
        for token in tokens_of(re.sub(r"[_\-.]", " ", text))
        if token.text.casefold() not in LEXICON.ids
        and not any(letter.isdigit() for letter in token.text)
        and len(token.stem) > 1
    )


def _said_of(ground: Ground, subject: Subject) -> tuple[Token, ...]:
    """Returns the nouns of `orders.csv has one row per order`.

    Where no file is named it is said of the longest.
    """
    said = _said_in(subject.report.text)
    files = {key.source: key for key in subject.grounds}
    found: list[Token] = []
    most = max((one.sheet.rows for one in subject.grounds.values()), default=0)
    for before, noun in said:
        named = [(before.rfind(source), source) for source in files]
        place, source = max(named, default=(-1, ""))
        is_main = len(files) == 1 or ground.sheet.rows == most
        is_only = place < 0 and is_main
        if is_only or (place >= 0 and source == ground.sheet.key.source):
            found += tokens_of(noun)[:1]
    return tuple(found)


@lru_cache(maxsize=4)
def _said_in(text: str) -> tuple[tuple[str, str], ...]:
    """Returns what a report says that a row is, each with the words before it."""
    return tuple(
        (text[max(found.start() - _FAR, 0) : found.start()], found["noun"])
        for found in _SAID.finditer(text)
    )
