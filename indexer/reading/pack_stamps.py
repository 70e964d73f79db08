"""The stamp "Agenda Item 5", which a site puts on the first page of each paper of a pack."""

import re
from collections.abc import Sequence

from indexer.model import Paragraph
from indexer.reading.items import RawItem

_STAMP = re.compile(r"^agenda item (?:no\.? ?)?(?P<number>\d{1,3}[a-z]?)$", re.IGNORECASE)


def stamped_papers(
    paragraphs: Sequence[Paragraph], items: Sequence[RawItem], begin: int
) -> list[tuple[int, int]]:
    """Where papers begin after the place `begin`, each with the place of its item.

    None where stamps name no item of the agenda or fall back to an earlier one, or where they leave out
    more than half of the items that have pages.
    """
    places = {item.number: place for place, item in enumerate(items) if item.number}
    found: list[tuple[int, int]] = []
    for place in range(begin, len(paragraphs)):
        stamp = _STAMP.match(paragraphs[place].text.strip())
        item = places.get(stamp["number"].lower()) if stamp else None
        if stamp and (item is None or (found and item < found[-1][1])):
            return []
        if item is not None:
            found.append((_top_of_page(paragraphs, place), item))
    ranged = {place for place, item in enumerate(items) if item.printed_pages}
    return found if 2 * len({item for _, item in found} & ranged) >= len(ranged) else []


def _top_of_page(paragraphs: Sequence[Paragraph], place: int) -> int:
    """The first paragraph of the page on which a stamp stands; the stamp's own where pages are not known."""
    page = paragraphs[place].page
    top = place
    while page is not None and top > 0 and paragraphs[top - 1].page == page:
        top -= 1
    return top
