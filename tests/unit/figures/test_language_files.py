"""A wrong record of a language file is named."""

from __future__ import annotations

import pytest

from verifier import languages
from verifier.errors import LanguageError
from verifier.figures.words._read import read_languages


@pytest.mark.parametrize(
    ("part", "record", "expected"),
    [
        ("affixes", {"role": "unit", "words": "kg"}, "power"),
        ("affixes", {"role": "weight", "power": 0, "words": "kg"}, "'weight' is not a"),
        ("affixes", {"role": "unit", "power": "0", "words": "kg"}, "a whole number"),
        ("affixes", {"role": "unit", "power": 0, "words": 3}, "a text in quotes"),
        ("hedges", {"comparison": "about", "wyrazy": "etwa"}, "not wyrazy"),
        ("hedges", {"comparison": "about", "words": "etwa", "follows": 1}, "true or"),
        ("changes", {"ratio": "1/0", "words": "verdoppelt"}, "Fraction(1, 0)"),
        ("changes", {"ratio": "two", "words": "verdoppelt"}, "'two'"),
    ],
)
def test_a_wrong_record_is_named(
    monkeypatch: pytest.MonkeyPatch, part: str, record: dict[str, object], expected: str
) -> None:
    table = languages.Table("de.toml", {f"figures.{part}": [record]}, complete=False)
    monkeypatch.setattr(languages, "tables", lambda: (table,))
    with pytest.raises(LanguageError) as caught:
        read_languages()
    assert caught.value.where == f"de.toml, figures.{part}"
    assert caught.value.read == str(record)
    assert expected in caught.value.expected
