"""The sites that were crawled: the crawls of each, what holds for all of it, and what `status` tells.

It lies in the corpus' catalogue; `frontier` has the single addresses. No clock, no network here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from indexer.catalogue import Catalogue, failures, stamp

_GOES_ON = timedelta(days=1)  # after which a crawl that never ended is begun anew
LACKING = "state IN ('missing', 'blocked', 'failed')"
"""The condition that an address is on its site and was not had."""


@dataclass(frozen=True, slots=True)
class Board:
    """A committee as the site lists it."""

    number: str
    name: str
    past: bool = False


@dataclass(frozen=True, slots=True)
class PastCrawl:
    """What became of the last crawl of a site."""

    council: str
    root: str
    started: datetime
    ended: datetime | None
    outcome: str | None
    sentence: str | None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many addresses of all sites are in a state, for `status`."""

    missing: int = 0
    blocked: int = 0
    gone: int = 0
    private: int = 0


class CrawledSite:
    """One site, its crawls and the facts that hold for all of it; made if it is new."""

    def __init__(self, catalogue: Catalogue, *, council: str, root: str) -> None:
        """Open it for the site of this root."""
        self.catalogue, self._db = catalogue, catalogue.db
        with self.transaction():
            known = _site_of(catalogue, root)
            if not known:
                self._db.execute("INSERT INTO site (council, root) VALUES (?, ?)", (council, root))
                known = _site_of(catalogue, root)
            (self.site, _) = known
            self._db.execute("UPDATE site SET root = ? WHERE id = ?", (root, self.site))
        self.crawl = 0

    def transaction(self) -> Any:
        """All that is written in here, or nothing."""
        return self.catalogue.transaction()

    def _one(self, sql: str, *values: object) -> Any:
        with failures(self.catalogue.folder):
            return self._db.execute(sql, values).fetchone()

    def _all(self, sql: str, *values: object) -> list[Any]:
        with failures(self.catalogue.folder):
            return self._db.execute(sql, values).fetchall()

    # --- crawls -------------------------------------------------------------------------------

    def begin(self, now: datetime) -> bool:
        """Begin a crawl, or go on with one that did not end; True for a new one."""
        with self.transaction():
            row = self._one(
                "SELECT id, started, ended FROM crawl WHERE site = ? ORDER BY id DESC LIMIT 1",
                self.site,
            )
            if row and row[2] is None and now - datetime.fromisoformat(row[1]) < _GOES_ON:
                self.crawl = int(row[0])
                return False
            cursor = self._db.execute(
                "INSERT INTO crawl (site, started) VALUES (?, ?)", (self.site, stamp(now))
            )
            assert cursor.lastrowid is not None
            self.crawl = cursor.lastrowid
            return True

    def end(self, now: datetime, outcome: str, sentence: str) -> None:
        """Note how the crawl ended."""
        with self.transaction():
            self._db.execute(
                "UPDATE crawl SET ended = ?, outcome = ?, sentence = ? WHERE id = ?",
                (stamp(now), outcome, sentence, self.crawl),
            )

    def other_roots(self) -> list[str]:
        """Other sites from which papers of the same council came."""
        rows = self._all(
            "SELECT b.root FROM site a JOIN site b ON b.council = a.council AND b.id <> a.id"
            " WHERE a.id = ? AND EXISTS (SELECT 1 FROM address WHERE site = b.id AND document > 0)"
            " ORDER BY b.root",
            self.site,
        )
        return [root for (root,) in rows]

    def was_ever_read(self) -> bool:
        """True where anything of the site was ever read."""
        return bool(
            self._one(
                "SELECT 1 FROM address WHERE site = ? AND digest IS NOT NULL LIMIT 1", self.site
            )
        )

    def forget(self) -> None:
        """Forget the site and all its addresses."""
        with self.transaction():
            for table in ("link", "address", "board", "crawl"):
                self._db.execute(f"DELETE FROM {table} WHERE site = ?", (self.site,))
            self._db.execute("DELETE FROM site WHERE id = ?", (self.site,))

    # --- facts of the site --------------------------------------------------------------------

    def robots(self) -> tuple[str, datetime] | None:
        """The text of robots.txt and when it was fetched."""
        text, at = self._one("SELECT robots, robots_at FROM site WHERE id = ?", self.site)
        return (text, datetime.fromisoformat(at)) if at else None

    def keep_robots(self, text: str, now: datetime) -> None:
        """Keep the text of robots.txt."""
        with self.transaction():
            self._db.execute(
                "UPDATE site SET robots = ?, robots_at = ? WHERE id = ?",
                (text, stamp(now), self.site),
            )

    def last_asked(self) -> datetime | None:
        """When the site was last asked for anything."""
        (at,) = self._one("SELECT asked FROM site WHERE id = ?", self.site)
        return datetime.fromisoformat(at) if at else None

    def touch(self, now: datetime) -> None:
        """Note that the site was asked for something."""
        with self.transaction():
            self._db.execute("UPDATE site SET asked = ? WHERE id = ?", (stamp(now), self.site))

    def not_before(self) -> datetime | None:
        """The moment before which the site asked not to be asked for anything."""
        (at,) = self._one("SELECT not_before FROM site WHERE id = ?", self.site)
        return moment_or_none(at)

    def keep_not_before(self, moment: datetime) -> None:
        """Note that the site asked us to come back later."""
        with self.transaction():
            self._db.execute(
                "UPDATE site SET not_before = ? WHERE id = ?", (stamp(moment), self.site)
            )

    def service(self) -> bool | None:
        """Whether the site's web service answers with XML; None if it was not asked yet."""
        (on,) = self._one("SELECT service FROM site WHERE id = ?", self.site)
        return None if on is None else bool(on)

    def keep_service(self, on: bool) -> None:
        """Note whether the web service answers."""
        with self.transaction():
            self._db.execute("UPDATE site SET service = ? WHERE id = ?", (on, self.site))

    def keep_boards(self, boards: Iterable[Board]) -> None:
        """Note boards by number; the first name stays unless a present board gives another."""
        with self.transaction():
            self._db.executemany(
                "INSERT INTO board (site, number, name, past) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (site, number) DO UPDATE SET past = min(past, excluded.past),"
                " name = CASE WHEN excluded.past <= past AND excluded.name <> ''"
                " THEN excluded.name ELSE name END",
                [(self.site, board.number, board.name, board.past) for board in boards],
            )

    def boards(self) -> list[Board]:
        """The boards known, present ones first."""
        rows = self._all(
            "SELECT number, name, past FROM board WHERE site = ? ORDER BY past, name, number",
            self.site,
        )
        return [Board(number, name, bool(past)) for number, name, past in rows]


