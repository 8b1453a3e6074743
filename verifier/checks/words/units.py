"""Units that are neither time nor money, with the words of every language."""

from __future__ import annotations

from verifier.languages import alternatives, meanings

UNITS = {
    dimension: meanings(f"units.{dimension}")
    for dimension in ("mass", "energy", "length", "area", "volume", "size", "heat")
}
"""Dimension → word → the unit that it means."""

SQUARES = rf"(?:{alternatives('units.squares')})"
CUBES = rf"(?:{alternatives('units.cubes')})"
LENGTHS = meanings("units.lengths")
