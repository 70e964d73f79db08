"""The fields of the advanced form as one query, in the language that people type. Pure.

Whatever stands in a field means no more than that field says: brackets, OR and minus signs of "all
these words" are no operators, and a name holds no second field.
"""

import re
from collections.abc import Collection, Iterator, Mapping

from indexer.search.language import asked_tokens
from indexer.search.lexer import Token, bare_word, fold, read_tokens

_TEXTS = ("all", "phrase", "any", "none", "title")
_NAMED = ("officer", "member", "role", "topic", "ward", "kind", "zone")
BLANKS = (*_TEXTS, "board", *_NAMED, "from", "to", "ref")
"""The fields."""
_OPERATORS = frozenset({"OR", "NOT", "AND"})
_PLAIN = re.compile(r"(?:[<>]=)?\w+(?:(?:['/-]|\.\.)\w+)*")
"""A value that needs no quotes."""


def compose(values: Mapping[str, str], boards: Collection[str]) -> str:
    """The query; empty where nothing is filled in. `boards` are the identifiers of those held."""
    return " ".join(part for part in (*_texts(values), *_fields(values, boards)) if part)


def _texts(values: Mapping[str, str]) -> Iterator[str]:
    every = " ".join(_terms(values.get("all", "")))
    asks = every and any(token.kind == "aside" for token in asked_tokens(every)[0])
    if every:
        yield f"({every})" if asks else every
    if phrase := _quoted(values.get("phrase", "")):
        yield phrase
    if either := _terms(values.get("any", "")):
        yield f"({' OR '.join(either)})"
    yield from (f"-{term}" for term in _terms(values.get("none", "")))
    yield from (f"title:{term}" for term in _terms(values.get("title", "")))


def _fields(values: Mapping[str, str], boards: Collection[str]) -> Iterator[str]:
    if board := values.get("board", "").strip():
        yield f"board:{_board(board, boards)}" if board in boards else _field("board", board)
    yield from (_field(name, values.get(name, "")) for name in _NAMED)
    yield _dates(values.get("from", "").strip(), values.get("to", "").strip())
    yield _field("ref", values.get("ref", ""))


def _terms(text: str) -> list[str]:
    """The words, phrases and references of a text, each as it is typed; operators are words too."""
    apart = re.sub(r"(?<=[^\W\d_]):", ": ", fold(text))  # so that no word before a colon is a field
    written = (_written(token) for token in read_tokens(apart).tokens)
    return [term for term in written if term]


def _written(token: Token) -> str:
    match token.kind:
        case "phrase":
            return f'"{token.text}"{token.mark}'
        case "word" if (word := bare_word(token.text)) not in _OPERATORS:
            return word + token.mark
        case "reference":
            return token.text
        case _:
            return _quoted(token.text) or ""


def _quoted(text: str) -> str | None:
    """A text in quotes, without those in it; None if there is no word in it."""
    words = _unquoted(text)
    return f'"{words}"' if bare_word(words) else None


def _unquoted(text: str) -> str:
    return " ".join(fold(text).replace('"', " ").split())


def _field(name: str, value: str) -> str:
    value = _unquoted(value).lstrip("- ")
    if _PLAIN.fullmatch(value):
        return f"{name}:{value}"
    quoted = _quoted(value)
    return f"{name}:{quoted}" if quoted else ""


def _board(identifier: str, boards: Collection[str]) -> str:
    """The board's own part of its identifier, or the whole where two councils have a board so called."""
    slug = identifier.partition("/")[2]
    return slug if sum(other.partition("/")[2] == slug for other in boards) == 1 else identifier


def _dates(first: str, last: str) -> str:
    if first and last:
        return _field("date", f"{first}..{last}") if first != last else _field("date", first)
    if first or last:
        return _field("date", f">={first}" if first else f"<={last}")
    return ""
