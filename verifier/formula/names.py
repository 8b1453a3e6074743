"""Replaces the names of LET by their values, and refuses other names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.errors import FormulaError
from verifier.formula.nodes import Address, Call, Node, children, walk, with_children
from verifier.model.address import Area

if TYPE_CHECKING:
    from collections.abc import Mapping

PARTS_LIMIT = 4000
_NAME = Area()


def without_names(node: Node) -> Node:
    """Returns the formula with every LET inlined.

    Raises:
        FormulaError: for a name that no LET defines, for a LET of odd shape, or where
            inlining makes the formula too long.
    """
    return _inlined(node, {})


def _inlined(node: Node, names: Mapping[str, Node]) -> Node:
    if isinstance(node, Address) and node.reference.area == _NAME:
        return _value_of(node, names)
    if isinstance(node, Call) and node.name == "LET":
        return _inlined_let(node, names)
    parts = tuple(_inlined(part, names) for part in children(node))
    return with_children(node, parts) if parts else node


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
        known[name.reference.prefixes[0]] = _inlined(value, known)
        size += sum(1 for _ in walk(known[name.reference.prefixes[0]]))
        _bound(size, node)
    result = _inlined(last[0], known)
    _bound(sum(1 for _ in walk(result)), node)
    return result


def _bound(size: int, node: Call) -> None:
    if size > PARTS_LIMIT:
        raise FormulaError(
            "LET makes the formula too long",
            f"at most {PARTS_LIMIT} parts",
            position=node.start,
            reason="limit",
        )


def _value_of(node: Address, names: Mapping[str, Node]) -> Node:
    name = node.reference.prefixes[0]
    if name in names:
        return names[name]
    raise FormulaError(
        f"{name} is a name, and names are not defined in a report",
        "cells such as F2:F412, deals.csv!F2 or deals[amount]",
        "Write the cells that the name stands for; text stands in double quotes.",
        position=node.start,
    )
