"""Output formats: a verification to text. One format is one file here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.model.visible import defused, one_line, visible
from verifier.registry import modules_of
from verifier.renderers._renderer import Renderer, RenderOptions
from verifier.renderers._visible import as_cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.record import Verification

__all__ = [
    "RenderOptions",
    "Renderer",
    "as_cell",
    "defused",
    "one_line",
    "render",
    "renderers",
    "visible",
]


def render(
    verification: Verification, name: str, options: RenderOptions | None = None
) -> str:
    """Returns a verification as text in a format.

    Raises:
        KeyError: if there is no format of that name.
    """
    formats = {renderer.name: renderer for renderer in renderers()}
    return formats[name].render(verification, options or RenderOptions())


def renderers() -> Iterator[Renderer]:
    """Yields every output format, in the order of their files' names."""
    for module in modules_of(__name__):
        renderer = getattr(module, "RENDERER", None)
        if isinstance(renderer, Renderer):
            yield renderer
