"""Every row of fixtures/figures.tsv: text -> quantity and span, or why no figure."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from verifier.figures import named_convention, read_mentions
from verifier.model.quantity import Comparison, Mention, QuantityKind

if TYPE_CHECKING:
    from decimal import Decimal

TABLE = Path(__file__).resolve().parents[3] / "fixtures" / "figures.tsv"
KINDS = {kind.value for kind in QuantityKind}
COMPARISONS = {comparison.value for comparison in Comparison}
CLOSE = Fraction(1, 10**20)


def rows():
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    table = [line.split("\t") for line in lines if not line.startswith("#")]
    return table[1:]


def unmarked(marked):
    """Returns the text without its link marks, and the offsets of the links."""
    text, links, start = "", [], 0
    for letter in marked:
        if letter == "⟦":
            start = len(text)
        elif letter == "⟧":
            links.append((start, len(text)))
        else:
            text += letter
    return text, tuple(links)


def stated(entry):
    """Returns the span and what the fixture says of it, defaults filled in."""
    span, _, rest = entry.partition("} ")
    said = {
        "span": span.removeprefix("{"),
        "reason": None,
        "ambiguous": False,
        "kind": "number",
        "comparison": "exact",
        "unit": "",
        "signed": False,
        "taken": False,
        "upper": None,
        "tol": None,
        "also": None,
    }
    words = rest.split()
    if words[0] == "not":
        return said | {"reason": words[1]}
    if words[0] == "ambiguous":
        return said | {"ambiguous": True}
    said["value"] = Fraction(words[0])
    for word in words[1:]:
        name, sign, value = word.partition("=")
        if sign:
            said[name] = value.replace("~", " ") if name == "unit" else Fraction(value)
        elif word in KINDS:
            said["kind"] = word
        elif word in COMPARISONS:
            said["comparison"] = word
        else:
            assert word in {"signed", "taken"}, word
            said[word] = True
    said.setdefault("h", said["u"])
    return said


def seen(mention: Mention):
    """Returns a mention in the fixture's terms."""
    quantity = mention.quantity
    shown = {
        "span": mention.text,
        "reason": mention.reason.value if mention.reason else None,
        "ambiguous": bool(mention.ambiguity),
    }
    if quantity is None:
        return shown
    return shown | {
        "value": Fraction(quantity.value),
        "u": Fraction(quantity.last_digit),
        "h": Fraction(quantity.hedge_unit),
        "kind": quantity.kind.value,
        "comparison": quantity.comparison.value,
        "unit": quantity.unit,
        "signed": quantity.signed,
        "taken": bool(quantity.taken),
        "upper": _fraction(quantity.upper),
        "tol": _fraction(quantity.tolerance),
        "also": _fraction(quantity.also),
    }


def _fraction(value: Decimal | None):
    return None if value is None else Fraction(value)


def agree(expected, actual):
    return all(
        abs(expected[name] - value) < CLOSE
        if isinstance(value, Fraction) and isinstance(expected[name], Fraction)
        else expected[name] == value
        for name, value in actual.items()
    )


@pytest.mark.parametrize(("marked", "language", "expected"), rows())
def test_row(marked, language, expected):
    text, links = unmarked(marked)
    convention = named_convention(language)
    assert convention is not None
    mentions = [seen(m) for m in read_mentions(text, convention, links=links)]
    entries = [] if expected == "none" else expected.split(" ; ")
    wanted = [stated(entry) for entry in entries]
    assert [m["span"] for m in mentions] == [entry["span"] for entry in wanted]
    for entry, mention in zip(wanted, mentions, strict=True):
        known = {name: entry[name] for name in mention if name in entry}
        assert known.keys() == mention.keys(), (entry, mention)
        assert agree(known, mention), (known, mention)


def test_table_is_large_and_in_both_languages():
    languages = Counter(row[1] for row in rows())
    assert sum(languages.values()) >= 400
    assert languages["ru"] >= 160
    assert len({tuple(row[:2]) for row in rows()}) == sum(languages.values())
