"""Units of measurement and what each is in its kind's first unit.

Source: Excel, CONVERT; the international yard and pound of 1959, NIST SP 811.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

_PREFIXES = {
    "Y": 24,
    "Z": 21,
    "E": 18,
    "P": 15,
    "T": 12,
    "G": 9,
    "M": 6,
    "k": 3,
    "h": 2,
    "da": 1,
    "e": 1,
    "d": -1,
    "c": -2,
    "m": -3,
    "u": -6,
    "n": -9,
    "p": -12,
    "f": -15,
    "a": -18,
    "z": -21,
    "y": -24,
}
_BINARY = {"ki": 1, "Mi": 2, "Gi": 3, "Ti": 4, "Pi": 5, "Ei": 6, "Zi": 7, "Yi": 8}
# kind: unit names with the size of each; a name with * takes prefixes
_TABLE = {
    "mass": """g* 1 sg 14593.9029372064 lbm 453.59237 u* 1.66053886282583e-24
        ozm 28.349523125 grain 0.06479891 cwt,shweight 45359.237
        uk_cwt,lcwt,hweight 50802.34544 stone 6350.29318 ton 907184.74
        uk_ton,LTON,brton 1016046.9088""",
    "length": """m* 1 mi 1609.344 Nmi 1852 in 0.0254 ft 0.3048 yd 0.9144 ang* 1e-10
        ell 1.143 ly* 9460730472580800 parsec*,pc* 3.08567758128155e16
        Picapt,Pica,picapt 127/360000 pica 127/30000 survey_mi 6336000/3937""",
    "time": "yr 31557600 day,d 86400 hr 3600 mn,min 60 sec*,s* 1",
    "pressure": """Pa*,p* 1 atm*,at* 101325 mmHg* 133.322 psi 6894.75729316836
        Torr* 20265/152""",
    "force": "N* 1 dyn*,dy* 1e-5 lbf 4.4482216152605 pond* 0.00980665",
    "energy": """J* 1 e* 1e-7 c* 4.184 cal* 4.1868 eV*,ev* 1.602176487e-19
        HPh,hh 2684519.53769617 Wh*,wh* 3600 flb 1.3558179483314
        BTU,btu 1055.05585262""",
    "power": "HP,h 745.69987158227022 PS 735.49875 W*,w* 1",
    "magnetism": "T* 1 ga* 1e-4",
    "volume": """tsp 4.92892159375e-6 tspm 5e-6 tbs 1.478676478125e-5
        oz 2.95735295625e-5 cup 2.365882365e-4 pt,us_pt 4.73176473e-4
        uk_pt 5.6826125e-4 qt 9.46352946e-4 uk_qt 1.1365225e-3 gal 3.785411784e-3
        uk_gal 4.54609e-3 l*,L*,lt* 1e-3 barrel 0.158987294928
        bushel 0.03523907016688 GRT,regton 2.8316846592 MTON 1.13267386368""",
    "area": "uk_acre 4046.8564224 us_acre 62726400000/15499969 ar* 100 ha 10000"
    " Morgen 2500",
    "information": "bit* 1 byte* 8",
    "speed": "admkn 0.514773333333333 kn 463/900 m/h*,m/hr* 1/3600 m/s*,m/sec* 1"
    " mph 0.44704",
}
_OF_LENGTH = ("ang*", "ft", "in", "ly*", "m*", "mi", "Nmi", "Picapt", "Pica", "yd")
# a degree, and the reading at absolute zero's distance: kelvin = size*(x + shift)
_TEMPERATURES = {
    **dict.fromkeys(("C", "cel"), (Fraction(1), Fraction("273.15"))),
    **dict.fromkeys(("F", "fah"), (Fraction(5, 9), Fraction("459.67"))),
    **dict.fromkeys(("K", "kel"), (Fraction(1), Fraction(0))),
    "Rank": (Fraction(5, 9), Fraction(0)),
    "Reau": (Fraction(5, 4), Fraction("218.52")),
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit.

    Attributes:
        kind: what it measures.
        size: of one such unit.
        shift: what is added to a reading before it is scaled, of temperatures.
    """

    kind: str
    size: Fraction
    shift: Fraction = Fraction(0)


def unit_named(name: str) -> Unit | None:
    """Returns a unit by its name, with a prefix or without; None if there is none.

    Example:
        >>> unit_named("km").size, unit_named("kibyte").size, unit_named("KM")
        (Fraction(1000, 1), Fraction(8192, 1), None)
    """
    if name in _TEMPERATURES:
        return Unit("temperature", *_TEMPERATURES[name])
    found = _UNITS.get(name)
    if found is not None:
        return found[0]
    for prefix, power in (*_PREFIXES.items(), *_BINARY.items()):
        base = (
            _UNITS.get(name.removeprefix(prefix)) if name.startswith(prefix) else None
        )
        if base is None or not base[1]:
            continue
        unit, dimension = base
        if prefix in _BINARY and unit.kind != "information":
            continue
        scale = (
            Fraction(2) ** (10 * power) if prefix in _BINARY else Fraction(10) ** power
        )
        return Unit(unit.kind, unit.size * scale**dimension)
    if name[1:] in {"K", "kel"} and name[:1] in _PREFIXES:
        return Unit("temperature", Fraction(10) ** _PREFIXES[name[:1]])
    return None


def every_unit() -> dict[str, Unit]:
    """Returns all units by the names that they can be given, prefixes included.

    Example:
        >>> len(every_unit()), every_unit()["km"].size
        (1322, Fraction(1000, 1))
    """
    prefixes = ("", *_PREFIXES, *_BINARY)
    names = {prefix + name for name in _UNITS for prefix in prefixes}
    names |= {prefix + name for name in ("K", "kel") for prefix in prefixes}
    known = ((name, unit_named(name)) for name in sorted(names | set(_TEMPERATURES)))
    return {name: unit for name, unit in known if unit is not None}


def _units() -> dict[str, tuple[Unit, int]]:
    """Returns units by name, with the power in which a prefix counts, 0 for none."""
    found: dict[str, tuple[Unit, int]] = {}

    def added(names: str, kind: str, size: Fraction, dimension: int) -> None:
        for name in names.split(","):
            takes = dimension if name.endswith("*") else 0
            found[name.rstrip("*")] = Unit(kind, size), takes

    for kind, written in _TABLE.items():
        words = written.split()
        for names, size in zip(words[::2], words[1::2], strict=True):
            added(names, kind, Fraction(size), 1)
    for name in _OF_LENGTH:
        bare, star = name.rstrip("*"), name[len(name.rstrip("*")) :]
        size = found[bare][0].size
        added(f"{bare}2{star},{bare}^2{star}", "area", size**2, 2)
        added(f"{bare}3{star},{bare}^3{star}", "volume", size**3, 3)
    return found


_UNITS = _units()
