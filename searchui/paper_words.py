"""How papers and people in them are said on their pages. Pure; used by the templates."""

import re
from collections.abc import Callable
from typing import Any

from indexer.model import DocumentUse, Vote
from indexer.search.vote_lines import vote_lines
from searchui.wording import web_link

PDF = "application/pdf"
_FORMATS = {
    PDF: "PDF",
    "text/html": "web page (HTML)",
    "application/xml": "XML",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word (DOCX)",
    "application/vnd.oasis.opendocument.text": "OpenDocument text (ODT)",
    "application/msword": "Word (DOC)",
    "text/markdown": "Markdown",
    "text/plain": "plain text",
}


def cells(text: str) -> str:
    """A row of a table on one line: its cells, which tabs part, are parted by dots."""
    return re.sub(r"[^\S\n]*\t\s*", " · ", text)


def file_format(media_type: str) -> str:
    """The kind of a file in words; its media type, if it is not one of those that we read."""
    return _FORMATS.get(media_type, media_type)


def kilobytes(size: int) -> str:
    """Such as “312 kB” and “4.1 MB”; of a small file “1 kB”."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000)):,} kB"
    return f"{size / 1_000_000:,.1f} MB"


def at_page(url: str | None, media_type: str | None, number: int | None) -> str | None:
    """The council's own copy, opened at a page where it is a PDF; None where no browser may be sent there."""
    link = web_link(url)
    return f"{link}#page={number}" if link and number and media_type == PDF else link


def picture_page(document: DocumentUse) -> int | None:
    """The first page that an item has in a paper, if a picture of it can be; None where none is known."""
    if not document.id or not document.pages or document.media_type != PDF or document.private:
        return None
    return document.pages[0]


def vote_pieces(vote: Vote) -> list[list[tuple[str, bool]]]:
    """The lines of a vote, each cut where a member's name begins and ends; true for the names."""
    movers = (vote.moved_by, vote.seconded_by)
    named = {*filter(None, movers), *vote.in_favour, *vote.against, *vote.abstain}
    longest = sorted(named, key=len, reverse=True)
    names = "|".join(map(re.escape, longest)) or "(?!)"
    return [
        [(piece, piece in named) for piece in re.split(rf"(?<!\w)({names})(?!\w)", line) if piece]
        for line in vote_lines(vote)
    ]


def field_name(name: str) -> str:
    """The name of a field as people say it: “minute reference”."""
    return name.replace("_", " ")


FILTERS: dict[str, Callable[..., Any]] = {
    said.__name__: said
    for said in (cells, file_format, kilobytes, at_page, picture_page, vote_pieces, field_name)
}
"""Filters of the templates, by their names."""
