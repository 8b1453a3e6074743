"""The published JSON Schema of results, draft 2020-12."""

from __future__ import annotations

from verifier.model.quantity import NotFigureReason
from verifier.model.reason import Reason, Status
from verifier.model.record import SCHEMA_VERSION
from verifier.model.source import Declarer
from verifier.model.verdict import Level

Schema = dict[str, object]

_TEXT: Schema = {"type": "string"}
_TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
_SWITCH: Schema = {"type": "boolean"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_PLACE: Schema = {
    "type": "integer",
    "minimum": 1,
    "description": "1-based, in code points; the end is behind the last character.",
}
_DECIMAL: Schema = {
    "type": ["string", "null"],
    "pattern": r"^-?([0-9]+(\.[0-9]+)?(E[+-]?[0-9]+)?|Infinity)$|^NaN$",
    "description": "A decimal as a string, so that no digit is lost.",
}
_PART: Schema = _TEXT_OR_NULL | {
    "description": "The part of the report that counts the lines, as `cell 3`, or null."
}
_SPAN: Schema = {
    "part": _PART,
    "line": _PLACE,
    "column": _PLACE,
    "end_line": _PLACE,
    "end_column": _PLACE,
}


def object_schema(properties: Schema, description: str = "") -> Schema:
    """Returns the schema of an object with exactly these keys."""
    about: Schema = {"description": description} if description else {}
    return about | {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _one_of(
    words: type[Reason | Status | Level | NotFigureReason | Declarer],
) -> Schema:
    return {"enum": [word.value for word in words]}


_COUNTS = (
    "figures",
    "cited",
    "verified",
    "assumed",
    "hallucinated",
    "suspect",
    "undecided",
    "uncited",
    "not_figures",
    "skipped",
    "accepted",
)
_REASON: Schema = {"enum": [reason.value for reason in Reason]}
FINDING = object_schema(
    {
        "code": _TEXT,
        "name": _TEXT,
        "level": _one_of(Level),
        "message": _TEXT,
        "part": _PART,
        "line": _COUNT,
        "column": _COUNT,
        "claim": _TEXT_OR_NULL,
        "cells": _list(_TEXT),
        "accepted": _TEXT_OR_NULL,
    },
    "What a rule noticed; `verifier rule CODE` explains it. Line 0 has no place.",
)
_ALLOWED: Schema = object_schema(
    {
        "low": _DECIMAL,
        "low_open": _SWITCH,
        "high": _DECIMAL,
        "high_open": _SWITCH,
    },
    "The values that the figure allows, in plain units; an end of null is unbounded. "
    "Of a word with two meanings the one that fits, else the first.",
) | {"type": ["object", "null"]}
_ASSUMPTION = object_schema(
    {"text": _TEXT, "value": _DECIMAL, "origin": _TEXT, "line": _COUNT}
)
_KEYED = object_schema(
    {"written": _TEXT, "rows": _COUNT, "cells": _list(_TEXT)},
    "A citation by key as written, and the cells of its column that it means.",
)
_VERDICT = object_schema(
    {
        "id": _TEXT | {"description": "Claim id and number of the link: `c1#1`."},
        "claim": _TEXT_OR_NULL | {"description": "The claim's id; null if uncited."},
        "status": _one_of(Status),
        "reason": {"anyOf": [_REASON, {"type": "null"}]},
        "also": _list(_REASON),
        "material": _SWITCH,
        "figure": _TEXT,
        **_SPAN,
        "allowed": _ALLOWED,
        "recomputed": _DECIMAL,
        "unit": _TEXT,
        "suggested": _TEXT_OR_NULL,
        "message": _TEXT,
        "advice": _TEXT,
        "calculation": _TEXT_OR_NULL,
        "sql": _TEXT_OR_NULL,
        "cells": _list(_TEXT),
        "keyed": _list(_KEYED),
        "assumptions": _list(_ASSUMPTION),
        "accepted": _TEXT_OR_NULL
        | {"description": "The reason with which a person accepted it."},
        "findings": _list(FINDING),
        "diagnosis": _TEXT_OR_NULL,
        "notes": _list(_TEXT)
        | {"description": "What was decided to run the calculation."},
    },
    "The verdict on one figure.",
)
_NOT_FIGURE = object_schema(
    {"text": _TEXT, **_SPAN, "reason": _one_of(NotFigureReason), "note": _TEXT},
    "A number that needs no citation.",
)
_COVERAGE = object_schema(
    dict.fromkeys(
        _COUNTS,
        _COUNT,
    ),
    "figures = cited + uncited; cited = verified + hallucinated + suspect + undecided.",
)
BRIEF: Schema = object_schema(
    {"path": _TEXT, "digest": _TEXT, "declared_by": _one_of(Declarer)},
    "The brief that was applied, or null.",
) | {"type": ["object", "null"]}
_REPORT = object_schema(
    {
        "path": _TEXT,
        "claims_from": _list(_TEXT),
        "coverage": _COVERAGE,
        "verdicts": _list(_VERDICT),
        "findings": _list(FINDING),
        "not_figures": _list(_NOT_FIGURE),
        "brief": BRIEF,
    }
)
_DECISION = object_schema(
    {"name": _TEXT, "value": _TEXT, "declared": _SWITCH, "sheet": _TEXT},
    "How a source was read, and whether a person said so.",
)
SOURCE = object_schema(
    {
        "name": _TEXT,
        "path": _TEXT,
        "digest": _TEXT,
        "declared_by": _one_of(Declarer),
        "decisions": _list(_DECISION),
    }
)

RESULT_SCHEMA: Schema = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": f"Result of a verification, version {SCHEMA_VERSION}",
    **object_schema(
        {
            "schema_version": {"const": SCHEMA_VERSION},
            "tool": {"type": "object", "additionalProperties": _TEXT},
            "passed": _SWITCH,
            "exit_status": {"enum": [0, 1]},
            "reports": _list(_REPORT),
            "sources": _list(SOURCE),
        }
    ),
}
