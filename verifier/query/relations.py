"""What a name in a SELECT stands for: sheets' columns, and what is made of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from verifier.errors import QueryRefused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlglot import exp

    from verifier.model.source import SheetKey


class ValueKind(StrEnum):
    """What kind of value an expression gives, as far as can be said without running."""

    INTEGER = "integer"
    DECIMAL = "decimal"
    DOUBLE = "double"
    TEXT = "text"
    DATE = "date"
    BOOLEAN = "boolean"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ValueType:
    """The kind of a value, with the scale of a DECIMAL."""

    kind: ValueKind = ValueKind.UNKNOWN
    scale: int = 0

    @property
    def is_number(self) -> bool:
        """Whether it is known to be a number."""
        return self.kind in {ValueKind.INTEGER, ValueKind.DECIMAL, ValueKind.DOUBLE}


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A cited column as SQL sees it.

    Attributes:
        number: 1-based column of the sheet; 0 for `_row`.
        name: by which SQL names it.
        type: from the kinds of its cells.
    """

    number: int
    name: str
    type: ValueType


@dataclass(frozen=True, slots=True, order=True)
class Read:
    """A column read in one scan of a sheet.

    Attributes:
        scan: index into `Resolution.scans`.
        column: 1-based column of the sheet.
    """

    scan: int
    column: int


@dataclass(frozen=True, slots=True)
class Scan:
    """One mention of a sheet's table, and the rows to which `_row` bounds narrow it."""

    table: str
    sheet: SheetKey
    first_row: int = 1
    last_row: int = 2**62


@dataclass(frozen=True, slots=True)
class Output:
    """A column that a table, subquery or CTE offers.

    Attributes:
        name: as written or as the header has it.
        reads: the cells that it is made of.
        parts: the expressions that make it: one, or one for each side of a UNION;
            none for a column of a sheet.
        column: the sheet's column, if it is one.
        table: the name of that sheet's table.
        is_alias: whether it is an output of the SELECT that names it.
    """

    name: str
    reads: frozenset[Read] = frozenset()
    parts: tuple[exp.Expr, ...] = ()
    column: SheetColumn | None = None
    table: str = ""
    is_alias: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """A table, subquery or CTE.

    Attributes:
        outputs: in order.
        always: cells that are read whichever outputs are asked for.
        scans: the scans that it rests on.
        scan: its scan, if it is a sheet's table itself, else -1.
        one_row: whether it gives one row at most, whatever the cells hold.
        keys: the outputs by which its rows are told apart, none if that is not known.
    """

    outputs: tuple[Output, ...]
    always: frozenset[Read] = frozenset()
    scans: frozenset[int] = frozenset()
    scan: int = -1
    one_row: bool = False
    keys: frozenset[str] = frozenset()

    def find(self, name: str) -> Output | None:
        """Returns the output of a name, in any case, or None."""
        folded = name.casefold()
        found = (o for o in self.outputs if o.name.casefold() == folded)
        return next(found, None)


@dataclass(frozen=True, slots=True)
class Resolution:
    """A SELECT in which every name is known to mean something.

    Attributes:
        tree: with stars written out and names as the tables have them.
        root: what it gives.
        scans: every mention of a sheet's table.
        origins: what each Column node means, by `id(node)`; the outputs to choose
            from where the engine chooses by context.
        mentioned: the sheets' columns that the text names, by table name.
    """

    tree: exp.Query
    root: Relation
    scans: tuple[Scan, ...]
    origins: Mapping[int, tuple[Output, ...]]
    mentioned: Mapping[str, frozenset[str]]

    def reads(self, node: exp.Expr) -> frozenset[Read]:
        """Returns the cells that the columns below a node are made of."""
        found: set[Read] = set()
        for child in node.walk():
            for origin in self.origins.get(id(child), ()):
                found |= origin.reads
        return frozenset(found)


def renamed(relation: Relation, item: exp.Expr) -> Relation:
    """Returns a relation with the column names that its alias gives.

    Raises:
        QueryRefused: on more names than columns.
    """
    alias = item.args.get("alias")
    names = [c.name for c in alias.args.get("columns") or ()] if alias else []
    if not names:
        return replace(relation, scan=-1)
    if len(names) > len(relation.outputs):
        raise QueryRefused(
            f"{len(names)} names for {len(relation.outputs)} columns",
            reason="calculation-failed",
        )
    new = [
        replace(output, name=name)
        for name, output in zip(names, relation.outputs, strict=False)
    ]
    outputs = (*new, *relation.outputs[len(new) :])
    return replace(relation, outputs=outputs, scan=-1, keys=frozenset())
