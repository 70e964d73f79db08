"""Taking a paper out for good, at once: from the corpus and from the index."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from indexer.errors import BadCall, Failed, IndexUnusable, Locked, MinutebookError, NoIndex
from indexer.model import Item
from indexer.picture_cache import PictureCache
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

    Its file and pictures go first: nothing may hold that up. `Failed` where something of it is left
    then, in the index or among the pictures, with what to do. `BadCall` without a reason, or for an
    item or meeting, naming its documents.
    """
    if not reason.strip():
        raise BadCall("--reason is blank: write why the paper is withdrawn.")
    papers = corpus.withdraw(id_or_url, reason=" ".join(reason.split()), now=now)
    if not papers:
        papers = [one for one in corpus.withdrawn() if id_or_url in {one.id, one.address}]
    if not papers:
        _refuse_other(place, id_or_url)
        return WithdrawReport((), (), False)
    pictures = PictureCache(place.folder)
    for paper in papers:
        pictures.drop(paper.hash)
    beside: Sequence[str] = ()
    left: list[str] = []
    if place.begun:
        try:
            with place.writing():
                beside = _beside(place, {paper.id for paper in papers})
            index(corpus, place, now=now, topics=topics, progress=progress)
        except Locked:
            left.append(
                "The index has its words still, as another `minutebook index` is writing to it: run"
                " `minutebook index` when it has ended."
            )
        except (MinutebookError, OSError, sqlite3.Error) as error:
            left.append(
                "The index has its words until `minutebook index` has run, which could not be done:"
                f" {str(error).rstrip('.')}."
            )
    kept = [folder for paper in papers if (folder := pictures.drop(paper.hash))]
    left += [f"Pictures of its pages could not be deleted: delete {folder}." for folder in kept]
    if left:
        gone = "its file is gone" if kept else "its file and the pictures of its pages are gone"
        raise Failed(" ".join([f"The paper is out of the corpus: {gone}.", *left]))
    return WithdrawReport(papers, beside, place.begun)


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
