"""Printed minutes: heading, attendance, numbered minutes, the time at which the meeting closed.

A record of decisions is laid out like them, with the items of the agenda on which something was decided.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import time as Time

from indexer.dates import read_date, read_span, read_time
from indexer.model import Attendee, Excerpt, ItemReading, MeetingReading, Paragraph
from indexer.reading.attendance import read_apologies, read_attendance
from indexer.reading.decisions import opens_resolution
from indexer.reading.items import RawItem, mark_private, read_item
from indexer.reading.meeting_place import venue_of
from indexer.reading.numbered_items import CLOSING, ENDED, MINUTES_TABLE, numbered_items
from indexer.reading.reports import BLANK_PAGE, merged_title

_HELD = r"\bheld\s+(?P<when>(?:at|on|in|via|remotely|virtually)\b.{4,160})"
_WHAT = (
    r"(?:(?:(?P<draft>draft)\s+)?minutes|(?P<sheet>(?:record\s+of\s+(?:the\s+)?)?decisions"
    r"(?:\s+(?:taken|made))?))"
)
_PROCEEDINGS = r"(?:(?:the\s+)?proceedings\s+(?:of|at)\s+)?"
_OF = re.compile(
    rf"{_WHAT}\s+(?:of|at|by)\s+{_PROCEEDINGS}(?:(?:the|an?)\s+)?"
    r"(?:(?:(?!of\b)\w+\s+){0,2}meeting\s+of\s+)?(?:the\s+)?"
    rf"(?P<board>(?!(?:an?|the)\s)(?!(?:\w+\s+){{0,2}}meeting\s+held)(?!hearing,?\s+held)[A-Z].{{2,150}}?)[,\s]*{_HELD}",
    re.IGNORECASE | re.DOTALL,
)
_OF_NONE = re.compile(
    rf"{_WHAT}\s+(?:of|at)\s+{_PROCEEDINGS}(?:(?:the|an?)\s+)?(?P<whose>(?:\w+\s+){{0,2}})"
    rf"(?:meeting|hearing),?\s+{_HELD}",
    re.IGNORECASE | re.DOTALL,
)
_AT_A_MEETING = re.compile(
    r"^at\s+(?:an?|the)\s+(?:\w+\s+){0,2}?meeting\s+of\s+(?:the\s+)?(?P<board>[A-Z].{2,120}?)[,\s]+"
    r"(?:held\s+)?(?P<when>(?:at|on|in|via|remotely|virtually)\b.{4,160})$",
    re.IGNORECASE | re.DOTALL,
)
_TELLS = re.compile(r"\b(?:it was|was|were|had|resolved|agreed|considered|asked)\b", re.IGNORECASE)
_THERE = re.compile(
    r"(?:(?:the |lord |deputy )*(?:mayor|chair\w*)|present|members|councillors?|cllrs?)\b", re.I
)
_SITTING = re.compile(
    r"^(?:(?:annual|special|extraordinary|ordinary|adjourned|additional|virtual|remote)\s+)+", re.I
)
_STARTS = re.compile(
    r"^(?:(?:draft\s+)?minutes|(?:record\s+of\s+(?:the\s+)?)?decisions(?:\s+(?:taken|made))?)\s+"
    rf"(?:of|at|by)\s+{_PROCEEDINGS}(?:(?:the|an?)\s+)?(?:\w+\s+){{0,2}}(?:meeting\b|[A-Z])",
    re.I,
)
_ALONE = re.compile(r"^(?:draft\s+)?minutes$", re.IGNORECASE)
_DAY = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)?[\s,]{1,3}(?:of\s)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|[o0]ct|nov|dec)"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w{0,6}\s\d{1,2}\b|\d[/.-]\d{1,2}[/.-]\d{4}|\d{4}-\d\d-\d\d",
    re.IGNORECASE,
)
"""A day, with or without its year: a heading may leave the year out, and then the date is not known."""
_TWICE = re.compile(r"\b(\w{4,30})(?:\s+\1\b){1,3}")
_NAME_OF_BODY = re.compile(
    r"\b(?:council|committee|board|cabinet|panel|executive|forum|authority|group|commission)\b",
    re.I,
)
_SOON = 100
"""Paragraphs within which a record of decisions has come to one."""
_AT_ITS_MEETING = re.compile(
    r"(?: at (?:its|their|the|an?)(?: \w+){0,3})? (?:meeting|hearing|proceedings)$", re.IGNORECASE
)
_CLOSED = re.compile(
    rf"\b{ENDED}(?:\s+the\s+meeting)?\s+(?:at[:\s]+)?(?P<time>(?:\d|noon|midnight).{{1,40}})",
    re.I | re.S,
)
_HEARING_CLOSED = re.compile(rf"^(?:the\s+)?hearing\s+{ENDED}\s+at\s+\d", re.IGNORECASE)
"""The end of a hearing: others may follow, so that it is the end of no minutes."""
_OPENED = re.compile(
    r"\b(?:started|commenced|began|opened)\s+(?:at\s+)?(?P<time>\d.{1,14})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Heading:
    """The heading of a set of minutes: whose, when, and what it says that they are."""

    board: str | None
    when: str
    draft: bool
    sheet: bool
    """Whether it heads a record of decisions, whose numbers are the agenda's."""


