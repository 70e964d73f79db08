"""The front sheet of an agenda or a pack: time, place, numbered items with their printed pages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from datetime import time as Time

from indexer.dates import read_date, read_time
from indexer.model import Contact, Paragraph
from indexer.reading.items import SECTION, RawItem, is_report_of
from indexer.reading.named import name_of
from indexer.reading.title_block import TitleBlock, agenda_place, read_title_block
from indexer.reading.words import unfinished

_PAGES = re.compile(
    r"(?:\(\s*(?:Pages?|pp?\.)\s*(?P<first>\d{1,4})(?:\s*(?:-|–|to)\s*(?P<last>\d{1,4}))?\s*\)"
    r"|\t(?P<bare>\d{1,4})\s*[-–]\s*(?P<end>\d{1,4}))\s*$",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"^(?P<number>\d{1,3})(?P<letter>[a-z])?(?:[.)]\s*|\t|\s+(?=[A-Z]))(?P<title>\S.*)$", re.DOTALL
)
_SPAN = r"\d{1,2}[.:]\d\d\s?(?:[ap]m)?(?:\s?[-–—]\s?\d{1,2}[.:]\d\d\s?(?:[ap]m)?)?"
_WITH_TIME = re.compile(rf"^{_SPAN}[\s:–-]*(?=\S)", re.IGNORECASE)
_CALLED_AT = re.compile(
    rf"^(?:{_SPAN}|\d{{1,2}}\s?[ap]m)\s*\t\s*(?=\d{{1,2}}[.)]?\t)", re.IGNORECASE
)
_CALLED_WHEN = re.compile(rf"^(?:\d{{1,2}}[.)]\s*)?(?P<when>{_SPAN}(?:\s?[ap]m)?)", re.IGNORECASE)
_TIME_ALONE = re.compile(rf"^{_SPAN}(?:\s?[ap]m)?$", re.IGNORECASE)
_TIMED = re.compile(
    r"^\d{1,2}[.:]\d\d\s?(?:[ap]m)?\s?[-–—:]\s?\d{1,2}[.:]\d\d\s?(?:[ap]m)?"
    r"(?:\s*[\t:–-]\s*|\s+)(?P<title>[A-Z].{1,220})$",
    re.DOTALL,
)
_PAUSE = re.compile(
    r"^(?:arrival|registration|coffee|tea|lunch|break|refreshments|networking)\b", re.I
)
_DANGLING = re.compile(r"\b(?:and|of|for|the|to|with|on|in|or|by)$|[,&–-]$", re.IGNORECASE)
_LONGEST_ENTRY = 400
"""Characters of an entry of an agenda: more is text that begins with a number."""
_LAST_BRACKET = re.compile(r"\s?\((?P<said>[^()]{2,120})\)\.?$")
_A_PAPER = re.compile(
    r"^(?:see\b|papers?\b|verbal|oral|discussion\b|presentation\b)", re.IGNORECASE
)
_SHORT_LINE, _LONG_LINE = 36, 120
"""Characters of a line so short that its title is whole, and so long that it is text."""
_MARKED = re.compile(r"^\d{1,3}(?:[.)]\s|\t)")
_TIME_AND_DATE = re.compile(r"^(?:time and date|date and time)\b:?\s*(?P<rest>.*)$", re.IGNORECASE)
_DATE = re.compile(r"^(?:day and )?date\s*:\s*(?P<rest>.*)$|^(?:day and )?date$", re.IGNORECASE)
_TIME = re.compile(r"^time\s*:\s*(?P<rest>.*)$|^time$", re.IGNORECASE)
_PLACE = re.compile(
    r"^(?:place|venue|location)(?: of (?:the )?meeting)?\s*(?:[:\t]\s*(?P<rest>.*)|$)",
    re.IGNORECASE,
)
_OF_BOARD = re.compile(r"^(?:name of )?(?:meeting|committee|board|body)\s*[:\t]\s*", re.IGNORECASE)
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
_SUPPLEMENT = re.compile(
    r"^(?:(?:public )?(?:agenda |document )?supplement(?:ary|al)?\b|late (?:items?|papers?|reports?)\b"
    r"|(?:items?|papers?|reports?|documents?) to follow\b|to follow\b)",
    re.IGNORECASE,
)
_COVER = 20
"""Paragraphs of a cover that are looked at for what kind of paper it is."""
_DESCRIBED = re.compile(
    r"^(?P<title>.{3,200}?\bReport) (?P<said>(?:Joint )?Report (?:of|by|from) (?:the )?[A-Z].*)$"
    r"|^(?P<name>\S.{2,250}?[a-z\d)]) (?P<asked>To (?:be )?"
    r"(?:confirm|approv|agree|receive|consider|note|sign|adopt)\w{0,3}\b[^.]{0,300}\.)$",
    re.DOTALL,
)
"""A title with what stands under it on the same line: whose report it is, what is to be done with it."""
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
    """True where a paper opens with time, place and a numbered agenda, or says that it is an agenda."""
    partial = is_supplement(paragraphs)
    if _labelled(paragraphs) and _raw_items(paragraphs, len(paragraphs), partial=partial):
        block = read_title_block(paragraphs)
        return block is None or block.what == "agenda"
    return _agenda_block(paragraphs) is not None


def _labelled(paragraphs: Sequence[Paragraph]) -> bool:
    top = [paragraph.text for paragraph in paragraphs[:30]]
    dated = any(_TIME_AND_DATE.match(text) or _DATE.match(text) for text in top)
    return dated and any(_PLACE.match(text) for text in top)


def _agenda_block(paragraphs: Sequence[Paragraph]) -> TitleBlock | None:
    """The head of an agenda that labels nothing, but states whose it is, and the day."""
    block = read_title_block(paragraphs)
    if block is None or block.what != "agenda" or block.board is None or block.date is None:
        return None
    return block if _listed(paragraphs, block) else None


def head_of(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """What stands above the entries of an agenda that labels nothing; empty for any other paper.

    Notices say there why a meeting is called, and that must not be lost.
    """
    block = None if _labelled(paragraphs) else _agenda_block(paragraphs)
    if block is None:
        return ()
    partial = is_supplement(paragraphs)
    for place in range(block.end, len(paragraphs)):
        text = _CALLED_AT.sub("", paragraphs[place].text.strip())
        if _next_item([], text, loose=True, partial=partial) or _TIMED.match(text):
            return tuple(paragraphs[:place])
    return ()


def _listed(paragraphs: Sequence[Paragraph], block: TitleBlock) -> list[RawItem]:
    """The agenda below such a head: by number, else by the times at which matters are called."""
    lines = paragraphs[agenda_place(paragraphs) or block.end :]
    partial = is_supplement(paragraphs)
    items = _raw_items(lines, len(lines), loose=True, partial=partial)
    items = items or _timed(paragraphs[block.end :])
    for item in items:
        _without_speakers(item)
    return items


def _without_speakers(item: RawItem) -> None:
    """Take who speaks and "(see Paper)" from the end of a title to the text below it."""
    title = item.title.rstrip(" :")
    whole = title
    while found := _LAST_BRACKET.search(title):
        said = found["said"]
        if not (name_of(said) or _A_PAPER.match(said)):
            break
        title = title[: found.start()].rstrip(" -–—:")
    item.title = title or whole
    if title and title != whole:
        item.agenda.insert(0, Paragraph(whole[len(title) :].strip(" -–—")))


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
    block = None if _labelled(paragraphs) else _agenda_block(sheet)
    if block is not None:
        items = _listed(sheet, block)
        contact = _contact(sheet)
        return FrontSheet(block.board, block.date, block.start, block.venue, contact, items, end)
    return FrontSheet(
        board=_board(sheet),
        date=day,
        start=start,
        venue=_after(sheet, _PLACE),
        contact=_contact(sheet),
        items=_raw_items(sheet, len(sheet), partial=is_supplement(sheet)),
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
        found = label.match(paragraph.text)
        if found:
            same_line: str = " ".join((found["rest"] or "").split())
            following = sheet[place + 1].text if place + 1 < len(sheet) else ""
            return same_line or following or None
    return None


def _board(sheet: Sequence[Paragraph]) -> str | None:
    """The last line before the time that is neither the council's name nor the kind of paper."""
    for place, paragraph in enumerate(sheet[:30]):
        if _TIME_AND_DATE.match(paragraph.text) or _DATE.match(paragraph.text):
            names = [before.text for before in sheet[:place] if not _NO_BOARD.match(before.text)]
            return _OF_BOARD.sub("", names[-1]) or None if names else None
    return None


