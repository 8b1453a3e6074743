"""Model-written SQL: one SELECT over cited cells, or refused.

The names are found when they are first used, so that `verifier.query.allowed` can be
read without importing sqlglot.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verifier.query.compile import compile_query
    from verifier.query.parse import parse_query
    from verifier.query.probe import Probe, kinds_of, probes_for
    from verifier.query.query import Query
    from verifier.query.tables import tables_of

__all__ = [
    "Probe",
    "Query",
    "compile_query",
    "kinds_of",
    "parse_query",
    "probes_for",
    "tables_of",
]

_HOMES = {
    "Probe": "probe",
    "Query": "query",
    "compile_query": "compile",
    "kinds_of": "probe",
    "parse_query": "parse",
    "probes_for": "probe",
    "tables_of": "tables",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = importlib.import_module(f"{__name__}.{_HOMES[name]}")
    return getattr(module, name)
