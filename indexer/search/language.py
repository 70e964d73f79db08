"""The query language: what people type becomes a tree that every engine can translate. Pure.

    words            all required              "exact phrase"   these words in this order, unstemmed
    OR, ( )          AND binds before OR       "a b"~5          both, at most five words between
    -word, NOT       without it                word*  word~     beginning so; with one typo
    field:value      see `FieldName`           46/18            a minute, and what mentions it

Filters of one field that OR joins directly are one filter, so that `board:a OR board:b budget`
asks for the budget in either. `zone:` binds the words of its bracket (or of the whole query),
`role:` its people. Words after NOT are left out wherever they stand.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from indexer.everyday import Expanded, everyday
from indexer.query import All, Any, AtLeast, Node, Not, Word
from indexer.search.fields import Named
from indexer.search.lexer import Token, bare_word, fold, read_tokens
from indexer.search.questions import words_that_ask
from indexer.search.tree import FieldUse as FieldUse
from indexer.search.tree import Option as Option
from indexer.search.tree import TreeReader
from indexer.search.wording import also_as, understood


@dataclass(frozen=True, slots=True)
class Parsed:
    """What somebody asked, and how it was understood."""

    query: Node
    """May hold `Named`, as may `wide`; hand it to `resolve` before an engine."""
    wide: Node
    """The same, where official phrases do for everyday words: what `query` finds and more."""
    expanded: tuple[Expanded, ...]
    """The everyday words; of none, `wide` is `query`."""
    fields: tuple[FieldUse, ...]
    notes: tuple[str, ...]
    """What was mended, a sentence each."""
    words: tuple[str, ...]
    """The plain words asked for, as typed and in order; none of phrases, fields or NOT."""
    understood: str
    reference: str | None = None
    """The minute or decision asked for by its reference, which is to be shown first."""


def parse(
    text: str,
    options: Mapping[Option, Sequence[str]] | None = None,
    *,
    allow_empty: bool = False,
    as_typed: bool = False,
) -> Parsed:
    """Read a query and the filters chosen beside it.

    Filters hold for the whole query: any value of one of them, each of several. BadQuery, which
    names the word and says what to write, is the only error; an empty query without filters is one
    unless `allow_empty`. `as_typed` finds no official phrases for everyday words.
    """
    tokens, notes = asked_tokens(text)
    reader = TreeReader(notes)
    query = reader.whole(tokens, options or {}, allow_empty)
    wider, expanded = (tokens, ()) if as_typed else _widened(tokens)
    return Parsed(
        query,
        TreeReader([]).whole(wider, options or {}, allow_empty) if expanded else query,
        expanded,
        tuple(reader.fields),
        tuple(dict.fromkeys(reader.notes)),
        tuple(dict.fromkeys(reader.words)),
        understood(query) + also_as(expanded),
        reader.reference,
    )


def asked_tokens(text: str) -> tuple[list[Token], list[str]]:
    """The tokens of a query, with those set aside that only ask; and notes on what was mended."""
    found = read_tokens(text)
    tokens, notes = _without_asking(found.tokens, text)
    return tokens, [*found.notes, *notes]


def resolve(query: Node, lookup: Callable[[Named], Node]) -> Node:
    """The query with every `Named` replaced by what the collection knows under that name."""
    match query:
        case Named():
            return lookup(query)
        case All(parts):
            return All(tuple(resolve(part, lookup) for part in parts))
        case Any(parts):
            return Any(tuple(resolve(part, lookup) for part in parts))
        case AtLeast(number, parts):
            return AtLeast(number, tuple(resolve(part, lookup) for part in parts))
        case Not(part):
            return Not(resolve(part, lookup))
        case _:
            return query


def plain_parts(query: Node) -> tuple[tuple[Node, ...], Node]:
    """The plain words, which partial matches may lack, and the rest, which always holds."""
    parts = query.parts if isinstance(query, All) else (query,)
    plain = tuple(part for part in parts if _is_plain(part))
    return plain, All(tuple(part for part in parts if not _is_plain(part)))


def _is_plain(node: Node) -> bool:
    """True for a word, or a word asked for in several zones."""
    if isinstance(node, Any):
        words = [part for part in node.parts if isinstance(part, Word) and part.zone]
        return len(words) == len(node.parts) and len({word.text for word in words}) == 1
    return isinstance(node, Word) and not node.in_title


# --- words set aside, words widened ---------------------------------------------------------------


def _without_asking(tokens: Sequence[Token], text: str) -> tuple[list[Token], list[str]]:
    """The tokens with those set aside that only ask, and a note that names them."""
    asking = words_that_ask(tokens, fold(text))
    kept = [Token("aside") if at in asking else token for at, token in enumerate(tokens)]
    if not asking:
        return kept, []
    said = ", ".join(dict.fromkeys(f"“{bare_word(tokens[at].text)}”" for at in sorted(asking)))
    return kept, [f"Set aside as words of a question: {said}. To require one, put it in quotes."]


def _widened(tokens: Sequence[Token]) -> tuple[list[Token], tuple[Expanded, ...]]:
    """The tokens with one for the everyday words among plain ones that stand side by side."""
    wide: list[Token] = []
    expanded: dict[str, Expanded] = {}
    at = 0
    for start, end, also in everyday().find(_plain_words(tokens)):
        typed = " ".join(bare_word(token.text) for token in tokens[start:end])
        wide += [*tokens[at:start], Token("everyday", typed)]
        expanded[typed], at = Expanded(typed, also), end
    return [*wide, *tokens[at:]], tuple(expanded.values())


def _plain_words(tokens: Sequence[Token]) -> list[str]:
    """For each token its words, blank where an operator binds it: OR and brackets bind all."""
    if any(token.kind in ("or", "(", ")") for token in tokens):
        return []
    return [
        token.text
        if token.kind == "word"
        and not (token.field or token.mark)
        and not (before and before.kind == "not")
        else ""
        for before, token in zip((None, *tokens), tokens, strict=False)
    ]
