"""Crawl a site of about two thousand addresses twice: requests, seconds, peak memory.

    python bench/crawl_again.py [MEETINGS]

The site is the fixture site over a generated folder; each crawl is a process of its own, so that the
memory is the crawl's alone.
"""

import json
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from indexer.councils import document_key
from indexer.demo_site.server import DemoSite

CHECKOUT = Path(__file__).parents[1]
TODAY = date(2025, 2, 27)
CRAWLER = """
import sys, time
from datetime import UTC, date, datetime
from pathlib import Path
from indexer.crawling import crawl
from indexer.crawl_report import Order
from indexer.sources.pace import Clock
from indexer.store import Corpus
clock = Clock(today=lambda: datetime.fromisoformat(sys.argv[3]).replace(tzinfo=UTC))
begun = time.monotonic()
with Corpus.open(Path(sys.argv[1]), create=True) as corpus:
    order = Order(sys.argv[2], council="wexcombe", since=date(2020, 1, 1), delay=0)
    report = crawl(corpus, order, clock=clock)
seconds = time.monotonic() - begun
try:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
except ImportError:
    import psutil
    peak = psutil.Process().memory_info().peak_wset / 1e6
print(f"{report.outcome}: {report.requests} requests, {seconds:.1f} s, peak memory {peak:.0f} MB")
"""
PAPERS = 14  # of a meeting
PAGE = """<!DOCTYPE html><html><head><title>Agenda</title></head><body><div id="modgov">
<div class="mgHeader"><h1  class="mgMainTitleTxt" >Agenda and minutes</h1></div>
<div class="mgSubTitle" ><h2 class="mgSubTitleTxt">Board {board} - {day:%d %B %Y} 10.00 am</h2></div>
<div class="mgLinks" ><ul  class="mgActionList" >
<li><a href="mgMeetingAttendance.aspx?ID={number}">Attendance details</a></li>
<li><a href="documents/g{number}/Agenda frontsheet.pdf?T=0">Agenda frontsheet</a></li>
</ul></div><div class="mgContent" ><table class="mgItemTable">{rows}</table></div></div></body></html>
"""
ROW = """<tr><td><p class="mgAiTitleTxt"><a name="AI{item}"></a>{turn}.</p></td>
<td><a href="documents/s{item}/Report.pdf">Report {item} <span class="mgFileSize">PDF 90 KB</span></a>
<div class="mgWordPara"><p class="MsoNormal">{words}</p></div></td></tr>"""


def write(folder: Path, path: str, content: str) -> str:
    """A file of the site; its path."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, "utf-8")
    return path


def meeting(folder: Path, number: int, day: date, documents: dict[str, Any]) -> dict[str, Any]:
    """A meeting with its papers, on the disk and as `site.json` has it."""
    board = 1 + number % 4
    items = range(1000 * number, 1000 * number + PAPERS)
    for item in items:
        report = write(folder, f"documents/s{item}/report.pdf", f"%PDF-1.4 {item} " * 2000)
        documents[f"s{item}"] = {"title": f"Report {item}", "path": report, "meeting": number}
    rows = "".join(ROW.format(item=item, turn=item % 1000, words="words " * 200) for item in items)
    page = PAGE.format(board=board, day=day, number=number, rows=rows)
    xml = f"<meeting><meetingid>{number}</meetingid></meeting>"
    return {
        "id": number,
        "boards": [board],
        "date": f"{day}",
        "title": f"Board {board}",
        "listed": "Minutes",
        "page": write(folder, f"pages/{number}.html", page),
        "service": write(folder, f"site/meeting-{number}.xml", xml),
        "attendance": write(folder, f"site/attendance-{number}.html", page),
        "files": {"0": write(folder, f"documents/g{number}/front.pdf", f"%PDF-1.4 front {number}")},
    }


def build(folder: Path, meetings: int) -> None:
    """The folder of a council with four boards."""
    documents: dict[str, Any] = {}
    days = [TODAY + timedelta(days=20 - 1800 * turn // meetings) for turn in range(meetings)]
    made = [meeting(folder, n, day, documents) for n, day in enumerate(days, 1)]
    contents = {
        "council": "Long Wexcombe District Council",
        "today": f"{TODAY}",
        "boards": [{"id": number, "name": f"Board {number}"} for number in range(1, 5)],
        "meetings": made,
        "documents": documents,
    }
    write(folder, "site.json", json.dumps(contents))


def main(meetings: int) -> None:
    """Do it and print the figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build(folder / "site", meetings)
        with DemoSite.serve(folder / "site") as site:
            for turn, day in enumerate((TODAY, TODAY + timedelta(days=1)), 1):
                before = len(site.requests)
                call = [sys.executable, "-c", CRAWLER, str(folder / "corpus"), site.root, f"{day}"]
                print(f"crawl {turn}: ", end="", flush=True)
                subprocess.run(call, cwd=CHECKOUT, check=True)
                asked = site.requests[before:]
                bodies = sum(one.status == 200 for one in asked if document_key(one.address))
                print(
                    f"         {len(asked)} requests by the site's count, {bodies} papers' bodies"
                )


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 115)
