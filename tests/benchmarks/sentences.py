"""Measures whether sentences that do not hold are caught, and true ones let alone.

Usage: python -m tests.benchmarks.sentences FOLDER... [--misses]

Each FOLDER holds report.md, its data, expected.json (a list of `claim`, `expected`:
true or false, `reason`, `note`) and perhaps brief.toml. Prints, by the reason that is
expected, how many false claims are not verified and how many are given that very
reason, the share of true ones that are doubted, and both with 95 % bounds. With
--misses it prints every claim that is judged otherwise.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from verifier.model.source import Declarer
from verifier.shell.check import check_reports
from verifier.shell.configuration import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.verdict import Verdict

_Z = 1.96  # two-sided 95 %
_SHOWN = 160  # letters of a message


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim with what was expected of it and what came of it."""

    folder: str
    claim: str
    is_true: bool
    reason: str
    note: str
    verdict: Verdict | None

    @property
    def is_passed(self) -> bool:
        """Whether the figure is verified."""
        return self.verdict is not None and self.verdict.status.value == "verified"

    @property
    def reasons(self) -> tuple[str, ...]:
        """Every reason that the verdict gives, the first one first."""
        if self.verdict is None:
            return ("missing",)
        told = (self.verdict.reason, *self.verdict.also)
        return tuple(reason.value for reason in told if reason is not None)


def judged_in(folder: Path) -> Iterator[Judged]:
    """Yields every claim of a folder that expected.json speaks of."""
    brief = folder / "brief.toml"
    settings = Settings(
        brief=str(brief) if brief.exists() else "", brief_by=Declarer.COMMAND
    )
    verification = check_reports((str(folder / "report.md"),), settings)
    verdicts = {v.claim: v for v in verification.reports[0].verdicts}
    for entry in json.loads((folder / "expected.json").read_text(encoding="utf-8")):
        yield Judged(
            folder.name,
            entry["claim"],
            str(entry["expected"]).casefold() in {"true", "verified"},
            entry.get("reason") or "",
            entry.get("note") or "",
            verdicts.get(entry["claim"]),
        )


def bounds(hits: int, of: int) -> str:
    """Returns a share with Wilson's interval of 95 %."""
    if not of:
        return "none"
    share = hits / of
    middle = (share + _Z**2 / (2 * of)) / (1 + _Z**2 / of)
    half = _Z * math.sqrt(share * (1 - share) / of + _Z**2 / (4 * of**2))
    half /= 1 + _Z**2 / of
    low, high = max(middle - half, 0), min(middle + half, 1)
    return f"{hits} of {of} ({share:.1%}, 95 %: {low:.1%} to {high:.1%})"


def report(judged: list[Judged]) -> None:
    """Prints the shares by reason."""
    false = [one for one in judged if not one.is_true]
    true = [one for one in judged if one.is_true]
    totals = Counter(one.reason for one in false)
    caught = Counter(one.reason for one in false if not one.is_passed)
    named = Counter(one.reason for one in false if one.reason in one.reasons)
    for reason, total in sorted(totals.items()):
        print(
            f"{reason:22} caught {caught[reason]:3} of {total:3}, "
            f"by this reason {named[reason]:3}"
        )
    print("false caught", bounds(sum(not one.is_passed for one in false), len(false)))
    print("true doubted", bounds(sum(not one.is_passed for one in true), len(true)))


def tell(one: Judged) -> None:
    """Prints a claim that is judged otherwise than expected."""
    says = "true, but doubted" if one.is_true else f"false ({one.reason}), but verified"
    print(f"{one.folder} {one.claim}: {says}; {one.note}")
    if one.verdict is not None:
        print(f"    {' '.join(one.verdict.figure.text.split())}", end="  ")
        print(f"{', '.join(one.reasons)} {one.verdict.message[:_SHOWN]}")
        print(f"    {one.verdict.calculation}")


def main() -> None:
    """Prints the shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--misses", action="store_true")
    given = parser.parse_args()
    judged = [one for folder in given.folders for one in judged_in(folder)]
    if given.misses:
        for one in judged:
            if one.is_true is not one.is_passed:
                tell(one)
    report(judged)


if __name__ == "__main__":
    main()
