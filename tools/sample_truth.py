"""What the sample says, taken from its sources, for tests of a reader to compare with."""

from __future__ import annotations

from typing import Any

from sample_html import attachment_url, cut, shown_number
from sample_pdf import Layout
from sample_source import Council, Item, Meeting, attendance, plain, resolutions

Record = dict[str, Any]


def _resolutions(item: Item) -> list[Record]:
    """The decisions of a minute, one record for each RESOLVED block."""
    return [
        {
            "kind": resolution.kind,
            "lead_in": resolution.lead_in,
            "parts": [{"number": number, "text": text} for number, text in resolution.parts],
        }
        for resolution in resolutions(item.minutes)
    ]


def _whole_on_page(item: Item) -> list[str]:
    """The decision parts that stand whole on the page, where a minute may be cut short."""
    parts = [text for found in resolutions(item.minutes) for _, text in found.parts]
    shown = item.cut_at or sum(len(plain(block.text)) for block in item.minutes)
    ends: list[str] = []
    for block in item.minutes:
        shown -= len(plain(block.text))
        if shown >= 0:
            ends += [part for part in parts if plain(block.text).endswith(part)]
    return ends


def _authors(item: Item) -> list[Record]:
    """The authors of an item's reports."""
    return [
        {"name": person.name, "post": person.post}
        for document in item.documents
        if document.report
        for person in document.report.authors
    ]


def _documents(item: Item, files: dict[str, str]) -> list[Record]:
    """An item's documents, with the files that hold them."""
    return [
        {
            "id": document.ident,
            "title": document.title,
            "url": attachment_url(document),
            "path": files[document.ident],
            "minutes_of": document.minutes_of.isoformat() if document.minutes_of else None,
        }
        for document in item.documents
    ]


def _pages(meeting: Meeting, item: Item, layout: Layout) -> Record:
    """Where an item's papers lie in the pack, blank pages included."""
    span = layout.printed(item) if meeting.has_pack else None
    if span is None:
        return {"printed_pages": None, "pdf_pages": None}
    shift = layout.cover_pages
    return {"printed_pages": list(span), "pdf_pages": [span[0] + shift, span[1] + shift]}


def _item(meeting: Meeting, item: Item, layout: Layout, files: dict[str, str]) -> Record:
    """One item."""
    found = _resolutions(item)
    on_page = cut(item.minutes, item.cut_at) if item.cut_at else item.minutes
    shown = meeting.status == "agenda" or item.minute_number is not None
    return {
        "agenda_item_id": item.ident,
        "agenda_number": item.agenda_number,
        "minute_number": item.minute_number,
        "number_on_page": shown_number(meeting, item) if shown else None,
        "title": item.title,
        "report_of": item.report_of or None,
        "sub_points": [
            {"label": block.marker, "text": plain(block.text)}
            for block in item.agenda
            if block.kind == "part"
        ],
        "decisions": [part["text"] for resolution in found for part in resolution["parts"]],
        "resolutions": found,
        "cut_on_page": bool(item.cut_at),
        "decisions_on_page": _whole_on_page(item),
        "minute_paragraphs": len(item.minutes),
        "minute_paragraphs_on_page": len(on_page),
        "headings_in_minute": [b.text for b in item.minutes if b.kind == "heading"],
        "authors": _authors(item),
        **_pages(meeting, item, layout),
        "documents": _documents(item, files),
    }


def _meeting(council: Council, meeting: Meeting, layout: Layout, files: dict[str, str]) -> Record:
    """One meeting."""
    return {
        "meeting_id": meeting.ident,
        "council": council.name,
        "board": meeting.board.name,
        "board_id": meeting.board.cid,
        "municipal_year": meeting.municipal_year,
        "date": meeting.day.isoformat(),
        "start": f"{meeting.start:%H:%M}",
        "end": f"{meeting.end:%H:%M}" if meeting.end else None,
        "status": meeting.status,
        "venue": meeting.venue,
        "contact": meeting.contact.name,
        "published": meeting.published.isoformat(),
        "pack": files.get(f"g{meeting.ident} pack"),
        "unnumbered_pages_before_front_sheet": layout.cover_pages if meeting.has_pack else None,
        "items": [_item(meeting, item, layout, files) for item in meeting.items],
        "attendance": [
            {
                "name": person.name,
                "group": person.group,
                "role": person.role or None,
                "post": person.post or None,
            }
            for person in attendance(meeting)
        ],
    }


def truth(
    council: Council, layouts: dict[int, Layout], files: dict[str, str], listing: list[Record]
) -> Record:
    """The whole record: meetings, then files."""
    return {
        "meetings": [
            _meeting(council, meeting, layouts[meeting.ident], files)
            for meeting in council.meetings
        ],
        "files": sorted(listing, key=lambda record: str(record["path"])),
    }
