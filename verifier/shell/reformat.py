"""Reports rewritten to their canonical form: whole, or not at all."""

from __future__ import annotations

import difflib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from verifier.bind import convention_of
from verifier.errors import PolicyError, ReportError
from verifier.fmt import reformat
from verifier.readers import parse_claims_json, read_report, reader_of
from verifier.shell.check import MOST_OF_REPORT
from verifier.shell.nearby import did_you_mean
from verifier.shell.read import read_file
from verifier.shell.sidecar import sidecar_of, text_of_claims, with_sidecar
from verifier.shell.write import write_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verifier.model.claim import Claim

STDIN = "-"
_FORM = ".md"


@dataclass(frozen=True, slots=True)
class Rewriting:
    """What becomes of a report.

    Attributes:
        path: as the user gave it.
        before: its text.
        after: its text in the canonical form.
        sidecar: the file whose claims the text holds now, or None.
    """

    path: str
    before: str
    after: str
    sidecar: Path | None = None

    @property
    def changes(self) -> bool:
        """Whether anything would be written anew."""
        return self.before != self.after

    @property
    def diff(self) -> str:
        """A unified diff; line ends other than a line feed are shown as they are."""
        lines = difflib.unified_diff(
            self.before.splitlines(keepends=True),
            self.after.splitlines(keepends=True),
            self.path,
            self.path,
        )
        return "".join(x if x.endswith("\n") else f"{x}\n" for x in lines)


@dataclass(frozen=True, slots=True)
class Errand:
    """What the command line asks for.

    Attributes:
        reports: paths; `-` is standard input.
        stdin: what that held.
        only: `check` or `diff` to write nothing, else empty.
        output: path to write to instead of the report, or empty.
        anchors: whether each claim gets a place to jump to.
    """

    reports: tuple[str, ...]
    stdin: bytes | None = None
    only: str = ""
    output: str = ""
    anchors: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it: the text to print, what to say, whether work is left."""

    text: str = ""
    said: str = ""
    would_change: bool = False


def carry_out(errand: Errand) -> Done:
    """Returns what came of an errand. No report is written before all were read.

    Raises:
        VerifierError: if a report cannot be read, rewritten or written.
    """
    found = [rewriting(r, errand.stdin, anchors=errand.anchors) for r in errand.reports]
    changed = [report for report in found if report.changes]
    if errand.only == "diff":
        text = "".join(report.diff for report in changed)
        return Done(text, would_change=bool(changed))
    if errand.only:
        text = "".join(f"{report.path}: would change\n" for report in changed)
        return Done(text, would_change=bool(changed))
    if errand.output:
        written_elsewhere(found, errand.output)
        return Done()
    for report in changed:
        if report.path != STDIN:
            write_back(report)
    took = (f", took in {r.sidecar}" if r.sidecar else "" for r in changed)
    listed = zip(changed, took, strict=True)
    said = "".join(f"{r.path}: rewritten{t}\n" for r, t in listed if r.path != STDIN)
    return Done("".join(r.after for r in found if r.path == STDIN), said)


def rewriting(path: str, stdin: bytes | None = None, *, anchors: bool) -> Rewriting:
    """Returns what becomes of the report at a path; nothing is written.

    Raises:
        ReportError: if it cannot be read, is not in Markdown, or would not say the
            same afterwards.
    """
    text = _text(_content(path, stdin), path)
    given, sidecar = _given(path, text)
    found = reformat(text, path, given, anchors=anchors)
    return Rewriting(path, text, found.text, sidecar if found.took_claims else None)


def write_back(found: Rewriting) -> None:
    """Writes a report in its canonical form, then removes what it took in.

    Raises:
        PolicyError: if it cannot be written; the report is as it was then.
    """
    target = Path(os.path.realpath(found.path))
    mode = target.stat().st_mode
    write_file(found.path, found.after)
    target.chmod(mode)
    if found.sidecar is None:
        return
    try:
        found.sidecar.unlink()
    except OSError as error:
        raise PolicyError(
            str(found.sidecar),
            f"its claims are in {found.path} now, and it cannot be removed: {error}",
            "",
            "Remove it, or the claims are defined twice.",
        ) from None


def written_elsewhere(found: Iterable[Rewriting], output: str) -> None:
    """Writes one report in its canonical form to another file.

    Raises:
        PolicyError: for several reports, and if the file cannot be written.
    """
    listed = list(found)
    if len(listed) != 1:
        raise PolicyError("-o", f"one file for {len(listed)} reports", "one report")
    sidecar = str(listed[0].sidecar or "")
    write_file(output, listed[0].after, (sidecar,) if sidecar else ())


def _content(path: str, stdin: bytes | None) -> bytes:
    if path == STDIN:
        return stdin or b""
    try:
        return read_file(path, MOST_OF_REPORT)
    except OSError as error:
        raise ReportError(
            path,
            f"the report cannot be read: {error.strerror or error}",
            f"a file of at most {MOST_OF_REPORT:,} bytes that you may read",
            did_you_mean(path)
            or "Check the path and its permissions; - reads standard input.",
        ) from None


def _text(content: bytes, path: str) -> str:
    if _FORM not in reader_of(path).suffixes:
        raise ReportError(
            path, "only reports in Markdown have a canonical form", "a .md file"
        )
    _ = read_report(content, path)  # refuses what is too long or no text
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise ReportError(
            path, "the report is not in UTF-8", "text in UTF-8", "Save it as UTF-8."
        ) from None


def _given(path: str, text: str) -> tuple[tuple[Claim, ...], Path | None]:
    """Returns the claims of the file beside a report, and which file that is."""
    sidecar = sidecar_of(path)
    if path == STDIN or not sidecar.is_file():
        return (), None
    report = read_report(text.encode("utf-8"), path)
    _ = with_sidecar(report)  # refuses a claim that stands in both
    claims = parse_claims_json(text_of_claims(str(sidecar)), convention_of(report))
    return claims, sidecar
