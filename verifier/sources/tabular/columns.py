"""A column with a name and a type, before its cells are read."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NESTED = re.compile(r".*\]|(?:STRUCT|MAP|UNION)\(.*|VARIANT", re.DOTALL)


@dataclass(frozen=True, slots=True)
class TypedColumn:
    """A column that has a name and a type.

    Attributes:
        number: 1-based.
        header: its name.
        type: as DuckDB names it.
    """

    number: int
    header: str
    type: str

    @property
    def is_nested(self) -> bool:
        """Whether its cells hold lists or records.

        Example:
            >>> TypedColumn(1, "tags", "VARCHAR[]").is_nested
            True
        """
        return _NESTED.fullmatch(self.type) is not None

    @property
    def is_text(self) -> bool:
        """Whether its cells hold texts."""
        return self.type == "VARCHAR" or self.type.startswith("ENUM(")
