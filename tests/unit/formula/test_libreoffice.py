"""The tables of functions, computed again by LibreOffice where it is installed."""

from __future__ import annotations

import importlib.util
import math
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula

if TYPE_CHECKING:
    from types import ModuleType


def _beside(name: str) -> ModuleType:
    """Returns a test module of this folder."""
    path = Path(__file__).with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TESTS = _beside("test_functions")
# tables of numbers; texts, dates and lookups have other oracles
FAMILIES = (
    *("trigonometry", "whole", "sums", "numeral", "normal", "student", "gamma"),
    *("beta", "discrete", "significance", "moments", "regression", "matrix"),
    *("database", "annuity", "depreciation", "flows", "subtotal", "rounding", "pairs"),
)
# names that a workbook stores with the prefix of later functions
LATER = frozenset(
    [
        "ACOT",
        "ACOTH",
        "AGGREGATE",
        "ARABIC",
        "BASE",
        "BETA.DIST",
        "BETA.INV",
        "BINOM.DIST",
        "BINOM.INV",
        "BITAND",
        "BITLSHIFT",
        "BITOR",
        "BITRSHIFT",
        "BITXOR",
        "CEILING.PRECISE",
        "CHISQ.DIST",
        "CHISQ.DIST.RT",
        "CHISQ.INV",
        "CHISQ.INV.RT",
        "CHISQ.TEST",
        "COMBINA",
        "CONFIDENCE.NORM",
        "CONFIDENCE.T",
        "COT",
        "COTH",
        "CSC",
        "CSCH",
        "DECIMAL",
        "ERF.PRECISE",
        "ERFC.PRECISE",
        "EXPON.DIST",
        "F.DIST",
        "F.DIST.RT",
        "F.INV",
        "F.INV.RT",
        "F.TEST",
        "FLOOR.PRECISE",
        "FORECAST.LINEAR",
        "GAMMA",
        "GAMMA.DIST",
        "GAMMA.INV",
        "GAMMALN.PRECISE",
        "GAUSS",
        "HYPGEOM.DIST",
        "LOGNORM.DIST",
        "LOGNORM.INV",
        "MUNIT",
        "NEGBINOM.DIST",
        "NORM.DIST",
        "NORM.INV",
        "NORM.S.DIST",
        "NORM.S.INV",
        "PDURATION",
        "PERCENTRANK.EXC",
        "PERMUTATIONA",
        "PHI",
        "POISSON.DIST",
        "RRI",
        "SEC",
        "SECH",
        "SKEW.P",
        "T.DIST",
        "T.DIST.2T",
        "T.DIST.RT",
        "T.INV",
        "T.INV.2T",
        "T.TEST",
        "WEIBULL.DIST",
        "Z.TEST",
    ]
)
# beginning of a formula: why LibreOffice gives another value than the table
DIFFERENCES = {
    "=BINOM.DIST.RANGE(": "not known under this name",
    '=ARABIC("-X")': "Excel takes a minus sign",
    "=ATAN2(0,0)": "Excel: #DIV/0!",
    "=BETADIST(-1,": "Excel: #NUM! outside of the bounds",
    "=BINOM.INV(10,0.5,0)": "Excel: #NUM! for a share of 0",
    "=CRITBINOM(10,0.5,0)": "Excel: #NUM! for a share of 0",
    "=BITAND(1.5,2)": "Excel: #NUM! for a fraction",
    "=BITOR(1.5,2)": "Excel: #NUM! for a fraction",
    "=BITXOR(1.5,2)": "Excel: #NUM! for a fraction",
    "=CHIDIST(-1,": "Excel: #NUM! below 0",
    "=COMBINA(1,5)": "it refuses more than there are, though each may come again",
    '=CONVERT(1,"cal"': "an older size of the calorie",
    '=CONVERT(C6,"lbm"': "an older size of the pound",
    "=DB(1000,100,5,6)": "Excel: #NUM! behind the last period",
    "=EFFECT(0,4)": "Excel: #NUM! for a rate of 0",
    "=EXPON.DIST(-1,": "Excel: #NUM! below 0",
    "=EXPONDIST(-1,": "Excel: #NUM! below 0",
    "=F.INV(0,": "Excel: 0",
    "=F.INV(1,": "Excel: #NUM!",
    "=FACTDOUBLE(-1)": "Excel: 1",
    "=GAMMADIST(-1,": "Excel: #NUM! below 0",
    "=GAUSS(-5)": "computed to 10 digits only",
    "=LOGNORM.DIST(0,": "Excel: #NUM! for 0",
    "=LOGNORMDIST(0,": "Excel: #NUM! for 0",
    "=NEGBINOMDIST(0,1,": "refused, though one success may come at once",
    "=NEGBINOMDIST(3,0,": "Excel: #NUM! for no success",
    "=PERCENTRANK.EXC(": "rounded where Excel cuts",
    "=PROB({1,2},{0.5,0.5},2,1)": "limits are exchanged",
    "=RATE(4,-25,100)": "0 to 1e-11",
    "=STDEVA(C2:E6)": "an empty text in a workbook is read as blank",
    "=STDEVPA(C2:E6)": "an empty text in a workbook is read as blank",
    "=VARA(C2:E6)": "an empty text in a workbook is read as blank",
    "=VARPA(C2:E6)": "an empty text in a workbook is read as blank",
    "=SUMXMY2(B2:B6,C2:C6)": "a blank counts as 0",
    "=SUMXMY2(C2:C6,B2:B6)": "a blank counts as 0",
    "=SYD(100,0,4,0)": "Excel: #NUM! outside of the life",
    "=SYD(100,0,4,5)": "Excel: #NUM! outside of the life",
    "=XNPV(0.1,{100},{45000})": "one payment is refused",
    "=TREND({4,6,8},{5,5,5},": "one x is refused",
    "=TREND(7,3,12)": "one point is refused",
    "=INDEX(LINEST({4,6,8},{5,5,5}),": "one x is refused",
    "=INDEX(FREQUENCY(C2:C6,B6),1)": "one bin is refused",
    "=SUM(FREQUENCY(C2:C6,SEQUENCE(": "versions before 24.8 know no SEQUENCE",
    "=SUM(--(FREQUENCY(": "versions before 24.8 know no SEQUENCE and FILTER",
    "=INDEX(FREQUENCY(C2:C6,SEQUENCE(": "versions before 24.8 know no SEQUENCE",
    "=RATE(12,-100,100)": "found far from the guess, where Excel gives up",
    "=RATE(12,-100,400,-100,1)": "found far from the guess, where Excel gives up",
    "=FV(0.1,360,-100,1000)": "doubles cancel: 1000 q - 1000 (q - 1) is 1000",
    "=PPMT(0.1,4,360,-1000000)*1E10": "doubles cancel",
    "=MIRR({-100,120},-1.5,0.1)": "a rate below -100 % is taken",
    "=MIRR({-100,120},0.1,-2)": "a rate below -100 % is taken",
    "=MIRR({-100,120},-1,0.1)": "a rate of -100 % is taken",
    "=AVERAGE.WEIGHTED(": "of Google Sheets alone",
}
CELL_OF_RESULT = "Z"


