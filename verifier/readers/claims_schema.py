"""The JSON Schema of claims in the JSON form, as published."""

from __future__ import annotations

from typing import Any

_TEXT = {"type": "string", "minLength": 1}

CLAIMS_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "urn:tieout:claims:1.0",
    "title": "Claims of a report",
    "description": "For each figure of a report: the cells it cites and the "
    "calculation it shows. A link to #id in the report names the claim.",
    "type": "object",
    "required": ["claims"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string"},
        "claims": {"type": "array", "items": {"$ref": "#/$defs/claim"}},
    },
    "$defs": {
        "claim": {
            "type": "object",
            "required": ["id"],
            "additionalProperties": False,
            "properties": {
                "id": {"$ref": "#/$defs/id"},
                "cells": {
                    "description": "Cell ranges; a source prefix holds for those "
                    "after it until another is given. A column's cells may be named "
                    "by what stands beside them: where column = 'text' and column = "
                    "number.",
                    "type": "array",
                    "minItems": 1,
                    "items": _TEXT,
                    "examples": [
                        ["deals.csv!F2:F412", "B2:B412"],
                        ["deals[amount] where deal_id = 'D-1042'"],
                    ],
                },
                "external": {
                    "description": "True instead of cells: a third party's figure.",
                    "type": "boolean",
                    "default": False,
                },
                "reads": {
                    "description": "What the author read in single cells.",
                    "type": "object",
                    "additionalProperties": {"type": "string"},
                    "examples": [{"F2": "1,200", "F412": "980"}],
                },
                "rows": {
                    "description": "How many rows the author says were read.",
                    "type": "integer",
                    "minimum": 0,
                    "maximum": 999_999_999_999_999_999,
                },
                "assumes": {
                    "type": "array",
                    "items": {"$ref": "#/$defs/assumption"},
                },
                "calculation": {
                    "description": "A spreadsheet formula, which begins with =, or "
                    "one SELECT.",
                    "type": "string",
                    "examples": ["= SUM(F2:F412)"],
                },
            },
            "if": {
                "required": ["external"],
                "properties": {"external": {"const": True}},
            },
            "then": {
                "required": ["assumes"],
                "properties": {
                    "cells": False,
                    "assumes": {"minItems": 1, "maxItems": 1},
                    "calculation": {"maxLength": 0},
                },
            },
            "else": {"required": ["cells"]},
        },
        "id": {
            "description": "A letter, then letters, digits, _ - or .",
            "type": "string",
            "minLength": 1,
            "maxLength": 64,
            "pattern": r"^[^\W\d_][\w.\-]*$",
            "examples": ["c1"],
        },
        "assumption": {
            "type": "object",
            "required": ["number", "origin"],
            "additionalProperties": False,
            "properties": {
                "number": {**_TEXT, "description": "With its unit, as 21%."},
                "origin": {**_TEXT, "description": "Where the number is from."},
            },
        },
    },
}
