"""What a tag's own attributes say about whether a reader sees the text in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_UNSHOWN = frozenset(
    ("template", "iframe", "noembed", "noframes", "canvas")
)  # what stands in them is for programs that lack them
_PLAYERS = frozenset(("audio", "video", "datalist"))
_WHITE = "ffffff"
_DECLARATION = re.compile(r"([a-z-]+)\s*:\s*([^;]+)")
_COLORS = {"white": "ffffff", "black": "000000", "transparent": "", "snow": "fffafa"}
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*([,/][^)]*)?\)")
_NOTHING = re.compile(r"0+(?:\.0*)?(?:px|pt|em|rem|%|ex|vw|vh)?")
_FAR = re.compile(r"-\d{3,}(?:\.\d*)?(?:px|pt|em|rem|%)?")
_SHIFTS = ("text-indent", "left", "top", "right", "margin-left", "margin-top")
_SIZES = ("height", "max-height", "width", "max-width")
_LONGEST_STYLE = 10_000


@dataclass(frozen=True, slots=True)
class Look:
    """How text is shown, as far as tags state it.

    Attributes:
        gone: why nothing in it is ever shown, or empty.
        doubted: why some readers see it and others do not, or empty.
        invisible: whether `visibility` hides it; a tag inside may show itself again.
        sizeless: whether the font has no size; likewise.
        color: six hexadecimal digits, empty for none at all.
        background: likewise; None where no tag states it.
    """

    gone: str = ""
    doubted: str = ""
    invisible: bool = False
    sizeless: bool = False
    color: str = "000000"
    background: str | None = None

    @property
    def hidden_by(self) -> str:
        """What hides the text; empty where it is shown."""
        if self.gone:
            return self.gone
        if self.invisible:
            return "visibility"
        if self.sizeless:
            return "font-size:0"
        same = not self.color or self.color == self.background
        return "its colour is its background's" if same else ""

    @property
    def doubted_by(self) -> str:
        """Why it may be hidden: white with no background stated, for one."""
        is_white = self.color == _WHITE and self.background is None
        return self.doubted or ("white text" if is_white else "")


def look_of(name: str, attributes: Mapping[str, str], around: Look) -> Look:
    """Returns how the text in a tag is shown.

    Style sheets are not read: what a class hides is taken as shown.

    Args:
        name: of the tag.
        attributes: decoded.
        around: how the text round the tag is shown.

    Example:
        >>> look_of("p", {"style": "display: none"}, Look()).hidden_by
        'display:none'
        >>> look_of("p", {"style": "color:#FFF;background:white"}, Look()).hidden_by
        "its colour is its background's"
        >>> look_of("p", {"aria-hidden": "true"}, Look()).doubted_by
        'aria-hidden'
    """
    gone = around.gone or _gone(name, attributes)
    style = attributes.get("style", "")[:_LONGEST_STYLE].lower()
    look = replace(
        around, gone=gone, doubted=around.doubted or _doubted(name, attributes)
    )
    if "color" in attributes and name == "font":
        look = replace(look, color=_color(attributes["color"].lower()))
    if attributes.get("bgcolor"):
        look = replace(look, background=_color(attributes["bgcolor"].lower()))
    stated = {
        key: value.replace("!important", "").strip()
        for key, value in _DECLARATION.findall(style)
    }
    clips = stated.get("overflow", stated.get("overflow-y")) == "hidden"
    for key, value in stated.items():
        if key not in _SIZES or clips:
            look = _styled(look, key, value)
    return look


def _gone(name: str, attributes: Mapping[str, str]) -> str:
    if name in _UNSHOWN | _PLAYERS:
        return f"<{name}>"
    if "hidden" in attributes:
        return "hidden"
    return ""


def _doubted(name: str, attributes: Mapping[str, str]) -> str:
    """Returns why only some readers see a tag's text: on a screen, read aloud, ..."""
    if attributes.get("aria-hidden", "").strip().lower() == "true":
        return "aria-hidden"
    if name == "dialog" and "open" not in attributes:
        return "a closed <dialog>"
    return "<noscript>" if name == "noscript" else ""


def _styled(look: Look, key: str, value: str) -> Look:
    words = value.split() or [""]
    sizes = words if key == "font" else words[:1]
    changed = look
    if key == "visibility":
        changed = replace(look, invisible=value in {"hidden", "collapse"})
    elif key in {"font", "font-size"}:
        sizeless = any(_NOTHING.fullmatch(size.split("/")[0]) for size in sizes)
        changed = replace(look, sizeless=sizeless)
    elif key == "color":
        changed = replace(look, color=_color(value))
    elif key in {"background", "background-color"}:
        shown = _color(words[0])
        changed = replace(look, background=shown or look.background)
    elif not look.gone:
        changed = replace(look, gone=_removed(key, value))
    return changed


def _removed(key: str, value: str) -> str:
    said = f"{key}:{value}"[:40]
    if key == "display":
        return "display:none" if value == "none" else ""
    if key == "content-visibility":
        return said if value == "hidden" else ""
    if key in {"opacity", *_SIZES}:
        return said if _NOTHING.fullmatch(value) else ""
    if key in _SHIFTS:
        return said if _FAR.fullmatch(value) else ""
    is_clipped = key == "clip" and value.replace(" ", "").startswith("rect(0")
    return said if is_clipped or (key, value) == ("clip-path", "inset(100%)") else ""


def _color(value: str) -> str:
    """Returns six hexadecimal digits, empty for none, or the word that is not known."""
    digits = value.removeprefix("#")
    if value.startswith("#") and len(digits) in {3, 4}:
        digits = "".join(sign * 2 for sign in digits)
    if value.startswith("#") and len(digits) == len("rrggbbaa"):
        return "" if digits.endswith("00") else digits[:6]
    if value.startswith("#"):
        return digits
    found = _RGB.fullmatch(value)
    if found is None:
        return _COLORS.get(value, value)
    if _NOTHING.fullmatch((found[4] or "1")[1:].strip()):
        return ""
    return "".join(f"{min(int(part), 255):02x}" for part in found.groups()[:3])
