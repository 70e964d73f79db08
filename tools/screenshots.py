"""Takes the two pictures of the README, of the sample's pages: `make screenshots`.

Needs Chromium on the machine, and what `make run` leaves in corpus/demo and index/demo.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
_PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "chrome")
_CLI = "import sys; from cli import main; sys.exit(main())"
_FOLDERS = ("--corpus", "corpus/demo", "--index", "index/demo")
_SEARCH = "/search?q=food+waste+collection"


@contextmanager
def served() -> Iterator[str]:
    """The demo's pages on a free port of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", _CLI, *_FOLDERS, "serve", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def take(page: Page, site: str) -> None:
    """A search with its answer, and the page of paper to which its first picture link leads."""
    page.goto(site + _SEARCH)
    page.screenshot(path=ROOT / "docs" / "search.png")
    page.goto(site + str(page.locator("a[href*='/pages/']").first.get_attribute("href")))
    page.screenshot(path=ROOT / "docs" / "page.png")


def main() -> None:
    """Take both."""
    named = os.environ.get("MINUTEBOOK_CHROMIUM")
    program = named or next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        sys.exit("There is no Chromium: sudo apt-get install chromium")
    with served() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program)
        take(browser.new_page(viewport={"width": 1200, "height": 1000}), site)
        browser.close()


if __name__ == "__main__":
    main()
