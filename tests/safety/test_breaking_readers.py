"""A reader that kills its process: its source is unreadable, the others are checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.safety.archives import book, cell
from verifier.model.reason import Reason, Status
from verifier.shell.check import check_reports
from verifier.shell.configuration import Settings
from verifier.worker import child

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

REPORT = """It was [11](#c1), [1](#c2) and [12](#c3).

```claims
[c1] deals.csv!A2:A3
= SUM(A2:A3)

[c2] broken.xlsx!A1
= A1

[c3] twice.xlsx!A1
= A1
```
"""
# stands in for python-calamine, which aborts on some files that it cannot allocate for
ABORTS = """
import os
import verifier.sources.workbook.crosscheck as found
found.second_rows.__code__  # a name that is gone is an error
found.second_rows = lambda content, sheet, shown: (
    os.abort() if shown.endswith("broken.xlsx") else [[1.0]]
)
"""


def test_the_rest_of_a_report_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head, imported, rest = child._BOOT.partition("from verifier.worker.serve import")
    monkeypatch.setattr(
        child.Child.__init__, "__defaults__", (head + ABORTS + imported + rest,)
    )
    (tmp_path / "deals.csv").write_text("n\n5\n6\n")
    (tmp_path / "broken.xlsx").write_bytes(book(cell("1")))
    twice = book('<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>')
    (tmp_path / "twice.xlsx").write_bytes(twice)
    (tmp_path / "report.md").write_text(REPORT)
    verdicts = check_reports((str(tmp_path / "report.md"),), Settings()).verdicts
    assert [(v.status, v.reason) for v in verdicts] == [
        (Status.VERIFIED, None),
        (Status.UNDECIDED, Reason.UNREADABLE_SOURCE),
        (Status.UNDECIDED, Reason.UNREADABLE_SOURCE),
    ]
    assert "signal 6" in verdicts[1].message
    assert "holds two values" in verdicts[2].message
