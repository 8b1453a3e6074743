"""What each row of a sheet is: an order, a visit, a call."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from verifier.checks.keys import key_columns
from verifier.checks.kin import kin_of
from verifier.checks.latin import is_spelled
from verifier.checks.stems import Token, alike, tokens_of
from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled, words as words_of

if TYPE_CHECKING:
    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject

_SAID = compiled(
    rf"\b(?:{alternatives('row_nouns.said')})(?P<noun>[^\W\d_]+(?:\s[^\W\d_]+)?)"
)
_FAR = 160  # letters before the words, among which a file is named
_GENERIC = words_of("sentence.file_words")


@dataclass(frozen=True, slots=True)
class Rows:
    """What the rows of a sheet are called.

    Attributes:
        names: the words of it that the name of the file or sheet holds.
        sure: those of the column that numbers the rows, and of the report where it says
            so; those of the file where that column is called `id`.
    """

    names: tuple[Token, ...]
    sure: tuple[Token, ...]

    def are(self, noun: Token) -> bool:
        """Returns whether a noun may mean the rows."""
        return _is_among(noun, (*self.names, *self.sure))

    def are_others(self, noun: Token) -> bool:
        """Returns whether the file says that rows are something else: readings."""
        return bool(self.names) and not _is_among(noun, self.names)

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
    return Rows(names, (*numbered, *_said_of(ground, subject)))


def _is_among(noun: Token, names: tuple[Token, ...]) -> bool:
    last = tokens_of(noun.text.rpartition("-")[2])  # заказ-нарядов
    if "-" in noun.text and last and _is_among(last[0], names):
        return True
    kin = kin_of((noun,))
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
        stem = part.strip("'[]").partition(".")[0]
        words = [t for t in _content(stem) if t.text.casefold() not in _GENERIC]
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
    """Returns the nouns of `orders.csv has one row per order`."""
    said = _said_in(subject.report.text)
    files = {key.source: key for key in subject.grounds}
    found: list[Token] = []
    for before, noun in said:
        named = [(before.rfind(source), source) for source in files]
        place, source = max(named, default=(-1, ""))
        is_only = place < 0 and len(files) == 1
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
