"""Which whole the words behind a share speak of, against the one it divides by."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import dropwhile
from typing import TYPE_CHECKING

from verifier.checks.asides import without_asides
from verifier.checks.claims._groups_spoken import groups_spoken_of
from verifier.checks.claims._marks import NO, YES
from verifier.checks.claims._used_groups import texts_by_use
from verifier.checks.claims._whole_phrases import (
    OF_TOTAL,
    THEIRS,
    part_before,
    whole_of,
    words_of_part,
)
from verifier.checks.kin import kin_of
from verifier.checks.naming import groups_told, names_in, names_in_lower_case
from verifier.checks.periods import periods_in
from verifier.checks.reach import own_words
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import Token, alike, any_alike, tokens_of
from verifier.checks.vocabulary import groups_of
from verifier.checks.words import LEXICON
from verifier.checks.words.rates import INSIDE, SHARES
from verifier.languages import alternatives, compiled, listed
from verifier.model.quantity import QuantityKind
from verifier.model.use import Side

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from verifier.checks.region import Ground, Region
    from verifier.checks.rule import Subject
    from verifier.model.case import Case
    from verifier.model.use import Criterion, Use

_OF_ALL = compiled(rf"\b(?:{alternatives('wholes.of_all')})\s")
_ITS = compiled(alternatives("wholes.its"))
_LEADING = compiled(
    rf"(?:{alternatives('wholes.leading')})\s+(?P<whole>[^,]+,|\S+(?:\s+\S+){{0,2}}$)"
)
_LEADS = compiled(rf"\W*(?:{alternatives('turned_share.within')})\s")
_LEADS_WITH = compiled(rf"\W*(?:{alternatives('wholes.leads_with')})\s")
_GENITIVES = listed("sentence.genitive_endings")
_SIDES = frozenset({Side.NUMERATOR, Side.DENOMINATOR})
_AHEAD = 300  # letters before a sentence of `this branch`
_MOST_OF_ALL = 0.9  # of the rows of a sheet: the whole of it


@dataclass(frozen=True, slots=True)
class Share:
    """A share with what it takes of a sheet above and below.

    Attributes:
        case: the figure.
        ground: the sheet.
        groups: column → the values that name groups.
        above: the use that is divided.
        below: the one that it is divided by.
        taken: column → folded values that the numerator is limited to.
        whole: column → folded values that the denominator is limited to.
    """

    case: Case
    ground: Ground
    groups: Mapping[int, tuple[str, ...]]
    above: Use
    below: Use
    taken: Mapping[int, frozenset[str]]
    whole: Mapping[int, frozenset[str]]


def share_of(case: Case, regions: tuple[Region, ...], subject: Subject) -> Share | None:
    """Returns a percentage of one sheet that divides one use by another, or nothing."""
    quantity, uses = case.figure.quantity, case.uses
    above = [use for use in uses if use.side is Side.NUMERATOR]
    below = [use for use in uses if use.side is Side.DENOMINATOR]
    ground = subject.ground_of(uses)
    is_pair = len(above) == len(below) == 1
    is_pair = is_pair and all(use.side in _SIDES for use in uses)
    if quantity is None or quantity.kind is not QuantityKind.PERCENT:
        return None
    if not is_pair or ground is None:
        return None
    taken = limits(above[0], ground, regions, subject)
    whole = limits(below[0], ground, regions, subject)
    groups = groups_of(subject, ground)
    return Share(case, ground, groups, above[0], below[0], taken, whole)


def limits(
    use: Use, ground: Ground, regions: tuple[Region, ...], subject: Subject
) -> dict[int, frozenset[str]]:
    """Returns column → folded values that criteria or rows limit a use to."""
    found = {
        column: frozenset({text.casefold()})
        for column, text in texts_by_use(use, ground, regions, subject).items()
    }
    for criterion in use.criteria:
        if criterion.operator == "=" and criterion.values and not criterion.part:
            values = frozenset(value.casefold() for value in criterion.values)
            found[criterion.cells.first_column] = values
        elif criterion.operator in {"<>", "not like"}:
            found.setdefault(criterion.cells.first_column, frozenset())
    return found


def of_named_whole(share: Share, subject: Subject) -> str:
    """Returns what stands against a share of another whole than words by it name.

    `8.8 % of the Moscow branch's revenue`, `3.9 % всех пробежек этой платформы`, `Of
    the North's calls, 33 %`.
    """
    free = {
        column: values
        for column, values in share.groups.items()
        if column in share.taken and column not in share.whole
    }
    for text in filter(None, (_behind(share.case), _before(share.case))):
        named = groups_spoken_of(text, free, share.ground, subject)
        for one in named if _takes_more(share) else ():
            if one.value.casefold() in share.taken[one.column]:
                return told_of(one.value)
        words = _of_its_whole(share, text, free, subject)
        words = words or _of_theirs(share, text, free, subject)
        if words:
            return words
    return ""


def _of_theirs(
    share: Share, behind: str, free: Mapping[int, tuple[str, ...]], subject: Subject
) -> str:
    """Returns what stands against `with schools it is 5 % of the jobs they order`.

    Whose these are is the one group that the words before name.
    """
    said = {token.text.casefold() for token in tokens_of(behind)}
    clause = sentence_round(share.case.sentence)
    first, _ = own_words(clause)
    before = clause.text[first : clause.start]
    named = groups_spoken_of(before, free, share.ground, subject)
    if said.isdisjoint(THEIRS) or not named or not _takes_more(share):
        return ""
    first_one = named[0]
    is_one = all(one.column == first_one.column for one in named)
    if is_one or _LEADS_WITH.match(before):
        taken = share.taken[first_one.column]
        return told_of(first_one.value) if first_one.value.casefold() in taken else ""
    return ""


def of_them(share: Share, subject: Subject) -> str:
    """Returns what stands against a share `of them` that divides by more than them."""
    clause = sentence_round(share.case.sentence)
    first, last = own_words(clause)
    words = " ".join(t.text.casefold() for t in tokens_of(clause.text[first:last]))
    if not any(f" {phrase} " in f" {words} " for phrase in LEXICON.of_them):
        return ""
    before = share.case.sentence.text.partition(clause.text)[0]
    text = f"{before} {clause.text[: clause.start]}"
    free = {
        column: values
        for column, values in share.groups.items()
        if column in share.taken and column not in share.whole
    }
    named = groups_spoken_of(text, free, share.ground, subject)
    has_more = _takes_more(share)
    for one in named if has_more else ():
        if one.value.casefold() in share.taken[one.column]:
            return told_of(one.value)
    return ""


def _of_its_whole(
    share: Share, behind: str, free: Mapping[int, tuple[str, ...]], subject: Subject
) -> str:
    """Returns what stands against a share of `the building's own rent`."""
    tokens = tokens_of(behind)
    if not _ITS.search(behind):  # of the branch, отделения; of branches is another
        tokens = tuple(t for t in tokens if _is_one(t, behind))
    said = {token.stem for token in tokens} | kin_of(tokens)
    clause = sentence_round(share.case.sentence)
    passage = share.case.sentence.text.partition(clause.text)[0][-_AHEAD:]
    before = f"{passage} {clause.text[: clause.start]}"
    for column, values in free.items():
        header = tokens_of(share.ground.columns[column].header)
        if not any(alike(h.stem, s) for h in header for s in said):
            continue
        for text in (before, *reversed(share.case.sentence.headings)):
            for one in groups_told(text, {column: values}, subject.brief)[-1:]:
                if one.value.casefold() in share.taken[column]:
                    return told_of(one.value)
    return ""


def _is_one(token: Token, text: str) -> bool:
    """Returns whether a word means one of its kind: the branch, or a Russian genitive.

    Отделения is one department, отделений are several.
    """
    word = token.text.casefold()
    if not word.isascii():
        return word.endswith(_GENITIVES)
    return text[: token.start].casefold().endswith("the ") and not word.endswith("s")


def _before(case: Case) -> str:
    """Returns the words of `Of the German orders, 4 %` between its ends, or nothing."""
    clause = sentence_round(case.sentence)
    first, _ = own_words(clause)
    found = _LEADING.match(clause.text[first : clause.start].strip())
    return found["whole"] if found else ""


def of_some_groups(share: Share) -> str:
    """Returns what stands against a whole that is neither all nor the rows of the part.

    The rows of the part are of one building, those of the whole of two of six.
    """
    if not _reads_fewer_rows(share) or not share.above.criteria:
        return ""
    own, every = share.above.cells or share.above.rows, share.below.cells
    sheet = share.ground.sheet
    if not every or every[0].rows >= _MOST_OF_ALL * (sheet.rows - sheet.header_row):
        return ""
    for column in share.groups:
        if column in share.taken and column not in share.whole:
            values = share.taken[column]
            if not any(periods_in(value.capitalize()) for value in values):
                return (
                    f"the part is taken from {own[0].local}, the whole from "
                    f"{every[0].local}: more than {', '.join(sorted(values))}, and "
                    "not all"
                )
    return ""


def of_unnamed_part(share: Share, subject: Subject) -> str:
    """Returns what stands against a whole that leaves out what nothing names.

    `of everything` is said, or nothing, and the very column of the part is limited.
    """
    behind = _behind(share.case)
    says_all, texts = _words_of_whole(share.case, behind)
    above = {(c.cells.first_column, c.operator, c.values) for c in share.above.criteria}
    parted = {column for column, operator, _ in above if operator == "="}
    narrowed = [column for column, _, _ in above]
    for criterion in share.below.criteria:
        column = criterion.cells.first_column
        is_in_part = (column, criterion.operator, criterion.values) in above
        is_in_part = is_in_part and narrowed.count(column) == 1
        if is_in_part and not (says_all and _is_of_part(share, criterion, subject)):
            continue
        is_of_part = criterion.operator == "<>" and column in parted and not behind
        if criterion.part or column not in share.groups:
            continue
        values = {value.casefold() for value in criterion.values}
        if criterion.operator == "=" and len(values) > 1:
            values -= _of_part(share, criterion)
        if not (says_all or is_of_part) or values & LEXICON.vague or not values:
            continue
        if values <= YES | NO and _is_marked(criterion, texts):
            continue
        named = _groups_named(texts, {column: share.groups[column]}, subject)
        if criterion.operator in {"=", "<>"} and (
            is_in_part or values.isdisjoint(named)
        ):
            does = "leaves out" if criterion.operator == "<>" else "takes but"
            return (
                f"the sentence speaks of a share of everything; the whole {does} "
                f"{', '.join(sorted(values))}, which nothing names"
            )
    return ""


def _words_of_whole(case: Case, behind: str) -> tuple[bool, tuple[str, ...]]:
    """Returns whether a whole is said to be all there is, and what may name a part.

    `5 % of the revenue from all orders`: what only vans need, as an aside tells, is of
    the part.
    """
    clause = sentence_round(case.sentence)
    whole = f"{behind} {_before(case)} {_among(case)}"
    words = {token.text.casefold() for token in tokens_of(whole)}
    own, labels = clause.text, (case.sentence.context, *case.sentence.headings)
    phrase = whole_of(case)
    said = tokens_of(phrase.head) if phrase is not None and phrase.is_sure else ()
    words |= {token.text.casefold() for token in said}
    if OF_TOTAL.search(clause.text[slice(*own_words(clause))]):
        return True, (without_asides(own), *labels)
    if _OF_ALL.search(clause.text[clause.end :].partition(",")[0]):
        return True, (without_asides(own), *labels)
    return bool(words & (LEXICON.every | LEXICON.all_things)), (own, *labels)


def _groups_named(
    texts: Iterable[str], only: Mapping[int, tuple[str, ...]], subject: Subject
) -> set[str]:
    """Returns the groups that texts name, whether with capitals or without."""
    return {
        one.value.casefold()
        for text in texts
        for one in (
            *names_in(text, only, subject.brief),
            *names_in_lower_case(text, only, subject.brief),
        )
    }


def _of_part(share: Share, criterion: Criterion) -> set[str]:
    """Returns the groups that the part takes of a column, by another criterion."""
    return {
        value.casefold()
        for one in share.above.criteria
        if one.operator == "=" and one.cells == criterion.cells and one != criterion
        for value in one.values
    }


def _is_marked(criterion: Criterion, texts: Iterable[str]) -> bool:
    """Returns whether a text has the last word of a column of marks: advised."""
    last = tokens_of(criterion.header)[-1:]
    said = [token for text in texts for token in tokens_of(text)]
    return any_alike(last, said)


def _is_of_part(share: Share, criterion: Criterion, subject: Subject) -> bool:
    """Returns whether the words of a part name a group that limits the whole, too.

    `Semiconductors in Leeds make up 17% of the stock of the whole company`.
    """
    text, column = part_before(share.case), criterion.cells.first_column
    only = {column: share.groups.get(column, ())}
    named = groups_spoken_of(text, only, share.ground, subject)
    if not named:
        text = words_of_part(share.case)
        if _LEADS_WITH.match(text):
            return False
        named = groups_spoken_of(text, only, share.ground, subject)
    return (
        bool(named)
        and not _LEADS.match(text)
        and all(
            one.value.casefold() in {value.casefold() for value in criterion.values}
            for one in named
        )
    )


def _takes_more(share: Share) -> bool:
    """Returns whether a part is limited by more than the group that is named."""
    further = set(share.above.criteria) - set(share.below.criteria)
    return len(further) > 1 or _reads_fewer_rows(share)


def _reads_fewer_rows(share: Share) -> bool:
    own, every = share.above.cells or share.above.rows, share.below.cells
    every = every or share.below.rows
    return len(own) == len(every) == 1 and own[0].rows < every[0].rows


def _behind(case: Case) -> str:
    """Returns the words behind a figure up to a comma, verb or another figure."""
    clause = sentence_round(case.sentence)
    _, last = own_words(clause)
    behind = clause.text[clause.end : last].partition(",")[0].rstrip(".;: ")
    for token in tokens_of(behind):
        if token.text.casefold() in LEXICON.links | LEXICON.origins:
            return behind[: token.start].strip()
    return behind.strip()


def _among(case: Case) -> str:
    """Returns the words behind `the share of refusals among` before a figure."""
    clause = sentence_round(case.sentence)
    first, _ = own_words(clause)
    tokens = tokens_of(clause.text[first : clause.start])
    words = [token.text.casefold() for token in tokens]
    shares = (n for n, word in enumerate(words) if word.startswith(SHARES))
    behind = words[next(shares, len(words)) :]
    return " ".join(dropwhile(lambda word: word not in INSIDE, behind))


def told_of(value: str) -> str:
    """Returns the words against a share of one group whose whole takes more."""
    return f"the sentence speaks of a share of {value}; the whole takes more"
