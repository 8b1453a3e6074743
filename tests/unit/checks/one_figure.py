"""A report of one sentence with one figure, and what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import verifier

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


def told_of(
    sentence: str, calculation: str, cited: str, tables: Mapping[str, pd.DataFrame]
) -> str:
    """Returns the reason against the only figure of a sentence, empty if verified.

    Args:
        sentence: with a link to `c1`.
        calculation: of that claim.
        cited: the ranges of that claim.
        tables: by the names under which they are cited.
    """
    report = f"{sentence}\n\n```claims\n[c1] {cited}\n{calculation}\n```\n"
    (found,) = verifier.verify(report, dict(tables)).verdicts
    reason = found.reason.value if found.reason else ""
    return f"undecided {reason}" if found.status.value == "undecided" else reason
