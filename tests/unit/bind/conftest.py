"""Reports in Markdown, bound."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from verifier.bind import Binding, bind
from verifier.readers import read_report

if TYPE_CHECKING:
    from collections.abc import Callable

FENCE = "\n\n```claims\n{}\n```\n"


@pytest.fixture
def bound() -> Callable[..., Binding]:
    """Returns what binds a text, with a claim over `deals.csv!A2` for each name."""

    def bind_text(text: str, *names: str) -> Binding:
        claims = "\n".join(f"[{name}] deals.csv!A2\n= A2" for name in names)
        whole = text + FENCE.format(claims) if names else text
        return bind(read_report(whole.encode(), "report.md"))

    return bind_text
