"""What holds for every output format, those of tomorrow too."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from verifier.model.quantity import NotFigureReason
from verifier.model.reason import Reason
from verifier.model.verdict import Level
from verifier.renderers import RenderOptions, renderers

if TYPE_CHECKING:
    from verifier.model.record import Verification
    from verifier.renderers import Renderer

ALL = [pytest.param(renderer, id=renderer.name) for renderer in renderers()]
EVERY = pytest.mark.parametrize("renderer", ALL)
VERBOSE = RenderOptions(verbose=True)


def test_there_are_the_formats_that_are_promised() -> None:
    assert {r.name for r in renderers()} >= {"full", "concise", "json", "jsonl"}


@EVERY
@pytest.mark.parametrize("reason", Reason)
def test_every_reason_appears(
    renderer: Renderer, everything: Verification, reason: Reason
) -> None:
    assert reason.value in renderer.render(everything, RenderOptions())


@EVERY
def test_cells_that_were_found_by_key_appear_with_their_key(
    renderer: Renderer, everything: Verification
) -> None:
    text = renderer.render(everything, VERBOSE)
    assert "t!A7" in text
    assert "t!A9" in text
    assert "id = D-1, 2 rows" in text or "where id = 'D-1'" in text


@EVERY
def test_every_message_place_and_level_appears(
    renderer: Renderer, everything: Verification
) -> None:
    text = renderer.render(everything, RenderOptions())
    for number in range(1, len(Reason) + 1):
        assert f"message {number}" in text
    for level in Level:
        assert f"{level.value} seen" in text
        assert f"rule-{level.value}" in text


@EVERY
def test_what_is_verified_or_no_figure_appears_when_asked_for(
    renderer: Renderer, everything: Verification
) -> None:
    text = renderer.render(everything, VERBOSE)
    assert "verified" in text
    assert f"= A{len(Reason) + 1}" in text
    for reason in NotFigureReason:
        assert reason.value in text


@EVERY
@pytest.mark.parametrize(
    "options", [RenderOptions(), RenderOptions(quiet=True), VERBOSE]
)
def test_coverage_is_never_missing(
    renderer: Renderer, everything: Verification, options: RenderOptions
) -> None:
    text = renderer.render(everything, options).replace('"', "").replace(":", "")
    assert f"figures {len(Reason) + 1}" in text
    assert "hallucinated 16" in text


@EVERY
def test_rendering_twice_gives_the_same_bytes(
    renderer: Renderer, everything: Verification
) -> None:
    once = renderer.render(everything, VERBOSE)
    assert once == renderer.render(everything, VERBOSE)
    assert once.endswith("\n")


@EVERY
@pytest.mark.parametrize("options", [RenderOptions(), VERBOSE])
def test_foreign_text_cannot_steer_the_terminal(
    renderer: Renderer, hostile: Verification, options: RenderOptions
) -> None:
    text = renderer.render(hostile, options)
    assert "end" in text, "the text itself is shown"
    unseen = {
        c for c in text if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    }
    assert unseen <= {"\n"}


@EVERY
def test_foreign_text_opens_no_line_of_its_own(
    renderer: Renderer, hostile: Verification
) -> None:
    lines = renderer.render(hostile, VERBOSE).splitlines()
    assert not [line for line in lines if line.startswith("::")]
