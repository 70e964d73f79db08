"""Chromium as it stands on the machine, on the sample's pages as `minutebook serve` shows them.

Without Chromium these tests are skipped, with one line that says how to get it; where CI is set, they fail.
"""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

import pytest
from conftest import NOW, Held
from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request, sync_playwright
from waitress import create_server
from waitress.wasyncore import close_all

from indexer.place import IndexPlace
from indexer.search.archive import Archive
from indexer.showing import HeldPapers
from searchui.app import create_app
from searchui.house import House

HOST = "127.0.0.1"
AXE = Path(__file__).parents[2] / "build" / "npm" / "node_modules" / "axe-core" / "axe.min.js"
_PROGRAMS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
)
_NO_BROWSER = (
    "no Chromium: sudo apt-get install chromium (or name one: MINUTEBOOK_CHROMIUM=/path/to/chrome)"
)
_NO_AXE = "no axe-core: python tools/assets.py --tests"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""WCAG 2.2 AA by axe-core's own names, and what its makers think good besides."""
_JUDGE = """async (rules) => (await axe.run(document, {runOnly: rules})).violations.flatMap(
  (rule) => rule.nodes.map((node) => `${rule.id}: ${rule.help}: ${node.html}`)
)"""


def pytest_runtest_setup(item: pytest.Function) -> None:
    """Skip here, where all tests have one line of pytest's summary, which fixtures have not."""
    if "browser" in item.fixturenames and _program() is None:
        _lacking(_NO_BROWSER)
    if "axe" in item.fixturenames and not AXE.exists():
        _lacking(_NO_AXE)


@pytest.fixture(scope="session")
def site(sample: Held, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the sample's pages, on a free port of loopback; without a slash at its end."""
    pictures = tmp_path_factory.mktemp("pictures")  # the sample is not written to
    with (
        closing(IndexPlace(sample.index).open()) as engine,
        HeldPapers(sample.corpus, pictures, Archive(engine), wait=30.0) as papers,
        served(create_app(Archive(engine), house(papers))) as address,
    ):
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=_program())
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A wide window. What the browser complains of (a file not found, a policy broken, a dialog opened),
    and any request to another host, fails the test.
    """
    with _window(browser, width=1280) as opened:
        yield opened


@pytest.fixture
def narrow(browser: Browser) -> Iterator[Page]:
    """A telephone's window; complaints fail the test."""
    with _window(browser, width=360) as opened:
        yield opened


@pytest.fixture
def no_script(browser: Browser) -> Iterator[Page]:
    """A wide window that runs no script."""
    with _window(browser, width=1280, java_script_enabled=False) as opened:
        yield opened


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def either(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A wide window, once with script and once without."""
    with _window(browser, width=1280, java_script_enabled=request.param) as opened:
        yield opened


@pytest.fixture
def copying(browser: Browser) -> Iterator[Page]:
    """A wide window that may use the clipboard."""
    allowed = ["clipboard-read", "clipboard-write"]
    with _window(browser, width=1280, permissions=allowed) as opened:
        yield opened


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """What axe-core finds wrong on a page: rule and element, one line each."""
    source = AXE.read_text("utf-8")

    def violations(page: Page) -> list[str]:
        page.evaluate(source)  # the pages' policy lets no script tag in
        found: list[str] = page.evaluate(_JUDGE, _RULES)
        return found

    return violations


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address at which pages are served as `minutebook serve` does it, on a free port of loopback."""
    channels: dict[int, Any] = {}
    server = create_server(app, map=channels, host=HOST, port=0, threads=4)
    turning = threading.Thread(target=server.run)
    turning.start()
    try:
        yield f"http://{HOST}:{server.effective_port}"
    finally:
        server.trigger.pull_trigger(lambda: close_all(channels))
        turning.join()
        server.task_dispatcher.shutdown()


def house(papers: HeldPapers) -> House:
    """The settings of the pages under test."""
    return House(contact="desk@example.org", papers=papers, now=lambda: NOW)


@contextmanager
def _window(browser: Browser, *, width: int, **options: Any) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": width, "height": 900}, **options)
    page = context.new_page()
    complaints: list[str] = []

    def told(message: ConsoleMessage) -> None:
        # That a page which a test asks for is refused is the test's affair; its files are ours.
        refused = message.text.startswith("Failed to load") and message.location["url"] == page.url
        if message.type == "error" and not refused:
            complaints.append(f"{message.location['url']}: {message.text}")

    def elsewhere(request: Request) -> None:
        if urlsplit(request.url).hostname not in (HOST, None):
            complaints.append(f"{page.url} asked another host: {request.url}")

    page.on("console", told)
    page.on("request", elsewhere)

    def asked(dialog: Dialog) -> None:
        complaints.append(f"asked in a window of its own: {dialog.message}")
        dialog.dismiss()

    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", asked)
    yield page
    context.close()
    assert complaints == []


def _program() -> str | None:
    """The Chromium of this machine; one that is named is taken as it is named."""
    named = os.environ.get("MINUTEBOOK_CHROMIUM")
    return named or next(filter(None, map(shutil.which, _PROGRAMS)), None)


def _lacking(what: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)
