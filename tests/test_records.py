"""What the index says of a document: its pages, the items in which it stands, its meeting."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from conftest import NOW, Held
from papers import pdf_of_lines

from indexer.collection import RECENT, Recent
from indexer.dates import in_words
from indexer.engines.base import SearchEngine
from indexer.media import MARKDOWN, PDF
from indexer.model import Item
from indexer.pipeline import index
from indexer.place import IndexPlace
from indexer.query import EVERYTHING
from indexer.readings import Readings
from indexer.records import document_records
from indexer.store import Corpus
from indexer.survey import survey


@pytest.fixture
def engine(sample: Held) -> Iterator[SearchEngine]:
    """The sample's index."""
    with closing(IndexPlace(sample.index).open()) as engine:
        yield engine


def documents(engine: SearchEngine) -> dict[str, dict[str, Any]]:
    """The records of all documents, by identifier."""
    records = map(msgspec.json.decode, engine.records("document:").values())
    return {record["id"]: record for record in records}


def test_a_document_names_every_item_that_names_it(engine: SearchEngine) -> None:
    """With its title and its pages there: neither more nor less."""
    named: dict[str, list[Any]] = defaultdict(list)
    for id in engine.ids(EVERYTHING):
        item = msgspec.json.decode(engine.stored(id) or b"", type=Item)
        for use in item.documents:
            if use.id:
                pages = list(use.pages) if use.pages else None
                named[use.id].append((item.id, item.title, pages))
    told = {
        id: [(item["id"], item["title"], item["pages"]) for item in record["items"]]
        for id, record in documents(engine).items()
        if record["items"]
    }
    assert len(told) > 250
    assert {id: sorted(items, key=str) for id, items in told.items()} == {
        id: sorted(items, key=str) for id, items in named.items()
    }


def test_a_pack_belongs_to_its_own_meeting(engine: SearchEngine) -> None:
    """Not to an earlier one whose minutes it carries; and it names the items of both."""
    packs = [one for one in documents(engine).values() if one["kind"] == "pack"]
    assert len(packs) > 10
    for pack in packs:
        day = date.fromisoformat(pack["meeting"].split("/")[2])
        assert in_words(day) in pack["title"]
    meetings = [{one["id"].rpartition("/")[0] for one in pack["items"]} for pack in packs]
    assert max(map(len, meetings)) == 2


def test_a_page_without_items_belongs_to_the_meeting_that_it_names(engine: SearchEngine) -> None:
    """A list of who attended."""
    lists = [one for one in documents(engine).values() if one["title"].startswith("Attendance")]
    assert lists
    assert all(not one["items"] and one["meeting"] for one in lists)


def test_new_papers_belong_to_the_meetings_that_their_records_name(engine: SearchEngine) -> None:
    """One rule for both, whatever other meetings they stand in."""
    recent = msgspec.json.decode(engine.record(RECENT) or b"", type=Recent)
    records = documents(engine)
    assert any(paper.meeting for paper in recent.papers)
    assert all(paper.meeting == records[paper.id]["meeting"] for paper in recent.papers)


def test_a_decision_and_its_papers_belong_to_no_meeting(engine: SearchEngine) -> None:
    """They were taken by one person."""
    taken = [
        record
        for record in documents(engine).values()
        if record["items"] and all("/decisions/" in one["id"] for one in record["items"])
    ]
    assert taken
    assert {record["meeting"] for record in taken} == {None}


def test_documents_tell_how_many_pages_they_have(tmp_path: Path) -> None:
    """A PDF does; what has no pages, or cannot be read, does not."""
    papers = {"a.pdf": pdf_of_lines(["One"], ["Two"]), "b.pdf": b"%PDF-1.7 ", "c.md": b"# Ponds\n"}
    with Corpus.open(tmp_path / "corpus", create=True) as corpus:
        for name, data in papers.items():
            (tmp_path / name).write_bytes(data)
            kind = MARKDOWN if name.endswith(".md") else PDF
            corpus.add(tmp_path / name, council="kelderby", media_type=kind, now=NOW, path=name)
        index(corpus, IndexPlace(tmp_path / "index"), now=NOW)
    with closing(IndexPlace(tmp_path / "index").open()) as engine:
        pages = {one["source"]: one["pages"] for one in documents(engine).values()}
    assert pages == {"a.pdf": 2, "b.pdf": None, "c.md": None}


def test_only_records_that_changed_are_written(sample: Held, engine: SearchEngine) -> None:
    """Of those that are as they were, none."""
    with Corpus.open(sample.corpus, create=False) as corpus:
        held = corpus.documents()
    with closing(Readings(IndexPlace(sample.index).readings)) as readings:
        seen = survey(readings.units())
        assert document_records(engine, seen, held, readings) == {}
        assert set(document_records(engine, seen, held[1:], readings).values()) == {None}
