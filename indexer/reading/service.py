"""A meeting as a site's web service gives it (`mgWebService.asmx/GetMeeting`, moderngov.md §7.2).

XML whose texts are HTML, escaped once or twice, or put in as it is. Whatever the site does, no entity is
resolved, nothing is fetched, and a document type is refused.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import time as Time
from html import escape, unescape
from html.entities import html5

from lxml import etree

from indexer.councils import document_key
from indexer.dates import read_date, read_time
from indexer.errors import Unreadable
from indexer.extract.characters import within_limit
from indexer.extract.html import text_of_html
from indexer.model import Attendee, ItemReading, Link, MeetingReading, MeetingStatus, Paragraph
from indexer.reading.agenda_html import note_of
from indexer.reading.attended import attended
from indexer.reading.items import SECTION, RawItem, read_item
from indexer.reading.meetings import CANCELLED
from indexer.reading.privacy import ground_of

_ROOT = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>)?\s*(?:<!--.{0,500}?-->\s*)*<meeting[\s>]", re.S
)
_TEXTS = re.compile(
    r"(?P<open><(?P<name>agendatext|minutesnonemptyhtmlbody|decisionnonemptyhtmlbody)(?:\s[^<>]*)?(?<!/)>)"
    r"(?P<text>(?:(?!<(?P=name)[\s>]).)*?)(?P<close></(?P=name)\s*>)",
    re.DOTALL | re.IGNORECASE,
)
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30};)")
_XML_ENTITIES = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_DECLARED = re.compile(rb"^[^>]{0,100}encoding\s*=\s*[\"']([\w.:-]{1,40})")


def looks_like_service(data: bytes) -> bool:
    """True for the answer to GetMeeting, by its root."""
    return bool(_ROOT.match(data[:4_000]))


def read_service(data: bytes) -> MeetingReading:
    """The meeting; `Unreadable` if the answer is broken, or tells of none.

    The service does not name the board: its documents do, else the page that the meeting has on the site.
    """
    within_limit(len(data) // 4)
    root = _parsed(data)
    number = _text(root, "meetingid")
    day = read_date(_text(root, "meetingdate"))
    if not number.isdigit() or day is None:
        raise Unreadable("the service's answer tells of no meeting")
    off = CANCELLED.search(_text(root, "meetingstatus"))
    shown = not _false(root, "isdisplayallowed")
    minuted = any(_text(item, "minutesnonemptyhtmlbody") for item in _all(root, "agendaitem"))
    board = next(
        (name for doc in _all(root, "linkeddoc") if (name := _text(doc, "committeetitle"))), None
    )
    people = tuple(_attendance(root)) if shown else ()
    items = tuple(_items(root, board, minuted=minuted)) if shown and not off else ()
    decided = any(item.minutes or item.decisions for item in items)
    held = decided or any(one.role != "apologies" for one in people)
    status: MeetingStatus | None = "cancelled" if off else "held" if held else None
    return MeetingReading(
        kind="page",
        board=board,
        date=day,
        start=_clock(_text(root, "meetingtime")),
        end=_clock(_text(root, "meetingactualfinishtime")),
        venue=_text(root, "meetinglocation") or None,
        status=status,
        status_note=note_of(off[0]) if off else None,
        site_id=number,
        items=items,
        attendance=people,
    )


def _parsed(data: bytes) -> etree._Element:
    declared = _DECLARED.match(data)
    encoding = declared[1].decode("ascii") if declared else "utf-8"
    try:
        text = data.decode(encoding, "replace")
    except LookupError:
        text = data.decode("utf-8", "replace")
    text = re.sub(r"^\ufeff?\s*<\?xml.*?\?>", "", text, count=1, flags=re.DOTALL)
    text = _ENTITY.sub(_as_character, _TEXTS.sub(_escaped, text))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(_without_controls(text).encode(), parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable("the service's answer is broken XML") from error
    if root is None or root.getroottree().docinfo.doctype:
        raise Unreadable("the service's answer is broken XML, or names a document type")
    return root


def _escaped(found: re.Match[str]) -> str:
    """Markup that some sites put in as it is becomes text, so that broken HTML breaks nothing."""
    text = found["text"]
    if "<" in text and not text.lstrip().startswith("<![CDATA["):
        text = escape(text, quote=False)
    return f"{found['open']}{text}{found['close']}"


def _as_character(found: re.Match[str]) -> str:
    """HTML's own entities mean nothing in XML: "&nbsp;" becomes the character."""
    if found[1] in _XML_ENTITIES:
        return found[0]
    return html5.get(found[1], escape(found[0]))


