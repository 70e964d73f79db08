"""The text of an agenda page (`ieListDocuments.aspx`), as a browser or another tool saved it.

The shapes are those of moderngov.md §1.1: with the number alone on a line, then title, description,
"Minutes:"; or through an extractor that kept neither numbers nor labels.
"""

import re
from collections.abc import Sequence
from datetime import date as Date
from datetime import time as Time

from indexer.model import MeetingReading, MeetingStatus, Paragraph
from indexer.reading.decisions import opens_resolution
from indexer.reading.items import REPORT_OF, SECTION, RawItem, describes, read_item
from indexer.reading.meetings import CANCELLED, read_contact, read_venue, split_heading
from indexer.reading.titles import is_standing
from indexer.reading.words import has_file_note, joined, part_number, unfinished

_NUMBER = re.compile(
    r"^(?:\d{1,4}[a-z]?\.|\d{1,4}[a-z]|\d{1,4}/\d{2,4}\.?|[A-Z]{1,3}\.\d{1,3}\.?"
    r"|[A-Z][A-Z&]{1,5}(?:\d{2,4})?/(?:\d{2,4}/)?\d{1,4}\.?)$"
)
_RUNNING = re.compile(
    r"(?:^|^[A-Z.]{1,4}|^[A-Z&\d]{2,10}/(?:\d{2,4}/)?)(?P<number>\d+)[a-z]?(?:/\d{2,4})?\.?$"
)
"""What runs on in a number: 46 of "46/18", 4 of "HWB/23/4"."""
_LABEL = re.compile(r"^(?P<label>Additional documents|Decision|Minutes):$", re.IGNORECASE)
_PART = re.compile(r"^\d{1,2}\.$")
_TABLE_HEAD = re.compile(r"^(?:No\.?\s*Item|No\.?|Item|Items)$", re.IGNORECASE)
_TITLE = re.compile(r"^agenda(?:\b.*\b(?:minutes|decisions))?$", re.IGNORECASE)


def looks_like_agenda_page(paragraphs: Sequence[Paragraph]) -> bool:
    """True for the text of an agenda page: its heading near the top, and its table of items."""
    top = [paragraph.text for paragraph in paragraphs[:40]]
    return any(split_heading(text) for text in top[:12]) and any(
        _TABLE_HEAD.match(text) or text.lower().startswith("venue:") for text in top
    )


def read_agenda_page(paragraphs: Sequence[Paragraph]) -> MeetingReading:
    """The meeting on an agenda page, with its items."""
    place, board, day, start = _heading(paragraphs)
    body = _first_item(paragraphs, place + 1)
    head = [paragraph.text for paragraph in paragraphs[:body]]
    raw = _numbered(paragraphs[body:]) or _unnumbered(paragraphs[body:])
    minuted = any(item.minutes for item in raw)
    held = minuted or any(item.decision for item in raw)
    for item in raw:
        item.numbered_as = "minute" if minuted and item.number else "agenda"
    return MeetingReading(
        kind="page",
        board=board,
        date=day,
        start=start,
        venue=next((read_venue(text) for text in head if text.lower().startswith("venue:")), None),
        contact=next(
            (read_contact(text) for text in head if text.lower().startswith("contact:")), None
        ),
        status=_status(head, held=held),
        draft=any("draft" in text.lower() for text in head if _TITLE.match(text)),
        items=tuple(read_item(item, board=board) for item in raw),
    )


def _heading(paragraphs: Sequence[Paragraph]) -> tuple[int, str, Date, Time | None]:
    for place, paragraph in enumerate(paragraphs[:12]):
        found = split_heading(paragraph.text)
        if found:
            return place, *found
    raise ValueError("no heading of a meeting")


def _status(head: Sequence[str], *, held: bool) -> MeetingStatus | None:
    if any(CANCELLED.search(text) for text in head[:4]):
        return "cancelled"
    return "held" if held else None


