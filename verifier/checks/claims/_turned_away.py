"""Whether words of a sentence turn a group away, or may: not, without, excluding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._marks import NO, YES
from verifier.checks.claims._unnamed import is_named
from verifier.checks.naming import groups_told
from verifier.checks.reach import own_words
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import stem, tokens_of
from verifier.checks.totals import names_a_total
from verifier.checks.words import LEXICON
from verifier.languages import compiled, listed, words

if TYPE_CHECKING:
    from verifier.checks.claims._taken_unsaid import Unsaid
    from verifier.checks.stems import Token
    from verifier.model.brief import Brief
    from verifier.model.case import Case

_DENIED = LEXICON.negations | frozenset(map(stem, LEXICON.denials))
_NOTS = words("figures.negations") - LEXICON.negations
_BUTS = words("sentence.buts")
_ARTICLES = words("figures.numerals.articles")
_ALL = LEXICON.every | words("sentence.all_but")
_GOES_ON = compiled(rf",\s+(?:{'|'.join(listed('sentence.joins'))})\s")


def is_turned_away(one: Unsaid, values: tuple[str, ...], brief: Brief) -> bool:
    """Returns whether words may turn another group of the column away."""
    clause = sentence_round(one.case.sentence)
    behind = clause.text[clause.end : own_words(clause)[1]]
    text = clause.text[: clause.end] + _GOES_ON.split(behind)[0]  # , and lost nothing
    said = _without_plain_but(tokens_of(text))
    own = one.criterion.values[0].casefold()
    if one.is_left_out:
        told = {n.value.casefold() for n in groups_told(text, {0: values}, brief)}
        is_free = names_a_total(own) or own in YES | NO
        return is_free or bool(told - {own}) or _speaks_of_less(one.case)
    if not any(t.text.casefold() in _DENIED or t.stem in _DENIED for t in said):
        return False
    is_denied = any(t.text.casefold() in _NOTS for t in said)
    is_denied = is_denied and not _leaves_out(one.case)
    if is_denied and not _takes_a_no(one.case):
        return True  # nobody had decided yet
    if own in NO:
        return True  # leaving out those who gave up, of those not abandoned
    rest = (value.casefold() for value in values if value.casefold() != own)
    return own not in YES and any(
        is_named(value, values, (text,), brief) for value in rest
    )


def _takes_a_no(case: Case) -> bool:
    """Returns whether a criterion is what a sentence denies: what does not renew."""
    uses = case.uses
    criteria = [c for use in uses for c in use.criteria]
    return any(value.casefold() in NO for c in criteria for value in c.values)


def _speaks_of_less(case: Case) -> bool:
    """Returns whether words of a figure may say that something is left out."""
    sentence = case.sentence
    return any(
        map(denies, (sentence_round(sentence).text, *sentence.headings[-1:]))
    ) or denies(sentence.context)


def denies(text: str) -> bool:
    """Returns whether a text has a word that leaves something out: a no does not."""
    said = tokens_of(text)
    before = ["", *(token.text.casefold() for token in said)]
    return any(
        (t.text.casefold() in _DENIED or t.stem in _DENIED) and last not in _ARTICLES
        for t, last in zip(said, before, strict=False)
    )


def _without_plain_but(tokens: tuple[Token, ...]) -> list[Token]:
    """Returns words without a `but` that turns nothing away: few, but they pay."""
    before = ["", *(token.text.casefold() for token in tokens)]
    return [
        token
        for token, last in zip(tokens, before, strict=False)
        if token.text.casefold() not in _BUTS or last in _ALL
    ]


def _leaves_out(case: Case) -> bool:
    """Returns whether a criterion leaves a group out, which a denial may be of."""
    uses = case.uses
    criteria = [c for use in uses for c in use.criteria]
    return any(c.operator in {"<>", "not like"} and any(c.values) for c in criteria)
