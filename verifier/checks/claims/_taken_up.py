"""Rows of the figure before, taken up again: `108 lost money; between them, 5,000`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._named_rows import takes_every_row
from verifier.checks.counted import counted_by
from verifier.checks.measures import data_rows
from verifier.checks.stems import Token, tokens_of
from verifier.checks.words import LEXICON
from verifier.formula.dialect import sql
from verifier.languages import compiled, listed
from verifier.model.quantity import Comparison, QuantityKind
from verifier.model.use import Side, Statistic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlglot import exp

    from verifier.checks.region import Ground
    from verifier.checks.row_nouns import Rows
    from verifier.model.case import Case
    from verifier.model.use import Use

_FAR = 200  # letters between two figures of which the later takes the former up
_NOUN = 4  # words behind `these` among which the noun of the rows stands
_JOINS = "|".join(listed("sentence.joins"))
_BEGIN = compiled(rf"(?:^|[.;:,(—–]|\b(?:{_JOINS})\b)\s*$")
_MADE = frozenset({Statistic.SUM, Statistic.MEAN, Statistic.MEDIAN})


def pairs_taken_up(cases: Sequence[Case]) -> Iterator[tuple[Case, Case]]:
    """Yields each figure with the one right before it in its passage."""
    before: Case | None = None
    for case in cases:
        is_near = before is not None and before.sentence.text == case.sentence.text
        if before is not None and is_near and not case.sentence.context:
            between = case.sentence.text[before.sentence.end : case.sentence.start]
            if 0 < len(between) <= _FAR:
                yield before, case
        before = case


def takes_up(before: Case, case: Case, ground: Ground, rows: Rows) -> str:
    """Returns the words by which a figure over all rows takes up counted ones."""
    if not _is_of_all(case, ground) or not _is_of_some(before, ground, rows):
        return ""
    between = case.sentence.text[before.sentence.end : case.sentence.start]
    said = f" {' '.join(word.text.casefold() for word in tokens_of(between))} "
    if any(f" {phrase} " in said for phrase in LEXICON.everything | LEXICON.every):
        return ""
    whole = [phrase for phrase in LEXICON.between_them if f" {phrase} " in said]
    place = (before.sentence.start, before.sentence.end)
    is_only = case.sentence.figures[:1] == (place,)
    return next(iter(whole), "") or _pronoun(between, rows, is_only=is_only)


def _pronoun(between: str, rows: Rows, *, is_only: bool) -> str:
    """Returns `these stays`, or `they` where nothing else can be meant."""
    words = tokens_of(between)
    for place, word in enumerate(words):
        folded = word.text.casefold()
        near = words[place + 1 : place + 1 + _NOUN] if folded in LEXICON.these else ()
        noun = next((one for one in near if rows.are(one)), None)
        if noun is not None:
            return between[word.start : noun.end]
        if folded in LEXICON.they and is_only and _BEGIN.search(between[: word.start]):
            return folded
    return ""


def filled(use: Use, ground: Ground) -> exp.Select | None:
    """Returns SELECT `_row`, `text`: how many cells of each column are no zero."""
    columns = dict.fromkeys(
        column
        for cells in use.cells
        for column in range(cells.first_column, cells.last_column + 1)
    )
    if not columns or any(column not in ground.columns for column in columns):
        return None
    numbers = [ground.cell(column, "n") for column in columns]
    counts = [sql.count_where(sql.unequal(one, sql.ZERO)) for one in numbers]
    text = sql.cast(sql.call("json_array", *counts), "VARCHAR")
    rows = ground.read(rows=data_rows(use, ground))
    told = (sql.alias(sql.ZERO, "_row"), sql.alias(text, "text"))
    return rows.select(*told, append=False)


def _is_of_all(case: Case, ground: Ground) -> bool:
    """Returns whether a figure is one aggregate over every row of a sheet."""
    quantity, uses = case.figure.quantity, case.uses if case.claim else ()
    if quantity is None or quantity.kind is QuantityKind.PERCENT or len(uses) != 1:
        return False
    use = uses[0]
    is_plain = use.side is Side.WHOLE and use.statistic in _MADE and bool(use.cells)
    return is_plain and not use.criteria and takes_every_row(case, ground)


def _is_of_some(case: Case, ground: Ground, rows: Rows) -> bool:
    """Returns whether a figure counts some of the rows of a sheet, by a criterion."""
    quantity, compiled = case.figure.quantity, case.compiled
    uses = case.uses if case.claim else ()
    if quantity is None or quantity.kind is not QuantityKind.NUMBER or len(uses) != 1:
        return False
    is_exact = quantity.comparison is Comparison.EXACT
    is_count = uses[0].statistic is Statistic.COUNT and bool(uses[0].criteria)
    functions = compiled.traits.functions if compiled else ()
    is_count = is_count or (not uses[0].cells and "SUMPRODUCT" in functions)
    of_sheet = compiled.used if compiled else ()
    is_here = bool(of_sheet) and all(c.sheet == ground.sheet.key for c in of_sheet)
    fewer = 0 < quantity.value < ground.sheet.rows - ground.sheet.header_row
    nouns: list[Token] = [one.noun for one in counted_by(case)]
    return is_exact and is_count and is_here and fewer and any(map(rows.are, nouns))
