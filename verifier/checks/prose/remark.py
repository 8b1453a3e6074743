r"""Something in the report's own writing is easily misread.

Finds: what the reader of the report noticed on the way: a pair of unescaped dollar
signs that several renderers turn into mathematics, a front matter line or a comment
that could not be read, a suppression without its reason, figures in hidden, deleted
or hardly visible text, in code and in pictures.

Why it matters: a reader may see another text than the one that was checked, and a
suppression without a reason cannot be answered for.

What to do: write `\$` for a dollar sign (`verifier fmt` does), give the suppression a
reason, or mend what the message names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.place import Place
from verifier.checks.rule import Rule, Subject
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.verdict import Finding

RULE = Rule("P001", "easily-misread", Level.WARNING)

PASSES = ("It was \\$3, then \\$4.\n",)
FAILS = ("It was $3, then $4.\n",)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every remark of the report's reader."""
    for remark in subject.report.remarks:
        yield RULE.finding(
            f"{remark.code}: {remark.message}", Place(remark.line, remark.column)
        )
