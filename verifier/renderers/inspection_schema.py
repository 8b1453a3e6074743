"""The published JSON Schema of inspections, draft 2020-12."""

from __future__ import annotations

from verifier.model.inspection import INSPECTION_VERSION
from verifier.model.source import CellKind
from verifier.renderers.result_schema import (
    BRIEF,
    FINDING,
    SOURCE,
    Schema,
    object_schema,
)

_TEXT: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_COLUMN = object_schema(
    {
        "letter": _TEXT,
        "header": _TEXT,
        "kinds": {
            "type": "object",
            "properties": {kind.name.lower(): _COUNT for kind in CellKind},
            "additionalProperties": False,
            "description": "How many cells of the data rows are of which kind.",
        },
        "low": _TEXT | {"description": "As the file has it; empty if there is none."},
        "high": _TEXT,
        "distinct": _COUNT | {"description": "Different values, about."},
        "examples": {
            "type": "array",
            "items": object_schema({"cell": _TEXT, "text": _TEXT}),
        },
        "meaning": _TEXT | {"description": "What the brief says of it."},
        "problem": _TEXT | {"description": "Why nothing is known of it, or empty."},
    }
)
_SHEET = object_schema(
    {
        "source": _TEXT,
        "sheet": _TEXT,
        "rows": _COUNT,
        "header_row": _COUNT,
        "columns": {"type": "array", "items": _COLUMN},
        "findings": {"type": "array", "items": FINDING},
    }
)

INSPECTION_SCHEMA: Schema = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": f"Inspection of data, version {INSPECTION_VERSION}",
    **object_schema(
        {
            "schema_version": {"const": INSPECTION_VERSION},
            "tool": {"type": "object", "additionalProperties": _TEXT},
            "exit_status": {"enum": [0, 1]},
            "brief": BRIEF,
            "sources": {"type": "array", "items": SOURCE},
            "sheets": {"type": "array", "items": _SHEET},
            "findings": {"type": "array", "items": FINDING},
            "remedies": {"type": "object", "additionalProperties": _TEXT},
        }
    ),
}
