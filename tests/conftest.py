"""What all tests share: laws are tried on the same examples in every run.

A run that another can repeat says what a change did; new examples are what
`make fuzz` is for. HYPOTHESIS_PROFILE=fresh tries other ones.

Hypothesis draws from the constants of all modules that are loaded, so that each line of
the project, and each worker's order of imports, would change the examples of all laws:
a repeatable run does without. Laws name the words that they need.
"""

from __future__ import annotations

import os

from hypothesis import settings
from hypothesis.internal.conjecture.providers import HypothesisProvider
from hypothesis.internal.constants_ast import Constants

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("fresh", deadline=None, print_blob=True)
profile = os.environ.get("HYPOTHESIS_PROFILE", "repeatable")
settings.load_profile(profile)
if profile == "repeatable":
    HypothesisProvider._local_constants = Constants()
