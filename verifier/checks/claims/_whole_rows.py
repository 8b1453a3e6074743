"""Which rows the words of a whole name, against those that a share is divided by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._forms import PERIOD, place_of
from verifier.checks.claims._marks import YES
from verifier.checks.claims._parts import says_everything
from verifier.checks.claims._unnamed import is_named
from verifier.checks.claims._whole_phrases import PARTICIPLE, part_before
from verifier.checks.kin import kin_of
from verifier.checks.naming import Naming, groups_told
from verifier.checks.periods import ALL_MONTHS, periods_in
from verifier.checks.reach import own_words
from verifier.checks.row_nouns import rows_of
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import alike, of_one_root, stem, tokens_of
from verifier.checks.words import LEXICON
from verifier.checks.words.rates import INSIDE
from verifier.languages import alternatives, compiled, words as words_of
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verifier.checks.claims._whole_phrases import WholePhrase
    from verifier.checks.claims._wholes import Share
    from verifier.checks.rule import Subject
    from verifier.checks.stems import Token

_REASONS = frozenset(map(stem, words_of("sentence.reasons")))
_PLACE = compiled(rf"(?:{alternatives('turned_share.within')})")
_AHEAD = 2  # words before a group, a preposition of place among them


def of_group(share: Share, phrase: WholePhrase, subject: Subject) -> str:
    """Returns what stands against `of all pears` where pears are the part alone."""
    if not phrase.is_sure:
        return ""
    further = _of_part_alone(share)
    mark = _marked(share, phrase, further, subject)
    if mark:
        return mark
    again = {n.value for n in _named(share, phrase.told, further, subject)}
    for one in _named(share, phrase.text, further, subject):
        is_taken = one.value.casefold() in share.taken.get(one.column, frozenset())
        if is_taken and one.value not in again:
            return (
                f"the sentence speaks of a share of {one.value}; the calculation takes "
                f"{one.value} as the part and divides by others, too"
            )
    return ""


def of_scope(share: Share, phrase: WholePhrase, subject: Subject) -> str:
    """Returns what stands against `in the East, 5 % of jobs were urgent`, of all jobs.

    The words behind name another group that is taken, so that the East is no part.
    """
    clause = sentence_round(share.case.sentence)
    first, _ = own_words(clause)
    before = clause.text[first : clause.start]
    further = _of_part_alone(share)
    for one in _named(share, before, further, subject):
        ahead = tokens_of(before[: one.start])
        is_scope = any(t.text.casefold() in INSIDE for t in ahead[-_AHEAD:])
        is_taken = one.value.casefold() in share.taken.get(one.column, frozenset())
        others = set(share.taken) - {one.column}
        told = _named(share, phrase.told, others, subject)
        has_part = any(
            n.value.casefold() in share.taken.get(n.column, frozenset()) for n in told
        )
        is_place = any(_PLACE.fullmatch(t.text) for t in ahead[-_AHEAD:])
        rest = _named(share, before[one.end :], others, subject) if is_place else ()
        has_part = has_part or any(
            n.value.casefold() in share.whole.get(n.column, frozenset()) for n in rest
        )
        is_whole = says_everything(phrase.head)  # 5 % of all that we sold
        has_part = has_part or (len(further) > 1 and not is_whole)
        if is_scope and is_taken and has_part:
            return (
                f"the sentence speaks of what is so in {one.value}; the calculation "
                "divides by others, too"
            )
    return ""


def of_unsaid_part(share: Share, phrase: WholePhrase, subject: Subject) -> str:
    """Returns what stands against `SMB made up 24 % of sales` of which won ones count.

    Where no word before the verb can mean what limits the part, the whole is meant by
    it, too, and has to be limited likewise.
    """
    sentence = share.case.sentence
    before = part_before(share.case) if phrase.is_sure else ""
    further = _of_part_alone(share)
    named = _named(share, before, further, subject)
    known = {token.stem for one in named for token in tokens_of(one.value)}
    words = [t for t in tokens_of(before) if t.text.casefold() not in LEXICON.fillers]
    if not named or any(token.stem not in known for token in words):
        return ""
    texts = (sentence_round(sentence).text, sentence.context, *sentence.headings)
    for criterion in share.above.criteria:
        column, value = criterion.cells.first_column, ", ".join(criterion.values)
        is_one = len(criterion.values) == 1 and column in further & share.groups.keys()
        if is_one and not is_named(
            value.casefold(), share.groups[column], texts, subject.brief
        ):
            return (
                f"the sentence speaks of a share of one whole; the calculation limits "
                f"the part to {criterion.header} {value}, and the whole not"
            )
    return ""


def _of_part_alone(share: Share) -> set[int]:
    """Returns the columns that limit the part to values, and the whole in no way."""
    limited = {criterion.cells.first_column for criterion in share.below.criteria}
    limited |= {column for column, values in share.whole.items() if values}
    return {
        criterion.cells.first_column
        for criterion in share.above.criteria
        if criterion.operator == "=" and criterion.values and not criterion.part
    } - limited


def _marked(
    share: Share, phrase: WholePhrase, further: set[int], subject: Subject
) -> str:
    """Returns what stands against `of complaints` of all, where a column marks them."""
    nouns = tokens_of(phrase.head)[-1:]
    told = {token.stem for token in tokens_of(phrase.told)}
    nouns += tuple(
        word
        for word in tokens_of(phrase.text)
        if PARTICIPLE.search(word.text.casefold()) and word.stem not in told
    )
    rows = rows_of(share.ground, subject)
    for criterion in share.above.criteria:
        words = tokens_of(criterion.header)
        said = {value.casefold() for value in criterion.values}
        is_marked = criterion.cells.first_column in further and said <= YES
        for noun in nouns if is_marked and len(words) == 1 else ():
            if alike(words[0].stem, noun.stem) and not rows.are(noun):
                return (
                    f"the sentence speaks of a share of {noun.text}; the calculation "
                    f"takes {criterion.header} as the part and divides by others, too"
                )
    return ""


def of_other_period(share: Share, phrase: WholePhrase) -> str:
    """Returns what stands against `of the tickets created in June` of all months."""
    text, told = phrase.text, phrase.told
    if not told:
        text, told = _all_of_a_time(share, phrase), phrase.head
    named = [p for p in periods_in(text) if p.months != ALL_MONTHS]
    if not named or not told or periods_in(told):
        return ""
    above, below = (
        [c for c in use.criteria if place_of(c, share.ground) == PERIOD]
        for use in (share.above, share.below)
    )
    ranges = {
        (cells.first_row, cells.last_row)
        for use in (share.above, share.below)
        for cells in (use.cells or use.rows)
    }
    if not above or below or len(ranges) > 1:
        return ""
    return (
        "the sentence speaks of a share of what is of one period; the calculation "
        "limits the part to it, and divides by all times"
    )


def _all_of_a_time(share: Share, phrase: WholePhrase) -> str:
    """Returns the words of `5% of all calls in May`, where the part is told before."""
    clause = sentence_round(share.case.sentence)
    first, last = own_words(clause)
    behind = clause.text[clause.end : last]
    is_all = any(t.text.casefold() in LEXICON.every for t in tokens_of(phrase.head))
    place = behind.find(phrase.head)
    before = clause.text[first : clause.start]
    if not is_all or place < 0 or periods_in(before) or not tokens_of(before):
        return ""
    return behind[place:]


def of_told_reason(share: Share, phrase: WholePhrase, subject: Subject) -> str:
    """Returns what stands against `of the refusals`, of all, by a column of reasons."""
    head = tokens_of(phrase.head)
    if not head or share.below.criteria:
        return ""
    rows = rows_of(share.ground, subject)
    for criterion in share.above.criteria:
        column = criterion.cells.first_column
        layout = share.ground.columns.get(column)
        if layout is None or CellKind.BLANK not in layout.kinds:
            continue
        words = tokens_of(layout.header)
        rest = [word for word in words if word.stem not in _REASONS]
        is_reason = 0 < len(rest) < len(words)
        is_divided = any(cells.first_column == column for cells in share.below.cells)
        noun = next((t for t in head[-1:] for w in rest if _is_of(t, w)), None)
        if is_reason and noun is not None and not is_divided and not rows.are(noun):
            return (
                f"the sentence speaks of a share of {noun.text}; {layout.header!r} is "
                "blank in rows of others, and the calculation divides by all"
            )
    return ""


def _is_of(noun: Token, word: Token) -> bool:
    """Returns whether a noun is of a word's root, or of its kin: losses, of lost."""
    return of_one_root(noun.stem, word.stem) or word.stem in kin_of((noun,))


