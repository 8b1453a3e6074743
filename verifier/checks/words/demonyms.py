"""Adjectives of places: `the Swedish campaigns` are those of Sweden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.languages import senses

if TYPE_CHECKING:
    from collections.abc import Mapping

DEMONYMS: Mapping[str, str] = {
    place: adjective
    for place, adjectives in senses("sentence.demonyms")
    for adjective in adjectives
}
"""Place, lower case → its adjective as a dictionary has it."""
