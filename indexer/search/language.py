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
from dataclasses import dataclass, field
from typing import Literal, cast

from indexer.errors import BadQuery
from indexer.query import EVERYTHING, All, Among, Any, Between, Node, Not, Word
from indexer.search.fields import (
    Named,
    Part,
    Roles,
    Zones,
    alone,
    bound,
    cites,
    one_of,
    read_bound,
    read_field,
)
from indexer.search.lexer import LIMITS, FieldName, Token, fold, read_tokens
from indexer.search.terms import read_text
from indexer.search.wording import days_in_words, understood

Option = Literal[
    "council",
    "board",
    "officer",
    "member",
    "role",
    "topic",
    "ward",
    "kind",
    "zone",
    "year",
    "from",
    "to",
]
"""The filters of command line and page: as the fields, with two ends for the date."""


@dataclass(frozen=True, slots=True)
class FieldUse:
    """A field as it was typed or chosen; `negated` where it is under an odd number of NOTs."""

    field: FieldName
    value: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Parsed:
    """What somebody asked, and how it was understood."""

    query: Node
    """May hold `Named`; hand it to `resolve` before an engine."""
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
) -> Parsed:
    """Read a query and the filters chosen beside it.

    Filters hold for the whole query: any value of one of them, each of several. BadQuery, which
    names the word and says what to write, is the only error; an empty query without filters is one
    unless `allow_empty`.
    """
    reader = _Reader()
    asked = reader.read(text)
    chosen = reader.choose(options or {})
    if asked is None and not chosen and not allow_empty:
        raise BadQuery(
            "Say what to look for: a word, a phrase in quotes, or a filter such as board:cabinet."
        )
    query = reader.all_of([*([] if asked is None else [asked]), *chosen])
    return Parsed(
        query,
        tuple(reader.fields),
        tuple(dict.fromkeys(reader.notes)),
        tuple(dict.fromkeys(reader.words)),
        understood(query),
        reader.reference,
    )


def resolve(query: Node, lookup: Callable[[Named], Node]) -> Node:
    """The query with every `Named` replaced by what the collection knows under that name."""
    match query:
        case Named():
            return lookup(query)
        case All(parts):
            return All(tuple(resolve(part, lookup) for part in parts))
        case Any(parts):
            return Any(tuple(resolve(part, lookup) for part in parts))
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


# --- reading: one bracket at a time, on a stack of our own ----------------------------------------


@dataclass(slots=True)
class _Bracket:
    """An open bracket; the query itself is the outermost."""

    negated: bool = False
    negate_next: bool = False
    alternatives: list[list[tuple[Part, FieldName | None]]] = field(default_factory=lambda: [[]])


