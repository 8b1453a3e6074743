"""A claim made ready: its citations resolved, its calculation parsed and compiled."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from verifier import formula, query
from verifier.errors import FormulaError, QueryRefused
from verifier.formula.nodes import Formula
from verifier.model.case import Objection
from verifier.model.claim import CalculationKind
from verifier.model.lookup import Found, Lookup
from verifier.model.reason import Reason
from verifier.model.source import Declarer
from verifier.plan.chosen import with_key_criteria
from verifier.plan.cover import uncovered
from verifier.plan.keyed import locate_keyed, with_keyed_columns
from verifier.plan.locate import Located, Place, locate, locate_name
from verifier.plan.named import names_a_range
from verifier.plan.tables import table_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier.model.address import CellRange, Reference
    from verifier.model.claim import Claim
    from verifier.model.lookup import Answers
    from verifier.model.plan import Compiled
    from verifier.model.scope import Scope
    from verifier.model.source import CellKind, SheetKey, SheetLayout
    from verifier.query import Probe, Query

MOST_COLUMNS = 1_000
"""Of one claim: each is loaded, typed and watched by itself."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim with its citations resolved and its calculation parsed.

    Attributes:
        claim: as written.
        scope: what its report may cite.
        cited: the resolved citations, in order.
        objections: what stands against it so far.
        calculation: parsed; None where there is none or an objection stopped it. A
            column that is cited by key stands for those cells in it.
        found: the rows that citations by key mean.
        is_resolved: whether every citation means cells.
    """

    claim: Claim
    scope: Scope
    cited: tuple[Located, ...] = ()
    objections: tuple[Objection, ...] = ()
    calculation: Formula | Query | None = None
    found: Answers = field(default_factory=dict[Lookup, Found])
    is_resolved: bool = False

    @property
    def ranges(self) -> tuple[CellRange, ...]:
        """The cited cells."""
        return tuple(located.cells for located in self.cited)

    @property
    def shown_ranges(self) -> tuple[CellRange, ...]:
        """The cited cells without the keys by which their rows were found."""
        return tuple(located.cells for located in self.cited if not located.is_key)

    @property
    def home(self) -> Place | None:
        """The claim's only cited sheet, or None if it cites several."""
        places = {located.place.sheet.key: located.place for located in self.cited}
        return next(iter(places.values())) if len(places) == 1 else None


def draft_claim(claim: Claim, scope: Scope, found: Answers | None = None) -> Draft:
    """Returns a claim with its citations resolved and its calculation parsed.

    Args:
        claim: as written.
        scope: what its report may cite.
        found: what was found for each of the claim's lookups.
    """
    draft = Draft(claim, scope, found=found or {})
    if claim.flaw:
        return _object(draft, Objection(claim.flaw.reason, claim.flaw.message))
    draft = _resolve_citations(draft)
    if claim.external:
        return _object(
            draft,
            Objection(
                Reason.EXTERNAL,
                "the figure is a third party's: "
                + "; ".join(a.origin for a in claim.assumptions),
            ),
        )
    width = _width(draft)
    if width > MOST_COLUMNS:
        return replace(_object(draft, _too_wide(draft, width)), cited=())
    if claim.kind is CalculationKind.NONE:
        return _object(
            draft,
            Objection(
                Reason.NO_CALCULATION,
                f"the claim [{claim.id}] cites cells but shows no calculation",
            ),
        )
    return _parse_calculation(draft)


def probes_of(
    draft: Draft, layouts: Mapping[SheetKey, SheetLayout]
) -> tuple[Probe, ...]:
    """Returns what must be asked of the cited cells before compiling: SQL only."""
    calculation = draft.calculation
    if calculation is None or isinstance(calculation, Formula):
        return ()
    try:
        names = table_names(draft.cited)
        return query.probes_for(calculation, draft.ranges, layouts, names)
    except QueryRefused:
        return ()  # compiling says so again, with the reason


def compile_draft(
    draft: Draft,
    layouts: Mapping[SheetKey, SheetLayout],
    kinds: Mapping[tuple[SheetKey, int], frozenset[CellKind]],
    *,
    exact: bool = True,
) -> Compiled | Objection | None:
    """Returns the compiled calculation, what stands against it, or None without one.

    Args:
        draft: with its calculation parsed.
        layouts: of the loaded sheets.
        kinds: of the cited cells, as the draft's probes found them.
        exact: False to compute wholly in DOUBLE, where the exact way overflows.
    """
    calculation = draft.calculation
    if calculation is None:
        return None
    try:
        if isinstance(calculation, Formula):
            found = partial(_located_or_error, draft=draft)
            made = formula.compile_formula(calculation, found, layouts, exact=exact)
        else:
            names = table_names(draft.cited)
            made = query.compile_query(
                calculation, draft.ranges, layouts, names, kinds, exact=exact
            )
        return with_key_criteria(made, draft.cited)
    except (FormulaError, QueryRefused) as error:
        return _objection(error, draft)


def _object(draft: Draft, *objections: Objection) -> Draft:
    unique = dict.fromkeys(draft.objections + objections)
    return replace(draft, objections=tuple(unique))


def _resolve_citations(draft: Draft) -> Draft:
    cited: list[Located] = []
    objections: list[Objection] = []
    unresolved = False
    for reference in draft.claim.citations:
        meant = _cells_of(reference, draft)
        if isinstance(meant, Objection):
            objections.append(meant)
            unresolved = True
            continue
        cited += meant
        objections += _objections_to_place(meant[0], reference, draft.scope)
    unique = tuple(dict.fromkeys(objections))
    is_resolved = not unresolved
    return replace(
        draft, cited=tuple(cited), objections=unique, is_resolved=is_resolved
    )


