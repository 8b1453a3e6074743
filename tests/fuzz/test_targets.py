"""Every target holds for its seeds and for what the fuzzer once found."""

from __future__ import annotations

import pytest

from tests.fuzz.books import mutated_book, small_books
from tests.fuzz.targets import TARGETS

MOST_SEEDS = 60  # the fuzzer begins with all of them
FINDINGS = [
    ("address", b"[] d!F4:FH2\n"),
    ("address", b"'[o]\x1d'!F7"),
    ("address", b"'[[][c1] ]'!F6"),
    ("address", b"[['\n ]\n]\n"),
    ("address", b"[[ ]]"),
    ("address", b"'[\\][b]Sheet1!A1'[\xff]"),
    ("claims", b"[c2] deals\r\r[c1] \r5>; r\xff\xffs = 960\n= SUM(F2:F241)\n\n"),
    ("formula", b"_M(LARX!"),
    ("formula", b"t[NaE] (0)"),
    ("numbers", b"[c24] deals\x0ecsv!A2:4A21\nassume\xc2\xa0240: t)*240/240"),
    ("compile", b"=YEAR(1E300-1)"),
    ("compile", b"=YEAR(1E999999)"),
    ("compile", b'="1E999999"+1'),
    ("compile", b"=DATE(1E300^300,1,1)"),
    ("query", b"SELECT-1E108888888888888 + sum(amount) FROM t"),
    ("query", b"SELECT '1E999999' * sum(amount) FROM t"),
]


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_hold(name: str) -> None:
    target = TARGETS[name]
    seeds = target.seeds()
    assert seeds
    step = len(seeds) // MOST_SEEDS + 1
    for seed in seeds[::step]:
        target.run(seed)


@pytest.mark.parametrize(("name", "content"), FINDINGS)
def test_a_finding_stays_mended(name: str, content: bytes) -> None:
    TARGETS[name].run(content)


def test_mutated_workbooks_are_other_workbooks() -> None:
    (book,) = small_books()
    mutated = [mutated_book(book, 60_000, seed, lambda b, _: b) for seed in range(20)]
    assert len(set(mutated)) > 10
    for content in mutated:
        TARGETS["xlsx"].run(content)
    assert mutated_book(b"no archive", 60_000, 1, lambda b, _: b)[:2] == b"PK"
