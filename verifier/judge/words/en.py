"""English words of direction.

Churn, loss, discount and the like name a measure and are no words of direction; nor
are words of praise (improve, worsen): a churn that improves falls.
"""

from __future__ import annotations

from verifier.judge.words.vocabulary import (
    Role,
    Trend,
    Vocabulary,
    forms_of,
    pairs_of,
    words_of,
)

_FALLING_VERBS = (
    "fell",
    "fall|s en ing",
    "declin|es ed ing",
    "decrease|s d",
    "decreasing",
    "dropp|ed ing",
    "drops",
    "reduc|e es ed ing",
    "shrink|- s ing",
    "shrank",
    "shrunk",
    "slipp|ed ing",
    "slips",
    "slid|- ing",
    "slides",
    "sank",
    "sunk",
    "sink|- s ing",
    "tumbl|ed es ing",
    "plung|ed es ing",
    "plummet|- s ed ing",
    "contract|ed ing",
    "dipp|ed ing",
    "dips",
    "los|e es t ing",
    "shed|- s ding",
    "cutting",
    "lower|ed s ing",
    "diminish|- es ed ing",
    "dwindl|e es ed ing",
    "weaken|- s ed ing",
    "soften|- s ed ing",
    "eas|ed es ing",
    "retreat|ed s ing",
    "crash|ed es ing",
    "collapse|s d",
    "collapsing",
    "slash|ed es ing",
    "trimm|ed ing",
    "slump|ed s ing",
    "reced|e es ed ing",
    "erod|e es ed ing",
    "subsid|ed es",
    "narrow|ed s ing",
    "deteriorat|ed es ing",
    "slow|ed s ing",
)
_FALLING_NOUNS = (
    "fall",
    "decline",
    "decrease",
    "drop",
    "reduction|- s",
    "dip",
    "slump",
    "slide",
    "plunge",
    "contraction",
    "cut|- s",
    "downturn",
    "downtick",
    "slowdown",
    "deterioration",
    "shrinkage",
    "collapse",
    "crash",
)
_RISING_VERBS = (
    "rose",
    "risen",
    "ris|es ing",
    "grew",
    "grow|- s n ing",
    "increase|s d",
    "increasing",
    "climb|ed s ing",
    "gain|ed ing",
    "jump|ed s ing",
    "surg|ed es ing",
    "soar|- ed s ing",
    "expand|- ed s ing",
    "widen|- ed s ing",
    "add|- ed s ing",
    "rebound|ed s ing",
    "accelerat|e ed es ing",
    "strengthen|- ed s ing",
    "advanc|ed es ing",
    "rais|e ed es ing",
    "boost|ed s ing",
    "lift|ed s ing",
    "rallied",
    "spiked",
)
_RISING_NOUNS = (
    "rise",
    "increase",
    "growth",
    "gain|- s",
    "jump",
    "surge",
    "climb",
    "uptick",
    "upturn",
    "expansion",
    "hike",
    "boost",
    "rebound",
    "acceleration",
)

_BEHIND_VERBS = (
    "miss|ed es ing",
    "trail|- ed s ing",
    "lag|- s ged ging",
    "undershoot|- s ing",
    "undershot",
    "underperform|- ed s ing",
    "undersold",
)
_AHEAD_VERBS = (
    "exceed|- ed s ing",
    "beat|- s ing en",
    "surpass|- ed es ing",
    "outperform|- ed s ing",
    "outsold",
    "outsell|- s ing",
    "outpac|e es ed ing",
    "overshoot|- s ing",
    "overshot",
    "topp|ed ing",
    "led",
    "lead|- s ing",
)

_APART_VERBS = ("differ|- s ed ing",)
_APART_NOUNS = ("difference", "gap", "spread")

WORDS = Vocabulary(
    forms={
        **forms_of(Trend.EITHER, Role.VERB, _APART_VERBS),
        **forms_of(Trend.EITHER, Role.NOUN, _APART_NOUNS),
        **forms_of(Trend.FALLING, Role.VERB, _FALLING_VERBS),
        **forms_of(Trend.FALLING, Role.NOUN, _FALLING_NOUNS),
        **forms_of(Trend.RISING, Role.VERB, _RISING_VERBS),
        **forms_of(Trend.RISING, Role.NOUN, _RISING_NOUNS),
        **forms_of(
            Trend.FALLING,
            Role.COMPARATIVE,
            words_of(
                "lower fewer less smaller cheaper slower shorter below behind short"
            ),
        ),
        **forms_of(
            Trend.RISING,
            Role.COMPARATIVE,
            words_of("higher more greater larger bigger faster longer above ahead"),
        ),
        **forms_of(Trend.EITHER, Role.COMPARATIVE, ("worse", "better")),
        **forms_of(Trend.FALLING, Role.RELATION, _BEHIND_VERBS),
        **forms_of(Trend.RISING, Role.RELATION, _AHEAD_VERBS),
        "down": (Trend.FALLING, Role.PARTICLE),
        "up": (Trend.RISING, Role.PARTICLE),
    },
    change=frozenset({"by"}),
    change_of_noun=frozenset({"of"}),
    change_beside_noun=frozenset(),
    other=words_of(
        "to from at in on for with within among between during  since per into "
        "through across against until till than versus vs "
        "after before behind beyond out off"
    ),
    hedges=words_of(
        "about around roughly approximately approx some nearly almost over under "
        "above below just only as much many circa ca a an the another further "
        "estimated full mere fully well slightly exactly precisely"
    ),
    hedge_pairs=pairs_of(
        "at least,at most,up to,more than,less than,fewer than,greater than,"
        "higher than,lower than,upwards of,excess of"
    ),
    copulas=words_of(
        "is was were are be been being stood stands totalled totaled equals equalled "
        "equaled reached averaged hit remained stayed became represented accounted "
        "made makes"
    ),
    copula_pairs=pairs_of(
        "amounted to,amounts to,amounting to,came to,comes to,equal to,equates to"
    ),
    breaks=words_of(
        "but while whereas although though because when if which who that whose "
        "where despite however yet unless whilst"
    ),
    levels=words_of(
        "high low total average level rate value record maximum minimum peak count "
        "mean median share base sum out"
    ),
    ordinals={
        "second": 2,
        "third": 3,
        "fourth": 4,
        "fifth": 5,
        "sixth": 6,
        "seventh": 7,
        "eighth": 8,
        "ninth": 9,
        "tenth": 10,
        "runner-up": 2,
    },
)
