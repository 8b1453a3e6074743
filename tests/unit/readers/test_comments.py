import pytest

from verifier.model.report import Suppression


@pytest.mark.parametrize(
    ("text", "covers"),
    [
        ("<!-- verifier: ignore[H101] why -->\nA 12%\nB 13%\n\nC\n", (1, 3)),
        ("<!-- verifier: ignore[H101] why -->\n\nA 12%\n\nC\n", (1, 3)),
        ("<!-- verifier: ignore[H101] why -->\n\n- a\n- b\n\nC\n", (1, 4)),
        ("<!-- verifier: ignore[H101] why -->\n\na | b\n--|--\n1 | 2\n\nC\n", (1, 5)),
        ("A 12% <!-- verifier: ignore[H101] why -->\nB 13%\n", (1, 1)),
        ("A 12%\n<!-- verifier: ignore[H101] why -->\nB 13%\nC\n", (2, 4)),
        ("- <!-- verifier: ignore[H101] why -->\n  a\n- b\n", (1, 2)),
        ("text\n\n<!-- verifier: ignore[H101] why -->\n", (3, 3)),
        ("<!-- verifier:\n  ignore[H101]\n  why -->\n\nA\n", (1, 5)),
    ],
)
def test_a_comment_covers_its_lines_and_the_block_below(read, text, covers):
    report = read(text)
    (found,) = report.suppressions
    assert found.codes == ("H101",)
    assert found.reason == "why"
    assert found.covers == covers


def test_several_codes_and_stacked_comments(read):
    report = read(
        "<!-- verifier: ignore[H101, direction] as agreed\nwith the board -->\n"
        "<!-- verifier: ignore[P001] dollars -->\n\nA\nB\n"
    )
    assert report.suppressions == (
        Suppression(("H101", "direction"), "as agreed with the board", 1, (1, 6)),
        Suppression(("P001",), "dollars", 3, (3, 6)),
    )


@pytest.mark.parametrize(
    ("comment", "code"),
    [
        ("<!-- verifier: ignore[H101] -->", "suppression-without-reason"),
        ("<!-- verifier: ignore[ , ] why -->", "suppression-without-code"),
        ("<!-- verifier: ignore H101 why -->", "unreadable-comment"),
        ("<!-- verifier: ignore[H101 why -->", "unreadable-comment"),
        ("<!-- verifier: skip this -->", "unreadable-comment"),
    ],
)
def test_a_wrong_comment_accepts_nothing(read, comment, code):
    report = read(f"A\n\n {comment}\n")
    assert report.suppressions == ()
    assert [(r.code, r.line, r.column) for r in report.remarks] == [(code, 3, 2)]


@pytest.mark.parametrize(
    "text",
    ["<!-- ignore[H101] why -->\n", "`<!-- verifier: ignore[H1] w -->`\n", "<!--\n"],
)
def test_no_comment_for_the_verifier(read, text):
    report = read(text)
    assert report.suppressions == ()
    assert report.remarks == ()
