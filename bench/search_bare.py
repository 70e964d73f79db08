"""The bare way: tantivy's binding itself, given the same fields.

The analysis is tantivy's own. An item has its words and stems by place, exact values and order; a passage
its words and stems. Snippets are tantivy's. What only our contract asks for (references, compounds, ties,
notes) is not done.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, get_args

import msgspec
from search_ways import FACETS, PLACES, Question
from tantivy import (
    DocAddress,
    Document,
    Filter,
    Index,
    Occur,
    Order,
    Query,
    Schema,
    SchemaBuilder,
    SnippetGenerator,
    TextAnalyzer,
    TextAnalyzerBuilder,
    Tokenizer,
)

from indexer.engines import ranking
from indexer.engines.base import Entry
from indexer.model import Item, Passage
from indexer.query import Field

_WHERE = (*ranking.PLACES, "passage")
_HEAP, _THREADS = 200_000_000, 2


def _analysers() -> dict[str, TextAnalyzer]:
    """For exact words and for stems; one can be handed over only once."""

    def plain() -> TextAnalyzerBuilder:
        cut = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(200))
        return cut.filter(Filter.lowercase()).filter(Filter.ascii_fold())

    return {"words": plain().build(), "stems": plain().filter(Filter.stemmer("english")).build()}


def _schema() -> Schema:
    fields = SchemaBuilder()
    fields.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("of", "stands_in"):
        fields.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("stored", "shown"):
        fields.add_bytes_field(name, stored=True)
    for name in ("owner", "number", "digest", "newest", "oldest"):
        fields.add_unsigned_field(name, fast=True)
    fields.add_unsigned_field("date", indexed=True, fast=True)
    fields.add_boolean_field("routine", indexed=True)
    fields.add_float_field("weight", fast=True)
    for name in get_args(Field):
        fields.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for place in _WHERE:
        for kind in ("words", "stems"):
            fields.add_text_field(f"{kind}_{place}", tokenizer_name=kind)
    return fields.build()


def _ready(index: Index) -> Index:
    for name, analyser in _analysers().items():
        index.register_tokenizer(name, analyser)
    return index


def build(folder: Path, entries: Iterable[Entry]) -> None:
    """Index the entries, in one commit, with as much memory and as many threads as our engine."""
    folder.mkdir(parents=True, exist_ok=True)
    writer = _ready(Index(_schema(), str(folder))).writer(_HEAP, _THREADS)
    for entry in entries:
        for document in _documents(entry):
            writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


def _documents(entry: Entry) -> Iterator[Document]:
    item = Document()
    item.add_text("key", entry.id)
    item.add_bytes("stored", entry.stored)
    item.add_bytes("shown", f"{entry.order} {entry.title} {entry.fields}".encode())
    item.add_unsigned("newest", entry.date or 0)
    item.add_unsigned("oldest", entry.date or 0)
    item.add_unsigned("date", entry.date or 0)
    item.add_boolean("routine", entry.routine)
    item.add_float("weight", ranking.recency(entry.date))
    for name, values in entry.fields.items():
        for value in values:
            item.add_text(name, value)
    _add_words(item, ranking.TITLE, entry.title)
    for zone in dict.fromkeys(passage.zone for passage in entry.passages):
        _add_words(item, zone, "\n".join(p.text for p in entry.passages if p.zone == zone))
    yield item
    owner = hash(entry.id) & 0xFFFFFFFF
    for number, passage in enumerate(entry.passages):
        document = Document()
        document.add_text("of", entry.id)
        document.add_text("stands_in", passage.zone)
        document.add_unsigned("owner", owner)
        document.add_unsigned("number", number)
        document.add_unsigned("digest", hash(passage.text) & 0xFFFFFFFF)
        document.add_float("weight", ranking.weight(passage.zone))
        document.add_bytes("stored", passage.stored)
        _add_words(document, "passage", passage.text)
        yield document


def _add_words(document: Document, place: str, text: str) -> None:
    document.add_text(f"words_{place}", text)
    document.add_text(f"stems_{place}", text)


class Bare:
    """An index that is open."""

    def __init__(self, folder: Path) -> None:
        """What `build` made."""
        self._index = _ready(Index.open(str(folder)))
        self._schema, self._searcher = self._index.schema, self._index.searcher()
        self._stems = _analysers()["stems"]
        self._words = _analysers()["words"]

    def ask(self, question: Question) -> tuple[int, int]:
        """See `Way.ask`."""
        wanted = Query.boolean_query(
            [
                *((Occur.Must, self._anywhere(part)) for part in _parts(question)),
                *self._conditions(question),
            ]
        )
        order: dict[str, Any] = (
            {"weight_by_field": "weight"}
            if question.sort == "relevance"
            else {"order_by_field": "newest", "order": Order.Desc}
        )
        found = self._searcher.search(
            wanted, question.limit, offset=(question.page - 1) * question.limit, **order
        )
        any_part = [(Occur.Should, self._in(part, "passage")) for part in _parts(question)]
        asked = Query.boolean_query(any_part)
        field = f"{'stems' if question.words else 'words'}_passage"
        marking = SnippetGenerator.create(self._searcher, asked, self._schema, field)
        marking.set_max_num_chars(300)
        shown = [self._shown(address, asked, field, marking) for _, address in found.hits]
        if question.facets:
            counts = {name: {"terms": {"field": name, "size": 60_000}} for name in FACETS}
            self._searcher.aggregate(wanted, counts)
        total: int = found.count  # type: ignore[attr-defined] # left out of tantivy's type stubs
        return total, len(shown)

    def _shown(
        self, address: DocAddress, asked: Query, field: str, marking: SnippetGenerator
    ) -> tuple[Item, Sequence[str]]:
        """The item, and snippets of its best passages."""
        document = self._searcher.doc(address)
        item = msgspec.json.decode(bytes(document.get_first("stored") or b""), type=Item)
        of = Query.const_score_query(Query.term_query(self._schema, "of", item.id), 0.0)
        here = Query.boolean_query([(Occur.Must, of), (Occur.Must, asked)])
        told = []
        for _, at in self._searcher.search(here, PLACES, count=False).hits:
            stored = bytes(self._searcher.doc(at).get_first("stored") or b"")
            passage = msgspec.json.decode(stored, type=Passage)
            told.append(marking.snippet_from_doc(Document(**{field: [passage.text]})).to_html())
        return item, told

    def _conditions(self, question: Question) -> Iterator[tuple[Occur, Query]]:
        held: list[tuple[str, Any]] = [("routine", False)]
        held += [question.held] if question.held else []
        for name, value in held:
            exactly = Query.term_query(self._schema, name, value, "basic")
            yield Occur.Must, Query.const_score_query(exactly, 0.0)

    def _anywhere(self, part: "_Part") -> Query:
        places = [
            Query.boost_query(self._in(part, place), ranking.weight(place))
            for place in ranking.PLACES
        ]
        return Query.disjunction_max_query(places, 0.3)

    def _in(self, part: "_Part", place: str) -> Query:
        kind, text = part
        words = self._words.analyze(text)
        if kind == "phrase":
            return Query.phrase_query(self._schema, f"words_{place}", list(words))
        if kind == "prefix":
            return Query.fuzzy_term_query(self._schema, f"words_{place}", words[0], 0, prefix=True)
        if kind == "typo":
            return Query.fuzzy_term_query(self._schema, f"words_{place}", words[0], 1, True)
        stem = self._stems.analyze(text)[0]
        return Query.term_query(self._schema, f"stems_{place}", stem, "freq")


_Part = tuple[str, str]
"""What is looked for, and how: word, phrase, prefix, typo."""


def _parts(question: Question) -> Sequence[_Part]:
    parts = [("word", word) for word in question.words]
    parts += [("phrase", " ".join(question.phrase))] if question.phrase else []
    parts += [("prefix", question.prefix)] if question.prefix else []
    return [*parts, *([("typo", question.typo)] if question.typo else [])]
