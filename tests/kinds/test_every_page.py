"""What holds for the page of every code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from verifier.model.pages import PAGES, page_named, page_of
from verifier.model.reason import Reason, Status, status_of
from verifier.shell.explain import all_pages, explain, page_record

if TYPE_CHECKING:
    from verifier.model.pages.page import Page

EVERY = pytest.mark.parametrize("page", all_pages(), ids=lambda page: page.code)
LETTER = {
    Status.HALLUCINATED: "H0",
    Status.SUSPECT: "S1",
    Status.UNDECIDED: "U2",
    Status.UNCITED: "N3",
}


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_its_page_with_its_status(reason: Reason) -> None:
    page = page_of(reason)
    assert page.name == reason.value
    assert page.status is status_of(reason)
    assert page.code.startswith(LETTER[status_of(reason)])


def test_codes_and_names_are_used_once() -> None:
    pages = all_pages()
    assert len({page.code for page in pages}) == len(pages)
    assert len({page.name for page in pages}) == len(pages)


def test_codes_are_those_that_were_published() -> None:
    # a code is in suppressions and baselines out there: it never changes its meaning
    published = {
        "H001": "no-such-claim",
        "H008": "misread",
        "H009": "direction",
        "H014": "rounding",
        "H015": "value",
        "H016": "rank",
        "S101": "external",
        "S104": "undeclared-source",
        "S108": "unstated-criterion",
        "U201": "unreadable-claim",
        "U207": "refused",
        "U210": "unreadable-source",
        "N301": "uncited",
        "A401": "unused-suppression",
    }
    names = {page.code: page.name for page in all_pages()}
    assert names | published == names


@EVERY
def test_a_page_says_everything_in_sentences(page: Page) -> None:
    assert re.fullmatch(r"[A-Z][0-9]{3}", page.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", page.name)
    for part in (page.finds, page.matters, page.remedy):
        assert part, f"{page.code} leaves something unsaid"
        assert part[0].isupper() or part[0] in "`<["
        assert part.endswith("."), part
    assert page.example.strip()


@EVERY
def test_a_page_fits_a_terminal(page: Page) -> None:
    lines = str(page).splitlines()
    assert lines[0].startswith(f"{page.name} ({page.code}, ")
    assert max(map(len, lines)) <= 92


@EVERY
def test_a_page_is_found_by_code_and_name(page: Page) -> None:
    assert explain(page.code.lower()) == page
    assert explain(page.name.upper()) == page
    assert page_record(page)["code"] == page.code


def test_pages_are_found_without_the_rules() -> None:
    assert [page_named(page.name) for page in PAGES] == list(PAGES)
    assert page_named("nothing") is None
