"""Papers laid beside the agenda in order: whose each is, by its title and its neighbours."""

from collections.abc import Sequence

from indexer.model import Paragraph
from indexer.reading.items import RawItem
from indexer.reading.printed_minutes import minutes_starts
from indexer.reading.reports import read_report
from indexer.reading.titles import likeness

ALIKE = 75.0
"""Likeness from which a report's own title is taken for that of the item it stands under."""


def match_in_order(
    runs: Sequence[Sequence[Paragraph]], items: Sequence[RawItem], told: Sequence[int | None]
) -> list[int | None]:
    """For each paper the place of its item: as told, else by title; minutes go to the item "Minutes"."""
    places: list[int | None] = []
    least = 0
    for run, known in zip(runs, told, strict=True):
        place = known if known is not None else best_item(run, items, least)
        places.append(place)
        least = place if place is not None else least
    return places


def best_item(run: Sequence[Paragraph], items: Sequence[RawItem], least: int) -> int | None:
    """The place of a paper's item from `least` on, by its title; None where none is like it."""
    candidates = range(least, len(items))
    if minutes_starts(run[:3]):
        return next(
            (place for place in candidates if "minutes" in items[place].title.lower()), None
        )
    title = read_report(run[:80]).title
    if title is None:
        return None
    scores = [(likeness(title, items[place].title), -place) for place in candidates]
    best, place = max(scores, default=(0.0, 0))
    return -place if best >= ALIKE else None


def fill_gaps(places: list[int | None], count: int) -> list[int | None]:
    """A paper without a title belongs to the one item between its neighbours that has none yet."""
    filled = list(places)
    for index, place in enumerate(places):
        if place is not None:
            continue
        before = max((p for p in filled[:index] if p is not None), default=-1)
        after = min((p for p in places[index:] if p is not None), default=count)
        free = [p for p in range(before + 1, after) if p not in filled]
        filled[index] = free[0] if free else before if before >= 0 else None
    return filled
