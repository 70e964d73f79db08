"""What the sample says, taken from its sources, for tests of a reader to compare with."""

from __future__ import annotations

from typing import Any

from sample_html import (
    cuts_agenda,
    cuts_minutes,
    description,
    ground_sentence,
    shown_items,
    shown_number,
)
from sample_links import attachment_url, meeting_file_path, supplement_path
from sample_model import (
    Attachment,
    Council,
    Issue,
    Item,
    Meeting,
    Plan,
    Register,
    Report,
    attendance,
)
from sample_pack import Layout
from sample_site import presences
from sample_text import Block, plain, resolutions
from sample_word import cut

Record = dict[str, Any]


def _resolutions(blocks: list[Block]) -> list[Record]:
    """The decisions of a text, one record for each RESOLVED block."""
    return [
        {
            "kind": resolution.kind,
            "lead_in": resolution.lead_in,
            "parts": [{"number": number, "text": text} for number, text in resolution.parts],
        }
        for resolution in resolutions(blocks)
    ]


def _whole_on_page(item: Item) -> list[str]:
    """The decision parts that stand whole on the page, where a minute may be cut short."""
    parts = [text for found in resolutions(item.resolved) for _, text in found.parts]
    if resolutions(item.decision) or not cuts_minutes(item):
        return parts
    shown = item.cut_at
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
        for document in item.public
        if document.report
        for person in document.report.authors
    ]


def _documents(documents: list[Attachment], files: dict[str, str], old: bool) -> list[Record]:
    """Documents with the files that hold them."""
    return [
        {
            "id": document.ident,
            "title": document.title,
            "url": attachment_url(document, old),
            "path": files[document.ident],
            "minutes_of": document.minutes_of.isoformat() if document.minutes_of else None,
        }
        for document in documents
    ]


def _withheld(documents: list[Attachment]) -> list[Record]:
    """Documents of which the public learns the title only."""
    return [
        {"id": document.ident, "title": document.title, "ground": ground_sentence(document.private)}
        for document in documents
    ]


def _number(agenda_number: str) -> int | str:
    """An agenda number: a number, or 3a as text."""
    return int(agenda_number) if agenda_number.isdigit() else agenda_number


def _pages(meeting: Meeting, item: Item, layout: Layout) -> Record:
    """Where an item's papers lie in the pack, blank pages included."""
    span = layout.printed(item) if meeting.has_pack else None
    if span is None:
        return {"printed_pages": None, "pdf_pages": None}
    shift = layout.cover_pages
    return {"printed_pages": list(span), "pdf_pages": [span[0] + shift, span[1] + shift]}


def _kept_apart(item: Item) -> Record:
    """What only some items have: sections, sub-items, private matter, records of decision."""
    text = description(item)
    return {
        "section": item.section or None,
        "sub_item": not item.agenda_number.isdigit(),
        "private": bool(item.private),
        "ground": ground_sentence(item.private) if item.private else None,
        "withheld_documents": _withheld(item.withheld),
        "agenda_cut_on_page": cuts_agenda(item),
        "agenda_paragraphs": len(text),
        "agenda_paragraphs_on_page": len(cut(text, item.agenda_cut_at)),
        "decision_paragraphs": len(item.decision),
    }


def _item(meeting: Meeting, item: Item, layout: Layout, files: dict[str, str]) -> Record:
    """One item."""
    found = _resolutions(item.resolved)
    shown = item in shown_items(meeting)
    return {
        "agenda_item_id": item.ident,
        "agenda_number": _number(item.agenda_number),
        "minute_number": item.minute_number,
        "number_on_page": shown_number(meeting, item) if shown else None,
        "title": item.title,
        "report_of": (not item.private and item.report_of) or None,
        "sub_points": [
            {"label": block.marker, "text": plain(block.text)}
            for block in description(item)
            if block.kind == "part"
        ],
        "decisions": [part["text"] for resolution in found for part in resolution["parts"]],
        "resolutions": found,
        "cut_on_page": cuts_minutes(item),
        "decisions_on_page": _whole_on_page(item),
        "minute_paragraphs": len(item.minutes),
        "minute_paragraphs_on_page": len(cut(item.minutes, item.cut_at)),
        "headings_in_minute": [b.text for b in item.minutes if b.kind == "heading"],
        "authors": _authors(item),
        **_pages(meeting, item, layout),
        "documents": _documents(item.public, files, meeting.old_links),
        **_kept_apart(item),
    }


def _supplement(report: Report) -> Record:
    """A late paper of the meeting as a whole."""
    return {"id": report.ident, "title": report.title, "path": supplement_path(report)}


def _more_of_meeting(meeting: Meeting, files: dict[str, str]) -> Record:
    """What only some meetings have: a second board, a note, late papers, drafts since replaced."""
    return {
        "title": meeting.title,
        "boards": [{"id": board.cid, "name": board.name} for board in meeting.boards],
        "note": meeting.note or None,
        "supplements": [_supplement(report) for report in meeting.supplements],
        "decisions_sheet": files.get(f"g{meeting.ident} decisions"),
        "draft_page": files.get(f"draft page {meeting.ident}"),
        "draft_minutes": meeting_file_path(meeting, "draft") if meeting.draft_also else None,
        "attendance_id": meeting.attendance_id or meeting.ident,
        "attendance_page": [
            {"name": one.name, "role": one.role, "attendance": one.attendance}
            for one in presences(meeting)
        ],
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
        "published": meeting.published.isoformat() if meeting.published else None,
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
        **_more_of_meeting(meeting, files),
    }


def _register(register: Register, files: dict[str, str]) -> Record:
    """One decision of a member or an officer."""
    return {
        "id": register.ident,
        "number": register.number,
        "register": register.register,
        "title": register.title,
        "maker": register.maker,
        "date": register.day.isoformat(),
        "published": register.published.isoformat(),
        "effective": register.effective.isoformat() if register.effective else None,
        "called_in": register.called_in.isoformat() if register.called_in else None,
        "status": register.section.need("status"),
        "key_decision": register.section.yes("key decision"),
        "call_in": register.section.yes("call in"),
        "meeting_id": register.meeting.ident if register.meeting else None,
        "purpose": [plain(block.text) for block in register.purpose],
        "decision": [plain(block.text) for block in register.decision],
        "documents": _documents(
            [document for document in register.documents if not document.private], files, False
        ),
        "withheld_documents": _withheld([one for one in register.documents if one.private]),
    }


def _issue(issue: Issue) -> Record:
    """One matter of a forward plan."""
    return {
        "id": issue.ident,
        "title": issue.title,
        "maker": issue.maker,
        "due": issue.due.isoformat(),
        "lead_officer": issue.lead_officer,
        "status": issue.status,
        "first_published": issue.first_published.isoformat(),
        "restriction": issue.restriction,
    }


def _plan(plan: Plan) -> Record:
    """One forward plan."""
    return {
        "id": plan.ident,
        "title": plan.title,
        "from": plan.first.isoformat(),
        "to": plan.last.isoformat(),
        "issues": [_issue(issue) for issue in plan.issues],
    }


def truth(
    council: Council, layouts: dict[int, Layout], files: dict[str, str], listing: list[Record]
) -> Record:
    """The whole record: meetings, registers, plans, then files."""
    return {
        "meetings": [
            _meeting(council, meeting, layouts[meeting.ident], files)
            for meeting in council.meetings
        ],
        "decisions": [_register(register, files) for register in council.registers],
        "plans": [_plan(plan) for plan in council.plans],
        "files": sorted(listing, key=lambda record: str(record["path"])),
    }
