"""Finds the one-file parts of a package: rules, functions, readers, renderers."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType


def modules_of(package: str) -> Iterator[ModuleType]:
    """Yields the modules right below a package, in the order of their names.

    Modules whose name begins with an underscore are not parts and are passed over.

    Raises:
        ModuleNotFoundError: if there is no such package.
    """
    root = importlib.import_module(package)
    for found in sorted(pkgutil.iter_modules(root.__path__), key=lambda m: m.name):
        if not found.name.startswith("_"):
            yield importlib.import_module(f"{package}.{found.name}")