def _first_item(paragraphs: Sequence[Paragraph], start: int) -> int:
    """The place after the table's head ("No. Item"), or after venue and contact."""
    after = start
    for place in range(start, min(len(paragraphs), start + 30)):
        text = paragraphs[place].text
        if _TABLE_HEAD.match(text):
            after = place + 1
        elif re.match(r"(?:venue|contact|media|note)s?:", text, re.IGNORECASE):
            after = max(after, place + 1)
        elif after > start and _NUMBER.match(text):
            break
    return after


def _numbered(paragraphs: Sequence[Paragraph]) -> list[RawItem]:
    """Items whose number stands alone on a line above the title; none if the page has no numbers.

    A page that has them begins with one: a year alone on a line further down is no number of an item.
    """
    items: list[RawItem] = []
    section: str | None = None
    zone = "agenda"
    opening = [p for p in paragraphs if not SECTION.match(p.text)][:3]
    if not any(_NUMBER.match(paragraph.text) for paragraph in opening):
        return []
    for paragraph in _with_part_numbers(paragraphs):
        text = paragraph.text
        label = _LABEL.match(text)
        if _NUMBER.match(text) and _comes_next(items, text):
            items.append(RawItem(title="", number=text.rstrip("."), section=section))
            zone = "agenda"
        elif SECTION.match(text):
            section = text
        elif items and not items[-1].title:
            items[-1].title = text
        elif label:
            zone = label["label"].lower()
        elif items:
            _under(items[-1], zone).append(paragraph)
    return items


def _under(item: RawItem, zone: str) -> list[Paragraph]:
    """Where the words under a label go."""
    return {"minutes": item.minutes, "decision": item.decision}.get(zone, item.agenda)


def _with_part_numbers(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Paragraphs with the number of a resolution's part, alone on its line, put before its words.

    Parts begin again at 1 and run on; the next item's number is beyond the item's own.
    """
    result: list[Paragraph] = []
    item = part = 0
    for paragraph in paragraphs:
        number = int(re.sub(r"\D.*", "", paragraph.text)) if _PART.match(paragraph.text) else 0
        if result and part and _PART.match(result[-1].text) and not number:
            result[-1] = joined((result[-1], paragraph))
            continue
        opened = bool(result) and opens_resolution(result[-1].text)
        if number and number != item + 1 and number == part + 1 and (part or opened):
            part = number
        elif number:
            item, part = number, 0
        result.append(paragraph)
    return result


def _comes_next(items: Sequence[RawItem], text: str) -> bool:
    """True for the first number, and for one a little after the last: not for a part's or a year's."""
    last = _RUNNING.search(items[-1].number or "") if items else None
    number = _RUNNING.search(text)
    if not items or not last or not number:
        return True
    return int(last["number"]) <= int(number["number"]) <= int(last["number"]) + 5


def _unnumbered(paragraphs: Sequence[Paragraph]) -> list[RawItem]:
    """Items told by their titles alone: those with a document, and the standing ones.

    Without labels the minutes begin where the description ends: report-of line, sub-points, the usual
    words of a standing title.
    """
    items: list[RawItem] = []
    section: str | None = None
    for place, paragraph in enumerate(paragraphs):
        text = paragraph.text
        if SECTION.match(text):
            section = text
        elif _is_title(paragraphs, place):
            items.append(RawItem(title=text, section=section))
        elif items and not _LABEL.match(text):
            described = not items[-1].minutes and describes(text)
            (items[-1].agenda if described else items[-1].minutes).append(paragraph)
    return items


def _is_title(paragraphs: Sequence[Paragraph], place: int) -> bool:
    text = paragraphs[place].text
    if has_file_note(text):
        return True
    if len(text) > 200 or not unfinished(text.rstrip(")")) or part_number(text) is not None:
        return False
    following = paragraphs[place + 1].text if place + 1 < len(paragraphs) else ""
    return is_standing(text) or bool(REPORT_OF.match(following) and not REPORT_OF.match(text))
