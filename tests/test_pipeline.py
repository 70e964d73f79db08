"""Indexing: only what is new, all or nothing for readers, the same again from nothing."""

import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
from conftest import NOW, Held
from papers import pdf_of_lines

from indexer.adding import add_papers
from indexer.errors import Locked
from indexer.media import HTML, MARKDOWN
from indexer.model import Item, Meeting
from indexer.pipeline import IndexReport, index
from indexer.place import ENGINES, IndexPlace
from indexer.query import EVERYTHING
from indexer.sample import COUNCIL, sample_folder
from indexer.search.archive import Archive, Request
from indexer.store import Corpus
from indexer.withdrawing import withdraw

ROOT = Path(__file__).parent.parent
PAGES = sample_folder() / "pages"
DOCUMENTS = sample_folder() / "documents"
TRUTH: dict[str, Any] = json.loads(
    (Path(__file__).parent / "golden" / "sample_truth.json").read_text("utf-8")
)
BOARD = "kelderby/environment-and-neighbourhoods-scrutiny-board-3"
PAPERS = [
    sample_folder() / file["path"]
    for file in TRUTH["files"]
    if file["meeting_id"] in {900, 907, 915}
]
"""All that the site has of three meetings of one board, the later agreeing the minutes of the earlier."""
OWN_PAGES = [path for path in PAPERS if path.parent == PAGES]


@pytest.fixture
def held(tmp_path: Path) -> Held:
    return Held(tmp_path / "corpus", tmp_path / "index")


@pytest.fixture
def other(tmp_path: Path) -> Held:
    return Held(tmp_path / "other corpus", tmp_path / "other index")


def put(held: Held, *paths: Path) -> None:
    with Corpus.open(held.corpus, create=True) as corpus:
        add_papers(corpus, [str(path) for path in paths], council=COUNCIL, now=NOW)


def run(held: Held, **options: Any) -> IndexReport:
    with Corpus.open(held.corpus, create=False) as corpus:
        return index(corpus, IndexPlace(held.index), now=NOW, **options)


def everything(held: Held) -> dict[str, Any]:
    """All that the index says: items by id, with their records, but for the time it took."""
    with closing(IndexPlace(held.index).open()) as engine:
        ids = engine.ids(EVERYTHING)
        items = {name: msgspec.json.decode(engine.stored(name) or b"null") for name in ids}
        return items | {key: bytes(value) for key, value in engine.records("meeting:").items()}


def test_in_whatever_portions_papers_come_the_index_is_the_same(held: Held, other: Held) -> None:
    """Added some at a time with a run after each, it holds what one run makes of all at once."""
    put(other, *PAPERS)
    run(other)
    for start in range(0, len(PAPERS), 9):
        put(held, *PAPERS[start : start + 9])
        run(held)
    assert everything(held) == everything(other)


@pytest.mark.parametrize("seed", range(3))
def test_in_whatever_order_papers_come_identifiers_are_the_same(
    held: Held, sample: Held, seed: int
) -> None:
    """Two meetings as the site gave them, added in another order: the same items, the same words."""
    days = ("kelderby/cabinet/2023-12-12/", f"{BOARD}/2023-11-23/")
    crawled = {key: item for key, item in everything(sample).items() if key.startswith(days)}
    names = {document["id"] for item in crawled.values() for document in item["documents"]}
    with (
        Corpus.open(sample.corpus, create=False) as site,
        Corpus.open(held.corpus, create=True) as corpus,
    ):
        papers = [paper for paper in site.documents() if paper.id in names]
        random.Random(seed).shuffle(papers)
        for paper in papers:
            body, kind = site.body_path(paper), paper.media_type
            corpus.add(body, council=COUNCIL, media_type=kind, now=NOW, url=paper.url)
    run(held)
    again = {key: item for key, item in everything(held).items() if key.startswith(days)}
    assert again.keys() == crawled.keys()
    for key, item in again.items():
        assert item["minutes"] == crawled[key]["minutes"]
        assert item["decisions"] == crawled[key]["decisions"]


def test_a_rebuild_gives_the_same_identifiers_and_items(held: Held) -> None:
    """The index can be thrown away at any time."""
    put(held, *OWN_PAGES, DOCUMENTS / "g915")
    run(held)
    before = everything(held)
    run(held, rebuild=True)
    assert everything(held) == before


def test_an_index_thrown_away_is_made_again(held: Held) -> None:
    """Without the engine's files, or without the cache, the next run makes all of it."""
    put(held, *OWN_PAGES)
    run(held)
    before = everything(held)
    (held.index / "current.json").unlink()
    run(held)
    assert everything(held) == before
    (held.index / "readings.sqlite").write_bytes(b"no database")
    run(held)
    assert everything(held) == before


