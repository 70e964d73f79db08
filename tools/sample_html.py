"""The sample's agenda pages, in the manner of markup that ModernGov sites use."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Callable
from dataclasses import replace

from sample_source import (
    Attachment,
    Block,
    Council,
    Item,
    Meeting,
    clock,
    emphasised,
    file_date,
    long_date,
    plain,
    safe_name,
)

WRAP = 65
HEADINGS = {
    "agenda": "Agenda",
    "draft": "Agenda and draft minutes",
    "minutes": "Agenda and minutes",
}
MEETING_FILES = {
    "frontsheet": ("Agenda frontsheet", 0),
    "pack": ("Public reports pack", 10),
    "minutes": ("Printed minutes", 1),
    "draft": ("Printed draft minutes", 1),
}
_NUMERIC = {char: f"&#{ord(char)};" for char in "/'&()@:\u2019"}
_EMPTY = '<p class="MsoNormal"><span style="">&nbsp;</span></p>'
_ICON = '<img height="12" src="mgimages/logo-pdf-1.gif" width="12" alt="pdf icon" />'

SizeOf = Callable[[str], int]


def coded(text: str, spaces: bool = False) -> str:
    """Text with its punctuation as numeric entities; in tooltips the spaces too."""
    done = "".join(_NUMERIC.get(char) or html.escape(char) for char in text)
    return done.replace(" ", "&#32;") if spaces else done


def meeting_file_title(meeting: Meeting, kind: str) -> str:
    """The long name of a meeting's own document."""
    label, _ = MEETING_FILES[kind]
    board = " ".join(meeting.board.name.replace("(", "").replace(")", "").split())
    return f"{label} {file_date(meeting.day)} {meeting.start:%H.%M} {board}"


def meeting_file_url(meeting: Meeting, kind: str) -> str:
    """The address of a meeting's own document."""
    name = safe_name(meeting_file_title(meeting, kind))
    return f"documents/g{meeting.ident}/{name}.pdf?T={MEETING_FILES[kind][1]}"


def attachment_url(attachment: Attachment) -> str:
    """The address of an item's document, with its spaces left as they are."""
    return f"documents/{attachment.ident}/{attachment.filename}"


def _size(size: int) -> str:
    """The note of a file's size that follows a link's words."""
    return f'<span  class="mgFileSize" >{_ICON} PDF {max(1, round(size / 1024))} KB</span>'


# --- Word text ----------------------------------------------------------------


def _wrapped(text: str) -> str:
    """Escaped text, broken over lines as Word's HTML is."""
    done = emphasised(html.escape(" ".join(text.split()), quote=False), "b")
    return "\n".join(textwrap.wrap(done, WRAP, break_long_words=False, break_on_hyphens=False))


def _word_paragraph(block: Block) -> str:
    """One block as a Word paragraph."""
    text = _wrapped(block.text)
    indent = ' style="margin-left:36.0pt;text-indent:-18.0pt"'
    if block.kind == "bullet":
        return f'<p class="MsoNormal"{indent}><span style="">·&nbsp; {text}</span></p>'
    if block.kind == "indent":
        return f'<p class="MsoNormal"><span style="">&nbsp;&nbsp;{text}</span></p>'
    if block.kind == "part":
        return f'<p class="MsoNormal"{indent}>{block.marker}&nbsp; {text}</p>'
    if block.kind == "heading":
        return f'<p class="MsoNormal"><b><span style="">{text}</span></b></p>'
    return f'<p class="MsoNormal"><span style="">{text}</span></p>'


def _needs_gap(before: Block | None, block: Block) -> bool:
    """Whether the typist left an empty paragraph between two blocks."""
    if before is None or before.kind == "heading":
        return False
    lists = ("bullet", "indent")
    return not (block.kind in lists and (before.kind in lists or before.text.endswith(":")))


def word_text(blocks: list[Block]) -> str:
    """Blocks as the HTML that Word leaves behind."""
    lines: list[str] = []
    before: Block | None = None
    for block in blocks:
        if _needs_gap(before, block):
            lines.append(_EMPTY)
        lines.append(_word_paragraph(block))
        before = block
    inner = "\n".join(lines)
    return f'<div class="mgWordPara"><div class="WordSection1">{inner}</div></div>'


