"""The tokens of a query become its tree, one bracket at a time, on a stack of our own. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, cast

from indexer.errors import BadQuery
from indexer.everyday import everyday, stems_of
from indexer.query import (
    EVERYTHING,
    All,
    Among,
    Any,
    Between,
    Near,
    Node,
    Not,
    Prefix,
    Typo,
    Word,
)
from indexer.search.fields import (
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
from indexer.search.lexer import FieldName, Token, fold
from indexer.search.limits import LIMITS
from indexer.search.terms import read_text
from indexer.search.wording import days_in_words

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


@dataclass(slots=True)
class _Bracket:
    """An open bracket; the query itself is the outermost."""

    negated: bool = False
    negate_next: bool = False
    alternatives: list[list[tuple[Part, FieldName | None]]] = field(default_factory=lambda: [[]])


class TreeReader:
    """Reads one query; keeps what is said of it on the way."""

    def __init__(self, notes: list[str]) -> None:
        """`notes` grows with what is mended."""
        self.notes = notes
        self.fields: list[FieldUse] = []
        self.words: list[str] = []
        self.reference: str | None = None
        self._open = [_Bracket()]
        self._costly = 0

    def whole(
        self,
        tokens: Sequence[Token],
        options: Mapping[Option, Sequence[str]],
        allow_empty: bool,
    ) -> Node:
        """The tree of a query and of the filters chosen beside it; BadQuery if there is neither."""
        asked = self._read(tokens)
        chosen = self._choose(options)
        if asked is None and not chosen and not allow_empty:
            raise BadQuery(
                "Say what to look for: a word, a phrase in quotes, or a filter such as "
                "board:cabinet."
            )
        return self._all_of([*([] if asked is None else [asked]), *chosen])

    def _read(self, tokens: Sequence[Token]) -> Part | None:
        """The tree of a query; None if nothing is asked."""
        for token in tokens:
            if token.kind != "aside":
                self._token(token)
        if len(self._open) > 1:
            self.notes.append("A bracket is not closed: it was closed at the end.")
        while len(self._open) > 1:
            self._close()
        return self._ended(self._open[0])

    def _choose(self, options: Mapping[Option, Sequence[str]]) -> list[Part]:
        """The filters chosen beside the query, a part for each field."""
        count = sum(map(len, options.values()))
        if count > LIMITS.terms:
            raise BadQuery(f"{count} filters are chosen, at most {LIMITS.terms} are read.")
        return [
            one_of([self._option(name, fold(value)) for value in values])
            for name, values in options.items()
            if values
        ]

    def _all_of(self, parts: list[Part]) -> Node:
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
            return ways[0][0] if len(ways[0]) == 1 else self._all_of(ways[0])
        if any(len(way) > 1 for way in ways):
            self.notes.append(
                "“OR” stands between all that is before it and all that is after it: put brackets "
                "round words that belong together otherwise."
            )
        nodes = tuple(dict.fromkeys(self._all_of(way) for way in ways))
        return nodes[0] if len(nodes) == 1 else Any(nodes)

    def _term(self, token: Token) -> Part:
        """A word, phrase or field, noted among what the query uses."""
        negated = (sum(each.negated for each in self._open) + self._open[-1].negate_next) % 2 == 1
        if token.kind == "reference":
            if not negated and self.reference is None:
                self.reference = token.text
            return cites(token.text)
        if token.kind == "everyday":
            return _everyday(token.text)
        if token.field:
            self.fields.append(FieldUse(token.field, token.text, negated))
        if token.field and token.field != "title":
            if token.mark:
                self.notes.append(f"“{token.mark}” after “{token.field}:” was left out.")
            node = read_field(token.field, token.text, self.notes)
            if isinstance(node, Any) and not negated and self.reference is None:
                self.reference = _cited(node)
            return node
        node = read_text(token, self.notes)
        self._count_costly(node)
        if isinstance(node, Word) and not token.field and not negated:
            self.words.append(node.text)
        return node

    def _count_costly(self, node: Node) -> None:
        """Words with `*` or `~`, and phrases with `~5`, are looked for all over the index."""
        last = node.parts[-1] if isinstance(node, All) else node
        self._costly += isinstance(last, Prefix | Typo | Near)
        if self._costly > LIMITS.costly:
            raise BadQuery(
                f"The query has more than {LIMITS.costly} words with “*” or “~” and phrases with "
                "“~5”, together. Write some of them out."
            )

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
        if sum(_cited(node) is not None for node in nodes) > 1:
            self.notes.append(
                "Items with both references are looked for: to ask for either, write OR between them."
            )
        for name in ("council", "year"):
            if sum(isinstance(node, Among) and node.field == name for node in nodes) > 1:
                self.notes.append(
                    f"An item has one {name} only: to ask for either, write OR between them."
                )


def _cited(node: Part) -> str | None:
    """The reference, if this asks for one and for what cites it."""
    first = node.parts[0] if isinstance(node, Any) and node.parts else None
    return first.values[0] if isinstance(first, Among) and first.field == "reference" else None


def _everyday(typed: str) -> Node:
    """The words typed, or one of the official phrases."""
    words = tuple(map(Word, typed.split()))
    official = map(Word, everyday().official(stems_of(typed)))
    return Any((All(words) if len(words) > 1 else words[0], *official))


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
