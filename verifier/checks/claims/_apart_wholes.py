"""Wholes that are not those of the part: attended visits, of a no-show rate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._marks import NO, YES
from verifier.checks.kin import kin_of
from verifier.checks.naming import groups_told
from verifier.checks.reach import own_text, own_words
from verifier.checks.row_nouns import rows_of
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import alike, any_alike, tokens_of
from verifier.checks.totals import names_a_total
from verifier.checks.units import units_in
from verifier.checks.words import LEXICON
from verifier.checks.words.rates import SHARES
from verifier.languages import alternatives, compiled, words
from verifier.model.source import CellKind
from verifier.model.use import Statistic

if TYPE_CHECKING:
    from verifier.checks.claims._whole_phrases import WholePhrase
    from verifier.checks.claims._wholes import Share
    from verifier.checks.rule import Subject
    from verifier.checks.stems import Token

_RATES = (*SHARES, *words("rates.rate_nouns"))
_WHAT = words("rates.what")
_OWNERS = words("rates.owners")
_GIVEN = compiled(  # of those who left a rating
    rf"(?:{alternatives('wholes.given_of')}),?\s{{1,3}}"
    rf"(?:{alternatives('wholes.given_who')})\s{{1,3}}(?P<what>[^,;:.()—–\d]{{3,60}})"
)
_SHORTEST = 4  # letters of a header's word


def of_disjoint(share: Share, phrase: WholePhrase | None, subject: Subject) -> str:
    """Returns what stands against a rate of one group by another: it is part of none.

    The no-show rate is not that of no-shows by attended visits.
    """
    clause = sentence_round(share.case.sentence)
    text = own_text(clause)
    context = share.case.sentence.context
    said = tokens_of(f"{text} {context}")
    is_rate = any(token.text.casefold().startswith(_RATES) for token in said)
    head = tokens_of(phrase.head) if phrase is not None else ()
    is_of_all = any(token.text.casefold() in LEXICON.every for token in head)
    if not (is_rate or is_of_all):
        return ""
    for column, values in share.taken.items():
        whole = share.whole.get(column, frozenset[str]())
        if column not in share.groups or not whole or not values or values & whole:
            continue
        if all(map(names_a_total, whole)):
            continue  # the row of totals holds them
        only = {column: share.groups[column]}
        texts = (clause.text, context, *share.case.sentence.headings)
        named = {
            one.value.casefold()
            for each in texts
            for one in groups_told(each, only, subject.brief)
        }
        if named.isdisjoint(whole):
            return (
                f"the sentence speaks of a rate; the calculation divides "
                f"{', '.join(sorted(values))} by {', '.join(sorted(whole))}, of which "
                "they are no part"
            )
    return ""


def of_owner(share: Share, phrase: WholePhrase, subject: Subject) -> str:
    """Returns what stands against `8 % of its acts` that are all acts there are."""
    head = tokens_of(phrase.head)
    is_owned = bool(head) and head[0].text.casefold() in _OWNERS
    rows = rows_of(share.ground, subject)
    if not is_owned or not any(map(rows.are, head[1:])):
        return ""
    clause = sentence_round(share.case.sentence)
    further = {
        c.cells.first_column
        for c in share.above.criteria
        if c.operator == "=" and c not in share.below.criteria and not c.part
    }
    limited = {c.cells.first_column for c in share.below.criteria}
    only = {c: v for c, v in share.groups.items() if c in further - limited}
    for one in groups_told(clause.text[: clause.start], only, subject.brief)[-1:]:
        if one.value.casefold() in share.taken.get(one.column, frozenset()):
            return (
                f"the sentence speaks of a share of what is of {one.value}; the "
                "calculation divides by others, too"
            )
    return ""


def of_what(share: Share) -> str:
    """Returns what stands against `of what the carriers charged` that counts rows."""
    if share.below.statistic is not Statistic.COUNT:
        return ""
    clause = sentence_round(share.case.sentence)
    said = tokens_of(clause.text[clause.end : own_words(clause)[1]])
    is_of = bool(said) and said[0].text.casefold() in LEXICON.ofs
    is_what = any(token.text.casefold() in _WHAT for token in said[is_of : is_of + 1])
    if not is_what:
        return ""
    stems = {token.stem for token in said} | kin_of(said)
    for layout in share.ground.columns.values():
        words = [t for t in tokens_of(layout.header) if _names(t)]
        is_said = any(alike(word.stem, one) for word in words for one in stems)
        if CellKind.NUMBER in layout.kinds and is_said:
            return (
                f"the sentence speaks of a share of an amount, {layout.header}; the "
                "calculation counts rows"
            )
    return ""


def of_those_with(share: Share) -> str:
    """Returns what stands against `of those who left a rating`, of all rows."""
    clause = sentence_round(share.case.sentence)
    first, last = own_words(clause)
    found = _GIVEN.search(clause.text, first, last)
    if found is None:
        return ""
    words = _of_marked(share, tokens_of(found["what"].replace("-", " ")))
    if words or share.below.deduplicates:
        return words
    if share.below.statistic is not Statistic.COUNT:
        return ""
    said = tokens_of(found["what"])
    counted = {cells.first_column for cells in share.below.cells}
    counted |= {c.cells.first_column for c in share.below.criteria}
    columns = {c.cells.first_column: c.header for c in share.above.criteria}
    for column, header in columns.items():
        layout = share.ground.columns.get(column)
        nouns = tokens_of(header)
        nouns = [noun for noun in nouns if len(noun.stem) >= _SHORTEST]
        has_gaps = layout is not None and CellKind.BLANK in layout.kinds
        if has_gaps and column not in counted and any_alike(nouns, said):
            return (
                f"the sentence speaks of a share of those with {header}; the "
                "calculation divides by all, and some have none"
            )
    return ""


def _of_marked(share: Share, said: tuple[Token, ...]) -> str:
    """Returns what stands against `of those for which it was due`, of all of them."""
    limited = {c.cells.first_column for c in share.below.criteria}
    limited |= {c.cells.first_column for c in share.above.criteria}
    for column, values in share.groups.items():
        header = share.ground.columns[column].header
        words = tokens_of(header)
        is_mark = {value.casefold() for value in values} <= YES | NO
        is_told = len(words) > 1 and all(any_alike([word], said) for word in words)
        if is_mark and is_told and column not in limited:
            return (
                f"the sentence speaks of a share of those with {header}; the "
                "calculation divides by others, too"
            )
    return ""


def _names(word: Token) -> bool:
    return len(word.stem) >= _SHORTEST and not units_in(word.text)
