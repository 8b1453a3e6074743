"""A sentence names another measure than the one that is used.

Finds: words of a sentence that fit the header of another column, or the label of
another row of a small table, clearly better than the header and label of the cells that
are used; words that the report explains, or uses together, for another column; one
figure of several side by side, in a table or list, that is of another column than they;
a term that the report defines by a column much like the used one; amounts told before
or with a tax that their column has or lacks; what was done in a month, counted by the
date of something else; and a planned amount where no word speaks of a plan.

Why it matters: cost under the name of revenue is a number from the right table, and
wrong.

What to do: cite the column or row that the sentence names, or name the one that is
cited. Meanings of columns stand in the brief's fields.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from verifier.checks.claims._added_columns import against_added
from verifier.checks.claims._bare_units import scale_of
from verifier.checks.claims._contrary import (
    against_contrary,
    against_price,
    against_running,
    family_of,
    parts_of_columns,
)
from verifier.checks.claims._deducted import against_undeducted
from verifier.checks.claims._defined import definitions_in
from verifier.checks.claims._happened import against_other_day
from verifier.checks.claims._meant_columns import against_meaning
from verifier.checks.claims._measured_terms import measured_terms_in
from verifier.checks.claims._odd_ones import Trait, odd_ones
from verifier.checks.claims._of_them import parts_of_others
from verifier.checks.claims._planned import against_plan, against_promised
from verifier.checks.claims._siblings import (
    Usage,
    behind_turn,
    grouping_of,
    named_longer,
    named_sibling,
    names_own,
    siblings_of,
    tells_state,
    usage_in,
)
from verifier.checks.claims._taxes import against_taxes, agrees_on_tax, is_tax
from verifier.checks.claims._words_behind import words_behind
from verifier.checks.kin import kin_of
from verifier.checks.periods import heads_a_time
from verifier.checks.place import Place
from verifier.checks.reach import own_text, own_words
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import alike, stem, tokens_of
from verifier.checks.units import sure_unit, units_in, units_said
from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled
from verifier.model.reason import Reason
from verifier.model.source import CellKind
from verifier.model.use import Statistic
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from verifier.checks.region import Ground
    from verifier.model.brief import Brief
    from verifier.model.case import Case
    from verifier.model.use import Use
    from verifier.model.verdict import Finding

RULE = Rule("C007", "other-column", Level.WARNING, Reason.WRONG_COLUMN)

PASSES = (
    "The cost was [60](#c1).\n\n```claims\n[c1] ledger!C2:C5\n= SUM(C2:C5)\n```\n",
)
FAILS = (
    "The cost was [100](#c1).\n\n```claims\n[c1] ledger!B2:B5\n= SUM(B2:B5)\n```\n",
)

_FITS = 0.99  # share of a header's words that the sentence has
_OFF = compiled(rf"(?<!\w)(?:{alternatives('siblings.off')})(?!\w)")
_ROOT = 5  # letters
_VOWELS = "аеёиоуыэюя"
_PART = re.compile(r"[,;:()—–]")
_MOST_OFF = 4  # words behind it that name what is taken off
_SHORTEST = 3  # letters of a word that tells columns apart
_MISSES = 0.34  # of the header that is used, at most
_TIMES = frozenset(map(stem, LEXICON.time_units))
_SKIPPED = _TIMES | frozenset(map(stem, LEXICON.fillers))
_MEASURED = {
    Statistic.SUM,
    Statistic.MEAN,
    Statistic.MEDIAN,
    Statistic.MINIMUM,
    Statistic.MAXIMUM,
    Statistic.CELL,
}


@dataclass(frozen=True, slots=True)
class _Name:
    """What a column is called, and whether the words of a figure say so."""

    header: str
    stems: tuple[str, ...]
    fit: float


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure whose words name another column."""
    taken = [(case, use) for case in subject.cases if (use := _only_use(case))]
    usage = usage_in((case, _column(use)) for case, use in taken)
    terms = measured_terms_in(subject)
    definitions = tuple(dict.fromkeys(definitions_in(subject.report)))
    for case in subject.cases:
        words = ""
        if case.claim_id:
            words = terms.against(case) or against_added(case)
            words = words or against_other_day(case, subject)
            words = words or against_meaning(case, definitions, subject)
        if words:
            span = case.figure.span
            yield RULE.finding(
                words, Place(span.line, span.column, case.claim_id or "")
            )
    for case, words in chain(
        odd_ones(subject, Trait.COLUMN),
        parts_of_columns(subject),
        parts_of_others(subject),
    ):
        span = case.figure.span
        yield RULE.finding(words, Place(span.line, span.column, case.claim_id or ""))
    for case, use in taken:
        ground = subject.grounds.get(use.cells[0].sheet)
        if ground is None or case.claim_id is None:
            continue
        words = _against(case, use, ground, subject.brief)
        words = words or _of_sibling(case, use, ground, usage, subject.brief)
        words = words or against_contrary(case, use, ground, subject.brief)
        words = words or against_running(case, use, ground, subject.brief)
        words = words or against_price(case, use, ground)
        words = words or against_plan(case, use, ground, subject.grounds.values())
        words = words or against_promised(case, use, ground)
        words = words or against_undeducted(case, use, ground)
        words = words or against_taxes(case, use, ground, subject.brief)
        if words:
            span = case.figure.span
            yield RULE.finding(words, Place(span.line, span.column, case.claim_id))


