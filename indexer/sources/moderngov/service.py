"""Answers of ModernGov's web service (`mgWebService.asmx`): from bytes to records. Pure.

What an answer is, its root element says: an HTML page with status 200 comes where the service is
switched off (moderngov.md §7.3). Nothing is fetched, no entity is expanded, a DOCTYPE is refused.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Date
from datetime import time as Time
from typing import Any, TypeAlias

from lxml import etree

from indexer.councils import document_key
from indexer.dates import read_date, read_time
from indexer.errors import PageChanged, Unreadable
from indexer.extract.characters import decode
from indexer.extract.html import text_of_html

Element: TypeAlias = Any
"""An element of lxml, which has no types."""

_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_DECLARATION = re.compile(r"^\s*<\?xml\b[^>]{0,300}\?>")
_DTD = re.compile(r"<!(?:doctype|entity)\b", re.IGNORECASE)
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HTML_FIELDS = ("agendatext", "minutesnonemptyhtmlbody", "decisionnonemptyhtmlbody")


class NotXml(PageChanged):
    """No answer of the service came: a web page, or nothing."""


@dataclass(frozen=True, slots=True)
class ServiceBoard:
    """A committee; past ones too."""

    number: str
    name: str
    deleted: bool
    expired: bool


@dataclass(frozen=True, slots=True)
class ServiceMeeting:
    """A meeting in a list of them."""

    number: str
    board: str | None
    date: Date | None
    start: Time | None
    status: str | None
    """As the service says: "Confirmed", "Cancelled"."""


@dataclass(frozen=True, slots=True)
class ServiceDocument:
    """A paper of an item."""

    key: str | None
    """None where it lies elsewhere."""
    url: str | None
    """As printed, perhaps relative to the site's root; None where the paper is withheld."""
    title: str
    restricted: bool


@dataclass(frozen=True, slots=True)
class ServiceMeetingDetail:
    """All that is used of what the service tells of one meeting."""

    number: str
    date: Date | None
    status: str | None
    documents: tuple[ServiceDocument, ...]
    restricted_count: int
    """Papers and items that are withheld."""
    minutes: dict[str, int]
    """By item number, the characters of its minutes, without markup; items without are left out."""


def read_committees(xml: bytes) -> tuple[ServiceBoard, ...]:
    """The answer of GetCommittees; `NotXml` also where it lists none, as a dead service does."""
    root = _rooted(xml, "committees")
    found = tuple(_board(node) for node in root.iter("{*}committee") if _said(node, "committeeid"))
    if not found:
        raise NotXml("the service lists no committees")
    return found


def read_meetings(xml: bytes) -> tuple[ServiceMeeting, ...]:
    """The answer of GetMeetings or GetAllMeetingsByDate; `NotXml`, `PageChanged` if it is none."""
    root = _rooted(xml, "getmeetings", "getmeetingsbydate")
    return tuple(
        ServiceMeeting(
            number=number,
            board=_said(node, "committeeid") or _enclosing_board(node),
            date=read_date(_said(node, "meetingdate")),
            start=read_time(_said(node, "meetingtime")),
            status=_said(node, "meetingstatus") or None,
        )
        for node in root.iter("{*}meeting")
        if (number := _said(node, "meetingid"))
    )


def read_meeting(xml: bytes) -> ServiceMeetingDetail:
    """The answer of GetMeeting; `NotXml`, `PageChanged` if it is none."""
    root = _rooted(xml, "meeting")
    number = _said(root, "meetingid")
    if not number:
        raise PageChanged("the service's meeting has no meetingid")
    items = list(root.iter("{*}agendaitem"))
    documents = tuple(_document(node) for node in root.iter("{*}linkeddoc"))
    withheld = sum(document.restricted for document in documents)
    return ServiceMeetingDetail(
        number=number,
        date=read_date(_said(root, "meetingdate")),
        status=_said(root, "meetingstatus") or None,
        documents=documents,
        restricted_count=withheld + sum(_is_true(item, "isrestricted") for item in items),
        minutes=dict(_minutes(items)),
    )


