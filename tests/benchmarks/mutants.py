"""Measures whether a calculation that was altered is told from one that fits.

Usage: python -m tests.benchmarks.mutants FOLDER... [--seed N] [--each N] [--misses F]

Each FOLDER holds a report whose expected.json says which claims are true. Of these some
are given another calculation (another group, period, column, statistic, a criterion
more or less, the operands of a division turned), and the figure that it gives is
printed instead: the sentence stays, so it no longer says what is computed. Prints, by
the kind of alteration, how many of these are not verified.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import random
import re
import shutil
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.alterations import Table, alterations_of
from tests.benchmarks.sentences import bounds
from verifier.model.address import quote_prefix
from verifier.model.source import Declarer
from verifier.shell.check import check_reports, read_desk
from verifier.shell.configuration import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verifier.model.claim import Claim
    from verifier.model.verdict import Verdict

_NUMERAL = re.compile(r"\d[\d\s.,\u00a0\u202f]*\d|\d")
_ARITHMETIC = frozenset(("value", "rounding", "scale", "percent", "truncated", "sign"))
_MARKS = frozenset(",;\t|")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A claim whose calculation was altered, and what came of it."""

    folder: str
    claim: str
    kind: str
    sentence: str
    before: str
    after: str
    status: str
    reason: str
    message: str


def mutants_of(folder: Path, seed: int, each: int) -> tuple[Mutant, ...]:
    """Returns the altered claims of a report: one in so many of its true ones."""
    rng = random.Random(f"{folder.name} {seed}")
    told = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    true = {e["claim"] for e in told if str(e["expected"]).casefold() == "true"}
    report = read_desk(str(folder / "report.md"), None).report
    honest = _verdicts(folder)
    tables = _tables(folder)
    text, altered = report.text, {}
    for claim in report.claims:
        verdict = honest.get(claim.id)
        if claim.id not in true or verdict is None or verdict.status != "verified":
            continue
        if text.count(claim.calculation) != 1 or rng.random() * each >= 1:
            continue
        cited = {citation.prefixes[0] for citation in claim.citations}
        if not cited <= tables.keys():
            continue
        choices = list(alterations_of(claim, tables, rng))
        if choices:
            altered[claim.id] = (claim, *rng.choice(choices))
    return tuple(_judged(folder, text, altered, honest, tables))


def _judged(
    folder: Path,
    text: str,
    altered: dict[str, tuple[Claim, str, str]],
    honest: dict[str, Verdict],
    tables: dict[str, Table],
) -> Iterable[Mutant]:
    with tempfile.TemporaryDirectory() as name:
        place = Path(name) / folder.name
        shutil.copytree(folder, place)
        lines = text.split("\n")
        widths = {name: table.letters for name, table in tables.items()}
        for claim, _, after in altered.values():
            _replace(lines, claim, after, widths)
        (place / "report.md").write_text("\n".join(lines), encoding="utf-8")
        first = _verdicts(place)
        figures = {
            one: figure
            for one in altered
            if (figure := _printed(honest[one], first.get(one))) is not None
        }
        whole = (place / "report.md").read_text(encoding="utf-8")
        for one, figure in figures.items():
            whole = _with_figure(whole, one, figure)
        (place / "report.md").write_text(whole, encoding="utf-8")
        second = _verdicts(place)
    for one in figures:
        verdict = second.get(one)
        reason = verdict.reason.value if verdict and verdict.reason else ""
        if verdict is None or verdict.status == "undecided" or reason in _ARITHMETIC:
            continue
        yield _told(folder.name, altered[one], verdict, whole)


def _told(
    folder: str, change: tuple[Claim, str, str], verdict: Verdict, text: str
) -> Mutant:
    """Returns an altered claim with its verdict and the words round its figure."""
    claim, kind, after = change
    where = verdict.figure.span
    line = text.split("\n")[where.line - 1]
    return Mutant(
        folder,
        claim.id,
        kind,
        line[max(0, where.column - 220) : where.column + 120],
        claim.calculation,
        after,
        verdict.status.value,
        verdict.reason.value if verdict.reason else "",
        verdict.message,
    )


def _verdicts(folder: Path) -> dict[str, Verdict]:
    brief = folder / "brief.toml"
    settings = Settings(
        brief=str(brief) if brief.exists() else "", brief_by=Declarer.COMMAND
    )
    verification = check_reports((str(folder / "report.md"),), settings)
    return {v.claim: v for v in verification.reports[0].verdicts if v.claim}


