"""What a word must find, worked out by reading every text: the plain measure beside any engine.

Nothing of the engines, of the query language or of `indexer.analysis`' way of cutting words is used
here, only the stems of English words, which are a matter of taste and not of truth.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from indexer.analysis import stem
from indexer.engines.base import Entry

TITLE = "title"

_SIGNS = str.maketrans(
    {
        **dict.fromkeys("'‘’‛ʹʻʼˈ′´`＇\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
        **dict.fromkeys("‐‑‒–−﹣－", "-"),
        **dict.fromkeys("⁄∕／", "/"),
        **dict.fromkeys("¹²³⁰⁴⁵⁶⁷⁸⁹", " "),  # signs of footnotes
        **{"æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l"},
        **{"đ": "d", "Đ": "d", "ı": "i"},
    }
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_WORD = re.compile(r"\d+(?:\.\d+)+[^\W_]*|[^\W_]+")


def plain(text: str) -> str:
    """A text without case, accents, apostrophes and the commas inside of numbers."""
    spread = unicodedata.normalize("NFKD", text.translate(_SIGNS).casefold())
    return _THOUSANDS.sub("", "".join(c for c in spread if not unicodedata.combining(c)))


def words(text: str) -> list[str]:
    """The words of a text in order, what hyphens and slashes join in its parts."""
    return _WORD.findall(plain(text))


@dataclass(frozen=True, slots=True)
class Stretch:
    """One title or passage: whose, where (`title` or its zone), and its words."""

    item: str
    place: str
    text: str
    """As printed."""
    words: tuple[str, ...]


class Scan:
    """All that is held, to be looked through."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Entries as an engine is given them."""
        self.entries: Mapping[str, Entry] = {entry.id: entry for entry in entries}
        self.stretches: Sequence[Stretch] = [
            Stretch(entry.id, place, text, tuple(words(text)))
            for entry in self.entries.values()
            for place, text in [(TITLE, entry.title), *((p.zone, p.text) for p in entry.passages)]
        ]

    @cached_property
    def having(self) -> Mapping[str, AbstractSet[int]]:
        """Each word of the collection with the numbers of the stretches that have it."""
        found: dict[str, set[int]] = defaultdict(set)
        for number, stretch in enumerate(self.stretches):
            for word in stretch.words:
                found[word].add(number)
        return found

    @cached_property
    def _forms(self) -> Mapping[str, AbstractSet[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for word in self.having:
            found[stem(word)].add(word)
        return found

    def having_forms(self, word: str) -> set[int]:
        """The numbers of the stretches that have this word in any English form."""
        forms = self._forms.get(stem(word), ())
        return {number for form in forms for number in self.having[form]}

    def items_of(self, word: str) -> AbstractSet[str]:
        """The items that have this very word."""
        return {self.stretches[number].item for number in self.having.get(word, ())}

    def items(self, wanted: str, *, exact: bool = False, zone: str | None = None) -> set[str]:
        """Items that have these words in a row: these very ones, or (unless `exact`) any form.

        A number with a slash must stand there with its slash.
        """
        row = words(wanted)
        return {
            stretch.item
            for stretch in map(self.stretches.__getitem__, self._candidates(row, exact))
            if zone in (None, stretch.place)
            and _stands(row, stretch, exact)
            and _whole(wanted, stretch)
        }

    def _candidates(self, row: Sequence[str], exact: bool) -> AbstractSet[int]:
        lists = [
            set(self.having.get(word, ())) if exact else self.having_forms(word) for word in row
        ]
        return set.intersection(*lists) if lists else set()


def _stands(row: Sequence[str], stretch: Stretch, exact: bool) -> bool:
    if len(row) == 1:
        return True
    form = str if exact else stem
    wanted, held = [form(word) for word in row], [form(word) for word in stretch.words]
    return any(held[at : at + len(wanted)] == wanted for at in range(len(held)))


_SLASHED = re.compile(r"\d+[a-z]?/\d+")


def _whole(wanted: str, stretch: Stretch) -> bool:
    """Whether a number with a slash stands there in one piece, and not as a part of a longer one."""
    if not _SLASHED.fullmatch(wanted):
        return True
    first, second = map(re.escape, wanted.split("/"))
    near = r"[ \xa0]?/[ \xa0]?"
    whole = (
        rf"(?<![^\W_])(?<!\d\.)(?<!\d/)(?<!\d/ ){first}{near}{second}(?![^\W_])(?!\.\d)(?!{near}\d)"
    )
    return re.search(whole, plain(stretch.text)) is not None
