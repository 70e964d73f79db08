"""The list of topics: a readable file of heads, topics and the words that show each.

`docs/topics.md` says how a council writes its own. What an item is about is decided in
`reading/topics.py`; here is only what the list says, and where its words stand in a text.
"""

import hashlib
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from indexer.errors import BadCall

_SPOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|&|[.;:!?](?=\s)|[\n\t]")
"""A word, or the end of a sentence, paragraph or cell, beyond which no entry reaches."""
_ENTRY_WORD = re.compile(r"([^\W_]+(?:['’][^\W_]+)*|&)(\*?)")
_ENTRY = re.compile(rf"-?{_ENTRY_WORD.pattern}(?:['’]?[ ./-]{_ENTRY_WORD.pattern})*['’]?")
_KEY = 3
"""Letters of its first word by which an entry is looked up; as many at least stand before its star."""
_MOST_WORDS = 12
_EXAMPLE = '"bins and recycling" = ["food waste", "recycl*"]'


@dataclass(frozen=True, slots=True)
class Word:
    """A word of an entry. One with two capitals or more ("SEND", "EHCPs") is looked for as it is."""

    letters: str
    opens: bool
    """Whether any ending may follow."""
    capitals: bool

    def is_said(self, printed: str, folded: str) -> bool:
        """Whether a word of a text is this one."""
        said = printed if self.capitals else folded
        return said.startswith(self.letters) if self.opens else said == self.letters


@dataclass(frozen=True, slots=True)
class Entry:
    """Words that show a topic; or at which it is left out, though others of its words stand there."""

    words: tuple[Word, ...]
    topic: str
    leaves_out: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A place in a text that shows topics, with its words as printed."""

    topics: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Topics:
    """A list of topics, ready to be looked for."""

    heads: Mapping[str, tuple[str, ...]]
    """The topics of each head, as the file has them."""
    digest: str
    """Of the whole file: it changes whenever what is found may change."""
    entries: Mapping[str, tuple[Entry, ...]]
    """By the first letters of their first word, the longest in front."""

    def find(self, text: str) -> Iterator[Shown]:
        """All places that show topics, in order; where entries overlap, the first and longest counts."""
        found = list(_SPOKEN.finditer(text))
        printed, folded = _said(text, [one[0] for one in found])
        place = 0
        while place < len(found):
            best = self._longest(printed, folded, place)
            end = place + (len(best[0].words) if best else 1)
            topics = _kept(best)
            if topics:
                yield Shown(topics, text[found[place].start() : found[end - 1].end()])
            place = end

    def _longest(self, printed: Sequence[str], folded: Sequence[str], place: int) -> list[Entry]:
        """The longest entries that stand at a place: several where topics share words."""
        best: list[Entry] = []
        for entry in self.entries.get(folded[place][:_KEY], ()):
            if best and len(entry.words) < len(best[0].words):
                break
            there = slice(place, place + len(entry.words))
            if len(folded[there]) == len(entry.words) and all(
                map(Word.is_said, entry.words, printed[there], folded[there])
            ):
                best.append(entry)
        return best


def _said(text: str, words: Iterable[str]) -> tuple[list[str], list[str]]:
    """The words of a text as printed and in small letters; what says nothing is blank.

    In a text all in capitals, "SEND" may be the verb: no word is taken for a short form there.
    """
    spoken = ["and" if word == "&" else re.sub("['’]", "", word) for word in words]
    folded = [word.casefold() if word[0].isalnum() else "" for word in spoken]
    return ([""] * len(folded) if text.isupper() else spoken), folded


def _kept(entries: Iterable[Entry]) -> tuple[str, ...]:
    left_out = {entry.topic for entry in entries if entry.leaves_out}
    return tuple(dict.fromkeys(e.topic for e in entries if e.topic not in left_out))


# --- reading the file -----------------------------------------------------------------------------


@cache
def shipped_topics() -> Topics:
    """The list that comes with Minutebook."""
    return parse_topics((files("indexer") / "topics.toml").read_text("utf-8"), "topics.toml")


def read_topics(path: Path) -> Topics:
    """A council's own list; `BadCall` with the line and what to write there."""
    try:
        return parse_topics(path.read_text("utf-8-sig"), str(path))
    except OSError as error:
        raise BadCall(
            f"The list of topics {path} cannot be opened ({error.strerror}). Write where it lies in "
            'MINUTEBOOK_TOPICS, or as topics = "…" in the configuration file.'
        ) from error
    except UnicodeDecodeError as error:
        raise BadCall(f"The list of topics {path} is no plain text. Save it as UTF-8.") from error


