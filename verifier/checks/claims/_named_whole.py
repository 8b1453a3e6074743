"""Which column the words `% of list value` name, against the one divided by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.kin import kin_of
from verifier.checks.reach import own_words
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import Token, alike, tokens_of
from verifier.checks.units import DIMENSIONS, sure_unit, units_in
from verifier.checks.words import LEXICON
from verifier.checks.words.rates import (
    AFTER_DEDUCTION,
    BEFORE_DEDUCTION,
    GROSS,
    NET,
    STOPS,
)
from verifier.languages import alternatives, compiled, words as words_of
from verifier.model.plan import ChangeForm
from verifier.model.quantity import QuantityKind
from verifier.model.source import CellKind
from verifier.model.use import Side, Statistic

if TYPE_CHECKING:
    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject
    from verifier.model.address import CellRange
    from verifier.model.brief import Brief
    from verifier.model.case import Case, Sentence
    from verifier.model.use import Use

_MEASURED = frozenset({Statistic.SUM, Statistic.CELL, Statistic.MEAN})
_OF_WORDS = alternatives("named_whole.of")
_BEHIND = compiled(rf"^\s*(?:(?:{_OF_WORDS})\s+)?(?P<whole>[^,;:.()—]+)")
_OF = compiled(rf"^\s*(?:{_OF_WORDS})\s")
_BEFORE = compiled(
    rf"\b(?:{alternatives('named_whole.before')})\s+(?P<whole>[^,;:.()—–]+)"
)
_LEADING = compiled(
    rf"^\W*(?:{alternatives('named_whole.leading')})\s+(?P<whole>[^,;:.()—–]+),\s*$"
)
_LABEL = compiled(
    rf"(?:%|{alternatives('named_whole.label')})\s*"
    rf"(?:{alternatives('named_whole.label_of')})\s+(?P<whole>[^,;:.()—–]+)"
)
_MOST = 6  # words of a whole
_PAIR = 2
_SHORT = 3
_WHAT = words_of("sentence.relative")  # of what was paid
_UNITS = frozenset(
    token.stem
    for table in (*DIMENSIONS.values(), LEXICON.currencies)
    for word in table
    for token in tokens_of(word)
)
_STEMS_OF_FILLERS = frozenset(
    token.stem for word in LEXICON.fillers for token in tokens_of(word)
)


def of_named_column(case: Case, subject: Subject) -> str:
    """Returns what stands against a share of another column than its words name."""
    below = _divided_by(case)
    if not below or len({use.cells for use in below}) != 1:
        return ""
    cells = below[0].cells[0]
    ground = subject.grounds.get(cells.sheet)
    if ground is None or cells.columns > 1 or cells.first_column not in ground.columns:
        return ""
    own = cells.first_column
    divided = _divided(case, cells)
    for whole, is_bare in _wholes(case.sentence):
        named = _other_column(whole, own, ground, divided)
        named = "" if named and _differs(named, own, ground, subject.brief) else named
        if is_bare and {named} == {ground.columns[n].header for n in divided}:
            continue  # 7 % скидки: the noun is what is told, no whole
        named = named or _other_side(whole, own, ground)
        if named:
            header = ground.columns[own].header
            return (
                f"the text speaks of a share of {named}; the calculation divides by "
                f"{header}"
            )
    return ""


def _differs(header: str, own: int, ground: Ground, brief: Brief) -> bool:
    """Returns whether a header is of another unit: hives are no kilograms."""
    return sure_unit(header, brief) != sure_unit(ground.columns[own].header, brief)


def _divided(case: Case, by: CellRange) -> frozenset[int]:
    """Returns the columns of the divisor's sheet that are divided by it."""
    uses = case.uses
    columns = {
        cells.first_column
        for use in uses
        for cells in use.cells
        if cells.sheet == by.sheet
    }
    return frozenset(columns - {by.first_column})


def _divided_by(case: Case) -> tuple[Use, ...]:
    """Returns the uses of one column of numbers by which a percentage is divided."""
    quantity, compiled = case.figure.quantity, case.compiled
    if quantity is None or compiled is None or case.claim is None:
        return ()
    uses = compiled.traits.uses
    below = tuple(use for use in uses if use.side is Side.DENOMINATOR)
    if not below and len(uses) == _PAIR:
        is_change = compiled.traits.change is ChangeForm.DECREASE
        is_turned = all(use.side is Side.SUBTRAHEND for use in uses)
        below = uses[1:] if is_change and is_turned else ()
    is_plain = all(u.statistic in _MEASURED and len(u.cells) == 1 for u in below)
    is_percent = quantity.kind is QuantityKind.PERCENT
    return below if is_percent and is_plain else ()


def _wholes(sentence: Sentence) -> list[tuple[str, bool]]:
    """Returns words that say of what a figure is a share, and whether they are bare.

    Bare is a Russian noun right behind the figure, without a preposition.
    """
    clause = sentence_round(sentence)
    first, last = own_words(clause)
    before, behind = clause.text[first : clause.start], clause.text[clause.end : last]
    found = [pattern.search(before) for pattern in (_BEFORE, _LEADING)]
    said = _BEHIND.match(behind)
    is_of = _OF.match(behind) is not None
    found.append(said if is_of or _is_genitive(behind) else None)
    found += [_LABEL.search(line) for line in sentence.context.split("\n")]
    return [
        (one["whole"], one is said and not is_of) for one in found if one is not None
    ]