def _cells_of(reference: Reference, draft: Draft) -> tuple[Located, ...] | Objection:
    if reference.keys:
        return locate_keyed(reference, draft.scope, draft.found)
    located = locate(reference, draft.scope)
    return located if isinstance(located, Objection) else (located,)


def _objections_to_place(
    located: Located, reference: Reference, scope: Scope
) -> list[Objection]:
    objections: list[Objection] = []
    if located.overruns:
        objections.append(_overrun(reference, located))
    source = located.place.entry.source
    if scope.strict and source.declared_by is Declarer.REPORT:
        objections.append(
            Objection(
                Reason.UNDECLARED_SOURCE,
                f"{source.name} is named by the report alone, "
                "not by the command or the configuration",
                f"Look at the file; if it is data, declare it: --source "
                f"{source.name}={source.path}.",
            )
        )
    return objections


def _width(draft: Draft) -> int:
    """Returns how many different columns a claim cites."""
    return len(
        {
            (cells.sheet, column)
            for cells in draft.ranges
            for column in range(cells.first_column, cells.last_column + 1)
        }
    )


def _too_wide(draft: Draft, width: int) -> Objection:
    return Objection(
        Reason.LIMIT,
        f"the claim [{draft.claim.id}] cites {width:,} columns; expected at most "
        f"{MOST_COLUMNS:,}",
        "Cite the columns that the calculation uses, or make several claims.",
    )


def _overrun(reference: Reference, located: Located) -> Objection:
    return Objection(
        Reason.RANGE_OVERRUNS,
        f"{reference} reaches past the cells of {located.place.sheet.key}; "
        f"{located.cells.local} was read",
    )


def _parse_calculation(draft: Draft) -> Draft:
    try:
        if draft.claim.kind is CalculationKind.FORMULA:
            read = formula.parse(draft.claim.calculation)
            read = with_keyed_columns(read, draft.cited, partial(_in_full, draft))
            objections = _check_references(read, draft)
            return replace(_object(draft, *objections), calculation=read)
        asked = query.parse_query(draft.claim.calculation)
        objections = _check_tables(asked, draft)
        return replace(_object(draft, *objections), calculation=asked)
    except (FormulaError, QueryRefused) as error:
        return _object(draft, _objection(error, draft))


def _check_references(read: Formula, draft: Draft) -> list[Objection]:
    if not draft.is_resolved:
        return []  # what is wrong with the citation says it already
    objections: list[Objection] = []
    for reference in dict.fromkeys(formula.references(read)):
        located = _located(reference, draft)
        if isinstance(located, Objection):
            if names_a_range(reference):
                formula.check_functions(read)  # a function's own names need it first
            objections.append(located)
            continue
        if located.overruns:
            objections.append(_overrun(reference, located))
        missing = uncovered(located.cells, draft.ranges)
        if missing:
            objections.append(
                Objection(
                    Reason.OUTSIDE_CITATION,
                    f"the calculation reads {reference}, but "
                    f"{missing.local} is not cited",
                )
            )
    return list(dict.fromkeys(objections))


def _check_tables(asked: Query, draft: Draft) -> list[Objection]:
    names = table_names(draft.cited)
    return [
        Objection(
            Reason.OUTSIDE_CITATION,
            f"the calculation reads the table {table!r}, which is not cited "
            f"(tables: {', '.join(names) or 'none'})",
        )
        for table in query.tables_of(asked)
        if draft.is_resolved
        and table.casefold() not in (name.casefold() for name in names)
    ]


def _located_or_error(reference: Reference, draft: Draft) -> CellRange:
    located = _located(reference, draft)
    if isinstance(located, Objection):
        raise FormulaError(located.message, reason=located.reason.value)
    return located.cells


def _located(reference: Reference, draft: Draft) -> Located | Objection:
    """Returns the cells that a reference in a formula means.

    A word alone is the name of a range or table there, never that of a whole source.
    """
    if not names_a_range(reference):
        own = _of_cited_table(reference, draft)
        return locate(own or reference, draft.scope, draft.home)
    found = locate_name(reference, draft.scope, draft.home)
    if found is not None:
        return found
    line = draft.claim.calculation_line
    return Objection(
        Reason.UNREADABLE_CLAIM,
        f"{f'line {line}, ' if line else ''}formula: {reference} is a name, and no "
        "cited workbook defines it; expected cells such as F2:F412, deals.csv!F2 or "
        "deals[amount]",
        "Write the cells that the name stands for; text stands in double quotes.",
    )


def _in_full(
    draft: Draft, reference: Reference
) -> tuple[Reference, Located | Objection]:
    """Returns a reference with its source's own name, and the cells that it means."""
    full = _of_cited_table(reference, draft) or reference
    return full, locate(full, draft.scope, draft.home)


def _of_cited_table(reference: Reference, draft: Draft) -> Reference | None:
    """Returns `deals[amount]` for the cited sheet that SQL calls deals."""
    if not reference.area.is_of_table or len(reference.prefixes) != 1:
        return None
    if isinstance(locate(reference, draft.scope, draft.home), Located):
        return None
    wanted = reference.prefixes[0].casefold()
    for name, key in table_names(draft.cited).items():
        if name.casefold() == wanted:
            return reference.within(
                (key.source, key.sheet) if key.sheet else (key.source,)
            )
    return None


def _objection(error: FormulaError | QueryRefused, draft: Draft) -> Objection:
    line = draft.claim.calculation_line
    place = f"line {line}, {error.where}" if line else error.where
    message = f"{place}: {error.read}"
    if error.expected:
        message += f"; expected {error.expected}"
    return Objection(Reason(error.reason), message, error.remedy)
