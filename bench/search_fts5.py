"""The usual way: SQLite FTS5, what somebody would take instead.

A row a passage (`rowid` is the item's number times a thousand plus the passage's), Porter stems, items
counted from their rows. It has no words without stems, no typos, and all words must stand in one passage:
so it is asked less than the others, and answers with fewer items.
"""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

import msgspec
from search_ways import FACETS, PLACES, Question

from indexer.engines.base import Entry
from indexer.model import Item, Passage

_TABLES = """
CREATE VIRTUAL TABLE words USING fts5(title, text, tokenize = 'porter unicode61');
CREATE TABLE items (n INTEGER PRIMARY KEY, sorted TEXT, routine INTEGER, stored BLOB);
CREATE TABLE passages (n INTEGER PRIMARY KEY, stored BLOB);
CREATE TABLE held (item INTEGER, field TEXT, value TEXT);
"""
_INDEXES = """
CREATE INDEX held_values ON held (field, value, item);
CREATE INDEX held_items ON held (item, field, value);
"""
_MOST = 1_000
"""Passages of an item, at most."""


def build(folder: Path, entries: Iterable[Entry]) -> None:
    """Index the entries, in one transaction."""
    folder.mkdir(parents=True, exist_ok=True)
    with sqlite3.connect(folder / "fts5.sqlite") as base:
        base.executescript(_TABLES)
        base.execute("BEGIN")
        for n, entry in enumerate(entries, 1):
            _add(base, n, entry)
        base.execute("INSERT INTO words (words) VALUES ('optimize')")
        base.commit()
        base.executescript(_INDEXES)
    base.close()


def _add(base: sqlite3.Connection, n: int, entry: Entry) -> None:
    base.execute(
        "INSERT INTO items VALUES (?, ?, ?, ?)", (n, entry.order, entry.routine, entry.stored)
    )
    held = [(n, name, value) for name, values in entry.fields.items() for value in values]
    base.executemany("INSERT INTO held VALUES (?, ?, ?)", held)
    for number, passage in enumerate(entry.passages[:_MOST]):
        row = n * _MOST + number
        base.execute("INSERT INTO passages VALUES (?, ?)", (row, passage.stored))
        base.execute(
            "INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)",
            (row, entry.title, passage.text),
        )


class Fts5:
    """A database that is open."""

    def __init__(self, folder: Path) -> None:
        """What `build` made."""
        address = (folder / "fts5.sqlite").resolve().as_uri()
        self._base = sqlite3.connect(f"{address}?mode=ro", uri=True)

    def ask(self, question: Question) -> tuple[int, int]:
        """See `Way.ask`."""
        match = _match(question)
        where, values = _conditions(question)
        score = "bm25(words, 3.0, 1.0)" if question.sort == "relevance" else "0"
        matching = (
            f"WITH rows AS MATERIALIZED (SELECT rowid / {_MOST} AS item, {score} AS score FROM words "
            "WHERE words MATCH ?), matching AS MATERIALIZED (SELECT n, min(score) AS best, sorted "
            f"FROM rows JOIN items ON n = item WHERE NOT routine{where} GROUP BY n)"
        )
        order = "best, sorted DESC" if question.sort == "relevance" else "sorted DESC"
        found = self._base.execute(
            f"{matching} SELECT n, count(*) OVER () FROM matching ORDER BY {order} LIMIT ? OFFSET ?",
            (match, *values, question.limit, (question.page - 1) * question.limit),
        ).fetchall()
        shown = [self._shown(match, n) for n, _ in found]
        if question.facets:
            self._base.execute(
                f"{matching} SELECT field, value, count(*) FROM held "
                f"JOIN matching ON item = n WHERE field IN "
                f"({', '.join('?' * len(FACETS))}) GROUP BY field, value",
                (match, *values, *FACETS),
            ).fetchall()
        return (found[0][1] if found else 0), len(shown)

    def _shown(self, match: str, n: int) -> tuple[Item, list[tuple[Passage, str]]]:
        (stored,) = self._base.execute("SELECT stored FROM items WHERE n = ?", (n,)).fetchone()
        rows = self._base.execute(
            "SELECT stored, snippet(words, 1, '<mark>', '</mark>', '…', 45) FROM words "
            "JOIN passages ON n = words.rowid WHERE words MATCH ? AND words.rowid BETWEEN ? AND ? "
            "ORDER BY rank LIMIT ?",
            (match, n * _MOST, n * _MOST + _MOST - 1, PLACES),
        ).fetchall()
        places = [(msgspec.json.decode(passage, type=Passage), text) for passage, text in rows]
        return msgspec.json.decode(stored, type=Item), places


def _match(question: Question) -> str:
    parts = [f'"{word}"' for word in question.words]
    parts += [f'"{" ".join(question.phrase)}"'] if question.phrase else []
    parts += [f'"{question.prefix}" *'] if question.prefix else []
    return " AND ".join(parts)


def _conditions(question: Question) -> tuple[str, tuple[str, ...]]:
    if question.held is None:
        return "", ()
    return (
        " AND EXISTS (SELECT 1 FROM held h WHERE h.item = n AND h.field = ? AND h.value = ?)",
        question.held,
    )
