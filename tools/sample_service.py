"""The answers of the site's web service (`mgWebService.asmx/GetMeeting`)."""

from __future__ import annotations

import html

from sample_html import description, ground_sentence, shown_items, shown_number
from sample_links import attachment_url
from sample_model import Attachment, Item, Meeting
from sample_site import presences
from sample_text import Block, clock, slashed
from sample_word import word_text

NEW_LINKS = 2024
"""From this year on the service links documents as the pages do; before, in the older form."""


def _element(name: str, value: str | int | bool, depth: int) -> str:
    """One element; an empty one holds a line break and spaces."""
    pad = "  " * depth
    text = str(value)
    inner = html.escape(text, quote=False) if text else f"\n{pad}"
    return f"{pad}<{name}>{inner}</{name}>"


def _group(name: str, parts: list[str], depth: int) -> str:
    """An element with others in it."""
    pad = "  " * depth
    inner = "\n".join(parts)
    return f"{pad}<{name}>\n{inner}\n{pad}</{name}>"


def _markup(name: str, blocks: list[Block], bare: bool, depth: int) -> str:
    """Text as HTML: escaped, or as bare markup; whole in either case."""
    text = word_text(blocks) if blocks else ""
    if text and bare:
        return f"{'  ' * depth}<{name}>{text.replace('&nbsp;', '&#160;')}</{name}>"
    return _element(name, text, depth)


def _linked(meeting: Meeting, item: Item, document: Attachment) -> str:
    """One document of an item; of one that is withheld no address."""
    older = meeting.day.year < NEW_LINKS
    url = f"mgConvert2PDF.aspx?ID={document.number}" if older else attachment_url(document)
    values: list[tuple[str, str | int | bool]] = [
        ("attachmentid", document.number),
        ("title", document.title),
        ("isurl", False),
        ("url", "" if document.private else url),
        ("isrestricted", bool(document.private)),
        ("restrictionsRef", ground_sentence(document.private) if document.private else ""),
        ("itemnum", item.agenda_number),
        ("publicationdate", slashed(meeting.published) if meeting.published else ""),
        ("meetingdate", slashed(meeting.day)),
        ("committeetitle", meeting.title),
        ("isdecisionattachment", False),
        ("ownertitle", item.title),
    ]
    return _group("linkeddoc", [_element(name, value, 6) for name, value in values], 5)


def _position(meeting: Meeting, item: Item) -> tuple[int, int]:
    """Where the item stands: headings of sections take places too, sub-items count apart."""
    position = sub = 0
    section = None
    for other in meeting.items:
        if other.section != section:
            section = other.section
            position += 1
        if other.agenda_number.isdigit():
            position, sub = position + 1, 0
        else:
            sub += 1
        if other is item:
            break
    return position, sub


def _item(meeting: Meeting, item: Item) -> str:
    """One agenda item."""
    position, sub = _position(meeting, item)
    shown = shown_number(meeting, item) if item in shown_items(meeting) else ""
    minutes = item.minutes if meeting.minuted else []
    parts = [
        _element("agendaitemid", item.ident, 3),
        _element("agendaitemtitle", item.title, 3),
        _markup("agendatext", description(item), False, 3),
        _element("actualmeetingdate", slashed(meeting.day), 3),
        _element("agendaitemnumber", position, 3),
        _element("agendaitemsubnumber", sub, 3),
        _element("fulldisplaynumberformat", shown, 3),
        _element("authorusername", "", 3),
        _markup("minutesnonemptyhtmlbody", minutes, meeting.unescaped, 3),
        _markup("decisionnonemptyhtmlbody", item.decision, meeting.unescaped, 3),
        _element("iscallin", False, 3),
        _element("isdecision", bool(item.decision), 3),
        _element("isminutepublished", bool(minutes), 3),
        _element("isrestricted", bool(item.private), 3),
        _element("isdisplayallowed", not item.private, 3),
        _element("minutesitemnumber", item.minute_number or "", 3),
        _element("minutesitemsubnumber", 0, 3),
        _element("preferreddate", "", 3),
    ]
    documents = [_linked(meeting, item, document) for document in item.documents]
    linked = _group("linkeddocuments", documents, 4) if documents else ""
    return _group("agendaitem", [*parts, linked or _element("linkeddocuments", "", 3)], 2)


def _attendees(meeting: Meeting, user_ids: dict[str, int]) -> list[str]:
    """Who was there, or is expected."""
    lines = []
    for one in presences(meeting):
        attributes = {
            "membertype": "Councillor" if one.name in user_ids else "Officer",
            "memberid": str(user_ids.get(one.name, 0)),
            "name": one.name,
            "roledescription": one.role,
            "attendance": one.attendance,
        }
        said = " ".join(f'{key}="{html.escape(value)}"' for key, value in attributes.items())
        lines.append(f"    <attendee {said} />")
    return lines


def service_answer(meeting: Meeting, user_ids: dict[str, int]) -> str:
    """What `GetMeeting` says of a meeting."""
    cancelled = meeting.status == "cancelled"
    decided = any(item.decision for item in meeting.items)
    values: list[tuple[str, str | int | bool]] = [
        ("meetingid", meeting.ident),
        ("meetingdate", slashed(meeting.day)),
        ("meetingstatus", "Cancelled" if cancelled else "Confirmed"),
        ("isdisplayallowed", True),
        ("meetingtime", clock(meeting.start)),
        ("meetingactualstarttime", clock(meeting.start) if meeting.minuted else ""),
        ("meetingplannedfinishtime", ""),
        ("meetingactualfinishtime", clock(meeting.end) if meeting.end else ""),
        ("meetinglocation", meeting.venue),
        ("iswebcast", False),
        ("agendaid", meeting.ident + 20000 if meeting.items else 0),
        ("agendapublished", bool(meeting.items)),
        ("decisionpublished", decided),
        ("minutepublished", meeting.minuted),
    ]
    items = [_item(meeting, item) for item in meeting.items]
    attendees = _attendees(meeting, user_ids)
    parts = [
        *(_element(name, value, 1) for name, value in values),
        _group("agendaitems", items, 1) if items else _element("agendaitems", "", 1),
        _group("attendees", attendees, 1) if attendees else _element("attendees", "", 1),
    ]
    return f'<?xml version="1.0" encoding="utf-8"?>\n{_group("meeting", parts, 0)}\n'
