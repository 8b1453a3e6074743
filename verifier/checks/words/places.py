"""Ways to say which place a group takes among others."""

from __future__ import annotations

from verifier.languages import alternatives, compiled, patterns

PLACES = {
    2: alternatives("places.second"),
    3: alternatives("places.third"),
    4: alternatives("places.fourth"),
    5: alternatives("places.fifth"),
}
"""Place → the ordinals that mean it."""

COLLECTIVES = {
    3: alternatives("places.three"),
    4: alternatives("places.four"),
    5: alternatives("places.five"),
    10: alternatives("places.ten"),
}
"""Number → words for the first so many of a ranking."""

_ENDS = rf"(?=\s+(?:{alternatives('places.ends')})\b|\s*[,.:;()—–-]|\s*$)"


def _forms(key: str) -> tuple[str, ...]:
    return tuple(form.replace("{ends}", _ENDS) for form in patterns(f"places.{key}"))


FROM_THE_TOP = _forms("from_the_top")
"""Forms with `{o}` for an ordinal, counted from the highest."""

CLOSING = _forms("closing")
"""Forms with `{c}` for the first so many, of which a group is the last."""

FIRST = _forms("first")
"""Forms of the first place."""

FROM_THE_END = _forms("from_the_end")
"""The same, counted from the lowest."""

NEXT_TO_THE_TOP = _forms("next_to_the_top")
"""Forms of the second place."""

NEXT_TO_THE_END = _forms("next_to_the_end")
"""Forms of the last place but one."""

LAST = _forms("last")
"""Forms of the last place."""

LEADS = alternatives("places.leads")
"""Words of the first of a ranking that are too common to be so by themselves."""

NEXT = alternatives("places.next")
"""Words behind the first of a ranking that lead to the one after it."""

OF_TIME = compiled(rf"\s+(?:{alternatives('places.of_time')})(?!\w)")
"""What follows an ordinal that counts times or stages."""