def _without_controls(text: str) -> str:
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]", "", text)


def _all(node: etree._Element, name: str) -> Iterator[etree._Element]:
    """Elements of this name below, whatever its case."""
    return (one for one in node.iter() if isinstance(one.tag, str) and one.tag.lower() == name)


def _text(node: etree._Element, name: str) -> str:
    """The words of a child; "" where it is not there or holds white space."""
    found = next(
        (one for one in node if isinstance(one.tag, str) and one.tag.lower() == name), None
    )
    return "" if found is None else "".join(found.itertext()).strip()


def _true(node: etree._Element, name: str) -> bool:
    return _text(node, name).lower() == "true"


def _false(node: etree._Element, name: str) -> bool:
    return _text(node, name).lower() == "false"


def _clock(text: str) -> Time | None:
    """A time of day; midnight stands there where nobody filled it in."""
    time = read_time(text)
    return time if time else None


def _items(root: etree._Element, board: str | None, *, minuted: bool) -> Iterator[ItemReading]:
    section: str | None = None
    for node in sorted(_all(root, "agendaitem"), key=_position):
        raw = _raw_item(node, section, minuted=minuted)
        if SECTION.match(raw.title) and not _number(node, "fulldisplaynumberformat"):
            section = raw.title
        elif raw.title:
            minute = _number(node, "minutesitemnumber") if minuted else None
            yield replace(read_item(raw, board=board), minute_number=minute)


def _position(node: etree._Element) -> tuple[int, int]:
    """The place on the agenda; `agendaitemnumber` is that and no number that anybody sees."""
    parts = (_text(node, "agendaitemnumber"), _text(node, "agendaitemsubnumber"))
    first, second = (int(part) if re.fullmatch(r"\d{1,6}", part) else 0 for part in parts)
    return first, second


def _raw_item(node: etree._Element, section: str | None, *, minuted: bool) -> RawItem:
    withheld = _true(node, "isrestricted") or _false(node, "isdisplayallowed")
    shown, minute = _number(node, "fulldisplaynumberformat"), _number(node, "minutesitemnumber")
    # Once there are minutes the number shown is mostly theirs; only another one is the agenda's.
    on_agenda = not minuted or (minute is not None and shown != minute)
    raw = RawItem(
        title=" ".join(unescape(_text(node, "agendaitemtitle")).split()),
        number=shown if on_agenda else None,
        site_id=_text(node, "agendaitemid") or None,
        section=section,
        private=withheld,
        links=[_link(doc) for doc in _all(node, "linkeddoc")],
    )
    if not withheld:
        raw.agenda = _paragraphs(node, "agendatext")
        raw.minutes = _paragraphs(node, "minutesnonemptyhtmlbody")
        raw.decision = _paragraphs(node, "decisionnonemptyhtmlbody")
    return raw


def _number(node: etree._Element, name: str) -> str | None:
    number = _text(node, name).rstrip(".").strip()
    return number if number not in {"", "0"} else None


def _paragraphs(node: etree._Element, name: str) -> list[Paragraph]:
    """The paragraphs of a text that is HTML within XML."""
    text = _text(node, name)
    if "<" not in text and re.search(r"&lt;/?[a-z]", text, re.IGNORECASE):
        text = unescape(text)  # escaped twice
    return list(text_of_html(text).paragraphs) if text else []


def _link(doc: etree._Element) -> Link:
    title, url = _text(doc, "title") or _text(doc, "ownertitle"), _text(doc, "url")
    if _true(doc, "isrestricted"):
        return Link(title, "", private=True, ground=ground_of(_text(doc, "restrictionsref")))
    number = _text(doc, "attachmentid")
    return Link(title, url, document_key(url) or (f"s{number}" if number.isdigit() else None))


def _attendance(root: etree._Element) -> Iterator[Attendee]:
    found = (
        attended(one.get("name", ""), one.get("roledescription", ""), one.get("attendance", ""))
        for one in _all(root, "attendee")
    )
    yield from dict.fromkeys(one for one in found if one)
