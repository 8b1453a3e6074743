"""One JSON object a line: every verdict, then a summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.renderers._json import json_text
from verifier.renderers._record import (
    report_record,
    source_record,
    summary_record,
    verdict_records,
)
from verifier.renderers._renderer import Renderer, RenderOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.record import Verification
    from verifier.renderers._record import Record


def render_json_lines(verification: Verification, options: RenderOptions) -> str:
    """Returns a line for each verdict with its report's path, then the summary.

    The summary holds what the one JSON record holds, but for the verdicts.
    """
    return "".join(
        json_text(record) + "\n" for record in _records(verification, options)
    )


def _records(verification: Verification, options: RenderOptions) -> Iterator[Record]:
    for report in verification.reports:
        for verdict in verdict_records(report.verdicts):
            yield {"type": "verdict", "path": report.report.path} | verdict
    yield (
        {"type": "summary"}
        | summary_record(verification, options)
        | {
            "reports": [report_record(report) for report in verification.reports],
            "sources": [source_record(source) for source in verification.sources],
        }
    )


RENDERER = Renderer("jsonl", render_json_lines)
