"""The brief speaks of fields or values that the data do not have.

Finds: fields of the brief whose name no inspected sheet has as a header, listed values
and aliases' values that their column does not hold, and kinds that no cell is of.

Why it matters: what a person said of the data does not reach them: a rule for a field
that was renamed checks nothing.

What to do: correct the name in the brief, or ask whoever exports the data.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from verifier.checks.profile import inspected, profiles_of
from verifier.checks.rule import Place, Rule, Subject, Table
from verifier.checks.vocabulary import groups_of
from verifier.model.source import CellKind
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.region import Region
    from verifier.model.brief import Field
    from verifier.model.verdict import Finding

RULE = Rule("D020", "brief-mismatch", Level.ERROR)

PASSES = (Table("id,stage\na,won\nb,lost\n"),)
FAILS = (Table('id,state\na,won\nb,lost\n# [fields.stage]\n# values = ["won"]\n'),)

_KINDS = {
    "number": CellKind.NUMBER,
    "text": CellKind.TEXT,
    "date": CellKind.DATE,
    "boolean": CellKind.BOOLEAN,
}


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every field that is not there, and for its values."""
    regions = tuple(inspected(subject))
    if not regions:
        return
    for field in subject.brief.fields:
        places = [pair for region in regions for pair in _columns_of(region, field)]
        if not places:
            yield RULE.finding(_missing(field, regions))
        for region, number in places:
            for words in _differs(subject, field, region, number):
                yield RULE.finding(words, Place(cells=region.names(number)))


def _columns_of(region: Region, field: Field) -> Iterator[tuple[Region, int]]:
    if field.source not in {"", region.ground.sheet.key.source}:
        return
    for number, column in region.ground.columns.items():
        if column.header.strip().casefold() == field.name.strip().casefold():
            yield region, number


def _missing(field: Field, regions: tuple[Region, ...]) -> str:
    headers = {c.header for r in regions for c in r.ground.columns.values() if c.header}
    near = get_close_matches(field.name, sorted(headers), 1, 0.6)
    where = f" of {field.source}" if field.source else ""
    words = f"the brief describes the field {field.name!r}{where}; no sheet has it"
    return f"{words}; did it mean {near[0]!r}?" if near else words


def _differs(
    subject: Subject, field: Field, region: Region, number: int
) -> Iterator[str]:
    """Yields what the brief says of a column and its cells do not bear out."""
    column = profiles_of(subject, region).get(number)
    kind = _KINDS.get(field.kind)
    if column and column.filled and kind is not None and not column.count(kind):
        called = region.called(number)
        yield f"the brief says that {called} holds {field.kind}s: none is"
    texts = groups_of(subject, region.ground).get(number)
    if not field.values or texts is None:
        return
    known = {" ".join(text.casefold().split()) for text in texts}
    listed = {" ".join(value.casefold().split()): value for value in field.values}
    absent = [repr(value) for folded, value in listed.items() if folded not in known]
    if absent:
        yield f"{region.called(number)} never holds {', '.join(absent)} of the brief"
    foreign = sorted(known - set(listed))
    if foreign:
        shown = ", ".join(map(repr, foreign[:5]))
        yield f"{region.called(number)} holds what the brief does not list: {shown}"
