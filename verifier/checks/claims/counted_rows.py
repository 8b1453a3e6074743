"""Rows are counted where the sentence counts what stands in several of them.

Finds: `66 people` or `16 different tenants` where the calculation counts rows, or adds
up counts of groups, and the column of these people or tenants holds some of them in
more than one of the rows; `289 orders` or `20 vans` where the column of their numbers
holds some in several rows; and `17 days` over a column of days that holds some twice. A
column may call the same things otherwise: planes, by their tails.

Why it matters: who came twice is one person, and a recomputation agrees with the number
of visits all the same.

What to do: count distinct values of the column, or name what the rows are.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from verifier.checks.claims._things import mean_one_thing
from verifier.checks.counted import Counted, counted_by
from verifier.checks.keys import key_columns
from verifier.checks.kin import kin_of
from verifier.checks.measures import data_rows, measure, meets, spelled
from verifier.checks.place import Place
from verifier.checks.question import Question, question
from verifier.checks.row_nouns import Rows, rows_of
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import Token, alike, stem, tokens_of
from verifier.checks.words import LEXICON
from verifier.checks.words.rates import HOLDERS
from verifier.formula.dialect import sql
from verifier.languages import meanings, words as words_of
from verifier.model.quantity import QuantityKind
from verifier.model.reason import Reason
from verifier.model.source import CellKind
from verifier.model.use import Side, Statistic
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlglot import exp
    from sqlglot.expressions import Expr

    from verifier.checks.region import Ground
    from verifier.model.brief import Brief
    from verifier.model.case import Case
    from verifier.model.use import Use
    from verifier.model.verdict import Finding

RULE = Rule("C028", "counted-rows", Level.WARNING, Reason.WRONG_STATISTIC)

PASSES = (
    (
        "There are [2 different regions](#c1).\n\n```claims\n[c1] regions!B2:B9\n"
        "= COUNTA(UNIQUE(B2:B9))\n```\n"
    ),
)
FAILS = (
    (
        "There are [8 different regions](#c1).\n\n```claims\n[c1] regions!B2:B9\n"
        "= COUNTA(B2:B9)\n```\n"
    ),
)

_PAIR = 2
_LONGEST_CODE = 3  # letters: po_no
_SHORT_FORMS = meanings("sentence.short_forms")
_CUSTOMERS, _ACCOUNTS = words_of("sentence.customers"), words_of("sentence.accounts")


@dataclass(frozen=True, slots=True)
class _Count:
    """A count of rows, and the column of what the sentence counts.

    Attributes:
        ground: the sheet.
        column: of what is counted.
        use: of the calculation.
        is_numbered: whether its cells must be numbers that name things: `V102`.
        days: columns of days; where there are any, one thing must be of one day.
    """

    ground: Ground
    column: int
    use: Use
    is_numbered: bool = False
    days: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        table, said = self.ground.sheet.table, spelled(self.use)
        rows = data_rows(self.use, self.ground)
        how = f"{self.is_numbered}/{self.days}"
        return f"{RULE.code}/{table}/{self.column}/{rows}/{how}/{said}"

    def query(self) -> exp.Select | None:
        """Returns SELECT `_row`, `text`: how many cells there are, and of these what.

        Different ones, ones with a digit, and different ones with their days.
        """
        cells = (self.use.cells or self.use.rows)[0]
        here = replace(cells, first_column=self.column, last_column=self.column)
        values = [
            measure(
                replace(self.use, statistic=statistic, cells=(here,)), self.ground, 0
            )
            for statistic in (Statistic.COUNT, Statistic.DISTINCT)
        ]
        values += [self._filtered(way) for way in (self._digits(), self._on_days())]
        known = [value for value in values if value is not None]
        if len(known) != len(values):
            return None
        text = sql.cast(sql.call("json_array", *known), "VARCHAR")
        row, told = sql.alias(sql.ZERO, "_row"), sql.alias(text, "text")
        rows = self.ground.read(rows=data_rows(self.use, self.ground))
        return rows.select(row, told, append=False)

    def bears(self, told: list[int]) -> bool:
        """Returns whether rows hold a thing again, by what the query tells."""
        many, different, numbers, on_days = told
        if self.is_numbered and numbers < many:
            return False
        return different < many and (not self.days or on_days == different)

    def _filtered(self, value: Expr) -> Expr | None:
        conditions = [meets(one, self.ground) for one in self.use.criteria]
        if any(condition is None for condition in conditions):
            return None
        return sql.filtered(value, sql.both(*conditions))

    def _digits(self) -> Expr:
        raw = self.ground.raw(self.column)
        has_digit = sql.call("regexp_matches", raw, sql.text("[0-9]"))
        return sql.call("count", sql.case((has_digit, sql.ZERO)))

    def _on_days(self) -> Expr:
        raws = [self.ground.raw(column) for column in (self.column, *self.days)]
        filled = sql.unequal(raws[0].copy(), sql.text(""))
        apart = sql.call("concat_ws", sql.text("|"), *raws)
        return sql.call("count", sql.distinct(sql.case((filled, apart))))


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions how many different ones the counted rows hold."""
    for case in subject.cases:
        count = _counted(case, subject)
        query = count.query() if count else None
        if count is not None and query is not None:
            yield question(count.key, query, 1)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every count of rows that hold what is counted again."""
    for case in subject.cases:
        count = _counted(case, subject)
        noun = _different_of_rows(case, subject) if count is None else ""
        if noun and case.claim is not None:
            span = case.figure.span
            yield RULE.finding(
                f"the sentence counts different {noun}; the calculation counts rows",
                Place(span.line, span.column, case.claim.id),
            )
        answer = subject.answers.get(count.key) if count else None
        if count is None or answer is None or not answer.texts or case.claim is None:
            continue
        told = cast("list[int]", json.loads(answer.texts[0]))
        if not count.bears(told):
            continue
        many, different = told[:2]
        header = count.ground.columns[count.column].header
        span = case.figure.span
        yield RULE.finding(
            f"the calculation counts {many} rows; they hold {different} different "
            f"{header}, which is what the sentence counts",
            Place(span.line, span.column, case.claim.id),
        )


def _different_of_rows(case: Case, subject: Subject) -> str:
    """Returns what a sentence counts once each, where rows of something else are."""
    use = _use_of(case)
    place = use.place if use is not None and use.side is Side.WHOLE else None
    ground = subject.grounds.get(place.sheet) if place is not None else None
    said = counted_by(case)[:1] if ground is not None else ()
    if ground is None or not said or not said[0].is_different:
        return ""
    noun = said[0].noun
    return "" if rows_of(ground, subject).are(noun) else noun.text


def _counted(case: Case, subject: Subject) -> _Count | None:
    """Returns what a calculation counts, where the sentence counts a column."""
    use = _use_of(case)
    cells = (use.cells or use.rows)[:1] if use else ()
    ground = subject.grounds.get(cells[0].sheet) if cells else None
    said = counted_by(case) if ground and not _is_share_in_a_table(case) else ()
    if use is None or ground is None:
        return None
    rows = rows_of(ground, subject)
    if len(said) > 1 and any(rows.are(one.noun) for one in said):
        return None  # orders of new customers
    for one in said:
        plain = replace(use, deduplicates=False)
        count = _of_column(one, plain, ground, rows, subject.brief)
        if count is not None:  # of 5 meetings per deal they are added up
            return None if count.column in _added_up(case) else count
    return None


def _is_share_in_a_table(case: Case) -> bool:
    """Returns whether a share stands in a cell, whose row is no noun of its whole."""
    quantity, clause = case.figure.quantity, sentence_round(case.sentence)
    is_share = quantity is not None and quantity.kind is QuantityKind.PERCENT
    around = clause.text[: clause.start] + clause.text[clause.end :]
    return is_share and not tokens_of(around)


def _added_up(case: Case) -> frozenset[int]:
    """Returns the columns of which a calculation takes sums."""
    uses = case.uses
    sums = (use for use in uses if use.statistic is Statistic.SUM and use.cells)
    return frozenset(use.cells[0].first_column for use in sums)


def _of_column(
    said: Counted, use: Use, ground: Ground, rows: Rows, brief: Brief
) -> _Count | None:
    """Returns the column of what is counted; None where there is none, or several."""
    own = use.cells[0].first_column if use.cells else 0
    if _are_days(said, use, own, ground):
        return _Count(ground, own, use)
    found = columns_of(said, ground)
    if not found and said.is_different and own in ground.columns:
        found = [own]
    if not found and rows.are(said.noun):
        found = _key_of_rows(ground, brief)
    if len(found) > 1 and said.is_people:
        known = {c.cells.first_column for c in use.criteria}
        found = [n for n in found if n in known]  # U17, "<>"
    if len(found) != 1:
        return None
    if said.is_different:
        own_criteria = [c for c in use.criteria if c.cells.sheet == ground.sheet.key]
        use = replace(use, criteria=tuple(own_criteria))  # of a joined sheet: let go
    is_own = bool(use.cells) and found[0] == own and not rows.are(said.noun)
    if said.is_different or is_own or _names_many(ground.columns[found[0]].header):
        return _Count(ground, found[0], use)
    return _numbered(found[0], said, use, ground, rows)


def _key_of_rows(ground: Ground, brief: Brief) -> list[int]:
    """Returns the key by which rows of orders are told, whose lines repeat it.

    A header of another thing names none: the meter of a reading.
    """
    keys = key_columns(ground, brief)[:1]
    words = [w for key in keys for w in _content(ground.columns[key].header)]
    return [*keys] if all(len(word) <= _LONGEST_CODE for word in words) else []


def _numbered(
    column: int, said: Counted, use: Use, ground: Ground, rows: Rows
) -> _Count | None:
    """Returns a column of numbers that name things: of orders, of vans.

    A complaint may be a kind of complaint, and a flight fly every day: what rows are
    called by must be of one day, unless the file calls them otherwise: readings.
    """
    layout = ground.columns[column]
    is_measure = CellKind.NUMBER in layout.kinds and len(_content(layout.header)) > 1
    if CellKind.DATE in layout.kinds or is_measure:
        return None  # the day of the order; days to an order
    days = tuple(n for n, c in ground.columns.items() if CellKind.DATE in c.kinds)
    is_row = rows.are(said.noun) and not rows.are_others(said.noun)
    if is_row and not days:
        return None
    return _Count(ground, column, use, is_numbered=True, days=days if is_row else ())


def _are_days(said: Counted, use: Use, column: int, ground: Ground) -> bool:
    """Returns whether days are counted by the cells of a column of days."""
    is_day = LEXICON.time_units.get(said.noun.text.casefold()) == "day"
    is_day = is_day and use.side is Side.WHOLE  # a mean of 38 days counts none
    layout = ground.columns.get(column) if is_day else None
    return layout is not None and CellKind.DATE in layout.kinds


def _use_of(case: Case) -> Use | None:
    """Returns the count of a calculation, or the one that a share divides by."""
    if case.compiled is None or case.claim is None:
        return None
    traits = case.compiled.traits
    uses = traits.uses
    if len(uses) == _PAIR and {use.side for use in uses} == {
        Side.NUMERATOR,
        Side.DENOMINATOR,
    }:
        uses = tuple(use for use in uses if use.side is Side.DENOMINATOR)
    uses = tuple(map(of_one_column, uses))
    if len(uses) != 1 or len(uses[0].cells or uses[0].rows) != 1:
        return None
    is_count = uses[0].statistic is Statistic.COUNT and not uses[0].deduplicates
    adds_counts = (
        uses[0].statistic is Statistic.SUM
        and uses[0].deduplicates
        and traits.functions[:_PAIR] == ("SUM", "COUNT")
    )
    return uses[0] if is_count or adds_counts else None


def of_one_column(use: Use) -> Use:
    """Returns a use that counts rows, by one of the columns of its criteria."""
    spans = {(cells.sheet, cells.first_row, cells.last_row) for cells in use.rows}
    is_plain = not use.cells and len(spans) == 1
    return replace(use, rows=use.rows[:1]) if is_plain else use


def columns_of(said: Counted, ground: Ground) -> list[int]:
    """Returns the columns whose headers name what is counted."""
    if said.is_people:
        return _of_persons(ground)
    meant = {said.noun.stem} | kin_of((said.noun,))
    is_customer = said.noun.text.casefold() in _CUSTOMERS
    found: list[int] = []
    for number, layout in ground.columns.items():
        words = _content(layout.header)
        last = tokens_of(words[-1]) if words else ()
        is_account = is_customer and bool(words) and _ACCOUNTS.issuperset(words)
        is_person = any(t.text.casefold() in LEXICON.persons for t in last)
        kin = kin_of(last) if is_person else frozenset[str]()
        heads = {token.stem for token in last} | kin | _long_forms(last)
        if is_account or any(alike(head, one) for head in heads for one in meant):
            found.append(number)
    return _without_twins(found or _of_things(said.noun, ground), ground)


def _of_things(noun: Token, ground: Ground) -> list[int]:
    """Returns the columns of texts that number things of a noun: tails, of planes."""
    return [
        number
        for number, layout in ground.columns.items()
        if CellKind.TEXT in layout.kinds
        and (words := _content(layout.header))
        and mean_one_thing(noun, tokens_of(words[-1]))
    ]


def _long_forms(words: tuple[Token, ...]) -> frozenset[str]:
    """Returns the stem of the noun for which a header has a short form: PO Number."""
    nouns = (_SHORT_FORMS.get(word.text.casefold(), "") for word in words)
    return frozenset(stem(noun) for noun in nouns if noun)


def _without_twins(found: list[int], ground: Ground) -> list[int]:
    """Returns columns without those that only date or name what another numbers."""
    kept = [n for n in found if CellKind.DATE not in ground.columns[n].kinds]
    names = {n: _content(ground.columns[n].header) for n in kept}
    bare = [n for n in kept if len(names[n]) == 1]
    kept = bare if len(bare) == 1 else kept  # the crew, not workers in the crew
    numbered = [n for n in kept if _is_numbered(ground.columns[n].header)]
    twins = {n for n in kept for one in numbered if n != one and names[n] == names[one]}
    return [n for n in kept if n not in twins or n == numbered[0]] or found


def _is_numbered(header: str) -> bool:
    words = [t.text.casefold() for t in tokens_of(header)]
    return not LEXICON.ids.isdisjoint(words)


def _of_persons(ground: Ground) -> list[int]:
    """Returns the columns of persons; those of a company's own staff give way."""
    words = {
        number: _content(layout.header)[-1:]
        for number, layout in ground.columns.items()
    }
    found = [n for n, last in words.items() if LEXICON.persons.intersection(last)]
    others = [n for n in found if LEXICON.staff.isdisjoint(words[n])]
    return others or found


def _content(header: str) -> list[str]:
    """Returns the words of a header up to its noun: a line of business is a line."""
    words = [t.text.casefold() for t in tokens_of(header)]
    content = [word for word in words if word not in LEXICON.ids]
    place = next((n for n, word in enumerate(content) if word in LEXICON.ofs), 0)
    is_number = bool(place) and content[place - 1] in LEXICON.quantities
    return content[:place] if place and not is_number else content


def _names_many(header: str) -> bool:
    """Returns whether a header is of persons, bodies or the like, or of ids."""
    words = {t.text.casefold() for t in tokens_of(header)}
    return not words.isdisjoint(LEXICON.persons | LEXICON.ids | HOLDERS)
