"""Printed minutes: heading, attendance, numbered minutes, the time at which the meeting closed.

A record of decisions is laid out like them, with the items of the agenda on which something was decided.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from datetime import time as Time

from indexer.dates import find_dates, read_date, read_time
from indexer.model import Excerpt, ItemReading, MeetingReading, Paragraph
from indexer.reading.attendance import read_attendance
from indexer.reading.decisions import opens_resolution
from indexer.reading.items import SECTION, RawItem, is_report_of, read_item
from indexer.reading.reports import BLANK_PAGE, merged_title
from indexer.reading.words import joined, unfinished

_HELD = r"\bheld\s+(?P<when>(?:at|on|in|via|remotely|virtually)\b.{4,160})"
_WHAT = (
    r"(?:(?:(?P<draft>draft)\s+)?minutes|(?P<sheet>(?:record\s+of\s+(?:the\s+)?)?decisions"
    r"(?:\s+(?:taken|made))?))"
)
_OF = re.compile(
    rf"{_WHAT}\s+(?:of|at|by)\s+(?:(?:the|a)\s+)?"
    r"(?:(?:(?!of\b)\w+\s+){0,2}meeting\s+of\s+)?(?:the\s+)?"
    rf"(?P<board>(?!(?:\w+\s+){{0,2}}meeting\s+held)[A-Z].{{2,150}}?)[,\s]*{_HELD}",
    re.IGNORECASE | re.DOTALL,
)
_OF_NONE = re.compile(
    rf"{_WHAT}\s+(?:of|at)\s+(?:(?:the|a)\s+)?(?:\w+\s+){{0,2}}meeting,?\s+{_HELD}",
    re.IGNORECASE | re.DOTALL,
)
_STARTS = re.compile(
    r"^(?:(?:draft\s+)?minutes|(?:record\s+of\s+(?:the\s+)?)?decisions(?:\s+(?:taken|made))?)\s+"
    r"(?:of|at|by)\s+(?:(?:the|a)\s+)?(?:\w+\s+){0,2}(?:meeting\b|[A-Z])",
    re.I,
)
_NAME_OF_BODY = re.compile(
    r"\b(?:council|committee|board|cabinet|panel|executive|forum|authority|group|commission)\b",
    re.I,
)
_SOON = 100
"""Paragraphs within which a record of decisions has come to one."""
_AT_ITS_MEETING = re.compile(r"(?: at (?:its|their|the|an?)(?: \w+){0,3})? meeting$", re.IGNORECASE)
_CLOSED = re.compile(
    r"\b(?:closed|ended|finished|concluded|rose)\s+at[:\s]+(?P<time>.{3,40})", re.I | re.S
)
_CLOSING = re.compile(
    r"^\(?\s*(?:the\s+)?meeting\s+(?:closed|ended|finished|concluded|rose)\b", re.IGNORECASE
)
_ITEM = re.compile(
    r"^(?P<number>\d{1,4}(?:/\d{2,4})?)(?P<letter>[a-z])?(?:(?P<mark>[.)])\s*|\t+|\s{1,3})(?P<title>(?:[A-Z“‘'\"(]|[a-z][A-Z]|\d{2,4}/\d{2,6}\b(?!/)).{1,220})$",
    re.DOTALL,
)
_PLACE = re.compile(r"\b(?:in|at)\s+(?:the\s+)?(?P<place>[A-Z][^.;]{3,80})")
_NUMBER_ALONE = re.compile(r"^\d{1,4}(?:/\d{2,4})?[a-z]?\.?$")


@dataclass(frozen=True, slots=True)
class _Heading:
    """The heading of a set of minutes: whose, when, and what it says that they are."""

    board: str | None
    when: str
    draft: bool
    sheet: bool
    """Whether it heads a record of decisions, whose numbers are the agenda's."""


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
    if not _STARTS.match(paragraphs[place].text) or len(paragraphs[place].text) > 300:
        return None
    text = " ".join(paragraph.text for paragraph in paragraphs[place : place + 4])[:500]
    found = _OF.match(text)
    if found and read_date(found["when"]):
        board = _AT_ITS_MEETING.sub("", " ".join(found["board"].split()).strip(" ,-–"))
        return _Heading(board, found["when"], bool(found["draft"]), bool(found["sheet"]))
    found = _OF_NONE.match(text)
    if found and read_date(found["when"]):
        above = _body_above(paragraphs, place)
        return _Heading(above, found["when"], bool(found["draft"]), bool(found["sheet"]))
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
    first, raw = _items(lines, gaps=heading.sheet)
    if heading.sheet:
        raw = [_decided(item) for item in raw] or [RawItem("Decisions", decision=list(lines[1:]))]
    items = tuple(read_item(item, board=heading.board) for item in raw)
    closings = (_CLOSED.search(p.text) for p in reversed(lines) if _CLOSING.match(p.text))
    closing = next(closings, None)
    return MeetingReading(
        kind="decisions" if heading.sheet else "draft-minutes" if heading.draft else "minutes",
        board=heading.board,
        date=day,
        start=time,
        end=read_time(closing["time"]) if closing else None,
        venue=_venue(lines),
        status="held",
        draft=heading.draft,
        items=_with_the_rest(items, lines, first),
        attendance=read_attendance(lines[1:first]),
    )


def _decided(item: RawItem) -> RawItem:
    """An item of a record of decisions: its number is the agenda's, and its words are no minutes."""
    return replace(item, numbered_as="agenda", decision=item.minutes, minutes=[])


