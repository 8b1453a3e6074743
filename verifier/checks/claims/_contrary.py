"""Words by a figure that its column cannot mean: `after discounts` of a list price."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from verifier.checks.claims._counts import only_counts
from verifier.checks.claims._running import (
    is_running,
    running_in,
    speaks_of_running,
)
from verifier.checks.claims._siblings import grouping_of
from verifier.checks.claims._taxes import agrees_on_tax
from verifier.checks.claims.other_period import PLANNED
from verifier.checks.periods import periods_in
from verifier.checks.reach import own_text, own_words
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import Token, alike, any_alike, stem, tokens_of
from verifier.checks.units import sure_unit
from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled, senses, words
from verifier.model.source import CellKind
from verifier.model.use import Statistic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from verifier.checks.claims._siblings import Words
    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject
    from verifier.checks.sentences import Clause
    from verifier.model.brief import Brief
    from verifier.model.case import Case
    from verifier.model.use import Use

_TILL = compiled(rf"(?<!\w)(?:{alternatives('stocks.till')})(?!\w)")
_UNTIL = compiled(rf"(?<!\w)(?:{alternatives('stocks.until')})\s+$")
_SHORTEST = 3  # letters of a word that tells columns apart


def against_contrary(case: Case, use: Use, ground: Ground, brief: Brief) -> str:
    """Returns what stands against a figure whose words deny the header of its column.

    A column beside it must be free of the word that is denied.
    """
    own = use.cells[0].first_column
    header = ground.columns[own].header if own in ground.columns else ""
    clause = sentence_round(case.sentence)
    if agrees_on_tax(case, header):
        return ""
    groups = grouping_of(case)
    every = tokens_of(f"{_own_text(clause)} {case.sentence.context}")
    said = tuple(token for token in every if token.stem not in groups)
    for word in _words_of(header):
        ways = _contraries().get(word.text.casefold(), ())
        told = next((way for way in ways if _stands_in(way, said)), None)
        # a figure beside it may have the word: of 500 that were billed 400 came in
        near = said if len(clause.figures) > 1 else tokens_of(clause.text)
        if told is None or _says(word, near, said) or _is_chosen(told, use):
            continue
        beside = _free_of(word, own, ground, brief)
        if beside and not _says_more(header, beside, word, said):
            return (
                f"the sentence says {told!r}; the calculation uses {header!r}, beside "
                f"which stands {beside!r}"
            )
    return ""


def _says_more(
    header: str, beside: str, denied: Token, said: tuple[Token, ...]
) -> bool:
    """Returns whether words tell a column from the other by a further word of it.

    `5 net in the till` of the charge net of tax, beside a list price.
    """
    theirs = _words_of(beside)
    return any(
        word.stem != denied.stem
        and not any_alike([word], theirs)
        and any_alike([word], said)
        for word in _words_of(header)
    )


def _is_chosen(told: str, use: Use) -> bool:
    """Returns whether criteria choose what is told: all that was billed of the paid."""
    values = [v for criterion in use.criteria for v in criterion.values]
    return any_alike(tokens_of(told), tokens_of(" ".join(values)))


def _own_text(clause: Clause) -> str:
    """Returns a figure's own words, without the one right behind the figure before.

    Of 210 kg gross 177 kg remained.
    """
    first, last = own_words(clause)
    before = max((end for _, end in clause.figures if end <= clause.start), default=-1)
    behind = tokens_of(clause.text[before : clause.start]) if before >= first else ()
    start = before + behind[0].end if behind else first
    return clause.text[start:last]


def against_running(case: Case, use: Use, ground: Ground, brief: Brief) -> str:
    """Returns what stands against one month's figure that a running total gives."""
    own = use.cells[0].first_column
    header = ground.columns[own].header if own in ground.columns else ""
    if use.statistic is not Statistic.CELL and use.statistic is not Statistic.SUM:
        return ""
    if not is_running(header):
        return ""
    clause = sentence_round(case.sentence)
    words = f"{own_text(clause)} {case.sentence.context}"
    said = periods_in(words)
    is_one = bool(said) and all(len(p.months) == 1 for p in said)
    is_one = is_one and not any(_is_till(words[: p.start]) for p in said)
    if speaks_of_running(f"{clause.text} {words}") or _TILL.search(words):
        return ""
    plain = _plain_beside(own, ground, brief) if is_one else ""
    if not plain:
        return ""
    return (
        f"the calculation uses {header!r}, which adds up since a beginning; the "
        f"sentence speaks of one month, as {plain!r} does"
    )


def _plain_beside(own: int, ground: Ground, brief: Brief) -> str:
    """Returns the header most like that of a running total, which is none, or nothing.

    Where it has no words but those, one of its unit: `km since January`.
    """
    header = ground.columns[own].header
    running = {word.text for word in running_in(header.replace("_", " "))}
    stems = {word.stem for word in _words_of(header) if word.text not in running}
    unit = sure_unit(header, brief)
    beside: list[tuple[int, str]] = []
    for number, layout in ground.columns.items():
        alike_words = [w for w in _words_of(layout.header) if w.stem in stems]
        is_near = bool(alike_words) or (
            not stems and unit[0] and sure_unit(layout.header, brief) == unit
        )
        is_plain = number != own and CellKind.NUMBER in layout.kinds
        if is_near and is_plain and not is_running(layout.header):
            beside.append((len(alike_words), layout.header))
    return max(beside)[1] if beside else ""


