"""What the author says the cells read, beside what stands there."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from verifier.figures import read_number
from verifier.judge.allow import Fit, fit
from verifier.model.case import Objection
from verifier.model.quantity import Convention
from verifier.model.reason import Reason
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from verifier.model.case import Case, ReadCheck
    from verifier.model.plan import QuotedCell

_CONVENTIONS = (Convention(".", "en"), Convention(",", "ru"))
_EPOCH = date(1899, 12, 30)
_LAST_SERIAL = 2_958_465  # 9999-12-31
_DATE_FORMS = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%y", "%m/%d/%y")


def misread(case: Case) -> Iterator[Objection]:
    """Yields an objection for every `reads` that the cells do not bear out.

    A value holds if it is the raw text, the text as a spreadsheet shows it, or a
    number that the cell's rounds to. That it holds helps no claim.
    """
    for check in case.reads:
        if check.cell is None:
            yield Objection(
                Reason.MISREAD,
                f"the claim reads {check.read.reference}, which is not one of its "
                "cited cells",
            )
        elif not _holds(check, check.cell):
            yield Objection(
                Reason.MISREAD,
                f"{check.read.reference} holds {check.cell.raw!r}; the claim reads "
                f"{check.read.text!r}",
            )
    yield from _rows(case)


def _rows(case: Case) -> Iterator[Objection]:
    said = case.claim.rows if case.claim else None
    if said is not None and case.rows_read is not None and said != case.rows_read:
        yield Objection(
            Reason.MISREAD,
            f"the citation holds {case.rows_read} data rows; the claim reads "
            f"rows = {said}",
        )


def _holds(check: ReadCheck, cell: QuotedCell) -> bool:
    said = _plain(check.read.text)
    if said == _plain(cell.raw):
        return True
    if cell.kind is CellKind.DATE and said in _dates(cell.number):
        return True
    numbers = [cell.number] if cell.number is not None else _numbers_in(cell.raw)
    return any(_rounds_to(said, number) for number in numbers)


def _plain(text: str) -> str:
    """Returns a text with single blanks, in one case."""
    return " ".join(text.split()).casefold()


def _numbers_in(raw: str) -> list[Decimal]:
    quantities = (read_number(raw.strip(), each) for each in _CONVENTIONS)
    return [quantity.value for quantity in quantities if quantity is not None]


def _rounds_to(said: str, number: Decimal) -> bool:
    quantities = (read_number(said, each) for each in _CONVENTIONS)
    return any(
        quantity is not None and fit(quantity, number, exact=True) is Fit.INSIDE
        for quantity in quantities
    )


def _dates(serial: Decimal | None) -> frozenset[str]:
    """Returns a date as it may be written.

    Source: serial 1 is 1900-01-01 and serial 60 a day that never was, so that from 61
    on the days count from 1899-12-30.
    """
    if serial is None or not 0 <= serial <= _LAST_SERIAL:
        return frozenset()
    day = _EPOCH + timedelta(days=int(serial))
    padded = [day.strftime(form) for form in _DATE_FORMS]
    short = [f"{day.month}/{day.day}/{day.year}", f"{day.day}/{day.month}/{day.year}"]
    return frozenset(padded + short)
