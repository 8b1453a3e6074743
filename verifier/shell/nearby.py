"""Names of files that somebody may have meant who wrote another one."""

from __future__ import annotations

import os

from verifier.model.nearest import nearest_name

_MOST = 2_000
_DEPTH = 2
_SKIPPED = ("node_modules", "__pycache__")


def nearest_path(path: str) -> str:
    """Returns the path of a file whose name is most like a missing one's, or nothing.

    It lies in the same folder, or has the same name in a folder below.
    """
    folder, name = os.path.split(path)
    near = nearest_name(name, names_below(folder or "."))
    return os.path.join(folder, near) if near else ""  # noqa: PTH118 - as it was written


def did_you_mean(path: str) -> str:
    """Returns what to write instead of a path where no file is, or nothing."""
    try:
        is_there = not path or os.path.lexists(path)
    except ValueError:  # a NUL in it
        return ""
    near = "" if is_there else nearest_path(path)
    return f"Did you mean {near!r}?" if near else ""


def names_below(folder: str, depth: int = _DEPTH) -> tuple[str, ...]:
    """Returns the names of files in a folder, then of those in folders below.

    Shape: relative to the folder, written with `/`; at most so many that a person waits
        for them. Hidden ones are left out, and links are not followed.
    """
    found: list[str] = []
    waiting = [("", folder, depth)]
    while waiting and len(found) < _MOST:
        prefix, here, left = waiting.pop(0)
        for entry in _entries(here):
            if entry.name.startswith(".") or entry.name in _SKIPPED:
                continue
            if entry.is_file(follow_symlinks=False):
                found.append(prefix + entry.name)
            elif left and entry.is_dir(follow_symlinks=False):
                waiting.append((f"{prefix}{entry.name}/", entry.path, left - 1))
    return tuple(found[:_MOST])


def _entries(folder: str) -> list[os.DirEntry[str]]:
    """Returns what is in a folder, in order; nothing where nobody may look."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)[:_MOST]
    except (OSError, ValueError):
        return []
