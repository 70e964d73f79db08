"""Papers whose every word is meant to break out of a page come out as text, wherever they are shown."""

from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlencode, urlsplit

import pytest
from conftest import NOW
from playwright.sync_api import Locator, Page, expect

from browser import hostile_papers
from browser.conftest import house, served
from browser.hostile_papers import BOARD, EVIL, MEETING_ADDRESS, SCRIPT, TITLE
from indexer.adding import add_papers
from indexer.pipeline import index
from indexer.place import IndexPlace
from indexer.search.archive import Archive
from indexer.showing import HeldPapers
from indexer.store import Corpus
from searchui.app import create_app

_MOST = 100
_START = (
    *("/", "/browse", "/new", "/coverage", "/officers", "/members", "/topics", "/wards"),
    *("/advanced", "/about"),
    f"/search?{urlencode({'q': EVIL})}",
    f"/search?{urlencode({'q': 'caddies', 'board': EVIL})}",
    f"/search?{urlencode({'q': f'nowhere:{SCRIPT}'})}",
    f"/search?{urlencode({'q': 'caddies', 'sort': EVIL})}",
    f"/search?{urlencode({'q': 'caddies', 'everything': '1'})}",
    f"/search?{urlencode({EVIL: EVIL})}",
    f"/advanced?{urlencode({'all': EVIL, 'from': EVIL})}",
    f"/{urlencode({EVIL: ''})}",
)
_BROKEN_OUT = """() => [...document.querySelectorAll('*')].filter((one) =>
  one.getAttributeNames().some((name) => name.startsWith('on') || name === 'style')
  || (one.tagName === 'SCRIPT' && !one.src) || one.matches('img[src="x"], base, iframe, object, embed')
  || /^(?!https?:|mailto:)[a-z]+:/i.test(one.getAttribute('href') ?? '')
).map((one) => one.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def bad_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of pages that show only such papers."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "papers").mkdir()
    hostile_papers.write(folder / "papers")
    with Corpus.open(folder / "corpus", create=True) as corpus:
        add_papers(corpus, (str(folder / "papers"),), council="kelderby", now=NOW)
        index(corpus, IndexPlace(folder / "index"), now=NOW, workers=1)
    with (
        closing(IndexPlace(folder / "index").open()) as engine,
        HeldPapers(folder / "corpus", folder / "index", Archive(engine), wait=30.0) as papers,
        served(create_app(Archive(engine), house(papers))) as address,
    ):
        yield address


def test_no_page_is_broken_out_of(bad_site: str, page: Page) -> None:
    """On every page that a link leads to, and where an address holds such words: nothing runs (that would
    fail the test), no element, handler or address is made of text, and no template is worked out.
    """
    waiting, seen, broken = [bad_site + address for address in _START], set[str](), []
    while waiting and len(seen) < _MOST:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        page.goto(address)
        broken += [f"{address}: {found}" for found in page.evaluate(_BROKEN_OUT)]
        broken += [f"{address}: worked out" for said in [_text(page)] if "Bins 49" in said]
        links = page.locator("a[href]").evaluate_all("all => all.map((one) => one.href)")
        waiting += [link.partition("#")[0] for link in links if _is_page(link, bad_site)]
    assert broken == []
    kinds = {urlsplit(address).path.count("/") for address in seen}
    assert len(seen) > 30 and kinds >= {1, 2, 3, 4, 5}


def test_hit_shows_the_words_as_printed(bad_site: str, page: Page) -> None:
    """Title, decision, who decided and snippets have every sign; only the words found are marked."""
    page.goto(f"{bad_site}/search?q=caddies")
    hit = page.get_by_role("article").filter(has_text="Bins").first
    expect(hit.get_by_role("heading").first).to_have_text(TITLE)
    expect(hit).to_contain_text(f"Decided by {BOARD}")
    expect(hit).to_contain_text(f"1) Approve the caddies {EVIL}")
    assert set(hit.locator(".app-snippet *").evaluate_all(_NAMES)) == {"MARK"}
    assert {mark.inner_text().lower() for mark in hit.locator("mark").all()} == {"caddies"}


def test_item_meeting_and_board_show_the_words_as_printed(bad_site: str, page: Page) -> None:
    """Their headings have every sign, and so have decision, vote, promise and place."""
    page.goto(bad_site + MEETING_ADDRESS)
    expect(_h1(page)).to_contain_text(BOARD)
    expect(page.get_by_role("main")).to_contain_text(EVIL)
    page.get_by_role("link", name="Bins <script>").first.click()
    expect(_h1(page)).to_have_text(TITLE)
    for said in (f"Approve the caddies {EVIL}", f"{EVIL} be noted", f"circulate {EVIL}"):
        expect(page.get_by_role("main")).to_contain_text(said)
    page.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="Scrutiny").click()
    expect(_h1(page)).to_have_text(BOARD)


def test_person_and_paper_show_the_words_as_printed(bad_site: str, page: Page) -> None:
    """The pages of an officer, of a paper, and of its page as a picture with the text beside."""
    page.goto(f"{bad_site}/officers")
    page.get_by_role("link", name="Tess Ambler").click()
    expect(_h1(page)).to_contain_text(f"Tess Ambler {EVIL}")
    page.goto(f"{bad_site}/search?q=report+caddies&kind=report")
    page.get_by_role("link", name="see page 1").first.click()
    expect(_h1(page)).to_have_text(f"Page 1 of Caddies {SCRIPT}")
    expect(page.get_by_role("region", name="Its text")).to_contain_text(f"Approve caddies {SCRIPT}")
    page.get_by_role("link", name="About this paper").click()
    expect(_h1(page)).to_contain_text(f"Caddies {SCRIPT}")


def test_feed_has_the_words_as_text(bad_site: str, page: Page) -> None:
    """A browser reads the feed as XML without fault; its titles are text, with no element in them."""
    answer = page.request.get(f"{bad_site}/search.atom?{urlencode({'q': 'caddies'})}")
    titles = page.evaluate(_TITLES, answer.text())
    assert TITLE in titles


_NAMES = "all => all.map((one) => one.tagName)"
_TITLES = """(xml) => {
  const feed = new DOMParser().parseFromString(xml, 'application/xml')
  if (feed.querySelector('parsererror')) return ['not well formed']
  return [...feed.querySelectorAll('entry > title')].filter((one) => !one.children.length)
    .map((one) => one.textContent)
}"""


def _is_page(link: str, site: str) -> bool:
    """Further searches, and what is no page, are left out."""
    return link.startswith(site) and "?" not in link and not link.endswith(("/file", ".png"))


def _h1(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def _text(page: Page) -> str:
    return str(page.locator("body").text_content())
