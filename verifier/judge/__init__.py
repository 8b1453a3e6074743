"""Case -> Verdict: the value rule, direction, and no cheating."""

from __future__ import annotations

from verifier.judge.allow import Fit, allowed, fit
from verifier.judge.direction import governing_word
from verifier.judge.weigh import judge

__all__ = ["Fit", "allowed", "fit", "governing_word", "judge"]
