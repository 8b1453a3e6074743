"""English words of figures."""

from __future__ import annotations

from fractions import Fraction

from verifier.figures.words._language import (
    Affixes,
    Changes,
    Hedges,
    Labels,
    Language,
    Numerals,
    Role,
    pairs,
    words,
)
from verifier.model.quantity import Comparison

_AFFIXES = (
    Affixes(Role.SCALE, 2, words("hundred | hundreds")),
    Affixes(Role.SCALE, 3, words("thousand | thousands | ths | thsd")),
    Affixes(Role.SCALE, 6, words("million | millions | mn | mln | mio | mm")),
    Affixes(Role.SCALE, 9, words("billion | billions | bn | bln | milliard")),
    Affixes(Role.SCALE, 12, words("trillion | trillions | tn | trn | trln")),
    Affixes(Role.SCALE, 5, words("lakh | lakhs")),
    Affixes(Role.SCALE, 7, words("crore | crores")),
    Affixes(Role.PERCENT, -2, words("% | percent | per cent | pct")),
    Affixes(Role.PERCENT, -3, words("‰")),
    Affixes(
        Role.POINTS,
        -2,
        words(
            "percentage point | percentage points | percent point | percent points"
            " | per cent points | % point | % points | %-point | %-points"
            " | pp | pps | ppt | ppts | p.p. | p.p | pct pts | pct pt | percentage pts"
        ),
    ),
    Affixes(Role.BASIS, -4, words("bp | bps | basis point | basis points")),
    Affixes(Role.TIMES, 0, words("x | × | х | times | fold")),  # the third is Cyrillic
    Affixes(
        Role.CURRENCY,
        0,
        words(
            "$ | € | £ | ¥ | ₽ | ₴ | ₸ | ₹ | ₺ | ₩ | usd | eur | gbp | rub | rur | jpy"
            " | chf | cny | inr | kzt | uah | cad | aud | dollar | dollars | euro"
            " | euros | pound sterling | pounds sterling | pounds | rouble | roubles"
            " | ruble | rubles | yen | yuan | rupees | cents"
        ),
    ),
    Affixes(
        Role.UNIT,
        0,
        words(
            "point | points | pt | pts | kg | g | t | tonne | tonnes | tons | km | m"
            " | cm | mm | km² | m² | sqm | mi | miles | ft | lb | lbs | oz | l | ml"
            " | litres | liters | metres | meters | °c | °f | ° | degrees | kwh | mwh"
            " | gwh | kw | mw | gw | kb | mb | gb | tb | pb | hz | khz | mhz | ghz"
            " | fps | hectares | acres | barrels | pieces | pcs"
        ),
    ),
    Affixes(
        Role.SPAN,
        0,
        words(
            "day | days | week | weeks | month | months | year | years | hour | hours"
            " | minute | minutes | second | seconds | quarters | decades | h | hr"
            " | hrs | min | mins | s | sec | secs | ms | yr | yrs | d | wk | wks"
            " | mo | mos | business days | working days"
        ),
    ),
)

