"""Crawling a council's site into the corpus: complete, polite, and never starting over.

`sources.web` asks, `sources.moderngov` understands, `frontier` remembers, `store` keeps; here they are
put together. After a paper's bytes are on the disk, the paper, the addresses found in it and the change
of state go in in one transaction.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date as Date
from datetime import datetime, timedelta

from indexer.crawl_gone import TooMany, let_go
from indexer.crawl_intake import Intake
from indexer.crawl_lacks import Stop
from indexer.crawl_order import alone, check, chosen, council, first_day
from indexer.crawl_outcome import not_had, outcome_of
from indexer.crawl_report import CrawlReport, Order, Progress
from indexer.errors import Failed, MinutebookError
from indexer.frontier import Frontier, Known, Wanted
from indexer.sources.moderngov.addresses import Address, Site
from indexer.sources.moderngov.following import Scope
from indexer.sources.moderngov.revisits import due_again
from indexer.sources.pace import Clock
from indexer.sources.robots import Robots
from indexer.sources.web import CLOCK, LARGEST_FILE, LARGEST_PAGE, Guest, user_agent
from indexer.store import Corpus

_ENTRANCES = ("boards", "service-committees")
_MOST = 200_000
"""Addresses that one crawl asks for, far beyond the largest site; the next one goes on."""


def crawl(
    corpus: Corpus,
    order: Order,
    *,
    clock: Clock = CLOCK,
    progress: Callable[[Progress], None] = lambda _: None,
) -> CrawlReport:
    """Fetch what is new on a council's site.

    `BadCall` for a wrong address, council, board or delay; `Locked` while another crawl asks the same
    host; `Failed` where the site cannot be reached or is no ModernGov site, and when the disk is full:
    what was fetched is kept, and the next call goes on from there.
    """
    site = Site.at(order.root)
    check(order, site)
    whose = council(corpus, order, site)
    with alone(corpus, site):
        return _Crawl(corpus, order, site, whose, clock, progress).run()


class _Crawl:
    """One crawl of one site."""

    def __init__(
        self,
        corpus: Corpus,
        order: Order,
        site: Site,
        council: str,
        clock: Clock,
        progress: Callable[[Progress], None],
    ) -> None:
        self.corpus, self.order, self.site, self.council = corpus, order, site, council
        self.clock, self.progress = clock, progress
        self.frontier = Frontier(corpus.catalogue, council=council, root=site.root)
        self.started = clock.today()
        scope = Scope(site, first_day(order, self.started.date()), order.until)
        self.intake = Intake(corpus, self.frontier, council, scope, clock.today)
        self.counts, self.warnings = self.intake.counts, self.intake.warnings
        self.gone: list[str] = []
        self.robots: tuple[Robots, ...] = ()

    @property
    def scope(self) -> Scope:
        return self.intake.scope

    # --- the way through ----------------------------------------------------------------------

    def run(self) -> CrawlReport:
        """All of it; interrupted, it goes on where it stopped."""
        stop = None
        self._begin()
        try:
            with self._guest() as self.guest:
                try:
                    self._enter()
                    self._fetch()
                    self._let_go()
                except Stop as stopped:
                    stop = stopped
                finally:
                    self._keep_robots()
        except MinutebookError as error:
            if self.frontier.was_ever_read():
                self.frontier.end(self.clock.today(), "failed", str(error))
            else:  # a mistyped address is no site of ours
                self.frontier.forget()
            raise
        report = self._report(stop)
        self.frontier.end(self.clock.today(), report.outcome, report.sentence)
        return report

    def _guest(self) -> Guest:
        return Guest(
            self.site.root,
            delay=self.order.delay,
            contact=self.order.contact,
            allow_private=self.order.allow_private,
            ca_bundle=self.order.ca_bundle,
            folder=self.corpus.incoming(),
            robots=self.robots,
            waiting=lambda seconds, _: self._wait(seconds),
            clock=self.clock,
        )

    def _begin(self) -> None:
        """Open the crawl. Where it goes on with one that was killed, its robots.txt still holds."""
        if not self.frontier.begin(self.started):
            self.robots = _robots_of(self.frontier.robots())
        others = [
            root
            for root in self.frontier.other_roots()
            if not (self.site.is_loopback and Site.at(root).is_loopback)  # another try-out's port
        ]
        if others:
            self.warnings.append(
                f"Papers of {self.council} came from {', '.join(others)} before; papers of the same"
                " number are taken to be the same. If this is another council, say --council NAME."
            )
        news, _ = self.site.news()
        entrances = [*self.site.entrances(), self.site.service_committees(), news]
        self.frontier.want(_plain(one) for one in entrances)
        self.frontier.renew(*(one.key for one in entrances))
        self._pause_after_last()

    def _pause_after_last(self) -> None:
        """Leave time after the last request of an earlier process, too."""
        agent = user_agent().partition(" ")[0]
        delay = max(self.order.delay, *(one.crawl_delay(agent) for one in self.robots), 0.0)
        last = self.frontier.last_asked()
        since = (self.started - last).total_seconds() if last else delay
        if 0 <= since < delay:
            self.clock.sleep(delay - since)

    def _keep_robots(self) -> None:
        """Keep robots.txt as soon as it is read, so that a crawl which is killed need not ask again."""
        if self.guest.robots != self.robots:
            self.robots = self.guest.robots
            told = [{"origin": one.origin, "text": one.text} for one in self.robots]
            self.frontier.keep_robots(json.dumps(told), min(one.fetched for one in self.robots))

    def _wait(self, seconds: float) -> None:
        self._keep_robots()
        self._show(seconds)

    def _enter(self) -> None:
        """The lists of boards, and whether the web service answers."""
        later = self.frontier.not_before()
        if later and later > self.started:
            when = f"{later:%H:%M on %d %B} (UTC)"
            raise Stop(
                "incomplete", f"The site asked us to come back after {when}; nothing was asked."
            )
        self._drain(_ENTRANCES)
        boards = self.frontier.boards()
        known = self.frontier.known("boards")
        assert known is not None
        if boards and known.state in {"missing", "failed"}:
            self.intake.warnings.append(
                f"The list of committees could not be read ({known.reason}); the boards are those"
                " that other pages name."
            )
            self.frontier.answered(known.key, self.clock.today(), reason=known.reason)
        if not boards and known.digest is None:
            if known.state == "blocked":
                raise Stop("refused", f"The site refuses us: {known.reason}.")
            raise Failed(
                f"{self.site.root} does not answer as a ModernGov site does ({known.reason}). See"
                " that this is the root of the council's committee pages; other systems are not"
                " read yet."
            )
        if not boards:
            raise Stop("empty", f"{self.site.root} answers, but lists no boards.")
        numbers = chosen(boards, self.order.boards) if self.order.boards else None
        service = bool(self.frontier.service())
        self.intake.scope = replace(self.scope, boards=numbers, service=service)
        self._renew()

    def _renew(self) -> None:
        """Have everything asked for again that can have changed since it was last asked for."""
        now = self.started.date()
        today = min(now, self.frontier.newest_meeting() or now)
        keys: list[str] = []
        for one in self.frontier.answered_before(self.scope):
            if due_again(one, self.started, today=today, service=self.scope.service):
                keys.append(one.key)
                if one.state == "fading":  # judged by its meeting's page, which must answer too
                    keys.append(one.family)
        self.frontier.renew(*keys)
        self.frontier.take_in(self.scope)

    def _fetch(self) -> None:
        """The lists, and all that they lead to, until nothing new comes of them."""
        told = False
        while True:
            service = self.scope.service
            self.frontier.want(self._lists(told))
            if told and self.frontier.next(self.scope) is None:
                return
            self._drain()
            told = service == self.scope.service
            if not told:  # the service has failed: lists on pages are what there is
                self._renew()

    def _lists(self, told: bool) -> Iterator[Wanted]:
        """The lists that name all meetings and decisions of the window; `told` once they were read."""
        today = self.started.date()
        last = self.scope.until or today + timedelta(days=366)
        first = self.scope.since
        # Sites count years from January or from May; so the year before may hold the first meetings.
        years = range(last.year, (first.year if first.month >= 5 else first.year - 1) - 1, -1)
        for year in years:
            yield from (_plain(one, Date(year, 12, 31)) for one in self._lists_of(year, told))
        if self.scope.boards is None:
            yield _plain(self.site.plans(), today)

    def _lists_of(self, year: int, told: bool) -> Iterator[Address]:
        days = Date(year, 1, 1), Date(year, 12, 31)
        boards = [b for b in self.frontier.boards() if self.scope.takes_board(b.number)]
        known = self.frontier.boards_with_meetings() if told else set()
        if self.scope.service:
            for number in sorted(self.scope.boards or ("0",)):
                yield replace(self.site.service_meetings(number, *days), board=number)
        # The service may leave meetings out, and has none of the old library: the pages are read too;
        # of a past board only if it is known to have met then, or else its list without a year.
        for board in boards:
            if told and board.number not in known:
                yield self.site.meetings(board.number)
            if not board.past or not self.scope.service or board.number in known:
                yield self.site.meetings(board.number, year)
        if self.scope.boards is None:
            yield from self.site.registers(*days)

    def _drain(self, kinds: Iterable[str] = ()) -> None:
        """Ask for whatever is due, the most wanted first, until nothing is."""
        while known := self.frontier.next(self.scope, kinds):
            self.counts["asked"] += 1
            if self.counts["asked"] > _MOST:
                raise Stop("incomplete", f"{_MOST:,} addresses are enough for one crawl.")
            self._show()
            if not self.intake.passes_over(known):
                self._ask(known)

    def _ask(self, known: Known) -> None:
        had = known.digest is not None
        with self.guest.get(
            known.url,
            limit=LARGEST_FILE if known.kind == "document" else LARGEST_PAGE,
            etag=known.etag if had else None,
            modified=known.modified if had else None,
        ) as answer:
            self._keep_robots()
            self.intake.take(known, answer)

    def _let_go(self) -> None:
        try:
            self.gone = let_go(
                self.corpus,
                self.frontier,
                self.council,
                started=self.started,
                now=self.clock.today,
            )
        except TooMany as many:
            self.warnings.append(str(many))

    # --- telling ------------------------------------------------------------------------------

    def _show(self, pause: float = 0.0) -> None:
        self.progress(
            Progress(
                boards=len(self.scope.boards or self.frontier.boards()),
                meetings=self.counts["meetings"],
                documents=self.counts["new"] + self.counts["changed"] + self.counts["unchanged"],
                waiting=self.frontier.waiting(self.scope),
                pause=pause,
            )
        )

    def _report(self, stop: Stop | None) -> CrawlReport:
        lacking = not_had(self.frontier)
        vanished = [] if stop else list(self.intake.vanished())
        self.warnings += vanished
        if stop:
            outcome, sentence = stop.outcome, str(stop)
        else:
            outcome, sentence = outcome_of(
                self.frontier,
                self.scope,
                lacking,
                vanished=vanished,
                news=self.counts["new"] + self.counts["changed"] > 0,
            )
        return CrawlReport(
            council=self.council,
            root=self.site.root,
            outcome=outcome,
            sentence=sentence,
            since=self.scope.since,
            until=self.scope.until,
            service=self.scope.service,
            boards=len(self.scope.boards or self.frontier.boards()),
            meetings=self.counts["meetings"],
            new=self.counts["new"],
            changed=self.counts["changed"],
            unchanged=self.counts["unchanged"],
            missing=lacking["missing"],
            blocked=lacking["blocked"],
            failed=lacking["failed"],
            still_missing=self.frontier.lacking_before(),
            private=self.frontier.private(),
            withdrawn=self.corpus.count_withdrawn(self.council),
            gone=self.gone,
            warnings=self.warnings,
            requests=self.guest.requests,
            bytes=self.counts["bytes"],
            seconds=round((self.clock.today() - self.started).total_seconds(), 1),
        )


def _plain(address: Address, day: Date | None = None) -> Wanted:
    return Wanted(address.kind, address.key, address.url, address.board, address.key, day)


def _robots_of(kept: tuple[str, datetime] | None) -> tuple[Robots, ...]:
    if not kept:
        return ()
    text, fetched = kept
    return tuple(Robots(each["origin"], each["text"], fetched) for each in json.loads(text))
