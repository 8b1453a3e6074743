"""The sandboxed recomputation: the only door to DuckDB for calculations."""

from __future__ import annotations

from verifier.engine.run import run
from verifier.engine.session import DatabaseFault, lock, open_session

__all__ = ["DatabaseFault", "lock", "open_session", "run"]