def cut(blocks: list[Block], limit: int) -> list[Block]:
    """The blocks that fit in a number of characters, the last cut at a word."""
    kept: list[Block] = []
    left = limit
    for block in blocks:
        text = plain(block.text)
        if len(text) > left:
            kept.append(replace(block, text=text[:left].rsplit(" ", 1)[0]))
            return kept
        kept.append(block)
        left -= len(text)
    return kept


# --- items --------------------------------------------------------------------


def shown_number(meeting: Meeting, item: Item) -> str:
    """The number on the page: the minute's once there are minutes."""
    number = item.minute_number if meeting.minuted else item.agenda_number
    return f"{number}."


def _title(item: Item, size_of: SizeOf) -> str:
    """The title, round which the first document's link goes."""
    if not item.documents:
        return f'<p  class="mgAiTitleTxt" >{coded(item.title)}</p>'
    first = item.documents[0]
    tooltip = coded(f"Link to document '{first.title}' pdf file", spaces=True)
    return (
        f'<p  class="mgAiTitleTxt" ><a  class="mgAiTitleLnk"  href="{attachment_url(first)}" '
        f' title="{tooltip}">{coded(item.title)}\n {_size(size_of(first.ident))}</a></p>'
    )


def _additional(meeting: Meeting, item: Item, size_of: SizeOf) -> str:
    """The list of further documents, or the bare label that some items have."""
    label = '<p  class="mgSubItemTitleTxt" >Additional documents:</p>'
    if not item.documents[1:]:
        return label if item.empty_label else ""
    lines = [
        f'<li><a  href="{attachment_url(other)}"  title="{coded(other.title, spaces=True)}">'
        f'{coded(other.title)}<span class="mgHide"> , item {shown_number(meeting, item)}</span>\n'
        f" {_size(size_of(other.ident))}</a></li>"
        for other in item.documents[1:]
    ]
    return f'{label}\n<ul  class="mgBulletList" >{"".join(lines)}</ul>'


def _description(item: Item) -> list[Block]:
    """What stands under the title."""
    report = [Block("para", item.report_of)] if item.report_of else []
    return [*report, *item.agenda]


def _minutes(meeting: Meeting, item: Item) -> str:
    """The minutes under their label, perhaps cut short."""
    if not meeting.minuted:
        return ""
    label = '<p  class="mgSubItemTitleTxt" >Minutes:</p>'
    if not item.cut_at:
        return f"{label}\n{word_text(item.minutes)}"
    phrase = f"view the full minutes text for item {shown_number(meeting, item)}"
    link = (
        f'<a  href="mgAi.aspx?ID={item.ident}"  title="{coded(phrase, spaces=True)}">{phrase}</a>'
    )
    return f"{label}\n{word_text(cut(item.minutes, item.cut_at))}\n&nbsp;...&nbsp; {link}"


