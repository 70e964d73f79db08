"""Our way: an engine of ours, asked through `Archive.search` as command line and page ask it."""

from collections.abc import Iterable
from pathlib import Path

from search_ways import Question

from indexer.collection import RECORD
from indexer.engines.base import Entry
from indexer.place import EngineName, IndexPlace, choose
from indexer.search.archive import Archive, Request


def build(engine: EngineName, folder: Path, entries: Iterable[Entry], held: bytes) -> None:
    """An index of this engine with its records, as `minutebook index` leaves it."""
    place = IndexPlace(folder)
    current, writing = place.create(choose(engine, None, 0))
    writing.write(entries=entries, records={RECORD: held})
    writing.close()
    place.swap(current)


class Ours:
    """An archive that is open."""

    def __init__(self, folder: Path) -> None:
        """What `build` made."""
        self._archive = Archive(IndexPlace(folder).open())

    def ask(self, question: Question) -> tuple[int, int]:
        """See `Way.ask`."""
        request = Request(
            question.text,
            sort=question.sort,
            page=question.page,
            limit=question.limit,
            facets=question.facets,
        )
        answer = self._archive.search(request)
        return answer.total, len(answer.hits)
