"""Something else is counted than the sentence or the table's header names.

Finds: `23 deals` where different accounts are counted; `80 pieces` where the
calculation counts orders, each of several pieces; `141 orders` where the pieces of all
orders are added up.

Why it matters: an order has several pieces and a customer several orders; each of the
numbers recomputes.

What to do: count what the sentence names, or name what is counted.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from verifier.checks.claims.counted_rows import columns_of
from verifier.checks.counted import Counted, counted_by
from verifier.checks.keys import key_columns
from verifier.checks.kin import kin_of
from verifier.checks.latin import is_spelled
from verifier.checks.measures import measure
from verifier.checks.place import Place
from verifier.checks.question import Question, question
from verifier.checks.reach import own_words
from verifier.checks.row_nouns import rows_of
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import Token, alike, tokens_of
from verifier.checks.words import LEXICON
from verifier.formula.dialect import sql
from verifier.model.quantity import QuantityKind
from verifier.model.reason import Reason
from verifier.model.source import CellKind
from verifier.model.use import Statistic, Use
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlglot import exp

    from verifier.checks.region import Ground
    from verifier.model.case import Case
    from verifier.model.verdict import Finding

RULE = Rule("C049", "counted-otherwise", Level.WARNING, Reason.WRONG_STATISTIC)

_BODY = (
    "\n\n```claims\n[c1] deals!A2:C5\nSELECT count(DISTINCT region) FROM deals\n```\n"
)
PASSES = ("We sell in [3 regions](#c1)." + _BODY,)
FAILS = ("We won [3 deals](#c1)." + _BODY,)

_COUNTED = frozenset({Statistic.COUNT, Statistic.DISTINCT})


@dataclass(frozen=True, slots=True)
class _Pair:
    """What is computed, beside what the sentence counts.

    Attributes:
        ground: the sheet.
        own: the use of the calculation.
        meant: one of what the sentence counts.
        noun: its word.
        does: what the calculation does, in words.
    """

    ground: Ground
    own: Use
    meant: Use
    noun: str
    does: str

    @property
    def adds_up(self) -> bool:
        """Whether the calculation adds cells up: of marks 0 and 1 that is a count."""
        return self.own.statistic is Statistic.SUM

    @property
    def key(self) -> str:
        said = [
            (use.statistic, [c.local for c in use.cells])
            for use in (self.own, self.meant)
        ]
        criteria = [
            (c.cells.local, c.operator, c.values, c.part) for c in self.own.criteria
        ]
        table = self.ground.sheet.table
        return f"{RULE.code}/{table}/{said}/{self._rows}/{criteria}"

    @property
    def _rows(self) -> tuple[int, int]:
        cells = (self.own.cells or self.own.rows)[0]
        header = self.ground.sheet.header_row
        return max(cells.first_row, header + 1), max(cells.last_row, header + 1)

    def query(self) -> exp.Select | None:
        """Returns SELECT `_row`, `text`: what is computed, and what is meant."""
        largest = replace(self.own, statistic=Statistic.MAXIMUM)
        uses = (self.own, self.meant, *([largest] if self.adds_up else []))
        values = [measure(use, self.ground, 0) for use in uses]
        if any(value is None for value in values):
            return None
        parts = [value for value in values if value is not None]
        text = sql.cast(sql.call("json_array", *parts), "VARCHAR")
        rows = self.ground.read(rows=self._rows)
        return rows.select(
            sql.alias(sql.ZERO, "_row"), sql.alias(text, "text"), append=False
        )


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions how many there are of what the sentences count."""
    for case in subject.cases:
        pair = _pair(case, subject)
        query = pair.query() if pair else None
        if pair is not None and query is not None:
            yield question(pair.key, query, 1)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure that counts something else."""
    for case in subject.cases:
        pair = _pair(case, subject)
        answer = subject.answers.get(pair.key) if pair else None
        if pair is None or answer is None or not answer.texts or case.claim is None:
            continue
        computed, meant, *most = cast("list[float | None]", json.loads(answer.texts[0]))
        if computed is None or meant is None or computed == meant or most == [1]:
            continue
        span = case.figure.span
        yield RULE.finding(
            f"the text counts {pair.noun}, of which there are {meant:g}; the "
            f"calculation {pair.does}, {computed:g}",
            Place(span.line, span.column, case.claim.id),
        )


def _pair(case: Case, subject: Subject) -> _Pair | None:
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
            found = _of_sum(one, use, ground, subject)
        elif is_different:
            found = _of_different(one, said, use, ground, subject)
        else:
            found = _of_rows(one, said, use, ground, subject)
        if found is not None and not _speaks_of(case, found.own, ground):
            return found
    return None


def _only_use(case: Case) -> Use | None:
    """Returns the count or sum of one column that a figure is, and nothing else."""
    quantity, compiled = case.figure.quantity, case.compiled
    if quantity is None or compiled is None or case.claim is None:
        return None
    uses = compiled.traits.uses
    is_whole = quantity.kind is not QuantityKind.PERCENT and len(uses) == 1
    if not is_whole or uses[0].statistic not in _COUNTED | {Statistic.SUM}:
        return None
    if compiled.traits.divisors or len(uses[0].cells or uses[0].rows) != 1:
        return None
    return uses[0]


def _of_different(
    one: Counted, said: tuple[Counted, ...], use: Use, ground: Ground, subject: Subject
) -> _Pair | None:
    """Returns the pair of `23 deals` where different accounts are counted."""
    own = use.cells[0].first_column if use.cells else 0
    if own not in ground.columns or use.cells[0].columns > 1:
        return None
    header = ground.columns[own].header
    is_key = own in key_columns(ground, subject.brief)
    if is_key or one.is_different or any(_is_called(each, header) for each in said):
        return None  # each number of a row once is each row once
    does = f"counts different {header}"
    counts = replace(use, statistic=Statistic.DISTINCT, deduplicates=False)
    meant = replace(counts, statistic=Statistic.COUNT, cells=(), rows=use.cells)
    if not rows_of(ground, subject).are(one.noun):
        found = [n for n in columns_of(one, ground) if _is_text(ground, n)]
        if len(found) != 1 or one.noun.stem in _TIMES or one.is_people:
            return None
        cells = replace(use.cells[0], first_column=found[0], last_column=found[0])
        meant = replace(counts, cells=(cells,))
    return _Pair(ground, counts, meant, one.noun.text, does)


def _of_rows(
    one: Counted, said: tuple[Counted, ...], use: Use, ground: Ground, subject: Subject
) -> _Pair | None:
    """Returns the pair of `80 pieces` where orders are counted."""
    rows = rows_of(ground, subject)
    if any(rows.are(each.noun) for each in said) or one.is_people:
        return None
    is_unit = one.noun.text.casefold() in LEXICON.pieces
    criteria = {c.cells.first_column for c in use.criteria}
    found = [
        number
        for number, layout in ground.columns.items()
        if CellKind.NUMBER in layout.kinds
        and (
            _is_quantity(layout.header, one.noun) or (is_unit and _tells(layout.header))
        )
    ]
    if len(found) != 1 or found[0] in criteria:
        return None
    cells = (use.cells or use.rows)[0]
    there = replace(cells, first_column=found[0], last_column=found[0])
    meant = replace(use, statistic=Statistic.SUM, cells=(there,))
    return _Pair(ground, use, meant, one.noun.text, "counts rows")


def _of_sum(one: Counted, use: Use, ground: Ground, subject: Subject) -> _Pair | None:
    """Returns the pair of `141 orders` where the pieces of orders are added up."""
    own = use.cells[0].first_column if use.cells else 0
    rows = rows_of(ground, subject)
    if own not in ground.columns or not rows.are_surely(one.noun):
        return None
    header = ground.columns[own].header
    is_many = _is_quantity(header, None) or _tells(header)
    if _is_called(one, header) or not is_many:
        return None
    meant = replace(use, statistic=Statistic.COUNT, cells=(), rows=use.cells)
    return _Pair(ground, use, meant, one.noun.text, f"adds up {header}")


def _is_called(one: Counted, header: str) -> bool:
    """Returns whether a noun means what stands in a column of a header."""
    words = _words(header)
    folded = {word.text.casefold() for word in words}
    if one.is_people and not folded.isdisjoint(LEXICON.persons):
        return True
    kin = kin_of((one.noun,))
    other = kin_of(words)
    return any(
        alike(word.stem, one.noun.stem)
        or word.stem in kin
        or one.noun.stem in other
        or is_spelled(word.text, one.noun.stem)
        for word in words
    )


def _words(header: str) -> tuple[Token, ...]:
    return tokens_of(header.replace("_", " "))


def _is_quantity(header: str, noun: Token | None) -> bool:
    """Returns whether a header is a plural, of a noun: `seats`, `seats_sold`."""
    words = [w for w in _words(header) if w.text.casefold() not in LEXICON.of_quantity]
    if len(words) != 1:
        return False
    folded = words[0].text.casefold()
    if noun is None:
        return folded.endswith("s") or not folded.isascii()
    return alike(words[0].stem, noun.stem) and (
        not folded.isascii() or folded.endswith("s")
    )


def _tells(header: str) -> bool:
    """Returns whether a header only says how many: `qty`, `Кол-во, шт`."""
    words = [word.text.casefold() for word in _words(header)]
    return bool(words) and all(
        word in LEXICON.quantities | LEXICON.of_quantity | LEXICON.pieces
        for word in words
    )


def _is_text(ground: Ground, column: int) -> bool:
    kinds = ground.columns[column].kinds
    return CellKind.TEXT in kinds and CellKind.NUMBER not in kinds


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
    words = _words(ground.columns[column].header)
    return any(alike(a.stem, b.stem) for a in said for b in words)


_TIMES = frozenset(
    token.stem for unit in LEXICON.time_units for token in tokens_of(unit)
)