def _row(meeting: Meeting, item: Item, size_of: SizeOf) -> str:
    """One row of the item table."""
    description = _description(item)
    parts = [
        _title(item, size_of),
        word_text(description) if description else "",
        _additional(meeting, item, size_of),
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


def _table(meeting: Meeting, size_of: SizeOf) -> str:
    """All rows; a page with minutes shows only the items that were minuted."""
    if meeting.minuted:
        rows = [_row(meeting, item, size_of) for item in meeting.items if item.minute_number]
    else:
        first, last = meeting.items[0].ident - 1, meeting.items[-1].ident + 1
        rows = [_section_row("Public Business", first)]
        rows += [_row(meeting, item, size_of) for item in meeting.items]
        rows.append(_section_row("Private Business", last, "Nil"))
    body = "\n".join(rows)
    return f"""<table  class="mgItemTable"  summary="Table of agenda items" ><tbody>
<tr><th>No.</th><th>Item<!--Item title--></th></tr>
{body}
</tbody></table>"""


# --- page ---------------------------------------------------------------------


def _actions(meeting: Meeting, size_of: SizeOf) -> str:
    """The list of links to the meeting's own papers."""
    when = f"{meeting.board.name}, {long_date(meeting.day)} {clock(meeting.start)}"
    attendance = coded(f"Link to attendance details for the meeting of {when}", spaces=True)
    lines = [
        f'<li><a  href="mgMeetingAttendance.aspx?ID={meeting.ident}"  title="{attendance}">'
        "Attendance details</a></li>"
    ]
    kinds = ["frontsheet", *(["pack"] if meeting.has_pack else [])]
    if meeting.minuted:
        kinds.append("draft" if meeting.status == "draft" else "minutes")
    for kind in kinds:
        label = "Agenda reports pack" if kind == "pack" else MEETING_FILES[kind][0]
        tip = coded(f"Link to {label.lower()} pdf file", spaces=True)
        note = _size(size_of(f"g{meeting.ident} {kind}"))
        href = meeting_file_url(meeting, kind)
        lines.append(f'<li><a  href="{href}"  title="{tip}">{label}\n {note}</a></li>')
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


def _furniture(council: Council) -> tuple[str, str]:
    """The council's own header and footer, outside the content block."""
    name = html.escape(council.name)
    head = f"""<div id="kbc-header"><p class="kbc-logo"><a href="/">{name}</a></p>
<form action="/search" method="get"><input type="text" name="q" value="Search this site" /></form>
<ul class="kbc-menu"><li><a href="/bins">Bins &amp; recycling</a></li>
<li><a href="/council-tax">Council Tax</a></li>
<li><a href="/planning">Planning</a></li><li><a href="/report-it">Report it</a></li></ul></div>
<div id="kbc-breadcrumb"><a href="/">Home</a> &gt;
<a href="/democracy">Councillors and meetings</a></div>
<ul class="kbc-sidenav">
<li><a href='mgListCommittees.aspx?bcr=1'>Committees</a></li>
<li><a href='mgCalendarMonthView.aspx?GL=1&bcr=1'>Calendar of meetings</a></li>
<li><a href='mgMemberIndex.aspx?bcr=1'>Your councillors</a></li>
<li><a href='ieDocSearch.aspx?bcr=1'>Search documents</a></li>
</ul>"""
    foot = f"""<div id="kbc-footer"><p>{name}, {html.escape(council.section.need("address"))}</p>
<ul><li><a href="/accessibility">Accessibility statement</a></li>
<li><a href="/privacy">Privacy</a></li></ul>
<p>Minutes, agendas &amp; reports are published by Democratic Services.</p></div>"""
    return head, foot


def agenda_page(council: Council, meeting: Meeting, size_of: SizeOf) -> str:
    """The whole page of one meeting."""
    board = coded(meeting.board.name)
    when = f"{long_date(meeting.day)} {clock(meeting.start)}"
    head, foot = _furniture(council)
    iso = coded(f"{meeting.day:%d/%m/%Y}")
    return f"""<!DOCTYPE html>
<!-- Modern.gov Reverse CMS -->
<html lang="en">
<head>
<meta charset="utf-8" />
<title>Agenda for {board} on {when} - {html.escape(council.name)}</title>
<meta name="DC.title" content="Agenda for {board} on {iso}" />
<link rel="stylesheet" type="text/css" href="SiteSpecific/ssMgStyles.css" />
<link rel="stylesheet" type="text/css" href="SiteSpecific/ssWordStyles.css" />
</head>
<body>
{head}
<div id="modgov">
<div class="mgHeader"><h1  class="mgMainTitleTxt" >{HEADINGS[meeting.status]}</h1></div>
<div class="mgSubTitle" ><h2 class="mgSubTitleTxt">{board} - {when}</h2></div>
{_actions(meeting, size_of)}
<div class="mgContent" >
{_venue(meeting)}
{_contact(council, meeting)}
<h2  class="mgSectionTitle" >Items</h2>
{_table(meeting, size_of)}
</div>
<div class="mgFooter" ></div>
</div>
{foot}
</body>
</html>
"""
