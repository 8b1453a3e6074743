"""Spreadsheet formulas: text to nodes, nodes to one SELECT over the sheets' tables.

The compiler is found when it is first used, so that a formula can be read without
importing sqlglot.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from verifier.formula.nodes import Formula
from verifier.formula.parse import parse
from verifier.formula.references import check_functions, references

if TYPE_CHECKING:
    from verifier.formula.compile import compile_formula

__all__ = ["Formula", "check_functions", "compile_formula", "parse", "references"]


def __getattr__(name: str) -> object:
    if name != "compile_formula":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return importlib.import_module(f"{__name__}.compile").compile_formula
