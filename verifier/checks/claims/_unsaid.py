"""Groups that every part of a calculation takes, and that no word stands for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier.checks.claims._answered_groups import answers_with
from verifier.checks.claims._carried_over import (
    PLAIN,
    is_taken_up,
    says_what,
)
from verifier.checks.claims._elsewhere import speaks_of_others
from verifier.checks.claims._marks import NO, YES
from verifier.checks.claims._narrowed_wholes import is_told_narrowing
from verifier.checks.claims._parts import says_everything, shares_a_word
from verifier.checks.claims._scopes import is_told, scopes_of
from verifier.checks.claims._taken_unsaid import Unsaid
from verifier.checks.claims._turned_away import denies, is_turned_away
from verifier.checks.claims._whole_phrases import PARTICIPLE, whole_of
from verifier.checks.claims._yes_or_no import QUOTED
from verifier.checks.latin import is_spelled
from verifier.checks.measures import measures_of
from verifier.checks.naming import groups_told, names_in
from verifier.checks.once import read_once
from verifier.checks.periods import periods_in
from verifier.checks.question import question
from verifier.checks.reach import own_text
from verifier.checks.sentences import sentence_round
from verifier.checks.spoken import is_spoken_of
from verifier.checks.stems import alike, of_one_root, stem, tokens_of
from verifier.checks.superlatives import superlatives_in
from verifier.checks.totals import names_a_total
from verifier.checks.vocabulary import groups_of
from verifier.checks.words import LEXICON
from verifier.languages import listed, words
from verifier.model.use import Side, sheets_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from verifier.checks.claims._scopes import Scopes
    from verifier.checks.claims._terms import Reading, Terms
    from verifier.checks.question import Question
    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject
    from verifier.model.brief import Brief
    from verifier.model.case import Case
    from verifier.model.report import Report
    from verifier.model.use import Criterion, Use

_ANDS = words("naming.joints")
_RELATIVE = words("sentence.relative") | words("sentence.marks_that")
_UNDOING = listed("sentence.undoing")
_OPEN, _DONE = listed("sentence.open_states"), listed("sentence.done_words")
_SHORTEST = 3  # letters of a header's word that a text may speak of
_SENTENCE = re.compile(r"[.!?]\s|\n")


def ask_unsaid(subject: Subject) -> Iterator[Question]:
    """Yields the questions what figures would be without groups that nothing names."""
    known = {key: groups_of(subject, g) for key, g in subject.grounds.items()}
    scopes = scopes_of(subject, known)
    pairs = [
        (case, ground, known[key])
        for case in subject.cases
        if case.compiled is not None and case.claim is not None
        for key in dict.fromkeys(cells.sheet for cells in case.compiled.used)
        if (ground := subject.grounds.get(key)) is not None
    ]
    for case, ground, groups in pairs:
        for one in _found(case, ground, groups, scopes):
            uses = [use for pair in one.pairs for use in pair]
            query = measures_of(uses, ground)
            if query is not None:
                yield question(one.key, query, 1)


def unsaid_group(
    reading: Reading,
    ground: Ground,
    groups: Mapping[int, tuple[str, ...]],
    terms: Terms,
    scopes: Scopes,
) -> str:
    """Returns what stands against a group that is taken without a word of it.

    `Universities sent 43 applications` where those of new applicants are counted. A
    sentence of which some word is not accounted for may mean the group by it.
    """
    case = reading.case
    own = f"{sentence_round(case.sentence).text} {case.sentence.context}"
    for one in _found(case, ground, groups, scopes):
        is_sure = says_everything(own) or _speaks_of_another(one, groups)
        is_sure = is_sure or (scopes.has_words_for(one) and not _may_be_told(one))
        if terms.explains(reading, (reading.sheet, one.column)):
            continue
        if not is_sure and _unaccounted(reading, one, terms):
            continue
        subject = scopes.subject
        if one.matters(subject.answers) and not one.is_explained(subject):
            value = f"{one.header} {one.criterion.values[0]}"
            does = f"leaves {value} out" if one.is_left_out else f"takes {value} alone"
            return f"the calculation {does}, which no word of the text stands for"
    return ""


def _speaks_of_another(one: Unsaid, groups: Mapping[int, tuple[str, ...]]) -> bool:
    """Returns whether words may stand for one other group: nobody let them in."""
    values = groups.get(one.column, ())
    said = tokens_of(sentence_round(one.case.sentence).text)
    taken = {value.casefold() for value in one.criterion.values}
    spoken = [v for v in values if is_spoken_of(v, values, said)]
    is_one = len(spoken) == 1 and not one.is_left_out
    return is_one and spoken[0].casefold() not in taken


def _found(
    case: Case,
    ground: Ground,
    groups: Mapping[int, tuple[str, ...]],
    scopes: Scopes,
) -> Iterator[Unsaid]:
    """Yields the groups that are taken and that no word near the figure names."""
    if speaks_of_others(case) or not says_what(case, groups, scopes.subject.brief):
        return
    for criterion in _common(case, ground, groups):
        one, brief = Unsaid(case, ground, criterion), scopes.subject.brief
        is_turned = is_turned_away(one, groups.get(one.column, ()), brief)
        if is_turned and not _speaks_of_another(one, groups):
            continue  # excluding Enterprise, it is of SMB
        if _is_called_otherwise(case, groups, brief) or is_taken_up(
            case, criterion, groups, brief
        ):
            continue  # the wards Elm and Fir, of their division; its buyers
        if periods_in(criterion.values[0]) or names_a_total(criterion.values[0]):
            continue  # periods are judged as such: 2025-Q3; a row of totals is of all
        if answers_with(case, one.header) or _is_beyond_words(one, groups, scopes):
            continue
        is_told = _is_said(one, groups.get(one.column, ()), scopes)
        if not (is_told or is_told_narrowing(case, criterion, scopes.subject)):
            yield one  # of strays whose case is closed, it is


def _is_beyond_words(
    one: Unsaid, groups: Mapping[int, tuple[str, ...]], scopes: Scopes
) -> bool:
    """Returns whether no name can be looked for: in other letters, or parted so.

    Words part two figures of a sentence that names no group of the column.
    """
    text, brief = sentence_round(one.case.sentence).text, scopes.subject.brief
    only = {one.column: groups.get(one.column, ())}
    is_parted = not one.is_left_out and scopes.parts_by_words(one)
    is_parted = is_parted and not groups_told(text, only, brief)
    return is_parted or not _is_readable(one, scopes.subject)


def _is_called_otherwise(
    case: Case, groups: Mapping[int, tuple[str, ...]], brief: Brief
) -> bool:
    """Returns whether a sentence names groups of a column that is not limited.

    They may be the rows of the one that is taken. A word of what is taken names no
    other: what went North is not Pia North's.
    """
    uses = case.uses
    limited = {c.cells.first_column for use in uses for c in use.criteria}
    free = {column: v for column, v in groups.items() if column not in limited}
    text = f"{sentence_round(case.sentence).text} {case.sentence.context}"
    taken = [value for use in uses for c in use.criteria for value in c.values]
    own = [word.stem for value in taken for word in tokens_of(value)]
    return any(
        not all(
            any(alike(word.stem, stem) for stem in own)
            for word in tokens_of(text[name.start : name.end])
        )
        for name in names_in(text, free, brief)
    )


def _is_undone(value: str, text: str) -> bool:
    """Returns whether a word turns a group into all others: uncancelled orders."""
    own = [word.stem for word in tokens_of(value)]
    return any(
        alike(stem(word.text.casefold().removeprefix(prefix)), name)
        for word in tokens_of(text)
        for prefix in _UNDOING
        if word.text.casefold().startswith(prefix)
        for name in own
    )


def _are_done(one: Unsaid, text: str) -> bool:
    """Returns whether a text speaks of what is done, where what is not is left out."""
    is_open = one.criterion.values[0].casefold().startswith(_OPEN)
    said = f" {' '.join(token.text.casefold() for token in tokens_of(text))} "
    return is_open and any(f" {word} " in said for word in _DONE)


def _common(
    case: Case, ground: Ground, groups: Mapping[int, tuple[str, ...]]
) -> list[Criterion]:
    """Returns the criteria that take or leave a group in all of a calculation."""
    uses = case.uses
    return [
        criterion
        for criterion in dict.fromkeys(c for use in uses for c in use.criteria)
        if all(_keeps_to(use, criterion, case) for use in uses)
        and criterion.operator in {"=", "<>"}
        and not criterion.part
        and len(criterion.values) == 1
        and bool(criterion.values[0])
        and criterion.cells.sheet == ground.sheet.key
        and (criterion.cells.first_column in groups or _is_a_mark(criterion))
    ]


def _keeps_to(use: Use, criterion: Criterion, case: Case) -> bool:
    """Returns whether a use takes none but rows that a criterion takes.

    Those returned are no cancelled ones; a rate may be of the others by its nature,
    where its whole is not named.
    """
    sheets = sheets_of((use,))
    if criterion in use.criteria or (sheets and criterion.cells.sheet not in sheets):
        return True
    if criterion.operator != "<>" or use.side is not Side.NUMERATOR:
        return False
    return whole_of(case) is not None and any(
        one.operator == "="
        and one.cells == criterion.cells
        and criterion.values[0] not in one.values
        for one in use.criteria
    )


def _is_a_mark(criterion: Criterion) -> bool:
    """Returns whether a criterion takes ones or zeros: marks, no numbers of lines."""
    last = tokens_of(criterion.header)[-1:]
    is_number = any(word.text.casefold() in LEXICON.ids for word in last)
    return criterion.values[0] in {"0", "1"} and not is_number


def _is_readable(one: Unsaid, subject: Subject) -> bool:
    """Returns whether a name is written in the letters of the sentence.

    Or the report writes it so elsewhere: C-check, in Russian. Of a cell that holds a
    number alone nothing is known.
    """
    value, sentence = one.criterion.values[0], one.case.sentence
    name = one.header if value.casefold() in YES | NO else value
    text = sentence_round(sentence).text
    if one.is_left_out:  # of a table's figure its labels
        text = f"{text} {sentence.context}"
    is_written = name == value and value.casefold() in _prose_of(subject.report)
    is_written = is_written and any(map(str.isalpha, text))  # no mere cell of a table
    return is_written or _is_latin(name) is _is_latin(text)


@read_once
def _prose_of(report: Report) -> str:
    return "\n".join(passage.text for passage in report.passages).casefold()


def _is_latin(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter.isascii() for letter in letters) * 2 > len(letters)


def _is_said(one: Unsaid, values: tuple[str, ...], scopes: Scopes) -> bool:
    """Returns whether a word of heading, label or passage tells a group, or may."""
    sentence, subject = one.case.sentence, scopes.subject
    is_mark = one.criterion.values[0].casefold() in YES | NO
    title, *others = sentence.headings or ("",)
    if is_mark:
        others = [text for text in others if not _lists(text)]
    is_of_all = _lists(title) if is_mark else _names_several(title, values, subject)
    headings = (*others, *(() if is_of_all else (title,)))
    texts = (*headings, sentence.context, sentence.ahead, scopes.of(one))
    texts = tuple(_without_other_names(text, one) for text in texts)
    if one.is_left_out:
        own = sentence_round(sentence).text
        near = f"{own} {sentence.context}"
        if _is_undone(one.criterion.values[0], near) or _are_done(one, near):
            return True
        texts = (own, *filter(denies, _SENTENCE.split("\n".join(texts))))
    value = one.criterion.values[0].casefold()
    if value in YES | NO:
        is_quoted = any(value in map(str.casefold, QUOTED.findall(t)) for t in texts)
        return is_quoted or shares_a_word(_own_words(one), texts)
    heads, own = one.header.replace("_", " "), sentence_round(sentence).text
    if not one.is_left_out and _speaks_of_one(heads, own):
        return True
    texts += tuple(text.replace("-", " ") for text in texts if "-" in text)
    if is_told(one.criterion, values, texts, subject.brief):
        return True
    near = tuple(text for text in texts if text != title)  # how the year was completed
    return is_spoken_of(value, values, tokens_of("\n".join(near)))


def _without_other_names(text: str, one: Unsaid) -> str:
    """Returns a text without other groups' names: the Payments team is not paid."""
    uses = one.case.uses
    others = {c.cells.first_column: c.values for use in uses for c in use.criteria}
    own = one.criterion.values[0].casefold()
    for column, values in others.items():
        for value in values if column != one.column else ():
            if value and own not in value.casefold():
                whole = rf"(?<!\w){re.escape(value)}(?!\w)"
                text = re.sub(whole, " ", text, flags=re.IGNORECASE)
    return text


