"""What is large or many works, or says which limit it met, in bounded memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Protocol

    class Run(Protocol):
        status: int
        seconds: float
        own_megabytes: int
        worker_megabytes: int
        out: str
        err: str


pytestmark = pytest.mark.slow
CHECK = ("check", "--isolated", "--quiet")
OWN, WORKER = 800, 1000  # megabytes that the two may take
ROWS = 20_000


def coverage(out: str, word: str) -> int:
    """Returns a count of the coverage, of all reports."""
    lines = [line for line in out.splitlines() if "figures" in line]
    counts = [
        int(part.split()[-1])
        for line in lines
        for part in line.replace(":", "·").split("·")
        if part.split()[:-1] == [word]
    ]
    return sum(counts)


def claims(folder: Path, count: int) -> str:
    """Returns a report with so many sums of six cells, written beside its data."""
    cells = [row % 997 + 0.5 for row in range(ROWS)]
    lines = [f"g{row % 50},{cell}\n" for row, cell in enumerate(cells)]
    (folder / "d.csv").write_text("k,a\n" + "".join(lines))
    prose, fence = [], []
    for number in range(count):
        low = 2 + number % 10_000
        total = sum(cells[low - 2 : low + 4])
        prose.append(f"Sales were [{total:.1f}](#c{number}).\n")
        cited = f"B{low}:B{low + 5}"
        fence.append(f"[c{number}] d.csv!{cited}\n= SUM({cited})\n")
    return "".join(prose) + "\n```claims\n" + "".join(fence) + "```\n"


def within(run: Run) -> bool:
    return run.own_megabytes < OWN and run.worker_megabytes < WORKER


def test_ten_thousand_claims_cost_ten_times_a_thousand(
    tmp_path: Path, measured: Callable[..., Run]
) -> None:
    runs = []
    for count in (1000, 10_000):
        (tmp_path / "r.md").write_text(claims(tmp_path, count))
        runs.append(measured(*CHECK, "r.md"))
        assert coverage(runs[-1].out, "verified") == count
        assert within(runs[-1])
    assert runs[1].seconds < 12 * runs[0].seconds


@pytest.mark.parametrize("line", ["Sales were 12.5% in May.\n\n", "word " * 400 + "\n"])
def test_a_report_of_twenty_megabytes_meets_a_limit(
    tmp_path: Path, measured: Callable[..., Run], line: str
) -> None:
    (tmp_path / "r.md").write_text(line * (20_000_000 // len(line)))
    run = measured(*CHECK, "r.md")
    assert run.status == 2
    assert "expected" in run.err
    assert run.own_megabytes < OWN


@pytest.mark.parametrize("cited", ["GJH2:GJH9", "A2:GJH9"])
def test_five_thousand_columns(
    tmp_path: Path, measured: Callable[..., Run], cited: str
) -> None:
    header = ",".join(f"h{n}" for n in range(5000))
    row = ",".join(str(n) for n in range(5000))
    (tmp_path / "d.csv").write_text(f"{header}\n" + f"{row}\n" * 8)
    expected = 8 * 4999 if cited.startswith("GJH") else 8 * 4999 * 2500
    (tmp_path / "r.md").write_text(
        f"It was [{expected}](#c1).\n\n```claims\n[c1] d.csv!{cited}\n"
        f"= SUM({cited})\n```\n"
    )
    run = measured(*CHECK, "r.md")
    done = coverage(run.out, "verified") + coverage(run.out, "undecided")
    assert done == 1 or (run.status == 2 and "expected" in run.err)
    assert coverage(run.out, "hallucinated") == 0
    assert within(run)


def test_a_thousand_sources(tmp_path: Path, measured: Callable[..., Run]) -> None:
    prose, fence = [], []
    for number in range(1000):
        (tmp_path / f"s{number}.csv").write_text(f"a\n{number}\n{number + 1}\n")
        prose.append(f"It was [{2 * number + 1}](#c{number}).\n")
        fence.append(f"[c{number}] s{number}.csv!A2:A3\n= SUM(A2:A3)\n")
    text = "\n".join(prose) + "\n```claims\n" + "\n".join(fence) + "```\n"
    (tmp_path / "r.md").write_text(text)
    run = measured(*CHECK, "r.md")
    assert coverage(run.out, "verified") == 1000
    assert within(run)


@pytest.mark.parametrize(
    "formula",
    [
        "A2" + "+A2" * 300,
        "SUM(A2:A3" + ",A2:A3" * 1300 + ")",
        "(" * 59 + "A2" + ")" * 59,
        "ABS(" * 58 + "A2" + ")" * 58,
        "IF(A2>0," * 40 + "A2" + ",0)" * 40,
        "ROUND(" * 30 + "A2" + ",1)" * 30,
    ],
    ids=["terms", "arguments", "parentheses", "calls", "branches", "roundings"],
)
def test_formulas_at_the_limits(
    tmp_path: Path, measured: Callable[..., Run], formula: str
) -> None:
    (tmp_path / "d.csv").write_text("a\n1\n2\n")
    fence = f"```claims\n[c1] d.csv!A2:A3\n= {formula}\n```\n"
    (tmp_path / "r.md").write_text(f"It was [7](#c1).\n\n{fence}")
    run = measured(*CHECK, "r.md")
    assert run.status == 1
    assert coverage(run.out, "verified") == 0
    assert run.seconds < 60
    assert within(run)


def test_ten_thousand_figures_in_a_table(
    tmp_path: Path, measured: Callable[..., Run]
) -> None:
    rows = "".join(f"| r{n} | {n}.5% | ${n}M |\n" for n in range(5000))
    (tmp_path / "r.md").write_text(f"| a | b | c |\n|--|--|--|\n{rows}")
    run = measured(*CHECK, "r.md")
    assert coverage(run.out, "uncited") == 10_000
    assert within(run)


def test_a_hundred_thousand_numbers(
    tmp_path: Path, measured: Callable[..., Run]
) -> None:
    numbers = " ".join(f"{n % 900 + 10}.5%" for n in range(20))
    (tmp_path / "r.md").write_text(f"{numbers}\n\n" * 5000)
    run = measured(*CHECK, "r.md")
    assert coverage(run.out, "uncited") == 100_000
    assert run.own_megabytes < 2 * OWN
    assert run.worker_megabytes < WORKER


def test_sixty_four_reports(tmp_path: Path, measured: Callable[..., Run]) -> None:
    text = claims(tmp_path, 20)
    names = [f"r{number}.md" for number in range(64)]
    for name in names:
        (tmp_path / name).write_text(text)
    run = measured(*CHECK, *names)
    assert coverage(run.out, "verified") == 64 * 20
    assert within(run)
