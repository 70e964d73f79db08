"""What a search must find, worked out the slow way: word by word through the texts themselves.

It shares with the engines how text becomes words (`indexer.analysis`) and nothing else.
"""

from collections.abc import Iterable, Sequence

from indexer.analysis import one_edit, query_words, stem, tokens, whole_word
from indexer.engines.base import Entry
from indexer.query import (
    All,
    Among,
    Any,
    AtLeast,
    Between,
    Dated,
    Field,
    Near,
    Node,
    Not,
    Phrase,
    Prefix,
    Routine,
    Sort,
    Typo,
    Word,
)

Leaf = Word | Phrase | Near | Prefix | Typo


def expected(entries: Iterable[Entry], query: Node) -> set[str]:
    """The ids of the entries that fit."""
    return {entry.id for entry in entries if fits(entry, query)}


def expected_order(entries: Iterable[Entry], query: Node, sort: Sort) -> list[str]:
    """The ids in order of date."""
    found = [entry for entry in entries if fits(entry, query)]
    found.sort(key=lambda entry: (entry.order, entry.id), reverse=sort == "newest")
    return [entry.id for entry in sorted(found, key=lambda entry: entry.date is None)]


def expected_facet(entries: Iterable[Entry], query: Node, field: Field) -> list[tuple[str, int]]:
    """Values and the number of items that hold them."""
    found = [set(entry.fields.get(field, ())) for entry in entries if fits(entry, query)]
    values = {value for held in found for value in held}
    counts = [(value, sum(value in held for held in found)) for value in values]
    return sorted(counts, key=lambda pair: (-pair[1], pair[0]))


def fits(entry: Entry, node: Node) -> bool:
    """Whether an entry is found by a query."""
    match node:
        case All(parts):
            return all(fits(entry, part) for part in parts)
        case Any(parts):
            return any(fits(entry, part) for part in parts)
        case AtLeast(count, parts):
            return sum(fits(entry, part) for part in parts) >= count
        case Not(part):
            return not fits(entry, part)
        case Among(field, values):
            return bool(set(values) & set(entry.fields.get(field, ())))
        case Between(first, last):
            return entry.date is not None and (first or 0) <= entry.date <= (last or 99999999)
        case Routine(value):
            return entry.routine is value
        case Dated(value):
            return (entry.date is not None) is value
        case _:
            return any(stands_in(text, node) for text in texts(entry, node))


def texts(entry: Entry, leaf: Leaf) -> Sequence[str]:
    """The texts in which a leaf's words may stand."""
    if leaf.in_title:
        return [entry.title]
    if leaf.zone:
        return [passage.text for passage in entry.passages if passage.zone == leaf.zone]
    return [entry.title, *(passage.text for passage in entry.passages)]


def stands_in(text: str, leaf: Leaf) -> bool:
    """Whether a text has what a leaf asks for."""
    words = {token.word for token in tokens(text)}
    match leaf:
        case Word(wanted):
            return bool(runs(text, wanted, stemmed=True))
        case Phrase(wanted):
            return bool(runs(text, wanted))
        case Prefix(start):
            begin = whole_word(start)
            return bool(begin) and any(word.startswith(begin) for word in words)
        case Typo(typed):
            word = whole_word(typed)
            return bool(word) and any(one_edit(word, other) for other in words)
        case Near(first, second, between):
            return any(
                0 <= max(b[0] - a[-1], a[0] - b[-1]) - 1 <= between
                for a in runs(text, first)
                for b in runs(text, second)
            )


def runs(text: str, wanted: str, *, stemmed: bool = False) -> list[range]:
    """The places that these words take in the text, wherever they stand in a row."""
    words = query_words(wanted)
    if not words:
        return []
    long = tokens(wanted)[-1].position + 1
    form = stem if stemmed else str
    held = {(form(token.word), token.position) for token in tokens(text)}
    ends = max((token.position for token in tokens(text)), default=-1) + 1
    return [
        range(start, start + long)
        for start in range(ends)
        if all((form(word.word), start + word.position) in held for word in words)
    ]