_HEDGES = (
    Hedges(
        Comparison.ABOUT,
        words(
            "approximately | approx | approx. | roughly | circa | ca | ca. | close to"
            " | in the region of | an estimated | ~ | ≈ | ∼ | ≃"
        ),
    ),
    Hedges(Comparison.ABOUT, words("about | around"), is_preposition=True),
    Hedges(
        Comparison.OVER,
        words(
            "more than | greater than | higher than | in excess of | upwards of | >"
            " | well over | well above"
        ),
    ),
    Hedges(Comparison.OVER, words("over | above | exceeding"), is_preposition=True),
    Hedges(
        Comparison.OVER,
        words(
            "exceed | exceeds | exceeded | surpass | surpasses | surpassed"
            " | surpassing | topped | topping | passed"
        ),
        is_preposition=True,
    ),
    Hedges(
        Comparison.AT_LEAST,
        words("reach | reached | reaches | reaching | attain | attained | hit"),
        is_preposition=True,
        only_negated=True,
    ),
    Hedges(
        Comparison.JUST_OVER,
        words(
            "just over | just above | just more than | slightly over | slightly above"
            " | slightly more than | a little over | a little more than"
            " | a bit over | a bit more than | marginally over | marginally above"
        ),
    ),
    Hedges(
        Comparison.NEARLY,
        words(
            "nearly | almost | just under | just below | just less than | just short of"
            " | slightly under | slightly below | slightly less than | a little under"
            " | a little less than | a little below | a bit under | a bit less than"
            " | not quite"
        ),
    ),
    Hedges(
        Comparison.LESS_THAN,
        words(
            "less than | fewer than | lower than | smaller than | <"
            " | well under | well below"
        ),
    ),
    Hedges(Comparison.LESS_THAN, words("under | below"), is_preposition=True),
    Hedges(
        Comparison.AT_LEAST,
        words(
            "at least | no less than | not less than | no fewer than | not fewer than"
            " | a minimum of | minimum of | at or above | at or over | ≥ | > ="
        ),
    ),
    Hedges(
        Comparison.AT_MOST,
        words(
            "at most | no more than | not more than | a maximum of | maximum of"
            " | at or below | at or under | ≤ | < ="
        ),
    ),
    Hedges(
        Comparison.AT_MOST,
        words("up to | as much as | as many as"),
        negated=Comparison.LESS_THAN,
    ),
    Hedges(  # of verbs with a particle: they say what a sum is
        Comparison.EXACT,
        words(
            "add up to | adds up to | added up to | adding up to | sum up to"
            " | sums up to | summed up to | come up to | comes up to | came up to"
            " | go up to | goes up to | went up to | gone up to | total up to"
            " | totals up to | tot up to | it up to | them up to | this up to"
            " | that up to | carry over | carries over | carried over | carrying over"
            " | roll over | rolls over | rolled over | rolling over | hand over"
            " | handed over | turn over | turns over | turned over | left over"
            " | spill over | spilled over | spilt over | spread over | spreads over"
            " | spreading over | stretched over | distributed over | shared over"
        ),
        negated=Comparison.EXACT,
    ),
    Hedges(Comparison.OVER, words("+"), follows=True),
    Hedges(
        Comparison.AT_LEAST,
        words("or more | or above | or over | or higher | and above | and over"),
        follows=True,
    ),
    Hedges(
        Comparison.AT_MOST,
        words("or less | or fewer | or below | or under | or lower"),
        follows=True,
    ),
    Hedges(
        Comparison.ABOUT,
        words("or so | (rounded) | (approx.) | (approximately)"),
        follows=True,
    ),
)

_CHANGES = (
    Changes(Fraction(2), words("doubled | doubles | doubling")),
    Changes(Fraction(3), words("tripled | triples | tripling | trebled | trebling")),
    Changes(Fraction(4), words("quadrupled | quadruples | quadrupling")),
    Changes(Fraction(5), words("quintupled | quintuples | quintupling")),
    Changes(Fraction(1, 2), words("halved | halves | halving")),
)

_NUMERALS = Numerals(
    cardinals=pairs(
        "zero 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10"
        " eleven 11 twelve 12 thirteen 13 fourteen 14 fifteen 15 sixteen 16"
        " seventeen 17 eighteen 18 nineteen 19 twenty 20 thirty 30 forty 40 fourty 40"
        " fifty 50 sixty 60 seventy 70 eighty 80 ninety 90"
    ),
    scales=pairs("hundred 2 thousand 3 million 6 billion 9 trillion 12 lakh 5 crore 7"),
    joiners=words("and"),
    half_tails=words("and a half | and one half | and-a-half"),
    never=words("once | first | both"),
    ones=words("one"),
    articles=words("a | an"),
    denominators=pairs(
        "half 2 halves 2 third 3 thirds 3 quarter 4 quarters 4 fourth 4 fourths 4"
        " fifth 5 fifths 5 sixth 6 sixths 6 seventh 7 sevenths 7 eighth 8 eighths 8"
        " ninth 9 ninths 9 tenth 10 tenths 10 twelfth 12 twelfths 12 twentieth 20"
        " twentieths 20 hundredth 100 hundredths 100"
    ),
    bare_fractions=pairs("half 2"),
    periods_too=words("quarter | quarters"),
    not_fractions_after=words(
        "first | second | other | per | each | this | last | any"
    ),
    out_of=words("in | out of | in every"),
    of_words=words("of the | of these | of those | of our | of their | of its"),
    folds=pairs(
        "twofold 2 threefold 3 fourfold 4 fivefold 5 sixfold 6 sevenfold 7 eightfold 8"
        " ninefold 9 tenfold 10 twentyfold 20 hundredfold 100"
    ),
    twice=pairs("twice 2 thrice 3"),
    twice_tails=words("as | the"),
    dozens=words("dozen"),
)

