"""A share is taken of another whole than the sentence, or the figures beside it, say.

Finds: `30 % of EMEA` where the denominator takes more than EMEA; `30 % of all` where it
takes a part that nothing names; a share among others of the same breakdown whose
denominator leaves rows out that theirs take; one rate of several side by side that is
divided by something else than they; and `of the hires with a charge 5 % were breakers`
where all breakers are the whole, and the charge limits the part alone. A whole that
words narrow as no cell does, `of hires already back`, may be narrowed by one column of
states, or to filled cells.

Why it matters: shares of different wholes do not add up, and each of them recomputes.

What to do: divide by the whole that the sentence names, or name the one that is used.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.checks.claims._as_defined import is_so_defined
from verifier.checks.claims._equated import of_other_part
from verifier.checks.claims._leading_whole import (
    of_explained_words,
    of_leading_group,
    of_leading_rows,
    tells_a_part,
)
from verifier.checks.claims._marks import NO, YES
from verifier.checks.claims._narrowed_wholes import is_told_narrowing, narrowing_words
from verifier.checks.claims._odd_ones import Trait, odd_ones
from verifier.checks.claims._taken_up import pairs_taken_up
from verifier.checks.claims._told_conditions import of_told_condition
from verifier.checks.claims._turned_share import of_turned_share
from verifier.checks.claims._unlike_neighbours import (
    columns_of_base,
    unlike_neighbours,
)
from verifier.checks.claims._used_groups import ask_used, regions_by_claim
from verifier.checks.claims._wholes import (
    of_named_whole,
    of_some_groups,
    of_them,
    of_unnamed_part,
    share_of,
)
from verifier.checks.naming import names_in, names_in_lower_case
from verifier.checks.place import Place
from verifier.checks.reach import own_text
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import any_alike, tokens_of
from verifier.checks.vocabulary import ask_groups, groups_of
from verifier.checks.words import LEXICON
from verifier.model.quantity import QuantityKind
from verifier.model.reason import Reason
from verifier.model.use import Side, Statistic, sheets_of
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from verifier.checks.claims._wholes import Share
    from verifier.checks.question import Question
    from verifier.checks.region import Region
    from verifier.model.case import Case
    from verifier.model.use import Criterion, Use
    from verifier.model.verdict import Finding

    Groups = dict[int, tuple[str, ...]]
    Chosen = frozenset[tuple[int, str, frozenset[str]]]

RULE = Rule("C027", "other-whole", Level.WARNING, Reason.WRONG_DENOMINATOR)

_BODY = (
    "\n\n```claims\n[c1] regions!B2:B9\n"
    '= COUNTIF(B2:B9,"North")/COUNTA(B2:B9)\n\n'
    '[c2] regions!B2:B9\n= COUNTIF(B2:B9,"South")/'
)
PASSES = (f"North has [50%](#c1), South [50%](#c2).{_BODY}COUNTA(B2:B9)\n```\n",)
FAILS = (
    (
        "North has [50%](#c1) of the rows, South [100%](#c2)."
        f'{_BODY}COUNTIF(B2:B9,"North")\n```\n'
    ),
)

_NEAR = 12  # lines between figures of one table or list
_BEHIND = 2  # words behind `of`: of all EMEA deals, not of revenue from EMEA
_COUNTS = 2
_ITEM = 7  # words, its figure among them
_OF_TIME = re.compile(r"[\d.,:/\s-]+")  # a number or day; a class is called 11B


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions which groups there are."""
    if any(_is_share(case) for case in subject.cases):
        yield from ask_groups(subject)
        yield from ask_used(subject)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every share of another whole."""
    shares = [case for case in subject.cases if _is_share(case)]
    by_claim = regions_by_claim(subject) if shares else {}
    before = {id(case): one for one, case in pairs_taken_up(subject.cases)}
    for case in shares:
        words = _of_another(case, subject) or _beside(case, shares, subject)
        words = words or _by_limits(case, by_claim, subject)
        if not words and id(case) in before:
            words = of_other_part(before[id(case)], case)
        if words and case.claim is not None:
            span = case.figure.span
            yield RULE.finding(words, Place(span.line, span.column, case.claim.id))
    odd = [*odd_ones(subject, Trait.BASE), *unlike_neighbours(subject, columns_of_base)]
    for case, words in odd:
        span = case.figure.span
        yield RULE.finding(words, Place(span.line, span.column, case.claim_id or ""))


def _by_limits(
    case: Case, by_claim: Mapping[str, tuple[Region, ...]], subject: Subject
) -> str:
    """Returns what stands against what the two sides of a share are limited to."""
    share = share_of(case, by_claim.get(case.claim_id or "", ()), subject)
    if share is None:
        return ""
    return (
        of_named_whole(share, subject)
        or of_them(share, subject)
        or of_some_groups(share)
        or _of_undefined_part(share, subject)
        or of_turned_share(share, subject)
        or of_told_condition(share, subject)
        or of_leading_group(share, subject)
        or of_leading_rows(share, subject)
        or of_explained_words(share, subject)
    )


def _of_undefined_part(share: Share, subject: Subject) -> str:
    """Returns what stands against a whole that leaves out what no word stands for."""
    words = of_unnamed_part(share, subject)
    if not words:
        return ""
    columns = {c.cells.first_column for c in share.below.criteria} & share.groups.keys()
    if len(columns) == 1 and tells_a_part(share.case):
        return ""
    untold = tuple(c for c in share.below.criteria if not _is_told(c, share, subject))
    below = replace(share.below, criteria=untold)
    return of_unnamed_part(replace(share, below=below), subject)


def _is_told(criterion: Criterion, share: Share, subject: Subject) -> bool:
    """Returns whether the report says by a definition what a criterion leaves out."""
    column = criterion.cells.first_column
    values = share.groups.get(column, ())
    is_defined = is_so_defined(share.case, share.below, column, values, subject)
    return is_defined or is_told_narrowing(share.case, criterion, subject)


def _is_share(case: Case) -> bool:
    quantity, compiled = case.figure.quantity, case.compiled
    if quantity is None or compiled is None or case.claim is None:
        return False
    uses = compiled.traits.uses
    above, below = _side(uses, Side.NUMERATOR), _side(uses, Side.DENOMINATOR)
    return (
        quantity.kind is QuantityKind.PERCENT
        and len(above) == len(below) == 1
        and len(uses) == _COUNTS
        and _measured(above[0]) == _measured(below[0])
    )


def _measured(use: Use) -> tuple[object, ...]:
    if use.statistic is Statistic.COUNT:
        return (*sheets_of((use,)),)
    return tuple((c.sheet, c.first_column) for c in use.cells)


def _side(uses: tuple[Use, ...], side: Side) -> list[Use]:
    return [use for use in uses if use.side is side]


def _chosen(use: Use) -> Chosen:
    """Returns what criteria on texts choose; those on dates are periods."""
    return frozenset(
        (c.cells.first_column, c.operator, frozenset(v.casefold() for v in c.values))
        for c in use.criteria
        if _is_of_texts(c)
    )


def _is_of_texts(criterion: Criterion) -> bool:
    return (
        criterion.operator in {"=", "<>"}
        and not criterion.part
        and bool(criterion.values)
        and not any(_OF_TIME.fullmatch(value) for value in criterion.values)
    )


def _of_another(case: Case, subject: Subject) -> str:
    """Returns what stands against the whole that words behind the figure name."""
    clause = sentence_round(case.sentence)
    behind = clause.text[clause.end :]
    ends = [s - clause.end for s, _ in clause.figures if s >= clause.end]
    tokens = tokens_of(behind[: min(ends, default=len(behind))].partition(",")[0])
    if not tokens or tokens[0].text.casefold() not in LEXICON.ofs:
        return ""
    said = behind[: tokens[: _BEHIND + 1][-1].end]
    uses = case.uses
    above = _chosen(_side(uses, Side.NUMERATOR)[0])
    below = _chosen(_side(uses, Side.DENOMINATOR)[0])
    for column, value in _named(said, case, subject):
        mine = (column, "=", frozenset({value.casefold()}))
        if mine in above and mine not in below and not _takes(below, column, value):
            return f"the sentence speaks of a share of {value}; the whole takes more"
    return ""


def _takes(below: Chosen, column: int, value: str) -> bool:
    return any(n == column and value.casefold() in values for n, _, values in below)


def _named(text: str, case: Case, subject: Subject) -> list[tuple[int, str]]:
    groups = _groups(case, subject)
    return [(n.column, n.value) for n in names_in(text, groups, subject.brief)]


def _groups(case: Case, subject: Subject) -> Groups:
    uses = case.uses
    ground = subject.ground_of(uses)
    return groups_of(subject, ground) if ground is not None else {}


def _beside(case: Case, shares: list[Case], subject: Subject) -> str:
    """Returns what stands against a share whose whole is narrower than its rivals'."""
    uses = case.uses
    above, below = _side(uses, Side.NUMERATOR)[0], _side(uses, Side.DENOMINATOR)[0]
    own = {column for column, _, _ in _chosen(above)}
    extra = _chosen(below)
    for other in shares if extra else ():
        if other is case or not _is_beside(case, other):
            continue
        theirs = other.uses
        ahead = _side(theirs, Side.NUMERATOR)[0]
        whole = _chosen(_side(theirs, Side.DENOMINATOR)[0])
        split = {c for c, _, _ in _chosen(ahead)} - {c for c, _, _ in whole}
        if _measured(ahead) != _measured(above) or not split <= own or not split:
            continue
        left = extra - whole
        if left <= _chosen(ahead) and _is_usual(left, case, shares):
            continue  # the part of the other one is limited so, and its whole is not
        if tells_a_part(case) or _is_defined(left, case, subject):
            continue
        is_of_marks = all(values <= YES | NO for _, _, values in left)
        if not is_of_marks and _narrows(case, subject):
            continue  # the unfinished ones consist of them
        left -= frozenset() if _says_all(case) else _told_alone(left, case, subject)
        if left and whole <= extra and not _is_named(left, case, subject):
            values = sorted(v for _, _, values in left for v in values)
            return (
                f"{other.figure.text} beside it is a share of all; this one divides "
                f"by a part that {', '.join(values)} limits, which nothing names"
            )
    return ""


