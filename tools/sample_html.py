"""The sample's agenda pages, in the manner of markup that ModernGov sites use."""

from __future__ import annotations

import html
from collections.abc import Callable

from sample_links import (
    MEETING_FILES,
    attachment_url,
    attendance_url,
    meeting_file_link,
    meeting_files,
    supplement_url,
)
from sample_model import Attachment, Council, Item, Meeting
from sample_shell import shell
from sample_text import Block, clock, long_date, slashed
from sample_word import coded, cut, length, word_text

HEADINGS = {
    "agenda": "Agenda",
    "decisions": "Agenda and decisions",
    "draft": "Agenda and draft minutes",
    "minutes": "Agenda and minutes",
    "cancelled": "Agenda",
    "future": "Agenda",
}
_ICON = '<img height="12" src="mgimages/logo-pdf-1.gif" width="12" alt="pdf icon" />'

SizeOf = Callable[[str], int]


def ground_sentence(paragraph: str) -> str:
    """Why an item or a paper is not for the public."""
    return (
        f"Not for publication by virtue of paragraph {paragraph} of Part 1 of Schedule 12A of the "
        "Local Government Act 1972"
    )


# --- items --------------------------------------------------------------------


def _size(size: int, name: str = ".pdf") -> str:
    """The note of a file's size that follows a link's words."""
    kind = name.rpartition(".")[2].upper()
    icon = _ICON if kind == "PDF" else ""
    return f'<span  class="mgFileSize" >{icon} {kind} {max(1, round(size / 1024))} KB</span>'


def shown_number(meeting: Meeting, item: Item) -> str:
    """The number on the page: the minute's once there are minutes; no full stop after 3a."""
    if meeting.minuted:
        return f"{item.minute_number}."
    return item.printed_number


def shown_items(meeting: Meeting) -> list[Item]:
    """The items on the page: once there are minutes, those that were minuted."""
    return [item for item in meeting.items if item.minute_number or not meeting.minuted]


def _title(meeting: Meeting, item: Item, size_of: SizeOf) -> str:
    """The title, round which the first document's link goes."""
    if not item.public:
        return f'<p  class="mgAiTitleTxt" >{coded(item.title)}</p>'
    first = item.public[0]
    href = html.escape(attachment_url(first, meeting.old_links))
    kind = first.filename.rpartition(".")[2]
    tooltip = coded(f"Link to document '{first.title}' {kind} file", spaces=True)
    return (
        f'<p  class="mgAiTitleTxt" ><a  class="mgAiTitleLnk"  href="{href}" '
        f' title="{tooltip}">{coded(item.title)}\n {_size(size_of(first.ident), first.filename)}'
        "</a></p>"
    )


def document_entry(other: Attachment, note: str, size_of: SizeOf, old: bool = False) -> str:
    """A document in a list; of one that is withheld the title and the word Restricted."""
    if other.private:
        return f'<li>{coded(other.title)} <span  class="mgSmallTxt" >Restricted</span></li>'
    href = html.escape(attachment_url(other, old))
    return (
        f'<li><a  href="{href}"  title="{coded(other.title, spaces=True)}">'
        f"{coded(other.title)}{note}\n {_size(size_of(other.ident), other.filename)}</a></li>"
    )


def _additional(meeting: Meeting, item: Item, size_of: SizeOf) -> str:
    """The list of further documents, or the bare label that some items have."""
    label = '<p  class="mgSubItemTitleTxt" >Additional documents:</p>'
    others = [*item.public[1:], *item.withheld]
    if not others:
        return label if item.empty_label else ""
    note = f'<span class="mgHide"> , item {shown_number(meeting, item)}</span>'
    lines = [document_entry(other, note, size_of, meeting.old_links) for other in others]
    return f'{label}\n<ul  class="mgBulletList" >{"".join(lines)}</ul>'


