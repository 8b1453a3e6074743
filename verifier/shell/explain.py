"""What `verifier rule` and `verifier schema` print."""

from __future__ import annotations

import json
from importlib import import_module
from typing import TYPE_CHECKING, cast

from verifier.errors import PolicyError
from verifier.model.pages import PAGES
from verifier.model.pages.page import Page
from verifier.review.select import ALL, matches

if TYPE_CHECKING:
    from types import ModuleType

_SCHEMAS = {
    "claims": ("verifier.readers.claims_schema", "CLAIMS_SCHEMA"),
    "inspection": ("verifier.renderers.inspection_schema", "INSPECTION_SCHEMA"),
    "result": ("verifier.renderers.result_schema", "RESULT_SCHEMA"),
}
CONFIGURATION = "configuration"
_PARTS = ("Finds:", "Why it matters:", "What to do:")


def all_pages() -> tuple[Page, ...]:
    """Returns the page of every verdict's reason and of every rule, by family."""
    from verifier.checks import rule_modules  # noqa: PLC0415 - rules bring sqlglot

    return PAGES + tuple(map(page_of_rule, rule_modules()))


def explain(word: str) -> Page:
    """Returns the page of a code or a name.

    Raises:
        PolicyError: if there is none.
    """
    for pages in (lambda: PAGES, all_pages):
        for page in pages():
            if word.upper() == page.code or word.lower() == page.name:
                return page
    near = _nearest(word, all_pages())
    raise PolicyError(
        f"rule {word}",
        "there is no such code or name",
        "a code such as H015, or a name such as value",
        f"Did you mean {near}? `verifier rule` lists all.",
    )


def refuse_unknown(words: tuple[str, ...]) -> None:
    """Refuses codes of findings that there are not, as a typing error makes them.

    Raises:
        PolicyError: for such a word.
    """
    for word in words:
        if word.upper() == ALL or any(
            matches(word, p.code, p.name) for p in all_pages()
        ):
            continue
        raise PolicyError(
            f"select or ignore: {word}",
            "there is no such code or name",
            "a code such as D004, the beginning of one, a name, or ALL",
            f"Did you mean {_nearest(word, all_pages())}? `verifier rule` lists all.",
        )


def page_of_rule(module: ModuleType) -> Page:
    """Returns the page that a rule's file holds: its docstring, its failing example.

    The docstring's paragraphs begin with `Finds:`, `Why it matters:`, `What to do:`;
    where one is missing, its first line is what it finds.
    """
    text = module.__doc__ or ""
    parts = dict.fromkeys(_PARTS, "")
    first, *paragraphs = text.strip().split("\n\n")
    for paragraph in paragraphs:
        words = " ".join(paragraph.split())
        for part in _PARTS:
            if words.startswith(part):
                parts[part] = words.removeprefix(part).strip()
    finds, matters, remedy = parts.values()
    examples = cast("tuple[object, ...]", getattr(module, "FAILS", ()))
    return Page(
        code=module.RULE.code,
        name=module.RULE.name,
        status=None,
        finds=_sentence(finds or first),
        matters=_sentence(matters),
        remedy=_sentence(remedy),
        example="\n".join(str(example).strip() for example in examples[:1]),
    )


def page_record(page: Page) -> dict[str, str | None]:
    """Returns a page as a record for JSON."""
    return {
        "code": page.code,
        "name": page.name,
        "status": page.status.value if page.status else None,
        "finds": page.finds,
        "matters": page.matters,
        "remedy": page.remedy,
        "example": page.example,
    }


def schema_text(name: str) -> str:
    """Returns a published JSON Schema as text, by its name."""
    return json.dumps(_schema(name), ensure_ascii=False, indent=2) + "\n"


def _schema(name: str) -> object:
    if name == CONFIGURATION:
        from verifier.shell.configuration_keys import (  # noqa: PLC0415 - seldom asked for
            configuration_schema,
        )

        return configuration_schema()
    module, attribute = _SCHEMAS[name]
    return getattr(import_module(module), attribute)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _nearest(word: str, pages: tuple[Page, ...]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only for a mistake

    names = [name for page in pages for name in (page.code, page.name)]
    return get_close_matches(word, names, n=1, cutoff=0.0)[0]