def _is_usual(left: Chosen, case: Case, shares: list[Case]) -> bool:
    """Returns whether another share beside a figure has a whole that is limited so."""
    return any(
        left <= _chosen(_side(other.uses, Side.DENOMINATOR)[0])
        for other in shares
        if other is not case and _is_beside(case, other)
    )


def _is_defined(left: Chosen, case: Case, subject: Subject) -> bool:
    """Returns whether the report defines a term by the figure by what limits it."""
    below, groups = _side(case.uses, Side.DENOMINATOR)[0], _groups(case, subject)
    return all(
        is_so_defined(case, below, column, groups.get(column, ()), subject)
        for column, _, _ in left
    )


def _told_alone(left: Chosen, case: Case, subject: Subject) -> Chosen:
    """Returns what limits a whole by the definition of a rate.

    And then by a mark that words tell, too: for rush work the complaint rate was 5 %.
    """
    below, groups = _side(case.uses, Side.DENOMINATOR)[0], _groups(case, subject)
    said = tokens_of(sentence_round(case.sentence).text)
    headers = {c.cells.first_column: c.header for c in below.criteria}
    defined = frozenset(
        one
        for one in _chosen(below)
        if is_so_defined(case, below, one[0], groups.get(one[0], ()), subject)
    )
    marks = frozenset(
        (column, operator, values)
        for column, operator, values in left - defined
        if values <= YES | NO and any_alike(tokens_of(headers[column]), said)
    )
    return defined | marks if defined else defined