def parse_topics(text: str, name: str) -> Topics:
    """The list that a file holds; `BadCall` with the line and what to write. `name` is the file's."""
    try:
        listed = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadCall(f"{name}: {error}. A topic is written so: {_EXAMPLE}") from error
    try:
        entries = list(_entries(listed))
    except _Wrong as error:
        raise BadCall(f"{name}, line {_line(text, error.what)}: “{error.what}” {error}") from error
    if not entries:
        raise BadCall(f"{name} names no topic. A topic is written so, under a head: {_EXAMPLE}")
    by_key: dict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: -len(entry.words)):
        by_key[entry.words[0].letters[:_KEY].casefold()].append(entry)
    return Topics(
        heads={head: tuple(topics) for head, topics in listed.items()},
        digest=hashlib.sha256(text.encode()).hexdigest(),
        entries={key: tuple(some) for key, some in by_key.items()},
    )


class _Wrong(ValueError):
    """What is wrong with a head or topic."""

    def __init__(self, what: str, why: str) -> None:
        super().__init__(why)
        self.what = what


def _entries(listed: Mapping[str, object]) -> Iterator[Entry]:
    seen: dict[str, str] = {}
    for head, topics in listed.items():
        if not isinstance(topics, dict):
            raise _Wrong(head, 'stands under no head. Write one above it, so: ["Housing"]')
        for topic, phrases in topics.items():
            if topic in seen:
                raise _Wrong(topic, f"stands under “{seen[topic]}” and under “{head}”. Keep one.")
            seen[topic] = head
            if not topic.strip() or not isinstance(phrases, list) or not phrases:
                raise _Wrong(topic, f"needs a name and words, so: {_EXAMPLE}")
            yield from (_entry(topic, phrase) for phrase in phrases)


def _entry(topic: str, phrase: object) -> Entry:
    if not isinstance(phrase, str) or not _ENTRY.fullmatch(phrase):
        raise _Wrong(
            topic, f"has an entry that cannot be read: {phrase!r}. Write it so: {_EXAMPLE}"
        )
    words = tuple(_word(*found.groups()) for found in _ENTRY_WORD.finditer(phrase))
    if len(words) > _MOST_WORDS:
        raise _Wrong(
            topic, f"has an entry of more than {_MOST_WORDS} words: {phrase!r}. Shorten it."
        )
    if words[0].opens and len(words[0].letters) < _KEY:
        raise _Wrong(
            topic, f"begins with fewer than {_KEY} letters before a star: {phrase!r}. Write more."
        )
    return Entry(words, topic, phrase.startswith("-"))


def _word(printed: str, star: str) -> Word:
    spoken = "and" if printed == "&" else re.sub("['’]", "", printed)
    capitals = sum(letter.isupper() for letter in spoken) > 1
    return Word(spoken if capitals else spoken.casefold(), bool(star), capitals)


def _line(text: str, what: str) -> int:
    """The line in which a head or topic stands last: the second, where it stands twice."""
    starts = tuple(f"{mark}{what}" for mark in ('"', "'", "", '["', "['", "["))
    lines = enumerate(text.splitlines(), 1)
    return max((number for number, line in lines if line.strip().startswith(starts)), default=1)