def _is_genitive(behind: str) -> bool:
    """Returns whether a Russian noun follows at once: 8 % стоимости."""
    tokens = tokens_of(behind)[:1]
    return bool(tokens) and not tokens[0].text.isascii()


def _split(whole: str) -> tuple[tuple[Token, ...], tuple[str, ...]]:
    """Returns the words of a whole, and those that turn it: `before discount`."""
    tokens = tokens_of(whole)[:_MOST]
    for place, token in enumerate(tokens):
        word = token.text.casefold()
        if word in BEFORE_DEDUCTION | AFTER_DEDUCTION:
            return tokens[:place], tuple(t.text.casefold() for t in tokens[place:])
        is_what = place == 1 and tokens[0].text.casefold() in _WHAT
        if word in LEXICON.links | STOPS and not is_what:
            return tokens[:place], ()
    return tokens, ()


def _other_column(whole: str, own: int, ground: Ground, divided: frozenset[int]) -> str:
    """Returns the header of the only other column that is named, or nothing."""
    head, turn = _split(whole)
    exact = _called(whole, own, ground) if turn else ""
    if exact:
        return exact
    said = {token.stem for token in head} | kin_of(head)
    said |= {one.removesuffix("s") for one in said if len(one) > _SHORT}  # fees
    mine = _content(ground.columns[own].header)
    apart = _told_apart(said, own, ground)
    if len(apart) == 1:
        return ground.columns[apart[0]].header
    if not said or any(alike(word, one) for word in mine for one in said):
        return ""
    named = [
        number
        for number, layout in ground.columns.items()
        if CellKind.NUMBER in layout.kinds and _is_named(layout.header, said)
    ]
    if len(named) > 1:
        named = [number for number in named if number not in divided]
    return ground.columns[named[0]].header if len(named) == 1 else ""


def column_meant(whole: str, own: int, ground: Ground) -> str:
    """Returns the header of the column that words name, where it is not the own one.

    Pieces received are of `Qty Received`, not of `Qty Ordered`.
    """
    named = _other_column(whole, own, ground, frozenset())
    is_of_unit = not named or not _is_other_unit(named, own, ground)
    return named if is_of_unit else ""


def _is_other_unit(header: str, own: int, ground: Ground) -> bool:
    mine = units_in(ground.columns[own].header.replace("_", " "))
    return units_in(header.replace("_", " ")) != mine


def _told_apart(said: set[str], own: int, ground: Ground) -> list[int]:
    """Returns the columns called like the own one but for a word that is said.

    List value is of `MRR list`, and not of `MRR net`.
    """
    mine = _content(ground.columns[own].header)
    found: list[int] = []
    for number, layout in ground.columns.items():
        theirs = _content(layout.header) if CellKind.NUMBER in layout.kinds else []
        shared = [w for w in theirs if any(alike(w, one) for one in mine)]
        apart = [w for w in theirs if w not in shared]
        left = [w for w in mine if not any(alike(w, one) for one in theirs)]
        is_said = all(any(alike(w, one) for one in said) for w in apart)
        is_other = not any(alike(w, one) for w in left for one in said)
        if number != own and shared and apart and left and is_said and is_other:
            found.append(number)
    return found


def _called(whole: str, own: int, ground: Ground) -> str:
    """Returns another column's header that a text begins with: продажи до скидок."""
    said = tokens_of(whole)[:_MOST]
    for number, layout in ground.columns.items():
        words = tokens_of(layout.header)
        is_other = number != own and CellKind.NUMBER in layout.kinds and len(words) > 1
        begun = said[: len(words)]
        is_said = len(begun) == len(words) and all(
            alike(one.stem, word.stem) for one, word in zip(begun, words, strict=True)
        )
        if is_other and is_said:
            return layout.header
    return ""


def _is_named(header: str, said: set[str] | frozenset[str]) -> bool:
    words = _content(header)
    return bool(words) and all(any(alike(w, s) for s in said) for w in words)


def _content(header: str) -> list[str]:
    """Returns the stems of a header's words but units and fillers."""
    return [
        token.stem
        for token in tokens_of(header.partition("(")[0].replace("_", " "))
        if token.stem not in _UNITS | _STEMS_OF_FILLERS and len(token.stem) > 1
    ]


def _other_side(whole: str, own: int, ground: Ground) -> str:
    """Returns `before discount` where the column is of what is left, or the reverse."""
    _, turn = _split(whole)
    words = tokens_of(ground.columns[own].header)
    is_net = any(token.stem.startswith(NET) for token in words)
    is_gross = any(token.stem.startswith(GROSS) for token in words)
    if len(turn) < _PAIR or is_net is is_gross:
        return ""
    turned = turn[0] in (BEFORE_DEDUCTION if is_net else AFTER_DEDUCTION)
    deducted = tokens_of(turn[1])
    taken = {
        token.stem
        for layout in ground.columns.values()
        for token in tokens_of(layout.header)
    }
    is_column = any(alike(one.stem, other) for one in deducted for other in taken)
    return " ".join(turn[:_PAIR]) if turned and is_column else ""
