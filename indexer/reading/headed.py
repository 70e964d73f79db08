"""Minutes laid out under headings: "Item 3: …", "3. …", or words in bold alone.

How the first of them are written decides for all, so that a list or a bold line in the text of an item
opens no item of its own.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from indexer.model import Paragraph
from indexer.reading.items import RawItem
from indexer.reading.titles import is_standing
from indexer.reading.words import bullet_of, part_number

_ITEM = re.compile(
    r"^(?:Agenda )?Items?\s+(?:No\.?\s*)?(?P<number>\d{1,3}(?:[a-z]\b)?)\s?(?P<sub>\(?[ivx]{1,4}\))?\)?"
    r"(?:\s*[:.–—-]\s*|\s+|\t)(?P<title>\S.{1,220})$",
    re.IGNORECASE | re.DOTALL,
)
_NUMBERED = re.compile(
    r"^(?P<number>\d{1,3}[a-z]?)(?P<sub>)(?:[.):]\s*|\t|\s{1,3})(?P<title>[A-Z“‘'\"(].{1,180})$",
    re.DOTALL,
)
_NO_HEADING = re.compile(
    r"^(?:actions?\b(?:\s+(?:points?|\d+|[ivx]+\)?))?(?: for \w+)?\s*(?::|$|[-–])|outstanding actions?\b"
    r"|note\s*:|present\b|attendees?\b|attendance\b|in attendance\b|apologies(?: from| received)?\s*:"
    r"|members\b|(?:panel|other)(?: attendees| members)?\s*:|secretariat\b|items?\s*(?:\t\s*actions?)?$"
    r"|agreed\b|resolved\b|recommended\b|decision\b|minutes and actions$|chair\s*:|meeting note)",
    re.IGNORECASE,
)
_APOLOGIES = re.compile(r"^apolog", re.IGNORECASE)
_OTHER_BUSINESS = re.compile(r"^a\.?o\.?(?:c\.?)?b\b", re.IGNORECASE)
_LONGEST = 120
_FEW = 2
"""Headings of one style that show it to be the paper's own."""

_LOW = 3
"""Numbers begin no later: the first headings may be lost."""
_PROSE = 40
"""Characters from which the paragraph under a heading is taken for text, and not for one more name."""

_Heads = Callable[[Sequence[Paragraph], int], RawItem | None]


def headed_items(paragraphs: Sequence[Paragraph]) -> tuple[int, list[RawItem]]:
    """The place of the first heading, and the items under them all; none where there are no headings."""
    for style in (_by_word, _by_number, _by_weight):
        found = [raw for n in range(len(paragraphs)) if (raw := style(paragraphs, n)) is not None]
        if len(found) >= _FEW and (style is _by_weight or _rise(found)):
            return _under(paragraphs, style)
    return len(paragraphs), []


def _under(paragraphs: Sequence[Paragraph], style: _Heads) -> tuple[int, list[RawItem]]:
    """Each heading with what stands below it; before the first numbered one, bold words head items."""
    items: list[RawItem] = []
    first = len(paragraphs)
    for place, paragraph in enumerate(paragraphs):
        raw = style(paragraphs, place)
        numbered = any(item.number for item in items)
        if raw is not None and not _follows(items, raw):
            raw = None
        if raw is None and not numbered:
            raw = _by_weight(paragraphs, place)
        if raw is not None:
            first = min(first, place)
            items.append(raw)
        elif items:
            items[-1].minutes.append(paragraph)
    return first, items


def _by_word(paragraphs: Sequence[Paragraph], place: int) -> RawItem | None:
    """As in "Item 6i): Procurement", set apart or on a line of its own."""
    paragraph = paragraphs[place]
    found = _ITEM.match(paragraph.text)
    return _raw(found) if found and (paragraph.strong or paragraph.gap) else None


def _by_number(paragraphs: Sequence[Paragraph], place: int) -> RawItem | None:
    paragraph = paragraphs[place]
    found = _NUMBERED.match(paragraph.text) if paragraph.strong else None
    return _raw(found) if found else None


def _by_weight(paragraphs: Sequence[Paragraph], place: int) -> RawItem | None:
    """Words in bold with text under them, or the title of a standing item."""
    paragraph = paragraphs[place]
    text = paragraph.text.strip()
    plain = not paragraph.strong or len(text) > _LONGEST or text.endswith((".", ";", ","))
    marked = "\t" in text or bullet_of(text) or (part_number(text) and not text[0].isdigit())
    if plain or marked or _NO_HEADING.match(text) or not text[:1].isalnum() or text[:1].islower():
        return None
    title = " ".join(text.rstrip(" :").split())
    return RawItem(title) if _heads_text(title, paragraphs[place + 1 : place + 2]) else None


def _heads_text(title: str, below: Sequence[Paragraph]) -> bool:
    """Whether text stands below, and no list of people."""
    if not below or _NO_HEADING.match(below[0].text):
        return False
    prose = len(below[0].text) >= _PROSE or below[0].text.endswith(".")
    if _APOLOGIES.match(title):
        return prose and not below[0].strong
    usual = is_standing(title) or bool(_OTHER_BUSINESS.match(title))
    return usual or (not below[0].strong and (prose or bullet_of(below[0].text)))


def _raw(found: re.Match[str]) -> RawItem | None:
    title = " ".join(found["title"].rstrip(" :").removesuffix(".").split())
    if (
        len(title) > 2 * _LONGEST
        or title.endswith(";")
        or ". " in title
        or _NO_HEADING.match(title)
    ):
        return None
    sub = (found["sub"] or "").strip("()")
    return RawItem(title, number=found["number"] + sub, numbered_as="minute")


def _rise(found: Sequence[RawItem]) -> bool:
    """True where numbers begin low and never fall: not for the entries of several lists."""
    numbers = [_number(raw) for raw in found]
    return numbers[0] <= _LOW and all(one <= then for one, then in pairwise(numbers))


def _follows(items: Sequence[RawItem], raw: RawItem) -> bool:
    """True for a number not below the last item's, and not far above it."""
    before = next((_number(item) for item in reversed(items) if item.number), 0)
    return raw.number is None or before <= _number(raw) <= before + 3


def _number(raw: RawItem) -> int:
    digits = re.match(r"\d+", raw.number or "0")
    return int(digits[0]) if digits else 0
