"""A metric's formula as a brief writes it: won / (won + lost), sum(amount) / …."""

from __future__ import annotations

import re
from dataclasses import dataclass

from verifier.errors import PolicyError

FUNCTIONS = ("count", "sum", "distinct", "mean", "average", "median", "min", "max")

_TOKEN = re.compile(
    r"\s*(?:(?P<mark>!=|<>|[-+*/()=])|\"(?P<quoted>[^\"]*)\"|(?P<word>[^-+*/()=!<>\"\s]+))"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?%?")
_WORDS = frozenset({"where", "and"})
_EXPECTED = (
    "names of fields or of their values with + - * / and parentheses, count, sum or "
    "distinct of a field, and 'where field = value'"
)


@dataclass(frozen=True, slots=True)
class Condition:
    """A filter: `stage = won`.

    Attributes:
        field: name of the column.
        value: that its cells have, or must not have.
        is_negated: whether they must not.
    """

    field: str
    value: str
    is_negated: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A field, or a value of one, with what is made of it.

    Attributes:
        name: of the field or value; empty for a number.
        function: one of `FUNCTIONS`, or empty where it is not said.
        conditions: all must hold.
    """

    name: str
    function: str = ""
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Ratio:
    """What a metric divides by what; a sum of parts is a tuple.

    Attributes:
        above: the numerator's parts.
        below: the denominator's parts; empty where nothing is divided.
    """

    above: tuple[Part, ...]
    below: tuple[Part, ...] = ()


def parse_metric(text: str, where: str) -> Ratio:
    """Returns what a metric's formula divides by what.

    Args:
        text: the formula.
        where: its place, for messages.

    Raises:
        PolicyError: if it is no such formula.

    Example:
        >>> [part.name for part in parse_metric("won / (won + lost)", "x").below]
        ['won', 'lost']
    """
    tokens: list[tuple[str, str]] = []
    place = 0
    while text[place:].strip():
        found = _TOKEN.match(text, place)
        if found is None:
            error = _error(text, text[place:], where)
            raise error
        tokens.append((found["mark"] or "", found["word"] or found["quoted"] or ""))
        place = found.end()
    reader = _Reader(tokens, text, where)
    ratio = reader.sum()
    if reader.place < len(tokens):
        error = _error(text, reader.shown(), where)
        raise error
    return ratio


def _error(text: str, rest: str, where: str) -> PolicyError:
    return PolicyError(
        where,
        f"{text!r}, at {rest.strip()!r}",
        _EXPECTED,
        'For example: formula = "won / (won + lost)".',
    )


class _Reader:
    """Reads tokens by descent; the place moves on."""

    def __init__(self, tokens: list[tuple[str, str]], text: str, where: str) -> None:
        self.tokens, self.text, self.where = tokens, text, where
        self.place = 0

    def shown(self) -> str:
        """Returns what is left."""
        return " ".join(mark or word for mark, word in self.tokens[self.place :])

    def sum(self) -> Ratio:
        """Returns terms that are added or subtracted."""
        ratio = self._product()
        while self._takes("+", "-"):
            other = self._product()
            ratio = Ratio(ratio.above + other.above, ratio.below + other.below)
        return ratio

    def _product(self) -> Ratio:
        ratio = self._factor()
        while mark := self._takes("*", "/"):
            other = self._factor()
            above, below = other.above, other.below
            if mark == "/":
                above, below = below, above
            ratio = Ratio(ratio.above + above, ratio.below + below)
        return ratio

    def _factor(self) -> Ratio:
        if self._takes("("):
            inner = self.sum()
            self._expect(")")
            return inner
        name = self._name()
        if _NUMBER.fullmatch(name):
            return Ratio(())
        function = ""
        if self._takes("("):
            function = name.casefold()
            if function not in FUNCTIONS:
                raise _error(self.text, name, self.where)
            name = self._name()
            conditions = self._conditions()
            self._expect(")")
        else:
            conditions = ()
        return Ratio((Part(name, function, conditions + self._conditions()),))

    def _conditions(self) -> tuple[Condition, ...]:
        found: list[Condition] = []
        if not self._says("where"):
            return ()
        while True:
            field = self._name()
            mark = self._takes("=", "!=", "<>")
            if not mark:
                raise _error(self.text, self.shown(), self.where)
            found.append(Condition(field, self._name(), mark != "="))
            if not self._says("and"):
                return tuple(found)

    def _name(self) -> str:
        words: list[str] = []
        while self.place < len(self.tokens):
            mark, word = self.tokens[self.place]
            if mark or word.casefold() in _WORDS:
                break
            words.append(word)
            self.place += 1
        if not words:
            raise _error(self.text, self.shown() or "its end", self.where)
        return " ".join(words)

    def _says(self, word: str) -> bool:
        is_next = self.place < len(self.tokens) and (
            self.tokens[self.place][1].casefold() == word
        )
        self.place += is_next
        return is_next

    def _takes(self, *marks: str) -> str:
        mark = self.tokens[self.place][0] if self.place < len(self.tokens) else ""
        if mark and mark in marks:
            self.place += 1
            return mark
        return ""

    def _expect(self, mark: str) -> None:
        if not self._takes(mark):
            raise _error(self.text, self.shown() or "its end", self.where)
