"""Functions that are not recomputed here, with what to write instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_CELLS = "Write the cells themselves, so that a reader sees what is cited."
_DAY = "Write the day, as in DATE(2025,6,30): tomorrow gives another value."
_DRAWN = "A figure that is drawn anew each time cannot be checked."
_SHEET = "Cite the cells; a report knows nothing of the workbook around them."
_OUTSIDE = "Save the values into a file, and cite its cells."
_LAMBDA = (
    "Write the calculation over whole ranges, as in SUM(B2:B9*C2:C9), or over at most "
    "60 cells, rows or columns whose ends are written, as in B2:B9."
)
_GROUPS = (
    "Write one SUMIFS, AVERAGEIFS or COUNTIFS for each group, "
    "or a SELECT with GROUP BY."
)
_QUERY = "Write the SELECT itself: a calculation may be SQL over the cited cells."
_BYTES = "Use the function without B: it counts characters, not bytes of a code page."

_REMEDIES: dict[str, str] = {
    **dict.fromkeys(["INDIRECT", "OFFSET", "ADDRESS", "FORMULATEXT"], _CELLS),
    **dict.fromkeys(["TODAY", "NOW"], _DAY),
    **dict.fromkeys(["RAND", "RANDBETWEEN", "RANDARRAY"], _DRAWN),
    **dict.fromkeys(["CELL", "INFO", "SHEET", "SHEETS", "ISFORMULA"], _SHEET),
    **dict.fromkeys(["MAP", "BYROW", "BYCOL"], _LAMBDA),
    "LAMBDA": "Give it its values, as in LET(f,LAMBDA(x,x*2),f(B2)) or MAP(B2:B9,f).",
    "MAKEARRAY": "Write it with SEQUENCE, as in SUM(SEQUENCE(9)*SEQUENCE(1,9)).",
    **dict.fromkeys(["GROUPBY", "PIVOTBY"], _GROUPS),
    **dict.fromkeys(
        [
            *("WEBSERVICE", "FILTERXML", "ENCODEURL", "RTD", "CALL", "REGISTER.ID"),
            *("IMPORTRANGE", "IMPORTDATA", "IMPORTHTML", "IMPORTXML", "IMPORTFEED"),
            *("GOOGLEFINANCE", "GOOGLETRANSLATE", "STOCKHISTORY", "TRANSLATE"),
            *("DETECTLANGUAGE", "SQL.REQUEST", "EUROCONVERT", "PY", "COPILOT"),
        ],
        _OUTSIDE,
    ),
    **dict.fromkeys(
        [
            *("CUBEKPIMEMBER", "CUBEMEMBER", "CUBEMEMBERPROPERTY", "CUBESET"),
            *("CUBERANKEDMEMBER", "CUBESETCOUNT", "CUBEVALUE"),
        ],
        "Export the rows behind the cube, and cite them.",
    ),
    **dict.fromkeys(
        ["FINDB", "LEFTB", "LENB", "MIDB", "REPLACEB", "RIGHTB", "SEARCHB"], _BYTES
    ),
    **dict.fromkeys(
        ["ASC", "DBCS", "JIS", "PHONETIC", "BAHTTEXT"],
        "Compare the text as it stands in the cell.",
    ),
    "REDUCE": (
        "Write the sum or product that it gathers: SUM, PRODUCT or SUMPRODUCT; or name "
        "at most 60 cells of a column, as in B2:B9."
    ),
    "SCAN": (
        "Write the sum up to the row, as in SUM(B2:B9) for the row 9; or name at most "
        "60 cells whose ends are written, as in B2:B9."
    ),
    "GETPIVOTDATA": "Cite the rows that the pivot table sums up.",
    "HYPERLINK": "Write the text or number that the link shows.",
    "IMAGE": "A picture is no value; cite the cell that holds the number.",
    "SPARKLINE": "A picture is no value; cite the cells that it draws.",
    "QUERY": _QUERY,
    "TRIMRANGE": "Write the range that holds the values, as in B2:B9.",
    "ANCHORARRAY": "Write the range that the spilled array fills, as in B2:B9.",
    "ROW": "Cite the cells; a report has no row of its own.",
    "COLUMN": "Cite the cells; a report has no column of its own.",
}
_OTHERWISE = "Say it with other functions, or as a SELECT."


def refused() -> Mapping[str, str]:
    """Returns what to write instead of each function that is refused on purpose."""
    return _REMEDIES


def instead_of(name: str) -> str:
    """Returns what to write instead of a function that is not known.

    Example:
        >>> instead_of("TODAY")
        'Write the day, as in DATE(2025,6,30): tomorrow gives another value.'
        >>> instead_of("MYFUNCTION")
        'Say it with other functions, or as a SELECT.'
    """
    return _REMEDIES.get(name, _OTHERWISE)
