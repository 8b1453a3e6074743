from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema
import pytest

from verifier.errors import PolicyError
from verifier.model.source import Declarer, SourceRequest
from verifier.shell.configuration import (
    Command,
    Settings,
    group_by_settings,
    settings_for,
)
from verifier.shell.configuration_keys import (
    KEYS,
    SOURCE_KEYS,
    configuration_schema,
    flatten,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "verifier.toml").touch()  # nothing above this folder counts
    return tmp_path


def origin(settings: Settings, key: str) -> str:
    return {name: where for name, _, where in settings.origins}[key]


def test_defaults_are_those_of_settings(folder: Path) -> None:
    assert folder
    settings = settings_for("report.md", Command())
    assert settings == Settings(origins=settings.origins)
    assert {where for _, _, where in settings.origins} == {"default"}


def test_the_nearest_file_wins_and_is_not_mixed_with_others(folder: Path) -> None:
    (folder / "verifier.toml").write_text('ignore = ["C"]\nstrict_sources = true\n')
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / "deep" / "pyproject.toml").write_text('[tool.verifier]\nignore = ["D"]\n')
    near = settings_for("deep/er/report.md", Command())
    assert (near.ignore, near.strict_sources) == (("D",), False)
    assert origin(near, "ignore") == "deep/pyproject.toml"
    assert settings_for("report.md", Command()).ignore == ("C",)


def test_a_project_file_without_our_table_is_passed_over(folder: Path) -> None:
    (folder / "verifier.toml").write_text('ignore = ["C"]\n')
    (folder / "deep").mkdir()
    (folder / "deep" / "pyproject.toml").write_text("[tool.other]\na = 1\n")
    assert settings_for("deep/report.md", Command()).ignore == ("C",)


def test_our_own_file_wins_over_the_project_file_beside_it(folder: Path) -> None:
    (folder / "verifier.toml").write_text('ignore = ["C"]\n')
    (folder / "pyproject.toml").write_text('[tool.verifier]\nignore = ["D"]\n')
    assert settings_for("-", Command()).ignore == ("C",)


def test_options_win_over_config_and_config_over_files(folder: Path) -> None:
    (folder / "verifier.toml").write_text(
        'output-format = "json"\nfail_on = "note"\nnumbers = "en"\n'
    )
    command = Command(
        given=(("output_format", "concise"),),
        config=("output_format=jsonl", 'fail_on="error"', "limits.seconds=2.5"),
    )
    settings = settings_for("report.md", command)
    assert settings.output_format == "concise"
    assert settings.fail_on == "error"
    assert settings.numbers == "en"
    assert settings.seconds == 2.5
    assert origin(settings, "output_format") == "command line"
    assert origin(settings, "fail_on") == '--config fail_on="error"'
    assert origin(settings, "numbers") == "verifier.toml"
    assert origin(settings, "limits.seconds") == "--config limits.seconds=2.5"


def test_isolated_reads_no_file(folder: Path) -> None:
    (folder / "verifier.toml").write_text("this is no TOML")
    assert settings_for("report.md", Command(isolated=True)).output_format == "full"


def test_sources_are_found_from_the_files_folder(folder: Path) -> None:
    (folder / "deep").mkdir()
    (folder / "deep" / "verifier.toml").write_text(
        'baseline = "old.json"\n[sources]\ndeals = "data/deals.csv"\n'
        '[sources."Q3 survey"]\npath = "s.csv"\ndelimiter = ";"\nheader-row = 0\n'
    )
    settings = settings_for("deep/report.md", Command())
    deals, survey = "deep/data/deals.csv", "deep/s.csv"
    assert settings.baseline == "deep/old.json"
    assert settings.sources == (
        SourceRequest("deals", deals, deals, Declarer.CONFIGURATION),
        SourceRequest(
            "Q3 survey",
            survey,
            survey,
            Declarer.CONFIGURATION,
            (("delimiter", ";"), ("header_row", "0")),
        ),
    )
    assert 'sources."Q3 survey".path = "deep/s.csv"  # deep/verifier.toml' in str(
        settings
    )


def test_a_source_of_the_command_keeps_stated_reading_decisions(folder: Path) -> None:
    (folder / "verifier.toml").write_text(
        '[sources.deals]\npath = "a.csv"\nencoding = "cp1251"\n'
    )
    settings = settings_for("report.md", Command(sources=("deals=b.csv", "x = y=z")))
    assert settings.sources == (
        SourceRequest(
            "deals", "b.csv", "b.csv", Declarer.COMMAND, (("encoding", "cp1251"),)
        ),
        SourceRequest("x", "y=z", "y=z", Declarer.COMMAND),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ingore = ['C']", "Did you mean ignore?"),
        ("limits.second = 1", "Did you mean limits.seconds?"),
        ("[sources.deals]\npath='a'\nencodng='x'", "Did you mean encoding?"),
        ("strict_sources = 1", "true or false"),
        ("select = 'C'", "a list of codes"),
        ("select = [1]", "a list of codes"),
        ("fail_on = 'worst'", "one of never, error, warning, note"),
        ("limits.seconds = 0", "above 0"),
        ("limits.seconds = true", "above 0"),
        ("limits = 3", "a table"),
        ("sources = 3", "a table"),
        ("sources.deals = 3", "a table"),
        ("[sources.deals]\nencoding='x'", "it has no path"),
        ("sources.deals.header_row = -1", "a row number"),
        ("numbers = ''", "a text"),
        ("a = ", "the file cannot be read"),
    ],
)
def test_mistakes_say_what_was_expected(folder: Path, text: str, said: str) -> None:
    (folder / "verifier.toml").write_text(text)
    with pytest.raises(PolicyError) as caught:
        settings_for("report.md", Command())
    assert said in str(caught.value)
    assert "verifier.toml" in caught.value.where


@pytest.mark.parametrize("text", ["nothing", "=1", "a b=1"])
def test_a_config_option_that_is_no_pair(folder: Path, text: str) -> None:
    assert folder
    with pytest.raises(PolicyError, match="no setting"):
        settings_for("report.md", Command(config=(text,)))


@pytest.mark.parametrize("text", ["deals", "=a.csv", "deals=", " =x"])
def test_a_source_option_that_is_no_pair(folder: Path, text: str) -> None:
    assert folder
    with pytest.raises(PolicyError, match="--source deals"):
        settings_for("report.md", Command(sources=(text,)))


def test_reports_are_grouped_by_settings(folder: Path) -> None:
    (folder / "deep").mkdir()
    (folder / "deep" / "verifier.toml").write_text('numbers = "ru"\n')
    groups = group_by_settings(("a.md", "deep/b.md", "c.md"), Command())
    assert [(s.numbers, paths) for s, paths in groups] == [
        ("", ("a.md", "c.md")),
        ("ru", ("deep/b.md",)),
    ]


def test_the_schema_accepts_what_the_reader_accepts() -> None:
    schema = configuration_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    good = {
        "select": ["C"],
        "limits": {"seconds": 2},
        "sources": {"a": "a.csv", "b": {"path": "b", "header_row": 0, "decimal": ","}},
    }
    jsonschema.validate(good, schema)
    assert len(flatten(good, "here")) == 6
    for bad in ({"selct": []}, {"sources": {"a": {"pth": "x"}}}, {"limits": {"s": 1}}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(bad, schema)
        with pytest.raises(PolicyError):
            flatten(bad, "here")


def test_every_key_says_what_it_is_for() -> None:
    text = json.dumps(configuration_schema())
    for key in (*KEYS.values(), *SOURCE_KEYS.values()):
        assert key.meaning.endswith(".")
        assert json.dumps(key.meaning) in text
