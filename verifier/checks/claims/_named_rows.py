"""Rows that a sentence calls by a group, where no criterion takes them: `won deals`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.along import is_along
from verifier.checks.claims._answered_groups import answers_with
from verifier.checks.claims._said_groups import is_a_verb
from verifier.checks.kin import kin_of
from verifier.checks.reach import own_words
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import Token, alike, stem, tokens_of
from verifier.checks.words import LEXICON
from verifier.checks.words.states import LEFT_OUT, STATES
from verifier.languages import words as words_of
from verifier.model.use import Statistic

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from verifier.checks.claims._said_groups import Said
    from verifier.checks.claims._used_groups import UsedGroups
    from verifier.checks.naming import Naming
    from verifier.checks.region import Ground
    from verifier.model.case import Case

_BEFORE = 4  # words before a name among which those stand that turn it away
_OF_STATES = words_of("rows.states")  # headers
_LISTS = words_of("rows.lists")
_SUBJECTS = words_of("rows.subjects")
_FIRST = words_of("rows.first")


def against_named_rows(
    case: Case, ground: Ground, groups: Mapping[int, tuple[str, ...]], used: UsedGroups
) -> str:
    """Returns what stands against `the mean won deal` over deals of every stage."""
    clause = sentence_round(case.sentence)
    first, last = own_words(clause)
    tokens = tokens_of(clause.text[first:last])
    nouns = nouns_of(ground)
    is_whole = used.is_known and takes_every_row(case, ground)
    for column, values in groups.items() if is_whole else ():
        header = ground.columns[column].header
        if _is_limited(column, used) or answers_with(case, header):
            continue
        called = [
            (value, place)
            for value in values
            for place in range(len(tokens))
            if _is_called(tokens, place, value)
            and not is_along(tokens, tokens[place].start)
        ]
        named = list(dict.fromkeys(value for value, _ in called))
        if len(named) == len(values) or _is_told_elsewhere(case, named, used):
            continue
        if not any(_is_of_rows(tokens, place, nouns, groups) for _, place in called):
            continue
        return (
            f"the sentence names {', '.join(named)}; the calculation takes every "
            f"{header} of its rows"
        )
    return ""


def against_state(
    case: Case, ground: Ground, groups: Mapping[int, tuple[str, ...]], used: UsedGroups
) -> str:
    """Returns what stands against `we delivered 33` over orders of every status."""
    uses = case.uses
    is_count = len(uses) == 1 and uses[0].statistic is Statistic.COUNT
    if not is_count or not used.is_known:
        return ""
    clause = sentence_round(case.sentence)
    first, last = own_words(clause)
    tokens = tokens_of(clause.text[first:last])
    for column, values in groups.items():
        header = ground.columns[column].header
        is_state = any(t.text.casefold() in _OF_STATES for t in tokens_of(header)[-1:])
        if not is_state or _is_limited(column, used) or answers_with(case, header):
            continue
        named = {
            value
            for value in values
            for place, token in enumerate(tokens)
            if _is_state(token, value) and not _is_turned(tokens, place)
        }
        if len(named) == 1 and not _is_told_elsewhere(case, named, used):
            return (
                f"the sentence names {named.pop()}; the calculation counts rows of "
                f"every {header}"
            )
    return ""


def _is_state(token: Token, value: str) -> bool:
    """Returns whether a word is a state's name, or one of its words."""
    folded = token.text.casefold()
    known = STATES.get(value.casefold(), ("\0",))
    is_named = folded == value.casefold() and not is_a_verb(value, token.text)
    return is_named or folded.startswith(known)


def _is_turned(tokens: tuple[Token, ...], place: int) -> bool:
    """Returns whether words by a state turn it away, or count it along."""
    before = {t.text.casefold() for t in tokens[max(place - _BEFORE, 0) : place]}
    along = is_along(tokens, tokens[place].start)
    return along or not before.isdisjoint(LEXICON.negations)


def against_left_out(said: Said, case: Case, ground: Ground, used: UsedGroups) -> str:
    """Returns what stands against `excluding Enterprise` over rows of every segment."""
    column = said.column
    if _is_limited(column, used):
        return ""
    names = [n for n in said.own or said.plain if n.is_negated]
    text = said.clause.text
    if not any(_is_taken_from(n, text) for n in names) or not used.is_known:
        return ""
    header = ground.columns[column].header
    if answers_with(case, header) or not takes_every_row(case, ground):
        return ""
    shown = ", ".join(dict.fromkeys(n.value for n in names))
    return (
        f"the sentence leaves out {shown}; the calculation takes every {header} of "
        "its rows"
    )


