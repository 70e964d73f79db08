"""Coverage, gaps and freshness: what `minutebook status` shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date as Date

from indexer.collection import CORRECTIONS, Collection, Counts, Gap, Problem, stamp
from indexer.crawled_sites import PastCrawl, not_had, past_crawls, tally
from indexer.place import SCHEMA_VERSION
from indexer.store import Corpus, StoredDocument


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
class SiteStatus:
    """A site that was crawled, and how that went the last time."""

    council: str
    root: str
    last_crawl: str
    outcome: str | None
    """new, nothing new, empty, incomplete, refused, failed; None for one that has not ended."""
    sentence: str | None


@dataclass(frozen=True, slots=True)
class Status:
    """In the shape of the contract; `not_indexed` counts papers added since the last `index`."""

    engine: str | None
    schema_version: int
    indexed_at: str | None
    last_crawl: str | None
    """When the last crawl that ended did so."""
    sites: Sequence[SiteStatus]
    documents: Counts
    not_indexed: int
    boards: Sequence[BoardStatus]
    gaps: Sequence[Gap]
    problems: Sequence[Problem]


def status_of(corpus: Corpus, collection: Collection | None, engine: str | None) -> Status:
    """What corpus and index say now; without an index `engine` is None."""
    known = collection or Collection()
    documents = corpus.documents()
    crawls = list(past_crawls(corpus.catalogue))
    ended = [one.ended for one in crawls if one.ended]
    return Status(
        engine=engine,
        schema_version=SCHEMA_VERSION,
        indexed_at=known.indexed_at,
        last_crawl=stamp(max(ended)) if ended else None,
        sites=[_site(one) for one in crawls],
        documents=_counts(corpus, known.documents, documents),
        not_indexed=len(documents) - known.documents.held,
        boards=[
            BoardStatus(b.id, b.name, b.meetings, b.items, b.first, b.last) for b in known.boards
        ],
        gaps=known.gaps,
        problems=[*known.problems, *_of_corrections(known), *_not_taken(corpus)],
    )


def _counts(corpus: Corpus, read: Counts, documents: Sequence[StoredDocument]) -> Counts:
    of_sites = tally(corpus.catalogue)
    return replace(
        read,
        held=len(documents),
        private=max(read.private, of_sites.private),
        withdrawn=len(corpus.withdrawn()),
        gone_at_source=sum(document.gone for document in documents),
        blocked=of_sites.blocked,
        missing=of_sites.missing,
    )


def _of_corrections(known: Collection) -> Iterator[Problem]:
    for note in known.corrections:
        yield Problem(None, CORRECTIONS, note, known.indexed_at or "")


def _not_taken(corpus: Corpus) -> Iterator[Problem]:
    """Files that could not be added, and addresses that sites list and did not give."""
    for problem in corpus.problems():
        yield Problem(None, problem.source, problem.reason, stamp(problem.since))
    for address, reason, since in not_had(corpus.catalogue):
        yield Problem(None, address, reason, stamp(since))


def _site(crawl: PastCrawl) -> SiteStatus:
    return SiteStatus(
        crawl.council,
        crawl.root,
        stamp(crawl.ended or crawl.started),
        crawl.outcome,
        crawl.sentence,
    )