def _with_the_rest(
    items: tuple[ItemReading, ...], lines: Sequence[Paragraph], first: int
) -> tuple[ItemReading, ...]:
    """The items, and what stands in no item, so that no words are lost.

    What follows the closing of the meeting (an appendix) goes with the last item; minutes without
    any numbered item are one.
    """
    if not items:
        rest = tuple(line for line in lines[1:] if not BLANK_PAGE.match(line.text))
        words = tuple(line.text for line in rest)
        return (ItemReading("Minutes", minutes=words, excerpts=(Excerpt("minutes", rest),)),)
    end = next((n for n in range(first, len(lines)) if _CLOSING.match(lines[n].text)), len(lines))
    tail = tuple(line for line in lines[end + 1 :] if not BLANK_PAGE.match(line.text))
    if not tail:
        return items
    further = Excerpt("report", tail, merged_title(tail))
    return (*items[:-1], replace(items[-1], excerpts=(*items[-1].excerpts, further)))


def _venue(lines: Sequence[Paragraph]) -> str | None:
    """The place that the heading names: "… held on 3 March 2020 in Committee Room 2"."""
    for paragraph in lines[:4]:
        for _, _, end in find_dates(paragraph.text):
            found = _PLACE.search(paragraph.text[end:])
            if found:
                return found["place"].strip(" .,")
    return None


def _when(words: str) -> tuple[Date | None, Time | None]:
    day = read_date(words)
    return day, read_time(words)


def _items(paragraphs: Sequence[Paragraph], *, gaps: bool) -> tuple[int, list[RawItem]]:
    """The place of the first numbered minute, and all of them; numbers run on from the first.

    `gaps`: numbers may be left out, as in a record of decisions.
    """
    items: list[RawItem] = []
    section: str | None = None
    first = len(paragraphs)
    bracketed = False
    lines = _with_numbers(paragraphs)
    for index, (place, paragraph) in enumerate(lines):
        text = paragraph.text
        if _CLOSING.match(text) and items:
            break
        if SECTION.match(text):
            section = text
        elif _is_next(items, paragraph, bracketed, is_last=index + 1 == len(lines)) or (
            gaps and _is_later(items, [p for _, p in lines[index : index + 2]], bracketed)
        ):
            bracketed = bracketed if items else _bracketed(text)
            first = min(first, place)
            items.append(_raw_item(text, section))
        elif items:
            _add(items[-1], paragraph)
    return first, items


def _with_numbers(paragraphs: Sequence[Paragraph]) -> list[tuple[int, Paragraph]]:
    """Paragraphs with their places; a number alone on its line goes before the title under it."""
    lines: list[tuple[int, Paragraph]] = []
    waiting: tuple[int, Paragraph] | None = None
    for place, paragraph in enumerate(paragraphs):
        if waiting and len(paragraph.text) <= 200 and paragraph.text[:1].isupper():
            lines.append((waiting[0], joined((waiting[1], paragraph))))
            waiting = None
            continue
        if waiting:
            lines.append(waiting)
            waiting = None
        if _NUMBER_ALONE.match(paragraph.text):
            waiting = (place, paragraph)
        else:
            lines.append((place, paragraph))
    return [*lines, *([waiting] if waiting else [])]


def _bracketed(text: str) -> bool:
    found = _ITEM.match(text)
    return bool(found and found["mark"] == ")")


def _is_next(
    items: Sequence[RawItem], paragraph: Paragraph, bracketed: bool, *, is_last: bool
) -> bool:
    """True for the heading of a minute: its number is one more than the last one's.

    A numbered part of a resolution may carry that number too. A heading is short, without a final
    stop, marked as the first one is, and unless it is set apart no part of a list that reaches it.
    """
    found = _ITEM.match(paragraph.text)
    if (
        not found
        or not unfinished(found["title"].rstrip(")”\"'"))
        or len(found["title"].split()) > 32
    ):
        return False
    if not items:
        return not is_last and not read_date(found["title"])
    if (found["mark"] == ")") != bracketed:
        return False
    before = re.match(r"(\d+)(?:/\d+)?([a-z]?)$", items[-1].number or "")
    if not before:
        return False
    number, letter = int(found["number"].partition("/")[0]), found["letter"]
    if not paragraph.strong and _list_reaches(items[-1], number - 1):
        return False
    if letter:
        return number in {int(before[1]), int(before[1]) + 1}
    return number == int(before[1]) + 1 and _has_slash(items[-1]) == ("/" in found["number"])


def _is_later(items: Sequence[RawItem], lines: Sequence[Paragraph], bracketed: bool) -> bool:
    """True for a heading, set apart or straight over what was resolved, with a greater number."""
    heads = lines[0].strong or any(opens_resolution(line.text) for line in lines[1:])
    found = _ITEM.match(lines[0].text) if items and heads else None
    before = re.match(r"\d+", items[-1].number or "") if items else None
    return bool(
        found
        and before
        and (found["mark"] == ")") == bracketed
        and found["number"].isdigit()
        and int(found["number"]) > int(before[0])
    )


def _list_reaches(item: RawItem, number: int) -> bool:
    """True where the last paragraph of the item is entry `number` of a list in the same style."""
    last = _ITEM.match(item.minutes[-1].text) if item.minutes else None
    return bool(last and last["mark"] != ")" and last["number"] == str(number))


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
    (item.agenda if under_title and is_report_of(paragraph.text) else item.minutes).append(
        paragraph
    )