def _only_use(case: Case) -> Use | None:
    """Returns a use of a calculation that takes one column, or shares of it."""
    uses = case.uses
    kept = [use for use in uses if use.statistic in _MEASURED and use.cells]
    columns = {(c.sheet, c.first_column, c.last_column) for u in kept for c in u.cells}
    if len(kept) != len(uses) or len(columns) != 1:
        return None
    only = next(iter(columns))
    return kept[0] if only[1] == only[2] and kept[0].headers[:1] != ("",) else None


def _column(use: Use) -> tuple[object, int]:
    return use.cells[0].sheet, use.cells[0].first_column


def _of_sibling(
    case: Case, use: Use, ground: Ground, usage: Usage, brief: Brief
) -> str:
    """Returns what stands against a figure whose words name a column much like it."""
    own = use.cells[0].first_column
    longer = named_longer(case, own, ground)
    if longer:
        used = ground.columns[own].header
        return f"the sentence names {longer!r}; the calculation uses {used!r}"
    pairs = siblings_of(own, ground, brief) if own in ground.columns else ()
    header = named_sibling(case, pairs) if pairs else ""
    used = ground.columns[own].header if header else ""
    if header:
        return f"the sentence names {header!r}; the calculation uses {used!r}"
    header = usage.speaks_of(case, _column(use), pairs) if pairs else ""
    if header:
        return (
            f"other figures with these words are of {header!r}; the calculation uses "
            f"{ground.columns[own].header!r}"
        )
    return ""


def _against(case: Case, use: Use, ground: Ground, brief: Brief) -> str:
    said = _words(case) - _chosen(case)
    own = use.cells[0].first_column
    leading = min(ground.columns, default=0)  # names the row: a number of a loan
    numeric = {
        number: layout.header
        for number, layout in ground.columns.items()
        if CellKind.NUMBER in layout.kinds
        and layout.header
        and number in {own} | (set(ground.columns) - {leading})
    }
    if own not in numeric:
        return ""
    names = _names(numeric, said, brief)
    used = names.pop(own)
    if _fit(used.stems, said):  # else it may be told by what the brief says it means
        used = replace(used, fit=_fit(used.stems, said, is_same=alike))
    off = _taken_off(case)
    others = [
        name
        for name in names.values()
        if name.fit >= _FITS and not any(_is_said(s, off) for s in name.stems)
    ]
    shared = {*used.stems, *_stems(used.header)}
    others = [name for name in others if shared.isdisjoint(name.stems)]
    others = [name for name in others if not heads_a_time(name.header)]
    criteria = {t.stem for c in use.criteria for t in tokens_of(c.header)}
    others = [name for name in others if not criteria.issuperset(name.stems)]
    if agrees_on_tax(case, used.header):  # with VAT it is gross, beside a column VAT
        others = [name for name in others if not is_tax(name.header)]
    others = _nearest(_in_unit(others, used.header, case, brief), used)
    if used.header.casefold() in sentence_round(case.sentence).text.casefold():
        return ""  # donors of 55 years and older, though all donors are a column, too
    is_other = len(others) == 1 and bool(used.stems) and used.fit <= _MISSES
    if is_other and not names_own(case, siblings_of(own, ground, brief)):
        return (
            f"the sentence names {others[0].header!r}; the calculation uses "
            f"{used.header!r}"
        )
    return ""


def _nearest(others: list[_Name], used: _Name) -> list[_Name]:
    """Returns of several columns those that are of one kind with the used one.

    For departure delay it is arrival delay, not passengers; for rolled back, failed.
    """
    if len(others) <= 1:
        return others
    kin = set(_stems(used.header)) - set(used.stems)
    near = [name for name in others if kin.intersection(_stems(name.header))]
    is_state = tells_state(used.header)
    return near or [n for n in others if is_state and tells_state(n.header)]


