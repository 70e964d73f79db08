"""Pages of a pack that open with the title or the number of an item: a paper begins there.

Not every council heads its reports with "Title:". A page counts only if its first lines are a report's head:
the title alone on its line, nothing but short lines above it, and what heads a report below it. What was
resolved below it is minutes of an earlier meeting on the same matter, and two titles are a list of them.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from indexer.dates import read_date
from indexer.model import Paragraph
from indexer.reading.items import RawItem
from indexer.reading.programmes import read_programme
from indexer.reading.titles import SAME, is_programme, is_standing, likeness
from indexer.reading.words import unfinished

_TOP = 6
"""Paragraphs at the top of a page among which the title of its paper stands."""
_HEAD = 16
"""Paragraphs within which a report shows that it is one."""
_LONGEST = 200
_WORDS_OF_A_HEADING = 14
_ROWS = 2
"""Rows from which what is called a work programme is one."""
_ITEM_LINE = re.compile(
    r"(?:agenda )?item (?:no\.? ?)?(?P<number>\d{1,3})\s?\(?(?P<letter>[a-z]?)\)?"
    r"(?:\s*[:–—-]\s*(?P<title>\S.*))?$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\d{1,4}(?:/\d{2,4})?[a-z]?[.)]?\s|\(?[a-z]\)\s|•")
_RESOLVED = re.compile(r"(?:it was )?(?:unanimously )?(?:resolved|agreed)\b", re.IGNORECASE)
_HEADS_A_REPORT = re.compile(
    r"(?:\d{1,2}(?:\.\d)?[.)]?\s+)?(?:(?:joint |addendum )?reports? (?:of|by|from|to|title|author)\b"
    r"|purpose\b|(?:executive )?summary\b|wards?\b|divisions?\b|electoral\b|contact\b|portfolio\b"
    r"|(?:lead |report )?(?:author|officer)\b|cabinet member\b|recommend|is this a key\b|key decision\b"
    r"|introduction\b|background\b|application\b|site\b|decision (?:required|maker)\b)",
    re.IGNORECASE,
)


def titled_pages(paragraphs: Sequence[Paragraph], items: Sequence[RawItem]) -> dict[int, int]:
    """The place of the first paragraph of each such page, with that of its item; items in order."""
    found: dict[int, int] = {}
    least = 0
    for page, places in groupby(range(len(paragraphs)), lambda place: paragraphs[place].page):
        run = list(places)
        item = _item_of([paragraphs[place] for place in run], items) if page else None
        if item is not None and item >= least:
            found[run[0]] = least = item
    return found


def _item_of(page: Sequence[Paragraph], items: Sequence[RawItem]) -> int | None:
    """The item whose paper begins on top of this page."""
    head = [paragraph.text.strip() for paragraph in page[:_HEAD]]
    if any(map(_RESOLVED.match, head)):
        return None
    told = {place for text in head[:_TOP] if (place := _titled(text, items)) is not None}
    if len(told) == 1:
        title = next(n for n, text in enumerate(head) if _titled(text, items) is not None)
        headed = all(map(_is_head, head[:title])) and any(map(_HEADS_A_REPORT.match, head))
        return told.pop() if headed else None
    return (_by_number(head, items) if not told else None) or _programme(page, items)


def _is_head(text: str) -> bool:
    """True for a line above a title: short, no sentence, no entry of a list; a day is none."""
    entry = _NUMBERED.match(text) and not read_date(text)
    return len(text) < _LONGEST and unfinished(text) and not entry


def _titled(text: str, items: Sequence[RawItem]) -> int | None:
    """The item whose title stands alone on a line, or after "Agenda item 5:"."""
    named = _ITEM_LINE.match(text)
    title = (named["title"] or "") if named else text
    if not title or len(title) > _LONGEST or _NUMBERED.match(title):
        return None
    scores = [
        (likeness(title, raw.title), -place)
        for place, raw in enumerate(items)
        if not is_standing(raw.title)
    ]
    best, place = max(scores, default=(0.0, 0))
    return -place if best >= SAME else None


def _by_number(head: Sequence[str], items: Sequence[RawItem]) -> int | None:
    """The item of a part of it: "Item 4(a)" on top of the page, and a report below."""
    named = _ITEM_LINE.match(head[0]) if head else None
    if named is None or not named["letter"] or not any(map(_HEADS_A_REPORT.match, head[1:])):
        return None
    numbers = [(raw.number or "").lower() for raw in items]
    sought = (named["number"] + named["letter"].lower(), named["number"])
    return next((numbers.index(number) for number in sought if number in numbers), None)


def headed_programme(paragraphs: Sequence[Paragraph], within: int) -> bool:
    """True where one of the first lines calls a paper a work programme or forward plan, and rows follow."""
    headed = any(
        is_programme(one.text) and unfinished(one.text) and not _NUMBERED.match(one.text)
        for one in paragraphs[:within]
        if len(one.text.split()) <= _WORDS_OF_A_HEADING
    )
    return headed and len(read_programme(paragraphs)) >= _ROWS


def _programme(page: Sequence[Paragraph], items: Sequence[RawItem]) -> int | None:
    """The one item that is a work programme, where a page is headed so and holds its rows."""
    named = [place for place, raw in enumerate(items) if is_programme(raw.title)]
    return named[0] if len(named) == 1 and headed_programme(page, 3) else None
