"""Cells that are not empty stay out of a sum or mean because they hold text.

Finds: in a range whose numbers are summed, averaged or ranked, cells of text that are
no mark for a missing value (n/a, -, …); in one whose numbers are counted, those that
begin with a number, as `9 (by phone)` does.

Why it matters: they are left out in silence, whether they hold an amount in another
notation or a remark.

What to do: mend the cells, read them with number(), or say how many were left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier.checks.missing import is_missing_mark
from verifier.checks.profile import profiles_of
from verifier.checks.question import Question, question
from verifier.checks.rule import Rule, Subject
from verifier.formula.dialect import sql
from verifier.model.address import column_letter
from verifier.model.claim import CalculationKind
from verifier.model.reason import Reason
from verifier.model.source import CellKind
from verifier.model.use import Statistic
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from verifier.checks.region import Region
    from verifier.model.use import Use
    from verifier.model.verdict import Finding

RULE = Rule("D005", "text-among-numbers", Level.WARNING, Reason.CELLS_LOST)

PASSES = (
    "We won [455](#c1).\n\n```claims\n[c1] deals!C2:C5\n= SUM(C2:C5)\n```\n",
    "[5 deals](#c1) came.\n\n```claims\n[c1] texts!C2:C6\n= COUNTA(C2:C6)\n```\n",
)
FAILS = (
    "We won [455](#c1).\n\n```claims\n[c1] texts!C2:C6\n= SUM(C2:C6)\n```\n",
    "[4 deals](#c1) came.\n\n```claims\n[c1] texts!C2:C6\n= COUNT(C2:C6)\n```\n",
)

_CASTS = re.compile(r"(?<!TRY_)\bCAST\s*\(|::", re.IGNORECASE)
_PASSES_OVER = re.compile(
    r"\bTRY(?:_CAST)?\s*\(|\bnumber\s*\(|\bLIKE\b|\bGLOB\b|\bSIMILAR\b|regexp_|~"
    r"|\bISNUMERIC|\btypeof\b",
    re.IGNORECASE,
)
_BEGINS = r"^\s*[-+]?\d"  # with a number
_GIVES_UP = re.compile(r"\bTRY(?:_CAST)?\s*\(", re.IGNORECASE)
_NUMERIC = frozenset(
    {
        Statistic.SUM,
        Statistic.MEAN,
        Statistic.MEDIAN,
        Statistic.MINIMUM,
        Statistic.MAXIMUM,
        Statistic.QUANTILE,
        Statistic.SPREAD,
        Statistic.RANK,
        Statistic.PRODUCT,
    }
)


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the question which cells of a column of numbers hold text."""
    written = _written(subject)
    for region in subject.regions:
        for column in _mixed(region, written):
            text = region.ground.cell(column, "t")
            kind = region.ground.cell(column, "k")
            rows = region.read(sql.alias(region.ground.raw(column), "text"))
            rows = rows.where(sql.equal(kind, sql.number(int(CellKind.TEXT))))
            rows = rows.where(sql.negation(is_missing_mark(text)))
            if region.use is not None and region.use.numbers_only:
                rows = rows.where(sql.call("regexp_matches", text, sql.text(_BEGINS)))
            coerced = sql.is_null(region.ground.cell(column, "c"))
            if _reads_texts(written, region, column):
                rows = rows.where(coerced)
            if not _holds_numbers(region, column):
                rows = rows.where(sql.negation(coerced))
                if region.claims[0] in written:
                    rows = rows.where(sql.is_null(sql.try_cast(text, "DOUBLE")))
            yield question(_key(region, column), rows)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every region that loses cells, claim by claim."""
    written = _written(subject)
    for region in subject.regions:
        for column in _mixed(region, written):
            if _casts_strictly(written, region, column):
                continue
            answer = subject.answers.get(_key(region, column))
            if answer is None or not answer.count:
                continue
            if not _are_numbers(subject, region, column, answer.count):
                continue
            letter = column_letter(column)
            first = f"{letter}{answer.rows[0]} reads {answer.texts[0]!r}"
            for place in region.places(f"{letter}{answer.rows[0]}"):
                yield RULE.finding(
                    f"{answer.count} of the cells {region.cells} hold text"
                    + (" and are left out" if region.use else "")
                    + f": {first}",
                    place,
                )


def _written(subject: Subject) -> dict[str, str]:
    """Returns the queries, by claim id."""
    return {
        case.claim.id: case.claim.calculation
        for case in subject.cases
        if case.claim and case.claim.kind is CalculationKind.SQL
    }


def _reads_texts(written: Mapping[str, str], region: Region, column: int) -> bool:
    """Returns whether every claim on a column reads texts as numbers: `number(x)`."""
    header = re.escape(region.ground.columns[column].header.strip())
    call = re.compile(rf'\bnumber\s*\(\s*(?:\w+\.)?"?{header}"?\s*\)', re.IGNORECASE)
    found = [written.get(claim, "") for claim in region.claims]
    return bool(found) and all(call.search(text) for text in found)


def _casts_strictly(written: Mapping[str, str], region: Region, column: int) -> bool:
    """Returns whether claims cast what they read: what is no number then would fail.

    Casts that give NULL, and conditions on how a text is written, pass over cells.
    """
    header = re.escape(region.ground.columns[column].header.strip())
    mended = re.compile(
        rf"(?<!TRY_)\bCAST\s*\(\s*(?:\w+\s*\(\s*)*(?:regexp_)?replace\s*\(\s*"
        rf'(?:\w+\.)?"?{header}"?\s*,',
        re.IGNORECASE,
    )
    found = [written[claim] for claim in region.claims if claim in written]
    return bool(found) and all(
        mended.search(text) or (_CASTS.search(text) and not _PASSES_OVER.search(text))
        for text in found
    )


def _mixed(region: Region, written: Mapping[str, str]) -> list[int]:
    """Returns the columns in which texts may be left out.

    They hold numbers as well, or texts alone that look like numbers where a formula
    wants numbers, or SQL casts what it can.
    """
    if region.use is not None and not _wants_numbers(region.use):
        return []
    if region.use is not None and region.use.reads_texts:
        return []
    kinds = region.ground.columns
    texts = [n for n in region.columns if CellKind.TEXT in kinds[n].kinds]
    queries = [written.get(claim, "TRY(") for claim in region.claims]
    may_lose = bool(queries) and all(map(_GIVES_UP.search, queries))
    return [n for n in texts if may_lose or _holds_numbers(region, n)]


def _wants_numbers(use: Use) -> bool:
    return use.statistic in _NUMERIC or use.numbers_only


def _holds_numbers(region: Region, column: int) -> bool:
    return CellKind.NUMBER in region.ground.columns[column].kinds


def _are_numbers(subject: Subject, region: Region, column: int, texts: int) -> bool:
    """Returns whether a column holds numbers first of all, where it is inspected."""
    if region.use is not None:
        return True
    known = profiles_of(subject, region).get(column)
    return known is None or known.count(CellKind.NUMBER) >= texts


def _key(region: Region, column: int) -> str:
    return f"{RULE.code}/{region.key}/{column_letter(column)}"
