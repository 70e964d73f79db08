"""What an engine found as it is shown: an item with its best passages, marked and with their pages. Pure."""

from collections.abc import Mapping, Sequence

import msgspec

from indexer.engines.base import Hit, PassageHit
from indexer.model import Item, Passage
from indexer.query import Node
from indexer.search.answers import FoundItem, FoundPassage, Mention
from indexer.search.snippets import snippet

_ITEM, _PASSAGE = msgspec.json.Decoder(Item), msgspec.json.Decoder(Passage)


def found_item(
    hit: Hit, missing: Sequence[str], passages: Sequence[PassageHit], query: Node
) -> FoundItem:
    """A hit; `missing` are the words that a partial match lacks."""
    item = _ITEM.decode(hit.stored)
    officers = dict.fromkeys(p.name for p in item.people if p.is_officer)
    titles = {paper.id: paper.title for paper in item.documents if paper.id}
    return FoundItem(
        id=item.id,
        title=item.title,
        heading=item.heading,
        number=item.number,
        minute_reference=item.minute_reference,
        council=item.council,
        board=item.board.name if item.board else None,
        date=item.date,
        officers=tuple(officers),
        topics=item.topics,
        decisions=item.decisions,
        minutes_status=item.minutes_status,
        score=round(hit.score, 4),
        missing=tuple(missing),
        passages=tuple(_found_passage(passage, query, titles) for passage in passages),
        routine=item.routine,
        truncated=item.truncated,
        meeting=item.meeting.id if item.meeting else None,
        printed_pages=item.printed_pages,
        agenda_number=item.agenda_number,
        minute_number=item.minute_number,
    )


def mention(hit: Hit) -> Mention:
    """A dated hit, in short."""
    item = _ITEM.decode(hit.stored)
    assert item.date is not None
    return Mention(item.date, item.id, item.title, item.board.name if item.board else None)


def _found_passage(hit: PassageHit, query: Node, titles: Mapping[str, str]) -> FoundPassage:
    passage = _PASSAGE.decode(hit.stored)
    shown = snippet(passage.text, query, starts=passage.starts, zone=passage.zone)
    printed = dict(passage.printed)
    return FoundPassage(
        zone=passage.zone,
        kind=passage.kind,
        heading=passage.heading,
        document=passage.document,
        source=passage.source,
        url=_at_page(passage.url, shown.page),
        page=shown.page,
        printed_page=printed.get(shown.page) if shown.page else None,
        snippet=shown.html,
        recognised=passage.recognised,
        title=titles.get(passage.document) or None,
    )


def _at_page(url: str | None, page: int | None) -> str | None:
    """An address that opens a PDF at the page; as it is where there is no page, None where none is known."""
    return f"{url}#page={page}" if url and page else url
