"""Words that say of which rows a ratio's sides are."""

from __future__ import annotations

from verifier.languages import alternatives

WHOLE = rf"\b(?:{alternatives('sides.whole')})\b"
"""Words by which one side may be of more rows than the other one."""

AT = rf"\b(?:{alternatives('sides.at')})\s+(?:the\s+)?[«\"“'‘]?$"
"""What stands before a group where something was so."""
