"""What holds on every page, whatever it shows."""

import hashlib
import re
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import html
from page_checks import BOARD, DRAFT, ITEM, MEETING, words

import searchui
from indexer.errors import Failed
from indexer.sample import sample_folder
from indexer.search.archive import Archive
from searchui.app import create_app
from searchui.guard import HEADERS

_REPORT = sample_folder() / "documents" / "s5012" / "Weekly Food Waste Collections.pdf"
PAPER = f"kelderby/documents/{hashlib.sha256(_REPORT.read_bytes()).hexdigest()[:16]}"


@pytest.fixture(scope="module")
def archive(added: Archive) -> Archive:
    """The sample papers, as files that somebody added."""
    return added


@pytest.mark.parametrize(
    "path",
    ["/kelderby/none", "/../../etc/passwd", "/static/../app.py", "/static/app.py", "/api/v2"],
)
def test_unknown_identifier_is_not_found(pages: FlaskClient, path: str) -> None:
    """What is not held is said to be not held, whatever the address looks like."""
    assert pages.get(path).status_code == 404
    assert HEADERS.items() <= dict(pages.get(path).headers).items()


# --- what holds on every page ---------------------------------------------------------------------

WAYS = {
    "home": "/",
    "search": "/search?q=food",
    "advanced": "/advanced",
    "feed": "/search.atom?q=food",
    "api_search": "/api/v1/search?q=food",
    "browse": "/browse",
    "new": "/new",
    "coverage": "/coverage",
    "about": "/about",
    "accessibility": "/accessibility",
    "officers": "/officers",
    "officer": "/officers/kelderby/priya-nandakumar",
    "members": "/members",
    "member": "/members/kelderby/councillor-v-carrick",
    "topics": "/topics",
    "topic": "/topics/bins-and-recycling",
    "wards": "/wards",
    "ward": "/wards/holmcroft",
    "council": "/kelderby",
    "board": f"/{BOARD}",
    "show": f"/{ITEM}",
    "document": f"/{PAPER}",
    "page": f"/{PAPER}/pages/1",
    "picture": f"/{PAPER}/pages/1.png",
    "file": f"/{PAPER}/file",
    "static": "/static/minutebook.svg",
}
"""For each endpoint of the application an address that it answers."""
NOT_HTML = {"feed", "api_search", "picture", "file", "static"}
ADDRESSES = (
    *(address for endpoint, address in WAYS.items() if endpoint not in NOT_HTML),
    *("/?q=food", "/search?q=bord:x", "/search?q=helicopter", "/search?board=" + BOARD),
    *(f"/{MEETING}", f"/{DRAFT}", "/kelderby/council/2025-02-18/budget-and-council-tax-2025-26"),
    *("/members/kelderby/councillor-v-carrick?year=2023/24", "/officers/kelderby/c-ashdene"),
    *("/officers/kelderby/priya-nandakumar?year=soon", "/no", "/no/board", "/no/board/2020-01-01"),
)


def test_no_page_is_forgotten_here(archive: Archive) -> None:
    """Every rule of the application has an address above, which is answered by just that rule."""
    rules = create_app(archive).url_map
    assert {rule.endpoint for rule in rules.iter_rules()} == WAYS.keys()
    for endpoint, address in WAYS.items():
        assert rules.bind("localhost").match(urlsplit(address).path)[0] == endpoint


def test_every_page_but_papers_is_there(pages: FlaskClient) -> None:
    """Each of these addresses is answered; papers are only shown where the server was given any."""
    for endpoint, address in WAYS.items():
        there = endpoint not in {"page", "picture", "file"}
        with pages.get(address) as answer:
            assert answer.status_code == (200 if there else 404), address