def _own_words(one: Unsaid) -> str:
    """Returns the words of a mark's header that head no other column themselves."""
    heads = [
        tokens_of(layout.header)
        for number, layout in one.ground.columns.items()
        if number != one.column
    ]
    others = [words[0].stem for words in heads if len(words) == 1]
    own = tokens_of(one.header)
    return " ".join(word.text for word in own if word.stem not in others)


def _names_several(title: str, values: tuple[str, ...], subject: Subject) -> bool:
    """Returns whether a report is of several groups: `The shop and the café`."""
    named = groups_told(title, {0: values}, subject.brief)
    return len({one.value.casefold() for one in named}) > 1


def _lists(heading: str) -> bool:
    """Returns whether a heading lists topics, and tells no rows by them."""
    words = {token.text.casefold() for token in tokens_of(heading)}
    return "," in heading or not words.isdisjoint(_ANDS)


def _may_be_told(one: Unsaid) -> bool:
    """Returns whether a clause may tell what was done: `groups that did come`."""
    value = one.criterion.values[0].casefold()
    deed = one.header.casefold() if value in YES else value
    text = sentence_round(one.case.sentence).text
    if superlatives_in(text):
        return True  # the best-loved house
    words = {token.text.casefold() for token in tokens_of(text)}
    return PARTICIPLE.search(deed) is not None and not words.isdisjoint(_RELATIVE)


