"""Papers and pictures that the web pages hand out: of what is held, and no longer than it is."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import psutil
import pytest
from conftest import NOW, Held
from papers import Page, bomb, pdf, pdf_of_lines
from test_extract_ocr import needs_tesseract, scanned

from indexer import desk, showing
from indexer.desk import Desk
from indexer.errors import Busy, IndexUnusable, Unreadable
from indexer.extract.workers import Limits
from indexer.media import HTML, MARKDOWN, PDF
from indexer.picture_cache import PictureCache
from indexer.pipeline import index
from indexer.place import IndexPlace
from indexer.search.archive import Archive
from indexer.search.papers import PagePicture, Papers, marked
from indexer.showing import HeldPapers
from indexer.store import Corpus, StoredDocument
from indexer.withdrawing import withdraw

URL = "https://democracy.kelderby.gov.example/documents/s77/Allotments.pdf"
PAPER = pdf_of_lines(
    ["Allotments at Weaver Court", "", "The plots were arranged in a quincunx."],
    ["The ponds were frozen, and the benches were painted."],
)
OTHER = pdf_of_lines(["Another paper altogether, with other words on its only page."])


@pytest.fixture
def held(tmp_path: Path) -> Held:
    return Held(tmp_path / "corpus", tmp_path / "index")


def put(
    held: Held, data: bytes, *, url: str | None = None, media_type: str = PDF, ocr: bool = False
) -> StoredDocument:
    """Add a paper and index it."""
    path = held.corpus.parent / "a paper.bin"
    path.write_bytes(data)
    with Corpus.open(held.corpus, create=True) as corpus:
        added = corpus.add(
            path, council="kelderby", media_type=media_type, now=NOW, path=path.name, url=url
        )
    run(held, ocr=ocr)
    return added.document


def run(held: Held, **options: Any) -> None:
    """Bring the index up to date."""
    with Corpus.open(held.corpus, create=False) as corpus:
        index(corpus, IndexPlace(held.index), now=NOW, **options)


def take_out(held: Held, id: str) -> None:
    """Withdraw a paper."""
    with Corpus.open(held.corpus, create=False) as corpus:
        withdraw(corpus, IndexPlace(held.index), id, reason="names a child", now=NOW)


@contextmanager
def opened(held: Held, **options: Any) -> Iterator[HeldPapers]:
    """What hands the papers out; the state of the index is that of now."""
    engine = IndexPlace(held.index).open()
    options = {"wait": 60.0, **options}  # a loaded machine tells the words no less well
    with HeldPapers(held.corpus, held.index, Archive(engine), **options) as papers:
        yield papers
    engine.close()


def kept(held: Held) -> list[Path]:
    """The files in the cache."""
    return [path for path in (held.index / "pictures").rglob("*") if path.is_file()]


def shown(papers: Papers, id: str, number: int = 1) -> PagePicture:
    """A page that there is."""
    page = papers.page(id, number)
    assert page is not None
    return page


# --- what is shown --------------------------------------------------------------------------------


def test_a_page_has_picture_words_and_text(held: Held) -> None:
    """And says how many pages there are; the words that a query finds can be marked on it."""
    document = put(held, PAPER)
    with opened(held) as papers:
        page = shown(papers, document.id)
        assert page.png.startswith(b"\x89PNG") and page.width > 1_000
        assert page.text[-1] == "The plots were arranged in a quincunx."
        assert (page.lacks, page.recognised, page.pages) == (None, False, 2)
        assert len(marked(page.words, "quincunxes")) == 1
        assert shown(papers, document.id, 2).text[0].startswith("The ponds")


@pytest.mark.parametrize("number", [-1, 0, 3, 10**30])
def test_a_page_that_is_not_there_is_none(held: Held, number: int) -> None:
    """Before the first, after the last, and far beyond."""
    document = put(held, PAPER)
    with opened(held) as papers:
        assert papers.page(document.id, number) is None


@pytest.mark.parametrize(
    "id",
    ["kelderby/documents/s78", "../../catalogue.sqlite", "kelderby/documents/../x", "", "/", "\0"],
)
def test_what_is_no_document_is_none(held: Held, id: str) -> None:
    """Whatever is asked for: nothing of it reaches the disk."""
    put(held, PAPER)
    with opened(held) as papers:
        assert papers.body(id) is None
        assert papers.page(id, 1) is None


def test_an_item_is_no_document(held: Held) -> None:
    """Nor has it pages."""
    put(held, PAPER)
    engine = IndexPlace(held.index).open()
    (record,) = engine.records("document:")
    shown_record = Archive(engine).show(record.partition(":")[2])
    engine.close()
    assert shown_record is not None
    item = shown_record[1]["items"][0]["id"]
    with opened(held) as papers:
        assert papers.body(item) is None
        assert papers.page(item, 1) is None


def test_other_formats_are_handed_out_and_have_no_pages(held: Held) -> None:
    """A web page, and text."""
    page = put(held, b"<html><body><h1>Ponds</h1><p>Frozen.</p></body></html>", media_type=HTML)
    text = put(held, b"# Ponds\n\nFrozen.\n", media_type=MARKDOWN)
    with opened(held) as papers:
        assert papers.page(page.id, 1) is None
        assert papers.page(text.id, 1) is None
        body = papers.body(text.id)
        assert body is not None
        assert (body.media_type, body.name[-3:]) == (MARKDOWN, ".md")


def test_the_body_is_the_file_as_held(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under a whole path, also where the corpus was named by a short one; with a name of plain letters."""
    document = put(held, PAPER, url=URL)
    monkeypatch.chdir(held.corpus.parent)
    with opened(replace(held, corpus=Path("corpus"))) as papers:
        body = papers.body(document.id)
        assert body is not None
        assert body.path.is_absolute() and body.path.read_bytes() == PAPER
        assert (body.media_type, body.size) == (PDF, len(PAPER))
        assert body.name.endswith("-s77.pdf")
        assert set(body.name[:-4]) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_a_body_that_is_lost_or_cut_is_said_to_be(held: Held) -> None:
    """Never handed out as if it were the paper."""
    document = put(held, PAPER)
    with opened(held) as papers:
        body = papers.body(document.id)
        assert body is not None
        body.path.write_bytes(PAPER[:-100])
        with pytest.raises(Unreadable, match="missing or damaged"):
            papers.body(document.id)
        with pytest.raises(Unreadable, match="not those that were added"):
            papers.page(document.id, 1)
        body.path.unlink()
        with pytest.raises(Unreadable, match="missing or damaged"):
            papers.body(document.id)


