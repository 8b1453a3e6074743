"""Wholes that lead a sentence with no comma behind: «среди броней под ипотеку 9 %»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.adjectives import value_made_into
from verifier.checks.claims._as_defined import ENDED, of_explained_whole
from verifier.checks.claims._whole_phrases import whole_of
from verifier.checks.claims._wholes import told_of
from verifier.checks.naming import Naming, groups_told
from verifier.checks.reach import own_text, own_words
from verifier.checks.row_nouns import rows_of
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import any_alike, tokens_of
from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier.checks.claims._wholes import Share
    from verifier.checks.rule import Subject
    from verifier.checks.stems import Token
    from verifier.model.brief import Brief
    from verifier.model.case import Case

LEADING = compiled(
    rf"(?:^|[.;:,(—–]\s*)\W*(?:{alternatives('leading_whole.leading')})\s+"
    r"(?P<whole>[^;:()—–]{2,160})$"
)
_OF_EVERY_ROW = words("narrowed_wholes.of_every_row")
_EVERY = LEXICON.every | LEXICON.all_things
_NEAR = 4  # words of a whole, among which its group stands
_FEWEST = 2  # groups by which the part is limited, and the whole is not


def of_leading_group(share: Share, subject: Subject) -> str:
    """Returns what stands against `among retail orders 5 % came back`, of all orders.

    The part is limited by what leads the sentence and by what is told behind it; the
    whole by neither.
    """
    clause = sentence_round(share.case.sentence)
    first, last = own_words(clause)
    found = LEADING.search(clause.text[first : clause.start])
    limited = {c.cells.first_column for c in share.below.criteria}
    further = {c.cells.first_column for c in share.above.criteria} - limited
    if found is None or len(further) < _FEWEST:
        return ""
    free = {
        column: share.groups[column]
        for column in further & share.groups.keys() & share.taken.keys()
        if column not in share.whole and share.taken[column]
    }
    text = f"{found['whole']} {clause.text[clause.end : last]}"
    named = _named_in(text, free, subject.brief)
    if not named or not _is_near(named[0], text, share):
        return ""
    others = (free.keys() | (further - share.groups.keys())) - {named[0].column}
    behind = {one.column for one in named[1:]}
    is_told = bool(others - free.keys()) or not behind.isdisjoint(others)
    is_taken = named[0].value.casefold() in share.taken[named[0].column]
    return told_of(named[0].value) if is_told and is_taken else ""


def of_leading_rows(share: Share, subject: Subject) -> str:
    """Returns what stands against `of the Leeds orders 5 % came back`, of those back.

    The rows of a group lead, and the calculation divides by another group: the words up
    to them are theirs alone.
    """
    clause = sentence_round(share.case.sentence)
    first, _ = own_words(clause)
    found = LEADING.search(clause.text[first : clause.start])
    whole = {c for c, values in share.whole.items() if values and c in share.groups}
    free = {
        column: share.groups[column]
        for column in share.groups.keys() & share.taken.keys()
        if column not in share.whole and share.taken[column]
    }
    if found is None or not whole or not free:
        return ""
    named = _named_in(found["whole"], free, subject.brief)[:1]
    rows = rows_of(share.ground, subject)
    tokens = tokens_of(found["whole"])
    nouns = [token.end for token in tokens if rows.are(token)][:1]
    if not named or not nouns or named[0].is_negated:
        return ""
    one, end = named[0], max(nouns[0], named[0].end)
    others = [t for t in tokens if t.end <= end and not one.start <= t.start < one.end]
    is_alone = "," not in found["whole"][:end] and all(
        rows.are(token) or _tells_every_row(token) for token in others
    )
    is_taken = one.value.casefold() in share.taken[one.column]
    return told_of(one.value) if is_alone and is_taken else ""


def _tells_every_row(token: Token) -> bool:
    """Returns whether a word leaves rows as they are: all, the, placed at."""
    return token.text.casefold() in _EVERY | _OF_EVERY_ROW | LEXICON.fillers


def of_explained_words(share: Share, subject: Subject) -> str:
    """Returns what stands against a whole that the report explains: `of live plans`."""
    phrase = whole_of(share.case)
    if phrase is None or not phrase.is_sure:
        return ""
    return of_explained_whole(share, phrase.head, subject)


def tells_a_part(case: Case) -> bool:
    """Returns whether words tell a part as the whole: among those that have ended.

    None that says that it is everything does.
    """
    phrase = whole_of(case)
    tokens = tokens_of(phrase.head) if phrase is not None and phrase.is_sure else ()
    said = [token.text.casefold() for token in tokens]
    clause = sentence_round(case.sentence)
    own = tokens_of(own_text(clause))
    if not said or any(token.text.casefold() in _EVERY for token in own):
        return False
    plain = LEXICON.fillers | LEXICON.these | LEXICON.pronouns
    return ENDED.fullmatch(said[-1]) is not None or not plain.issuperset(said[:-1])


def _named_in(
    text: str, free: Mapping[int, tuple[str, ...]], brief: Brief
) -> list[Naming]:
    """Returns the groups that a text names, by their names or adjectives of these."""
    named = groups_told(text, free, brief)
    known = {(one.start, one.column) for one in named}
    for token in tokens_of(text):
        for column, values in free.items():
            value = value_made_into(token, values)
            if value and (token.start, column) not in known:
                named.append(Naming(column, value, token.start, token.end))
    return sorted(named, key=lambda one: one.start)


def _is_near(named: Naming, text: str, share: Share) -> bool:
    """Returns whether a group tells the noun of a whole: it stands among its words.

    Among regions the North is one of them, which the column's own name tells.
    """
    before = tokens_of(text[: named.start])
    header = tokens_of(share.ground.columns[named.column].header)
    return len(before) < _NEAR and not any_alike(header, before)
