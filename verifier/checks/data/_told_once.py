"""What a report says to be of a whole, and repeated on each of its lines."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from verifier.checks.kin import kin_of
from verifier.checks.sentences import sentences_of
from verifier.checks.stems import alike, stem, tokens_of
from verifier.checks.words import LEXICON
from verifier.checks.words.rates import LEVELS
from verifier.languages import alternatives, compiled, meanings, words
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from verifier.checks.region import Ground

_TOLD = compiled(rf"(?<!\w)(?:{alternatives('repeated_amounts.told')})")
_IDS = words("cells.identifiers") | LEXICON.ids
_HOLDERS = words("sentence.persons") | words("cells.held")
_SHORT_FORMS = meanings("sentence.short_forms")
_OF_EACH = words("cells.of_each")
_UNITS = frozenset(map(stem, {*LEXICON.currencies, *LEXICON.time_units}))
_LONGEST = 600  # letters of a sentence that is looked at


def keys_told(ground: Ground, column: int, text: str) -> list[int]:
    """Returns the columns to one of whose values an amount belongs, as a report says.

    `Freight is billed once per order, and repeated on every line` names the column of
    the freight, and the one by which orders are told.
    """
    own = _stems(ground, column)
    found: list[int] = []
    for said in _told_in(text):
        if any(alike(one, other) for one in own for other in said):
            found += [
                number
                for number in _others(ground, column)
                if any(alike(_head(ground, number), one) for one in said)
            ]
    return list(dict.fromkeys(found))


def keys_in_header(ground: Ground, column: int) -> list[int]:
    """Returns the columns of orders or accounts whose noun an amount's header has.

    `PO Freight` is an order's, which `PO Number` numbers; the price or fee of a plan is
    everybody's who has it.
    """
    own = _stems(ground, column)
    header = folded_words(ground, column)
    if not header.isdisjoint(LEVELS | _OF_EACH):
        return []
    return [
        number
        for number in _others(ground, column)
        if not folded_words(ground, number).isdisjoint(_IDS | _HOLDERS)
        and _head(ground, number) in own
        and len(own) > 1
    ]


def folded_words(ground: Ground, column: int) -> set[str]:
    """Returns the words of a column's header, in lower case."""
    header = ground.columns[column].header
    return {token.text.casefold() for token in tokens_of(header)}


def _others(ground: Ground, column: int) -> list[int]:
    """Returns the columns that may tell lines of one thing: of texts, or of numbers."""
    return [
        number
        for number, layout in ground.columns.items()
        if number != column
        and CellKind.DATE not in layout.kinds
        and (CellKind.TEXT in layout.kinds or not folded_words(ground, number) <= _IDS)
        and (CellKind.NUMBER not in layout.kinds or folded_words(ground, number) & _IDS)
    ]


def _stems(ground: Ground, column: int) -> set[str]:
    """Returns the stems of a header's words, short forms spelled out, units apart."""
    words_ = folded_words(ground, column)
    return {stem(_SHORT_FORMS.get(word, word)) for word in words_} - _UNITS


def _head(ground: Ground, column: int) -> str:
    """Returns the stem of the noun of a header: of `PO Number` that of orders."""
    header = ground.columns[column].header.replace("_", " ")
    said = [token.text.casefold() for token in tokens_of(header)]
    content = [word for word in said if word not in _IDS]
    return stem(_SHORT_FORMS.get(content[-1], content[-1])) if content else ""


@lru_cache(maxsize=4)
def _told_in(text: str) -> tuple[frozenset[str], ...]:
    """Returns the stems of each sentence that says that lines repeat something.

    Those of words of the same meaning are among them: заказ is an order.
    """
    return tuple(
        frozenset(token.stem for token in tokens_of(sentence))
        | kin_of(tokens_of(sentence))
        for line in text.splitlines()
        for sentence in sentences_of(line)
        if len(sentence) < _LONGEST and _TOLD.search(sentence)
    )
