"""What is new, as a page and as a feed (§2.3)."""

import re
import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime

from indexer.demo_site.answers import Answer, Ask
from indexer.demo_site.markup import (
    board_name,
    bullets,
    coded,
    link,
    meeting_href,
    meeting_words,
    page,
)
from indexer.demo_site.papers import News, Papers

_WINDOW = timedelta(days=60)
_IN_FEED = 20
_RANGE = re.compile(r"(\d\d/\d\d/\d{4})\s*-\s*(\d\d/\d\d/\d{4})")
_DAY = re.compile(r"(\d\d)/(\d\d)/(\d{4})")


def whats_new(papers: Papers, ask: Ask) -> Answer:
    """`mgWhatsNew.aspx`: two months' news, or that of `DR=`, or of `b=` days back; `CID=` a board's."""
    first, last = asked_period(ask, papers.all.today, _days_back(ask))
    board = ask.number("cid")
    rows = [
        f"{coded(f'{entry.date:%d/%m/%Y}')} - {_told(papers, entry, turn)}"
        for turn, entry in enumerate(papers.news())
        if first <= entry.date <= last and (not board or board in _boards(papers, entry))
    ]
    return page(papers, "What's new", bullets(rows))


def feed(papers: Papers, ask: Ask) -> Answer:
    """`mgRss.aspx`: RSS 2.0, the twenty newest."""
    rss = ET.Element("rss", version="2.0")
    channel = ET.SubElement(rss, "channel")
    for name, text in (
        ("title", f"{papers.all.council} - what's new"),
        ("link", f"{ask.root}mgWhatsNew.aspx"),
        ("description", "Papers published lately"),
    ):
        ET.SubElement(channel, name).text = text
    for turn, entry in enumerate(papers.news()[:_IN_FEED]):
        href, words = _target(papers, entry, turn)
        item = ET.SubElement(channel, "item")
        ET.SubElement(item, "title").text = f"{entry.what}: {words}"
        ET.SubElement(item, "link").text = ask.root + href
        ET.SubElement(item, "guid", isPermaLink="false").text = f"{href} {entry.date}"
        moment = datetime(entry.date.year, entry.date.month, entry.date.day, 9, tzinfo=UTC)
        ET.SubElement(item, "pubDate").text = format_datetime(moment)
    return Answer(
        body=ET.tostring(rss, encoding="utf-8", xml_declaration=True),
        headers={"Content-Type": "application/rss+xml; charset=utf-8"},
    )


def asked_period(ask: Ask, today: date, window: timedelta) -> tuple[date, date]:
    """The first and last day of `DR=dd/mm/yyyy-dd/mm/yyyy`; else the window up to today."""
    found = _RANGE.search(ask.text("dr"))
    if found:
        first, last = (day_of(text) for text in found.groups())
        if first and last:
            return first, last
    return today - window, today


def day_of(text: str) -> date | None:
    """A day written as dd/mm/yyyy; None for any other writing, as the real service has it."""
    found = _DAY.fullmatch(text.strip())
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def _days_back(ask: Ask) -> timedelta:
    days = ask.number("b")
    return timedelta(days=min(max(days, 0), 3660)) if days is not None else _WINDOW


def _told(papers: Papers, entry: News, turn: int) -> str:
    href, words = _target(papers, entry, turn)
    return f"{entry.what}: {link(href, coded(words))}"


def _target(papers: Papers, entry: News, turn: int) -> tuple[str, str]:
    """Where a line of news leads, and its words."""
    meeting, decision = papers.meeting(entry.meeting), papers.decision(entry.decision)
    if meeting:
        board = meeting.boards[0]
        words = f"Meeting of {meeting_words(meeting)}, {board_name(papers, board)}"
        return meeting_href(meeting, board, turn + 1), words
    if decision:
        return f"ieDecisionDetails.aspx?ID={decision.id}", decision.title
    plan = papers.plan(entry.plan)
    return f"mgListPlanItems.aspx?PlanId={entry.plan}", plan.title if plan else ""


def _boards(papers: Papers, entry: News) -> tuple[int, ...]:
    """The boards that a line of news is of; a decision's is not known."""
    meeting, plan = papers.meeting(entry.meeting), papers.plan(entry.plan)
    if meeting:
        return meeting.boards
    return (plan.board,) if plan else ()
