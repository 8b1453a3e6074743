"""Words of columns whose values a join may or may not take more than once."""

from __future__ import annotations

from verifier.languages import meanings, words

OF_A_WHOLE = words("joined.of_a_whole")
"""Words of a measure that a thing has once: what an order comes to."""

OF_EACH_TIME = words("joined.of_each_time")
"""Words of a measure that counts each time a thing is taken: the fee of a visit."""

UPON = words("joined.upon")
"""Words right before a share of things by which something happens to them."""

LATIN = str.maketrans(meanings("joined.file_letters"))
"""Letters as files are named with Latin ones: `заказы`, `zakazy.csv`."""