def of_untaken_group(share: Share, phrase: WholePhrase, subject: Subject) -> str:
    """Returns what stands against `of elective bookings`, which nothing takes."""
    traits = share.case.compiled.traits if share.case.compiled else None
    if not phrase.is_sure or traits is None or traits.groups != ():
        return ""
    known = set(share.whole)
    known |= {c.cells.first_column for c in share.above.criteria}
    known |= {c.cells.first_column for c in share.below.criteria}
    free = set(share.groups) - known
    told = _stems(
        [h for use in traits.uses for h in use.headers]
        + [
            t
            for use in traits.uses
            for c in use.criteria
            for t in (c.header, *c.values)
        ]
    )
    rows = rows_of(share.ground, subject)
    for one in _named(share, phrase.head, free, subject):
        words = tokens_of(one.value)
        said = tokens_of(phrase.head[one.start : one.end])
        behind = tokens_of(phrase.head[one.end :])
        is_one = len(words) == 1 and bool(behind) and not any(map(rows.are, said))
        if is_one and not any(alike(words[0].stem, other) for other in told):
            header = share.ground.columns[one.column].header
            return (
                f"the sentence speaks of a share of {one.value}; the calculation takes "
                f"every {header}"
            )
    return ""


def _named(
    share: Share, text: str, columns: Iterable[int], subject: Subject
) -> list[Naming]:
    """Returns the groups of some columns that a text names, and does not turn away."""
    only = {c: share.groups[c] for c in columns if c in share.groups}
    return groups_told(text, only, subject.brief)


def _stems(texts: Iterable[str]) -> set[str]:
    return {token.stem for text in texts for token in tokens_of(text)}
