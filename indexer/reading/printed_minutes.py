"""Printed minutes: heading, attendance, numbered minutes, the time at which the meeting closed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import time as Time

from indexer.dates import read_date, read_time
from indexer.model import Approval, ItemReading, MeetingReading, Paragraph
from indexer.reading.attendance import read_attendance
from indexer.reading.items import REPORT_OF, SECTION, RawItem, read_item
from indexer.reading.words import unfinished

_HELD = r"\bheld\s+(?P<when>(?:at|on|in|via|remotely|virtually)\b.{4,160})"
_OF = re.compile(
    r"(?:(?P<draft>draft)\s+)?minutes\s+of\s+(?:(?:the|a)\s+)?"
    r"(?:(?:(?!of\b)\w+\s+){0,2}meeting\s+of\s+)?(?:the\s+)?"
    rf"(?P<board>(?!(?:\w+\s+){{0,2}}meeting\s+held)[A-Z].{{2,150}}?)[,\s]*{_HELD}",
    re.IGNORECASE | re.DOTALL,
)
_OF_NONE = re.compile(
    rf"(?:(?P<draft>draft)\s+)?minutes\s+of\s+(?:(?:the|a)\s+)?(?:\w+\s+){{0,2}}meeting,?\s+{_HELD}",
    re.IGNORECASE | re.DOTALL,
)
_STARTS = re.compile(
    r"^(?:draft\s+)?minutes\s+of\s+(?:(?:the|a)\s+)?(?:\w+\s+){0,2}(?:meeting\b|[A-Z])", re.I
)
_NAME_OF_BODY = re.compile(
    r"\b(?:council|committee|board|cabinet|panel|executive|forum|authority|group|commission)\b",
    re.I,
)
_CLOSED = re.compile(
    r"\b(?:meeting\s+)?(?:closed|ended|finished|concluded|rose)\s+at[:\s]+(?P<time>[^.)]*(?:\.\d\d)?[^.)]*)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^\(?\s*(?:the\s+)?meeting\s+(?:closed|ended|finished|concluded|rose)\b", re.IGNORECASE
)
_ITEM = re.compile(
    r"^(?P<number>\d{1,4}(?:/\d{2,4})?)(?P<letter>[a-z])?(?:[.)]\s*|\t+|\s{1,3})(?P<title>[A-Z“‘'\"(].{1,220})$",
    re.DOTALL,
)
_APPROVED = re.compile(
    r"\bminutes\b.{0,80}?\b(?:meetings?|held)\b.{0,40}?\bon\b(?P<dates>.{5,160}?)\b(?:were|be|was)\b.{0,40}?"
    r"\b(?:agreed|approved|confirmed|signed)\b",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class _Heading:
    """The heading of a set of minutes: whose, when, and whether it says that they are a draft."""

    board: str | None
    when: str
    draft: bool


def minutes_starts(paragraphs: Sequence[Paragraph]) -> list[int]:
    """Places at which a set of printed minutes begins."""
    return [place for place in range(len(paragraphs)) if _heading(paragraphs, place) is not None]


def _heading(paragraphs: Sequence[Paragraph], place: int) -> _Heading | None:
    """The heading that begins at a place; it may run over up to four short lines.

    Where it names no body ("Minutes of a Meeting held on …") the line above does.
    """
    if not _STARTS.match(paragraphs[place].text) or len(paragraphs[place].text) > 300:
        return None
    text = " ".join(paragraph.text for paragraph in paragraphs[place : place + 4])[:500]
    found = _OF.match(text)
    if found and read_date(found["when"]):
        board = " ".join(found["board"].split()).strip(" ,-–")
        return _Heading(board, found["when"], bool(found["draft"]))
    found = _OF_NONE.match(text)
    if found and read_date(found["when"]):
        return _Heading(_body_above(paragraphs, place), found["when"], bool(found["draft"]))
    return None


def _body_above(paragraphs: Sequence[Paragraph], place: int) -> str | None:
    """The name of a body in one of the three lines above, without what stands beside it."""
    for paragraph in reversed(paragraphs[max(0, place - 3) : place]):
        name = paragraph.text.split("\t")[0].strip()
        if len(name) <= 120 and _NAME_OF_BODY.search(name):
            return name
    return None


def read_minutes(paragraphs: Sequence[Paragraph], start: int = 0) -> MeetingReading:
    """One set of printed minutes, whose heading begins at `start`."""
    heading = _heading(paragraphs, start)
    assert heading is not None
    lines = paragraphs[start:]
    day, time = _when(heading.when)
    first, raw = _items(lines)
    closings = (_CLOSED.search(p.text) for p in reversed(lines) if _CLOSING.match(p.text))
    closing = next(closings, None)
    return MeetingReading(
        kind="draft-minutes" if heading.draft else "minutes",
        board=heading.board,
        date=day,
        start=time,
        end=read_time(closing["time"]) if closing else None,
        status="held",
        draft=heading.draft,
        items=tuple(read_item(item, board=heading.board) for item in raw),
        attendance=read_attendance(lines[1:first]),
    )


def _when(words: str) -> tuple[Date | None, Time | None]:
    day = read_date(words)
    return day, read_time(words)


def _items(paragraphs: Sequence[Paragraph]) -> tuple[int, list[RawItem]]:
    """The place of the first numbered minute, and all of them; numbers run on from the first."""
    items: list[RawItem] = []
    section: str | None = None
    first = len(paragraphs)
    for place, paragraph in enumerate(paragraphs):
        text = paragraph.text
        if _CLOSING.match(text) and items:
            break
        if SECTION.match(text):
            section = text
        elif _is_next(items, paragraph, paragraphs[place + 1 : place + 2]):
            first = min(first, place)
            items.append(_raw_item(text, section))
        elif items:
            _add(items[-1], paragraph)
    return first, items


def _is_next(
    items: Sequence[RawItem], paragraph: Paragraph, following: Sequence[Paragraph]
) -> bool:
    """True for the heading of a minute: its number is one more than the last one's.

    A numbered part of a resolution may carry that number too: a heading is short, without a final
    stop, and words stand under it.
    """
    found = _ITEM.match(paragraph.text)
    if (
        not found
        or not unfinished(found["title"].rstrip(")”\"'"))
        or len(found["title"].split()) > 32
    ):
        return False
    if not items:
        return bool(following) and not read_date(found["title"])
    before = re.match(r"(\d+)(?:/\d+)?([a-z]?)$", items[-1].number or "")
    if not before:
        return False
    number, letter = int(found["number"].partition("/")[0]), found["letter"]
    if letter:
        return number in {int(before[1]), int(before[1]) + 1}
    return number == int(before[1]) + 1 and _has_slash(items[-1]) == ("/" in found["number"])


def _has_slash(item: RawItem) -> bool:
    return "/" in (item.number or "")


def _raw_item(text: str, section: str | None) -> RawItem:
    found = _ITEM.match(text)
    assert found is not None
    number = found["number"] + (found["letter"] or "")
    title = " ".join(found["title"].split())
    return RawItem(title=title, number=number, numbered_as="minute", section=section)


def _add(item: RawItem, paragraph: Paragraph) -> None:
    """A report-of line straight under the heading describes the item; all else is its minutes."""
    under_title = not item.minutes and not item.agenda
    (item.agenda if under_title and REPORT_OF.match(paragraph.text) else item.minutes).append(
        paragraph
    )


def read_approvals(items: Sequence[ItemReading]) -> tuple[Approval, ...]:
    """What the "Minutes" items say of earlier meetings' minutes: "… held on 28 January were agreed"."""
    found: list[Approval] = []
    for item in items:
        for text in item.minutes if "minutes" in item.title.lower() else ():
            for match in _APPROVED.finditer(text):
                found += [Approval(day, text) for day in _days(match["dates"])]
    return tuple(found)


def _days(words: str) -> list[Date]:
    """The dates of "28 January 2021" or of "3rd and 17th December, 2020"."""
    last = read_date(words)
    if last is None:
        return []
    earlier = re.match(r"\s*(?:\w+day,?\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+and\s+", words)
    if not earlier:
        return [day for day in (read_date(part) for part in re.split(r"\band\b|;", words)) if day]
    return [last.replace(day=int(earlier[1])), last]
