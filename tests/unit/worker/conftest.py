"""A file of deals, and what to ask about it."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from verifier.model.plan import Load
from verifier.model.source import Declarer, SheetKey, SourceRequest

if TYPE_CHECKING:
    from pathlib import Path

ROWS = 400
GROUPS = ("SMB", "MM", "ENT")


@pytest.fixture
def amounts() -> list[Decimal]:
    seeded = random.Random(7)  # noqa: S311 - a fixture
    return [Decimal(seeded.randrange(100, 1_000_000)) / 100 for _ in range(ROWS)]


@pytest.fixture
def deals(tmp_path: Path, amounts: list[Decimal]) -> SourceRequest:
    """A file with a header, then segment and amount."""
    lines = [f"{GROUPS[i % 3]},{amount}" for i, amount in enumerate(amounts)]
    path = tmp_path / "deals.csv"
    path.write_text("\n".join(["segment,amount", *lines, ""]))
    return SourceRequest("deals.csv", str(path), "deals.csv", Declarer.COMMAND)


@pytest.fixture
def both_columns() -> tuple[Load, ...]:
    return (Load(SheetKey("deals.csv"), (1, 2)),)
