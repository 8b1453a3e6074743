"""Who stands where: groups by a measure, and whether a sentence agrees."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from verifier.checks.superlatives import Superlative

    Numbers = tuple[Decimal | None, ...]
    Shape = Callable[[Numbers, Numbers], Decimal | None]

_SHOWN = 3
_EXACT = Decimal("1e-9")
_POWERS = range(-9, 10)
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Standings:
    """What was measured of each group.

    Attributes:
        groups: label → a number for each use.
        total: the same over all rows.
    """

    groups: Mapping[str, Numbers]
    total: Numbers


@dataclass(frozen=True, slots=True)
class Standing:
    """A ranking of groups by one number.

    Attributes:
        places: label and number, the highest first.
    """

    places: tuple[tuple[str, Decimal], ...]

    def bears_out(self, label: str, ends: frozenset[int], place: int) -> bool:
        """Returns whether a group stands at a place from an end; ties count."""
        numbers = dict(self.places)
        own = numbers[label]
        signs = ends if min(numbers.values()) >= 0 else frozenset({1, -1})
        for sign in signs:
            ahead = sum(_is_ahead(other, own, sign) for other in numbers.values())
            level = sum(
                not _is_ahead(other, own, sign) and not _is_ahead(own, other, sign)
                for other in numbers.values()
            )
            if ahead < place <= ahead + level:
                return True
        return False


def reproducing(
    standings: Standings, value: Decimal, label: str, factors: tuple[Decimal, ...]
) -> Standing | None:
    """Returns the ranking in which a group has the recomputed value, or None.

    The shape of the calculation (a ratio, a change, a share of all) is the one that
    gives the value for the named group, or else for another one.
    """
    if label not in standings.groups or not value:
        return None
    fallback: Standing | None = None
    for shape in _shapes(len(standings.total)):
        numbers = {
            name: number
            for name, own in standings.groups.items()
            if (number := shape(own, standings.total)) is not None
        }
        if label not in numbers:
            continue
        standing = Standing(
            tuple(sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0])))
        )
        if _is_scaled(numbers[label], value, factors):
            return standing
        if any(_is_alike(number, value) for number in numbers.values()):
            fallback = fallback or standing
    return fallback


def told(standing: Standing, one: Superlative, label: str, where: str) -> str:
    """Returns the wording: who is ahead, with the runners-up and ties."""
    lowest_first = one.ends == frozenset({-1})
    places = standing.places[::-1] if lowest_first else standing.places
    ahead = ", ".join(f"{name} {_plain(number)}" for name, number in places[:_SHOWN])
    own = dict(standing.places)[label]
    level = [name for name, number in places if number == own and name != label]
    better = sum(_is_ahead(n, own, -1 if lowest_first else 1) for _, n in places)
    tie = f", level with {', '.join(level[:_SHOWN])}" if level else ""
    order = "lowest" if lowest_first else "highest"
    return (
        f"the sentence says {one.text!r} of {label}; over {where} the ranking, {order} "
        f"first, is {ahead}; {label} has {_plain(own)}{tie}, place {better + 1} of "
        f"{len(places)}"
    )


def _shapes(uses: int) -> Iterator[Shape]:
    if uses == 1:
        yield lambda own, _: own[0]
    if uses == _PAIR:
        yield lambda own, _: _ratio(own[0], own[1])
        yield lambda own, total: _ratio(own[0], total[1])
        yield lambda own, _: _change(own[0], own[1])
        yield lambda own, _: _change(own[1], own[0])
        yield lambda own, _: _difference(own[0], own[1])
        yield lambda own, _: _left_over(own[0], own[1])


def _ratio(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or not other else one / other


def _change(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    ratio = _ratio(one, other)
    return None if ratio is None else ratio - 1


def _left_over(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    ratio = _ratio(one, other)
    return None if ratio is None else 1 - ratio


def _difference(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one - other


def _is_scaled(own: Decimal, value: Decimal, factors: tuple[Decimal, ...]) -> bool:
    if any(_is_alike(own * factor, value) for factor in factors):
        return True
    return any(_is_alike(own.scaleb(power), value) for power in _POWERS)


def _is_alike(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= _EXACT * max(abs(one), abs(other))


def _is_ahead(other: Decimal, own: Decimal, sign: int) -> bool:
    return not _is_alike(other, own) and (other - own) * sign > 0


def _plain(number: Decimal) -> str:
    rounded = round(number, 4)
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
