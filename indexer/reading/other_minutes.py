"""Minutes whose heading is no sentence ("Minutes of a meeting of … held on …") but a block of lines."""

import re
from collections.abc import Sequence
from dataclasses import replace

from indexer.model import Excerpt, ItemReading, MeetingReading, Paragraph
from indexer.reading.decisions import opens_resolution
from indexer.reading.headed import headed_items
from indexer.reading.items import RawItem, mark_private, read_item
from indexer.reading.numbered_items import numbered_items
from indexer.reading.printed_minutes import (
    as_decided,
    attendance_of,
    closing_time,
)
from indexer.reading.title_block import TitleBlock, body_in, read_title_block

_FEW = 2
"""Headings in bold so few that numbered ones count more."""
_NEXT_MEETING = re.compile(r"^(?:date (?:and time )?of )?(?:the )?next meetings?\b", re.IGNORECASE)
_ITS_NEXT = re.compile(
    r"\b(?:the|our)\s+next\s+(?P<body>.{4,100}?)\s+meeting\s+(?:will|is|to)\b", re.IGNORECASE
)


def read_other_minutes(paragraphs: Sequence[Paragraph]) -> MeetingReading | None:
    """Minutes by their title block; None where a paper's head does not say that it is minutes."""
    block = read_title_block(paragraphs)
    if block is None or block.what == "agenda":
        return None
    if block.what == "decisions":
        return _decisions(paragraphs, block)
    lines = paragraphs[block.end :]
    first, raw = _items(lines)
    board = block.board or _named_at_the_end(raw)
    mark_private(raw)
    items = tuple(read_item(one, board=board) for one in raw)
    return MeetingReading(
        kind="draft-minutes" if block.draft else "minutes",
        board=board,
        date=block.date,
        start=block.start,
        end=closing_time(lines) or block.finish,
        venue=block.venue,
        status="held",
        draft=block.draft,
        items=_with_head(items, paragraphs, block, first),
        attendance=attendance_of(lines[:first], items),
    )


def _decisions(paragraphs: Sequence[Paragraph], block: TitleBlock) -> MeetingReading | None:
    """A record of what a body decided on a day; None for a form that records one decision of somebody."""
    lines = paragraphs[block.end :]
    first, raw = numbered_items(lines, gaps=True)
    resolved = any(opens_resolution(line.text) for line in lines)
    if not (resolved and raw and block.board and block.date):
        return None
    items = tuple(read_item(as_decided(one), board=block.board) for one in raw)
    return MeetingReading(
        kind="decisions",
        board=block.board,
        date=block.date,
        start=block.start,
        venue=block.venue,
        status="held",
        items=_with_head(items, paragraphs, block, first),
        attendance=attendance_of(lines[:first], ()),
    )


def _items(lines: Sequence[Paragraph]) -> tuple[int, list[RawItem]]:
    """Items by the headings that the paper has; by plain numbers only where none is set apart."""
    first, raw = headed_items(lines)
    if len(raw) > 1 and any(item.number for item in raw):
        return first, raw
    place, numbered = numbered_items(lines)
    sure = len(numbered) > max(1, len(raw)) and (place < first or len(raw) <= _FEW)
    return (place, numbered) if sure else (first, raw)


def _with_head(
    items: tuple[ItemReading, ...], paragraphs: Sequence[Paragraph], block: TitleBlock, first: int
) -> tuple[ItemReading, ...]:
    """The items, with what stands above them in the first, so that no words are lost."""
    head = tuple(paragraphs[: block.end + first])
    if not items:
        return (
            ItemReading(
                "Minutes",
                minutes=tuple(one.text for one in head),
                excerpts=(Excerpt("minutes", head),),
            ),
        )
    opening = replace(items[0], excerpts=(Excerpt("minutes", head), *items[0].excerpts))
    return (opening, *items[1:])


def _named_at_the_end(raw: Sequence[RawItem]) -> str | None:
    """The body that says under "Next meeting" when "the next … meeting will take place": its own."""
    for item in raw[-2:]:
        for paragraph in item.minutes if _NEXT_MEETING.match(item.title) else ():
            found = _ITS_NEXT.search(paragraph.text[:400])
            if found:
                return body_in(found["body"])
    return None