def test_only_what_changed_is_indexed_again(held: Held) -> None:
    """A further paper of one meeting touches the items of that meeting alone."""
    put(held, *OWN_PAGES)
    whole = run(held).items_indexed
    put(held, DOCUMENTS / "g915")
    report = run(held)
    assert report.read == len(list((DOCUMENTS / "g915").iterdir()))
    assert 0 < report.items_indexed < whole


def test_a_reader_sees_all_of_a_run_or_nothing(held: Held) -> None:
    """What was open before answers as before; what is opened now has it all."""
    put(held, PAGES / "2023-09-14-900.html")
    run(held)
    with closing(IndexPlace(held.index).open()) as engine:
        before = engine.ids(EVERYTHING)
        put(held, *OWN_PAGES)
        run(held)
        assert engine.ids(EVERYTHING) == before
        assert engine.changed()
        with closing(IndexPlace(held.index).open()) as after:
            assert len(after.ids(EVERYTHING)) > len(before)


def test_a_second_writer_is_told_who_the_first_is(held: Held) -> None:
    """Two runs at once: the second ends at once, and names the process."""
    put(held, *OWN_PAGES)
    with IndexPlace(held.index).writing(), pytest.raises(Locked, match=str(os.getpid())):
        run(held)


def test_minutes_become_approved_when_a_later_meeting_agrees_them(held: Held) -> None:
    """The earlier meeting's items are put together again when the later page comes."""
    put(held, PAGES / "2023-11-23-907.html")
    run(held)
    assert _statuses(held, "2023-11-23") == {"draft"}
    put(held, PAGES / "2024-03-07-915.html")
    run(held)
    assert _statuses(held, "2023-11-23") == {"approved"}


def _statuses(held: Held, day: str) -> set[str]:
    with closing(IndexPlace(held.index).open()) as engine:
        answer = Archive(engine).search(
            Request("", {"from": [day], "to": [day]}, limit=50, everything=True)
        )
        return {hit.minutes_status for hit in answer.hits if hit.minutes_status}