def _narrows(case: Case, subject: Subject) -> bool:
    """Returns whether words of a figure narrow rows, and name no group of them."""
    ground = subject.ground_of(case.uses)
    if ground is None or case.sentence.context or _says_all(case):
        return False
    text = own_text(sentence_round(case.sentence))
    return bool(narrowing_words(text, ground, subject))


def _says_all(case: Case) -> bool:
    """Returns whether words of a figure speak of everything: the entire intake."""
    said = {
        t.text.casefold() for t in tokens_of(own_text(sentence_round(case.sentence)))
    }
    return not said.isdisjoint(LEXICON.every | LEXICON.all_things)


def _is_beside(case: Case, other: Case) -> bool:
    one, two = case.sentence, other.sentence
    if one.context and two.context:
        apart = abs(case.figure.span.line - other.figure.span.line)
        return one.headings == two.headings and apart <= _NEAR
    if one.context or two.context:
        return False
    return one.text == two.text or (_is_item(case) and _is_item(other, case))


def _is_item(case: Case, beside: Case | None = None) -> bool:
    """Returns whether a figure stands in a short item of a list, beside another one."""
    sentence = case.sentence
    words = [token.text.casefold() for token in tokens_of(sentence.text)]
    is_short = len(sentence.figures) == 1 and len(words) <= _ITEM
    is_short = is_short and LEXICON.parts.isdisjoint(words)
    if beside is None:
        return is_short
    apart = abs(case.figure.span.line - beside.figure.span.line)
    return is_short and sentence.headings == beside.sentence.headings and apart <= _NEAR


def _says_a_part(values: frozenset[str], text: str) -> bool:
    """Returns whether text has a word of a name: `apart from the portal`."""
    said = tokens_of(text)
    words = (w for value in values for w in tokens_of(value) if len(w.stem) > _COUNTS)
    return any_alike(words, said)


def _is_named(left: Chosen, case: Case, subject: Subject) -> bool:
    groups = _groups(case, subject)
    sentence = case.sentence
    own = sentence_round(sentence).text
    uses = case.uses
    above = _chosen(_side(uses, Side.NUMERATOR)[0])
    parts = frozenset(column for column, _, _ in above - left)
    for column, operator, values in left:
        if operator == "<>" and _says_a_part(values, own):
            return True
        only = {column: groups.get(column, ())}
        if column in parts:
            only = {}  # the share of one group in another of the same column
        for text in (own, sentence.context, *sentence.headings):
            named = names_in(text, only, subject.brief)
            named += names_in_lower_case(text, only, subject.brief)
            if any(n.value.casefold() in values for n in named):
                return True
    return False
