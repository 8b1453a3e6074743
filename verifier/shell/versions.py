"""The versions of what computed a verification, for its record."""

from __future__ import annotations

import platform
from importlib import metadata

_COMPUTING = ("tieout", "duckdb", "sqlglot")


def version() -> str:
    """Returns the installed version of this package."""
    return metadata.version("tieout")


def tool_versions() -> tuple[tuple[str, str], ...]:
    """Returns name and version of the package, of what computes, and of Python."""
    found = tuple((name, metadata.version(name)) for name in _COMPUTING)
    return (*found, ("python", platform.python_version()))
