"""States of rows that reports name in their language and exports in English."""

from __future__ import annotations

from verifier.languages import senses, words

STATES: dict[str, tuple[str, ...]] = {}
for _value, _beginnings in senses("sentence.english_states"):
    STATES[_value] = (*STATES.get(_value, ()), *_beginnings)
"""English value → beginnings of the words for it."""

LEFT_OUT = words("sentence.left_out")
"""Words that take a group from a figure, and not from a statement of the others."""

OTHER_NAMES: dict[str, tuple[str, ...]] = {}
"""Word of a group's name → beginnings of words by which people speak of such rows."""
for _names, _beginnings in senses("sentence.other_names"):
    for _name in _names.split():
        OTHER_NAMES[_name] = (*OTHER_NAMES.get(_name, ()), *_beginnings)
