"""Comments of a document that speak to the verifier: `verifier: ignore[CODE] why`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.readers.markdown.comments import Comment, read_comment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from verifier.model.lines import LineTable
    from verifier.model.report import Remark, Suppression
    from verifier.readers.docx.written import Written

ADDRESSEE = "verifier:"


def accepted(
    said: Written, commented: Mapping[str, Sequence[Written]], lines: LineTable
) -> Suppression | Remark:
    """Returns what a comment accepts, or what is wrong with it.

    It covers the paragraphs from where its range begins to where it ends.

    Source: ECMA-376, part 1, section 17.13.4 (comments).

    Args:
        said: a paragraph of the comment.
        commented: by the comment's id, the paragraphs where its range begins and ends.
        lines: of the report.
    """
    text = said.text.strip().removeprefix(ADDRESSEE).strip()
    comment = Comment(text, said.start, said.start + len(said.text))
    name = said.paragraph.where.partition(" ")[2]
    marked = commented.get(name, ()) or (said,)
    first = min(one.start for one in marked)
    last = max(_end(one) for one in marked)
    covers = (lines.place(first)[0], lines.place(last)[0])
    return read_comment(comment, covers, lines)


def _end(written: Written) -> int:
    """Returns the offset of the last character that is written of a paragraph."""
    ends = [piece.origin_end - 1 for piece in written.pieces]
    return max(ends, default=written.start)
