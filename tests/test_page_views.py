"""Papers as held and their pages as pictures: what is handed out, to whom, and what never is."""

import dataclasses
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from unittest.mock import patch
from urllib.parse import quote

import pytest
from conftest import Held
from flask.testing import FlaskClient
from page_checks import HOSTILE, ITEM, read, words

from indexer.errors import Busy, Failed, Unreadable
from indexer.model import (
    Attendee,
    Board,
    Contact,
    Correction,
    Decision,
    DocumentUse,
    Item,
    ItemLine,
    Meeting,
    MeetingSummary,
    Passage,
    PathStep,
    Person,
    Planned,
    Recommendation,
    Reference,
    Source,
    Vote,
)
from indexer.place import IndexPlace
from indexer.search.archive import Archive
from indexer.search.language import parse
from indexer.search.limits import LIMITS
from indexer.search.papers import Box, PagePicture, PaperBody, PlacedWord, marked
from indexer.search.snippets import pieces
from indexer.showing import HeldPapers
from searchui import page_text, paper_words
from searchui.app import create_app
from searchui.guard import SANDBOX
from searchui.house import House

PDF_KEY = "kelderby/documents/s5012"
PICTURE = PagePicture(
    png=b"\x89PNG of a page",
    width=100,
    height=200,
    words=(PlacedWord("Food", Box(10, 20, 30, 40)), PlacedWord("waste", Box(32, 20, 60, 40))),
    text=("Food waste <b>", "and\tother matter"),
    lacks=None,
    recognised=False,
    pages=3,
)


@dataclasses.dataclass
class FakePapers:
    """Papers that give one picture or file, or fail, and remember what they were asked."""

    picture: PagePicture | Exception | None = None
    file: PaperBody | Exception | None = None
    asked: list[tuple[str, int]] = dataclasses.field(default_factory=list)

    def body(self, id: str) -> PaperBody | None:
        """The file."""
        if isinstance(self.file, Exception):
            raise self.file
        return self.file

    def page(self, id: str, number: int) -> PagePicture | None:
        """The picture."""
        self.asked.append((id, number))
        if isinstance(self.picture, Exception):
            raise self.picture
        return self.picture


@pytest.fixture(scope="module")
def papers(sample: Held) -> Iterator[HeldPapers]:
    """The sample's papers, as a server hands them out."""
    engine = IndexPlace(sample.index).open()
    with HeldPapers(sample.corpus, sample.index, Archive(engine)) as held:
        yield held
    engine.close()


@pytest.fixture
def pages(archive: Archive, papers: HeldPapers) -> FlaskClient:
    """A browser on the sample's pages, with its papers."""
    return create_app(archive, House(papers=papers)).test_client(use_cookies=False)


def client(archive: Archive, papers: FakePapers | None) -> FlaskClient:
    """A browser on the sample's pages, with other papers."""
    return create_app(archive, House(papers=papers)).test_client(use_cookies=False)


def web_page(archive: Archive) -> str:
    """A paper that is no PDF."""
    known = archive.show(ITEM)
    assert known and isinstance(known[1], Item)
    return next(use.id for use in known[1].documents if use.id and use.media_type == "text/html")


# --- the page of a page -----------------------------------------------------------------------------


@pytest.mark.parametrize("asked", ["q=" + "bin+" * 300, "q=zebra&q=zebra"])
def test_page_refuses_words_that_are_too_many_or_said_twice(pages: FlaskClient, asked: str) -> None:
    """And does not repeat them."""
    said = words(read(pages.get(f"/{PDF_KEY}/pages/3?{asked}"), 400))
    assert "bin bin" not in said and "zebra" not in said
    assert pages.get(f"/{PDF_KEY}/pages/3?q={'b' * LIMITS.characters}").status_code == 200


def test_page_says_where_it_is_as_its_paper_does(pages: FlaskClient) -> None:
    """Council, board and meeting stand above both; then the paper, then the page."""
    way = "//nav[@aria-label='Breadcrumb']//li"
    paper = read(pages.get(f"/{PDF_KEY}")).xpath(way)
    page = read(pages.get(f"/{PDF_KEY}/pages/3")).xpath(way)
    assert [words(one) for one in page] == [*map(words, paper), "Page 3"]
    assert len(page) == 6 and page[4].xpath("./a/@href") == [f"/{PDF_KEY}"]