def _replace(
    lines: list[str], claim: Claim, after: str, widths: dict[str, str]
) -> None:
    """Writes another calculation into a report, and cites all of its tables."""
    first = claim.calculation_line - 1
    size = claim.calculation.count("\n") + 1
    lines[first] = after.replace("\n", " ")
    for place in range(first + 1, first + size):
        lines[place] = ""
    for place in range(claim.line, first):
        if lines[place].startswith("reads"):
            lines[place] = ""
    head = claim.line - 1
    names = sorted({citation.prefixes[0] for citation in claim.citations})
    whole = ", ".join(f"{quote_prefix(name)}!A2:{widths[name]}" for name in names)
    lines[head] = f"[{claim.id}] {whole}"
    for place in range(claim.line, first):
        if lines[place].startswith((" ", "\t")):
            lines[place] = ""


def _printed(honest: Verdict, altered: Verdict | None) -> str | None:
    """Returns the figure with the altered value, None where it reads the same."""
    quantity = honest.figure.quantity
    numeral = _NUMERAL.search(honest.figure.text)
    if altered is None or quantity is None or numeral is None or not quantity.value:
        return None
    if quantity.tolerance is not None or quantity.upper is not None:
        return None
    if not isinstance(altered.recomputed, Decimal) or altered.recomputed <= 0:
        return None
    digits, decimals, mark, group = _written(numeral[0])
    scale = abs(quantity.value) / digits
    value = round(altered.recomputed / scale, decimals)
    if value == digits or not value:
        return None
    whole = f"{value:,.{decimals}f}".replace(",", "G").replace(".", mark)
    return (
        honest.figure.text[: numeral.start()]
        + whole.replace("G", group)
        + honest.figure.text[numeral.end() :]
    )


def _written(numeral: str) -> tuple[Decimal, int, str, str]:
    """Returns the digits' value, decimals, the decimal mark and what groups digits."""
    plain = re.sub(r"\D", "", numeral)
    for mark, group in ((".", ","), (",", " ")):
        whole, _, part = numeral.rpartition(mark)
        if whole and len(part) != 3:
            return Decimal(int(plain)) / 10 ** len(part), len(part), mark, group
    group = next((m for m in (",", "\u00a0", "\u202f", " ") if m in numeral), "")
    return Decimal(int(plain)), 0, ".", group


def _with_figure(text: str, claim: str, figure: str) -> str:
    pattern = re.compile(r"\[([^\[\]\n]*)\]\(#" + re.escape(claim) + r"\)")
    found = pattern.search(text)
    if found is None:
        return text
    numeral, other = _NUMERAL.search(found[1]), _NUMERAL.search(figure)
    if numeral is None or other is None:
        return text
    inside = found[1][: numeral.start()] + other[0] + found[1][numeral.end() :]
    return text[: found.start(1)] + inside + text[found.end(1) :]


def _tables(folder: Path) -> dict[str, Table]:
    tables = {}
    for path in sorted(folder.glob("*.csv")):
        data = path.read_bytes()
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1251")
        head = Counter(c for c in text.split("\n")[0] if c in _MARKS)
        mark = head.most_common(1)[0][0] if head else ","
        rows = list(csv.reader(io.StringIO(text), delimiter=mark))
        tables[path.name] = Table(path.name, tuple(tuple(row) for row in rows))
    return tables


def _one(job: tuple[Path, int, int]) -> tuple[Mutant, ...]:
    return mutants_of(*job)


def main() -> None:
    """Prints the shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=3)
    parser.add_argument("--misses", type=Path)
    arguments = parser.parse_args()
    jobs = [(folder, arguments.seed, arguments.each) for folder in arguments.folders]
    with ProcessPoolExecutor(2) as pool:
        found = [one for some in pool.map(_one, jobs) for one in some]
    kinds = Counter(one.kind for one in found)
    caught = Counter(one.kind for one in found if one.status != "verified")
    for kind, count in sorted(kinds.items()):
        print(f"{kind:22}{caught[kind]:5} of {count:5}  {bounds(caught[kind], count)}")
    print(Counter(one.reason for one in found))
    hits, total = caught.total(), kinds.total()
    print(f"{'all':22}{hits:5} of {total:5}  {bounds(hits, total)}")
    if arguments.misses:
        with arguments.misses.open("w", encoding="utf-8") as file:
            for one in sorted(found, key=lambda m: (m.kind, m.folder)):
                if one.status == "verified":
                    file.write(
                        f"{one.kind} {one.folder}/{one.claim}\n  {one.sentence}\n"
                        f"  - {one.before}\n  + {one.after}\n\n"
                    )


if __name__ == "__main__":
    main()
