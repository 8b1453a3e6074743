"""Checks every figure of a data analysis against the cells it cites."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verifier.errors import (
        AddressError,
        FormulaError,
        PolicyError,
        QueryRefused,
        ReportError,
        SourceError,
        VerifierError,
        WritingError,
    )
    from verifier.model.address import CellRange, Reference
    from verifier.model.claim import Assumption, Claim
    from verifier.model.quantity import Interval, Quantity
    from verifier.model.reason import Reason, Status
    from verifier.model.record import Coverage, Verification
    from verifier.model.report import Figure, Report, Span
    from verifier.model.source import Source
    from verifier.model.verdict import Finding, Verdict
    from verifier.shell.library import verify, verify_path

    __version__: str

_HOMES = {
    "AddressError": "errors",
    "Assumption": "model.claim",
    "CellRange": "model.address",
    "Claim": "model.claim",
    "Coverage": "model.record",
    "Figure": "model.report",
    "Finding": "model.verdict",
    "FormulaError": "errors",
    "Interval": "model.quantity",
    "PolicyError": "errors",
    "Quantity": "model.quantity",
    "QueryRefused": "errors",
    "Reason": "model.reason",
    "Reference": "model.address",
    "Report": "model.report",
    "ReportError": "errors",
    "Source": "model.source",
    "SourceError": "errors",
    "Span": "model.report",
    "Status": "model.reason",
    "Verdict": "model.verdict",
    "Verification": "model.record",
    "VerifierError": "errors",
    "WritingError": "errors",
    "verify": "shell.library",
    "verify_path": "shell.library",
}

__all__ = [
    "AddressError",
    "Assumption",
    "CellRange",
    "Claim",
    "Coverage",
    "Figure",
    "Finding",
    "FormulaError",
    "Interval",
    "PolicyError",
    "Quantity",
    "QueryRefused",
    "Reason",
    "Reference",
    "Report",
    "ReportError",
    "Source",
    "SourceError",
    "Span",
    "Status",
    "Verdict",
    "Verification",
    "VerifierError",
    "WritingError",
    "__version__",
    "verify",
    "verify_path",
]


def __getattr__(name: str) -> object:
    """Returns a public name, importing its home only now: the command starts fast.

    Raises:
        AttributeError: if there is no such name.
    """
    if name == "__version__":
        return importlib.import_module("verifier.shell.versions").version()
    if name not in _HOMES:
        raise AttributeError(f"module 'verifier' has no attribute {name!r}")
    home = importlib.import_module(f"verifier.{_HOMES[name]}")
    return getattr(home, name)


def __dir__() -> list[str]:
    """Returns the public names, though their homes are not imported yet."""
    return list(__all__)
