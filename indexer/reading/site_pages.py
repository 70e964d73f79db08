"""The pages of a ModernGov site: which is which, and those that are neither agenda nor decision.

Told apart by what stands on them, since a page may come from a folder, without its address.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date as Date
from datetime import time as Time

from bs4.element import Tag

from indexer.councils import page_key
from indexer.dates import read_date, read_time
from indexer.extract.html import decoded, parsed, text_of_html
from indexer.model import Attendee, Excerpt, ItemReading, MeetingReading
from indexer.reading.agenda_html import has_heading, read_agenda_html, take
from indexer.reading.attended import attended
from indexer.reading.facts import facts_of, key_decision_of, people_of_facts, wards_of
from indexer.reading.items import RawItem, read_item
from indexer.reading.markup import content_of, links, main_title, pieces, text_of
from indexer.reading.meetings import split_heading
from indexer.reading.plans import Plan, read_plan
from indexer.reading.programmes import read_programme
from indexer.reading.register import looks_like_decision, read_decision

_MARKS = re.compile(
    rb"id\s*=\s*[\"']?modgov\b|class\s*=\s*[\"']?mg(?:SubTitleTxt|MainTitleTxt)\b", re.I
)
_MENUS = ".mgHeader, .mgSubTitle, .mgLinks, ul.mgActionList, .mgFooter, h1"
_OF_MEETING = re.compile(
    r"^Meeting(?: of|:) (?P<board>.{2,200}?),? "
    r"(?P<when>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? .{6,60}?)(?:\s*\(Item\b.{0,20}\))?\.?$",
    re.IGNORECASE | re.DOTALL,
)
_ATTENDANCE = re.compile(r"\battendance\b", re.IGNORECASE)
_ROLE_HEAD = re.compile(r"\b(?:role|position|capacity)\b", re.IGNORECASE)
_ITEM = re.compile(r"^(?:agenda )?item(?: details?)?$", re.IGNORECASE)
_PROGRAMME = re.compile(r"\b(?:plans?|programme|issues?|forthcoming)\b", re.IGNORECASE)


def looks_like_site_page(data: bytes) -> bool:
    """True for a page in ModernGov's own markup (moderngov.md §3)."""
    return bool(_MARKS.search(data[:400_000]))


def read_site_page(data: bytes) -> tuple[str, MeetingReading]:
    """What sort of page it is, for people, and what it tells.

    `PageChanged` for an agenda without its heading.
    """
    page = parsed(decoded(data))
    content = content_of(page)
    title = main_title(page)
    if _attendance_tables(content, title):
        return "Attendance", _attendance(content, title)
    if content.select_one(".mgItemTable, #mgItemTable") or _is_agenda(content, title):
        return "Agenda page", read_agenda_html(page)
    if looks_like_decision(content, title):
        return "Decision", read_decision(page)
    if _ITEM.match(title) or _lists_supporting_documents(content):
        return "Agenda item", _item(content)
    return "Page", _other(content, title)


def _is_agenda(content: Tag, title: str) -> bool:
    called = re.match(
        r"(?:agenda|decisions|minutes)\b(?! item)|.*\bcancelled\b", title, re.IGNORECASE
    )
    return has_heading(content) and bool(called or content.select_one("a[name^=AI]"))


def _lists_supporting_documents(content: Tag) -> bool:
    labels = content.select(".mgLabel, .mgSubItemTitleTxt, .mgSubSubTitleTxt, h2, h3", limit=150)
    return any(re.match(r"supporting documents:?$", text_of(label), re.I) for label in labels)


def _item(content: Tag) -> MeetingReading:
    """One item whole (`mgAi.aspx`); its number is left to the page of its meeting, which tells which."""
    heading = text_of(content.select_one(".mgSubTitleTxt"))
    menu = content.select("ul.mgActionList a[href]")
    raw = RawItem(title="" if split_heading(heading) else heading)
    raw.links += [link for link in links(menu) if link.key]
    said = [text_of(node) for node in content.select("ul.mgActionList li")]
    site_id, facts = _meeting_linked(content), facts_of(content)
    _without_menus(content)
    zone = "agenda"
    for piece in pieces(content):
        if piece.opens is not None:
            raw.site_id = raw.site_id or piece.opens
        elif piece.text and (piece.text == raw.title or _OF_MEETING.match(piece.text)):
            said.append(piece.text)
        else:
            zone = take(raw, piece, zone)
    raw.number = None
    board, day, start = split_heading(heading) or _meeting_named(said) or (None, None, None)
    item = read_item(raw, board=board)
    if not item.private:
        item = replace(
            item,
            people=tuple(dict.fromkeys((*item.people, *people_of_facts(facts)))),
            wards=item.wards or wards_of(facts),
            key_decision=key_decision_of(facts),
        )
    return MeetingReading(
        kind="page",
        board=board,
        date=day,
        start=start,
        site_id=site_id,
        items=(item,) if raw.title else (),
    )


