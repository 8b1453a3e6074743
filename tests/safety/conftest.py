"""The hostile corpus, and one run of it through everything, in the default settings."""

from __future__ import annotations

import os
import re
import socket
import tempfile
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import verifier
from verifier.model.reason import Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from verifier import Verdict

CORPUS = Path(__file__).resolve().parents[2] / "fixtures" / "hostile"
HEADERS = ("id", "rep", "region", "stage", "amount", "amt_dec", "closed", "note")
ROWS = 40
WORD_OF_CANARIES = "zq7canaryx"
_CHARACTER = re.compile(r"\{U\+([0-9A-F]{4,6})\}")
_REPEATED = re.compile(r"\{(\d+)\*([^}]+)\}")


@dataclass(frozen=True)
class Row:
    """A line of the corpus: a calculation, its kind, and the reasons it may get."""

    kind: str
    allowed: frozenset[str]
    calculation: str


@dataclass(frozen=True)
class Ground:
    """Where nothing may be touched: three folders and a port."""

    folder: Path
    home: Path
    temporary: Path
    listener: socket.socket


@dataclass(frozen=True)
class Tried:
    """A line of the corpus with the verdicts on two figures.

    The first figure is arbitrary; the second is what the calculation gave, which is
    what somebody would print who wants to be believed.
    """

    row: Row
    first: Verdict
    second: Verdict | None

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        return (self.first, self.second) if self.second else (self.first,)


def read_rows(name: str, places: dict[str, str]) -> tuple[Row, ...]:
    """Returns the lines of a file of the corpus, with what stands in braces put in."""
    rows: list[Row] = []
    kind, allowed = "", frozenset[str]()
    for line in (CORPUS / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("@ "):
            kind, _, words = line[2:].partition(" : ")
            allowed = frozenset(w.strip() for w in words.split(",") if w.strip())
            allowed = frozenset(str(Reason(word)) for word in allowed)
        elif line.strip() and not line.startswith("#"):
            rows.append(Row(kind.strip(" :"), allowed, put_in(line, places)))
    return tuple(rows)


def put_in(line: str, places: dict[str, str]) -> str:
    for name, value in places.items():
        line = line.replace(f"{{{name}}}", value)
    line = line.replace("{LF}", "\n")
    line = _REPEATED.sub(lambda m: int(m[1]) * m[2], line)
    return _CHARACTER.sub(lambda m: chr(int(m[1], 16)), line)


def write_data(folder: Path) -> None:
    """Writes deals.csv, which every claim cites, and secret.csv, which none does."""
    lines = [",".join(HEADERS)]
    for i in range(ROWS):
        closed = date(2025, 1, 1) + timedelta(days=i)
        region, stage = ("EMEA", "APAC", "AMER")[i % 3], ("won", "lost", "open")[i % 3]
        amount = Decimal(i * 11) / 10 + Decimal("0.5")
        lines.append(
            f"{i + 1},rep{i % 7},{region},{stage},{amount},{amount}0,{closed},n{i}"
        )
    (folder / "deals.csv").write_text("\n".join(lines) + "\n")
    (folder / "secret.csv").write_text("name,pay\nann,4200\nbob,5100\n")


def report_of(claims: Iterable[tuple[str, str, str]]) -> str:
    """Returns the report of claims: id, printed figure, calculation."""
    told = list(claims)
    prose = "".join(f"It was [{figure}](#{name}).\n\n" for name, figure, _ in told)
    body = "".join(f"[{n}] deals.csv!A:H\n{text}\n\n" for n, _, text in told)
    other = "[s1] secret.csv!B2:B3\n= SUM(B2:B3)\n"
    return f"{prose}They pay [9300](#s1).\n\n~~~~~~claims\n{body}{other}~~~~~~\n"


def verdicts_on(
    folder: Path, rows: tuple[Row, ...], figures: list[str]
) -> list[Verdict]:
    told = [
        (f"c{number}", figure, row.calculation)
        for number, (row, figure) in enumerate(zip(rows, figures, strict=True))
    ]
    report = folder / "report.md"
    report.write_text(report_of(told), encoding="utf-8")
    found = verifier.verify_path(report).verdicts
    report.unlink()
    by_claim = {verdict.claim: verdict for verdict in found}
    assert by_claim["s1"].status == "verified"
    return [by_claim[name] for name, _, _ in told]


def tried(folder: Path, rows: tuple[Row, ...]) -> tuple[Tried, ...]:
    """Returns each row with its verdicts, all in two reports."""
    first = verdicts_on(folder, rows, ["9876543.219"] * len(rows))
    given = [n for n, verdict in enumerate(first) if verdict.recomputed is not None]
    figures = [printed(first[n].recomputed) for n in given]
    again = verdicts_on(folder, tuple(rows[n] for n in given), figures)
    seconds = dict(zip(given, again, strict=True))
    return tuple(
        Tried(row, verdict, seconds.get(n))
        for n, (row, verdict) in enumerate(zip(rows, first, strict=True))
    )


def printed(value: Decimal | None) -> str:
    """Returns a value as a report prints it, to six digits behind the point."""
    assert value is not None
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return f"{value:.6f}" if exponent < -6 else f"{value:f}"


@pytest.fixture(scope="session")
def tried_rows(
    folder: Path, places: dict[str, str]
) -> Callable[..., tuple[Tried, ...]]:
    """Returns what tries a file of the corpus, once a session."""
    return cache(lambda name: tried(folder, read_rows(name, places)))


@pytest.fixture(scope="session")
def tried_cases(folder: Path) -> Callable[..., tuple[Tried, ...]]:
    """Returns what tries statements from elsewhere."""
    return lambda texts: tried(
        folder, tuple(Row("elsewhere", frozenset(), text) for text in texts)
    )


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """Yields folders with canaries, a home and a temporary folder, and a port."""
    root = tmp_path_factory.mktemp("hostile")
    folders = tuple(root / name for name in ("report", "home", "temporary"))
    for folder in folders:
        folder.mkdir()
        (folder / "canary.csv").write_text(f"word,amount\n{WORD_OF_CANARIES},4200\n")
        os.utime(folder / "canary.csv", (1_600_000_000, 1_700_000_000))
    write_data(folders[0])
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        pytest.MonkeyPatch.context() as patch,
    ):
        listener.settimeout(0)
        patch.setenv("HOME", str(folders[1]))
        patch.setenv("TMPDIR", str(folders[2]))
        patch.setattr(tempfile, "tempdir", str(folders[2]))
        patch.setenv("VERIFIER_CANARY", WORD_OF_CANARIES)
        yield Ground(folders[0], folders[1], folders[2], listener)


@pytest.fixture(scope="session")
def places(ground: Ground) -> dict[str, str]:
    return {
        "CANARY": str(ground.folder / "canary.csv"),
        "HOME": str(ground.home),
        "TMP": str(ground.temporary),
        "PORT": str(ground.listener.getsockname()[1]),
    }


@pytest.fixture(scope="session")
def folder(ground: Ground) -> Path:
    return ground.folder
