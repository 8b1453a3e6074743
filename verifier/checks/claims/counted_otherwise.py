"""Something else is counted than the sentence or the table's header names.

Finds: `23 deals` where different accounts are counted; `80 pieces` where the
calculation counts orders, each of several pieces; `141 orders` where the pieces of all
orders are added up; and one figure of several side by side that counts different
customers where they count orders, or is a mean where they are medians.

Why it matters: an order has several pieces and a customer several orders; each of the
numbers recomputes.

What to do: count what the sentence names, or name what is counted.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.checks.claims._claimed import claimed
from verifier.checks.claims._counts import (
    TIMES,
    Pair,
    ask_pair,
    differing,
    is_called,
    is_of_single_ones,
    is_quantity,
    only_counts,
)
from verifier.checks.claims._filled import against_filled
from verifier.checks.claims._odd_ones import Trait, odd_ones
from verifier.checks.claims.counted_rows import columns_of, of_one_column
from verifier.checks.counted import Counted, counted_by
from verifier.checks.keys import key_columns
from verifier.checks.kin import kin_of
from verifier.checks.place import Place
from verifier.checks.reach import own_words
from verifier.checks.row_nouns import rows_of
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import alike, any_alike, tokens_of
from verifier.checks.units import sure_unit, units_in, units_said
from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled
from verifier.model.quantity import QuantityKind
from verifier.model.reason import Reason
from verifier.model.source import CellKind
from verifier.model.use import Criterion, Statistic, Use
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.question import Question
    from verifier.checks.region import Ground
    from verifier.checks.row_nouns import Rows
    from verifier.model.case import Case
    from verifier.model.verdict import Finding

RULE = Rule("C049", "counted-otherwise", Level.WARNING, Reason.WRONG_STATISTIC)

_BODY = (
    "\n\n```claims\n[c1] deals!A2:C5\nSELECT count(DISTINCT region) FROM deals\n```\n"
)
PASSES = ("We sell in [3 regions](#c1)." + _BODY,)
FAILS = ("We won [3 deals](#c1)." + _BODY,)

_LOOK_AHEAD = 80  # letters behind a figure
_OUT_OF = compiled(rf"(?<!\w)(?:{alternatives('counted.out_of')})\s")
_COUNTED = frozenset({Statistic.COUNT, Statistic.DISTINCT})


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions how many there are of what the sentences count."""
    for case in subject.cases:
        yield from ask_pair(_pair(case, subject))


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure that counts something else."""
    for case in subject.cases:
        pair = _pair(case, subject)
        numbers = differing(pair, subject)
        if pair is None or numbers is None or case.claim is None:
            continue
        span = case.figure.span
        yield RULE.finding(
            f"the text counts {pair.noun}, of which there are {numbers[1]:g}; the "
            f"calculation {pair.does}, {numbers[0]:g}",
            Place(span.line, span.column, case.claim.id),
        )
    filled = [(case, against_filled(case)) for case in claimed(subject)]
    for case, words in (
        *odd_ones(subject, Trait.STATISTIC),
        *(pair for pair in filled if pair[1]),
    ):
        span = case.figure.span
        yield RULE.finding(words, Place(span.line, span.column, case.claim_id or ""))


def _pair(case: Case, subject: Subject) -> Pair | None:
    """Returns what is computed and meant; None where they are not told to differ."""
    use = _only_use(case)
    cells = (use.cells or use.rows)[:1] if use else ()
    ground = subject.grounds.get(cells[0].sheet) if cells else None
    if use is None or ground is None:
        return None
    said = counted_by(case)
    is_different = use.statistic is Statistic.DISTINCT or use.deduplicates
    for one in said:
        if use.statistic is Statistic.SUM:
            has_unit = bool(units_said(case))
            found = None if has_unit else _of_sum(one, use, ground, subject)
        elif is_different:
            found = _of_different(one, said, use, ground, subject)
        else:
            found = _of_rows(one, case, use, ground, subject)
        is_linked = one.noun.text in case.figure.text  # [66 flights], of bags
        is_told = found is not None and _speaks_of(case, found.own, ground)
        if found is not None and (not is_told or is_linked):
            return found
    return None


def _only_use(case: Case) -> Use | None:
    """Returns the count or sum of one column that a figure is, and nothing else."""
    quantity, compiled = case.figure.quantity, case.compiled
    if quantity is None or compiled is None or case.claim is None:
        return None
    uses = compiled.traits.uses
    is_whole = quantity.kind is not QuantityKind.PERCENT and len(uses) == 1
    uses = tuple(map(of_one_column, uses))
    if not is_whole or uses[0].statistic not in _COUNTED | {Statistic.SUM}:
        return None
    if compiled.traits.divisors or len(uses[0].cells or uses[0].rows) != 1:
        return None
    return uses[0]


def _of_different(
    one: Counted, said: tuple[Counted, ...], use: Use, ground: Ground, subject: Subject
) -> Pair | None:
    """Returns the pair of `23 deals` where different accounts are counted."""
    own = use.cells[0].first_column if use.cells else 0
    header = ground.columns[own].header if own in ground.columns else ""
    is_told = any(is_called(each, header) for each in said)
    if own not in ground.columns or use.cells[0].columns > 1 or is_told:
        return None
    is_key = own in key_columns(ground, subject.brief)
    does = f"counts different {header}"
    counts = replace(use, statistic=Statistic.DISTINCT, deduplicates=False)
    if one.is_different:
        return _of_other(one, counts, ground, does)
    if is_key:
        return None  # each number of a row once is each row once
    meant = replace(counts, statistic=Statistic.COUNT, cells=(), rows=use.cells)
    if not rows_of(ground, subject).are(one.noun):
        found = [n for n in columns_of(one, ground) if is_of_single_ones(ground, n)]
        if len(found) != 1 or one.noun.stem in TIMES or one.is_people:
            return None
        cells = replace(use.cells[0], first_column=found[0], last_column=found[0])
        meant = replace(counts, cells=(cells,))
    return Pair(ground, counts, meant, one.noun.text, does, RULE.code)


def _of_other(one: Counted, counts: Use, ground: Ground, does: str) -> Pair | None:
    """Returns the pair of `118 different owners` where different patients are."""
    found = columns_of(one, ground) if not one.is_people else []
    if len(found) != 1 or found[0] == counts.cells[0].first_column:
        return None
    cells = replace(counts.cells[0], first_column=found[0], last_column=found[0])
    meant = replace(counts, cells=(cells,))
    return Pair(ground, counts, meant, one.noun.text, does, RULE.code)


def _of_rows(
    one: Counted, case: Case, use: Use, ground: Ground, subject: Subject
) -> Pair | None:
    """Returns the pair of `80 pieces` where orders are counted."""
    rows, said = rows_of(ground, subject), counted_by(case)
    if any(rows.are(each.noun) for each in said) or one.is_people:
        return None
    is_unit = one.noun.text.casefold() in LEXICON.pieces
    if is_unit and _are_out_of_rows(case, rows):
        return None
    criteria = {c.cells.first_column for c in use.criteria if not _is_some(c)}
    found = [
        number
        for number, layout in ground.columns.items()
        if CellKind.NUMBER in layout.kinds
        and (
            is_quantity(layout.header, one.noun)
            or _stands_behind(layout.header, case)
            or (is_unit and only_counts(layout.header))
        )
    ]
    if len(found) != 1 or found[0] in criteria:
        return None
    cells = (use.cells or use.rows)[0]
    there = replace(cells, first_column=found[0], last_column=found[0])
    meant = replace(use, statistic=Statistic.SUM, cells=(there,))
    return Pair(ground, use, meant, one.noun.text, "counts rows", RULE.code)


def _are_out_of_rows(case: Case, rows: Rows) -> bool:
    """Returns whether pieces are some of the rows: of 222 orders 29 pieces."""
    clause = sentence_round(case.sentence)
    found = [*_OUT_OF.finditer(clause.text, 0, clause.start)][-1:]
    said = tokens_of(clause.text[found[0].end() : clause.start]) if found else ()
    return any(map(rows.are, said))


def _of_named(one: Counted, use: Use, ground: Ground) -> Pair | None:
    """Returns the pair of `366 subscribers` where complaints are added up."""
    own = use.cells[0].first_column
    if one.noun.text.casefold() in LEXICON.pieces or units_in(one.noun.text):
        return None
    kin = kin_of((one.noun,))
    named = [
        number
        for number, layout in ground.columns.items()
        if CellKind.NUMBER in layout.kinds
        and CellKind.TEXT not in layout.kinds
        and any(
            alike(word.stem, one.noun.stem) or word.stem in kin
            for word in tokens_of(layout.header)
        )
    ]
    if len(named) != 1 or own in named or one.noun.stem in TIMES:
        return None
    header = ground.columns[own].header
    cells = replace(use.cells[0], first_column=named[0], last_column=named[0])
    meant = replace(use, cells=(cells,))
    return Pair(ground, use, meant, one.noun.text, f"adds up {header}", RULE.code)


def _stands_behind(header: str, case: Case) -> bool:
    """Returns whether a header of several words stands right behind a figure."""
    words = tokens_of(header)
    text = case.figure.text + case.sentence.text[case.sentence.end :][:_LOOK_AHEAD]
    behind = tokens_of(text)[1 : len(words) + 1]
    is_long = 1 < len(words) == len(behind)
    return is_long and all(
        alike(a.stem, b.stem) for a, b in zip(words, behind, strict=True)
    )


def _is_some(criterion: Criterion) -> bool:
    """Returns whether a criterion takes all that have any: > 0."""
    return criterion.operator == ">" and criterion.values == ("0",)


def _of_sum(one: Counted, use: Use, ground: Ground, subject: Subject) -> Pair | None:
    """Returns the pair of `141 orders` where the pieces of orders are added up."""
    own = use.cells[0].first_column if use.cells else 0
    rows = rows_of(ground, subject)
    is_plain = own in ground.columns and not use.deduplicates
    if not is_plain or not rows.are_surely(one.noun):
        is_other = is_plain and not rows.are(one.noun)
        return _of_named(one, use, ground) if is_other else None
    header = ground.columns[own].header
    is_many = is_quantity(header, None) or only_counts(header)
    is_many = is_many or sure_unit(header, subject.brief) != ("", "")
    is_many = is_many or len(tokens_of(header)) > 1
    if is_called(one, header) or not is_many:
        return None
    meant = replace(use, statistic=Statistic.COUNT, cells=(), rows=use.cells)
    return Pair(ground, use, meant, one.noun.text, f"adds up {header}", RULE.code)


def _speaks_of(case: Case, use: Use, ground: Ground) -> bool:
    """Returns whether a figure's own words name the column that is used, too."""
    clause = sentence_round(case.sentence)
    first, last = own_words(clause)
    column = use.cells[0].first_column if use.cells else 0
    if column not in ground.columns or use.statistic is Statistic.COUNT:
        return False
    said = tokens_of(
        clause.text[first : clause.start] + " " + clause.text[clause.end : last]
    )
    words = tokens_of(ground.columns[column].header)
    return any_alike(words, said)
