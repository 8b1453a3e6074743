"""Measures recomputing: claims of a report over many rows, against one pass of DuckDB.

The limit is one pass of DuckDB over the touched columns of the file that keeps
nothing. Prints CPU seconds and peak memory of the whole check, and their ratios to the
limit, for text and Parquet.

    python -m tests.benchmarks.recomputation [ROWS …]
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROWS = (1_000_000,)
CLAIMS = 30
ROUNDS = 3
LONG = 5_000_000  # rows from which one round has to do
LIMITS = {
    "csv": "read_csv(?, all_varchar=true, header=true, delim=chr(44), quote=chr(34))",
    "parquet": "read_parquet(?)",
}
LIMIT = (
    "import duckdb, sys; con = duckdb.connect(config={{'threads': '1'}}); "
    "print(con.execute('select sum(strlen(region)), sum(amount::double), "
    "sum(units::double) from {reader}', [sys.argv[1]]).fetchone())"
)


def write_report(folder: Path, rows: int) -> None:
    """Writes the file and reports with true figures about it."""
    dice = random.Random(5)
    regions = ("EMEA", "APAC", "AMER", "LATAM")
    totals = dict.fromkeys(regions, 0)
    units = 0
    with (folder / "deals.csv").open("w", encoding="utf-8") as file:
        file.write("id,region,stage,amount,units,closed\n")
        for number in range(rows):
            region, cents = dice.choice(regions), dice.randrange(10**7)
            count = dice.randrange(100)
            totals[region] += cents
            units += count
            file.write(
                f"D-{number},{region},won,{cents // 100}.{cents % 100:02d},{count},"
                f"2025-{1 + number % 12:02d}-{1 + number % 28:02d}\n"
            )
    _write_parquet(folder)
    for suffix in LIMITS:
        text = _report_on(f"deals.{suffix}", rows, totals, units)
        (folder / f"{suffix}.md").write_text(text, encoding="utf-8")


def _write_parquet(folder: Path) -> None:
    script = (
        'import duckdb; duckdb.sql("copy (select * replace (amount::decimal(18,2) as '
        "amount) from read_csv('deals.csv', header=true)) to 'deals.parquet'\")"
    )
    subprocess.run([sys.executable, "-c", script], cwd=folder, check=True)


def _report_on(file: str, rows: int, totals: dict[str, int], units: int) -> str:
    last = rows + 1
    prose, claims = [], []
    for number in range(CLAIMS):
        region = tuple(totals)[number % 4]
        if number % 3:
            cents = totals[region]
            figure = f"{cents // 100:,}.{cents % 100:02d}"
            calculation = f'= SUMIFS(D2:D{last},B2:B{last},"{region}")'
        else:
            figure, calculation = f"{units:,}", f"= SUM(E2:E{last})"
        prose.append(f"It was [{figure}](#c{number}).")
        claims.append(f"[c{number}] {file}!B2:E{last}\n{calculation}\n")
    return "\n\n".join(prose) + "\n\n```claims\n" + "\n".join(claims) + "```\n"


def usage_of(command: list[str], folder: Path) -> tuple[float, float]:
    """Returns CPU seconds and peak megabytes of a command and what it started.

    Raises:
        SystemExit: if the command fails.
    """
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def measure(folder: Path, suffix: str, rows: int) -> None:
    """Prints medians and ratios for one format."""
    script = LIMIT.format(reader=LIMITS[suffix])
    limit = [sys.executable, "-c", script, f"deals.{suffix}"]
    check = [sys.executable, "-m", "verifier", "check", f"{suffix}.md"]
    pairs = [
        (usage_of(limit, folder), usage_of(check, folder))
        for _ in range(1 if rows >= LONG else ROUNDS)
    ]
    least, least_peak = map(statistics.median, zip(*(p[0] for p in pairs), strict=True))
    ours, peak = map(statistics.median, zip(*(p[1] for p in pairs), strict=True))
    print(
        f"{suffix:8}{rows:>12,} rows, {CLAIMS} claims: limit {least:.2f} s CPU "
        f"{least_peak:,.0f} MB, check {ours:.2f} s {peak:,.0f} MB, "
        f"ratio {ours / least:.1f} in time, {peak / least_peak:.1f} in memory",
        flush=True,
    )


def main() -> None:
    """Measures every number of rows that is asked for."""
    for rows in tuple(map(int, sys.argv[1:])) or ROWS:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_report(folder, rows)
            for suffix in LIMITS:
                measure(folder, suffix, rows)


if __name__ == "__main__":
    main()
