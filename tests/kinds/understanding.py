"""What the product understands of a sentence, in the words of the tables of languages.

A figure or group in question stands in [ ], other figures in { }. As a script it reads
rows of `kind<TAB>sentence` and prints what is understood of each.
"""

from __future__ import annotations

import sys

from verifier.checks.claims.other_statistic import _named
from verifier.checks.naming import names_in
from verifier.checks.periods import periods_in
from verifier.checks.sentences import sentence_round
from verifier.checks.superlatives import superlatives_in
from verifier.figures import find_convention, find_language, read_mentions
from verifier.judge.direction import governing_word
from verifier.model.brief import Brief
from verifier.model.case import Sentence

NOTHING = "nothing"
PLACES = {1: "", 2: "second ", 3: "third ", 4: "fourth ", 5: "fifth "}
ENDS = {1: "highest", -1: "lowest"}
YEAR = frozenset(range(1, 13))


def understood(kind, sentence):
    """Returns what is understood of a sentence that is of a kind."""
    return UNDERSTOOD[kind](_unmarked(sentence)) or NOTHING


def _unmarked(marked):
    text, places, start = "", {"]": [], "}": []}, 0
    for letter in marked:
        if letter in "[{":
            start = len(text)
        elif letter in "]}":
            places[letter].append((start, len(text)))
        else:
            text += letter
    first, last = places["]"][0] if places["]"] else (0, 0)
    return Sentence(text, first, last, tuple(sorted(places["]"] + places["}"])))


def _direction(sentence):
    word = governing_word(sentence)
    return word.trend.value if word else ""


def _statistic(sentence):
    _, named = _named(sentence_round(sentence))
    return " or ".join(sorted(statistic.value for statistic in named))


def _ranking(sentence):
    return ", ".join(
        " or ".join(PLACES[one.place] + ENDS[end] for end in sorted(one.ends))
        for one in superlatives_in(sentence.text)
    )


def _period(sentence):
    return ", ".join(
        _months(period.months) + (f" {period.year}" if period.year else "")
        for period in periods_in(sentence.text)
    ).strip()


def _months(months):
    if months == YEAR:
        return "year"
    first, last = min(months), max(months)
    return f"months {first}-{last}" if first < last else f"month {first}"


def _group(sentence):
    """Returns how a group is meant."""
    group = sentence.text[sentence.start : sentence.end]
    for naming in names_in(sentence.text, {1: (group, "Zzyzx")}, Brief()):
        if naming.is_negated:
            return "left out"
        return "compared" if naming.is_compared else "meant"
    return ""


def _comparison(sentence):
    text, place = sentence.text, (sentence.start, sentence.end)
    convention = find_convention([text], find_language([text]))
    for mention in read_mentions(text, convention, links=(place,)):
        if mention.quantity and mention.start < place[1] and place[0] < mention.end:
            return mention.quantity.comparison.value
    return _group(sentence)


UNDERSTOOD = {
    "direction": _direction,
    "statistic": _statistic,
    "ranking": _ranking,
    "period": _period,
    "negation": _group,
    "comparison": _comparison,
}


if __name__ == "__main__":
    for row in sys.stdin:
        sys.stdout.write(understood(*row.rstrip("\n").split("\t")) + "\n")
