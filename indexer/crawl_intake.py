"""One answer of a site after the other: judged, kept, and what it leads to noted."""

import hashlib
import io
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import IO, BinaryIO, cast
from urllib.parse import unquote, urlsplit

from indexer.crawl_lacks import may_lack, stop_if_vain
from indexer.errors import PageChanged, Withdrawn
from indexer.frontier import Frontier, Known, State, Wanted
from indexer.media import HEAD, HTML, XML, media_type
from indexer.sources.answer import Answer
from indexer.sources.moderngov.blocks import asks_for_login, looks_like_html
from indexer.sources.moderngov.following import STORED, Findings, Scope, follow
from indexer.store import Corpus, Kept

_PARTS = frozenset({"item", "attendance", "service-meeting", "pack-choice", "issue"})
"""What is asked for again when the page that it belongs to has changed."""
_LISTED = _PARTS | {"document", "meeting", "decision", "plan"}
"""What is on the site only where a page links it."""
_STATES: dict[str, State] = {"missing": "missing", "elsewhere": "missing", "refused": "blocked"}


class Intake:
    """Takes answers into corpus and frontier, and counts them."""

    def __init__(
        self,
        corpus: Corpus,
        frontier: Frontier,
        council: str,
        scope: Scope,
        now: Callable[[], datetime],
    ) -> None:
        """Of what the scope takes; where the web service fails, the scope goes on without it."""
        self.corpus, self.frontier, self.council = corpus, frontier, council
        self.scope, self.now = scope, now
        self.counts: Counter[str] = Counter()
        self.in_a_row: Counter[str] = Counter()
        self.had_meetings: Counter[str] = Counter()
        self.has_meetings: set[str] = set()
        self.warnings: list[str] = []
        self.emptied: list[str] = []

    def passes_over(self, known: Known) -> bool:
        """True for what is not to be asked for any more; it is noted as answered."""
        if known.kind in STORED and self.corpus.is_withdrawn(self.council, known.url):
            self.frontier.answered(known.key, self.now(), "withdrawn")
            return True
        if known.kind in {"service-meetings", "service-meeting"} and not self.scope.service:
            self.frontier.answered(known.key, self.now(), reason="the web service is off")
            return True
        return False

    def take(self, known: Known, answer: Answer) -> None:
        """Take in an answer; `Stop` where the crawl ends with it, `Failed` and `BadCall` as `crawl`."""
        outcome, reason = self._judged(known, answer)
        self.in_a_row = Counter({outcome: self.in_a_row[outcome] + 1})
        self.counts["had"] += outcome in {"ok", "not modified"}
        if outcome == "ok":
            self._keep(known, answer)
        elif outcome == "not modified":
            self._note_unchanged(known)
        else:
            self._do_without(known, outcome, reason, answer)

    def vanished(self) -> Iterator[str]:
        """A board that had meetings in the lists last time and has none in any now is news."""
        names = {board.number: board.name for board in self.frontier.boards()}
        for number, meetings in self.had_meetings.items():
            if number not in self.has_meetings:
                name = names.get(number) or f"Board {number}"
                yield f"{name} had meetings in the site's lists last time ({meetings}), and has none now."
        yield from self.emptied

    def _judged(self, known: Known, answer: Answer) -> tuple[str, str]:
        """What became of it, in ModernGov's own terms too."""
        if answer.outcome != "ok" or answer.body is None:
            return answer.outcome, answer.reason
        if self.scope.site.is_error(answer.url):
            return "missing", "the site shows its error page (mgError.aspx) in its place"
        if known.kind == "document" and not answer.body.read(1):
            return "failed", "an empty file came"
        answer.body.seek(0)
        if known.kind == "document" and _is_page_instead(known, answer.body):
            return "missing", "an HTML page came in the place of the document"
        return "ok", ""

    def _note_unchanged(self, known: Known) -> None:
        self.counts["unchanged"] += 1
        self.counts["meetings"] += known.kind == "meeting"
        self.has_meetings |= set(self._meetings_in(known.key))
        self.frontier.answered(known.key, self.now())

    def _keep(self, known: Known, answer: Answer) -> None:
        assert answer.body is not None
        if known.kind == "document":
            self._keep_document(known, answer, cast(BinaryIO, answer.body))
            return
        body = answer.body.read()
        self.counts["bytes"] += len(body)
        try:
            found = follow(known, body, self.scope, answer.url)
        except PageChanged as error:
            if asks_for_login(body):
                self._do_without(known, "refused", "the site shows a login in its place", answer)
            else:
                self._do_without(known, "changed", str(error), answer)
            return
        self.counts["meetings"] += known.kind == "meeting"
        same = found.digest == known.digest
        kept = None if same or known.kind not in STORED else self.corpus.keep(io.BytesIO(body))
        with self.frontier.transaction():
            number = known.document
            if kept:
                number = self._add(known, kept, XML if known.kind == "service-meeting" else HTML)
                if number is None:
                    return
            elif known.kind in STORED:
                self.counts["unchanged"] += 1
            self._note_page(known, found, answer, hashlib.sha256(body).hexdigest(), number)

    def _note_page(
        self, known: Known, found: Findings, answer: Answer, body_hash: str, number: int | None
    ) -> None:
        self._note_boards(known, found)
        self.frontier.answered(
            known.key,
            self.now(),
            etag=answer.etag,
            modified=answer.modified,
            hash=body_hash,
            digest=found.digest,
            heading=found.heading,
            private=found.private,
            document=number,
            **found.facts,
        )
        if known.kind == "news":
            self._take_news(known, found)
            return
        changed = self.frontier.relink(known.key, found.wanted)
        # What a list says of a meeting, such as that it is cancelled, the service may know too.
        self.frontier.renew(*(f"service-{key}" for key in changed if key.startswith("meeting-")))
        if known.digest not in {None, found.digest}:
            self.frontier.renew(*(one.key for one in found.wanted if one.kind in _PARTS))
            if found.heading != known.heading:
                self.frontier.renew(*self.frontier.files_of(known.key))

    def _note_boards(self, known: Known, found: Findings) -> None:
        """Boards, and which of them have meetings in the lists: before, and now."""
        if known.kind == "service-committees":
            self.frontier.keep_service(bool(found.boards))
        if known.key == "boards" and known.digest and not found.boards:
            self.emptied.append(f"{known.url} lists no boards now; it did before.")
        self.frontier.keep_boards(found.boards)
        if known.kind in {"meetings", "service-meetings"}:
            self.had_meetings.update(self._meetings_in(known.key))
            self.has_meetings |= {one.board for one in found.wanted if one.board}

    def _meetings_in(self, page: str) -> Iterator[str]:
        """Of each meeting in a list, as it was read last, the number of its board."""
        if "meetings-" in page:
            boards = map(self.frontier.board_of, self.frontier.links(page))
            yield from (number for number in boards if number)

    def _take_news(self, known: Known, found: Findings) -> None:
        first = known.asked is None
        fresh = self.frontier.news(known.key, (entry for entry, _ in found.news))
        self.frontier.want(one for one in found.wanted if self._is_news_of_scope(one))
        for entry, key in found.news:
            if entry in fresh and not first:
                agenda = "agenda" in entry.lower()  # published anew, it may bring reports anew
                papers = self.frontier.papers_of if agenda else self.frontier.files_of
                self.frontier.renew(key, *papers(key))

    def _is_news_of_scope(self, one: Wanted) -> bool:
        """True for what was never heard of; with some boards alone, if it is theirs for certain."""
        ours = self.scope.boards is None or one.board in self.scope.boards
        return ours and self.frontier.known(one.key) is None

    def _keep_document(self, known: Known, answer: Answer, body: BinaryIO) -> None:
        head = body.read(HEAD)
        body.seek(0)
        kind = (
            media_type(_file_name(known.url), head)
            or answer.media_type
            or "application/octet-stream"
        )
        kept = self.corpus.keep(body)
        self.counts["bytes"] += kept.size
        with self.frontier.transaction():
            number = self._add(known, kept, kind)
            if number is not None:
                self.frontier.answered(
                    known.key,
                    self.now(),
                    etag=answer.etag,
                    modified=answer.modified,
                    hash=kept.hash,
                    digest=kept.hash,
                    document=number,
                )

    def _add(self, known: Known, kept: Kept, kind: str) -> int | None:
        """Take bytes that are on the disk into the corpus; None if they were withdrawn."""
        back = known.document is not None and self._is_marked_gone(known)
        try:
            added = self.corpus.add(
                kept, council=self.council, media_type=kind, now=self.now(), url=known.url
            )
        except Withdrawn:
            self.frontier.answered(known.key, self.now(), "withdrawn")
            return None
        same = known.document in {None, added.document.number}
        if added.outcome == "held" and same and not back:
            self.counts["unchanged"] += 1
        else:
            self.counts["new" if known.document is None else "changed"] += 1
        return added.document.number

    def _is_marked_gone(self, known: Known) -> bool:
        held = self.corpus.document(f"{self.council}/documents/{known.key}")
        return held is not None and held.gone

    # --- what is not had ----------------------------------------------------------------------

    def _do_without(self, known: Known, outcome: str, reason: str, answer: Answer) -> None:
        """Note what was not had; stop where going on would be rude or vain."""
        now, first = self.now(), not self.counts["had"]
        with self.frontier.transaction():
            if may_lack(known, outcome, reason, first=first):
                self.frontier.answered(known.key, now, "held", reason=reason)
                self._go_on_without(known, outcome, reason)
            else:
                state = self._state(known, outcome)
                self.frontier.answered(known.key, now, state, reason=reason)
        if answer.come_back:
            self.frontier.keep_not_before(answer.come_back)
        in_a_row = self.in_a_row[outcome]
        stop_if_vain(known, outcome, reason, answer, first=first, in_a_row=in_a_row)

    def _state(self, known: Known, outcome: str) -> State:
        """Of an address that was not had. What no page lists any more is no gap."""
        listed = known.kind not in _LISTED or self.frontier.is_listed(known.key)
        if outcome != "missing" or listed:
            return _STATES.get(outcome, "failed")
        if known.kind == "document":
            return "gone" if known.document is None else "fading"
        return "missing" if known.document is None else "held"

    def _go_on_without(self, known: Known, outcome: str, reason: str) -> None:
        if known.kind.startswith("service"):
            one_only = known.kind == "service-meeting" and self.frontier.any_read(known.kind)
            if outcome == "refused" or not one_only:
                self.frontier.keep_service(False)
                self.scope = replace(self.scope, service=False)
        elif known.key == "news":
            _, feed = self.scope.site.news()
            itself = Wanted(feed.kind, feed.key, feed.url, feed.board, feed.key, None)
            self.frontier.want([itself])
        elif outcome == "changed" and known.kind != "news":
            self.warnings.append(f"{known.url} could not be understood: {reason}.")


def _file_name(url: str) -> str:
    return unquote(urlsplit(url).path.rpartition("/")[2])


def _is_page_instead(known: Known, body: IO[bytes]) -> bool:
    """True where an HTML page came for a document that is none."""
    head = body.read(HEAD)
    body.seek(0)
    suffix = _file_name(known.url).rpartition(".")[2].lower()
    return suffix not in {"htm", "html"} and looks_like_html(head)
