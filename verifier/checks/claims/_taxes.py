"""Whether an amount has the tax in it, by its words and by its column's header.

Of what is sold the tax comes on top, so that `before tax` is net; of what is earned it
is taken away, so that `before tax` is gross.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from verifier.checks.reach import own_text
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import any_alike, tokens_of
from verifier.checks.units import sure_unit
from verifier.languages import alternatives, compiled
from verifier.model.source import CellKind

if TYPE_CHECKING:
    import re

    from verifier.checks.region import Ground
    from verifier.model.brief import Brief
    from verifier.model.case import Case
    from verifier.model.use import Use


class TaxSide(StrEnum):
    """Where the tax of an amount is."""

    NET = "without tax"
    GROSS = "with tax"


_TAX = alternatives("taxes.taxes")
_BETWEEN = rf"[\s-]+(?:(?:{alternatives('taxes.between')})\s+){{0,2}}"

_BEHIND = r"\s+(?:\w+\s+)?"


def _form(ahead: str, behind: str = "") -> re.Pattern[str]:
    """Returns what matches taxes with words of a key ahead or behind."""
    led = rf"(?:{alternatives(ahead)}){_BETWEEN}(?:{_TAX})"
    ended = rf"(?:{_TAX}){_BEHIND}(?:{alternatives(behind)})" if behind else led
    return compiled(rf"(?<![^\W_])(?:{led}|{ended})(?!\w)")


_WITHOUT = _form("taxes.without", "taxes.excluded")
_WITH = _form("taxes.with", "taxes.included")
_BEFORE, _AFTER = _form("taxes.before"), _form("taxes.after")
_NET = compiled(rf"(?<![^\W_])(?:{alternatives('taxes.net_headers')})(?![^\W_])")
_GROSS = compiled(rf"(?<![^\W_])(?:{alternatives('taxes.gross_headers')})(?![^\W_])")
_NAMED = compiled(rf"(?<![^\W_])(?:{_TAX})(?![^\W_])")
_DEDUCTED = compiled(rf"(?<![^\W_])(?:{alternatives('taxes.deducted')})")


def against_taxes(case: Case, use: Use, ground: Ground, brief: Brief) -> str:
    """Returns what stands against `before tax` of an amount with the tax in it."""
    own = use.cells[0].first_column
    header = ground.columns[own].header if own in ground.columns else ""
    mine = side_of_header(header)
    text = _own_text(case)
    said = side_said(text, header)
    if mine is None or said is None or mine is said or names_side(text, mine):
        return ""
    beside = on_other_side(own, ground, brief)
    if not beside:
        return ""
    return (
        f"the sentence speaks of an amount {said}; the calculation uses {header!r}, "
        f"beside which stands {beside!r}"
    )


def agrees_on_tax(case: Case, header: str) -> bool:
    """Returns whether a sentence says of the tax what a header does."""
    said = side_said(_own_text(case), header)
    return said is not None and said is side_of_header(header)


def is_tax(header: str) -> bool:
    """Returns whether a header is of the tax itself: `vat_amount`, `НДС`."""
    return _NAMED.search(header) is not None


def side_said(text: str, header: str) -> TaxSide | None:
    """Returns what a text says of the tax of a column, None where it is not clear.

    Example:
        >>> side_said("Sales before tax were 5", "Sales, net").value
        'without tax'
        >>> side_said("Pay before tax was 5", "Pay, net").value
        'with tax'
        >>> side_said("Before 5 May no tax was due", "Sales, net")
    """
    is_deducted = _DEDUCTED.search(f"{text} {header}") is not None
    gross = [_WITH.search(text), is_deducted and _BEFORE.search(text)]
    net = [_WITHOUT.search(text), not is_deducted and _BEFORE.search(text)]
    net.append(is_deducted and _AFTER.search(text))
    if any(net) is any(gross):
        return None
    return TaxSide.NET if any(net) else TaxSide.GROSS


def side_of_header(header: str) -> TaxSide | None:
    """Returns whether a header is of an amount with or without the tax, if it says.

    Example:
        >>> side_of_header("invoice_net_usd").value, side_of_header("Сумма с НДС").value
        ('without tax', 'with tax')
    """
    is_net, is_gross = (form.search(header) is not None for form in (_NET, _GROSS))
    if is_net is is_gross:
        return None
    return TaxSide.NET if is_net else TaxSide.GROSS


def names_side(text: str, side: TaxSide) -> bool:
    """Returns whether a text calls an amount net or gross itself."""
    return (_NET if side is TaxSide.NET else _GROSS).search(text) is not None


def on_other_side(own: int, ground: Ground, brief: Brief) -> str:
    """Returns the header of the like column with the other side of the tax, or none."""
    used = ground.columns[own].header
    side, words = side_of_header(used), tokens_of(used)
    for number, layout in ground.columns.items():
        other = side_of_header(layout.header)
        is_other = number != own and other is not None and other is not side
        if not is_other or CellKind.NUMBER not in layout.kinds:
            continue
        theirs = tokens_of(layout.header)
        if any_alike(words, theirs) or sure_unit(used, brief) == sure_unit(
            layout.header, brief
        ):
            return layout.header
    return ""


def _own_text(case: Case) -> str:
    clause = sentence_round(case.sentence)
    return f"{own_text(clause)} {case.sentence.context}"
