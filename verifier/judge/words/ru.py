"""Russian words of direction.

Отток, потери, скидка and the like name a measure and are no words of direction.
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

_PAST = "л ла ло ли"
_PAST_REFLEXIVE = "лся лась лось лись"
_NEUTER = "е я ю ем и"
_PARTICIPLE = "н на но ны"

_FALLING_VERBS = (
    f"снизи|{_PAST} {_PAST_REFLEXIVE} т ть тся ться в вшись",
    f"снижа|{_PAST} {_PAST_REFLEXIVE} ет ют ется ются ть ться я ясь",
    f"сниже|{_PARTICIPLE}",
    f"уменьши|{_PAST} {_PAST_REFLEXIVE} т ть тся ться в вшись",
    f"уменьша|{_PAST} {_PAST_REFLEXIVE} ет ют ется ются ть ться я ясь",
    f"уменьше|{_PARTICIPLE}",
    f"сократи|{_PAST} {_PAST_REFLEXIVE} т ть тся ться в вшись",
    f"сокраща|{_PAST} {_PAST_REFLEXIVE} ет ют ется ются ть ться я ясь",
    f"сокраще|{_PARTICIPLE}",
    f"сокращё|{_PARTICIPLE}",
    f"упа|{_PAST} сть в",
    f"пада|{_PAST} ет ют ть я",
    "просе|л ла ло ли сть",
    "проседа|ет ют л ла ло ли",
    f"опусти|{_PAST} {_PAST_REFLEXIVE} ть ться",
    f"потеря|{_PAST} ть в",
    f"теря|{_PAST} ет ют ть",
    f"обвали|{_PAST_REFLEXIVE} ться",
    "рухну|л ла ло ли",
    "ослаб|- ла ло ли",
    f"подешеве|{_PAST} ть",
    f"замедли|{_PAST_REFLEXIVE} ться",
    f"убави|{_PAST} {_PAST_REFLEXIVE}",
    f"уреза|{_PAST}",
    f"сузи|{_PAST_REFLEXIVE}",
)
_FALLING_NOUNS = (
    f"снижени|{_NEUTER}",
    f"уменьшени|{_NEUTER}",
    f"сокращени|{_NEUTER}",
    f"падени|{_NEUTER}",
    "спад|- а у ом е",
    "просадк|а и е у ой",
    "убыл|ь и ью",
    "обвал|- а у ом е",
    f"сжати|{_NEUTER}",
    f"замедлени|{_NEUTER}",
    f"ослаблени|{_NEUTER}",
    f"удешевлени|{_NEUTER}",
)
_RISING_VERBS = (
    "вырос|- ла ло ли ши",
    "вырас|ти тет тут тают тает",
    "раст|и ут ет ёт",
    "рос|ла ло ли",
    "возрос|- ла ло ли",
    "возраст|и ет ут ают ает",
    f"увеличи|{_PAST} {_PAST_REFLEXIVE} т ть тся ться в вшись",
    f"увеличива|{_PAST} {_PAST_REFLEXIVE} ет ют ется ются ть ться я ясь",
    f"увеличе|{_PARTICIPLE}",
    f"повыси|{_PAST} {_PAST_REFLEXIVE} т ть тся ться в вшись",
    f"повыша|{_PAST} {_PAST_REFLEXIVE} ет ют ется ются ть ться я ясь",
    f"повыше|{_PARTICIPLE}",
    f"подня|{_PAST} {_PAST_REFLEXIVE} ть ться",
    f"поднима|{_PAST} {_PAST_REFLEXIVE} ет ют ется ются ть ться",
    f"прибави|{_PAST} ть",
    f"подорожа|{_PAST} ть",
    f"нарасти|{_PAST} ть",
    f"ускори|{_PAST_REFLEXIVE} ться",
    f"расшири|{_PAST_REFLEXIVE} ться",
    f"подскочи|{_PAST} ть",
    "взлете|л ла ло ли",
    "добави|л ла ло ли",
)
_RISING_NOUNS = (
    "рост|- а у ом е",
    "прирост|- а у ом е",
    "прибавк|а и е у ой",
    f"увеличени|{_NEUTER}",
    f"повышени|{_NEUTER}",
    "подъём|- а у ом е",
    "подъем|- а у ом е",
    f"удорожани|{_NEUTER}",
    f"ускорени|{_NEUTER}",
    f"расширени|{_NEUTER}",
)

_BEHIND_VERBS = (
    f"недовыполни|{_PAST} ть",
    "недовыполня|ет ют л ла ло ли",
    "отста|л ла ло ли ёт ет ют вал вала вало вали вать",
    "проигра|л ла ло ли",
    "проигрыва|ет ют л ла ло ли",
)
_YIELDING_VERBS = (  # уступает Москве 5
    "уступ|ает ают ил ила ило или ал ала ало али",
    "недобра|л ла ло ли",
)
_AHEAD_VERBS = (
    f"превыси|{_PAST} т ть",
    f"превыша|{_PAST} ет ют ть",
    f"перевыполни|{_PAST} ть",
    "перевыполня|ет ют л ла ло ли",
    "опережа|ет ют л ла ло ли ть",
    f"опереди|{_PAST} ть",
    "обогна|л ла ло ли",
    "обгоня|ет ют л ла ло ли",
    "превзош|ёл ел ла ло ли",
    "превосход|ит ят ил ила ило или",
)

_APART_VERBS = (
    "отлича|ется ются лся лась лось лись ться",
    "расход|ится ятся ился илась илось ились иться",
    "разош|ёлся елся лась лось лись",
    "различа|ется ются лся лась лось лись ться",
)
_APART_NOUNS = (
    "разниц|а у е ей",
    "разрыв|- а у ом е",
    "расхождени|е я ем",
)

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
            ("ниже", "меньше", "менее", "дешевле", "короче", "медленнее"),
        ),
        **forms_of(
            Trend.RISING,
            Role.COMPARATIVE,
            ("выше", "больше", "более", "дороже", "длиннее", "быстрее"),
        ),
        **forms_of(Trend.EITHER, Role.COMPARATIVE, ("хуже", "лучше")),
        **forms_of(Trend.FALLING, Role.VERB, _YIELDING_VERBS),
        **forms_of(Trend.FALLING, Role.RELATION, _BEHIND_VERBS),
        **forms_of(Trend.RISING, Role.RELATION, _AHEAD_VERBS),
        "вниз": (Trend.FALLING, Role.PARTICLE),
        "вверх": (Trend.RISING, Role.PARTICLE),
    },
    change=frozenset({"на"}),
    change_of_noun=frozenset(),
    change_beside_noun=frozenset({"в"}),
    other=words_of(
        "до с со от из в во за у для по при к ко под над между без через после "
        "перед среди против о об"
    ),
    hedges=words_of(
        "около порядка примерно приблизительно почти более менее чем свыше всего "
        "лишь только ещё еще целых не минимум максимум как где-то ровно чуть едва "
        "сразу аж"
    ),
    hedge_pairs=pairs_of("больше чем,меньше чем,выше чем,ниже чем,не больше,не меньше"),
    copulas=words_of(
        "составил составила составило составили составляет составляют был была было "
        "были равен равна равно равны достиг достигла достигло достигли это "
        "оказался оказалась оказалось оказались"
    ),
    copula_pairs=pairs_of("равняется около"),
    breaks=words_of(
        "но а хотя когда если который которая которое которые что тогда пока однако "
        "зато причём причем тем"
    ),
    levels=frozenset(),
    ordinals={
        "второй": 2,
        "вторая": 2,
        "второе": 2,
        "третий": 3,
        "третья": 3,
        "третье": 3,
        "четвёртый": 4,
        "четвёртая": 4,
        "пятый": 5,
        "пятая": 5,
    },
)
