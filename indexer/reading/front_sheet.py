"""The front sheet of an agenda or a pack: time, place, numbered items with their printed pages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import time as Time

from indexer.dates import read_date, read_time
from indexer.model import Contact, Paragraph
from indexer.reading.items import SECTION, RawItem

_PAGES = re.compile(
    r"(?:\(\s*(?:Pages?|pp?\.)\s*(?P<first>\d{1,4})(?:\s*(?:-|–|to)\s*(?P<last>\d{1,4}))?\s*\)"
    r"|\t(?P<bare>\d{1,4})\s*[-–]\s*(?P<end>\d{1,4}))\s*$",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"^(?P<number>\d{1,3})(?P<letter>[a-z])?(?:[.)]\s*|\t|\s+(?=[A-Z]))(?P<title>\S.*)$", re.DOTALL
)
_TIME_AND_DATE = re.compile(r"^(?:time and date|date and time)\b:?\s*(?P<rest>.*)$", re.IGNORECASE)
_DATE = re.compile(r"^date\s*:\s*(?P<rest>.*)$|^date$", re.IGNORECASE)
_TIME = re.compile(r"^time\s*:\s*(?P<rest>.*)$|^time$", re.IGNORECASE)
_PLACE = re.compile(r"^(?:place|venue|location)\b:?\s*(?P<rest>.*)$", re.IGNORECASE)
_NO_BOARD = re.compile(
    r"^(?:public document pack|agenda.*|document pack|public agenda.*|supplementary.*|to:?|date:?|"
    r"[\w' -]+ (?:city|borough|county|district|town|parish) council|[\w' -]+ council of .*)$",
    re.IGNORECASE,
)
_END = re.compile(
    r"^(?:notes?\s*:|membership\b|members\s*:|contact\s*:|for further information|nil$"
    r"|this page is intentionally)"
    r"|\b(?:chief executive|director|monitoring officer|proper officer|head) .{0,60},.{0,60}"
    r"\b(?:council|guildhall|town hall|civic|house)\b",
    re.IGNORECASE,
)
_PERSON_TO_CONTACT = re.compile(
    r"person to contact .{0,90}? is (?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,3})", re.DOTALL
)
_TELEPHONE = re.compile(
    r"\bTel(?:ephone)?(?:\s+No)?\.?:?\s*(?P<value>\(?\d[\d()\s-]{6,}\d)", re.IGNORECASE
)
_EMAIL = re.compile(r"\be-?mail:?\s*(?P<value>[\w.+'-]+@[\w-]+(?:\.[\w-]+)+)", re.IGNORECASE)


@dataclass(slots=True)
class FrontSheet:
    """What a front sheet says; `end` is the place of the first paragraph after it."""

    board: str | None
    date: Date | None
    start: Time | None
    venue: str | None
    contact: Contact | None
    items: list[RawItem]
    end: int


def looks_like_front_sheet(paragraphs: Sequence[Paragraph]) -> bool:
    """True where a paper opens with time, place and a numbered agenda."""
    top = [paragraph.text for paragraph in paragraphs[:30]]
    dated = any(_TIME_AND_DATE.match(text) or _DATE.match(text) for text in top)
    return (
        dated
        and any(_PLACE.match(text) for text in top)
        and bool(_raw_items(paragraphs, len(paragraphs)))
    )


def agenda_begins(paragraphs: Sequence[Paragraph]) -> int:
    """The place of time and date: what stands before is a cover."""
    for place, paragraph in enumerate(paragraphs[:40]):
        if _TIME_AND_DATE.match(paragraph.text) or _DATE.match(paragraph.text):
            return place
    return 0


def read_front_sheet(paragraphs: Sequence[Paragraph], end: int) -> FrontSheet:
    """Read the front sheet that ends before the place `end`, where the first paper begins."""
    sheet = paragraphs[:end]
    day, start = _when(sheet)
    return FrontSheet(
        board=_board(sheet),
        date=day,
        start=start,
        venue=_after(sheet, _PLACE),
        contact=_contact(sheet),
        items=_raw_items(sheet, len(sheet)),
        end=end,
    )


def _when(sheet: Sequence[Paragraph]) -> tuple[Date | None, Time | None]:
    both = _after(sheet, _TIME_AND_DATE)
    if both:
        return read_date(both), read_time(both)
    day, time = _after(sheet, _DATE), _after(sheet, _TIME)
    return (read_date(day) if day else None), (read_time(time) if time else None)


def _after(sheet: Sequence[Paragraph], label: re.Pattern[str]) -> str | None:
    """What stands after a label: on its own line or the next."""
    for place, paragraph in enumerate(sheet[:40]):
        found = label.match(paragraph.text.replace("\t", " "))
        if found:
            same_line: str = (found["rest"] or "").strip()
            following = sheet[place + 1].text if place + 1 < len(sheet) else ""
            return same_line or following or None
    return None


def _board(sheet: Sequence[Paragraph]) -> str | None:
    """The last line before the time that is neither the council's name nor the kind of paper."""
    for place, paragraph in enumerate(sheet[:30]):
        if _TIME_AND_DATE.match(paragraph.text) or _DATE.match(paragraph.text):
            names = [before.text for before in sheet[:place] if not _NO_BOARD.match(before.text)]
            return names[-1] if names else None
    return None