def _meeting_linked(content: Tag) -> str | None:
    """The site's number of the first meeting that the page links: its own."""
    keys = (page_key(str(anchor.get("href", ""))) or "" for anchor in content.select("a[href]"))
    return next((key[len("meeting-") :] for key in keys if key.startswith("meeting-")), None)


def _meeting_named(lines: Iterable[str]) -> tuple[str, Date, Time | None] | None:
    """Board, day and start of "Meeting of Cabinet, Tuesday, 12th December, 2023 2.00 pm (Item 8.)"."""
    for line in lines:
        found = _OF_MEETING.match(line)
        day = read_date(found["when"]) if found else None
        if found and day:
            return (
                found["board"].strip(" -–"),
                day,
                read_time(re.sub(r"^.*?\d{4}", "", found["when"])),
            )
    return None


def _attendance_tables(content: Tag, title: str) -> list[Tag]:
    tables = [table for table in content.select("table") if table.find_parent("table") is None]
    named = [table for table in tables if _ATTENDANCE.search(str(table.get("summary", "")))]
    by_title = tables if _ATTENDANCE.search(title) else []
    return named or by_title


def _attendance(content: Tag, title: str) -> MeetingReading:
    """Who was at a meeting (`mgMeetingAttendance.aspx`); which one, often only a link to it tells."""
    people = [one for table in _attendance_tables(content, title) for one in _listed(table)]
    found: tuple[Attendee, ...] = tuple(dict.fromkeys(people))
    headings = [text_of(node) for node in content.select(".mgSubTitleTxt, h2")]
    split = (split_heading(heading) or _meeting_named([heading]) for heading in headings)
    board, day, start = next((found for found in split if found), (None, None, None))
    return MeetingReading(
        kind="page",
        board=board,
        date=day,
        start=start,
        status="held" if any(one.role != "apologies" for one in found) else None,
        attendance=found,
    )


def _listed(table: Tag) -> Iterator[Attendee]:
    """The people of an attendance list: its columns by their heads, else name, role, attendance."""
    heads: list[str] = []
    for row in table.select("tr"):
        cells = [text_of(cell) for cell in row.find_all(["td", "th"], recursive=False)]
        if row.find("td", recursive=False) is None:
            heads = cells
        elif len(cells) > 1:
            same = len(heads) == len(cells)
            role = _column(heads, _ROLE_HEAD) if same else None
            said = _column(heads, _ATTENDANCE) if same else None
            called = cells[role if role is not None else 1] if len(cells) > 2 else ""
            one = attended(cells[0], called, cells[said if said else -1])
            if one:
                yield one


def _column(heads: list[str], name: re.Pattern[str]) -> int | None:
    return next((place for place, head in enumerate(heads) if name.search(head)), None)


def _other(content: Tag, title: str) -> MeetingReading:
    """A plan, an issue, a list: its words as one paper, and never a decision."""
    heading = text_of(content.select_one(".mgSubTitleTxt, h2")) or title or "Untitled"
    named = tuple(link for link in links(content.select("a[href]")) if link.key)
    ahead = bool(_PROGRAMME.search(f"{title} {heading}"))
    _without_menus(content)
    plan = read_plan(content, heading) if ahead else Plan((), ())
    words = text_of_html(str(content)).paragraphs
    excerpt = Excerpt("programme" if ahead else "report", words)
    item = ItemReading(
        heading,
        key_decision=plan.key_decision,
        wards=plan.wards,
        people=plan.people,
        programme=plan.rows or (read_programme(words) if ahead else ()),
        excerpts=(excerpt,) if words else (),
        links=named,
    )
    return MeetingReading(kind="page", items=(item,))


def _without_menus(content: Tag) -> None:
    for node in content.select(_MENUS):
        node.extract()