_SAYS = re.compile(
    r"\b(?:was|were|is|are|has|had|have|been|will|welcomed|chaired|opened|reported|thanked|agreed|noted"
    r"|resolved)\b",
    re.IGNORECASE,
)
_NAMES_FOLLOW = re.compile(r"\b(?:present|attendance|apologies)\b", re.IGNORECASE)


def minutes_starts(paragraphs: Sequence[Paragraph]) -> list[int]:
    """Places at which a set of printed minutes, or a record of decisions, begins."""
    return [place for place in range(len(paragraphs)) if _opens(paragraphs, place)]


def _opens(paragraphs: Sequence[Paragraph], place: int) -> bool:
    """True for the heading of minutes, and of decisions if any follow: a report may name them too."""
    heading = _heading(paragraphs, place)
    return heading is not None and (
        not heading.sheet
        or any(opens_resolution(p.text) for p in paragraphs[place : place + _SOON])
    )


def _heading(paragraphs: Sequence[Paragraph], place: int) -> _Heading | None:
    """The heading that begins at a place; it may run over up to four short lines.

    Where it names no body ("Minutes of a Meeting held on …") the line above does.
    """
    if len(paragraphs[place].text) > 300:
        return None
    whole = [one.text for one in paragraphs[place : place + 4]]
    if _ALONE.match(whole[0]) and len(whole) > 1 and len(whole[1]) <= 300:
        whole[:2] = [f"{whole[0]} {whole[1]}"]  # "MINUTES" over "of the meeting of …"
    first = _once(whole[0])
    if not _STARTS.match(first):
        return _at_a_meeting(paragraphs, place)
    text = " ".join((first, *whole[1:]))[:500]
    found = _OF.match(text)
    if found and _DAY.search(found["when"]):
        board = _AT_ITS_MEETING.sub("", " ".join(found["board"].split()).strip(" ,-–"))
        return _Heading(board, found["when"], bool(found["draft"]), bool(found["sheet"]))
    found = _OF_NONE.match(text)
    if found and _DAY.search(found["when"]):
        own = _SITTING.sub("", found["whose"].strip())
        body = own if _NAME_OF_BODY.search(own) else _body_above(paragraphs, place)
        return _Heading(body, found["when"], bool(found["draft"]), bool(found["sheet"]))
    return None


def _at_a_meeting(paragraphs: Sequence[Paragraph], place: int) -> _Heading | None:
    """A heading such as "At a Meeting of the Cabinet held on …", with those who were there under it.

    A sentence that tells what was done at a meeting is none.
    """
    found = _AT_A_MEETING.match(_once(paragraphs[place].text))
    below = paragraphs[place + 1 : place + 4]
    if not found or not _DAY.search(found["when"]) or _TELLS.search(found["when"]):
        return None
    there = any(_THERE.match(line.text) for line in below)
    return _Heading(found["board"].strip(" ,"), found["when"], False, False) if there else None


def _once(text: str) -> str:
    """A heading without the words that a layer under it prints again: "Minutes Minutes of a Meeting"."""
    return _TWICE.sub(r"\1", text)


def _body_above(paragraphs: Sequence[Paragraph], place: int) -> str | None:
    """The name of a body in one of the three lines above, without what stands beside it."""
    for paragraph in reversed(paragraphs[max(0, place - 3) : place]):
        name = _once(paragraph.text.split("\t")[0].strip())
        if len(name) <= 120 and _NAME_OF_BODY.search(name):
            return name
    return None