@needs_tesseract
def test_a_recognised_page_has_the_words_of_the_index(held: Held) -> None:
    """And says that they are recognised; without recognising, that it is a picture."""

    def write(page: Page) -> None:
        page.line("Kelderby Borough Council has painted the benches", size=20)

    scan = scanned(pdf(write))
    document = put(held, scan)
    with opened(held) as papers:
        page = shown(papers, document.id)
        assert (page.text, page.words, page.recognised) == ((), (), False)
        assert page.lacks == "No words are held of this page: it is a picture, or empty."
    run(held, ocr=True)
    with opened(held) as papers:
        page = shown(papers, document.id)
        assert page.recognised and page.lacks is None
        assert "painted the benches" in " ".join(page.text)


# --- the words, where they are slow to tell -------------------------------------------------------


def telling(monkeypatch: pytest.MonkeyPatch, first: Callable[[], object]) -> None:
    """Do this first wherever the words of a whole paper are told."""
    do = Desk.do

    def told(desk: Any, work: Any, path: Path, name: str) -> Any:
        if name == "texts":
            first()
        return do(desk, work, path, name)

    monkeypatch.setattr(Desk, "do", told)


def fails() -> None:
    raise Unreadable("took longer than 60 s")


def test_where_the_words_cannot_be_told_the_page_has_those_of_the_index(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each page its own; what the index lacks too is not laid at the paper's door."""
    document = put(held, PAPER)
    telling(monkeypatch, fails)
    with opened(held) as papers:
        page = shown(papers, document.id)
        assert page.text[-1] == "The plots were arranged in a quincunx."
        assert (page.lacks, len(page.png) > 1_000) == (None, True)
        assert shown(papers, document.id, 2).text == (
            "The ponds were frozen, and the benches were painted.",
        )
        monkeypatch.setattr(HeldPapers, "_indexed", lambda *of: iter(()))
        page = shown(papers, document.id)
        assert page.text == () and page.lacks is not None and "at the moment" in page.lacks


def test_who_waits_for_a_long_paper_has_the_words_of_the_index(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told once, whoever asks meanwhile; other papers are shown; in the end its words are kept."""
    document, other = put(held, PAPER), put(held, OTHER)
    begun: list[object] = []
    go_on = threading.Event()
    telling(monkeypatch, lambda: begun.append(go_on.wait(60)))
    with opened(held, workers=1, wait=0.1) as papers:
        assert shown(papers, document.id).text[-1] == "The plots were arranged in a quincunx."
        assert shown(papers, document.id, 2).text[0].startswith("The ponds")
        assert shown(papers, other.id).text[0].startswith("Another paper")
        assert not [path for path in kept(held) if path.name.endswith("texts")]
        go_on.set()
        papers._teller._thread.submit(int).result(60)
    assert begun == [True, True]
    told = [path.parent.name for path in kept(held) if path.name.endswith("texts")]
    assert sorted(told) == sorted([document.hash, other.hash])


def test_so_many_long_papers_wait_and_no_more(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of the others have the words of the index at once."""
    monkeypatch.setattr(desk, "_WAITING", 0)
    document, other = put(held, PAPER), put(held, OTHER)
    go_on = threading.Event()
    telling(monkeypatch, lambda: go_on.wait(60))
    with opened(held, wait=0.1) as papers:
        shown(papers, document.id)
        with pytest.raises(Busy):
            papers._teller.ask(other.hash, Mock(), 60.0)
        assert shown(papers, other.id).text[0].startswith("Another paper")
        go_on.set()


# --- no longer than it is held --------------------------------------------------------------------


def test_what_is_withdrawn_is_gone_at_once(held: Held) -> None:
    """For a server that runs on with the index of before; and from the disk."""
    document, other = put(held, PAPER, url=URL), put(held, OTHER)
    with opened(held) as papers:
        shown(papers, document.id)
        shown(papers, other.id)
        take_out(held, document.id)
        assert papers.page(document.id, 1) is None
        assert papers.body(document.id) is None
        assert shown(papers, other.id)
    assert {path.parent.name for path in kept(held)} == {other.hash}


def test_what_is_withdrawn_while_it_is_drawn_is_neither_shown_nor_kept(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The picture was made before, and arrives after."""
    document = put(held, PAPER)
    drawing = Desk.do

    def slow(desk: Any, work: Any, path: Path, name: str) -> Any:
        made = drawing(desk, work, path, name)
        take_out(held, document.id)
        return made

    monkeypatch.setattr(Desk, "do", slow)
    with opened(held) as papers:
        assert papers.page(document.id, 1) is None
    assert kept(held) == []


def test_what_fails_after_a_withdrawal_leaves_nothing_either(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The picture is kept, and then the index cannot be asked for the words."""
    document = put(held, PAPER)

    def damaged(papers: Any, paper: Any, number: int) -> Any:
        assert kept(held)
        take_out(held, document.id)
        raise IndexUnusable("damaged")

    telling(monkeypatch, fails)
    monkeypatch.setattr(HeldPapers, "_indexed", damaged)
    with opened(held) as papers, pytest.raises(IndexUnusable):
        papers.page(document.id, 1)
    assert kept(held) == []


def test_words_told_after_a_withdrawal_are_not_kept(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody waits for them any more, and all that was kept is gone before they come."""
    document = put(held, PAPER)
    go_on = threading.Event()
    telling(monkeypatch, lambda: go_on.wait(60))
    with opened(held, wait=0.1) as papers:
        shown(papers, document.id)
        take_out(held, document.id)
        go_on.set()
        assert papers._teller._thread.submit(kept, held).result(60) == []


def test_the_paper_that_the_index_shows_is_shown_and_no_other(held: Held) -> None:
    """Other bytes have come to its address: what was read is not theirs, nor are they what was read."""
    put(held, PAPER, url=URL)
    path = held.corpus.parent / "later.pdf"
    path.write_bytes(OTHER)
    with opened(held) as papers:
        with Corpus.open(held.corpus, create=False) as corpus:
            corpus.add(path, council="kelderby", media_type=PDF, now=NOW, url=URL)
        with pytest.raises(Unreadable, match="replaced this paper"):
            papers.page("kelderby/documents/s77", 1)
        with pytest.raises(Unreadable, match="replaced this paper"):
            papers.body("kelderby/documents/s77")
    run(held)
    with opened(held) as papers:
        assert "Another paper" in shown(papers, "kelderby/documents/s77").text[0]


def test_what_is_gone_at_its_source_is_not_shown(held: Held) -> None:
    """A council took it down: that is said, at once, and the next run clears the pictures away."""
    put(held, OTHER)
    path = held.corpus.parent / "page.pdf"
    path.write_bytes(PAPER)
    with Corpus.open(held.corpus, create=False) as corpus:
        corpus.add(path, council="kelderby", media_type=PDF, now=NOW, url=URL)
    run(held)
    with opened(held) as papers:
        assert shown(papers, "kelderby/documents/s77")
        with Corpus.open(held.corpus, create=False) as corpus:
            corpus.mark_gone("kelderby", URL, now=NOW)
        with pytest.raises(Unreadable, match="taken it down"):
            papers.page("kelderby/documents/s77", 1)
    assert kept(held)
    run(held)
    assert kept(held) == []


# --- the cache ------------------------------------------------------------------------------------


def test_a_page_is_drawn_once(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    """After that it comes from the disk, also for another process."""
    document = put(held, PAPER)
    with opened(held) as papers:
        first = shown(papers, document.id)
        shown(papers, document.id, 2)
    monkeypatch.setattr(Desk, "do", None)
    with opened(held) as papers:
        assert shown(papers, document.id) == first


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: data[:-1],
        lambda data: data[:10],
        lambda data: data[:30] + bytes([data[30] ^ 1]) + data[31:],
    ],
)
def test_a_spoilt_file_is_made_anew(held: Held, spoil: Callable[[bytes], bytes]) -> None:
    """Empty, cut, or with another letter in it."""
    document = put(held, PAPER)
    with opened(held) as papers:
        first = shown(papers, document.id)
        for path in kept(held):
            path.write_bytes(spoil(path.read_bytes()))
        assert shown(papers, document.id) == first


def test_where_nothing_can_be_kept_pages_are_shown_all_the_same(held: Held) -> None:
    """A full disk, or a folder that is none."""
    document = put(held, PAPER)
    (held.index / "pictures").write_text("no folder", "utf-8")
    with opened(held) as papers:
        assert shown(papers, document.id) == shown(papers, document.id)


def test_the_cache_keeps_no_more_than_it_may(tmp_path: Path) -> None:
    """The oldest go; no half-written file stays."""
    cache = PictureCache(tmp_path, most=10_000)
    for number in range(40):
        cache.put(f"{number % 4}", f"{number}", b"x" * 1_000)
        for path in (tmp_path / "pictures").rglob(f"{number}"):
            os.utime(path, (number, number))
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= 10_500
    assert cache.get("3", "39") == b"x" * 1_000
    assert cache.get("0", "0") is None
    assert not list(tmp_path.rglob("*.part"))


def test_papers_that_are_not_held_leave_the_cache(tmp_path: Path) -> None:
    """All but those named go."""
    cache = PictureCache(tmp_path)
    cache.keep_only({"a"})
    cache.put("a", "1", b"one")
    cache.put("b", "1", b"two")
    cache.keep_only({"a"})
    assert (cache.get("a", "1"), cache.get("b", "1")) == (b"one", None)


# --- many at once, and hostile papers -------------------------------------------------------------


def test_many_threads_are_served_side_by_side(held: Held) -> None:
    """Each with its own page."""
    documents = [
        put(held, pdf_of_lines([f"This is paper number {n} about the ponds."])) for n in range(4)
    ]
    found: dict[int, str] = {}
    with opened(held) as papers:

        def ask(number: int) -> None:
            found[number] = shown(papers, documents[number].id).text[0]

        threads = [threading.Thread(target=ask, args=(n,)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert found == {n: f"This is paper number {n} about the ponds." for n in range(4)}


def test_who_would_wait_too_long_is_told_to_come_again(held: Held) -> None:
    """While the only worker is lent, and when as many wait as may."""
    document = put(held, PAPER)
    with opened(held, workers=1, wait=0.01) as papers:
        with papers._desk._lent(), pytest.raises(Busy, match="Try again"):
            papers.page(document.id, 1)
        for _ in range(1 + desk._WAITING):
            assert papers._desk._room.acquire(blocking=False)
        with pytest.raises(Busy, match="Try again"):
            papers.page(document.id, 1)
        for _ in range(1 + desk._WAITING):
            papers._desk._room.release()
        assert shown(papers, document.id)


def test_a_hostile_paper_costs_only_itself_and_only_once(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It ends its own worker, with a reason; it is not tried again at once; others are shown."""
    monkeypatch.setattr(showing, "_DRAWING", Limits(seconds=20, memory=400_000_000))
    monkeypatch.setattr(desk, "_DEAR", 0.0)
    hostile, honest = put_unread(held, bomb(300_000_000)), put(held, PAPER)
    with opened(held, workers=1) as papers:
        with pytest.raises(Unreadable, match="cannot be shown as a picture"):
            papers.page(hostile.id, 1)
        assert shown(papers, honest.id)
        monkeypatch.setattr(papers._desk, "_free", None)
        with pytest.raises(Unreadable, match="cannot be shown as a picture"):
            papers.page(hostile.id, 1)


def put_unread(held: Held, data: bytes) -> StoredDocument:
    """Add a paper, to be indexed with the next."""
    path = held.corpus.parent / "hostile.bin"
    path.write_bytes(data)
    with Corpus.open(held.corpus, create=True) as corpus:
        return corpus.add(
            path, council="kelderby", media_type=PDF, now=NOW, path="hostile.pdf"
        ).document


def test_the_children_end_with_the_server(held: Held) -> None:
    """None is left behind."""
    document = put(held, PAPER)
    before = {child.pid for child in psutil.Process().children()}
    with opened(held) as papers:
        shown(papers, document.id)
        children = [c for c in psutil.Process().children() if c.pid not in before]
        assert children
    left = [c for c in children if c.is_running() and "spawn_main" in " ".join(c.cmdline())]
    assert left == []
