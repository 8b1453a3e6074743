"""Replaces the names of LET and LAMBDA by their values."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from verifier.errors import AddressError, FormulaError
from verifier.formula.lambdas import UNFOLDED, applied, key_of, names_of, unfolded
from verifier.formula.nodes import Address, Call, Node, children, walk, with_children
from verifier.model.address import Area, parse_area

if TYPE_CHECKING:
    from collections.abc import Mapping

PARTS_LIMIT = 4000
PARAMETER_MARK = "_XLPM."
_NAME = Area()
_WORD = re.compile(r"\\?[^\W\d][\w.\\?]*")


def without_mark(written: str) -> str:
    """Returns a name of LET or LAMBDA without the mark that files put before it.

    What would be no name without it (nothing, a cell, `TRUE`) keeps the mark, so that
    a formula reads the same when it is written and read again.

    Source: [MS-XLSX] 2.2.2, future functions: `_xlpm.` before names of parameters.

    Example:
        >>> without_mark("_xlpm.x"), without_mark("_xlpm."), without_mark("_xlpm.A1")
        ('x', '_xlpm.', '_xlpm.A1')
    """
    name = written[len(PARAMETER_MARK) :]
    upper = name.upper()
    if not written.upper().startswith(PARAMETER_MARK) or not _WORD.fullmatch(name):
        return written
    if upper in {"TRUE", "FALSE"} or upper.startswith(PARAMETER_MARK):
        return written
    try:
        parse_area(name, name)
    except AddressError:
        return name
    return written


def without_names(node: Node) -> Node:
    """Returns the formula with every LET inlined; other names stay.

    Raises:
        FormulaError: for a LET of odd shape, or where inlining makes the formula too
            long.
    """
    return _inlined(node, {})


def _inlined(node: Node, names: Mapping[str, Node]) -> Node:
    if isinstance(node, Address) and node.reference.area == _NAME:
        return names.get(key_of(node), node)
    if isinstance(node, Call) and node.name == "LET":
        return _inlined_let(node, names)
    if isinstance(node, Call):
        return _inlined_call(node, names)
    parts = tuple(_inlined(part, names) for part in children(node))
    return with_children(node, parts) if parts else node


def _inlined_call(node: Call, names: Mapping[str, Node]) -> Node:
    own = dict.fromkeys(names_of(node))
    inner = {name: value for name, value in names.items() if name not in own}
    parts = tuple(_inlined(part, inner) for part in node.arguments)
    call = Call(node.name, parts, node.start)
    function = names.get(node.name)
    if isinstance(function, Call):
        made = applied(function, parts, _inlined)
    else:
        made = unfolded(call, _inlined) if node.name in UNFOLDED else None
    if made is None:
        return call
    _bound(_size(made), node)
    return made


def _inlined_let(node: Call, names: Mapping[str, Node]) -> Node:
    pairs, last = node.arguments[:-1], node.arguments[-1:]
    if len(pairs) % 2 or not pairs:
        raise FormulaError(
            f"LET has {len(node.arguments)} arguments",
            "name, value, …, result",
            position=node.start,
        )
    known = dict(names)
    size = 0
    for name, value in zip(pairs[::2], pairs[1::2], strict=True):
        if not isinstance(name, Address) or name.reference.area != _NAME:
            raise FormulaError(
                f"{name} cannot be a name in LET",
                "a word that is no cell",
                position=name.start,
            )
        defined = _inlined(value, known)
        known[key_of(name)] = defined
        size += _size(defined)
        _bound(size, node)
    result = _inlined(last[0], known)
    _bound(_size(result), node)
    return result


def _size(node: Node) -> int:
    """Returns how many parts a formula has, counted no further than is allowed."""
    return sum(1 for _ in islice(walk(node), PARTS_LIMIT + 1))


def _bound(size: int, node: Call) -> None:
    if size > PARTS_LIMIT:
        raise FormulaError(
            f"{node.name} makes the formula too long",
            f"at most {PARTS_LIMIT} parts",
            position=node.start,
            reason="limit",
        )
