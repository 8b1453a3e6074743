"""Briefs: files in, what they say out, with the digest of what was read."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from verifier.brief import parse_brief
from verifier.errors import PolicyError
from verifier.model.record import BriefUse
from verifier.model.source import Declarer
from verifier.shell.discover import file_below
from verifier.shell.nearby import did_you_mean
from verifier.shell.read import read_file

if TYPE_CHECKING:
    from verifier.model.brief import Brief
    from verifier.model.report import Report

    Read = tuple[Brief, BriefUse]

MOST_BYTES = 1_000_000


def read_brief(path: str, declared_by: Declarer, shown: str = "") -> Read:
    """Returns the brief at a path, and the record of it.

    Args:
        path: of the file.
        declared_by: who named it.
        shown: the path as the user knows it, if it is another.

    Raises:
        PolicyError: if it cannot be read, or holds what no brief does.
    """
    shown = shown or path
    try:
        content = read_file(path, MOST_BYTES)
        text = content.decode()
    except (OSError, UnicodeDecodeError) as error:
        words = getattr(error, "strerror", None) or str(error)
        raise PolicyError(
            shown,
            f"the brief cannot be read: {words}",
            f"TOML in UTF-8, of at most {MOST_BYTES:,} bytes",
            did_you_mean(path)
            or "Check the path; `verifier brief init DATA` drafts one.",
        ) from None
    digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
    return parse_brief(text, shown), BriefUse(shown, digest, declared_by)


def brief_of_report(
    report: Report, folder: str, roots: tuple[str, ...] = ()
) -> Read | None:
    """Returns the brief that a report's front matter names, or None if it names none.

    It must lie below the report's folder or one of the roots, as its sources must.

    Raises:
        PolicyError: if it cannot be read.
    """
    if not report.brief:
        return None
    found = file_below((folder, *roots), report.brief)
    if found is None:
        raise PolicyError(
            f"{report.path}: brief",
            f"{report.brief!r} is no file below the report's folder",
            "a brief beside the report",
            "Correct the path, or give --brief FILE.",
        )
    return read_brief(str(found), Declarer.REPORT, report.brief)
