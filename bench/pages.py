"""The web pages under load: a server in a process of its own, asked from this one over loopback.

    python bench/pages.py [--passages N] [--rate N] [--seconds N] [--requests N] [--json FILE]

The collection and the questions are those of `search.py`. Prints figures with their aims; asserts
nothing. README.md says how to read them.
"""

import argparse
import http.client
import itertools
import json
import queue
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import msgspec
import psutil
import search_ours
from search import MIX, machine
from search_collection import Synthetic
from search_measuring import Speed, speed
from search_questions import DryPool, Pools, Questions
from search_ways import Question

AIMS = {"p50": 25.0, "p99": 120.0, "growth": 1.10, "first visit": 60_000.0}
_CLI = "import sys; from cli import main; sys.exit(main())"
_CALLERS = 24
"""Connections at once: more than ever wait at the rate that is asked."""
_START = 60.0
"""Seconds that the server may take to answer for the first time."""
_ASKED_ALONE = 150


class Caller:
    """A connection that is kept open, as a browser keeps it."""

    def __init__(self, port: int) -> None:
        """To the server at this port."""
        self._port = port
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def get(self, address: str) -> tuple[int, bytes, int]:
        """Status, body as sent, and bytes over the wire without the request."""
        self._connection.request("GET", address, headers={"Accept-Encoding": "gzip, br"})
        answer = self._connection.getresponse()
        body = answer.read()
        headers = sum(len(name) + len(value) + 4 for name, value in answer.getheaders())
        return answer.status, body, len(body) + headers

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()


@contextmanager
def served(folder: Path, port: int) -> Iterator[psutil.Process]:
    """`minutebook serve` over an index, ended with the `with` statement."""
    command = [sys.executable, "-c", _CLI, "--corpus", str(folder / "none"), "--index", str(folder)]
    child = subprocess.Popen([*command, "serve", "--port", str(port)], stderr=subprocess.DEVNULL)
    try:
        for _ in range(int(_START / 0.1)):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        else:
            sys.exit("The server did not answer.")
        yield psutil.Process(child.pid)
    finally:
        child.terminate()
        child.wait(20)


def address(question: Question, path: str = "/search", **further: str) -> str:
    """The address of the page that answers a question."""
    asked = {"q": question.text, "sort": question.sort, "page": str(question.page), **further}
    return f"{path}?{urlencode(asked)}"


def mixed(questions: Questions) -> Iterator[Question]:
    """Questions in the parts of a hundred that people ask, until too few new words are left."""
    kinds = [kind for kind, share in MIX.items() for _ in range(share)]
    step = 37  # has no factor in common with 100: the kinds come in turns
    for number in itertools.count():
        kind = kinds[number * step % len(kinds)]
        try:
            yield questions.one(kind)
        except DryPool:
            if kind in {"two or three words", "rare word"}:
                return


# --- what is measured ------------------------------------------------------------------------------


def under_load(port: int, addresses: Sequence[str], rate: float) -> tuple[Speed, int]:
    """Ask so many a second, however long the answers take; times are from when each was due.

    Gives the times and how many were refused or failed.
    """
    due: queue.Queue[tuple[float, str] | None] = queue.Queue()
    taken: list[float] = []
    failed: list[int] = []

    def call() -> None:
        caller = Caller(port)
        while (one := due.get()) is not None:
            try:
                status = caller.get(one[1])[0]
            except (OSError, http.client.HTTPException):
                caller.close()
                status = 0
            taken.append(time.perf_counter() - one[0])
            if status != 200:
                failed.append(status)
        caller.close()

    callers = [threading.Thread(target=call) for _ in range(_CALLERS)]
    for caller in callers:
        caller.start()
    begun = time.perf_counter()
    for number, asked in enumerate(addresses):
        at = begun + number / rate
        time.sleep(max(0.0, at - time.perf_counter()))
        due.put((at, asked))
    for _ in callers:
        due.put(None)
    for caller in callers:
        caller.join()
    return speed(taken), len(failed)


def alone(port: int, questions: Iterable[Question]) -> tuple[Speed, Speed]:
    """One after the other: the page, and the answer that it shows (as the API tells its own time)."""
    caller = Caller(port)
    pages, answers = [], []
    for question in questions:
        begun = time.perf_counter()
        caller.get(address(question))
        pages.append(time.perf_counter() - begun)
        told = _answer(caller, address(question, "/api/v1/search", facets="1"))
        answers.append(told["took_ms"] / 1000)
    caller.close()
    return speed(pages), speed(answers)


def _answer(caller: Caller, asked: str) -> dict[str, Any]:
    caller._connection.request("GET", asked)
    answer: dict[str, Any] = json.loads(caller._connection.getresponse().read())
    return answer


