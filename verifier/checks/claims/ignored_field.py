"""A claim cites a column that the brief tells to leave alone.

Finds: claims whose calculation uses a column that the brief marks as ignored.

Why it matters: whoever knows the data said that nothing should rest on it.

What to do: use another column, or ask the owner of the field and change the brief.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.rule import Place, Rule, Subject
from verifier.model.address import column_letter
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.brief import Field
    from verifier.model.case import Case
    from verifier.model.verdict import Finding

RULE = Rule("C030", "ignored-field", Level.WARNING)

PASSES = ("We won [455](#c1).\n\n```claims\n[c1] deals!C2:C5\n= SUM(C2:C5)\n```\n",)
FAILS = (
    (
        "---\nbrief: brief.toml\n---\nWe won [455](#c1).\n\n```claims\n"
        "[c1] deals!C2:C5\n= SUM(C2:C5)\n```\n"
    ),
)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every ignored column of a claim, claim by claim."""
    ignored = [field for field in subject.brief.fields if field.ignored]
    seen: set[str] = set()
    for case in subject.cases if ignored else ():
        if case.claim is None or case.compiled is None or case.claim.id in seen:
            continue
        seen.add(case.claim.id)
        for cell, field in _used(subject, case, ignored):
            meaning = f" ({field.meaning})" if field.meaning else ""
            yield RULE.finding(
                f"the calculation uses {cell}, the field {field.name!r}{meaning}, "
                "which the brief says to ignore",
                Place(case.claim.line, 1, case.claim.id, (cell,)),
            )


def _used(
    subject: Subject, case: Case, ignored: list[Field]
) -> Iterator[tuple[str, Field]]:
    for cells in case.compiled.used if case.compiled else ():
        ground = subject.grounds.get(cells.sheet)
        if ground is None:
            continue
        for number, column in ground.cited.columns.items():
            if not cells.first_column <= number <= cells.last_column:
                continue
            header = column.header.strip().casefold()
            for field in ignored:
                is_meant = field.source in {"", cells.sheet.source}
                if is_meant and field.name.strip().casefold() == header:
                    yield f"{cells.sheet}!{column_letter(number)}", field
