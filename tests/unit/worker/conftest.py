"""A file of deals, and what to ask about it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from verifier.model.plan import Load
from verifier.model.source import Declarer, SheetKey, SourceRequest
from verifier.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROWS = 400
GROUPS = ("SMB", "MM", "ENT")


@pytest.fixture
def amounts() -> list[Decimal]:
    return [Decimal(100 + i * 7919 % 999_900) / 100 for i in range(ROWS)]


@pytest.fixture
def deals(tmp_path: Path, amounts: list[Decimal]) -> SourceRequest:
    """Returns the request for a file with the columns segment and amount."""
    lines = [f"{GROUPS[i % 3]},{amount}" for i, amount in enumerate(amounts)]
    path = tmp_path / "deals.csv"
    path.write_text("\n".join(["segment,amount", *lines, ""]))
    return SourceRequest("deals.csv", str(path), "deals.csv", Declarer.COMMAND)


@pytest.fixture
def both_columns() -> tuple[Load, ...]:
    return (Load(SheetKey("deals.csv"), (1, 2)),)


@pytest.fixture
def worker(deals: SourceRequest) -> Iterator[Worker]:
    with Worker(1.0) as started:
        started.request_open((deals,))
        yield started
