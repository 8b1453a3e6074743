"""A sentence names another group than the cells that were used.

Finds: a group that the sentence (or else its heading, row or column label) names, a
value of a column of the cited sheet, where criteria or the rows themselves speak of
another value of that column, or of all of them. Words that the report itself uses for
chosen rows (`open` for what is not closed) are names, too: what they stand for is
learnt from its other figures, the sooner where the report explains them. A group that
is taken alone or left out (`status <> 'Refunded'`) and that no word stands for is told.

Why it matters: the right number on the wrong segment reads perfectly well, and a
recomputation agrees with it.

What to do: cite the group that the sentence names, or name the one that is cited.
Further names of a group stand in the brief's aliases.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.checks.claims._alike_columns import (
    against_sibling,
    are_of_another,
    are_those_of,
)
from verifier.checks.claims._all_words import against_all_words
from verifier.checks.claims._answered_groups import answers_with
from verifier.checks.claims._carried_over import against_carried, carried_columns
from verifier.checks.claims._defined import defined_in
from verifier.checks.claims._elsewhere import against_elsewhere
from verifier.checks.claims._introduced import (
    is_introduced_for,
    not_introduced,
    usual_of,
)
from verifier.checks.claims._named_rows import (
    against_left_out,
    against_named_rows,
    against_state,
)
from verifier.checks.claims._numbered import against_number
from verifier.checks.claims._parts import against_rest, are_the_rest, narrower, wider
from verifier.checks.claims._said_groups import (
    Said,
    denies,
    is_parted,
    meant_above,
    meant_by,
    said_in,
)
from verifier.checks.claims._said_kinds import kinds_told
from verifier.checks.claims._scopes import scopes_of
from verifier.checks.claims._several_groups import against_several
from verifier.checks.claims._terms import Wording, reading_of, terms_in
from verifier.checks.claims._together import taken_along, without_one
from verifier.checks.claims._unnamed import (
    Known,
    broken_down,
    taken_for,
    unnamed_group,
)
from verifier.checks.claims._unsaid import ask_unsaid, unsaid_group
from verifier.checks.claims._used_groups import (
    UsedGroups,
    ask_used,
    regions_by_claim,
    used_groups,
)
from verifier.checks.claims._yes_or_no import against_yes_or_no
from verifier.checks.place import Place
from verifier.checks.rule import Rule, Subject
from verifier.checks.stems import tokens_of
from verifier.checks.vocabulary import ask_groups, groups_of
from verifier.checks.words import LEXICON
from verifier.languages import words as words_of
from verifier.model.address import column_letter
from verifier.model.reason import Reason
from verifier.model.use import Side, Statistic
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.claims._terms import Reading
    from verifier.checks.naming import Naming
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

_COUNTS = frozenset({Statistic.COUNT, Statistic.DISTINCT})
_REASONS = words_of("sentence.reasons")
_ALL = " of its rows"
_LEAVES = "leaves it out"
_SHORTEST = 4  # letters of a group without a capital that counts against a figure


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions which groups there are, and which were used."""
    yield from ask_groups(subject)
    yield from ask_used(subject)


