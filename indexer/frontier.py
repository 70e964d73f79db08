"""What is known of a site that is crawled: every address, its state, and what to ask for next.

It lies in the corpus' catalogue, so that a paper, the addresses found in it and the change of state go
in in one transaction; a crawl that was killed goes on where it stopped. No clock, no network here.

The states of an address:

* `due`: to be asked for. `known`: on the site, but not asked for (outside the window).
* `held`: answered, for good or until it is due again.
* `missing`: the site lists it and does not give it. `failed`: the site could not answer.
  `blocked`: the site refused it. All three are asked for again, ever more seldom.
* `fading`: no page lists it any more and it was not there when asked. `gone`: so twice, a day apart;
  also what was never had and is listed no more.
* `withdrawn`: taken out for good; never asked for.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime
from typing import Any, Literal, Protocol

from indexer.catalogue import NEXT, failures, stamp
from indexer.crawled_sites import LACKING, CrawledSite, moment_or_none

State = Literal[
    "due", "known", "held", "missing", "failed", "blocked", "fading", "gone", "withdrawn"
]

_COLUMNS = (
    "key, kind, url, board, family, day, state, crawl, asked, tries, etag, modified, hash, digest,"
    " heading, private, document, reason, gone_since"
)
_ALWAYS = "kind IN ('boards', 'service-committees', 'news')"  # whatever the bounds
_LISTS = "kind IN ('meetings', 'service-meetings', 'register', 'plans')"
_DEAD = 3  # vain tries after which a link is taken for dead
_OF_BOARDS = "(? IS NULL OR board IN (SELECT value FROM json_each(?)))"


class Bounds(Protocol):
    """What a crawl is to take: meetings and decisions of these days, of these boards."""

    @property
    def since(self) -> Date:
        """The first day."""

    @property
    def until(self) -> Date | None:
        """The last day; None for all that follow."""

    @property
    def boards(self) -> frozenset[str] | None:
        """Numbers of committees; None for all, and for what is of no board."""


@dataclass(frozen=True, slots=True)
class Known:
    """An address as the frontier has it."""

    key: str
    kind: str
    url: str
    board: str | None
    """The number of its committee."""
    family: str
    """The key of the meeting, decision or list with which it is asked for."""
    day: Date | None
    """The day of its meeting or decision, or the last day of its list."""
    state: State
    crawl: int
    """The last crawl in which it was answered for good."""
    asked: datetime | None
    tries: int
    """How often in a row it was not had."""
    etag: str | None
    modified: str | None
    hash: str | None
    digest: str | None
    """Of what a page says, without what changes at every request."""
    heading: str | None
    private: int
    """How many papers and items of it are withheld from the public."""
    document: int | None
    reason: str | None
    gone_since: datetime | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """An address found, and what is known of it there."""

    kind: str
    key: str
    url: str
    board: str | None
    family: str
    day: Date | None
    words: str = ""
    """What its page says of it: title and printed size, a note such as CANCELLED. If these words
    change, it is asked for again."""
    ask: bool = True
    """False for what lies outside the window: remembered, not asked for."""


class Frontier(CrawledSite):
    """The addresses of one site."""

    def known(self, key: str) -> Known | None:
        """An address by its key."""
        row = self._one(
            f"SELECT {_COLUMNS} FROM address WHERE site = ? AND key = ?", self.site, key
        )
        return _known(row) if row else None

    def next(self, bounds: Bounds, kinds: Iterable[str] = ()) -> Known | None:
        """What to ask for next: the most wanted of what is due within the bounds."""
        within, values = _within(bounds)
        of_kinds = "AND kind IN (SELECT value FROM json_each(?))" if kinds else ""
        row = self._one(
            f"SELECT {_COLUMNS} FROM address WHERE site = ? AND state = 'due' AND {within} {of_kinds}"
            f" ORDER BY {NEXT} LIMIT 1",
            self.site,
            *values,
            *([json.dumps(list(kinds))] if kinds else []),
        )
        return _known(row) if row else None

    def waiting(self, bounds: Bounds) -> int:
        """How many addresses are due within the bounds."""
        within, values = _within(bounds)
        (count,) = self._one(
            f"SELECT count(*) FROM address WHERE site = ? AND state = 'due' AND {within}",
            self.site,
            *values,
        )
        return int(count)

    def take_in(self, bounds: Bounds) -> None:
        """Have asked for what lay outside the window until now and lies within these bounds."""
        within, values = _within(bounds)
        with self.transaction():
            self._db.execute(
                f"UPDATE address SET state = 'due' WHERE site = ? AND state = 'known' AND {within}",
                (self.site, *values),
            )

    def answered_before(self, bounds: Bounds) -> Iterator[Known]:
        """Addresses that earlier crawls asked for and that may be worth asking for again.

        Of documents that are held only those that no page lists: the others are asked for again when
        a page points to a change.
        """
        within, values = _within(bounds)
        with failures(self.catalogue.folder):
            rows = self._db.execute(
                f"SELECT {_COLUMNS} FROM address WHERE site = ? AND crawl < ? AND {within}"
                " AND state IN ('held', 'missing', 'blocked', 'failed', 'fading')"
                " AND (kind <> 'document' OR state <> 'held' OR NOT EXISTS"
                " (SELECT 1 FROM link WHERE link.site = address.site AND link.key = address.key))",
                (self.site, self.crawl, *values),
            )
            yield from map(_known, rows)

    def newest_meeting(self) -> Date | None:
        """The day of the newest meeting known."""
        (day,) = self._one(
            "SELECT max(day) FROM address WHERE site = ? AND kind = 'meeting'", self.site
        )
        return Date.fromisoformat(day) if day else None

    def want(self, wanted: Iterable[Wanted]) -> None:
        """Have addresses asked for that were not asked for yet."""
        with self.transaction():
            for one in wanted:
                self._note(one)

    def renew(self, *keys: str) -> None:
        """Ask again for addresses that this crawl has not asked for yet."""
        with self.transaction():
            self._db.executemany(
                "UPDATE address SET state = 'due' WHERE site = ? AND key = ? AND crawl < ?"
                " AND state NOT IN ('withdrawn', 'known')",
                [(self.site, key, self.crawl) for key in keys],
            )

    def _note(self, one: Wanted) -> None:
        """Remember an address. What was outside the window before and is asked for now is due; of a
        joint meeting that was not asked for yet, the board is the one whose list was read last.
        """
        self._db.execute(
            "INSERT INTO address (site, key, kind, url, board, family, day, state)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (site, key) DO UPDATE SET"
            " url = CASE WHEN kind IN ('document', 'register', 'service-meetings')"
            " THEN excluded.url ELSE url END,"
            " board = CASE WHEN board IS NULL OR state IN ('due', 'known')"
            " THEN ifnull(excluded.board, board) ELSE board END,"
            " day = ifnull(excluded.day, day),"
            " state = CASE WHEN state = 'known' THEN excluded.state ELSE state END",
            (
                self.site,
                one.key,
                one.kind,
                one.url,
                one.board,
                one.family,
                one.day.isoformat() if one.day else None,
                "due" if one.ask else "known",
            ),
        )

    def links(self, page: str) -> dict[str, str]:
        """What a page linked when it was last read: keys and the words beside them."""
        rows = self._all("SELECT key, words FROM link WHERE site = ? AND page = ?", self.site, page)
        return dict(rows)

    def relink(self, page: str, wanted: Iterable[Wanted]) -> list[str]:
        """Take the links of a page that was read: new addresses are due, those whose words changed
        are due again, and documents that no page lists any more are asked about. The keys of those
        whose words changed.
        """
        changed: list[str] = []
        now = {one.key: one for one in wanted}
        with self.transaction():
            before = self.links(page)
            for key, one in now.items():
                self._note(one)
                if key in before and before[key] != one.words and one.ask:
                    changed.append(key)
                if key not in before:
                    self._revive(key)
            self._db.executemany(
                "INSERT OR REPLACE INTO link (site, page, key, words) VALUES (?, ?, ?, ?)",
                [(self.site, page, one.key, one.words) for one in now.values()],
            )
            dropped = before.keys() - now.keys()
            self._db.executemany(
                "DELETE FROM link WHERE site = ? AND page = ? AND key = ?",
                [(self.site, page, key) for key in dropped],
            )
            for key in dropped:
                if not self.is_listed(key):
                    self._drop(key)
                self.renew(*self._lists_of(key))
            self.renew(*changed)
        return changed

    def _lists_of(self, key: str) -> list[str]:
        """The lists of meetings that still had an address when they were read."""
        rows = self._all(
            "SELECT page FROM link WHERE site = ? AND key = ? AND page LIKE 'meetings-%'",
            self.site,
            key,
        )
        return [page for (page,) in rows]

    def _drop(self, key: str) -> None:
        """No page lists it any more: a document is asked about; any other lack is none now."""
        self._db.execute(
            "UPDATE address SET state = CASE"
            " WHEN kind = 'document' AND state IN ('held', 'missing') THEN 'due'"
            f" WHEN {LACKING} AND document IS NULL THEN 'gone'"
            f" WHEN {LACKING} THEN 'held' ELSE state END"
            " WHERE site = ? AND key = ?",
            (self.site, key),
        )

    def news(self, page: str, entries: Iterable[str]) -> set[str]:
        """Take the entries of a page that tells what is new; those that it did not have before."""
        now = set(entries)
        with self.transaction():
            before = self.links(page).keys()
            self._db.executemany(
                "INSERT OR IGNORE INTO link (site, page, key, words) VALUES (?, ?, ?, '')",
                [(self.site, page, entry) for entry in now],
            )
        return now - before

    def _revive(self, key: str) -> None:
        """Ask again, and for all of it, for what was gone and is listed again."""
        self._db.execute(
            "UPDATE address SET state = 'due', etag = NULL, modified = NULL, gone_since = NULL"
            " WHERE site = ? AND key = ? AND state IN ('fading', 'gone')",
            (self.site, key),
        )

    def is_listed(self, key: str) -> bool:
        """True where a page that was read links the address; what the web service alone tells of a
        meeting is not published there.
        """
        return bool(
            self._one(
                "SELECT 1 FROM link WHERE site = ? AND key = ?"
                " AND page NOT LIKE 'service-meeting-%' LIMIT 1",
                self.site,
                key,
            )
        )

    def files_of(self, meeting: str) -> list[str]:
        """The keys of a meeting's own files (`g900-10`), whose addresses stay while bytes change."""
        rows = self._all(
            "SELECT key FROM link WHERE site = ? AND page = ? AND key GLOB 'g[0-9]*'",
            self.site,
            meeting,
        )
        return [key for (key,) in rows]

    def papers_of(self, meeting: str) -> list[str]:
        """The keys of all documents that a meeting's page lists."""
        rows = self._all(
            "SELECT l.key FROM link l JOIN address a ON a.site = l.site AND a.key = l.key"
            " WHERE l.site = ? AND l.page = ? AND a.kind = 'document'",
            self.site,
            meeting,
        )
        return [key for (key,) in rows]

    # --- answers ------------------------------------------------------------------------------

    def answered(
        self,
        key: str,
        now: datetime,
        state: State = "held",
        *,
        reason: str | None = None,
        **facts: Any,
    ) -> None:
        """Note what came of asking; further facts are columns to set (etag, hash, digest …)."""
        had = state in {"held", "gone", "withdrawn"}
        with self.transaction():
            self._db.execute(
                "UPDATE address SET tries = CASE WHEN ? THEN 0 ELSE tries + 1 END,"
                " gone_since = CASE WHEN ? = 'fading' THEN ifnull(gone_since, ?)"
                " WHEN ? = 'gone' THEN gone_since END"
                " WHERE site = ? AND key = ?",
                (had, state, stamp(now), state, self.site, key),
            )
            self._set(key, state=state, crawl=self.crawl, asked=stamp(now), reason=reason, **facts)
            self.touch(now)

    def _set(self, key: str, **columns: object) -> None:
        names = ", ".join(f"{name} = ?" for name in columns)
        self._db.execute(
            f"UPDATE address SET {names} WHERE site = ? AND key = ?",
            (*columns.values(), self.site, key),
        )

    def boards_with_meetings(self) -> set[str]:
        """The numbers of the boards of which meetings are known."""
        rows = self._all(
            "SELECT DISTINCT board FROM address WHERE site = ? AND kind = 'meeting'"
            " AND board IS NOT NULL",
            self.site,
        )
        return {number for (number,) in rows}

    def board_of(self, key: str) -> str | None:
        """The number of the committee of an address."""
        row = self._one("SELECT board FROM address WHERE site = ? AND key = ?", self.site, key)
        return row[0] if row else None

    def any_read(self, kind: str) -> bool:
        """True where an address of this kind ever gave what it should."""
        return bool(
            self._one(
                "SELECT 1 FROM address WHERE site = ? AND kind = ? AND digest IS NOT NULL LIMIT 1",
                self.site,
                kind,
            )
        )

    def any_meeting(self, bounds: Bounds) -> bool:
        """True where a meeting within the bounds is known."""
        return bool(
            self._one(
                "SELECT 1 FROM address WHERE site = ? AND kind = 'meeting' AND state <> 'gone'"
                f" AND (day IS NULL OR day BETWEEN ? AND ?) AND {_OF_BOARDS} LIMIT 1",
                self.site,
                *_days(bounds),
                *_boards(bounds),
            )
        )

    def not_had(self) -> list[tuple[State, str, str]]:
        """What this crawl asked for and did not get: state, address, reason."""
        return self._all(
            f"SELECT state, url, ifnull(reason, '') FROM address WHERE site = ? AND {LACKING}"
            " AND crawl = ? ORDER BY url",
            self.site,
            self.crawl,
        )

    def lacking(self, bounds: Bounds) -> Counter[State]:
        """How many addresses within the bounds are not had, by state, this crawl's and earlier ones'.

        A document that was not there three times, over more than a week, is taken for a dead link: it
        is told as missing, but no reason for alarm at every crawl.
        """
        within, values = _within(bounds)
        rows = self._all(
            f"SELECT state, count(*) FROM address WHERE site = ? AND {LACKING} AND {within}"
            " AND NOT (kind = 'document' AND state = 'missing' AND tries >= ?) GROUP BY state",
            self.site,
            *values,
            _DEAD,
        )
        return Counter(dict(rows))

    def lacking_before(self) -> int:
        """How many addresses earlier crawls did not get and this one did not ask for."""
        (count,) = self._one(
            f"SELECT count(*) FROM address WHERE site = ? AND {LACKING} AND crawl < ?",
            self.site,
            self.crawl,
        )
        return int(count)

    def fading(self) -> list[Known]:
        """The documents that this crawl found gone and that no page lists."""
        rows = self._all(
            f"SELECT {_COLUMNS} FROM address WHERE site = ? AND state = 'fading' AND crawl = ?"
            " ORDER BY key",
            self.site,
            self.crawl,
        )
        return [_known(row) for row in rows]

    def private(self) -> int:
        """How many papers and items of this site are withheld from the public."""
        (count,) = self._one(
            "SELECT ifnull(sum(most), 0) FROM"
            " (SELECT max(private) AS most FROM address WHERE site = ? GROUP BY family)",
            self.site,
        )
        return int(count)

    def documents_held(self) -> int:
        """How many documents of this site are held."""
        (count,) = self._one(
            "SELECT count(*) FROM address WHERE site = ? AND kind = 'document'"
            " AND document IS NOT NULL AND state NOT IN ('gone', 'withdrawn')",
            self.site,
        )
        return int(count)


def _within(bounds: Bounds) -> tuple[str, list[str | None]]:
    """The condition that an address lies within the bounds, and its values.

    Lists are named after days of their own. What is held is kept fresh whatever its day.
    """
    days = f"(day IS NULL OR digest IS NOT NULL OR {_LISTS} OR day BETWEEN ? AND ?)"
    return f"({_ALWAYS} OR ({days} AND {_OF_BOARDS}))", [*_days(bounds), *_boards(bounds)]


def _days(bounds: Bounds) -> list[str]:
    return [bounds.since.isoformat(), (bounds.until or Date.max).isoformat()]


def _boards(bounds: Bounds) -> list[str | None]:
    boards = None if bounds.boards is None else json.dumps(sorted(bounds.boards))
    return [boards, boards or "[]"]


def _known(row: tuple[Any, ...]) -> Known:
    values = list(row)
    values[5] = Date.fromisoformat(values[5]) if values[5] else None
    for place in (8, 18):
        values[place] = moment_or_none(values[place])
    return Known(*values)