def test_page_shows_picture_marks_and_text(pages: FlaskClient, papers: HeldPapers) -> None:
    """Each place of the words on the picture has a mark; in the text each word has one."""
    page = read(pages.get(f"/{PDF_KEY}/pages/3?q=food+waste"))
    shown = papers.page(PDF_KEY, 3)
    assert shown
    (svg,) = page.xpath("//*[local-name()='svg' and @role='img']")
    assert svg.get("aria-label") == "Page 3 of Weekly Food Waste Collections"
    assert svg.xpath("*[local-name()='image']/@href") == [f"/{PDF_KEY}/pages/3.png"]
    places = marked(shown.words, "food waste")
    assert places and len(svg.xpath("*[local-name()='rect']")) == len(places)
    found = [words(mark).lower() for mark in page.xpath("//mark")]
    assert set(found) == {"food", "waste"}
    assert f"Marked {len(found)} times in the text of this page." in words(page)
    for paragraph in shown.text:
        assert " ".join(paragraph.split()) in words(page)


def test_page_leads_on_to_the_next_with_the_words_asked_for(pages: FlaskClient) -> None:
    """Previous and next page keep the words; at the ends there is none."""
    page = read(pages.get(f"/{PDF_KEY}/pages/1?q=food+waste"))
    assert not page.xpath("//a[@rel='prev']")
    assert page.xpath("//a[@rel='next']/@href") == [f"/{PDF_KEY}/pages/2?q=food+waste"]
    last = read(pages.get(f"/{PDF_KEY}/pages/5"))
    assert last.xpath("//a[@rel='prev']/@href") == [f"/{PDF_KEY}/pages/4"]
    assert not last.xpath("//a[@rel='next'] | //mark | //*[local-name()='rect']")


def test_page_tells_where_else_to_look(pages: FlaskClient) -> None:
    """The council's own copy at the page, the paper's facts, the items on it and a line to cite it."""
    page = read(pages.get(f"/{PDF_KEY}/pages/2"))
    links = page.xpath("//main//a/@href")
    assert any(link.endswith("#page=2") and link.startswith("http") for link in links)
    assert f"/{PDF_KEY}" in links
    assert f"/{ITEM}" in links
    assert "minute 10/23, “Weekly Food Waste Collections”" in words(
        page.get_element_by_id("citation-1")
    )


def test_words_that_stand_nowhere_on_the_page_are_said_to(pages: FlaskClient) -> None:
    """Nothing marked is not silence."""
    page = read(pages.get(f"/{PDF_KEY}/pages/3?q=zebra"))
    assert "None of these words stands on this page, as it was read." in words(page)


def test_query_that_cannot_be_read_is_told_at_the_box(pages: FlaskClient) -> None:
    """The page is shown without marks, and the fault with what to write."""
    page = read(pages.get(f"/{PDF_KEY}/pages/3?q=bord:x"))
    assert "bord" in words(page.get_element_by_id("wrong"))
    assert page.xpath("//input[@id='q']/@aria-describedby") == ["wrong"]
    assert not page.xpath("//mark") and "None of these words" not in words(page)


@pytest.mark.parametrize("query", ["-food", "title:food", "kind:report"])
def test_query_without_words_is_said_to_have_none(pages: FlaskClient, query: str) -> None:
    """It is not said that its words stand nowhere."""
    page = read(pages.get(f"/{PDF_KEY}/pages/3?q={query}"))
    assert "There are no words to mark in this query." in words(page)


def test_page_that_is_only_a_picture_says_so(archive: Archive) -> None:
    """Without words the reason stands where the text would."""
    only = dataclasses.replace(PICTURE, text=(), words=(), lacks="This page is only a picture.")
    page = read(client(archive, FakePapers(only)).get(f"/{PDF_KEY}/pages/1"))
    assert "This page is only a picture." in words(page)


def test_number_printed_on_a_page_is_told_where_it_differs() -> None:
    """By the passages of an item there; another paper's numbers count for nothing."""
    one = Passage("k/b/d/a", 0, "report", "pack", "x", document="p", printed=((27, "23"),))
    assert page_text.printed_number([one], "p", 27) == "23"
    assert page_text.printed_number([one], "p", 28) is None
    assert page_text.printed_number([one], "other", 27) is None


