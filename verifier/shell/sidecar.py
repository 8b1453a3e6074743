"""Claims that stand in a file beside the report: `report.claims.json`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from verifier.errors import ReportError
from verifier.shell.read import read_file

if TYPE_CHECKING:
    from verifier.model.report import Report

SUFFIX = ".claims.json"
MOST_OF_CLAIMS = 16_000_000


def sidecar_of(path: str) -> Path:
    """Returns where the claims of a report are looked for.

    Example:
        >>> sidecar_of("a/report.md").as_posix()
        'a/report.claims.json'
    """
    report = Path(path)
    return report.with_name(report.stem + SUFFIX) if report.name else report


def with_sidecar(report: Report) -> Report:
    """Returns a report with the claims of the file beside it, if there is one.

    Raises:
        ReportError: if the file cannot be read, or defines a claim that the report
            defines too: nothing says which of the two is meant.
    """
    sidecar = sidecar_of(report.path)
    if not _is_there(sidecar):
        return report
    whole = with_claims(report, text_of_claims(str(sidecar)))
    own = {claim.id for claim in report.claims}
    given = whole.claims[len(report.claims) :]
    clash = next((claim.id for claim in given if claim.id in own), None)
    if clash is not None:
        raise ReportError(
            str(sidecar),
            f"the claim [{clash}] is defined here and in {report.path}",
            "one definition",
            "Delete one of the two, or rename it and its links.",
        )
    return replace(whole, claims_from=(str(sidecar),))


def with_claims(report: Report, text: str) -> Report:
    """Returns a report with further claims, given in the JSON form.

    Raises:
        ReportError: if they cannot be read.
    """
    from verifier.bind import convention_of  # noqa: PLC0415 - the worker starts first
    from verifier.readers import (  # noqa: PLC0415 - likewise
        mark_duplicates,
        parse_claims_json,
    )

    claims = parse_claims_json(text, convention_of(report))
    return replace(report, claims=mark_duplicates(report.claims + claims))


def text_of_claims(path: str) -> str:
    """Returns the text of a file of claims.

    Raises:
        ReportError: if it cannot be read.
    """
    try:
        return read_file(path, MOST_OF_CLAIMS).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        words = getattr(error, "strerror", None) or str(error)
        raise ReportError(
            path,
            f"the claims cannot be read: {words}",
            f"a file of JSON in UTF-8, of at most {MOST_OF_CLAIMS:,} bytes",
            "Check the path of --claims.",
        ) from None


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False  # longer than a name may be
