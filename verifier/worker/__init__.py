"""The worker process: reads sources and recomputes, apart from everything else.

`Worker` is found when it is first used, so that the child process, which imports
`verifier.worker.serve`, does not pay for the parent's side.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verifier.worker.client import Worker

__all__ = ["Worker"]


def __getattr__(name: str) -> object:
    if name != "Worker":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return importlib.import_module(f"{__name__}.client").Worker