def description(item: Item) -> list[Block]:
    """What stands under the title: of a private item the reason for its being so."""
    if item.private:
        return [Block("para", ground_sentence(item.private) + ".")]
    report = [Block("para", item.report_of)] if item.report_of else []
    return [*report, *item.agenda]


def is_cut(item: Item, meeting: Meeting) -> bool:
    """Whether the page shows less of the item than there is."""
    return cuts_agenda(item) or (meeting.minuted and cuts_minutes(item))


def cuts_agenda(item: Item) -> bool:
    """Whether the text under the title is cut short."""
    return 0 < item.agenda_cut_at < length(description(item))


def cuts_minutes(item: Item) -> bool:
    """Whether the minute is cut short."""
    return 0 < item.cut_at < length(item.minutes)


def _full_text(meeting: Meeting, item: Item, what: str) -> str:
    """The link to the whole of a text that was cut."""
    phrase = f"view the full {what} text for item {shown_number(meeting, item)}"
    tip = coded(phrase, spaces=True)
    return f'\n&nbsp;...&nbsp; <a  href="mgAi.aspx?ID={item.ident}"  title="{tip}">{phrase}</a>'


def _agenda(meeting: Meeting, item: Item) -> str:
    """The text under the title, perhaps cut short."""
    blocks = description(item)
    if not blocks:
        return ""
    more = _full_text(meeting, item, "agenda") if cuts_agenda(item) else ""
    return word_text(cut(blocks, item.agenda_cut_at)) + more


def labelled(label: str, blocks: list[Block]) -> str:
    """A text under its label; nothing where there is no text."""
    if not blocks:
        return ""
    return f'<p  class="mgSubItemTitleTxt" >{label}:</p>\n{word_text(blocks)}'


def _minutes(meeting: Meeting, item: Item) -> str:
    """The minutes under their label, perhaps cut short."""
    if not meeting.minuted:
        return ""
    more = _full_text(meeting, item, "minutes") if cuts_minutes(item) else ""
    return labelled("Minutes", cut(item.minutes, item.cut_at)) + more


def _row(meeting: Meeting, item: Item, size_of: SizeOf) -> str:
    """One row of the item table."""
    parts = [
        _title(meeting, item, size_of),
        _agenda(meeting, item),
        _additional(meeting, item, size_of),
        labelled("Decision", item.decision),
        _minutes(meeting, item),
    ]
    inner = "\n".join(part for part in parts if part)
    return f"""<tr>
<td  class="mgItemNumberCell" ><p  class="mgAiTitleTxt" ><a  name="AI{item.ident}"></a>{
        shown_number(meeting, item)
    }</p></td>
<td>
{inner}
</td>
</tr>"""


def _section_row(name: str, ident: int, text: str = "") -> str:
    """A row without a number, such as Public Business."""
    words = word_text([Block("para", text)]) if text else ""
    return (
        f'<tr><td></td><td><p  class="mgAiTitleTxt" ><a  name="AI{ident}"></a>{name}</p>'
        f"{words}</td></tr>"
    )


def _rows(meeting: Meeting, size_of: SizeOf) -> list[str]:
    """All rows, each section's own before its first item; an agenda ends with private business."""
    rows: list[str] = []
    items = shown_items(meeting)
    named = "" if meeting.minuted else "Public Business"
    section = ""
    for item in items:
        if (item.section or named) != section:
            section = item.section or named
            ident = item.ident + (60000 if item.section else -1)
            rows.append(_section_row(section, ident))
        rows.append(_row(meeting, item, size_of))
    if not meeting.minuted and section != "Private Business":
        ident = items[-1].ident + (70000 if items[-1].section else 1)
        rows.append(_section_row("Private Business", ident, "Nil"))
    return rows


