"""A sentence names another row than the one that is read.

Finds: a label or identifier of a row (a region of a summary table, a deal, an invoice)
that the sentence names, where the calculation reads the row of another one.

Why it matters: in a table in which each label stands once, one row too far is the
likeliest slip, and a recomputation agrees with it.

What to do: read the row that the sentence names, or name the row that is read. Further
names of a label stand in the brief's aliases.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.checks.claims._answered_groups import answers_with
from verifier.checks.claims._identifiers import (
    identifiers_like,
    is_identifier,
    noun_of,
    numbers_like,
)
from verifier.checks.claims._read_rows import ReadRows, read_rows
from verifier.checks.claims._said_groups import Said, meant_by, said_in, speaks_of
from verifier.checks.claims._used_groups import ask_used, regions_by_claim
from verifier.checks.naming import Naming, names_in
from verifier.checks.periods import periods_in
from verifier.checks.place import Place
from verifier.checks.question import Question, question
from verifier.checks.reach import own_text
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import tokens_of
from verifier.checks.vocabulary import ask_groups, labels_of
from verifier.checks.words import LEXICON
from verifier.formula.dialect import sql
from verifier.model.reason import Reason
from verifier.model.source import CellKind
from verifier.model.use import Statistic
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from verifier.checks.region import Ground, Region
    from verifier.model.address import CellRange
    from verifier.model.case import Case
    from verifier.model.verdict import Finding

RULE = Rule("C041", "other-row", Level.WARNING, Reason.WRONG_SEGMENT)

PASSES = ("North had [100](#c1).\n\n```claims\n[c1] pair!C2\n= C2\n```\n",)
FAILS = ("South had [100](#c1).\n\n```claims\n[c1] pair!C2\n= C2\n```\n",)

_PAIR = 2
_MOST = 0.6  # of the words of a label
_SHORTEST = 4  # letters of a label without a capital
_LONGEST = 5  # words of a label, on average, of a column of labels
_ADDED = frozenset({Statistic.SUM, Statistic.MEAN})


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions which labels there are, and which rows were read."""
    yield from ask_groups(subject)
    yield from ask_used(subject)
    for case in subject.cases:
        for cells, ground, column in _numbered(case, subject):
            rows = ground.read(sql.alias(ground.raw(column), "text"), rows=_rows(cells))
            yield question(_key(ground, cells, column), rows, 1)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure whose sentence names another row."""
    known = {key: _labels(subject, ground) for key, ground in subject.grounds.items()}
    by_claim = regions_by_claim(subject)
    for case in subject.cases:
        if case.compiled is None or case.claim is None:
            continue
        words = _against_number(case, subject)
        for key in dict.fromkeys(cells.sheet for cells in case.compiled.used):
            labels, regions = known.get(key), by_claim.get(case.claim.id, ())
            if labels and not words:
                words = _against(case, labels, (subject.grounds[key], regions, subject))
        if words:
            span = case.figure.span
            yield RULE.finding(words, Place(span.line, span.column, case.claim.id))


def _labels(subject: Subject, ground: Ground) -> dict[int, dict[int, str]]:
    """Returns column → row → label; free texts, periods and totals are none."""
    found: dict[int, dict[int, str]] = {}
    for column, texts in labels_of(subject, ground).items():
        kept = {row: text for row, text in texts.items() if not _is_vague(text)}
        words = sum(len(tokens_of(text)) for text in kept.values())
        is_short = bool(kept) and words <= _LONGEST * len(kept)
        if not texts or (is_short and len({*kept.values()}) == len(kept)):
            found[column] = kept  # one that repeats is of a section
    return found


def _is_vague(text: str) -> bool:
    words = {token.text.casefold() for token in tokens_of(text)}
    is_time = any(p.end - p.start == len(text) for p in periods_in(text))
    is_plain = text.casefold() in LEXICON.vague or not words.isdisjoint(LEXICON.totals)
    return is_time or is_plain or not words


@dataclass(frozen=True, slots=True)
class _Read:
    """What a sentence says of a column of labels, and the rows that are read."""

    said: Said
    rows: ReadRows


def _against(
    case: Case,
    labels: Mapping[int, Mapping[int, str]],
    known: tuple[Ground, tuple[Region, ...], Subject],
) -> str:
    """Returns what stands against the rows that a calculation reads, or nothing."""
    ground, _, subject = known
    texts = {n: tuple(dict.fromkeys(rows.values())) for n, rows in labels.items()}
    said = said_in(case, ground, texts, subject)
    read: list[_Read] = []
    for column, own in labels.items():
        rows = read_rows(case, column, own, known)
        if rows is not None:
            read.append(_Read(said[column], rows))
    names = [_named(one) & one.rows.single for one in read]
    for one in read:
        words = _against_identifier(case, one.rows)
        if words:
            return words
        if any(names) and not _named(one) & one.rows.every:
            continue  # by another column's label the row is named
        header = ground.columns[one.said.column].header
        words = _conflict(case, one, header)
        words = words or _against_row_label(case, one, texts, subject)
        if words:
            return words
    return ""


def _named(one: _Read) -> frozenset[str]:
    """Returns the labels that the words of a figure name in any way, folded."""
    named = (*one.said.own, *one.said.plain)
    return frozenset(n.value.casefold() for n in named if not n.is_negated)


def _told(one: _Read) -> frozenset[str]:
    """Returns the labels that are named and with which nothing is compared, folded."""
    named = (*one.said.own, *one.said.plain)
    return frozenset(
        n.value.casefold() for n in named if not n.is_negated and not n.is_compared
    )


def _conflict(case: Case, one: _Read, header: str) -> str:
    said, rows = one.said, one.rows
    meant = _meant(one)
    wanted = {n.value.casefold() for n in meant if not n.is_negated}
    if not wanted:
        return ""
    shown = ", ".join(dict.fromkeys(n.value for n in meant))
    words = f"the sentence names {shown}; the calculation reads the row of {rows.shown}"
    if _is_other_pair(one):
        both = ", ".join(dict.fromkeys(n.value for n in (*said.own, *said.plain)))
        return (
            f"the sentence names {both}; the calculation reads the rows of {rows.shown}"
        )
    if not wanted & rows.single:
        return words if _is_other(case, one, wanted) else ""
    if not answers_with(case, header) and _is_one_of_many(one, wanted):
        return f"the sentence names {shown}; the calculation takes {rows.shown} as well"
    return ""


def _is_other(case: Case, one: _Read, wanted: set[str]) -> bool:
    """Returns whether one row is read that nothing tells and that is no total."""
    rows = one.rows
    if len(rows.single) != 1 or (len(wanted) > 1 and wanted & rows.every):
        return False
    is_told = speaks_of(one.said, case, rows.single) or bool(_told(one) & rows.single)
    is_told = is_told or any(_is_spelled(x, one.said.clause.text) for x in rows.single)
    return not is_told and not any(map(_is_vague, rows.single))


def _is_spelled(label: str, text: str) -> bool:
    """Returns whether a text holds most words of a label, in whatever order."""
    words = [t.stem for t in tokens_of(label) if len(t.text) >= _SHORTEST]
    said = {token.stem for token in tokens_of(text)}
    told = sum(stem in said or stem.removesuffix("s") in said for stem in words)
    return told >= _PAIR and told >= _MOST * len(words)


def _meant(one: _Read) -> tuple[Naming, ...]:
    """Returns the labels that a sentence means: sure names, else such in lower case.

    A word alone that is a measure's name tells no label of several words.
    """
    text = one.said.clause.text
    sure = tuple(
        n for n in meant_by(one.said) if _is_whole(n, text) or not _is_measure(n, text)
    )
    if sure:
        return sure
    return tuple(
        n
        for n in one.said.plain
        if not n.is_compared
        and n.value[:1].isupper()
        and len(n.value) >= _SHORTEST
        and _is_whole(n, text)
    )


def _is_whole(naming: Naming, text: str) -> bool:
    said = tokens_of(text[naming.start : naming.end])
    return len(said) == len(tokens_of(naming.value))


def _is_measure(naming: Naming, text: str) -> bool:
    return text[naming.start : naming.end].casefold() in LEXICON.measures


def _is_other_pair(one: _Read) -> bool:
    """Returns whether two rows are read, two are named, and these are not the same."""
    every = one.rows.every
    is_pair = all(len(texts) == 1 for _, texts in one.rows.uses) and len(every) == _PAIR
    named = _named(one)
    text = one.said.clause.text
    others = [label for label in every - named if not _is_spelled(label, text)]
    return is_pair and len(named) == _PAIR and bool(others)


def _is_one_of_many(one: _Read, wanted: set[str]) -> bool:
    """Returns whether rows are added of which the sentence names one alone."""
    said, rows = one.said, one.rows
    uses = {use.statistic for use, _ in rows.uses}
    if len(rows.uses) != 1 or not uses <= _ADDED or len(rows.every) == 1:
        return False
    if wanted >= rows.every or len(_named(one)) > 1 or len(said.clause.figures) > 1:
        return False
    words = " ".join(t.text.casefold() for t in tokens_of(said.clause.text))
    whole = LEXICON.everything | LEXICON.together | LEXICON.every | LEXICON.totals
    first = min(n.start for n in meant_by(said) or said.plain)
    return first < said.clause.start and not any(
        f" {phrase} " in f" {words} " for phrase in whole
    )


def _against_row_label(
    case: Case, one: _Read, texts: Mapping[int, tuple[str, ...]], subject: Subject
) -> str:
    """Returns what stands against the row label of a table of the report."""
    column = one.said.column
    if one.said.named or one.said.plain or len(one.rows.single) != 1:
        return ""
    if any(map(_is_vague, one.rows.single)):
        return ""
    context = case.sentence.context
    for text in (context, *reversed(case.sentence.headings)):
        named = names_in(text, {column: texts[column]}, subject.brief)
        named = tuple(n for n in named if _is_whole(n, text))
        is_near = text is context or all(_is_alone(n, text) for n in named)
        if len({n.value for n in named}) != 1 or not is_near:
            continue
        if named[0].value.casefold() in one.rows.every:
            return ""
        return (
            f"the row or heading names {named[0].value}; the calculation reads the row "
            f"of {one.rows.shown}"
        )
    return ""


def _is_alone(naming: Naming, text: str) -> bool:
    """Returns whether a heading is hardly more than a label: `In the South`."""
    words = [t for t in tokens_of(text) if t.text.casefold() not in LEXICON.fillers]
    return len(words) <= len(tokens_of(naming.value))


def _against_identifier(case: Case, rows: ReadRows) -> str:
    """Returns what stands against the identifiers of the rows that are read."""
    ids = {t.casefold(): t for _, texts in rows.uses for t in texts if len(texts) == 1}
    if not ids or len(ids) > _PAIR or not all(map(is_identifier, ids)):
        return ""
    clause = sentence_round(case.sentence)
    everywhere = {x for t in ids.values() for x in identifiers_like(t, clause.text)}
    text = own_text(clause)
    here = {x for t in ids.values() for x in identifiers_like(t, text)} or everywhere
    is_other = everywhere.isdisjoint(ids) and len(ids) == 1
    is_other = is_other or (len(here) == len(ids) == _PAIR and here != ids.keys())
    if not here or not is_other:
        return ""
    shown = ", ".join(sorted(here)).upper()
    return (
        f"the sentence names {shown}; the calculation reads the row of "
        f"{', '.join(ids.values())}"
    )


def _against_number(case: Case, subject: Subject) -> str:
    """Returns what stands against the numbers of the rows that are read."""
    clause = sentence_round(case.sentence)
    taken: set[str] = set()
    said: set[str] = set()
    for cells, ground, column in _numbered(case, subject):
        answer = subject.answers.get(_key(ground, cells, column))
        number = (answer.texts[0] if answer and answer.texts else "").removesuffix(".0")
        nouns = noun_of(ground.columns[column].header)
        if number.isdigit():
            taken.add(number)
            said |= {*numbers_like(number, nouns, clause.text)}
    if len(taken) != 1 or not said or said & taken:
        return ""
    return (
        f"the sentence names {', '.join(sorted(said))}; the calculation reads the row "
        f"of {', '.join(taken)}"
    )


def _numbered(case: Case, subject: Subject) -> Iterator[tuple[CellRange, Ground, int]]:
    """Yields single rows that are read, with columns whose numbers identify them."""
    for use in case.uses:
        for cells in use.cells or use.rows:
            ground = subject.grounds.get(cells.sheet)
            if ground is None or cells.rows != 1:
                continue
            for column, layout in ground.columns.items():
                if CellKind.NUMBER in layout.kinds and noun_of(layout.header):
                    yield cells, ground, column


def _rows(cells: CellRange) -> tuple[int, int]:
    return cells.first_row, cells.last_row


def _key(ground: Ground, cells: CellRange, column: int) -> str:
    return f"number/{ground.sheet.table}/{cells.first_row}/{column}"
