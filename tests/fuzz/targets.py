"""Every target by name."""

from __future__ import annotations

from tests.fuzz.tables import TABLES
from tests.fuzz.texts import TEXTS

TARGETS = {target.name: target for target in (*TEXTS, *TABLES)}