def _raw_items(
    sheet: Sequence[Paragraph], end: int, *, loose: bool = False, partial: bool = False
) -> list[RawItem]:
    """The numbered agenda: numbers run on from the first; what stands under a title goes with it.

    `loose`: the lines of one title may come apart. `partial`: only some of the agenda's items.
    """
    items: list[RawItem] = []
    section: str | None = None
    closed = False
    cover: int | None = None
    for paragraph in sheet[:end]:
        text = _CALLED_AT.sub("", paragraph.text.strip())
        if partial and items and paragraph.page != cover and not split_pages(text)[1]:
            _describe(items[-1], paragraph)  # the supplement's own papers, with their numbers
        elif SECTION.match(text):
            section, closed = text, False
        elif loose and items and _goes_on(items[-1], paragraph):
            items[-1].title = f"{items[-1].title} {text}"
        elif _next_item(items, text, loose=loose, partial=partial):
            items.append(_raw_item(text, section))
            _note_time(items[-1], paragraph.text)
            closed, cover = False, paragraph.page
        elif not loose and _END.search(text):
            closed = True
            if items and re.match(r"notes?\s*:|membership", text, re.IGNORECASE):
                break
        elif items and not closed:
            _describe(items[-1], paragraph)
    return items


def _goes_on(item: RawItem, paragraph: Paragraph) -> bool:
    """True for the rest of a title, straight below it."""
    text = paragraph.text
    described = any(not _TIME_ALONE.match(line.text) for line in item.agenda)
    below = not paragraph.gap and not described and item.printed_pages is None
    cut = bool(_DANGLING.search(item.title)) or item.title.count("(") > item.title.count(")")
    whole = len(item.title) < _SHORT_LINE or item.title.endswith((")", ":", "."))
    rest = text[:1].isalpha() and len(text) < _LONG_LINE and (cut or unfinished(text.rstrip(")")))
    return below and (cut or not whole) and rest


