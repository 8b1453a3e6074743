"""Statuses and reasons of verdicts, in the specification's words."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """The verdict on a figure."""

    VERIFIED = "verified"
    HALLUCINATED = "hallucinated"
    SUSPECT = "suspect"
    UNDECIDED = "undecided"
    UNCITED = "uncited"


class Reason(StrEnum):
    """Why a figure is not verified; of several, the first in this order is named."""

    NO_SUCH_CLAIM = "no-such-claim"
    NO_SUCH_SOURCE = "no-such-source"
    NO_SUCH_CELL = "no-such-cell"
    NO_CALCULATION = "no-calculation"
    OUTSIDE_CITATION = "outside-citation"
    UNDECLARED_CONSTANT = "undeclared-constant"
    IGNORES_CITATION = "ignores-citation"
    MISREAD = "misread"
    DIRECTION = "direction"
    SIGN = "sign"
    PERCENT = "percent"
    SCALE = "scale"
    TRUNCATED = "truncated"
    ROUNDING = "rounding"
    VALUE = "value"
    RANK = "rank"

    EXTERNAL = "external"
    UNDERSTATED = "understated"
    RANGE_OVERRUNS = "range-overruns"
    UNDECLARED_SOURCE = "undeclared-source"
    UNMOVED = "unmoved"
    ASSUMED_FIGURE = "assumed-figure"
    FALLBACK_USED = "fallback-used"
    UNSTATED_CRITERION = "unstated-criterion"
    TOTALS_ROW = "totals-row"
    RANGE_STOPS_SHORT = "range-stops-short"
    DUPLICATES_COUNTED = "duplicates-counted"
    CELLS_LOST = "cells-lost"
    ERROR_CELLS_SKIPPED = "error-cells-skipped"
    HIDDEN_ROWS = "hidden-rows"
    STALE_FORMULA = "stale-formula"
    MIXED_DATES = "mixed-dates"
    WRONG_SEGMENT = "wrong-segment"
    WRONG_PERIOD = "wrong-period"
    WRONG_COLUMN = "wrong-column"
    WRONG_STATISTIC = "wrong-statistic"
    WRONG_UNIT = "wrong-unit"
    PERCENT_POINTS = "percent-points"
    WRONG_DENOMINATOR = "wrong-denominator"
    RANK_CONTRADICTED = "rank-contradicted"
    RANK_UNPROVEN = "rank-unproven"

    UNREADABLE_CLAIM = "unreadable-claim"
    DUPLICATE_CLAIM = "duplicate-claim"
    AMBIGUOUS_FIGURE = "ambiguous-figure"
    AMBIGUOUS_ADDRESS = "ambiguous-address"
    UNSUPPORTED_FUNCTION = "unsupported-function"
    CALCULATION_FAILED = "calculation-failed"
    REFUSED = "refused"
    LIMIT = "limit"
    UNSTABLE = "unstable"
    UNREADABLE_SOURCE = "unreadable-source"

    UNCITED = "uncited"


_LAST_HALLUCINATED = Reason.RANK
_LAST_SUSPECT = Reason.RANK_UNPROVEN
_ORDER = {reason: place for place, reason in enumerate(Reason)}


def precedence(reason: Reason) -> int:
    """Returns the place of a reason in the order of precedence, 0 first."""
    return _ORDER[reason]


def status_of(reason: Reason) -> Status:
    """Returns the status that a reason gives.

    Example:
        >>> status_of(Reason.UNMOVED)
        <Status.SUSPECT: 'suspect'>
    """
    place = _ORDER[reason]
    if reason is Reason.UNCITED:
        return Status.UNCITED
    if place <= _ORDER[_LAST_HALLUCINATED]:
        return Status.HALLUCINATED
    return Status.SUSPECT if place <= _ORDER[_LAST_SUSPECT] else Status.UNDECIDED
