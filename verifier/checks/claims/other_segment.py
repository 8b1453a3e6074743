"""A sentence names another group than the cells that were used.

Finds: a group that the sentence (or else its heading, row or column label) names, a
value of a column of the cited sheet, where criteria or the rows themselves speak of
another value of that column, or of all of them.

Why it matters: the right number on the wrong segment reads perfectly well, and a
recomputation agrees with it.

What to do: cite the group that the sentence names, or name the one that is cited.
Further names of a group stand in the brief's aliases.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from verifier.checks.claims._answered_groups import answers_with
from verifier.checks.claims._used_groups import UsedGroups, ask_used, used_groups
from verifier.checks.naming import Naming, names_in, names_in_lower_case
from verifier.checks.periods import periods_in
from verifier.checks.place import Place
from verifier.checks.reach import goes_with, own_words
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import Clause, sentence_round
from verifier.checks.stems import alike, stem, tokens_of
from verifier.checks.vocabulary import ask_groups, groups_of
from verifier.checks.words import LEXICON
from verifier.model.address import column_letter
from verifier.model.reason import Reason
from verifier.model.use import Side, Statistic
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.question import Question
    from verifier.checks.region import Ground
    from verifier.model.case import Case
    from verifier.model.verdict import Finding

RULE = Rule("C005", "other-segment", Level.WARNING, Reason.WRONG_SEGMENT)

PASSES = (
    (
        "The South won [325](#c1).\n\n```claims\n[c1] regions!B2:C9\n"
        '= SUMIFS(C2:C9,B2:B9,"South")\n```\n'
    ),
)
FAILS = (
    (
        "The South won [130](#c1).\n\n```claims\n[c1] regions!B2:C9\n"
        '= SUMIFS(C2:C9,B2:B9,"North")\n```\n'
    ),
)


_ALL = " of its rows"
_LEAVES = "leaves it out"
_SEVERAL = 2
_SHORTEST_TOLD = 3  # letters of a word that tells a value, whatever its case
_ANDS = frozenset({"and", "plus", "и", "in", "the", "of", "в", "на"})
_DENIALS = frozenset(stem(word) for word in LEXICON.denials)
_VAGUE = frozenset(stem(word) for word in LEXICON.vague | LEXICON.totals)
_WHOLES = frozenset({Statistic.SUM, Statistic.MEAN, Statistic.MEDIAN})


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions which groups there are, and which were used."""
    yield from ask_groups(subject)
    yield from ask_used(subject)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure whose sentence names another group."""
    known = {key: groups_of(subject, g) for key, g in subject.grounds.items()}
    for case in subject.cases:
        if case.compiled is None or case.claim is None:
            continue
        for key in dict.fromkeys(cells.sheet for cells in case.compiled.used):
            ground, groups = subject.grounds.get(key), known.get(key)
            if ground is None or not groups:
                continue
            words = _conflict(case, ground, groups, subject)
            if words:
                span = case.figure.span
                place = Place(span.line, span.column, case.claim.id)
                yield RULE.finding(words, place)


def _conflict(
    case: Case, ground: Ground, groups: dict[int, tuple[str, ...]], subject: Subject
) -> str:
    clause = sentence_round(case.sentence)
    brief = subject.brief
    named = _timeless(names_in(clause.text, groups, brief), clause)
    named = tuple(n for n in named if not _is_header(n, clause.text, ground))
    low = _timeless(names_in_lower_case(clause.text, groups, brief), clause)
    low = _own(low, clause)
    used = used_groups(case, ground, groups, subject)
    for column in groups:
        plain = tuple(n for n in low if n.column == column)
        turned = any(n.is_negated for n in plain)
        if not turned and _speaks_of_chosen(case, column, named, used):
            continue
        own = tuple(n for n in named if n.column == column)
        header = ground.columns[column].header
        meant = _meant(clause, own) or _meant_above(case, column, ground, subject)
        is_sure = all(_is_sure(n, clause.text) for n in meant if n in own)
        words = _against(meant, column, used, ground) if meant else ""
        words = words or _turned(_own(own, clause) or plain, column, used, case)
        without = _without_one(_own(own, clause), column, used, clause)
        if without:
            return without
        if words.endswith(_LEAVES) and _denies(clause):
            words = ""
        if words.endswith(_ALL) and (not is_sure or answers_with(case, header)):
            words = ""
        if words and not _names_chosen(plain, used, column):
            return words
        here = any(n in own for n in meant)
        words = "" if here else _against_low(plain, column, used, ground)
        words = words or _narrower(case, column, groups, used, subject)
        if words and not _names_chosen(own, used, column):
            return words
    return ""


def _narrower(
    case: Case,
    column: int,
    groups: dict[int, tuple[str, ...]],
    used: UsedGroups,
    subject: Subject,
) -> str:
    """Returns what stands against `all clinics` where criteria take a part, unnamed."""
    uses = case.compiled.traits.uses if case.compiled else ()
    criteria = {c for use in uses for c in use.criteria}
    chosen = used.chosen.get(column, frozenset())
    if not chosen or not all(u.statistic in _WHOLES and u.criteria for u in uses):
        return ""
    if not any(c.cells.first_column == column and c.operator == "=" for c in criteria):
        return ""
    clause = sentence_round(case.sentence)
    said = f"{clause.text[slice(*own_words(clause))]} {case.sentence.context}"
    if not _says_everything(said):
        return ""
    only = {column: groups[column]}
    for text in (clause.text, case.sentence.context, *case.sentence.headings):
        named = names_in(text, only, subject.brief)
        named += names_in_lower_case(text, only, subject.brief)
        if any(n.value.casefold() in chosen for n in named):
            return ""
    return (
        f"the text speaks of everything; the calculation takes "
        f"{', '.join(sorted(chosen))}, which nothing names"
    )


def _says_everything(text: str) -> bool:
    words = [token.text.casefold() for token in tokens_of(text)]
    joined = f" {' '.join(words)} "
    if any(f" {phrase} " in joined for phrase in LEXICON.everything):
        return True
    return any(
        word in LEXICON.every and before not in LEXICON.parts
        for before, word in pairwise(["", *words])
    )


def _timeless(named: tuple[Naming, ...], clause: Clause) -> tuple[Naming, ...]:
    """Returns names that are no part of a period."""
    times = periods_in(clause.text)
    return tuple(
        n for n in named if not any(p.start < n.end and n.start < p.end for p in times)
    )


def _own(named: tuple[Naming, ...], clause: Clause) -> tuple[Naming, ...]:
    first, last = own_words(clause)
    return tuple(n for n in named if first <= n.start and n.end <= last)


def _names_chosen(named: tuple[Naming, ...], used: UsedGroups, column: int) -> bool:
    """Returns whether words without a capital name what the calculation takes."""
    chosen = used.chosen.get(column, frozenset())
    return any(n.value.casefold() in chosen and not n.is_negated for n in named)


def _against_low(
    named: tuple[Naming, ...], column: int, used: UsedGroups, ground: Ground
) -> str:
    """Returns what stands against names in lower case.

    They may be ordinary words, so that they count only where criteria or rows take
    another group of the same column and nothing names that one.
    """
    kept = tuple(n for n in named if not n.is_compared and n.value[:1].isupper())
    if not kept or not used.chosen.get(column) or _names_chosen(named, used, column):
        return ""
    return _against(kept, column, used, ground)


def _meant(clause: Clause, named: tuple[Naming, ...]) -> tuple[Naming, ...]:
    """Returns those groups of one column that a figure's sentence means by it.

    A name without a capital is an ordinary word and goes with the figure whose words
    it stands among, not with all that follow.
    """
    own = tuple(n for n in named if not n.is_compared)
    first, last = own_words(clause)
    return tuple(
        n
        for n in goes_with(clause, own)
        if _is_sure(n, clause.text) or (first <= n.start and n.end <= last)
    )


def _is_sure(naming: Naming, text: str) -> bool:
    """Returns whether a name cannot be an ordinary word: both have a capital."""
    return naming.value[:1].isupper() and text[naming.start].isupper()


def _meant_above(
    case: Case, column: int, ground: Ground, subject: Subject
) -> tuple[Naming, ...]:
    """Returns the one group that label, header or heading name, the nearest first."""
    only = {column: groups_of(subject, ground)[column]}
    for text in (case.sentence.context, *reversed(case.sentence.headings)):
        named = names_in(text, only, subject.brief)
        named = tuple(n for n in named if not _is_header(n, text, ground))
        if len({n.value for n in named}) == 1:
            return named[:1]
    return ()


def _is_header(naming: Naming, text: str, ground: Ground) -> bool:
    """Returns whether a name is but the header of its column: `Schools`, `School 12`.

    Such a word stands in every value and tells none.
    """
    header = {t.stem for t in tokens_of(ground.columns[naming.column].header)}
    said = {t.stem for t in tokens_of(text[naming.start : naming.end])}
    whole = {t.stem for t in tokens_of(naming.value)}
    return said != whole and all(any(alike(s, h) for h in header) for s in said)


def _speaks_of_chosen(
    case: Case, column: int, named: tuple[Naming, ...], used: UsedGroups
) -> bool:
    """Returns whether a word by the figure, in any case or form, tells what is taken.

    Where the sentence names no group of the column, those before it in the passage may.
    """
    clause = sentence_round(case.sentence)
    text = clause.text[slice(*own_words(clause))]
    own = _own(tuple(n for n in named if n.column == column), clause)
    if own:
        return False
    if not any(n.column == column for n in named):
        text += f" {case.sentence.text.partition(clause.text)[0]}"
    said = {token.stem for token in tokens_of(text)}
    return any(
        word.stem in said
        for value in used.chosen.get(column, ())
        for word in tokens_of(value)
        if len(word.stem) >= _SHORTEST_TOLD and word.stem not in _VAGUE
    )


def _denies(clause: Clause) -> bool:
    """Returns whether a sentence has a word that may turn a group away."""
    words = tokens_of(clause.text)
    return any(t.stem in _DENIALS or t.text.endswith(("n't", "n’t")) for t in words)


def _turned(own: tuple[Naming, ...], column: int, used: UsedGroups, case: Case) -> str:
    """Returns what stands against groups that a sentence leaves out, or nothing."""
    named = {n.value.casefold() for n in own if n.is_negated}
    if not named or any(not n.is_negated and not n.is_compared for n in own):
        return ""
    uses = case.compiled.traits.uses if case.compiled else ()
    if any(use.side is Side.SUBTRAHEND for use in uses):
        return ""
    shown = ", ".join(dict.fromkeys(n.value for n in own if n.is_negated))
    says = f"the sentence leaves out {shown}; the calculation "
    restricts = [
        any(c.cells.first_column == column for c in use.criteria) for use in uses
    ]
    chosen = used.chosen.get(column, frozenset())
    if named & chosen and (all(restricts) or len(uses) == 1):
        return f"{says}takes it"
    left = used.left_out.get(column, frozenset())
    if left and not chosen and named.isdisjoint(left) and used.is_known:
        return f"{says}leaves out {', '.join(sorted(left))}"
    return ""


def _without_one(
    own: tuple[Naming, ...], column: int, used: UsedGroups, clause: Clause
) -> str:
    """Returns what stands against `A and B together` where not all of them are taken."""
    plain = tuple(n for n in own if not n.is_negated and not n.is_compared)
    wanted = dict.fromkeys(n.value.casefold() for n in plain)
    chosen = used.chosen.get(column, frozenset())
    missing = [n.value for n in plain if n.value.casefold() not in chosen]
    if len(wanted) < _SEVERAL or not missing or len(missing) == len(plain):
        return ""
    text = clause.text[slice(*own_words(clause))]
    said = " ".join(token.text.casefold() for token in tokens_of(text))
    if not any(f" {phrase} " in f" {said} " for phrase in LEXICON.together):
        return ""
    if not all(_lists(clause.text[a.end : b.start]) for a, b in pairwise(plain)):
        return ""
    return (
        f"the sentence takes {', '.join(wanted)} together; the calculation takes "
        f"{', '.join(sorted(chosen))}"
    )


def _lists(between: str) -> bool:
    """Returns whether nothing but a comma or `and` stands between two names."""
    return all(token.text.casefold() in _ANDS for token in tokens_of(between)[:2]) and (
        len(tokens_of(between)) <= 1
    )


def _is_total(value: str) -> bool:
    return any(t.text.casefold() in LEXICON.totals for t in tokens_of(value))


def _against(
    meant: tuple[Naming, ...], column: int, used: UsedGroups, ground: Ground
) -> str:
    """Returns what stands against the groups that a sentence means, or nothing."""
    wanted = {n.value.casefold() for n in meant if not n.is_negated}
    chosen = used.chosen.get(column, frozenset())
    shown = ", ".join(dict.fromkeys(n.value for n in meant))
    header = ground.columns[column].header or column_letter(column)
    if not wanted:
        return ""
    takes_all = bool(chosen) and all(map(_is_total, chosen))  # by a row of totals
    held = chosen | used.implied.get(column, frozenset())
    if wanted & held or used.names(wanted) or takes_all:
        return ""
    says = f"the sentence names {shown}; the calculation "
    if chosen:
        return f"{says}takes {header} {', '.join(sorted(chosen))}"
    if wanted & used.left_out.get(column, frozenset()):
        return f"{says}{_LEAVES}"
    return f"{says}takes every {header}{_ALL}" if used.is_known else ""
