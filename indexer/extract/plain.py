"""Plain text and Markdown to text. Both are read alike: council papers come as a mixture."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from indexer.errors import Unreadable
from indexer.extract.characters import (
    decode,
    ends_sentence,
    is_marked,
    within_limit,
)
from indexer.extract.markdown import MarkedLine, front_matter, holds_html, read_line
from indexer.model import Paragraph, Text

_WRAPPED_AT = (45, 120)
"""Between these widths, in characters, lie the right margins of hard-wrapped files."""
_BROKEN_AT = 40
"""A shorter line is a heading or an entry, not the first half of a paragraph cut in two."""
_STAMP = re.compile(
    r"\A\s*page[ \t]+(?P<head>[0-9]{1,4})[ \t]*(?=\n|\Z)|\n[ \t]*page[ \t]+(?P<foot>[0-9]{1,4})\s*\Z",
    re.IGNORECASE,
)
"""The number of a page on its first or last line."""
_ADDRESS = re.compile(r"(?i)(?:e-?mail|tel|telephone|fax|web|www|https?)\b|\S+@")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the file: its text, what Markdown says of it, and what stands before it."""

    text: str
    page: int
    gap: bool
    strong: bool
    row: bool
    indented: bool


def extract_plain(data: bytes, encoding: str | None = None) -> Text:
    """Text of a plain text or Markdown file. Form feeds are page breaks.

    Unreadable if it is no text at all or has no words.
    """
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("no text: the file holds binary data")
    within_limit(len(data) // 4)
    text = decode(data, encoding)
    within_limit(len(text))
    title, body = front_matter(text)
    if holds_html(body):
        from indexer.extract.html import text_of_html

        return _titled(text_of_html(body), title)
    pages = re.split(r"\f", body.replace("\r\n", "\n").replace("\r", "\n"))
    while len(pages) > 1 and not pages[-1].strip():
        pages.pop()
    has_pages = len(pages) > 1
    without = tuple(number for number, page in enumerate(pages, 1) if not page.strip())
    pages, printed = _without_numbers(pages)
    found = paragraphs_of_pages(pages)
    if not has_pages:
        return _titled(Text(tuple(replace(paragraph, starts=()) for paragraph in found)), title)
    return _titled(Text(found, pages=len(pages), printed=printed, without_text=without), title)


def _without_numbers(pages: Sequence[str]) -> tuple[list[str], tuple[tuple[int, str], ...]]:
    """Pages without "Page 5" on their first or last line, and these numbers.

    They count where two pages or more bear them, all the same way ahead of the page of the file.
    """
    found = {
        number: stamp for number, page in enumerate(pages, 1) if (stamp := _STAMP.search(page))
    }
    shifts = {int(stamp["head"] or stamp["foot"]) - number for number, stamp in found.items()}
    if len(found) < 2 or len(shifts) > 1:
        return list(pages), ()
    bare = [
        page[: found[number].start()] + page[found[number].end() :] if number in found else page
        for number, page in enumerate(pages, 1)
    ]
    return bare, tuple((number, s["head"] or s["foot"]) for number, s in found.items())


def _titled(text: Text, title: str | None) -> Text:
    """The text under the title of its front matter, which often is said nowhere else."""
    if not title:
        return text
    starts = ((0, 1),) if text.pages else ()
    heading = Paragraph(title, starts, strong=True)
    return replace(text, paragraphs=(heading, *text.paragraphs), title=title)


def paragraphs_of_pages(pages: Sequence[str]) -> tuple[Paragraph, ...]:
    """The paragraphs of pages of plain text, with the pages on which they stand, from 1."""
    lines = [line for number, page in enumerate(pages, 1) for line in _lines(page, number)]
    lines = _with_bullets(lines)
    margin = _margin(lines)
    drafts: list[list[_Line]] = []
    for line in lines:
        if drafts and _goes_on(drafts[-1], line, margin):
            drafts[-1].append(line)
        else:
            drafts.append([line])
    return tuple(_written(draft) for draft in drafts)


def _lines(page: str, number: int) -> Iterator[_Line]:
    gap = True
    for raw in page.split("\n"):
        line: MarkedLine | None = read_line(raw)
        if line is None:
            continue
        if not line.text.strip():
            gap = True
            continue
        yield _Line(line.text, number, gap, line.strong, line.row, _is_indented(raw))
        gap = False


def _is_indented(raw: str) -> bool:
    """Whether a line begins with two spaces or more, as list entries without a mark do."""
    return raw.replace("\u00a0", " ").startswith("  ")


def _with_bullets(lines: list[_Line]) -> list[_Line]:
    """The lines with bullets where a run of indented lines follows one that ends with a colon."""
    marked, listing = [], False
    for line in lines:
        entry = line.indented and not is_marked(line.text) and not line.row
        if listing and entry:
            marked.append(replace(line, text=f"• {line.text}"))
            continue
        listing = line.text.endswith(":")
        marked.append(line)
    return marked


def _margin(lines: Sequence[_Line]) -> int | None:
    """The width at which the file is hard-wrapped, in characters; None if it is not.

    It is, where most lines that another follows at once are so full that its first word would not
    have fitted.
    """
    followed = [
        (before, after)
        for before, after in pairwise(lines)
        if not after.gap and not after.row and not before.row and not is_marked(after.text)
    ]
    width = max((len(line.text) for line in lines if not line.row), default=0)
    if len(followed) < 2 or not _WRAPPED_AT[0] <= width <= _WRAPPED_AT[1]:
        return None
    full = sum(_is_full(before, after, width) for before, after in followed)
    return width if full >= 0.6 * len(followed) else None


def _is_full(before: _Line, after: _Line, width: int) -> bool:
    return len(before.text) + 1 + len(after.text.split(maxsplit=1)[0]) > width


def _goes_on(draft: Sequence[_Line], line: _Line, margin: int | None) -> bool:
    """Whether a line carries on the paragraph before it: wrapped, or cut by a page break."""
    last = draft[-1]
    if last.row or line.row or last.strong or line.strong or is_marked(line.text):
        return False
    if not line.gap and line.page == last.page:
        return margin is not None and _is_full(last, line, margin)
    return (
        line.text[0].islower()
        and not line.indented
        and not _ADDRESS.match(line.text)
        and (len(draft) > 1 or len(last.text) >= _BROKEN_AT)
        and not ends_sentence(last.text)
    )


def _written(draft: Sequence[_Line]) -> Paragraph:
    text = ""
    starts: list[tuple[int, int]] = []
    for line in draft:
        glue = "" if not text or (text[-1] == "-" and text[-2:-1].isalnum()) else " "
        if not starts or starts[-1][1] != line.page:
            starts.append((len(text) + len(glue), line.page))
        text += glue + line.text
    first = draft[0]
    return Paragraph(text, tuple(starts), first.gap, all(line.strong for line in draft))
