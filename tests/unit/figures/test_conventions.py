"""How a report writes numbers."""

from __future__ import annotations

import pytest

from verifier.figures import find_convention, find_language, named_convention
from verifier.model.quantity import Convention


@pytest.mark.parametrize(
    ("name", "decimal", "language"),
    [
        ("en", ".", "en"),
        ("ru", ",", "ru"),
        ("de", ",", "de"),
        ("fr-FR", ",", "fr"),
        ("en_US", ".", "en"),
        ("RU ", ",", "ru"),
        ("comma", ",", "en"),
        (".", ".", "en"),
    ],
)
def test_named(name, decimal, language):
    assert named_convention(name) == Convention(decimal, language)


@pytest.mark.parametrize("name", ["", "xx", "metric"])
def test_unknown_name(name):
    assert named_convention(name) is None


def test_language_is_that_of_most_letters():
    assert find_language(["Выручка ARR", "рост"]) == "ru"
    assert find_language(["Revenue", "рост"]) == "en"
    assert find_language(["12.4 %"]) == "en"


@pytest.mark.parametrize(
    ("texts", "language", "decimal"),
    [
        (["Revenue 12,400"], "en", "."),  # may be either: the language decides
        (["Выручка 12.400"], "ru", ","),
        (["Share 12,4 %", "and 7,25"], "en", ","),
        (["Доля 12.4 %"], "ru", "."),
        (["Total 1.234.567"], "en", ","),
        (["Total 1,234,567"], "ru", "."),
        (["Total 1,234.5"], "ru", "."),
        (["Total 1.234,5"], "en", ","),
        (["Всего 1 234,5"], "en", ","),
        (["Ratio 0.123"], "ru", "."),
        (["12,4 against 12.4"], "ru", ","),  # no majority
        (["12,4 against 12.4"], "en", "."),
        (["См. раздел 4.2, версия 2.1, 14.03"], "ru", ","),
        (["v1.2 от 14.03.2025"], "ru", ","),
        ([], "ru", ","),
        ([], "xx", "."),
    ],
)
def test_unambiguous_figures_decide_else_the_language(texts, language, decimal):
    assert find_convention(texts, language) == Convention(decimal, language)