def read_minutes(paragraphs: Sequence[Paragraph], start: int = 0) -> MeetingReading:
    """One set of printed minutes, whose heading begins at `start`."""
    heading = _heading(paragraphs, start)
    assert heading is not None
    lines = paragraphs[start:]
    day, time = read_date(heading.when), read_time(heading.when)
    span = read_span(lines[0].text) or read_span(heading.when)
    first, raw = numbered_items(lines, gaps=heading.sheet)
    if heading.sheet:
        raw = [as_decided(item) for item in raw] or [RawItem("Decisions", decision=list(lines[1:]))]
    mark_private(raw)
    items = tuple(read_item(item, board=heading.board) for item in raw)
    return MeetingReading(
        kind="decisions" if heading.sheet else "draft-minutes" if heading.draft else "minutes",
        board=heading.board,
        date=day,
        start=span[0] if span else time or opening_time(lines),
        end=closing_time(lines) or (span[1] if span else None),
        venue=venue_of(heading.when, lines),
        status="held",
        draft=heading.draft,
        items=_with_the_rest(items, lines, first),
        attendance=attendance_of(lines[1:first], items),
    )


def attendance_of(head: Sequence[Paragraph], items: Sequence[ItemReading]) -> tuple[Attendee, ...]:
    """Everybody in the list above the items, and who sent apologies by the item of that name."""
    there = read_attendance([line for line in head if not MINUTES_TABLE.match(line.text)])
    said = (item.minutes for item in items if item.title.lower().startswith("apolog"))
    known = {one.name for one in there if one.role == "apologies"}
    sent = (
        one for minutes in said for one in read_apologies(minutes, there) if one.name not in known
    )
    return tuple(dict.fromkeys((*there, *sent)))


def closing_time(lines: Sequence[Paragraph]) -> Time | None:
    """The time of "The meeting closed at 12.10 pm", if that is printed."""
    closings = (
        _CLOSED.search(p.text)
        for shape in (CLOSING, _HEARING_CLOSED)
        for p in reversed(lines)
        if shape.match(p.text)
    )
    closing = next(closings, None)
    return read_time(closing["time"]) if closing else None


def opening_time(lines: Sequence[Paragraph]) -> Time | None:
    """The time of "The meeting commenced at 10.00 am and closed at …", if that is printed."""
    closing = next((p.text for p in reversed(lines) if CLOSING.match(p.text)), "")
    found = _OPENED.search(closing)
    return read_time(found["time"]) if found else None


def as_decided(item: RawItem) -> RawItem:
    """An item of a record of decisions: its number is the agenda's, and its words are no minutes."""
    return replace(item, numbered_as="agenda", decision=item.minutes, minutes=[])


def _with_the_rest(
    items: tuple[ItemReading, ...], lines: Sequence[Paragraph], first: int
) -> tuple[ItemReading, ...]:
    """The items, and what stands in no item, so that no words are lost.

    What is told before the first item goes with that, what follows the closing of the meeting (an
    appendix) with the last; minutes without any numbered item are one.
    """
    if not items:
        rest = tuple(line for line in lines[1:] if not BLANK_PAGE.match(line.text))
        words = tuple(line.text for line in rest)
        return (ItemReading("Minutes", minutes=words, excerpts=(Excerpt("minutes", rest),)),)
    told = _told_before(lines[1:first])
    if told:
        opening = replace(items[0], excerpts=(Excerpt("minutes", told), *items[0].excerpts))
        items = (opening, *items[1:])
    end = next((n for n in range(first, len(lines)) if CLOSING.match(lines[n].text)), len(lines))
    tail = tuple(line for line in lines[end + 1 :] if not BLANK_PAGE.match(line.text))
    if not tail:
        return items
    further = Excerpt("report", tail, merged_title(tail))
    return (*items[:-1], replace(items[-1], excerpts=(*items[-1].excerpts, further)))


def _told_before(head: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """What stands above the first item from the first sentence on: no heading, no list of names."""
    start = next((n for n, line in enumerate(head) if _is_sentence(line.text)), None)
    if start is None:
        return ()
    while start > 0 and re.match(r"\d{1,3}[.)]?\s", head[start - 1].text):
        start -= 1  # the title of what is told
    return tuple(line for line in head[start:] if not BLANK_PAGE.match(line.text))


def _is_sentence(text: str) -> bool:
    """True for what is told, as against headings and lists of names."""
    long = text.endswith((".", ":", ";")) and len(text.split()) > 7
    return long and bool(_SAYS.search(text)) and not _NAMES_FOLLOW.search(text[-60:])
