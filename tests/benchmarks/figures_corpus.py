"""Measures the verdicts on reports made from people's own figures.

Usage: python tests/benchmarks/figures_corpus.py FOLDER [--misses FILE] [--rows FILE]

FOLDER holds one folder a table, each with table.csv, report.md and expected.json (the
verdict that each claim must get), as `../shared/corpora/figures_to_reports.py` writes
them. Prints shares by kind; misses, or all rows, go to FILE, one JSON object a line.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from verifier.shell.check import check_desks, read_desk
from verifier.worker import Worker

BATCH = 40
PATIENCE = 120.0  # seconds a batch's question may take: verdicts are measured, not time
EITHER = {"undetectable", "review"}


def judged_as_expected(expected: str, status: str, reason: str) -> bool:
    """Returns whether a verdict is what an expectation allows."""
    if expected == "verified":
        return status == "verified"
    if expected in EITHER:
        return True
    if expected == "no_citation":
        return status == "uncited"
    if expected == "missing_cell":
        return reason == "no-such-cell"
    return status in {"hallucinated", "suspect", "undecided"}


def outcomes_of(folders: list[Path]) -> list[dict[str, str]]:
    """Returns one row a figure: its kind, what was expected, and its verdict."""
    desks = tuple(read_desk(str(folder / "report.md")) for folder in folders)
    with Worker(PATIENCE) as worker:
        verification = check_desks(desks, (), worker, strict=False)
    rows = []
    for folder, report in zip(folders, verification.reports, strict=True):
        expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
        cited = {v.claim: v for v in report.verdicts if v.claim}
        uncited = {v.figure.span.line: v for v in report.verdicts if not v.claim}
        for name, entry in expected.items():
            verdict = cited.get(name) or uncited.get(entry["line"])
            status = verdict.status.value if verdict else "missing"
            reason = (verdict.reason and verdict.reason.value) if verdict else None
            rows.append(
                {
                    "folder": folder.name,
                    "claim": name,
                    "kind": entry["kind"],
                    "expected": entry["expected"],
                    "status": status,
                    "reason": reason or "",
                    "stated": entry["stated"],
                    "formula": str(entry["formula"]),
                    "recomputed": str(verdict.recomputed) if verdict else "",
                    "message": verdict.message if verdict else "",
                }
            )
    return rows


def measure(folders: list[Path]) -> list[dict[str, str]]:
    """Returns the rows of every folder, a batch of reports to each worker."""
    rows = []
    for first in range(0, len(folders), BATCH):
        rows += outcomes_of(folders[first : first + BATCH])
        print(f"{first + BATCH} of {len(folders)} tables", file=sys.stderr)
    return rows


def main() -> None:
    """Prints the shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", type=Path)
    parser.add_argument("--rows", type=Path)
    arguments = parser.parse_args()
    rows = measure(sorted(p for p in arguments.folder.iterdir() if p.is_dir()))
    counted = [row for row in rows if row["expected"] not in EITHER]
    wrong = [
        row
        for row in counted
        if not judged_as_expected(row["expected"], row["status"], row["reason"])
    ]
    false_green = [
        row
        for row in counted
        if row["expected"] != "verified" and row["status"] == "verified"
    ]
    share = 1 - len(wrong) / len(counted)
    print(f"as expected: {len(counted) - len(wrong)} of {len(counted)} ({share:.3%})")
    print(f"wrong figures verified: {len(false_green)}")
    kinds = Counter((row["kind"], row["expected"]) for row in counted)
    missed = Counter((row["kind"], row["expected"]) for row in wrong)
    for key, count in sorted(kinds.items()):
        print(f"{missed[key]:6} of {count:6} missed: {key[0]} ({key[1]})")
    for label in sorted(EITHER):
        statuses = Counter(r["status"] for r in rows if r["expected"] == label)
        print(f"{label}: {dict(statuses)}")
    for file, told in ((arguments.misses, wrong), (arguments.rows, rows)):
        if file:
            lines = [json.dumps(row, ensure_ascii=False) for row in told]
            file.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
