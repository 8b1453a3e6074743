"""Measures recomputed formulas against the values that spreadsheets gave them.

Usage: python -m tests.benchmarks.formulas_corpus CORPUS [--results FILE] [--exact]

CORPUS is a file of formulas with their values (`formulas-dev.jsonl.gz`). A child
process evaluates the rows and is killed where it takes too long over one (a hang) or
dies (a crash). Results go to FILE, one JSON object a row; rows that FILE holds are not
evaluated again, so that a run can be stopped and resumed. The tables are counted from
FILE.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import hashlib
import json
import math
import re
import select
import subprocess
import sys
import threading
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from tests.benchmarks.formula_tiers import tier_of
from tests.unit.formula.conftest import SETTINGS, Error, Grid
from verifier.errors import FormulaError
from verifier.formula.tokens import ERROR_CODES
from verifier.model.plan import Trial

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Row = dict[str, Any]

LEFT_OUT = frozenset({"volatile", "circular", "external", "display"})
STATEMENT_SECONDS = 10.0
ROW_SECONDS = 40.0
DIGITS = Decimal("1e-12")  # twelve significant digits
ITERATED = Decimal("1e-7")  # IRR and its relatives stop at their own precision
ITERATIVE = frozenset({"IRR", "XIRR", "RATE", "MIRR", "YIELD"})
TINY = Decimal("1e-12")
REAL = "real_github"
FEWEST_DIGITS = 6  # of an expected value that a suite rounded
FEWEST_DIGITS_OF_A_RATE = 4
MOST_DIGITS = 12
ENGINES = 2
ROUNDOFF, STEPS = 2.0**-52, 8  # as the judge bounds the errors of terms that cancel
DISPUTED = Path(__file__).parent / "formulas_disputed.tsv"
PLACE = re.compile(r"\b(ROW|COLUMN)\(\)")
ROOT = re.compile(r"=(?:_xlfn\.)?(?:_xlws\.)?([A-Z.]+)\(")
OF_SEVERAL = frozenset(
    {"FREQUENCY", "GROWTH", "LINEST", "LOGEST", "MMULT", "TRANSPOSE", "TREND"}
    | {"ROW", "COLUMN"}
)
REAL_ONES, SUITES = "real workbooks", "suites"
SAMPLED = {
    (REAL_ONES, "1"): 400,
    (REAL_ONES, "1b"): 60,
    (REAL_ONES, "2"): 40,
    (SUITES, "1"): 250,
    (SUITES, "1b"): 60,
    (SUITES, "2"): 90,
    (SUITES, "other"): 40,
}


def rows_of(path: Path) -> Iterator[Row]:
    """Yields the rows of a corpus that are evaluated."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            flags = set(row.get("flags") or ())
            # of some large ranges the corpus gives the formula alone
            has_inputs = "big" not in flags or row.get("cells")
            if not LEFT_OUT & flags and has_inputs:
                yield row


def digest(row: Row) -> str:
    """Returns a short name of a row that says nothing of where it is from."""
    return hashlib.sha256(row["id"].encode()).hexdigest()[:12]


def sample(path: Path) -> list[Row]:
    """Returns the same rows in every run, so many of each origin and tier.

    They are rows whose expected value two other engines give, too.
    """
    strata: dict[tuple[str, str], list[Row]] = {}
    for row in rows_of(path):
        if (row["agree"] or 0) >= ENGINES:
            strata.setdefault((origin_of(row), tier_of(row)), []).append(row)
    return [
        row
        for stratum, size in SAMPLED.items()
        for row in sorted(strata[stratum], key=digest)[:size]
    ]


def same(got: object, row: Row) -> bool:
    """Returns whether a value is the expected one, numbers to twelve digits."""
    expected = row["expected"]
    if isinstance(expected, dict):
        return isinstance(got, Error) and got.code == expected["e"]
    if isinstance(expected, bool | str):
        return type(got) is type(expected) and got == expected
    if not isinstance(got, int | float | Decimal) or isinstance(got, bool):
        return False
    one, two = Decimal(repr(got) if isinstance(got, float) else got), _decimal(expected)
    return abs(one - two) <= max(abs(two) * _precision(row), TINY)


def _precision(row: Row) -> Decimal:
    """Returns the relative difference that is none: a suite may print fewer digits."""
    is_iterated = not ITERATIVE.isdisjoint(row["functions"])
    least = ITERATED if is_iterated else DIGITS
    digits = len(_decimal(row["expected"]).normalize().as_tuple().digits)
    fewest = FEWEST_DIGITS_OF_A_RATE if is_iterated else FEWEST_DIGITS
    if row["source"] == REAL or not fewest <= digits <= MOST_DIGITS:
        return least
    return max(least, Decimal(1).scaleb(1 - digits))


def _decimal(value: float) -> Decimal:
    return Decimal(repr(value))


