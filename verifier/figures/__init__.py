"""Text -> figures: the only number reader in the house."""

from __future__ import annotations

from verifier.figures.cells import CellNumber, read_cell
from verifier.figures.conventions import (
    find_convention,
    find_language,
    named_convention,
)
from verifier.figures.mentions import read_mentions
from verifier.figures.numbers import number_words_of, read_number
from verifier.figures.periods import without_parts_of_year
from verifier.figures.surroundings import Surroundings, header_scale

__all__ = [
    "CellNumber",
    "Surroundings",
    "find_convention",
    "find_language",
    "header_scale",
    "named_convention",
    "number_words_of",
    "read_cell",
    "read_mentions",
    "read_number",
    "without_parts_of_year",
]
