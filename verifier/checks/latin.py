"""Russian words as file names and headers spell them: `zakazy`, `priyomy`, `klient`."""

from __future__ import annotations

from functools import lru_cache

from verifier.languages import meanings

_LETTERS = meanings("sentence.header_letters")
_SAME = (  # spellings of one letter, the longer ones first
    *(("shch", "sch"), ("kh", "h"), ("ts", "c"), ("tz", "c"), ("x", "ks")),
    *(("yu", "u"), ("ju", "u"), ("iu", "u"), ("ya", "a"), ("ja", "a"), ("ia", "a")),
    *(("yo", "e"), ("jo", "e"), ("io", "e"), ("ye", "e"), ("je", "e"), ("ie", "e")),
    *(("y", "i"), ("j", "i"), ("'", "")),
)
_SHORTEST = 4  # letters that two words have in common
_ENDING = 3  # letters in which their forms differ


@lru_cache(maxsize=4096)
def is_spelled(latin: str, russian: str) -> bool:
    """Returns whether a word in Latin letters spells a form of a Russian stem.

    Example:
        >>> is_spelled("zakazy", "заказ"), is_spelled("priyomy", "прием")
        (True, True)
        >>> is_spelled("zapasy", "заказ"), is_spelled("deals", "deal")
        (False, False)
    """
    if not latin.isascii() or russian.isascii():
        return False
    wanted = _one_way("".join(_LETTERS.get(letter, "") for letter in russian))
    said = _one_way(latin.casefold())
    return (
        len(wanted) >= _SHORTEST
        and said.startswith(wanted)
        and len(said) - len(wanted) <= _ENDING
    )


def _one_way(latin: str) -> str:
    for spelling, same in _SAME:
        latin = latin.replace(spelling, same)
    return latin
