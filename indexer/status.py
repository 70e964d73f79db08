"""Coverage, gaps and freshness: what `minutebook status` shows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date as Date

from indexer.collection import Collection, Counts, Gap, Problem, stamp
from indexer.place import SCHEMA_VERSION
from indexer.store import Corpus


@dataclass(frozen=True, slots=True)
class BoardStatus:
    """A board with what is held of it."""

    id: str
    name: str
    meetings: int
    items: int
    first: Date | None
    last: Date | None


@dataclass(frozen=True, slots=True)
class Status:
    """In the shape of the contract; `not_indexed` counts papers added since the last `index`."""

    engine: str | None
    schema_version: int
    indexed_at: str | None
    last_crawl: str | None
    documents: Counts
    not_indexed: int
    boards: Sequence[BoardStatus]
    gaps: Sequence[Gap]
    problems: Sequence[Problem]


def status_of(corpus: Corpus, collection: Collection | None, engine: str | None) -> Status:
    """What corpus and index say now; without an index `engine` is None."""
    known = collection or Collection()
    held = len(corpus.documents())
    not_taken = [Problem(None, p.source, p.reason, stamp(p.since)) for p in corpus.problems()]
    return Status(
        engine=engine,
        schema_version=SCHEMA_VERSION,
        indexed_at=known.indexed_at,
        last_crawl=None,
        documents=replace(known.documents, held=held),
        not_indexed=held - known.documents.held,
        boards=[
            BoardStatus(b.id, b.name, b.meetings, b.items, b.first, b.last) for b in known.boards
        ],
        gaps=known.gaps,
        problems=[*known.problems, *not_taken],
    )
