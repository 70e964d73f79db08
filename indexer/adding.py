"""Files and folders that the user has, into the corpus: `minutebook add`."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from indexer.councils import council_of
from indexer.errors import BadCall, Unreadable
from indexer.identifiers import RESERVED, slug
from indexer.sources.folder import LeftOut, papers
from indexer.store import Corpus


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A file that was not taken, and why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class AddedDocument:
    """A document as it is held now."""

    id: str
    source: str
    outcome: str
    """`new`, `held` (the same bytes were held already) or `changed` (its source gave others before)."""


@dataclass(frozen=True, slots=True)
class AddReport:
    """What `add` did."""

    council: str
    new: int
    held: int
    changed: int
    documents: tuple[AddedDocument, ...]
    left_out: tuple[NotTaken, ...]


def add_papers(
    corpus: Corpus,
    paths: Sequence[str],
    *,
    now: datetime,
    council: str | None = None,
    url: str | None = None,
    skip: Iterable[Path] = (),
    progress: Callable[[str], None] = lambda line: None,
) -> AddReport:
    """Take all papers at these paths; one that cannot be taken is noted and the rest goes on.

    `BadCall` for a path that does not exist or where it is not told whose papers these are; `Failed`
    when the disk is full, with everything taken so far kept.
    """
    found = papers(paths, url=url, skip=skip)
    name = _council(corpus, council, url)
    documents: list[AddedDocument] = []
    left_out: list[NotTaken] = []
    for paper in found:
        if isinstance(paper, LeftOut):
            left_out.append(NotTaken(paper.shown, paper.reason))
            corpus.note_problem(paper.shown, paper.reason, now=now, council=name)
            continue
        try:
            added = corpus.add(
                paper.path,
                council=name,
                media_type=paper.media_type,
                now=now,
                path=paper.shown,
                url=paper.url,
            )
        except Unreadable as error:
            left_out.append(NotTaken(paper.shown, str(error)))
            corpus.note_problem(paper.shown, str(error), now=now, council=name)
            continue
        documents.append(AddedDocument(added.document.id, paper.shown, added.outcome))
        progress(f"{len(documents):,} documents taken")
    outcomes = [document.outcome for document in documents]
    return AddReport(
        name,
        outcomes.count("new"),
        outcomes.count("held"),
        outcomes.count("changed"),
        tuple(documents),
        tuple(left_out),
    )


def _council(corpus: Corpus, council: str | None, url: str | None) -> str:
    """Whose papers these are: as told, else by the address, else the only council held."""
    if council is not None and not council.strip():
        raise BadCall("--council is blank: write the short name of the council, such as coventry.")
    told = council or (council_of(url) if url else None)
    if told:
        if slug(told) in RESERVED:
            raise BadCall(f"“{told}” cannot name a council: the pages use that word. Add to it.")
        return slug(told)
    held = corpus.councils()
    if len(held) == 1:
        return held[0]
    others = f" Held are papers of {', '.join(held)}." if held else ""
    raise BadCall(
        f"Say whose papers these are: add --council NAME, such as --council coventry.{others}"
    )
