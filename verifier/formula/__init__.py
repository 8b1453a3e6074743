"""Spreadsheet formulas: text to nodes, nodes to one SELECT over the sheets' tables."""

from __future__ import annotations

from verifier.formula.compile import compile_formula
from verifier.formula.nodes import Formula
from verifier.formula.parse import parse
from verifier.formula.references import references

__all__ = ["Formula", "compile_formula", "parse", "references"]
