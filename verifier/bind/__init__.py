"""Report + figures -> one case a figure, and the numbers that are none."""

from __future__ import annotations

from verifier.bind.binding import Binding, bind
from verifier.bind.conventions import convention_of
from verifier.bind.set_aside import group_names, set_aside

__all__ = ["Binding", "bind", "convention_of", "group_names", "set_aside"]