class _Reader:
    """Reads one query; keeps what is said of it on the way."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.fields: list[FieldUse] = []
        self.words: list[str] = []
        self.reference: str | None = None
        self._open = [_Bracket()]

    def read(self, text: str) -> Part | None:
        """The tree of a query; None if nothing is asked."""
        found = read_tokens(text)
        self.notes += found.notes
        for token in found.tokens:
            self._token(token)
        if len(self._open) > 1:
            self.notes.append("A bracket is not closed: it was closed at the end.")
        while len(self._open) > 1:
            self._close()
        return self._ended(self._open[0])

    def choose(self, options: Mapping[Option, Sequence[str]]) -> list[Part]:
        """The filters chosen beside the query, a part for each field."""
        count = sum(map(len, options.values()))
        if count > LIMITS.terms:
            raise BadQuery(f"{count} filters are chosen, at most {LIMITS.terms} are read.")
        return [
            one_of([self._option(name, fold(value)) for value in values])
            for name, values in options.items()
            if values
        ]

    def all_of(self, parts: list[Part]) -> Node:
        """Everything at once, with zones and roles bound to what stands beside them."""
        zones = [part for part in parts if isinstance(part, Zones)]
        roles = [part for part in parts if isinstance(part, Roles)]
        nodes = [part for part in parts if not isinstance(part, Zones | Roles)]
        if zones:
            nodes = bound(nodes, cast(Zones, one_of([*zones])))
        if roles:
            nodes = bound(nodes, cast(Roles, one_of([*roles])))
        flat = [
            each for node in nodes for each in (node.parts if isinstance(node, All) else [node])
        ]
        flat = _one_span(list(dict.fromkeys(flat)))
        self._note_contradictions(flat)
        return flat[0] if len(flat) == 1 else All(tuple(flat)) if flat else EVERYTHING

    def _token(self, token: Token) -> None:
        bracket = self._open[-1]
        match token.kind:
            case "(":
                self._begin()
            case ")" if len(self._open) == 1:
                self.notes.append("A closing bracket without an opening one was left out.")
            case ")":
                self._close()
            case "not":
                bracket.negate_next = not bracket.negate_next
            case "or":
                self._alternative(bracket)
            case _:
                self._add(self._term(token), token.field)

    def _begin(self) -> None:
        if len(self._open) > LIMITS.nesting:
            raise BadQuery(
                f"Brackets stand more than {LIMITS.nesting} deep. Write the query with fewer."
            )
        outer = self._open[-1]
        self._open.append(_Bracket(negated=outer.negate_next))
        outer.negate_next = False

    def _close(self) -> None:
        bracket = self._open.pop()
        part = self._ended(bracket)
        if part is None:
            self.notes.append("Empty brackets were left out.")
        else:
            self._open[-1].alternatives[-1].append((_negated(part, bracket.negated), None))

    def _alternative(self, bracket: _Bracket) -> None:
        self._note_lone_not(bracket)
        if bracket.alternatives[-1]:
            bracket.alternatives.append([])
        else:
            self.notes.append("“OR” needs a word on either side: it was left out.")

    def _add(self, part: Part, name: FieldName | None) -> None:
        bracket = self._open[-1]
        part, negated = _negated(part, bracket.negate_next), bracket.negate_next
        bracket.negate_next = False
        here = bracket.alternatives[-1]
        if name and not negated and not here and len(bracket.alternatives) > 1:
            before = bracket.alternatives[-2]
            if before[-1][1] == name:
                bracket.alternatives.pop()
                before[-1] = (one_of([before[-1][0], part]), name)
                return
        here.append((part, None if negated else name))

    def _ended(self, bracket: _Bracket) -> Part | None:
        self._note_lone_not(bracket)
        if len(bracket.alternatives) > 1 and not bracket.alternatives[-1]:
            self.notes.append("“OR” needs a word on either side: it was left out.")
        ways = [[part for part, _ in way] for way in bracket.alternatives if way]
        if not ways:
            return None
        if len(ways) == 1:
            return ways[0][0] if len(ways[0]) == 1 else self.all_of(ways[0])
        if any(len(way) > 1 for way in ways):
            self.notes.append(
                "“OR” stands between all that is before it and all that is after it: put brackets "
                "round words that belong together otherwise."
            )
        nodes = tuple(dict.fromkeys(self.all_of(way) for way in ways))
        return nodes[0] if len(nodes) == 1 else Any(nodes)

    def _term(self, token: Token) -> Part:
        """A word, phrase or field, noted among what the query uses."""
        negated = (sum(each.negated for each in self._open) + self._open[-1].negate_next) % 2 == 1
        if token.kind == "reference":
            if not negated and self.reference is None:
                self.reference = token.text
            return cites(token.text)
        if token.field:
            self.fields.append(FieldUse(token.field, token.text, negated))
        if token.field and token.field != "title":
            if token.mark:
                self.notes.append(f"“{token.mark}” after “{token.field}:” was left out.")
            return read_field(token.field, token.text, self.notes)
        node = read_text(token, self.notes)
        if isinstance(node, Word) and not token.field and not negated:
            self.words.append(node.text)
        return node

    def _option(self, name: Option, value: str) -> Part:
        if len(value) > LIMITS.characters:
            raise BadQuery(f"“{name}” has more than {LIMITS.characters:,} characters.")
        if name == "from" or name == "to":
            self.fields.append(FieldUse("date", (">=" if name == "from" else "<=") + value))
            return read_bound(name, value, self.notes)
        self.fields.append(FieldUse(name, value))
        return read_field(name, value, self.notes)

    def _note_lone_not(self, bracket: _Bracket) -> None:
        if bracket.negate_next:
            self.notes.append("“NOT” needs a word after it: it was left out.")
            bracket.negate_next = False

    def _note_contradictions(self, nodes: list[Node]) -> None:
        for name in ("council", "year"):
            if sum(isinstance(node, Among) and node.field == name for node in nodes) > 1:
                self.notes.append(
                    f"An item has one {name} only: to ask for either, write OR between them."
                )


def _negated(part: Part, negate: bool) -> Part:
    if not negate:
        return part
    node = alone(part)
    return node.part if isinstance(node, Not) else Not(node)


def _one_span(nodes: list[Node]) -> list[Node]:
    """All days asked for as one span; BadQuery if no day is in it."""
    spans = [node for node in nodes if isinstance(node, Between)]
    if len(spans) < 2:
        return nodes
    first = max((span.first for span in spans if span.first is not None), default=None)
    last = min((span.last for span in spans if span.last is not None), default=None)
    if first is not None and last is not None and first > last:
        raise BadQuery(
            "No day fits all these dates: "
            + "; ".join(map(days_in_words, spans))
            + ". Write OR between them, or one span such as date:2019..2021."
        )
    return [*(node for node in nodes if not isinstance(node, Between)), Between(first, last)]