def memory(
    server: psutil.Process, port: int, addresses: Sequence[str], requests: int
) -> list[tuple[int, float]]:
    """Private memory (MB) after so many requests, a tenth of them at a time."""
    seen: list[tuple[int, float]] = []
    caller = Caller(port)
    for number, asked in enumerate(itertools.islice(itertools.cycle(addresses), requests), 1):
        caller.get(asked)
        if number % max(1, requests // 10) == 0:
            seen.append((number, server.memory_full_info().uss / 1e6))
    caller.close()
    return seen


def first_visit(port: int) -> dict[str, int]:
    """Bytes over the wire, compressed, of the start page and all that it loads."""
    caller = Caller(port)
    caller._connection.request("GET", "/")
    body = caller._connection.getresponse().read().decode()
    loaded = re.findall(r'(?:src|href)="(/static/[^"]+)"', body)
    found = {name: caller.get(name.replace("&amp;", "&"))[2] for name in dict.fromkeys(loaded)}
    for name in list(found):
        found |= _imported(caller, name, found)
    found = {"/": caller.get("/")[2], **found}
    caller.close()
    return found


def _imported(caller: Caller, name: str, known: dict[str, int]) -> dict[str, int]:
    """What a script of ours loads further."""
    if ".js" not in name:
        return {}
    caller._connection.request("GET", name)
    text = caller._connection.getresponse().read().decode()
    folder = name.rpartition("/")[0]
    further = {
        f"{folder}/{other}"
        for other in re.findall(r"""(?:from|import)\s*["']\./([^"']+)["']""", text)
    }
    return {other: caller.get(other)[2] for other in further - known.keys()}


# --- the run ---------------------------------------------------------------------------------------


def measured(passages: int, rate: float, seconds: float, requests: int, root: Path) -> Any:
    """Build the collection, serve it, measure."""
    synthetic, pools = Synthetic(passages, 1), Pools(passages, 1)
    entries = list(pools.see(synthetic.entries()))
    pools.fill()
    held = msgspec.json.encode(synthetic.collection())
    search_ours.build("tantivy", root, entries, held)
    entries.clear()
    asked = mixed(Questions(pools, synthetic.cast, synthetic.items, 1))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    with served(root, port) as server:
        caller = Caller(port)
        for question in itertools.islice(asked, 20):
            caller.get(address(question))
        caller.close()
        visit = first_visit(port)
        pages, answers = alone(port, itertools.islice(asked, _ASKED_ALONE))
        addresses = [address(one) for one in itertools.islice(asked, int(rate * seconds))]
        loaded, failed = under_load(port, addresses, rate)
        grown = memory(server, port, addresses, requests) if requests else []
    return {
        "visit": visit,
        "pages": msgspec.to_builtins(pages),
        "answers": msgspec.to_builtins(answers),
        "load": msgspec.to_builtins(loaded),
        "rate": rate,
        "failed": failed,
        "memory": grown,
    }


def show(passages: int, figures: dict[str, Any]) -> None:
    """Print the figures beside their aims."""
    load, pages, answers = figures["load"], figures["pages"], figures["answers"]
    print(f"\n{passages:,} passages, tantivy; ms\n")
    print(f"{'':34}{'n':>7}{'p50':>9}{'p95':>9}{'p99':>9}{'slowest':>9}")
    for name, row in (
        ("answer alone (API's own time)", answers),
        ("search page, one after the other", pages),
        (f"search page, {figures['rate']:g} a second", load),
    ):
        cells = "".join(f"{row[key]:9.1f}" for key in ("p50", "p95", "p99", "slowest"))
        print(f"{name:34}{row['questions']:7}{cells}")
    print(f"aim under load: p50 < {AIMS['p50']:g}, p99 < {AIMS['p99']:g}")
    print(f"not answered with 200: {figures['failed']}")
    print(f"page to answer, p50: {pages['p50'] / answers['p50']:.2f}×")
    total = sum(figures["visit"].values())
    print(
        f"\nfirst visit, compressed, with headers: {total:,} bytes (aim < {AIMS['first visit']:,.0f})"
    )
    for name, size in figures["visit"].items():
        print(f"  {size:7,}  {name}")
    if seen := figures["memory"]:
        print("\nprivate memory, MB: " + ", ".join(f"{n:,}: {mb:.1f}" for n, mb in seen))
        middle = statistics.median(mb for _, mb in seen[:3])
        print(f"growth over the run: {seen[-1][1] / middle:.3f}× (aim < {AIMS['growth']:g})")


def main() -> None:
    """Do it and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--rate", type=float, default=20, help="requests a second")
    parser.add_argument("--seconds", type=float, default=45, help="of load")
    parser.add_argument("--requests", type=int, default=10_000, help="over which memory is watched")
    parser.add_argument("--json", type=Path, help="where the figures are kept")
    given = parser.parse_args()
    at = machine()
    print(f"{at['cores']} cores, Python {at['python']}, tantivy {at['tantivy']}, load {at['load']}")
    with tempfile.TemporaryDirectory(prefix="minutebook-bench-") as root:
        figures = measured(given.passages, given.rate, given.seconds, given.requests, Path(root))
    show(given.passages, figures)
    if given.json:
        given.json.write_text(json.dumps({"machine": at, **figures}, indent=1), "utf-8")


if __name__ == "__main__":
    main()
