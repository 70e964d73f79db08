"""`site.json`: what the fixture site needs to know to serve the sample."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sample_html import is_cut
from sample_links import (
    MEETING_FILES,
    attachment_path,
    meeting_file_path,
    meeting_files,
    supplement_path,
)
from sample_model import Attachment, Council, Meeting, Plan, Register

Record = dict[str, Any]

LISTED = {
    "agenda": "Agenda",
    "decisions": "Decisions",
    "draft": "Minutes",
    "minutes": "Minutes",
    "cancelled": "CANCELLED",
    "future": "",
}
NEWS = timedelta(days=60)
MINUTES_AFTER = timedelta(days=7)
"""How long after a meeting its draft minutes are published."""
PLAN_BEFORE = timedelta(days=28)
"""How long before its first day a forward plan is published, as the law asks."""


def page_path(meeting: Meeting, draft: bool = False) -> str:
    """Where a meeting's page lies."""
    return f"pages/{meeting.day.isoformat()}-{meeting.ident}{'-draft' if draft else ''}.html"


def _files(meeting: Meeting, draft: bool) -> dict[str, str]:
    """The meeting's own papers by the number of their kind (T=)."""
    return {
        str(MEETING_FILES[kind][1]): meeting_file_path(meeting, kind)
        for kind in meeting_files(meeting, draft)
    }


def _meeting(meeting: Meeting) -> Record:
    """One meeting."""
    now, before = _files(meeting, False), _files(meeting, True) if meeting.draft_also else {}
    return {
        "id": meeting.ident,
        "boards": [board.cid for board in meeting.boards],
        "date": meeting.day.isoformat(),
        "start": f"{meeting.start:%H:%M}",
        "listed": LISTED[meeting.status],
        "title": meeting.title,
        "page": page_path(meeting),
        "draft_page": page_path(meeting, True) if meeting.draft_also else None,
        "attendance": f"site/attendance-{meeting.ident}.html",
        "attendance_id": meeting.attendance_id,
        "service": f"site/meeting-{meeting.ident}.xml",
        "published": _iso(meeting.published),
        "files": now,
        "draft_files": {key: path for key, path in before.items() if now.get(key) != path},
        "items": [{"id": item.ident, "title": item.title} for item in meeting.items],
    }


def _iso(day: date | None) -> str | None:
    """A date as ISO 8601 has it."""
    return day.isoformat() if day else None


def _document(document: Attachment, meeting: int | None, item: int | None) -> Record:
    """A document by its key; one that is withheld has no file."""
    return {
        "path": None if document.private else attachment_path(document),
        "title": document.title,
        "meeting": meeting,
        "item": item,
        "private": bool(document.private),
    }


def _documents(council: Council) -> Record:
    """All documents that have a number of their own."""
    found: Record = {}
    for meeting in council.meetings:
        for item in meeting.items:
            for document in item.documents:
                found[document.ident] = _document(document, meeting.ident, item.ident)
        for report in meeting.supplements:
            found[report.ident] = {
                "path": supplement_path(report),
                "title": report.title,
                "meeting": meeting.ident,
                "item": None,
                "private": False,
            }
    for register in council.registers:
        for document in register.documents:
            found[document.ident] = _document(document, None, None)
    return found


def _decision(register: Register) -> Record:
    """One decision of a register."""
    call_in = f"{register.called_in:%d/%m/%Y}" if register.called_in else ""
    return {
        "id": register.ident,
        "number": register.number,
        "register": register.register,
        "title": register.title,
        "maker": register.maker,
        "date": register.day.isoformat(),
        "published": register.published.isoformat(),
        "effective": _iso(register.effective),
        "call_in": call_in if register.section.yes("call in") else "Not for call-in",
        "page": f"site/decision-{register.ident}.html",
        "issue": None,
    }


def _plan(council: Council, plan: Plan) -> Record:
    """One forward plan: the Cabinet's."""
    return {
        "id": plan.ident,
        "title": plan.title,
        "from": plan.first.isoformat(),
        "to": plan.last.isoformat(),
        "board": council.boards["cabinet"].cid,
        "page": f"site/plan-{plan.ident}.html",
        "issues": [issue.ident for issue in plan.issues],
    }


def _minutes_published(council: Council) -> Iterator[tuple[date, int]]:
    """When minutes came out: as drafts a week after, and agreed the day after the next meeting."""
    for meeting in council.meetings:
        if not meeting.minuted:
            continue
        yield meeting.day + MINUTES_AFTER, meeting.ident
        later = [
            other.day
            for other in council.meetings
            if other.minuted and meeting.board in other.boards and other.day > meeting.day
        ]
        if meeting.status == "minutes" and later:
            yield min(later) + timedelta(days=1), meeting.ident


def _news(council: Council) -> list[Record]:
    """What is new on the site, the newest first."""
    news: list[tuple[date, str, str, int]] = [
        *(
            (meeting.published, "Agenda published", "meeting", meeting.ident)
            for meeting in council.meetings
            if meeting.published and meeting.items
        ),
        *(
            (day, "Minutes published", "meeting", ident)
            for day, ident in _minutes_published(council)
        ),
        *(
            (one.published, "Decision published", "decision", one.ident)
            for one in council.registers
        ),
        *(
            (one.first - PLAN_BEFORE, "Publication of plan", "plan", one.ident)
            for one in council.plans
        ),
    ]
    return [
        {"date": day.isoformat(), "what": what, key: ident}
        for day, what, key, ident in sorted(news, reverse=True)
        if council.today - NEWS <= day <= council.today
    ]


def site_index(council: Council) -> Record:
    """The whole record."""
    return {
        "council": council.name,
        "today": council.today.isoformat(),
        "boards": [
            {
                "id": board.cid,
                "name": board.name,
                "expired": board.expired,
                "span": board.span or None,
            }
            for board in council.boards.values()
        ],
        "meetings": [_meeting(meeting) for meeting in council.meetings],
        "items": {
            str(item.ident): f"site/item-{item.ident}.html"
            for meeting in council.meetings
            for item in meeting.items
            if is_cut(item, meeting)
        },
        "documents": _documents(council),
        "decisions": [_decision(register) for register in council.registers],
        "plans": [_plan(council, plan) for plan in council.plans],
        "issues": {
            str(issue.ident): f"site/issue-{issue.ident}.html"
            for plan in council.plans
            for issue in plan.issues
        },
        "news": _news(council),
    }
