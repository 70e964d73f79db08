"""A meeting as a site's web service gives it (`mgWebService.asmx/GetMeeting`, moderngov.md §7.2).

XML whose texts are HTML, escaped once or twice, or put in as it is. Whatever the site does, no entity is
resolved, nothing is fetched, and a document type is refused.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import time as Time
from html import escape, unescape
from html.entities import html5

from lxml import etree

from indexer.councils import document_key
from indexer.dates import read_date, read_time
from indexer.errors import Unreadable
from indexer.extract.characters import tidy, within_limit
from indexer.extract.html import text_of_html
from indexer.model import (
    Attendee,
    ItemReading,
    Link,
    MeetingReading,
    MeetingStatus,
    Paragraph,
    Person,
)
from indexer.reading.agenda_html import note_of
from indexer.reading.attended import attended
from indexer.reading.facts import people_of_facts, wards_of
from indexer.reading.items import SECTION, RawItem, read_item
from indexer.reading.meetings import CANCELLED
from indexer.reading.named import POST, only_a_name
from indexer.reading.privacy import ground_of
from indexer.reading.told import Known

_OTHERS = {
    "attachment": "what is known of one document, without the document",
    "committees": "a list of committees",
    "getmeetings": "a list of meetings",
    "getmeetingsbydate": "a list of meetings",
    "councillorsbyward": "a list of councillors",
    "memberlist": "a list of members",
    "calendarevents": "a calendar",
    "parishcouncils": "a list of parish councils",
    "electionids": "a list of elections",
    "electionresults": "the results of an election",
}
"""What else the service answers (moderngov.md §7): by root, what it is, for people."""
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_ROOT = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>)?\s*(?:<!--.{0,500}?-->\s*)*<(?P<name>meeting|"
    + "|".join(_OTHERS).encode()
    + rb")[\s/>]",
    re.DOTALL | re.IGNORECASE,
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
    """True for an answer of the service, by its root; only that to GetMeeting tells of a meeting."""
    return bool(_ROOT.match(data[:4_000]))


def read_service(data: bytes) -> MeetingReading:
    """The meeting; `Unreadable` if the answer is broken, or tells of none.

    The service does not name the board: its documents do, else the page that the meeting has on the site.
    """
    found = _ROOT.match(data[:4_000])
    if found and (other := _OTHERS.get(found["name"].decode().lower())):
        raise Unreadable(f"no paper: {other}, from the site's web service")
    within_limit(len(data) // 4)
    root = _parsed(data)
    number = _text(root, "meetingid")
    day = read_date(_text(root, "meetingdate"))
    if not number.isdigit() or day is None:
        raise Unreadable("the service's answer tells of no meeting")
    off = CANCELLED.search(_text(root, "meetingstatus"))
    shown = not _false(root, "isdisplayallowed")
    minuted = any(_text(item, "minutesnonemptyhtmlbody") for item in _all(root, "agendaitem"))
    board = _board(root)
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
        venue=_venue(root),
        status=status,
        status_note=note_of(off[0]) if off else None,
        site_id=number,
        items=items,
        attendance=people,
    )


def _board(root: etree._Element) -> str | None:
    """The board that the documents of this day name; None where they name several."""
    day = _text(root, "meetingdate")
    docs = [doc for doc in _all(root, "linkeddoc") if _text(doc, "meetingdate") in {day, ""}]
    names = {name for doc in docs if (name := _text(doc, "committeetitle"))}
    return names.pop() if len(names) == 1 else None


def _venue(root: etree._Element) -> str | None:
    rooms = (
        _text(room, name)
        for room in _all(root, "meetingroom")
        for name in ("addresssummary", "roomdisplaytitle", "roomtitle")
    )
    return _text(root, "meetinglocation") or next((said for said in rooms if said), None)


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
    """Text without what XML forbids and without signs that turn the direction of writing."""
    return _CONTROLS.sub("", text)


def _all(node: etree._Element, name: str) -> Iterator[etree._Element]:
    """Elements of this name below, whatever its case."""
    return (one for one in node.iter() if isinstance(one.tag, str) and one.tag.lower() == name)


def _text(node: etree._Element, name: str) -> str:
    """The words of a child; "" where it is not there or holds white space."""
    found = next(
        (one for one in node if isinstance(one.tag, str) and one.tag.lower() == name), None
    )
    return "" if found is None else _without_controls("".join(found.itertext())).strip()


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
    nodes = sorted(_all(root, "agendaitem"), key=_position)
    numbered = _places_are_numbers(nodes)
    for node in nodes:
        raw = _raw_item(node, section, minuted=minuted)
        raw.number = raw.number or (_place(node) if numbered else None)
        if SECTION.match(raw.title) and not _number(node, "fulldisplaynumberformat"):
            section = raw.title
        elif raw.title:
            minute = _number(node, "minutesitemnumber") if minuted else None
            item = replace(read_item(raw, board=board), minute_number=minute)
            yield item if raw.private else _with_labelled(item, node)


def _places_are_numbers(nodes: Sequence[etree._Element]) -> bool:
    """Whether `agendaitemnumber` is the number on the agenda.

    It is a place, which some sites count and others number. It is the number only where nothing
    without a number is counted, and where no number that is shown and no minute's says otherwise.
    """
    shown = [_number(node, "fulldisplaynumberformat") for node in nodes]
    others = [
        (number, _place(node))
        for number, node in zip(shown, nodes, strict=True)
        if number != _number(node, "minutesitemnumber")
    ]
    return all(shown) and all(place in {number, None} for number, place in others)


def _place(node: etree._Element) -> str | None:
    """The place of an item that is no part of another."""
    first, second = _position(node)
    return str(first) if first and not second else None


def _on_agenda(node: etree._Element, *, minuted: bool) -> str | None:
    """The number shown where it is the agenda's: once there are minutes it is mostly theirs."""
    shown, minute = _number(node, "fulldisplaynumberformat"), _number(node, "minutesitemnumber")
    return shown if not minuted or (minute is not None and shown != minute) else None


