"""Figures side by side, one of which may be calculated otherwise than the others.

A case stands in `side_by_side.txt`: the reason that the last claim is to be given (or
`-`), a report whose figures are all written 7, and their calculations, by lines. All
claims but the last must be given none of the reasons.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from verifier.shell.check import check_reports
from verifier.shell.configuration import Settings

HERE = Path(__file__).parent
REASONS = {
    "unstated-criterion",
    "wrong-column",
    "wrong-denominator",
    "wrong-statistic",
    "wrong-segment",
}
ROWS = 48
CALLS = pd.DataFrame(
    {
        "call_no": [f"K{n:03}" for n in range(ROWS)],
        "region": [("North", "South", "West", "East")[n % 4] for n in range(ROWS)],
        "channel": [("Phone", "Web", "Chat")[n % 3] for n in range(ROWS)],
        "status": ["Closed" if n % 5 < 3 else "Open" for n in range(ROWS)],
        "day": pd.date_range("2025-01-03", periods=ROWS, freq="3D"),
        "minutes": [5 + n * 7 % 31 for n in range(ROWS)],
        "planned_cost": [100 + 3 * n for n in range(ROWS)],
        "actual_cost": [90 + 5 * n if n % 5 < 3 else None for n in range(ROWS)],
        "client": [f"C{n * n % 17}" for n in range(ROWS)],
        "complaint": ["Y" if n % 7 in {1, 3} else "N" for n in range(ROWS)],
        "is_late": [int(n % 6 == 0) for n in range(ROWS)],
    }
)
ORDERS = CALLS.set_axis(
    [
        "Номер",
        "Магазин",
        "Способ",
        "Состояние",
        "Дата",
        "Минуты",
        "Сумма, руб.",
        "Оплачено, руб.",
        "Покупатель",
        "Жалоба",
        "Опоздание",
    ],
    axis=1,
).replace(
    {
        "Магазин": dict(
            zip(
                ("North", "South", "West", "East"),
                ("Тверь", "Омск", "Пермь", "Тула"),
                strict=True,
            )
        ),
        "Состояние": {"Closed": "доставлен", "Open": "в пути"},
        "Жалоба": {"Y": "да", "N": "нет"},
    }
)


@dataclass(frozen=True, slots=True)
class Example:
    name: str
    reason: str
    prose: str
    calculations: tuple[str, ...]

    @property
    def batch(self) -> str:
        """What the others of a report would speak to stands alone."""
        language = "zakazy" if "zakazy" in self.name else "calls"
        return f"{language} {self.name if '(alone)' in self.name else ''}"


def report_of(batch: list[Example]) -> str:
    """Returns a report with a chapter for each example, and their claims."""
    sheet = batch[0].batch.partition(" ")[0]
    prose: list[str] = []
    claims: list[str] = []
    for number, example in enumerate(batch):
        text = example.prose
        for place, calculation in enumerate(example.calculations):
            claim = f"e{number}.{place}"
            text = text.replace("](#)", f"](#{claim})", 1)
            claims.append(f"[{claim}] {sheet}.csv!A2:K{ROWS + 1}\n{calculation}")
        prose.append(f"# Review {number}\n\n{text}")
    evidence = "\n\n".join(claims)
    return "\n\n".join(prose) + f"\n\n```claims\n{evidence}\n```\n"


def examples() -> list[Example]:
    found: list[Example] = []
    text = (HERE / "side_by_side.txt").read_text(encoding="utf-8")
    for part in text.split("\n### ")[1:]:
        head, _, body = part.partition("\n")
        prose, _, calculations = body.partition("\n---\n")
        reason, _, name = head.partition(" ")
        lines = tuple(line for line in calculations.splitlines() if line.strip())
        found.append(Example(name, "" if reason == "-" else reason, prose, lines))
    return found


EXAMPLES = examples()


@pytest.fixture(scope="module")
def reasons(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[set[str]]]:
    folder = tmp_path_factory.mktemp("beside")
    CALLS.to_csv(folder / "calls.csv", index=False)
    ORDERS.to_csv(folder / "zakazy.csv", index=False)
    batches: dict[str, list[Example]] = {}
    for example in EXAMPLES:
        batches.setdefault(example.batch, []).append(example)
    paths: list[str] = []
    for number, batch in enumerate(batches.values()):
        path = folder / f"r{number}.md"
        path.write_text(report_of(batch), encoding="utf-8")
        paths.append(str(path))
    reports = check_reports(tuple(paths), Settings()).reports
    found: dict[str, list[set[str]]] = {}
    for batch, report in zip(batches.values(), reports, strict=True):
        told = {
            str(v.claim): {r.value for r in (v.reason, *v.also) if r is not None}
            for v in report.verdicts
        }
        for number, example in enumerate(batch):
            claims = range(len(example.calculations))
            found[example.name] = [told[f"e{number}.{place}"] for place in claims]
    return found


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.name)
def test_the_last_figure_alone_is_doubted(
    example: Example, reasons: dict[str, list[set[str]]]
) -> None:
    *others, last = reasons[example.name]
    assert len(others) + 1 == len(example.calculations)
    if example.reason:
        assert example.reason in last
    else:
        assert not REASONS & last
    assert all(not REASONS & one for one in others)


def test_half_of_the_examples_hold() -> None:
    assert len({example.name for example in EXAMPLES}) == len(EXAMPLES)
    true = sum(not example.reason for example in EXAMPLES)
    assert 2 * true >= len(EXAMPLES)