_LABELS = Labels(
    months=words(
        "january | february | march | april | may | june | july | august | september"
        " | october | november | december | jan | feb | mar | apr | jun | jul | aug"
        " | sep | sept | oct | nov | dec"
    ),
    shy_months=words("may | march | mar"),
    years=words("ad | ce | bc"),
    between_days=words(
        "to | to the | through | through the | till | till the | until | until the"
    ),
    before_years=words("year | years | since | until | fy | fiscal year | fiscal"),
    spans=words(
        "day | days | week | weeks | month | months | year | years | quarter"
        " | quarters | hour | hours | minute | minutes | business days | decades"
        " | fiscal years | trading days"
    ),
    recent=words(
        "last | past | previous | prior | trailing | next | preceding | recent | these"
        " | rolling | coming | latest | following | every | subsequent"
    ),
    span_adjectives=words(
        "day | week | month | year | quarter | hour | minute | days | months"
    ),
    quarters=words("quarter"),
    sections=words(
        "section | sections | sec. | table | tables | figure | figures | fig | fig."
        " | figs. | chapter | chapters | appendix | annex | step | steps | exhibit"
        " | note | notes | page | pages | p. | pp. | chart | charts | slide | slides"
        " | footnote | footnotes | paragraph | para. | clause | article | § | §§"
        " | row | rows | line | lines | column | columns | sheet | question | part"
        " | phase | tier | level | priority | stage"
    ),
    standards=words(
        "iso | iso/iec | iec | rfc | ifrs | ias | asc | soc | en | din | astm | ieee"
        " | nist | fips | sas | bs | ansi | cve | pci dss | fas | asu"
    ),
    versions=words("version | ver. | v. | release | build"),
    identifiers=words(
        "# | № | no. | nos. | id | ids | sku | ticket | isin | cusip | zip | po box"
        " | invoice | order no. | ref. | case no."
    ),
    ordinals=words("st | nd | rd | th"),
    clock=words("am | pm | a.m | p.m | a.m. | p.m. | o'clock | gmt | utc"),
)

LANGUAGE = Language(
    name="en",
    affixes=_AFFIXES,
    hedges=_HEDGES,
    changes=_CHANGES,
    falling=words("fell | fall* | drop* | decreas* | declin* | shrank | shrink* | cut"),
    rising_to=(),
    determiners=words(
        "a | an | the | some | only | just | its | their | our | his | her | these"
        " | those | all | another | every | one"
    ),
    range_words=words("to | and | or"),
    numerals=_NUMERALS,
    labels=_LABELS,
    negations=words(
        "no | not | never | none | nobody | neither | nor | nothing"
        " | nowhere | cannot | without"
    ),
    affirmations=words(
        "not only | not just | not merely | not simply | not all | not every"
        " | not least | not surprisingly | not to mention | no doubt | no wonder"
        " | no matter | no question | never before | with no | why not"
    ),
    clause_ends=words(
        "but | and | or | yet | while | whereas | although | though | because | since"
        " | if | when | that | which | who | whose | where | so | than"
    ),
    loose=words("some"),
    between=(("between", "and"),),
)
