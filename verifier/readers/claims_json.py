"""Claims in the JSON form, as tools and sidecar files hold them."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn, cast

from verifier.errors import AddressError, ReportError
from verifier.model.claim import Assumption, Claim, Flaw, ReadCell
from verifier.model.quantity import Convention
from verifier.model.reason import Reason
from verifier.readers.evidence.duplicates import mark_duplicates
from verifier.readers.evidence.lines import quoted
from verifier.readers.evidence.opening import (
    is_claim_id,
    parse_reference,
    read_citations,
)
from verifier.readers.evidence.sections import (
    calculation_of,
    external_problem,
    kind_of,
)
from verifier.readers.evidence.statements import (
    assumption_problem,
    is_one_cell,
    read_assumption,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_Json = dict[str, object]
_TYPES: dict[str, type] = {
    "id": str,
    "cells": list,
    "external": bool,
    "reads": dict,
    "rows": int,
    "assumes": list,
    "calculation": str,
}
_NAMES = {
    str: "a string",
    list: "an array",
    dict: "an object",
    bool: "true or false",
    int: "a whole number from 0",
}
_LONGEST_QUOTE = 60
_MOST_ROWS = 10**18 - 1


def parse_claims_json(
    text: str, convention: Convention | None = None
) -> tuple[Claim, ...]:
    """Returns the claims that a JSON text holds; wrong ones carry a flaw.

    Shape: what has not the form of the schema stops the reading; a wrong address or
        number in a value of the right form flaws its claim alone.

    Args:
        text: `{"claims": [{"id": ..., "cells": [...], ...}, ...]}`.
        convention: how its numbers are written.

    Raises:
        ReportError: for text that has not the form of `CLAIMS_SCHEMA`; it names the
            place by a JSON pointer.

    Source: RFC 8259; RFC 6901 for the pointer.

    Example:
        >>> (claim,) = parse_claims_json(
        ...     '{"claims": [{"id": "c1", "cells": ["d.csv!F2:F9"], "calculation": '
        ...     '"= SUM(F2:F9)"}]}'
        ... )
        >>> claim.kind, str(claim.citations[0])
        (<CalculationKind.FORMULA: 'formula'>, 'd.csv!F2:F9')
    """
    root = _object(_loaded(text), "")
    for key in root:
        if key not in {"claims", "$schema"}:
            _refuse(_pointer("", key), "is no key here", "claims")
    if "claims" not in root:
        _refuse("", "has no key claims", 'an object such as {"claims": []}')
    listed = _array(root["claims"], "/claims")
    reading = _Reading(convention or Convention())
    return mark_duplicates(
        reading.claim(_object(item, f"/claims/{n}"), f"/claims/{n}")
        for n, item in enumerate(listed)
    )


def print_claims_json(claims: Iterable[Claim]) -> str:
    """Returns claims in the JSON form, with a line feed at the end."""
    listed = [dict(_entries(claim)) for claim in claims]
    return json.dumps({"claims": listed}, ensure_ascii=False, indent=2) + "\n"


def _entries(claim: Claim) -> Iterator[tuple[str, object]]:
    yield "id", claim.id
    if claim.external:
        yield "external", True
    else:
        yield "cells", [str(reference) for reference in claim.citations]
    if claim.reads:
        yield "reads", {str(read.reference): read.text for read in claim.reads}
    if claim.rows is not None:
        yield "rows", claim.rows
    if claim.assumptions:
        assumed = [{"number": a.text, "origin": a.origin} for a in claim.assumptions]
        yield "assumes", assumed
    if claim.calculation:
        yield "calculation", claim.calculation


class _Reading:
    """Reads one claim after another."""

    def __init__(self, convention: Convention) -> None:
        self._convention: Convention = convention

    def claim(self, item: _Json, pointer: str) -> Claim:
        """Returns a claim; its flaw names the first wrong value."""
        _check_form(item, pointer)
        flaws: list[Flaw] = []
        cells = [_text(c, f"{pointer}/cells/{n}") for n, c in _listed(item, "cells")]
        citations, place, error = read_citations(cells)
        if error:
            flaws.append(_flaw(f"{pointer}/cells/{place}", str(error)))
        name = str(item["id"])
        if not is_claim_id(name):
            flaws.append(_flaw(f"{pointer}/id", f"{name!r} is no id of a claim"))
        calculation = calculation_of(_unix(str(item.get("calculation", ""))))
        claim = Claim(
            id=name,
            citations=citations,
            external=bool(item.get("external")),
            reads=tuple(self._reads(item, pointer, flaws)),
            rows=cast("int | None", item.get("rows")),
            assumptions=tuple(self._assumptions(item, pointer, flaws)),
            calculation=calculation,
            kind=kind_of(calculation),
        )
        problem = external_problem(claim) or _cells_problem(claim, cells)
        if problem:
            flaws.append(_flaw(pointer, problem))
        return replace(claim, flaw=flaws[0]) if flaws else claim

    def _reads(
        self, item: _Json, pointer: str, flaws: list[Flaw]
    ) -> Iterator[ReadCell]:
        cells = cast("_Json", item.get("reads", {}))
        for cell, value in cells.items():
            place = _pointer(f"{pointer}/reads", cell)
            text = _text(value, place)
            try:
                reference = parse_reference(cell)
            except AddressError as error:
                flaws.append(_flaw(place, str(error)))
                continue
            if is_one_cell(reference):
                yield ReadCell(reference, text, 0)
            else:
                flaws.append(_flaw(place, f"{quoted(cell)} is more than one cell"))

    def _assumptions(
        self, item: _Json, pointer: str, flaws: list[Flaw]
    ) -> Iterator[Assumption]:
        for number, entry in _listed(item, "assumes"):
            place = f"{pointer}/assumes/{number}"
            fields = _object(entry, place)
            for key in fields:
                if key not in {"number", "origin"}:
                    _refuse(_pointer(place, key), "is no key here", "number, origin")
            written, origin = (
                " ".join(_text(fields.get(key), f"{place}/{key}").split())
                for key in ("number", "origin")
            )
            assumption = read_assumption(written, origin, 0, self._convention)
            problem = assumption_problem(assumption)
            if problem:
                flaws.append(_flaw(place, problem))
            yield assumption


def _loaded(text: str) -> object:
    try:
        loaded = cast(
            "object",
            json.loads(
                text, parse_constant=_refuse_constant, object_pairs_hook=_distinct
            ),
        )
        _ = json.dumps(loaded, ensure_ascii=False).encode()  # half a surrogate pair
    except json.JSONDecodeError as error:
        where = f"claims, line {error.lineno}, column {error.colno}"
        raise ReportError(
            where, f"this is no JSON: {error.msg}", 'an object such as {"claims": []}'
        ) from None
    except (RecursionError, ValueError) as error:
        raise ReportError("claims", f"this JSON cannot be read: {error}") from None
    return loaded


def _distinct(pairs: list[tuple[str, object]]) -> _Json:
    """Returns an object none of whose keys stands twice.

    Raises:
        ValueError: for a key that does.
    """
    found = dict(pairs)
    if len(found) < len(pairs):
        counts = Counter(key for key, _ in pairs)
        twice = next(key for key, count in counts.items() if count > 1)
        message = f"the key {twice!r} stands twice in one object"
        raise ValueError(message)
    return found


def _refuse_constant(name: str) -> NoReturn:
    message = f"{name} is no JSON"
    raise ValueError(message)


def _check_form(item: _Json, pointer: str) -> None:
    if "id" not in item:
        _refuse(pointer, "has no key id", 'a claim such as {"id": "c1", ...}')
    for key, value in item.items():
        place = _pointer(pointer, key)
        if key not in _TYPES:
            _refuse(place, "is no key here", ", ".join(_TYPES))
        if not _fits(value, _TYPES[key]):
            _refuse(place, f"is {_quoted(value)}", _NAMES[_TYPES[key]])


def _fits(value: object, wanted: type) -> bool:
    if wanted is int:
        return type(value) is int and 0 <= value <= _MOST_ROWS  # true is none
    return isinstance(value, wanted)


def _cells_problem(claim: Claim, cells: list[str]) -> str:
    if claim.external:
        return "an external claim cites no cells" if cells else ""
    return "" if cells else "the claim cites no cells"


def _listed(item: _Json, key: str) -> Iterator[tuple[int, object]]:
    return enumerate(cast("list[object]", item.get(key, [])))


def _object(value: object, pointer: str) -> _Json:
    if not isinstance(value, dict):
        _refuse(pointer, f"is {_quoted(value)}", "an object")
    return cast("_Json", value)


def _array(value: object, pointer: str) -> list[object]:
    if not isinstance(value, list):
        _refuse(pointer, f"is {_quoted(value)}", "an array")
    return cast("list[object]", value)


def _text(value: object, pointer: str) -> str:
    if not isinstance(value, str):
        _refuse(pointer, f"is {_quoted(value)}", "a string")
    return value


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _pointer(pointer: str, key: str) -> str:
    escaped = key.replace("~", "~0").replace("/", "~1")
    return f"{pointer}/{escaped}"


def _quoted(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + "…"


def _flaw(pointer: str, message: str) -> Flaw:
    return Flaw(Reason.UNREADABLE_CLAIM, f"{pointer}: {message}", 0, 0)


def _refuse(pointer: str, read: str, expected: str) -> NoReturn:
    raise ReportError(
        f"claims at {pointer or 'the root'}",
        f"the value {read}" if pointer else f"the text {read}",
        expected,
        "The form is printed by: verifier schema claims",
    )
