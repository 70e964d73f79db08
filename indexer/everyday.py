"""Everyday words and the official ones that papers have for the same thing (`everyday.toml`).

"Bin collection" is "refuse collection" in the papers. Words are compared by their English stems, so
that "bins collected" is the same; an official phrase is then looked for in any form of its words.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from indexer.analysis import query_words, stem

Stems = tuple[str, ...]
_KEY = 2
"""Letters of its first word by which an entry is looked up: stemming leaves them as they are."""
_MOST_WORDS = 5
"""Words that an entry has at most."""


@dataclass(frozen=True, slots=True)
class Expanded:
    """Words that somebody typed, and the official phrases that were looked for besides."""

    typed: str
    also: tuple[str, ...]


class Everyday:
    """The vocabulary. Entries are stemmed when they are first near a typed word: stemming takes time."""

    def __init__(self, listed: Mapping[str, Sequence[str]]) -> None:
        """Everyday words, and the official phrases for each, the likeliest first."""
        self._listed: dict[str, dict[str, Sequence[str]]] = defaultdict(dict)
        for words, phrases in listed.items():
            self._listed[query_words(words)[0].word[:_KEY]][words] = phrases
        self._stemmed: dict[str, Mapping[Stems, tuple[str, ...]]] = {}

    def official(self, stems: Stems) -> tuple[str, ...]:
        """The official phrases for words of these stems; none where they are no entry."""
        letters = stems[0][:_KEY]
        if letters not in self._stemmed:
            listed = self._listed.get(letters, {})
            self._stemmed[letters] = {stems_of(words): tuple(listed[words]) for words in listed}
        return self._stemmed[letters].get(stems, ())

    def find(self, words: Sequence[str]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """Where everyday words stand among typed ones, side by side: start, end, official phrases.

        From left to right; of those that begin at one place the longest, none within another. A
        blank word parts those about it.
        """
        stems = list(map(stems_of, words))
        start = 0
        while start < len(words):
            found = next(self._from(stems, start), None)
            if found is not None:
                yield found
            start = found[1] if found else start + 1

    def _from(
        self, stems: Sequence[Stems], start: int
    ) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """What begins here, the longest first."""
        for end in range(min(len(stems), start + _MOST_WORDS), start, -1):
            if all(stems[start:end]):
                row = tuple(part for word in stems[start:end] for part in word)
                if official := self.official(row):
                    yield start, end, official


def stems_of(text: str) -> Stems:
    """The stems by which words are compared: those by which engines find them."""
    return tuple(stem(token.word) for token in query_words(text))


@cache
def everyday() -> Everyday:
    """The vocabulary that comes with Minutebook."""
    return Everyday(tomllib.loads(Path(__file__).with_name("everyday.toml").read_text("utf-8")))
