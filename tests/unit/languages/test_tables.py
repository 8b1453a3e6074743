"""A wrong language file says where it is wrong, what stands there and what should."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import verifier
from verifier import languages
from verifier.errors import LanguageError
from verifier.languages import tables_of
from verifier.languages._table import PATTERNS, broken_pattern

ENGLISH = """
[sentence]
than = 'than'
months = '''
1: january, jan
'''

[[figures.hedges]]
comparison = 'about'

[patterns.days]
to = '''
up\\s+to
until
'''
"""


def polish(text: str) -> tuple[languages.Table, ...]:
    return tables_of([("pl.toml", text), ("en.toml", ENGLISH)])


BEGUN = "complete = false\n"


@pytest.mark.parametrize(
    ("text", "where", "read", "expected"),
    [
        ("[sentence", "pl.toml", "Expected ']'", "TOML"),
        ("complete = 'no'", "pl.toml, complete", "'no'", "true or false"),
        (
            BEGUN + "sentence.then = 'niż'",
            "pl.toml, sentence.then",
            "an unknown key",
            "a key of en.toml",
        ),
        (
            "sentence.than = 'niż'",
            "pl.toml, sentence.months",
            "nothing",
            "the key, as en.toml has it",
        ),
        (
            BEGUN + "sentence.than = 3",
            "pl.toml, sentence.than",
            "3",
            "a text in quotes",
        ),
        (
            BEGUN + "sentence.than = ['niż']",
            "pl.toml, sentence.than",
            "['niż']",
            "a text in quotes",
        ),
        (
            BEGUN + "[[sentence.than]]\nword = 'niż'",
            "pl.toml, sentence.than",
            "[{'word': 'niż'}]",
            "a text, as in en.toml",
        ),
        (
            BEGUN + "figures.hedges = 'około'",
            "pl.toml, figures.hedges",
            "'około'",
            "records, as in en.toml",
        ),
    ],
)
def test_a_wrong_file_names_file_and_key(
    text: str, where: str, read: str, expected: str
) -> None:
    with pytest.raises(LanguageError) as caught:
        polish(text)
    assert caught.value.where == where
    assert caught.value.read.startswith(read)
    assert caught.value.expected == expected
    assert where in str(caught.value)


def test_english_must_be_there() -> None:
    with pytest.raises(LanguageError, match=r"en\.toml: no such file"):
        tables_of([("pl.toml", BEGUN)])


def test_a_key_that_no_file_has_is_named() -> None:
    with pytest.raises(
        LanguageError, match=r"en\.toml: no sentence\.nothing; expected"
    ):
        languages.words("sentence.nothing")


def test_an_expression_that_does_not_compile_is_named() -> None:
    _, table = polish(BEGUN + "patterns.days.to = 'aż aż\\s(do'")
    broken = broken_pattern(table)
    assert broken is not None
    assert broken.where == "pl.toml, patterns.days.to"
    assert broken.read == r"aż\s(do"
    assert broken.expected.startswith("an expression: missing )")


def test_a_broken_expression_is_blamed_on_its_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = polish(BEGUN + "patterns.days.to = 'aż)'")
    monkeypatch.setattr(languages, "tables", lambda: found)
    with pytest.raises(LanguageError, match=r"pl\.toml, patterns\.days\.to: aż\)"):
        languages.compiled(rf"\b(?:{languages.alternatives('days.to')})\b")


def test_words_of_all_languages_are_read_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = polish(
        BEGUN + "[sentence]\nthan = 'niż, od'\nmonths = '''\n1: styczeń,\n2: luty'''"
    )
    monkeypatch.setattr(languages, "tables", lambda: found)
    assert languages.words("sentence.than") == {"niż", "od", "than"}
    assert languages.listed("sentence.than") == ("than", "niż", "od")
    months = {"styczeń": 1, "luty": 2, "january": 1, "jan": 1}
    assert languages.meanings("sentence.months", int) == months
    assert languages.alternatives("days.to") == r"up\s+to|until"
    assert [table.records("figures.hedges") for table in found] == [
        [{"comparison": "about"}],
        [],
    ]


@pytest.mark.parametrize(
    ("months", "read", "expected"),
    [
        ("styczeń", "styczeń", "meaning: word, word"),
        ("jeden: styczeń", "jeden", "invalid literal for int() with base 10: 'jeden'"),
    ],
)
def test_a_line_of_meanings_is_checked(
    monkeypatch: pytest.MonkeyPatch, months: str, read: str, expected: str
) -> None:
    found = polish(BEGUN + f"sentence.months = '{months}'")
    monkeypatch.setattr(languages, "tables", lambda: found)
    with pytest.raises(LanguageError) as caught:
        languages.meanings("sentence.months", int)
    assert caught.value.where == "pl.toml, sentence.months"
    assert (caught.value.read, caught.value.expected) == (read, expected)


def test_an_alternative_without_words_matches_nowhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = tables_of([("en.toml", "patterns.days.to = ''")])
    monkeypatch.setattr(languages, "tables", lambda: found)
    assert not languages.compiled(languages.alternatives("days.to")).search("to")


def test_every_expression_of_every_language_compiles() -> None:
    assert not list(filter(None, map(broken_pattern, languages.tables())))


def test_every_file_has_the_same_keys() -> None:
    keys = {table.file: set(table.values) for table in languages.tables()}
    assert set(keys) >= {"en.toml", "ru.toml"}
    assert all(found == keys["en.toml"] for found in keys.values())


SECTIONS_BY_FIELD = (  # modules that ask for the keys of a section by their names
    "checks/words/lexicon.py",
    "checks/words/places.py",
    "checks/words/units.py",
    "checks/claims/_quantiles.py",
    "judge/words/vocabulary.py",
    "figures/words/_language.py",
    "figures/words/_read.py",
)


def test_every_key_is_asked_for() -> None:
    root = Path(verifier.__file__).parent
    code = "\n".join(path.read_text("utf-8") for path in root.rglob("*.py"))
    names = "\n".join((root / name).read_text("utf-8") for name in SECTIONS_BY_FIELD)
    keys = [key.removeprefix(PATTERNS) for key in languages.tables()[0].values]
    unknown = {
        key
        for key in keys
        if not re.search(rf"['\"]{re.escape(key)}['\"]", code)
        and not re.search(rf"\b{key.rpartition('.')[2]}\b", names)
    }
    assert not unknown
    assert len(keys) == len(set(keys)), "a key below [patterns] is one of words, too"