def ask_more(subject: Subject) -> Iterator[Question]:
    """Yields the questions what figures would be without groups that nothing names."""
    yield from ask_unsaid(subject)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure whose sentence names another group."""
    known = {key: groups_of(subject, g) for key, g in subject.grounds.items()}
    by_claim = regions_by_claim(subject)
    pairs = [
        (case, ground, known[key])
        for case in subject.cases
        if case.compiled is not None and case.claim is not None
        for key in dict.fromkeys(cells.sheet for cells in case.compiled.used)
        if (ground := subject.grounds.get(key)) is not None and known.get(key)
    ]
    used = [
        used_groups(
            case, ground, groups, by_claim.get(case.claim_id or "", ()), subject
        )
        for case, ground, groups in pairs
    ]
    for case, words in _weighed(pairs, used, subject):
        if words:
            span = case.figure.span
            yield RULE.finding(
                words, Place(span.line, span.column, case.claim_id or "")
            )


def _weighed(
    pairs: list[Known], used: list[UsedGroups], subject: Subject
) -> Iterator[tuple[Case, str]]:
    """Yields figures with what stands against them, or nothing."""
    columns = broken_down(pairs, subject)
    wording = Wording(subject.brief, defined_in(subject.report))
    readings = [
        _with_carried(reading_of(*pair, taken, wording), pair, taken, subject)
        for pair, taken in zip(pairs, used, strict=True)
    ]
    terms = terms_in(readings, wording.defined)
    usual = usual_of(subject)
    scopes = scopes_of(subject, {g.sheet.key: groups for _, g, groups in pairs})
    for (case, ground, groups), taken, reading in zip(
        pairs, used, readings, strict=True
    ):
        untold = terms.unexplained(reading, groups)
        untold = not_introduced(case, ground, untold, usual, subject)
        yield (
            case,
            _conflict(reading, ground, groups, taken, subject)
            or against_number(case)
            or against_all_words(case, ground, groups, taken, subject)
            or against_several(reading, ground, taken, subject.brief)
            or against_elsewhere(case, groups, subject.brief)
            or against_carried(case, ground, groups, taken, subject.brief)
            or against_yes_or_no(case, ground, groups)
            or against_sibling(case, ground, groups)
            or against_named_rows(case, ground, groups, taken)
            or against_state(case, ground, groups, taken)
            or unnamed_group(case, ground, untold, columns, subject)
            or terms.against(reading, ground, subject.brief)
            or unsaid_group(reading, ground, untold, terms, scopes),
        )


def _with_carried(
    reading: Reading, pair: Known, used: UsedGroups, subject: Subject
) -> Reading:
    """Returns a reading with the columns of the groups that its words point back at."""
    columns = carried_columns(*pair, used, subject.brief)
    further = {(reading.sheet, column) for column in columns} & reading.taken.keys()
    return replace(reading, named=reading.named | further) if further else reading


def _conflict(
    reading: Reading,
    ground: Ground,
    groups: dict[int, tuple[str, ...]],
    used: UsedGroups,
    subject: Subject,
) -> str:
    case = reading.case
    said = said_in(case, ground, groups, subject)
    for column, here in said.items():
        taken = used.chosen.get(column, frozenset())
        taken |= used.implied.get(column, frozenset())
        words = without_one(here, used, reading, subject.brief)
        if words:
            return words
        is_told = here.tells(case, taken, groups[column])
        is_told = is_told or are_of_another(here.named, column, used)
        is_told = is_told or are_those_of(here, used, said.values())
        is_told = is_told or _is_read(case, column)
        if is_told or are_the_rest(here, groups[column], used):
            continue
        above = meant_above(case, column, ground, subject)
        if are_of_another(above, column, used):
            above = ()
        others = [other for key, other in said.items() if key != column]
        words = (
            _turned(here, used, case)
            or against_rest(here, groups[column], used)
            or against_left_out(here, case, ground, used)
            or _against_meant(here, above, used, (case, ground, others))
            or _against_low(here, used, ground)
            or taken_along(case, here, above, used, ground)
            or _against_kind(here, used, (case, ground, others), subject)
            or taken_for((case, ground, groups), here, used, subject.brief)
        )
        words = words or _narrowed(reading, here, used, ground, subject)
        words = words or wider(reading, here, groups[column], used)
        if words:
            return words
    return ""


def _narrowed(
    reading: Reading, here: Said, used: UsedGroups, ground: Ground, subject: Subject
) -> str:
    """Returns what stands against a part of everything, but for what is told of all."""
    if _names_chosen(here.own + here.plain, used, here.column):
        return ""
    words = narrower(reading, here, used, subject)
    usual = usual_of(subject)
    is_told = bool(words) and is_introduced_for(
        reading.case, ground, here.column, usual, subject
    )
    return "" if is_told else words


def _is_read(case: Case, column: int) -> bool:
    """Returns whether a statistic is of something made of a column of groups.

    `min(r)` of shares that a subquery gives: which groups these are of is not known.
    """
    return any(
        use.statistic not in _COUNTS
        and any(c.first_column == c.last_column == column for c in use.cells)
        for use in case.uses
    )


def _against_meant(
    said: Said,
    above: tuple[Naming, ...],
    used: UsedGroups,
    known: tuple[Case, Ground, list[Said]],
) -> str:
    """Returns what stands against the groups that the sentence, or else above, means.

    Against a calculation over all rows only a sure name does.
    """
    case, ground, others = known
    meant = meant_by(said) or above
    every = (*said.named, *said.plain)
    words = _against(meant, said.column, used, ground, every) if meant else ""
    if not words or _names_chosen(said.plain, used, said.column):
        return ""
    is_denied = said.denies or (meant is above and denies(case.sentence.context))
    if words.endswith(_LEAVES) and is_denied:
        return ""
    if words.endswith(_ALL):
        header = ground.columns[said.column].header
        is_here = meant is not above
        is_sure = not is_here or all(map(said.is_sure, meant))
        is_sure = is_sure or bool(used.left_out.get(said.column))  # it matters
        is_far = is_here and is_parted(said, meant, others)
        return "" if is_far or not is_sure or answers_with(case, header) else words
    return words


def _names_chosen(named: tuple[Naming, ...], used: UsedGroups, column: int) -> bool:
    """Returns whether words without a capital name what the calculation takes."""
    chosen = used.chosen.get(column, frozenset())
    return any(
        n.value.casefold() in chosen and not n.is_negated and not n.is_compared
        for n in named
    )


def _against_low(said: Said, used: UsedGroups, ground: Ground) -> str:
    """Returns what stands against names in lower case.

    They may be ordinary words, so that they count only where criteria or rows take
    another group of the same column and nothing names that one.
    """
    column = said.column
    if said.own and any(n in said.own for n in meant_by(said)):
        return ""
    kept = tuple(
        n
        for n in said.plain
        if not n.is_compared and n.value[:1].isupper() and len(n.value) >= _SHORTEST
    )
    header = ground.columns[column].header
    if not kept or not (used.chosen.get(column) or _tells_reasons(header)):
        return ""
    if _names_chosen(said.plain + said.own, used, column):
        return ""
    return _against(kept, column, used, ground)


def _tells_reasons(header: str) -> bool:
    """Returns whether a column tells why: 14 sailings were lost to bad weather."""
    words = tokens_of(header)
    return any(word.text.casefold() in _REASONS for word in words)


def _against_kind(
    said: Said,
    used: UsedGroups,
    known: tuple[Case, Ground, list[Said]],
    subject: Subject,
) -> str:
    """Returns what stands against a kind of rows where every kind is taken."""
    case, ground, others = known
    if used.chosen.get(said.column) or used.left_out.get(said.column):
        return ""
    kinds = kinds_told(said, case, others, ground, subject)
    return _against(kinds, said.column, used, ground)


def _turned(said: Said, used: UsedGroups, case: Case) -> str:
    """Returns what stands against groups that a sentence leaves out, or nothing."""
    own = said.own or said.plain
    named = {n.value.casefold() for n in own if n.is_negated}
    if not named or any(not n.is_negated and not n.is_compared for n in own):
        return ""
    uses = case.uses
    if any(use.side is Side.SUBTRAHEND for use in uses):
        return ""
    shown = ", ".join(dict.fromkeys(n.value for n in own if n.is_negated))
    says = f"the sentence leaves out {shown}; the calculation "
    restricts = [
        any(c.cells.first_column == said.column for c in use.criteria) for use in uses
    ]
    chosen = used.chosen.get(said.column, frozenset())
    if named & chosen and (all(restricts) or len(uses) == 1):
        return f"{says}takes it"
    left = used.left_out.get(said.column, frozenset())
    if left and not chosen and named.isdisjoint(left) and used.is_known:
        return f"{says}leaves out {', '.join(sorted(left))}"
    return ""


def _is_total(value: str) -> bool:
    return any(t.text.casefold() in LEXICON.totals for t in tokens_of(value))


def _against(
    meant: tuple[Naming, ...],
    column: int,
    used: UsedGroups,
    ground: Ground,
    every: tuple[Naming, ...] = (),
) -> str:
    """Returns what stands against the groups that a sentence means, or nothing."""
    wanted = {n.value.casefold() for n in meant if not n.is_negated}
    chosen = used.chosen.get(column, frozenset())
    shown = ", ".join(dict.fromkeys(n.value for n in meant))
    header = ground.columns[column].header or column_letter(column)
    takes_all = bool(chosen) and all(map(_is_total, chosen))  # by a row of totals
    held = chosen | used.implied.get(column, frozenset())
    if not wanted or wanted & held or used.names(wanted) or takes_all:
        return ""
    says = f"the sentence names {shown}; the calculation "
    left_out = used.left_out.get(column, frozenset())
    # without the cancelled ones, and with those on pause
    is_turned = any(n.is_negated and n.value.casefold() in left_out for n in every)
    does = f"takes every {header}{_ALL}" if used.is_known and not is_turned else ""
    if chosen:
        does = f"takes {header} {', '.join(sorted(chosen))}"
    elif wanted & left_out:
        does = _LEAVES
    return does and f"{says}{does}"
