"""What a tag's attributes say about whether its text is seen, as CSS defines it."""

import pytest

from verifier.readers.html.looks import Look, look_of

HIDDEN = [
    "display:none",
    "DISPLAY : NONE !important",
    "color:red; display:none",
    "visibility:hidden",
    "visibility: collapse",
    "font-size:0",
    "font-size: 0.0em",
    "font: 0/1 serif",
    "opacity:0",
    "opacity: 0.0",
    "content-visibility:hidden",
    "text-indent:-9999px",
    "position:absolute; left:-10000px",
    "height:0; overflow:hidden",
    "max-width:0px;overflow-y:hidden",
    "clip:rect(0,0,0,0)",
    "clip: rect(0 0 0 0)",
    "clip-path:inset(100%)",
    "color:transparent",
    "color:#ff000000",
    "color:#f000",
    "color:rgba(1, 2, 3, 0)",
    "color:rgb(1 2 3 / 0)",
    "color:#abc; background:#aabbcc",
    "background-color: rgb(255,255,255); color: white",
    "color:black; background:#000 url(x.png)",
]
SHOWN = [
    "",
    "display:block",
    "visibility:visible",
    "font-size:10px",
    "font:12px/0 serif",
    "opacity:0.5",
    "text-indent:-2em",
    "left:-10px",
    "height:0",
    "max-height:0;overflow:visible",
    "clip:auto",
    "clip-path:inset(10%)",
    "color:#00f",
    "color:#0000ff80",
    "color:rgba(1,2,3,0.5)",
    "color:white; background:navy",
    "background:url(x.png)",
    "display",
    "color:",
]


@pytest.mark.parametrize("style", HIDDEN)
def test_a_style_that_hides(style):
    assert look_of("p", {"style": style}, Look()).hidden_by


@pytest.mark.parametrize("style", SHOWN)
def test_a_style_that_does_not_hide(style):
    look = look_of("p", {"style": style}, Look())
    assert (look.hidden_by, look.doubted_by) == ("", "")


@pytest.mark.parametrize(
    ("name", "attributes"),
    [
        ("p", {"hidden": ""}),
        ("p", {"hidden": "until-found"}),
        ("template", {}),
        ("audio", {}),
        ("font", {"color": "#FFF", "bgcolor": "white"}),
    ],
)
def test_a_tag_that_hides(name, attributes):
    assert look_of(name, attributes, Look()).hidden_by


@pytest.mark.parametrize(
    ("name", "attributes"),
    [
        ("p", {"aria-hidden": "TRUE"}),
        ("dialog", {}),
        ("noscript", {}),
        ("p", {"style": "color:#FFFFFF"}),
        ("font", {"color": "white"}),
    ],
)
def test_a_tag_that_hides_from_some(name, attributes):
    look = look_of(name, attributes, Look())
    assert (look.hidden_by, bool(look.doubted_by)) == ("", True)


def test_what_hides_for_good_and_what_a_tag_inside_undoes():
    gone = look_of("p", {"style": "display:none"}, Look())
    assert look_of("b", {"style": "display:inline"}, gone).hidden_by == "display:none"
    faint = look_of("p", {"style": "opacity:0"}, Look())
    assert look_of("b", {"style": "opacity:1"}, faint).hidden_by
    unseen = look_of("p", {"style": "visibility:hidden"}, Look())
    assert not look_of("b", {"style": "visibility:visible"}, unseen).hidden_by
    sizeless = look_of("p", {"style": "font-size:0"}, Look())
    assert not look_of("b", {"style": "font-size:12px"}, sizeless).hidden_by
    dark = look_of("div", {"style": "background:#111"}, Look())
    assert not look_of("p", {"style": "color:white"}, dark).doubted_by
