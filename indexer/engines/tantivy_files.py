"""What tantivy keeps of an entry: the fields, and the documents that are made of it.

Three kinds of document lie in one index. An item has its words, one pair of fields a place, and the
exact values it is filtered by. A passage has its words and the item that it is of. A record has its
key. `stored` comes back as it was given.
"""

import hashlib
import math
import mmap
import struct
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import get_args

import msgspec
from tantivy import (
    Document,
    Filter,
    Index,
    Schema,
    SchemaBuilder,
    TextAnalyzerBuilder,
    Tokenizer,
)

from indexer.engines.base import Entry
from indexer.engines.ranking import PLACES, TITLE, recency, weight
from indexer.engines.tantivy_query import PASSAGE, STEMS, VALUES, WORDS
from indexer.engines.tantivy_words import GAP, Slots, in_a_field, slots
from indexer.query import Field

ITEM, RECORD = "i", "r"
"""What the keys of items and records begin with. A passage has none."""
LEFTOVERS = "leftovers"
"""The key of what says that words of former entries are still in the files."""

_SLOTS = "slots"
_FOOTER = 1337
PARTS = frozenset({".term", ".idx", ".pos", ".store", ".fast", ".fieldnorm", ".del"})
"""How the names of the parts of a segment end."""
_LEAST = min(map(weight, PLACES))
_LAST = 2**64 - 1


class Shown(msgspec.Struct, frozen=True, array_like=True):
    """What of an item is neither words nor `stored`: for order, and to know what would be lost."""

    order: str
    dated: bool
    values: tuple[str, ...]
    """Its title and all its exact values."""


def new_index(folder: Path) -> Index:
    """An empty index in an empty folder."""
    return _ready(Index(_schema(), str(folder), reuse=False))


def opened_index(folder: Path) -> Index:
    """The index in a folder, as its last commit left it."""
    return _ready(Index.open(str(folder)))


def whole(file: Path) -> bool:
    """Whether a part of a segment is as it was written, by the CRC-32 in its footer.

    A file ends with a footer in JSON, the length of that, and a number that every footer has.
    """
    if file.stat().st_size < 8:
        return False
    with file.open("rb") as part, mmap.mmap(part.fileno(), 0, access=mmap.ACCESS_READ) as data:
        length, sign = struct.unpack("<II", data[-8:])
        end = len(data) - 8 - length
        if sign != _FOOTER or end < 0:
            return False
        try:
            footer = msgspec.json.decode(data[end:-8], type=_Footer)
        except msgspec.MsgspecError:
            return False
        return zlib.crc32(memoryview(data)[:end]) == footer.crc


class _Footer(msgspec.Struct):
    crc: int


def documents(entry: Entry) -> Iterator[Document]:
    """An item and its passages."""
    item, owner = _item(entry), digest(entry.id)
    by_zone: dict[str, list[Slots]] = {TITLE: [slots(entry.title)]}
    for number, passage in enumerate(entry.passages):
        words = slots(passage.text)
        by_zone.setdefault(passage.zone, []).append(words)
        document = Document()
        document.add_text("of", entry.id)
        document.add_unsigned("owner", owner)
        document.add_unsigned("number", number)
        document.add_text("zone", passage.zone)
        document.add_bytes("stored", passage.stored)
        document.add_unsigned("digest", digest(passage.text))
        document.add_float("weight", _factor(weight(passage.zone) / _LEAST))
        _add_words(document, PASSAGE, [words])
        yield document
    for place, passages in by_zone.items():
        _add_words(item, place, passages)
    yield item


def record(key: str, value: bytes) -> Document:
    """Bytes under a key."""
    document = Document()
    document.add_text("key", key)
    document.add_bytes("stored", value)
    return document


def told(entry: Entry) -> set[int]:
    """Digests of all that an entry tells: the texts of its passages, its title and values."""
    return {digest(text) for text in (*(p.text for p in entry.passages), *_values(entry))}


def digest(text: str) -> int:
    """A number of 64 bits that stands for a text."""
    return int.from_bytes(
        hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    )


def _schema() -> Schema:
    fields = SchemaBuilder()
    for name, stored in (("key", True), ("of", False), ("zone", False)):
        fields.add_text_field(name, stored=stored, tokenizer_name="raw", index_option="basic")
    for name in ("stored", "shown"):
        fields.add_bytes_field(name, stored=True)
    for name in ("owner", "number", "digest", "newest", "oldest"):
        fields.add_unsigned_field(name, fast=True)
    fields.add_unsigned_field("date", indexed=True, fast=True)
    fields.add_boolean_field("routine", indexed=True)
    fields.add_float_field("weight", fast=True)
    for name in get_args(Field):
        fields.add_text_field(VALUES + name, tokenizer_name="raw", index_option="basic", fast=True)
    for place in (*PLACES, PASSAGE):
        fields.add_text_field(WORDS + place, tokenizer_name=_SLOTS)
        fields.add_text_field(STEMS + place, tokenizer_name=_SLOTS)
    return fields.build()


def _ready(index: Index) -> Index:
    """An index forgets how words are cut whenever it is opened."""
    cut = TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.custom_stopword([GAP])).build()
    index.register_tokenizer(_SLOTS, cut)
    return index


def _item(entry: Entry) -> Document:
    document = Document()
    document.add_text("key", ITEM + entry.id)
    document.add_bytes("stored", entry.stored)
    shown = Shown(entry.order, entry.date is not None, tuple(_values(entry)))
    document.add_bytes("shown", msgspec.json.encode(shown))
    moment = _moment(entry.order)
    document.add_unsigned("newest", 0 if entry.date is None else max(1, moment))
    document.add_unsigned("oldest", _LAST if entry.date is None else moment)
    if entry.date is not None:
        document.add_unsigned("date", entry.date)
    document.add_boolean("routine", entry.routine)
    document.add_float("weight", _factor(recency(entry.date)))
    for name, values in entry.fields.items():
        for value in dict.fromkeys(values):
            document.add_text(VALUES + name, value)
    return document


def _add_words(document: Document, place: str, passages: Sequence[Slots]) -> None:
    words, stems = in_a_field(passages)
    document.add_text(WORDS + place, words)
    document.add_text(STEMS + place, stems)


def _values(entry: Entry) -> Iterator[str]:
    yield entry.title
    for values in entry.fields.values():
        yield from values


def _factor(wanted: float) -> float:
    """What tantivy makes this factor of (at least 1): it takes the logarithm to base 2 of 2 + value."""
    return math.pow(2, wanted) - 2


_CODES = {" ": 1, "-": 3, **{digit: 5 + int(digit) for digit in "0123456789"}}


def _moment(order: str) -> int:
    """A number that sorts as the beginning of the text does: the same one only where that is the same.

    Four bits a letter. What is no part of a date ends it, by a code that sorts right.
    """
    number, place = 0, 60
    for letter in order[:16]:
        if letter in _CODES:
            number |= _CODES[letter] << place
        else:
            stop = 0 if letter < " " else 2 if letter < "-" else 4 if letter < "0" else 15
            return number | stop << place
        place -= 4
    return number
