"""Measures a cold start: a report of 30 claims over a CSV of one megabyte.

Alternates, in one run, the command with the least that any such tool must do: start
Python, import DuckDB, and read the file. Prints the medians and their ratio.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROWS = 14_000
ROUNDS = 9
LIMIT = (
    "import duckdb, sys; con = duckdb.connect(); "
    "con.execute('create table t as select * from read_csv(?)', [sys.argv[1]]); "
    "print(con.execute('select count(*) from t').fetchone())"
)


def write_report(folder: Path) -> None:
    """Writes the file, and a report with thirty true figures about it."""
    dice = random.Random(5)
    regions = ("EMEA", "APAC", "AMER")
    lines = ["id,region,stage,amount,units,closed,note"]
    amounts, units, places = [], [], []
    for number in range(ROWS):
        cents, count = dice.randrange(10**7), dice.randrange(100)
        place = dice.choice(regions)
        amounts.append(cents)
        units.append(count)
        places.append(place)
        day = f"2025-{1 + number % 12:02d}-{1 + number % 28:02d}"
        lines.append(
            f"D-{number},{place},won,{cents // 100}.{cents % 100:02d},{count},{day},"
            f"a note of some length {number}"
        )
    (folder / "deals.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    prose, claims = [], []
    end = ROWS + 1
    for number in range(30):
        wanted, least = regions[number % 3], number // 3
        kept = [
            cents
            for cents, place, count in zip(amounts, places, units, strict=True)
            if place == wanted and count == least
        ]
        total = sum(kept)
        shown, calculation = [
            (
                f"{total // 100:,}.{total % 100:02d}",
                f'= SUMIFS(D2:D{end},B2:B{end},"{wanted}",E2:E{end},{least})',
            ),
            (f"{len(kept)}", f'= COUNTIFS(B2:B{end},"{wanted}",E2:E{end},{least})'),
        ][number % 2]
        prose.append(f"In {wanted} deals of {least} units: [{shown}](#c{number}).")
        claims.append(f"[c{number}] deals.csv!B2:E{end}\n{calculation}\n")
    text = "\n\n".join(prose) + "\n\n```claims\n" + "\n".join(claims) + "```\n"
    (folder / "report.md").write_text(text, encoding="utf-8")


def seconds_of(command: list[str], folder: Path) -> tuple[float, float]:
    """Returns wall seconds, and CPU seconds of the command and its children."""
    before, start = os.times(), time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    wall, after = time.perf_counter() - start, os.times()
    cpu = (
        after.children_user
        + after.children_system
        - before.children_user
        - before.children_system
    )
    return wall, cpu


def main() -> None:
    """Prints the medians and the ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_report(folder)
        size = (folder / "deals.csv").stat().st_size / 2**20
        limit = [sys.executable, "-c", LIMIT, "deals.csv"]
        check = [sys.executable, "-m", "verifier", "check", "report.md"]
        pairs = [
            (seconds_of(limit, folder), seconds_of(check, folder))
            for _ in range(ROUNDS + 1)
        ]
    for label, place in (("wall", 0), ("cpu", 1)):
        least = [pair[0][place] for pair in pairs[1:]]
        ours = [pair[1][place] for pair in pairs[1:]]
        ratios = [b / a for a, b in zip(least, ours, strict=True)]
        print(
            f"{label}: limit {statistics.median(least) * 1000:.0f} ms, "
            f"check {statistics.median(ours) * 1000:.0f} ms, "
            f"ratio {statistics.median(ratios):.2f} "
            f"[{min(ratios):.2f}..{max(ratios):.2f}] ({size:.1f} MB)"
        )


if __name__ == "__main__":
    main()
