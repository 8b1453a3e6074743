"""An inspection as the record that its schema describes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.model.inspection import INSPECTION_VERSION
from verifier.renderers._json import json_text
from verifier.renderers._record import brief_record, finding_record, source_record

if TYPE_CHECKING:
    from verifier.model.inspection import InspectedColumn, InspectedSheet, Inspection
    from verifier.renderers._record import Record


def inspection_json(inspection: Inspection) -> str:
    """Returns an inspection as indented JSON."""
    record: Record = {
        "schema_version": INSPECTION_VERSION,
        "tool": dict(inspection.tool),
        "exit_status": inspection.exit_status,
        "brief": brief_record(inspection.brief),
        "sources": [source_record(source) for source in inspection.sources],
        "sheets": [_sheet(sheet) for sheet in inspection.sheets],
        "findings": [finding_record(finding) for finding in inspection.findings],
        "remedies": dict(inspection.remedies),
    }
    return json_text(record, indent=2) + "\n"


def _sheet(inspected: InspectedSheet) -> Record:
    sheet = inspected.sheet
    return {
        "source": sheet.key.source,
        "sheet": sheet.key.sheet,
        "rows": sheet.rows,
        "header_row": sheet.header_row,
        "columns": [_column(column) for column in inspected.columns],
        "findings": [finding_record(finding) for finding in inspected.findings],
    }


def _column(column: InspectedColumn) -> Record:
    profile = column.profile
    return {
        "letter": column.letter,
        "header": column.header,
        "kinds": {kind.name.lower(): count for kind, count in profile.counts},
        "low": profile.low,
        "high": profile.high,
        "distinct": profile.distinct,
        "examples": [{"cell": cell, "text": text} for cell, text in profile.examples],
        "meaning": column.meaning,
        "problem": profile.problem,
    }
