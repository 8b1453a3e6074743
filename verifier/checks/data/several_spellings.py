"""One value is written in several ways.

Finds: texts of a column of groups that differ in case, blanks or a single letter alone.

Why it matters: grouping and criteria count them apart: each spelling gets a part of the
rows.

What to do: write the value in one way, or name the spellings as aliases in the brief
and count them together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.profile import inspected
from verifier.checks.rule import Place, Rule, Subject, Table
from verifier.checks.vocabulary import ask_groups, groups_of
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.question import Question
    from verifier.model.verdict import Finding

RULE = Rule("D013", "several-spellings", Level.WARNING)

PASSES = (Table("id,region\na,North\nb,South\nc,North\nd,South\n"),)
FAILS = (Table("id,region\na,North\nb,South\nc,north \nd,North\ne,South\nf,North\n"),)

_LONG = 6  # letters, from which on one more or less is no other word
_SHOWN = 5


def ask_more(subject: Subject) -> Iterator[Question]:
    """Yields the questions which texts stand in a column, and where first."""
    yield from ask_groups(subject)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every column with several spellings of a value."""
    for region in inspected(subject):
        for number, texts in groups_of(subject, region.ground).items():
            pairs = list(_pairs(texts))
            if pairs:
                shown = "; ".join(f"{a!r} and {b!r}" for a, b in pairs[:_SHOWN])
                yield RULE.finding(
                    f"values of {region.called(number)} are written in several ways: "
                    f"{shown}",
                    Place(cells=region.names(number)),
                )


def _pairs(texts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yields texts that are probably one value."""
    by_fold: dict[str, str] = {}
    for text in texts:
        folded = " ".join(text.casefold().split())
        first = by_fold.setdefault(folded, text)
        if first != text:
            yield first, text
    names = [name for name in by_fold if len(name) >= _LONG]
    for place, one in enumerate(names):
        for other in names[place + 1 :]:
            if _differ_by_a_letter(one, other):
                yield by_fold[one], by_fold[other]


def _differ_by_a_letter(one: str, other: str) -> bool:
    """Returns whether one letter is left out, doubled, changed or two are swapped."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    start = next(
        (i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b),
        len(short),
    )
    rest, others = short[start:], long[start:]
    if len(short) < len(long):
        changed = others[:1]
        return rest == others[1:] and changed.isalpha() and len(others) > 1
    if rest[:2] == others[:2][::-1] and rest[2:] == others[2:]:
        return rest[:2].isalpha()
    return (
        rest[1:] == others[1:]
        and (rest[:1] + others[:1]).isalpha()
        and 0 < start < len(short) - 1
    )