def _killed(call: list[str], delay: float) -> bool:
    """Start a command and kill it after a while; whether it was still running."""
    with subprocess.Popen(
        call, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as child:
        time.sleep(delay)
        running = child.poll() is None
        child.kill()
    return running


def _delays(seed: int, count: int, longest: float) -> Iterator[float]:
    chance = random.Random(seed)
    for _ in range(count):
        yield chance.uniform(0.05, longest)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
@pytest.mark.parametrize("engine", ENGINES)
def test_killed_at_any_moment_the_next_run_completes_it(
    held: Held, other: Held, engine: str
) -> None:
    """After each of 12 kills the last commit answers, or there is none; at the end all is there."""
    put(other, *PAPERS)
    put(held, *PAPERS)
    call = [
        sys.executable,
        "cli.py",
        "--corpus",
        str(held.corpus),
        "--index",
        str(held.index),
        "index",
        "--engine",
        engine,
    ]
    wanted = run(other).items
    killed = 0
    for delay in _delays(seed=7, count=12, longest=1.6):
        killed += _killed(call, delay)
        if (held.index / "current.json").exists():
            with closing(IndexPlace(held.index).open()) as opened:
                assert len(opened.ids(EVERYTHING)) in (0, wanted)
    assert killed
    assert run(held).items == wanted


# --- what changes ---------------------------------------------------------------------------------

PAGE = (PAGES / "2023-09-14-900.html").read_text("utf-8")
URL = "https://democracy.kelderby.gov.example/page"


def put_at(held: Held, path: Path, text: str, url: str | None = None) -> None:
    path.write_text(text, encoding="utf-8")
    with Corpus.open(held.corpus, create=True) as corpus:
        add_papers(corpus, [str(path)], council=COUNCIL, url=url, now=NOW)


def total(held: Held, query: str) -> int:
    with closing(IndexPlace(held.index).open()) as engine:
        return Archive(engine).search(Request(query, everything=True)).total


@pytest.mark.parametrize("url", [URL, None], ids=["address", "path"])
def test_an_identifier_stays_when_the_page_changes_a_title(
    held: Held, tmp_path: Path, url: str | None
) -> None:
    """The renamed item is found under its old identifier; its new title is an alias."""
    old = "Play Areas and Green Spaces Investment"
    put_at(held, tmp_path / "page.html", PAGE, url)
    run(held)
    put_at(held, tmp_path / "page.html", PAGE.replace(old, "Parks Renewal"), url)
    run(held)
    meeting = f"{BOARD}/2023-09-14"
    with closing(IndexPlace(held.index).open()) as engine:
        archive = Archive(engine)
        for name in ("play-areas-and-green-spaces-investment", "parks-renewal"):
            found = archive.show(f"{meeting}/{name}")
            assert found is not None and found[1].title == "Parks Renewal"
        assert len([i for i in engine.ids(EVERYTHING) if i.startswith(meeting)]) == 7
    assert total(held, f'title:"{old}"') == 0


def test_a_reader_that_reads_better_changes_the_index(
    held: Held, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another version of the reader reads every paper again, and what it tells is indexed."""
    put_at(held, tmp_path / "note.md", "# Allotment rents\n\nRents rose.\n")
    assert run(held).items_indexed == 1
    monkeypatch.setattr("indexer.pipeline.READER_VERSION", 999)
    monkeypatch.setattr("indexer.pipeline._VERSION", "999")
    again = run(held)
    assert (again.read, again.items_indexed) == (1, 1)


def test_a_text_called_pdf_is_read_once_it_comes_as_text(held: Held, tmp_path: Path) -> None:
    """The same bytes under a true name are tried again."""
    words = "Allotment rents rose in Mill Lane.\n"
    put_at(held, tmp_path / "note.pdf", words)
    assert run(held).documents.unreadable == 1
    put_at(held, tmp_path / "note.txt", words)
    assert run(held).documents.unreadable == 0
    assert total(held, "allotment") == 1


def test_a_lost_body_is_listed_and_mended_by_adding_it_again(held: Held, tmp_path: Path) -> None:
    """Its bytes gone: the reason says so. The file added again: it is found again."""
    put_at(held, tmp_path / "note.md", "# Allotment rents\n\nRents rose.\n")
    (body,) = (path for path in (held.corpus / "bodies").rglob("*") if path.is_file())
    body.unlink()
    (problem,) = run(held).problems
    assert "gone from the corpus" in problem.reason
    put_at(held, tmp_path / "note.md", "# Allotment rents\n\nRents rose.\n")
    assert run(held).problems == ()
    assert total(held, "allotment") == 1


def test_words_that_nobody_added_are_not_indexed(held: Held, tmp_path: Path) -> None:
    """Bytes in the corpus that are no longer those that were added are listed, never found."""
    put_at(held, tmp_path / "note.md", "# Allotment rents\n\nRents rose.\n")
    (body,) = (path for path in (held.corpus / "bodies").rglob("*") if path.is_file())
    body.chmod(0o600)
    body.write_text("# Allotment rents\n\nRents fell.\n", encoding="utf-8")
    (problem,) = run(held).problems
    assert "not those that were added" in problem.reason
    assert total(held, "fell") == 0


def test_a_paper_still_held_under_another_name_is_found(held: Held, tmp_path: Path) -> None:
    """Two copies; one is changed: the other's words stay."""
    put_at(held, tmp_path / "one.md", "# Allotment rents\n\nRents rose.\n")
    put_at(held, tmp_path / "two.md", "# Allotment rents\n\nRents rose.\n")
    put_at(held, tmp_path / "one.md", "# Allotment rents\n\nRents fell.\n")
    run(held)
    assert (total(held, "rose"), total(held, "fell")) == (1, 1)


def fetched(held: Held, text: str, media_type: str, url: str) -> str:
    """Take a text in as from the web alone; its identifier."""
    with Corpus.open(held.corpus, create=True) as corpus:
        body = io.BytesIO(text.encode())
        added = corpus.add(body, council=COUNCIL, media_type=media_type, now=NOW, url=url)
    return added.document.id


def test_a_paper_gone_at_its_source_leaves_the_index(held: Held) -> None:
    """No answer has its words; the document says that it is gone, and is back once it is there again."""
    name = fetched(held, "# Allotment rents\n\nRents rose.\n", MARKDOWN, URL)
    run(held)
    with Corpus.open(held.corpus, create=False) as corpus:
        corpus.mark_gone(COUNCIL, URL, now=NOW)
    assert run(held).items == total(held, "allotment") == 0
    assert document(held, name)["gone"]
    fetched(held, "# Allotment rents\n\nRents rose.\n", MARKDOWN, URL)
    run(held)
    assert total(held, "allotment") == 1
    assert not document(held, name)["gone"]


def document(held: Held, name: str) -> dict[str, Any]:
    with closing(IndexPlace(held.index).open()) as engine:
        found = Archive(engine).show(name)
    assert found is not None and found[0] == "document"
    return dict(found[1])


def test_a_page_gone_at_its_source_still_gives_the_identifiers_it_gave(held: Held) -> None:
    """What other papers tell of its items keeps the names that it had from the page."""
    old = "Play Areas and Green Spaces Investment"
    fetched(held, PAGE, HTML, URL)
    fetched(held, PAGE.replace(old, "Parks Renewal"), HTML, f"{URL}-2")
    with Corpus.open(held.corpus, create=False) as corpus:
        corpus.mark_gone(COUNCIL, URL, now=NOW)
    run(held)
    with closing(IndexPlace(held.index).open()) as engine:
        found = Archive(engine).show(f"{BOARD}/2023-09-14/play-areas-and-green-spaces-investment")
    assert found is not None and found[1].title == "Parks Renewal"
    assert total(held, f'title:"{old}"') == 0


SITE = "https://democracy.kelderby.gov.example"


@pytest.mark.parametrize(
    ("end", "kind"), [("T=1", "minutes"), ("T=2", "decisions"), ("T=10", "pack")]
)
def test_a_document_of_a_meeting_is_told_by_its_address(held: Held, end: str, kind: str) -> None:
    """Where its words name no meeting, its number does; it can be found, and is no agenda item."""
    fetched(
        held, "# Allotment rents\n\nRents rose.\n", MARKDOWN, f"{SITE}/documents/g900/A.md?{end}"
    )
    run(held)
    assert "/papers/" in item_with(held, "allotment").id
    fetched(held, PAGE, HTML, f"{SITE}/ieListDocuments.aspx?CId=312&MId=900&Ver=4")
    run(held)
    item = item_with(held, "allotment")
    assert item.id == f"{BOARD}/2023-09-14/allotment-rents"
    assert [document.kind for document in item.documents] == [kind]
    with closing(IndexPlace(held.index).open()) as engine:
        found = Archive(engine).show(f"{BOARD}/2023-09-14")
    assert found is not None and isinstance(found[1], Meeting)
    assert "Allotment rents" not in {line.title for line in found[1].items}


def test_the_address_of_a_document_outweighs_its_words(held: Held) -> None:
    """Minutes that bear another meeting's day by mistake stand under the meeting that has them."""
    fetched(held, PAGE, HTML, f"{SITE}/ieListDocuments.aspx?CId=312&MId=900&Ver=4")
    wrong = PAGE.replace("14th September, 2023", "15th September, 2023")
    fetched(held, wrong, HTML, f"{SITE}/documents/g900/Minutes.html?T=1")
    run(held)
    with closing(IndexPlace(held.index).open()) as engine:
        assert [m["id"] for m in Archive(engine).listed("meetings")] == [f"{BOARD}/2023-09-14"]


def item_with(held: Held, query: str) -> Item:
    """The only item that a query finds."""
    with closing(IndexPlace(held.index).open()) as engine:
        (hit,) = Archive(engine).search(Request(query, everything=True)).hits
        found = Archive(engine).show(hit.id)
    assert found is not None and isinstance(found[1], Item)
    return found[1]


def test_words_of_a_paper_withdrawn_are_in_no_file_of_the_index(held: Held) -> None:
    """Not in pages of the cache that are free, nor in its log: of a long PDF among other papers."""
    lines = [f"The quincunx arrangement {number} pleased the rook." for number in range(40)]
    paper = held.corpus.parent / "long.pdf"
    paper.write_bytes(pdf_of_lines(*[["Allotments at Weaver Court", *lines]] * 12))
    put(held, *OWN_PAGES, paper)
    run(held)
    assert holding(held.index, b"quincunx")
    with Corpus.open(held.corpus, create=False) as corpus:
        (name,) = (d.id for d in corpus.documents() if d.source.endswith("long.pdf"))
        withdraw(corpus, IndexPlace(held.index), name, reason="names a child", now=NOW)
    assert holding(held.index, b"quincunx") == []


def holding(folder: Path, words: bytes) -> list[Path]:
    """The files that hold these bytes."""
    return [p for p in folder.rglob("*") if p.is_file() and words in p.read_bytes().lower()]


@pytest.mark.parametrize("seed", range(4))
def test_papers_in_any_order_and_portions_give_what_a_rebuild_gives(held: Held, seed: int) -> None:
    """Whatever came first, the index equals one made from the same corpus at once."""
    chance = random.Random(seed)
    papers = [
        *OWN_PAGES,
        *(DOCUMENTS / "g915").iterdir(),
        *(DOCUMENTS / "s5022").iterdir(),
    ]
    chance.shuffle(papers)
    while papers:
        size = chance.randint(1, 4)
        put(held, *papers[:size])
        papers = papers[size:]
        run(held)
    before = everything(held)
    run(held, rebuild=True)
    assert everything(held) == before
