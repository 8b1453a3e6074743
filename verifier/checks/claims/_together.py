"""Groups that a sentence takes together, of which a calculation takes but some."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier.checks.naming import groups_told
from verifier.checks.stems import tokens_of
from verifier.checks.words import LEXICON
from verifier.languages import words as words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.claims._said_groups import Said
    from verifier.checks.claims._terms import Reading
    from verifier.checks.claims._used_groups import UsedGroups
    from verifier.checks.naming import Naming
    from verifier.checks.region import Ground
    from verifier.model.brief import Brief
    from verifier.model.case import Case
    from verifier.model.use import Criterion

_SEVERAL = 2
_OPENED = re.compile(r"\((?:[^\W\d_]{1,12}\.?\s){0,3}$")  # (the bands 45-54 and 55+)
_CLOSED = re.compile(r"[+%]?\)")
_INSIDE = words_of("naming.prepositions") | words_of("sentence.articles")
_ANDS = words_of("sentence.group_joints")


def without_one(said: Said, used: UsedGroups, reading: Reading, brief: Brief) -> str:
    """Returns what stands against `A and B together` where one is not taken, or more.

    In the label of a row or column two groups are taken together in any case.
    """
    chosen = used.chosen.get(said.column, frozenset())
    uses = reading.case.uses
    for run in (*_together(said), *_labelled(said, reading, brief)):
        wanted = dict.fromkeys(n.value.casefold() for n in run)
        missing = [value for value in wanted if value not in chosen]
        is_more = len(uses) == 1 and wanted.keys() < chosen
        if len(wanted) >= _SEVERAL and (is_more or 0 < len(missing) < len(wanted)):
            return (
                f"the sentence takes {', '.join(wanted)} together; the calculation "
                f"takes {', '.join(sorted(chosen))}"
            )
    return ""


def _together(said: Said) -> Iterator[tuple[Naming, ...]]:
    """Yields the groups that a sentence lists as taken together."""
    names = said.own if len(said.own) >= _SEVERAL else said.plain
    plain = tuple(n for n in names if not n.is_negated and not n.is_compared)
    is_together, text = says_together(said), said.clause.text
    for run in _runs(plain, text):
        if is_together or _in_brackets(run, text):
            yield run


def says_together(said: Said) -> bool:
    """Returns whether words by a figure say that it is of several groups at once."""
    words = " ".join(token.text.casefold() for token in tokens_of(said.words))
    return any(f" {phrase} " in f" {words} " for phrase in LEXICON.together)


def _labelled(
    said: Said, reading: Reading, brief: Brief
) -> Iterator[tuple[Naming, ...]]:
    """Yields the groups that a label lists, where the figure has no other words."""
    key = (reading.sheet, said.column)
    if said.named or said.plain or key not in reading.groups:
        return
    only = {said.column: reading.groups[key]}
    for line in reading.case.sentence.context.split("\n"):
        yield from _runs(tuple(groups_told(line, only, brief)), line)


def _runs(names: tuple[Naming, ...], text: str) -> list[tuple[Naming, ...]]:
    """Returns the lists of names: those that nothing but `and` and the like parts."""
    runs: list[tuple[Naming, ...]] = []
    for name in names:
        if runs and _lists(text[runs[-1][-1].end : name.start]):
            runs[-1] = (*runs[-1], name)
        else:
            runs.append((name,))
    return [run for run in runs if len(run) > 1]


def _in_brackets(names: tuple[Naming, ...], text: str) -> bool:
    """Returns whether names fill brackets: `at weekends (Saturday and Sunday)`."""
    first, last = names[0], names[-1]
    opens = _OPENED.search(text, 0, first.start)
    return opens is not None and _CLOSED.match(text, last.end) is not None


def _lists(between: str) -> bool:
    """Returns whether nothing but a comma or a word like `and` parts two names."""
    words = [token.text.casefold() for token in tokens_of(between)]
    joints = [word for word in words if word not in _INSIDE]  # с рекламы и с вебинаров
    return len(joints) <= 1 >= len(words) - len(joints) and _ANDS.issuperset(joints)


def taken_along(
    case: Case,
    said: Said,
    above: tuple[Naming, ...],
    used: UsedGroups,
    ground: Ground,
) -> str:
    """Returns what stands against one group that is taken with others, unnamed."""
    meant = said.own or (() if said.named or said.plain else above)
    wanted = {n.value.casefold() for n in meant if not n.is_negated}
    taken = _only_criteria(case, said.column)
    chosen = used.chosen.get(said.column, frozenset())
    if len(taken) != 1 or taken[0].operator not in {"=", "like"} or len(wanted) != 1:
        return ""
    is_more = any(not _is_spelled(value, wanted) for value in chosen)
    if not wanted < chosen or not is_more or any(n.is_compared for n in meant):
        return ""
    if says_together(said):
        return ""  # the other one has a name of its own
    if chosen <= wanted | {n.value.casefold() for n in said.plain if not n.is_negated}:
        return ""  # Pumps and valves together
    header = ground.columns[said.column].header
    others = ", ".join(sorted(chosen - wanted))
    shown = ", ".join(dict.fromkeys(n.value for n in meant))
    return (
        f"the sentence names {shown}; the calculation takes {header} {others} "
        "along with it"
    )


def _is_spelled(value: str, names: set[str]) -> bool:
    """Returns whether a value has the words of a name in another order: `X, Ltd`."""
    own = {token.stem for token in tokens_of(value)}
    return any(own == {token.stem for token in tokens_of(name)} for name in names)


def _only_criteria(case: Case, column: int) -> list[Criterion]:
    """Returns the criteria on a column of a calculation that has one use."""
    uses = case.uses
    criteria = [c for use in uses for c in use.criteria] if len(uses) == 1 else []
    return [c for c in criteria if c.cells.first_column == column and not c.part]
