"""Where each field of an item was read: the document, the page in it, the words."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from indexer.model import Item, ItemReading, Source, Zone
from indexer.reading.merging import ItemDraft, ItemTold, ranked
from indexer.reading.privacy import withholds
from indexer.reading.told import key_of

LONGEST = 200
"""Letters of the words that are kept."""
MOST = 200
"""Values of a field that are told with their source, so that no hostile paper costs time without end."""
_MINUTED: frozenset[Zone] = frozenset({"minutes", "decision"})
_HEADED: frozenset[Zone] = frozenset({"agenda", "minutes", "decision"})
_REPORTED: frozenset[Zone] = frozenset({"report", "recommendation", "programme"})
_ALL = _HEADED | _REPORTED
_TRIES = (40, 12, 6)
"""So many words are looked for, from the first: the rest may run on behind the mark of a list."""
_KEY = re.compile(r"\bkey decision\b", re.IGNORECASE)
_WARDS = re.compile(
    r"\bwards?\b(?:\(s\))?.{0,20}\baffected\b"
    r"|^(?:electoral\s+)?(?:wards?|divisions?)\b(?:\(s\))?[^:\t.]{0,40}[:\t]",
    re.IGNORECASE | re.DOTALL,
)
_LABEL = 30
"""Letters that may stand before a title in its line: "Subject:", "Report title:"."""

_Told = ItemReading | Item
_Found = tuple[int | None, str]
"""The page, and the words as printed there."""


def sources_of(item: Item, draft: ItemDraft, minuted: ItemTold | None) -> tuple[Source, ...]:
    """A source for each value that the item shows, and where that has no page the best that has one.

    The words are as printed there, up to `LONGEST` letters; `page` is None where the document has no
    pages, or the words were not found in it again. A title and a number are said to stand on the
    page on which the item's own text begins. `minutes` is told by its first paragraph.
    """
    papers = [_Paper(one) for one in ranked((one.kind, one) for one in draft.told)]
    best_first = sorted(papers, key=lambda paper: paper.told is not minuted)
    found = (
        source
        for name, field in _FIELDS.items()
        for value in (field.values(item) or _only_told(name, papers, field))[:MOST]
        for source in _told(name, field, value, best_first if field.minuted else papers)
    )
    return tuple(dict.fromkeys(found))


def _only_told(name: str, papers: Iterable["_Paper"], field: "_Field") -> list[str]:
    """The way of a report, which is not in the item yet: that of the first paper that tells one."""
    ways = (field.values(paper.told.item) for paper in papers) if name == "path" else iter(())
    return next((way for way in ways if way), [])


def _told(name: str, field: "_Field", value: str, papers: Iterable["_Paper"]) -> Iterator[Source]:
    """The first paper that tells the value; if that has no page, the first that has one too."""
    key, first = key_of(value), True
    for paper in papers:
        if key not in paper.keys(name, field):
            continue
        page, words = field.place(paper, value)
        if first or page is not None:
            yield Source(name, paper.told.document.id, page, words[:LONGEST])
        if page is not None:
            return
        first = False


class _Paper:
    """What one document tells of an item: each zone as one text that knows its pages."""

    def __init__(self, told: ItemTold) -> None:
        self.told = told
        self._texts: dict[frozenset[Zone], _Words] = {}
        self._keys: dict[str, frozenset[str]] = {}

    def words(self, zones: frozenset[Zone]) -> "_Words":
        """Its text of these zones."""
        if zones not in self._texts:
            self._texts[zones] = _Words(self.told, zones)
        return self._texts[zones]

    def keys(self, name: str, field: "_Field") -> frozenset[str]:
        """What it tells of a field, for comparing."""
        if name not in self._keys:
            self._keys[name] = frozenset(map(key_of, field.values(self.told.item)))
        return self._keys[name]


class _Words:
    """Paragraphs as one text, a line each, in which words are found with their page."""

    def __init__(self, told: ItemTold, zones: frozenset[Zone]) -> None:
        self.lines: list[tuple[str, int | None]] = []
        self._starts: list[int] = []
        self._pages: list[int | None] = []
        texts, offset = [], 0
        for excerpt in told.item.excerpts:
            for paragraph in excerpt.paragraphs if excerpt.zone in zones else ():
                self.lines.append((paragraph.text, paragraph.page))
                for start, page in paragraph.starts or ((0, None),):
                    self._starts.append(offset + start)
                    self._pages.append(page)
                texts.append(paragraph.text)
                offset += len(paragraph.text) + 1
        self._text = "\n".join(texts)

    def find(self, value: str) -> _Found | None:
        """Where the words stand, whatever is between them; else their front, else their end."""
        words = re.findall(r"\w+", value)
        few = [count for count in _TRIES if count < len(words)]
        parts = [words, *(words[:count] for count in few), *(words[-count:] for count in few)]
        found = next((found for part in parts if part and (found := self._run(part))), None)
        if found is None:
            return None
        end = found.start() + min(LONGEST, max(len(value), found.end() - found.start()))
        return self.page(found.start()), " ".join(self._text[found.start() : end].split())

    def _run(self, words: list[str]) -> re.Match[str] | None:
        between = r"[\W_]+".join(map(re.escape, words))
        return re.search(rf"(?<!\w){between}(?!\w)", self._text)

    def page(self, offset: int) -> int | None:
        """The page on which an offset of the text stands."""
        place = bisect_right(self._starts, offset) - 1
        return self._pages[place] if place >= 0 else None

    def line(self, wanted: Callable[[str], bool]) -> _Found | None:
        """The first paragraph that is wanted, with the next one where it is a mere label."""
        for place, (text, page) in enumerate(self.lines):
            if wanted(text):
                below = self.lines[place + 1][0] if place + 1 < len(self.lines) else ""
                alone = text.rstrip().endswith((":", "?")) and below
                return page, f"{text} {below}" if alone else text
        return None


@dataclass(frozen=True, slots=True)
class _Field:
    """How the values of a field are read from what is told, and found again in a paper."""

    values: Callable[[_Told], list[str]]
    place: Callable[[_Paper, str], _Found]
    minuted: bool = False
    """Whether it is the minutes that tell it."""


def _said(zones: frozenset[Zone]) -> Callable[[_Paper, str], _Found]:
    def place(paper: _Paper, value: str) -> _Found:
        return paper.words(zones).find(value) or (None, value)

    return place


def _headed(paper: _Paper, value: str) -> _Found:
    """A title or number, which stands over the text: in a line of its own, else on its first page."""
    key = key_of(value)
    line = paper.words(_ALL).line(
        lambda text: len(text) <= len(value) + _LABEL and key_of(text).endswith(key)
    )
    if line and not value.isdigit():
        return line[0], value
    lines = paper.words(_HEADED).lines
    return (lines[0][1] if lines else None), value


def _labelled(label: re.Pattern[str]) -> Callable[[_Paper, str], _Found]:
    def place(paper: _Paper, value: str) -> _Found:
        words = paper.words(_ALL)
        return (
            words.line(lambda text: bool(label.search(text))) or words.find(value) or (None, value)
        )

    return place


def _private(paper: _Paper, value: str) -> _Found:
    return paper.words(_HEADED).line(withholds) or (None, value)


def _privacy(told: _Told) -> list[str]:
    """The section or else the title: where either says so, or a line beneath, the item is private."""
    return [told.section or told.title] if told.private else []


def _one(name: str) -> Callable[[_Told], list[str]]:
    def values(told: _Told) -> list[str]:
        value = getattr(told, name, None)
        return [str(value)] if value else []

    return values


def _each(name: str, part: str | None = None) -> Callable[[_Told], list[str]]:
    def values(told: _Told) -> list[str]:
        return [str(getattr(one, part) if part else one) for one in getattr(told, name)]

    return values


def _key_decision(told: _Told) -> list[str]:
    return [] if told.key_decision is None else ["yes" if told.key_decision else "no"]


def _opening(told: _Told) -> list[str]:
    """The first paragraph of the minutes."""
    if told.minutes is None or isinstance(told.minutes, str):
        return [told.minutes.partition("\n\n")[0]] if told.minutes else []
    return list(told.minutes[:1])


def _way(told: _Told) -> list[str]:
    return [step.board if not isinstance(step, tuple) else step[0] for step in told.path]


_FIELDS = {
    "title": _Field(_one("title"), _headed),
    "section": _Field(_one("section"), _said(_ALL)),
    "agenda_number": _Field(_one("agenda_number"), _headed),
    "minute_number": _Field(_one("minute_number"), _headed),
    "minute_reference": _Field(_one("minute_reference"), _headed),
    "heading": _Field(_one("heading"), _said(_MINUTED), minuted=True),
    "report_of": _Field(_one("report_of"), _said(_HEADED)),
    "private": _Field(_privacy, _private),
    "key_decision": _Field(_key_decision, _labelled(_KEY)),
    "wards": _Field(_each("wards"), _labelled(_WARDS)),
    "path": _Field(_way, _said(_ALL)),
    "minutes": _Field(_opening, _said(_MINUTED), minuted=True),
    "decisions": _Field(_each("decisions", "text"), _said(_MINUTED), minuted=True),
    "undertakings": _Field(_each("undertakings"), _said(_MINUTED), minuted=True),
    "votes": _Field(_each("votes", "motion"), _said(_MINUTED), minuted=True),
    "recommendations": _Field(_each("recommendations", "text"), _said(_REPORTED)),
    "programme": _Field(_each("programme", "title"), _said(_REPORTED)),
    "people": _Field(_each("people", "name"), _said(_ALL)),
    "refers_to": _Field(_each("refers_to", "text"), _said(_ALL)),
}
