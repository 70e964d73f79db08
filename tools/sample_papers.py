"""The sample's papers: reports, printed minutes, records of decisions."""

from __future__ import annotations

from reportlab.lib import colors
from reportlab.lib.units import mm
from reportlab.platypus import HRFlowable, KeepTogether, Spacer, Table
from sample_model import Council, Meeting, Person, Report
from sample_pdf import Story, columns, flow, para
from sample_text import Block, clock, minutes_date, resolution_blocks

# --- reports --------------------------------------------------------------------


def _contact_lines(council: Council, authors: list[Person]) -> list[str]:
    """E-mail and telephone of each author."""
    return [f"{council.email(person)} Tel: {person.phone}" for person in authors if person.phone]


def _briefing_head(council: Council, report: Report) -> Story:
    """Council, form, addressee, date and subject of a briefing note."""
    head = report.section
    rows = [("To:", head.need("to")), ("Date:", head.need("date"))]
    story: Story = [para(council.name, "name"), para("Briefing note", "form")]
    story.append(columns([*rows, ("Subject:", head.get("subject", report.title))], 26 * mm))
    story.append(HRFlowable(width="100%", color=colors.black, spaceAfter=8))
    return story


def _briefing_foot(council: Council, report: Report) -> Story:
    """Authors and contact details of a briefing note."""
    if not report.authors:
        return []
    names = [f"{person.name}, {person.post}" for person in report.authors]
    story: Story = [para(("Authors: " if len(names) > 1 else "Author: ") + names[0], "tight")]
    story += [para(name, "tight") for name in names[1:]]
    story.append(Spacer(1, 6))
    lines = _contact_lines(council, report.authors)
    story += [
        para(("Contact details: " if i == 0 else "") + x, "tight") for i, x in enumerate(lines)
    ]
    return [KeepTogether(story)]


def _report_head(council: Council, report: Report) -> Story:
    """The opening of a long report: who receives it, who answers for it."""
    head = report.section
    bodies = [tuple(part.strip() for part in line.split("|")) for line in head.many("to")]
    story: Story = [para("Report", "form"), para(council.name, "name")]
    story.append(columns([(body, day) for body, day in bodies], 110 * mm))
    for label, key in (
        ("Name of Cabinet Member:", "cabinet member"),
        ("Director approving submission of the report:", "director"),
        ("Ward(s) affected:", "wards"),
        ("Title:", "title"),
        ("Is this a key decision?", "key decision"),
    ):
        if not (lines := head.many(key)):
            continue
        story += [para(label, "bold"), *[para(line, "tight") for line in lines], Spacer(1, 8)]
    story.append(HRFlowable(width="100%", color=colors.black, spaceAfter=8))
    return story


def _report_foot(council: Council, report: Report) -> Story:
    """The authors of a long report."""
    story: Story = [para("Report author(s):", "bold")]
    for person in report.authors:
        story += [
            para("Name and job title:", "tightbold"),
            para(f"{person.name}, {person.post}"),
            para("Service:", "tightbold"),
            para(person.service),
            para("Tel and email contact:", "tightbold"),
            para(f"Tel: {person.phone} Email: {council.email(person)}"),
        ]
    story.append(para("Enquiries should be directed to the above person."))
    return story


def report_story(council: Council, report: Report) -> Story:
    """A whole report."""
    if report.form == "briefing":
        head, foot = _briefing_head(council, report), _briefing_foot(council, report)
    elif report.form == "report":
        head, foot = _report_head(council, report), _report_foot(council, report)
    else:
        title = report.section.get("subject", report.title)
        head = [para(council.name, "name"), para(title, "centre"), Spacer(1, 8)]
        foot = _briefing_foot(council, report)
    return [*head, *flow(report.body), *foot, Spacer(1, 8), *flow(report.after_authors)]


# --- minutes --------------------------------------------------------------------


def _joined(names: list[str]) -> str:
    """Names in a row, the last after 'and'; 'Councillor' said once for several."""
    if len(names) > 1 and all(name.startswith("Councillor ") for name in names):
        bare = [name.removeprefix("Councillor ") for name in names]
        return f"Councillors {', '.join(bare[:-1])} and {bare[-1]}"
    return ", ".join(names)


def _attendance(meeting: Meeting) -> Table:
    """Who was there, in two columns."""
    rows: list[tuple[str, str]] = [("Present:", "")]
    for group, lines in meeting.groups:
        if group == "Apologies":
            rows += [("", ""), (f"{group}:", _joined(lines))]
        elif group.endswith("(by Service Area)"):
            rows += [("", ""), (f"{group}:", "")]
            areas = [line.partition(":") for line in lines]
            rows += [(area, names.strip()) for area, _, names in areas]
        else:
            rows.append(("", ""))
            rows += [(f"{group}:" if i == 0 else "", line) for i, line in enumerate(lines)]
    return columns(rows, 62 * mm)


def _heading(council: Council, meeting: Meeting, words: str) -> Story:
    """The council, what the paper is, and when the meeting was held."""
    return [
        para(council.name, "centre"),
        para(f"{words} of {meeting.title}", "centre"),
        para(f"held at {clock(meeting.start)} on {minutes_date(meeting.day)}", "centre"),
        Spacer(1, 10),
    ]


def _numbered(number: str, title: str, blocks: list[Block]) -> Story:
    """An item's number, title and text."""
    title_line = para(f"**{title}**", "numbered", number)
    title_line.keepWithNext = 1
    return [title_line, *flow(blocks, justified=True)]


def minutes_story(council: Council, meeting: Meeting, draft: bool = False) -> Story:
    """The printed minutes of a meeting; `draft`: as they stood before they were agreed."""
    story = _heading(council, meeting, "Minutes of the Meeting")
    if draft:
        story.append(para("Draft minutes, to be agreed at the next meeting", "centre"))
    story.append(_attendance(meeting))
    section = ""
    for item in meeting.items:
        if not item.minute_number:
            continue
        if (item.section or "Public Business") != section:
            section = item.section or "Public Business"
            story.append(para(section, "bold"))
        story += _numbered(f"{item.minute_number}.", item.title, item.minutes)
    if meeting.end:
        story += [Spacer(1, 8), para(f"(Meeting closed at {clock(meeting.end)})")]
    return story


def decisions_story(council: Council, meeting: Meeting) -> Story:
    """The record of a meeting's decisions, by the numbers of its agenda."""
    story = _heading(council, meeting, "Decisions of the Meeting")
    for item in meeting.items:
        if blocks := resolution_blocks(item.resolved):
            story += _numbered(item.printed_number, item.title, blocks)
    return story