def as_in_a_report(row: Row) -> str:
    """Returns a row's formula as one that stands in no cell.

    ROW() and COLUMN() name the cell that they stood in; of a function that gives
    several cells the first one is shown in it.
    """
    formula = PLACE.sub(lambda found: f"{found[1]}({row['cell']})", row["formula"])
    opening = ROOT.match(formula)
    if opening and opening[1] in OF_SEVERAL and _closes_at_the_end(formula):
        return f"=INDEX({formula[1:]},1,1)"
    return formula


def _judged(got: object, row: Row) -> str:
    """Returns whether a value is right; an error verifies no figure, whatever it is."""
    if same(got, row):
        return "equal"
    return "error-instead" if isinstance(got, Error) else "wrong"


def _closes_at_the_end(formula: str) -> bool:
    """Returns whether the first parenthesis of a formula is closed by its last sign."""
    depth = 0
    for place, sign in enumerate(formula):
        depth += (sign == "(") - (sign == ")")
        if sign == ")" and depth == 0:
            return place == len(formula) - 1
    return False


class Engine:
    """Evaluates rows in one session."""

    def __init__(self) -> None:
        self.grid = Grid(duckdb.connect(config=SETTINGS))

    def outcome(self, row: Row, *, exact: bool = False) -> Row:
        """Returns what a row gave: `equal`, `wrong`, or why it is undecided."""
        got: object = None
        reason = ""
        alarm = threading.Timer(STATEMENT_SECONDS, self.grid.connection.interrupt)
        alarm.start()
        try:
            got = self.value(row, exact=exact)
        except FormulaError as error:
            reason = str(error.reason) or "unreadable-claim"
            got = f"{error}"
        except duckdb.InterruptException:
            reason = "limit"
        except duckdb.InvalidInputException as error:
            reason, got = "calculation-failed", f"{error}"[:300]  # as the engine has it
        except (duckdb.Error, RecursionError, MemoryError) as error:
            reason = "engine-error"
            got = f"{type(error).__name__}: {error}"[:300]
        status = reason or _judged(got, row)
        if status == "wrong" and self._is_lost(row, got):
            status = "unstable"
        alarm.cancel()
        self.grid.layouts = {}
        with contextlib.suppress(duckdb.TransactionException):
            self.grid.clear()  # there is none where the formula was not parsed
        if isinstance(got, float) and not math.isfinite(got):
            status = "calculation-failed"  # as the engine has it
        if isinstance(got, Error) and got.code not in ERROR_CODES:
            status = "no-input"  # an error that no spreadsheet has
        return {"id": row["id"], "status": status, "got": shown(got)}

    def _is_lost(self, row: Row, got: object) -> bool:
        """Returns whether terms cancel so far that rounding decides the digits."""
        if not isinstance(got, float):
            return False
        compiled = self.grid.compiled(as_in_a_report(row))
        sizes = compiled.sql(Trial.MAGNITUDE)
        size = self.grid.run(sizes) if sizes else None
        if not isinstance(size, float | int | Decimal):
            return False
        cells = sum(one.rows * one.columns for one in compiled.used)
        return (cells + STEPS) * ROUNDOFF * abs(float(size)) > float(DIGITS) * abs(got)

    def value(self, row: Row, *, exact: bool) -> object:
        """Returns the value of a row's formula; in DOUBLE where DECIMAL overflows.

        Raises:
            FormulaError: where it is refused, or a lookup is an accident.
        """
        grid, formula = self.grid, as_in_a_report(row)
        cells = row.get("cells") or {}
        grid.fill(cells, formula=formula, exact=exact, default=row["sheet"])
        compiled = grid.compiled(formula)
        doubted = compiled.sql(Trial.UNSORTED)
        if doubted and grid.run(doubted):
            raise FormulaError("searched cells are not sorted", reason="unstable")
        sql = compiled.sql(Trial.WRITTEN) or compiled.sql(Trial.VALUE) or ""
        if not exact:
            return grid.run(sql)
        with contextlib.suppress(
            duckdb.ConversionException, duckdb.OutOfRangeException
        ):
            return grid.run(sql)
        grid.clear()
        grid.fill(cells, formula=formula, exact=False, default=row["sheet"])
        return grid.value(formula)


def shown(value: object) -> object:
    """Returns a value for JSON."""
    if isinstance(value, Error):
        return {"e": value.code}
    return str(value) if isinstance(value, Decimal) else value


def serve(*, exact: bool) -> None:
    """Evaluates the rows on standard input, one JSON object a line."""
    engine = Engine()
    for line in sys.stdin:
        print(json.dumps(engine.outcome(json.loads(line), exact=exact)), flush=True)