def council_before(catalogue: Catalogue, root: str) -> str | None:
    """The council for which the site of this root was crawled before."""
    known = _site_of(catalogue, root)
    return known[1] if known else None


def _site_of(catalogue: Catalogue, root: str) -> Any:
    """Number and council of the site of a root: http and https of one host are one."""
    with failures(catalogue.folder):
        return catalogue.db.execute(
            "SELECT id, council FROM site WHERE substr(root, instr(root, '://')) = ? COLLATE NOCASE",
            (root[root.index("://") :],),
        ).fetchone()


def past_crawls(catalogue: Catalogue) -> Iterator[PastCrawl]:
    """The last crawl of each site."""
    with failures(catalogue.folder):
        rows = catalogue.db.execute(
            "SELECT council, root, started, ended, outcome, sentence FROM crawl c"
            " JOIN site s ON s.id = c.site"
            " WHERE c.id = (SELECT max(id) FROM crawl WHERE site = s.id) ORDER BY council, root"
        ).fetchall()
    for council, root, started, ended, outcome, sentence in rows:
        yield PastCrawl(council, root, _moment(started), moment_or_none(ended), outcome, sentence)


def tally(catalogue: Catalogue) -> Tally:
    """The addresses of all sites that are missing, blocked, gone; and papers withheld."""
    with failures(catalogue.folder):
        counts = dict(
            catalogue.db.execute("SELECT state, count(*) FROM address GROUP BY state").fetchall()
        )
        (private,) = catalogue.db.execute(
            "SELECT ifnull(sum(most), 0) FROM"
            " (SELECT max(private) AS most FROM address GROUP BY site, family)"
        ).fetchone()
    return Tally(counts.get("missing", 0), counts.get("blocked", 0), counts.get("gone", 0), private)


def not_had(catalogue: Catalogue) -> list[tuple[str, str, datetime]]:
    """Addresses that the sites list and did not give: address, reason, since when."""
    with failures(catalogue.folder):
        rows = catalogue.db.execute(
            f"SELECT url, reason, asked FROM address WHERE {LACKING} ORDER BY url"
        ).fetchall()
    return [(url, reason or "", _moment(asked)) for url, reason, asked in rows]


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def moment_or_none(text: str | None) -> datetime | None:
    """A moment as `stamp` wrote it; None where none was noted."""
    return _moment(text) if text else None