def takes_every_row(case: Case, ground: Ground) -> bool:
    """Returns whether all uses look at all rows of a sheet, criteria apart."""
    uses = case.uses
    sheet = ground.sheet
    ranges = [
        cells
        for use in uses
        for cells in (*use.cells, *use.rows, *(c.cells for c in use.criteria))
    ]
    return bool(ranges) and all(
        cells.sheet == sheet.key
        and cells.first_row <= sheet.header_row + 1
        and cells.last_row >= sheet.rows
        for cells in ranges
    )


def _is_limited(column: int, used: UsedGroups) -> bool:
    return any(column in by for by in (used.chosen, used.left_out, used.implied))


def _is_called(tokens: tuple[Token, ...], place: int, value: str) -> bool:
    """Returns whether a word is a value, in any form or in the report's language."""
    words = tokens_of(value)
    if len(words) != 1 or value.casefold() in LEXICON.totals:
        return False
    token, word = tokens[place], words[0]
    if not word.text.isalpha() or (word.text.isupper() and token.text != word.text):
        return False
    if place and _is_subject(tokens[place - 1], token):
        return False
    folded = token.text.casefold()
    return (
        folded == value.casefold()
        or (not word.text.isascii() and alike(token.stem, word.stem))
        or folded.startswith(STATES.get(value.casefold(), ("\0",)))
    )


def _is_subject(before: Token, token: Token) -> bool:
    """Returns whether a word makes the next one a verb: `we won deals`, `not won`."""
    if token.start - before.end > 1:
        return False
    folded = before.text.casefold()
    is_plural = before.text.isascii() and before.text.isalpha() and folded.endswith("s")
    is_named = before.is_capital and before.text.isascii()
    return folded in _SUBJECTS or is_plural or (is_named and folded not in _FIRST)


def _is_of_rows(
    tokens: tuple[Token, ...],
    place: int,
    nouns: frozenset[str],
    groups: Mapping[int, tuple[str, ...]],
) -> bool:
    """Returns whether the noun of the rows follows: won deals, won EMEA deals."""
    before = {t.text.casefold() for t in tokens[max(place - _BEFORE, 0) : place]}
    if before & LEXICON.negations or place + 1 >= len(tokens):
        return False
    after = tokens[place + 1]
    values = {v.casefold() for every in groups.values() for v in every}
    if after.text.casefold() in values | _LISTS and place + 2 < len(tokens):
        after = tokens[place + 2]
    found = {after.stem} | kin_of((after,))
    return any(alike(one, noun) for one in found for noun in nouns)


def nouns_of(ground: Ground) -> frozenset[str]:
    """Returns the stems of what the rows are: of the sheet's name, and of its ids."""
    names = [str(ground.sheet.key).rpartition("/")[2].partition(".")[0]]
    for layout in ground.columns.values():
        words = tokens_of(layout.header)
        if any(word.text.casefold() in LEXICON.ids | _NUMBERS for word in words):
            names.append(layout.header.replace("_", " "))
    return frozenset(
        word.stem
        for name in names
        for word in tokens_of(name)
        if word.text.casefold() not in LEXICON.ids | _NUMBERS and len(word.stem) > 1
    )


_NUMBERS = words_of("rows.numbers")


def _is_told_elsewhere(case: Case, named: Iterable[str], used: UsedGroups) -> bool:
    """Returns whether a header of used cells or criteria says the same: `is_won`."""
    uses = case.uses
    headers = [c.header for use in uses for c in use.criteria]
    stems = {t.stem for h in headers for t in tokens_of(h)}
    return used.names(set(named)) or any(stem(value) in stems for value in named)


def _is_taken_from(naming: Naming, text: str) -> bool:
    before = [t.text.casefold() for t in tokens_of(text[: naming.start])][-_BEFORE:]
    if not LEXICON.negations_parted.keys().isdisjoint(before):
        return naming.is_negated  # leaving EMEA aside
    ends = (" ".join(before[n:]) for n in range(len(before)))
    return any(f"{end} ".startswith(f"{word} ") for end in ends for word in LEFT_OUT)
