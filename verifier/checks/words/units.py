"""Units that are neither time nor money, with the words of every language."""

from __future__ import annotations

from verifier.checks.words.lexicon import meaning

UNITS = {
    "mass": meaning(
        "kg: kg kgs kilogram kilograms kilo kilos кг килограмм килограмма килограммов; "
        "t: t tonne tonnes tons т тонн тонны тонна; g: gram grams grammes грамм "
        "граммов; mg: mg мг; lb: lb lbs; oz: oz ounce ounces; ц: ц центнер центнера "
        "центнеров"
    ),
    "energy": meaning(
        "kW: kw kwh kw·h квт квтч квт·ч квт*ч; MW: mw mwh mw·h мвт мвтч мвт·ч мвт*ч; "
        "GW: gw gwh gw·h гвт гвтч гвт·ч; W: wh watt watts; Gcal: gcal гкал; "
        "kcal: kcal ккал calories calorie калорий калории"
    ),
    "length": meaning(
        "km: km kms kilometre kilometres kilometer kilometers км километр километра "
        "километров; m: metres meters metre m м метр метров метра; cm: cm centimetres "
        "centimeters см сантиметров; mm: mm millimetres millimeters мм миллиметров; "
        "mi: mile miles mi; ft: ft feet foot; in: inch inches; yd: yard yards"
    ),
    "area": meaning(
        "m2: m2 sqm м2 кв.м квм; ft2: ft2 sqft sf; km2: km2 км2; ha: ha hectare "
        "hectares га гектар гектара гектаров; acre: acre acres"
    ),
    "volume": meaning(
        "l: l litre litres liter liters л литр литров литра; ml: ml мл; m3: m3 cbm м3 "
        "кубометр кубометра кубометров; gal: gallon gallons gal; hl: hl гл; "
        "bbl: bbl barrel barrels баррель баррелей"
    ),
    "size": meaning("KB: kb кб; MB: mb мб; GB: gb гб; TB: tb тб"),
    "heat": meaning("C: °c celsius; F: °f fahrenheit"),
}
"""Dimension → word → the unit that it means."""

SQUARES = r"(?:square|sq|кв(?:адратн\w+)?)"
CUBES = r"(?:cubic|cu|куб(?:ическ\w+)?)"
LENGTHS = meaning(
    "m: m metre metres meter meters м метр метра метров; ft: ft feet foot; km: km км"
)