def _raw_items(sheet: Sequence[Paragraph], end: int) -> list[RawItem]:
    """The numbered agenda: numbers run on from the first; what stands under a title goes with it."""
    items: list[RawItem] = []
    section: str | None = None
    closed = False
    for paragraph in sheet[:end]:
        text = paragraph.text.strip()
        if SECTION.match(text):
            section, closed = text, False
        elif _next_item(items, text):
            items.append(_raw_item(text, section))
            closed = False
        elif _END.search(text):
            closed = True
            if re.match(r"notes?\s*:|membership", text, re.IGNORECASE):
                break
        elif items and not closed:
            _describe(items[-1], paragraph)
    return items


def _next_item(items: Sequence[RawItem], text: str) -> bool:
    """True where the line's number comes after the last item's: 4 after 3, 3b after 3a."""
    found = _ITEM.match(text)
    if not found or len(text) > 300:
        return False
    number = int(found["number"])
    if not items:
        return number == 1 and not found["letter"]
    last = re.match(r"(\d+)([a-z]?)", items[-1].number or "0")
    before = int(last[1]) if last else 0
    return number == before + 1 if not found["letter"] else number in {before, before + 1}


def _raw_item(text: str, section: str | None) -> RawItem:
    found = _ITEM.match(text)
    assert found is not None
    title, pages = split_pages(found["title"])
    number = found["number"] + (found["letter"] or "")
    return RawItem(
        title=" ".join(title.split()), number=number, section=section, printed_pages=pages
    )


def split_pages(title: str) -> tuple[str, tuple[int, int] | None]:
    """A title without "(Pages 11 - 18)", and that range; one page is a range of itself."""
    start = max(0, len(title) - 60)  # it stands at the end
    found = _PAGES.search(title[start:])
    if not found:
        return title, None
    first = int(found["first"] or found["bare"])
    last = int(found["last"] or found["end"] or first)
    return title[: start + found.start()].strip(), (first, last) if last >= first else None


def _describe(item: RawItem, paragraph: Paragraph) -> None:
    text, pages = split_pages(paragraph.text)
    if pages and item.printed_pages is None:
        item.printed_pages = pages
        if text and not item.agenda:
            item.title = f"{item.title} {' '.join(text.split())}"
        return
    item.agenda.append(paragraph)


def _contact(sheet: Sequence[Paragraph]) -> Contact | None:
    """Whom to ask, by "The person to contact … is NAME", or the name above the last telephone."""
    whole = "\n".join(paragraph.text for paragraph in sheet)
    named = _PERSON_TO_CONTACT.search(whole)
    telephones, emails = list(_TELEPHONE.finditer(whole)), list(_EMAIL.finditer(whole))
    name = (
        named["name"] if named else _name_above(whole, telephones[-1].start() if telephones else 0)
    )
    if name is None:
        return None
    return Contact(
        name,
        telephones[-1]["value"].strip() if telephones else None,
        emails[-1]["value"] if emails else None,
    )


def _name_above(text: str, place: int) -> str | None:
    lines = [line for line in text[:place].split("\n") if line.strip()]
    found = (
        re.fullmatch(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,3}", lines[-1].strip()) if lines else None
    )
    return found[0] if found else None
