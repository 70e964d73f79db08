"""Taking a paper out for good, at once: from the corpus and from the index."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from indexer.errors import BadCall, Failed, IndexUnusable, Locked, NoIndex
from indexer.model import Item
from indexer.pipeline import index
from indexer.place import IndexPlace
from indexer.pushing import Progress
from indexer.readings import Readings
from indexer.search.archive import Archive
from indexer.store import Corpus, WithdrawnPaper
from indexer.topics import Topics


@dataclass(frozen=True, slots=True)
class WithdrawReport:
    """What `withdraw` did."""

    papers: Sequence[WithdrawnPaper]
    beside: Sequence[str]
    """Other documents of the same items: a pack that repeats a report, a page that quotes it."""
    indexed: bool
    """False where there is no index from which it would have to go."""


def withdraw(
    corpus: Corpus,
    place: IndexPlace,
    id_or_url: str,
    *,
    reason: str,
    now: datetime,
    topics: Topics | None = None,
    progress: Progress = lambda line: None,
) -> WithdrawReport:
    """Take out the paper of this identifier or address; no papers in the report if none is held.

    `BadCall` without a reason, or for an item or meeting, naming its documents.
    """
    if not reason.strip():
        raise BadCall("--reason is blank: write why the paper is withdrawn.")
    papers = corpus.withdraw(id_or_url, reason=" ".join(reason.split()), now=now)
    if not papers:
        papers = [one for one in corpus.withdrawn() if id_or_url in {one.id, one.address}]
    if not papers:
        _refuse_other(place, id_or_url)
        return WithdrawReport((), (), False)
    if not place.begun:
        return WithdrawReport(papers, (), False)
    try:
        with place.writing():
            beside = _beside(place, {paper.id for paper in papers})
        index(corpus, place, now=now, topics=topics, progress=progress)
    except Locked as error:
        raise Failed(
            "The paper is out of the corpus, but another `minutebook index` is writing to the index: run"
            " `minutebook index` when it has ended, and the paper is out of the index too."
        ) from error
    return WithdrawReport(papers, beside, True)


def _beside(place: IndexPlace, gone: set[str]) -> list[str]:
    """Documents that stand under the same items."""
    found: set[str] = set()
    with closing(Readings(place.readings)) as readings:
        for unit in readings.units():
            for item in unit.items:
                documents = {document.id for document in item.documents if document.id}
                if documents & gone:
                    found |= documents - gone
    return sorted(found)


def _refuse_other(place: IndexPlace, identifier: str) -> None:
    """`BadCall` if the identifier is that of an item or a meeting."""
    try:
        engine = place.open()
    except (NoIndex, IndexUnusable):
        return
    with closing(engine):
        shown = Archive(engine).show(identifier)
    if shown is not None and shown[0] != "document":
        named = [d.id for d in shown[1].documents if d.id] if isinstance(shown[1], Item) else []
        raise BadCall(
            f"{identifier} is no document. Withdraw a document"
            + (f" of it: {', '.join(named)}." if named else "; `minutebook show` names them.")
        )
