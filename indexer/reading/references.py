"""What a paper refers to: other minutes, decisions and meetings, as printed.

Only what its own words name as such is one: "minute 46/18", "decision 24/00093", "at their meeting on
9 March 2021". A number alone is none: it may be an application, a year, a share.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date as Date
from itertools import islice

from indexer.model import ItemReading, Reference
from indexer.reading.meeting_references import decisions_in, meetings_in
from indexer.reading.minute_references import minutes_in
from indexer.reading.numbering import own_reference
from indexer.reading.reference_line import line_of
from indexer.reading.spoken_dates import MONTHS
from indexer.reading.words import sentences

MOST = 1000
"""References that an item, or a sentence, has at most: no hostile paper costs time without end."""
_SHORTENED = re.compile(r"\b(?:Mins?|Nos?|Refs?)\.$", re.IGNORECASE)


_REFERS = re.compile(r"\b(?:min|decision|meeting|met\b|[a-z]+ed\b)", re.IGNORECASE)
_NUMBER_OR_DAY = re.compile(rf"\d|\b(?:{'|'.join(MONTHS)})\b", re.IGNORECASE)
"""Without one of these nothing is referred to."""


def read_references(item: ItemReading, own: Date | None = None) -> tuple[Reference, ...]:
    """All that the words of an item refer to, in order, none twice.

    `own` is the day of its meeting: that a paper names the meeting it is for is no reference, nor is
    that a minute names itself.
    """
    itself = item.minute_reference
    if itself is None and item.minutes:
        itself = own_reference(item.minute_number, item.title, item.minutes[0])
    texts = [item.title, item.heading or ""]
    texts += [paragraph.text for excerpt in item.excerpts for paragraph in excerpt.paragraphs]
    found = (
        one
        for text in texts
        for line in _lines(text)
        for one in _references(line)
        if not (one.kind == "meeting" and one.date == own)
        and not (
            one.kind == "minute" and one.reference == itself and not one.board and not one.date
        )
    )
    return distinct(islice(found, MOST))


def _lines(text: str) -> list[str]:
    """The sentences of a paragraph; "Min." and "No." end none."""
    lines: list[str] = []
    for part in sentences(text):
        if lines and _SHORTENED.search(lines[-1][-6:]):
            lines[-1] += f" {part}"
        else:
            lines.append(part)
    return lines


def distinct(references: Iterable[Reference]) -> tuple[Reference, ...]:
    """Each minute, decision or meeting once, as the words tell it that say most of it."""
    kept: list[Reference] = []
    for one in references:
        place = next((n for n, other in enumerate(kept) if _same(one, other)), None)
        if place is None:
            kept.append(one)
        elif _told(one) > _told(kept[place]):
            kept[place] = one
    return tuple(kept)


def _same(one: Reference, other: Reference) -> bool:
    """Same kind and number, and neither board, day nor title speaks against it."""
    return (
        (one.kind, one.reference) == (other.kind, other.reference)
        and _agree(one.date, other.date)
        and _agree(_folded(one.board), _folded(other.board))
        and _agree(_folded(one.quoted_title), _folded(other.quoted_title))
    )


def _agree(one: object, other: object) -> bool:
    return one is None or other is None or one == other


def _folded(words: str | None) -> str | None:
    return "".join(re.findall(r"\w", words.lower())) if words else None


def _told(one: Reference) -> int:
    return sum(value is not None for value in (one.quoted_title, one.date, one.board))


def _references(sentence: str) -> Iterator[Reference]:
    if not _NUMBER_OR_DAY.search(sentence) or not _REFERS.search(sentence):
        return
    line = line_of(sentence)
    minutes = list(islice(minutes_in(line), MOST))
    rest = line.without((start, end) for start, end, _ in minutes)
    decisions = list(islice(decisions_in(rest), MOST))
    rest = rest.without((start, end) for start, end, _ in decisions)
    known = {one.date for _, _, one in (*minutes, *decisions)}
    meetings = [place for place in islice(meetings_in(rest), MOST) if place[2].date not in known]
    for _, _, one in sorted((*minutes, *decisions, *meetings), key=lambda place: place[0]):
        yield one
