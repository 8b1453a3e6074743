"""Measures what the sandbox costs: a report of 30 claims, with and without it.

Alternates, in one run, the command as it is with the same stages in a single process,
where nothing is confined, locked, gated or watched. Half of the claims are SQL. Prints
the walls that stand on this system, the medians, and what the sandbox adds.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.cold_start import seconds_of, write_report
from verifier.worker import Worker

ROUNDS = 15
SQL = {
    "= SUM(D": "SELECT sum(amount) FROM deals",
    "= SUM(E": "SELECT sum(units) FROM deals",
}


def ask_in_sql(folder: Path) -> None:
    """Writes every second plain sum of the report as SQL."""
    lines = (folder / "report.md").read_text("utf-8").splitlines()
    sums = [n for n, line in enumerate(lines) if line[:7] in SQL]
    for number in sums[::2]:
        lines[number] = SQL[lines[number][:7]]
    (folder / "report.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Prints the walls, the medians, and their difference."""
    with Worker() as worker:
        print("walls:", ", ".join(worker.walls) or "none")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_report(folder)
        ask_in_sql(folder)
        report = str(folder / "report.md")
        here = Path(__file__).resolve().parents[2]
        bare = [sys.executable, "-m", "tests.benchmarks.bare", report]
        check = [sys.executable, "-m", "verifier", "check", report]
        pairs = [
            (seconds_of(bare, here), seconds_of(check, here)) for _ in range(ROUNDS + 1)
        ][1:]
    for label, place in (("wall", 0), ("cpu", 1)):
        without = statistics.median(pair[0][place] for pair in pairs) * 1000
        with_it = statistics.median(pair[1][place] for pair in pairs) * 1000
        added = statistics.median(p[1][place] - p[0][place] for p in pairs) * 1000
        print(
            f"{label}: bare {without:.0f} ms, sandboxed {with_it:.0f} ms, "
            f"adds {added:.0f} ms ({added / with_it:.0%} of the check)"
        )


if __name__ == "__main__":
    main()