@pytest.mark.parametrize("address", [*WAYS.values(), "/no", "/api/v1/search?x=1", "/search?q=a:b"])
def test_headers_stand_on_every_answer(pages: FlaskClient, address: str) -> None:
    """No answer of any rule is without the headers that keep it safe, or sets a cookie."""
    for method, host in (("GET", "localhost"), ("POST", "localhost"), ("GET", "elsewhere.example")):
        with pages.open(address, method=method, headers={"Host": host}) as answer:
            assert HEADERS.items() <= dict(answer.headers).items()
            assert "Set-Cookie" not in answer.headers
            assert "no-cache" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_is_safe_and_sound(pages: FlaskClient, address: str) -> None:
    """No script or style but our files, no handler; a title, one h1, labels, the warning, a language."""
    page = html.fromstring(pages.get(address).get_data())
    assert not page.xpath(
        "//script[not(@src)] | //@style | //@*[starts-with(name(), 'on')] | //style"
    )
    files = page.xpath(
        "//script/@src | //link[@rel='stylesheet' or @rel='icon']/@href | //img/@src"
    )
    assert all(file.startswith(("/static/", f"/{PAPER}/pages/")) for file in files)
    assert page.get("lang") == "en-GB"
    assert len(page.xpath("//h1")) == len(page.xpath("//main")) == 1
    assert words(page.xpath("//title")[0]).endswith("Minutebook")
    assert "not the official record of the council" in words(page.xpath("//footer")[0])
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    fields = page.xpath("//input[not(@type='hidden')]/@id | //select/@id | //textarea/@id")
    assert set(fields) <= set(page.xpath("//label/@for"))
    assert not page.xpath("//a[not(@href)] | //a[not(normalize-space())] | //img[not(@alt)]")
    assert all(table.xpath("./caption") for table in page.xpath("//table"))
    assert not page.xpath("//table//th[not(@scope)]")


@pytest.mark.parametrize("address", ADDRESSES)
def test_headings_leave_no_step_out(pages: FlaskClient, address: str) -> None:
    """Below a heading stands at most the next lower one."""
    page = html.fromstring(pages.get(address).get_data())
    after_first = [int(node.tag[1]) for node in page.xpath("//h1 | //h2 | //h3 | //h4")]
    levels = after_first[after_first.index(1) :]
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_results_are_kept_out_of_search_machines(pages: FlaskClient) -> None:
    """Result pages and the API say noindex; pages of items do not."""
    for address in ("/search?q=food", "/?q=food", "/api/v1/search?q=food"):
        assert pages.get(address).headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "X-Robots-Tag" not in pages.get(f"/{ITEM}").headers


def test_pages_are_only_read(pages: FlaskClient) -> None:
    """Nothing is taken in: any method but reading is refused, as JSON where JSON is spoken."""
    assert pages.post("/search").status_code == 405
    assert pages.post("/api/v1/search").get_json() == {
        "error": "This address only answers to being read."
    }


def test_failure_is_told_without_its_traceback(archive: Archive) -> None:
    """An error of ours gives its sentence, any other a plain apology; neither a traceback."""
    pages = create_app(archive).test_client()
    for error, said, status in (
        (Failed("The disk is gone: put it back."), "The disk is gone: put it back.", 503),
        (ZeroDivisionError("secret detail"), "Something went wrong that should not.", 500),
    ):
        with patch.object(archive, "search", side_effect=error):
            page = pages.get("/search?q=food")
            api = pages.get("/api/v1/search?q=food")
        assert page.status_code == api.status_code == status
        assert said in page.get_data(as_text=True) and said in api.get_json()["error"]
        assert "Traceback" not in page.get_data(as_text=True)
        assert "secret" not in page.get_data(as_text=True) + api.get_data(as_text=True)


def test_html_is_trusted_in_one_place_only() -> None:
    """Only the snippets of the search, which it escapes, pass without escaping; no macro is given HTML."""
    folder = Path(searchui.__file__).parent
    sources = [
        path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.suffix in {".html", ".py", ".xml"}
    ]
    trusting = re.compile(
        r"\|\s*safe\b|Markup\(|autoescape(?!=True)|[\"']\w*html[\"']\s*:", re.IGNORECASE
    )
    assert sum(len(trusting.findall(text)) for text in sources) == 1
