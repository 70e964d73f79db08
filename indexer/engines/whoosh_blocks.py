"""How an index lies in Whoosh's files: written, read, and written again without what is taken out.

Four kinds of document lie in one index: blocks, items, their passages and the records (a key and
what is stored; `key` begins with the letter of the kind). Whoosh takes long over every posting, so
we hand it few: the words of some hundred items are one document, the block, whose items are the
documents right after it. An item's number is that of its document.
"""

import weakref
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from functools import cached_property
from typing import Any

import msgspec
from whoosh import fields, formats
from whoosh.reading import TermNotFound

from indexer.analysis import stem, tokens
from indexer.engines.base import Entry
from indexer.engines.postings import Cells, Matching, Row, cell, item_of, position
from indexer.engines.ranking import TITLE

ITEM, PASSAGE, RECORD = "i", "p", "r"
_ROWS = "rows"
_NOT_EMPTY = b"-"  # Whoosh loses count of a posting's values where one is empty
_BLOCK = 1_000_000
"""Words after which a block ends: the more, the quicker the search, and the more memory it takes
to write (40 MB here)."""

_ROWS_DECODER = msgspec.json.Decoder(list[Row])


class Postings(fields.FieldType):  # type: ignore[misc]
    """A field that is handed its postings: pairs of term and any bytes."""

    def __init__(self) -> None:
        """Nothing but the bytes is kept."""
        super().__init__(formats.Format(), None)

    def index(
        self, value: Iterable[tuple[str, bytes]], **_: object
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        """The postings as Whoosh wants them: with the term in UTF-8, a count and a weight."""
        for term, payload in value:
            yield _bytes(term), 1, 1.0, payload


SCHEMA = fields.Schema(
    key=Postings(), rows=Postings(), words=Postings(), forms=Postings(), stored=fields.STORED()
)


class Snapshot:
    """The index as one commit left it: the `Source` from which queries are answered."""

    def __init__(self, reader: Any) -> None:
        """What a Whoosh reader reads; `close` closes it."""
        self._reader = reader
        self._over = weakref.finalize(self, _close, reader)  # also where nobody closes the engine
        self.blocks = dict(self._blocks())
        """By the number of the block, the rows of its items, which have the numbers after it."""
        self.rows = {
            block + place: row
            for block, rows in self.blocks.items()
            for place, row in enumerate(rows, 1)
        }
        self.matching = Matching(self)

    def close(self) -> None:
        """Give back files and memory: nothing is answered after it."""
        self._over()
        vars(self).pop("matching", None)  # which holds us, as we hold it

    def _blocks(self) -> Iterator[tuple[int, Sequence[Row]]]:
        for block, value in self.values("rows", _ROWS):
            yield block, _ROWS_DECODER.decode(value)

    def docs(self, key: str) -> list[int]:
        """The numbers of the documents of a key."""
        return [doc for doc, _ in self.values("key", key)]

    def stored(self, doc: int) -> bytes:
        """What is stored with a document."""
        stored: bytes = self._reader.stored_fields(doc)["stored"]
        return stored

    def postings(self, word: str) -> Cells:
        """See `Source.postings`."""
        found: dict[int, bytes] = {}
        for block, value in self.values("words", word):
            found |= _cells(value, cell(block, TITLE))
        return found

    def forms(self, stem_of_all: str) -> list[str]:
        """See `Source.forms`."""
        others = [
            form
            for _, forms in self.values("forms", stem_of_all)
            for form in forms.decode().split("\n")
        ]
        own = [stem_of_all] if stem(stem_of_all) == stem_of_all else []
        return list(dict.fromkeys(own + others))

    def words(self, prefix: str) -> list[str]:
        """See `Source.words`."""
        return self.terms("words", prefix) if prefix else self._lexicon

    @cached_property
    def _lexicon(self) -> list[str]:
        return self.terms("words", "")

    def terms(self, field: str, prefix: str) -> list[str]:
        """Terms of a field that begin so."""
        found: dict[str, None] = {}
        for leaf, _ in self._reader.leaf_readers():
            for term in leaf.expand_prefix(field, _bytes(prefix)):
                found[term.decode("utf-8", "surrogatepass")] = None
        return list(found)

    def values(self, field: str, term: str) -> Iterator[tuple[int, bytes]]:
        """Documents that have a term in a field, each with the bytes of its posting."""
        for leaf, base in self._reader.leaf_readers():
            with suppress(TermNotFound):
                matcher = leaf.postings(field, _bytes(term))
                while matcher.is_active():
                    yield base + matcher.id(), matcher.value()
                    matcher.next()


def _close(reader: Any) -> None:
    with suppress(Exception):  # Whoosh cannot close what it could not read to the end
        reader.close()


def _bytes(term: str) -> bytes:
    # What a shell hands over may hold bytes that are no text: it is not found, and nothing fails.
    return term.encode("utf-8", "surrogatepass")


def key_of(key: str) -> list[tuple[str, bytes]]:
    """The posting of a key."""
    return [(key, _NOT_EMPTY)]


# --- blocks -----------------------------------------------------------------------------------


_Words = dict[str, tuple["array[int]", "array[int]"]]
"""For each word, the cells in which it occurs (each as often as it does there), and where."""


def _none() -> tuple["array[int]", "array[int]"]:
    return array("I"), array("Q")


def add(writer: Any, entries: Iterable[Entry]) -> None:
    """Write entries, block after block."""
    held: list[Entry] = []
    rows: list[Row] = []
    words: _Words = defaultdict(_none)
    size = 0
    for entry in entries:
        held.append(entry)
        rows.append(_row(entry, _collect(words, entry, len(held))))
        size += sum(rows[-1].lengths.values())
        if size > _BLOCK:
            _add_block(writer, rows, words, held)
            held, rows, words, size = [], [], defaultdict(_none), 0
    if held:
        _add_block(writer, rows, words, held)


def _add_block(writer: Any, rows: Sequence[Row], words: _Words, entries: Sequence[Entry]) -> None:
    _add_words(writer, rows, ((word, _packed(*found)) for word, found in words.items()))
    for entry in entries:
        writer.add_document(key=key_of(ITEM + entry.id), stored=entry.stored)
    for entry in entries:
        for passage in entry.passages:
            writer.add_document(key=key_of(PASSAGE + entry.id), stored=passage.stored)


def _add_words(writer: Any, rows: Sequence[Row], words: Iterable[tuple[str, bytes]]) -> None:
    """Write the block itself. A word that is its own stem is not told among its forms."""
    postings = list(words)
    forms: dict[str, list[str]] = defaultdict(list)
    for word, _ in postings:
        if (own := stem(word)) != word:
            forms[own].append(word)
    writer.add_document(
        rows=[(_ROWS, msgspec.json.encode(rows))],
        words=postings,
        forms=[(own, "\n".join(held).encode()) for own, held in forms.items()],
    )


def _row(entry: Entry, lengths: Mapping[str, int]) -> Row:
    return Row(entry.id, entry.order, entry.date, entry.routine, entry.fields, lengths)


def _collect(words: _Words, entry: Entry, item: int) -> Mapping[str, int]:
    """Add the words of an entry to those of its block; how many there are in each place."""
    lengths: dict[str, int] = defaultdict(int)
    texts = [(TITLE, 0, entry.title)]
    texts += [(passage.zone, n, passage.text) for n, passage in enumerate(entry.passages)]
    for place, number, text in sorted(texts):  # all of a cell together
        here, base = cell(item, place), position(number, 0)
        found = tokens(text)
        lengths[place] += len(found)
        for word, _, _, at in found:
            cells, places = words[word]
            cells.append(here)
            places.append(base + at)
    return lengths


def _packed(cells: Sequence[int], places: "array[int]") -> bytes:
    """A word's postings in a block: how many cells, the cells, how often in each, and where."""
    counts = Counter(cells)  # keeps their order
    return array("I", (len(counts), *counts, *counts.values())).tobytes() + places.tobytes()


def _cells(value: bytes, base: int) -> dict[int, bytes]:
    """The postings of a word in a block, whose cells are counted from this one on."""
    view = memoryview(value)
    start = 4 + 8 * view[:4].cast("I")[0]
    numbers = view[4:start].cast("I")
    cells = {}
    for number, count in zip(
        numbers[: len(numbers) // 2], numbers[len(numbers) // 2 :], strict=True
    ):
        end = start + 8 * count
        cells[base + number] = value[start:end]
        start = end
    return cells


# --- taking out -------------------------------------------------------------------------------


def take_out(writer: Any, items: AbstractSet[str], records: AbstractSet[str]) -> bool:
    """Take out items and records; whether all that stays was handed to the writer again.

    So it is where there are items among them: their words lie in the same bytes as those of others.
    """
    now = Snapshot(writer.reader())
    try:
        anew = any(now.docs(ITEM + id) for id in items)
        if anew:
            _add_again(writer, now, items)
            for key in now.terms("key", RECORD):
                if key[1:] not in records:
                    writer.add_document(key=key_of(key), stored=now.stored(now.docs(key)[0]))
        else:
            for key in records:
                for doc in now.docs(RECORD + key):
                    writer.delete_document(doc)
        return anew
    finally:
        now.close()


def _add_again(writer: Any, now: Snapshot, gone: AbstractSet[str]) -> None:
    """Write all blocks without these items."""
    places = {
        block: [place for place, row in enumerate(rows, 1) if row.id not in gone]
        for block, rows in now.blocks.items()
    }
    words: dict[int, list[tuple[str, bytes]]] = defaultdict(list)
    for word in now.words(""):
        for block, value in now.values("words", word):
            left = _only_of(value, places[block], len(now.blocks[block]))
            if left:
                words[block].append((word, left))
    for block, kept in places.items():
        rows = [now.rows[block + place] for place in kept]
        if rows:
            _add_words(writer, rows, words[block])
        for place, row in zip(kept, rows, strict=True):
            writer.add_document(key=key_of(ITEM + row.id), stored=now.stored(block + place))
        for row in rows:
            for doc in now.docs(PASSAGE + row.id):
                writer.add_document(key=key_of(PASSAGE + row.id), stored=now.stored(doc))


def _only_of(value: bytes, kept: Sequence[int], items: int) -> bytes:
    """The postings of a word in a block of so many items, when only these of them stay."""
    if len(kept) == items:
        return value
    moved = {place: new for new, place in enumerate(kept, 1)}
    cells, places = _none()
    for at, found in _cells(value, 0).items():
        if item_of(at) in moved:
            here = array("Q", found)
            cells.extend([at + cell(moved[item_of(at)] - item_of(at), TITLE)] * len(here))
            places.extend(here)
    return _packed(cells, places) if cells else b""
