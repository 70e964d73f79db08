"""The site's other pages: one item whole, attendance, decisions of registers, forward plans."""

from __future__ import annotations

import html
from dataclasses import dataclass
from datetime import date

from sample_html import SizeOf, description, document_entry, labelled, shown_number
from sample_links import page_url
from sample_model import (
    Attachment,
    Attendee,
    Council,
    Issue,
    Item,
    Meeting,
    Plan,
    Register,
    attendance,
    members,
)
from sample_shell import shell
from sample_text import Block, clock, long_date, slashed
from sample_word import coded, word_text


def _page(council: Council, heading: str, subheading: str, parts: list[str]) -> str:
    """A page with a heading and the parts of its content; empty parts are left out."""
    inner = "\n".join(part for part in parts if part)
    return shell(
        council,
        title=f"{heading} - {coded(subheading)}",
        about=coded(subheading),
        heading=heading,
        subheading=coded(subheading),
        body=f'<div class="mgContent" >\n{inner}\n</div>',
    )


def _field(label: str, value: str) -> str:
    """A labelled line whose value is HTML already; nothing without a value."""
    return f'<p><span  class="mgLabel" >{label} </span>{value}</p>' if value else ""


def _documents(label: str, documents: list[Attachment], size_of: SizeOf) -> str:
    """A labelled list of documents."""
    if not documents:
        return ""
    lines = "\n".join(document_entry(document, "", size_of) for document in documents)
    return f'<p  class="mgLabel" >{label}:</p>\n<ul  class="mgBulletList" >{lines}</ul>'


# --- one item -----------------------------------------------------------------


def item_page(council: Council, meeting: Meeting, item: Item, size_of: SizeOf) -> str:
    """`mgAi.aspx`: an item with its whole text, however much of it the meeting's page cuts."""
    when = f"{meeting.title}, {long_date(meeting.day)} {clock(meeting.start)}"
    link = f'<a  href="{html.escape(page_url(meeting))}" >{coded(when)}</a>'
    number = coded(f"(Item {shown_number(meeting, item).rstrip('.')})")
    text = description(item)
    parts = [
        f'<p><a  name="AI{item.ident}"></a><span  class="mgLabel" >Meeting: </span>'
        f"{link} {number}</p>",
        word_text(text) if text else "",
        labelled("Decision", item.decision),
        labelled("Minutes", item.minutes) if meeting.minuted else "",
        _documents("Supporting documents", item.documents, size_of),
    ]
    return _page(council, "Agenda item", item.title, parts)


# --- attendance ---------------------------------------------------------------


@dataclass(frozen=True)
class Presence:
    """One row of the attendance page, in the words of the site."""

    name: str
    role: str
    attendance: str


CHAIRS = ("Chair", "Lord Mayor in the Chair", "Lord Mayor", "Leader")
"""How the papers say who is in the chair; the Lord Mayor is at Council, the Leader at Cabinet."""


def presences(meeting: Meeting) -> list[Presence]:
    """Who was there in the site's words; before the meeting, whom it expects."""
    sitting = _sitting(meeting)
    if not meeting.groups:
        return [Presence(name, _role(role), "Expected") for name, role in sitting.items()]
    return [_presence(person, meeting, sitting) for person in attendance(meeting)]


def _sitting(meeting: Meeting) -> dict[str, str]:
    """The members of the meeting's boards, with their roles."""
    boards = reversed(meeting.boards)  # so that a role on the first board counts
    return {name: role for board in boards for name, role in members(board, meeting.municipal_year)}


def _role(role: str) -> str:
    """A member's role as the site has it."""
    if role in CHAIRS:
        return "Chair"
    return "Vice-Chair" if role == "Vice-Chair" else "Committee Member"


def _presence(person: Attendee, meeting: Meeting, sitting: dict[str, str]) -> Presence:
    """One person: members are present, absent with apologies, or substitutes; others attend."""
    if person.group.startswith("Members"):
        substitute = person.role.startswith("Substitute")
        said = "Present as substitute" if substitute else "Present"
        return Presence(person.name, _role(person.role), said)
    said = "Apologies" if person.group == "Apologies" else "In attendance"
    if person.name in sitting:
        return Presence(person.name, _role(sitting[person.name]), said)
    if not person.group.startswith("Employees"):
        return Presence(person.name, "Guest", said)
    first, _, last = meeting.contact.name.partition(" ")
    clerk = person.name in (meeting.contact.name, f"{first[0]} {last}")
    return Presence(person.name, "Secretary" if clerk else "Officer", said)


