"""Sentences in tempting words: the true ones stand, the false ones are told why."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.sentences import judged_in

SENTENCES = Path(__file__).resolve().parents[2] / "fixtures" / "sentences"


@pytest.mark.parametrize("name", ["dev_rides", "dev_taksi"])
def test_every_sentence_is_judged_as_it_is_meant(name: str) -> None:
    judged = tuple(judged_in(SENTENCES / name))
    assert judged
    assert [one.claim for one in judged if one.is_true is not one.is_passed] == []
    unnamed = [
        one.claim for one in judged if one.reason and one.reason not in one.reasons
    ]
    assert unnamed == []
