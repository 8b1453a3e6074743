"""A report in Markdown -> the same report in its canonical form."""

from __future__ import annotations

from verifier.fmt.reformat import Reformatted, reformat

__all__ = ["Reformatted", "reformat"]
