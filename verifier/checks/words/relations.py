"""Words that say which of two is ahead, and where something moved; both languages."""

from __future__ import annotations

import re

_VERB = r"(?:s|es|d|ed|ing|n)?"
ROSE = (
    r"(?:rose|risen|rise|rising|rises|grew|grow|increas(?:e|ing)|climb|gain|jump(?:ed)?|"
    r"surg(?:e|ing)|soar|expand|widen|add|boost|lift|growth|uptick|"
    r"up(?=\W+(?:by\W+)?\W*$))" + _VERB + r"|"
    r"(?:вырос|возрос)\w{0,3}|раст[иеёу]\w?|рост(?:а|у|ом)?|прирост(?:а|ом)?|рос(?:л[аои])?|"
    r"(?:увелич|повы[сш]|подорож|нарасти|ускори|расшири)\w+|подня\w+|прибави\w+"
)
"""Words that say that something became more."""

FELL = (
    r"(?:fell|fall|fallen|declin(?:e|ing)|decreas(?:e|ing)|drop(?:p)?|reduc(?:e|tion)|"
    r"shr[aiu]nk|slip(?:p)?|slid|sank|dip(?:p)?|lost|lose|cut|contract|slump|plung(?:e)?|"
    r"tumbl(?:e)?|down(?=\W+(?:by\W+)?\W*$))" + _VERB + r"|"
    r"(?:сни[зж]|уменьш|сокра[тщ]|опусти|потер|подешев|замедли|обвал)\w+|"
    r"упа(?:л[аои]?|в|сть)|пад(?:а|е)\w+|просе\w+|спад(?:а|ом)?"
)
"""Words that say that something became less."""

OWED = (
    r"\b(?:loss(?:es)?|deficit|shortfall|debt|gap|lag|backlog|overrun|negative|"
    r"убыт\w+|дефицит\w*|отставани\w+|разрыв\w*|долг\w*|задолженност\w+|отрицательн\w+)\b"
)
"""Measures that become less where a number below zero comes nearer to it."""

MORE = (
    r"more|higher|greater|larger|bigger|longer|faster|better|above|ahead|"
    r"больше|выше|более|дороже|длиннее|быстрее"
)
"""Comparatives that say that what stands before them is ahead."""

LESS = (
    r"less|fewer|lower|smaller|below|behind|short|under|"
    r"меньше|ниже|менее|дешевле|короче|медленнее"
)
"""Comparatives that say that it is behind."""

BARE = frozenset(
    {"above", "ahead", "below", "behind", "short", "under"}
    | {"больше", "выше", "дороже", "длиннее", "меньше", "ниже", "дешевле", "короче"}
)
"""Comparatives behind which what they compare with stands without `than`."""

THAN = r"\b(?:than|чем)\b"
"""What stands before that with which something is compared."""

AHEAD = (
    r"exceed(?:s|ed|ing)?|beat(?:s|en|ing)?|le(?:a)?d(?:s|ing)?|outperform\w*|surpass\w*|"
    r"overt(?:ook|ak\w+)|outs(?:old|ell)\w*|outpac\w+|overshot|overshoot\w*|top(?:s|ped|ping)|"
    r"превы[сш]\w+|перевыполн\w+|опере[жд]\w+|обогна\w+|обгон\w+|превосход\w+|"
    r"превзош\w+|впереди"
)
"""Verbs whose subject is ahead of their object."""

SUBJECTS = frozenset(
    {"it", "its", "they", "their", "he", "his", "she", "her"}
    | {"он", "она", "оно", "они", "его", "её", "ее", "их"}
)
"""Pronouns that take up the subject of the words before them."""

BEHIND = (
    r"trail(?:s|ed|ing)?|lag(?:s|ged|ging)?|miss(?:es|ed|ing)?|undershot|undershoot\w*|"
    r"underperform\w*|undersold|недовыполн\w+|отста\w+|проигр\w+|уступ\w+|недобра\w+"
)
"""Verbs whose subject is behind their object."""

HEDGE = (
    r"(?:(?:about|around|roughly|almost|nearly|over|some|just|only|exactly|at\s+least|"
    r"more\s+than|less\s+than|a|an|the|почти|около|примерно|всего|более\s+чем|"
    r"менее\s+чем|целых|ровно|свыше)\W+)*"
)
"""Words before a figure that say nothing of the relation."""

COMPARED = (
    r"(?:than|over|against|from|since|of|by|versus|vs|with|to|before|after|relative|on|"
    r"чем|с|со|от|к|ко|против|до|после|относительно|на)\W+(?:(?:in|the|в|во|за|конца)\W+)*$"
)
"""What stands before a period with which another one is compared."""

ALONE = re.compile(
    r"\b(?:alone|only|just|solely|itself|in\s+isolation|лишь|только|отдельно|"
    r"(?:за|в|во)\s+од(?:ин|ном|ну|ной|но)|од(?:ин|на|но)\s+только)\b",
    re.IGNORECASE,
)
"""Words that say that a period is meant and no other."""

SINCE_NEW_YEAR = re.compile(
    r"\b(?:year[\s-]to[\s-]date|ytd|since\s+(?:the\s+)?(?:start|beginning)\s+of\s+the\s+"
    r"year|since\s+new\s+year|so\s+far\s+this\s+year|this\s+year\s+so\s+far|"
    r"с\s+начала\s+года|с\s+нового\s+года)\b",
    re.IGNORECASE,
)
"""Words for the time since the first of January."""

GATHERED = re.compile(
    r"\b(?:cumulative\w*|running\s+total|to\s+date|so\s+far|balance|backlog|outstanding|"
    r"stock|inventory|ever|since|accumulated|up\s+to|at\s+the\s+end|to\s+the\s+end|"
    r"ending|ended|onwards?|and\s+(?:later|earlier|before)|"
    r"(?:year|months?|quarters?|weeks?)\s+to|"
    r"нарастающ\w+|накоплен\w+|накопит\w+|остат\w+|баланс\w*|задолженност\w+|"
    r"к\s+концу|на\s+конец|по\s+состоянию|по\s+конец|с\s+начала|начиная|"
    r"и\s+(?:позже|раньше|ранее|далее))\b",
    re.IGNORECASE,
)
"""Words that say that a figure is of more than the period that is named."""

APART = re.compile(
    r"\b(?:after|before|following|prior|until|till|since|ahead|preceding|"
    r"после|перед|до|прежде|раньше|позже|вслед|следу\w+|предшеств\w+)\b",
    re.IGNORECASE,
)
"""Words that say that a figure is of a time beside the period that is named."""