def _speaks_of_one(header: str, text: str) -> bool:
    """Returns whether a text has the column's word, so of a group told before it.

    `At the depot, 22% were urgent` means one depot; `depots` are all of them.
    """
    heads = {t.stem for t in tokens_of(header) if len(t.stem) >= _SHORTEST}
    return any(
        not token.text.casefold().endswith("s")
        and any(alike(token.stem, head) for head in heads)
        for token in tokens_of(text)
    )


def _unaccounted(reading: Reading, one: Unsaid, terms: Terms) -> frozenset[str]:
    """Returns words of a figure that may stand for a group.

    The sheet's own words do not, nor words of figures that take every group of it.
    """
    ground = one.ground
    names = [str(ground.sheet.key).rpartition("/")[2].partition(".")[0]]
    names += [layout.header.replace("_", " ") for layout in ground.columns.values()]
    names += [value for taken in reading.taken.values() for value in taken]
    known = {token.stem for name in names for token in tokens_of(name)}
    key = (reading.sheet, one.column)
    clause = sentence_round(reading.case.sentence)
    own = tokens_of(own_text(clause))
    joined = frozenset(  # first-time
        token.stem
        for token in own
        if "-" in token.text and not any(alike(token.stem, one) for one in known)
    )
    return joined | frozenset(
        word
        for word in reading.words
        if not any(_is_kin(word, other) for other in known)
        and word not in PLAIN
        and not terms.takes_all(word, key)
    )


def _is_kin(word: str, name: str) -> bool:
    """Returns whether a word is one of the sheet's: простаивало, простой; vyezdy."""
    return of_one_root(word, name) or is_spelled(name, word)