def _position(node: etree._Element) -> tuple[int, int]:
    """The place on the agenda: `agendaitemnumber`, then `agendaitemsubnumber`."""
    parts = (_text(node, "agendaitemnumber"), _text(node, "agendaitemsubnumber"))
    first, second = (int(part) if re.fullmatch(r"\d{1,6}", part) else 0 for part in parts)
    return first, second


def _raw_item(node: etree._Element, section: str | None, *, minuted: bool) -> RawItem:
    withheld = _true(node, "isrestricted") or _false(node, "isdisplayallowed")
    raw = RawItem(
        title=tidy(" ".join(unescape(_text(node, "agendaitemtitle")).split())),
        number=_on_agenda(node, minuted=minuted),
        site_id=_text(node, "agendaitemid") or None,
        section=section,
        private=withheld,
        links=[_link(doc) for doc in _all(node, "linkeddoc")],
    )
    if not withheld:
        raw.agenda = [*_paragraphs(node, "agendatext"), *_comments(node)]
        raw.minutes = _paragraphs(node, "minutesnonemptyhtmlbody")
        raw.decision = _untold(_paragraphs(node, "decisionnonemptyhtmlbody"), raw.minutes)
    return raw


def _untold(decision: list[Paragraph], minutes: Sequence[Paragraph]) -> list[Paragraph]:
    """The decision as the site has it apart; nothing where the minutes have it all."""
    known = Known()
    known.learn(one.text for one in minutes)
    return [] if all(known.tells(one.text) for one in decision) else decision


def _number(node: etree._Element, name: str) -> str | None:
    number = _text(node, name).rstrip(".").strip()
    return number if number not in {"", "0"} else None


def _paragraphs(node: etree._Element, name: str) -> list[Paragraph]:
    """The paragraphs of a text that is HTML within XML."""
    text = _text(node, name)
    if "<" not in text and re.search(r"&lt;/?[a-z]", text, re.IGNORECASE):
        text = unescape(text)  # escaped twice
    return list(text_of_html(text).paragraphs) if text else []


def _labelled(node: etree._Element) -> Iterator[tuple[str, str]]:
    """The site's own two fields of an item, label and words, where both are there."""
    for number in "12":
        label = " ".join(_text(node, f"commentlabel{number}").split()).rstrip(": ")
        words = tidy(" ".join(unescape(_text(node, f"commenttext{number}")).split()))
        if label and words:
            yield label, words


def _comments(node: etree._Element) -> Iterator[Paragraph]:
    for label, words in _labelled(node):
        said = " ".join(one.text for one in text_of_html(words).paragraphs)
        if said:
            yield Paragraph(f"{label}: {said}")


def _with_labelled(item: ItemReading, node: etree._Element) -> ItemReading:
    """The item with its author, by name (a user's short name is nobody's), and what labels tell."""
    author = " ".join(_text(node, "authorusername").split())
    facts = {label.lower(): words for label, words in _labelled(node)}
    named = people_of_facts(facts)
    known = any(one.role == "author" for one in named) or not only_a_name(author)
    written = () if known else (Person(author, "author"),)
    return replace(
        item,
        people=tuple(dict.fromkeys((*item.people, *written, *named))),
        wards=item.wards or wards_of(facts),
    )


def _link(doc: etree._Element) -> Link:
    title, url = _text(doc, "title") or _text(doc, "ownertitle"), _text(doc, "url")
    if _true(doc, "isrestricted"):
        return Link(title, "", private=True, ground=ground_of(_text(doc, "restrictionsref")))
    number = _text(doc, "attachmentid")
    return Link(title, url, document_key(url) or (f"s{number}" if number.isdigit() else None))


def _attendance(root: etree._Element) -> Iterator[Attendee]:
    found = (_attendee(one) for one in _all(root, "attendee"))
    yield from dict.fromkeys(one for one in found if one)


def _attendee(node: etree._Element) -> Attendee | None:
    """Somebody with the post they held there: `representing` is that of the day, `keyposts` theirs."""
    told = attended(*(node.get(name, "") for name in ("name", "roledescription", "attendance")))
    if told is None:
        return None
    posts, stands_for = (node.get(name, "").strip() for name in ("keyposts", "representing"))
    if POST.search(stands_for) or stands_for == posts:
        return replace(told, post=stands_for or posts or told.post)
    body = stands_for if told.role in {"co-opted", "invited"} else ""
    return replace(told, post=posts or told.post, organisation=body or told.organisation)
