"""States of rows that reports name in their language and exports in English."""

from __future__ import annotations

from verifier.languages import senses, words

STATES: dict[str, tuple[str, ...]] = {}
for _value, _beginnings in senses("sentence.english_states"):
    STATES[_value] = (*STATES.get(_value, ()), *_beginnings)
"""English value → beginnings of the words for it."""

LEFT_OUT = words("sentence.left_out")
"""Words that take a group from a figure, and not from a statement of the others."""