def against_price(case: Case, use: Use, ground: Ground) -> str:
    """Returns what stands against prices of one each that are added up.

    Beside them stand how many there are of each, and what all of these come to.
    """
    own = use.cells[0].first_column
    if use.statistic is not Statistic.SUM or own not in ground.columns:
        return ""
    header = ground.columns[own].header
    clause = sentence_round(case.sentence)
    said = frozenset(
        t.stem for t in tokens_of(f"{clause.text} {case.sentence.context}")
    )
    if not _is_called(header, _PRICES) or not said.isdisjoint(_PRICES):
        return ""
    numbers = [
        layout.header
        for number, layout in ground.columns.items()
        if number != own and CellKind.NUMBER in layout.kinds
    ]
    amounts = [h for h in numbers if _is_called(h, _AMOUNTS)]
    if not amounts or not any(map(only_counts, numbers)):
        return ""
    return (
        f"the calculation adds up {header!r}, which is of one each; beside it stands "
        f"{amounts[0]!r}"
    )


def _is_called(header: str, words: frozenset[str]) -> bool:
    return any(word.stem in words for word in _words_of(header))


_PRICES = frozenset(map(stem, words("rates.prices")))
_AMOUNTS = frozenset(map(stem, words("rates.amounts_of_all")))


def _is_till(before: str) -> bool:
    """Returns whether a period is the end of a time, and not what a plan is for."""
    return bool(_UNTIL.search(before)) and not PLANNED.search(before)


def parts_of_columns(subject: Subject) -> Iterator[tuple[Case, str]]:
    """Yields figures of a table's column of which others add up one column more.

    `Consumption` of one house is that by day and by night, and of another by day.
    """
    found: dict[str, list[tuple[Case, frozenset[tuple[object, int]], str]]]
    found = defaultdict(list)
    for case in subject.cases:
        context = case.sentence.context.split("\n")
        columns, headers = _added_up(case)
        if context[0] and columns:
            found[context[0]].append((case, columns, headers))
    for header, figures in found.items():
        widest = max(figures, key=lambda figure: len(figure[1]))
        wide = sum(columns == widest[1] for _, columns, _ in figures)
        if len(figures) - wide > wide:
            continue  # it is the odd one
        for case, columns, used in figures:
            if columns < widest[1] and len(columns) == 1 and not _names(case, used):
                words = f"another figure of {header!r} adds up {widest[2]}; this one is"
                yield case, f"{words} of {used!r} alone"


def _names(case: Case, header: str) -> bool:
    """Returns whether labels of a figure in a table name a column, its unit apart."""
    said = tokens_of(case.sentence.context)
    words = _words_of(header)
    own = words[:-1] if len(words) > 1 else words
    return any_alike(own, said)


def family_of(tokens: Iterable[Token]) -> frozenset[str]:
    """Returns the stems of the words that are of one root with those of a text.

    Example:
        >>> sorted(family_of(tokens_of("resolved")))[:2]
        ['fix', 'resolut']
    """
    known = _families()
    return frozenset(
        member
        for token in tokens
        for family in known.get(token.text.casefold(), ())
        for member in family
    )


@cache
def _families() -> Mapping[str, tuple[frozenset[str], ...]]:
    members: dict[str, set[str]] = {}
    families: dict[str, set[str]] = {}
    for first, others in senses("sentence.families"):
        members.setdefault(first, set()).update((first, *others))
    for first, forms in members.items():
        for form in forms:
            families.setdefault(form, set()).add(first)
    return {
        form: tuple(frozenset(map(stem, members[first])) for first in sorted(firsts))
        for form, firsts in families.items()
    }


@cache
def _contraries() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for firsts, ways in senses("sentence.contraries"):
        for word in firsts.split():
            found[word] = (*found.get(word, ()), *ways)
    return found


def _words_of(header: str) -> tuple[Token, ...]:
    return tuple(t for t in tokens_of(header) if len(t.text) >= _SHORTEST)


def _says(word: Token, clause: Iterable[Token], own: Iterable[Token]) -> bool:
    """Returns whether a sentence says a word of a header, or what means the same."""
    states = LEXICON.states.get(word.text.casefold(), frozenset[str]())
    near = tuple(own)
    if any(_stands_in(state, near) for state in states):
        return True
    return any(alike(token.stem, word.stem) for token in (*clause, *near))


def _stands_in(phrase: str, said: tuple[Token, ...]) -> bool:
    way: Words = tuple(token.stem for token in tokens_of(phrase))
    stems = [token.stem for token in said]
    return any(
        all(map(alike, stems[place : place + len(way)], way))
        for place in range(len(stems) - len(way) + 1)
    )


def _free_of(word: Token, own: int, ground: Ground, brief: Brief) -> str:
    """Returns the header of a column of the same kind that lacks a word, or nothing."""
    used = ground.columns[own].header
    unit = sure_unit(used, brief)
    mine = {t.stem for t in _words_of(used)} - {word.stem}
    for number, layout in ground.columns.items():
        if number == own or CellKind.NUMBER not in layout.kinds:
            continue
        theirs = {t.stem for t in _words_of(layout.header)}
        is_near = bool(mine & theirs) or (
            unit[0] and unit == sure_unit(layout.header, brief)
        )
        if is_near and word.stem not in theirs:
            return layout.header
    return ""


def _added_up(case: Case) -> tuple[frozenset[tuple[object, int]], str]:
    """Returns the columns of which a figure is the sum, and their headers."""
    uses = case.uses if case.claim_id else ()
    traits = case.compiled.traits if case.compiled else None
    is_sum = all(use.statistic is Statistic.SUM and use.cells for use in uses)
    if traits is None or not uses or not is_sum or traits.divisors:
        return frozenset(), ""
    columns = {(c.sheet, c.first_column) for use in uses for c in use.cells}
    headers = dict.fromkeys(h for use in uses for h in use.headers)
    return frozenset(columns), ", ".join(headers)
