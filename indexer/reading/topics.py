"""What an item is about: topics of one list, found by rules that can explain themselves.

The title decides first; without it, words must stand where a matter is opened or resolved, and again
in its text. What a long report mentions in passing is no topic; what fits none has none.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from indexer.model import Item, Passage, Source
from indexer.reading.assemble import Assembled
from indexer.reading.titles import is_programme, is_standing
from indexer.topics import Topics

MOST = 3
"""Topics of an item, at most."""
ENOUGH = 5
"""Points from which an item is about a topic: a title gives them all."""
BESIDE = 7
"""Points that a topic needs beside one that stands in the title."""
_TITLE = 5
"""Points of words in the title, or in the matter's own heading where it has one."""
_TWICE, _PART = 2, 4
"""Points of a place in what is resolved, or in the opening; and what either gives at most."""
_TEXT, _PACE = 3, 100
"""Points that the rest of the text gives at most, and words of it in which a topic must come up for one."""
_OPENING_WORDS = 60
_READ = 4_000
"""Words of an item's text that are looked at: what it is about is said before."""
_SHOWN = 5
"""Words that are kept to show a topic, at most."""
_TOLD = frozenset({"minutes", "report", "agenda"})
"""Zones that are looked at; decisions and recommendations are taken from their own fields."""
_APPLICATION = re.compile(r"^(?:[A-Z]{1,4}/?)?\d{2,4}/\d{2,6}\b|^[A-Z]{1,4}/\d{2,4}/")
_PLANNING = re.compile(r"\b(?:planning|development (?:control|management))\b", re.IGNORECASE)
"""A title that begins with a number is a planning application's where the board's name says so. It goes
on with an address ("Library", "Bus Depot"), whose words show no more than those of an opening.
"""
_BAG = re.compile(
    r"^(?:a\.?o\.?c?\.?b\.?|any other .*business|correspondence.*|relevant correspondence.*"
    r"|.*\bquestions?(?: time)?\b.*|next (?:meeting|steps)|approval of .*minutes|matters arising.*"
    r"|calendar of meetings.*|announcements?)$",
    re.IGNORECASE,
)
"""Titles over whatever comes up: no one matter, so no topic."""
_FORMAL = re.compile(
    r"\b(?:implications?|impact assessments?|equalit\w+|background papers|contact officer|comments from"
    r"|risk management|crime and disorder act|consultees?|appendices)\b",
    re.IGNORECASE,
)
"""Headings that every report has, whatever it is about."""


@dataclass(frozen=True, slots=True)
class Found:
    """A topic of an item, with the words that show it, and where the first of them stand."""

    topic: str
    words: tuple[str, ...]
    document: str
    page: int | None


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Some text of an item: in which part of it, and where that was read."""

    part: Literal["title", "resolved", "opening", "text"]
    text: str
    document: str
    page: int | None


@dataclass(slots=True)
class _Tally:
    """What shows one topic: how often in each part, in which words, and where first."""

    first: _Stretch
    times: Counter[str] = field(default_factory=Counter)
    words: dict[str, str] = field(default_factory=dict)


def with_topics(assembled: Assembled, topics: Topics) -> Assembled:
    """The same items, each with its topics, and with the words that show them among its sources."""
    passages: dict[str, list[Passage]] = defaultdict(list)
    for passage in assembled.passages:
        passages[passage.item].append(passage)
    items = (_told(item, topics_of(item, passages[item.id], topics)) for item in assembled.items)
    return replace(assembled, items=tuple(items))


def _told(item: Item, found: Sequence[Found]) -> Item:
    sources = (
        Source("topics", one.document, one.page, f"{one.topic}: {'; '.join(one.words)}")
        for one in found
    )
    return replace(
        item, topics=tuple(one.topic for one in found), sources=(*item.sources, *sources)
    )


def topics_of(item: Item, passages: Sequence[Passage], topics: Topics) -> tuple[Found, ...]:
    """Up to three topics, the surest first, each with the words that show it."""
    if not _is_matter(item):
        return ()
    tallies: dict[str, _Tally] = {}
    length = 0
    for stretch in _stretches(item, passages):
        length += len(stretch.text.split()) if stretch.part == "text" else 0
        for shown in topics.find(stretch.text):
            for topic in shown.topics:
                _count(tallies.setdefault(topic, _Tally(stretch)), stretch, shown.words)
    points = {topic: _points(tally, length) for topic, tally in tallies.items()}
    enough = BESIDE if any(tally.times["title"] for tally in tallies.values()) else ENOUGH
    sure = [t for t in tallies if tallies[t].times["title"] or points[t] >= enough]
    sure.sort(key=lambda t: _rank(tallies[t], points[t]), reverse=True)
    return tuple(_found(topic, tallies[topic]) for topic in sure[:MOST])


def _is_matter(item: Item) -> bool:
    """True for an item about something of its own, and not about whatever comes up at a meeting."""
    standing = is_standing(item.title) or is_programme(item.title) or _BAG.match(item.title)
    return not item.routine and bool(item.heading or not standing)


def _stretches(item: Item, passages: Sequence[Passage]) -> Iterator[_Stretch]:
    document = next((one.id for one in item.documents if one.id), "")
    number = _APPLICATION.match(item.title)
    if number and not item.heading and item.board and _PLANNING.search(item.board.name):
        yield _Stretch("title", f"planning application {number[0]}", document, None)
        yield _Stretch("opening", item.title, document, None)
    else:
        yield _Stretch("title", item.heading or item.title, document, None)
    for text in (*(d.text for d in item.decisions), *(r.text for r in item.recommendations)):
        yield _Stretch("resolved", text, document, None)
    opening, left = _OPENING_WORDS, _READ
    for passage in passages:
        if left <= 0 or passage.zone not in _TOLD or _FORMAL.search(passage.heading or ""):
            continue
        page = passage.starts[0][1] if passage.starts else None
        words = len(passage.text.split())
        cut = _after(passage.text, opening)
        if cut:
            yield _Stretch("opening", passage.text[:cut], passage.document, page)
        if passage.text[cut:]:
            yield _Stretch("text", passage.text[cut:], passage.document, page)
        opening, left = max(opening - words, 0), left - words


def _after(text: str, words: int) -> int:
    """The offset after so many words."""
    found = re.match(rf"(?:\S+\s*){{0,{words}}}", text)
    return found.end() if found else 0


def _count(tally: _Tally, stretch: _Stretch, words: str) -> None:
    tally.times[stretch.part] += 1
    tally.words.setdefault(words.casefold(), words)


def _points(tally: _Tally, length: int) -> int:
    """How surely a topic is shown; `length` is that of the rest of the text, in words."""
    times = tally.times
    title = _TITLE if times["title"] else 0
    parts = sum(min(_PART, times[part] * _TWICE) for part in ("resolved", "opening"))
    return title + parts + min(_TEXT, times["text"], times["text"] * _PACE // max(length, 1))


def _rank(tally: _Tally, points: int) -> tuple[bool, int, int]:
    return bool(tally.times["title"]), points, tally.times.total()


def _found(topic: str, tally: _Tally) -> Found:
    first = tally.first
    return Found(topic, tuple(tally.words.values())[:_SHOWN], first.document, first.page)
