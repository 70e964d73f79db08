"""What people type, cut into tokens; sloppy input is mended here, with a note that says so.

Pure, and no step calls itself: a query of nothing but brackets costs no more than any other.
"""

import difflib
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Literal, cast, get_args

from indexer.analysis import UNSEEN, query_words
from indexer.errors import BadQuery
from indexer.search.limits import LIMITS

FieldName = Literal[
    "council",
    "board",
    "date",
    "year",
    "officer",
    "member",
    "role",
    "topic",
    "ward",
    "kind",
    "zone",
    "title",
    "ref",
]
FIELD_NAMES: tuple[FieldName, ...] = get_args(FieldName)


TokenKind = Literal["(", ")", "or", "not", "word", "phrase", "reference", "aside", "everyday"]


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a query.

    `mark` is what follows a word or phrase: `*`, `~` or `~5`. `field` is the name before the colon
    of a word or phrase, whose `text` is then the value. `aside` is a word that is not looked for,
    `everyday` words for which official phrases do too.
    """

    kind: TokenKind
    text: str = ""
    mark: str = ""
    field: FieldName | None = None


@dataclass(slots=True)
class Tokens:
    """The tokens of one query, and what had to be mended."""

    tokens: list[Token] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


_FOLD = {
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02"), '"'),
    **dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u2032\u00b4`"), "'"),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212"), "-"),
    **dict.fromkeys(map(ord, UNSEEN), None),
    ord("\u2014"): " ",
    ord("\u2026"): "...",
}
_CONTROL = dict.fromkeys([*range(32), *range(127, 160)], " ")

# Minute 46 of 2018/19 ("46/18", "89 /21") and decision numbers ("24/00093"). Four figures before
# the stroke are a year ("2020/21"), a second stroke makes a date ("01/04/2019").
REFERENCE = re.compile(r"\d{1,3}[A-Za-z]?\s{0,3}/\s{0,3}\d\d(?![\w/])|\d\d/\d{4,5}(?![\w/])")

# A comma parts words, but not figures: "bins,waste", "1,000"
_WORD = re.compile(r'(?:[^\s()",;]|[,;](?=\d))+')
# A bare value may hold balanced brackets: board:scrutiny(2)
_BARE = re.compile(r'[^\s()"]+(?:\([^\s()"]*\)[^\s()"]*)*|(?:\([^\s()"]*\)[^\s()"]*)+')
_NAME = re.compile(r"(?P<name>[^\W\d_][^\W\d]+(?:-[^\W\d]+)*):(?!//)")
_PHRASE = re.compile(r'"(?P<text>[^"]*)"(?P<mark>~\d*)?')
_SINGLE = re.compile(r"'(?P<text>[^\"']*(?:'\w[^\"']*)*)'(?=[\s)]|$)")
# Punctuation before a word says nothing; what could be meant as an operator is noted instead.
_LEADING = re.compile(r'[^\w\s()"*~|-]+')
# A minus belongs to what follows it; one that stands alone, or before mere punctuation, does not.
_MINUS = re.compile(r'-+(?=["(]|[^\s()"]*[^\W_])')
_MINUTE = re.compile(
    r"min(?:ute)?s?\.?\s+(?:(?:no|number|ref|reference)\b\.?\s*)?(?=\d)", re.IGNORECASE
)
_MAIL_PREFIXES = frozenset({"re", "fw", "fwd"})
_MEANT: dict[str, FieldName] = {
    **dict.fromkeys(("after", "before", "from", "since", "until", "to", "on"), "date"),
    **dict.fromkeys(("committee", "meeting", "cttee"), "board"),
    **dict.fromkeys(("author", "by", "director"), "officer"),
    **dict.fromkeys(("councillor", "cllr", "chair"), "member"),
    **dict.fromkeys(("minute", "minutes", "number", "no"), "ref"),
    **dict.fromkeys(("type", "doctype", "filetype", "document"), "kind"),
    **dict.fromkeys(("section", "in"), "zone"),
    **dict.fromkeys(("subject", "tag"), "topic"),
    **dict.fromkeys(("site", "authority"), "council"),
    **dict.fromkeys(("intitle", "heading", "item"), "title"),
}


def read_tokens(text: str) -> Tokens:
    """Cut a query into tokens; BadQuery for what is too long or names an unknown field."""
    if len(text) > LIMITS.characters:
        raise BadQuery(
            f"The query has {len(text):,} characters, at most {LIMITS.characters:,} are read. "
            "Write fewer words."
        )
    text = fold(text)
    found = Tokens()
    at = 0
    while at < len(text):
        at = _step(text, at, found)
    terms = sum(token.kind in ("word", "phrase", "reference") for token in found.tokens)
    if terms > LIMITS.terms:
        raise BadQuery(
            f"The query has {terms} words, phrases and fields, at most {LIMITS.terms} are read. "
            "Write fewer, or put words that belong together in quotes."
        )
    return found


def fold(text: str) -> str:
    """One way to write each quote, apostrophe and hyphen; no invisible or broken characters."""
    whole = text.encode("utf-8", "replace").decode()
    return unicodedata.normalize("NFC", whole).translate(_FOLD).translate(_CONTROL)


def bare_word(text: str) -> str:
    """A word without the punctuation around it; empty if no engine could look for it."""
    start, end = 0, len(text)
    while start < end and unicodedata.category(text[start])[0] in "PSZC":
        start += 1
    while end > start and unicodedata.category(text[end - 1])[0] in "PSZC":
        end -= 1
    return text[start:end] if query_words(text[start:end]) else ""


def nearest_field(name: str) -> FieldName:
    """The field that somebody meant who wrote this name."""
    lower = name.casefold()
    if lower in _MEANT:
        return _MEANT[lower]
    return cast(FieldName, difflib.get_close_matches(lower, FIELD_NAMES, 1, 0.0)[0])


def _step(text: str, at: int, found: Tokens) -> int:
    """Read one token that begins at `at`; returns where the next one begins."""
    if text[at].isspace():
        return at + 1
    if text[at] in "()":
        found.tokens.append(Token("(" if text[at] == "(" else ")"))
        return at + 1
    if text[at] == '"':
        return _quoted(text, at, found)
    if leading := _LEADING.match(text, at):
        return leading.end()
    if minus := _MINUS.match(text, at):
        found.tokens.append(Token("not", minus.group()))
        return minus.end()
    if (minute := _MINUTE.match(text, at)) and REFERENCE.match(text, minute.end()):
        at = minute.end()
    if reference := REFERENCE.match(text, at):
        found.tokens.append(Token("reference", re.sub(r"\s", "", reference.group())))
        return reference.end()
    if name := _NAME.match(text, at):
        return _named(text, name, found)
    return _word(text, at, found)


def _quoted(text: str, at: int, found: Tokens, name: FieldName | None = None) -> int:
    phrase = _PHRASE.match(text, at)
    if phrase is None:
        found.notes.append("A quote is not closed: its words were read one by one.")
        return at + 1
    if name is None and not bare_word(phrase["text"]):
        _leave_out("An empty pair of quotes was left out.", found)
    else:
        words = " ".join(phrase["text"].split())
        found.tokens.append(Token("phrase", words, phrase["mark"] or "", name))
    return phrase.end()


def _named(text: str, match: re.Match[str], found: Tokens) -> int:
    """A word and its colon: a field, or a word that only looks like one."""
    name, at = match["name"], match.end()
    known = name.casefold() in FIELD_NAMES
    if name.casefold() in _MAIL_PREFIXES:
        found.notes.append(f"“{name}:” was left out, as from the subject of a mail.")
        return at
    if at == len(text) or text[at].isspace() or text[at] == ")" or (text[at] == "(" and not known):
        hint = f"; to ask for the field, write {name.casefold()}:value without a space"
        found.notes.append(f"“{name}:” was read as a word{hint if known else ''}.")
        found.tokens.append(Token("word", name))
        return at
    if not known:
        raise BadQuery(
            f"There is no field “{name}:”. Did you mean “{nearest_field(name)}:”? The fields are "
            + ", ".join(f"{each}:" for each in FIELD_NAMES)
            + ". To search for the words themselves, put them in quotes."
        )
    return _value(text, at, cast(FieldName, name.casefold()), found)


def _value(text: str, at: int, name: FieldName, found: Tokens) -> int:
    if text[at] == '"':
        if _PHRASE.match(text, at):
            return _quoted(text, at, found, name)
        found.notes.append("A quote is not closed: its words were read one by one.")
        at += 1
    if single := _SINGLE.match(text, at):
        found.tokens.append(Token("phrase", " ".join(single["text"].split()), "", name))
        return single.end()
    bare = _BARE.match(text, at)
    if bare is None:
        raise BadQuery(f'“{name}:” needs a value: write {name}:word or {name}:"several words".')
    value = bare.group().rstrip(",;:!?]}>'")
    value = value if value.endswith("..") else value.rstrip(".")
    found.tokens.append(Token("word", value, "", name))
    return bare.end()


def _word(text: str, at: int, found: Tokens) -> int:
    match = _WORD.match(text, at)
    assert match is not None  # every other character was taken before
    typed = match.group()
    if typed in ("OR", "NOT"):
        found.tokens.append(Token("or" if typed == "OR" else "not", typed))
    elif typed != "AND":
        _plain(typed, found)
    return match.end()


def _plain(typed: str, found: Tokens) -> None:
    stem, mark = split_mark(typed)
    word = bare_word(stem)
    if word:
        found.tokens.append(Token("word", stem, mark))
    else:
        _leave_out(f"“{typed}” on its own was left out.", found)


def _leave_out(note: str, found: Tokens) -> None:
    """Note what is left out, and take the minus right before it away with it."""
    found.notes.append(note)
    if found.tokens and found.tokens[-1].text.startswith("-") and found.tokens[-1].kind == "not":
        found.tokens.pop()


def split_mark(typed: str) -> tuple[str, str]:
    """A word and the mark after it: `*`, `~` or `~1`; punctuation after the mark is dropped."""
    match = re.fullmatch(r"(?P<stem>.*?)(?P<mark>\*+|~\d*)[.,;:!?']*", typed)
    return (match["stem"], match["mark"]) if match else (typed, "")