def _table(meeting: Meeting, size_of: SizeOf) -> str:
    """The heading and table of the items; nothing where there are none."""
    if not meeting.items:
        return ""
    body = "\n".join(_rows(meeting, size_of))
    return f"""<h2  class="mgSectionTitle" >Items</h2>
<table  class="mgItemTable"  summary="Table of agenda items" ><tbody>
<tr><th>No.</th><th>Item<!--Item title--></th></tr>
{body}
</tbody></table>
"""


# --- page ---------------------------------------------------------------------


def _papers(meeting: Meeting, draft: bool) -> list[tuple[str, str, str]]:
    """Label, address and key of each of the meeting's own papers, in the order of the page."""
    own = [
        (
            "Agenda reports pack" if kind == "pack" else MEETING_FILES[kind][0],
            meeting_file_link(meeting, kind),
            f"g{meeting.ident} {kind}",
        )
        for kind in meeting_files(meeting, draft)
    ]
    late = [
        (report.title, supplement_url(meeting, report), report.ident)
        for report in meeting.supplements
    ]
    agenda = 1 + meeting.has_pack
    return [*own[:agenda], *late, *own[agenda:]]


def _actions(meeting: Meeting, size_of: SizeOf, draft: bool) -> str:
    """The list of links to the meeting's own papers."""
    when = f"{meeting.title}, {long_date(meeting.day)} {clock(meeting.start)}"
    attendance = coded(f"Link to attendance details for the meeting of {when}", spaces=True)
    lines = [
        f'<li><a  href="{attendance_url(meeting)}"  title="{attendance}">'
        "Attendance details</a></li>"
    ]
    for label, href, key in _papers(meeting, draft):
        tip = coded(f"Link to {label.lower()} pdf file", spaces=True)
        words = f"{coded(label)}\n {_size(size_of(key))}"
        lines.append(f'<li><a  href="{html.escape(href)}"  title="{tip}">{words}</a></li>')
    return (
        '<div class="mgLinks" ><ul  class="mgActionList" >\n' + "\n".join(lines) + "\n</ul></div>"
    )


def _venue(meeting: Meeting) -> str:
    """The line of the venue, with a link where there are directions."""
    text = coded(meeting.venue).replace(" - ", "&nbsp;- ")
    if meeting.directions:
        href = f"mgLocationDetails.aspx?RID={meeting.directions}"
        tip = coded("Link to location details", spaces=True)
        text += f'. <a  href="{href}"  title="{tip}" > View directions</a>'
    return f'<p><span  class="mgLabel" >Venue: </span>{text}</p>'


def _contact(council: Council, meeting: Meeting) -> str:
    """The line of the contact."""
    mail = coded(council.email(meeting.contact))
    return (
        f'<p><span  class="mgLabel" >Contact: </span>{coded(meeting.contact.name)}&nbsp; '
        f"Tel&#58; {meeting.contact.phone} Email&#58;&nbsp; "
        f'<a  href="mailto:{mail}">{mail}</a></p>'
    )


def _note(meeting: Meeting) -> str:
    """The note, such as why the meeting is cancelled."""
    if not meeting.note:
        return ""
    return f'\n<p><span  class="mgLabel" >Note: </span>{coded(meeting.note)}</p>'


def agenda_page(council: Council, meeting: Meeting, size_of: SizeOf, draft: bool = False) -> str:
    """The whole page of one meeting; `draft`: as it stood before the minutes were agreed."""
    board = coded(meeting.title)
    when = f"{long_date(meeting.day)} {clock(meeting.start)}"
    said = f"{when} - CANCELLED" if meeting.status == "cancelled" else when
    body = f"""{_actions(meeting, size_of, draft)}
<div class="mgContent" >
{_venue(meeting)}
{_contact(council, meeting)}{_note(meeting)}
{_table(meeting, size_of)}</div>"""
    return shell(
        council,
        title=f"Agenda for {board} on {when}",
        about=f"Agenda for {board} on {coded(slashed(meeting.day))}",
        heading=HEADINGS["draft" if draft else meeting.status],
        subheading=f"{board} - {said}",
        body=body,
    )
