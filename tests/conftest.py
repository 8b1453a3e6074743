"""What all tests share: laws are tried on the same examples in every run.

A run that another can repeat says what a change did; new examples are what
`make fuzz` is for. HYPOTHESIS_PROFILE=fresh tries other ones.
"""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("fresh", deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))