def rows() -> list[tuple[str, str]]:
    lines = [
        line
        for family in FAMILIES
        for line in (TESTS.TABLES / f"{family}.tsv").read_text("utf-8").splitlines()
    ]
    pairs = [line.partition("\t") for line in lines if line.startswith("=")]
    return [(formula, value) for formula, _, value in pairs]


def stored(formula: str) -> str:
    """Returns a formula as a workbook stores it."""

    def named(match: re.Match[str]) -> str:
        later = match[1] in LATER or match[1] == "BINOM.DIST.RANGE"
        return f"{'_xlfn.' if later else ''}{match[1]}("

    return re.sub(r"([A-Z][A-Z0-9.]*)\(", named, formula)


def computed(folder: Path, formulas: list[str]) -> list[object]:
    """Returns what LibreOffice computes; the workbook holds no value of its own."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for address, value in TESTS.CELLS.items():
        sheet[address] = value
    for row, formula in enumerate(formulas, 1):
        place = f"{CELL_OF_RESULT}{row}"
        sheet[place] = ArrayFormula(place, stored(formula))
    source = folder / "asked.xlsx"
    book.save(source)
    for target, given in (("ods", source), ("xlsx", folder / "asked.ods")):
        command = [
            *("soffice", f"-env:UserInstallation=file://{folder}/profile"),
            *("--headless", "--convert-to", target, "--outdir"),
            *(str(folder / target), str(given)),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=300)  # noqa: S603 - arguments of the test
        if target == "ods":
            shutil.copy(folder / "ods" / "asked.ods", folder / "asked.ods")
    answered = openpyxl.load_workbook(folder / "xlsx" / "asked.xlsx", data_only=True)
    made = answered.active
    assert made is not None
    return [made[f"{CELL_OF_RESULT}{n}"].value for n in range(1, len(formulas) + 1)]


def agrees(got: object, expected: object) -> bool:
    """Returns whether values agree; LibreOffice knows fewer kinds of error."""
    if isinstance(expected, str) and expected.startswith("#"):
        return isinstance(got, str) and got.startswith("#")
    if isinstance(expected, str):
        return (got or "") == expected
    if isinstance(got, bool | str) or not isinstance(got, int | float):
        return False
    if not isinstance(expected, float):
        return False
    return math.isclose(got, expected, rel_tol=1e-9, abs_tol=1e-12)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_libreoffice_computes_the_tables_but_for_known_differences(
    tmp_path: Path,
) -> None:
    table = rows()
    answers = computed(tmp_path, [formula for formula, _ in table])
    differs = {
        formula: got
        for (formula, written), got in zip(table, answers, strict=True)
        if not agrees(got, TESTS.expected_of(written))
    }
    known = tuple(DIFFERENCES)
    assert {f: v for f, v in differs.items() if not f.startswith(known)} == {}
    assert len(table) - len(differs) > 1400
