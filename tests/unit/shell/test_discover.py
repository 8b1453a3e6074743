"""Which files a report may cite, and by which names."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from verifier.model.source import Declarer, Source, SourceRequest
from verifier.readers import read_report
from verifier.shell.check import named_request
from verifier.shell.discover import (
    Named,
    is_foreign,
    request_key,
    scope_of,
    sources_named_by,
)

if TYPE_CHECKING:
    from pathlib import Path

    from verifier.model.report import Report


def citing(*names: str, matter: str = "") -> Report:
    claims = "\n".join(f"[c{n}] {name}!A2\n= A2" for n, name in enumerate(names))
    return read_report(f"{matter}```claims\n{claims}\n```\n".encode(), "report.md")


def declared(name: str, path: Path) -> Named:
    return named_request(
        SourceRequest(name, str(path), f"given/{path.name}", Declarer.COMMAND)
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Returns a report's folder with files in it, below it and above it."""
    found = tmp_path / "reports"
    (found / "more").mkdir(parents=True)
    for path in (found / "a.csv", found / "more" / "b.csv", tmp_path / "secret.csv"):
        path.write_text("n\n1\n")
    return found


def test_files_in_and_below_the_folder_are_found_once(folder: Path) -> None:
    report = citing("a.csv", "'more/b.csv'", "a.csv")
    found = sources_named_by(report, (), str(folder))
    assert [named.names for named in found] == [("a.csv",), ("more/b.csv",)]
    first = found[0].request
    assert first.path == str((folder / "a.csv").resolve())
    assert first.shown_path == str(folder / "a.csv")
    assert first.declared_by is Declarer.REPORT


def test_files_elsewhere_are_not_looked_for(folder: Path) -> None:
    (folder / "link.csv").symlink_to(folder.parent / "secret.csv")
    secret = folder.parent / "secret.csv"
    names = ("'../secret.csv'", f"'{secret}'", "link.csv", "more", "none.csv")
    assert sources_named_by(citing(*names), (), str(folder)) == ()


@pytest.mark.parametrize("name", ["n" * 300 + ".csv", "d/" * 3000 + "a.csv"])
def test_a_name_that_no_file_can_have_is_no_file(folder: Path, name: str) -> None:
    assert sources_named_by(citing(f"'{name}'"), (), str(folder)) == ()


def test_a_link_to_itself_is_no_file(folder: Path) -> None:
    (folder / "loop.csv").symlink_to("loop.csv")
    assert sources_named_by(citing("loop.csv"), (), str(folder)) == ()


@pytest.mark.parametrize(
    "name",
    [
        *("../secret.csv", "more/../../secret.csv", "./../reports/../secret.csv"),
        *("{above}/secret.csv", "/{above}/secret.csv", "//{above}/secret.csv"),
        *("file:{above}/secret.csv", "file://{above}/secret.csv", "FILE:///etc/passwd"),
        *("~/secret.csv", "~root/secret.csv", "$HOME/secret.csv", "%TEMP%/a.csv"),
        *("\\\\host\\share\\a.csv", "//host/share/a.csv", "\\\\?\\C:\\a.csv"),
        *("/dev/stdin", "/proc/self/environ", "/proc/self/root{above}/secret.csv"),
        *("/proc/self/cwd/a.csv", "/dev/fd/0", "CON", "NUL.csv", "COM1.csv"),
        *("a.csv.", "a.csv ", "a.csv\0", "\0", "a.csv::$DATA"),
        *("A.CSV", "a.csv\u200b", "а.csv", "[a]*.csv", "?.csv", "*", "{{a,b}}.csv"),
        *("link.csv", "linked/secret.csv", "link-to-link.csv", "linked/../secret.csv"),
        *("pipe.csv", "more", ".", "..", "", "more/", "device.csv", "loop.csv"),
        *("http://host/a.csv", "s3://bucket/a.csv", "md:db", "a.csv?x", "a.csv#x"),
    ],
)
def test_no_other_file_is_reached(folder: Path, name: str) -> None:
    (folder / "link.csv").symlink_to(folder.parent / "secret.csv")
    (folder / "link-to-link.csv").symlink_to("link.csv")
    (folder / "linked").symlink_to(folder.parent)
    (folder / "loop.csv").symlink_to("loop.csv")
    (folder / "device.csv").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.csv")
    path = name.format(above=folder.parent)
    report = replace(citing("a.csv"), sources=(("x", path),), claims=())
    assert sources_named_by(report, (), str(folder)) == ()


