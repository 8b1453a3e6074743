"""Measures recomputing: claims of a report over a million rows, against one parse.

The limit is one pass of DuckDB over the touched columns of the file that keeps
nothing. Prints the medians of CPU seconds of the whole check, and their ratio.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.cold_start import seconds_of

ROWS = 1_000_000
CLAIMS = 30
ROUNDS = 3
LIMIT = (
    "import duckdb, sys; con = duckdb.connect(config={'threads': '1'}); "
    "print(con.execute('select sum(strlen(region)), sum(strlen(amount)), "
    "sum(strlen(units)) from read_csv(?, all_varchar=true, header=true, "
    "delim=chr(44), quote=chr(34))', [sys.argv[1]]).fetchone())"
)


def write_report(folder: Path) -> None:
    """Writes the file and a report with true figures about it."""
    dice = random.Random(5)
    regions = ("EMEA", "APAC", "AMER", "LATAM")
    totals = dict.fromkeys(regions, 0)
    units = 0
    with (folder / "deals.csv").open("w", encoding="utf-8") as file:
        file.write("id,region,stage,amount,units,closed\n")
        for number in range(ROWS):
            region, cents = dice.choice(regions), dice.randrange(10**7)
            count = dice.randrange(100)
            totals[region] += cents
            units += count
            file.write(
                f"D-{number},{region},won,{cents // 100}.{cents % 100:02d},{count},"
                f"2025-{1 + number % 12:02d}-{1 + number % 28:02d}\n"
            )
    last = ROWS + 1
    prose, claims = [], []
    for number in range(CLAIMS):
        region = regions[number % 4]
        if number % 3:
            cents = totals[region]
            figure = f"{cents // 100:,}.{cents % 100:02d}"
            calculation = f'= SUMIFS(D2:D{last},B2:B{last},"{region}")'
        else:
            figure, calculation = f"{units:,}", f"= SUM(E2:E{last})"
        prose.append(f"It was [{figure}](#c{number}).")
        claims.append(f"[c{number}] deals.csv!B2:E{last}\n{calculation}\n")
    text = "\n\n".join(prose) + "\n\n```claims\n" + "\n".join(claims) + "```\n"
    (folder / "report.md").write_text(text, encoding="utf-8")


def main() -> None:
    """Prints the medians and the ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_report(folder)
        limit = [sys.executable, "-c", LIMIT, "deals.csv"]
        check = [sys.executable, "-m", "verifier", "check", "report.md"]
        pairs = [
            (seconds_of(limit, folder), seconds_of(check, folder))
            for _ in range(ROUNDS)
        ]
    least = statistics.median(pair[0][1] for pair in pairs)
    ours = statistics.median(pair[1][1] for pair in pairs)
    ratios = [pair[1][1] / pair[0][1] for pair in pairs]
    print(
        f"{ROWS:,} rows, {CLAIMS} claims: limit {least:.2f} s CPU, check {ours:.2f} s, "
        f"ratio {statistics.median(ratios):.1f} [{min(ratios):.1f}..{max(ratios):.1f}]"
    )


if __name__ == "__main__":
    main()