class Child:
    """A process that evaluates rows and may be killed."""

    def __init__(self, *, exact: bool) -> None:
        self.command = [sys.executable, "-m", __spec__.name, "-", "--serve"]
        self.command += ["--exact"] if exact else []
        self.process: subprocess.Popen[str] | None = None

    def outcome(self, row: Row) -> Row:
        """Returns what a row gave, or that the process hung or crashed over it."""
        if self.process is None:
            self.process = subprocess.Popen(
                self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
        pipe_in, pipe_out = self.process.stdin, self.process.stdout
        assert pipe_in is not None
        assert pipe_out is not None
        pipe_in.write(json.dumps(row) + "\n")
        pipe_in.flush()
        ready, _, _ = select.select([pipe_out], [], [], ROW_SECONDS)
        answer = pipe_out.readline() if ready else ""
        if answer:
            return json.loads(answer)
        self.process.kill()
        self.process.wait()
        self.process = None
        return {"id": row["id"], "status": "crash" if ready else "hang", "got": None}


def measure(corpus: Path, results: Path, *, exact: bool) -> None:
    """Evaluates the rows of a corpus that the results do not hold yet."""
    known = set()
    if results.exists():
        known = {json.loads(line)["id"] for line in results.open(encoding="utf-8")}
    child = Child(exact=exact)
    with results.open("a", encoding="utf-8") as file:
        for number, row in enumerate(rows_of(corpus), 1):
            if row["id"] not in known:
                file.write(json.dumps(child.outcome(row)) + "\n")
            if number % 5000 == 0:
                print(f"{number} rows", file=sys.stderr)
    if child.process is not None:
        child.process.kill()


def disputed() -> dict[str, Decimal]:
    """Returns what is right for rows whose expected value is not, by digest."""
    lines = DISPUTED.read_text(encoding="utf-8").splitlines()
    parts = (line.split("\t") for line in lines if not line.startswith("#"))
    return {key: Decimal(value) for key, value, _ in parts}


def is_right(row: Row, got: object, known: dict[str, Decimal]) -> bool:
    """Returns whether a disputed row gave the value that was computed elsewhere."""
    value = known.get(digest(row))
    if value is None or not isinstance(got, str | int | float):
        return False
    return abs(Decimal(str(got)) - value) <= abs(value) * DIGITS


def table(rows: Iterable[tuple[str, str]]) -> None:
    """Prints, group by group, the share of each status."""
    counts: dict[str, Counter[str]] = {}
    for group, status in rows:
        counts.setdefault(group, Counter())[status] += 1
    for group, found in sorted(counts.items()):
        total = found.total()
        equal, wrong = found.pop("equal", 0), found.pop("wrong", 0)
        rest = ", ".join(f"{name} {count}" for name, count in found.most_common())
        print(
            f"{group:40}{total:7}  equal {equal / total:8.3%}  "
            f"wrong {wrong:5} ({wrong / total:.3%})  {rest}"
        )


def origin_of(row: Row) -> str:
    """Returns whether people or a test suite wrote a formula."""
    return REAL_ONES if row["source"] == REAL else SUITES


def report(corpus: Path, results: Path) -> None:
    """Prints the tables."""
    lines = (json.loads(line) for line in results.open(encoding="utf-8"))
    found = {line["id"]: line for line in lines}
    pairs = [(r, found[r["id"]]) for r in rows_of(corpus) if r["id"] in found]
    print("-- all, by tier")
    table((f"tier {tier_of(r)}", o["status"]) for r, o in pairs)
    print("-- by origin and tier")
    table((f"{origin_of(r)}, tier {tier_of(r)}", o["status"]) for r, o in pairs)
    agreed = [(r, o) for r, o in pairs if (r["agree"] or 0) >= ENGINES]
    print("-- where two other engines agree with the expected value")
    table((f"tier {tier_of(r)}", o["status"]) for r, o in agreed)
    print("-- the same, formulas without names and tables that the corpus lacks")
    table(
        (f"tier {tier_of(r)}", o["status"])
        for r, o in agreed
        if not {"name", "structured", "noname", "notable"} & set(r.get("flags") or ())
    )
    print("-- wrong there, and how many of them are right by a value from elsewhere")
    known = disputed()
    totals = Counter(tier_of(r) for r, _ in agreed)
    wrong_ones = [(r, o["got"]) for r, o in agreed if o["status"] == "wrong"]
    for tier, total in sorted(totals.items()):
        here = [(r, got) for r, got in wrong_ones if tier_of(r) == tier]
        right = sum(is_right(r, got, known) for r, got in here)
        rest = len(here) - right
        print(
            f"tier {tier:35}{total:7}  wrong {len(here)} ({len(here) / total:.3%})  "
            f"right {right}  left {rest} ({rest / total:.3%})"
        )
    print("-- wrong, by function")
    wrong = Counter(
        name
        for row, outcome in pairs
        if outcome["status"] == "wrong"
        for name in set(row["functions"]) or {"(operators)"}
    )
    print(", ".join(f"{name} {count}" for name, count in wrong.most_common(60)))


def main() -> None:
    """Runs the measurement, or serves one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--results", type=Path, default=Path("formulas.jsonl"))
    parser.add_argument("--exact", action="store_true")
    parser.add_argument("--serve", action="store_true")
    arguments = parser.parse_args()
    if arguments.serve:
        serve(exact=arguments.exact)
        return
    measure(arguments.corpus, arguments.results, exact=arguments.exact)
    report(arguments.corpus, arguments.results)


if __name__ == "__main__":
    main()