def _note_time(item: RawItem, entry: str) -> None:
    """Keep the time at which a matter is called, which stands before its title or its number."""
    found = _CALLED_WHEN.match(entry)
    if found:
        item.agenda.append(Paragraph(found["when"].strip()))


def _timed(paragraphs: Sequence[Paragraph]) -> list[RawItem]:
    """Matters under the times at which they are called, without numbers: "10.15 – 11.15 Budget"."""
    items: list[RawItem] = []
    for paragraph in paragraphs:
        found = _TIMED.match(paragraph.text)
        if items and _goes_on(items[-1], paragraph):
            items[-1].title = f"{items[-1].title} {' '.join(paragraph.text.split())}"
        elif found and not _PAUSE.match(found["title"]):
            title, pages = split_pages(found["title"])
            items.append(RawItem(" ".join(title.rstrip(" :").split()), printed_pages=pages))
            _note_time(items[-1], paragraph.text)
        elif items:
            items[-1].agenda.append(paragraph)
    return items if len(items) > 1 else []


def is_supplement(paragraphs: Sequence[Paragraph]) -> bool:
    """True where the cover calls the paper a supplement: only some of the agenda's items are in it."""
    end = agenda_begins(paragraphs)
    if not end:
        block = read_title_block(paragraphs)
        called = block is not None and block.what == "agenda"
        end = (agenda_place(paragraphs) or (block.end if block else 0)) if called else 0
    return any(_SUPPLEMENT.match(paragraph.text) for paragraph in paragraphs[: min(_COVER, end)])


def _next_item(items: Sequence[RawItem], text: str, *, loose: bool, partial: bool = False) -> bool:
    """True where the line's number comes after the last item's: 4 after 3, 3b after 3a.

    `loose`: the first may have any number. `partial`: numbers may be left out, as in a supplement.
    """
    found = _ITEM.match(text)
    if not found or len(text) > _LONGEST_ENTRY:
        return False
    number = int(found["number"])
    last = re.match(r"\d+", items[-1].number or "") if items else None
    before = int(last[0]) if last else 0
    if partial:
        named = found["title"][0].isalpha() and not read_date(text)  # no time, no day
        later = number > before or (number == before and bool(found["letter"]))
        return named and later and unfinished(text.rstrip(")"))
    if not items:
        marked = loose and _MARKED.match(text) and not read_date(text[:40])
        return bool(number == 1 or marked) and not found["letter"]
    return number == before + 1 if not found["letter"] else number in {before, before + 1}


def _raw_item(text: str, section: str | None) -> RawItem:
    found = _ITEM.match(text)
    assert found is not None
    title, pages = split_pages(_WITH_TIME.sub("", found["title"]))
    number = found["number"] + (found["letter"] or "")
    title = " ".join(title.split())
    apart = _DESCRIBED.match(title)
    said = [Paragraph(apart["said"] or apart["asked"])] if apart else []
    title = (apart["title"] or apart["name"]) if apart else title
    return RawItem(title, number=number, section=section, printed_pages=pages, agenda=said)


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
        if is_report_of(text) or text.endswith("."):
            item.agenda.append(replace(paragraph, text=text))
        elif text and not item.agenda:
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
