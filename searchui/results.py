"""Hits under their meetings, and what is said of the order and pages of a result. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import groupby

from indexer.search.answers import FoundItem, FoundPassage
from searchui.asking import SORTS, Sort
from searchui.wording import day, whose

PARTS = 3
"""Parts of a decision that a hit shows; the page of the item has all."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """Hits that follow one another and are of one meeting; or of none, on one day."""

    title: str
    meeting: str | None
    """Its identifier."""
    hits: Sequence[FoundItem]


def sittings(hits: Sequence[FoundItem], several_councils: bool) -> list[Sitting]:
    """Hits in their order under their meetings; with the council, where several are held."""
    return [
        Sitting(_title(same[0], several_councils), same[0].meeting, same)
        for same in (list(group) for _, group in groupby(hits, _where))
    ]


def _where(hit: FoundItem) -> tuple[object, ...]:
    return hit.meeting, hit.council, hit.board, hit.date


def _title(hit: FoundItem, several_councils: bool) -> str:
    council = f" ({hit.council})" if several_councils else ""
    return f"{whose(hit.board, hit.date)}{council}, {day(hit.date) or 'no date'}"


def passages(hit: FoundItem) -> list[tuple[FoundPassage, bool]]:
    """The places of a hit, and whether each says more than the decision that is shown above it. A
    partial match has the best alone, and no decision above.
    """
    if hit.missing:
        return [(passage, True) for passage in hit.passages[:1]]
    shown = {
        word
        for part in hit.decisions[:PARTS]
        for word in _words(f"{part.number or ''} {part.text}")
    }
    return [
        (passage, passage.zone != "decision" or not _words(_plain(passage.snippet)) <= shown)
        for passage in hit.passages
    ]


def _plain(snippet: str) -> str:
    return unescape(re.sub("</?mark>", "", snippet))


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def orders(of_words: bool) -> Sequence[Sort]:
    """The orders that a result can have, the one that it has unasked first. Where no words are asked
    for, all that is found fits equally well, and the newest come first.
    """
    return SORTS if of_words else tuple(sort for sort in SORTS if sort != "relevance")


def split(hits: Sequence[FoundItem]) -> Mapping[bool, Sequence[FoundItem]]:
    """Those that have everything (False), and the partial matches (True)."""
    return {
        partial: [hit for hit in hits if bool(hit.missing) is partial] for partial in (False, True)
    }