def attendance_page(council: Council, meeting: Meeting, user_ids: dict[str, int]) -> str:
    """`mgMeetingAttendance.aspx`: a table of names, roles and attendance."""
    rows = "\n".join(_attendance_row(one, user_ids) for one in presences(meeting))
    table = f"""<table  class="mgStatsTable"  summary="Table of meeting attendance" >
<thead><tr><th>Attendee<!--Name--></th><th>Role</th><th>Attendance</th></tr></thead>
<tbody>
{rows}
</tbody></table>"""
    subheading = f"{meeting.title} - {long_date(meeting.day)} {clock(meeting.start)}"
    return _page(council, "Attendance details", subheading, [table])


def _attendance_row(one: Presence, user_ids: dict[str, int]) -> str:
    """One row; councillors have pages of their own."""
    name = coded(one.name)
    if one.name in user_ids:
        name = f'<a  href="mgUserInfo.aspx?UID={user_ids[one.name]}" >{name}</a>'
    return f"<tr><td>{name}</td><td>{one.role}</td><td>{one.attendance}</td></tr>"


def user_numbers(council: Council) -> dict[str, int]:
    """The site's number of each councillor."""
    names = {one.name for meeting in council.meetings for one in presences(meeting)}
    councillors = sorted(name for name in names if name.startswith("Councillor "))
    return {name: 401 + place for place, name in enumerate(councillors)}


# --- registers ----------------------------------------------------------------


def _heading_and_text(label: str, blocks: list[Block]) -> str:
    """A text under its own heading."""
    if not blocks:
        return ""
    return f'<h3  class="mgSubSubTitleTxt" >{label}:</h3>\n{word_text(blocks)}'


def _decided_at(meeting: Meeting | None) -> str:
    """The link to the meeting that made a decision."""
    if meeting is None:
        return ""
    href = f"ieListDocuments.aspx?CId={meeting.board.cid}&amp;MID={meeting.ident}"
    return f'<a  href="{href}" >{coded(slashed(meeting.day))} - {coded(meeting.title)}</a>'


def _day(day: date | None) -> str:
    """A date, or nothing."""
    return coded(slashed(day)) if day else ""


def _yes(register: Register, key: str) -> str:
    """Yes or No."""
    return "Yes" if register.section.yes(key) else "No"


def decision_page(council: Council, register: Register, size_of: SizeOf) -> str:
    """`ieDecisionDetails.aspx`: one decision of a member or an officer."""
    status = coded(register.section.need("status"))
    parts = [
        _field("Reference:", coded(register.number)),
        _field("Decision Maker:", coded(register.maker)),
        _field("Decision status:", f'<span  class="mgPlanItemInForce" >{status}</span>'),
        _field("Is Key decision?:", _yes(register, "key decision")),
        _field("Is subject to call in?:", _yes(register, "call in")),
        _heading_and_text("Purpose", register.purpose),
        _heading_and_text("Decision", register.decision),
        _field("Publication date:", coded(slashed(register.published))),
        _field("Date of decision:", coded(slashed(register.day))),
        _field("Effective from:", _day(register.effective)),
        _field("Date of call-in:", _day(register.called_in)),
        _field("Decided at meeting:", _decided_at(register.meeting)),
        _documents("Accompanying Documents", register.documents, size_of),
    ]
    return _page(council, "Decision details", register.title, parts)


# --- forward plans ------------------------------------------------------------


def _issue_fields(issue: Issue) -> list[str]:
    """What the site says of a matter in a forward plan."""
    return [
        _field("Decision maker:", coded(issue.maker)),
        _field("Decision due:", coded(slashed(issue.due))),
        _field("Lead officer:", coded(issue.lead_officer)),
        _field("Decision status:", coded(issue.status)),
        _field(
            "Notice of proposed decision first published:", coded(slashed(issue.first_published))
        ),
        _field("Anticipated restriction:", coded(issue.restriction)),
    ]


def issue_page(council: Council, issue: Issue) -> str:
    """`mgIssueHistoryHome.aspx`: a matter that is to be decided."""
    parts = [*_issue_fields(issue), word_text(issue.notice) if issue.notice else ""]
    return _page(council, "Issue details", issue.title, parts)


def plan_page(council: Council, plan: Plan) -> str:
    """`mgListPlanItems.aspx`: a forward plan with its matters."""
    parts = [_field("Period:", coded(f"{slashed(plan.first)} to {slashed(plan.last)}"))]
    for issue in plan.issues:
        new = (
            ' <span  class="mgSmallTxt" >New!</span>' if issue.first_published >= plan.first else ""
        )
        href = f"mgIssueHistoryHome.aspx?IId={issue.ident}&amp;PlanId={plan.ident}"
        parts.append(
            f'<h3  class="mgSubSubTitleTxt" ><a  href="{href}" >{coded(issue.title)}</a>{new}</h3>'
        )
        parts += [*_issue_fields(issue), word_text(issue.notice) if issue.notice else ""]
    return _page(council, "Plan items", plan.title, parts)
