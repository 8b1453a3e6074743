"""States of rows that Russian reports name in Russian and exports in English."""

from __future__ import annotations

from verifier.checks.words.lexicon import phrases

STATES: dict[str, tuple[str, ...]] = {
    "won": ("выигра",),
    "lost": ("проигра", "потерян"),
    "open": ("открыт",),
    "closed": ("закрыт",),
    "paid": ("оплачен",),
    "unpaid": ("неоплачен",),
    "cancelled": ("отменен", "отменён"),
    "canceled": ("отменен", "отменён"),
    "active": ("активн",),
    "returned": ("возвращен", "возвращён"),
    "completed": ("завершен", "завершён"),
    "delivered": ("доставлен",),
    "shipped": ("отправлен", "отгружен"),
    "rejected": ("отклонен", "отклонён"),
    "approved": ("одобрен",),
    "overdue": ("просрочен",),
    "resolved": ("решен", "решён"),
}
"""English value → beginnings of the Russian words for it."""

LEFT_OUT = phrases(
    "excluding, without, not counting, not including, leaving out, leaving aside, "
    "setting aside, ignoring, disregarding, net of, ex, без, без учета, без учёта, "
    "не считая, исключая, за вычетом, за исключением"
)
"""Words that take a group from a figure, and not from a statement of the others."""
