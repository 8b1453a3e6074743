"""Rows that are dated by another deed than the sentence tells: closed, not created."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.reach import own_words
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import Token, alike, tokens_of
from verifier.checks.words import LEXICON
from verifier.languages import compiled, words as words_of
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject
    from verifier.model.case import Case

_DONE = compiled(r"^(?:\w{3,}(?:ed|en)|\w{2,}ught|sent|paid|made|born|sold)$")
_OF_DATES = words_of("sentence.date_words")
_NOTS = words_of("figures.negations")
_ROOT = 5  # letters that two Russian words of one deed have in common


def against_other_day(case: Case, subject: Subject) -> str:
    """Returns what stands against `109 were closed in July`, by the day of creation."""
    uses = case.uses
    criteria = [c for use in uses for c in use.criteria]
    sheets = {c.cells.sheet for c in criteria}
    ground = subject.grounds.get(next(iter(sheets))) if len(sheets) == 1 else None
    days = _deeds(ground) if ground is not None else {}
    taken = {c.cells.first_column for c in criteria} & days.keys()
    if len(taken) != 1 or len(days) == 1:
        return ""
    (own,) = taken
    clause = sentence_round(case.sentence)
    said = tokens_of(clause.text[slice(*own_words(clause))])
    every = tokens_of(f"{clause.text} {case.sentence.context}")
    if any(token.text.casefold() in _NOTS for token in said):
        return ""  # not yet paid for: what did not happen has no day
    others = [n for n, deed in days.items() if n != own and _is_told(deed, said)]
    if len(others) != 1 or _is_told(days[own], every) or ground is None:
        return ""
    headers = ground.columns[others[0]].header, ground.columns[own].header
    return (
        f"the sentence tells what {headers[0]!r} dates; the calculation goes by "
        f"{headers[1]!r}"
    )


def _deeds(ground: Ground) -> dict[int, Token]:
    """Returns column of days → the word of its header for what happened then."""
    found: dict[int, Token] = {}
    for number, layout in ground.columns.items():
        words = [
            token
            for token in tokens_of(layout.header.replace("_", " "))
            if token.text.casefold() not in _OF_DATES | LEXICON.time_units.keys()
        ]
        is_deed = len(words) == 1 and (
            not words[0].text.isascii() or _DONE.search(words[0].text.casefold())
        )
        if CellKind.DATE in layout.kinds and is_deed:
            found[number] = words[0]
    return found


def _is_done(word: Token) -> bool:
    """Returns whether a word may be a verb: closed, not closures."""
    return not word.text.isascii() or _DONE.search(word.text.casefold()) is not None


def _is_told(deed: Token, said: tuple[Token, ...]) -> bool:
    """Returns whether a word tells a deed: closed; закрыто, of дата закрытия."""
    return any(
        (alike(deed.stem, token.stem) and _is_done(token))
        or (
            not deed.text.isascii()
            and deed.stem[:_ROOT] == token.stem[:_ROOT]
            and len(token.stem) >= _ROOT
        )
        for token in said
    )
