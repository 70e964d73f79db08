"""Names that people type, and the exact values that the collection has for them."""

import difflib
import re
import unicodedata
from collections.abc import Sequence

from indexer.collection import BoardHeld, Collection
from indexer.errors import BadQuery
from indexer.query import Among, Node
from indexer.search.fields import Named

_NOT_READ = frozenset({"member", "topic"})


class Names:
    """What the names in a query can mean in one collection. Notes what names nothing."""

    def __init__(self, collection: Collection) -> None:
        """`notes` grows with every name that is looked up in vain."""
        self._held = collection
        self.notes: list[str] = []

    def lookup(self, named: Named) -> Node:
        """The exact values for loose words; of none, a condition that no item meets, and a note."""
        if named.roles or named.field in _NOT_READ:
            asked = "role" if named.roles else named.field
            raise BadQuery(
                f"“{asked}:” is not read by this version, so it cannot be asked for yet."
            )
        values: list[str] = []
        for words in named.values:
            found = self._values(named.field, words)
            if not found:
                self.notes.append(self._unknown(named.field, words))
            values += found
        return Among(named.field, tuple(dict.fromkeys(values)))

    def board_names(self) -> dict[str, str]:
        """The name of each board by its identifier."""
        return {board.id: board.name for board in self._held.boards}

    def _values(self, field: str, words: str) -> list[str]:
        if field == "board":
            ids = [board.id for board in self._held.boards]
            exact = [id for id in ids if words.casefold() in (id, id.partition("/")[2])]
            return exact or [b.id for b in self._held.boards if _names_board(words, b)]
        if field == "council":
            return [
                c
                for c in self._councils()
                if _plain(words) in (_plain(c), _plain(c.replace("-", " ")))
            ]
        if field == "officer":
            return self._officers(words)
        known = {"member": self._held.members, "ward": self._held.wards}.get(field, ())
        return [one.name for one in known if _names_person(words, one.name)]

    def _councils(self) -> list[str]:
        return list(self._held.councils)

    def _officers(self, words: str) -> list[str]:
        """By name in any written form; by post its holders, and the report-of lines that name it."""
        by_name = [one.name for one in self._held.officers if _names_person(words, one.name)]
        by_post = [
            one.name
            for one in self._held.officers
            if any(_within(words, post) for post in one.posts)
        ]
        lines = [line for line in self._held.report_posts if _within(words, line)]
        return [*by_name, *by_post, *lines]

    def _unknown(self, field: str, words: str) -> str:
        names = {
            "board": [board.name for board in self._held.boards],
            "council": self._councils(),
            "officer": [one.name for one in self._held.officers],
            "member": [one.name for one in self._held.members],
            "ward": [one.name for one in self._held.wards],
        }.get(field, [])
        near = _nearest(words, names)
        meant = f" The nearest is “{near}”." if near else ""
        return f"No {field} called “{words}” is held.{meant} `minutebook list {field}s` shows all."


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKD", re.sub("['’‘]", "", text).replace("&", " and "))
    text = "".join(letter for letter in text if not unicodedata.combining(letter)).casefold()
    return " ".join(re.findall(r"\w+", text))


def _within(words: str, text: str) -> bool:
    """True where every word stands in the text as a whole word."""
    return bool(_plain(words)) and set(_plain(words).split()) <= set(_plain(text).split())


def _names_board(words: str, board: BoardHeld) -> bool:
    plain = _plain(words)
    if plain in {_plain(alias) for alias in board.aliases}:
        return True
    return any(_within(words, name) for name in (board.name, *board.aliases))


def _names_person(words: str, name: str) -> bool:
    """True for a part of the name, and for its written forms: "J Gregg", "John Gregg", "Cllr Gregg"."""
    typed, held = _name_words(words), _name_words(name)
    if not typed or not held:
        return False
    if set(typed) <= set(held):
        return True
    if typed[-1] != held[-1] or len(typed) < 2 or len(held) < 2:
        return False
    return all(_forms(one, other) for one, other in zip(typed[:-1], held[:-1], strict=False))


def _name_words(name: str) -> list[str]:
    titles = {
        "councillor",
        "cllr",
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "professor",
        "prof",
        "the",
    }
    return [word for word in _plain(name).split() if word not in titles]


def _forms(one: str, other: str) -> bool:
    """True for a forename and its initial, or the same forename."""
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _nearest(words: str, names: Sequence[str]) -> str | None:
    by_plain = {_plain(name): name for name in names}
    near = difflib.get_close_matches(_plain(words), by_plain, 1, cutoff=0.6)
    return by_plain[near[0]] if near else None
