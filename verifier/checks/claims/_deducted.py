"""Amounts that are told as what is left of others: `after refunds we took 5`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.kin import kin_of
from verifier.checks.reach import own_words
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import alike, tokens_of
from verifier.checks.words.rates import NET
from verifier.languages import alternatives, compiled
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from verifier.checks.region import Ground
    from verifier.model.case import Case
    from verifier.model.use import Use

_AFTER = compiled(rf"(?<!\w)(?:{alternatives('deducted.after')})\s+(?P<what>\w+)")


def against_undeducted(case: Case, use: Use, ground: Ground) -> str:
    """Returns what stands against an amount from which nothing is taken away.

    The sentence says what is, a column of the sheet is called so, the calculation does
    not look at it, and its own column is not called net.
    """
    clause = sentence_round(case.sentence)
    first, last = own_words(clause)
    found = _AFTER.search(clause.text, first, last)
    own = use.cells[0].first_column if use.cells else 0
    if found is None or own not in ground.columns:
        return ""
    header = ground.columns[own].header
    words = [t.stem for t in tokens_of(header)]
    if any(word.startswith(NET) for word in words):
        return ""
    what = tokens_of(found["what"])
    said = {token.stem for token in what} | kin_of(what)
    for number, layout in ground.columns.items():
        heads = tokens_of(layout.header)[:1]
        is_called = any(alike(head.stem, one) for head in heads for one in said)
        if number != own and is_called and CellKind.NUMBER in layout.kinds:
            return (
                f"the sentence tells what is left after {found['what']}; the "
                f"calculation takes {header!r} alone, and nothing of {layout.header!r}"
            )
    return ""
