"""Claims -> what to load, and the SELECTs that answer them."""

from __future__ import annotations

from verifier.plan.cover import rows_of, uncovered
from verifier.plan.draft import Draft, compile_draft, draft_claim, probes_of
from verifier.plan.groups import fold_name, membership_statement, names_in
from verifier.plan.keyed import (
    key_numbers,
    keyed_cells,
    locate_keyed,
    lookups_of,
)
from verifier.plan.loads import loads_for, neighbours_for
from verifier.plan.locate import Located, locate
from verifier.plan.statements import statements_for
from verifier.plan.unloaded import against, without_unloaded

__all__ = [
    "Draft",
    "Located",
    "against",
    "compile_draft",
    "draft_claim",
    "fold_name",
    "key_numbers",
    "keyed_cells",
    "loads_for",
    "locate",
    "locate_keyed",
    "lookups_of",
    "membership_statement",
    "names_in",
    "neighbours_for",
    "probes_of",
    "rows_of",
    "statements_for",
    "uncovered",
    "without_unloaded",
]