@pytest.mark.parametrize(
    ("papers", "key", "number", "said"),
    [
        (None, PDF_KEY, 1, "This server does not show pages of papers."),
        (FakePapers(PICTURE), "web page", 1, "Only of a PDF are pages shown"),
        (FakePapers(PICTURE), PDF_KEY, 6, "There is no page 6: this paper has 5 pages."),
        (FakePapers(None), PDF_KEY, 1, "There is no picture of this page here."),
        (FakePapers(Unreadable("It is locked.")), PDF_KEY, 1, "It is locked."),
    ],
)
def test_page_that_cannot_be_shown_says_why(
    archive: Archive, papers: FakePapers | None, key: str, number: int, said: str
) -> None:
    """With a way to the council's own copy; the picture alone is refused in the same words."""
    key = web_page(archive) if key == "web page" else key
    page = read(client(archive, papers).get(f"/{key}/pages/{number}"), 404)
    assert said in words(page)
    assert page.xpath("//a[@rel='external']/@href")
    assert not page.xpath("//*[local-name()='svg' and @role='img']")
    assert said in words(read(client(archive, papers).get(f"/{key}/pages/{number}.png"), 404))


@pytest.mark.parametrize("ending", ["", ".png"])
def test_too_many_at_once_are_asked_to_come_back(archive: Archive, ending: str) -> None:
    """503, and when to ask again."""
    papers = FakePapers(Busy("Too many pages are drawn at once. Ask again in a moment."))
    answer = client(archive, papers).get(f"/{PDF_KEY}/pages/1{ending}")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "Too many pages are drawn at once." in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "number",
    [
        "0",
        "-1",
        "01",
        "+1",
        "1.0",
        "1e3",
        "%31%30x",
        "9" * 30,
        "9" * 5_000,
        "..",
        "%2e%2e",
        "%EF%BC%91",
    ],
)
def test_odd_page_numbers_reach_nothing(archive: Archive, number: str) -> None:
    """What is no plain number of a page is refused before anybody looks for a paper."""
    papers = FakePapers(PICTURE)
    for ending in ("", ".png"):
        answer = client(archive, papers).get(f"/{PDF_KEY}/pages/{number}{ending}")
        assert answer.status_code == 404
    assert not papers.asked


def test_paper_s_page_leads_to_all_of_its_pages(pages: FlaskClient) -> None:
    """Each by its number."""
    page = read(pages.get(f"/{PDF_KEY}"))
    links = page.xpath("//h2[@id='pages']/..//ul//a/@href")
    assert links == [f"/{PDF_KEY}/pages/{number}" for number in range(1, 6)]


@pytest.mark.parametrize("count", [0, 1, 50, 51, 1_999, 2_000, 9_999])
def test_pages_are_listed_fifty_at_a_time(count: int) -> None:
    """Every page up to a bound once, in order."""
    groups = page_text.groups(count)
    assert [n for group in groups for n in group] == list(range(1, min(count, 2_000) + 1))
    assert all(len(group) == 50 for group in groups[:-1])


def test_text_is_cut_into_pieces_without_loss() -> None:
    """What is marked are the words of the query, in any form; the pieces make up the text again."""
    text = "Collected: food-waste & “Collections”\twere 46/18"
    cut = pieces(text, parse("collecting 46/18").wide)
    assert "".join(words for words, _ in cut) == text
    assert [words for words, found in cut if found] == ["Collected", "Collections", "46/18"]


# --- what is handed out -----------------------------------------------------------------------------


