"""Cases made by hand, as the stages before would make them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from verifier.model.address import CellRange
from verifier.model.case import Case, Sentence
from verifier.model.claim import CalculationKind, Claim
from verifier.model.plan import Compiled, Outcome, Traits, Trial
from verifier.model.quantity import Comparison, Quantity, QuantityKind
from verifier.model.report import Figure, Span
from verifier.model.source import CellKind, SheetKey

if TYPE_CHECKING:
    from collections.abc import Iterable

CLAIM = Claim("c1", calculation="= X(F2:F9)/2", kind=CalculationKind.FORMULA)
CELLS = (CellRange(SheetKey("deals"), 6, 2, 6, 412),)


@dataclass(frozen=True)
class Maker:
    """Builds the values that the judge is given."""

    def quantity(
        self,
        value: str,
        unit: str = "1",
        hedge: str = "",
        kind: QuantityKind = QuantityKind.NUMBER,
        comparison: Comparison = Comparison.EXACT,
        **more: Any,
    ) -> Quantity:
        return Quantity(
            Decimal(value),
            Decimal(unit),
            Decimal(hedge or unit),
            kind,
            comparison=comparison,
            **more,
        )

    def percent(self, value: str, unit: str = "0.01", **more: Any) -> Quantity:
        return self.quantity(value, unit, kind=QuantityKind.PERCENT, **more)

    def number(self, value: str | Decimal, *, exact: bool = True) -> Outcome:
        return Outcome(CellKind.NUMBER, Decimal(value), exact=exact)

    def sentence(self, marked: str, **more: Any) -> Sentence:
        """Returns a sentence whose figure stands in [ ], other figures in { }."""
        text, spans, opened = "", [], 0
        chosen = (0, 0)
        for letter in marked:
            if letter in "[{":
                opened = len(text)
            elif letter in "]}":
                spans.append((opened, len(text)))
                chosen = (opened, len(text)) if letter == "]" else chosen
            else:
                text += letter
        return Sentence(text, *chosen, tuple(spans), **more)

    def case(
        self,
        quantity: Quantity | None,
        value: str | Outcome | None,
        marked: str = "The figure is [980].",
        **more: Any,
    ) -> Case:
        """Returns a case with a calculation over cells that gives a value and moves."""
        sentence = more.pop("sentence", None) or self.sentence(marked)
        text = sentence.text[sentence.start : sentence.end]
        span = Span(sentence.start, sentence.end, 1, sentence.start + 1, 1, 1)
        traits = more.pop("traits", Traits())
        outcomes = self._outcomes(value, traits) | more.pop("trials", {})
        arguments = {
            "figure": Figure(text, span, quantity),
            "claim_id": "c1",
            "claim": CLAIM,
            "sentence": sentence,
            "compiled": _compiled(outcomes, more.pop("used", CELLS), traits),
            "outcomes": tuple(
                (trial, each) for trial, each in outcomes.items() if each is not None
            ),
        }
        return Case(**(arguments | more))

    def _outcomes(
        self, value: str | Outcome | None, traits: Traits
    ) -> dict[Trial, Outcome]:
        """Returns what a calculation gives that moves with its cells."""
        found = {Trial.DISTURBED: self.number("-7.123")}
        if traits.counts:
            found[Trial.THINNED] = self.number("-8.5")
        if value is not None:
            found[Trial.VALUE] = self.number(value) if isinstance(value, str) else value
        return found


def _compiled(
    trials: Iterable[Trial], used: tuple[CellRange, ...], traits: Traits
) -> Compiled:
    """Returns a calculation with a statement for every trial but the disturbed."""
    statements = {Trial.VALUE: "SELECT 1"} | {
        trial: "SELECT 2"
        for trial in trials
        if trial not in {Trial.VALUE, Trial.DISTURBED, Trial.THINNED, Trial.REORDERED}
    }
    return Compiled(tuple(statements.items()), used, traits)


@pytest.fixture
def make() -> Maker:
    return Maker()
