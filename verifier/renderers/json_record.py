"""One JSON record of the whole run, as the result schema describes it."""

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
    from verifier.model.record import ReportVerification, Verification
    from verifier.renderers._record import Record


def render_json(verification: Verification, options: RenderOptions) -> str:
    """Returns the record as indented JSON."""
    record = summary_record(verification, options) | {
        "reports": [_report(report) for report in verification.reports],
        "sources": [source_record(source) for source in verification.sources],
    }
    return json_text(record, indent=2) + "\n"


def _report(report: ReportVerification) -> Record:
    whole = report_record(report)
    return {
        "path": whole["path"],
        "claims_from": whole["claims_from"],
        "coverage": whole["coverage"],
        "verdicts": list(verdict_records(report.verdicts)),
        "findings": whole["findings"],
        "not_figures": whole["not_figures"],
        "brief": whole["brief"],
    }


RENDERER = Renderer("json", render_json)
