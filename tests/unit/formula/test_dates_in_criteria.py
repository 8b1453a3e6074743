"""Criteria with dates as people write them; dates with points are day first."""

from __future__ import annotations

import pytest

# 1 July 2025 is day 45839, 15 March 2024 day 45366 (date - 1899-12-30)
FIRST_OF_JULY, IDES_OF_MARCH = 45839, 45366


@pytest.fixture
def counted(grid):
    """Returns how many of five days meet a criterion."""

    def count(criterion: str) -> object:
        cells = {
            "A2": grid.day(IDES_OF_MARCH - 1),
            "A3": grid.day(IDES_OF_MARCH),
            "A4": grid.day(FIRST_OF_JULY - 1),
            "A5": grid.day(FIRST_OF_JULY),
            "A6": grid.day(FIRST_OF_JULY + 1),
            "B2": "01.07.2025",
            "B3": "1.7.2025",
            "B4": ">=01.07.2025",
        }
        formula = f"=COUNTIF(A2:A6,{criterion})"
        grid.fill(cells, formula=formula)
        return grid.value(formula)

    return count


@pytest.mark.parametrize(
    ("criterion", "count"),
    [
        ('">=01.07.2025"', 2),
        ('"<15.03.2024"', 1),
        ('"<=15.03.2024"', 2),
        ('"=2025-07-01"', 1),
        ('"2025-07-01"', 1),
        ('"=1.7.2025"', 1),
        ('"01.07.2025"', 1),
        ('"<>01.07.2025"', 4),
        ('"> 1.7.2025 "', 1),
        ('">="&"01.07.2025"', 2),
        ('"="&B2', 1),  # a criterion that only running tells
        ("B3", 1),
        ("B4", 2),
        ('"07.15.2024"', 0),  # no day
        ('"31.02.2025"', 0),
        ('">1.7.25"', 0),  # a version or a section, no date
    ],
)
def test_dates_are_read_day_first(counted, criterion: str, count: int) -> None:
    assert counted(criterion) == count


def test_a_text_that_looks_like_a_date_is_met_as_written(grid) -> None:
    formula = '=COUNTIF(A2:A4,"01.07.2025")&COUNTIF(A2:A4,"<>01.07.2025")'
    grid.fill({"A2": "01.07.2025", "A3": "02.07.2025", "A4": "x"}, formula=formula)
    assert grid.value(formula) == "12"


def test_dates_with_points_are_serial_numbers_in_arithmetic(grid) -> None:
    formula = '=VALUE("01.07.2025")-A2'
    grid.fill({"A2": FIRST_OF_JULY - 1}, formula=formula)
    assert grid.value(formula) == 1