def test_picture_is_sandboxed_and_asked_for_again_each_time(pages: FlaskClient) -> None:
    """No kept copy outlives a withdrawal; unchanged, it is not sent twice."""
    answer = pages.get(f"/{PDF_KEY}/pages/1.png")
    assert answer.status_code == 200 and answer.mimetype == "image/png"
    assert answer.data.startswith(b"\x89PNG")
    assert SANDBOX.items() <= dict(answer.headers).items()
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    again = pages.get(f"/{PDF_KEY}/pages/1.png", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("kind", ["PDF", "web page"])
def test_paper_is_a_download_and_never_a_page_of_ours(
    pages: FlaskClient, papers: HeldPapers, archive: Archive, kind: str
) -> None:
    """Its bytes as held, under a policy that lets nothing run, whatever kind of file it is."""
    key = PDF_KEY if kind == "PDF" else web_page(archive)
    body = papers.body(key)
    assert body
    with pages.get(f"/{key}/file") as answer:
        assert answer.data == body.path.read_bytes()
    assert answer.headers["Content-Disposition"] == f"attachment; filename={body.name}"
    assert answer.headers["Content-Length"] == str(body.size)
    assert SANDBOX.items() <= dict(answer.headers).items()
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_paper_that_is_not_handed_out_is_not_found(archive: Archive, tmp_path: Path) -> None:
    """Without papers, of one not held, and of one withdrawn in this very moment."""
    gone = PaperBody(tmp_path / "gone", "application/pdf", "a.pdf", 1)
    for papers in (None, FakePapers(), FakePapers(file=gone)):
        assert client(archive, papers).get(f"/{PDF_KEY}/file").status_code == 404
    assert (
        client(archive, FakePapers(PICTURE)).get("/kelderby/documents/s0/file").status_code == 404
    )


def test_damaged_paper_has_its_facts_and_the_reason(archive: Archive) -> None:
    """The page about it is there all the same; only the file is refused."""
    pages = client(archive, FakePapers(file=Unreadable("Its file is damaged.")))
    assert "Its file is damaged." in words(read(pages.get(f"/{PDF_KEY}")))
    assert "Its file is damaged." in words(read(pages.get(f"/{PDF_KEY}/file"), 404))


def test_page_of_a_broken_paper_says_what_is_wrong_with_it(pages: FlaskClient) -> None:
    """And not that it is none of a kind that has pages."""
    page = read(pages.get("/kelderby/documents/s6699/pages/1"), 404)
    assert "could not be read: the PDF is cut off or broken." in words(page)


def test_trouble_of_the_server_is_its_own_affair(archive: Archive) -> None:
    """What is said of it may name folders: on a public server people are told no more than that."""
    failing = FakePapers(file=Failed("There is no corpus in /home/desk/corpus."))
    house = House(papers=failing, address="https://minutes.example.org")
    pages = create_app(archive, house).test_client(use_cookies=False)
    about, file = pages.get(f"/{PDF_KEY}"), pages.get(f"/{PDF_KEY}/file")
    assert (about.status_code, file.status_code) == (200, 503)
    assert "cannot be handed out just now" in about.get_data(as_text=True)
    assert "cannot be answered just now" in file.get_data(as_text=True)
    assert "/home" not in about.get_data(as_text=True) + file.get_data(as_text=True)


@pytest.mark.parametrize(
    "address",
    [
        "/kelderby/documents/../../etc/passwd/file",
        "/kelderby/documents/%2e%2e/file",
        "/kelderby/documents/..%2f..%2fetc%2fpasswd/file",
        "/kelderby/documents/s5012%00/file",
        "/kelderby/documents/C:%5Cboot.ini/file",
        f"/{PDF_KEY}/file/../file2",
    ],
)
def test_nothing_of_a_request_is_a_path(pages: FlaskClient, address: str) -> None:
    """A paper is looked up by its identifier, or there is none."""
    assert pages.get(address).status_code == 404


def test_pages_about_papers_are_kept_out_of_search_machines(pages: FlaskClient) -> None:
    """A paper's facts and its pages say noindex."""
    for address in (f"/{PDF_KEY}", f"/{PDF_KEY}/pages/1"):
        assert pages.get(address).headers["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize(
    ("size", "said"), [(1, "1 kB"), (312_400, "312 kB"), (4_100_000, "4.1 MB")]
)
def test_sizes_are_said_in_short(size: int, said: str) -> None:
    """In kilobytes, and in megabytes from one on."""
    assert paper_words.kilobytes(size) == said


# --- hostile papers -------------------------------------------------------------------------------

SAID = " ".join(HOSTILE.split())
BAD = "javascript:alert(1)//"


def hostile_item() -> Item:
    """An item of which every word is meant to break out of the page."""
    board, use = Board("k/b", HOSTILE), hostile_use()
    return Item(
        "k/b/2024-01-02/a",
        HOSTILE,
        "k",
        board,
        date(2024, 1, 2),
        MeetingSummary("k/b/2024-01-02", date(2024, 1, 2), None, None, HOSTILE, "held", BAD),
        aliases=(HOSTILE,),
        number=HOSTILE,
        agenda_number=HOSTILE,
        minute_number=HOSTILE,
        minute_reference=HOSTILE,
        heading=HOSTILE,
        section=HOSTILE,
        wards=(HOSTILE,),
        topics=(HOSTILE,),
        report_of=HOSTILE,
        path=(PathStep(HOSTILE, date(2024, 1, 2), held=True),),
        minutes=HOSTILE,
        minutes_status="approved",
        minutes_note=HOSTILE,
        truncated=True,
        decisions=(Decision(HOSTILE, "other", HOSTILE, HOSTILE, HOSTILE),),
        undertakings=(HOSTILE,),
        recommendations=(Recommendation(HOSTILE, HOSTILE),),
        people=(Person(HOSTILE, "author", HOSTILE, HOSTILE),),
        documents=(use, dataclasses.replace(use, id=None, private=True, ground=HOSTILE)),
        sources=(Source(HOSTILE, "k/documents/s1", 1, HOSTILE),),
        votes=(Vote(HOSTILE, True, (HOSTILE,), (HOSTILE,), moved_by=HOSTILE),),
        programme=(Planned(HOSTILE, None, HOSTILE, detail=HOSTILE),),
        refers_to=(Reference(HOSTILE, board=HOSTILE),),
        corrected=(Correction("decisions", HOSTILE, HOSTILE, HOSTILE, date(2024, 1, 2)),),
    )


def hostile_use() -> DocumentUse:
    """A paper of such an item."""
    return DocumentUse(
        "k/documents/s1", HOSTILE, "report", BAD, HOSTILE, "application/pdf", pages=(1, 1)
    )


def hostile_meeting() -> Meeting:
    """Its meeting."""
    board = Board("k/b", HOSTILE)
    return Meeting(
        "k/b/2024-01-02",
        "k",
        board,
        (board, Board("k/c", HOSTILE)),
        date(2024, 1, 2),
        start=HOSTILE,
        end=HOSTILE,
        start_note=HOSTILE,
        venue=HOSTILE,
        status="cancelled",
        status_note=HOSTILE,
        url=BAD,
        contact=Contact(HOSTILE, HOSTILE, HOSTILE),
        attendance=(Attendee(HOSTILE, "chair", HOSTILE, HOSTILE, HOSTILE),),
        items=(ItemLine("k/b/2024-01-02/a", HOSTILE, HOSTILE),),
    )


HOSTILE_DOCUMENT = {
    "id": "k/documents/s1",
    "council": "k",
    "title": HOSTILE,
    "kind": "other",
    "url": BAD,
    "sources": [BAD, HOSTILE],
    "media_type": "application/pdf",
    "size": 1,
    "hash": "0" * 64,
    "added": "2026-11-21T00:00:00Z",
    "private": False,
    "superseded": True,
    "gone": True,
    "unreadable": HOSTILE,
    "attached": [HOSTILE],
    "items": [{"id": "k/b/2024-01-02/a", "title": HOSTILE, "pages": [1, 1]}],
    "meeting": "k/b/2024-01-02",
    "pages": 1,
}
HELD: dict[str, tuple[str, object]] = {
    "k/b/2024-01-02/a": ("item", hostile_item()),
    "k/b/2024-01-02": ("meeting", hostile_meeting()),
    "k/documents/s1": ("document", HOSTILE_DOCUMENT),
}


@pytest.mark.parametrize("identifier", [*HELD, "k/documents/s1/pages/1?q=" + quote(HOSTILE)])
def test_hostile_words_come_out_as_text(archive: Archive, identifier: str) -> None:
    """No word of a paper becomes an element, an attribute or an address on any of these pages."""
    picture = PagePicture(b"", 10, 10, (), (HOSTILE,), HOSTILE, False, 1)
    house = House(papers=FakePapers(picture))
    with patch.object(archive, "show", HELD.get):
        page = read(create_app(archive, house).test_client().get(f"/{identifier}"))
    assert not page.xpath("//script[not(@src)] | //@*[starts-with(name(), 'on')]")
    assert "49" not in words(page.xpath("//main")[0])
    assert words(page.xpath("//h1")[0]).count(SAID)
    assert not [link for link in page.xpath("//@href | //@src") if "javascript" in link.lower()]