def _in_unit(names: list[_Name], used: str, case: Case, brief: Brief) -> list[_Name]:
    """Returns the columns that may be told in the unit that the figure states.

    Where the cells that are used are in it, others must be, too, or be named to the
    letter: days missed `by illness`.
    """
    said = units_said(case)
    is_used = sure_unit(used, brief)[0] in said
    kept = said.keys() if is_used else {*said, ""}
    text = sentence_round(case.sentence).text.casefold()
    return [
        name
        for name in names
        if not said
        or (unit := sure_unit(name.header, brief)[0]) in kept
        or (not unit and _is_phrase(name.header, text))
    ]


def _is_phrase(header: str, text: str) -> bool:
    """Returns whether a text has all words of a header that has several, in order."""
    said = header.replace("_", " ").strip().casefold()
    return " " in said and said in text


def _words(case: Case) -> frozenset[str]:
    """Returns the stems of a figure's own words, or of its label and column header."""
    context = case.sentence.context
    clause = sentence_round(case.sentence)
    first, _ = own_words(clause)
    text = behind_turn(f"{clause.text[first : clause.start]} {words_behind(case)}")
    tokens = tokens_of(f"{text} {context}")
    groups = grouping_of(case)
    meant = [t for t in tokens if t.stem not in groups]  # of a column Plan: no target
    return frozenset(token.stem for token in tokens) | kin_of(meant) | family_of(meant)


def _taken_off(case: Case) -> frozenset[str]:
    """Returns the stems of what is left out or taken off: after the levy."""
    clause = sentence_round(case.sentence)
    own = own_text(clause)
    behind = [_PART.split(own[found.end() :])[0] for found in _OFF.finditer(own)]
    tokens = [t for text in behind for t in tokens_of(text)[:_MOST_OFF]]
    return frozenset(token.stem for token in tokens) | kin_of(tokens)


def _chosen(case: Case) -> frozenset[str]:
    """Returns the stems of values that criteria speak of: they are no measures."""
    uses = case.uses
    values = {v for use in uses for c in use.criteria for v in c.values}
    return frozenset(token.stem for value in values for token in tokens_of(value))


def _names(
    headers: Mapping[int, str], said: frozenset[str], brief: Brief
) -> dict[int, _Name]:
    meant = {field.name.casefold(): field.meaning for field in brief.fields}
    spoken = {number: _stems(header) for number, header in headers.items()}
    counted = Counter(s for stems in spoken.values() for s in set(stems))
    names: dict[int, _Name] = {}
    for number, header in headers.items():
        stems = spoken[number]
        named = tuple(s for s in stems if s not in _SKIPPED) or stems
        own = tuple(s for s in stems if counted[s] == 1) or named
        fit = _fit(own, said)
        meaning = _stems(meant.get(header.casefold(), ""))
        if meaning and not fit:
            fit = float(any(_is_said(s, said) for s in meaning)) / 2
        names[number] = _Name(header, own, fit)
    return names


def _stems(header: str) -> tuple[str, ...]:
    """Returns the stems that tell a header from others: a unit only where it is all."""
    name, comma, _ = header.replace("_", " ").partition(",")
    tokens = tokens_of(name) or tokens_of(header)
    named = [t for t in tokens if not units_in(t.text) and not scale_of(t.text)]
    first = tokens[0].stem if comma and tokens else ""  # a name, its unit behind
    found = [
        tuple(dict.fromkeys(t.stem for t in each if _tells(t.stem, first)))
        for each in (named, tokens)
    ]
    return found[0] or found[1]


def _tells(word: str, first: str) -> bool:
    is_long = len(word) >= _SHORTEST and not word.isdigit()
    return is_long and (word not in _SKIPPED or word == first)


def _fit(
    stems: tuple[str, ...],
    said: frozenset[str],
    is_same: Callable[[str, str], bool] | None = None,
) -> float:
    if not stems:
        return 0.0
    return sum(_is_said(s, said, is_same) for s in stems) / len(stems)


def _is_said(
    one: str, said: frozenset[str], is_same: Callable[[str, str], bool] | None = None
) -> bool:
    return any(map(partial(is_same or _is_akin, one), said))


def _is_akin(header: str, said: str) -> bool:
    """Returns whether words are of one root: absent, absence; доп, дополнительные."""
    if alike(header, said):
        return True
    if not header.isascii() and header[-1:] not in _VOWELS and len(header) == _SHORTEST:
        return said.startswith(header) and len(said) > len(header) + _SHORTEST
    is_root = header[:_ROOT] == said[:_ROOT] and min(len(header), len(said)) > _ROOT
    return is_root and max(len(header), len(said)) <= _ROOT + _SHORTEST
