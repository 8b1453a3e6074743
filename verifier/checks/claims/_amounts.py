"""Shares of an amount for which rows are counted: `40 % of MRR`, `of all bed days`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier.checks.claims._named_rows import nouns_of
from verifier.checks.reach import own_words
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import Token, alike, any_alike, stem, tokens_of
from verifier.checks.words import LEXICON
from verifier.checks.words.rates import AMOUNTS, HOW_LONG, PER, STOPS
from verifier.languages import alternatives, compiled, listed, words as words_of
from verifier.model.quantity import QuantityKind
from verifier.model.source import CellKind
from verifier.model.use import Side, Statistic

if TYPE_CHECKING:
    from verifier.checks.region import Ground
    from verifier.model.case import Case

_SHARE_OF = compiled(
    rf"\b(?:{alternatives('other_population.share_of')})\s+(?P<of>[^,;:]+)$"
)
_NEAR = 5  # words behind a share among which its amount stands
_ADDED = frozenset({Statistic.SUM, Statistic.CELL, Statistic.MEAN})
_NO_WORDS = {*LEXICON.fillers, *LEXICON.currencies, *LEXICON.time_units}
_UNITS = frozenset(map(stem, {*LEXICON.currencies, *LEXICON.time_units}))
_SKIPPED = words_of("sentence.whole_words")
_ADJECTIVES = listed("rates.adjective_endings")
_UNIT = re.compile(r"[,(\[].*")


def of_amount(case: Case, ground: Ground) -> str:
    """Returns what stands against `40 % of MRR` where rows are counted."""
    quantity, uses = case.figure.quantity, case.uses
    if quantity is None or quantity.kind is not QuantityKind.PERCENT:
        return ""
    if {use.statistic for use in uses} != {Statistic.COUNT}:
        return ""
    clause = sentence_round(case.sentence)
    first, last = own_words(clause)
    before = _SHARE_OF.search(clause.text, first, clause.start)
    for tokens in (
        tokens_of(clause.text[clause.end : last].partition(",")[0]),
        tokens_of(f"of {before['of']}" if before else ""),
    ):
        word = _amount_in(tokens, ground)
        if word and not _is_chosen_by(word, case):
            return f"the sentence speaks of a share of {word}; the calculation counts"
    return ""


def _is_chosen_by(word: str, case: Case) -> bool:
    """Returns whether the rows that divide are told by that column: days late > 0."""
    return any(
        tokens_of(criterion.header)[-1:]
        and alike(tokens_of(criterion.header)[-1].stem, stem(word))
        for use in case.uses
        for criterion in use.criteria
        if use.side is Side.DENOMINATOR
    )


def of_other_column(case: Case, ground: Ground) -> str:
    """Returns what stands against `1 % of opening MRR` of what closed the month."""
    uses = case.uses
    below = [use for use in uses if use.side is Side.DENOMINATOR]
    if len(below) != 1 or below[0].statistic not in _ADDED or len(below[0].cells) != 1:
        return ""
    cells, header = below[0].cells, (*below[0].headers, "")[0]
    said = _divided_by(case, header)
    if not header or not said:
        return ""
    own = _content(header)
    for number, layout in ground.columns.items():
        if CellKind.NUMBER not in layout.kinds or number == cells[0].first_column:
            continue
        if not _are_alike(layout.header, header):
            continue
        if _is_other(_content(layout.header), own, said):
            return (
                f"the sentence divides by {layout.header!r}; the calculation divides "
                f"by {header!r}"
            )
    return ""


def _divided_by(case: Case, header: str) -> tuple[Token, ...]:
    """Returns the words of what a share is of, or of what each has its part."""
    stops = STOPS - {token.text.casefold() for token in tokens_of(header)}
    quantity = case.figure.quantity
    clause = sentence_round(case.sentence)
    first, last = own_words(clause)
    if quantity is not None and quantity.kind is QuantityKind.PERCENT:
        behind = tokens_of(clause.text[clause.end : last])
        is_of = bool(behind) and behind[0].text.casefold() in LEXICON.ofs
        return _until_stop(behind[1 : 1 + _NEAR], stops) if is_of else ()
    said = tokens_of(clause.text[first:last])
    for place, token in enumerate(said):
        if token.text.casefold() in PER:
            return _until_stop(said[place + 1 : place + 1 + _NEAR], stops)
    return ()


def _are_alike(one: str, other: str) -> bool:
    """Returns whether two headers have a word in common, units apart."""
    stems = [
        {t.stem for t in tokens_of(_UNIT.sub("", header))} for header in (one, other)
    ]
    return not (stems[0] & stems[1]).isdisjoint(stems[0] - _UNITS)


def _is_other(
    other: tuple[Token, ...], own: tuple[Token, ...], said: tuple[Token, ...]
) -> bool:
    """Returns whether words name a column like the one that is used, and not that.

    Of `opening_mrr` and `closing_mrr` the words say `opening`, and `closing` nowhere.
    """
    apart = [word for word in other if not any_alike([word], own)]
    mine = [word for word in own if not any_alike([word], other)]
    if not apart or not mine:
        return False
    is_named = all(any_alike([word], said) for word in apart)
    return is_named and not any_alike(mine, said)


def _until_stop(tokens: tuple[Token, ...], stops: frozenset[str]) -> tuple[Token, ...]:
    """Returns the words up to one behind which a whole is named no more."""
    places = (n for n, token in enumerate(tokens) if token.text.casefold() in stops)
    return tokens[: next(places, len(tokens))]


def _content(header: str) -> tuple[Token, ...]:
    """Returns the words of a header but units, currencies and fillers."""
    words = tokens_of(_UNIT.sub("", header))
    return tuple(w for w in words if w.text.casefold() not in _NO_WORDS)


def _amount_in(tokens: tuple[Token, ...], ground: Ground) -> str:
    """Returns the words of an amount that a share is of, or nothing."""
    is_of = bool(tokens) and tokens[0].text.casefold() in LEXICON.ofs
    is_russian = bool(tokens) and not tokens[0].text.isascii()
    if not is_of and not is_russian:
        return ""
    headers = _measured(ground)
    single = {words[-1].text.casefold() for words in headers}
    single = {word for word in single if not word.endswith("s")}
    spoken = {word.stem for words in headers for word in words}
    nouns = nouns_of(ground)
    tokens = tokens[is_of : is_of + _NEAR]
    for place, token in enumerate(tokens):
        folded = token.text.casefold()
        said = _whole_header(tokens[place:], headers)
        if said:
            last = said[-1]
            is_rows = any(alike(last.stem, noun) for noun in nouns)
            return "" if is_rows else " ".join(word.text for word in said)
        is_time = folded in HOW_LONG and place > 0 and _tells(tokens[place - 1])
        if folded in AMOUNTS | single or is_time:
            return "" if any(alike(token.stem, noun) for noun in nouns) else token.text
        is_skipped = folded in _SKIPPED or token.is_capital
        if not is_skipped and not _tells(token) and token.stem not in spoken:
            return ""
    return ""


def _tells(token: Token) -> bool:
    """Returns whether a word may only tell which amount: operating, рабочего."""
    folded = token.text.casefold()
    return folded not in _SKIPPED and folded.endswith(_ADJECTIVES)


def _measured(ground: Ground) -> list[tuple[Token, ...]]:
    """Returns the words of headers of numbers, units in brackets apart."""
    found = [
        tokens_of(_UNIT.sub("", layout.header))
        for layout in ground.columns.values()
        if CellKind.NUMBER in layout.kinds
    ]
    return [words for words in found if words]


def _whole_header(
    tokens: tuple[Token, ...], headers: list[tuple[Token, ...]]
) -> tuple[Token, ...]:
    """Returns the words with which a text begins that are a header of several words."""
    for words in headers:
        said = tokens[: len(words)]
        is_long = len(words) > 1 or any("-" in word.text for word in words)
        if is_long and len(said) == len(words) and all(map(_is_same, said, words)):
            return said
    return ()


def _is_same(one: Token, other: Token) -> bool:
    """Returns whether two words are one, in any form: койко-дни, койко-дней."""
    pairs = [word.text.casefold().split("-") for word in (one, other)]
    if len(pairs[0]) != len(pairs[1]):
        return False
    return all(
        alike(stem(a), stem(b)) or _unit(a) == _unit(b) != ""
        for a, b in zip(*pairs, strict=True)
    )


def _unit(word: str) -> str:
    return LEXICON.time_units.get(word, "")
