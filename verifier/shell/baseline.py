"""Baseline files: JSON that a person can read and a diff can show."""

from __future__ import annotations

import json
import os.path
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, cast

from verifier.errors import PolicyError
from verifier.review.baseline import Entry, accept_baselined, record_baseline
from verifier.shell.read import read_file
from verifier.shell.write import write_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from verifier.model.record import Verification

VERSION = 1
MOST_BYTES = 64_000_000
_STDIN = "-"


def apply_baseline(verification: Verification, path: str) -> Verification:
    """Returns the verification with the figures of a baseline file accepted.

    Raises:
        PolicyError: if the file cannot be read.
    """
    return accept_baselined(verification, _read(path), _name_from(path))


def write_baseline(
    verification: Verification, path: str, untouchable: tuple[str, ...] = ()
) -> int:
    """Returns the number of figures that were written to a baseline file.

    Raises:
        PolicyError: if the file cannot be written.
    """
    entries = record_baseline(verification, _name_from(path))
    record = {"version": VERSION, "accepted": [asdict(entry) for entry in entries]}
    text = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    write_file(path, text, untouchable)
    return len(entries)


def _name_from(path: str) -> Callable[[str], str]:
    """Returns a function that names a report as the baseline's folder sees it."""
    folder = Path(path).absolute().parent

    def name(report: str) -> str:
        if report == _STDIN:
            return report
        return Path(os.path.relpath(report, folder)).as_posix()

    return name


def _read(path: str) -> tuple[Entry, ...]:
    try:
        whole = cast("object", json.loads(read_file(path, MOST_BYTES)))
    except (OSError, ValueError, RecursionError) as error:
        words = getattr(error, "strerror", None) or str(error)
        raise PolicyError(
            path,
            f"the baseline cannot be read: {words}",
            "a file that --write-baseline wrote",
            f"Write it first: --write-baseline {path}.",
        ) from None
    record = cast("dict[str, object]", whole) if isinstance(whole, dict) else {}
    accepted = record.get("accepted")
    if record.get("version") != VERSION or not isinstance(accepted, list):
        raise _malformed(path)
    return tuple(_entry(item, path) for item in cast("list[object]", accepted))


def _entry(item: object, path: str) -> Entry:
    fields = cast("dict[str, object]", item) if isinstance(item, dict) else {}
    texts = [fields.get(name) for name in ("report", "claim", "figure", "reason")]
    occurrence = fields.get("occurrence")
    if not isinstance(occurrence, int) or not all(isinstance(t, str) for t in texts):
        raise _malformed(path)
    report, claim, figure, reason = map(str, texts)
    return Entry(report, claim, figure, reason, occurrence)


def _malformed(path: str) -> PolicyError:
    return PolicyError(
        path,
        "the file is no baseline",
        f'{{"version": {VERSION}, "accepted": […]}} with report, claim, figure, '
        "reason and occurrence in each",
        "Write it again with --write-baseline.",
    )
