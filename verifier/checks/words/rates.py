"""Words of rates and of amounts, by which their wholes are told.

What each is for stands above its key in `[rates]` of the language files.
"""

from __future__ import annotations

from verifier.languages import listed, words

RATES = words("rates.rates")
RATE_BEGINNINGS = listed("rates.rate_beginnings")
SHARES = listed("rates.shares")
AMOUNTS = words("rates.amounts")
HOW_LONG = words("rates.how_long")
INSIDE = words("rates.inside")
OF_EVERYTHING = words("rates.of_everything")
PER = words("rates.per")
PER_BEFORE = words("rates.per_before")
ONE_OF_PER = words("rates.one_of_per")
PLURALS = listed("rates.plurals")
BEFORE_DEDUCTION = words("rates.before_deduction")
AFTER_DEDUCTION = words("rates.after_deduction")
NET = listed("rates.net")
GROSS = listed("rates.gross")
STOPS = words("rates.stops")
LEVELS = words("rates.levels")
HOLDERS = words("rates.holders")
