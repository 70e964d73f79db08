"""A late paper that says on its head to which item it belongs: "LATE PAPER / AGENDA ITEM 5 – TITLE".

Such a paper comes after the agenda, often without a page that links it. It joins its meeting and item only
where one body, one day, number and title are printed; else it is a paper like any other.
"""

import re
from collections.abc import Sequence

from indexer.dates import find_dates
from indexer.model import ItemReading, MeetingReading, Paragraph
from indexer.reading.packs import with_report
from indexer.reading.reports import read_report
from indexer.reading.title_block import body_in, is_council
from indexer.reading.titles import folded
from indexer.reading.words import mended, unfinished

_HEAD = 12
_LATE = re.compile(
    r"(?:late|supplementary|additional|further)\s+(?:papers?|items?|reports?|information|representations?"
    r"|documents?|appendix|appendices|update|sheet)\b.{0,60}$|(?:papers?|items?|reports?) to follow$"
    r"|to follow$|(?:addendum|update sheet|tabled (?:paper|item|document))\b.{0,60}$",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"agenda item (?:no\.? ?|number )?:?\s?(?P<number>\d{1,3}[a-z]?)\s*(?:[:.–—-]\s*(?P<title>\S.*))?$",
    re.IGNORECASE,
)
_TO = re.compile(
    r"^(?:(?:report )?to|(?:name of )?(?:meeting|committee|body)|date)\s*:?\s+(?:the )?",
    re.IGNORECASE,
)
_LONGEST = 200


def read_late_paper(paragraphs: Sequence[Paragraph]) -> MeetingReading | None:
    """The meeting and the one item of such a paper; None for any other."""
    head = [" ".join(paragraph.text.split()) for paragraph in paragraphs[:_HEAD]]
    place = next((n for n, text in enumerate(head) if _ITEM.match(text)), None)
    if place is None or not any(_LATE.match(text) for text in head[: place + 3]):
        return None
    number, title = _numbered(head[place : place + 2])
    lines = [text for text in head[: place + 3] if len(text) < _LONGEST and unfinished(text)]
    bodies = {folded(body): body for line in lines if (body := _body(line))}
    days = {day for line in lines for day, _, _ in find_dates(line)}
    if title is None or len(bodies) != 1 or len(days) != 1:
        return None
    report = read_report(mended(paragraphs))
    item = with_report(ItemReading(title=title, agenda_number=number), report)
    return MeetingReading("report", board=bodies.popitem()[1], date=days.pop(), items=(item,))


def _numbered(lines: Sequence[str]) -> tuple[str, str | None]:
    """Number and title: on one line, or the title alone on the next."""
    found = _ITEM.match(lines[0])
    assert found is not None
    below = lines[1] if len(lines) > 1 else ""
    alone = len(below) < _LONGEST and unfinished(below) and below[:1].isupper()
    named = alone and not (_LATE.match(below) or _body(below) or find_dates(below) or ":" in below)
    return found["number"].lower(), found["title"] or (below if named else None)


def _body(line: str) -> str | None:
    if _ITEM.match(line) or _LATE.match(line):
        return None
    days = find_dates(line)
    named = (line[: days[0][1]] or line) if days else line
    body = body_in(_TO.sub("", named.rstrip(" ,"), count=1))
    return None if body is None or is_council(body) else body
