"""Measures what the rules cost: a report over a million rows with and without them.

Both stand in one process each, over the same file. Prints the medians of CPU seconds
of the whole check, and what the rules add to it in per cent. Run it by `make bench`.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.cold_start import seconds_of
from tests.benchmarks.recomputation import CLAIMS, write_report

ROUNDS = 3
ROWS = 1_000_000
WITHOUT = (
    "import sys; import verifier.pipeline as p; from verifier.checks import Checked; "
    "p.check_all = lambda subject, ask: Checked((), ()); "
    "p.neighbours_for = lambda loads, sheets: (); "
    "from verifier.cli import main; sys.exit(main(['check', 'csv.md']))"
)


def main() -> None:
    """Prints the medians and what the rules add."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_report(folder, ROWS)
        check = [sys.executable, "-m", "verifier", "check", "csv.md"]
        bare = [sys.executable, "-c", WITHOUT]
        pairs = [
            (seconds_of(bare, folder)[1], seconds_of(check, folder)[1])
            for _ in range(ROUNDS)
        ]
    without = statistics.median(pair[0] for pair in pairs)
    with_rules = statistics.median(pair[1] for pair in pairs)
    added = statistics.median(pair[1] / pair[0] - 1 for pair in pairs)
    print(
        f"{ROWS:,} rows, {CLAIMS} claims: without rules {without:.2f} s CPU, "
        f"with rules {with_rules:.2f} s; they add {added:.0%} (at most 100% is wanted)"
    )


if __name__ == "__main__":
    main()
