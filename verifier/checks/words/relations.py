"""Words that say which of two is ahead, and where something moved."""

from __future__ import annotations

import re

from verifier.languages import alternatives, compiled, inflected, words


def _moved(trend: str, key: str) -> str:
    """Returns the words of a trend: those of rules, and those of verdicts."""
    verbs = inflected(f"direction.{trend}.verbs")
    forms = (*verbs, *inflected(f"direction.{trend}.nouns"))
    return "|".join((alternatives(key), *map(re.escape, dict.fromkeys(forms))))


ROSE = _moved("rising", "relations.rose")
"""Words that say that something became more."""

FELL = _moved("falling", "relations.fell")
"""Words that say that something became less."""

OWED = rf"\b(?:{alternatives('relations.owed')})\b"
"""Measures that become less where a number below zero comes nearer to it."""

MORE = alternatives("relations.more")
"""Comparatives that say that what stands before them is ahead."""

LESS = alternatives("relations.less")
"""Comparatives that say that it is behind."""

OFTEN = alternatives("relations.often")
"""Comparatives that say that it comes about more frequently."""

SELDOM = alternatives("relations.seldom")
"""Comparatives that say that it comes about less frequently."""

FAST = alternatives("relations.fast")
"""Comparatives of pace and time: less of a time, more of a speed."""

SLOW = alternatives("relations.slow")
"""Comparatives that say the opposite of those."""

BETTER = alternatives("relations.better")
"""Comparatives of praise: more of a score, less of a cost."""

WORSE = alternatives("relations.worse")
"""Comparatives of blame."""

GAPS = alternatives("relations.gaps")
"""Nouns for how far two are apart."""

BARE = words("relations.bare")
"""Comparatives behind which what they compare with stands without `than`."""

THAN = rf"\b(?:{alternatives('relations.than')})\b"
"""What stands before that with which something is compared."""

AHEAD = alternatives("relations.ahead")
"""Verbs whose subject is ahead of their object."""

SUBJECTS = words("relations.subjects")
"""Pronouns that take up the subject of the words before them."""

BEHIND = alternatives("relations.behind")
"""Verbs whose subject is behind their object."""

HEDGE = rf"(?:(?:{alternatives('relations.hedge')})\W+)*"
"""Words before a figure that say nothing of the relation."""

COMPARED = (
    rf"(?:{alternatives('relations.compared')})\W+"
    rf"(?:(?:{alternatives('relations.compared_behind')})\W+)*$"
)
"""What stands before a period with which another one is compared."""

ALONE = compiled(rf"\b(?:{alternatives('relations.alone')})\b")
"""Words that say that a period is meant and no other."""

SINCE_NEW_YEAR = compiled(rf"\b(?:{alternatives('relations.since_new_year')})\b")
"""Words for the time since the first of January."""

GATHERED = compiled(rf"\b(?:{alternatives('relations.gathered')})\b")
"""Words that say that a figure is of more than the period that is named."""

APART = compiled(rf"\b(?:{alternatives('relations.apart')})\b")
"""Words that say that a figure is of a time beside the period that is named."""

THE_ONE_BEFORE = rf"\b(?:{alternatives('relations.one_before')})\b"
"""Words for the period before the one that a sentence speaks of."""