def root_of(xml: bytes) -> Element:
    """The root of an XML document; `NotXml` for what is none, or has a DOCTYPE.

    What is not well formed is read as far as it goes: some sites put the HTML of minutes in as it
    is (moderngov.md §7.2).
    """
    declared = _DECLARED.match(xml[:1000].removeprefix(b"\xef\xbb\xbf"))
    text = decode(xml, declared[1].decode() if declared else None).lstrip("\ufeff \t\r\n")
    if not text.startswith("<"):
        raise NotXml("no XML came" if text else "an empty answer came")
    if _DTD.search(text):
        raise NotXml("a web page, or XML with a DOCTYPE, came where plain XML was due")
    plain = _shielded(_NOT_XML.sub("", _DECLARATION.sub("", text, count=1)))
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(plain.encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotXml("the answer is no XML") from error
    if root is None or name_of(root) == "html":
        raise NotXml("a web page came where XML was due")
    return root


def name_of(element: Element) -> str:
    """The name of an element in small letters, without its namespace."""
    tag = element.tag  # `<b:>`, which no name is, comes out of the lenient parser too
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def text_of(element: Element | None) -> str:
    """The words of an element, with single spaces."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _rooted(xml: bytes, *names: str) -> Element:
    root = root_of(xml)
    if name_of(root) not in names:
        raise PageChanged(f"wanted <{names[0]}> from the service, found <{name_of(root)}>")
    return root


def _shielded(text: str) -> str:
    """The document with the HTML that stands unescaped in its long texts escaped."""
    for name in _HTML_FIELDS:
        opening, closing = f"<{name}>", f"</{name}>"
        first, *parts = text.split(opening)
        text = first + "".join(opening + _escaped(part, closing) for part in parts)
    return text


def _escaped(part: str, closing: str) -> str:
    body, end, rest = part.partition(closing)
    raw = end and "<" in body and "<![CDATA[" not in body
    return f"{html.escape(body, quote=False) if raw else body}{end}{rest}"


def _said(element: Element, name: str) -> str:
    """What a child says; empty where it holds but white space, or is not there."""
    return text_of(next(element.iterchildren(f"{{*}}{name}"), None))


def _is_true(element: Element, name: str) -> bool:
    return _said(element, name).lower() == "true"


def _board(node: Element) -> ServiceBoard:
    return ServiceBoard(
        number=_said(node, "committeeid"),
        name=_said(node, "committeetitle"),
        deleted=_is_true(node, "committeedeleted"),
        expired=_is_true(node, "committeeexpired"),
    )


def _enclosing_board(meeting: Element) -> str | None:
    committee = next(meeting.iterancestors("{*}committee"), None)
    return _said(committee, "committeeid") or None if committee is not None else None


def _document(node: Element) -> ServiceDocument:
    url, number = _said(node, "url"), _said(node, "attachmentid")
    elsewhere = _is_true(node, "isurl")
    key = document_key(url) or (f"s{number}" if re.fullmatch("[0-9]{1,12}", number) else None)
    return ServiceDocument(
        key=None if elsewhere else key,
        url=url or None,
        title=_said(node, "title"),
        restricted=_is_true(node, "isrestricted") or _is_withheld(node),
    )


def _is_withheld(node: Element) -> bool:
    """True where the item that a paper belongs to is kept from the public."""
    items = node.iterancestors("{*}agendaitem")
    return any(
        _is_true(item, "isrestricted") or _said(item, "isdisplayallowed").lower() == "false"
        for item in items
    )


def _minutes(items: list[Element]) -> Iterator[tuple[str, int]]:
    for item in items:
        number, markup = _said(item, "agendaitemid"), _said(item, "minutesnonemptyhtmlbody")
        if number and markup:
            length = _length(markup)
            if length:
                yield number, length


def _length(markup: str) -> int:
    """The characters of some HTML without its markup, which may have been escaped twice."""
    if markup.startswith("&lt;"):
        markup = html.unescape(markup)
    try:
        return sum(len(paragraph.text) for paragraph in text_of_html(markup).paragraphs)
    except Unreadable:
        return len(markup)
