"""Names that people type, and the exact values that the collection has for them."""

import difflib
from collections.abc import Sequence

from indexer.analysis import stem
from indexer.collection import BoardHeld, Collection
from indexer.people import has_words, plain
from indexer.query import Among, Node
from indexer.search.fields import Named
from indexer.search.persons import Persons


class Names:
    """What the names in a query can mean in one collection. Notes what names nothing."""

    def __init__(self, collection: Collection) -> None:
        """`notes` grows with every name that is looked up in vain."""
        self._held = collection
        self.notes: list[str] = []

    def lookup(self, named: Named) -> Node:
        """The exact values for loose words; of none, a condition that no item meets, and a note."""
        if named.field in {"officer", "member"}:
            return Persons(self._held, self.notes.append).lookup(named, self._unknown)
        values: list[str] = []
        for words in named.values:
            found = self._values(named.field, words)
            if not found:
                self.notes.append(self._unknown(named.field, words))
            values += found
        return Among(named.field, tuple(dict.fromkeys(values)))

    def _values(self, field: str, words: str) -> list[str]:
        if field == "board":
            ids = [board.id for board in self._held.boards]
            exact = [id for id in ids if words.casefold() in (id, id.partition("/")[2])]
            return exact or [b.id for b in self._held.boards if _names_board(words, b)]
        if field == "council":
            return [
                c
                for c in self._councils()
                if plain(words) in (plain(c), plain(c.replace("-", " ")))
            ]
        if field == "topic":
            return self._topics(words)
        names = [one.name for one in self._held.wards]
        exact = [name for name in names if plain(name) == plain(words)]
        return exact or [name for name in names if has_words(words, name)]

    def _councils(self) -> list[str]:
        return list(self._held.councils)

    def _topics(self, words: str) -> list[str]:
        """The topic of that name; else those whose names have all the words, in any form."""
        names = [one.name for one in self._held.topics]
        exact = [name for name in names if plain(name) == plain(words)]
        return exact or [name for name in names if has_words(_stems(words), _stems(name))]

    def _unknown(self, field: str, words: str) -> str:
        names = {
            "board": [board.name for board in self._held.boards],
            "council": self._councils(),
            "officer": [one.name for one in self._held.officers],
            "member": [one.name for one in self._held.members],
            "topic": [one.name for one in self._held.topics],
            "ward": [one.name for one in self._held.wards],
        }.get(field, [])
        near = _nearest(words, names)
        meant = f" The nearest is “{near}”." if near else ""
        return f"No {field} called “{words}” is held.{meant}"


def _stems(text: str) -> str:
    return " ".join(stem(word) for word in plain(text).split())


def _names_board(words: str, board: BoardHeld) -> bool:
    if plain(words) in {plain(alias) for alias in board.aliases}:
        return True
    return any(has_words(words, name) for name in (board.name, *board.aliases))


def _nearest(words: str, names: Sequence[str]) -> str | None:
    """The name most like the words, whole or by its last word: "Stanard" is near "Councillor B Stannard"."""
    plainly = [(said, name) for name in names if (said := plain(name))]
    by_last = {said.split()[-1]: name for said, name in plainly}
    by_plain = by_last | dict(plainly)
    near = difflib.get_close_matches(plain(words), by_plain, 1, cutoff=0.6)
    return by_plain[near[0]] if near else None
