"""Known items: what a citation, a title or a decision says in its own words must find its item."""

import random
import re
import string
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import msgspec
from finding_cases import OWN, Case, chance, drawn, typed
from finding_scan import Scan, words
from rapidfuzz.fuzz import ratio

from indexer.model import Item, Reference

_ALIKE = 85
"""Per cent of likeness from which a quoted title is held to be that of an item."""


def known_items(scan: Scan) -> Iterator[Case]:
    """Cases of which the rank of what they must find counts."""
    maker = _Known(scan)
    yield from maker.citations()
    yield from maker.titles_cut()
    yield from maker.titles_mistyped()
    yield from maker.decisions()
    yield from maker.questions()


class _Known:
    def __init__(self, scan: Scan) -> None:
        self._scan = scan
        self._items = [msgspec.json.decode(e.stored, type=Item) for e in scan.entries.values()]

    @cached_property
    def _titled(self) -> Mapping[tuple[str, ...], Sequence[Item]]:
        """Items by the words of their title."""
        found: dict[tuple[str, ...], list[Item]] = defaultdict(list)
        for item in self._items:
            found[tuple(typed(item.title))].append(item)
        return found

    @cached_property
    def _own_titles(self) -> Mapping[str, Sequence[Item]]:
        """Titles that tell items apart, as somebody would type them; routine matter aside."""
        return {
            " ".join(title): [item for item in items if not item.routine]
            for title, items in self._titled.items()
            if len(items) <= OWN and not all(item.routine for item in items)
        }

    # --- what papers say of one another ---

    def citations(self) -> Iterator[Case]:
        """The words that cite a minute, its number masked, find that minute."""
        for item in self._items:
            for reference in item.refers_to:
                for target in self._meant(item, reference):
                    own = len(self._titled[tuple(typed(target.title))]) <= OWN
                    kind = "cited, title of its own" if own else "cited, standing title"
                    yield Case(kind, masked(reference), frozenset({target.id}))

    def _meant(self, item: Item, reference: Reference) -> Iterator[Item]:
        """The minutes of that number and title: of the board that is named, else of the same one."""
        if not reference.quoted_title or not reference.reference or not item.meeting:
            return
        quoted = " ".join(words(reference.quoted_title))
        for target in self._items:
            if target.id == item.id or not target.board or not item.board:
                continue
            here = target.meeting == item.meeting and target.minute_number == reference.reference
            if here or target.minute_reference == reference.reference:
                board = words(reference.board or item.board.name)
                alike = ratio(quoted, " ".join(words(target.title))) >= _ALIKE
                if alike and set(board) <= set(words(target.board.name)):
                    yield target

    # --- titles ---

    def titles_cut(self) -> Iterator[Case]:
        """A title with one or two words dropped finds an item of that title."""
        for title in drawn(self._own_titles, "cut"):
            row = title.split()
            luck = chance(title, "cut")
            gone = luck.sample(range(len(row)), min(luck.choice((1, 2)), max(0, len(row) - 2)))
            left = [word for at, word in enumerate(row) if at not in gone]
            if gone and sum(len(word) > 3 for word in left) > 1:
                yield Case("title, words dropped", " ".join(left), self._of(title))

    def titles_mistyped(self) -> Iterator[Case]:
        """A title with a letter wrong finds an item of that title."""
        for title in drawn(self._own_titles, "mistyped"):
            row = title.split()
            luck = chance(title, "mistyped")
            long = [at for at, word in enumerate(row) if len(word) > 4 and word.isalpha()]
            if not long:
                continue
            at = luck.choice(long)
            row[at] = mistyped(row[at], luck)
            if not self._scan.having.get(row[at]):
                yield Case("title, a letter wrong", " ".join(row), self._of(title))

    def _of(self, title: str) -> frozenset[str]:
        return frozenset(item.id for item in self._own_titles[title])

    def questions(self) -> Iterator[Case]:
        """A question about a title finds an item of it that has decisions."""
        for title in drawn(self._own_titles, "question"):
            wanted = frozenset(item.id for item in self._own_titles[title] if item.decisions)
            if wanted and len(title.split()) > 1:
                query = f"what did the board decide about {title}"
                yield Case("question about a title", query, wanted)

    # --- decisions ---

    def decisions(self) -> Iterator[Case]:
        """The first eight words of a decision find the item that decided it."""
        openings: dict[str, set[str]] = defaultdict(set)
        for item in self._items:
            for decision in () if item.routine else item.decisions:
                opening = typed(decision.text)[:8]
                if len(opening) == 8:
                    openings[" ".join(opening)].add(item.id)
        telling = [opening for opening, ids in openings.items() if len(ids) <= OWN]
        for words_typed in drawn(telling, "decision"):
            yield Case("first words of a decision", words_typed, frozenset(openings[words_typed]))


def masked(reference: Reference) -> str:
    """The words that refer, without any number before the title."""
    before, _, after = reference.text.partition(reference.quoted_title or "\n")
    said = re.sub(r"\b\d+[a-z]?(?:\s?/\s?\d+)?\b", "", before)
    return " ".join(f"{said}{reference.quoted_title}{after}".split())


def mistyped(word: str, luck: random.Random) -> str:
    """The word with one letter wrong: another, one more, one less, or two changed about."""
    at = luck.randrange(1, len(word) - 1)
    letter = luck.choice([one for one in string.ascii_lowercase if one != word[at]])
    return luck.choice(
        (
            word[:at] + letter + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )
