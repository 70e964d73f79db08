"""What guards the pages, as a browser sees it."""

import http.client
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Response

from browser.addresses import FILES, PAGES

_GUARDED = ("default-src 'none'", "frame-ancestors 'none'")
_OTHER = "http://other.localhost"
"""Another's site, which this test answers for; its pages frame what they are told to."""


def test_every_page_comes_guarded_and_leaves_no_cookie(site: str, page: Page) -> None:
    """Policy, `nosniff` and `no-referrer` on every page; nothing is kept in the browser."""
    faults = {}
    for name, address in PAGES.items():
        answer = page.goto(site + address)
        assert answer
        if found := _faults(answer.headers):
            faults[name] = found
    assert faults == {}
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_every_file_comes_guarded(site: str, page: Page) -> None:
    """The same on feed, JSON, picture, paper and style."""
    answers = {name: page.request.get(site + address) for name, address in FILES.items()}
    assert {name: answer.status for name, answer in answers.items()} == dict.fromkeys(FILES, 200)
    assert {name: found for name, one in answers.items() if (found := _faults(one.headers))} == {}
    assert page.context.cookies() == []


def test_files_of_a_page_come_guarded(site: str, page: Page) -> None:
    """So do style, script, icon and picture, as the browser asks for them."""
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(site + PAGES["page with marks"])
    assert {answer.url.rpartition(".")[2].partition("?")[0] for answer in answers} >= {
        *("css", "js", "png", "svg"),
    }
    assert [answer.url for answer in answers if _faults(answer.headers)] == []


def test_paper_is_saved_never_shown(site: str, page: Page) -> None:
    """The paper as held is a download under a plain name; the page one is on stays."""
    page.goto(site + PAGES["document"])
    with page.expect_download() as saving:
        page.get_by_role("main").locator("a[href$='/file']").first.click()
    assert saving.value.suggested_filename.endswith(".pdf")
    assert saving.value.path().read_bytes().startswith(b"%PDF")
    assert page.url == site + PAGES["document"]


@pytest.mark.parametrize("name", ["home", "item", "document", "page with marks", "picture"])
def test_no_other_site_may_frame_it(site: str, browser: Browser, name: str) -> None:
    """In a frame on another's page stands the browser's refusal; another page is shown there."""
    shown = {**PAGES, **FILES}[name]
    with closing(browser.new_page()) as page:
        page.route(f"{_OTHER}/free", lambda asked: asked.fulfill(body="free"))
        page.route(f"{_OTHER}/", lambda asked: asked.fulfill(body=_framing(site + shown)))
        page.goto(f"{_OTHER}/")
        ours, free = page.frames[1:]
        ours.wait_for_load_state()
        assert (free.url, ours.url) == (f"{_OTHER}/free", "chrome-error://chromewebdata/")


@pytest.mark.parametrize("host", ["minutes.example.org", "127.0.0.1.example.org", "localhost.", ""])
def test_other_hosts_are_not_answered(site: str, host: str) -> None:
    """A request for another name, as a page of another's site could send it here, is refused."""
    asking = http.client.HTTPConnection(urlsplit(site).netloc, timeout=10)
    asking.request("GET", "/", headers={"Host": host})
    answer = asking.getresponse()
    asking.close()
    assert answer.status == 400
    assert _faults({name.lower(): value for name, value in answer.getheaders()}) == []


def _faults(headers: dict[str, str]) -> list[str]:
    policy = headers.get("content-security-policy", "")
    faults = [f"no {part} in the policy" for part in _GUARDED if part not in policy]
    if "unsafe" in policy or "*" in policy:
        faults.append(f"a lax policy: {policy}")
    if headers.get("x-content-type-options") != "nosniff":
        faults.append("no nosniff")
    if headers.get("referrer-policy") != "no-referrer":
        faults.append("no no-referrer")
    return faults + ["a cookie"] * ("set-cookie" in headers)


def _framing(address: str) -> str:
    frames = f"<iframe src='{address}'></iframe><iframe src='/free'></iframe>"
    return f"<!doctype html><meta charset=utf-8>{frames}"
