"""A search as an Atom feed (RFC 4287), newest first. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from indexer.search.answers import Answer, FoundItem
from indexer.search.decision_lines import decided
from indexer.search.item_lines import numbers
from searchui.wording import capitalised, day

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"
ENTRIES = 50
"""Of the newest items, in one feed."""
_NEVER = "1970-01-01T00:00:00Z"
"""Where nothing was ever indexed: an entry and a feed must have a time."""
# What XML 1.0 has no way to write (section 2.2), though a paper may hold it.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a feed stands, all of them absolute."""

    feed: str
    """Its own address, always the same for the same question: its identifier too."""
    page: str
    """The search as a page."""
    root: str
    """Before the identifier of an item, without a slash at the end."""


def atom(
    answer: Answer, came: Mapping[str, str | None], addresses: Addresses, author: str
) -> bytes:
    """The feed of an answer, of which all hits are entries. `author` is who gives it out; `came` says
    of items when the newest of their papers was first held (as 2026-11-21T04:10:00Z).
    """
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "en-GB"})
    _put(feed, "id", addresses.feed)
    _put(feed, "title", f"Minutebook: {answer.understood}")
    _put(feed, "updated", answer.fresh or _NEVER)
    _put(ET.SubElement(feed, "author"), "name", author)
    _link(feed, "self", addresses.feed, MEDIA_TYPE)
    _link(feed, "alternate", addresses.page, "text/html")
    for hit in answer.hits:
        _entry(feed, hit, addresses.root, _updated(hit, came.get(hit.id)) or answer.fresh or _NEVER)
    ET.indent(feed)
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _updated(hit: FoundItem, came: str | None) -> str | None:
    """When its newest paper came, or the day it is of, whichever is later: an item that gains minutes
    is shown again by readers of feeds. None where neither is known.
    """
    of_day = f"{hit.date.isoformat()}T00:00:00Z" if hit.date else None
    return max((time for time in (of_day, came) if time), default=None)


def _entry(feed: ET.Element, hit: FoundItem, root: str, updated: str) -> None:
    """An item, under its identifier."""
    entry = ET.SubElement(feed, "entry")
    _put(entry, "id", f"{root}/{hit.id}")
    _put(entry, "title", f"{hit.title}: {hit.heading}" if hit.heading else hit.title)
    _put(entry, "updated", updated)
    _link(entry, "alternate", f"{root}/{hit.id}", "text/html")
    for topic in hit.topics:
        ET.SubElement(entry, "category", {"term": _writable(topic)})
    _put(entry, "summary", "\n".join(_summary(hit)))


def _summary(hit: FoundItem) -> Iterator[str]:
    where = [hit.board, day(hit.date), *numbers(hit)]
    yield capitalised(", ".join(part for part in where if part))
    draft = " (draft minutes)" if hit.minutes_status == "draft" else ""
    for said, group in decided(hit.decisions):
        parts = (f"{one.number}) {one.text}" if one.number else one.text for one in group)
        cut = "" if all(one.complete for one in group) else " (cut in the papers held)"
        yield f"{said}{draft}: {' '.join(parts)}{cut}"


def _link(parent: ET.Element, rel: str, href: str, media_type: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "type": media_type, "href": _writable(href)})


def _put(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _writable(text)


def _writable(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", text)