def test_links_within_the_folder_lead_to_their_file(folder: Path) -> None:
    (folder / "link.csv").symlink_to("more/b.csv")
    (folder / "hard.csv").hardlink_to(folder.parent / "secret.csv")
    first, second = sources_named_by(citing("link.csv", "hard.csv"), (), str(folder))
    assert first.request.path == str((folder / "more" / "b.csv").resolve())
    assert second.request.path == str((folder / "hard.csv").resolve())


def test_roots_are_further_folders_that_somebody_declares(folder: Path) -> None:
    exports = folder.parent / "exports"
    exports.mkdir()
    (exports / "e.csv").write_text("n\n1\n")
    (folder / "link.csv").symlink_to(exports / "e.csv")
    (exports / "out.csv").symlink_to(folder.parent / "secret.csv")
    names = ("'../exports/e.csv'", "link.csv", "'../exports/out.csv'", "e.csv")
    report = citing(*names, "'../secret.csv'")
    assert sources_named_by(report, (), str(folder)) == ()
    (named,) = sources_named_by(report, (), str(folder), (str(exports),))
    assert named.names == ("../exports/e.csv", "link.csv")
    assert named.request.declared_by is Declarer.REPORT


def test_a_declared_source_may_be_a_link_to_anywhere(folder: Path) -> None:
    link = folder / "link.csv"
    link.symlink_to(folder.parent / "secret.csv")
    named = declared("deals", link)
    assert named.request.path == str((folder.parent / "secret.csv").resolve())
    assert named.names == ("deals", "link.csv", "given/link.csv")


@pytest.mark.parametrize(
    ("path", "is_so"),
    [
        *(("a.csv", False), ("more/b.csv", False), ("../a.csv", False)),
        *(("console.csv", False), ("com.csv", False), ("a.b.csv", False)),
        *(("con", True), ("more\\NUL.csv", True), ("LPT1", True), ("com²", True)),
        *(("C:\\a.csv", True), ("C:a.csv", True), ("a.csv:x", True), ("a. ", True)),
        *(("a.csv.", True), ("a /b.csv", True), ("\\\\.\\pipe\\x", True)),
        *(("\\/host/a", True), ("/\\host/a", True), ("CONIN$", True)),
    ],
)
def test_names_that_windows_takes_for_something_else(path: str, *, is_so: bool) -> None:
    assert is_foreign(path, on_windows=True) == is_so


def test_an_alias_of_the_front_matter_means_its_file(folder: Path) -> None:
    matter = "---\nsources:\n  deals: more/b.csv\n  gone: none.csv\n---\n\n"
    report = citing("deals", "gone", matter=matter)
    assert report.sources == (("deals", "more/b.csv"), ("gone", "none.csv"))
    (named,) = sources_named_by(report, (), str(folder))
    assert named.names == ("deals", "more/b.csv")
    assert named.request.name == "deals"


def test_what_is_declared_goes_before_what_the_report_says(folder: Path) -> None:
    matter = "---\nsources:\n  deals: a.csv\n---\n\n"
    other = declared("deals", folder / "more" / "b.csv")
    (named,) = sources_named_by(citing("deals", matter=matter), (other,), str(folder))
    assert named == other


def test_two_names_of_one_file_are_one_source(folder: Path) -> None:
    given = declared("deals", folder / "a.csv")
    (named,) = sources_named_by(
        citing("'more/../a.csv'", "deals"), (given,), str(folder)
    )
    assert named.names == ("deals", "a.csv", "given/a.csv", "more/../a.csv")
    assert named.request.declared_by is Declarer.COMMAND


def test_a_scope_holds_the_opened_source_of_each_name(folder: Path) -> None:
    given = declared("deals", folder / "a.csv")
    opened = Source("deals", "given/a.csv", "sha256:0", Declarer.COMMAND)
    scope = scope_of((given,), {request_key(given.request): opened}, strict=True)
    assert scope.strict
    assert [(e.names, e.source) for e in scope.entries] == [(given.names, opened)]


def test_a_frame_is_known_by_its_name() -> None:
    frame = SourceRequest("deals", "", "deals", Declarer.COMMAND, frame=(("a",),))
    assert request_key(frame) == "frame:deals"
    assert named_request(frame).names == ("deals",)
